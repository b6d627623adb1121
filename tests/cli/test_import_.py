"""`newsarchive import`: WARC and WACZ files, Jekyll archives and JSON lines become articles, with nobody asked."""

from __future__ import annotations

import gzip
import shutil
import zipfile
from pathlib import Path

import pytest

from benchmarks.importing.generator import generate, piece
from newsarchive.store.index import Index
from tests.conftest import TestArchive, story
from tests.records import record
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
    assert f"{path} is nothing that can be taken in: expected a file that ends in .warc, .warc.gz, .wacz, " in result.err
    assert "or the folder of a Jekyll archive" in result.err


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


def names(folder):
    return sorted(path.name for path in folder.glob("_posts/**/*.md"))


def test_an_old_archive_comes_out_at_the_addresses_that_it_had(make_archive, tmp_path):
    old = tmp_path / "old"
    for number in range(20):
        path = old / "_posts" / f"{piece(number).name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(piece(number).data())
    archive = make_archive("http://127.0.0.1:9")
    result = archive.run("--json", "import", str(old))
    assert result.code == 0, result.err
    assert names(archive.site) == names(old)
    (addresses,) = [each for each in result.events if each["event"] == "addresses"]
    assert addresses == {"event": "addresses", "same": 20, "moved": {}}
    before = (old / "_posts" / f"{piece(1).name}.md").read_text(encoding="utf-8")
    assert archive.posts()[f"{piece(1).name}.md"] == before
    commits = archive.commits()
    assert archive.run("import", str(old)).code == 0
    assert archive.run("import", str(archive.site)).code == 0
    assert archive.commits() == commits


def test_the_defects_of_an_old_archive_are_in_the_report(make_archive, tmp_path):
    planted = generate(tmp_path / "old", 150)
    archive = make_archive("http://127.0.0.1:9")
    result = archive.run("--json", "import", str(tmp_path / "old"))
    assert result.code == 1
    defects = [each for each in result.events if each["event"] == "defect"]
    assert {each["defect"]: each["repaired"] + each["reported"] for each in defects} == {str(k): v for k, v in planted.items()}
    assert all(each["file"] and each["detail"] for each in defects)
    (times,) = [each for each in result.events if each["event"] == "times"]
    assert times["how"] == "the time of the file"
    for_people = archive.run("import", str(tmp_path / "old"))
    assert for_people.code == 1
    assert "no title: " in for_people.out
    assert "differ: the category differs" in for_people.out
    (entry, *_) = archive.run("--json", "quarantine", "list").events
    retried = archive.run("quarantine", "retry", entry["address"])
    assert "newsarchive import" in retried.out


def test_a_dry_run_says_the_same_and_keeps_nothing(make_archive, tmp_path):
    generate(tmp_path / "old", 60)
    archive = make_archive("http://127.0.0.1:9")
    dry = archive.run("--json", "import", "--dry-run", str(tmp_path / "old"))
    assert not archive.site.exists()
    assert articles(archive) == {}
    real = archive.run("--json", "import", str(tmp_path / "old"))
    kinds = ("article", "defect", "addresses", "failure", "summary")
    assert [each for each in dry.events if each["event"] in kinds] == [each for each in real.events if each["event"] in kinds]
    assert dry.code == real.code == 1


def test_lines_of_json_and_a_source_that_is_named(empty, tmp_path):
    lines = tmp_path / "all.jsonl"
    lines.write_text(record(1).to_json() + "\n", encoding="utf-8")
    post = tmp_path / "blog" / "_posts" / "2022-04-01-hello.md"
    post.parent.mkdir(parents=True)
    text = "---\ntitle: Hello\ndate: 2022-04-01\nlink: http://news.example.org/hello\n---\nSome *text*.\n"
    post.write_text(text, encoding="utf-8")
    assert empty.run("import", str(lines), str(tmp_path / "blog")).code == 1
    result = empty.run("import", "--source", "blog", str(lines), str(tmp_path / "blog"))
    assert result.code == 0, result.out
    assert {each.source for each in articles(empty).values()} == {"finews", "blog"}
    assert articles(empty)[record(1).url] == record(1)
    wrong = empty.run("import", "--source", "My Blog", str(lines))
    assert wrong.code == 2
    assert "--source My Blog" in wrong.err
