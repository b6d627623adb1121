"""`newsarchive diff`: what has changed between two revisions of an article."""

from __future__ import annotations

from collections.abc import Iterator

import click

from newsarchive.article import Article
from newsarchive.cli import exit_codes
from newsarchive.cli.articles import at_revision, the_article
from newsarchive.cli.common import Invocation, common_options
from newsarchive.extract.markup.clean import text_of
from newsarchive.worddiff import Part, marked, word_diff

_FIELDS = ("title", "summary", "published", "updated", "withdrawn", "publisher", "authors")
_COLOURS = {"removed": "red", "added": "green"}


@click.command()
@click.argument("name", metavar="ID")
@click.option("--from", "before", type=click.IntRange(min=1), metavar="N", help="The older revision; by default, the one before.")
@click.option("--to", "after", type=click.IntRange(min=1), metavar="N", help="The newer revision; by default, the newest.")
@common_options
def diff(invocation: Invocation, name: str, before: int | None, after: int | None) -> int:
    """Show what has changed in an article, word by word (Chinese: character by character): [-gone-]{+new+}.

    ID is an id, SOURCE:ID, or any address that the article is known under.
    """
    with invocation.archive() as archive:
        stored = the_article(archive, name)
        new = at_revision(archive, stored, after)
        if before is None and new.revision == 1:
            invocation.say(f"{new.id} has had no other revision before this one.")
            return exit_codes.WELL
        old = at_revision(archive, stored, before or new.revision - 1)
    for field, parts in _changes(old, new):
        invocation.emit("change", id=new.id, field=field, **{"from": old.revision, "to": new.revision}, diff=marked(iter(parts)))
        invocation.say(f"{field}: {_coloured(parts)}" if field != "body" else f"\n{_coloured(parts)}")
    return exit_codes.WELL


def _changes(old: Article, new: Article) -> Iterator[tuple[str, list[Part]]]:
    pairs = [(name, _shown(getattr(old, name)), _shown(getattr(new, name))) for name in _FIELDS]
    for name, one, other in [*pairs, ("body", text_of(old.body), text_of(new.body))]:
        if one != other:
            yield name, list(word_diff(one, other))


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _coloured(parts: list[Part]) -> str:
    """Marked, and in colours where the terminal has them: click takes them away everywhere else."""
    texts = ((part.kind, marked(iter([part]))) for part in parts)
    return "".join(click.style(text, fg=_COLOURS[kind]) if kind in _COLOURS else text for kind, text in texts)
