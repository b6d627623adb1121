"""Records to test with."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from newsarchive.article import Article, digest_of
from newsarchive.extract.markup.clean import text_of

SHANGHAI = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 11, 1, 8, 0, tzinfo=SHANGHAI)


def record(number: int = 1, **changes: Any) -> Article:
    """An article of our own, complete in every field that an export asks for."""
    fields: dict[str, Any] = {
        "id": f"NW20261101{number:010}",
        "source": "finews",
        "url": f"http://news.example.org/share?infoCode=NW20261101{number:010}",
        "title": f"澜州第{number}号工厂恢复生产",
        "published": START + timedelta(minutes=number),
        "published_precision": "second",
        "publisher": "澜州日报",
        "body": f"<p>澜州第{number}号工厂一日清晨恢复生产。</p>",
        "fetched": START + timedelta(days=1),
    }
    article = Article(**{**fields, **changes})
    return article.replace(digest=digest_of(article.title, text_of(article.body)))
