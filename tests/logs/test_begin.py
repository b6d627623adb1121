"""The log of an archive: written by several processes at once, put aside when it is full, and none where nobody asked for it."""

from __future__ import annotations

import errno
import json
import logging
import subprocess
import sys
from collections import Counter
from zoneinfo import ZoneInfo

import pytest

from newsarchive.config.log import LogChoice
from newsarchive.logs.begin import NAME, begin, end
from newsarchive.yamlfile import ConfigError

ZONE = ZoneInfo("Asia/Shanghai")
logger = logging.getLogger("newsarchive.run")


@pytest.fixture(autouse=True)
def nothing_is_left():
    levels = {name: logging.getLogger(name).level for name in ("newsarchive", "spiders", "pipelines")}
    yield
    end()
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def read(folder, name="log/a.log"):
    return (folder / name).read_text(encoding="utf-8")


def test_by_default_there_is_none(tmp_path):
    begin(LogChoice(), tmp_path, ZONE)
    assert [each for each in logging.root.handlers if each.get_name() == NAME] == []


def test_what_is_said_goes_to_the_file_as_far_as_it_is_wanted(tmp_path):
    begin(LogChoice(file="log/a.log", level="info"), tmp_path, ZONE)
    logger.info("one")
    logger.debug("two")
    logging.getLogger("scrapy.core.engine").warning("three")
    logging.getLogger("twisted").critical("four")
    logging.getLogger("scrapy.core.engine").info("five")
    assert [line.rpartition(" ")[2] for line in read(tmp_path).splitlines()] == ["one", "three", "four"]


def test_the_values_of_variables_that_the_archive_names_are_masked(tmp_path, monkeypatch):
    monkeypatch.setenv("MY_TOKEN", "hunter2!")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.yaml").write_text("headers: {Authorization: 'Bearer ${MY_TOKEN}'}", encoding="utf-8")
    begin(LogChoice(file="log/a.log"), tmp_path, ZONE)
    logger.warning("sent hunter2! along")
    assert "sent *** along" in read(tmp_path)


def test_begun_again_it_goes_on_as_it_is_said_then(tmp_path):
    begin(LogChoice(file="log/a.log"), tmp_path, ZONE)
    begin(LogChoice(file="log/b.log", format="json"), tmp_path, ZONE)
    logger.warning("one")
    assert not (tmp_path / "log" / "a.log").exists()
    assert json.loads(read(tmp_path, "log/b.log"))["message"] == "one"


def test_a_place_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "log").write_text("")
    with pytest.raises(ConfigError, match=r"log\.file: .*log/a\.log cannot be written"):
        begin(LogChoice(file="log/a.log"), tmp_path, ZONE)


def test_a_full_disk_is_said_once_and_stops_nothing(tmp_path, capsys, monkeypatch):
    begin(LogChoice(file="log/a.log"), tmp_path, ZONE)
    (handler,) = [each for each in logging.root.handlers if each.get_name() == NAME]

    def full(_line):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(handler, "do_write", full)
        logger.warning("one")
        logger.warning("two")
    logger.warning("three")
    assert capsys.readouterr().err.count("cannot be written: [Errno 28] No space left on device") == 1
    assert read(tmp_path).endswith(": three\n")


_WRITER = """
import logging, sys
from pathlib import Path
from zoneinfo import ZoneInfo
from newsarchive.config.log import LogChoice
from newsarchive.logs.begin import begin
begin(LogChoice(file="log/a.log", format="json", rotate=3_000, keep=500), Path(sys.argv[1]), ZoneInfo("UTC"))
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[3])):
    logging.getLogger("newsarchive.run").info("%s-%d %s", sys.argv[2], number, "字" * (number % 90))
"""


def test_several_processes_write_and_rotate_at_once_and_no_line_is_lost_or_torn(tmp_path):
    names, number = ("a", "b", "c"), 400
    command = [sys.executable, "-c", _WRITER, str(tmp_path)]
    piped = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    running = [subprocess.Popen([*command, name, str(number)], **piped) for name in names]
    assert [each.stdout.readline() for each in running] == ["ready\n"] * 3
    for each in running:
        each.stdin.write("go\n")
        each.stdin.flush()
    for each in running:
        each.communicate(timeout=60)
    assert [each.returncode for each in running] == [0, 0, 0]
    files = sorted((tmp_path / "log").glob("a.log*"))
    assert len(files) > 5
    assert max(file.stat().st_size for file in files) < 3_500
    lines = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    said = Counter(line["message"].split()[0] for line in lines)
    assert said == Counter(f"{name}-{each}" for name in names for each in range(number))


def test_only_so_many_files_are_kept(tmp_path):
    begin(LogChoice(file="log/a.log", rotate=1000, keep=2), tmp_path, ZONE)
    for number in range(100):
        logger.info("%d %s", number, "x" * 100)
    assert sorted(each.name for each in (tmp_path / "log").glob("a.log*")) == ["a.log", "a.log.1", "a.log.2"]
    assert " 99 x" in read(tmp_path)
