"""pywb, replaying WARC files on 127.0.0.1."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replayed(wayback: str, files: list[Path], folder: Path) -> Iterator[str]:
    """The address of a collection with these files; ``/id_/URL`` behind it is the newest capture of an address, untouched."""
    archive = folder / "collections" / "all" / "archive"
    archive.mkdir(parents=True)
    for path in files:
        shutil.copy(path, archive)
    indexer = Path(wayback).with_name("cdxj-indexer")
    index = folder / "collections" / "all" / "indexes" / "index.cdxj"
    index.parent.mkdir()
    with index.open("w") as out:
        subprocess.run([indexer, "--sort", *sorted(map(str, archive.iterdir()))], stdout=out, check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen([wayback, "--port", str(port), "--bind", "127.0.0.1"], cwd=folder, stdout=log, stderr=log) as process,
    ):
        try:
            base = f"http://127.0.0.1:{port}"
            while process.poll() is None:
                try:
                    urllib.request.urlopen(base, timeout=5).close()  # our own
                    break
                except urllib.error.HTTPError:
                    break
                except OSError:
                    time.sleep(0.1)
            assert process.poll() is None, (folder / "log").read_text()
            yield f"{base}/all"
        finally:
            process.terminate()
