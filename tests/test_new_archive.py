"""A new archive's configuration: read on in by people, right from the start, and never over one that is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsarchive.archive import Archive
from newsarchive.config import FILE, load_config
from newsarchive.new_archive import create
from newsarchive.resources import DATA
from newsarchive.yamlfile import ConfigError


def test_the_profile_suggests_what_is_not_said(tmp_path):
    folder = create(tmp_path / "new", profile="finews")
    config = load_config(folder / FILE)
    assert str(config.timezone) == "Asia/Shanghai"
    assert list(config.sources) == ["finews"]
    assert [(export.profile, export.to) for export in config.exports] == [("finews", "site")]


def test_what_is_said_is_in_the_file(tmp_path):
    folder = create(
        tmp_path / "new",
        profile="finews",
        base_url="//finews.withounder.com",
        timezone="Europe/Berlin",
        sources=["finews"],
        contact="keeper@example.org",
    )
    config = load_config(folder / FILE)
    assert str(config.timezone) == "Europe/Berlin"
    assert config.exports[0].base_url == "//finews.withounder.com"
    assert config.politeness.contact == "keeper@example.org"


@pytest.mark.parametrize("profile", [path.parent.name for path in sorted((DATA / "profiles").glob("*/profile.yaml"))])
def test_every_profile_can_be_begun_with(profile, tmp_path):
    folder = create(tmp_path / "new", profile=profile, base_url="//a.example.org")
    with Archive(folder) as archive:
        (export,) = archive.exports()
        assert (export.profile, export.base_url) == (profile, "//a.example.org")
        is_files = archive.file_profile(export) is not None
    assert export.to == (profile if is_files else "site")
    assert ("as files" in (folder / FILE).read_text(encoding="utf-8")) == is_files


@pytest.mark.parametrize("contact", ["a: b # c", '"quoted"', "no", "1e3", "第一\n第二", "{x}", "- y"])
def test_a_contact_of_any_shape_is_read_back_as_it_was(contact, tmp_path):
    folder = create(tmp_path / "new", profile="finews", contact=contact)
    assert load_config(folder / FILE).politeness.contact == contact


def test_the_file_can_be_opened_as_an_archive_and_explains_itself(tmp_path):
    folder = create(tmp_path / "new", profile="finews")
    with Archive(folder) as archive:
        assert archive.source_names() == ["finews"]
    text = (folder / FILE).read_text(encoding="utf-8")
    assert text.startswith("# The configuration of this archive.")
    assert "# contact: you@example.org" in text


def test_the_folder_is_answered_absolute(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert create(Path("here"), profile="finews") == tmp_path / "here"


def test_an_archive_that_is_there_is_left_as_it_is(tmp_path):
    (tmp_path / FILE).write_text("timezone: UTC\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="is an archive already"):
        create(tmp_path, profile="finews")
    assert (tmp_path / FILE).read_text(encoding="utf-8") == "timezone: UTC\n"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"profile": "finew"}, r"there is no profile 'finew' \(did you mean 'finews'\?\)"),
        ({"timezone": "Asia/Shanghia"}, r"expected a time zone such as Asia/Shanghai \(did you mean"),
        ({"sources": ["fnews"]}, r"there is no source 'fnews' \(did you mean 'finews'\?\)"),
        ({"base_url": "//a b"}, "expected an address such as //news.example.org"),
    ],
)
def test_what_is_not_right_is_said_and_leaves_nothing_behind(said, expected, tmp_path):
    with pytest.raises(ConfigError, match=expected):
        create(tmp_path / "new", **{"profile": "finews", **said})
    assert not (tmp_path / "new" / FILE).exists()


def test_a_folder_that_was_there_before_is_still_there(tmp_path):
    folder = tmp_path / "empty"
    folder.mkdir()
    with pytest.raises(ConfigError):
        create(folder, profile="finews", timezone="Asia/Shanghia")
    assert folder.is_dir()
