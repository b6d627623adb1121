"""Programs that some tests need: asked for by name, never left out in silence where CI runs."""

from __future__ import annotations

import os
import shutil

import pytest


def need(program: str, package: str) -> str:
    """The program's path. Where it is missing the test is skipped with the way to get it; in CI it fails.

    ``package`` is Debian's, or a command to get it: ``pip install ...``.
    """
    found = shutil.which(program)
    if found:
        return found
    way = package if package.startswith("pip ") else f"Debian: apt-get install {package}"
    message = f"{program} is not installed ({way})"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)
