"""A crawl that comes to a limit stops, keeps what it has, says why, and the next one goes on."""

from __future__ import annotations

import pytest

from tests.conftest import story


@pytest.fixture
def site(serve):
    return serve(*(story(number) for number in range(1, 13)))


@pytest.fixture
def archive(site, make_archive):
    return make_archive(site.url)


def limit(archive, **limits):
    config = archive.folder / "newsarchive.yaml"
    lines = [line for line in config.read_text(encoding="utf-8").splitlines() if not line.startswith("limits")]
    said = ", ".join(f"{name}: {value}" for name, value in limits.items())
    config.write_text("\n".join([*lines, f"limits: {{{said}}}"]) + "\n", encoding="utf-8")


def slow_down(archive, delay):
    config = archive.folder / "newsarchive.yaml"
    text = config.read_text(encoding="utf-8").replace("delay: 0s", f"delay: {delay}, concurrency: 1")
    config.write_text(text, encoding="utf-8")


def test_at_its_limit_of_memory_it_stops_and_exports_and_the_next_one_goes_on(archive):
    slow_down(archive, "0.3s")
    limit(archive, memory="20 MB")
    stopped = archive.run("--json", "crawl", "finews")
    assert stopped.code == 1
    (event,) = [each for each in stopped.events if each["event"] == "limit"]
    assert event["reason"].endswith(" MB of memory, and may take 20 MB (`limits.memory`)")
    assert "Stopped: the crawl takes " in stopped.err
    assert len(archive.posts()) < 12
    assert [each["event"] for each in stopped.events if each["event"] in ("failure", "broken", "export-failed")] == []
    limit(archive, memory="4 GB")
    config = archive.folder / "newsarchive.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace("delay: 0.3s", "delay: 0s"), encoding="utf-8")
    assert archive.run("crawl", "finews").code == 0
    assert len(archive.posts()) == 12


def test_where_a_disk_has_less_room_than_is_to_be_left_nothing_is_asked_and_nothing_exported(archive, site):
    limit(archive, disk="900 TB")
    crawled = archive.run("crawl", "finews")
    assert crawled.code == 1
    assert "Error: less than 900 TB (`limits.disk`) would be left on the disk under " in crawled.err
    assert site.requests == []
    exported = archive.run("export")
    assert (exported.code, "limits.disk" in exported.err) == (1, True)
    assert not archive.site.exists()


def test_what_goes_beyond_the_requests_of_a_day_waits_across_crawls_and_is_no_failure(archive, site):
    limit(archive, requests=9)
    first = archive.run("crawl", "finews")
    assert first.code == 0, first.out + first.err
    assert "left for the next run (the 9 requests of the archive for today are spent (`limits.requests`))" in first.out
    number = len(archive.posts())
    assert 0 < number < 12
    assert len(site.requests) == 9
    again = archive.run("crawl", "finews")
    assert (again.code, len(site.requests)) == (0, 9)
    limit(archive, requests=1000)
    assert archive.run("crawl", "finews").code == 0
    assert len(archive.posts()) == 12


def test_a_source_has_a_number_of_its_own(archive, site):
    config = archive.folder / "newsarchive.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace("finews: {", "finews: {daily: 8, "), encoding="utf-8")
    crawled = archive.run("crawl", "finews")
    assert "the 8 requests of finews for today are spent (`daily`)" in crawled.out
    assert len(site.requests) == 8
