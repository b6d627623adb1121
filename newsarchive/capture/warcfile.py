"""The captures in WARC files, our own and others': compressed by record, as a whole, or not at all, or in a WACZ."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeadersParserException

from newsarchive.capture.coding import unpacked
from newsarchive.capture.exchange import Exchange, Message, phrase
from newsarchive.capture.members import members
from newsarchive.capture.record import LIST, ROLE_FIELD, SOURCE_FIELD, digest_of
from newsarchive.store.captures import Kind

_KINDS: dict[str, Kind] = {"response": "response", "revisit": "revisit", "resource": "resource"}
ENVELOPE = 1 << 20
"""Bytes that the headers of a record may take besides its payload."""
_BROKEN = (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, ValueError, AttributeError, zlib.error, OSError)
"""What warcio says of files that are none, ``AttributeError`` included: it takes the headers that it needs for granted."""


@dataclass(frozen=True, slots=True)
class Capture:
    """An answer as a WARC file has it."""

    record_id: str
    kind: Kind
    url: str
    date: datetime
    """When it was captured: aware, in UTC."""
    status: int
    headers: tuple[tuple[str, str], ...]
    """Of the response, in their order."""
    payload: bytes
    """The body as it was sent, not in chunks; empty in a revisit."""
    payload_digest: str
    """As the record says; else our own, of the payload."""
    refers_to: str | None = None
    """Of a revisit, the record that has the payload, where it is named."""
    source: str | None = None
    """The source of the archive that asked, where the record says so."""
    is_list: bool = False
    """It was asked for because it names articles, as far as the record says."""
    offset: int = 0
    length: int = 0
    """Where its gzip member is in the file; 0 and 0 where it has none of its own."""

    def header(self, name: str) -> str | None:
        """The first header of that name, in lower case."""
        return next((value for each, value in self.headers if each.lower() == name), None)

    def body(self, most: int) -> bytes:
        """The payload, unpacked, of at most so many bytes.

        Raises:
            CodingError: it cannot be unpacked.
        """
        return unpacked(self.payload, self.header("content-encoding"), most)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A record, or a stretch of a file, that cannot be read."""

    offset: int
    reason: str
    url: str | None = None


@contextmanager
def warc_files(path: Path) -> Iterator[Iterator[tuple[str, BinaryIO]]]:
    """The WARC files that ``path`` is, or that are in it: name and open file, one after the other.

    Raises:
        ValueError: it is no WACZ, though it is called so.
    """
    if path.suffix.lower() != ".wacz":
        with path.open("rb") as file:
            yield iter([(path.name, file)])
        return
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise ValueError(f"{path} is no WACZ: {error}") from error
    with archive:
        names = [name for name in archive.namelist() if name.startswith("archive/") and name.endswith((".warc.gz", ".warc"))]
        yield ((name, _member(archive, name)) for name in sorted(names))


def captures_in(file: BinaryIO, most: int, offset: int = 0) -> Iterator[Capture | Unreadable]:
    """The captures of a WARC file from ``offset`` on; what cannot be read is said, and the rest goes on.

    Payloads of more than ``most`` bytes cannot be read. Records of other kinds (requests, metadata) are passed over.
    """
    file.seek(offset)
    if file.read(2) != b"\x1f\x8b":
        file.seek(offset)
        yield from _stream(file, most)
        return
    for member in members(file, most + ENVELOPE, offset):
        if not member.whole:
            yield Unreadable(member.offset, f"damaged: {member.length} bytes are no record")
        elif member.data is not None:
            yield from _stream(BytesIO(member.data), most, member.offset, member.length)
        elif member.offset == 0:  # all records in one member, or a first record that is too large: both can be read as a stream
            file.seek(0)
            yield from _stream(cast(BinaryIO, gzip.GzipFile(fileobj=file)), most)
            return
        else:
            yield Unreadable(member.offset, f"larger than {most} bytes")


def exchange_of(capture: Capture, date: datetime) -> Exchange:
    """A capture of somebody else's as an exchange, to be kept as one of ours; its request is not known."""
    headers = tuple((name.encode("latin-1", "replace"), value.encode("utf-8")) for name, value in capture.headers)
    start = f"HTTP/1.1 {capture.status} {phrase(capture.status)}".encode()
    return Exchange(
        url=capture.url,
        date=date,
        response=Message(start, headers, capture.payload),
        source=capture.source,
        is_list=capture.is_list,
        rendered=capture.kind == "resource",
    )


def _member(archive: zipfile.ZipFile, name: str) -> BinaryIO:
    return cast(BinaryIO, archive.open(name))  # it reads and seeks as a file does


def _stream(file: BinaryIO, most: int, offset: int = 0, length: int = 0) -> Iterator[Capture | Unreadable]:
    """The captures in what is no longer compressed."""
    try:
        for record in ArchiveIterator(file, no_record_parse=False, verify_http=False):
            kind = _KINDS.get(record.rec_type)
            if kind is not None:
                yield _capture(record, kind, most, offset, length)
    except _BROKEN as error:
        yield Unreadable(offset, f"damaged: {error or type(error).__name__}".splitlines()[0][:200])


def _capture(record: ArcWarcRecord, kind: Kind, most: int, offset: int, length: int) -> Capture | Unreadable:
    head = record.rec_headers
    url = head.get_header("WARC-Target-URI") or ""
    if record.length is not None and record.length > most + ENVELOPE:
        return Unreadable(offset, f"larger than {most} bytes", url)
    date = _date(head.get_header("WARC-Date"))
    if date is None:
        return Unreadable(offset, f"its date {head.get_header('WARC-Date')!r} is none", url)
    payload, whole = _payload(record, kind)
    said = head.get_header("WARC-Payload-Digest")
    if not whole or (said and said.startswith("sha256:") and kind == "response" and digest_of(payload) != said):
        return Unreadable(offset, "damaged: the payload is not what its record says", url)
    if kind == "resource":
        status, headers = 200, [("Content-Type", head.get_header("Content-Type") or "")]
    else:
        status = _number(record.http_headers.get_statuscode() if record.http_headers else "")
        headers = record.http_headers.headers if record.http_headers else []
    return Capture(
        record_id=_name(head.get_header("WARC-Record-ID")) or "",
        kind=kind,
        url=url,
        date=date,
        status=status,
        headers=tuple(headers),
        payload=payload,
        payload_digest=said or digest_of(payload),
        refers_to=_name(head.get_header("WARC-Refers-To")),
        source=head.get_header(SOURCE_FIELD),
        is_list=head.get_header(ROLE_FIELD) == LIST,
        offset=offset,
        length=length,
    )


def _payload(record: ArcWarcRecord, kind: Kind) -> tuple[bytes, bool]:
    """The payload, and whether it is as long as the record says."""
    if kind == "revisit":
        return b"", True
    raw = record.raw_stream.read()
    expected = record.payload_length if record.http_headers else record.length
    whole = expected is None or expected < 0 or len(raw) == expected
    coded = record.http_headers and (record.http_headers.get_header("transfer-encoding") or "")
    if coded and coded.lower() == "chunked":  # some tools keep the chunks, and some only say so
        raw = ChunkedDataReader(BytesIO(raw)).read()
    return raw, whole


def _date(text: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)


def _name(text: str | None) -> str | None:
    return text.strip().removeprefix("<").removesuffix(">") if text else None


def _number(status: str) -> int:
    return int(status) if status.isdecimal() else 0
