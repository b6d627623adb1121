"""What an article has from the list that names it: all of it, or what its page does not say."""

from __future__ import annotations

from datetime import datetime

from newsarchive.article import Article, Evidence, id_from_url
from newsarchive.extract.fields.credits import attribution
from newsarchive.extract.fields.publisher import names_only_the_site
from newsarchive.extract.lists.entry import Entry

_LENT = ("title", "summary", "published", "updated", "publisher", "authors")
"""What an article takes from the list that names it, where it does not say it itself."""
_OF_A_SITE = "news:name"
"""Where a sitemap names its site, which need not be the medium that a piece comes from."""


def article_of(entry: Entry, *, url: str, fetched: datetime, source: str) -> Article:
    """The article that a list holds whole."""
    body = entry.body or ""
    credit = attribution(body)
    told = Article(id=id_from_url(url), source=source, url=url, language=entry.language, body=body, fetched=fetched)
    if credit:
        told = told.replace(publisher=credit[0], evidence={"publisher": Evidence("text", "body", credit[1])})
    return completed(told, entry)


def completed(article: Article, entry: Entry) -> Article:
    """``article``, with what it lacks, or says less exactly, taken from what the list said of it."""
    changes: dict[str, object] = {}
    evidence = dict(article.evidence)
    for name in _LENT:
        if getattr(entry, name) and (not getattr(article, name) or _says_more(article, entry, name)):
            changes[name] = getattr(entry, name)
            if name in ("published", "updated"):
                changes[f"{name}_precision"] = getattr(entry, f"{name}_precision")
            evidence[name] = entry.evidence[name]
    return article.replace(evidence=evidence, **changes) if changes else article


def _says_more(article: Article, entry: Entry, name: str) -> bool:
    """Whether the list has the time of the day that the page names, or a medium where the page names only its site."""
    here, there = getattr(article, name), getattr(entry, name)
    if name == "publisher":
        shown = article.evidence.get(name)
        return bool(shown and names_only_the_site(shown)) and not entry.evidence[name].where.endswith(_OF_A_SITE)
    if not isinstance(here, datetime) or not isinstance(there, datetime):
        return False
    only_there = getattr(article, f"{name}_precision") == "day" and getattr(entry, f"{name}_precision") != "day"
    return only_there and there.astimezone(here.tzinfo).date() == here.date()
