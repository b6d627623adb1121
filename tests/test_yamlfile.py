"""YAML read into models: every error names file, line and key, says what was expected, and how it is spelled."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from newsarchive.yamlfile import Checked, ConfigError, Duration, Zone, duration, load, nearest, spell


class Inner(Checked):
    number: int = 1
    size: Literal["small", "large"] = "small"


class Outer(Checked):
    name: str
    since: date | None = None
    wait: Duration = timedelta(seconds=1)
    zone: Zone = ZoneInfo("UTC")
    share: Annotated[int, Field(ge=1, le=9)] = 1
    inner: Inner = Inner()
    many: tuple[Inner, ...] = ()
    by_name: Annotated[dict[str, Inner], Field(default_factory=dict)]


@pytest.fixture
def read(tmp_path):
    """Reads a text, or bytes, as the file ``outer.yaml``."""

    def do(content, **defaults):
        path = tmp_path / "outer.yaml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return load(path, Outer, defaults)

    return do


@pytest.fixture
def complaint(read, tmp_path):
    """The error that a file causes, without the folder it is in."""

    def do(content):
        with pytest.raises(ConfigError) as caught:
            read(content)
        return str(caught.value).replace(f"{tmp_path}/", "")

    return do


def test_what_is_right_is_read(read):
    outer = read("name: 甲\nsince: 2026-11-01\nwait: 5m\nzone: Asia/Shanghai\ninner: {number: 2}\nmany: [{size: large}]\n")
    assert outer.name == "甲"
    assert outer.since == date(2026, 11, 1)
    assert outer.zone == ZoneInfo("Asia/Shanghai")
    assert outer.inner.number == 2
    assert outer.many[0].size == "large"


def test_a_byte_order_mark_makes_no_difference(read):
    assert read("\ufeffname: a\n").name == "a"


def test_defaults_stand_in_for_keys_that_are_not_there(read):
    assert read("", name="a").name == "a"
    assert read("name: b\n", name="a").name == "b"


def test_anchors_and_merges_are_yaml_and_work(read):
    assert read("name: a\nmany: [&one {number: 5}, {<<: *one, size: large}]\n").many[1].number == 5


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "outer.yaml:1: name: is missing"),
        ("\n\nname: a\nnmae: b\n", "outer.yaml:4: nmae: unknown key (did you mean 'name'?); known here: by_name, inner, many, "),
        ("name: a\nqqq: b\n", "outer.yaml:2: qqq: unknown key; known here: "),
        ("name: a\ninner:\n  number: 1\n  nunber: 2\n", "outer.yaml:4: inner.nunber: unknown key (did you mean 'number'?)"),
        ("name: a\nmany:\n  - {}\n  - number: x\n", "outer.yaml:4: many[1].number: expected a whole number, not 'x'"),
        ("name: a\nby_name:\n  one:\n    size: larg\n", "outer.yaml:4: by_name.one.size: expected one of small, large (did you"),
        ("name: a\ninner: {size: huge}\n", "outer.yaml:2: inner.size: expected one of small, large, not 'huge'"),
        ("name: a\nshare: 10\n", "outer.yaml:2: share: expected less than or equal to 9, not 10"),
        ("name: a\nwait: 5 minutes\n", "outer.yaml:2: wait: expected a duration such as 30s, 5m, 2h or 1d, not '5 minutes'"),
        ("name: a\nwait: 5\n", "outer.yaml:2: wait: expected a duration such as 30s, 5m, 2h or 1d, not 5"),
        ("name: a\nzone: Asia/Shanghia\n", "(did you mean 'Asia/Shanghai'?), not 'Asia/Shanghia'"),
        ("name: a\nzone: 8\n", "outer.yaml:2: zone: expected a time zone such as Asia/Shanghai, not 8"),
        ("name: [a]\n", "outer.yaml:1: name: expected a text"),
        ("name: a\nname: b\n", "outer.yaml:2: is not YAML: the key 'name' stands here twice"),
        ("name: a\ninner: {number: 1, number: 1}\n", "outer.yaml:2: is not YAML: the key 'number' stands here twice"),
        ("name: a\ninner: [\n", "outer.yaml:3: is not YAML: "),
        ("name: a\n\tb: c\n", "outer.yaml:2: is not YAML: found "),
        ("name: *nobody\n", "outer.yaml:1: is not YAML: found undefined alias"),
        ("name: \a\n", "outer.yaml: is not YAML: unacceptable character #x0007"),
        ("name: !!python/object/apply:os.system [id]\n", "outer.yaml:1: is not YAML: could not determine a constructor"),
        ("name: 财经".encode("gb18030"), "outer.yaml: is not UTF-8 (byte 6); save it as UTF-8"),
        ("- a\n", "outer.yaml:1: file: expected keys with values"),
    ],
)
def test_an_error_names_the_place_and_what_was_expected(content, expected, complaint):
    assert expected in complaint(content)


def test_every_error_of_a_file_is_told_at_once(complaint):
    lines = complaint("nmae: a\n").splitlines() + complaint("name: a\nshare: 0\nwait: soon\nzone: Nowhere\n").splitlines()
    assert [line.split(": ")[1] for line in lines[-3:]] == ["share", "wait", "zone"]


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(ConfigError, match=r"gone\.yaml: cannot be read: No such file or directory"):
        load(tmp_path / "gone.yaml", Outer)
    with pytest.raises(ConfigError, match="cannot be read: Is a directory"):
        load(tmp_path, Outer)


@pytest.mark.parametrize(
    ("text", "seconds"), [("30s", 30), ("5m", 300), ("2h", 7200), ("1d", 86400), ("0.5s", 0.5), ("0s", 0), (" 5 m ", 300)]
)
def test_durations(text, seconds, read):
    assert read(f"name: a\nwait: {text}\n").wait == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["-1s", "1w", "s", "1", "1.5.2s", "''", "1s2m", "9999999999999d", "[1s]", "null"])
def test_what_is_no_duration(text, complaint):
    assert complaint(f"name: a\nwait: {text}\n").startswith("outer.yaml:2: wait: expected a duration")


@pytest.mark.parametrize(
    "content", ["? [a, b]\n: 1\n", "{" * 3000, "[" * 3000, "name: a\nby_name: {[a]: {}}\n", "1: a\n", "~: a\n"]
)
def test_whatever_is_wrong_with_a_file_is_said_as_an_error_of_the_file(content, complaint):
    assert complaint(content).startswith("outer.yaml")


@given(st.text(st.sampled_from("nameinr:{}[]-&*!|>'\"#%@`?, \n\t0a"), max_size=40))
def test_no_text_ends_in_another_error(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        assert isinstance(load(path, Outer), Outer)
    except ConfigError as error:
        assert str(error).startswith(str(path))


def test_the_nearest_word_is_offered_only_when_it_is_near():
    assert nearest("timezon", ["timezone", "sources"]) == " (did you mean 'timezone'?)"
    assert nearest("xyz", ["timezone", "sources"]) == ""


def test_what_was_read_is_frozen(read):
    with pytest.raises(ValueError, match="frozen"):
        read("name: a\n").name = "b"


def test_a_nesting_without_end_is_an_error_and_not_the_end_of_the_process(complaint):
    assert "is nested too deeply" in complaint("[" * 100_000)


@pytest.mark.parametrize(
    ("seconds", "words"), [(300, "5m"), (3600, "1h"), (5400, "90m"), (86400, "1d"), (90, "90s"), (0.5, "0.5s"), (0, "0s")]
)
def test_a_duration_is_spelled_as_it_is_read(seconds, words):
    assert spell(timedelta(seconds=seconds)) == words
    assert duration(words) == timedelta(seconds=seconds)
