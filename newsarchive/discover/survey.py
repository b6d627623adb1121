"""What was found out about a site so far: the answers, and the addresses that led nowhere."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsarchive.discover.document import Document, Kind
from newsarchive.endpoints import ArticleEndpoint, ListEndpoint, Pages


@dataclass(frozen=True, slots=True)
class Found:
    """An answer that names articles, or lists of them."""

    document: Document
    why: str
    """How its address came to be asked for: ``declared by the page``."""
    asked: str
    """The address that was asked for, which may have led elsewhere."""


@dataclass(frozen=True, slots=True)
class JsonFound:
    """A JSON list whose articles can be asked for as JSON too; addresses are not templates yet, but for the article's."""

    lists: ListEndpoint
    article: ArticleEndpoint
    why: str


@dataclass(slots=True)
class Survey:
    """A site as it answers."""

    url: str
    """As the user gave it; once it has answered, where that led."""
    only: Kind | None = None
    """The one way of finding that the user wants tried."""
    given: Document | None = None
    """What stands at the address that the user gave."""
    asked: list[str] = field(default_factory=list)
    """The addresses that were asked for, in their order; the answers come in any."""
    found: list[Found] = field(default_factory=list)
    json: list[JsonFound] = field(default_factory=list)
    pages: dict[str, Pages] = field(default_factory=dict)
    """Address of a JSON list to how it goes on, where that was seen."""
    nothing: dict[str, str] = field(default_factory=dict)
    """Address to why nothing can be made of it."""
    parts: dict[str, Document] = field(default_factory=dict)
    """Address to sitemaps that other sitemaps name, as far as they were looked into."""

    def wants(self, kind: Kind) -> bool:
        """Whether a way of finding is to be tried."""
        return self.only in (None, kind)

    def enter(self, document: Document, why: str, asked: str) -> None:
        """Keep an answer, unless the same has been found under another address."""
        if all(each.document.url != document.url for each in self.found):
            self.found.append(Found(document, why, asked))

    def looked_into(self, url: str) -> Document | None:
        """What stands at the address of a list that another one names, if that is known."""
        return self.parts.get(url) or next((each.document for each in self.found if url in (each.asked, each.document.url)), None)

    def of_kind(self, kind: Kind) -> list[Found]:
        """The answers of a kind, in the order in which they were asked for."""
        return sorted((each for each in self.found if each.document.kind == kind), key=lambda each: self._place(each.asked))

    def fruitless(self) -> dict[str, str]:
        """Address to why nothing can be made of it, in the order in which they were asked for."""
        return {address: self.nothing[address] for address in sorted(self.nothing, key=self._place)}

    def _place(self, address: str) -> int:
        return self.asked.index(address) if address in self.asked else len(self.asked)
