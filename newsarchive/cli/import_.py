"""`newsarchive import`: articles from files that are there already."""

from __future__ import annotations

from pathlib import Path

import click

from newsarchive.cli.common import Invocation, common_options
from newsarchive.cli.progress import Display
from newsarchive.cli.spiders import crawl
from newsarchive.cli.summary import conclude
from newsarchive.run import Run

_FORMS = {".warc": "capture", ".warc.gz": "capture", ".wacz": "capture"}
"""How a file is called to the spider that reads it."""


@click.command("import")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@common_options
def import_(invocation: Invocation, paths: tuple[Path, ...]) -> int:
    """Take in what was captured before, by whichever program: WARC files, compressed or not, and WACZ.

    Nothing is asked of the network. Pages are read as of the day they were captured; an older copy of an article never takes
    the place of a newer one.
    """
    by_spider: dict[str, list[Path]] = {}
    for path in paths:
        by_spider.setdefault(_spider_for(path), []).append(path)
    with invocation.archive() as archive:
        with Display(invocation) as display, Run(archive, display) as run:
            spiders = [(spider, {"files": files}) for spider, files in by_spider.items()]
            crawl(run, spiders, verbose=invocation.verbose)
        return conclude(invocation, run)


def _spider_for(path: Path) -> str:
    for suffix, spider in _FORMS.items():
        if path.name.lower().endswith(suffix) and path.is_file():
            return spider
    raise click.UsageError(f"{path} is nothing that can be taken in: expected a file that ends in {', '.join(_FORMS)}")
