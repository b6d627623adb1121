"""How long one address may take in all: every answer on the way to it, and every further try, out of one allowance.

Waiting for a turn is not counted: that is this side's doing.
"""

from __future__ import annotations

from typing import Any

from scrapy.exceptions import IgnoreRequest

from newsarchive.config.politeness import Politeness

SPENT = "seconds_spent"
"""The key in a request's ``meta``, which redirects and retries hand on."""


class TimeLimitError(IgnoreRequest):
    """An address has taken all the time that it may."""


def allot(meta: dict[str, Any], politeness: Politeness) -> None:
    """Give the next answer the time that is left, if that is less than one answer may take.

    Raises:
        TimeLimitError: none is left.
    """
    limit = politeness.time_limit.total_seconds()
    left = limit - float(meta.get(SPENT, 0.0))
    if left <= 0:
        raise TimeLimitError(f"no whole answer within {limit:g} s, redirects and retries included (`politeness.time_limit`)")
    meta["download_timeout"] = min(left, politeness.timeout.total_seconds())
