"""What do captures cost? Bytes on the disk a page, and share of the time of a crawl.

    python -m benchmarks.captures.cost --pages 400

Pages of about 50 KB, no two alike, are fetched from 127.0.0.1, read, stored and captured, once under each choice of `capture`,
sent as they are and sent compressed. Printed are, for each: seconds, CPU seconds of the crawling process, what of them the
captures take (against `none`), and bytes of WARC files a page. A second crawl of the same pages shows what repetition costs.
"""

from __future__ import annotations

import argparse
import gzip
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

WORDS = ("harbour", "council", "tram", "weir", "lamp", "ferry", "quay", "grain", "bridge", "river", "storm", "winter", "morning")
CONFIG = """\
timezone: UTC
capture: {keep}
politeness: {{robots: false, delay: 0s, concurrency: 16}}
"""


def page(number: int) -> bytes:
    """A page of some 50 KB: an article of 6 KB among scripts, styles and links, as pages of the news are."""
    chance = random.Random(number)

    def words(count: int) -> str:
        return " ".join(chance.choice(WORDS) for _ in range(count))

    text = "".join(f"<p>{words(60).capitalize()}.</p>\n" for _ in range(16))
    links = "".join(f'<li><a href="/{chance.random():.12f}.html">{words(5)}</a></li>\n' for _ in range(150))
    script = "".join(f"var v{each}={chance.getrandbits(64)};function f{each}(a){{return a*{each}}}\n" for each in range(420))
    return (
        f"<!doctype html><html lang=en><head><title>{words(8).capitalize()}</title>"
        f'<meta property="article:published_time" content="2026-11-01T08:{number % 60:02}:00Z">'
        f"<script>{script}</script></head><body><ul>{links}</ul><main><article><h1>Report {number}: {words(8)}</h1>{text}"
        "</article></main></body></html>"
    ).encode()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        kind, _, number = self.path.strip("/").partition("/")
        body = page(int(number))
        body = gzip.compress(body, 6, mtime=0) if kind == "packed" else body
        self.send_response(200)
        if kind == "packed":
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


def _serve(ready: Callable[[int], None]) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    ready(server.server_address[1])
    server.serve_forever()


def crawl(folder: Path, urls: list[str]) -> tuple[float, float]:
    """Seconds, and CPU seconds of the process, that fetching these addresses into an archive takes."""
    before, began = os.times(), time.perf_counter()
    command = [sys.executable, "-m", "newsarchive", "-C", str(folder), "--json", "fetch", "-"]
    subprocess.run(command, input="\n".join(urls), text=True, check=True, capture_output=True)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - began, used


def measure(url: str, kind: str, pages: int, rounds: int) -> None:
    """Print the rows of one way of sending."""
    urls = [f"{url}/{kind}/{number}" for number in range(pages)]
    best: dict[str, tuple[float, float]] = {}
    size: dict[str, float] = {}
    for _ in range(rounds):
        for keep in ("none", "articles", "all"):
            with tempfile.TemporaryDirectory(prefix="newsarchive-bench-") as temporary:
                folder = Path(temporary)
                (folder / "newsarchive.yaml").write_text(CONFIG.format(keep=keep), encoding="utf-8")
                took = crawl(folder, urls)
                best[keep] = min(best.get(keep, took), took, key=lambda each: each[1])
                size[keep] = sum(path.stat().st_size for path in folder.glob("state/warc/*")) / pages
                if keep == "all":
                    crawl(folder, urls)
                    again = sum(path.stat().st_size for path in folder.glob("state/warc/*")) / pages - size[keep]
    for keep, (seconds, used) in best.items():
        share = (used - best["none"][1]) / used
        print(f"{kind:>7} {keep:>9} {seconds:>7.2f} {used:>7.2f} {share:>8.1%} {size[keep]:>11,.0f}", flush=True)
    print(f"{kind:>7} {'all again':>9} {'':>24} {again:>11,.0f}", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    receive, send = context.Pipe(duplex=False)
    server = context.Process(target=_serve, args=(send.send,), daemon=True)
    server.start()
    url = f"http://127.0.0.1:{receive.recv()}"
    plain, packed = len(page(1)), len(gzip.compress(page(1), 6))
    print(f"a page: {plain:,} bytes, {packed:,} compressed")
    print(f"{'sent':>7} {'capture':>9} {'s':>7} {'CPU s':>7} {'captures':>8} {'bytes/page':>11}")
    for kind in ("plain", "packed"):
        measure(url, kind, arguments.pages, arguments.rounds)
    server.terminate()


if __name__ == "__main__":
    main()
