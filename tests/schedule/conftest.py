"""The program as a command that shells find on their path, in forks of the process that has imported everything."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

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
