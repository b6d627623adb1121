"""Posts that carry their record in front of them, as exports to Jekyll, Hugo and folders of notes do."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import PurePosixPath
from typing import Any

from markdown_it import MarkdownIt

from newsarchive.admission import RefusedError, check, cleaned
from newsarchive.article import Article, RecordError, digest_of
from newsarchive.export import front_matter
from newsarchive.extract.markup.clean import text_of
from newsarchive.importing.findings import Defect, Finding
from newsarchive.pictures.shown import restored
from newsarchive.yamlfile import ConfigError

KEY = "newsarchive"
"""Under which the record stands; `export/provenance.py` writes it, and docs/profiles.md says what each key is."""
FORM = "finews"
"""The profile of which posts are understood that carry none."""
MOST, _MOST_BRACKETS = 1_000_000, 10_000
"""Characters of front matter that are read, and brackets: PyYAML's loader in C overflows its stack at some 20,000 in a row."""

_IN_FRONT = {"title": "title", "summary": "description", "language": "language", "publisher": "source", "authors": "authors"}
"""Fields of a record that stand before it, under names that generators know."""
_RECORD = {"id": "id", "source": "definition", "published_precision": "precision"} | {
    name: name
    for name in (
        *("url", "links", "other_ids", "published", "updated", "updated_precision"),
        *("section", "images", "fetched", "withdrawn", "digest", "capture", "evidence"),
    )
}
"""Fields of a record to its own keys. The number of the revision is not taken: the ones before it are in no post."""
_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def must_be_readable(profile: str, path: str, post: str) -> None:
    """Make sure that posts of a profile say what they are of, by one of them.

    Raises:
        ConfigError: they do not.
    """
    if profile != FORM and not carries_record(post):
        raise ConfigError(
            f"posts of the profile {profile} cannot be read back: they carry no record ({path} has no `{KEY}:` in front of it), "
            f"and without one only posts of {FORM} are understood"
        )


def carries_record(post: str) -> bool:
    """Whether a post has a record in front of it."""
    head = post[: post.find("\n---\n", 3) + 1]
    return f"\n{KEY}:\n" in head


def article_of(path: str, post: str, classes: Mapping[str, Collection[str]]) -> tuple[Article, list[Finding]]:
    """The article of a post that carries its record, and what is wrong with it.

    ``classes``: source to the classes that mean something in the bodies of its articles.

    Raises:
        RefusedError: it is none.
    """
    data, rest = _read(post)
    record = data.get(KEY)
    if not isinstance(record, dict):
        raise RefusedError(f"what stands under `{KEY}` is no record")
    fields = {name: data.get(key) for name, key in _IN_FRONT.items()} | {name: record.get(key) for name, key in _RECORD.items()}
    body = rest.strip("\n")
    is_note = PurePosixPath(path).suffix != ".html"
    fields["body"] = _MARKDOWN.render(body).strip() if is_note else body  # what guards it from templates goes with the cleaning
    try:
        article = Article.from_json(json.dumps({name: value for name, value in fields.items() if value is not None}))
    except (RecordError, TypeError) as error:
        raise RefusedError(f"its record is none: {error}") from error
    article = article.replace(body=restored(article.body, article.images))
    check(article)
    article = cleaned(article, classes.get(article.source, ()))
    digest = digest_of(article.title, text_of(article.body))
    findings = []
    if digest != article.digest and not is_note:  # a note says the same in other marks
        findings.append(Finding(Defect.ALTERED, "it is taken as it stands"))
    return article.replace(digest=digest), findings


def _read(post: str) -> tuple[dict[str, Any], str]:
    head = post[: post.find("\n---\n", 3)]
    if head.count("[") + head.count("{") > _MOST_BRACKETS:
        raise RefusedError(f"its front matter has more than {_MOST_BRACKETS} brackets")
    try:
        return front_matter.read(post, MOST)
    except front_matter.UnreadableError as error:
        raise RefusedError(str(error)) from error
