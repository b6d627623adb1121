"""What the real Jekyll and Hugo make of an exported site: each post as it is read and built by them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from newsarchive.article import Article
from newsarchive.export.check import Generator
from newsarchive.extract.markup.clean import text_of

_HUGO_LAYOUT = (
    '{{ dict "id" .Params.newsarchive.id "title" .Title "date" (.Date.Format "2006-01-02T15:04:05-07:00")'
    ' "tags" (.Params.tags | default slice) "content" (string .Content) | jsonify }}'
)


@dataclass(frozen=True, slots=True)
class Seen:
    """One post, as the generator has it."""

    title: Any
    date: datetime
    tags: list[Any]
    text: str


def built(generator: Generator, site: Path, work: Path) -> dict[str, Seen]:
    """Every post in a site, by the id of its article. ``work``: a folder to build in."""
    posts = _by_jekyll(site, work) if generator == "jekyll" else _by_hugo(site, work)
    return {
        post["id"]: Seen(post["title"], datetime.fromisoformat(post["date"]), post["tags"], text_of(post["content"]))
        for post in posts
    }


def differing(articles: Iterable[Article], seen: dict[str, Seen]) -> list[str]:
    """What differs from the articles, a line each."""
    found: list[str] = []
    for article in articles:
        post = seen.get(article.id)
        if post is None:
            found.append(f"{article.id!r} is not there")
            continue
        tags = [article.publisher] if article.publisher else []
        pairs = {
            "title": (post.title, article.title),
            "date": (post.date, article.published),
            "tags": (post.tags, tags),
            "text": ("".join(post.text.split()), "".join(text_of(article.body).split())),
        }
        found += [f"{article.id!r}: {key} is {is_!r}, not {meant!r}" for key, (is_, meant) in pairs.items() if is_ != meant]
    return found


def _by_jekyll(site: Path, work: Path) -> list[dict[str, Any]]:
    script = Path(__file__).parent / "read_with_jekyll.rb"
    environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(work), "TZ": "UTC"}
    command = ["ruby", str(script), str(site), str(work / "out"), "build"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr[-2000:]
    return [json.loads(line) for line in done.stdout.split("\n") if line.startswith('{"id"')]


def _by_hugo(site: Path, work: Path) -> list[dict[str, Any]]:
    layouts = work / "layouts"
    (layouts / "_default").mkdir(parents=True)
    (layouts / "_default" / "single.html").write_text(_HUGO_LAYOUT)
    command = ["hugo", "--noBuildLock", "--source", str(site), "--destination", str(work / "out"), "--layoutDir", str(layouts)]
    command += ["--disableKinds", "home,section,taxonomy,term,rss,sitemap,robotstxt,404"]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "PATH": path})
    assert done.returncode == 0, (done.stdout + done.stderr)[-2000:]
    pages = (json.loads(page.read_bytes()) for page in (work / "out").rglob("index.html"))
    return [page for page in pages if page["id"]]  # the site has pages of its own
