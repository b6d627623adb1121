"""What does it take to take in the old archive?

    python -m benchmarks.importing --posts 36000

A folder as the finews archive had it is made, with every defect planted, and imported by the command line into a new archive;
then once more, when all is known. Printed are seconds, peak memory, and whether the report says what was planted.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.importing.generator import generate

CONFIG = "timezone: Asia/Shanghai\nsources: [finews]\nexports:\n  - {profile: finews, to: site, base_url: //news.example.org}\n"


def run(folder: Path, old: Path, *options: str) -> tuple[float, float, str]:
    """Seconds, peak memory in MB, and what the command said."""
    command = [sys.executable, "-m", "newsarchive", "-C", str(folder), "--json", "import", *options, str(old)]
    started = time.perf_counter()
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0  # it was waited for here
        out.seek(0)
        return time.perf_counter() - started, usage.ru_maxrss / 1024, out.read().decode()


def main() -> int:
    """Measure, print, and answer whether the report is right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=36_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsarchive-bench-") as temporary:
        old, folder = Path(temporary) / "old", Path(temporary) / "new"
        planted = {str(defect): number for defect, number in generate(old, asked.posts).items()}
        folder.mkdir()
        (folder / "newsarchive.yaml").write_text(CONFIG, encoding="utf-8")
        dry = run(folder, old, "--dry-run")
        first = run(folder, old)
        again = run(folder, old)
        found = [json.loads(line) for line in first[2].splitlines()]
        said = {each["defect"]: each["repaired"] + each["reported"] for each in found if each["event"] == "defect"}
        for name, (seconds, memory, _) in (("import without export", dry), ("import and export", first), ("again", again)):
            print(f"{name:22} {seconds:7.1f} s {memory:7.0f} MB")
        print("the report says what was planted" if said == planted else f"planted {planted}\nreported {said}")
        return 0 if said == planted else 1


if __name__ == "__main__":
    sys.exit(main())
