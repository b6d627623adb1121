"""What may be asked for, and which rule decides; nothing but robots.txt is asked for."""

from __future__ import annotations

import json

import pytest

from tests import program
from tests.conftest import story
from tests.site import hostile

CODE = """
import dataclasses, json, sys
from datetime import timedelta
from newsarchive.config.politeness import Politeness
from newsarchive.fetch.guest import Guest, NoMemory
from newsarchive.fetch.hosts import Hosts
from newsarchive.fetch.permission import permissions

asked = json.loads(sys.argv[1])
manners = Politeness(retries=0, robots=asked["robots"], patience=timedelta(seconds=60))
guest = Guest(Hosts(manners), asked["named"], NoMemory())
print(json.dumps([dataclasses.asdict(each) for each in permissions(asked["urls"], guest)]))
"""


def permissions(*urls, named=None, robots=True):
    """Ask in a process of its own, as each process can once."""
    asked = json.dumps({"urls": urls, "named": urls if named is None else named, "robots": robots})
    return json.loads(program.python(CODE, asked))


@pytest.fixture
def site(serve):
    site = serve(story(1))
    rules = "User-agent: *\nDisallow: /private/\nAllow: /private/open\nCrawl-delay: 3\n"
    site.misbehave("/robots.txt", hostile.HtmlInstead(rules))
    return site


def test_the_line_the_group_and_the_pace(site):
    forbidden, opened, free = permissions(f"{site.url}/private/1", f"{site.url}/private/open", f"{site.url}/news/1")
    assert (forbidden["allowed"], forbidden["why"]) == (
        False,
        "Forbidden by robots.txt, line 2: `Disallow: /private/`, in the group for `*`",
    )
    assert (opened["allowed"], opened["why"]) == (
        True,
        "Allowed by robots.txt, line 3: `Allow: /private/open`, in the group for `*`",
    )
    assert (free["allowed"], free["delay"], free["delay_why"]) == (True, 3, "robots.txt asks for it")
    assert [request.path for request in site.requests] == ["/robots.txt"]


@pytest.mark.parametrize(
    ("trick", "why"),
    [
        (hostile.ServerError(503), "Refused: the server answered 503 (Service Unavailable), asked for its robots.txt;"),
        (hostile.HtmlInstead("User-agent: *\nCrawl-delay: 61"), "Refused: robots.txt wants 61 s between two requests"),
    ],
)
def test_what_else_stands_in_the_way(trick, why, site):
    site.misbehave("/robots.txt", trick)
    (found,) = permissions(f"{site.url}/news/1")
    assert not found["allowed"]
    assert found["why"].startswith(why)


def test_the_host_is_out_of_bounds_unless_it_is_named(site):
    (found,) = permissions(f"{site.url}/news/1", named=[])
    assert not found["allowed"]
    assert "is no public address, and is asked only where you name it" in found["why"]
    assert site.requests == []


def test_what_is_no_web_address_and_whoever_does_not_obey(site):
    (none,) = permissions("ftp://x.example.org/1")
    assert none["why"].startswith("Refused: it is no web address")
    (free,) = permissions(f"{site.url}/private/1", robots=False)
    assert (free["allowed"], free["delay_why"]) == (True, "`politeness.delay`")
    assert "`politeness.robots` is off" in free["why"]
    assert site.requests == []
