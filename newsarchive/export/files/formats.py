"""The format that the profile of an export of files asks for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import tzinfo
from importlib import metadata

from newsarchive.export.files.epub.books import Books
from newsarchive.export.files.feeds import Feeds
from newsarchive.export.files.form import Format
from newsarchive.export.files.jsonl import Lines
from newsarchive.export.files.profile import (
    AtomProfile,
    CsvProfile,
    EpubProfile,
    FileProfile,
    JsonlProfile,
    ParquetProfile,
    WarcProfile,
)
from newsarchive.export.files.table import Table
from newsarchive.export.files.warc import Captures, Warcs
from newsarchive.store.chosen import Choice

FORM = 2
"""Raised with every change to this program by which the same record gives other bytes: all files are then made anew."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What decides how the files of an export look, besides its profile and the articles."""

    zone: tzinfo
    base_url: str
    only: Choice
    captures: Captures
    """Where those of the articles are."""


def format_of(profile: FileProfile, setting: Setting) -> Format:
    """The format that the profile asks for.

    Raises:
        ExtraError: it needs a package that is not installed.
    """
    zone = setting.zone
    match profile:
        case JsonlProfile():
            return Lines(zone, compressed=profile.compression == "gzip")
        case CsvProfile():
            return Table(zone, profile.columns, bom=profile.bom)
        case AtomProfile():
            return Feeds(zone, profile.title, profile.entries, setting.base_url)
        case EpubProfile():
            options = profile.title, profile.books, profile.language, profile.style
            return Books(zone, *options, setting.base_url, setting.only)
        case WarcProfile():
            return Warcs(zone, profile.title, profile.files, setting.captures)
        case ParquetProfile():
            # Imported here because pyarrow is an extra, and takes a while.
            from newsarchive.export.files.columns import Columns  # noqa: PLC0415

            return Columns(zone)


def fingerprint(profile: FileProfile, setting: Setting) -> str:
    """A hash of everything that decides how files look; with another one, all of them are made anew."""
    writer = metadata.version("pyarrow") if isinstance(profile, ParquetProfile) else ""  # it names itself in every file
    said = (FORM, profile.model_dump_json(), str(setting.zone), setting.base_url, setting.only, writer)
    return hashlib.sha256(repr(said).encode()).hexdigest()
