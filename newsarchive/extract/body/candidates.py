"""Elements that may hold the body, found in different ways."""

from __future__ import annotations

from newsarchive.extract.body.hints import BODY
from newsarchive.extract.body.survey import Survey
from newsarchive.extract.page import Node

_PARAGRAPHS = frozenset(("p", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "dd", "dt", "td", "th", "tr", "br"))
"""Elements that hold one block of a text, and never the text."""
_DECAY = 0.6
_GENERATIONS = 3
_LITTLE, _SOME, _MUCH, _MOST = 0.1, 0.25, 0.6, 1.0


def densest(survey: Survey) -> Node | None:
    """The element whose paragraphs pull most; what is further below counts less."""
    scores: dict[int, float] = {}
    for block in survey.blocks:
        pull = survey.pull[block.index]
        if not pull:
            continue
        node: Node | None = block.node
        if node is not None and node.tag in _PARAGRAPHS:
            node = node.parent
        for _ in range(_GENERATIONS):
            if node is None:
                break
            scores[node.index] = scores.get(node.index, 0.0) + pull
            pull *= _DECAY
            node = node.parent
    if not scores:
        return None
    return survey.page.nodes[max(scores, key=scores.__getitem__)]


def named(survey: Survey) -> Node | None:
    """The innermost element that holds nearly all that any element does whose name says that it is the body."""
    best: Node | None = None
    most = 0.0
    for node in survey.naming.says_body:
        mass = survey.mass_of(node)
        if mass > 1.05 * most or (best is not None and mass >= 0.97 * most > 0):
            best, most = node, max(mass, most)
    return best


def grown(survey: Survey, seed: Node) -> Node:
    """The element above a candidate that gains much text and little else: bodies are often cut into several boxes."""
    best = seed
    asked = _asked_inside(survey, best)
    for node in seed.ancestors():
        if node.tag == "html":
            break
        now = survey.mass_of(best)
        gain = survey.mass_of(node) - now
        if gain <= 0.05 * now or gain <= _asked_outside(survey, node, asked) * now:
            continue
        if gain > survey.ballast_of(node) - survey.ballast_of(best):
            best = node
            asked = _asked_inside(survey, best)
    return best


def _asked_inside(survey: Survey, inner: Node) -> float:
    """The share that has to be gained: much if a name in the candidate says that it is the body."""
    return _MUCH if any(inner.index <= node.index < inner.end for node in survey.naming.says_body) else _SOME


def _asked_outside(survey: Survey, outer: Node, asked: float) -> float:
    """Little if an element around says so; much for the whole page."""
    if any(survey.naming.own(node) & BODY for node in (outer, *outer.ancestors())):
        return _LITTLE
    return _MOST if outer.tag == "body" else asked
