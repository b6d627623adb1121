"""No page leads inside: redirects and names that end at a private address are refused, unless the user named the host."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from twisted.internet.address import IPv4Address

from newsarchive.fetch.guard import Guard, InsideError
from tests.conftest import article_id, newsarchive, story
from tests.site import hostile


class Names:
    """A resolver that answers each question with the next of its answers."""

    def __init__(self, *answers):
        self.answers = list(answers)

    def resolveHostName(self, receiver, name, port=0, *rest):
        receiver.resolutionBegan(None)
        for address in self.answers.pop(0):
            receiver.addressResolved(IPv4Address("TCP", address, port))
        receiver.resolutionComplete()


class Receiver:
    """What a connection is given to connect to."""

    def __init__(self):
        self.addresses = []

    def resolutionBegan(self, resolution):
        pass

    def addressResolved(self, address):
        self.addresses.append(address.host)

    def resolutionComplete(self):
        pass


def resolved(guard, name="news.example.org", port=80):
    receiver = Receiver()
    guard.resolveHostName(receiver, name, port)
    return receiver.addresses


def test_a_name_that_changes_its_mind_is_asked_again_for_every_connection():
    guard = Guard(Names(["93.184.216.34"], ["127.0.0.1"]))
    assert resolved(guard) == ["93.184.216.34"]
    assert guard.refusal("http://news.example.org/") is None
    assert resolved(guard) == []
    assert "news.example.org:80 leads to 127.0.0.1, no public address" in str(guard.refusal("http://news.example.org/"))


def test_of_several_addresses_only_the_public_are_tried():
    assert resolved(Guard(Names(["10.0.0.1", "93.184.216.34", "169.254.169.254"]))) == ["93.184.216.34"]


def test_a_named_host_may_lead_anywhere_on_the_port_it_was_named_with():
    guard = Guard(Names(["10.0.0.1"], ["10.0.0.1"], ["10.0.0.1"]))
    guard.name(["http://news.example.org:8000/list", "not an address"])
    assert resolved(guard, "NEWS.example.org", 8000) == ["10.0.0.1"]
    assert resolved(guard, "news.example.org", 6379) == []
    assert resolved(guard, "other.example.org", 8000) == []


def test_a_named_web_server_may_move_to_https():
    guard = Guard(Names(["10.0.0.1"]))
    guard.name(["http://news.example.org"])
    assert resolved(guard, port=443) == ["10.0.0.1"]


def test_a_proxy_of_the_environment_is_named(monkeypatch):
    monkeypatch.setenv("https_proxy", "http://proxy.internal:3128")
    guard = Guard(Names(["10.0.0.1"], ["10.0.0.1"]))
    assert resolved(guard, "proxy.internal", 3128) == ["10.0.0.1"]
    assert resolved(guard, "proxy.internal", 0) == ["10.0.0.1"]  # as for a tunnel


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.1", "2130706433", "[::1]", "[::ffff:10.0.0.1]", "localhost.", "169.254.169.254"]
)
def test_what_is_an_address_already_is_refused_before_anyone_resolves_it(host):
    guard = Guard(Names())
    with pytest.raises(InsideError, match="no public address"):
        guard.check(f"http://{host}:8080/")
    guard.name([f"http://{host}:8080/"])
    guard.check(f"http://{host}:8080/")


SPELLINGS = ["127.0.0.1", "localhost", "localhost.", "127.1", "2130706433", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]"]


def test_no_redirect_leads_inside(serve, make_archive):
    inside = serve(story(1))
    site = serve(*(story(number) for number, _ in enumerate(SPELLINGS, 1)), story(90))
    port = urlsplit(inside.url).port
    for number, host in enumerate(SPELLINGS, 1):
        site.misbehave(article_id(number), hostile.RedirectTo(f"http://{host}:{port}/NewsData/GetNewsText.do?id={article_id(1)}"))
    archive = make_archive(site.url)
    result = archive.run("crawl", "finews")
    assert inside.requests == []
    assert list(archive.posts()) == [f"2026-11-01-{article_id(90)}.md"]
    assert result.code == 1
    assert result.out.count("no public address, and is asked only where you name it") == len(SPELLINGS)


def test_what_is_given_to_fetch_is_named_and_what_it_leads_to_is_not(serve, tmp_path):
    inside, site = serve(story(1)), serve(story(1))
    link = f"/html_News/NewsShare.html?infoCode={article_id(1)}"
    site.misbehave(article_id(1), hostile.RedirectTo(f"{inside.url}/NewsData/GetNewsText.do?id={article_id(1)}"))
    refused = newsarchive("fetch", site.url + link, cwd=tmp_path)
    assert refused.code == 1
    assert f"{urlsplit(inside.url).netloc} is no public address" in refused.err
    assert inside.requests == []
    both = newsarchive("fetch", site.url + link, inside.url + "/robots.txt", cwd=tmp_path)
    assert "澜州第1号工厂恢复生产" in both.out
