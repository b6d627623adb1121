"""Workers: who died is known to have died, and who lives is left alone."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from newsarchive.store.worker import Worker, living

ROOT = Path(__file__).parent.parent.parent
STAY = """
import sys, time
from pathlib import Path
from newsarchive.store.worker import Worker
worker = Worker(Path(sys.argv[1]))
print(worker.name, flush=True)
time.sleep(600)
"""


@pytest.fixture
def worker(tmp_path):
    worker = Worker(tmp_path)
    yield worker
    worker.close()


def test_a_worker_of_another_process_is_alive_until_it_is_killed(worker, tmp_path):
    command = [sys.executable, "-c", STAY, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        name = process.stdout.readline().strip()
        assert worker.is_alive(name)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert not worker.is_alive(name)
    assert [path.name for path in tmp_path.iterdir()] == [f"{worker.name}.lock"]


def test_those_that_live_are_named_and_the_dead_are_not(worker, tmp_path):
    assert living(tmp_path / "none") == []
    command = [sys.executable, "-c", STAY, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        name = process.stdout.readline().strip()
        both = living(tmp_path)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert both == sorted([name, worker.name])
    assert (tmp_path / f"{name}.lock").exists(), "it was killed, and left its file"
    assert living(tmp_path) == [worker.name]
    assert worker.is_alive(worker.name), "to be looked at makes no difference"


def test_two_workers_of_one_process_know_each_other(worker, tmp_path):
    other = Worker(tmp_path)
    assert worker.is_alive(worker.name)
    assert worker.is_alive(other.name)
    other.close()
    assert not worker.is_alive(other.name)


def test_a_worker_that_ended_leaves_nothing_behind(tmp_path):
    Worker(tmp_path).close()
    assert list(tmp_path.iterdir()) == []
