"""Where the article's body is, and what of it belongs to the article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from newsarchive.extract.candidates import densest, grown, named
from newsarchive.extract.extraction import Candidate
from newsarchive.extract.page import Block, Node, Page
from newsarchive.extract.survey import Survey
from newsarchive.extract.trim import Trimmer


@dataclass(frozen=True, slots=True)
class Body:
    """The body as it was found."""

    container: Node | None = None
    """The element that holds it."""
    blocks: tuple[Block, ...] = ()
    """What of the page is article, in document order."""
    dropped: Mapping[int, str] = field(default_factory=dict)
    """Why the other blocks of the container are not, by index."""
    headline: int = -1
    """The index of the block with the headline."""
    confidence: float = 0.0
    candidates: tuple[Candidate, ...] = ()
    """Everything that was considered."""

    @property
    def text(self) -> str:
        """What a reader reads, a paragraph a line."""
        return "\n".join(block.text for block in self.blocks)


def read_body(page: Page) -> Body:
    """Find the body of a page; an empty one where there is no text."""
    survey = Survey(page)
    seed = densest(survey) or named(survey)
    if seed is None:
        return Body(headline=survey.headline)
    container = grown(survey, seed)
    trimmer = Trimmer(survey, container)
    blocks = trimmer.trim()
    return Body(container, tuple(blocks), trimmer.dropped, survey.headline, 0.5)
