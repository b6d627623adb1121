"""Groups in the index: who is in which, who else may be, and what changed since."""

from __future__ import annotations

import pytest

from tests.records import record


@pytest.fixture
def groups(index):
    for number in range(1, 6):
        index.articles.put(record(number))
    return index.groups


def test_a_copy_of_a_copy_is_in_the_same_group(groups):
    with groups.change() as change:
        change.join(2, 1)
        change.join(3, 2)
        change.join(5, 4)
        assert change.members(1) == [1, 2, 3]
    assert (groups.of(3), groups.of(4)) == ([1, 2, 3], [4, 5])


def test_two_groups_become_one_and_all_of_them_have_changed(groups, index):
    with groups.change() as change:
        change.join(2, 1)
        change.join(5, 4)
    before = index.articles.sequence()
    with groups.change() as change:
        change.unite(1, 5)
        change.unite(3, 1)
    assert groups.of(3) == [1, 2, 3, 4, 5]
    assert sorted(groups.changed_since(before, index.articles.sequence())) == [1, 2, 3, 4, 5]


def test_who_leaves_is_alone_and_so_is_the_last(groups):
    with groups.change() as change:
        change.join(2, 1)
        change.join(3, 1)
    with groups.change() as change:
        change.leave(1)
    assert (groups.of(1), groups.of(2)) == ([], [2, 3])
    with groups.change() as change:
        change.leave(2)
        assert change.members(3) == [3]
    assert groups.of(3) == []


def test_a_change_to_a_group_is_one_of_all_its_members(groups, index):
    start = index.articles.sequence()
    with groups.change() as change:
        change.join(2, 1)
        change.join(5, 4)
    between = index.articles.sequence()
    with groups.change() as change:
        change.join(3, 1)
    assert list(groups.changed_since(start, between)) == [4, 5]
    assert list(groups.changed_since(between, index.articles.sequence())) == [1, 2, 3]
    with groups.change() as change:
        change.leave(5)
    assert sorted(groups.changed_since(between, index.articles.sequence())) == [1, 2, 3, 4, 5]


def test_who_has_copies_is_known_of_many_at_once(groups):
    with groups.change() as change:
        change.join(2, 1)
        change.join(4, 3)
        change.leave(3)
        assert change.in_groups([1, 3, 4, 5]) == {1}
        assert change.in_groups([]) == set()


def test_how_far_it_has_come_is_never_less(groups):
    assert (groups.grouped(), groups.pending(3), groups.pending(9)) == (0, 3, 5)
    for sequence in (3, 2):
        with groups.change() as change:
            change.done(sequence)
    assert (groups.grouped(), groups.pending(9)) == (3, 2)


def test_a_change_that_fails_is_none(groups):
    with pytest.raises(RuntimeError), groups.change() as change:
        change.join(2, 1)
        change.done(2)
        raise RuntimeError
    assert (groups.of(1), groups.grouped()) == ([], 0)
