"""What is asked at the same time is answered together, and what goes wrong with one is no matter of the others."""

from __future__ import annotations

import asyncio
import time

import pytest

from newsarchive import together as together_module
from newsarchive.together import Together


@pytest.fixture
def batches():
    """The questions that were answered together."""
    return []


@pytest.fixture
def together(batches):
    """Doubles numbers; a letter is an error, and a 13 makes all answers fail."""

    async def answer(questions):
        batches.append(list(questions))
        if 13 in questions:
            raise OSError("the disk is full")
        await asyncio.sleep(0)
        return [each * 2 if isinstance(each, int) else ValueError(each) for each in questions]

    def make(**how):
        return Together(answer, **how)

    return make


def ask(together, *questions):
    async def all_of_them():
        return await asyncio.gather(*(together.ask(each) for each in questions), return_exceptions=True)

    return asyncio.run(all_of_them())


def test_each_gets_its_own_answer_and_all_have_waited_for_one_call(together, batches):
    assert ask(together(), 1, 2, 3) == [2, 4, 6]
    assert batches == [[1, 2, 3]]


def test_enough_do_not_wait_for_more(together, batches):
    assert ask(together(most=3, pause=3600), 1, 2, 3) == [2, 4, 6]
    assert batches == [[1, 2, 3]]


def test_who_asks_a_little_later_is_waited_for(together, batches):
    asked = together(pause=0.5)

    async def one_after_the_other():
        first = asyncio.ensure_future(asked.ask(1))
        await asyncio.sleep(0.01)
        return await asyncio.gather(first, asked.ask(2))

    assert asyncio.run(one_after_the_other()) == [2, 4]
    assert batches == [[1, 2]]


def test_the_last_of_enough_ends_the_waiting(together, batches):
    asked = together(most=2, pause=3600)

    async def one_after_the_other():
        first = asyncio.ensure_future(asked.ask(1))
        await asyncio.sleep(0.01)
        return await asyncio.wait_for(asyncio.gather(first, asked.ask(2)), 10)

    assert asyncio.run(one_after_the_other()) == [2, 4]
    assert batches == [[1, 2]]


def test_as_long_as_others_go_on_coming_all_wait_for_them_but_not_for_ever(together, batches, monkeypatch):
    monkeypatch.setattr(together_module, "LONGEST", 2)
    asked = together(most=200, pause=0.3)

    async def one_after_the_other():
        began = time.monotonic()
        waiting = []
        while not batches:
            waiting.append(asyncio.ensure_future(asked.ask(20 + len(waiting))))
            await asyncio.sleep(0.02)
        await asyncio.gather(*waiting)
        return time.monotonic() - began

    assert asyncio.run(one_after_the_other()) >= 0.6
    assert 2 < len(batches[0]) < 200


def test_one_alone_waits_for_a_moment_only(together, batches):
    assert ask(together(most=3, pause=0.001), 1) == [2]


def test_what_comes_in_meanwhile_is_the_next_call(together, batches):
    asked = together(most=2, pause=0.001)

    async def one_after_the_other():
        first = [asyncio.ensure_future(asked.ask(each)) for each in (1, 2)]
        while not batches:
            await asyncio.sleep(0)
        late = asyncio.ensure_future(asked.ask(3))
        return await asyncio.gather(*first, late)

    assert asyncio.run(one_after_the_other()) == [2, 4, 6]
    assert batches == [[1, 2], [3]]


def test_an_error_is_that_of_its_question(together):
    good, bad, other = ask(together(), 1, "x", 2)
    assert (good, other) == (2, 4)
    assert isinstance(bad, ValueError)


def test_what_stands_in_the_way_of_all_is_told_to_all_and_the_next_are_answered(together):
    asked = together(pause=0.001)
    assert [str(each) for each in ask(asked, 1, 13)] == ["the disk is full"] * 2
    assert ask(asked, 1) == [2]


def test_who_no_longer_waits_does_not_stop_the_others(together):
    asked = together(pause=0.001)

    async def one_leaves():
        one, two = asyncio.ensure_future(asked.ask(1)), asyncio.ensure_future(asked.ask(2))
        await asyncio.sleep(0)
        one.cancel()
        assert await two == 4
        with pytest.raises(asyncio.CancelledError):
            await one

    asyncio.run(one_leaves())
