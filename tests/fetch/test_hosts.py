"""Everyone's turn at a host: the delay, the pauses it asks for, and the switch. On a clock of our own, and against the site's."""

from __future__ import annotations

import asyncio
import itertools
import os
import re
import signal
import subprocess
import sys
import time
from datetime import timedelta
from itertools import pairwise

import pytest

from newsarchive.config.politeness import Politeness
from newsarchive.fetch import hosts as hosts_module
from newsarchive.fetch.hosts import Host, HostOffError, Hosts, LeftError
from tests.conftest import article_id, story
from tests.site import hostile


def seconds(number):
    return timedelta(seconds=number)


MANNERS = Politeness(
    delay=seconds(1), concurrency=2, patience=seconds(120), failures=3, rest=seconds(60), backoff=seconds(4), retries=0
)


class Clock:
    """A clock that moves when someone sleeps."""

    def __init__(self, monkeypatch):
        self.time = 100.0
        self._really = asyncio.sleep
        monkeypatch.setattr(hosts_module.asyncio, "sleep", self.sleep)

    async def sleep(self, seconds):
        self.time += seconds
        await self._really(0)

    def __call__(self):
        return self.time


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture
def host(clock):
    return Host(MANNERS, clock)


ADDRESSES = (f"http://news.example.org/{number}" for number in itertools.count())


def ask(host, *, status=200, latency=0.0, retry_after=None, why=None, address=None):
    """One request, for another address each time; the answer to it is as given."""
    address = address or next(ADDRESSES)

    async def go():
        async with host.turn():
            if why:
                host.failed(address, why)
            else:
                host.answered(address, status, latency, retry_after)
            return host._now()

    return asyncio.run(go())


def test_the_delay_lies_between_two_requests(host):
    times = [ask(host) for _ in range(4)]
    assert [later - earlier for earlier, later in pairwise(times)] == pytest.approx([1, 1, 1])


def test_no_more_than_so_many_are_in_at_once(clock):
    host, inside, most = Host(MANNERS.model_copy(update={"delay": seconds(0)}), clock), 0, 0

    async def visit():
        nonlocal inside, most
        async with host.turn():
            inside += 1
            most = max(most, inside)
            await clock.sleep(0.1)
            inside -= 1

    async def all_of_them():
        await asyncio.gather(*(visit() for _ in range(7)))

    asyncio.run(all_of_them())
    assert most == MANNERS.concurrency


def test_a_pause_is_for_the_whole_host_and_for_those_who_wait_already(host, clock):
    ask(host)
    times = []

    async def visit():
        async with host.turn():
            times.append(clock())

    async def meanwhile():
        waiting = asyncio.ensure_future(visit())
        await asyncio.sleep(0)
        host.answered("http://news.example.org/", 503, 0, 30)
        await waiting

    asyncio.run(meanwhile())
    assert times[0] >= 130


def test_who_asks_for_a_pause_without_saying_how_long_gets_a_backoff(host):
    before = ask(host, status=429)
    assert ask(host) - before == pytest.approx(4)


def test_a_pause_that_nobody_can_wait_for_switches_the_host_off_until_then(host, clock):
    ask(host, status=429, retry_after=3600)
    with pytest.raises(HostOffError, match=r"a pause of 3600 s, longer than `politeness.patience`"):
        ask(host)
    clock.time += 3601
    ask(host)


def test_failures_in_a_row_switch_the_host_off_and_one_probe_opens_it_again(host, clock):
    for _ in range(2):
        ask(host, why="it hung up")
    ask(host)  # not in a row
    for _ in range(2):
        ask(host, status=500)
    ask(host, why="it hung up")
    with pytest.raises(HostOffError, match="3 addresses in a row could not be had, the last because it hung up"):
        ask(host)
    clock.time += 60

    async def probe_and_another():
        async with host.turn():
            with pytest.raises(HostOffError):
                async with host.turn():
                    pass
            host.answered("http://news.example.org/", 200, 0, None)
        async with host.turn():
            host.answered("http://news.example.org/", 200, 0, None)

    asyncio.run(probe_and_another())
    ask(host)


def test_an_address_that_is_tried_again_counts_once(host):
    for _ in range(5):
        ask(host, why="it hung up", address="http://news.example.org/bad")
    assert ask(host), "the host is still asked"


def test_a_probe_that_fails_switches_it_off_again(host, clock):
    for _ in range(3):
        ask(host, why="it hung up")
    clock.time += 60
    ask(host, why="it hung up")
    with pytest.raises(HostOffError, match="4 addresses"):
        ask(host)


def test_a_probe_that_comes_to_nothing_leaves_the_way_free_for_another(host, clock):
    for _ in range(3):
        ask(host, why="it hung up")
    clock.time += 60

    async def broken():
        async with host.turn():
            raise RuntimeError

    with pytest.raises(RuntimeError):
        asyncio.run(broken())
    ask(host)
    ask(host)


def test_the_delay_follows_the_servers_speed_and_never_falls_below_what_was_set(host):
    for _ in range(10):
        ask(host, latency=5)
    assert host.delay == pytest.approx(5, rel=0.01)  # of two seats, one is in use
    ask(host, status=404, latency=0.01)
    assert 2 < host.delay < 3
    for _ in range(20):
        ask(host, latency=0.01)
    assert host.delay == 1
    host.at_least(3)
    host.at_least(2)
    ask(host, latency=0.01)
    assert host.delay == 3


def test_an_error_page_that_comes_fast_makes_nobody_faster(host):
    ask(host, latency=9)
    slow = host.delay
    ask(host, status=500, latency=0.001)
    assert host.delay == slow


