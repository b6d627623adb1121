"""Pictures had for articles: asked for once, together, and what goes wrong with one stays with it."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsarchive.config.pictures import PictureChoice
from newsarchive.disk import WriteError
from newsarchive.frontier import MOST_TRIES
from newsarchive.pictures.content import PictureError, read_picture
from newsarchive.pictures.keeping import AskLaterError, Keeping
from newsarchive.pictures.shelf import Folder, ShelfError
from tests.pictures.drawn import drawn
from tests.records import record

NOW = datetime(2026, 11, 2, tzinfo=UTC)
PAGE = "http://news.example.org/1"


def url(name):
    return f"http://img.example.org/{name}"


class Web:
    """Answers with what it has."""

    def __init__(self, **answers):
        self.answers = answers
        self.asked = Counter()
        self.at_once = self.most_at_once = 0

    async def ask(self, address, page):
        name = address.rpartition("/")[2]
        self.asked[name] += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(0.01)
        self.at_once -= 1
        answer = self.answers[name]
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def keeping(index, tmp_path):
    def make(web, shelf=None, seconds=10.0, **choice):
        shelf = shelf or Folder(tmp_path / "pictures")
        return Keeping(index.pictures, shelf, PictureChoice(**choice), web.ask, at_once=2, seconds=seconds)

    return make


def test_each_is_asked_for_once_however_many_articles_show_it(keeping, index):
    web = Web(a=drawn(1), b=drawn(2), c=drawn(1))
    kept = keeping(web)

    async def together():
        return await asyncio.gather(
            kept.have(PAGE, "s", [url("a"), url("b")], NOW), kept.have(f"{PAGE}2", "s", [url("a"), url("c")], NOW)
        )

    (first, lost), (second, _) = asyncio.run(together())
    assert first == {url("a"): read_picture(drawn(1)).file, url("b"): read_picture(drawn(2)).file}
    assert second[url("c")] == second[url("a")] == first[url("a")]
    assert lost == {}
    assert web.asked == {"a": 1, "b": 1, "c": 1}
    asyncio.run(keeping(web).have(f"{PAGE}3", "s", [url("a")], NOW))
    assert web.asked["a"] == 1
    assert index.pictures.count() == (2, len(drawn(1)) + len(drawn(2)), 0)


def test_a_picture_is_there_before_the_index_says_so(keeping, index, tmp_path, monkeypatch):
    real, seen = index.pictures.keep, []

    def keep(address, file, size, illustrate):
        seen.append(Folder(tmp_path / "pictures").get(file))
        return real(address, file, size, illustrate)

    monkeypatch.setattr(index.pictures, "keep", keep)
    asyncio.run(keeping(Web(a=drawn(1))).have(PAGE, "s", [url("a")], NOW))
    assert seen == [drawn(1)]


def test_what_is_wrong_with_one_stays_with_it_and_is_remembered(keeping, index):
    web = Web(
        good=drawn(1),
        page=b"<html>",
        gone=PictureError("404"),
        never=PictureError("inside", final=True),
        later=AskLaterError("busy"),
    )
    names = ["good", "page", "gone", "never", "later"]
    kept, lost = asyncio.run(keeping(web).have(PAGE, "s", [url(name) for name in names], NOW))
    assert kept.keys() == {url("good")}
    assert lost.keys() == {url(name) for name in names[1:]}
    found = {each.url.rpartition("/")[2]: (each.tries, each.due) for each in index.pictures.missing()}
    soon = NOW + timedelta(minutes=15)
    assert found == {"page": (1, soon), "gone": (1, soon), "never": (MOST_TRIES, None), "later": (0, NOW)}
    assert web.most_at_once == 2


def test_what_is_not_due_is_left_alone_and_then_tried_at_growing_distance(keeping, index):
    web = Web(gone=PictureError("404"))
    moments = []
    now = NOW
    for _ in range(400):
        asyncio.run(keeping(web).have(PAGE, "s", [url("gone")], now))
        moments.append(web.asked["gone"])
        now += timedelta(hours=1)
    assert moments[:8] == [1, 2, 3, 3, 3, 3, 4, 4]
    assert moments[-1] == 7
    (missing,) = index.pictures.missing()
    assert missing.tries == 7


def test_no_more_are_begun_when_a_page_takes_too_long(keeping):
    web = Web(**{f"p{number}": drawn(number) for number in range(6)})
    kept, lost = asyncio.run(keeping(web, seconds=0.005).have(PAGE, "s", [url(f"p{number}") for number in range(6)], NOW))
    assert len(kept) == 2
    assert all(not loss.asked for loss in lost.values())
    assert web.asked.total() == 2


def test_a_place_elsewhere_that_cannot_be_used_costs_no_article_and_no_further_question(keeping, index):
    class Away(Folder):
        def put(self, file, content):
            raise ShelfError("s3://bucket cannot be used")

    web = Web(**{f"p{number}": drawn(number) for number in range(6)})
    kept, lost = asyncio.run(
        keeping(web, Away(Path("/nowhere"))).have(PAGE, "s", [url(f"p{number}") for number in range(6)], NOW)
    )
    assert kept == {}
    assert {loss.reason for loss in lost.values()} == {"s3://bucket cannot be used"}
    assert web.asked.total() <= 2
    assert all(each.tries == 0 and each.due == NOW for each in index.pictures.missing())


def test_a_disk_of_this_machine_that_cannot_be_used_stands_in_the_way_of_all(keeping, tmp_path):
    (tmp_path / "pictures").write_text("no folder")
    with pytest.raises(WriteError):
        asyncio.run(keeping(Web(a=drawn(1))).have(PAGE, "s", [url("a")], NOW))


def test_what_could_not_be_had_is_tried_again_for_articles_that_are_there(keeping, index):
    web = Web(a=PictureError("500"), b=PictureError("500"), c=PictureError("500"))
    for number, name in enumerate("abc"):
        asyncio.run(keeping(web).have(f"{PAGE}{number}", "other" if name == "c" else "s", [url(name)], NOW))
    index.articles.put(record(url=f"{PAGE}0"))
    web.answers |= {"a": drawn(1), "b": drawn(2), "c": drawn(3)}
    later = NOW + timedelta(minutes=20)
    again = keeping(web)
    assert not again.is_due(["s"], NOW)
    assert again.is_due(["s"], later)
    assert asyncio.run(again.again(["s"], later, lambda page: page == f"{PAGE}0")) == (1, 1)
    assert [each.url for each in index.pictures.missing()] == [url("c")]
    assert index.pictures.kept([url("a"), url("b")]).keys() == {url("a")}
