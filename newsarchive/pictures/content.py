"""What a picture is, told by its content: what servers and names say of it does not count."""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from dataclasses import dataclass

_ENDINGS = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp", "AVIF": "avif", "BMP": "bmp"}
"""The formats that every browser shows and that hold no scripts, each with the ending of its files."""
MOST_PIXELS = 100_000_000
"""A few kilobytes can unpack to more, and would take the memory of whoever looks at them."""
_MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype|!--|[a-z])", re.IGNORECASE)
_DRAWING = re.compile(rb"<svg[\s>]", re.IGNORECASE)
_LOOKED_AT = 4096
"""Bytes in which an SVG says that it is one."""


class PictureError(Exception):
    """A picture that is not kept; the message says why."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.final = final
        """Whether it will be no other the next time."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that can be kept."""

    content: bytes
    ending: str
    width: int
    height: int

    @property
    def file(self) -> str:
        """What it is called: its SHA-256, in one of 256 folders."""
        digest = hashlib.sha256(self.content).hexdigest()
        return f"{digest[:2]}/{digest}.{self.ending}"


def read_picture(content: bytes, least: int = 1) -> Picture:
    """The picture that these bytes are; ``least``: pixels that each of its sides must have.

    Its head is read and its pixels are not: a picture that unpacks to very much costs nothing.

    Raises:
        PictureError: they are none, or one that is not kept.
    """
    if not content:
        raise PictureError("the answer is empty")
    # Imported here because it takes its time, and most archives keep no pictures.
    from PIL import Image as Pillow  # noqa: PLC0415

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)  # there is a limit of our own
            with Pillow.open(io.BytesIO(content), formats=sorted(_ENDINGS.keys() - {"MPO"})) as found:
                ending, (width, height) = _ENDINGS[found.format or ""], found.size
                if ending == "png":
                    found.verify()  # the one format in which every part has a checksum
    except Pillow.DecompressionBombError:
        raise PictureError(f"it has more than {MOST_PIXELS:,} pixels", final=True) from None
    except (OSError, ValueError, SyntaxError, RuntimeError, KeyError) as error:  # Pillow's words for bytes that are no picture
        raise _refusal(content) from error
    if width * height > MOST_PIXELS:
        raise PictureError(f"it has more than {MOST_PIXELS:,} pixels", final=True)
    if min(width, height) < least:
        raise PictureError(f"it has {width} × {height} pixels (`pictures.least`)", final=True)
    return Picture(content, ending, width, height)


def name_is_of(file: str, content: bytes) -> bool:
    """Whether a file still holds what it is called after."""
    return hashlib.sha256(content).hexdigest() == file.rpartition("/")[2].partition(".")[0]


def _refusal(content: bytes) -> PictureError:
    """Why bytes that are no picture of a known format are refused."""
    if _DRAWING.search(content, 0, _LOOKED_AT) and _MARKUP.match(content):
        return PictureError("it is an SVG drawing, which can hold scripts", final=True)
    if _MARKUP.match(content):
        return PictureError("it is a page and no picture")
    return PictureError("it is no whole JPEG, PNG, GIF, WebP, AVIF or BMP picture")
