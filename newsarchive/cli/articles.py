"""What the commands share that are about one article: which one is meant, and which of its revisions."""

from __future__ import annotations

import click

from newsarchive.archive import Archive
from newsarchive.article import Article
from newsarchive.failures import is_name
from newsarchive.links import recognise
from newsarchive.store.articles import Stored
from newsarchive.store.quarantine import REMEMBERED


def the_article(archive: Archive, name: str) -> Stored:
    """The article of that name: an id, ``SOURCE:ID``, a URL that it is known under, or a share link on any host.

    Raises:
        click.UsageError: there is none, or there are several; the message says which.
    """
    overridden = {each: choice.hosts for each, choice in archive.config.sources.items()}
    link = recognise(name, archive.known_sources(), overridden)
    found = archive.index.articles.named(f"{link.source.name}:{link.article_id}" if link else name)
    if not found and is_name(name):
        raise click.UsageError(
            f"no failure {name} is known: it is no more, and longer ago than {REMEMBERED.days} days, or of another archive"
        )
    if not found:
        raise click.UsageError(f"there is no article {name!r}: give an id, SOURCE:ID, or an address it is known under")
    if len(found) > 1:
        names = ", ".join(f"{each.article.source}:{each.article.id}" for each in found)
        raise click.UsageError(f"several articles are called {name!r}: say which of {names}")
    return found[0]


def at_revision(archive: Archive, stored: Stored, number: int | None) -> Article:
    """That revision of an article; None for the newest.

    Raises:
        click.UsageError: it has none of that number.
    """
    if number is None or number == stored.article.revision:
        return stored.article
    revisions = {each.revision: each for each in archive.index.articles.revisions(stored.key)}
    if number not in revisions:
        raise click.UsageError(f"{stored.article.id} has no revision {number}; it has 1 to {stored.article.revision}")
    return revisions[number]
