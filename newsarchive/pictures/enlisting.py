"""Pictures of articles that are archived already: had by later crawls, and entered where they are kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from newsarchive.article import Article
from newsarchive.pictures.shelf import Shelf
from newsarchive.pictures.shown import illustrated, shown
from newsarchive.store.index import Index
from newsarchive.store.pictures import Loss

NOT_YET = "it has not been asked for yet"


def enlist(index: Index, shelf: Shelf, keeps: Callable[[str], bool], most: int, now: datetime) -> int:
    """Have the next crawls ask for pictures that articles show and that are not kept, or that are gone; how many these are.

    ``keeps``: whether the pictures of a source are kept. ``most``: pictures of one article.

    Raises:
        ShelfError: it cannot be told what is there.
    """
    found: set[str] = set()
    missing = {(each.url, each.page) for each in index.pictures.missing()}
    for stored in index.articles.changed_since(0, index.articles.sequence()):
        article = stored.article
        if not keeps(article.source):
            continue
        urls = _addresses(article)[:most]
        kept = index.pictures.kept(urls)
        gone = [url for url, file in kept.items() if shelf.size(file) is None]
        index.pictures.unkeep(gone)
        lost = {url: Loss(NOT_YET, asked=False) for url in urls if url not in kept or url in gone}
        new = {url: loss for url, loss in lost.items() if (url, article.url) not in missing}
        if new:
            index.pictures.lost(article.url, article.source, new, now)
            found.update(new)
    return len(found)


def refill(index: Index, shelf: Shelf) -> None:
    """Enter the pictures that are kept into all articles that show them, as after the index was made anew.

    What records say of files counts as well, where the files are there: posts may be all that there was to read.

    Raises:
        ShelfError: it cannot be told what is there.
    """
    for stored in index.articles.changed_since(0, index.articles.sequence()):
        for image in stored.article.images:
            if image.file and image.url not in index.pictures.kept([image.url]):
                size = shelf.size(image.file)
                if size is not None:
                    index.pictures.keep(image.url, image.file, size, illustrated)
    if not index.pictures.any_kept():
        return
    for stored in index.articles.changed_since(0, index.articles.sequence()):
        files = index.pictures.kept(_addresses(stored.article))
        if files:
            index.pictures.enter(stored.article.url, files, illustrated)


def _addresses(article: Article) -> list[str]:
    return [image.url for image in shown(article)]
