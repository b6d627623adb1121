"""The standing phrases themselves; what they mean for a page is tested in ``test_junk.py``."""

from __future__ import annotations

import re

import pytest

from newsarchive.extract.junk.notices import FILLERS, KINDS, PAYWALL, PAYWALL_WORDS


@pytest.mark.parametrize("pattern", [*KINDS.values(), FILLERS, PAYWALL], ids=lambda pattern: pattern.pattern[:20])
def test_no_phrase_is_empty(pattern: re.Pattern[str]) -> None:
    assert not pattern.search("")
    assert not pattern.search("。，—")
    assert all(branch.strip() for branch in pattern.pattern.split("|"))


@pytest.mark.parametrize(
    "offer",
    [
        "Subscribe to continue reading",
        "To continue reading this article, please subscribe",
        "This article is for subscribers",
        "The rest of this story is behind the paywall",
        "You have reached your limit of free articles",
        "Subscribe to read the full story",
        "付费后可阅读全文",
        "本文为会员专享",
        "登录后继续阅读全文",
        "还有87%未读",
        "试读结束",
        "この記事は有料会員限定です",
        "유료회원 전용",
        "Nur für Abonnenten",
        "Article réservé aux abonnés",
        "Contenido exclusivo para suscriptores",
    ],
)
def test_an_offer_is_found_and_by_its_words_first(offer: str) -> None:
    assert PAYWALL.search(offer)
    assert any(word in offer.lower() for word in PAYWALL_WORDS)


@pytest.mark.parametrize("words", ["Subscribe to our newsletter", "Members of parliament", "阅读更多", "订阅我们", "还有3人受伤"])
def test_other_words_are_no_offer(words: str) -> None:
    assert not PAYWALL.search(words)
