"""The configuration checked: all errors at once, each with its place; and what is likely not meant."""

from __future__ import annotations

import pytest

from newsarchive.config.checking import check

SOUND = """\
timezone: Asia/Shanghai
sources: {finews: }
exports: [{profile: finews, to: site}]
"""
FEED = "spider: feed\ntimezone: UTC\nlists: [http://a.example.org/feed]\n"


@pytest.fixture
def archive(tmp_path):
    def make(text=SOUND, **files):
        (tmp_path / "newsarchive.yaml").write_text(text, encoding="utf-8")
        for name, content in files.items():
            path = tmp_path / name.replace("__", "/").replace("_yaml", ".yaml").replace("_yml", ".yml")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        return tmp_path

    return make


def said(problems, folder):
    return [str(each).replace(f"{folder}/", "") for each in problems]


def errors(folder):
    return said(check(folder, {}).errors, folder)


def warnings(folder, **environment):
    found = check(folder, environment)
    assert found.errors == ()
    return said(found.warnings, folder)


def test_where_all_is_well_nothing_is_said(archive):
    folder = archive()
    assert (errors(folder), warnings(folder)) == ([], [])


def test_all_errors_of_all_files_are_said_at_once(archive):
    folder = archive(
        "timezone: Nowhere\nnmae: 1\npoliteness: {delya: 1s, retries: -1, timeout: soon}\nexports: [{profile: 'X Y'}]\n",
        sources__a_yaml="spider: fed\ntimezone: UTC\n",
        sources__b_yaml=f"name: c\n{FEED}",
        sources__c_yaml=f"{FEED}match: '['\n",
        rules__r_yaml="hosts: [a.example.org]\nversions: [{body: 'p['}]\n",
        profiles__own__profile_yaml="title: Own\npost: {template: a}\n",
    )
    found = errors(folder)
    for expected in (
        "newsarchive.yaml:1: timezone: expected a time zone",
        "newsarchive.yaml:2: nmae: unknown key",
        "newsarchive.yaml:3: politeness.delya: unknown key (did you mean 'delay'?)",
        "newsarchive.yaml:3: politeness.retries: ",
        "newsarchive.yaml:3: politeness.timeout: expected a duration",
        "newsarchive.yaml:4: exports[0].profile: ",
        "sources/a.yaml:1: spider: expected one of json_list, feed, sitemap, section, json_links (did you mean 'feed'?)",
        "sources/b.yaml:1: name: expected 'b', as the file is called, not 'c'",
        "sources/c.yaml:4: match: expected a regular expression",
        "rules/r.yaml:2: versions[0].body",
        "profiles/own/profile.yaml:2: post.sharded: is missing",
    ):
        assert any(each.startswith(expected) for each in found), (expected, found)


def test_what_does_not_go_together_is_an_error_with_its_place(archive):
    folder = archive("""\
timezone: UTC
sources:
  finews: {hosts: {shares: "http://a"}}
  nobody:
exports:
  - {profile: finews, only: {sources: [finews]}}
  - {profile: epub, to: books, layout: flat}
  - {profile: none, to: c}
""")
    found = errors(folder)
    assert [each.partition(": ")[0] for each in found] == [f"newsarchive.yaml:{line}" for line in (3, 4, 6, 7, 8)]
    assert "did you mean 'share'?" in found[0]
    assert "there is no source 'nobody'" in found[1]


def test_an_error_of_a_file_that_is_named_is_said_once(archive):
    folder = archive(SOUND.replace("finews: }", "a: }"), sources__a_yaml="spider: fed\ntimezone: UTC\n")
    assert len(errors(folder)) == 1


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("timezone: UTC\n", "newsarchive.yaml:1: sources: no source is enabled"),
        ("timezone: UTC\nsources:\n  finews: {enabled: false}\n", "newsarchive.yaml:2: sources: no source is enabled"),
        ("timezone: UTC\nsources: [finews]\n", "newsarchive.yaml:1: exports: there is none"),
        (f"{SOUND}politeness: {{timeout: 3m}}\n", "newsarchive.yaml:4: politeness.timeout: longer than `time_limit`"),
        (f"{SOUND}politeness:\n  robots: false\n", "newsarchive.yaml:5: politeness.robots: robots.txt is not obeyed"),
        (f"{SOUND}pictures: {{number: 3}}\n", "newsarchive.yaml:4: pictures: no pictures are kept"),
        (
            SOUND.replace("finews: }", "finews: {budget: 2}}"),
            "newsarchive.yaml:2: sources.finews.budget: 2 requests are spent on the",
        ),
        (SOUND.replace("site}", "state/site}"), "newsarchive.yaml:3: exports[0].to: lies among the archive's own files"),
        (SOUND.replace("site}", ".}"), "newsarchive.yaml:3: exports[0].to: is the folder of the archive"),
        (SOUND.replace("]\n", ", {profile: jsonl, to: site/data}]\n"), "exports[1].to: lies inside of the folder of export site"),
        (
            SOUND.replace("]\n", ", {profile: jsonl, to: site, name: b}]\n"),
            "exports[1].to: exports site and b go to the same folder",
        ),
        (
            SOUND.replace("]\n", ", {profile: jsonl, to: b, only: {since: 2026-11-02, until: 2026-11-01}}]\n"),
            "exports[1].only: nothing was published both since 2026-11-02 and until 2026-11-01",
        ),
    ],
)
def test_what_is_likely_not_meant_is_a_warning(text, warning, archive):
    (found,) = warnings(archive(text))
    assert warning in found


def test_a_variable_that_is_named_and_not_set_is_a_warning_and_one_in_a_comment_is_none(archive):
    feed = FEED + "# ${NOT_HERE}\nheaders:\n  Authorization: Bearer ${API_KEY}\n"
    folder = archive(SOUND.replace("finews: }", "a: }"), sources__a_yaml=feed)
    (found,) = warnings(folder)
    assert found == "sources/a.yaml:6: headers.Authorization: the environment variable API_KEY is not set"
    assert warnings(folder, API_KEY="x") == []


def test_files_that_nothing_leads_to_are_a_warning(archive):
    profile = "title: Own\npost: {template: a, sharded: b, flat: c}\n"
    folder = archive(
        SOUND.replace("finews: }", "finews: , a: {enabled: false}}"),
        sources__a_yaml=FEED,
        sources__b_yml=FEED,
        profiles__own__profile_yaml=profile,
    )
    assert warnings(folder) == [
        "profiles/own/profile.yaml: no export uses this profile",
        "sources/b.yml: is not read: files in sources/ end in .yaml",
        "sources/a.yaml: is enabled nowhere: newsarchive.yaml switches it off",
    ]
