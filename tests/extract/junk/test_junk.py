"""Pages that are no article, and articles that talk about such pages."""

from __future__ import annotations

import time

import pytest

from newsarchive.extract.junk.junk import junk_of, junk_text
from newsarchive.extract.page import Page

NOTICES = [
    ("captcha", "Just a moment..."),
    ("captcha", "Verify you are human by completing the action below."),
    ("captcha", "请完成下方验证后继续访问"),
    ("captcha", "您的访问出现异常，请输入验证码"),
    ("captcha", "百度安全验证"),
    ("forbidden", "Access Denied. You don't have permission to access this page on this server."),
    ("forbidden", "403 Forbidden"),
    ("forbidden", "抱歉，您没有权限访问该页面"),
    ("busy", "系统繁忙，请稍后再试"),
    ("busy", "服务器开小差了，请稍后重试"),
    ("busy", "您的访问过于频繁，请稍后再试！"),
    ("busy", "502 Bad Gateway"),
    ("busy", "Error establishing a database connection"),
    ("busy", "网站维护中，给您带来的不便敬请谅解"),
    ("not found", "该文章已删除"),
    ("not found", "抱歉，您访问的页面不存在或已被删除，返回首页"),
    ("not found", "404 Not Found"),
    ("not found", "Sorry, we can't find the page you're looking for."),
    ("not found", "此内容已被发布者删除"),
    ("not found", "ページが見つかりません"),
    ("login", "请登录后查看全文"),
    ("login", "Please log in to continue"),
    ("cookies", "We value your privacy. Accept all cookies. Reject all cookies."),
    ("needs scripts", "Please enable JavaScript to view this page."),
]
FLASHES = [
    "央行：今日开展1500亿元逆回购操作，利率持平。",
    "【某公司：系统繁忙系遭网络攻击所致】某公司公告称，昨日起用户登录时提示系统繁忙，系服务器遭到攻击，目前已恢复正常。",
    "某省高速因大雾封闭，请绕行。",
    "微信提示“访问过于频繁”冲上热搜，腾讯回应称正在修复。",
    "Reuters website down: users see 502 Bad Gateway errors on Monday morning, company says it is investigating.",
    "某平台回应“文章被删除”：因侵权投诉，作者可以申诉。",
    "涨停！",
    "Cookies and milk sales rise 4%",
]


@pytest.mark.parametrize(("kind", "text"), NOTICES)
def test_a_notice_is_named(kind: str, text: str) -> None:
    assert (junk_text(text) or "").startswith(kind + ": ")


@pytest.mark.parametrize("text", FLASHES)
def test_a_news_flash_is_no_notice(text: str) -> None:
    assert junk_text(text) is None


@pytest.mark.parametrize("text", ["", " ", "。", "\n" * 5])
def test_no_text_says_nothing(text: str) -> None:
    assert junk_text(text) is None


def judged(markup: str, text: str = "") -> str | None:
    return junk_of(Page.read(markup), text)


@pytest.mark.parametrize(("kind", "notice"), NOTICES)
def test_a_page_around_the_notice_changes_nothing(kind: str, notice: str) -> None:
    menu = "".join(f'<li><a href="/c/{n}">栏目{n}</a></li>' for n in range(9))
    markup = f"<title>某某网</title><ul>{menu}</ul><div class=main><p>{notice}</p></div><p>© 2026</p>"
    assert (judged(markup, notice) or "").startswith(kind)
    assert (judged(markup, "") or "").startswith(kind), "also when the reading of the body found nothing"


def test_the_title_alone_gives_it_away() -> None:
    assert judged("<title>页面不存在 - 某某新闻网</title><h1>热门推荐</h1><p>看看别的</p>", "看看别的") == "not found: 页面不存在"
    assert judged("<title>Just a moment...</title><div id=x></div>") == "captcha: Just a moment..."


PARAGRAPH = "The council voted on Tuesday to rebuild the bridge, which has been closed since the flood of last spring. "


def test_an_article_about_it_is_an_article() -> None:
    markup = f"<title>404 Not Found: the story of an error</title><h1>404 Not Found</h1><p>{PARAGRAPH * 12}</p>"
    assert judged(markup, PARAGRAPH * 12) is None


def test_a_paywall_stub_is_told_from_an_article_with_an_offer() -> None:
    offer = "<div>Subscribe to continue reading</div>"
    assert judged(f"<h1>Bridge</h1><p>{PARAGRAPH}</p>{offer}", PARAGRAPH) == "paywall: Subscribe to continue reading"
    assert judged(f"<h1>Bridge</h1><p>{PARAGRAPH * 20}</p>{offer}", PARAGRAPH * 20) is None
    assert judged(f"<h1>Bridge</h1><p>{PARAGRAPH}</p><div>Subscribe to our newsletter</div>", PARAGRAPH) is None
    assert judged("<h1>大桥</h1><p>市议会周二投票。</p><p>还有87%未读</p>", "市议会周二投票。") == "paywall: 还有87%未读"


def rows(number: int, excerpt: str = "") -> str:
    return "".join(f'<h3><a href="/n/{n}.html">市议会第{n}次投票决定重建大桥工程</a></h3>{excerpt}' for n in range(number))


def test_a_list_of_headlines() -> None:
    assert judged(f"<title>要闻</title>{rows(30)}") == "listing: 30 headlines"
    excerpt = f"<p>{PARAGRAPH}</p>"
    assert (
        judged(f"<title>News</title>{rows(15, excerpt)}", PARAGRAPH * 15) == "listing: 15 headlines, 15 of them with an excerpt"
    )


def test_a_short_article_amid_headlines_is_an_article() -> None:
    flash = "【快讯】某市大桥今日恢复通车，首日通行车辆超过一万辆，交通部门提醒市民错峰出行。"
    assert judged(f"<h1>大桥通车</h1><p>{flash}</p>{rows(30)}", flash) is None
    declared = '<meta property="og:type" content="article">'
    assert judged(f"{declared}<h1>大桥通车</h1>{rows(30)}", "图集") is None


@pytest.mark.parametrize("piece", ["系统", "请登录", "the page you ", "访问", "cookies ", "found ", "a", "您访问的页面", "is "])
def test_long_texts_take_no_long_time(piece: str) -> None:
    start = time.process_time()
    junk_text(piece * 200_000)
    junk_text(piece * (800 // len(piece) // 3))
    judged(f"<p>{piece * 50_000}</p>", piece * 50)
    assert time.process_time() - start < 1
