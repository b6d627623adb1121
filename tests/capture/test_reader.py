"""A capture found by its name, and what is said when it is not there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newsarchive.capture.reader import MissingCaptureError, Reader
from tests.capture.conftest import DATE, MOST, exchange, keep, warcs


@pytest.fixture
def kept(make_keeper):
    keeper = make_keeper()
    names = [keep(keeper, exchange(number)) for number in range(3)]
    return keeper, names


@pytest.fixture
def reader(folder, store):
    return Reader(folder, store, MOST)


@pytest.mark.parametrize("closed", [True, False])
def test_a_capture_is_read_by_its_name_whether_its_file_is_closed_or_not(closed, kept, reader):
    keeper, names = kept
    if closed:
        keeper.close()
    for number, name in enumerate(names):
        found = reader.read(name)
        assert (found.record_id, found.url, found.date, found.status) == (name, exchange(number).url, DATE, 200)
        assert found.body(MOST) == exchange(number).response.body


def test_a_name_that_is_not_known_is_said(kept, reader):
    with pytest.raises(MissingCaptureError, match="no capture urn:uuid:0 is known"):
        reader.read("urn:uuid:0")


def test_a_file_that_is_missing_is_named(kept, reader, folder):
    kept[0].close()
    warcs(folder)[0].unlink()
    with pytest.raises(MissingCaptureError, match=r"\.warc\.gz is missing"):
        reader.read(kept[1][0])


def test_a_damaged_record_is_named_and_the_others_are_read(kept, reader, folder, store):
    path, place = warcs(folder)[0], store.find(kept[1][1])
    data = bytearray(path.read_bytes())
    data[place.offset + 60 : place.offset + 64] = b"\xff" * 4
    path.write_bytes(data)
    with pytest.raises(MissingCaptureError, match=f"at {place.offset}: damaged"):
        reader.read(kept[1][1])
    assert reader.read(kept[1][2]).url == exchange(2).url


def test_another_record_in_its_place_is_said(kept, reader, folder, store):
    first, second = (store.find(each) for each in kept[1][:2])
    store.put([replace(first, offset=second.offset)])
    with pytest.raises(MissingCaptureError, match="has another record"):
        reader.read(first.record_id)


def test_a_repetition_whose_original_is_gone_says_so(kept, reader, store):
    again = keep(kept[0], exchange(1, date=DATE.replace(day=2)))
    with store._database.write() as connection:
        connection.exec_driver_sql("DELETE FROM captures WHERE record_id = ?", (kept[1][1],))
    with pytest.raises(MissingCaptureError, match=f"no capture {kept[1][1]} is known"):
        reader.read(again)
