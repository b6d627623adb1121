"""How long the scaffolded sites take to build, beside the same posts under a layout that shows nothing but them.

``python -m benchmarks.site_build jekyll 1000 5000`` prints a row for each number of posts; 2 % as many publishers, thirty days.
Seconds are of CPU time, which other programs on the machine make no longer; a program that works on several processors at once is
done sooner. Memory is the most that the generator held while it built the site.
"""

from __future__ import annotations

import functools
import itertools
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from newsarchive.article import Article
from newsarchive.config.export import Export
from newsarchive.export.profile import find_profile
from newsarchive.export.projection import Projection

SHANGHAI = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 11, 1, tzinfo=SHANGHAI)
BODY = "".join(f"<p>澜州第{number}号工厂一日清晨恢复生产，全部生产线运转正常，工人已经陆续返岗。</p>" for number in range(8))

MOST_BARE = 5_000
"""Posts up to which a bare layout is built for comparison: Jekyll's time without our plugin grows as their square."""


def write(folder: Path, profile: str, posts: int) -> None:
    """Export that many posts into ``folder``, without git."""
    projection = Projection(Export(profile=profile), find_profile(profile), SHANGHAI)
    publishers = max(posts // 50, 1)
    files = list(projection.site_files())
    for number in range(publishers):
        page = projection.publisher_page(projection.category(f"第{number}日报") or "", [f"第{number}日报"])
        files += [page] if page else []
    for path, content in itertools.chain(files, written(projection, posts, publishers)):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def written(projection: Projection, posts: int, publishers: int) -> Iterator[tuple[str, bytes]]:
    """Path and text of the posts. One is exported, and the others are made of it: there may be 100,000 of them."""
    pattern = article(81_111_118, 72_222_227, datetime(2001, 2, 3, 4, 5, 6, tzinfo=SHANGHAI))
    text = projection.post(pattern).decode()

    def made(each: Article, number: int, publisher: int) -> bytes:
        changes = {"N81111118": each.id, "81111118": str(number), "72222227": str(publisher)}
        changes["2001-02-03T04:05:06+08:00"] = each.published.isoformat() if each.published else ""
        return functools.reduce(lambda said, change: said.replace(*change), changes.items(), text).encode()

    for number in range(posts):
        publisher = number % publishers
        each = article(number, publisher, START + timedelta(seconds=int(30 * 86_400 * number / posts)))
        content = made(each, number, publisher)
        if number in (0, posts - 1):
            assert content == projection.post(each)
        yield projection.path(each, each.id), content


def article(number: int, publisher: int, published: datetime) -> Article:
    """An invented article."""
    return Article(
        id=f"N{number:08}",
        source="finews",
        url=f"http://news.example.org/{number}",
        title=f"澜州第{number}号工厂恢复生产",
        published=published,
        published_precision="second",
        publisher=f"第{publisher}日报",
        body=BODY,
        fetched=START,
        language="zh",
    )


def bare(folder: Path, profile: str) -> None:
    """Take the site away, and leave posts under the smallest layout there is."""
    for name in ("layouts", "_layouts", "_plugins", "_includes", "archive", "search", "publishers", "content/publishers"):
        shutil.rmtree(folder / name, ignore_errors=True)
    (folder / "content/posts/_content.gotmpl").unlink(missing_ok=True)
    for name in ("index.html", "404.html"):
        (folder / name).unlink(missing_ok=True)
    layout = folder / ("_layouts/post.html" if profile == "jekyll" else "layouts/page.html")
    layout.parent.mkdir()
    layout.write_text("<h1>{{ page.title }}</h1>{{ content }}" if profile == "jekyll" else "<h1>{{ .Title }}</h1>{{ .Content }}")


_MEASURE = """
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1000)
sys.exit(code)
"""
"""Run in a small process: a command is said to have held what the process held that started it."""


def cost(command: list[str]) -> tuple[float, float]:
    """CPU seconds of a command, and the most memory that it held, in MB."""
    done = subprocess.run([sys.executable, "-c", _MEASURE, *command], stdout=subprocess.PIPE, text=True, check=True)
    seconds, memory = done.stdout.split()
    return float(seconds), float(memory)


def build(folder: Path, target: Path, profile: str) -> tuple[float, float]:
    """CPU seconds, and MB."""
    flags = ["build", "--disable-disk-cache"] if profile == "jekyll" else []
    program = [shutil.which(profile) or str(Path(sys.executable).with_name(profile)), *flags, "--quiet"]
    return cost([*program, "--source", str(folder), "--destination", str(target)])


def main(profile: str, *numbers: str) -> None:
    """Print the table."""
    for posts in map(int, numbers):
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place) / "site"
            write(folder, profile, posts)
            whole, memory = build(folder, Path(place) / "out", profile)
            indexed, _ = cost([sys.executable, "-m", "pagefind", "--site", str(Path(place) / "out")])
            bare(folder, profile)
            least = build(folder, Path(place) / "bare", profile)[0] if posts <= MOST_BARE else None
        bare_and_ratio = f"{least:.1f} | {whole / least:.1f}" if least else " | "
        print(f"| {profile} | {posts:,} | {whole:.1f} | {memory:,.0f} | {bare_and_ratio} | {indexed:.1f} |", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
