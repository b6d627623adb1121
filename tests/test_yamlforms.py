"""Older forms of files: read as what they say today, and a newer one refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsarchive import sources
from newsarchive.yamlforms import Change, Forms, applied
from newsarchive.yamltext import ConfigError, parse


def shorter(data):
    if "cadence" in data:
        yield Change(("cadence",), "`cadence` is called `every`", key="every")


def louder(data):
    for number, name in enumerate(data.get("names", ())):
        if name != name.upper():
            yield Change(("names", number), "names are in capitals", value=name.upper())


FORMS = Forms((shorter, louder))


def today(text):
    document = parse(Path("a.yaml"), text)
    return FORMS.today(document, document.data)


def test_every_step_from_the_form_of_the_file_on_is_taken():
    found = today("cadence: 5m\nnames: [a, B]\n")
    assert found.data == {"every": "5m", "names": ["A", "B"]}
    assert (found.version, [each.place for each in found.changes]) == (1, [("cadence",), ("names", 0)])
    found = today("version: 2\ncadence: 5m\nnames: [a]\n")
    assert found.data == {"version": 3, "cadence": "5m", "names": ["A"]}


def test_of_what_is_written_as_today_nothing_changes():
    assert today("every: 5m\n").changes == ()
    assert today("version: 3\nnames: [a]\n").changes == ()


def test_a_renamed_key_keeps_its_place():
    assert [*applied({"a": 1, "b": 2, "c": 3}, [Change(("b",), "", key="d")])] == ["a", "d", "c"]


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("4", "a.yaml:2: version: the file is of version 4, and this newsarchive knows 3; upgrade newsarchive"),
        ("0", "a.yaml:2: version: expected a whole number from 1 to 3, not 0"),
        ("new", "a.yaml:2: version: expected a whole number from 1 to 3, not 'new'"),
        ("true", "a.yaml:2: version: expected a whole number from 1 to 3, not True"),
    ],
)
def test_a_newer_form_and_one_that_is_none_are_refused(said, message):
    with pytest.raises(ConfigError) as caught:
        today(f"every: 5m\nversion: {said}\n")
    assert str(caught.value) == message


def test_a_source_that_names_its_kept_classes_as_selectors_goes_on_working(tmp_path):
    text = (sources.built_in()["finews"]).read_text(encoding="utf-8").replace("[em_media]", "[p.em_media, .caption, plain]")
    (tmp_path / "finews.yaml").write_text(text, encoding="utf-8")
    found = sources.find("finews", tmp_path)
    assert found.article.keep_classes == {"em_media", "caption", "plain"}
    assert [each.value for each in found.changes] == ["em_media", "caption"]
    (tmp_path / "finews.yaml").write_text(f"version: 2\n{text}", encoding="utf-8")
    with pytest.raises(ConfigError, match="expected the name of a class, such as em_media"):
        sources.find("finews", tmp_path)
