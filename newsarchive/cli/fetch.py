"""`newsarchive fetch`: single addresses, as people paste them."""

from __future__ import annotations

import contextlib
import dataclasses
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import click

from newsarchive import files
from newsarchive.archive import Archive
from newsarchive.article import Article
from newsarchive.cli import exit_codes
from newsarchive.cli.common import Invocation, common_options
from newsarchive.cli.progress import Display
from newsarchive.cli.spiders import crawl
from newsarchive.cli.summary import conclude
from newsarchive.config import FILE
from newsarchive.explain import explain
from newsarchive.export.markdown import document
from newsarchive.run import Run
from newsarchive.store.articles import Outcome
from newsarchive.yamlfile import ConfigError


@click.command()
@click.argument("urls", metavar="URL...", nargs=-1, required=True)
@click.option("--html", "page", type=click.File("rb"), metavar="FILE", help="Read this page instead of asking for the URL.")
@click.option("--explain", "explains", is_flag=True, help="Only say whether the URLs may be asked for, and which rule decides.")
@click.option("--render", is_flag=True, help="Run the scripts of the pages, in Chromium, before they are read.")
@click.option("--print", "prints", is_flag=True, help="Print the articles as Markdown, as is done where there is no archive.")
@common_options
def fetch(
    invocation: Invocation, urls: tuple[str, ...], page: BinaryIO | None, explains: bool, render: bool, prints: bool
) -> int:
    """Fetch, extract, archive and export single addresses; `-` reads a list of them from standard input.

    A share link of a known source is recognised on any host. Outside of an archive, nothing is kept: the articles are
    printed as Markdown.
    """
    asked = list(_addresses(urls))
    if page and len(asked) != 1:
        raise click.UsageError("--html takes exactly one URL: the address that the page was saved from")
    with contextlib.ExitStack() as stack:
        archive, kept = _open(invocation, stack)
        if explains:
            return _explain(invocation, archive, asked)
        invocation = replace(invocation, printing=(prints or not kept) and not invocation.json)
        with _Printer(invocation) as display, Run(archive, display) as run:
            how = {"page": page.read() if page else None, "render": render}
            crawl(run, [("url", {"urls": asked, **how})], verbose=invocation.verbose)
        return conclude(invocation, run)


def _explain(invocation: Invocation, archive: Archive, urls: list[str]) -> int:
    """Say of each address whether it may be asked for; 1 where one may not."""
    explained = explain(archive, urls)
    for each in explained:
        invocation.emit("explanation", **dataclasses.asdict(each))
        if not invocation.json:
            invocation.say(each.url)
            if each.asked != each.url:
                invocation.say(f"  an article of {each.source}, asked for at {each.asked}")
            invocation.say(f"  {each.why}")
            if each.delay:
                invocation.say(f"  {each.delay:g} s between two requests to its host: {each.delay_why}")
    return exit_codes.WELL if all(each.allowed for each in explained) else exit_codes.SOME_FAILED


class _Printer(Display):
    """A display that prints the articles themselves, when that is what standard output is for."""

    def stored(self, source: str, outcome: Outcome, article: Article) -> None:
        """An article is there, new or known: print it."""
        super().stored(source, outcome, article)
        if self._invocation.printing:
            click.echo(document(article))


def _addresses(urls: tuple[str, ...]) -> Iterator[str]:
    for url in urls:
        if url == "-":
            lines = [line.strip() for line in sys.stdin]
            yield from (line for line in lines if line and not line.startswith("#"))
        else:
            yield url


def _open(invocation: Invocation, stack: contextlib.ExitStack) -> tuple[Archive, bool]:
    """The archive, and whether it is kept: where there is none, and none was asked for, one is made for the moment."""
    try:
        folder, kept = invocation.locate(), True
    except ConfigError:
        if invocation.folder:
            raise
        folder, kept = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="newsarchive-"))), False
        files.replace(folder / FILE, b"timezone: UTC\ncapture: none\n")
    return stack.enter_context(Archive(folder)), kept
