"""Which archived article is this? New, known, revised, a twin — and never one that is worse."""

from __future__ import annotations

import pytest

from newsarchive.article import Evidence, digest_of
from newsarchive.comparison import MUCH_SHORTER
from newsarchive.recognition import SuspiciousError, recognised
from newsarchive.store.articles import Outcome
from tests.records import START, record

OTHER = "<p>" + "昨夜今晨，南方多地迎来强降雨，江河水位普遍上涨，部门已经启动应急响应。" * 6 + "</p>"
LONG = "<p>" + "全部七条生产线运转正常，订单排到明年。" * 10 + "</p>"


@pytest.fixture
def recognise(index):
    return lambda article: recognised(index.articles, article)


@pytest.fixture
def archived(index):
    """Stores articles, and answers with the last of them as it was stored."""

    def put(*articles):
        for article in articles:
            index.articles.put(article)
        return articles[-1]

    return put


@pytest.fixture
def put(index, recognise):
    """Recognises an article and stores it, as the pipeline does."""
    return lambda article: index.articles.put(recognise(article))


def test_a_new_article_passes_with_its_digest(recognise):
    article = record().replace(digest="")
    assert recognise(article) == record()
    assert recognise(article).digest == digest_of("澜州第1号工厂恢复生产", "澜州第1号工厂一日清晨恢复生产。")


