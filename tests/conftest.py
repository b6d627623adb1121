"""Fixtures for all tests: an archive that asks nobody but the site it is given, and the command line to use it with."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from newsarchive.archive import Archive
from newsarchive.demo import Content, Listing, Story
from newsarchive.run import Run
from newsarchive.store.index import Index
from tests import program
from tests.site.hostile import HostileSite

settings.register_profile("newsarchive", deadline=None)  # a machine under load is no failure
settings.load_profile("newsarchive")

SHARED = Path(__file__).parent.parent.parent / "shared"
"""Real pages to measure on, where the project lies beside them."""

CONFIG = """\
timezone: Asia/Shanghai
sources:
  finews: {{hosts: {{share: "{url}", lists: "{url}", market: "{url}"}}}}
exports:
  - {{profile: finews, to: site, base_url: "//finews.withounder.com"}}
politeness: {{delay: 0s, timeout: 2s, retries: 1, backoff: 0.01s, failures: 100}}
"""


@dataclass(frozen=True, slots=True)
class Result:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def events(self) -> list[dict[str, object]]:
        """The objects that ``--json`` printed."""
        return [json.loads(line) for line in self.out.splitlines()]


def newsarchive(*arguments: str, stdin: str = "", cwd: Path | None = None) -> Result:
    """Call the program as a user does, in a process of its own."""
    environment = {name: value for name, value in os.environ.items() if name != "NEWSARCHIVE_DIR"}
    return Result(*program.call(list(arguments), stdin=stdin, cwd=cwd, environment=environment))


@dataclass(frozen=True, slots=True)
class TestArchive:
    """An archive in a folder, with the commands that tests use."""

    __test__ = False
    folder: Path

    def run(self, *arguments: str, stdin: str = "") -> Result:
        """``newsarchive -C FOLDER ...``"""
        return newsarchive("-C", str(self.folder), *arguments, stdin=stdin)

    @property
    def site(self) -> Path:
        """The exported repository."""
        return self.folder / "site"

    def git(self, *arguments: str) -> str:
        """What a git command says in the exported repository."""
        command = ["git", "-C", str(self.site), "-c", "user.name=Test", "-c", "user.email=test@example.org", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def posts(self) -> dict[str, str]:
        """File name to text of the posts."""
        return {path.name: path.read_bytes().decode() for path in sorted(self.site.glob("_posts/**/*.md"))}

    def commits(self) -> int:
        """How many commits the repository has."""
        return int(self.git("rev-list", "--count", "HEAD"))

    def is_clean(self) -> bool:
        """The work tree is as the last commit says, and the repository is sound."""
        self.git("fsck", "--strict")
        return not self.git("status", "--porcelain")


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    """An index without an archive around it."""
    index = Index(tmp_path / "index.sqlite3")
    yield index
    index.close()


@pytest.fixture
def make_archive(tmp_path: Path) -> Callable[[str], TestArchive]:
    """Makes an archive whose finews source asks the site at an address."""

    def make(url: str) -> TestArchive:
        folder = tmp_path / "archive"
        folder.mkdir()
        (folder / "newsarchive.yaml").write_text(CONFIG.format(url=url), encoding="utf-8")
        return TestArchive(folder)

    return make


@pytest.fixture
def serve() -> Iterator[Callable[..., HostileSite]]:
    """Starts sites that tell the stories given, and closes them when the test ends."""
    running: list[HostileSite] = []

    def start(*stories: Story) -> HostileSite:
        running.append(HostileSite(Content(stories)))
        return running[-1]

    yield start
    for site in running:
        site.close()


def story(number: int, **changes: object) -> Story:
    """An ordinary story of our own, in the list by medium, with the id ``NW20261101…``."""
    said = {
        "title": f"澜州第{number}号工厂恢复生产",
        "medium": "澜州日报",
        "published": f"2026-11-01 08:{number % 60:02}:00",
        "body": f"<p>澜州第{number}号工厂一日清晨恢复生产，全部{number * 7}条生产线运转正常。</p>"
        "<p>厂方说，检修用了两个星期，工人已经陆续返岗。</p>",
        "listings": (Listing(list="media", id=article_id(number)),),
    }
    return Story(**{**said, **changes})  # type: ignore[arg-type]


def article_id(number: int) -> str:
    """The infoCode of :func:`story` of that number."""
    return f"NW20261101{number:010}"


@pytest.fixture
def run(make_archive):
    """A run of an archive whose sources nobody asks."""
    with Archive(make_archive("http://127.0.0.1:1").folder) as archive:
        yield Run(archive)
