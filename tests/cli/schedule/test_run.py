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
    """What is in an archive that nobody has disturbed; and how many requests that took."""
    world.restart()
    folder = archive(world, tmp_path_factory.mktemp("undisturbed") / "archive")
    settle(folder)
    return Contents.of(folder), asked(world)


@pytest.mark.parametrize("how", ["SIGTERM", "SIGINT", "SIGKILL", "all"])
def test_ended_under_load_it_goes_on_to_the_same_end(how, world, undisturbed, start, tmp_path):
    contents, requests = undisturbed
    world.restart()
    folder = archive(world, tmp_path / "archive")
    for share in (0.3, 0.6):
        loop = start(folder)
        loop.until(lambda: asked(world) >= requests * share)  # noqa: B023  # called at once
        if how == "all":
            loop.kill_all()
        else:
            code = loop.end(signal.Signals[how])
            assert code == {"SIGTERM": 0, "SIGINT": 130, "SIGKILL": -9}[how], loop.said
    loop = start(folder)
    loop.until(lambda: loop.said.count('"event": "batch-ended"') >= 2)
    assert loop.end(signal.SIGTERM) == 0, loop.said
    settle(folder)
    assert list(contents.differences(Contents.of(folder))) == [], loop.said
    assert newsarchive("-C", str(folder), "verify").code == 0
    assert not (folder / "state" / "schedule.pid").exists()


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
    pushed = subprocess.run(
        ["git", "-C", str(tmp_path / "remote.git"), "ls-tree", "-r", "--name-only", "HEAD"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "NW202611010000000001" in pushed.stdout


def test_a_source_that_cannot_be_crawled_keeps_no_other_from_it(serve, make_archive, start):
    archive = make_archive(serve(story(1)).url)
    (archive.folder / "sources").mkdir()
    (archive.folder / "sources" / "locked.yaml").write_text(
        'spider: feed\ntimezone: UTC\nlists: ["http://127.0.0.1:1/rss.xml"]\nheaders: {X-Key: "${NEWSARCHIVE_TEST_ABSENT}"}\n'
    )
    loop = start(archive.folder)
    loop.until(lambda: events(loop, "batch-ended"))
    assert len(events(loop, "article")) == 1
    (failure,) = events(loop, "failure")
    assert "NEWSARCHIVE_TEST_ABSENT" in failure["reason"]
    assert {each["source"]: each["failed"] for each in events(loop, "due")} == {"finews": 0, "locked": 1}
    assert loop.end(signal.SIGTERM) == 0


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("timezone: UTC\n", 2, "no sources: name some under `sources`"),
        ("timezone: Mars\n", 2, "timezone: expected a time zone"),
        ("timezone: UTC\nsources: {finews: {every: sometimes}}\n", 2, ":2: sources.finews.every: expected a duration such as 5m"),
    ],
)
def test_what_cannot_be_kept_crawling_is_an_error(text, code, expected, tmp_path):
    (tmp_path / "newsarchive.yaml").write_text(text)
    result = newsarchive("-C", str(tmp_path), "schedule", "run")
    assert result.code == code
    assert expected in result.err
    assert "Traceback" not in result.err


def test_an_index_that_is_damaged_is_an_error(tmp_path):
    (tmp_path / "newsarchive.yaml").write_text("timezone: UTC\nsources: [finews]\n")
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "index.sqlite3").write_bytes(b"no index at all" * 100)
    assert newsarchive("-C", str(tmp_path), "schedule", "run").code == 3
