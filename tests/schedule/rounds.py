"""An archive on GitHub Actions, round after round: caches are lost and spoilt, and runs overlap, while news come in."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import threading
from dataclasses import dataclass, field
from pathlib import Path

from newsarchive.demo import Content, Listing, Story
from newsarchive.schedule.printing.facts import facts_of
from newsarchive.schedule.printing.files import files_for
from tests.schedule.workflow import Cache, Outcome, Runner
from tests.site.hostile import HostileSite

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


class Home:
    """A bare repository as GitHub would have it, the web that is crawled, and the runs."""

    def __init__(self, folder: Path, program: Path, profile: str = "finews", *, seed: int = 1) -> None:
        self.folder = folder
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
        self.runner = Runner(workflow, self.origin, self.cache, program, instead={"Install newsarchive": "newsarchive --version"})
        self.rounds: list[Round] = []

    def publish(self, number: int) -> None:
        """So many further stories come in, some of them under two ids, in two lists."""
        for _ in range(number):
            self.stories.append(_story(len(self.stories) + 1))
        self.site.content = Content(self.stories)

    def round(self, what: str, news: int) -> Round:
        """One round: ``plain``, ``lost`` (the cache), ``damaged`` (it, in one of several ways) or ``overlap`` (two runs at once)."""
        self.publish(news)
        if what == "lost":
            self.cache.lose()
        elif what == "damaged" and (newest := self.cache.newest()):
            self._damage(newest / "state" / "index.sqlite3")
        before, now = self.commits(), Round(what, news)
        places = [self.folder / f"run-{len(self.rounds)}-{number}" for number in range(2 if what == "overlap" else 1)]
        threads = [threading.Thread(target=lambda place=place: now.outcomes.append(self.runner.run(place))) for place in places]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        now.commits = self.commits() - before
        for place in places:
            for each in self.folder.glob(f"{place.name}*"):
                (shutil.rmtree if each.is_dir() else Path.unlink)(each)
        self.rounds.append(now)
        return now

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
    from newsarchive.archive import Archive

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


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=Keeper", "-c", "user.email=keeper@example.org", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout.strip()
