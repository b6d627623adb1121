"""What printed files have to know of an archive and of this machine."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest

from newsarchive.archive import Archive
from newsarchive.schedule.printing.facts import facts_of
from newsarchive.yamlfile import ConfigError

OWN = """\
spider: json_list
timezone: UTC
hosts: {site: "http://127.0.0.1:1"}
headers: {Authorization: "Bearer ${COURIER_TOKEN}"}
lists: [{url: "{site}/list", items: "[]", fields: {id: id, title: title}}]
article: {url: "{site}/{id}", link: "{site}/{id}", fields: {title: title, body: body}}
every: EVERY
"""


def archive(folder, every="20m", exports="[{profile: finews}]"):
    (folder / "sources").mkdir(parents=True)
    (folder / "newsarchive.yaml").write_text(f"timezone: Asia/Shanghai\nexports: {exports}\n")
    (folder / "sources" / "courier.yaml").write_text(OWN.replace("EVERY", every))
    return folder


def facts(folder, **options):
    with Archive(folder) as opened:
        return facts_of(opened, **options)


@pytest.mark.parametrize(
    ("every", "pace"),
    [("20m", timedelta(minutes=20)), ("auto", timedelta(minutes=10)), ('"*/15 8-18 * * mon-fri"', timedelta(minutes=15))],
)
def test_the_pace_is_the_shortest(tmp_path, every, pace):
    assert facts(archive(tmp_path / "news", every)).pace == pace


def test_a_pace_can_be_said(tmp_path):
    assert facts(archive(tmp_path / "news"), pace=timedelta(hours=1)).pace == timedelta(hours=1)


def test_it_belongs_to_whom_the_folder_belongs(tmp_path):
    folder = archive(tmp_path / "news")
    assert (facts(folder).uid, facts(folder).gid) == (os.getuid(), facts(folder, user=facts(folder).user).gid)
    with pytest.raises(ConfigError, match="no user nobody-at-all here; name one with --user"):
        facts(folder, user="nobody-at-all")


def test_what_it_asks_the_environment_for_is_named_and_no_value(tmp_path, monkeypatch):
    monkeypatch.setenv("COURIER_TOKEN", "s3cret")
    found = facts(archive(tmp_path / "news"))
    assert found.secrets == ("COURIER_TOKEN",)
    assert "s3cret" not in repr(found)


def test_folders_beside_the_archive_are_written_to_as_well(tmp_path):
    found = facts(archive(tmp_path / "我的 News!", exports="[{profile: finews, to: ../out}, {profile: jsonl, to: data}]"))
    assert found.writable == (tmp_path / "我的 News!", tmp_path / "out")
    assert found.places == ("data",)
    assert found.name == "news"
