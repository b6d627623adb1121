"""`newsarchive sources show`: the definition as it holds here, and its state."""

from __future__ import annotations

import yaml

from newsarchive import sources
from newsarchive.sources import Definition
from tests.site.news import pieces


def test_the_archives_choice_is_applied(serve, make_archive):
    archive = make_archive("http://127.0.0.1:1")
    path = archive.folder / "newsarchive.yaml"
    path.write_text(path.read_text().replace("finews: {hosts", "finews: {every: 10m, hosts"), encoding="utf-8")
    result = archive.run("sources", "show", "finews")
    assert result.code == 0
    said = yaml.safe_load(result.out)
    assert said["hosts"]["share"] == "http://127.0.0.1:1"
    assert said["hosts"]["public"] == "http://finews.zning.xyz"
    assert said["every"] == "10m"
    shown = Definition.model_validate(said).root
    assert shown.read_from(sources.built_in()["finews"]) == archive_source(archive)
    assert f"{sources.built_in()['finews']} (ships with the program), with what newsarchive.yaml says of it" in result.out


def archive_source(archive):
    from newsarchive.archive import Archive

    with Archive(archive.folder) as opened:
        return opened.source("finews")


def test_its_own_definition_is_named(news, courier):
    archive = courier(news(pieces(2)), "feed", "/rss.xml")
    archive.crawl()
    out = archive.run("sources", "show", "courier").out
    assert f"# {archive.folder}/sources/courier.yaml (its own)" in out
    assert "# crawled: yes" in out
    assert "# 2 articles, the newest of 2026-11-01 08:07 +0000" in out
    assert "# last check: never" in out
    (event,) = archive.run("--json", "sources", "show", "courier").events
    assert (event["event"], event["file"]) == ("source", f"{archive.folder}/sources/courier.yaml")


def test_a_source_that_there_is_not_is_said(make_archive):
    result = make_archive("http://127.0.0.1:1").run("sources", "show", "finnews")
    assert result.code == 2
    assert "did you mean 'finews'?" in result.err
