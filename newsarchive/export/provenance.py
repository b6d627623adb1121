"""The record itself, as a post carries it: what an index can be made from again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any

from newsarchive.article import Article, Evidence

EVIDENCE = ("published", "publisher")
"""The fields whose evidence goes along: those that readers doubt."""


def provenance(article: Article, zone: tzinfo, history: Sequence[Article] = ()) -> dict[str, Any]:
    """The mapping that stands under ``newsarchive``; docs/profiles.md says what each key is. None stands for not known."""

    def moment(value: datetime | None) -> str | None:
        return value.astimezone(zone).isoformat() if value else None

    return {
        "id": article.id,
        "definition": article.source,
        "url": article.url,
        "links": list(article.links),
        "other_ids": list(article.other_ids),
        "published": moment(article.published),
        "precision": article.published_precision,
        "updated": moment(article.updated),
        "updated_precision": article.updated_precision,
        "section": article.section,
        "fetched": moment(article.fetched),
        "withdrawn": moment(article.withdrawn),
        "revision": article.revision,
        "digest": article.digest,
        "capture": article.capture,
        "images": [
            {"url": each.url, "caption": each.caption, "file": each.file}
            for each in article.images
            if not each.url.startswith("data:")  # it is written into its own address, and in the text anyway
        ],
        "evidence": {name: _evidence(article.evidence[name]) for name in EVIDENCE if name in article.evidence},
        "revisions": [{"revision": each.revision, "fetched": moment(each.fetched), "digest": each.digest} for each in history],
    }


def last_change(article: Article) -> datetime | None:
    """When an article was last changed: as its page says, else when its latest revision was fetched; None where it never was."""
    return article.updated or (article.fetched if article.revision > 1 else None)


def _evidence(evidence: Evidence) -> dict[str, str | None]:
    return {"how": evidence.how, "where": evidence.where, "raw": evidence.raw, "note": evidence.note}
