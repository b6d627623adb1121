"""`newsarchive config check`: all errors at once, and warnings."""

from __future__ import annotations

from tests.cli.config.conftest import write


def test_a_configuration_that_is_right_is_said_to_be(archive):
    result = archive.run("config", "check")
    assert (result.code, result.out) == (0, "all well\n")
    assert not (archive.folder / "state").exists(), "nothing but the configuration is opened"


def test_errors_are_all_there_and_the_exit_code_is_2_and_warnings_leave_it_at_0(archive):
    write(archive, "timezone: UTC\nnmae: 1\ncapture: som\n")
    result = archive.run("config", "check")
    assert result.code == 2
    lines = result.out.splitlines()
    assert lines[0].startswith("error: newsarchive.yaml:2: nmae: unknown key")
    assert lines[1].startswith("error: newsarchive.yaml:3: capture")
    assert lines[2:] == ["2 errors, 0 warnings"]
    write(archive, "timezone: UTC\n")
    result = archive.run("--json", "config", "check")
    assert result.code == 0
    assert [(each["event"], each.get("severity"), each.get("line")) for each in result.events] == [
        ("problem", "warning", 1),
        ("checked", None, None),
    ]
