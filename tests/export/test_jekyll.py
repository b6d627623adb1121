"""The exported repository through the real Jekyll: every article is there, under its title and date."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from datetime import timedelta
from pathlib import Path

import lxml.html
import pytest

from newsarchive.demo import demo_content
from newsarchive.demo.site import serve as serve_site
from newsarchive.extract.markup.clean import sanitise, text_of
from tests.conftest import TestArchive
from tests.export.test_publish import Exported
from tests.nasty import BODIES, MEDIA, TITLES
from tests.records import START, record
from tests.services import need

NASTY = [
    record(
        number,
        title=TITLES[number % len(TITLES)],
        publisher=MEDIA[number % len(MEDIA)],
        body=sanitise(BODIES[number % len(BODIES)]),
        published=START + timedelta(hours=number),
        section="rolling" if number % 7 == 3 else None,
        summary="摘要 {{ x }} *星* <b> 1. 一 " + TITLES[number % len(TITLES)] if number % 7 == 3 else None,
    )
    for number in range(1, 101)
]


@pytest.fixture
def jekyll():
    need("ruby", "jekyll")
    return need("jekyll", "jekyll ruby-jekyll-feed")


@pytest.fixture
def exported(make_archive):
    return Exported(make_archive("http://127.0.0.1:1"))


def build(jekyll: str, source: Path, destination: Path) -> None:
    done = subprocess.run(
        [jekyll, "build", "--source", str(source), "--destination", str(destination), "--disable-disk-cache"],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(destination.parent), "TZ": "UTC"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Error" not in done.stderr, done.stderr


def pages(destination: Path) -> dict[str, lxml.html.HtmlElement]:
    """Article id to its built page."""
    found = {}
    for path in destination.glob("**/NW*.html"):
        found[path.stem] = lxml.html.fromstring(path.read_bytes().decode())
    return found


def test_what_goes_out_is_what_jekyll_reads(jekyll, exported, tmp_path):
    exported.put(*NASTY)
    assert exported.export().held_back == {}
    script = Path(__file__).parent / "read_with_jekyll.rb"
    command = ["ruby", str(script), str(exported.site), str(tmp_path / "out")]
    lines = subprocess.run(command, capture_output=True, text=True, check=True, env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"})
    posts = {post["name"][11:-3]: post for post in map(json.loads, lines.stdout.strip().split("\n"))}
    assert len(posts) == len(NASTY)
    for article in NASTY:
        post = posts[article.id]
        assert post["title"] == article.title
        assert post["date"][:16] == article.published.isoformat()[:16]
        assert len(post["categories"]) == 1
        assert post["tags"] == (["东财滚动新闻"] if article.section else [f"{article.publisher}新闻"])
        assert text_of(article.body) in text_of(post["content"].replace("&#123;", "{")) or "<pre" in article.body


def test_every_article_is_built_with_its_title_date_and_text(jekyll, exported, tmp_path):
    exported.put(*NASTY)
    exported.export()
    build(jekyll, exported.site, tmp_path / "out")
    built = pages(tmp_path / "out")
    assert len(built) == len(NASTY)
    for article in NASTY:
        page = built[article.id]
        (heading,) = page.xpath("//h1")
        assert " ".join(heading.text_content().split()) == " ".join(article.title.split())
        assert article.published.strftime("%Y-%m-%d %H:%M") in page.text_content()
        text = "".join(page.text_content().split())
        for line in text_of(article.body).splitlines():
            assert "".join(line.split()) in text
        assert not page.xpath("//article//script")


def test_the_demo_archive_builds_and_its_pages_bear_the_right_names(jekyll, make_archive, tmp_path):
    with serve_site(demo_content()) as site:
        archive: TestArchive = make_archive(site.url)
        assert archive.run("crawl", "finews").code == 0
    build(jekyll, archive.site, tmp_path / "out")
    assert len(pages(tmp_path / "out")) == len(archive.posts())
    media = Counter()
    for path in (archive.site / "category").glob("*.html"):
        page = lxml.html.fromstring((tmp_path / "out" / "category" / path.name).read_bytes().decode())
        (heading,) = page.xpath("//h1")
        title = " ".join(heading.text_content().split())
        posts = [post for post in archive.posts().values() if f"\ncategories: {path.stem}\n" in post]
        media[title] = len(posts)
        assert posts, title
        assert all(title in post for post in posts)
        assert len(page.xpath("//main//a[contains(@href, '/NW')]")) == len(posts)
    assert media["重庆晨窗报新闻"] == 2
    assert media["长河商报 长河APP新闻"] == 1
    home = lxml.html.fromstring((tmp_path / "out" / "index.html").read_bytes().decode())
    assert "重庆晨窗报新闻" in home.text_content()
