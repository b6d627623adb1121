"""An archive on GitHub Actions, round after round: caches are lost and spoilt, and runs overlap, while news come in."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from newsarchive.archive import INDEX, Archive
from newsarchive.article import Article, digest_of
from newsarchive.demo import Content, Listing, Story
from newsarchive.extract.markup.clean import text_of
from newsarchive.place import STATE
from newsarchive.rebuild.seal import SEAL
from newsarchive.schedule.printing.facts import facts_of
from newsarchive.schedule.printing.files import files_for
from tests.schedule.workflow import Cache, Outcome, Runner
from tests.site.hostile import HostileSite, Once, Slow

CONFIG = """\
timezone: Asia/Shanghai
sources:
  finews: {{every: 1s, hosts: {{share: "{url}", lists: "{url}", market: "{url}"}}}}
exports:
  - {{profile: {profile}, to: site, branch: site, work_tree: false, push: true, base_url: "//news.example.org"}}
capture: none
politeness: {{delay: 0s, timeout: 5s, retries: 2, backoff: 0.01s}}
"""
WORKFLOW = ".github/workflows/archive.yml"
_TITLE = re.compile(r"^title: *(.+)$", re.MULTILINE)


@dataclass(slots=True)
class Round:
    """One round as it went."""

    what: str
    news: int
    outcomes: list[Outcome] = field(default_factory=list)
    commits: int = 0
    size: int = 0
    """Bytes by which the bare repository has grown."""


class Home:
    """A bare repository as GitHub would have it, the web that is crawled, and the runs."""

    def __init__(self, folder: Path, program: Path, profile: str = "finews", *, seed: int = 1, apart: float = 2.0) -> None:
        """``program``: the folder in which it is called `newsarchive`. ``apart``: seconds between two runs, at the most."""
        self.folder = folder
        self.apart = apart
        self.dice = random.Random(seed)
        self.stories: list[Story] = []
        self.site = HostileSite(Content([]))
        self.origin = folder / "origin.git"
        _git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(self.origin))
        for key in ("uploadpack.allowFilter", "uploadpack.allowAnySHA1InWant"):  # as GitHub does
            _git(self.origin, "config", key, "true")
        work = folder / "work"
        _git(folder, "clone", "--quiet", self.origin.as_uri(), str(work))
        (work / "newsarchive.yaml").write_text(CONFIG.format(url=self.site.url, profile=profile), encoding="utf-8")
        for name, text in _printed(work).items():
            (work / name).parent.mkdir(parents=True, exist_ok=True)
            (work / name).write_text(text, encoding="utf-8")
        shutil.rmtree(work / "state")
        _git(work, "add", "--all")
        _git(work, "commit", "--quiet", "--message", "Begin the archive")
        _git(work, "push", "--quiet", "origin", "HEAD:main")
        self.cache = Cache(folder / "cache")
        workflow = (work / WORKFLOW).read_text(encoding="utf-8")
        self.runner = Runner(
            workflow, self.origin, self.cache, program, instead={"Install newsarchive": "command -v newsarchive"}
        )
        self.rounds: list[Round] = []

    def fill(self, number: int) -> None:
        """Have so many articles archived already, of days before."""
        work = self.folder / "work"
        with Archive(work) as archive:
            with archive.index.together():
                for each in range(number):
                    archive.index.articles.put(_older(each))
            archive.export(archive.exports()[0], datetime.now(UTC), push=True)
        (work / STATE / SEAL).unlink(missing_ok=True)
        self.cache.save("newsarchive-0-1", work, [f"{STATE}/{INDEX}"])

    def publish(self, number: int) -> None:
        """So many further stories come in, some of them under two ids, in two lists."""
        for _ in range(number):
            self.stories.append(_story(len(self.stories) + 1))
        self.site.content = Content(self.stories)

    def round(self, what: str, news: int) -> Round:
        """One round: ``plain``, ``lost`` (the cache), ``damaged`` (it, in one of several ways), or two runs at once: ``overlap``.

        Of those, the second begins while the first waits for an article, when more has come in, and at times without the cache.
        """
        self.publish(news)
        if what == "lost":
            self.cache.lose()
        elif what == "damaged" and (newest := self.cache.newest()):
            self._damage(newest / "state" / "index.sqlite3")
        before, now = self.commits(), Round(what, news, size=self.size())
        places = [self.folder / f"run-{len(self.rounds)}-{number}" for number in range(2 if what == "overlap" else 1)]
        threads = [threading.Thread(target=lambda place=place: now.outcomes.append(self.runner.run(place))) for place in places]
        slow = self.stories[-1].listings[0].id if what == "overlap" and news else ""
        if slow:
            self.site.misbehave(slow, Once(Slow(3.0)))
        for number, each in enumerate(threads):
            if number:
                self._wait(slow)
                self.publish(news)
                if self.dice.random() < 0.3:
                    self.cache.lose()
            each.start()
        for each in threads:
            each.join()
        now.commits = self.commits() - before
        now.size = self.size() - now.size
        for place in places:
            for each in self.folder.glob(f"{place.name}*"):
                (shutil.rmtree if each.is_dir() else Path.unlink)(each)
        self.rounds.append(now)
        return now

    def _wait(self, slow: str) -> None:
        """Until the first of two runs waits for its last article: it has the branch then, and has not pushed yet."""
        patience = time.monotonic() + 60
        while slow and not self.site.asked(slow) and time.monotonic() < patience:
            time.sleep(0.02)
        if not slow:
            time.sleep(self.dice.uniform(0, self.apart))

    def _damage(self, index: Path) -> None:
        data = bytearray(index.read_bytes())
        way = self.dice.randrange(4)
        if way == 0:
            del data[len(data) // 2 :]  # it was cut off
        elif way == 1:
            data.clear()
        elif way == 2:
            data[:100] = self.dice.randbytes(100)  # it is something else
        else:
            for _ in range(3):  # pages of it are
                page = self.dice.randrange(len(data) // 4096) * 4096
                data[page : page + 4096] = self.dice.randbytes(4096)
        index.write_bytes(bytes(data))

    def commits(self) -> int:
        """Of the branch of posts."""
        if not _git(self.origin, "branch", "--list", "site"):
            return 0
        return int(_git(self.origin, "rev-list", "--count", "site"))

    def size(self) -> int:
        """Bytes of the bare repository."""
        return sum(path.stat().st_size for path in self.origin.rglob("*") if path.is_file())

    def posts(self) -> dict[str, str]:
        """Path to title of every post in the bare repository."""
        names = _git(self.origin, "ls-tree", "-r", "-z", "--name-only", "site").split("\0")
        posts = [name for name in names if name.startswith("_posts/")]
        texts = {name: _git(self.origin, "cat-file", "blob", f"site:{name}") for name in posts}
        return {name: found[1].strip("\"' ") for name, text in texts.items() if (found := _TITLE.search(text))}

    def is_linear(self) -> bool:
        """Whether no commit has several parents."""
        return all(len(line.split()) <= 2 for line in _git(self.origin, "rev-list", "--parents", "site").splitlines())

    def complaints(self) -> str:
        """What is damaged in the bare repository."""
        return _git(self.origin, "fsck", "--strict", "--no-dangling", "--no-progress")

    def close(self) -> None:
        """The web is gone."""
        self.site.close()


def _printed(folder: Path) -> dict[str, str]:
    with Archive(folder) as archive:
        return files_for("github", facts_of(archive))


def _story(number: int) -> Story:
    """A story of our own; every fifth stands in two lists, under an id in each."""
    own = Listing(list="media", id=f"NW20261101{number:010}")
    other = Listing(list="37", id=f"NW20261101{5_000_000 + number:010}")
    return Story(
        title=f"澜州第{number}号工厂恢复生产",
        medium=("澜州日报", "北澜晚报", "海州时报")[number % 3],
        published=f"2026-11-01 {8 + number // 60 % 12:02}:{number % 60:02}:00",
        body=f"<p>澜州第{number}号工厂一日清晨恢复生产，全部{number * 7}条生产线运转正常。</p>"
        "<p>厂方说，检修用了两个星期，工人已经陆续返岗。</p>",
        listings=(own, other) if number % 5 == 0 else (own,),
    )


def _older(number: int) -> Article:
    """An article of 1.4 KB, as of a day some time ago."""
    body = "".join(
        f"<p>澜州第{number}号工厂的第{each}条生产线恢复运转，厂方说检修用了两个星期，{number * 31 % 977}名工人已经返岗。</p>"
        for each in range(8)
    )
    published = datetime(2026, 10, 1, tzinfo=UTC) - timedelta(minutes=10 * number)
    article = Article(
        id=f"NW{published:%Y%m%d}{number:010}",
        source="finews",
        url=f"http://news.example.org/share?infoCode=NW{published:%Y%m%d}{number:010}",
        title=f"旧闻：澜州第{number}号工厂恢复生产",
        published=published,
        published_precision="second",
        publisher="澜州日报",
        body=body,
        fetched=published,
    )
    return article.replace(digest=digest_of(article.title, text_of(article.body)))


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=Keeper", "-c", "user.email=keeper@example.org", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout.strip()
