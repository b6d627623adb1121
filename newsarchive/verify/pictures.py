"""The pictures that are kept: whether every one that an article names is where it should be, and still what it was."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.exc import DatabaseError

from newsarchive.article import Article, Image, RecordError
from newsarchive.pictures.content import name_is_of
from newsarchive.pictures.shelf import Folder, Shelf, ShelfError
from newsarchive.store.integrity import ArticleRow, IntegrityView
from newsarchive.verify.finding import Finding, Kind

STORE = "pictures"
_AGAIN = "put it back from a backup, or run `newsarchive pictures --wanted`, so that the next crawl asks for it again"


def check_pictures(view: IntegrityView, shelf: Shelf, *, whole: bool) -> Iterator[Finding]:
    """What is wrong with the pictures that articles name, in any of their revisions.

    ``whole``: read every one of them. Else it is only seen that they are there, and where they are kept elsewhere not even that:
    each would be a question to another machine.
    """
    if not (whole or isinstance(shelf, Folder)):
        return
    seen: set[str] = set()
    try:
        for row in view.articles():
            for image in _images(row):
                if image.file and image.file not in seen:
                    seen.add(image.file)
                    wrong = _wrong(shelf, image.file, view.picture_size(image.file), whole=whole)
                    if wrong:
                        what = f"{wrong[1]}; {row.source}:{row.id} shows it, it is from {image.url[:200]}"
                        yield Finding(wrong[0], STORE, image.file, what, _AGAIN)
    except DatabaseError:  # the check of the index has said so
        return
    except ShelfError as error:
        yield Finding(Kind.UNREADABLE, STORE, shelf.place, str(error), "see that it can be reached, and verify again")


def _images(row: ArticleRow) -> Iterator[Image]:
    for each in row.revisions:
        try:
            yield from Article.from_json(each.record).images
        except RecordError:  # the check of the index has said so
            continue


def _wrong(shelf: Shelf, file: str, size: int | None, *, whole: bool) -> tuple[Kind, str] | None:
    """What is wrong with one picture."""
    content = shelf.get(file) if whole else None
    found = len(content) if content is not None else None if whole else shelf.size(file)
    if found is None:
        return Kind.MISSING, "it is not there"
    if size is not None and found != size:
        return Kind.ALTERED, f"it has {found} bytes of {size}"
    if content is not None and not name_is_of(file, content):
        return Kind.ALTERED, "its content is not what it is called after"
    return None
