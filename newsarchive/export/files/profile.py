"""Profiles whose exports are files: what their `profile.yaml` says."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import AfterValidator, Field

from newsarchive.export.files.epub.style import STYLE
from newsarchive.export.files.form import Span
from newsarchive.export.files.xmltree import language_of
from newsarchive.export.profile import FILE, home_of
from newsarchive.yamlfile import Checked, load

Column = Literal[
    "id", "source", "url", "title", "summary", "language", "published", "published_precision", "updated", "publisher",
    "authors", "section", "body", "text", "fetched", "withdrawn", "revision", "digest", "capture",
]  # fmt: skip


def _language(tag: str) -> str:
    if language_of(tag) is None:
        raise ValueError("expected a language such as zh, zh-Hant or en-GB")
    return tag


class JsonlProfile(Checked):
    """Records as lines of JSON."""

    kind: Literal["jsonl"]
    title: str
    compression: Literal["none", "gzip"] = "none"


class ParquetProfile(Checked):
    """Typed columns."""

    kind: Literal["parquet"]
    title: str


class CsvProfile(Checked):
    """Tables for spreadsheets."""

    kind: Literal["csv"]
    title: str
    bom: bool = True
    """Whether files begin with the mark by which Excel knows UTF-8."""
    columns: Annotated[tuple[Column, ...], Field(min_length=1)]


class AtomProfile(Checked):
    """Feeds."""

    kind: Literal["atom"]
    title: str
    """Of the feed of all."""
    entries: Annotated[int, Field(ge=1, le=1000)] = 50


class EpubProfile(Checked):
    """Books."""

    kind: Literal["epub"]
    title: Annotated[str, Field(pattern=r"\S")]
    """Of the archive: the title of each book begins with it, and its publisher is called so."""
    books: Span = "day"
    language: Annotated[str, AfterValidator(_language)] = "und"
    """Of articles that do not say theirs (BCP 47); ``und`` says that it is not known."""
    style: str = STYLE
    """The style sheet."""


class WarcProfile(Checked):
    """What servers sent."""

    kind: Literal["warc"]
    title: str
    files: Span = "day"


FileProfile = JsonlProfile | ParquetProfile | CsvProfile | AtomProfile | EpubProfile | WarcProfile
KINDS: dict[str, type[FileProfile]] = {
    "jsonl": JsonlProfile,
    "parquet": ParquetProfile,
    "csv": CsvProfile,
    "atom": AtomProfile,
    "epub": EpubProfile,
    "warc": WarcProfile,
}


def find_file_profile(name: str, folder: Path | None = None) -> FileProfile | None:
    """The profile of that name, the archive's own in ``folder`` first; None when it makes a git repository.

    Raises:
        ConfigError: there is none, or it is not right.
    """
    path = home_of(name, folder) / FILE
    model = KINDS.get(_kind(path))
    return load(path, model) if model else None


def _kind(path: Path) -> str:
    try:
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError):  # whoever loads it names the line
        return ""
    return str(said.get("kind")) if isinstance(said, dict) else ""
