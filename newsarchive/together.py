"""Questions of many, answered together: what each would pay for alone, a transaction or a wait for the disk, is paid once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Question = TypeVar("Question")
Answer = TypeVar("Answer")

MOST = 24
"""Questions that are answered together. With more of them there is little left to be saved."""
PAUSE = 0.03
"""Seconds within which another one has to come for all of them to go on waiting: one alone does not wait for long."""
LONGEST = 5
"""Pauses that the first one waits, however many others come. A crawl has as many pages under way meanwhile as before."""


class Together(Generic[Question, Answer]):
    """Collects questions for a moment, and has them answered together, in the order in which they came."""

    def __init__(
        self,
        answer: Callable[[Sequence[Question]], Awaitable[Sequence[Answer | Exception]]],
        *,
        most: int = MOST,
        pause: float = PAUSE,
    ) -> None:
        """``answer`` has an answer to each question, or what is to be raised instead; what it raises is raised for all.

        It is never called while it is being awaited. ``most``: questions that do not wait for others; ``pause``: seconds
        within which another question has to come for those that are there to go on waiting."""
        self._answer = answer
        self._most = most
        self._pause = pause
        self._asked: list[tuple[Question, asyncio.Future[Answer]]] = []
        self._running: asyncio.Task[None] | None = None
        self._enough = asyncio.Event()

    async def ask(self, question: Question) -> Answer:
        """The answer, when it is there."""
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._asked.append((question, future))
        if self._running is None or self._running.done():
            self._enough = asyncio.Event()
            self._running = asyncio.ensure_future(self._run())
        if len(self._asked) >= self._most:
            self._enough.set()
        return await future

    async def _run(self) -> None:
        while self._asked:
            await self._wait_for_others()
            asked, self._asked = self._asked, []
            try:
                answers = await self._answer([question for question, _ in asked])
            except Exception as error:  # noqa: BLE001  # whatever it is, it is raised where the questions were asked
                answers = [error] * len(asked)
            for (_, future), answer in zip(asked, answers, strict=True):
                if future.done():  # whoever asked may have been told to stop
                    continue
                if isinstance(answer, Exception):
                    future.set_exception(answer)
                else:
                    future.set_result(answer)

    async def _wait_for_others(self) -> None:
        """Until there are enough, or nobody has come for a while, or it has taken long."""
        before = 0
        for _ in range(LONGEST):
            if not before < len(self._asked) < self._most:
                return
            before = len(self._asked)
            self._enough.clear()
            try:
                async with asyncio.timeout(self._pause):
                    await self._enough.wait()
            except TimeoutError:
                pass
