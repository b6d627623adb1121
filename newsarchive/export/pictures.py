"""Kept pictures in an exported repository: which of an article's go out with its post."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from newsarchive.article import Article
from newsarchive.export.projection import Projection
from newsarchive.export.worktree import Planned
from newsarchive.pictures.shelf import Shelf, ShelfError
from newsarchive.store.exports import ExportStore


class Pictures:
    """The pictures of one export."""

    def __init__(self, export: str, projection: Projection, journal: ExportStore, shelf: Shelf | None) -> None:
        """``shelf``: where they lie; without one, only those that were written before are known."""
        self._export = export
        self._projection = projection
        self._journal = journal
        self._shelf = shelf

    def of(self, article: Article) -> dict[str, str]:
        """File to path of those of an article's pictures that go into the repository.

        One that is nowhere to be had is not among them: its post shows it from where it came, and `verify` names it.

        Raises:
            ShelfError: it cannot be told.
        """
        files = {image.file for image in article.images if image.file}
        paths = {file: path for file in sorted(files) if (path := self._projection.picture_path(file)) is not None}
        if not paths:
            return {}
        written = self._journal.journal(self._export, list(paths.values()))
        return {file: path for file, path in paths.items() if any(written[path].values()) or self._is_there(file)}

    def planned(self, pictures: Mapping[str, str]) -> Iterator[Planned]:
        """The files to write, each once its content is asked for."""
        for file, path in pictures.items():
            yield Planned(path, None, load=partial(self._load, file))

    def _is_there(self, file: str) -> bool:
        return self._shelf is not None and self._shelf.size(file) is not None

    def _load(self, file: str) -> bytes:
        content = self._shelf.get(file) if self._shelf is not None else None
        if content is None:
            place = self._shelf.place if self._shelf is not None else "the archive"
            raise ShelfError(f"the picture {file} is not in {place} any more; put it back from a backup")
        return content
