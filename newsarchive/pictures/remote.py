"""Pictures kept elsewhere: in a bucket of S3, on another machine, wherever fsspec knows the way."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from newsarchive.pictures.shelf import NAME, Folder, Shelf, ShelfError
from newsarchive.yamlfile import ConfigError

_Result = TypeVar("_Result")


_BUCKETS = frozenset(("s3", "s3a", "gs", "gcs", "abfs", "az", "adl", "oss"))
"""Where names have slashes and there are no folders. To ask for one is to ask for a bucket, which is the user's to make."""


class Remote:
    """A folder of a file system that fsspec knows."""

    def __init__(self, url: str) -> None:
        """Use the folder at ``url``: ``s3://bucket/news``. Nobody is asked yet.

        Raises:
            ConfigError: fsspec, or what it needs for such an address, is not installed; or it knows no such address.
        """
        self.place = url
        try:
            import fsspec  # noqa: PLC0415  # an extra, which only such archives need

            self._system, root = fsspec.core.url_to_fs(url)
        except ImportError as error:
            extra = "s3" if url.startswith(("s3:", "s3a:")) else "remote"
            raise ConfigError(f"pictures.to: {url} needs a package: pip install 'newsarchive[{extra}]' ({error})") from error
        except ValueError as error:
            raise ConfigError(f"pictures.to: {url}: {error}") from error
        self._root = root.rstrip("/")
        protocols = self._system.protocol
        self._has_folders = _BUCKETS.isdisjoint((protocols,) if isinstance(protocols, str) else protocols)

    def put(self, file: str, content: bytes) -> None:
        """See :class:`Shelf`. What a run that was killed left half written is written again, as its size differs."""
        if self.size(file) == len(content):
            return
        path = f"{self._root}/{file}"
        with tempfile.NamedTemporaryFile(suffix=Path(file).suffix) as local:
            local.write(content)
            local.flush()

            def send() -> bool:
                if self._has_folders:
                    self._system.makedirs(path.rpartition("/")[0], exist_ok=True)
                self._system.put_file(local.name, path)  # sets the media type, where the place has one, by the name
                return True

            if not self._tried(send):
                raise ShelfError(f"{self.place} is not there; make it, or name another place")

    def get(self, file: str) -> bytes | None:
        """See :class:`Shelf`."""
        if not NAME.fullmatch(file):
            return None
        content: bytes | None = self._tried(lambda: self._system.cat_file(f"{self._root}/{file}"))
        return content

    def size(self, file: str) -> int | None:
        """See :class:`Shelf`."""
        if not NAME.fullmatch(file):
            return None
        info: dict[str, Any] | None = self._tried(lambda: self._system.info(f"{self._root}/{file}"))
        return None if info is None else int(info["size"])

    def _tried(self, do: Callable[[], _Result]) -> _Result | None:
        try:
            return do()
        except FileNotFoundError:
            return None
        except Exception as error:  # every kind of place has errors of its own, which none of them documents
            raise ShelfError(f"{self.place} cannot be used: {type(error).__name__}: {error}") from error


def shelf_at(to: str | None, archive: Path, ordinary: Path) -> Shelf:
    """The place that the configuration names: an address, a folder relative to ``archive``, or ``ordinary`` if it names none.

    Raises:
        ConfigError: it cannot be used.
    """
    if to is None:
        return Folder(ordinary)
    if "://" in to and not to.startswith("file://"):
        return Remote(to)
    return Folder(archive / Path(to.removeprefix("file://")).expanduser())
