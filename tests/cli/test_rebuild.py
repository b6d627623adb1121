"""`newsarchive rebuild`: the index from the captures and from the posts, the repository from the index; whole, or not at all."""

from __future__ import annotations

import json
import shutil
import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest

from newsarchive.archive import Archive
from newsarchive.export.profile import home_of
from newsarchive.store.worker import Worker
from tests.conftest import story
from tests.records import START, record
from tests.site import hostile
from tests.site.news import cut_page, piece, pieces
from tests.verify.conftest import Kept

MANY = 40


def index_of(archive):
    return archive.folder / "state" / "index.sqlite3"


def asides(archive):
    return sorted((archive.folder / "state").glob("index.before-*.sqlite3"))


def histories(archive):
    """Every article with all its revisions, as records."""
    with Archive(archive.folder) as opened:
        articles = opened.index.articles
        found = articles.changed_since(0, articles.sequence())
        return {each.article.id: [json.loads(every.to_json()) for every in articles.revisions(each.key)] for each in found}


def differing(before, after):
    """What is not the same, field by field."""
    assert after.keys() == before.keys()
    pairs = [(name, each, other) for name in before for each, other in zip(before[name], after[name], strict=True)]
    return {
        (name, key, str(each[key]), str(other[key])) for name, each, other in pairs for key in each if each[key] != other[key]
    }


def read_from_pages(differences):
    """Of the differences those that are none of what a list alone had said, and is said nowhere now."""
    lists = {(name, nothing) for name in ("summary", "authors", "publisher") for nothing in ("None", "[]")}
    return {each for each in differences if each[1] != "evidence" and (each[1], each[3]) not in lists}


def last_of(result):
    return result.events[-1]


def lost(result):
    return {each["what"] for each in result.events if each["event"] == "lost"}


def nothing_to_export(archive):
    before = archive.archive.commits()
    result = archive.run("export")
    assert result.code == 0, result.err
    assert archive.archive.commits() == before
    assert archive.archive.is_clean()


@pytest.fixture
def crawled(news, courier):
    """An archive of four articles read from pages, all of them captured; the site is gone since."""
    site = news(pieces(4))
    archive = courier(site, "feed", "/rss.xml")
    archive.crawl()
    site.close()
    return archive


@pytest.fixture
def kept(make_archive):
    return Kept(make_archive("http://127.0.0.1:1"))


@pytest.fixture
def many(make_archive):
    """Posts of many kinds, without captures."""
    kept = Kept(make_archive("http://127.0.0.1:1"))
    nasty = ['他说："恢复"', "a: b # c", "'quoted' \\ title", "{{ no template }}", "- list", "[x](y) *z*", "A&B < > |"]
    for number, title in enumerate(nasty, 10):
        kept.put(record(number, title=title))
    kept.put(record(30, withdrawn=START + timedelta(days=2)), record(31, publisher="北澜 晚报"))
    kept.put(*(record(number) for number in range(100, 100 + MANY)))
    kept.export()
    return kept


def test_captures_give_the_same_articles_without_the_old_index(crawled):
    before = histories(crawled)
    index_of(crawled).unlink()
    result = crawled.run("--json", "rebuild", "--from", "captures")
    assert result.code == 0, result.out + result.err
    assert last_of(result)["articles"] == 4
    assert read_from_pages(differing(before, histories(crawled))) == set()
    assert {"lists", "withdrawn"} <= lost(result)
    assert crawled.run("verify").code == 0


