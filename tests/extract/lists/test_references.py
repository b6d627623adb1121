"""Numbers that name no character are taken out before a parser stumbles over them."""

from __future__ import annotations

import pytest

from newsarchive.extract.lists.references import sound_references


@pytest.mark.parametrize("reference", ["&#65;", "&#x6d59;", "&#X1F600;", "&#x10FFFF;", "&#065;", "&#65", "&amp;", "&#;", "&#xg;"])
def test_what_names_a_character_stays(reference):
    assert sound_references(f"a{reference}b") == f"a{reference}b"


@pytest.mark.parametrize("reference", ["&#0;", "&#xD800;", "&#57343;", "&#x110000;", "&#" + "9" * 5000 + ";", "&#xdfff"])
def test_what_names_none_does_not(reference):
    assert sound_references(f"a{reference}-") == "a\ufffd-"
