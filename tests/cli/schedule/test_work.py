"""What the children of the loop do, in earnest, under a clock that jumps."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.archive import Archive
from newsarchive.cli.common import Invocation
from newsarchive.cli.schedule.work import read_plan
from newsarchive.schedule.witness import Plan
from tests.cli.schedule.conftest import Heard
from tests.conftest import story
from tests.simulation import Simulation
from tests.site.hostile import HtmlInstead

BEGIN = datetime(2026, 11, 1, 6, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def runs(folder, source):
    """Its crawls, the first first."""
    with Archive(folder) as archive:
        return archive.index.runs.recent(source, 1000)[::-1]


def test_a_source_that_is_down_is_asked_less_and_less_and_comes_back_by_itself(serve, make_archive):
    site = serve(story(1))
    archive = make_archive(site.url)
    site.misbehave("/", HtmlInstead())
    up = BEGIN + 60 * MINUTE

    def between(now):
        if now >= up:
            site.behave()

    with Simulation(archive.folder, BEGIN) as simulation:
        simulation.run(BEGIN + 88 * MINUTE, between)
    crawls = runs(archive.folder, "finews")
    assert [each.in_vain for each in crawls] == [True] * 4 + [False] * 3
    waits = [round((later.started - earlier.started) / MINUTE) for earlier, later in itertools.pairwise(crawls)]
    assert waits == [5, 10, 20, 40, 5, 5]
    assert max(each.said["failed"] for each in simulation.of("due")) == 4


def test_a_broken_configuration_is_said_once_and_the_last_good_one_goes_on(serve, make_archive):
    site = serve(story(1))
    archive = make_archive(site.url)
    file = archive.folder / "newsarchive.yaml"
    good = file.read_text()

    steps = {8: "timezone: [", 18: good.replace("finews: {", "finews: {every: 10m, ")}

    def between(now):
        for minute in [each for each in steps if now >= BEGIN + each * MINUTE]:
            file.write_text(steps.pop(minute))

    with Simulation(archive.folder, BEGIN) as simulation:
        simulation.run(BEGIN + 50 * MINUTE, between)
    (broken,) = simulation.of("configuration-broken")
    assert "newsarchive.yaml:1: is not YAML" in broken.said["reason"]
    waits = [round((b.started - a.started) / MINUTE) for a, b in itertools.pairwise(runs(archive.folder, "finews"))]
    assert waits == [5, 5, 5, 10, 10, 10]
    assert all(each.said["broken"] is None for each in simulation.of("batch-ended"))


def test_a_source_that_cannot_be_crawled_keeps_no_other_from_it(serve, make_archive):
    archive = make_archive(serve(story(1)).url)
    (archive.folder / "sources").mkdir()
    (archive.folder / "sources" / "locked.yaml").write_text(
        'spider: feed\ntimezone: UTC\nlists: ["http://127.0.0.1:1/rss.xml"]\nheaders: {X-Key: "${NEWSARCHIVE_TEST_ABSENT}"}\n'
    )
    with Simulation(archive.folder, BEGIN) as simulation:
        simulation.run(BEGIN + MINUTE)
    (ended,) = simulation.of("batch-ended")
    assert {name: (each["new"], each["failed"]) for name, each in ended.said["counts"].items()} == {
        "finews": (1, 0),
        "locked": (0, 1),
    }
    with Archive(archive.folder) as opened:
        (entry,) = opened.index.quarantine.entries()
    assert "NEWSARCHIVE_TEST_ABSENT" in entry.reason
    assert {each.said["source"]: each.said["failed"] for each in simulation.of("due")[2:]} == {"finews": 0, "locked": 1}


def test_what_is_crawled_is_written_into_the_log_of_the_archive(serve, make_archive):
    archive = make_archive(serve(story(1)).url)
    with (archive.folder / "newsarchive.yaml").open("a") as file:
        file.write("log: {file: state/log/run.log}\n")
    with Simulation(archive.folder, BEGIN) as simulation:
        simulation.run(BEGIN + 7 * MINUTE)
    lines = (archive.folder / "state" / "log" / "run.log").read_text().splitlines()
    assert len([line for line in lines if "article: new finews:NW202611010000000001" in line]) == 1
    assert len([line for line in lines if "finews" in line]) >= 2


def test_in_quiet_hours_nobody_is_asked(serve, make_archive):
    site = serve(story(1))
    archive = make_archive(site.url)
    with (archive.folder / "newsarchive.yaml").open("a") as file:
        file.write('schedule: {quiet: "14:10-14:50"}\n')  # in Shanghai, where it is 14:00 at 06:00
    with Simulation(archive.folder, BEGIN) as simulation:
        simulation.run(BEGIN + 57 * MINUTE)
    minutes = [round((each.started - BEGIN) / MINUTE) for each in runs(archive.folder, "finews")]
    assert minutes == [0, 5, 50, 55]


def test_what_was_crawled_meanwhile_is_not_crawled_again(serve, make_archive):
    """Somebody called `newsarchive crawl` beside the loop."""
    archive = make_archive(serve(story(1)).url)
    with Simulation(archive.folder, BEGIN) as simulation:
        simulation.run(BEGIN + MINUTE)
        with Archive(archive.folder) as opened:
            (last,) = opened.index.runs.recent("finews", 1)

        def between(now):
            if BEGIN + 4 * MINUTE < now < BEGIN + 6 * MINUTE:
                with Archive(archive.folder) as opened:
                    opened.index.runs.put(type(last)("finews", now, now, False, 0, 0, 0, 0, 1, 1))

        simulation.run(BEGIN + 8 * MINUTE, between)
    assert [each.said["counts"] for each in simulation.of("batch-ended")][1:] == [{}]
    assert simulation.of("due")[-1].said["at"] >= BEGIN + 9 * MINUTE


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("timezone: UTC\nsources: [finews]\n", 0, ""),
        ("timezone: Mars\n", 2, "timezone: expected a time zone"),
        ("timezone: UTC\nsources: [nobody]\n", 2, "there is no source 'nobody'"),
    ],
)
def test_what_the_files_come_to_is_read_whole_or_not_at_all(text, code, expected, tmp_path):
    (tmp_path / "newsarchive.yaml").write_text(text)
    heard = Heard()
    read_plan(heard, tmp_path, invocation=Invocation())
    ((kind, content),) = heard.said
    if code:
        assert (kind, content.code) == ("ended", code)
        assert expected in content.broken
    else:
        assert (kind, type(content)) == ("plan", Plan)
        assert content.due.keys() == {"finews"}
        assert content.batches == 2


def test_an_index_that_is_damaged_is_said(tmp_path):
    (tmp_path / "newsarchive.yaml").write_text("timezone: UTC\nsources: [finews]\n")
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "index.sqlite3").write_bytes(b"no index at all" * 100)
    heard = Heard()
    read_plan(heard, tmp_path, invocation=Invocation())
    assert heard.said[0][1].code == 3
