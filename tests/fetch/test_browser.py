"""The browser itself: it runs scripts, asks nobody but whoever opened the page, and ends when it is left."""

from __future__ import annotations

import asyncio
import importlib.util

import pytest

from newsarchive.fetch.browser import EXECUTABLE, Answered, Browser, RenderError, executable
from newsarchive.yamlfile import ConfigError
from tests.services import chromium

URL = "http://news.example.org/1"
HTML = {"Content-Type": "text/html; charset=gbk"}


def render(markup, answer=None, *, seconds=30, most=1 << 20):
    """What a page comes to, and what its scripts asked for."""
    chromium()
    asked = []

    async def note(request):
        asked.append(request)
        return answer(request) if answer else None

    async def do():
        browser = Browser()
        try:
            page = Answered(200, HTML, markup.encode("gbk"))
            return (await browser.render("a test", URL, page, note, seconds=seconds, most=most)).decode()
        finally:
            await browser.leave("a test")

    return asyncio.run(do()), asked


def test_a_page_is_read_in_its_own_charset_and_given_back_in_utf_8():
    html, asked = render("<title>澜州</title><p></p><script>document.querySelector('p').textContent = '恢复' + '生产'</script>")
    assert "<title>澜州</title>" in html
    assert "<p>恢复生产</p>" in html
    assert asked == []


def test_what_scripts_ask_for_is_answered_by_whoever_opened_the_page():
    script = "fetch('/data', {method: 'POST', body: 'q=1'}).then(a => a.text()).then(t => document.body.append(t))"
    html, (asked,) = render(f"<body><script>{script}</script>", lambda _: Answered(200, {"Content-Type": "text/plain"}, b"here"))
    assert html.endswith("here</body></html>")
    assert (asked.url, asked.method, asked.body) == ("http://news.example.org/data", "POST", b"q=1")


def test_what_brings_no_article_is_not_asked_for():
    markup = (
        "<img src=/a.jpg><link rel=stylesheet href=/a.css><iframe src=/frame></iframe><video src=/a.mp4></video>"
        "<script>new WebSocket('ws://news.example.org/s'); navigator.sendBeacon('/b'); window.open('/window')</script>"
    )
    html, asked = render(f"<body>{markup}<p>stays</p>")
    assert asked == []
    assert "stays" in html


@pytest.mark.parametrize(
    ("script", "limits", "why"),
    [
        ("while (true) {}", {"seconds": 3}, "did not come to rest in time"),
        ("document.write('x'.repeat(2000000))", {}, "larger than `politeness.max_size` allows"),
        ("location = '/elsewhere'", {}, "lead away, to http://news.example.org/elsewhere"),
        ("fetch('/large')", {"most": 1000}, "larger than `politeness.max_size` allows"),
    ],
)
def test_what_goes_too_far_is_ended(script, limits, why):
    with pytest.raises(RenderError, match=why):
        render(f"<body><script>{script}</script>", lambda _: Answered(200, {}, bytes(2000)), **limits)


def test_what_the_one_who_answers_raises_ends_the_page():
    def refuse(_):
        raise LookupError("the budget is spent")

    with pytest.raises(LookupError, match="the budget is spent"):
        render("<body><script>fetch('/data')</script>", refuse)


def test_a_browser_that_is_not_there_is_named_with_the_way_to_get_it(monkeypatch, tmp_path):
    monkeypatch.setenv(EXECUTABLE, "/nowhere/chromium")
    with pytest.raises(ConfigError, match=f"none at /nowhere/chromium, which {EXECUTABLE} names"):
        executable()
    monkeypatch.delenv(EXECUTABLE)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ConfigError, match="apt-get install chromium"):
        executable()


def test_so_is_the_extra(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ConfigError, match=r"pip install 'newsarchive\[render\]'"):
        executable()
