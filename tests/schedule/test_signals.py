"""Signals as events that can be waited for."""

from __future__ import annotations

import os
import signal
from multiprocessing.connection import wait

from newsarchive.schedule.signals import Signals


def test_signals_are_taken_in_order_and_once():
    before = signal.getsignal(signal.SIGTERM)
    with Signals() as signals:
        assert wait([signals.connection], 0) == []
        os.kill(os.getpid(), signal.SIGHUP)
        os.kill(os.getpid(), signal.SIGTERM)
        assert wait([signals.connection], 5) == [signals.connection]
        assert set(signals.taken()) == {signal.SIGHUP, signal.SIGTERM}
        assert list(signals.taken()) == []
        assert wait([signals.connection], 0) == []
    assert signal.getsignal(signal.SIGTERM) is before
    assert signal.set_wakeup_fd(-1) == -1
