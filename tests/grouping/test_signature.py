"""What articles are compared and found by, made of what a reader reads of them."""

from __future__ import annotations

import pickle
import random
from datetime import UTC, datetime, timedelta, timezone

from newsarchive.grouping.minhash import BANDS
from newsarchive.grouping.signature import LEAST, bands_of, period_of, signature_of
from newsarchive.grouping.wording import Wording, wording
from newsarchive.grouping.words import Words


def text(seed, length=400):
    chance = random.Random(seed)
    return Words.of("".join(chr(chance.randrange(0x4E00, 0x6E00)) for _ in range(length)))


def test_what_is_too_short_has_none():
    assert bands_of(text(1, LEAST - 1)) == []
    assert len(bands_of(text(1, LEAST))) == BANDS


def test_periods_follow_each_other_wherever_the_clock_stands():
    moment = datetime(2026, 3, 1, 23, tzinfo=UTC)
    assert period_of(moment) == period_of(moment.astimezone(timezone(timedelta(hours=8))))
    assert sorted({period_of(moment + timedelta(days=day)) - period_of(moment) for day in range(9)}) == [0, 1, 2]


def test_a_signature_has_all_that_articles_are_compared_and_found_by():
    title, said = "River Port Reopens", "澜州港一日恢复通航，全年货运量预计3021.5万吨。\nThe river 'rose' again."
    signature = signature_of(title, said)
    words = wording(title, said)
    assert Wording.unpacked(signature.wording) == words
    assert list(signature.bands) == bands_of(words.text)
    assert pickle.loads(pickle.dumps(signature)) == signature  # noqa: S301  # made here
    assert signature_of(None, "") == signature_of("", " \n")