def test_whoever_waits_is_sent_home_when_the_crawl_is_stopped(host):
    async def go():
        async with host.turn(stopped=lambda: True):
            pass

    with pytest.raises(LeftError, match="interrupted"):
        asyncio.run(go())


def test_http_and_https_of_a_host_share_a_line_and_its_other_ports_do_not():
    hosts = Hosts(MANNERS)
    assert hosts.of("http://news.example.org/a") is hosts.of("https://NEWS.example.org/b")
    assert hosts.of("http://news.example.org:8080/") is not hosts.of("http://news.example.org/")


# --- by the site's own log of times -----------------------------------------------------------------------------------


def manners(archive, **changes):
    configuration = archive.folder / "newsarchive.yaml"
    words = ", ".join(f"{name}: {value}" for name, value in {"delay": "0s", **changes}.items())
    configuration.write_text(configuration.read_text(encoding="utf-8").replace("delay: 0s", words), encoding="utf-8")


@pytest.mark.parametrize(
    ("trick", "pause"),
    [(hostile.TooManyRequests(1), 0.95), (hostile.TooManyRequests(2, as_date=True, status=503), 0.95)],
)
def test_retry_after_keeps_the_whole_host_waiting(trick, pause, serve, make_archive):
    site = serve(*(story(number) for number in range(1, 6)))
    site.misbehave(article_id(3), hostile.Once(trick))
    archive = make_archive(site.url)
    manners(archive, concurrency=1)
    assert archive.run("crawl", "finews").code == 0
    requests = site.requests
    refused = next(place for place, request in enumerate(requests) if request.query.get("id") == article_id(3))
    gaps = [later.time - earlier.time for earlier, later in pairwise(requests)]
    assert refused < len(requests) - 2, "others were still to come"
    assert gaps[refused] > pause
    assert max(gaps[:refused]) < pause


def test_the_delay_holds_across_the_sources_of_a_run(serve, make_archive):
    site = serve(story(1))
    archive = make_archive(site.url)
    manners(archive, delay="0.2s")
    sources = archive.folder / "sources"
    sources.mkdir()
    for name in ("one", "two"):
        text = f"spider: json_list\ntimezone: UTC\nhosts: {{api: '{site.url}'}}\nlists:\n"
        text += "  - {url: '{api}/web/webapi?type=45&count=100', items: nodeList, fields: {id: infocode}}\n"
        text += "article: {url: '{api}/NewsData/GetNewsText.do?id={id}', fields: {title: title, body: text}}\n"
        (sources / f"{name}.yaml").write_text(text, encoding="utf-8")
    archive.run("crawl", "one", "two")
    times = [request.time for request in site.requests]
    assert len(times) >= 4
    assert min(later - earlier for earlier, later in pairwise(times)) > 0.15


def test_a_slow_server_is_asked_less_often_than_it_could_be(serve, make_archive):
    site = serve(*(story(number) for number in range(12)))
    site.misbehave("/NewsData", hostile.Slow(0.4))
    archive = make_archive(site.url)
    manners(archive, concurrency=4)
    assert archive.run("crawl", "finews").code == 0
    times = [request.time for request in site.requests_for("/NewsData")][4:]
    # With all four seats in use it would be 0.1 s; half of them is what it settles at.
    assert (times[-1] - times[0]) / (len(times) - 1) > 0.14


def test_a_silent_host_holds_up_no_other(serve, make_archive):
    silent, site = serve(), serve(*(story(number) for number in range(10)))
    silent.misbehave("/", hostile.Silence())
    archive = make_archive(site.url)
    configuration = archive.folder / "newsarchive.yaml"
    text = configuration.read_text(encoding="utf-8").replace(f'market: "{site.url}"', f'market: "{silent.url}"')
    configuration.write_text(text.replace("timeout: 2s", "timeout: 5s"), encoding="utf-8")
    result = archive.run("crawl", "finews")
    assert len(archive.posts()) == 10
    assert result.out.count("no whole answer in time") == 3
    assert site.requests[-1].time - silent.requests[0].time < 4, "they were asked before the silent host was given up"


def test_a_dead_host_is_left_alone_and_the_others_go_on(serve, make_archive):
    site = serve(*(story(number) for number in range(1, 31)))
    site.misbehave("/NewsData", hostile.HangUp())
    archive = make_archive(site.url)
    manners(archive)
    configuration = archive.folder / "newsarchive.yaml"
    configuration.write_text(configuration.read_text(encoding="utf-8").replace("failures: 100", "failures: 5"), encoding="utf-8")
    result = archive.run("crawl", "finews")
    assert result.code == 1
    asked = {request.query["id"] for request in site.requests_for("/NewsData")}
    assert len(asked) <= 8  # five, and those that were on their way with the fifth
    left = re.search(r"(\d+) left for the next run \(the host is left alone for now: ", result.out)
    assert left and int(left[1]) >= 20, "what has not been asked for is no failure, and is not lost"
    assert "addresses in a row could not be had, the last because the server hung up" in result.out
    site.behave()
    assert archive.run("crawl", "finews").code == 0


def test_ctrl_c_waits_for_no_pause(serve, make_archive):
    site = serve(*(story(number) for number in range(1, 9)))
    site.misbehave(article_id(4), hostile.TooManyRequests(100))
    archive = make_archive(site.url)
    command = [sys.executable, "-m", "newsarchive", "-C", str(archive.folder), "crawl", "finews"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ) as process:
        while not any(request.query.get("id") == article_id(4) for request in site.requests):
            assert process.poll() is None
            time.sleep(0.05)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 130, out + err
    assert "left for the next run (the crawl was interrupted)" in out
    assert "quarantined" not in archive.run("status").out
