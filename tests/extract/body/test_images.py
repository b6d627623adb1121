"""The pictures of an article, and the one that leads."""

from newsarchive.article import Image
from newsarchive.extract.body.finding import read_body
from newsarchive.extract.body.images import lead_image, pictures_of
from newsarchive.extract.page import Page

TEXT = "<p>The council voted on Monday, after a long debate, to build a second bridge over the river.</p>" * 3
MORE = TEXT.replace("Monday", "Tuesday")
URL = "https://times.example/2026/bridge.html"


def images(inside: str, outside: str = "") -> list[Image]:
    page = Page.read(f"<title>Vote</title>{outside}<h1>Vote</h1><div>{TEXT}{inside}{MORE}</div>", url=URL)
    return [picture.image for picture in pictures_of(page, read_body(page))]


def test_a_picture_and_its_caption() -> None:
    found = images("<figure><img src=a.jpg alt=x><figcaption>The river. <span>Photo: Jane Doe</span></figcaption></figure>")
    assert found == [Image("https://times.example/2026/a.jpg", "The river. Photo: Jane Doe")]


def test_a_caption_may_be_named_so_only() -> None:
    assert images('<div class=media><img src=/a.jpg><p class="image-caption">The river.</p></div>')[0].caption == "The river."


def test_a_paragraph_beside_a_picture_is_no_caption() -> None:
    assert images("<p><img src=/a.jpg>The bridge, they say, will be the longest of all in the valley.</p>")[0].caption is None


def test_a_lazy_picture_has_the_address_that_waits() -> None:
    assert images('<img src="/blank.gif" data-src="/a.jpg">')[0].url == "https://times.example/a.jpg"


def test_decoration_is_left_out() -> None:
    assert images('<div class="share-bar"><img src=/a.png></div><img src=/b.png width=16 height=16>', "<img src=/logo.png>") == []


def test_a_picture_is_listed_once() -> None:
    assert len(images("<img src=/a.jpg><img src=/a.jpg>")) == 1


def lead(head: str, body: str = "") -> tuple[str, str] | None:
    page = Page.read(f"{head}<h1>Vote</h1><div>{TEXT}{body}{MORE}</div>", url=URL)
    found = lead_image(page, pictures_of(page, read_body(page)))
    return (found[0].url, found[1].how) if found else None


def test_the_declared_picture_leads() -> None:
    assert lead('<meta property="og:image" content="/o.jpg">', "<img src=/a.jpg>") == ("https://times.example/o.jpg", "meta")


def test_json_ld_may_declare_it() -> None:
    script = '<script type="application/ld+json">{"headline": "Vote", "image": [{"url": "/j.jpg"}]}</script>'
    assert lead(script) == ("https://times.example/j.jpg", "json-ld")


def test_else_the_first_in_the_text_leads() -> None:
    assert lead("", "<img src=/a.jpg><img src=/b.jpg>") == ("https://times.example/a.jpg", "text")
    assert lead("") is None


def test_the_leading_picture_has_the_caption_it_has_in_the_text() -> None:
    figure = "<figure><img src=/o.jpg><figcaption>The river.</figcaption></figure>"
    page = Page.read(f'<meta property="og:image" content="/o.jpg"><h1>Vote</h1><div>{TEXT}{figure}{MORE}</div>', url=URL)
    found = lead_image(page, pictures_of(page, read_body(page)))
    assert found is not None
    assert found[0].caption == "The river."
