"""What systemd is told."""

from __future__ import annotations

import socket

import pytest

from newsarchive.schedule.service import Service


@pytest.fixture(params=["path", "abstract"])
def manager(request, tmp_path):
    """A socket that listens as the service manager does, and how it is named."""
    name = str(tmp_path / "notify") if request.param == "path" else f"@newsarchive-{tmp_path.name}-{id(request)}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(name.replace("@", "\0", 1))
        listening.settimeout(5)
        yield listening, name


def test_the_manager_hears_what_the_loop_does(manager):
    listening, name = manager
    service = Service({"NOTIFY_SOCKET": name, "WATCHDOG_USEC": "30000000"})
    service.ready()
    assert listening.recv(100) == b"READY=1"
    service.reloading()
    assert listening.recv(100).startswith(b"RELOADING=1\nMONOTONIC_USEC=")
    service.alive("2 batches at work")
    assert listening.recv(100) == b"STATUS=2 batches at work\nWATCHDOG=1"
    service.stopping()
    assert listening.recv(100) == b"STOPPING=1"


def test_signs_of_life_are_for_those_who_wait_for_them(manager):
    listening, name = manager
    Service({"NOTIFY_SOCKET": name}).alive("at work")
    assert listening.recv(100) == b"STATUS=at work"


def test_where_nobody_listens_nothing_happens(tmp_path):
    Service({}).ready()
    Service({"NOTIFY_SOCKET": str(tmp_path / "nobody")}).ready()
