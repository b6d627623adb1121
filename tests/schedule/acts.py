"""What the children of a loop do in tests: a file says which sources there are and when they are due.

``newsarchive.yaml`` holds a JSON object: source to the seconds from one turn to the next. ``batches`` in it is how many may be at
work at once. A file called as a source says what happens to it: ``slow`` (it takes half a second), ``die``, ``break``, ``hang``.
"""

from __future__ import annotations

import json
import os
import signal
import time
from datetime import UTC, datetime, timedelta

from newsarchive.schedule.due import Due
from newsarchive.schedule.witness import Ended, Plan

FILE = "newsarchive.yaml"
SLOW = 0.5


def plan(telling, folder):
    """Read the file."""
    try:
        said = json.loads((folder / FILE).read_text())
    except ValueError as error:
        telling.say("ended", Ended(broken=f"no JSON: {error}", code=2))
        return
    batches = said.pop("batches", 2)
    telling.say("plan", Plan({name: _due(seconds) for name, seconds in said.items()}, batches, b"the last good one"))


def batch(telling, folder, names, definitions):
    """Do what the files of the sources say, and write down when."""
    try:
        said = json.loads((folder / FILE).read_text())
    except ValueError:
        said = {}
    for name in names:
        act = (folder / name).read_text() if (folder / name).exists() else ""
        _note(folder, name, "begins", definitions)
        if act == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if act == "break":
            telling.say("ended", Ended(broken="the disk is full", code=1))
            return
        while act == "hang" and (folder / name).read_text() == "hang":
            time.sleep(0.01)
        until = time.monotonic() + (SLOW if act == "slow" else 0)
        while time.monotonic() < until and not telling.is_stopped:
            time.sleep(0.01)
        _note(folder, name, "stopped" if telling.is_stopped else "ends", definitions)
        telling.say("closed", (name, _due(said.get(name, 1))))
    telling.say("ended", Ended())


def _due(seconds):
    now = datetime.now(UTC)
    return Due(now + timedelta(seconds=seconds), now)


def _note(folder, name, what, definitions):
    with (folder / "log").open("a") as log:
        log.write(f"{time.monotonic()} {os.getpid()} {name} {what} {definitions.decode()}\n")
