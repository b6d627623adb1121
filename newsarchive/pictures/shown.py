"""The pictures that an article shows, and the same text with pictures from elsewhere. Pure functions."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping

from newsarchive.article import Article, Image
from newsarchive.extract.markup.clean import Clean
from newsarchive.extract.markup.fragment import escape, tokens

_SRC = re.compile(r' src="([^"]*)"')
_ANY_SRC = re.compile(r'(<img\b[^>]*?\ssrc=")([^"]*)"')
_IMG = re.compile(r'<img((?: [^\s"=<>]+="[^"]*")*)>')
_ASKED_FOR = ("http://", "https://")
"""What can be had. A picture that is written into its own address (``data:``) is in the text, and stays there as it is."""
ORIGIN = "data-original"
"""The attribute in which a picture's own address stays when it is shown from elsewhere. The sanitiser prefers it to ``src``, so
that a post that is read back shows what the article showed."""


def shown(article: Article) -> tuple[Image, ...]:
    """The pictures in an article's text, which is sanitised, in their order, once each; with what its record says of them."""
    said = {image.url: image for image in article.images}
    found: dict[str, Image] = {}
    if "<img" in article.body:
        last: Image | None = None
        inside, words = False, ""
        for closing, tag, attributes, text in tokens(article.body):
            if tag == "img":
                src = _SRC.search(attributes)
                url = html.unescape(src[1]) if src else ""
                last = found.setdefault(url, said.get(url) or Image(url)) if url.startswith(_ASKED_FOR) else None
            elif tag == "figure":
                last = None
            elif tag == "figcaption" and not closing:
                inside, words = True, ""
            elif tag == "figcaption":
                inside = False
                if last is not None and last.caption is None and words.strip():
                    found[last.url] = Image(last.url, " ".join(html.unescape(words).split()), last.file)
            elif inside and text:
                words += text
    return tuple(found.values())


def illustrated(article: Article, files: Mapping[str, str]) -> Article:
    """The article, its record naming every picture that it shows, each with its file in ``files``, which go by address."""
    pictures = {image.url: image for image in (*article.images, *shown(article))}
    images = tuple(image.with_file(files.get(url, image.file)) for url, image in pictures.items())
    return article if images == article.images else article.replace(images=images)


def pointed(body: str, addresses: Mapping[str, str]) -> str:
    """A sanitised text whose pictures are shown from elsewhere: ``addresses`` says from where, by the addresses they have."""
    if not addresses or "<img" not in body:
        return body

    def there(found: re.Match[str]) -> str:
        attributes = found[1]
        src = _SRC.search(attributes)
        address = addresses.get(html.unescape(src[1])) if src else None
        if src is None or address is None:
            return found[0]
        before, after = attributes[: src.start()], attributes[src.end() :]
        return f'<img{before} src="{escape(address)}"{after} {ORIGIN}="{src[1]}">'

    changed = _IMG.sub(there, body)
    return Clean(changed, body.text) if isinstance(body, Clean) else changed


def restored(markup: str, images: Iterable[Image]) -> str:
    """A post's text, not sanitised yet, with its pictures at the addresses that they had; ``images`` is what its record says."""
    by_file = {image.file: image.url for image in images if image.file}
    if not by_file:
        return markup

    def back(found: re.Match[str]) -> str:
        url = by_file.get("/".join(found[2].split("/")[-2:]))
        return f'{found[1]}{escape(url)}"' if url else found[0]

    return _ANY_SRC.sub(back, markup)
