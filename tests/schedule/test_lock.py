"""One loop an archive."""

from __future__ import annotations

import os

import pytest

from newsarchive.schedule.lock import NAME, PID, LoopLock, RunningError, running
from tests.program import python


def test_a_second_one_is_told_who_has_it(tmp_path):
    with LoopLock(tmp_path):
        assert running(tmp_path) == os.getpid()
        with pytest.raises(RunningError, match=rf"another `schedule run` \(process {os.getpid()}\)"), LoopLock(tmp_path):
            pass
    assert running(tmp_path) is None
    with LoopLock(tmp_path):
        pass


def test_what_a_process_left_that_died_with_it_is_in_nobodys_way(tmp_path):
    python(
        "import os, sys, pathlib; from newsarchive.schedule.lock import LoopLock\n"
        "if os.fork() == 0:\n    LoopLock(pathlib.Path(sys.argv[1])).__enter__()\n    os._exit(9)\nos.wait()",
        str(tmp_path),
    )
    assert (tmp_path / NAME).exists()
    assert running(tmp_path)
    with LoopLock(tmp_path):
        assert running(tmp_path) == os.getpid()


def test_a_folder_that_is_not_there_is_made_and_a_broken_number_is_none(tmp_path):
    with LoopLock(tmp_path / "state"):
        (tmp_path / "state" / PID).write_text("?")
        assert running(tmp_path / "state") is None
