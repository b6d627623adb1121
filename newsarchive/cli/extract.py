"""`newsarchive extract`: what the program reads from one page, and why."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from newsarchive.cli import exit_codes
from newsarchive.cli.common import Invocation, brief, common_options
from newsarchive.extract import Candidate, Extraction, extract_article
from newsarchive.extract.decode import Decoded, decode
from newsarchive.extract.rules.rules import Rule, built_in, load_rules
from newsarchive.resources import DATA
from newsarchive.yamlfile import ConfigError

_SHOWN = ("url", "title", "published", "updated", "publisher", "authors", "language", "summary", "image", "next_page", "rule")


@dataclass(frozen=True, slots=True)
class Input:
    """A page as it came, and what is known of it besides."""

    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    url: str | None = None
    fetched: datetime | None = None


@click.command()
@click.argument("target", metavar="FILE|-|URL")
@click.option("--url", metavar="URL", help="The address that a saved page comes from.")
@click.option("--explain", is_flag=True, help="Show every reading that was considered, and why one was chosen.")
@common_options
def extract(invocation: Invocation, target: str, url: str | None, explain: bool) -> int:
    """Show what is read from a page: a file, standard input (`-`), or a URL that is fetched for it.

    Prints the fields with the evidence for each, and the text as Markdown. Nothing is kept. The exit code is 1 when
    the page is no article.
    """
    page = read_input(target)
    decoded = decode(page.body, page.headers.get("content-type"))
    found = extract_article(decoded.text, url=url or page.url, fetched=page.fetched, rules=_rules(invocation))
    if invocation.json:
        invocation.emit("extraction", encoding=decoded.encoding, **_as_json(found, explain=explain))
    else:
        console = Console(highlight=False, markup=False)
        console.print(_fields(found, decoded))
        if explain:
            console.print(_candidates(found.candidates))
        click.echo(f"\n{found.markdown}" if found.markdown else "")
    reason = found.junk or (None if found.text else "no text was found")
    if reason:
        invocation.note(f"{target}: no article: {reason}")
    for miss in found.rule_misses:
        invocation.note(f"{target}: rule {found.rule} has missed: {miss}")
    return exit_codes.SOME_FAILED if reason else exit_codes.WELL


def read_input(target: str) -> Input:
    """The page that is meant: a file, ``-`` for standard input, or else an address to fetch.

    Raises:
        click.UsageError: it is neither.
    """
    if target == "-":
        return Input(sys.stdin.buffer.read())
    if target.startswith(("http://", "https://")):
        from newsarchive.fetch.once import FetchError, fetch_page  # noqa: PLC0415  # Scrapy takes half a second to import

        try:
            body, headers, final_url = fetch_page(target)
        except FetchError as error:
            raise click.ClickException(str(error)) from error
        return Input(body, headers, final_url, datetime.now(UTC))
    path = Path(target)
    if not path.exists() or path.is_dir():
        raise click.UsageError(f"{target!r} is neither a file nor an address that begins with http:// or https://")
    return Input(path.read_bytes())


def _rules(invocation: Invocation) -> Iterable[Rule]:
    """The built-in site rules and, inside an archive, its own."""
    try:
        folder = invocation.locate()
    except ConfigError:
        if invocation.folder:
            raise
        return built_in()
    return load_rules(DATA / "rules", folder / "rules")


def _fields(found: Extraction, decoded: Decoded) -> Table:
    table = Table("field", "value", "sure", "read from", "raw words")
    for name in _SHOWN:
        value = getattr(found, name)
        evidence = found.evidence.get(name)
        if value:
            table.add_row(
                name,
                brief(_words(value, getattr(found, f"{name}_precision", None))),
                _sure(found, name),
                Text(f"{evidence.how}: {evidence.where}") if evidence else "",
                brief(f"{evidence.raw} ({evidence.note})" if evidence.note else evidence.raw) if evidence else "",
            )
    table.add_row("text", f"{len(found.text)} characters", _sure(found, "body"))
    table.add_row("encoding", decoded.encoding, "", Text(decoded.why))
    return table


def _candidates(candidates: Iterable[Candidate]) -> Table:
    """What was considered, field by field, each field's readings in the order in which they were met."""
    table = Table("field", "", "score", "candidate", "why", title="What was considered")
    fields: dict[str, list[Candidate]] = {}
    for each in candidates:
        fields.setdefault(each.field, []).append(each)
    for name, considered in fields.items():
        for each in considered:
            table.add_row(name, "✓" if each.chosen else "", f"{each.score:.2f}", brief(each.value), Text(each.why))
        table.add_section()
    return table


def _sure(found: Extraction, name: str) -> str:
    return f"{found.confidence[name]:.2f}" if name in found.confidence else ""


def _words(value: Any, precision: str | None) -> str:
    if isinstance(value, datetime):
        return f"{value.isoformat(' ')} (to the {precision})"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(getattr(value, "url", value))


def _as_json(found: Extraction, *, explain: bool) -> dict[str, Any]:
    fields = {each.name: getattr(found, each.name) for each in dataclasses.fields(found)}
    del fields["content"]
    if not explain:
        del fields["candidates"]
    fields |= {"html": found.html, "markdown": found.markdown}
    return {name: _plain(value) for name, value in fields.items()}


def _plain(value: Any) -> Any:
    """What JSON knows: records as objects, moments as ISO 8601."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value
