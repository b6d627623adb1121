"""The house as it was designed: who may import whom, and a test file for every module."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("newsarchive", "spiders", "pipelines")

WITHOUT_A_TEST_FILE = {
    "newsarchive/__init__.py": "the version",
    "newsarchive/__main__.py": "one call; every test of the command line goes through it",
    **{
        f"newsarchive/config/{part}.py": "a model, in test_config.py"
        for part in (
            "capture",
            "export",
            "git",
            "limits",
            "log",
            "notify",
            "pictures",
            "politeness",
            "schedule",
            "size",
            "source",
        )
    },
    "newsarchive/yamltext.py": "what yamlfile.py reads, in test_yamlfile.py",
    "newsarchive/endpoints.py": "parts of a source definition, in test_sources.py",
    "newsarchive/export/fitting.py": "what an archive asks of its exports, in config/test_checking.py",
    "newsarchive/config/doubts.py": "what checking.py warns of, in config/test_checking.py",
    "newsarchive/cli/captures/list.py": "a line a file, in cli/captures/test_prune.py",
    "newsarchive/cli/failures.py": "what two commands say of a failure, in cli/test_quarantine.py",
    "newsarchive/logs/events.py": "one call, in logs/test_listener.py",
    "newsarchive/fetch/telling.py": "one line a request, in logs/test_listener.py",
    "newsarchive/health/condition.py": "two records, in the tests of health",
    "newsarchive/extract/fields/date_proposals.py": "what published.py chooses from, in extract/fields/test_published.py",
    "newsarchive/notify/seen.py": "a loop, in notify/test_at_the_end.py",
    "newsarchive/notify/trouble.py": "records, in notify/test_changes.py and notify/test_at_the_end.py",
    "newsarchive/notify/week.py": "what notify/test_wording.py words, gathered, in notify/test_tell.py",
    "newsarchive/store/troubles.py": "what is told and delivered, in notify/test_tell.py",
    "newsarchive/fastyaml.py": "an import, in test_yamlfile.py and export/test_front_matter.py",
    "newsarchive/exporting.py": "what every export goes through, in test_archive.py and export/test_publish.py",
    "newsarchive/export/files/epub/style.py": "a text, in export/files/epub/test_books.py",
    "newsarchive/questions.py": "messages, in test_reading_process.py and test_readers.py",
    "newsarchive/extract/article.py": "what all of extract/ comes to, in extract/test_extraction.py",
    "newsarchive/extract/found.py": "two records, in extract/test_page_article.py",
    "newsarchive/reading.py": "two calls, in test_reading_process.py and test_readers.py",
    "newsarchive/report.py": "counters and a protocol, seen at work in test_run.py",
    "newsarchive/resources.py": "paths, of the tree in every test and of the wheel in test_wheel.py",
    "newsarchive/cli/common.py": "the options of all commands, in cli/test_main.py",
    "newsarchive/cli/group.py": "how commands are found, in cli/test_main.py and test_docs.py",
    "newsarchive/cli/exit_codes.py": "numbers, in cli/test_main.py",
    "newsarchive/cli/sources/state.py": "what list and show share, in both of their tests",
    "newsarchive/cli/spiders.py": "starts Scrapy, in every crawl of cli/test_crawl.py",
    "newsarchive/cli/summary.py": "the last lines of every crawl, in cli/test_crawl.py",
    "newsarchive/demo/stories.py": "two records, in demo/test_library.py",
    "newsarchive/cli/schedule/preload.py": "imports, in every batch of cli/schedule/test_run.py",
    "newsarchive/schedule/witness.py": "records and lines of the log, in schedule/test_loop.py",
    "newsarchive/cli/backup.py": "a line of its result, in test_backup.py",
    "newsarchive/cli/restore.py": "a line of its result, in test_backup.py",
    "newsarchive/cli/verify.py": "what prints the findings of tests/verify, in each of them",
    "newsarchive/export/bundle.py": "two calls of git, in test_backup.py",
    "newsarchive/store/article_rows.py": "what articles.py writes, in store/test_articles.py",
    "newsarchive/store/counters.py": "two statements, in store/test_articles.py and store/test_groups.py",
    "newsarchive/store/known_as.py": "names, in store/test_articles.py",
    "newsarchive/store/integrity.py": "rows as they stand, in verify/test_index.py",
    "newsarchive/store/index.py": "puts the stores together, in each of their tests",
    "newsarchive/store/schema.py": "tables, compared with the migrations in store/test_database.py",
    "newsarchive/capture/catalogue.py": "a loop, in capture/test_repair.py and capture/test_keeper.py",
    "newsarchive/fetch/guest.py": "a record, in fetch/test_handler.py",
    "spiders/json_articles.py": "what json_list and url share, in both of their tests",
    "spiders/visits.py": "what a crawl remembers of lists, in test_pages.py and store/test_visits.py",
}
"""Module to the reason why none has its name."""


def modules():
    """Every module of ours, relative to the tree; migrations are run and not imported."""
    paths = (path.relative_to(ROOT) for top in OURS for path in sorted((ROOT / top).rglob("*.py")))
    return [path for path in paths if "migrations" not in path.parts]


def imported(path):
    """The full names of all modules, and of names in them, that a module of ours imports."""
    package = path.parts[:-1]
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            start = ".".join(part for part in (base, node.module) if part)
            yield from (f"{start}.{alias.name}" for alias in node.names)


def within(name, *packages):
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def folder(name):
    return [path for path in modules() if path.is_relative_to(name)]


def check(paths, *forbidden):
    broken = {f"{path} imports {name}" for path in paths for name in imported(path) if within(name, *forbidden)}
    assert not broken


def test_there_is_something_to_check():
    assert len(modules()) > 50
    assert "newsarchive.run.Run" in set(imported(Path("spiders/reporting.py")))
    assert "spiders.base.ArchiveSpider" in set(imported(Path("spiders/json_articles.py")))


def test_the_library_knows_neither_spiders_nor_pipelines():
    check(folder("newsarchive"), "spiders", "pipelines")


def test_spiders_and_pipelines_know_nothing_of_each_other():
    check(folder("spiders"), "pipelines")
    check(folder("pipelines"), "spiders")


def test_extraction_is_a_pure_function_of_what_was_fetched():
    network = (
        "scrapy",
        "twisted",
        "socket",
        "ssl",
        "asyncio",
        "http.client",
        "http.server",
        "urllib.request",
        "requests",
        "httpx",
    )
    check(
        folder("newsarchive/extract"), *(f"newsarchive.{each}" for each in ("fetch", "store", "export", "cli", "run")), *network
    )


@pytest.mark.parametrize(
    ("stage", "later"),
    [
        ("fetch", ("extract", "store", "export", "cli")),
        ("capture", ("fetch", "extract", "export", "cli", "run")),
        ("extract", ("store", "export", "cli")),
        ("store", ("fetch", "extract", "export", "cli")),
        ("export", ("fetch", "cli")),
    ],
)
def test_no_stage_knows_what_comes_after_it(stage, later):
    check(folder(f"newsarchive/{stage}"), *(f"newsarchive.{each}" for each in later))


def test_scrapy_is_known_where_it_is_used_and_nowhere_else():
    free = [path for path in folder("newsarchive") if path.parts[1] not in ("fetch", "cli")]
    check([path for path in free if path.name != "settings.py"], "scrapy", "twisted")


def test_the_command_line_is_known_to_nobody():
    check([path for path in modules() if path.parts[1] != "cli" and path.name != "__main__.py"], "newsarchive.cli")


@pytest.mark.parametrize("path", modules(), ids=str)
def test_every_module_has_a_test_file_of_its_name(path):
    inner = path.relative_to("newsarchive") if path.parts[0] == "newsarchive" else path
    test = ROOT / "tests" / inner.with_name(f"test_{path.name.lstrip('_')}")
    if path.name == "__init__.py" or path.as_posix() in WITHOUT_A_TEST_FILE:
        assert path.name == "__init__.py" or not test.exists(), f"{path} has a test file: take it off the list"
    else:
        assert test.is_file(), f"{test.relative_to(ROOT)} is missing"


def test_the_list_of_exceptions_names_modules_that_are_there():
    assert WITHOUT_A_TEST_FILE.keys() <= {path.as_posix() for path in modules()}


def test_no_module_is_too_large_to_be_read():
    """Four hundred lines are a hard look; five hundred are two modules."""
    large = {path.as_posix(): lines for path in modules() if (lines := len((ROOT / path).read_bytes().splitlines())) > 500}
    assert not large
