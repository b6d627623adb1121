"""Copies of one piece in several media are found, and kept together: each new article is compared with what the index has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from newsarchive.article import Article
from newsarchive.extract.markup.clean import text_of
from newsarchive.grouping.likeness import Verdict, compared, same_piece, still_the_same
from newsarchive.grouping.signature import Signature, bands_of, period_of, signature_of
from newsarchive.grouping.wording import Wording
from newsarchive.store.groups import Change
from newsarchive.store.index import Index
from newsarchive.store.moments import moment_of
from newsarchive.store.wordings import Kept, Waiting

BATCH = 100
"""Articles that are grouped in one transaction: others who write wait for less than a second."""

_CANDIDATES = 12
"""Articles that one is compared with word by word."""
_COMPARED = 9
"""Members of a group that one is compared with."""
_CONTRADICTED = 4
"""One of so many members that has another number in the same place shows an update; one of more may have it wrong itself."""
_REMEMBERED = 512
"""Articles whose words are kept in memory: what comes in together is compared with the same ones."""


def group(index: Index, most: int | None = None, ready: Mapping[str, Signature] | None = None) -> int:
    """Compare what has changed since the last time with the rest of the archive, oldest change first; how many there were.

    It can be ended anywhere, and goes on where it was. ``most``: compare no more than so many now. ``ready``: signatures
    that have been made already, by the digest of their article; what is not among them is made here.
    """
    return sum(iter(_Grouping(index, most, ready or {}).batch, 0))


class _Grouping:
    """One pass over what has changed."""

    def __init__(self, index: Index, most: int | None, ready: Mapping[str, Signature]) -> None:
        self._index = index
        self._left = most
        self._ready = ready
        self._wordings: dict[int, Wording] = {}

    def batch(self) -> int:
        """Group some articles, in one transaction; how many."""
        size = BATCH if self._left is None else min(BATCH, self._left)
        with self._index.groups.change() as change:
            some = change.wordings.waiting(change.grouped(), size)
            if some:
                _Batch(change, self._wordings, some, self._ready).place()
                change.done(some[-1].sequence)
        for old in list(self._wordings)[:-_REMEMBERED]:
            del self._wordings[old]
        if self._left is not None:
            self._left -= len(some)
        return len(some)


class _Batch:
    """Articles that are grouped in one transaction."""

    def __init__(
        self, change: Change, wordings: dict[int, Wording], some: Sequence[Waiting], ready: Mapping[str, Signature]
    ) -> None:
        self._change = change
        self._wordings = wordings
        self._some = some
        keys = [each.key for each in some]
        self._before = change.wordings.of(keys)
        self._with_copies = change.in_groups(keys)
        unsigned = change.wordings.articles([each.key for each in some if each.digest not in ready])
        signed = {each.key: ready[each.digest] for each in some if each.digest in ready}
        made = {key: _signature(article) for key, article in unsigned.items()}
        self._signatures = {**signed, **made}
        self._now: dict[int, Kept] = {}
        """What is to be kept of those that have been placed: most are never looked at again, and stay packed."""

    def place(self) -> None:
        """Index the articles anew, and put each into the group where it belongs now."""
        periods = {each.key: period_of(moment_of(each.moment)) for each in self._some}
        self._change.bands.read([(periods[key], signature.bands) for key, signature in self._signatures.items()])
        for each in self._some:
            signature = self._signatures[each.key]
            self._now[each.key] = Kept(periods[each.key], signature.wording)
            self._place(each.key, periods[each.key], signature.bands)
        self._change.bands.write()
        self._change.wordings.keep(self._now)

    def _place(self, article: int, period: int, found_by: Sequence[int]) -> None:
        before = self._before.get(article)
        if before is not None:
            self._change.bands.remove(article, before.period, bands_of(Wording.unpacked(before.words).text))
        self._wordings.pop(article, None)  # those that it had before
        alike = self._change.bands.add(article, period, found_by, _CANDIDATES)
        others = [member for member in self._members(article) if member != article]
        if not alike and not others:
            return
        [words] = self._words([article])
        if others and self._belongs_still(words, others):
            self._change.touch(article)  # what it says of itself now is shown with the others, too
            return
        if others:
            self._change.leave(article)
            self._with_copies.discard(article)
        for copy in self._copies(words, alike):
            self._join(article, copy)

    def _copies(self, words: Wording, candidates: Sequence[int]) -> list[int]:
        """One member of each group of which it is a copy: several, where those before were too unlike to find each other.

        The largest group comes first: what was cut may be a copy of the piece as well as of an update.
        """
        found: dict[int, int] = {}
        seen: set[int] = set()
        self._fetch(candidates)
        for candidate in candidates:
            if candidate not in seen and same_piece(words, self._wordings[candidate]):
                members = self._change.members(candidate)
                seen.update(members)
                if self._is_one_of(words, members):
                    found[candidate] = len(members)
        return sorted(found, key=lambda each: -found[each])

    def _is_one_of(self, words: Wording, members: list[int]) -> bool:
        """Whether it is a copy of most of them: likeness to a single one can be chance.

        Those of them that were cut say nothing of the rest: where the others have other numbers, it is an update of the piece.
        """
        some = members[:_COMPARED]
        verdicts = [compared(words, other) for other in self._words(some)]
        contradicted = verdicts.count(Verdict.CONTRADICTION) * _CONTRADICTED >= len(some)
        return verdicts.count(Verdict.COPY) * 2 > len(some) and not contradicted

    def _join(self, article: int, copy: int) -> None:
        """Put an article into the group of its copy; two groups become one where the copy belongs to what it joins as well."""
        members = self._members(article)
        if len(members) == 1:
            self._change.join(article, copy)
        elif self._is_one_of(self._wordings[copy], members):
            self._change.unite(article, copy)
        self._with_copies.update((article, copy))

    def _belongs_still(self, words: Wording, others: list[int]) -> bool:
        some = others[:_COMPARED]
        return sum(still_the_same(words, other) for other in self._words(some)) * 2 >= len(some)

    def _members(self, article: int) -> list[int]:
        """The group of an article of this batch; most of them are alone, which need not be asked."""
        return self._change.members(article) if article in self._with_copies else [article]

    def _words(self, articles: Sequence[int]) -> Iterable[Wording]:
        self._fetch(articles)
        return (self._wordings[each] for each in articles)

    def _fetch(self, articles: Sequence[int]) -> None:
        """Have their words at hand."""
        missing = [each for each in articles if each not in self._wordings]
        kept = {each: self._now[each] for each in missing if each in self._now}
        kept |= self._change.wordings.of([each for each in missing if each not in kept])
        for key, article in self._change.wordings.articles([each for each in missing if each not in kept]).items():
            self._wordings[key] = Wording.unpacked(_signature(article).wording)  # it has copies, and is yet to be compared anew
        for key, (_, words) in kept.items():
            self._wordings[key] = Wording.unpacked(words)


def _signature(article: Article) -> Signature:
    return signature_of(article.title, text_of(article.body))
