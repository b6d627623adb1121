"""What comes in is put together with its copies while the crawl goes on; the rest at its end."""

from __future__ import annotations

from newsarchive.run import Run
from pipelines import group as group_module
from pipelines.group import Group
from tests.test_copies import copy


def test_some_wait_for_each_other_and_the_end_of_the_run_takes_the_rest(step, run, monkeypatch):
    monkeypatch.setattr(group_module, "TOGETHER", 2)
    index, process = run.archive.index, step(Group)
    with run:
        for number, pending in ((1, 1), (2, 0), (3, 1)):
            index.articles.put(copy(number))
            assert process(copy(number)) == copy(number)
            assert index.groups.pending(9) == pending
        assert index.groups.of(1) == [1, 2]
    assert index.groups.of(1) == [1, 2, 3]


def test_a_run_whose_index_is_thrown_away_need_not_group(run):
    index = run.archive.index
    for number in (1, 2):
        index.articles.put(copy(number))
    with Run(run.archive, export=False, group=False):
        pass
    assert index.groups.pending(9) == 2
    with Run(run.archive, export=False):
        pass
    assert index.groups.of(1) == [1, 2]
