"""The message of an export's commit: how much came in, and from where."""

from __future__ import annotations

from collections import Counter

from newsarchive.article import Article

MOST_MEDIA = 12
"""Named one by one in the body of a message; the rest is counted."""


class Tally:
    """Counts what goes into one commit."""

    def __init__(self, *, rewrites: bool = False) -> None:
        """``rewrites``: posts that were out already are written again, because their form has changed."""
        self._rewrites = rewrites
        self._new: Counter[str] = Counter()
        self._revised: Counter[str] = Counter()
        self._media: Counter[tuple[str, str]] = Counter()

    def add(self, article: Article, *, again: bool = False) -> None:
        """One more post. ``again``: of an article that is as it was, and of which something around it has changed."""
        (self._new if article.revision == 1 and not again else self._revised)[article.source] += 1
        self._media[article.source, article.publisher or "publisher unknown"] += 1

    def message(self) -> str:
        """A line for the log, and a paragraph for each source."""
        sources = sorted({*self._new, *self._revised})
        if not sources:
            return "Update the site's pages\n"
        if self._rewrites:
            return f"Rewrite {_articles((self._new + self._revised).total())} in a new form\n"
        parts = [f"{verb} {_articles(count.total())}" for verb, count in (("add", self._new), ("revise", self._revised)) if count]
        subject = f"{' and '.join(parts)} from {', '.join(sources)}"
        return "\n".join([subject[0].upper() + subject[1:], "", *(self._paragraph(source) for source in sources)])

    def _paragraph(self, source: str) -> str:
        numbers = f"{source}: {self._new[source]} new, {self._revised[source]} revised"
        media = sorted(((-n, medium) for (where, medium), n in self._media.items() if where == source))
        named = [f"  {medium}: {-number}" for number, medium in media[:MOST_MEDIA]]
        rest = f"  and {len(media) - MOST_MEDIA} more" if len(media) > MOST_MEDIA else None
        return "\n".join([numbers, *named, *([rest] if rest else [])]) + "\n"


def _articles(number: int) -> str:
    return "1 article" if number == 1 else f"{number} articles"
