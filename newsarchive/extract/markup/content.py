"""The body as HTML and as Markdown, written when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from newsarchive.extract.markup.clean import markdown_of


class Content:
    """A body: who only wants its text does not pay for its markup."""

    def __init__(self, write: Callable[[], str]) -> None:
        """``write`` gives the sanitised HTML; it is called once, or never."""
        self._write: Callable[[], str] | None = write

    @classmethod
    def of(cls, html: str) -> Content:
        """The content that is this sanitised HTML."""
        return cls(lambda: html)

    @cached_property
    def html(self) -> str:
        """The body, sanitised."""
        write, self._write = self._write, None  # lets go of the nodes that it was written from
        return write() if write is not None else ""

    @cached_property
    def markdown(self) -> str:
        """The same as Markdown."""
        return markdown_of(self.html)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Content) and self.html == other.html

    def __hash__(self) -> int:
        return hash(self.html)

    def __repr__(self) -> str:
        return f"Content.of({self.html!r})"

    def __reduce__(self) -> tuple[Callable[[str], Content], tuple[str]]:
        return Content.of, (self.html,)  # a page cannot travel to another process, its article can
