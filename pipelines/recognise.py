"""Fourth step: which archived article is this, if any? Nothing is stored twice, and nothing good is made worse."""

from __future__ import annotations

from newsarchive.article import Article, digest_of
from newsarchive.extract.markup.clean import text_of
from newsarchive.store.articles import addresses_of

from .base import Quarantine, Step

MUCH_SHORTER = 0.5
"""A re-fetched text below this share of the archived one is taken for a fault of the site, not for a correction."""

_READ = ("title", "summary", "published", "updated", "publisher", "authors", "digest")
"""What makes a new revision when it differs."""

_KEPT = ("title", "summary", "language", "published", "updated", "publisher", "authors", "section", "images")
"""What an article keeps when it is read again and this is not found."""

_LENT = ("language", "published", "publisher", "authors")
"""What an article takes from its twin where it has nothing itself. Not the summary and the section: those are the list's."""


class Recognise(Step):
    """Gives an article that is archived already its name there, and the next revision when it has really changed."""

    def process_item(self, item: Article) -> Article:
        """Pass the article on under its identity, or refuse it when it would replace a better copy."""
        article = item.replace(digest=digest_of(item.title, text_of(item.body)))
        index = self.run.archive.index.articles
        stored = index.find(addresses_of(article))
        if stored is not None:
            if article.fetched < stored.article.fetched:  # an earlier capture, read again: it has nothing new to say
                return _revision(stored.article, stored.article, article)
            self._check_not_worse(stored.article, article)
            return _revision(stored.article, _filled(article, stored.article, _KEPT), article)
        twin = index.same_content(article)
        if twin is not None:  # the same piece under another id or in another list: what was first stays
            return _revision(twin.article, _filled(twin.article, article, _LENT), article)
        return article

    def _check_not_worse(self, old: Article, new: Article) -> None:
        before, now = len(text_of(old.body)), len(text_of(new.body))
        if now < before * MUCH_SHORTER:
            raise Quarantine("recognise", f"its text has {now} characters, the archived one {before}; the archived one is kept")


def _filled(article: Article, other: Article, names: tuple[str, ...]) -> Article:
    """``article``, with what it lacks of ``names`` taken from ``other``, evidence included."""
    changes: dict[str, object] = {}
    evidence = dict(article.evidence)
    for name in names:
        if not getattr(article, name) and getattr(other, name):
            changes[name] = getattr(other, name)
            if name in ("published", "updated"):
                changes[f"{name}_precision"] = getattr(other, f"{name}_precision")
            if name in other.evidence:
                evidence[name] = other.evidence[name]
    return article.replace(evidence=evidence, **changes) if changes else article


def _revision(old: Article, article: Article, seen: Article) -> Article:
    """``article`` as the next revision of ``old``, or as ``old`` itself when a reader would see no difference.

    Either way it is known under all addresses of the copy that was ``seen`` as well.
    """
    links = dict.fromkeys([*old.links, seen.url, *seen.links])
    ids = dict.fromkeys([*old.other_ids, *([seen.id] if seen.source == old.source else []), *seen.other_ids])
    identity = {
        "id": old.id,
        "source": old.source,
        "url": old.url,
        "links": tuple(link for link in links if link != old.url),
        "other_ids": tuple(each for each in ids if each != old.id),
    }
    if all(getattr(article, name) == getattr(old, name) for name in _READ):
        return old.replace(**identity)
    return article.replace(**identity, revision=old.revision + 1)
