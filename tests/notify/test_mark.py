"""The note that the keeper was told, where the index cannot be written."""

from __future__ import annotations

from newsarchive.notify.mark import NAME, Mark


def test_what_was_said_is_known_until_it_is_cleared(tmp_path):
    mark = Mark(tmp_path)
    mark.prepare()
    assert mark.said() == ""
    assert mark.say("磁盘已满 " * 200)
    assert Mark(tmp_path).said().startswith("磁盘已满 磁盘已满")
    mark.clear()
    assert Mark(tmp_path).said() == ""


def test_to_say_something_takes_no_room(tmp_path):
    mark = Mark(tmp_path)
    mark.prepare()
    size = (tmp_path / NAME).stat().st_size
    for words in ("short", "x" * 5000, ""):
        mark.say(words)
        assert (tmp_path / NAME).stat().st_size == size


def test_where_there_is_no_room_nothing_is_said(tmp_path):
    assert Mark(tmp_path).say("the disk is full") is False
    assert Mark(tmp_path / "nowhere").said() == ""
