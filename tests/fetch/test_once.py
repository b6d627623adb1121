"""A page fetched for a command that needs just this one."""

from __future__ import annotations

import json

import pytest

from newsarchive.fetch.once import FetchError, fetch_page
from tests import program
from tests.conftest import story
from tests.site import hostile

PATH = "/news/factory.html"
CODE = """
import json, sys
from datetime import timedelta
from newsarchive.config.politeness import Politeness
from newsarchive.fetch.once import FetchError, fetch_page

quick = Politeness(delay=timedelta(0), timeout=timedelta(seconds=2), retries=0, backoff=timedelta(0))
try:
    body, headers, url = fetch_page(sys.argv[1], quick)
    print(json.dumps({"body": body.decode(), "headers": headers, "url": url}))
except FetchError as error:
    print(json.dumps({"error": str(error)}))
"""


def fetch(url):
    """Fetch in a process of its own, as each process can once."""
    return json.loads(program.python(CODE, url))


@pytest.fixture
def site(serve):
    return serve(story(1, slug="factory"))


def test_the_page_comes_with_its_headers_and_its_address(site):
    page = fetch(site.url + PATH)
    assert "澜州第1号工厂恢复生产" in page["body"]
    assert page["headers"]["Content-Type"] == "text/html; charset=utf-8"
    assert page["url"] == site.url + PATH
    assert {request.user_agent.split("/")[0] for request in site.requests} == {"newsarchive"}
    assert [request.path for request in site.requests] == ["/robots.txt", PATH]


@pytest.mark.parametrize(
    ("trick", "reason"),
    [
        (hostile.NotFound(), "the server answered 404 (Not Found)"),
        (hostile.Silence(), "no whole answer in time"),
        (hostile.CutOff(), "the answer was cut off"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_cannot_be_had_is_named_with_the_reason(trick, reason, site):
    site.misbehave(PATH, trick)
    assert fetch(site.url + PATH)["error"].startswith(f"{site.url}{PATH}: {reason}")


def test_robots_are_obeyed(site):
    site.misbehave("/robots.txt", hostile.HtmlInstead("User-agent: *\nDisallow: /news/\n"))
    assert "robots.txt" in fetch(site.url + PATH)["error"]
    assert site.requests_for(PATH) == []


@pytest.mark.parametrize("url", ["file:///etc/passwd", "x.example.org", ""])
def test_what_is_no_web_address_is_not_asked_for(url):
    with pytest.raises(FetchError, match="it is no web address"):
        fetch_page(url)
