"""Addresses spelled in one way: what leads to the same page is asked for once."""

from __future__ import annotations

import re
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

_TRACKERS = re.compile(
    r"utm_\w+|mtm_\w+|pk_(?:campaign|kwd|source|medium)|fbclid|gclid|gclsrc|dclid|msclkid|yclid|twclid|igshid|mc_[ce]id|_hsenc|_hsmi|wt_mc",
    re.IGNORECASE,
)
"""Parameters that only say how a reader came here. No site tells its pages apart by them."""
_SESSIONS = re.compile(r"phpsessid|jsessionid|aspsessionid\w*|cfid|cftoken", re.IGNORECASE)
_MAYBE_SESSIONS = re.compile(r"s|sid|session|session_?id|sessid", re.IGNORECASE)
_TOKEN = re.compile(r"(?=[^\d]*\d)(?=[^a-zA-Z]*[a-zA-Z])[0-9a-zA-Z-]{20,}")
"""What a session is called: long, and of letters and digits. ``sid=4711`` may well be the story."""
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|phpsessid)=[^/?]*|/\(S\([a-z0-9]{24}\)\)", re.IGNORECASE)
_PORTS = {"http": ":80", "https": ":443"}


def web_address(raw: str, base: str = "") -> str | None:
    """``raw`` as an absolute address of the web, in the spelling under which the archive remembers it.

    The fragment, marks of campaigns and names of sessions are left out. None for what leads nowhere: scripts, mail, other
    schemes, and what cannot be taken apart.
    """
    try:
        parts = urlsplit(urljoin(base, "".join(raw.split())))
        host = parts.netloc.lower()
        _ = parts.port  # raises when it is none
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not parts.hostname:
        return None
    path = _SESSION_IN_PATH.sub("", parts.path) or "/"
    query = "&".join(each for each in parts.query.split("&") if each and not _says_nothing(each))
    return urlunsplit((scheme, host.removesuffix(_PORTS[scheme]), path, query, ""))


def _says_nothing(parameter: str) -> bool:
    name, _, value = parameter.partition("=")
    name = unquote(name)
    if _TRACKERS.fullmatch(name) or _SESSIONS.fullmatch(name):
        return True
    return bool(_MAYBE_SESSIONS.fullmatch(name) and _TOKEN.fullmatch(value))
