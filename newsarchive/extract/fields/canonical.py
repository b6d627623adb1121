"""The address by which an article should be known."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, urldefrag, urljoin, urlsplit

from newsarchive.article import Evidence
from newsarchive.extract.page import Page

_NAMES_ARTICLE = re.compile(r"(?:id|code|key|no|nr|num)$|^(?:p|a|n|article|story|news)$", re.IGNORECASE)


def canonical_url(page: Page) -> tuple[str, Evidence] | None:
    """The canonical URL that the page names, if it can be believed; None where it names none.

    It is not believed when it leads to another site, or to the front page as the templates of some sites do, nor when it
    drops a query that is all that tells the article from its neighbours. Parameters are never taken off here: only the
    site knows which of them matter.
    """
    proposals = (
        ("link rel=canonical", page.link("canonical")),
        ("og:url", page.first_meta("og:url")),
    )
    for where, raw in proposals:
        if raw and (address := _believable(raw, page.url)):
            return address, Evidence("meta", where, raw)
    return None


def twins(page: Page) -> tuple[tuple[str, ...], Evidence] | None:
    """The addresses at which the page says that it is shown for other devices; None where it names none.

    A twin names the page itself as the canonical one, and no twins.
    """
    named = [node for node in page.links if _is_twin(node.get("rel").lower().split(), node.get("media").lower())]
    found = dict.fromkeys(filter(None, (_believable(node.get("href"), page.url) for node in named)))
    if not found:
        return None
    return tuple(found), Evidence("meta", "link rel=amphtml, rel=alternate media", " ".join(found))


def _is_twin(rel: list[str], media: str) -> bool:
    return "amphtml" in rel or (
        "alternate" in rel and ("handheld" in media or "max-width" in media or "max-device-width" in media)
    )


def _believable(raw: str, found_at: str | None) -> str | None:
    try:
        address = urldefrag(urljoin(found_at or "", raw.strip())).url
        named = urlsplit(address)
        asked = urlsplit(found_at or "")
        same_site = not asked.hostname or _site(named.hostname or "") == _site(asked.hostname)
    except ValueError:
        return None
    if named.scheme not in ("http", "https") or not named.hostname or not same_site:
        return None
    is_front_page = named.path.strip("/") == "" and not named.query
    if is_front_page and (asked.path.strip("/") or asked.query or not found_at):
        return None
    return None if _loses_the_name(asked, named) else address


def _loses_the_name(asked: SplitResult, named: SplitResult) -> bool:
    """Whether a parameter that tells one article from another is gone, and nothing in the path tells it instead."""
    if named.query or named.path != asked.path:
        return False
    return any(_NAMES_ARTICLE.search(name) and not name.endswith("clid") for name, _ in parse_qsl(asked.query))


def _site(host: str) -> str:
    """The part of a host name that a site's own hosts share, near enough: ``m.example.com`` and ``www.example.com``."""
    labels = host.lower().removeprefix("www.").split(".")
    generic = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3:] if generic else labels[-2:])
