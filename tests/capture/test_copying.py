"""Captures taken out of their files byte for byte."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from newsarchive.capture import copying
from newsarchive.capture.copying import Copier
from newsarchive.capture.reader import MissingCaptureError
from tests.capture.conftest import DATE, MOST, exchange, keep, warcs


@pytest.fixture
def copier(folder, store):
    return Copier(folder, store, MOST)


def test_an_answer_and_its_request_come_as_they_are_also_from_a_file_that_is_being_written(make_keeper, copier, folder):
    keeper = make_keeper()
    names = [keep(keeper, exchange(number)) for number in (1, 2)]
    records = [copier.records(name) for name in names]
    assert [len(each) for each in records] == [2, 2]
    assert [each[0].name for each in records] == names
    (path,) = warcs(folder)
    assert path.name.endswith(".open")
    assert path.read_bytes().endswith(b"".join(record.data for each in records for record in each))
    keeper.close()
    assert [copier.records(name) for name in names] == records


def test_an_answer_without_a_request_comes_alone(make_keeper, copier):
    keeper = make_keeper()
    name = keep(keeper, exchange(1, request=None))
    keep(keeper, exchange(2))
    assert len(copier.records(name)) == 1


def test_one_that_repeats_another_comes_behind_it(make_keeper, copier):
    keeper = make_keeper()
    first = keep(keeper, exchange(1))
    again = keep(keeper, exchange(1, date=DATE + timedelta(days=1)))
    assert [record.name for record in copier.records(again)][::2] == [first, again]


def test_what_is_not_there_or_damaged_is_said_and_not_handed_on(make_keeper, copier, folder, store):
    keeper = make_keeper()
    first, second = keep(keeper, exchange(1)), keep(keeper, exchange(2))
    again = keep(keeper, exchange(1, date=DATE + timedelta(days=1)))
    keeper.close()
    with pytest.raises(MissingCaptureError, match="no capture urn:x is known"):
        copier.records("urn:x")
    (path,) = warcs(folder)
    data = bytearray(path.read_bytes())
    data[store.find(first).offset + 40] ^= 0xFF
    path.write_bytes(data)
    for name in (first, again):
        with pytest.raises(MissingCaptureError, match="damaged"):
            copier.records(name)
    assert copier.records(second)
    store.put([replace(store.find(second), record_id="urn:uuid:other")])
    with pytest.raises(MissingCaptureError, match="has another record"):
        copier.records("urn:uuid:other")
    path.unlink()
    with pytest.raises(MissingCaptureError, match="is missing"):
        copier.records(second)


def test_copies_can_be_copied_again_from_their_file_alone(make_keeper, copier, tmp_path):
    keeper = make_keeper()
    names = [keep(keeper, exchange(1)), keep(keeper, exchange(1, date=DATE + timedelta(days=1)))]
    records = copier.records(names[1])
    (tmp_path / "copy.warc.gz").write_bytes(b"".join(each.data for each in records))
    again = Copier.of_file(tmp_path / "copy.warc.gz", MOST)
    assert again.records(names[1]) == records
    with pytest.raises(MissingCaptureError, match="no capture urn:x is known"):
        again.records("urn:x")


def test_the_pages_behind_a_first_one_are_found_and_not_others(make_keeper, copier, monkeypatch):
    keeper = make_keeper()
    before, first, other, part = (keep(keeper, exchange(number)) for number in (3, 1, 4, 2))
    urls = [exchange(number).url for number in (1, 2, 3)]
    assert before not in {first, other, part}
    assert list(copier.following(first, urls)) == [first, part]
    assert list(copier.following(first, ())) == []
    monkeypatch.setattr(copying, "MOST_BETWEEN", 2)
    assert list(copier.following(first, urls)) == [first]
