"""A site of generated articles of about 50 KB, served from memory by a process of its own.

python -m benchmarks.crawl.site 2000        # prints its address
"""

from __future__ import annotations

import asyncio
import random
import sys
from datetime import UTC, datetime, timedelta

_WORDS = (
    "harbour", "council", "ferry", "winter", "storm", "repair", "budget", "school", "market", "bridge", "river",
    "engineer", "report", "morning", "station", "vote", "season", "village", "grain", "tower", "clerk", "bread",
    "lantern", "signal", "captain", "garden", "stone", "water", "letter", "window",
)  # fmt: skip
_START = datetime(2026, 11, 1, tzinfo=UTC)


def page(number: int) -> bytes:
    """One article, in the dress of an ordinary news site: some 4 KB of text in 50 KB of page, no two alike."""
    chance = random.Random(number)  # the same page every time
    title = f"Report {number}: " + " ".join(chance.choices(_WORDS, k=7))
    moment = (_START + timedelta(minutes=number)).isoformat()
    paragraphs = "".join(
        f"<p>{' '.join(chance.choices(_WORDS, k=60)).capitalize()}, item {number * 17 + line}.</p>\n" for line in range(11)
    )
    menu = "".join(f'<li class="nav-item"><a href="/section/{word}">{word.title()}</a></li>' for word in _WORDS)
    related = "".join(
        f'<div class="card"><a href="/news/{chance.randrange(10**6)}.html"><h3>{" ".join(chance.choices(_WORDS, k=8))}</h3></a>'
        f'<span class="date">{chance.randrange(1, 28)} Oct</span></div>\n'
        for _ in range(60)
    )
    script = "".join(f"window.data[{place}] = {chance.random()};" for place in range(700))
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} - The Courier</title>
<meta property="og:title" content="{title}"><meta property="og:type" content="article">
<meta property="article:published_time" content="{moment}"><script>window.data = []; {script}</script></head>
<body><header><ul>{menu}</ul></header><main><article><h1>{title}</h1>
<p class="byline">By Ada Linwood</p><time datetime="{moment}">{moment[:10]}</time>
{paragraphs}</article><aside class="related">{related}</aside></main>
<footer><ul>{menu}</ul><p>Copyright The Courier</p></footer></body></html>
""".encode()


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
