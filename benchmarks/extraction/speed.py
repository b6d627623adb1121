"""Pages for each second of processor time, all fields, beside trafilatura with all of its own in the same run."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

import trafilatura
from trafilatura.meta import reset_caches

from benchmarks.extraction.pages import Sample
from newsarchive.extract import extract_article


@dataclass(frozen=True, slots=True)
class Speed:
    """Pages a second of both, the medians of the rounds."""

    ours: float
    theirs: float

    @property
    def ratio(self) -> float:
        """How many times as fast."""
        return self.ours / self.theirs


def compare(samples: Sequence[Sample], rounds: int = 3) -> Speed:
    """Measure both, round by round in turn, so that a busy moment of the machine falls on both."""
    ours: list[float] = []
    theirs: list[float] = []
    for number in range(rounds + 1):
        reset_caches()
        for rates, extract in ((ours, _ours), (theirs, _theirs)):
            rate = _rate(extract, samples)
            if number:  # the first round warms up
                rates.append(rate)
    return Speed(median(ours), median(theirs))


def _rate(extract: Callable[[Sample], object], samples: Sequence[Sample]) -> float:
    gc.collect()
    start = time.process_time()
    for sample in samples:
        extract(sample)
    return len(samples) / (time.process_time() - start)


def _ours(sample: Sample) -> object:
    return extract_article(sample.html, url=sample.url)


def _theirs(sample: Sample) -> object:
    return trafilatura.bare_extraction(sample.html, url=sample.url, include_comments=False, with_metadata=True)
