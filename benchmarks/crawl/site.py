"""A site of generated articles of about 50 KB, served from memory by a process of its own.

python -m benchmarks.crawl.site 2000        # prints its address
"""

from __future__ import annotations

import asyncio
import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from jinja2 import Environment

_WORDS = (
    "harbour", "council", "ferry", "winter", "storm", "repair", "budget", "school", "market", "bridge", "river",
    "engineer", "report", "morning", "station", "vote", "season", "village", "grain", "tower", "clerk", "bread",
    "lantern", "signal", "captain", "garden", "stone", "water", "letter", "window",
)  # fmt: skip
_SMALL = ("the", "of", "and", "to", "in", "a", "is", "for", "that", "on", "with", "was", "it", "as", "at", "by", "had", "from")
"""Words that tell text from menus, for those who look for them."""
_START = datetime(2026, 11, 1, tzinfo=UTC)


_TEMPLATE = Environment(autoescape=True).from_string((Path(__file__).parent / "page.html.j2").read_text(encoding="utf-8"))


def page(number: int) -> bytes:
    """One article in the dress of an ordinary news site, no two alike, with as much of everything as real ones have.

    Of 107 saved pages of 35 to 70 KB, mostly of news sites, the medians are: 54 KB, 480 elements, among them 85 ``div``,
    74 ``a``, 44 ``li``, 24 ``p`` with 4,000 characters, 24 ``span``, 22 ``meta``, 13 ``link``, 10 ``script`` with 4,800
    characters, 9 ``img``.
    """
    chance = random.Random(number)  # the same page every time

    def some(count: int) -> str:
        return " ".join(chance.choices(_WORDS, k=count))

    def running(count: int) -> str:
        return " ".join(chance.choices(_WORDS + _SMALL, k=count))

    title, moment = f"Report {number}: {some(7)}", (_START - timedelta(minutes=number)).isoformat()
    media = f"/media/{number:06}/{chance.randrange(10**9)}"
    about = {
        "og:title": title, "og:type": "article", "og:site_name": "The Courier", "og:description": some(20),
        "og:image": f"{media}-lead-1280.jpg", "og:locale": "en_GB", "article:published_time": moment, "article:section": "News",
        "fb:app_id": "1234567890", "viewport": "width=device-width, initial-scale=1", "description": some(20),
        "robots": "max-image-preview:large", "theme-color": "#fff", "twitter:card": "summary_large_image",
        "twitter:site": "@courier", "twitter:title": title, "generator": "Press 6.4", "format-detection": "telephone=no",
        "referrer": "origin", "application-name": "Courier", "msapplication-TileColor": "#fff",
    }  # fmt: skip
    cards = [{"number": chance.randrange(10**6), "title": some(8), "date": f"{chance.randrange(1, 28)} Oct"} for _ in range(24)]
    return _TEMPLATE.render(
        number=number,
        title=title,
        moment=moment,
        media=media,
        about=about,
        words=_WORDS,
        noise=lambda count: [chance.random() for _ in range(count)],
        paragraphs=[f"{running(32).capitalize()}, item {number * 17 + line}." for line in range(20)],
        caption=some(10),
        cards=cards,
    ).encode()


class Site:
    """Answers from memory; connections are kept open."""

    def __init__(self, count: int) -> None:
        self.pages = {f"/news/{number}.html".encode(): page(number) for number in range(count)}
        self.port = 0

    async def serve(self) -> None:
        """Print the address, and answer until the process is ended."""
        server = await asyncio.start_server(self._talk, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        print(f"http://127.0.0.1:{self.port}", flush=True)
        async with server:
            await server.serve_forever()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                path = request.split(b" ", 2)[1]
                body = self.pages.get(path) or (self._sitemap() if path == b"/sitemap.xml" else b"")
                kind = b"application/xml" if path.endswith(b".xml") else b"text/html; charset=utf-8"
                status = b"200 OK" if body else b"404 Not Found"
                length = str(len(body)).encode()
                writer.write(b"HTTP/1.1 %b\r\nContent-Type: %b\r\nContent-Length: %b\r\n\r\n" % (status, kind, length) + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    def _sitemap(self) -> bytes:
        rows = "".join(
            f"<url><loc>http://127.0.0.1:{self.port}{path.decode()}</loc><lastmod>2026-11-01</lastmod></url>"
            for path in self.pages
        )
        return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode()


if __name__ == "__main__":
    asyncio.run(Site(int(sys.argv[1])).serve())
