"""Runs the command line in forks of one process that has imported everything: a run costs what it does, and not its start.

    python -m tests.faults.server

A line of standard input is a run, as JSON: `{"arguments": […], "die_at": 17}`. It is answered with a line when the run has
begun (`{"pid": …}`) and one when it has ended (`{"code": …, "passed": …, "kinds": {…}, "out": …, "err": …}`).
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.faults.points import POINTS, install


def _import_everything() -> None:
    """All that a crawl imports, save for the reactor, which belongs to one process."""
    for name in ("newsarchive.fetch", "newsarchive.export", "newsarchive.store", "newsarchive.extract", "spiders", "pipelines"):
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(package.__path__, f"{name}."):
            if "migrations" not in module.name:
                importlib.import_module(module.name)
    for name in ("alembic.command", "newsarchive.cli.main", "newsarchive.cli.crawl", "newsarchive.cli.export"):
        importlib.import_module(name)


def _child(order: dict[str, Any], folder: Path) -> None:
    for descriptor, name in ((1, "out"), (2, "err")):
        handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT)
        os.dup2(handle, descriptor)
    os.setpgid(0, 0)
    from newsarchive.cli.main import run

    POINTS.arm(order.get("die_at"))
    code = run(order["arguments"])
    POINTS.armed = False
    sys.stdout.flush()
    sys.stderr.flush()
    (folder / "points").write_text(json.dumps([POINTS.passed, POINTS.kinds]), encoding="utf-8")
    os._exit(code)


def main() -> None:
    """Serve until standard input ends."""
    install()
    _import_everything()
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            pid = os.fork()
            if not pid:
                try:
                    _child(json.loads(line), folder)
                finally:
                    os._exit(99)
            print(json.dumps({"pid": pid}), flush=True)
            code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            passed, kinds = json.loads((folder / "points").read_text()) if (folder / "points").exists() else (0, {})
            out, err = (
                (folder / name).read_text(encoding="utf-8") if (folder / name).exists() else "" for name in ("out", "err")
            )
            print(json.dumps({"code": code, "passed": passed, "kinds": kinds, "out": out, "err": err}), flush=True)


if __name__ == "__main__":
    main()
