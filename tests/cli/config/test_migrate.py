"""`newsarchive config migrate`: older files brought up to date."""

from __future__ import annotations

from newsarchive import sources
from tests.cli.config.conftest import write


def test_an_older_file_goes_on_working_with_a_note_until_it_is_brought_up_to_date(archive):
    text = sources.built_in()["finews"].read_text(encoding="utf-8").replace("[em_media]", "[p.em_media]")
    own = archive.folder / "sources" / "finews.yaml"
    own.parent.mkdir()
    own.write_text(text, encoding="utf-8")
    noted = archive.run("status")
    assert noted.code == 0
    assert "1 setting is written in an older form; `newsarchive config migrate` brings the file up to date" in noted.err
    assert "the class is named without its element: em_media" in archive.run("config", "migrate", "--dry-run").out
    assert own.read_text(encoding="utf-8") == text
    result = archive.run("config", "migrate")
    assert "sources/finews.yaml is of version 2 now; the old one is sources/finews.yaml.v1" in result.out
    assert "keep_classes: [em_media]                    # the paragraph" in own.read_text(encoding="utf-8")
    assert (own.parent / "finews.yaml.v1").read_text(encoding="utf-8") == text
    assert archive.run("status").err == ""
    assert archive.run("config", "migrate").out == "everything is written as it is today\n"


def test_a_file_of_a_newer_program_is_refused(archive):
    write(archive, "version: 99\ntimezone: UTC\n")
    result = archive.run("status")
    assert result.code == 2
    assert "version: the file is of version 99, and this newsarchive knows 1; upgrade newsarchive" in result.err
