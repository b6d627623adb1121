"""What of a container is the article, and what only stands before, between and after it."""

from __future__ import annotations

import re

from newsarchive.extract.body.hints import APART
from newsarchive.extract.body.lexicon import is_chaff, is_credit, is_imprint, is_pointer, is_signoff, opens_elsewhere
from newsarchive.extract.body.survey import Survey
from newsarchive.extract.page import Block, Node

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SUBHEADINGS = frozenset(("h2", "h3", "h4"))
_HOLDS_LINKS = frozenset(("li", "td", "th", "p", *_HEADINGS))
_MATTER = frozenset(("table", "blockquote", "pre", "ul", "ol", "dl"))
"""What makes a ``<figure>`` more than a picture."""
_LARGEST_FIGURE = 500
"""Nodes of one that is looked into: one that was never closed holds the rest of the page."""
_DEK = re.compile(r"dek\b|sub-?_?(?:head|title|line)|standfirst|\bsub\b|deck\b|kicker|flashline", re.IGNORECASE)
_FRAME = 0.5
"""A part of the container with more of its text than this is no intruder, whatever it is called."""
_REPEATED = 60
"""A text from this length on that comes a second time is a copy for another screen."""


class Trimmer:
    """One pass over the blocks of a container; ``dropped`` says why each of the others is not kept."""

    def __init__(self, survey: Survey, container: Node) -> None:
        self.survey = survey
        self.container = container
        self.dropped: dict[int, str] = {}
        self._weight = survey.weights.of(container)
        self._hints = survey.inherited_below(container, _FRAME)
        self._others = self._other_articles()
        self._begins = self._begin()
        self._scope_end = -1  # of a section of other things
        self._elsewhere = False  # inside a list of other things
        self._seen: set[str] = set()
        self._pictures = {container.index: False}

    def trim(self) -> list[Block]:
        """The blocks that are the article."""
        container, blocks = self.container, self.survey.blocks
        kept = []
        for block in blocks[container.block_start : container.block_end]:
            reason = self._reason(block)
            if reason is None:
                kept.append(block)
            else:
                self.dropped[block.index] = reason
        return self._without_ends(kept)

    def _reason(self, block: Block) -> str | None:
        """Why a block is not kept, or None."""
        if block.index < self._scope_end:
            return "section of other things"
        return self._by_place(block) or self._by_words(block) or self._by_links(block) or self._by_repetition(block)

    def _by_place(self, block: Block) -> str | None:
        survey = self.survey
        if self._hints.of(block.node) & APART:
            return "named so"
        if block.index == survey.headline:
            return "headline"
        if block.index < self._begins:
            return "above the headline"
        if block.index in survey.teasers:
            return "teaser"
        if block.index in self._others:
            return "another article"
        return "picture" if self._in_picture(block) else None

    def _by_words(self, block: Block) -> str | None:
        text = block.text
        if not any(map(str.isalnum, text)):
            return "no words"
        if block.links < len(text) and opens_elsewhere(text):
            scope = self._scope(block)
            if self.survey.weights.between(scope.block_start, scope.block_end) < 0.3 * self._weight:
                self._scope_end = scope.block_end
            self._elsewhere = True
            return "heading of other things"
        if is_chaff(text):
            return "machinery"
        if is_credit(text):
            return "picture credit"
        if block.mostly_links and is_pointer(text):
            self._elsewhere = len(text) < 60 and block.links < len(text)
            return "pointer"
        return None

    def _by_links(self, block: Block) -> str | None:
        if self._elsewhere:
            if block.mostly_links or (block.tag == "li" and block.links * 3 > len(block.text)):
                return "list of other things"
            self._elsewhere = False
        return "link" if block.only_links and not _is_own_link(block) else None

    def _by_repetition(self, block: Block) -> str | None:
        if len(block.text) < _REPEATED:
            return None
        if block.text in self._seen:
            return "repeated"
        self._seen.add(block.text)
        return None

    def _begin(self) -> int:
        """The index of the headline, if most of the container's text stands below it."""
        headline, container = self.survey.headline, self.container
        if not container.block_start < headline < container.block_end:
            return -1
        below = self.survey.weights.between(headline, container.block_end)
        return headline if below > (0.5 if self.survey.blocks[headline].tag in _HEADINGS else 0.7) * self._weight else -1

    def _other_articles(self) -> frozenset[int]:
        """The indices of the blocks of the ``<article>`` elements that follow the first and main one."""
        survey, container = self.survey, self.container
        articles: list[Node] = []
        for node in survey.naming.articles:
            is_nested = bool(articles) and node.index < articles[-1].end
            if container.index < node.index < container.end and not is_nested:
                articles.append(node)
        if len(articles) < 2 or any("LiveBlog" in str(item.get("@type")) for item in survey.page.json_ld):
            return frozenset()
        first, *others = (survey.weights.of(node) for node in articles)
        if first < 150 or first < 1.4 * sorted(others)[len(others) // 2]:
            return frozenset()
        stories = filter(self._is_story, articles[1:])
        return frozenset(index for node in stories for index in range(node.block_start, node.block_end))

    def _is_story(self, article: Node) -> bool:
        """Whether it has a headline of its own: one of the first level, or one that leads to it."""
        blocks = self.survey.blocks[article.block_start : article.block_end]
        return any(block.tag == "h1" or (block.tag in _HEADINGS and block.links) for block in blocks)

    def _in_picture(self, block: Block) -> bool:
        """Is it in a ``<figure>`` that holds nothing but pictures and what is said about them?"""
        climbed = []
        node: Node | None = block.node
        while node is not None and node.index not in self._pictures:
            climbed.append(node.index)
            if node.tag == "figure":
                size = node.end - node.index
                self._pictures[node.index] = size <= _LARGEST_FIGURE and all(
                    below.tag not in _MATTER for below in self.survey.page.subtree(node)
                )
                break
            node = node.parent
        answer = node is not None and self._pictures[node.index]
        self._pictures.update(dict.fromkeys(climbed, answer))
        return answer

    def _scope(self, block: Block) -> Node:
        """The largest element that begins with this block: what a heading stands over, if it has a box of its own."""
        node = block.node
        while node.parent is not None and node.parent.index > self.container.index and node.parent.block_start == block.index:
            node = node.parent
        return node

    def _without_ends(self, kept: list[Block]) -> list[Block]:
        """Without what stands before the first and after the last real paragraph."""
        first, behind = 0, len(kept)
        while first < behind and (not self._is_solid(kept[first]) or self._is_dek(kept[first])):
            first += 1
        while behind > first and not self._is_solid(kept[behind - 1]):
            behind -= 1
        if first == behind:
            return kept
        while first > 0 and kept[first - 1].index == kept[first].index - 1 and self._introduces(kept[first - 1]):
            first -= 1
        self.dropped |= {block.index: "before the text" for block in kept[:first]}
        self.dropped |= {block.index: "after the text" for block in kept[behind:]}
        return kept[first:behind]

    def _is_solid(self, block: Block) -> bool:
        return self.survey.weight[block.index] > 0 and not is_imprint(block.text) and not is_signoff(block.text)

    def _introduces(self, block: Block) -> bool:
        return block.tag in _SUBHEADINGS and not self._is_dek(block)

    def _is_dek(self, block: Block) -> bool:
        """Is it the line below the headline that says what the article is about?"""
        if 0 <= self.survey.headline < block.index - 7:
            return False
        node: Node | None = block.node
        for _ in range(3):
            if node is None:
                return False
            if node.tag == "header" or _DEK.search(node.get("class")):
                return True
            node = node.parent
        return False


def _is_own_link(block: Block) -> bool:
    """A line that is all link, and yet part of the text: an item, a source, an address, a sentence."""
    text = block.text
    if text[-1] in ".:。：" or text.startswith(("http", "www.")):
        return True
    shouts = text.isupper() and " " in text
    return block.tag in _HOLDS_LINKS and not (shouts and block.tag == "p")
