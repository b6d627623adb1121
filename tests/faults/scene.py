"""Three sources that misbehave, an archive that crawls them, and what is in it afterwards: all that is not a matter of luck."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from sqlalchemy import select

from newsarchive.capture.reader import MissingCaptureError, Reader
from newsarchive.demo import Answer, Content
from newsarchive.pictures.content import name_is_of
from newsarchive.store.captures import CaptureStore
from newsarchive.store.database import Database
from newsarchive.store.schema import articles, frontier, pictures, quarantine, revisions
from tests.conftest import article_id, story
from tests.pictures.drawn import drawn
from tests.site import hostile
from tests.site.news import NewsSite, article_page, piece

ROOT = Path(__file__).parent.parent.parent
CONFIG = """\
timezone: Asia/Shanghai
sources:
  finews: {{hosts: {{share: "{finews}", lists: "{finews}", market: "{finews}"}}}}
  harbour: {{images: keep}}
  outskirts:
exports:
  - {{profile: finews, to: site, base_url: "//finews.withounder.com"}}
limits: {{disk: null}}
politeness: {{delay: 0s, timeout: 5s, retries: 1, backoff: 0.01s, failures: 100}}
"""
FEED = """\
spider: feed
timezone: UTC
hosts: {{site: "{url}"}}
lists: ["{{site}}/rss.xml"]
"""
SECTION = """\
spider: section
timezone: UTC
hosts: {{site: "{url}"}}
lists: ["{{site}}/all"]
"""
TRICKS: dict[int, hostile.Misbehaviour] = {
    4: hostile.ServerError(),
    5: hostile.NotFound(),
    6: hostile.EMPTY_TEXT,
    7: hostile.Once(hostile.ServerError()),
    8: hostile.Once(hostile.CutOff()),
    9: hostile.WrongCharset(),
}
"""Story number to what its article does; the last three are archived all the same."""
SECONDS = 120
"""After which a run is taken to hang."""


class World:
    """The sites, the same for every archive that asks them."""

    def __init__(self, size: int) -> None:
        """``size``: how many articles each of the three has, more or less."""
        self.finews = hostile.HostileSite(Content(tuple(story(number) for number in range(1, size + 4))))
        self.harbour = NewsSite([piece(number) for number in range(size)])
        self.outskirts = NewsSite([piece(number) for number in range(40, 40 + size)])
        for number, each in enumerate(self.harbour.news.articles):  # the first two pictures are of one content, and all show it
            self.harbour.news.shown[f"/img/{number}.png"] = Answer(200, {"Content-Type": "image/png"}, drawn(max(1, number)))
            shown = "".join(f'<figure><img src="/img/{which}.png"></figure>' for which in {0, number})
            if "?" not in each.path:
                self.harbour.show(each.path, article_page(each, self.harbour.url).replace("</p>\n<p>", f"</p>{shown}<p>", 1))
        self.restart()

    def restart(self) -> None:
        """All misbehaviours from their beginning, and nothing asked yet."""
        for number, trick in TRICKS.items():
            self.finews.misbehave(article_id(number), trick)
        self.harbour.misbehave(self.harbour.news.articles[1].path, hostile.Once(hostile.HangUp()))
        self.harbour.misbehave("/img/2.png", hostile.Once(hostile.CutOff()))
        self.outskirts.misbehave(self.outskirts.news.articles[0].path, hostile.Packed("gzip", 100))
        for site in (self.finews, self.harbour, self.outskirts):
            site.forget_requests()

    def most_fetched(self) -> int:
        """How often the page of one article was asked for, of those that answer properly: the most."""
        tricked = {article_id(number) for number in TRICKS} | {self.harbour.news.articles[1].path, "/img/2.png"}
        asked = Counter(each.target for site in (self.harbour, self.outskirts) for each in site.requests)
        pages = {f"/img/{number}.png" for number in range(len(self.harbour.news.articles))}
        pages |= {each.path for site in (self.harbour, self.outskirts) for each in site.news.articles}
        found = [number for target, number in asked.items() if target in pages - tricked]
        asked = Counter(each.query["id"] for each in self.finews.requests if each.path.startswith("/NewsData"))
        found += [number for each, number in asked.items() if each not in tricked]
        return max(found, default=0)

    def archive(self, folder: Path) -> Path:
        """A new archive that asks these sites."""
        (folder / "sources").mkdir(parents=True)
        (folder / "newsarchive.yaml").write_text(CONFIG.format(finews=self.finews.url), encoding="utf-8")
        (folder / "sources" / "harbour.yaml").write_text(FEED.format(url=self.harbour.url), encoding="utf-8")
        (folder / "sources" / "outskirts.yaml").write_text(SECTION.format(url=self.outskirts.url), encoding="utf-8")
        return folder

    def close(self) -> None:
        """Close the sites."""
        for site in (self.finews, self.harbour, self.outskirts):
            site.close()


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended, and what it passed."""

    code: int
    passed: int
    out: str
    err: str
    seconds: float
    kinds: dict[str, int] = field(default_factory=dict)