def test_the_same_again_is_known(recognise, archived, put):
    old = archived(record())
    again = record(fetched=START.replace(day=20))
    assert recognise(again) == old
    assert put(again) is Outcome.KNOWN


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "澜州第1号工厂再度停产"},
        {"body": "<p>澜州第1号工厂一日清晨恢复生产，又于午间停产。</p>"},
        {"publisher": "澜州晚报"},
        {"published": START.replace(hour=12)},
        {"authors": ("张三",)},
        {"summary": "导语"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_real_change_is_the_next_revision(changes, archived, recognise, put):
    archived(record())
    found = recognise(record(**changes))
    assert found.revision == 2
    for name, value in changes.items():
        assert getattr(found, name) == value
    assert put(record(**changes)) is Outcome.REVISED


def test_another_dress_of_the_same_text_is_no_change(archived, put):
    archived(record())
    assert put(record(body="<div><p>澜州第1号工厂\n一日清晨恢复生产。</p></div>")) is Outcome.KNOWN


@pytest.mark.parametrize(
    "seen",
    [
        {"id": "NW9", "links": (record().url,), "url": "http://mirror.example.org/1"},
        {"id": "NW9"},
        {"url": "http://mirror.example.org/1"},
        {"source": "url", "id": "0123456789abcdef"},
    ],
    ids=["by a link", "by its address", "by its id", "from another spider"],
)
def test_it_is_recognised_by_any_of_its_addresses(seen, archived, recognise):
    old = archived(record())
    found = recognise(record(title="改过的标题", **seen))
    assert (found.id, found.source, found.url, found.revision) == (old.id, old.source, old.url, 2)


def test_it_is_known_under_all_addresses_it_was_ever_seen_at(archived, recognise):
    archived(record(links=("http://a.example.org",)))
    found = recognise(record(id="NW9", url="http://b.example.org", links=(record().url, "http://c.example.org")))
    assert found.links == ("http://a.example.org", "http://b.example.org", "http://c.example.org")
    assert found.other_ids == ("NW9",)


def test_an_older_copy_only_adds_its_addresses(archived, recognise, put):
    old = archived(record())
    earlier = record(title="旧标题", fetched=START.replace(year=2025), links=("http://m.example.org/1",))
    assert recognise(earlier) == old.replace(links=("http://m.example.org/1",))
    assert put(earlier) is Outcome.KNOWN


# --- twins ------------------------------------------------------------------------------------------------------------


def twin(**changes):
    return record(**{"id": "NW9", "url": "http://mirror.example.org/9", **changes})


def test_a_twin_adds_its_addresses_to_the_first(archived, recognise, put):
    old = archived(record())
    found = recognise(twin())
    assert found == old.replace(links=("http://mirror.example.org/9",), other_ids=("NW9",))
    assert put(twin()) is Outcome.KNOWN


def test_a_twin_lends_what_the_first_lacks_with_the_evidence(archived, recognise):
    archived(record(publisher=None, published=None, published_precision=None))
    evidence = {"publisher": Evidence("text", "body", "来源：澜州日报"), "title": Evidence("rule", "x", "x")}
    found = recognise(twin(evidence=evidence))
    assert (found.publisher, found.published, found.published_precision) == ("澜州日报", record().published, "second")
    assert found.evidence == {"publisher": evidence["publisher"]}
    assert (found.id, found.revision) == (record().id, 2)


def test_a_twin_does_not_change_what_the_first_says(archived, recognise):
    old = archived(record())
    found = recognise(twin(published=START.replace(day=2), authors=("张三",), summary="导语", section="rolling"))
    assert (found.published, found.summary, found.section) == (old.published, None, None)
    assert found.authors == ("张三",)


def test_the_same_text_from_another_medium_is_another_article(archived, recognise):
    archived(record())
    assert recognise(twin(publisher="澜州晚报")) == twin(publisher="澜州晚报")


# --- never worse ------------------------------------------------------------------------------------------------------


def text_of_length(share):
    text = LONG.removeprefix("<p>").removesuffix("</p>")
    return f"<p>{text[: int(len(text) * share)]}</p>"


def test_a_much_shorter_text_does_not_replace_the_archived_one(archived, recognise, index):
    archived(record(body=LONG))
    with pytest.raises(SuspiciousError, match=r"its text has \d+ characters, the archived one \d+; the archived one is kept"):
        recognise(record(body=text_of_length(MUCH_SHORTER - 0.05)))
    assert index.articles.by_key(1).article.body == LONG


def test_a_somewhat_shorter_text_is_a_correction(archived, recognise):
    archived(record(body=LONG))
    assert recognise(record(body=text_of_length(MUCH_SHORTER + 0.05))).revision == 2


def test_what_is_not_found_this_time_is_kept_with_its_evidence(archived, recognise):
    evidence = {"publisher": Evidence("rule", "x", "澜州日报"), "published": Evidence("rule", "x", "2026-11-01 08:01:00")}
    kept = {
        "summary": "导语",
        "language": "zh",
        "updated": START,
        "updated_precision": "day",
        "authors": ("张三",),
        "section": "rolling",
    }
    old = archived(record(evidence=evidence, **kept))
    found = recognise(record(title="改过的标题", publisher=None, published=None, published_precision=None))
    assert found.title == "改过的标题"
    for name in (*kept, "publisher", "published", "published_precision"):
        assert getattr(found, name) == getattr(old, name), name
    assert found.evidence == evidence


def test_a_copy_that_only_lacks_something_is_no_revision(archived, put):
    archived(record(authors=("张三",), summary="导语"))
    assert put(record(publisher=None, published=None, published_precision=None)) is Outcome.KNOWN


def test_another_article_under_the_same_address_does_not_replace_the_archived_one(archived, recognise):
    archived(record(body=LONG))
    with pytest.raises(SuspiciousError, match=r"it reads like another article: '多地暴雨'.*; the archived one is kept"):
        recognise(record(title="多地暴雨", body=OTHER))
    assert recognise(record(body=OTHER)).revision == 2, "the title says that it is the same"


def test_what_somebody_vouches_for_is_accepted(index, archived):
    archived(record(body=LONG))
    shorter = record(body=text_of_length(MUCH_SHORTER - 0.05))
    assert recognised(index.articles, shorter, trusted=True).revision == 2


def test_a_withdrawn_article_that_is_shown_again_is_the_next_revision(archived, recognise):
    archived(record(withdrawn=START))
    found = recognise(record())
    assert (found.revision, found.withdrawn) == (2, None)


def test_an_article_found_at_its_twin_s_address_takes_that_of_the_page_that_names_the_twin(archived, recognise, put):
    twin, main = "http://m.example.org/1", record().url
    archived(record(url=twin, id="0123"))
    named = {"links": Evidence("meta", "link rel=amphtml, rel=alternate media", twin)}
    seen = record(links=(twin,), id="4567", evidence=named)
    found = recognise(seen)
    assert (found.id, found.url, found.links, found.revision) == ("0123", main, (twin,), 2)
    assert put(seen) is Outcome.REVISED
    assert put(seen) is Outcome.KNOWN
    assert put(record(url=twin, id="0123")) is Outcome.KNOWN
    assert recognise(record(url=twin, id="0123")).url == main


def test_an_address_that_is_only_another_one_changes_nothing(archived, recognise):
    other = "http://news.example.org/moved"
    archived(record(url=other))
    assert recognise(record(links=(other,))).url == other
