"""Those who are told, and an archive that tells them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.archive import Archive
from newsarchive.notify.tell import Teller
from tests.conftest import CONFIG
from tests.notify.receivers import Hook, Mailbox

START = datetime(2026, 11, 4, 9, 0, tzinfo=UTC)
"""A Wednesday."""


@pytest.fixture
def hook():
    hook = Hook()
    yield hook
    hook.close()


@pytest.fixture
def mailbox():
    mailbox = Mailbox("p@ss/w")
    yield mailbox
    mailbox.close()


class Telling:
    """An archive whose keeper is told, a look at a time, each in an archive that is opened anew, as by another process."""

    def __init__(self, folder, addresses, **choice):
        self.folder = folder
        self.now = START
        self.environment = {}
        self.failures = []
        said = "".join(f"\n  {key}: {value}" for key, value in choice.items())
        (folder / "newsarchive.yaml").write_text(
            CONFIG.format(url="http://127.0.0.1:1") + f"notify:\n  to: {addresses}{said}\n", encoding="utf-8"
        )

    def look(self, *wrong, at=None, looked_at=("archive", "source:finews", "source:b", "export:site", "push:site")):
        """What is wrong at so many minutes after the start."""
        if at is not None:
            self.now = START + timedelta(minutes=at)
        with Archive(self.folder) as archive:
            teller = Teller(archive, archive.config.notify, self.environment)
            arrived = teller.tell(wrong, looked_at, self.now)
            self.failures = teller.failures
        return arrived


@pytest.fixture
def telling(tmp_path, hook):
    """Makes one; by default, the hook is told."""

    def make(addresses=None, **choice):
        folder = tmp_path / "my-news"
        folder.mkdir()
        return Telling(folder, addresses or [hook.address], **choice)

    return make
