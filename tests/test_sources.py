"""Source definitions: what ships is right, and what is not right is said with its place."""

from __future__ import annotations

import pytest
import yaml

from newsarchive import sources
from newsarchive.yamlfile import ConfigError

GOOD = """\
name: example
spider: json_list
timezone: UTC
hosts: {api: "http://api.example.org/"}
lists:
  - {url: "{api}/list", items: news, fields: {id: id, title: title}}
article:
  url: "{api}/news/{id}"
  fields: {title: title, body: text}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "example.yaml").write_text(GOOD, encoding="utf-8")
    return tmp_path


@pytest.fixture
def complaint(folder):
    """The error when one piece of the good definition is replaced."""

    def do(old, new):
        assert old in GOOD
        (folder / "example.yaml").write_text(GOOD.replace(old, new), encoding="utf-8")
        with pytest.raises(ConfigError) as caught:
            sources.find("example", folder)
        return str(caught.value).removeprefix(f"{folder}/")

    return do


@pytest.mark.parametrize("name", sources.built_in())
def test_what_ships_can_be_used(name):
    source = sources.find(name)
    assert source.name == name
    for each in source.lists:
        assert source.list_url(each).startswith(("http://", "https://"))
    for address in source.addresses():
        assert address.startswith(("http://", "https://"))


def test_finews_asks_where_the_original_asked():
    finews = sources.find("finews")
    assert {finews.list_url(each) for each in finews.lists} == {
        "http://183.136.162.242/web/webapi?type=45&count=100&newsid=1",
        "http://183.136.162.242/web/webapi?type=102&count=100&newsid=1",
        "http://43.240.125.15:1818/information/newmarket/web/webapi?marketType=37&count=100",
        "http://43.240.125.15:1818/information/newmarket/web/webapi?marketType=38&count=100",
        "http://43.240.125.15:1818/information/newmarket/web/webapi?marketType=39&count=100",
    }
    assert finews.article_url("NW1") == "http://finews.zning.xyz/NewsData/GetNewsText.do?id=NW1"
    assert finews.article_link("NW1") == "http://finews.zning.xyz/html_News/NewsShare.html?infoCode=NW1"


@pytest.mark.parametrize("good", ["NW202204132340661254", "202204132340661254"])
def test_finews_ids(good):
    assert sources.find("finews").is_id(good)


@pytest.mark.parametrize("bad", ["", "NW", "NW2022", "NW20220413/../1", "NW202204132340661254\n", "NW" + "1" * 300, "../etc"])
def test_what_is_no_id_of_finews(bad):
    assert not sources.find("finews").is_id(bad)


def test_an_archive_s_own_definition_comes_before_the_built_in_one(folder):
    (folder / "finews.yaml").write_text(GOOD.replace("name: example\n", ""), encoding="utf-8")
    assert sources.find("finews", folder).article_url("1") == "http://api.example.org/news/1"
    assert sources.own(folder) == ["example", "finews"]
    assert sources.own(folder / "nowhere") == []


def test_an_id_is_quoted_in_an_address(folder):
    assert sources.find("example", folder).article_url("a/b?c d") == "http://api.example.org/news/a%2Fb%3Fc%20d"


def test_readers_are_given_the_article_s_own_address_where_no_other_is_named(folder):
    assert sources.find("example", folder).article_link("1") == "http://api.example.org/news/1"


def test_hosts_can_be_overridden_one_by_one():
    source = sources.find("finews").with_hosts({"share": "http://127.0.0.1:8000"})
    assert source.article_url("1").startswith("http://127.0.0.1:8000/")
    assert source.list_url(source.lists[0]).startswith("http://183.136.162.242/")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("name: example", "name: other", "example.yaml:1: name: expected 'example', as the file is called, not 'other'"),
        ("name: example", "name: Example", "example.yaml:1: name: "),
        ("spider: json_list", "spider: jsonlist", "example.yaml:2: spider: expected "),
        ("timezone: UTC\n", "", "timezone: is missing"),
        ("timezone: UTC", "timezone: PRC+8", "example.yaml:3: timezone: expected a time zone such as"),
        (
            '"http://api.example.org/"',
            "api.example.org",
            "example.yaml:4: hosts.api: expected an address such as http://127.0.0.1",
        ),
        ("items: news", "items: '[news'", "example.yaml:6: lists[0].items: expected a JMESPath expression"),
        (
            "title: title}}",
            "title: 'gues(title)'}}",
            "example.yaml:6: lists[0].fields.title: expected a JMESPath function, and gues()",
        ),
        ("title: title}}", "titel: title}}", "example.yaml:6: lists[0].fields.titel: unknown key (did you mean 'title'?)"),
        ("body: text", "body: 'text ||'", "example.yaml:9: article.fields.body: expected a JMESPath expression"),
        ("article:\n", "article:\n  id_pattern: '(NW'\n", "example.yaml:8: article.id_pattern: expected a regular expression"),
        ("{api}/list", "{apii}/list", "'{apii}/list' names {apii}, which is no host of this source (did you mean 'api'?)"),
        ("{api}/list", "{api}/list/{id}", "names {id}, which is no host of this source"),
    ],
)
def test_an_error_names_the_place(old, new, expected, complaint):
    assert expected in complaint(old, new)


@pytest.mark.parametrize(
    "url", ["{api/list", "{api}/}", "{}/list", "{api!x}/list", "{api.nothing}/list", "{api:>999999999999}/list"]
)
def test_an_address_that_cannot_be_filled_in_is_an_error_of_the_file(url, complaint):
    assert complaint("{api}/list", url).startswith("example.yaml:")


@pytest.mark.parametrize("url", ["{api}/news", "http://api.example.org/news"])
def test_an_article_s_address_must_have_a_place_for_the_id(url, complaint):
    assert "{id}" in complaint("{api}/news/{id}", url)


def test_an_unknown_source_is_answered_with_the_nearest_name(folder):
    with pytest.raises(ConfigError, match=r"'exmaple' \(did you mean 'example'\?\); known: .*example, .*finews"):
        sources.find("exmaple", folder)


def test_the_addresses_of_a_source_are_its_hosts_and_its_templates(folder):
    source = sources.find("example", folder).with_hosts({"api": "http://127.0.0.1:8000"})
    assert set(source.addresses()) == {
        "http://127.0.0.1:8000",
        "http://127.0.0.1:8000/list",
        "http://127.0.0.1:8000/news/",
    }


PAGES = """\
spider: feed
timezone: UTC
hosts: {site: "http://news.example.org"}
lists: ["{site}/rss.xml", {url: "{site}/markets.xml", section: markets}]
match: /news/
skip: /video/
"""


@pytest.fixture
def pages(tmp_path):
    """The source whose definition is the good one with one piece of it replaced."""

    def do(old="", new=""):
        assert old in PAGES
        (tmp_path / "courier.yaml").write_text(PAGES.replace(old, new) if old else PAGES, encoding="utf-8")
        return sources.find("courier", tmp_path)

    return do


def test_a_source_of_pages(pages):
    source = pages()
    assert [(source.list_url(each), each.section) for each in source.lists] == [
        ("http://news.example.org/rss.xml", None),
        ("http://news.example.org/markets.xml", "markets"),
    ]
    assert source.is_article("http://news.example.org/news/1")
    assert not source.is_article("http://news.example.org/world/1")
    assert not source.is_article("http://news.example.org/news/video/1")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "spider: feed",
            "spider: feeds",
            "courier.yaml:1: spider: expected one of json_list, feed, sitemap, section, json_links (did you mean",
        ),
        ("spider: feed\n", "", "spider: is missing"),
        ("spider: feed", "spider: json_list", "courier.yaml:5: match: unknown key"),
        ("match: /news/", "match: (news", "courier.yaml:5: match: expected a regular expression"),
        ("{site}/rss.xml", "{sight}/rss.xml", "which is no host of this source (did you mean 'site'?)"),
        ("match: /news/", "article: {}", "article: unknown key"),
    ],
)
def test_an_error_of_a_source_of_pages_names_the_place(old, new, expected, pages):
    with pytest.raises(ConfigError) as caught:
        pages(old, new)
    assert expected in str(caught.value)


def test_a_fingerprint_tells_what_lists_say_and_nothing_else(pages):
    first = pages().fingerprint()
    assert pages("match: /news/", "every: 5m\nmatch: /news/").fingerprint() == first
    assert pages("match: /news/", "match: /story/").fingerprint() != first


LINKS = """\
spider: json_links
timezone: UTC
hosts: {api: "http://api.example.org"}
lists:
  - {url: "{api}/list", items: news, fields: {id: id, title: title}, link: "{api}/news/{id}"}
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (', link: "{api}/news/{id}"', "", "lists[0]: expected `fields.link`, or a `link` with {id} in it and `fields.id`"),
        ("id: id, ", "", "lists[0]: expected `fields.link`, or a `link` with {id} in it and `fields.id`"),
        ("{api}/news/{id}", "{api}/news", "'{api}/news' has no place for the {id}"),
        ("{api}/news/{id}", "{apj}/news/{id}", "'{apj}/news/{id}' names {apj}, which is no host of this source"),
        (', link: "', ', pages: {by: link}, link: "', "paging by link needs a `value`"),
        (', link: "', ', pages: {by: offset}, link: "', "paging by offset needs a `url` with {page} in it"),
        (', link: "', ', pages: {by: offset, url: "{api}/list"}, link: "', "'{api}/list' has no place for the {page}"),
        ("hosts:", "article: {}\nhosts:", "article: unknown key"),
    ],
)
def test_an_error_of_a_source_of_links_names_the_place(old, new, expected, tmp_path):
    assert old in LINKS
    (tmp_path / "wire.yaml").write_text(LINKS.replace(old, new), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        sources.find("wire", tmp_path)
    assert expected in str(caught.value)


def test_the_addresses_of_a_source_of_links_are_known(tmp_path):
    (tmp_path / "wire.yaml").write_text(LINKS, encoding="utf-8")
    source = sources.find("wire", tmp_path)
    assert source.page_link(source.lists[0], "a/b") == "http://api.example.org/news/a%2Fb"
    assert "http://api.example.org/news/" in source.addresses()


@pytest.mark.parametrize("name", sources.built_in())
def test_a_definition_written_as_yaml_reads_back_as_it_was(name):
    source = sources.find(name)
    said = yaml.safe_load(sources.as_yaml(source))
    assert sources.Definition.model_validate(said).root.read_from(sources.built_in()[name]) == source


def test_the_file_of_a_source_is_the_archives_own_first(folder):
    assert sources.file_of("example", folder) == folder / "example.yaml"
    assert sources.file_of("finews", folder) == sources.built_in()["finews"]
    (folder / "finews.yaml").write_text(GOOD, encoding="utf-8")
    assert sources.file_of("finews", folder) == folder / "finews.yaml"
