"""`newsarchive notify`: the keeper told by hand."""

from __future__ import annotations

import pytest

from tests.conftest import TestArchive, story
from tests.notify.receivers import Hook


@pytest.fixture
def hook():
    hook = Hook()
    yield hook
    hook.close()


def told(archive: TestArchive, *addresses: str) -> None:
    path = archive.folder / "newsarchive.yaml"
    path.write_text(path.read_text(encoding="utf-8") + f"notify: {{to: {list(addresses)}}}\n", encoding="utf-8")


def test_a_test_message_arrives_and_what_does_not_is_said(make_archive, hook):
    archive = make_archive("http://127.0.0.1:1")
    told(archive, hook.address, "json://127.0.0.1:1/")
    result = archive.run("notify", "--test")
    assert result.code == 1
    assert "1 message delivered" in result.out
    assert "not told: address 2 (json): " in result.out
    assert hook.titles == ["[archive] a test"]


def test_nobody_to_tell_is_an_error_of_the_configuration(make_archive):
    result = make_archive("http://127.0.0.1:1").run("notify", "--test")
    assert result.code == 2
    assert "notify: {to: [...]}" in result.err


def test_a_server_of_messages_that_is_down_stops_no_crawl(serve, make_archive):
    site = serve(story(1))
    archive = make_archive(site.url)
    told(archive, "json://127.0.0.1:1/", "${NOT_SET}")
    (archive.folder / "site").mkdir()
    (archive.folder / "site" / "mine").write_text("no repository: the export fails")
    first = archive.run("crawl")
    assert "1 new" in first.out
    assert "export site failed" in first.out
    with_trouble = archive.run("--json", "notify", "--test")
    assert with_trouble.code == 1
    (said,) = [each for each in with_trouble.events if each["event"] == "told"]
    assert said["arrived"] == 0
    assert said["failures"][1] == "notify.to, address 2 (${NOT_SET}): the environment variable NOT_SET is not set"
