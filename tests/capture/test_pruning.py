"""Captures pruned: what goes is gone, what stays is as it was, and what repeats another keeps it."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.capture.pruning import Policy, Pruner, age
from newsarchive.capture.reader import MissingCaptureError, Reader
from newsarchive.capture.repair import whole_length
from tests.capture.conftest import DATE, MOST, exchange, keep, warcs

NOW = datetime(2026, 12, 1, tzinfo=UTC)
LATER = DATE + timedelta(days=10)


@pytest.fixture
def pruner(folder, store):
    return Pruner(folder, store, MOST)


def old(kept=(), pages=()):
    return Policy(DATE + timedelta(days=5), frozenset(kept), frozenset(pages))


def prune(pruner, policy):
    planned = list(pruner.plan(policy))
    for each in planned:
        pruner.prune(each, NOW)
    return planned


def test_what_is_old_goes_and_what_is_new_or_kept_stays_as_it_was(make_keeper, pruner, folder, store):
    keeper = make_keeper()
    first, second, third = (keep(keeper, exchange(number)) for number in (1, 2, 3))
    new = keep(keeper, exchange(4, date=LATER))
    keeper.close()
    (before,) = warcs(folder)
    size = before.stat().st_size
    (planned,) = prune(pruner, old(kept=[second]))
    assert ({each.record_id for each in planned.gone}, planned.stay) == ({first, third}, 2)
    (after,) = warcs(folder)
    assert after.name != before.name
    assert after.stat().st_size < size - planned.size, "their requests went with them"
    reader = Reader(folder, store, MOST)
    assert [reader.read(name).url for name in (second, new)] == [exchange(2).url, exchange(4).url]
    with pytest.raises(MissingCaptureError, match="was removed on request on 2026-12-01"):
        reader.read(first)
    with after.open("rb") as file:
        assert whole_length(file) == after.stat().st_size


def test_a_file_of_which_nothing_stays_goes(make_keeper, pruner, folder, store):
    keeper = make_keeper()
    name = keep(keeper, exchange(1))
    keeper.close()
    assert [each.stay for each in prune(pruner, old())] == [0]
    assert warcs(folder) == []
    assert (store.find(name), store.pruned(name)) == (None, NOW)


def test_what_a_newer_capture_repeats_stays(make_keeper, pruner, folder, store):
    keeper = make_keeper()
    keep(keeper, exchange(1))
    again = keep(keeper, exchange(1, date=LATER))
    assert store.find(again).kind == "revisit"
    keeper.close()
    assert prune(pruner, old()) == []
    assert "澜州第1号" in Reader(folder, store, MOST).read(again).payload.decode()


def test_further_pages_of_articles_stay(make_keeper, pruner):
    keeper = make_keeper()
    first = keep(keeper, exchange(1))
    keep(keeper, exchange(2))
    keeper.close()
    assert prune(pruner, old(kept=[first], pages=[exchange(2).url])) == []


def test_a_file_that_is_being_written_is_left_alone(make_keeper, pruner, folder):
    keeper = make_keeper()
    keep(keeper, exchange(1))
    assert prune(pruner, old()) == []
    assert len(warcs(folder)) == 1


def test_what_the_index_does_not_know_is_not_ours_to_remove(make_keeper, pruner, folder, store):
    keeper = make_keeper()
    keep(keeper, exchange(1))
    stranger = keep(keeper, exchange(2))
    keeper.close()
    store.moved("elsewhere.warc.gz", {}, [stranger], NOW)
    store.forget_pruned([])
    (planned,) = prune(pruner, old())
    (after,) = warcs(folder)
    assert planned.stay == 0
    assert exchange(2).response.body in gzip.decompress(after.read_bytes())


def test_pruned_again_and_again_a_file_has_ever_another_name(make_keeper, pruner, folder):
    keeper = make_keeper()
    names = [keep(keeper, exchange(number)) for number in (1, 2, 3)]
    keeper.close()
    seen = {warcs(folder)[0].name}
    for number in (2, 1):
        prune(pruner, old(kept=names[:number]))
        seen.add(warcs(folder)[0].name)
    assert len(seen) == 3
    assert sorted(each.rpartition(".warc")[0][-3:] for each in seen)[:2] == [".p1", ".p2"]


def test_of_what_was_pruned_only_that_is_remembered_which_articles_name(make_keeper, pruner, store):
    keeper = make_keeper()
    first, second = (keep(keeper, exchange(number)) for number in (1, 2))
    keeper.close()
    prune(pruner, old())
    store.forget_pruned([second])
    assert (store.pruned(first), store.pruned(second)) == (None, NOW)


AGES = {"90d": 90, "8w": 56, "6m": 180, " 2y ": 730, "2": None, "y": None, "1.5y": None}


@pytest.mark.parametrize(("text", "days"), AGES.items())
def test_an_age_is_read(text, days):
    found = age(text)
    assert (found and found[0]) == days
