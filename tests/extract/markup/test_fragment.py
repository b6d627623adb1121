"""The small tree: what nh3 lets through is read and written back without a change."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from newsarchive.extract.markup.fragment import Element, Node, add, escape, filtered, read, tokens, write


def keep(element: Element, siblings: list[Node]) -> None:
    add(siblings, element)


@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<b>", "</b>", '<a href="x" title="&quot;<b>">', "</a>", "<br>", "a", "&lt;", " "])
    ).map("".join)
)
def test_what_is_read_is_written_back(html: str) -> None:
    markup = filtered(html)
    assert write(read(markup, keep)) == markup


def test_inner_elements_are_finished_before_outer_ones() -> None:
    seen: list[str] = []
    read("<div><p>a<b>b</b></p><hr></div>", lambda element, _: seen.append(element.tag))
    assert seen == ["b", "p", "hr", "div"]


def test_an_element_that_is_not_added_is_gone() -> None:
    def without_b(element: Element, siblings: list[Node]) -> None:
        if element.tag != "b":
            add(siblings, element)

    assert write(read("<p>a<b>b</b>c</p>", without_b)) == "<p>ac</p>"


def test_text_beside_text_is_one_text() -> None:
    nodes: list[Node] = []
    for node in ("a", "", "b", Element("br"), "c"):
        add(nodes, node)
    assert [node if isinstance(node, str) else node.tag for node in nodes] == ["ab", "br", "c"]


def test_values_are_escaped_the_way_they_come_back() -> None:
    value = "a&b\"c<d>e\xa0'f"
    markup = f'<p><a title="{escape(value)}">x</a></p>'
    assert filtered(markup) == markup


def test_tokens_tell_tags_from_text() -> None:
    assert tokens('<p class="x">a &lt; b</p>') == [("", "p", ' class="x"', ""), ("", "", "", "a &lt; b"), ("/", "p", "", "")]


def test_scripts_and_what_nobody_reads_are_filtered() -> None:
    assert (
        filtered("<script>a</script><style>b</style><svg><text>c</text></svg><textarea>d</textarea><p onclick='e()'>f</p>")
        == "<p>f</p>"
    )


def test_many_ampersands_take_no_quadratic_time() -> None:
    start = time.process_time()
    assert filtered("&amp;" * 300_000) == "&amp;" * 300_000
    assert time.process_time() - start < 3
