"""`newsarchive schedule run`, stopped and killed in the midst of its work, and what is in the archive after it."""

from __future__ import annotations

import json
import signal
import subprocess

import pytest

from tests.conftest import newsarchive, story
from tests.faults.scene import Contents, World

EVERY = "schedule: {every: 1s}\n"


@pytest.fixture(scope="module")
def world():
    """Three sites."""
    world = World(15)
    yield world
    world.close()


def archive(world, folder):
    """An archive of the three, each of which is crawled every second."""
    world.archive(folder)
    with (folder / "newsarchive.yaml").open("a", encoding="utf-8") as file:
        file.write(EVERY)
    return folder


def asked(world):
    """How many requests there were for anything."""
    return sum(len(site.requests) for site in (world.finews, world.harbour, world.outskirts))


def settle(folder):
    """Crawl all of it once more, and try again what has failed."""
    return newsarchive("-C", str(folder), "crawl", "finews", "harbour", "outskirts")


@pytest.fixture(scope="module")
def undisturbed(world, tmp_path_factory):
    """What is in an archive that nobody has disturbed."""
    world.restart()
    folder = archive(world, tmp_path_factory.mktemp("undisturbed") / "archive")
    settle(folder)
    return Contents.of(folder)


def test_ended_under_load_it_goes_on_to_the_same_end(world, undisturbed, start, tmp_path):
    world.restart()
    folder = archive(world, tmp_path / "archive")
    for how in ("all", "SIGKILL", "SIGTERM"):
        before = asked(world)
        loop = start(folder)
        loop.until(lambda: asked(world) >= before + 12)  # noqa: B023  # called at once
        if how == "all":
            loop.kill_all()
        else:
            assert loop.end(signal.Signals[how]) == (0 if how == "SIGTERM" else -9), loop.said
    ended = len(events(loop, "batch-ended"))
    loop = start(folder)
    loop.until(lambda: len(events(loop, "batch-ended")) >= ended + 2)
    assert loop.end(signal.SIGINT) == 130, loop.said
    assert not (folder / "state" / "schedule.pid").exists()
    settle(folder)
    assert list(undisturbed.differences(Contents.of(folder))) == [], loop.said
    assert newsarchive("-C", str(folder), "verify").code == 0


def events(loop, kind):
    """What it said of a kind."""
    found = [json.loads(line) for line in loop.said.splitlines() if line.startswith("{")]
    return [each for each in found if each["event"] == kind]


def test_a_second_one_is_refused_and_told_who_is_the_first(serve, make_archive, start):
    folder = make_archive(serve(story(1)).url).folder
    loop = start(folder)
    loop.until(lambda: events(loop, "batch-ended"))
    second = newsarchive("-C", str(folder), "schedule", "run")
    assert second.code == 2
    assert f"another `schedule run` (process {loop.process.pid}) keeps this archive crawling" in second.err
    assert newsarchive("-C", str(folder), "crawl", "finews").code == 0
    loop.kill_all()
    third = start(folder)
    third.until(lambda: len(events(third, "configuration")) == 2)
    assert third.end(signal.SIGTERM) == 0


def test_what_is_new_is_archived_exported_and_pushed(serve, make_archive, start, tmp_path):
    site = serve(story(1))
    archive = make_archive(site.url)
    subprocess.run(["git", "init", "-q", "--bare", str(tmp_path / "remote.git")], check=True)
    assert archive.run("export").code == 0
    archive.git("remote", "add", "origin", str(tmp_path / "remote.git"))
    file = archive.folder / "newsarchive.yaml"
    text = file.read_text().replace('base_url: "//finews.withounder.com"', 'base_url: "//x.example.org", push: true')
    file.write_text(text + EVERY)
    loop = start(archive.folder)
    loop.until(lambda: any(each["pushed"] for each in events(loop, "export")))
    assert len(events(loop, "article")) == 1
    (due,) = events(loop, "due")[-1:]
    assert due["source"] == "finews"
    assert loop.end(signal.SIGTERM) == 0
    assert archive.git("ls-remote", "--heads", "origin").split()[0] == archive.git("rev-parse", "HEAD").strip()


def test_what_cannot_be_kept_crawling_is_an_error(tmp_path):
    (tmp_path / "newsarchive.yaml").write_text("timezone: UTC\nsources: {finews: {every: sometimes}}\n")
    result = newsarchive("-C", str(tmp_path), "schedule", "run")
    assert result.code == 2
    assert ":2: sources.finews.every: expected a duration such as 5m" in result.err
    assert "Traceback" not in result.err
