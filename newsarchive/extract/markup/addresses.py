"""Where the links and pictures of a fragment really point.

A picture's address may wait in ``data-src`` for a script that never runs here, the one in ``src`` may be a grey dot,
and an address may be relative, or a script in disguise.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

from newsarchive.extract.markup.fragment import LAZY, escape

_SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):")
_LINKS = frozenset(("http", "https", "mailto", "tel", "ftp"))
_PICTURES = frozenset(("http", "https"))
_PICTURE_DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp|avif|bmp);base64,[A-Za-z0-9+/=\s]{200,}")
"""A picture written into its own address. Shorter ones are the grey dots that stand in for a picture."""
_CONTROL = re.compile(r"[\x00-\x20\x7f]+")
_PLACEHOLDER = re.compile(
    r"(?:^|[/_.-])(?:blank|spacer|placeholder|pixel|transparent|grey|loading|lazyload|lazy|default|dot|1x1|1\*1|px)"
    r"(?:[_.-][\w-]*)?\.(?:gif|png|jpe?g|svg|webp)(?:$|\?)",
    re.IGNORECASE,
)
OF_PICTURE = frozenset(("src", "style", "width", "height", *LAZY))
"""The attributes that say where a picture is, and whether it is one."""
_SMALL = re.compile(r"0*[0-2](?:px)?")
_HIDDEN = re.compile(r"display\s*:\s*none|(?<![\w-])(?:width|height)\s*:\s*[0-2](?:px)?\s*(?:;|$)", re.IGNORECASE)


def link(escaped: str, base_url: str | None) -> str | None:
    """The address of a link, absolute where that can be said; ``None`` for one that leads nowhere."""
    return _address(escaped, base_url, _LINKS)


def picture(attrs: Mapping[str, str], base_url: str | None) -> str | None:
    """The address of a picture that a reader would see; ``None`` for a tracking pixel or one with no address."""
    if any(_SMALL.fullmatch(attrs.get(side, "").strip()) for side in ("width", "height")):
        return None
    if _HIDDEN.search(attrs.get("style", "")):
        return None
    shown = attrs.get("src", "")
    sets = [largest(attrs[name]) for name in LAZY if name.endswith("srcset") and attrs.get(name)]
    waiting = [attrs[name] for name in LAZY if not name.endswith("srcset") and attrs.get(name)]
    for escaped in [*waiting, shown, *sets]:
        address = _address(escaped, base_url, _PICTURES) if escaped and not _stands_in(escaped) else None
        if address:
            return address
    return None


def media(escaped: str, base_url: str | None) -> str | None:
    """The address of a film or a sound."""
    return _address(escaped, base_url, _PICTURES)


def absolute(address: str, base_url: str | None) -> str | None:
    """An address as it stands in a page, not escaped, made absolute where that can be; ``None`` for one that is none."""
    try:
        joined = urljoin(base_url or "", address.strip())
        urlsplit(joined)
        return joined or None
    except ValueError:  # [ without ] in the host
        return None


def largest(srcset: str) -> str:
    """The picture of a ``srcset`` with the highest width or density."""
    best, size = "", -1.0
    for part in re.split(r",\s+|,(?=(?:https?:)?//)", srcset.strip().strip(",")):
        words = part.split()
        if not words:
            continue
        found = re.fullmatch(r"(\d+(?:\.\d+)?)[wxh]", words[-1]) if len(words) > 1 else None
        width = float(found[1]) if found else 0.0
        if width > size:
            best, size = words[0], width
    return best


def _stands_in(escaped: str) -> bool:
    """Whether an address is one of the dots and spinners shown until the picture is there."""
    if escaped.startswith("data:"):
        return not _PICTURE_DATA.match(escaped)
    return bool(_PLACEHOLDER.search(escaped)) or escaped.startswith("about:")


def _address(escaped: str, base_url: str | None, schemes: frozenset[str]) -> str | None:
    """Escaped in, escaped out; an address of another scheme than these gives ``None``."""
    url = html.unescape(escaped).strip()
    if url.startswith("#"):
        return escape(url) if len(url) > 1 and schemes is _LINKS else None
    scheme = _SCHEME.match(_CONTROL.sub("", url))  # browsers read "java\nscript:" as javascript:
    known = scheme is None or scheme[1].lower() in schemes or (schemes is _PICTURES and _PICTURE_DATA.fullmatch(url))
    if not url or not known:
        return None
    joined = absolute(url, None if scheme else base_url)
    return escape(joined) if joined else None