def test_captures_give_articles_in_json_and_such_as_were_cut_into_pages(serve, news, make_archive):
    cut = replace(piece(1), path="/news/1000001.html")
    site, api = news([cut, piece(2)]), serve(story(1), story(2))
    further = ["/news/1000001_2.html", "/news/1000001_3.html"]
    for number, path in enumerate([cut.path, *further], 1):
        site.misbehave(path, hostile.HtmlInstead(cut_page(cut, number, 3)))
    archive = make_archive(api.url)
    (archive.folder / "sources").mkdir()
    source = f'spider: sitemap\ntimezone: UTC\nhosts: {{site: "{site.url}"}}\nlists: ["{{site}}/sitemap.xml"]\n'
    (archive.folder / "sources" / "courier.yaml").write_text(source, encoding="utf-8")
    assert archive.run("crawl").code == 0
    before = histories(archive)
    assert sorted(history[-1]["source"] for history in before.values()) == ["courier", "courier", "finews", "finews"]
    joined = next(history[-1] for history in before.values() if history[-1]["url"] == site.url + cut.path)
    assert {site.url + path for path in further} <= set(joined["links"])
    site.close()
    api.close()
    index_of(archive).unlink()
    result = archive.run("--json", "rebuild", "--from", "captures")
    assert result.code == 0, result.out + result.err
    assert read_from_pages(differing(before, histories(archive))) == set()


def test_posts_of_pages_give_their_articles_back(crawled):
    before = histories(crawled)
    index_of(crawled).unlink()
    shutil.rmtree(crawled.folder / "state" / "warc")
    result = crawled.run("--json", "rebuild", "--from", "site")
    assert result.code == 0, result.out + result.err
    after = histories(crawled)
    assert after.keys() == before.keys()
    for name, history in before.items():
        for field in ("source", "url", "title", "body", "published"):
            assert after[name][-1][field] == history[-1][field]


def test_what_only_the_old_index_knows_is_carried_over(crawled):
    before = histories(crawled)
    with sqlite3.connect(index_of(crawled)) as connection:
        runs = connection.execute("SELECT source, started FROM runs").fetchall()
        visits = connection.execute("SELECT address FROM visits").fetchall()
        connection.execute("INSERT INTO quarantine VALUES ('http://x.example/1','courier','fetch','404',NULL,'a','b',1)")
    connection.close()
    assert runs and visits
    result = crawled.run("--json", "rebuild", "--from", "captures")
    assert result.code == 0, result.out + result.err
    assert not lost(result)
    assert differing(before, histories(crawled)) == set()
    with sqlite3.connect(index_of(crawled)) as connection:
        assert connection.execute("SELECT source, started FROM runs").fetchall() == runs
        assert connection.execute("SELECT address FROM visits").fetchall() == visits
        assert connection.execute("SELECT address FROM quarantine").fetchall() == [("http://x.example/1",)]
    connection.close()
    assert last_of(result)["old"] == str(asides(crawled)[0])


def test_a_damaged_index_is_made_anew_and_kept_aside(crawled):
    before = histories(crawled)
    index_of(crawled).write_bytes(b"no database at all" * 500)
    assert crawled.run("status").code == 3
    result = crawled.run("--json", "rebuild", "--from", "captures")
    assert result.code == 0, result.out + result.err
    assert {"quarantine", "runs", "visits", "frontier", "journal"} <= lost(result)
    assert read_from_pages(differing(before, histories(crawled))) == set()
    assert asides(crawled)[0].read_bytes().startswith(b"no database at all")


def test_posts_give_the_articles_back_and_the_next_export_has_nothing_to_do(many):
    before = histories(many)
    tree = many.git("ls-tree", "-r", "HEAD")
    index_of(many).unlink()
    result = many.run("--json", "rebuild", "--from", "site")
    assert result.code == 0, result.out + result.err
    assert {"evidence", "revisions", "links", "fetched"} <= lost(result)
    after = histories(many)
    assert after.keys() == before.keys()
    fields = ("source", "id", "title", "publisher", "body", "published", "withdrawn", "digest")
    for name, history in before.items():
        assert {each: after[name][-1][each] for each in fields} == {each: history[-1][each] for each in fields}
    nothing_to_export(many)
    assert many.git("ls-tree", "-r", "HEAD") == tree
    assert many.run("verify").code == 0


