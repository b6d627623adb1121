"""`newsarchive import`: WARC and WACZ files become articles, with nobody asked."""

from __future__ import annotations

import gzip
import shutil
import zipfile
from pathlib import Path

import pytest

from newsarchive.store.index import Index
from tests.conftest import TestArchive, story
from tests.site.news import pieces
from tests.spiders.conftest import CONFIG


@pytest.fixture
def empty(tmp_path):
    """An archive without anything in it."""
    folder = tmp_path / "second"
    folder.mkdir()
    (folder / "newsarchive.yaml").write_text(CONFIG.replace("sources: [courier]\n", ""), encoding="utf-8")
    return TestArchive(folder)


def warcs(archive):
    return sorted((archive.folder / "state" / "warc").glob("*.warc.gz"))


def articles(archive):
    index = Index(archive.folder / "state" / "index.sqlite3")
    try:
        return {each.article.url: each.article for each in index.articles.changed_since(0, index.articles.sequence())}
    finally:
        index.close()


@pytest.fixture
def crawled(news, courier):
    """An archive of four articles, whose site is gone since."""
    site = news(pieces(4))
    archive = courier(site, "feed", "/rss.xml")
    archive.crawl()
    site.close()
    return archive


def wacz(path, files):
    with zipfile.ZipFile(path, "w") as archive:
        for file in files:
            archive.write(file, f"archive/{file.name}")
    return path


def unpacked(path, files):
    path.write_bytes(b"".join(gzip.decompress(file.read_bytes()) for file in files))
    return path


@pytest.mark.parametrize("form", ["warc.gz", "warc", "wacz"])
def test_each_form_gives_the_articles_that_were_crawled(form, crawled, empty, tmp_path):
    there = warcs(crawled)
    paths = {
        "warc.gz": there,
        "warc": [unpacked(tmp_path / "all.warc", there)],
        "wacz": [wacz(tmp_path / "all.wacz", there)],
    }[form]
    result = empty.run("--json", "import", *map(str, paths))
    assert result.code == 0, result.out + result.err
    before, now = articles(crawled), articles(empty)
    assert len(now) == 4
    for url, article in now.items():
        for name in ("id", "source", "title", "published", "authors", "body", "digest", "fetched"):
            assert getattr(article, name) == getattr(before[url], name), name
        assert article.capture
        assert article.capture != before[url].capture
    assert len(empty.posts()) == 4


def test_an_archive_takes_its_captures_along(crawled, empty, tmp_path):
    assert empty.run("import", *map(str, warcs(crawled))).code == 0
    third = tmp_path / "third"
    shutil.copytree(empty.folder, third)
    shutil.rmtree(third / "site")
    (third / "state" / "index.sqlite3").unlink()
    again = TestArchive(third)
    assert again.run("import", *map(str, warcs(again))).code == 0
    assert articles(again).keys() == articles(crawled).keys()


def test_taken_in_twice_is_known(crawled, empty):
    files = [str(path) for path in warcs(crawled)]
    assert empty.run("import", *files).code == 0
    before = {path: path.read_bytes() for path in warcs(empty)}
    result = empty.run("import", *files)
    assert result.code == 0
    assert "4 known" in result.out
    assert {path: path.read_bytes() for path in warcs(empty)} == before
    assert "nothing new, no commit" in result.out


def test_what_is_archived_already_is_known_by_its_own_captures(crawled):
    before = articles(crawled)
    result = crawled.run("import", *map(str, warcs(crawled)))
    assert result.code == 0, result.out
    assert articles(crawled) == before


def test_articles_of_a_source_that_serves_json_are_read_as_well(serve, make_archive, tmp_path):
    site = serve(story(1), story(2))
    archive = make_archive(site.url)
    assert archive.run("crawl", "finews").code == 0
    posts = archive.posts()
    files = warcs(archive)
    (archive.folder / "state" / "index.sqlite3").unlink()
    shutil.rmtree(archive.site)
    site.close()
    result = archive.run("import", *map(str, files))
    assert result.code == 0, result.out
    assert archive.posts() == posts


@pytest.mark.parametrize("name", ["notes.txt", "archive.zip", "folder.warc"])
def test_what_cannot_be_taken_in_is_named_with_what_can(name, empty, tmp_path):
    path = tmp_path / name
    path.mkdir() if name.startswith("folder") else path.touch()
    result = empty.run("import", str(path))
    assert result.code == 2
    assert f"{path} is nothing that can be taken in: expected a file that ends in .warc, .warc.gz, .wacz" in result.err


def test_a_file_that_is_not_there_is_named(empty):
    result = empty.run("import", "nowhere.warc.gz")
    assert result.code == 2
    assert "nowhere.warc.gz" in result.err


def test_a_damaged_record_fails_with_its_place_and_the_others_are_taken_in(crawled, empty, tmp_path):
    (file,) = warcs(crawled)
    data = bytearray(file.read_bytes())
    place = data.index(b"\x1f\x8b\x08", len(data) // 3)
    data[place + 40 : place + 44] = b"\xff" * 4
    path = Path(shutil.copy(file, tmp_path / "damaged.warc.gz"))
    path.write_bytes(bytes(data))
    result = empty.run("import", str(path))
    assert result.code == 1
    assert f"damaged.warc.gz damaged.warc.gz at {place}: damaged" in result.out
    assert len(articles(empty)) >= 3
