"""The site files of the finews profile: the configuration they become, and that nothing in them leads elsewhere."""

from __future__ import annotations

import re

import jinja2
import pytest
import yaml

from newsarchive.resources import DATA

SKELETON = DATA / "profiles" / "finews" / "site"


@pytest.mark.parametrize(
    ("base_url", "url", "baseurl"),
    [
        ("//news.example.com", "https://news.example.com", ""),
        ("https://x.example.com/sub", "https://x.example.com", "/sub"),
        ("http://x.example.com:8080/a/b/", "http://x.example.com:8080", "/a/b"),
        ("/sub", "", "/sub"),
        ("", "", ""),
    ],
)
def test_any_kind_of_address_becomes_url_and_baseurl(base_url: str, url: str, baseurl: str) -> None:
    template = (SKELETON / "_config.yml.j2").read_text(encoding="utf-8")
    rendered = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False).from_string(template)  # noqa: S701 - YAML, not HTML
    config = yaml.safe_load(rendered.render(base_url=base_url, timezone="Asia/Shanghai"))
    assert (config["url"], config["baseurl"]) == (url, baseurl)
    assert (config["lang"], config["timezone"], config["plugins"]) == ("zh-CN", "Asia/Shanghai", ["jekyll-feed"])
    assert config["defaults"][0]["values"]["render_with_liquid"] is False


def test_pages_need_no_script_and_nothing_from_other_hosts() -> None:
    for path in SKELETON.rglob("*"):
        if path.suffix in (".html", ".css"):
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"<script|https?://|@import|url\(", text), path


def test_every_title_is_escaped() -> None:
    for path in SKELETON.rglob("*.html"):
        for output in re.findall(r"{{[^}]*title[^}]*}}", path.read_text(encoding="utf-8")):
            assert output.endswith("| escape }}"), (path, output)
