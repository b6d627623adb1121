"""The pages to measure on: real ones with their truth, which lie beside the project and are no part of it.

One gzipped file of JSON lines a set, each line ``{id, url, html, truth: {body, title, date, authors, source}}``, in the
folder that ``NEWSBENCH_DATA`` names, by default ``../shared/bench/pages``.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(os.environ.get("NEWSBENCH_DATA") or Path(__file__).parents[3] / "shared" / "bench" / "pages")
SETS = ("zyte", "wcxb", "zh_body", "zh_meta")


@dataclass(frozen=True, slots=True)
class Sample:
    """One page, and what a reader would say is in it."""

    id: str
    url: str | None
    html: str
    truth: dict[str, Any]


def path_of(name: str) -> Path:
    """The file of a set."""
    return FOLDER / f"{name}.jsonl.gz"


def read(name: str, limit: int | None = None) -> list[Sample]:
    """The pages of a set."""
    with gzip.open(path_of(name), "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [Sample(row["id"], row["url"] or None, row["html"], row["truth"]) for row in rows[:limit]]


def digest(name: str) -> str:
    """A hash of a set, to know whether two measurements are of the same pages: 16 hex digits."""
    with gzip.open(path_of(name), "rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()[:16]
