"""Pages made by scripts, in a real Chromium: they are archived, and what holds for requests holds for theirs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import TestArchive
from tests.fetch.test_handler import configure
from tests.services import chromium
from tests.site import hostile
from tests.site.news import piece, pieces, scripted_page
from tests.spiders.conftest import courier, news  # noqa: F401  # fixtures

pytestmark = pytest.mark.usefixtures("browser")


@pytest.fixture(scope="module")
def browser():
    return chromium()


def scripted(site, script=""):
    """Make every article of the site a page that is put in by a script."""
    for each in site.news.articles:
        site.misbehave(each.path, hostile.HtmlInstead(scripted_page(each, script)))


def processes():
    """The ids of the browsers that run for this user's tests."""
    found = set()
    for entry in Path("/proc").iterdir():
        try:
            words = (entry / "cmdline").read_bytes()
        except OSError:
            continue
        if entry.name.isdecimal() and b"playwright_chromiumdev_profile" in words:
            found.add(int(entry.name))
    return found


def test_an_article_put_in_by_a_script_is_archived_where_the_source_says_so(news, courier):  # noqa: F811
    site = news(pieces(3))
    scripted(site)
    archive = courier(site, "section", "/all", more="render: true\n")
    before = processes()
    archive.crawl()
    assert processes() <= before
    for each in site.news.articles:
        article = archive.articles()[each.path.lstrip("/")]
        assert article.title == each.title
        assert each.paragraphs[-1] in article.body
    assert len(site.requests_for("/api/article")) == 3
    assert all("newsarchive" in request.user_agent for request in site.requests)


def test_what_a_page_was_rendered_to_is_what_is_captured(news, courier, tmp_path):  # noqa: F811
    site = news(pieces(2))
    scripted(site)
    archive = courier(site, "section", "/all", more="render: true\n")
    archive.crawl()
    other = TestArchive(tmp_path / "other")
    other.folder.mkdir()
    (other.folder / "newsarchive.yaml").write_text("timezone: UTC\n", encoding="utf-8")
    captures = [str(path) for path in (archive.folder / "state" / "warc").glob("*.warc.gz")]
    assert other.run("import", *captures).code == 0
    for each in site.news.articles:
        before, after = (one.run("show", site.url + each.path, "--text").out for one in (archive, other))
        assert before == after != ""


def test_without_it_there_is_no_article(news, courier):  # noqa: F811
    site = news(pieces(3))
    scripted(site)
    archive = courier(site, "section", "/all")
    assert archive.run("crawl", "courier").code == 1
    assert archive.articles() == {}
    assert site.requests_for("/api/article") == []


@pytest.mark.parametrize(("options", "code"), [(("--render",), 0), ((), 1)])
def test_a_single_page(options, code, news, courier):  # noqa: F811
    site = news(pieces(1))
    scripted(site)
    archive = courier(site, "section", "/all")
    result = archive.run("fetch", *options, site.url + site.news.articles[0].path)
    assert result.code == code, result.out + result.err
    assert len(archive.articles()) == (code == 0)


def test_scripts_are_led_inside_no_more_than_links_are(news, courier):  # noqa: F811
    site, inside = news(pieces(1)), news([])
    script = f"""
        fetch("{inside.url}/secret").catch(() => 0); new Image().src = "{inside.url}/secret.png";
        fetch("/away").catch(() => 0); new WebSocket("{inside.url.replace("http", "ws")}/socket");
        navigator.sendBeacon("{inside.url}/beacon", "x"); window.open("{inside.url}/window");
        document.write('<iframe src="{inside.url}/frame"></iframe><link rel=stylesheet href="{inside.url}/style.css">');
        document.write('<script src="{inside.url}/script.js"></scr' + 'ipt><link rel=preconnect href="{inside.url}">');
    """
    scripted(site, script)
    site.misbehave("/away", hostile.RedirectTo(inside.url + "/away"))
    archive = courier(site, "section", "/all", more="render: true\n")
    archive.crawl()
    assert len(archive.articles()) == 1
    assert site.requests_for("/away")
    assert inside.requests == []


def test_robots_txt_and_the_budget_hold_for_scripts(news, courier):  # noqa: F811
    site = news(pieces(2))
    scripted(site, 'fetch("/private/count").catch(() => 0)')
    archive = courier(site, "section", "/all", more="render: true\nbudget: 4\n")
    result = archive.run("crawl", "courier")
    assert result.code == 0, result.out
    assert site.requests_for("/private") == []
    assert len(site.requests) == 4  # robots.txt, the list, both pages or one with what its script asked for
    assert "left for the next run (the budget of 4 requests is spent)" in result.out
    assert len(archive.articles()) < 2
    archive.run("crawl", "courier")
    archive.run("crawl", "courier")
    assert len(archive.articles()) == 2


ENDLESS = {
    "busy": "while (true) {}",
    "asking": "(async () => { while (true) await fetch('/api/list') })()",
    "silent": "fetch('/silence')",
}


@pytest.mark.parametrize("how", ENDLESS)
def test_a_page_that_never_comes_to_rest_is_named_and_the_others_go_on(how, news, courier):  # noqa: F811
    site = news(pieces(2))
    first, second = site.news.articles
    site.misbehave(first.path, hostile.HtmlInstead(scripted_page(first, ENDLESS[how])))
    site.misbehave("/silence", hostile.Silence())
    site.misbehave(second.path, hostile.HtmlInstead(scripted_page(second)))
    archive = courier(site, "section", "/all", more="render: true\n")
    configure(archive, "retries: 1", "retries: 1, time_limit: 4s")
    before = processes()
    result = archive.run("crawl", "courier")
    assert result.code == 1
    assert f"{site.url}{first.path}: the page's scripts did not come to rest in time (`politeness.time_limit`)" in result.out
    assert archive.paths() == {second.path}
    assert processes() <= before


def test_a_page_that_grows_too_large_is_named(news, courier):  # noqa: F811
    site = news(pieces(1))
    scripted(site, "document.write('x'.repeat(3000000))")
    archive = courier(site, "section", "/all", more="render: true\n")
    configure(archive, "retries: 1", "retries: 1, max_size: 2000000")
    assert "are larger than `politeness.max_size` allows" in archive.run("crawl", "courier").out


def test_ctrl_c_leaves_no_browser_behind(news, courier):  # noqa: F811
    site = news(pieces(2))
    scripted(site, "fetch('/silence')")
    site.misbehave("/silence", hostile.Silence())
    archive = courier(site, "section", "/all", more="render: true\n")
    before = processes()
    command = [sys.executable, "-m", "newsarchive", "-C", str(archive.folder), "crawl", "courier"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent.parent)}
    crawl = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while not site.requests_for("/silence"):
        assert time.monotonic() < until and crawl.poll() is None
        time.sleep(0.05)
    assert processes() - before
    crawl.send_signal(signal.SIGINT)
    crawl.wait(60)
    assert crawl.returncode == 130
    assert processes() <= before


def test_a_browser_that_is_missing_is_said_before_anything_is_asked(news, courier, monkeypatch):  # noqa: F811
    site = news([piece(1)])
    archive = courier(site, "section", "/all", more="render: true\n")
    monkeypatch.setenv("PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH", "/nowhere/chromium")
    result = archive.run("crawl", "courier")
    assert result.code == 2
    assert "`render` needs Chromium, and there is none at /nowhere/chromium" in result.err
    assert site.requests == []
