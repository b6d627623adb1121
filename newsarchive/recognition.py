"""Which archived article is this, if any? Nothing is stored twice, and nothing good is made worse."""

from __future__ import annotations

from newsarchive.article import Article, digest_of
from newsarchive.comparison import changed_fields, suspicion
from newsarchive.extract.markup.clean import text_of
from newsarchive.store.articles import ArticleStore
from newsarchive.store.known_as import addresses_of

_KEPT = ("title", "summary", "language", "published", "updated", "publisher", "authors", "section", "images")
"""What an article keeps when it is read again and this is not found."""

_LENT = ("language", "published", "publisher", "authors")
"""What an article takes from its twin where it has nothing itself. Not the summary and the section: those are the list's."""


class SuspiciousError(ValueError):
    """A copy that would make the archived one worse; the message says why. It can be accepted by hand."""


def recognised(articles: ArticleStore, article: Article, *, trusted: bool = False) -> Article:
    """``article`` under the identity that it has in the archive, as the next revision when it has really changed.

    ``trusted``: somebody has looked at it, and says that it is right.

    Raises:
        SuspiciousError: the archived copy is better, or is of another article.
    """
    article = digested(article)
    stored = articles.find(addresses_of(article))
    if stored is not None:
        if article.fetched < stored.article.fetched:  # an earlier capture, read again: it has nothing new to say
            return known_as(stored.article, article)
        doubt = None if trusted else suspicion(stored.article, article)
        if doubt:
            raise SuspiciousError(f"{doubt}; the archived one is kept")
        return _revision(stored.article, _filled(article, stored.article, _KEPT), article)
    twin = articles.same_content(article)
    if twin is not None:  # the same piece under another id or in another list: what was first stays
        return _revision(twin.article, _filled(twin.article, article, _LENT), article)
    return article


def digested(article: Article) -> Article:
    """``article`` with the digest of what a reader reads of it."""
    return article.replace(digest=digest_of(article.title, text_of(article.body)))


def known_as(stored: Article, seen: Article) -> Article:
    """What is ``stored``, known under the addresses of ``seen`` as well, which has nothing else to say."""
    return _revision(stored, stored, seen)


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
    links = dict.fromkeys([*old.links, old.url, seen.url, *seen.links])
    url = seen.url if _is_twin_of(old, seen) else old.url
    ids = dict.fromkeys([*old.other_ids, *([seen.id] if seen.source == old.source else []), *seen.other_ids])
    identity = {
        "id": old.id,
        "source": old.source,
        "url": url,
        "links": tuple(link for link in links if link != url),
        "other_ids": tuple(each for each in ids if each != old.id),
    }
    if url == old.url and not changed_fields(old, article):
        return old.replace(**identity)
    return article.replace(**identity, revision=old.revision + 1)


def _is_twin_of(old: Article, seen: Article) -> bool:
    """Whether what is archived was found at an address of which ``seen`` says that it is its own, for other devices."""
    said = seen.evidence.get("links")
    return said is not None and seen.url != old.url and old.url in said.raw.split()
