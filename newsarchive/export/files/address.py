"""Addresses that a file may link to: absolute, and spelled as the URL standard has it."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit

_STRAY = re.compile(r"%(?![0-9A-Fa-f]{2})")
_BLANKS = re.compile(r"[\t\n\r]")
_HOSTLESS = re.compile(r"[A-Za-z]+:(/*$|///)")
_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*\.?")
_MAIL = re.compile(r"[A-Za-z0-9.!#$&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+")
_TEL = re.compile(r"\+?[0-9().*#;=-]+")


def outward(href: str, base: str = "") -> str | None:
    """The address as a link of a file has it, relative to ``base``; None where it leads nowhere that a reader could go."""
    said = _BLANKS.sub("", href.strip())
    try:
        parts = urlsplit(urljoin(base, said))
        port = parts.port
    except ValueError:
        return None
    if parts.scheme in ("mailto", "tel"):
        meant = (_MAIL if parts.scheme == "mailto" else _TEL).fullmatch(parts.path)
        return f"{parts.scheme}:{quote(parts.path, safe='@+().*#;=!$&-')}" if meant else None
    host = None
    if parts.scheme in ("http", "https", "ftp") and not _HOSTLESS.match(said):
        host = _host(parts.hostname or "")
    if host is None:
        return None
    query = f"?{_spelled(parts.query)}" if parts.query else ""
    fragment = f"#{_spelled(parts.fragment)}" if parts.fragment else ""
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}{_spelled(parts.path) or '/'}{query}{fragment}"


def _host(name: str) -> str | None:
    """The host in letters that the network knows."""
    try:
        known = name.encode("idna").decode().lower() if not name.isascii() else name.lower()
    except UnicodeError:
        return None
    if not _HOST.fullmatch(known):
        return None
    last = known.rstrip(".").rsplit(".", 1)[-1]
    return known if not last.isdigit() or _is_address(known) else None


def _is_address(host: str) -> bool:
    """Whether it is an IPv4 address: what ends in a number must be one."""
    parts = host.split(".")
    return len(parts) == 4 and all(each.isdigit() and int(each) < 256 and str(int(each)) == each for each in parts)


def _spelled(part: str) -> str:
    """A part with what may not stand there percent-encoded; what is encoded already stays."""
    return quote(_STRAY.sub("%25", part), safe="!$%&'()*+,/:;=?@._~-", errors="replace")
