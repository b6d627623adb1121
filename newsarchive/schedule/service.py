"""What systemd is told of the loop: that it is ready, that it lives, that it stops (``sd_notify``, in its man page)."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Mapping


class Service:
    """The service manager that started this process; where there is none, nobody is told."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        """``environment``: ``NOTIFY_SOCKET`` says where to, ``WATCHDOG_USEC`` that signs of life are waited for."""
        path = environment.get("NOTIFY_SOCKET", "")
        self._address = f"\0{path[1:]}" if path.startswith("@") else path
        self._watched = "WATCHDOG_USEC" in environment

    def ready(self) -> None:
        """The loop has begun, or has read its configuration anew."""
        self._tell("READY=1")

    def reloading(self) -> None:
        """The loop reads its configuration anew."""
        self._tell(f"RELOADING=1\nMONOTONIC_USEC={time.monotonic_ns() // 1000}")

    def stopping(self) -> None:
        """The loop comes to its end."""
        self._tell("STOPPING=1")

    def alive(self, status: str) -> None:
        """A sign of life, and what the loop is at, in a line."""
        self._tell(f"STATUS={status}" + ("\nWATCHDOG=1" if self._watched else ""))

    def _tell(self, message: str) -> None:
        if not self._address:
            return
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
                told.connect(self._address)
                told.send(message.encode())
        except OSError:  # a manager that does not listen is no reason to stop
            return
