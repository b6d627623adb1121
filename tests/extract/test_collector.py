"""The garbage collector rests, and goes on as before."""

import gc
import weakref

import pytest

from newsarchive.extract import extract_article
from newsarchive.extract.collector import collector_at_rest
from newsarchive.extract.page import Node, Page


def test_it_goes_on_afterwards_whatever_happens() -> None:
    with pytest.raises(ValueError, match="x"), collector_at_rest():
        assert not gc.isenabled()
        raise ValueError("x")
    assert gc.isenabled()


def test_it_stays_off_if_it_was_off() -> None:
    gc.disable()
    try:
        with collector_at_rest():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_reading_a_page_leaves_no_cycles_behind() -> None:
    class Tracked(Page):
        """A page that can be watched."""

    gc.collect()
    gc.disable()
    try:
        watched = weakref.ref(Tracked.read("<h1>Vote</h1><p>The council voted, after a long debate, on Monday.</p>"))
        assert watched() is None
        extract_article("<h1>Vote</h1><p>The council voted, after a long debate, on Monday.</p>")
        assert gc.collect() < 100  # what the interpreter itself leaves
    finally:
        gc.enable()


def test_the_rest_of_a_page_goes_while_its_body_waits_to_be_written() -> None:
    menu = "<ul>" + "<li><a href='/x'>Elsewhere</a></li>" * 500 + "</ul>"
    text = "<p>The council voted, after a long debate, to build a second bridge over the river.</p>" * 3
    before = _nodes()
    found = extract_article(f"<body>{menu}<div><h1>Vote</h1>{text}</div>")
    assert _nodes() - before < 100
    assert "second bridge" in found.html


def _nodes() -> int:
    """How many nodes of pages are in memory."""
    return sum(isinstance(each, Node) for each in gc.get_objects())
