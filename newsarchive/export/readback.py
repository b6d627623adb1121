"""A post read back as a site generator reads it, before anyone else has to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from newsarchive.article import Article
from newsarchive.export import front_matter, guards
from newsarchive.export.markdown import markdown
from newsarchive.extract.markup.clean import text_of

MOST = 1_000_000
"""Characters of front matter that we wrote ourselves: no bracket in it stands outside of quotes, so none nests."""


_STAND_IN = "\ufdd0"
"""A code point that no text has: Unicode keeps it for the inside of programs."""


def differences(
    post: str, article: Article, *, date: datetime | None, tag: str | None, category: str | None, whole_text: bool = True
) -> str | None:
    """What reads otherwise than it was meant, in words; None where nothing does. A key that the form has not is not missed.

    ``whole_text``: the form is one that shows all of the article's text.
    """
    try:
        post.encode()
        data, rest = front_matter.read(post, MOST)
    except UnicodeEncodeError:
        return "its post would not be readable: it holds half of a character (a lone surrogate)"
    except front_matter.UnreadableError as error:
        return f"its post would not be readable: {error}"
    for key, is_right in _checks(data, article, date, tag, category):
        if not is_right:
            return f"its {key} would read {data.get(key)!r}"
    if whole_text and not _holds(rest, article.body):
        return "its text would not read as the article's (a profile that is to show less of it says whole_text: false)"
    return None


def _holds(rest: str, body: str) -> bool:
    """Whether a reader reads all of the body in what follows the front matter, be it HTML or Markdown.

    HTML is compared by its text; where it stands there as it is, balanced as all clean HTML, it is enough to read what is
    around it, and where no markup comes before it, nothing can keep it from being read. Markdown is compared as it is written:
    what it shows is what `markdown_of` answers for.
    """
    before, there, _ = rest.partition(body) if body else ("", "", "")
    if there:
        return "<" not in before or _STAND_IN in text_of(rest.replace(body, f"<p>{_STAND_IN}</p>"))
    if guards.without_templates(markdown(body)) in guards.without_templates(rest):
        return True
    return _letters(text_of(body)) in _letters(text_of(rest))


def _letters(text: str) -> str:
    return "".join(text.split())


def _checks(
    data: dict[str, Any], article: Article, date: datetime | None, tag: str | None, category: str | None
) -> Iterator[tuple[str, bool]]:
    """Each key that the form has, and whether it reads as it was meant."""
    yield "title", data.get("title") == article.title
    if date is not None and "date" in data:
        yield "date", data["date"] == f"{date:%Y-%m-%d %H:%M:%S %z}" or _moment(data["date"]) == date.replace(microsecond=0)
    for key, value in (("tags", tag), ("categories", category)):
        if key in data:
            yield key, _one(data[key]) == value
    record = data.get("newsarchive")
    if isinstance(record, dict):
        yield "newsarchive", (record.get("id"), record.get("digest", "")) == (article.id, article.digest)


def _moment(value: Any) -> datetime | None:
    """A date as generators read it: with its offset."""
    if isinstance(value, datetime):
        return value
    try:
        return datetime.strptime(str(value), "%Y-%m-%d %H:%M:%S %z")
    except ValueError:
        return None


def _one(value: Any) -> Any:
    return (value[0] if value else None) if isinstance(value, list) else value
