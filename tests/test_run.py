"""A run: what comes in is counted, what fails is kept, and the last one to leave exports."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsarchive.archive import Archive
from newsarchive.report import Silence
from newsarchive.run import Run
from newsarchive.store.articles import Outcome
from newsarchive.store.database import StoreError
from tests.capture.conftest import exchange
from tests.records import record

NOW = datetime(2026, 11, 2, tzinfo=UTC)


class Witness(Silence):
    """A listener that writes down what it is told."""

    def __init__(self):
        self.told = []

    def listed(self, source, number, unknown):
        self.told.append(("listed", source, number, unknown))

    def stored(self, source, outcome, article):
        self.told.append(("stored", source, str(outcome), article.id))

    def failed(self, failure):
        self.told.append(("failed", failure.source, failure.address, failure.reason))

    def published(self, result):
        self.told.append(("published", result.export))


@pytest.fixture
def archive(make_archive):
    with Archive(make_archive("http://127.0.0.1:1").folder) as archive:
        yield archive


def keep(run, article):
    run.stored(article.source, run.archive.index.articles.put(article), article)


def test_the_last_one_to_leave_exports(archive):
    run = Run(archive, clock=lambda: NOW)
    with run:
        with run:
            keep(run, record())
        assert run.published == []
    assert [result.export for result in run.published] == ["site"]
    assert run.well


def test_an_error_of_our_own_exports_nothing(archive):
    run = Run(archive)
    with pytest.raises(RuntimeError), run:
        keep(run, record())
        raise RuntimeError
    assert run.published == []


def test_an_interruption_exports_what_came_in(archive):
    run = Run(archive)
    with pytest.raises(KeyboardInterrupt), run:
        keep(run, record())
        raise KeyboardInterrupt
    assert run.published[0].commit


def test_a_run_can_be_told_not_to_export(archive):
    with Run(archive, export=False) as run:
        keep(run, record())
    assert run.published == []


def test_an_export_that_fails_as_a_whole_is_named(archive):
    site = archive.folder / "site"
    site.mkdir()
    (site / "mine").touch()
    with Run(archive) as run:
        keep(run, record())
    assert "is no git repository" in run.export_errors["site"]
    assert not run.well


def test_a_failure_is_kept_and_overcome(archive):
    article = record()
    run = Run(archive, clock=lambda: NOW)
    run.failed("finews", article.url, "fetch", "the host refuses connections", "material")
    (entry,) = archive.index.quarantine.entries()
    assert (entry.address, entry.stage, entry.reason, entry.material) == (
        article.url,
        "fetch",
        "the host refuses connections",
        "material",
    )
    assert [failure.reason for failure in run.failures] == ["the host refuses connections"]
    assert not run.well
    keep(run, article)
    assert archive.index.quarantine.entries() == []


def test_a_failure_is_overcome_under_any_address_of_the_article(archive):
    run = Run(archive)
    run.failed("url", "http://mirror.example.org/1", "fetch", "no answer")
    keep(run, record(links=("http://mirror.example.org/1",)))
    assert archive.index.quarantine.entries() == []


def test_what_is_held_back_is_not_well(archive):
    with Run(archive, clock=lambda: NOW) as run:
        keep(run, record(published=None, published_precision=None))
    assert run.published[0].held_back
    assert not run.well


def test_everything_is_told_to_the_listener_as_it_happens(archive):
    witness = Witness()
    article = record()
    with Run(archive, witness, clock=lambda: NOW) as run:
        run.listed("finews", 3, 1)
        keep(run, article)
        run.failed("finews", "http://x.example.org", "fetch", "no answer")
    assert witness.told == [
        ("listed", "finews", 3, 1),
        ("stored", "finews", "new", article.id),
        ("failed", "finews", "http://x.example.org", "no answer"),
        ("published", "site"),
    ]


def test_the_crawl_of_a_source_is_remembered(archive):
    run = Run(archive, clock=lambda: NOW)
    run.listed("finews", 2, 2)
    keep(run, record(1))
    keep(run, record(2, publisher=None))
    keep(run, record(2))
    run.failed("finews", "http://x.example.org", "fetch", "no answer")
    run.closed("finews", 7, interrupted=True)
    last = archive.index.runs.last("finews")
    assert (last.new, last.known, last.revised, last.failed, last.requests, last.interrupted) == (2, 1, 0, 1, 7, True)
    assert last.started == last.finished == NOW
    report = run.report("finews")
    assert (report.listed, report.outcomes[Outcome.NEW], dict(report.missing)) == (2, 2, {"publisher": 1})


def test_what_a_killed_run_left_open_is_closed_when_the_next_begins(archive):
    archive.warc_folder.mkdir(parents=True)
    (archive.warc_folder / "a.warc.gz.open").write_bytes(b"")
    with Run(archive) as run:
        assert run.notes == ["capture a.warc.gz, left open by a run that was killed, is removed"]
        with run:
            assert len(run.notes) == 1
    assert list(archive.warc_folder.iterdir()) == []


def test_a_run_that_could_not_go_on_is_not_well_and_exports_nothing(archive):
    with Run(archive) as run:
        keep(run, record())
        run.broken = "no room"
    assert not run.well
    assert run.published == []


def test_the_captures_are_closed_when_the_last_one_leaves(archive):
    with Run(archive) as run:
        with run:
            request = type("Request", (), {})()
            run.captures.take(request, exchange())
            run.captures.keep(run.captures.taken(request))
        assert [path.suffix for path in archive.warc_folder.iterdir()] == [".open"]
    assert [path.suffix for path in archive.warc_folder.iterdir()] == [".gz"]


def test_an_index_that_cannot_be_used_stops_all_crawls_once_and_nothing_is_exported(archive):
    run, stopped = Run(archive), []
    run.crawls(lambda: stopped.append("one"))
    run.crawls(lambda: stopped.append("two"))
    with run:
        for reason in ("the disk is full", "the disk is full still"):
            run.break_off(StoreError(reason))
    assert stopped == ["one", "two"]
    assert run.broken == "the disk is full"
    assert run.published == []
    assert not run.well


def test_only_what_was_read_in_the_run_counts_for_its_fields(archive):
    run = Run(archive, clock=lambda: NOW)
    keep(run, record(1, publisher=None))
    run.stored("finews", Outcome.REVISED, record(2, publisher=None, withdrawn=NOW))  # it was missed, and not read
    run.stored("finews", Outcome.KNOWN, record(3, publisher=None))
    found = run.report("finews").found
    assert found.articles == 1
    assert found.missing["publisher"] == (1, record(1).url)
    assert found.shortest.first == record(1).url


def test_what_a_crawl_came_to_is_remembered_with_what_failed_where_and_for_the_first_time(archive):
    for fresh in (1, 0):
        run = Run(archive, clock=lambda: NOW)
        run.listed("finews", 20, 1)
        run.unchanged("finews")
        run.answered("finews", "list", 0.2)
        run.answered("finews", "list", 0.4)
        run.failed("finews", "http://127.0.0.1/page", "fetch", "the server answered 404")
        run.failed("finews", "http://127.0.0.1/list", "list", "the server answered 500")
        run.closed("finews", 3, interrupted=False)
        last = archive.index.runs.last("finews")
        assert (last.listed, last.lists, last.unchanged, last.failed, last.fresh) == (20, 1, 1, 2, fresh)
        assert last.list_time == pytest.approx(0.3)
        assert (last.article_time, last.found) == (None, None)
        assert last.failures == {"fetch": (1, "http://127.0.0.1/page"), "list": (1, "http://127.0.0.1/list")}