class Program:
    """Runs the command line, over and over, in forks of one process (see `server.py`)."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.faults.server"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment
        )
        self._read()

    def run(self, *arguments: str, die_at: int | None = None, kill_after: float | None = None) -> Ended:
        """A run: whole, or ended at a place, or killed with all its children after so many seconds."""
        assert self._process.stdin is not None
        print(json.dumps({"arguments": list(arguments), "die_at": die_at}), file=self._process.stdin, flush=True)
        pid = self._read()["pid"]
        alarm = threading.Timer(SECONDS if kill_after is None else kill_after, _kill, [pid])
        alarm.start()
        began = time.monotonic()
        try:
            return Ended(**self._read(), seconds=time.monotonic() - began)
        finally:
            alarm.cancel()

    def _read(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the server of runs has ended"
        return json.loads(line)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *of: object) -> None:
        self._process.communicate()


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError):  # it may not lead its group yet
        os.kill(pid, signal.SIGKILL)


def crawl(folder: Path) -> list[str]:
    """The command: all three sources, named, so that what has failed is tried again."""
    return ["-C", str(folder), "crawl", "finews", "harbour", "outskirts"]


@dataclass(frozen=True, slots=True)
class Contents:
    """All that an archive holds, but for its times, its row numbers and the names of its captures."""

    tree: dict[str, bytes]
    """The work tree of the exported repository."""
    committed: list[str]
    """Mode, blob and path of every file of its last commit."""
    articles: list[str]
    quarantine: list[tuple[str, ...]]
    frontier: list[tuple[str | None, ...]]
    pictures: list[tuple[str, ...]]
    """Address and file of those that are kept."""
    wrong: list[str]
    """What should not be so, whatever else is in it."""

    @classmethod
    def of(cls, folder: Path) -> Contents:
        """What the archive in that folder holds."""
        site = folder / "site"
        tree = {
            path.relative_to(site).as_posix(): path.read_bytes()
            for path in site.rglob("*")
            if path.is_file() and ".git" not in path.parts
        }
        wrong = [f"git fsck: {line}" for line in _git(site, "fsck", "--strict", "--no-dangling").splitlines()]
        wrong += [f"git status: {line}" for line in _git(site, "status", "--porcelain").splitlines()]
        wrong += [f"left behind: {path}" for path in site.rglob("*.lock")]
        wrong += [f"left behind: {path}" for path in (folder / "state" / "warc").glob("*.open")]
        settings = _git(site, "config", "core.splitIndex").strip(), _git(site, "config", "core.fsync").strip()
        wrong += [] if settings == ("true", "committed") else [f"git config: {settings}"]
        database = Database(folder / "state" / "index.sqlite3")
        try:
            reader = Reader(folder / "state" / "warc", CaptureStore(database), 1 << 30)
            with database.read() as connection:
                wrong += [
                    f"sqlite: {each}" for each in connection.exec_driver_sql("PRAGMA integrity_check").scalars() if each != "ok"
                ]
                query = select(articles.c.source, articles.c.id, articles.c.revision, revisions.c.record).join(
                    revisions, revisions.c.article == articles.c.key
                )
                records = [(row, json.loads(row.record)) for row in connection.execute(query)]
                held = sorted(
                    tuple(row)
                    for row in connection.execute(
                        select(quarantine.c.source, quarantine.c.address, quarantine.c.stage, quarantine.c.reason)
                    )
                )
                waiting = sorted(
                    tuple(row)
                    for row in connection.execute(
                        select(frontier.c.source, frontier.c.kind, frontier.c.address, frontier.c.lease)
                    )
                )
                shelf = folder / "state" / "pictures"
                rows = sorted(tuple(row) for row in connection.execute(select(pictures.c.url, pictures.c.file)))
            wrong += list(_unkept(shelf, [record for _, record in records]))
            wrong += list(_unreadable(reader, [record for _, record in records]))
        finally:
            database.close()
        kept = sorted(
            json.dumps(
                [row.source, row.id, row.revision, {k: v for k, v in record.items() if k not in ("fetched", "capture")}],
                sort_keys=True,
                ensure_ascii=False,
            )
            for row, record in records
        )
        return cls(tree, _git(site, "ls-tree", "-r", "HEAD").splitlines(), kept, held, waiting, rows, wrong)

    def differences(self, other: Contents) -> Iterator[str]:
        """What is another way in ``other``, or wrong in it: in words."""
        yield from other.wrong
        for path in self.tree.keys() | other.tree.keys():
            if self.tree.get(path) != other.tree.get(path):
                yield f"{path}: {_short(self.tree.get(path))} became {_short(other.tree.get(path))}"
        for name in ("committed", "articles", "quarantine", "frontier", "pictures"):
            before, after = getattr(self, name), getattr(other, name)
            yield from (f"{name}: lost {each}" for each in before if each not in after)
            yield from (f"{name}: has {each}" for each in after if each not in before)
            if len(before) != len(after):
                yield f"{name}: {len(before)} became {len(after)}"


def _unreadable(reader: Reader, records: list[dict[str, Any]]) -> Iterator[str]:
    for record in records:
        if not record.get("capture"):
            yield f"{record['url']} has no capture"
            continue
        try:
            if not reader.read(record["capture"]).payload:
                yield f"the capture of {record['url']} is empty"
        except MissingCaptureError as error:
            yield f"the capture of {record['url']} cannot be read: {error}"


def _unkept(shelf: Path, records: list[dict[str, Any]]) -> Iterator[str]:
    """Pictures that articles name and that are not there, or not whole, whoever names them."""
    for record in records:
        named = (image["file"] for image in record["images"] if image["file"])
        yield from (f"{record['url']} names {file}, which is not there" for file in named if not (shelf / file).is_file())
    for path in shelf.glob("[0-9a-f][0-9a-f]/*"):
        if not name_is_of(path.name, path.read_bytes()):
            yield f"{path} is torn"


def _short(content: bytes | None) -> str:
    return "nothing" if content is None else repr(content[:80])


def _git(site: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(site), *arguments], capture_output=True, text=True, check=False)
    return done.stdout + (done.stderr if done.returncode else "")
