"""What makes a difference to a reader, and which copies are not believed."""

from __future__ import annotations

import pytest

from newsarchive.article import digest_of
from newsarchive.comparison import changed_fields, suspicion
from newsarchive.extract.markup.clean import text_of
from tests.records import START, record

STORY = "澜州第七工厂一日清晨恢复生产，全部七条生产线运转正常。厂方表示，订单已经排到明年三月，员工陆续返岗。"
ELSE = "昨夜今晨南方多地迎来强降雨，江河水位普遍上涨。应急部门启动三级响应，转移群众两千余人，铁路部分停运。"


def with_body(body, **changes):
    article = record(body=body, **changes)
    return article.replace(digest=digest_of(article.title, text_of(body)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<p>“一”，二</p>", '<div><p>"一"，\n二</p></div>'),
        ("<p>It's 3 p.m.</p>", "<p>It’s 3 p.m.</p>"),
        ("<p>ＡＢＣ１２３</p>", "<p>ABC123</p>"),
        ('<p><a href="/x?utm_source=a">看</a></p>', '<p><a href="/x?utm_source=b&amp;t=2">看</a></p>'),
        ("<p>正文</p><p>阅读 1,024</p>", "<p>正文</p><p>阅读 9.6万</p>"),
        ("<p>正文</p>", "<p>正文</p><p>128条评论</p>"),
        ("<p>Text.</p><p>5 minutes ago</p>", "<p>Text.</p><p>2 hours ago</p>"),
        ("<p>Text.</p><p>1.2k views</p>", "<p>Text.</p><p>3M views</p>"),
    ],
)
def test_what_a_reader_does_not_see_or_what_turns_by_itself_is_no_change(old, new):
    assert changed_fields(with_body(old), with_body(new)) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<p>死亡3人</p>", "<p>死亡5人</p>"),
        ("<p>Three were hurt.</p>", "<p>Three were not hurt.</p>"),
        ("<p>他说，全文阅读 1,024 遍。</p>", "<p>他说，全文阅读 2,048 遍。</p>"),
        ("<p>一。</p>", "<p>一。</p><p>更正：二。</p>"),
    ],
)
def test_a_correction_is_a_change_however_small(old, new):
    assert changed_fields(with_body(old), with_body(new)) == ("body",)


def test_the_fields_that_differ_are_named():
    new = record(title="改", authors=("张三",), withdrawn=START)
    assert changed_fields(record(), new) == ("title", "authors", "withdrawn")


def test_a_copy_that_is_empty_or_much_shorter_is_not_believed():
    old = with_body(f"<p>{STORY * 4}</p>")
    assert suspicion(old, with_body("")) == f"its text has 0 characters, the archived one {len(STORY) * 4}"
    assert suspicion(old, with_body(f"<p>{STORY}</p>")) is not None
    assert suspicion(old, with_body(f"<p>{STORY * 3}</p>")) is None


def test_a_copy_with_another_title_and_another_text_is_of_another_article():
    old = with_body(f"<p>{STORY * 2}</p>")
    assert "reads like another article: '多地暴雨'" in suspicion(old, with_body(f"<p>{ELSE * 2}</p>", title="多地暴雨"))
    assert suspicion(old, with_body(f"<p>{ELSE * 2}</p>")) is None, "rewritten under its title"
    assert suspicion(old, with_body(f"<p>{STORY * 2}{ELSE}</p>", title="多地暴雨")) is None, "retitled, with more to say"


def test_a_flash_may_become_a_report():
    assert (
        suspicion(with_body("<p>快讯：七号厂复工。</p>", title="快讯"), with_body(f"<p>{ELSE * 3}</p>", title="多地暴雨")) is None
    )


def test_common_words_do_not_make_two_articles_one():
    pier = "The ferry pier in the old town opened its doors again on a grey morning, after the storm in the spring. " * 3
    bread = "The baker in the old canal village has not changed the bread since the days of her grandmother, she said. " * 3
    old, new = with_body(f"<p>{pier}</p>", title="The pier is open"), with_body(f"<p>{bread}</p>", title="Bread of the canal")
    assert suspicion(old, new) is not None
