"""Programs that some tests need: asked for by name, never left out in silence where CI runs."""

from __future__ import annotations

import os
import shutil

import pytest


def need(program: str, package: str) -> str:
    """The program's path. Where it is missing the test is skipped with the way to get it; in CI it fails."""
    found = shutil.which(program)
    if found:
        return found
    message = f"{program} is not installed (Debian: apt-get install {package})"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)
