"""Programs that some tests need: asked for by name, never left out in silence where CI runs."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from newsarchive.fetch.browser import executable
from newsarchive.yamlfile import ConfigError


def need(program: str, package: str) -> str:
    """The program's path. Where it is missing the test is skipped with the way to get it; in CI it fails.

    ``package`` is Debian's, or a command to get it: ``pip install ...``.
    """
    found = shutil.which(program) or shutil.which(program, path=str(Path(sys.executable).parent))
    if found:
        return found
    way = package if package.startswith("pip ") else f"Debian: apt-get install {package}"
    return _lacking(f"{program} is not installed ({way})")


def _lacking(message: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


def chromium() -> str:
    """The browser that renders pages, as the program finds it."""
    try:
        return executable()
    except ConfigError as error:
        return _lacking(str(error))
