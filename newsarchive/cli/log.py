"""`newsarchive log`: the revisions of an article."""

from __future__ import annotations

from itertools import pairwise

import click

from newsarchive.cli import exit_codes
from newsarchive.cli.articles import the_article
from newsarchive.cli.common import Invocation, common_options
from newsarchive.comparison import changed_fields


@click.command()
@click.argument("name", metavar="ID")
@common_options
def log(invocation: Invocation, name: str) -> int:
    """Show the revisions of an article, the newest first: when each was fetched, and in which fields it differs.

    ID is an id, SOURCE:ID, or any address that the article is known under.
    """
    with invocation.archive() as archive:
        stored = the_article(archive, name)
        revisions = archive.index.articles.revisions(stored.key)
        zone = archive.config.timezone
    changes = {new.revision: changed_fields(old, new) for old, new in pairwise(revisions)}
    for article in reversed(revisions):
        changed = changes.get(article.revision, ())
        noticed = article.withdrawn or article.fetched
        invocation.emit(
            "revision",
            id=article.id,
            source=article.source,
            revision=article.revision,
            fetched=article.fetched.isoformat(),
            withdrawn=article.withdrawn.isoformat() if article.withdrawn else None,
            changed=changed,
            digest=article.digest,
            capture=article.capture,
            title=article.title,
        )
        what = ", ".join(changed) or "first seen"
        invocation.say(f"{article.revision:>3}  {noticed.astimezone(zone):%Y-%m-%d %H:%M %z}  {what}: {article.title}")
    return exit_codes.WELL
