"""Signals as events that can be waited for."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterator
from types import FrameType, TracebackType
from typing import Any, Self

HEEDED = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Signals:
    """The signals that the loop heeds, in the order in which they came; others, and all when it is left, are as they were."""

    def __init__(self) -> None:
        self.connection, self._write = os.pipe()
        """Becomes readable with the first signal."""
        os.set_blocking(self.connection, False)
        os.set_blocking(self._write, False)
        self._came: deque[signal.Signals] = deque()
        self._before: dict[signal.Signals, Any] = {}
        self._wakeup = -1

    def __enter__(self) -> Self:
        self._wakeup = signal.set_wakeup_fd(self._write, warn_on_full_buffer=False)
        self._before = {number: signal.signal(number, self._note) for number in HEEDED}
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._wakeup)
        for descriptor in (self.connection, self._write):
            os.close(descriptor)

    def taken(self) -> Iterator[signal.Signals]:
        """Those that came since."""
        try:
            while os.read(self.connection, 1024):
                pass
        except BlockingIOError:
            pass
        while self._came:
            yield self._came.popleft()

    def _note(self, number: int, _frame: FrameType | None) -> None:
        self._came.append(signal.Signals(number))
