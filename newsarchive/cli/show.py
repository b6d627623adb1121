"""`newsarchive show`: one article as the archive has it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import tzinfo

import click

from newsarchive.cli import exit_codes
from newsarchive.cli.articles import at_revision, the_article
from newsarchive.cli.common import Invocation, common_options, plural
from newsarchive.cli.failures import show_failure
from newsarchive.export.markdown import document
from newsarchive.extract.markup.clean import text_of
from newsarchive.failures import explain, is_name
from newsarchive.pieces import Copies, copies_of
from newsarchive.store.articles import Stored


@click.command()
@click.argument("name", metavar="ID")
@click.option("--revision", type=click.IntRange(min=1), metavar="N", help="As it was in that revision; the newest by default.")
@click.option("--text", "form", flag_value="text", help="The text alone, a paragraph a line.")
@click.option("--html", "form", flag_value="html", help="The body as HTML.")
@common_options
def show(invocation: Invocation, name: str, revision: int | None, form: str | None) -> int:
    """Show one article as Markdown, and its copies in other media; with --json, its whole record. Or explain a failure.

    ID is an id, SOURCE:ID, or any address that the article is known under; or the id of a failure, such as f-kwqhznab.
    """
    with invocation.archive() as archive:
        failure = explain(archive.index, name) if is_name(name) else None
        if failure is not None:
            show_failure(invocation, failure, archive.config.timezone)
            return exit_codes.WELL
        stored = the_article(archive, name)
        article = at_revision(archive, stored, revision)
        copies = copies_of(archive.index, stored.key)
        pruned = archive.index.captures.pruned(article.capture) if article.capture else None
    if invocation.json:
        click.echo(
            json.dumps(
                {**json.loads(article.to_json()), **_as_data(copies, stored), "capture_pruned": pruned and pruned.isoformat()},
                ensure_ascii=False,
            )
        )
    elif form == "text":
        click.echo(text_of(article.body))
    elif form == "html":
        click.echo(article.body)
    else:
        click.echo(document(article), nl=False)
        if pruned is not None:
            day = f"{pruned.astimezone(archive.config.timezone):%Y-%m-%d}"
            click.echo(f"\nWhat it was read from was removed on {day} (`captures prune`).")
        if copies is not None:
            click.echo("\n" + "\n".join(_in_words(copies, stored, archive.config.timezone)))
    return exit_codes.WELL


def _as_data(copies: Copies | None, shown: Stored) -> dict[str, object]:
    """For programs: the medium the piece comes from, the first of the copies, and those that are not the one shown."""
    if copies is None:
        return {"origin": None, "first": None, "copies": []}
    others = [
        {
            "source": each.article.source,
            "id": each.article.id,
            "publisher": each.article.publisher,
            "published": each.article.published.isoformat() if each.article.published else None,
            "title": each.article.title,
            "url": each.article.url,
        }
        for each in copies.others(shown.key)
    ]
    return {"origin": copies.origin, "first": _name(copies.members[0]), "copies": others}


def _in_words(copies: Copies, shown: Stored, zone: tzinfo) -> Iterator[str]:
    """For people: a line for the piece, and one for each copy of it, the first one first."""
    yield f"{plural(len(copies.members), 'copy', 'copies')} of one piece" + (f" from {copies.origin}:" if copies.origin else ":")
    for each in copies.members:
        article = each.article
        mark = "*" if each.key == shown.key else "-"
        day = f"{article.published.astimezone(zone):%Y-%m-%d %H:%M}" if article.published else "no date"
        yield f"{mark} {day}  {article.publisher or 'publisher unknown'}  {_name(each)}  <{article.url}>"


def _name(stored: Stored) -> str:
    return f"{stored.article.source}:{stored.article.id}"
