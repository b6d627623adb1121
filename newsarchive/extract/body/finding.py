"""Where the article's body is, and what of it belongs to the article."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from newsarchive.extract.body.candidates import densest, grown, named
from newsarchive.extract.body.survey import Survey, weigh
from newsarchive.extract.body.trim import Trimmer
from newsarchive.extract.extraction import Candidate
from newsarchive.extract.page import Block, Node, Page

_DOUBT = 0.4
"""Below this confidence a second opinion is worth its time; that is about one page in a hundred."""
_A_TEXT = 150
"""The weight of a short item of news."""
_FAR_APART = 4
"""Two readings of which one is so many times as long as the other are about different things."""

Opinion = Callable[[], list[Block]]


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


def read_body(page: Page, ask: Opinion | None = None) -> Body:
    """Find the body of a page; an empty one where there is no text.

    Args:
        page: the page.
        ask: gives the blocks that somebody else takes for the body; asked in doubt only.
    """
    survey = Survey(page)
    by_density, by_name = densest(survey), named(survey)
    seed = by_density or by_name
    if seed is None:
        return Body(headline=survey.headline)
    container = grown(survey, seed)
    trimmer = Trimmer(survey, container)
    blocks = tuple(trimmer.trim())
    confidence = _confidence(survey, container, by_name, blocks)
    considered = tuple(_considered(survey, {"densest": by_density, "named": by_name, "grown": container}, container))
    if ask is not None and confidence < _DOUBT:
        theirs = tuple(ask())
        if _is_better(theirs, blocks):
            opinion = Candidate("body", _opening(theirs), confidence, "second opinion", chosen=True)
            return Body(page.nodes[0], theirs, trimmer.dropped, survey.headline, _DOUBT, (*considered, opinion))
    return Body(container, blocks, trimmer.dropped, survey.headline, confidence, considered)


def _confidence(survey: Survey, container: Node, by_name: Node | None, blocks: tuple[Block, ...]) -> float:
    """How sure the body is, from what usually goes with a wrong one; measured, roughly its F1 less what is certain."""
    weights = survey.weight
    weight = sum(weights[block.index] for block in blocks)
    inside = sum(weights[block.index] for block in blocks if by_name and by_name.block_start <= block.index < by_name.block_end)
    confidence = 0.95
    if weight < _A_TEXT:
        confidence -= 0.6  # hardly a text
    if weight < 0.7 * survey.weights.of(container):
        confidence -= 0.3  # much had to be trimmed
    if weight < 0.7 * sum(survey.mass):
        confidence -= 0.25  # much else on the page could be the text
    if by_name and inside < 0.5 * weight:
        confidence -= 0.25  # something else is named so
    if survey.headline < 0:
        confidence -= 0.1
    return round(max(0.05, confidence), 2)


def _is_better(theirs: tuple[Block, ...], ours: tuple[Block, ...]) -> bool:
    they, we = sum(map(weigh, theirs)), sum(map(weigh, ours))
    if we < _A_TEXT:
        return they > 2 * we
    return we < they * _FAR_APART and they < we * _FAR_APART


def _considered(survey: Survey, ways: Mapping[str, Node | None], chosen: Node) -> Iterator[Candidate]:
    """The elements that were considered, each with the way it was found in."""
    for way, node in ways.items():
        if node is not None:
            names = " ".join(filter(None, (node.get("id") and f"#{node.get('id')}", node.get("class"))))
            yield Candidate("body", f"<{node.tag}> {names}".strip(), round(survey.mass_of(node)), way, chosen=node is chosen)


def _opening(blocks: tuple[Block, ...]) -> str:
    return blocks[0].text[:80] if blocks else ""
