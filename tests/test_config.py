"""`newsarchive.yaml`: what it may say, and what is said of one that is not right."""

from __future__ import annotations

from datetime import timedelta

import pytest

from newsarchive.config import FILE, load_config
from newsarchive.config.capture import CaptureChoice
from newsarchive.config.politeness import Politeness
from newsarchive.schedule.pace import Fixed
from newsarchive.yamlfile import ConfigError


@pytest.fixture
def config(tmp_path):
    """Reads the lines as an archive's configuration, in the zone UTC unless they say another."""

    def do(text=""):
        path = tmp_path / FILE
        path.write_text(text if "timezone" in text else f"timezone: UTC\n{text}", encoding="utf-8")
        return load_config(path)

    return do


def test_everything_it_can_say(config):
    said = config("""\
timezone: Asia/Shanghai
sources:
  finews: {enabled: false, every: 10m, hosts: {share: "http://127.0.0.1:8000/"}}
exports:
  - {profile: finews, to: site, base_url: "//finews.withounder.com/", layout: flat}
  - {profile: finews, to: /srv/mirror, name: second}
politeness:
  {contact: keeper@example.org, robots: false, delay: 2s, concurrency: 1, timeout: 1m, retries: 0, backoff: 3s,
   patience: 10m, failures: 4, rest: 30s, max_size: 4096}
""")
    assert str(said.timezone) == "Asia/Shanghai"
    assert said.sources["finews"].hosts == {"share": "http://127.0.0.1:8000"}
    assert [export.label for export in said.exports] == ["site", "second"]
    assert said.exports[0].base_url == "//finews.withounder.com"
    assert said.politeness == Politeness(
        contact="keeper@example.org",
        robots=False,
        delay=timedelta(seconds=2),
        concurrency=1,
        timeout=timedelta(minutes=1),
        retries=0,
        backoff=timedelta(seconds=3),
        patience=timedelta(minutes=10),
        failures=4,
        rest=timedelta(seconds=30),
        max_size=4096,
    )


@pytest.mark.parametrize("sources", ["[finews]", "{finews: }", "{finews: {}}"])
def test_a_source_can_be_given_by_its_bare_name(sources, config):
    assert config(f"sources: {sources}\n").sources["finews"].enabled


def test_a_section_whose_keys_are_all_commented_out_is_as_none(config):
    assert config("politeness:\n  # delay: 1s\n").politeness == Politeness()


def test_without_a_word_it_is_a_good_guest(config):
    politeness = config().politeness
    assert politeness.robots
    assert politeness.delay > timedelta(0)
    assert politeness.concurrency <= 4
    assert politeness.retries > 0
    assert timedelta(0) < politeness.timeout <= timedelta(minutes=1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("politness: {}\n", ":2: politness: unknown key (did you mean 'politeness'?)"),
        ("timezone: Asia/Shanghia\n", ":1: timezone: expected a time zone such as Asia/Shanghai (did you mean 'Asia/Shanghai'?)"),
        ("sources:\n  finews: {evry: 5m}\n", ":3: sources.finews.evry: unknown key (did you mean 'every'?)"),
        ("sources:\n  finews:\n    hosts: {share: example.org}\n", ":4: sources.finews.hosts.share: expected an address such as"),
        ("sources:\n  finews:\n    enabled: perhaps\n", ":4: sources.finews.enabled: expected true or false"),
        ("sources: finews\n", ":2: sources: expected keys with values, not 'finews'"),
        ("sources: [[a]]\n", ":2: sources: expected "),
        ("exports:\n  - {to: site}\n", ":3: exports[0].profile: is missing"),
        (
            "exports:\n  - {profile: finews, layout: shraded}\n",
            "exports[0].layout: expected one of sharded, day, flat (did you mean",
        ),
        (
            "exports:\n  - {profile: finews}\n  - {profile: other}\n",
            ":2: exports: two exports are called 'site'; give one a `name`",
        ),
        ("exports:\n  - {profile: finews, to: ''}\n", ":3: exports[0].to: expected a folder"),
        ("exports:\n  - {profile: finews, name: a/b}\n", ":3: exports[0].name: "),
        ("exports:\n  - {profile: finews, base_url: '//a b'}\n", ":3: exports[0].base_url: expected an address such as //news"),
        ("exports:\n  - {profile: finews, base_url: '<x>'}\n", ":3: exports[0].base_url: expected an address such as //news"),
        ("politeness:\n  delay: 1\n", ":3: politeness.delay: expected a duration such as 30s, 5m, 2h or 1d, not 1"),
        ("politeness: {concurrency: 0}\n", ":2: politeness.concurrency: expected greater than or equal to 1, not 0"),
        ("politeness: {retries: 100}\n", ":2: politeness.retries: expected less than or equal to 10, not 100"),
        ("politeness: {max_size: 1}\n", ":2: politeness.max_size: expected greater than or equal to 1024, not 1"),
    ],
)
def test_an_error_names_file_line_and_key(text, expected, config, tmp_path):
    with pytest.raises(ConfigError) as caught:
        config(text)
    assert str(caught.value).startswith(f"{tmp_path / FILE}:")
    assert expected in str(caught.value)


# --- sources as an archive crawls them --------------------------------------------------------------------------------


def test_hosts_and_pace_of_a_source_are_overridden(config, tmp_path):
    said = config('sources: {finews: {every: 10m, budget: 40, hosts: {share: "http://127.0.0.1:8000"}}}\n')
    source = said.source("finews", tmp_path)
    assert source.article_url("NW1") == "http://127.0.0.1:8000/NewsData/GetNewsText.do?id=NW1"
    assert source.article_link("NW1").startswith("http://finews.zning.xyz/")
    assert source.every == Fixed(timedelta(minutes=10))
    assert source.budget == 40


def test_a_source_that_is_not_configured_is_as_its_definition_says(config, tmp_path):
    assert config().source("finews", tmp_path).every == Fixed(timedelta(minutes=5))


def test_a_host_that_the_source_does_not_have_is_an_error(config, tmp_path):
    said = config('sources: {finews: {hosts: {shar: "http://127.0.0.1:8000"}}}\n')
    with pytest.raises(ConfigError, match=r"source finews has no host 'shar' \(did you mean 'share'\?\); it has public, share"):
        said.source("finews", tmp_path)


@pytest.mark.parametrize("said", ["all", "articles", "none"])
def test_what_is_captured_can_be_said_in_a_word(said, config):
    assert config(f"capture: {said}\n").capture == CaptureChoice(keep=said)
    assert config(f"capture: {{keep: {said}, rotate: 5000, leave_out: [X-Key]}}\n").capture == CaptureChoice(
        keep=said, rotate=5000, leave_out=("X-Key",)
    )


def test_articles_are_captured_where_nothing_is_said(config):
    assert config().capture.keep == "articles"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("everything", "capture.keep: expected"),
        ("{keep: al}", "capture.keep: expected one of articles, all, none (did you mean 'all'?), not 'al'"),
        ("{rotate: 10}", "capture.rotate"),
        ("{leave_out: ['a b']}", "capture.leave_out"),
        ("{leaveout: []}", "did you mean 'leave_out'"),
    ],
)
def test_a_capture_that_is_not_right_is_named(said, reason, config):
    with pytest.raises(ConfigError) as error:
        config(f"capture: {said}\n")
    assert reason in str(error.value)
