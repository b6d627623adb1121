"""robots.txt is obeyed, and named when it forbids."""

from __future__ import annotations

from itertools import pairwise

from tests.conftest import story
from tests.site import hostile

RULES = "User-agent: newsarchive\nDisallow: /NewsData/\n"


def asked_for_robots(site):
    return len(site.requests_for("/robots.txt"))


def articles_asked_for(site):
    return len(site.requests_for("/NewsData"))


def test_a_refusal_names_the_line_and_nothing_is_asked_for(serve, make_archive):
    site = serve(story(1))
    site.misbehave("/robots.txt", hostile.HtmlInstead(RULES))
    result = make_archive(site.url).run("crawl", "finews")
    assert result.code == 1
    assert "Forbidden by robots.txt, line 2: `Disallow: /NewsData/`" in result.out
    assert articles_asked_for(site) == 0


def test_whoever_does_not_obey_does_not_ask(serve, make_archive):
    site = serve(story(1))
    archive = make_archive(site.url)
    configuration = archive.folder / "newsarchive.yaml"
    configuration.write_text(configuration.read_text().replace("{delay", "{robots: false, delay"))
    assert archive.run("crawl", "finews").code == 0
    assert asked_for_robots(site) == 0


def test_a_crawl_delay_holds_for_every_request_to_the_host(serve, make_archive):
    site = serve(*(story(number) for number in range(3)))
    site.misbehave("/robots.txt", hostile.HtmlInstead("User-agent: *\nCrawl-delay: 0.4\nRequest-rate: 10/1s\n"))
    assert make_archive(site.url).run("crawl", "finews").code == 0
    times = [request.time for request in site.requests if request.path != "/robots.txt"]
    assert len(times) == 8
    assert min(later - earlier for earlier, later in pairwise(times)) > 0.3


def test_a_crawl_delay_that_nobody_can_wait_for_is_a_reason(serve, make_archive):
    site = serve(story(1))
    site.misbehave("/robots.txt", hostile.HtmlInstead("User-agent: *\nCrawl-delay: 3600\n"))
    result = make_archive(site.url).run("crawl", "finews")
    assert "robots.txt wants 3600 s between two requests, more than `politeness.patience` (120 s)" in result.out
