"""What editors are told: every file that is right is right by its schema, and what the schema takes the program takes."""

from __future__ import annotations

import copy
import json
import re

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter, ValidationError

from newsarchive.config import Config
from newsarchive.config.schema import KINDS, reachable, schema_of
from newsarchive.sources import Definition
from tests.test_docs import ROOT, blocks

VALIDATORS = {kind: Draft202012Validator(schema_of(kind), format_checker=Draft202012Validator.FORMAT_CHECKER) for kind in KINDS}
KIND_OF_EXAMPLE = {"spider": "source", "post": "profile", "kind": "profile", "exports": "newsarchive", "versions": "rule"}

FULL = """\
timezone: Asia/Shanghai
sources:
  finews: {enabled: false, every: 10m, budget: 5, images: keep, hosts: {share: "http://127.0.0.1:8000"}}
  dw:
exports:
  - {profile: finews, to: site, base_url: "//news.example.org", layout: flat, push: true, git: {budget: 2 GB, sign: true}}
  - {profile: epub, to: books, only: {since: 2026-11-01, publishers: [新华社]}}
politeness: {contact: a@example.org, robots: false, delay: 2s, concurrency: 1, timeout: 1m, max_size: 4096}
capture: all
images: keep
pictures: {size: 5 MB, number: 3}
readers: 0
log: {file: a.log, format: json, level: debug, rotate: 1 MB, keep: 2}
limits: {memory: 1 GB, disk: 1 GB, requests: 5000}
schedule: {every: auto, quiet: ["23:00-06:00"], jitter: 30s, looks: 90, within: 12m, batches: 1}
notify: {to: "json://127.0.0.1", digest: "mon 08:00", calm: 2h}
"""
SOURCE = """\
name: courier
spider: json_list
timezone: Asia/Shanghai
hosts: {public: "http://a.example.org"}
headers: {X-Key: "${KEY}"}
lists: [{url: "{public}/list", items: rows, fields: {id: id}, pages: {url: "{public}/list?p={page}", by: number}}]
article: {url: "{public}/{id}", fields: {title: title, body: text}}
every: 5m
"""


def as_json(text):
    """YAML as an editor has it: a day is a text."""
    return json.loads(json.dumps(yaml.safe_load(text), default=str))


def errors(kind, data):
    return [f"{'.'.join(map(str, each.path))}: {each.message}" for each in VALIDATORS[kind].iter_errors(data)]


def files():
    for kind, pattern in (("source", "sources/*.yaml"), ("rule", "rules/*.yaml"), ("profile", "profiles/*/profile.yaml")):
        yield from (pytest.param(kind, path, id=str(path.relative_to(ROOT))) for path in sorted((ROOT / "data").glob(pattern)))


