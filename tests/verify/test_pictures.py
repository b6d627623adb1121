"""Pictures that are gone or altered are named, with the article that shows them and the way out."""

from __future__ import annotations

import pytest

from newsarchive.archive import Archive
from newsarchive.pictures.content import read_picture
from newsarchive.pictures.shelf import Folder, ShelfError
from newsarchive.pictures.shown import illustrated
from newsarchive.verify.pictures import check_pictures
from newsarchive.verify.site import check_repository
from tests.pictures.drawn import drawn
from tests.records import record

URL = "http://img.example.org/1.png"
FILE = read_picture(drawn(1)).file


def wrong(kept, *, whole=False):
    """What is wrong with the pictures and the repository, as the command finds it."""
    with Archive(kept.folder) as archive:
        with archive.index.integrity() as view:
            found = list(check_pictures(view, archive.pictures, whole=whole))
        export = archive.exports()[0]
        projection, repository = archive.projection(export), archive.repository(export)
        found += check_repository(export.label, projection, archive.index, repository, archive.pictures)
    return [(str(each.kind), each.store, each.thing, each.what, each.way_out) for each in found]


@pytest.fixture
def shown(kept):
    """The exported archive, in which a further article shows a picture that is kept."""
    article = illustrated(record(4, body=f'<p>text <img src="{URL}"></p>'), {URL: FILE})
    kept.picture = kept.folder / "state" / "pictures" / FILE
    Folder(kept.folder / "state" / "pictures").put(FILE, drawn(1))
    kept.put(article)
    kept.sql("INSERT INTO pictures (url, file, size) VALUES (?, ?, ?)", URL, FILE, len(drawn(1)))
    kept.export()
    return kept


def test_all_is_well(shown):
    assert (shown.site / "assets" / "pictures" / FILE).is_file()
    assert shown.verify("--pictures") == []


def test_one_that_is_gone_is_missing(shown):
    shown.picture.unlink()
    ((problem, store, thing, what, way_out),) = wrong(shown)
    assert (problem, store, thing) == ("missing", "pictures", FILE)
    assert what == f"it is not there; finews:{record(4).id} shows it, it is from {URL}"
    assert "newsarchive pictures --wanted" in way_out


def test_one_that_was_cut_is_altered(shown):
    shown.picture.write_bytes(drawn(1)[:50])
    assert [found[:3] for found in wrong(shown)] == [("altered", "pictures", FILE)]


def test_one_of_the_same_size_is_found_when_all_are_read(shown):
    shown.picture.write_bytes(drawn(1)[:-1] + b"x")
    assert wrong(shown) == []
    ((problem, _, thing, what, _),) = wrong(shown, whole=True)
    assert (problem, thing) == ("altered", FILE)
    assert what.startswith("its content is not what it is called after")


def test_in_the_repository_it_is_missing_or_the_users_own(shown):
    place = shown.site / "assets" / "pictures" / FILE
    path = place.relative_to(shown.site).as_posix()
    place.write_bytes(drawn(2))
    assert [found[:3] for found in wrong(shown)] == [("own", "export site", path)]
    place.write_bytes(b"no picture")
    assert [found[:3] for found in wrong(shown)] == [("unreadable", "export site", path)]
    place.unlink()
    assert [found[:3] for found in wrong(shown)] == [("missing", "export site", path)]


def test_one_that_no_post_shows_any_more_is_no_damage(shown):
    shown.put(record(4, body="<p>text</p>", title="另一个标题", revision=2))
    shown.export()
    assert (shown.site / "assets" / "pictures" / FILE).is_file()
    assert wrong(shown) == []


def test_a_place_elsewhere_is_asked_only_when_that_is_said(index):
    class Away:
        place = "s3://bucket"
        asked = 0

        def get(self, file):
            Away.asked += 1
            raise ShelfError("s3://bucket cannot be used: no credentials")

    index.articles.put(illustrated(record(body=f'<p>text <img src="{URL}"></p>'), {URL: FILE}))
    with index.integrity() as view:
        assert list(check_pictures(view, Away(), whole=False)) == []
        assert Away.asked == 0
        (finding,) = check_pictures(view, Away(), whole=True)
    assert finding.in_words.startswith("unreadable: pictures: s3://bucket: s3://bucket cannot be used: no credentials")
