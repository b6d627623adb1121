"""The command line as a whole: its help, its exit codes, and where its output goes."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import click
import pytest

from newsarchive import __version__
from newsarchive.archive import BusyError
from newsarchive.cli import exit_codes
from newsarchive.cli.common import Invocation
from newsarchive.cli.main import COMMANDS, cli, run
from newsarchive.config import FILE
from newsarchive.export.command import GitError
from newsarchive.store.database import DamagedError
from newsarchive.yamlfile import ConfigError
from tests.conftest import newsarchive, story
from tests.test_architecture import ROOT


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_it_does(command):
    result = newsarchive(command, "--help")
    assert result.code == 0
    assert result.out.startswith(f"Usage: newsarchive {command} ")
    assert "-C DIR" in result.out
    assert "--json" in result.out
    assert result.err == ""


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"]])
def test_the_help_shows_every_command_and_the_way_in(arguments):
    result = newsarchive(*arguments)
    text = result.out + result.err
    for command, what in COMMANDS.items():
        assert f"  {command} " in text
        assert what.split(":")[0][:40] in text
    assert "newsarchive demo" in text
    assert "Exit codes: 0 all well" in text


def test_the_version():
    assert newsarchive("--version").out == f"newsarchive, version {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["crwl"], "there is no command 'crwl' (did you mean 'crawl'?)"),
        (["crawl", "--al"], "No such option"),
        (["fetch"], "Missing argument 'URL...'"),
        (["fetch", "a", "b", "--html", "/dev/null"], "--html takes exactly one URL"),
        (["-C"], "requires an argument"),
    ],
)
def test_a_wrong_call_is_exit_2_and_says_what_is_wrong(arguments, expected):
    result = newsarchive(*arguments)
    assert result.code == 2
    assert expected in result.err
    assert result.out == ""


@pytest.mark.parametrize("command", ["crawl", "export", "status"])
def test_where_no_archive_is_the_way_to_one_is_shown(command, tmp_path):
    result = newsarchive(command, cwd=tmp_path)
    assert result.code == 2
    assert "the current folder is no archive" in result.err
    assert "newsarchive init DIR" in result.err
    assert list(tmp_path.iterdir()) == []


def test_a_configuration_that_is_not_right_is_exit_2_with_its_place(make_archive):
    archive = make_archive("http://127.0.0.1:1")
    (archive.folder / FILE).write_text("timezone: Asia/Shanghia\n", encoding="utf-8")
    result = archive.run("status")
    assert result.code == 2
    assert f"Error: {archive.folder / FILE}:1: timezone: expected a time zone" in result.err
    assert "Traceback" not in result.err


def test_a_damaged_archive_is_exit_3(make_archive):
    archive = make_archive("http://127.0.0.1:1")
    (archive.folder / "state").mkdir()
    (archive.folder / "state" / "index.sqlite3").write_bytes(b"no database, but long enough to be taken for one " * 100)
    for command in ("status", "export", "crawl"):
        result = archive.run(command)
        assert result.code == 3
        assert "cannot be used as the index" in result.err
        assert "Traceback" not in result.err


# --- every kind of error has its code ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (ConfigError("x.yaml:1: key: wrong"), exit_codes.USAGE, "Error: x.yaml:1: key: wrong"),
        (DamagedError("the index is torn"), exit_codes.DAMAGED, "Error: the index is torn"),
        (GitError("git refused"), exit_codes.SOME_FAILED, "Error: git refused"),
        (BusyError("another export"), exit_codes.SOME_FAILED, "Error: another export"),
        (OSError(28, "No space left on device"), exit_codes.SOME_FAILED, "No space left on device"),
        (KeyboardInterrupt(), exit_codes.INTERRUPTED, "Interrupted. What was archived by then is kept"),
        (click.Abort(), exit_codes.INTERRUPTED, "Interrupted."),
        (click.UsageError("wrong"), exit_codes.USAGE, "Error: wrong"),
        (RuntimeError("oops"), exit_codes.SOME_FAILED, "RuntimeError: oops. This is a fault of newsarchive; please report it."),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else "",
)
def test_an_error_becomes_a_line_and_a_code(error, code, says, monkeypatch, capsys):
    def fail(**_keywords):
        raise error

    monkeypatch.setattr(cli, "main", fail)
    assert run([]) == code
    out, err = capsys.readouterr()
    assert says in err
    assert out == ""


def test_only_a_fault_of_our_own_shows_a_traceback(monkeypatch, capsys):
    for error in (GitError("git refused"), RuntimeError("oops")):

        def fail(error=error, **_keywords):
            raise error

        monkeypatch.setattr(cli, "main", fail)
        run([])
        assert ("Traceback" in capsys.readouterr().err) is isinstance(error, RuntimeError)


# --- which archive, and what goes where -------------------------------------------------------------------------------


@pytest.mark.parametrize("before", [True, False])
def test_the_archive_may_be_named_before_the_command_or_after_it(before, make_archive, tmp_path):
    folder = str(make_archive("http://127.0.0.1:1").folder)
    arguments = ["-C", folder, "status"] if before else ["status", "-C", folder]
    result = newsarchive(*arguments, cwd=tmp_path)
    assert result.code == 0, result.err
    assert result.out.startswith(f"archive {folder}\n")


def test_what_stands_after_the_command_comes_before_what_stands_before_it(make_archive, tmp_path):
    folder = str(make_archive("http://127.0.0.1:1").folder)
    assert newsarchive("-C", str(tmp_path), "status", "-C", folder).code == 0


def test_the_current_folder_will_do(make_archive):
    folder = make_archive("http://127.0.0.1:1").folder
    assert newsarchive("status", cwd=folder).out.startswith(f"archive {folder}\n")


def test_the_environment_names_an_archive_too(make_archive, tmp_path, monkeypatch):
    folder = make_archive("http://127.0.0.1:1").folder
    monkeypatch.setenv("NEWSARCHIVE_DIR", str(folder))
    monkeypatch.chdir(tmp_path)
    assert run(["status"]) == 0


@pytest.mark.parametrize("before", [True, False])
def test_with_json_there_is_nothing_else_on_standard_output(before, serve, make_archive):
    archive = make_archive(serve(story(1), story(2, body="")).url)
    result = archive.run(*(["--json", "crawl"] if before else ["crawl", "--json"]))
    assert result.code == 1
    kinds = [event["event"] for event in result.events]
    assert {"listed", "article", "failure", "export", "summary"} <= set(kinds)
    assert "failed" in result.err


@pytest.mark.parametrize("title", ["甲\u2028乙", "甲\x85乙", "甲\u2029乙", '"引号"\\'])
def test_an_object_is_one_line_for_every_reader(title, capsys):
    Invocation(json=True).emit("article", title=title)
    out = capsys.readouterr().out
    assert len(out.splitlines()) == 1
    assert json.loads(out) == {"event": "article", "title": title}


def imported_by(*arguments, code="from newsarchive.cli.main import run; run(sys.argv[1:])"):
    """The modules that a process has imported in the end which runs this command, or this code."""
    code = f"import sys; {code}; print('modules', *sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(done.stderr.rpartition("modules")[2].split())


READ = {"newsarchive.reading", "newsarchive.extract.article", "newsarchive.extract.body.finding", "trafilatura", "numpy"}
EXPORT = {"newsarchive.exporting", "newsarchive.export.publish", "newsarchive.export.files.formats", "newsarchive.pieces"}
FOR_NOTHING = {"scrapy.extensions.remote_control", "scrapy.downloadermiddlewares.cookies", "spiders.discover", "alembic", "PIL"}


def test_help_is_quick_because_nothing_heavy_is_imported():
    assert imported_by("--help") & {"scrapy", "twisted", "sqlalchemy", "trafilatura", "pydantic", "alembic"} == set()


def test_a_crawl_that_finds_nothing_new_imports_nothing_that_reads_pages_or_exports_them(serve, make_archive):
    archive = make_archive(serve(story(1)).url)
    config = archive.folder / FILE
    config.write_text(re.sub(r"exports:\n(  .*\n)+", "", config.read_text(encoding="utf-8")), encoding="utf-8")
    archive.run("crawl")
    imported = imported_by("-C", str(archive.folder), "crawl", "finews")
    assert "spiders.json_list" in imported
    assert imported & (READ | EXPORT | FOR_NOTHING | {"newsarchive.copies"}) == set()


def test_lists_of_pages_are_read_without_what_reads_pages():
    imported = imported_by(code="import spiders.json_links, spiders.section, spiders.sitemap")
    assert "feedparser" not in imported
    assert imported & (READ | {"newsarchive.extract.fields.credits", "newsarchive.extract.fields.publisher"}) == set()


@pytest.mark.parametrize("command", [["status"], ["sources", "list"]])
def test_what_looks_at_an_archive_imports_nothing_that_fills_it(command, serve, make_archive):
    archive = make_archive(serve(story(1)).url)
    archive.run("crawl")
    imported = imported_by("-C", str(archive.folder), *command)
    assert "newsarchive.archive" in imported
    assert imported & (READ | EXPORT | {"scrapy", "twisted", "alembic"}) == set()
