"""Site rules: how they are written, which one is for a page, and what errors say; ``test_ruled.py`` applies them."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsarchive.extract.rules.rules import Rule, load_rules, rule_for
from newsarchive.yamlfile import ConfigError

RULE = """
hosts: [n.example, "*.n.example"]
path: /news/
versions: [{body: .content}]
"""


def rules(tmp_path: Path, text: str = RULE, name: str = "n") -> tuple[Rule, ...]:
    (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return load_rules(tmp_path)


@pytest.mark.parametrize(
    ("url", "covered"),
    [
        ("http://n.example/news/1", True),
        ("https://A.N.example/news/1", True),
        ("http://n.example/video/1", False),
        ("http://other.example/news/1", False),
        ("http://notn.example/news/1", False),
        ("http://[", False),
        (None, False),
    ],
)
def test_which_addresses_a_rule_is_for(tmp_path: Path, url: str | None, covered: bool) -> None:
    assert (rule_for(url, rules(tmp_path)) is not None) == covered


def test_a_rule_of_the_archive_replaces_the_built_in_one_of_its_name(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    for folder, body in ((first, ".a"), (second, ".b")):
        folder.mkdir()
        (folder / "n.yaml").write_text(f"hosts: [n.example]\nversions: [{{body: {body}}}]\n", encoding="utf-8")
    (first / "other.yaml").write_text("hosts: ['*']\nversions: [{body: .o}]\n", encoding="utf-8")
    found = load_rules(first, second)
    assert [rule.name for rule in found] == ["n", "other"]
    assert str(found[0].versions[0].body[0]) == ".b"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("hosts: [n.example]\n", "n.yaml:1: versions: is missing"),
        ("hosts: []\nversions: [{body: p}]\n", "expected at least one host and one version"),
        ("host: [n.example]\nversions: [{body: p}]\n", "did you mean 'hosts'?"),
        ("hosts: [n]\nversions:\n  - body: 'p['\n", "n.yaml:3: versions[0].body.css: expected a CSS selector, not 'p['"),
        ("hosts: [n]\nversions:\n  - body: {source: '('}\n", "expected a regular expression"),
        ("hosts: [n]\nversions:\n  - body: {attribute: x}\n", "expected either `css` or `source`"),
        (
            "hosts: [n]\nversions:\n  - {from: 2020-01-01, body: p}\n  - {from: 2019-01-01, body: p}\n",
            "in the order of their `from`",
        ),
        ("name: m\nhosts: [n]\nversions: [{body: p}]\n", "expected 'n', as the file is called"),
        ("hosts: [n]\nversions: [{body: p, tilte: h1}]\n", "did you mean 'title'?"),
    ],
)
def test_errors_name_the_place_and_what_was_expected(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as error:
        rules(tmp_path, text)
    assert message in str(error.value)
