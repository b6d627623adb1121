"""Where a source's lists and articles are asked for, and how their JSON is read: parts of a source definition."""

from __future__ import annotations

import re
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from newsarchive.extract.json_fields import check_expression
from newsarchive.yamlfile import Checked


def _expression(value: str) -> str:
    check_expression(value)
    return value


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"expected a regular expression: {error}") from error
    return value


def _class(value: str) -> str:
    if not re.fullmatch(r"[^\s.#>\[\]]+", value):
        raise ValueError("expected the name of a class, such as em_media, as HTML has it")
    return value


Expression = Annotated[str, AfterValidator(_expression)]
Pattern = Annotated[str, AfterValidator(_pattern)]


class Fields(Checked):
    """For each field of the record, the JMESPath expression that finds it in the JSON."""

    id: Expression | None = None
    link: Expression | None = None
    title: Expression | None = None
    summary: Expression | None = None
    publisher: Expression | None = None
    published: Expression | None = None
    updated: Expression | None = None
    authors: Expression | None = None
    body: Expression | None = None


class NewsList(Checked):
    """A place that names articles: a JSON document, a feed, a sitemap, a page of headlines."""

    also: ClassVar[tuple[dict[str, Any], ...]] = ({"type": "string"},)

    url: str
    section: str | None = None
    """What the record's ``section`` says of articles found here."""

    @model_validator(mode="before")
    @classmethod
    def _a_bare_address_is_a_list(cls, value: Any) -> Any:
        return {"url": value} if isinstance(value, str) else value


class Pages(Checked):
    """How a list goes on: what is put in the place of ``{page}`` to ask for more of it, or where its next address is."""

    url: str | None = None
    """Not with ``link``: there the document says the whole address."""
    by: Literal["number", "offset", "cursor", "time", "link"]
    first: Annotated[int, Field(ge=0)] = 1
    """The number of the first page, where pages have numbers."""
    value: Expression | None = None
    """Where the cursor or the address is in the document, or the time in the last item."""

    @model_validator(mode="after")
    def _can_be_found(self) -> Self:
        if self.by in ("cursor", "time", "link") and self.value is None:
            raise ValueError(f"paging by {self.by} needs a `value`: the JMESPath to it")
        if (self.url is None) != (self.by == "link"):
            raise ValueError(f"paging by {self.by} " + ("needs no `url`" if self.url else "needs a `url` with {page} in it"))
        return self


class ListEndpoint(NewsList):
    """A JSON document that names articles."""

    also: ClassVar[tuple[dict[str, Any], ...]] = ()

    items: Expression = "@"
    """Where the list of articles is in the document."""
    fields: Fields
    pages: Pages | None = None
    """How to ask for more of it than comes at first."""


class LinkEndpoint(ListEndpoint):
    """A JSON document that names web pages: by their addresses, or by what their addresses are made of."""

    link: str | None = None
    """The address of an article whose item has only its id, which takes the place of ``{id}``."""

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        if not self.fields.link and not (self.link and self.fields.id):
            raise ValueError("expected `fields.link`, or a `link` with {id} in it and `fields.id`")
        return self


class ArticleEndpoint(Checked):
    """How the article itself is asked for, recognised, and read."""

    url: str
    link: str | None = None
    """The address that readers are given; addresses of this shape are recognised by ``fetch``, on any host."""
    id_pattern: Pattern = r"[\w.-]{1,100}"
    """What an id looks like, whole. Anything else is refused before it is put into an address or a file name."""
    id_date: Pattern | None = None
    """Finds year, month and day of publication in the id, for articles that state no time."""
    fields: Fields
    keep_classes: frozenset[Annotated[str, AfterValidator(_class)]] = frozenset()
    """Classes in the body that mean something and are kept by the sanitiser, such as ``em_media``."""
