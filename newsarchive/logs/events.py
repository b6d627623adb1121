"""What happens, told to the log: words for people, and the same as fields for programs."""

from __future__ import annotations

import logging
from typing import Any


def tell(logger: logging.Logger, level: int, event: str, words: str, **fields: Any) -> None:
    """Have something logged, if anybody wants to know.

    ``event``: what kind of thing it is, in one word. ``words``: the same for people; secrets are masked where the line is made.
    ``fields``: the same for programs; those that are None are left out.
    """
    if logger.isEnabledFor(level):
        said = {name: value for name, value in fields.items() if value is not None}
        logger.log(level, "%s", words, extra={"event": event, "fields": said})
