"""Articles go into the index: those that are certainly new in one transaction, the others one by one, as what they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from newsarchive.article import Article
from newsarchive.capture.writer import CaptureError
from newsarchive.recognition import digested, recognised
from newsarchive.store.articles import Outcome
from newsarchive.store.database import StoreError
from newsarchive.store.index import Index

Kept = tuple[Outcome, Article]
"""What storing an article came to, and the article as it is in the index."""


def store_together(index: Index, articles: Iterable[Article], keep: Callable[[str | None], str | None]) -> list[Kept | Exception]:
    """Store articles; what came of each, in their order, or what it failed by, which is no matter of the others.

    ``keep`` has a capture written, if it is not yet, and answers with its name: it is called before anything points to it.

    Raises:
        CaptureError: a capture could not be written, and so its article is not stored.
        StoreError: the index cannot be used at present.
    """
    some = [digested(each) for each in articles]
    new = {id(each) for each in index.articles.strangers(some)}
    kept = _store_new(index, [each.replace(capture=keep(each.capture)) for each in some if id(each) in new])
    at_once = iter(kept)
    found: list[Kept | Exception | None] = [next(at_once, None) if id(each) in new else None for each in some]
    # Only now: what comes second is recognised as what came first.
    return [each or _store_one(index, article, keep) for each, article in zip(found, some, strict=True)]


def unheard_of(index: Index, articles: Sequence[Article]) -> list[Article]:
    """Those at none of whose addresses anything is archived."""
    known = index.articles.fetched([url for each in articles for url in (each.url, *each.links)])
    return [each for each in articles if known.keys().isdisjoint((each.url, *each.links))]


def _store_new(index: Index, new: Sequence[Article]) -> list[Kept]:
    """Store those that are new; none at all where one of them cannot be stored, to be found out one by one."""
    try:
        index.articles.put_new(new)
    except Exception:  # noqa: BLE001  # whatever it is: that of one of them alone, or of all, it is met again one by one
        return []
    return [(Outcome.NEW, each) for each in new]


def _store_one(index: Index, article: Article, keep: Callable[[str | None], str | None]) -> Kept | Exception:
    try:
        article = recognised(index.articles, article)
        article = article.replace(capture=keep(article.capture))
        return index.articles.put(article), article
    except (CaptureError, StoreError):
        raise
    except Exception as error:  # noqa: BLE001  # whatever it is, the others have nothing to do with it
        return error
