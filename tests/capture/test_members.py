"""The gzip members of a file, and what is damaged between them."""

from __future__ import annotations

import gzip
from io import BytesIO

import pytest

from newsarchive.capture.members import _PIECE, members

THREE = [b"first" * 20, b"second" * 30, b"third" * 40]
PACKED = [gzip.compress(each, mtime=0) for each in THREE]


def read(data, most=1000, offset=0):
    return [(each.offset, each.length, each.whole, each.data) for each in members(BytesIO(data), most, offset)]


def test_each_member_has_its_place_and_its_data():
    offsets = [0, len(PACKED[0]), len(PACKED[0]) + len(PACKED[1])]
    assert read(b"".join(PACKED)) == [
        (offset, len(packed), True, data) for offset, packed, data in zip(offsets, PACKED, THREE, strict=True)
    ]
    assert read(b"".join(PACKED), offset=offsets[1])[0][3] == THREE[1]


def test_an_empty_file_has_none():
    assert read(b"") == []


def test_what_is_larger_than_asked_for_is_passed_by():
    assert [each[2:] for each in read(b"".join(PACKED), most=100)] == [(True, THREE[0]), (True, None), (True, None)]


def test_a_member_may_be_larger_than_what_is_read_at_once():
    large = bytes(3 * _PIECE + 7)
    assert read(gzip.compress(large) + PACKED[0], most=len(large))[0][3] == large
    assert read(gzip.compress(large) + PACKED[0], most=1000)[1][3] == THREE[0]


@pytest.mark.parametrize("cut", [1, 2, 9, 10, 15, len(PACKED[2]) - 1])
def test_a_torn_tail_is_one_damaged_stretch(cut):
    data = b"".join(PACKED[:2]) + PACKED[2][:cut]
    assert read(data)[2:] == [(len(data) - cut, cut, False, None)]


def test_damage_in_the_middle_costs_one_member():
    spoilt = bytearray(PACKED[1])
    spoilt[15:20] = b"\xff" * 5
    found = read(PACKED[0] + bytes(spoilt) + PACKED[2])
    assert [each[3] for each in found] == [THREE[0], None, THREE[2]]
    assert found[1] == (len(PACKED[0]), len(spoilt), False, None)


def test_a_wrong_checksum_is_damage():
    spoilt = bytearray(PACKED[0])
    spoilt[-6] ^= 1
    assert read(bytes(spoilt) + PACKED[1])[0][2] is False


@pytest.mark.parametrize("before", range(4))
def test_a_beginning_that_is_none_ends_at_the_next_that_is(before, monkeypatch):
    monkeypatch.setattr("newsarchive.capture.members._PIECE", 4)  # so that the marks fall between two pieces
    found = read(b"\x1f\x8b\x08 no member" + b" " * before + PACKED[0])
    assert [each[2:] for each in found] == [(False, None), (True, THREE[0])]
