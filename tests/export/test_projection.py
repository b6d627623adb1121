"""From records to files: any title, medium and body that goes out comes back the same."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.config.export import Export
from newsarchive.export.front_matter import read
from newsarchive.export.profile import find_profile
from newsarchive.export.projection import HeldBackError, Projection
from newsarchive.extract.markup.clean import sanitise, text_of
from newsarchive.yamlfile import ConfigError
from tests.nasty import BODIES, MEDIA, TITLES
from tests.records import record

SHANGHAI = ZoneInfo("Asia/Shanghai")


def projection(zone=SHANGHAI, **options):
    export = Export(**{"profile": "finews", "base_url": "//news.example.org", **options})
    return Projection(export, find_profile("finews"), zone)


FINEWS = projection()


def read_back(article):
    """Front matter and body of the article's post, as a site generator reads them."""
    data, rest = read(FINEWS.post(article).decode())
    body, mark, _ = rest.rpartition("\n\n<http://")
    assert mark
    return data, body


def one(value):
    """A category or tag as Jekyll has it: a list of one, or a bare word without spaces."""
    if isinstance(value, list):
        (value,) = value
    else:
        assert len(value.split()) == 1
    return value


def check(article):
    data, body = read_back(article)
    assert list(data) == ["layout", "title", "date", "categories", "tags"]
    assert data["title"] == article.title
    if article.publisher:
        assert one(data["tags"]) == f"{article.publisher}新闻"
        assert one(data["categories"]) == FINEWS.category(article.publisher)
    else:
        assert data["tags"] == data["categories"] == []
    assert text_of(body).split() == text_of(article.body).split()
    assert "{{" not in body
    assert "{%" not in body


@given(st.text(min_size=1), st.none() | st.text(min_size=1), st.text())
def test_any_title_medium_and_body_comes_back_the_same(title, medium, text):
    check(record(title=title, publisher=medium, body=sanitise(f"<p>{text}</p><pre>{text}</pre>")))


@given(st.sampled_from(TITLES), st.sampled_from(MEDIA), st.sampled_from(BODIES))
def test_what_has_broken_archives_before_comes_back_the_same(title, medium, body):
    check(record(title=title, publisher=medium, body=sanitise(body)))


def test_every_nasty_title_and_medium_comes_back_the_same():
    for title, medium in [*product(TITLES, MEDIA[:1]), *product(TITLES[:1], MEDIA)]:
        check(record(title=title, publisher=medium))


# --- the form ---------------------------------------------------------------------------------------------------------


def test_an_ordinary_post_is_written_as_the_original_was():
    article = record(body="<p>一段。</p>", id="NW1", url="http://news.example.org/share?infoCode=NW1")
    assert FINEWS.post(article).decode() == (
        "---\n"
        "layout: post\n"
        'title: "澜州第1号工厂恢复生产"\n'
        "date: 2026-11-01 08:01:00 +0800\n"
        "categories: lanzhouribao\n"
        "tags: 澜州日报新闻\n"
        "---\n"
        "<p>一段。</p>\n"
        "\n"
        "<http://news.example.org/share?infoCode=NW1>\n"
        "\n"
        "[返回澜州日报新闻](//news.example.org/category/lanzhouribao.html)｜[返回首页](//news.example.org/)"
    )


def test_an_article_without_a_medium_has_no_category_and_one_link():
    data, _ = read(FINEWS.post(record(publisher=None)).decode())
    assert (data["categories"], data["tags"]) == ([], [])
    assert FINEWS.post(record(publisher=None)).decode().endswith("\n\n[返回首页](//news.example.org/)")


def test_a_section_has_its_own_form():
    text = FINEWS.post(record(section="rolling", summary="导语 *星*")).decode()
    assert "\ncategories: emnews\ntags: 东财滚动新闻\n---\n> 导语 \\*星\\*\n\n<p>" in text
    assert text.endswith("[返回东财滚动新闻](//news.example.org/emnews/)｜[返回首页](//news.example.org/)")


def test_a_summary_of_an_ordinary_article_is_not_shown():
    assert "导语" not in FINEWS.post(record(summary="导语")).decode()


def test_the_same_record_gives_the_same_bytes():
    assert projection().post(record()) == projection().post(record())