@pytest.mark.parametrize("profile", ["jekyll", "hugo", "markdown"])
def test_posts_that_carry_their_record_give_all_of_it_back(profile, make_archive):
    archive = make_archive("http://127.0.0.1:1")
    config = archive.folder / "newsarchive.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace("profile: finews", f"profile: {profile}"), encoding="utf-8")
    kept = record(30, withdrawn=START + timedelta(days=2), links=("http://m.example.org/30",), other_ids=("NW30",))
    further = record(31, authors=("张三",), summary="一句: 话", language="zh", title='他说："恢复" {{ x }}', section="rolling")
    with Archive(archive.folder) as opened:
        for each in (record(1), kept, further, record(32, source="courier", id="a1b2", publisher="北澜 晚报")):
            opened.index.articles.put(each)
    assert archive.run("export").code == 0
    before = histories(archive)
    index_of(archive).unlink()
    result = archive.run("--json", "rebuild", "--from", "site")
    assert result.code == 0, result.out + result.err
    assert {field for _, field, _, _ in differing(before, histories(archive))} <= {"evidence"}
    assert {"evidence", "revisions"} <= lost(result)
    assert not {"links", "fetched"} & lost(result)
    assert archive.run("export").code == 0
    assert (archive.commits(), archive.is_clean()) == (1, True)


def test_posts_that_carry_no_record_are_read_in_the_form_of_finews_alone(kept):
    own = kept.folder / "profiles" / "own"
    shutil.copytree(home_of("finews"), own)
    config = kept.folder / "newsarchive.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace("profile: finews", "profile: own"), encoding="utf-8")
    result = kept.run("rebuild", "--from", "site")
    assert result.code == 2
    assert "posts of the profile own cannot be read back: they carry no record" in result.err
    config.write_text(config.read_text(encoding="utf-8").replace("profile: own", "profile: jsonl"), encoding="utf-8")
    result = kept.run("rebuild", "--from", "site")
    assert result.code == 2
    assert "profile jsonl writes files" in result.err


def test_the_repository_from_the_index_is_the_same_tree(many):
    tree = many.git("rev-parse", "HEAD^{tree}")
    shutil.rmtree(many.site)
    assert many.run("export").code == 0
    assert many.git("rev-parse", "HEAD^{tree}") == tree


def test_a_damaged_article_is_read_from_its_post_and_others_keep_all_they_have(kept):
    before = histories(kept)
    damaged = record(2).id
    kept.sql("UPDATE revisions SET record = '{' WHERE article = (SELECT key FROM articles WHERE id = ?)", damaged)
    assert kept.run("verify").code == 3
    result = kept.run("--json", "rebuild", "--from", "site")
    assert result.code == 0, result.out + result.err
    after = histories(kept)
    assert after[damaged][-1]["title"] == before[damaged][-1]["title"]
    assert {name: each for name, each in after.items() if name != damaged} == {
        name: each for name, each in before.items() if name != damaged
    }
    assert kept.run("verify").code == 0
    nothing_to_export(kept)


def test_what_can_be_had_nowhere_is_named(kept):
    damaged = record(2).id
    kept.sql("UPDATE revisions SET record = '{' WHERE article = (SELECT key FROM articles WHERE id = ?)", damaged)
    result = kept.run("--json", "rebuild", "--from", "captures")
    assert result.code == 1
    assert [each["article"] for each in result.events if each["event"] == "lost" and "article" in each] == [f"finews:{damaged}"]
    assert damaged not in histories(kept)
    assert last_of(result)["lost"] == 1


def test_a_dry_run_changes_nothing(kept):
    before = index_of(kept).read_bytes()
    result = kept.run("--json", "rebuild", "--from", "site", "--dry-run")
    assert result.code == 0, result.out + result.err
    assert last_of(result) == {"event": "rebuilt", "articles": 3, "failed": 0, "lost": 0, "old": None, "dry_run": True}
    assert index_of(kept).read_bytes() == before
    assert not asides(kept)


def test_it_refuses_while_a_crawl_runs(kept):
    before = index_of(kept).read_bytes()
    worker = Worker(kept.folder / "state" / "workers")
    try:
        result = kept.run("rebuild", "--from", "site")
    finally:
        worker.close()
    assert result.code == 1
    assert "a crawl of this archive is running" in result.err
    assert index_of(kept).read_bytes() == before


def test_a_repository_that_is_not_there_is_named(kept):
    shutil.rmtree(kept.site)
    result = kept.run("rebuild", "--from", "site")
    assert result.code == 2
    assert "clone the repository" in result.err
