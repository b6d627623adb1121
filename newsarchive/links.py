"""Addresses recognised: a share link of a known source, whatever host it was copied from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from newsarchive.sources import JsonSource, Source


@dataclass(frozen=True, slots=True)
class ShareLink:
    """An address that names an article of a source."""

    source: JsonSource
    """The source, asked at the host of the link unless the archive says where."""
    article_id: str
    """As it stands in the link: not yet known to be one of the source's ids."""


def recognise(url: str, sources: Iterable[Source], overridden: Mapping[str, Iterable[str]]) -> ShareLink | None:
    """The article of a known source that ``url`` names by its path and query, or None.

    The same paths answer on several hosts, so the host makes no difference. The article is then asked for at the link's own
    host, which has just been seen to serve it, unless the archive overrides that host (``overridden``: source name to the
    hosts that it overrides).
    """
    for source in sources:
        if not isinstance(source, JsonSource):  # its articles are pages, at home under their own addresses
            continue
        for template in (source.article.link, source.article.url):
            found = _id_in(url, template) if template else None
            if found is not None:
                return ShareLink(_asked_at(url, source, overridden.get(source.name, ())), found)
    return None


def _id_in(url: str, template: str) -> str | None:
    """The id, where ``url`` has the path and the query of ``template``."""
    form = urlsplit(re.sub(r"^\{\w+\}", "http://host", template))
    try:
        asked = urlsplit(url)
    except ValueError:  # such as a bracket in the host: no address at all
        return None
    if asked.scheme not in ("http", "https") or "{id}" not in form.path + form.query:
        return None
    in_path = _match(form.path, asked.path)
    if not in_path:
        return None
    if in_path.groups():
        return unquote(in_path[1])
    given = parse_qs(asked.query, keep_blank_values=True)
    found = None
    for key, values in parse_qs(form.query, keep_blank_values=True).items():
        in_query = _match(values[0], given[key][0]) if key in given else None
        if not in_query:
            return None
        found = in_query[1] if in_query.groups() else found
    return found


def _match(form: str, text: str) -> re.Match[str] | None:
    """``text`` held against ``form``, in which ``{id}`` stands for the id."""
    return re.fullmatch(re.escape(form).replace(r"\{id\}", "([^/]+)" if "/" in form else "(.*)"), text, re.DOTALL)


def _asked_at(url: str, source: JsonSource, overridden: Iterable[str]) -> JsonSource:
    host = re.match(r"\{(\w+)\}", source.article.url)
    if host is None or host[1] in overridden:
        return source
    parts = urlsplit(url)
    return source.with_hosts({host[1]: f"{parts.scheme}://{parts.netloc}"})
