"""Whose file is it? The whole table: every state of the three places, with every journal."""

from __future__ import annotations

from itertools import product

import pytest

from newsarchive.export.ownership import Action, Sides, decide

WANT, OLD, MINE = "want", "old", "mine"
COMMITTED = {OLD: True}
BEGUN = {OLD: True, WANT: False}
"""The journal after a crash: the new content was announced, and perhaps written."""


@pytest.mark.parametrize(
    ("head", "staged", "work", "ours", "action"),
    [
        # new files
        (None, None, None, {}, Action.COMMIT),
        (None, None, MINE, {}, Action.KEEP_CHANGED),
        (None, MINE, MINE, {}, Action.KEEP_CHANGED),
        (MINE, MINE, MINE, {}, Action.KEEP_CHANGED),
        # a new content for a file of ours
        (OLD, OLD, OLD, COMMITTED, Action.COMMIT),
        (OLD, OLD, MINE, COMMITTED, Action.KEEP_CHANGED),
        (OLD, MINE, MINE, COMMITTED, Action.KEEP_CHANGED),
        (OLD, MINE, OLD, COMMITTED, Action.KEEP_CHANGED),
        (MINE, MINE, MINE, COMMITTED, Action.KEEP_CHANGED),
        (MINE, MINE, OLD, COMMITTED, Action.KEEP_CHANGED),
        # removed by the user: in a commit, or only from the work tree
        (None, None, None, COMMITTED, Action.KEEP_REMOVED),
        (OLD, None, None, COMMITTED, Action.KEEP_REMOVED),
        (OLD, OLD, None, COMMITTED, Action.KEEP_REMOVED),
        # after a crash: announced, written, committed, and only then staged
        (OLD, OLD, OLD, BEGUN, Action.COMMIT),
        (OLD, OLD, WANT, BEGUN, Action.COMMIT),
        (WANT, OLD, WANT, BEGUN, Action.REPAIR),
        (WANT, None, WANT, {WANT: False}, Action.REPAIR),
        (None, None, WANT, {WANT: False}, Action.COMMIT),
        (None, None, None, {WANT: False}, Action.COMMIT),
        # as it should be
        (WANT, WANT, WANT, {WANT: True}, Action.NOTHING),
        (WANT, WANT, WANT, {}, Action.NOTHING),
    ],
)
def test_a_file_that_is_to_be_there(head, staged, work, ours, action):
    assert decide(WANT, Sides(head, staged, work), ours) is action


@pytest.mark.parametrize(
    ("head", "staged", "work", "ours", "action"),
    [
        (OLD, OLD, OLD, COMMITTED, Action.COMMIT),
        (OLD, OLD, MINE, COMMITTED, Action.KEEP_CHANGED),
        (OLD, MINE, OLD, COMMITTED, Action.KEEP_CHANGED),
        (MINE, MINE, MINE, COMMITTED, Action.KEEP_CHANGED),
        (OLD, OLD, None, COMMITTED, Action.COMMIT),
        (None, OLD, None, COMMITTED, Action.REPAIR),
        (None, OLD, OLD, COMMITTED, Action.REPAIR),
        (None, None, None, COMMITTED, Action.NOTHING),
        (None, None, MINE, {}, Action.KEEP_CHANGED),
    ],
)
def test_a_file_that_is_to_go(head, staged, work, ours, action):
    assert decide(None, Sides(head, staged, work), ours) is action


PLACES = [None, WANT, OLD, MINE]
JOURNALS = [{}, COMMITTED, BEGUN, {WANT: True}, {WANT: False}, {OLD: False}]


@pytest.mark.parametrize("want", [WANT, None])
def test_in_every_state_there_is_what_is_the_user_s_stays(want):
    for head, staged, work, ours in product(PLACES, PLACES, PLACES, JOURNALS):
        action = decide(want, Sides(head, staged, work), ours)
        if MINE in (head, staged, work):
            assert action is Action.KEEP_CHANGED
        if action in (Action.COMMIT, Action.REPAIR):
            assert all(blob in (None, want) or blob in ours for blob in (head, staged, work))
        if action is Action.REPAIR:
            assert head == want
        if action is Action.NOTHING:
            assert (head, staged, work) == (want, want, want)


def test_what_was_done_is_not_done_again():
    for want, journal in product([WANT, None], JOURNALS):
        after = Sides(want, want, want)
        assert decide(want, after, journal) is Action.NOTHING
