"""One parse and one walk: nodes, blocks, and what the head declares."""

import time

import pytest

from newsarchive.extract.page import Page


def texts(html: str) -> list[str]:
    return [block.text for block in Page.read(html).blocks]


def test_a_block_ends_where_a_reader_sees_a_new_line() -> None:
    assert texts("<div>One <b>bold</b>\n word<p>Two</p>three<br>four</div>") == ["One bold word", "Two", "three", "four"]


def test_full_width_indents_and_hard_spaces_are_white_space() -> None:
    assert texts("<p>\u3000\u3000新华社北京&nbsp;电</p>") == ["新华社北京 电"]


def test_the_characters_of_links_are_counted() -> None:
    block = Page.read('<p>See <a href="/x"><b>this</b></a> and <a href="/y">that</a>.</p>').blocks[0]
    assert (block.links, block.only_links, block.mostly_links) == (8, False, False)
    assert Page.read('<li><a href="/x">A headline</a></li>').blocks[0].only_links


def test_a_subtree_is_a_slice_of_nodes_and_of_blocks() -> None:
    page = Page.read("<main><p>a</p><section><p>b</p><p>c</p></section></main><p>d</p>")
    section = next(node for node in page.nodes if node.tag == "section")
    assert page.text_of(section) == "b c"
    assert [block.text for block in page.blocks[section.block_start : section.block_end]] == ["b", "c"]
    assert [node.tag for node in section.ancestors()] == ["main", "body", "html"]


def test_an_inline_element_around_blocks_holds_them() -> None:
    page = Page.read("<div><span id=s><p>a</p><p>b</p></span></div>")
    span = next(node for node in page.nodes if node.tag == "span")
    assert span.block_end - span.block_start == 2


def test_scripts_styles_and_menus_are_not_read() -> None:
    html = "<nav><a href=/>Home</a></nav><script>var x = 1</script><style>p{}</style><p>Text</p><textarea>no</textarea>"
    assert texts(html) == ["Text"]


def test_a_menu_that_was_never_closed_does_not_swallow_the_page() -> None:
    assert texts("<nav><a href=/>Home</a><h1>Title</h1><p>Text</p>") == ["Home", "Title", "Text"]


def test_what_leads_to_the_next_page_is_no_menu() -> None:
    assert texts('<nav class="pagination"><a href=/2>2</a></nav>') == ["2"]


def test_the_head_is_read() -> None:
    page = Page.read(
        '<html lang="zh-CN"><head><title> A  title </title><meta property="og:title" content="A">'
        '<meta name="OG:Title" content="B"><meta name=empty content=""><link rel="shortlink canonical" href="/a"></head>'
        '<body><h1>H</h1><time datetime="2026">x</time>'
    )
    assert page.title == "A title"
    assert page.meta["og:title"] == ["A", "B"]
    assert "empty" not in page.meta
    assert page.first_meta("missing", "og:title") == "A"
    assert page.link("canonical") == "/a"
    assert page.link("next") is None
    assert page.language_tag == "zh-CN"
    assert [len(page.h1), page.times[0].get("datetime")] == [1, "2026"]


@pytest.mark.parametrize(
    ("script", "headlines"),
    [
        ('{"headline": "A"}', ["A"]),
        ('[{"headline": "A"}, {"@graph": [{"headline": "B"}]}]', ["A", None, "B"]),
        ('<!-- {"headline": "A",} //-->', ["A"]),
        ('{"headline": "A\nB"}', ["A\nB"]),
        ('{"headline": ', []),
        ("[" * 100_000, []),
    ],
)
def test_json_ld_is_read_forgivingly(script: str, headlines: list[str | None]) -> None:
    page = Page.read(f'<script type="application/ld+json">{script}</script>')
    assert [item.get("headline") for item in page.json_ld] == headlines


@pytest.mark.parametrize("html", ["", "\x00", "\ud800", "<", "<!--", "<table><p>x<td>", "</p></html>"])
def test_nothing_makes_it_raise(html: str) -> None:
    Page.read(html)


@pytest.mark.parametrize("tag", ["div", "b", "nav", "table", "ul><li", "font", "a href=x"])
def test_deep_nesting_takes_linear_time(tag: str) -> None:
    began = time.process_time()
    page = Page.read(f"<{tag}>" * 20_000 + "text")
    assert page.blocks or tag == "nav"
    assert time.process_time() - began < 5