# --- where it goes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("layout", "path"),
    [
        ("sharded", "_posts/2026/11/2026-11-01-NW1.md"),
        ("day", "_posts/2026/11/01/2026-11-01-NW1.md"),
        ("flat", "_posts/2026-11-01-NW1.md"),
    ],
)
def test_posts_lie_in_folders_of_months_or_days_or_all_in_one(layout, path):
    assert projection(layout=layout).path(record(), "NW1") == path
    assert all(projection(layout=each).is_post(path) for each in ("sharded", "day", "flat"))


def test_a_profile_without_folders_of_days_is_named_with_the_way_out():
    form = find_profile("finews")
    post = form.profile.post.model_copy(update={"day": None})
    without = dataclasses.replace(form, profile=form.profile.model_copy(update={"post": post}))
    assert Projection(Export(profile="finews"), without, UTC)
    with pytest.raises(ConfigError, match=r"profile finews has no path for `layout: day`: add `day: \.\.\.` under `post`"):
        Projection(Export(profile="finews", layout="day"), without, UTC)


def test_the_day_is_that_of_the_archive_s_zone():
    late = record(published=datetime(2026, 10, 31, 16, 30, tzinfo=UTC))
    assert FINEWS.path(late, "NW1").endswith("2026-11-01-NW1.md")
    assert projection(zone=UTC).path(late, "NW1").endswith("2026-10-31-NW1.md")
    assert "date: 2026-10-31 16:30:00 +0000\n" in projection(zone=UTC).post(late).decode()


@pytest.mark.parametrize("name", ["..", "a/../b", "a\0", "x" * 300])
def test_a_name_that_makes_no_path_is_held_back(name):
    if name == "..":
        assert ".." not in FINEWS.path(record(), name).split("/")
        return
    with pytest.raises(HeldBackError):
        FINEWS.path(record(), name)


def test_a_path_has_the_title_and_the_hash_that_its_profile_asks_for():
    notes = Projection(Export(profile="markdown"), find_profile("markdown"), SHANGHAI)
    name = " 澜州第1号工厂恢复生产 4a63fe67.md"
    assert notes.path(record(), "NW1") == f"2026/11/2026-11-01{name}"
    assert notes.path(record(published=None), "NW1") == f"undated/{name.lstrip()}"


def test_a_path_is_the_same_wherever_the_program_is_run(tmp_path, monkeypatch):
    (tmp_path / "_posts").symlink_to(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert FINEWS.path(record(), "NW1") == "_posts/2026/11/2026-11-01-NW1.md"


# --- what is held back ------------------------------------------------------------------------------------------------


def test_what_has_no_date_cannot_be_named():
    with pytest.raises(HeldBackError, match="it has no date of publication, and posts are named by date"):
        FINEWS.path(record(published=None), "NW1")


def test_what_the_profile_requires_must_be_there():
    with pytest.raises(HeldBackError, match="it has no title and no published, which profile finews requires"):
        FINEWS.post(record(title=None, published=None))


# --- pages ------------------------------------------------------------------------------------------------------------


def test_a_category_page_is_named_by_its_media():
    path, content = FINEWS.publisher_page("shikan", {"诗刊", "时刊"})
    assert path == "category/shikan.html"
    assert content.decode() == "---\nlayout: category\ntitle: 时刊新闻、诗刊新闻\ncategory: shikan\n---"


@pytest.mark.parametrize("medium", MEDIA)
def test_the_page_of_a_nasty_medium_can_be_read(medium):
    data, _ = read(FINEWS.publisher_page(FINEWS.category(medium), {medium})[1].decode() + "\n")
    assert data["title"] == f"{medium}新闻"
    assert one(data["category"]) == FINEWS.category(medium)


def test_media_that_only_appear_in_a_section_have_no_page():
    pairs = [("澜州日报", None), ("澜州日报", "rolling"), ("江海晚报", "rolling"), ("诗刊", "elsewhere")]
    assert FINEWS.categories(pairs) == {"lanzhouribao": {"澜州日报"}, "shikan": {"诗刊"}}


def test_the_site_around_the_posts_is_made_for_its_address():
    files = dict(FINEWS.site_files())
    assert b"timezone: Asia/Shanghai" in files["_config.yml"]
    assert "index.html" in files
    assert not any(path.endswith(".j2") for path in files)


def test_whatever_decides_how_files_look_is_in_the_fingerprint():
    all_of_them = [
        projection(),
        projection(base_url="//x.example.org"),
        projection(layout="flat"),
        projection(layout="day"),
        projection(zone=ZoneInfo("UTC")),
    ]
    assert len({each.fingerprint for each in all_of_them}) == len(all_of_them)
    assert projection().fingerprint == projection(to="elsewhere").fingerprint
