"""One crawl of one source, or several that are kept as one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from newsarchive.store.moments import moment_of, utc
from newsarchive.store.yields import Lack, Yield


@dataclass(frozen=True, slots=True)
class RunRecord:
    """What a crawl came to. All times are aware."""

    source: str
    started: datetime
    finished: datetime
    interrupted: bool
    new: int
    revised: int
    known: int
    failed: int
    requests: int
    crawls: int = 1
    """How many crawls this is: old ones are put together."""
    listed: int = 0
    """Articles that lists named, known ones included; of several crawls, the most that one of them had."""
    lists: int | None = None
    """Lists that were answered and could be read; None in an index that is older than this count."""
    unchanged: int = 0
    """Lists of which the server said that they are the same as last time."""
    fresh: int = 0
    """Of what failed, articles that had not failed before."""
    list_time: float | None = None
    """Seconds that an answer to a list took, the median; of several crawls, the median of theirs."""
    article_time: float | None = None
    """Seconds that an answer to an article took, as above."""
    failures: Mapping[str, Lack] = field(default_factory=dict)
    """Stage to what failed there, with the first address."""
    found: Yield | None = None
    """What the articles had that were read; None where there were none."""

    @property
    def well(self) -> bool:
        """It came to its end, and nothing failed."""
        return not self.interrupted and not self.failed

    @property
    def in_trouble(self) -> bool:
        """A list could not be had, or none was: then nothing new can be known of."""
        if self.interrupted:
            return False
        return "list" in self.failures or (self.lists == 0 and not self.unchanged)

    @property
    def in_vain(self) -> bool:
        """Something failed, and no list could be had: nothing is known of what is new."""
        return bool(self.failed) and self.lists == 0 and not self.unchanged

    @property
    def looked(self) -> bool:
        """The lists were had, so that whatever is new would have been found."""
        return not self.in_trouble and not (self.interrupted and not (self.lists or self.unchanged))

    @property
    def anything_new(self) -> bool:
        """Something came that had not been there before, though it may have failed."""
        return bool(self.new or self.fresh)


def values_of(run: RunRecord) -> dict[str, Any]:
    """A crawl as a row of the table."""
    failures = {stage: lack for stage, lack in run.failures.items() if lack.number}
    return {
        "source": run.source,
        "started": utc(run.started),
        "finished": utc(run.finished),
        "interrupted": run.interrupted,
        "new": run.new,
        "revised": run.revised,
        "known": run.known,
        "failed": run.failed,
        "requests": run.requests,
        "crawls": run.crawls,
        "listed": run.listed,
        "lists": run.lists,
        "unchanged": run.unchanged,
        "fresh": run.fresh,
        "list_time": run.list_time,
        "article_time": run.article_time,
        "failures": json.dumps(failures, ensure_ascii=False, separators=(",", ":")) if failures else None,
        "found": run.found.to_json() if run.found else None,
    }


def record_of(row: Sequence[Any]) -> RunRecord:
    """A row of the table as the crawl that it is; its columns in the order of the fields."""
    source, started, finished, *numbers, failures, found = row
    stages = {stage: Lack(*lack) for stage, lack in json.loads(failures).items()} if failures else {}
    yields = Yield.from_json(found) if found else None
    values: list[Any] = [source, moment_of(started), moment_of(finished), *numbers, stages, yields]
    return RunRecord(*values)
