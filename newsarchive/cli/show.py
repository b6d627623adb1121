"""`newsarchive show`: one article as the archive has it."""

from __future__ import annotations

import click

from newsarchive.cli import exit_codes
from newsarchive.cli.articles import at_revision, the_article
from newsarchive.cli.common import Invocation, common_options
from newsarchive.export.markdown import document
from newsarchive.extract.markup.clean import text_of


@click.command()
@click.argument("name", metavar="ID")
@click.option("--revision", type=click.IntRange(min=1), metavar="N", help="As it was in that revision; the newest by default.")
@click.option("--text", "form", flag_value="text", help="The text alone, a paragraph a line.")
@click.option("--html", "form", flag_value="html", help="The body as HTML.")
@common_options
def show(invocation: Invocation, name: str, revision: int | None, form: str | None) -> int:
    """Show one article as Markdown; with --json, its whole record.

    ID is an id, SOURCE:ID, or any address that the article is known under.
    """
    with invocation.archive() as archive:
        stored = the_article(archive, name)
        article = at_revision(archive, stored, revision)
    if invocation.json:
        click.echo(article.to_json())
    elif form == "text":
        click.echo(text_of(article.body))
    elif form == "html":
        click.echo(article.body)
    else:
        click.echo(document(article), nl=False)
    return exit_codes.WELL
