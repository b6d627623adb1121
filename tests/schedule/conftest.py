"""What the loop says, written down; and the program as a command that shells find on their path."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from newsarchive.schedule.witness import Witness
from tests import program

_COMMAND = """\
#!{python} -S
import os, sys
sys.path.insert(0, {root!r})
from tests import program
program.use({address!r})
code, out, err = program.call(sys.argv[1:], stdin="", cwd=None, environment=os.environ)
sys.stdout.write(out)
sys.stderr.write(err)
sys.exit(code)
"""


class Recorder(Witness):
    """Writes down what the loop says."""

    def __init__(self):
        self.told = []

    def began(self, batch, names):
        super().began(batch, names)
        self.told.append(("began", tuple(names)))

    def ended(self, batch, names, ended, seconds):
        super().ended(batch, names, ended, seconds)
        self.told.append(("ended", tuple(names), ended.broken))

    def died(self, batch, names, code):
        super().died(batch, names, code)
        self.told.append(("died", tuple(names), code))

    def scheduled(self, name, at, due):
        super().scheduled(name, at, due)
        self.told.append(("scheduled", name, at, due))

    def reloaded(self, plan):
        super().reloaded(plan)
        self.told.append(("reloaded", tuple(plan.due)))

    def broken(self, reason):
        super().broken(reason)
        self.told.append(("broken", reason))

    def stopping(self, running, why):
        super().stopping(running, why)
        self.told.append(("stopping", running, why))

    def of(self, kind):
        """What was told of a kind, in order."""
        return [each[1:] for each in self.told if each[0] == kind]


@pytest.fixture
def recorder():
    """A witness that writes down what it is told."""
    return Recorder()


@pytest.fixture(scope="session")
def on_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the command `newsarchive` in it."""
    folder = tmp_path_factory.mktemp("bin")
    command = folder / "newsarchive"
    command.write_text(
        _COMMAND.format(python=sys.executable, root=str(program.ROOT), address=program.address()), encoding="utf-8"
    )
    command.chmod(0o755)
    return folder
