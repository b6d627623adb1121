"""What a repository weighs, what a year will add, and when its keeper is warned."""

from __future__ import annotations

import pytest

from newsarchive.config.git import GitChoice
from newsarchive.export.git import Repository
from newsarchive.export.growth import MAINTAINED, Growth, in_words, measure
from tests.export.repositories import commit

MB = 10**6


def growth(size, *, a_year=None, budget=1000 * MB):
    return Growth(size, packs=1, loose=0, posts=10, since_maintenance=None, a_year=a_year, budget=budget)


@pytest.mark.parametrize(
    ("grown", "says"),
    [
        (growth(100 * MB), None),
        (growth(100 * MB, a_year=0), None),
        (growth(100 * MB, a_year=900 * MB), None),
        (growth(900 * MB), None),
        (growth(901 * MB), "the repository comes near its budget of 1.0 GB"),
        (growth(1001 * MB, a_year=1), "the repository has passed its budget of 1.0 GB"),
        (growth(400 * MB, a_year=1200 * MB), "at this pace the repository passes its budget of 1.0 GB in about 6 months"),
        (growth(899 * MB, a_year=10**12), "at this pace the repository passes its budget of 1.0 GB in about a month"),
    ],
)
def test_the_keeper_is_warned_before_the_budget_is_spent(grown, says):
    assert grown.warning == says


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.0 KB"), (4_200 * MB, "4.2 GB"), (5 * 10**15, "5000.0 TB")],
)
def test_a_size_in_words(size, words):
    assert in_words(size) == words


def test_a_repository_is_measured(tmp_path):
    repository = Repository.create(tmp_path / "site", GitChoice(budget="20 KB"))
    empty = measure(repository, 0, 0)
    assert (empty.posts, empty.a_post, empty.a_year, empty.since_maintenance) == (0, None, None, None)
    commit(repository, {f"{number}.md": bytes(range(256)) * number for number in range(4)})
    (repository.folder / MAINTAINED).write_text(str(empty.size), encoding="ascii")
    grown = measure(repository, 4, 60)
    on_disk = sum(path.stat().st_size for path in (repository.path / ".git").rglob("*") if path.is_file())
    assert grown.size == on_disk > empty.size
    assert grown.packs + grown.loose >= 1
    assert grown.a_post == on_disk // 4
    assert grown.a_year == on_disk // 4 * 60 * 365 // 30
    assert 0 < grown.since_maintenance <= on_disk - empty.size
    assert grown.budget == 20_000
    assert "budget of 20.0 KB" in grown.warning


def test_a_torn_note_of_the_last_maintenance_is_none(tmp_path):
    repository = Repository.create(tmp_path / "site")
    (repository.folder / MAINTAINED).write_text("", encoding="ascii")
    assert measure(repository, 1, 0).since_maintenance is None
