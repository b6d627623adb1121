"""`newsarchive pictures` says what is kept and what is not, and has it tried again; `status` and `backup` know of it."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime

import pytest

from newsarchive.archive import Archive
from newsarchive.cli.main import run
from newsarchive.pictures.content import read_picture
from newsarchive.pictures.shown import illustrated
from newsarchive.store.pictures import Loss
from tests.pictures.drawn import drawn
from tests.records import record

NOW = datetime(2026, 11, 2, tzinfo=UTC)
URL = "http://img.example.org/1.png"
FILE = read_picture(drawn(1)).file


@pytest.fixture
def archive(make_archive):
    made = make_archive("http://127.0.0.1:1")
    path = made.folder / "newsarchive.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "images: keep\n", encoding="utf-8")
    with Archive(made.folder) as opened:
        opened.pictures.put(FILE, drawn(1))
        opened.index.pictures.keep(URL, FILE, len(drawn(1)), illustrated)
        opened.index.articles.put(illustrated(record(body=f'<p>text <img src="{URL}"><img src="{URL}?2"></p>'), {URL: FILE}))
        opened.index.pictures.lost(record().url, "finews", {f"{URL}?3": Loss("it is an SVG drawing", final=True)}, NOW)
    return made


@pytest.fixture
def call(archive, capsys):
    """Calls the command line in this process: its exit code, and what it says."""

    def call(*arguments, folder=None):
        code = run(["-C", str(folder or archive.folder), *arguments])
        said = capsys.readouterr()
        return code, said.out + said.err

    return call


def test_what_is_kept_and_what_is_not(archive, call):
    code, said = call("pictures")
    assert code == 0
    place = archive.folder / "state" / "pictures"
    assert f"1 picture kept, {len(drawn(1))} B, in {place}; 1 could not be had" in said
    assert f"  {URL}?3 on {record().url}: it is an SVG drawing (8 tries, given up)" in said
    assert f"pictures: 1 kept, {len(drawn(1))} B, 1 could not be had" in call("status")[1]


def test_all_is_tried_again_and_what_older_articles_show_is_asked_for(call):
    code, said = call("--json", "pictures", "--retry", "--wanted")
    assert code == 0
    events = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    assert {event["event"]: event.get("pictures") for event in events[:2]} == {"wanted": 1, "retry": 2}
    missing = {event["url"]: event["due"] is not None for event in events if event["event"] == "missing"}
    assert missing == {f"{URL}?2": True, f"{URL}?3": True}


def test_a_backup_has_them_and_a_restored_archive_as_well(call, tmp_path):
    file, folder = tmp_path / "a.zip", tmp_path / "restored"
    assert "1 picture, " in call("backup", str(file))[1]
    assert zipfile.ZipFile(file).read(f"state/pictures/{FILE}") == drawn(1)
    assert call("restore", str(file), str(folder))[0] == 0
    assert call("verify", "--pictures", folder=folder)[0] == 0


def test_a_backup_says_that_it_has_not_what_is_kept_elsewhere(archive, call, tmp_path):
    path = archive.folder / "newsarchive.yaml"
    path.write_text(path.read_text(encoding="utf-8") + f"pictures: {{to: {tmp_path / 'elsewhere'}}}\n", encoding="utf-8")
    said = call("backup", str(tmp_path / "a.zip"))[1]
    assert "pictures are kept outside of the archive (`pictures.to`), and are not in it" in said
    assert not [name for name in zipfile.ZipFile(tmp_path / "a.zip").namelist() if "pictures" in name]


def test_a_place_that_cannot_be_used_is_a_matter_of_the_configuration(archive, call):
    path = archive.folder / "newsarchive.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "pictures: {to: 'nowhere://x'}\n", encoding="utf-8")
    code, said = call("status")
    assert code == 2
    assert "pictures.to: nowhere://x" in said
