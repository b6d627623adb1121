"""`newsarchive extract`: what is read from a page, for people and for programs, and what it is that is no article."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import click
import pytest

from newsarchive.cli import exit_codes
from newsarchive.cli.extract import extract
from newsarchive.fetch import once

PAGE = """<!DOCTYPE html><html lang="zh"><head><meta charset="gbk"><title>老桥夜里修好 - 某某新闻网</title></head><body>
<h1>老桥夜里修好</h1><p>2026年01月05日 08:30　来源：南城日报</p>
<div class="content"><p>城南的老桥在六个夜晚里修好了，白天的车一天也没有停，附近的居民说几乎没有听到声音。</p>
<p>施工队每晚十一点进场，清晨五点撤离，市政部门说这座桥还可以用五十年[1]。</p></div></body></html>"""


def run(*arguments: str) -> int:
    code = extract.main(args=list(arguments), standalone_mode=False)
    assert isinstance(code, int)
    return code


@pytest.fixture(autouse=True)
def wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "250")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_bytes(PAGE.encode("gbk"))
    return path


def test_the_fields_and_the_text_for_people(page, capsys):
    assert run(str(page), "--url", "https://n.example/a.html") == exit_codes.WELL
    out = capsys.readouterr().out
    for words in ("老桥夜里修好", "2026-01-05 08:30:00+08:00", "南城日报", "gb18030", "https://n.example/a.html"):
        assert words in out
    assert "施工队每晚十一点进场" in out
    assert "What was considered" not in out


def test_every_candidate_with_explain(page, capsys):
    assert run(str(page), "--explain") == exit_codes.WELL
    out = capsys.readouterr().out
    assert "What was considered" in out
    assert "✓" in out


def test_one_line_of_json(page, capsys):
    assert run(str(page), "--json") == exit_codes.WELL
    (line,) = capsys.readouterr().out.splitlines()
    found = json.loads(line)
    assert found["event"] == "extraction"
    assert found["title"] == "老桥夜里修好"
    assert found["published"] == "2026-01-05T08:30:00+08:00"
    assert found["publisher"] == "南城日报"
    assert found["encoding"] == "gb18030"
    assert found["evidence"]["title"]["raw"]
    assert "candidates" not in found
    assert run(str(page), "--json", "--explain") == exit_codes.WELL
    assert json.loads(capsys.readouterr().out)["candidates"]


def test_standard_input(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode("gbk"))))
    assert run("-") == exit_codes.WELL
    assert "南城日报" in capsys.readouterr().out


def test_an_address_is_fetched(monkeypatch, capsys):
    answer = (
        PAGE.replace("gbk", "x").encode("gbk"),
        {"content-type": "text/html; charset=gb2312"},
        "https://n.example/final.html",
    )
    monkeypatch.setattr(once, "fetch_page", lambda url: answer)
    assert run("https://n.example/a.html") == exit_codes.WELL
    out = capsys.readouterr().out
    assert "https://n.example/final.html" in out
    assert "header says gb18030" in " ".join(out.split())


def test_a_page_that_is_no_article_is_named(tmp_path, capsys):
    path = tmp_path / "busy.html"
    path.write_text("<title>提示</title><p>系统繁忙，请稍后再试</p>", encoding="utf-8")
    assert run(str(path)) == exit_codes.SOME_FAILED
    assert "no article: busy: 系统繁忙" in capsys.readouterr().err
    path.write_text("", encoding="utf-8")
    assert run(str(path)) == exit_codes.SOME_FAILED
    assert "no article: no text was found" in capsys.readouterr().err


def test_the_rules_of_an_archive_count_and_a_broken_one_is_reported(page, tmp_path, capsys):
    (tmp_path / "newsarchive.yaml").write_text("timezone: UTC\n", encoding="utf-8")
    (tmp_path / "rules").mkdir()
    rule = tmp_path / "rules" / "n.yaml"
    rule.write_text("hosts: [n.example]\nversions: [{body: '.content p:last-child'}]\n", encoding="utf-8")
    assert run(str(page), "--url", "https://n.example/a.html", "-C", str(tmp_path), "--json") == exit_codes.WELL
    assert json.loads(capsys.readouterr().out)["text"].startswith("施工队")
    rule.write_text("hosts: [n.example]\nversions: [{body: .gone}]\n", encoding="utf-8")
    assert run(str(page), "--url", "https://n.example/a.html", "-C", str(tmp_path)) == exit_codes.WELL
    assert "rule n has missed: body: .gone finds nothing" in capsys.readouterr().err


def test_what_is_neither_a_file_nor_an_address():
    with pytest.raises(click.UsageError, match="neither a file nor an address"):
        run("nothing.html")
