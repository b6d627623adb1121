"""Pictures in a crawl: each is asked for once, politely, and what cannot be had costs itself alone."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from newsarchive.demo import Answer
from newsarchive.pictures.content import read_picture
from newsarchive.store.index import Index
from tests.pictures.drawn import drawn
from tests.site import hostile
from tests.site.news import article_page, pieces


def put(site, path, content, kind="image/png"):
    """Answer with a picture at this path from now on."""
    site.news.shown[path] = Answer(200, {"Content-Type": kind}, content)


def illustrate(site, piece, *markup):
    """Have the page of a piece show these, behind its first paragraph."""
    first, *rest = piece.html.split("\n")
    page = article_page(piece, site.url)
    assert piece.html in page
    site.show(piece.path, page.replace(piece.html, "\n".join([first, *markup, *rest])))


def figure(path, caption=None):
    said = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure><img src="{path}">{said}</figure>'


def keep(archive, more="", export="{profile: jekyll, to: site}"):
    """Have the archive keep pictures."""
    path = archive.folder / "newsarchive.yaml"
    text = path.read_text(encoding="utf-8").replace("{profile: finews, to: site}", export)
    path.write_text(text + "images: keep\n" + more, encoding="utf-8")
    return archive


def kept(archive):
    """Path to content of every picture in the archive's state."""
    folder = archive.folder / "state" / "pictures"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.glob("*/*")}


def missing(archive):
    """Path to reason and tries of what could not be had."""
    index = Index(archive.folder / "state" / "index.sqlite3")
    try:
        return {each.url.split("/", 3)[3]: (each.reason, each.tries) for each in index.pictures.missing()}
    finally:
        index.close()


def asked(site):
    """The pictures that were asked for, in alphabetical order."""
    return sorted(each.path for each in site.requests if each.path.startswith("/img/"))


@pytest.fixture
def scene(news, courier):
    """A site with three articles, two of which show pictures, and an archive that keeps them."""
    site = news(pieces(3))
    for number in range(3):
        put(site, f"/img/{number}.png", drawn(number))
    one, two = (each for each in site.news.articles if "?" not in each.path)
    illustrate(site, one, figure("/img/0.png", "The pier"), figure("/img/1.png"))
    illustrate(site, two, figure("/img/1.png"), figure("/img/2.png"))
    return site, keep(courier(site, "feed", "/rss.xml"))


def test_pictures_are_kept_once_each_and_named_by_the_articles(scene):
    site, archive = scene
    archive.crawl()
    assert asked(site) == ["/img/0.png", "/img/1.png", "/img/2.png"]
    files = {f"{site.url}/img/{number}.png": read_picture(drawn(number)).file for number in range(3)}
    assert kept(archive) == {read_picture(drawn(number)).file: drawn(number) for number in range(3)}
    images = [image for article in archive.articles().values() for image in article.images]
    assert len(images) == 4
    assert all(image.file == files[image.url] for image in images)
    assert {image.caption for image in images} == {"The pier", None}
    assert missing(archive) == {}
    committed = {line.split("\t")[1] for line in archive.git("ls-tree", "-r", "HEAD").splitlines()}
    assert {f"assets/pictures/{file}" for file in files.values()} <= committed
    assert archive.is_clean()
    posts = [path.read_text(encoding="utf-8") for path in archive.site.glob("_posts/**/*.html")]
    for url, file in files.items():
        assert (archive.site / "assets" / "pictures" / file).read_bytes() == kept(archive)[file]
        assert any(f'<img src="/assets/pictures/{file}" data-original="{url}">' in post for post in posts)
        assert not any(f'<img src="{url}"' in post for post in posts)


@dataclass(frozen=True)
class OnOwnPagesOnly:
    """Shows a picture to those who come from a page of the site, and an advertisement to all others."""

    own: str

    def play(self, answer, wire, turn):
        if wire.request.headers.get("referer", "").startswith(self.own):
            wire.send(answer)
        else:
            wire.send(Answer.of("<h1>Forbidden</h1>", "text/html", 403))


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def test_what_cannot_be_had_costs_itself_alone_and_is_tried_again(news, courier):
    site, elsewhere = news(pieces(3)), news([])
    here = site.news.articles[1]
    names = ["page", "drawing", "gone", "huge", "bomb", "loop", "drip", "torn", "own", "tiny", "good"]
    for number, name in enumerate(names):
        put(site, f"/img/{name}.png", drawn(number))
    put(site, "/img/drawing.png", SVG)
    put(site, "/img/tiny.png", drawn(9, size=(1, 1)))
    put(elsewhere, "/img/inside.png", drawn(99))
    illustrate(site, here, *(figure(f"/img/{name}.png") for name in names), figure(f"{elsewhere.url}/img/inside.png"))
    tricks = {
        "page": hostile.HtmlInstead(),
        "gone": hostile.NotFound(),
        "bomb": hostile.GzipBomb(8),
        "loop": hostile.RedirectLoop(),
        "drip": hostile.Drip(0.2),
        "torn": hostile.CutOff(),
        "own": OnOwnPagesOnly(site.url),
    }
    put(site, "/img/huge.png", drawn(1) + bytes(300_000))
    for name, trick in tricks.items():
        site.misbehave(f"/img/{name}.png", trick)
    archive = keep(courier(site, "feed", "/rss.xml"), "pictures: {size: 200 KB}\n")
    config = archive.folder / "newsarchive.yaml"
    config.write_text(config.read_text().replace("timeout: 5s, retries: 1", "timeout: 1s, retries: 0"), encoding="utf-8")
    result = archive.crawl()
    assert len(archive.articles()) == 3
    good = {read_picture(drawn(names.index(name))).file for name in ("own", "good")}
    assert kept(archive).keys() == good
    found = missing(archive)
    said = {name: found[f"img/{name}.png"] for name in [*names, "inside"] if f"img/{name}.png" in found}
    expected = {
        "page": "it is a page and no picture",
        "drawing": "it is an SVG drawing, which can hold scripts",
        "gone": "the server answered 404 (Not Found)",
        "huge": "it has more than 200,000 bytes (`pictures.size`)",
        "bomb": "it has more than 200,000 bytes (`pictures.size`)",
        "drip": "no whole answer in time (`politeness.timeout`)",
        "torn": "the answer was cut off",
        "tiny": "it has 1 × 1 pixels (`pictures.least`)",
    }
    assert {name: said[name][0] for name in expected} == expected
    assert "redirections" in said["loop"][0]
    assert "no public address" in said["inside"][0]
    assert elsewhere.requests == []
    final = {name for name, (_, tries) in said.items() if tries > 1}
    assert final == {"drawing", "huge", "bomb", "tiny", "inside"}
    noted = [event["note"] for event in result.events if event["event"] == "note"]
    assert len(noted) == 1 and "10 pictures could not be had" in noted[0]
    images = {image.url: image.file for article in archive.articles().values() for image in article.images}
    assert set(images.values()) == {*good, None}

    site.behave()
    site.forget_requests()
    archive.crawl()  # too early
    assert asked(site) == []
    before = archive.commits()
    revisions = {path: article.revision for path, article in archive.articles().items()}
    index = Index(archive.folder / "state" / "index.sqlite3")
    index.pictures.retry(site.news.articles[0].published)
    index.close()
    archive.crawl()
    assert not {f"/img/{name}.png" for name in ("own", "good")} & set(asked(site))
    assert missing(archive).keys() == {f"img/{name}.png" for name in ("drawing", "huge", "tiny", "inside")}
    assert {path: article.revision for path, article in archive.articles().items()} == revisions
    assert archive.commits() == before + 1
