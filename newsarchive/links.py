"""Addresses recognised: a share link of a known source, whatever host it was copied from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from newsarchive.sources import Source


@dataclass(frozen=True, slots=True)
class ShareLink:
    """An address that names an article of a source."""

    source: Source
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
        for template in (source.article.link, source.article.url):
            found = _id_in(url, template) if template else None
            if found is not None:
                return ShareLink(_asked_at(url, source, overridden.get(source.name, ())), found)
    return None


def _id_in(url: str, template: str) -> str | None:
    """The id, where ``url`` has the path and the query of ``template``."""
    asked, form = urlsplit(url), urlsplit(re.sub(r"^\{\w+\}", "http://host", template))
    if asked.scheme not in ("http", "https") or "{id}" not in form.path + form.query:
        return None
    in_path = re.fullmatch(re.escape(form.path).replace(r"\{id\}", "([^/]+)"), asked.path)
    if not in_path:
        return None
    if in_path.groups():
        return unquote(in_path[1])
    wanted, given = parse_qs(form.query, keep_blank_values=True), parse_qs(asked.query, keep_blank_values=True)
    name = next(key for key, values in wanted.items() if "{id}" in values)
    fixed = {key: values for key, values in wanted.items() if key != name}
    if name not in given or any(given.get(key) != values for key, values in fixed.items()):
        return None
    return given[name][0]


def _asked_at(url: str, source: Source, overridden: Iterable[str]) -> Source:
    host = re.match(r"\{(\w+)\}", source.article.url)
    if host is None or host[1] in overridden:
        return source
    parts = urlsplit(url)
    return source.with_hosts({host[1]: f"{parts.scheme}://{parts.netloc}"})
