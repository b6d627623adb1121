"""A file brought up to date: what has changed is changed, and every other character stays."""

from __future__ import annotations

import pytest

from newsarchive.config.rewriting import bring_up_to_date, rewritten
from newsarchive.yamltext import ConfigError, parse, read
from tests.test_yamlforms import FORMS

OLD = """\
# Courier, as of spring
cadence: 5m     # often

names:
  - a           # the first
  - "b"
  - C
"""
NEW = """\
# Courier, as of spring
version: 3
every: 5m     # often

names:
  - A           # the first
  - B
  - C
"""


def anew(path, text):
    document = parse(path, text)
    return rewritten(document, FORMS, FORMS.today(document, document.data))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (OLD, NEW),
        ("{cadence: 5m, names: [a]}\n", "{version: 3, every: 5m, names: [A]}\n"),
        ("names: [a]\nversion: 1   # old\ncadence: 1m", "names: [A]\nversion: 3   # old\nevery: 1m"),
        ("---\n# a\ncadence: 财经\n", "---\n# a\nversion: 3\nevery: 财经\n"),
    ],
)
def test_only_what_has_changed_is_changed(old, new, tmp_path):
    assert anew(tmp_path / "a.yaml", old) == new


@pytest.mark.parametrize("text", ["base: &base {cadence: 5m}\n<<: *base\nnames: [A]\n", "cadence: 5m\nnames: [&one a, *one]\n"])
def test_what_cannot_be_brought_up_to_date_is_left_and_said(text, tmp_path):
    with pytest.raises(ConfigError, match="change it by hand: `cadence` is called `every`"):
        anew(tmp_path / "a.yaml", text)


def test_the_old_file_is_kept_beside_the_new_one_and_none_is_overwritten(tmp_path):
    path = tmp_path / "a.yaml"
    for number, name in enumerate(("a.yaml.v1", "a.yaml.v1-2")):
        path.write_text(OLD.replace("5m", f"{number}m"), encoding="utf-8")
        assert bring_up_to_date(read(path), NEW, 1) == tmp_path / name
        assert path.read_text(encoding="utf-8") == NEW
        assert f"cadence: {number}m" in (tmp_path / name).read_text(encoding="utf-8")
