"""Export profiles: what ships is right, an archive's own comes first, and errors name their place."""

from __future__ import annotations

import shutil

import pytest

from newsarchive.export.files.profile import KINDS
from newsarchive.export.profile import find_profile
from newsarchive.resources import DATA
from newsarchive.yamlfile import ConfigError


@pytest.fixture
def mine(tmp_path):
    """A folder of profiles of one's own, with a copy of the finews one in it, called ``mine``."""
    shutil.copytree(DATA / "profiles" / "finews", tmp_path / "mine")
    return tmp_path


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    "name", sorted(path.parent.name for path in (DATA / "profiles").glob("*/profile.yaml") if path.parent.name not in KINDS)
)
def test_every_template_that_ships_can_be_read(name):
    form = find_profile(name)
    templates = [form.profile.post.template, *([form.profile.publisher_page.template] if form.profile.publisher_page else [])]
    for each in [*templates, *(path.as_posix() for path in form.site_files() if path.suffix == ".j2")]:
        assert form.template(each)


def test_finews_reads_as_the_original_did():
    profile = find_profile("finews").profile
    assert profile.pinyin == "xpinyin"
    assert profile.requires == ("title", "published")
    assert profile.sections["rolling"].category == "emnews"


def test_an_archive_s_own_profile_comes_first(mine):
    (mine / "mine").rename(mine / "finews")
    change(mine / "finews" / "profile.yaml", "title: finews (Jekyll)", "title: mine")
    assert find_profile("finews", mine).profile.title == "mine"
    assert find_profile("finews").profile.title == "finews (Jekyll)"


def test_an_unknown_profile_is_answered_with_the_nearest(mine):
    with pytest.raises(ConfigError, match=r"there is no profile 'mien' \(did you mean 'mine'\?\); known: .*finews.*mine"):
        find_profile("mien", mine)


@pytest.mark.parametrize("name", ["..", "", "/etc", "finews/site"])
def test_a_folder_without_a_profile_in_it_is_none(name):
    with pytest.raises(ConfigError, match="there is no profile"):
        find_profile(name)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("pinyin: xpinyin", "pinyin: xpiny", r"profile\.yaml:4: pinyin: expected one of .*did you mean 'xpinyin'"),
        (
            "requires: [title, published]",
            "requires: [titel]",
            r"profile\.yaml:5: requires\[0\]: expected one of title, .*'title'",
        ),
        ("  template: post.md.j2", "  tempalte: post.md.j2", r"post\.tempalte: unknown key \(did you mean 'template'\?\)"),
    ],
)
def test_an_error_names_the_place(old, new, expected, mine):
    change(mine / "mine" / "profile.yaml", old, new)
    with pytest.raises(ConfigError, match=expected):
        find_profile("mine", mine)


def test_a_template_that_is_missing_or_wrong_is_named(mine):
    (mine / "mine" / "broken.j2").write_text("one\n{% if %}", encoding="utf-8")
    form = find_profile("mine", mine)
    with pytest.raises(ConfigError, match=r"profile mine: there is no template gone\.j2"):
        form.template("gone.j2")
    with pytest.raises(ConfigError, match=r"profile mine: .*broken\.j2:2: "):
        form.template("broken.j2")


def test_the_fingerprint_changes_with_every_file_and_option(mine):
    form = find_profile("mine", mine)
    prints = {form.fingerprint("a"), form.fingerprint("b"), form.fingerprint("a", "b")}
    change(mine / "mine" / "post.md.j2", "layout: post", "layout: article")
    prints.add(form.fingerprint("a"))
    (mine / "mine" / "site" / "new.html").touch()
    prints.add(form.fingerprint("a"))
    assert len(prints) == 5
    assert form.fingerprint("a") == find_profile("mine", mine).fingerprint("a")


def test_where_the_files_lie_makes_no_difference_to_the_fingerprint(mine, tmp_path):
    shutil.copytree(mine / "mine", tmp_path / "elsewhere" / "mine")
    assert find_profile("mine", mine).fingerprint() == find_profile("mine", tmp_path / "elsewhere").fingerprint()
