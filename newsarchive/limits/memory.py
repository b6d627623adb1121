"""The memory that the processes of a crawl take together."""

from __future__ import annotations

import ctypes

import psutil


def used() -> int:
    """Bytes that this process and those that it started take together.

    Pages that they share count once, where the system tells (PSS, from ``/proc/PID/smaps_rollup`` on Linux); elsewhere what is
    shared counts for each.
    """
    process = psutil.Process()
    return sum(map(_of, [process, *process.children(recursive=True)]))


def _of(process: psutil.Process) -> int:
    try:
        full = process.memory_full_info()
    except psutil.NoSuchProcess:
        return 0
    except (psutil.AccessDenied, NotImplementedError):
        try:
            return int(process.memory_info().rss)
        except psutil.Error:
            return 0
    return int(getattr(full, "pss", 0) or full.rss)


def give_back() -> None:
    """Give back to the system what was freed and is kept for the next time: tens of MB after a list of 50,000 entries.

    Only glibc, the C library of most Linux systems, is asked to; others do it by themselves, or not at all.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
