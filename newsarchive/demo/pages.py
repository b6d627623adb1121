"""The HTML pages of the demo site: the empty share page, and ordinary news pages as a reader's browser gets them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape

from newsarchive.demo.stories import Story

SITE_NAME = "样报网"


def share_page() -> str:
    """The page behind a share link: nothing in it until its script has asked for the article."""
    return """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title></title>
</head>
<body>
<div id="news"></div>
<script>
var id = new URLSearchParams(location.search).get("infoCode");
fetch("/NewsData/GetNewsText.do?id=" + encodeURIComponent(id))
  .then(function (response) { return response.json(); })
  .then(function (news) {
    document.title = news.title || news.Title || news.TITLE || "";
    document.getElementById("news").innerHTML = news.text || news.Text || news.TEXT || news.content || "";
  });
</script>
</body>
</html>
"""


def home_page(pages: Mapping[str, Story]) -> str:
    """The way to every ordinary page."""
    links = "".join(f'<li><a href="/news/{escape(slug)}.html">{escape(story.title)}</a></li>\n' for slug, story in pages.items())
    return _frame(SITE_NAME, "", f"<main>\n<h1>{SITE_NAME}</h1>\n<ul>\n{links}</ul>\n</main>")


def article_page(story: Story) -> str:
    """A news page with what news pages have: structured data, a byline, and much that is not the article."""
    address = f"/news/{story.slug}.html"
    published = story.published.replace(" ", "T") + "+08:00"
    structured: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": published,
        "publisher": {"@type": "Organization", "name": story.medium},
        "mainEntityOfPage": address,
        "inLanguage": "zh-CN",
    }
    if story.authors:
        structured["author"] = [{"@type": "Person", "name": name} for name in story.authors]
    # "<" is the one character by which a text could end the script element early
    data = json.dumps(structured, ensure_ascii=False).replace("<", "\\u003c")
    head = f"""<link rel="canonical" href="{address}">
<meta property="og:type" content="article">
<meta property="og:site_name" content="{SITE_NAME}">
<meta property="og:title" content="{escape(story.title)}">
<meta property="article:published_time" content="{published}">
<script type="application/ld+json">{data}</script>
"""
    byline = f'<time datetime="{published}">{story.published[:16]}</time> <span>来源：{escape(story.medium)}</span>'
    if story.authors:
        byline += f" <span>记者：{escape(' '.join(story.authors))}</span>"
    main = f"""<main>
<article>
<h1>{escape(story.title)}</h1>
<p class="byline">{byline}</p>
<div class="content">
{story.body}
</div>
</article>
<aside><h2>热门文章</h2><ol><li><a href="/">今日要闻一览</a></li><li><a href="/">一周市场回顾</a></li></ol></aside>
</main>"""
    return _frame(f"{story.title} - {SITE_NAME}", head, main)


def _frame(title: str, head: str, main: str) -> str:
    return f"""<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{escape(title)}</title>
{head}</head>
<body>
<header><a href="/">{SITE_NAME}</a> <nav><a href="/">首页</a> <a href="/">财经</a> <a href="/">产经</a></nav></header>
{main}
<footer>© 2019-2026 {SITE_NAME} 版权所有 <a href="/">关于我们</a> <a href="/">联系我们</a></footer>
</body>
</html>
"""
