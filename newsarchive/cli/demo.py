"""`newsarchive demo`: the whole way of the data, from a news site on this machine to a git repository."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import click

from newsarchive.cli.common import Invocation, common_options
from newsarchive.demo.library import demo_content
from newsarchive.demo.site import serve
from newsarchive.new_archive import create

_HOSTS = ("public", "share", "lists", "market")


@click.command()
@click.option("--keep", metavar="DIR", type=click.Path(path_type=Path), help="Keep the archive there, to look around in it.")
@common_options
def demo(invocation: Invocation, keep: Path | None) -> int:
    """Crawl the demo site into a throw-away archive, and show the posts and the git log. No network is needed.

    The demo site runs inside this command, on 127.0.0.1. Its stories, media and people are invented.
    """
    with tempfile.TemporaryDirectory(prefix="newsarchive-demo-") as temporary, serve(demo_content()) as site:
        folder = create(keep or Path(temporary), profile="finews", base_url="//news.example.org")
        _ask_only(folder, site.url)
        invocation.say(f"The demo site answers at {site.url}; the archive is {folder}")
        code = _crawl(invocation, folder)
        _show(invocation, folder / "site")
        invocation.say("\nThe same crawl again finds nothing new, and commits nothing:")
        again = _crawl(invocation, folder)
    if keep:
        invocation.say(f"\nKept in {keep}. The site can be built with: jekyll serve -s {keep / 'site'}")
    return max(code, again)


def _ask_only(folder: Path, url: str) -> None:
    """Override the hosts of the finews source, so that nothing but the demo site is ever asked."""
    path = folder / "newsarchive.yaml"
    hosts = ", ".join(f'{name}: "{url}"' for name in _HOSTS)
    text = path.read_text(encoding="utf-8").replace("\n  finews:\n", f"\n  finews: {{hosts: {{{hosts}}}}}\n")
    path.write_text(text + "  delay: 0s  # the demo site is this program itself\n", encoding="utf-8")


def _crawl(invocation: Invocation, folder: Path) -> int:
    """One crawl, in a process of its own: Scrapy's reactor starts once in a process."""
    command = [
        sys.executable,
        "-m",
        "newsarchive",
        "-C",
        str(folder),
        *(["--json"] if invocation.json else []),
        "crawl",
        "finews",
    ]
    invocation.say(f"\n$ newsarchive -C {folder} crawl finews")
    sys.stdout.flush()
    return subprocess.run(command, check=False).returncode


def _show(invocation: Invocation, site: Path) -> None:
    """The posts, one of them whole, and the log."""
    posts = sorted(site.glob("_posts/**/*.md"))
    invocation.say(f"\n{len(posts)} posts in {site}/_posts:")
    for post in posts:
        invocation.say(f"  {post.relative_to(site / '_posts')}")
    if posts:
        invocation.say(f"\n$ cat {posts[0].relative_to(site)}\n{posts[0].read_text(encoding='utf-8')}")
    log = subprocess.run(["git", "-C", str(site), "log", "--stat=72,40,8"], capture_output=True, text=True, check=False)
    invocation.say(f"\n$ git log --stat\n{log.stdout}")
    state = subprocess.run(["git", "-C", str(site), "status", "--short", "--branch"], capture_output=True, text=True, check=False)
    invocation.say(f"$ git status --short --branch\n{state.stdout}")
