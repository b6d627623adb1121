"""One slow call for many: never two at once, never one that began before it was asked for."""

from __future__ import annotations

import asyncio
import threading

import pytest

from newsarchive.capture.shared import Shared


def test_those_who_ask_at_the_same_time_share_a_call():
    made = []

    async def ask():
        shared = Shared(lambda: lambda: made.append(threading.current_thread()))
        await asyncio.gather(*(shared.made() for _ in range(10)))
        assert len(made) == 1
        await shared.made()

    asyncio.run(ask())
    assert len(made) == 2
    assert threading.main_thread() not in made


def test_who_asks_while_a_call_is_made_gets_one_that_begins_after():
    began, go_on, made = threading.Event(), threading.Event(), []

    def call():
        made.append(len(made))
        began.set()
        go_on.wait()

    async def ask():
        shared = Shared(lambda: call)
        first = asyncio.ensure_future(shared.made())
        await asyncio.to_thread(began.wait)
        late = [asyncio.ensure_future(shared.made()) for _ in range(3)]
        await asyncio.sleep(0)
        assert made == [0]
        go_on.set()
        await first
        assert not any(each.done() for each in late)
        await asyncio.gather(*late)

    asyncio.run(ask())
    assert made == [0, 1]


def test_what_goes_wrong_goes_wrong_for_all_who_wait_and_the_next_is_made():
    turns = [OSError("no"), None]

    def call():
        error = turns.pop(0)
        if error:
            raise error

    async def ask():
        shared = Shared(lambda: call)
        results = await asyncio.gather(shared.made(), shared.made(), return_exceptions=True)
        assert [str(each) for each in results] == ["no", "no"]
        await shared.made()

    asyncio.run(ask())
    assert turns == []


def test_who_no_longer_waits_does_not_stop_it_for_the_others():
    async def ask():
        shared = Shared(lambda: lambda: None)
        one, two = asyncio.ensure_future(shared.made()), asyncio.ensure_future(shared.made())
        await asyncio.sleep(0)
        one.cancel()
        await two
        with pytest.raises(asyncio.CancelledError):
            await one

    asyncio.run(ask())
