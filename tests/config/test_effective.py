"""The configuration as it holds: all of it, with where it comes from, and the same when it is read again."""

from __future__ import annotations

import pytest
import yaml

from newsarchive import sources
from newsarchive.config import load_config
from newsarchive.config.effective import as_yaml, either, origin_in, settings
from newsarchive.yamlfile import load
from newsarchive.yamltext import read
from tests.config.test_schema import FULL, SOURCE


@pytest.fixture
def shown(tmp_path):
    def show(text):
        path = tmp_path / "newsarchive.yaml"
        path.write_text(text, encoding="utf-8")
        config = load_config(path)
        return config, settings(config, origin_in(read(path), "newsarchive.yaml"))

    return show


@pytest.mark.parametrize("text", [FULL, "timezone: UTC\n", "timezone: UTC\nsources: [finews]\ncapture: none\n"])
def test_what_is_shown_is_a_configuration_that_says_the_same(text, shown, tmp_path):
    config, found = shown(text)
    again = tmp_path / "again.yaml"
    again.write_text(as_yaml(found), encoding="utf-8")
    assert load_config(again) == config


def test_everything_is_there_with_where_it_comes_from(shown):
    config, found = shown(FULL)
    by = {each.key: (each.value, each.origin) for each in found}
    assert by["timezone"] == ("Asia/Shanghai", "newsarchive.yaml:1")
    assert by["sources.finews.every"] == ("10m", "newsarchive.yaml:3")
    assert by["sources.dw.enabled"] == (True, "default")
    assert by["exports[0].git.budget"] == ("2 GB", "newsarchive.yaml:6")
    assert by["exports[0].git.maintenance"] == (True, "default")
    assert by["exports[0].push.remote"] == ("origin", "default")
    assert by["capture.keep"] == ("all", "newsarchive.yaml:9")
    assert by["politeness.backoff"] == ("1s", "default")
    assert by["pictures.to"] == (None, "default")
    assert {key.partition(".")[0].partition("[")[0] for key in by} == set(type(config).model_fields)


@pytest.mark.parametrize("name", sources.built_in())
def test_a_source_is_shown_as_its_definition_says(name, tmp_path):
    source = sources.find(name)
    path = tmp_path / f"{name}.yaml"
    path.write_text(as_yaml(settings(source, lambda _: "here")), encoding="utf-8")
    assert sources.find(name, tmp_path).model_dump() == source.model_dump()


def test_what_the_archive_chooses_comes_from_there(tmp_path):
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "courier.yaml").write_text(SOURCE, encoding="utf-8")
    path = tmp_path / "newsarchive.yaml"
    path.write_text("timezone: UTC\nsources:\n  courier:\n    every: 2m\n    hosts:\n      public: http://b\n", encoding="utf-8")
    config = load_config(path)
    definition = origin_in(read(tmp_path / "sources" / "courier.yaml"), "sources/courier.yaml")
    chosen = origin_in(read(path), "newsarchive.yaml", ("sources", "courier"))
    found = settings(config.source("courier", tmp_path / "sources"), either(definition, config.sources["courier"], chosen))
    by = {each.key: (each.value, each.origin) for each in found}
    assert by["every"] == ("2m", "newsarchive.yaml:4")
    assert by["hosts.public"] == ("http://b", "newsarchive.yaml:6")
    assert by["spider"] == ("json_list", "sources/courier.yaml:2")
    assert by["budget"] == (None, "default")


@pytest.mark.parametrize(
    ("given", "seen"),
    [
        ("Authorization: Bearer abc123", "***"),
        ("Authorization: Bearer ${KEY}", "Bearer ${KEY}"),
        ("Authorization: Bearer abc123${KEY}", "***"),
        ("X-Api-Key: abc123", "***"),
        ("X-Api-Key: ${KEY}", "${KEY}"),
        ("Accept-Language: zh", "zh"),
        ("X-From: http://a/?token=abc123", "http://a/?token=***"),
    ],
)
def test_secrets_are_never_shown(given, seen, tmp_path):
    text = SOURCE.replace('headers: {X-Key: "${KEY}"}', f"headers:\n  {given}\ncookies: {{sid: abc123, other: '${{KEY}}'}}")
    path = tmp_path / "courier.yaml"
    path.write_text(text, encoding="utf-8")
    source = load(path, sources.Definition).root
    shown = yaml.safe_load(as_yaml(settings(source, lambda _: "here")))
    assert [*shown["headers"].values()] == [seen]
    assert shown["cookies"] == {"sid": "***", "other": "${KEY}"}
