"""One post of the old archive: its record, and what was wrong with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from benchmarks.importing.generator import PLANTS, SHARE, piece
from newsarchive.article import id_from_url
from newsarchive.export.profile import find_profile
from newsarchive.importing.findings import Defect
from newsarchive.importing.post import Customs, Written, read_post
from newsarchive.sources import MarkupSource, find
from tests.records import SHANGHAI

WRITTEN = Written(datetime(2022, 6, 1, tzinfo=UTC), "the time of the file")
CUSTOMS = Customs([find("finews")], find_profile("finews").profile, ZoneInfo("Europe/Berlin"))


def read(post, customs=CUSTOMS, data=None):
    return read_post(f"_posts/{post.name}.md", data or post.data(), WRITTEN, customs)


def test_an_ordinary_post_is_read_whole_with_its_evidence():
    wanted = piece(1)
    post = read(wanted)
    article = post.article
    assert post.findings == []
    assert (article.id, article.source, article.url, article.links) == (wanted.id, "finews", SHARE + wanted.id, ())
    assert (article.title, article.publisher, article.section) == (wanted.title, "江城财经", None)
    assert article.published == datetime(2022, 4, 1, 0, 7, tzinfo=SHANGHAI)
    assert (article.published_precision, article.fetched, article.language) == ("second", WRITTEN.moment, "zh")
    assert article.body.startswith("<p>第1号报道的第0段")
    assert article.body.endswith('<p class="em_media">（文章来源：江城财经）</p>')
    assert {each.how for each in article.evidence.values()} == {"rule"}
    assert article.evidence["title"].where == f"_posts/{wanted.name}.md title"
    assert article.evidence["fetched"].note == "the time of the file"
    assert post.permalink == f"/jiangchengcaijing/2022/04/01/{wanted.id}.html"


def test_a_post_of_the_rolling_news_has_its_section_its_digest_and_both_addresses():
    wanted = piece(10)
    post = read(wanted)
    article = post.article
    assert post.findings == []
    assert (article.section, article.summary, article.publisher) == ("rolling", wanted.digest, None)
    assert (article.url, article.links) == (wanted.link, (SHARE + wanted.id,))
    assert "摘要" not in article.body


@pytest.mark.parametrize(("plant", "defects"), PLANTS)
def test_every_defect_is_found_and_no_other(plant, defects):
    alone = {Defect.DUPLICATE, Defect.CONFLICT, Defect.TWIN}  # seen only where there are several posts
    post = read(plant(piece(1)))
    assert {each.defect for each in post.findings} == set(defects) - alone
    assert (post.article is None) == (post.refused is not None)
    assert post.article is not None or post.text


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"title": '他说"好"'}, "title", '他说"好"'),
        ({"date": "2022-13-45 99:00:00 +0800"}, "published", datetime(2022, 4, 1, tzinfo=SHANGHAI)),
        ({"date": "2022-04-01 08:00:00"}, "published", datetime(2022, 4, 1, 8, tzinfo=SHANGHAI)),
        ({"name": "-NW202204010000000001", "date": " +0800"}, "published", datetime(2022, 4, 1, tzinfo=SHANGHAI)),
        ({"tag": "", "category": ""}, "publisher", "江城财经"),
        ({"tag": "", "category": "", "body": "<p>没有署名的正文，说的是别的。</p>"}, "publisher", None),
        ({"tag": "[21世纪经济报道 21财经APP新闻]", "body": "<p>正文。</p>"}, "publisher", "21世纪经济报道 21财经APP"),
        ({"tag": "云栖证券报新闻", "category": "jiangchengcaijing"}, "publisher", "江城财经"),
        ({"tag": "云栖证券报新闻", "category": "jiangchengcaijing", "body": "<p>正文。</p>"}, "publisher", "云栖证券报"),
        ({"link": ""}, "url", SHARE + "NW202204010000000001"),
        ({"link": SHARE + "NW202204010000000002"}, "url", SHARE + "NW202204010000000001"),
        ({"name": "2022-04-01-other"}, "id", "NW202204010000000001"),
    ],
)
def test_what_can_be_repaired_is_repaired(changes, field, value):
    assert getattr(read(replace(piece(1), **changes)).article, field) == value


def test_a_date_that_is_nowhere_is_missing_and_not_made_up():
    customs = replace(CUSTOMS, named="notes")
    post = read(replace(piece(1), name="-no-date", date="soon", link="http://news.example.org/1"), customs)
    assert post.article.published is None
    assert (Defect.DATE, False) in {(each.defect, each.repaired) for each in post.findings}


def test_posts_of_no_known_source_are_markdown_of_the_source_that_is_named():
    other = replace(piece(1), name="2022-04-01-hello", link="http://news.example.org/hello", body="Some **bold** words.")
    refused = read(other)
    assert refused.article is None
    assert "--source" in refused.refused
    article = read(other, replace(CUSTOMS, named="notes")).article
    assert (article.source, article.id, article.url) == ("notes", "hello", "http://news.example.org/hello")
    assert article.body.strip() == "<p>Some <strong>bold</strong> words.</p>"


@pytest.mark.parametrize(("host", "source"), [("courier.example.org", "courier"), ("other.example.org", "url")])
def test_a_post_of_a_page_is_known_by_its_id_and_has_the_source_that_is_at_its_address(host, source):
    courier = MarkupSource(name="courier", spider="feed", timezone="UTC", language="en", lists=["http://courier.example.org/rss"])
    url = f"http://{host}/2022/a.html"
    ours = replace(piece(1), name=f"2022-04-01-{id_from_url(url)}", link=url, body="<p>Some **plain** words.</p>")
    article = read(ours, replace(CUSTOMS, sources=[*CUSTOMS.sources, courier])).article
    assert (article.source, article.id, article.url) == (source, id_from_url(url), url)
    assert article.language == ("en" if source == "courier" else None)
    assert article.body.startswith("<p>Some **plain** words.</p>")


def test_a_link_to_another_article_is_reported():
    post = read(replace(piece(1), link=SHARE + "NW202204010000000002"))
    assert [(each.defect, each.repaired) for each in post.findings] == [(Defect.LINK, False)]


@pytest.mark.parametrize("data", [b"", b"\n \n"])
def test_an_empty_file_is_an_empty_post(data):
    post = read_post("_posts/2022-04-01-NW1.md", data, WRITTEN, CUSTOMS)
    assert post.refused == "the file is empty"
    assert [(each.defect, each.repaired) for each in post.findings] == [(Defect.EMPTY, False)]


def test_a_post_that_this_program_wrote_says_when_its_article_was_withdrawn():
    text = piece(1).text().replace("tags:", "withdrawn: 2022-05-01 00:00:00 +0800\ntags:", 1)
    assert read(piece(1), data=text.encode()).article.withdrawn == datetime(2022, 5, 1, tzinfo=SHANGHAI)
