"""What is shown while a run goes on: a bar to people at a terminal, lines to a file, JSON to a program."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

from newsarchive.cli.common import Invocation
from newsarchive.cli.progress import Display
from newsarchive.export.publish import Published
from newsarchive.store.articles import Outcome
from newsarchive.store.quarantine import Quarantined
from tests.conftest import article_id, story
from tests.records import record
from tests.site import hostile


def on_a_terminal(archive, *arguments):
    """Run a command whose standard error is a terminal; its exit code, and what was written there."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "newsarchive", "-C", str(archive.folder), *arguments]
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, env=environment) as process:
        os.close(theirs)
        seen = bytearray()
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # the other side is closed: that is how Linux says it
                break
            if not piece:
                break
            seen += piece
        out = process.stdout.read().decode()
        code = process.wait(60)
    os.close(ours)
    return code, out, seen.decode(errors="replace")


def test_on_a_terminal_a_bar_counts_the_articles_and_goes_when_it_is_done(serve, make_archive):
    site = serve(*(story(number) for number in range(1, 6)))
    site.misbehave(article_id(5), hostile.NotFound())
    code, out, seen = on_a_terminal(make_archive(site.url), "crawl", "finews")
    assert code == 1
    assert "━" in seen
    assert "5/5" in seen
    assert "\x1b[2K" in seen
    assert out.startswith("finews: 4 new, 1 failed")
    assert "━" not in out


def test_with_json_there_is_no_bar(serve, make_archive):
    _, out, seen = on_a_terminal(make_archive(serve(story(1)).url), "--json", "crawl", "finews")
    assert "━" not in seen
    assert out.startswith('{"event"')


def test_elsewhere_every_article_is_a_line(serve, make_archive):
    result = make_archive(serve(story(1), story(2, medium="")).url).run("crawl", "finews")
    assert "new      2026-11-01 08:01  澜州第1号工厂恢复生产  [澜州日报]\n" in result.err
    assert "[publisher unknown]" in result.err
    assert "\x1b" not in result.err


@pytest.fixture
def told(capsys):
    """What a display says of these events, on standard output and standard error."""

    def do(*events, **options):
        with Display(Invocation(**options)) as display:
            for name, *arguments in events:
                getattr(display, name)(*arguments)
        return capsys.readouterr()

    return do


def test_what_is_not_known_is_said_and_not_invented(told):
    unknown = record(published=None, publisher=None)
    assert "no date  澜州第1号工厂恢复生产  [publisher unknown]" in told(("stored", "finews", Outcome.NEW, unknown)).err


def test_what_is_known_already_is_no_line(told):
    assert told(("stored", "finews", Outcome.KNOWN, record())) == ("", "")


def test_a_program_is_told_everything(told):
    out, err = told(
        ("listed", "finews", 3, 1),
        ("stored", "finews", Outcome.KNOWN, record()),
        ("failed", Quarantined("finews", "http://x.example.org", "fetch", "no answer", None)),
        ("published", Published("site", commit="c")),
        json=True,
    )
    assert err == ""
    lines = out.splitlines()
    assert lines[0] == '{"event": "listed", "source": "finews", "articles": 3, "unknown": 1}'
    assert '"outcome": "known"' in lines[1]
    assert '"stage": "fetch", "reason": "no answer"' in lines[2]
    assert '"commit": "c"' in lines[3]
