"""Where the files that ship with the program are."""

from __future__ import annotations

import importlib.util
from pathlib import Path

_PACKAGE = Path(__file__).parent

# In a checkout `data/`, `spiders/` and `pipelines/` stand beside the package, for people to find. A wheel carries them
# inside it, so that nothing as general as `spiders` is put among the modules of other projects.
DATA: Path = _PACKAGE / "data" if (_PACKAGE / "data").is_dir() else _PACKAGE.parent / "data"
"""The folder of source definitions, export profiles, and the demo site."""

_PREFIX = "newsarchive." if importlib.util.find_spec("newsarchive.spiders") else ""
SPIDERS: str = _PREFIX + "spiders"
"""The import name of the package of spiders."""
PIPELINES: str = _PREFIX + "pipelines"
"""The import name of the package of pipelines."""
