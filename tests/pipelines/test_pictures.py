"""An article passes with the files of its pictures, as its source's setting says."""

from __future__ import annotations

import asyncio
import base64

import pytest
from scrapy.exceptions import DontCloseSpider

from newsarchive.archive import Archive
from newsarchive.disk import InTheWayError
from newsarchive.pictures.content import PictureError, read_picture
from newsarchive.run import Run
from pipelines.pictures import Pictures
from tests.pictures.drawn import drawn
from tests.records import record

URL = "http://img.example.org/1.png"
FILE = read_picture(drawn(1)).file


@pytest.fixture
def make_run(make_archive):
    """Makes a run whose configuration says this of pictures."""
    opened = []

    def make(more):
        folder = make_archive("http://127.0.0.1:1").folder
        path = folder / "newsarchive.yaml"
        path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
        opened.append(Archive(folder))
        return Run(opened[-1])

    yield make
    for archive in opened:
        archive.__exit__(None, None, None)


def showing(*urls):
    return record(body="".join(f'<p>text <img src="{url}"></p>' for url in urls))


def passed(run, article, answer=None, asked=None, booked="finews"):
    """The article behind the step, which asks a web that answers so."""

    async def asks(url, page):
        if asked is not None:
            asked.append((url, page))
        if isinstance(answer, Exception):
            raise answer
        return answer

    step = Pictures(run, booked, asks if answer is not None else None)
    return asyncio.run(step.process_item(article)), step


def test_pictures_are_linked_unless_it_is_said(make_run):
    run, asked = make_run(""), []
    article = showing(URL)
    assert passed(run, article, drawn(1), asked)[0] is article
    assert asked == []


@pytest.mark.parametrize(
    ("more", "keeps"),
    [
        ("images: keep\n", True),
        ("images: link\n", False),
    ],
)
def test_pictures_are_kept_where_it_is_said(make_run, more, keeps):
    run, asked = make_run(more), []
    article, _ = passed(run, showing(URL), drawn(1), asked)
    assert [image.file for image in article.images] == ([FILE] if keeps else [])
    assert asked == ([(URL, article.url)] if keeps else [])
    assert (run.archive.folder / "state" / "pictures" / FILE).is_file() is keeps


def test_a_source_may_say_otherwise(make_run):
    run = make_run("")
    path = run.archive.folder / "newsarchive.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("finews: {", "finews: {images: keep, ", 1), encoding="utf-8")
    with Archive(run.archive.folder) as archive:
        assert archive.keeps_pictures("finews")
        assert not archive.keeps_pictures("url")


def test_nothing_is_kept_in_a_trial(make_run, tmp_path):
    with Archive(make_run("images: keep\n").archive.folder, state=tmp_path / "trial") as archive:
        assert not archive.keeps_pictures("finews")


def test_what_cannot_be_had_is_noted_and_stays_a_link(make_run):
    run = make_run("images: keep\n")
    article, _ = passed(run, showing(URL, f"{URL}?2"), PictureError("the server answered 404 (Not Found)"))
    assert [image.file for image in article.images] == [None, None]
    assert run.report("finews").notes == [
        f"{article.url}: 2 pictures could not be had: such as {URL}: the server answered 404 (Not Found)"
    ]
    assert run.failures == []


def test_only_the_first_ones_are_kept(make_run):
    asked = []
    article, _ = passed(
        make_run("images: keep\npictures: {number: 2}\n"), showing(*(f"{URL}?{n}" for n in range(4))), drawn(1), asked
    )
    assert [url for url, _ in asked] == [f"{URL}?0", f"{URL}?1"]
    assert [image.file for image in article.images] == [FILE, FILE, None, None]


def test_what_is_kept_is_found_though_nobody_is_asked_and_an_article_that_lacked_it_gets_it(make_run):
    run = make_run("images: keep\n")
    index = run.archive.index
    index.articles.put(showing(URL))
    passed(run, showing(URL), drawn(1))
    assert index.articles.by_key(1).article.images[0].file == FILE
    again, _ = passed(run, showing(URL))  # as when captures are read
    assert again.images[0].file == FILE


def test_a_picture_in_the_text_itself_is_there_already(make_run):
    article = showing("data:image/png;base64," + base64.b64encode(drawn(1)).decode())
    assert passed(make_run("images: keep\n"), article, drawn(2))[0] is article


def test_a_disk_that_refuses_stands_in_the_way_of_all(make_run):
    run = make_run("images: keep\n")
    (run.archive.folder / "state" / "pictures").write_text("no folder")
    with pytest.raises(InTheWayError, match="cannot be written"):
        passed(run, showing(URL), drawn(1))


def test_a_crawl_waits_for_what_is_tried_again(make_run):
    run = make_run("images: keep\n")
    article, _ = passed(run, showing(URL), PictureError("500"))
    run.archive.index.articles.put(article)
    run.archive.index.pictures.retry(article.fetched)

    async def idle():
        async def asks(url, page):
            await asyncio.sleep(0.01)
            return drawn(1)

        step = Pictures(run, "finews", asks)
        with pytest.raises(DontCloseSpider):
            step.idle()
        await step.close_spider()
        step.idle()

    asyncio.run(idle())
    assert run.archive.index.articles.by_key(1).article.images[0].file == FILE
    assert run.report("finews").notes[-1] == "1 of 1 pictures that could not be had before are kept now"
    assert run.archive.index.articles.by_key(1).article.revision == 1
