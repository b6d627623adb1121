"""Articles that are cut into pages, put together again: all of one, or nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from newsarchive.article import Article, Evidence
from newsarchive.extract.body.joining import join
from newsarchive.extract.found import PageArticle
from newsarchive.extract.lists.web_address import web_address
from newsarchive.extract.markup.clean import text_of

MOST_PAGES = 20
"""Pages of one article; picture shows have more, and are archived as far as that."""

Read = Callable[[str], Awaitable[PageArticle]]
"""Asks for a page and reads it; raises :class:`PartError` when that cannot be done."""


class PartError(Exception):
    """A page of an article that cannot be had; the message says why."""


async def whole(first: PageArticle, read: Read) -> PageArticle:
    """The article that begins on a page, with all its pages; from a page that shows all of it, where there is one.

    ``next_page`` of what comes back is set where it goes on after so many pages as are read.

    Raises:
        PartError: one of the pages cannot be had. The message names it.
    """
    if first.next_page is None:
        return first
    if first.single_page is not None:
        try:
            single = await read(first.single_page)
        except PartError:
            pass  # the pages are there
        else:
            if len(text_of(single.article.body)) > len(text_of(first.article.body)):
                return _put_together(first, [single], {first.single_page: single, first.next_page: single}, joined=False)
    pages, met = [first], dict.fromkeys([first.article.url, *first.article.links], first)
    bodies = {first.article.body}
    following: str | None = first.next_page
    while following is not None and following not in met and len(pages) < MOST_PAGES:
        try:
            page = await read(following)
        except PartError as error:
            raise PartError(f"its page {len(pages) + 1} ({following}) cannot be had: {error}") from error
        met[following] = page
        if page.article.body in bodies:  # the same page again under another number
            following = None
            break
        bodies.add(page.article.body)
        pages.append(page)
        following = page.next_page
    goes_on = following if following not in met else None
    return _put_together(first, pages, met, joined=True, goes_on=goes_on)


def _put_together(
    first: PageArticle, pages: list[PageArticle], met: dict[str, PageArticle], *, joined: bool, goes_on: str | None = None
) -> PageArticle:
    """The first page's article with the text and the pictures of all."""
    article = first.article
    links = dict.fromkeys(filter(None, map(web_address, [*article.links, *met])))
    links.pop(article.url, None)
    images = {image.url: image for page in (first, *pages) for image in page.article.images}
    note = f"joined from {len(pages)} pages" if joined else "from the page that shows all of it"
    note += f"; it goes on at {goes_on}" if goes_on else ""
    evidence = {**article.evidence, "body": Evidence("text", "pages", " ".join(met), note)}
    whole: Article = article.replace(
        body=join([page.article.body for page in pages], article.title),
        images=tuple(images.values()),
        links=tuple(links),
        evidence=evidence,
    )
    return replace(first, article=whole, next_page=goes_on, single_page=None)