@pytest.mark.parametrize(("kind", "path"), [*files()])
def test_every_file_that_ships_with_the_program_is_right(kind, path):
    assert errors(kind, as_json(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("text", blocks("yaml"))
def test_every_example_of_the_docs_is_right(text):
    data = as_json(text)
    kind = next((kind for key, kind in KIND_OF_EXAMPLE.items() if key in data), None)
    assert kind is not None or set(data) <= {"rule"}
    if kind:
        assert errors(kind, data) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_schemas_are_schemas_themselves(kind):
    Draft202012Validator.check_schema(schema_of(kind))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("newsarchive", "{}"),
        ("newsarchive", "{timezone: UTC, nmae: 1}"),
        ("newsarchive", "{timezone: UTC, politeness: {delay: 5 minutes}}"),
        ("newsarchive", "{timezone: UTC, politeness: {delay: 5}}"),
        ("newsarchive", "{timezone: UTC, exports: [{to: site}]}"),
        ("newsarchive", "{timezone: UTC, exports: [{profile: finews, git: {budget: 5 PB}}]}"),
        ("newsarchive", "{timezone: UTC, capture: some}"),
        ("newsarchive", "{timezone: UTC, sources: {finews: {every: 10}}}"),
        ("newsarchive", "{timezone: UTC, log: {level: loud}}"),
        ("newsarchive", "{timezone: Mars or so}"),
        ("source", "{spider: json_list, timezone: UTC}"),
        ("source", "{spider: json_list, timezone: UTC, article: }"),
        ("source", "{spider: feed, timezone: UTC}"),
        ("source", "{spider: sfeed, timezone: UTC, lists: [http://a]}"),
        ("source", "{spider: feed, timezone: UTC, lists: [http://a], hosts: {a: example.org}}"),
        ("profile", "{kind: csv, title: a}"),
        ("profile", "{title: a, post: {template: a}}"),
        ("rule", "{hosts: [a.example.org]}"),
        ("rule", "{hosts: [a.example.org], versions: [{title: h1}]}"),
    ],
)
def test_what_is_wrong_is_wrong(kind, text):
    assert errors(kind, as_json(text)) != []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("newsarchive", FULL),
        (
            "newsarchive",
            "{timezone: UTC, sources: [finews, dw], politeness: , exports: [{profile: jekyll, push: {when: asked}}]}",
        ),
        ("source", SOURCE),
        ("source", "{spider: feed, timezone: UTC, lists: [http://a, {url: http://b, section: 要闻}]}"),
        ("rule", "{hosts: [a.example.org], versions: [{from: 2026-11-01, body: article, title: [h1, {css: h2}], drop: [nav]}]}"),
    ],
)
def test_short_forms_are_right(kind, text):
    data = as_json(text)
    assert errors(kind, data) == []
    TypeAdapter(KINDS[kind]).validate_python(
        {"name": "a", **yaml.safe_load(text)} if kind in ("source", "rule") else yaml.safe_load(text)
    )


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_that_says_what_it_is_for_in_the_program_says_so_in_the_schema(kind):
    schema = schema_of(kind)
    models = [each.get("anyOf", [each])[0] if "properties" not in each else each for each in (schema, *schema["$defs"].values())]
    said = {name: key.get("description") for each in models for name, key in each.get("properties", {}).items()}
    sample = {"newsarchive": "timezone", "source": "verified", "profile": "strict_names", "rule": "keep_classes"}[kind]
    assert said[sample]
    assert all("\n" not in words for words in said.values() if words)
    assert len(reachable(KINDS[kind])) <= len(schema["$defs"]) + 1


def places(data, before=()):
    yield before
    if isinstance(data, dict | list):
        for name, each in data.items() if isinstance(data, dict) else enumerate(data):
            yield from places(each, (*before, name))


def changed(data, place, value):
    data = copy.deepcopy(data)
    node = data
    for part in place[:-1]:
        node = node[part]
    node[place[-1]] = value
    return data


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 100),
    st.sampled_from(
        ["", "a", "5m", "0.5s", "5 minutes", "3 GB", "link", "all", "http://a", "Asia/Shanghai", "UTC", "2026-11-01", "jekyll"]
    ),
    st.lists(st.sampled_from(["a", "finews", 3]), max_size=2),
    st.dictionaries(st.sampled_from(["a", "url", "keep", "when", "css"]), st.sampled_from(["asked", "a", 1]), max_size=2),
)
WHOLE = {"newsarchive": (as_json(FULL), Config), "source": (as_json(SOURCE), Definition)}
NOT_OF_THE_SCHEMA = re.compile(
    r"two exports are called|names \{|has no place for|JMESPath|needs (no|a) `|time zone such as|fields of cron|"
    r"a time that comes|a second or more|an hour of the day that is left|addresses? number"
)
"""What only the program can know: whether names agree, whether a zone is there, what cron takes."""


@pytest.mark.parametrize("kind", WHOLE)
@settings(max_examples=150)
@given(data=st.data())
def test_what_the_schema_takes_the_program_takes(kind, data):
    whole, model = WHOLE[kind]
    place = data.draw(st.sampled_from([each for each in places(whole) if each]))
    given_ = changed(whole, place, data.draw(VALUES))
    if errors(kind, given_):
        return
    try:
        model.model_validate(given_)
    except ValidationError as error:
        assert NOT_OF_THE_SCHEMA.search(str(error)), (place, str(error))
