"""The line `verified:` of a definition brought up to date, with every other line and comment as it is."""

from __future__ import annotations

import re
from datetime import date

import yaml

from newsarchive.yamlfile import ConfigError

_LINE = re.compile(r"^(verified:[ \t]*)[^\s#]+", re.MULTILINE)
_AFTER = re.compile(r"^spider:.*\n?", re.MULTILINE)


def marked(text: str, day: date) -> str:
    """The text of a definition with ``verified:`` saying ``day``.

    Raises:
        ConfigError: it is not written line by line, so that a person has to do it.
    """
    line = f"verified: {day.isoformat()}"
    if _LINE.search(text):
        new = _LINE.sub(lambda found: found[1] + day.isoformat(), text, count=1)
    else:
        new = _AFTER.sub(lambda found: found[0].rstrip("\n") + f"\n{line}\n", text, count=1)
    try:
        well = yaml.safe_load(new) == {**yaml.safe_load(text), "verified": day}
    except (yaml.YAMLError, TypeError):
        well = False
    if not well:
        raise ConfigError(f"the definition is not written line by line; put `{line}` into it by hand")
    return new
