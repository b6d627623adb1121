"""Files that a killed process left open: only the record that was being written is lost."""

from __future__ import annotations

import pytest

from newsarchive.capture.catalogue import catalogue
from newsarchive.capture.record import new_id, records, warcinfo
from newsarchive.capture.repair import Repaired, repair, whole_length
from newsarchive.capture.warcfile import Capture, captures_in
from tests.capture.conftest import DATE, MOST, exchange

PIECES = [warcinfo("a", DATE, {"software": "newsarchive"})]
for _number in range(3):
    PIECES += records(new_id(), exchange(_number))[1]
ENDS = [sum(len(each) for each in PIECES[: number + 1]) for number in range(len(PIECES))]
WHOLE = b"".join(PIECES)


def left_open(folder, data):
    folder.mkdir(exist_ok=True, parents=True)
    path = folder / "a.warc.gz.open"
    path.write_bytes(data)
    return path


CUTS = sorted({*range(0, len(WHOLE), 13), *(min(end + beside, len(WHOLE)) for end in ENDS for beside in (-1, 0, 1))})


@pytest.mark.parametrize("share", range(8))  # the names in the records are new every time, and so the places are as well
def test_a_file_cut_anywhere_loses_one_record(share, folder):
    for cut in CUTS[share::8]:
        check_cut(cut, folder / str(cut))


def check_cut(cut, folder):
    left_open(folder, WHOLE[:cut])
    kept = max((end for end in ENDS if end <= cut), default=0)
    assert list(repair(folder)) == [Repaired("a.warc.gz", kept, cut - kept)]
    if not kept:
        assert list(folder.iterdir()) == []
        return
    (path,) = folder.iterdir()
    assert path.name == "a.warc.gz"
    assert path.read_bytes() == WHOLE[:kept]
    with path.open("rb") as file:
        found = list(captures_in(file, MOST))
    answers = [place for place, end in enumerate(ENDS) if end <= kept and place % 2 == 1]
    assert len(found) == len(answers)
    assert all(isinstance(each, Capture) for each in found)


def test_what_is_closed_or_no_capture_is_left_alone(folder):
    folder.mkdir()
    (folder / "a.warc.gz").write_bytes(WHOLE[:-5])
    (folder / "notes.txt.open").write_bytes(b"mine")
    assert list(repair(folder)) == []
    assert sorted(path.name for path in folder.iterdir()) == ["a.warc.gz", "notes.txt.open"]


def test_there_need_be_no_folder(folder):
    assert list(repair(folder)) == []


def test_it_is_said_in_words():
    assert Repaired("a.warc.gz", 10, 3).in_words == (
        "capture a.warc.gz, left open by a run that was killed, is closed, without the 3 bytes of a record that was not whole"
    )
    assert Repaired("a.warc.gz", 10, 0).in_words.endswith("is closed")
    assert Repaired("a.warc.gz", 0, 3).in_words.startswith("capture a.warc.gz, left open by a run that was killed, is removed")


def test_what_is_no_gzip_at_all_has_no_length(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"nothing of the kind")
    with path.open("rb") as file:
        assert whole_length(file) == 0


def test_what_is_in_a_file_is_found_with_its_places(folder):
    left_open(folder, WHOLE)
    list(repair(folder))
    found = list(catalogue(folder / "a.warc.gz", MOST))
    assert [each.url for each in found] == [exchange(number).url for number in range(3)]
    assert [each.offset for each in found] == [ENDS[0], ENDS[2], ENDS[4]]
    assert [each.length for each in found] == [len(PIECES[1]), len(PIECES[3]), len(PIECES[5])]
    assert {each.file for each in found} == {"a.warc.gz"}
    assert found[0].date == DATE
