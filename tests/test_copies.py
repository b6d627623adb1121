"""Copies are put together as they come in, whatever stops the work, and stay together through corrections."""

from __future__ import annotations

from datetime import timedelta

import pytest

from benchmarks.grouping.drafts import articles
from benchmarks.grouping.heldout import HeldOut
from benchmarks.grouping.planted import Planted
from benchmarks.grouping.quality import Quality
from newsarchive import copies as copies_module
from newsarchive.copies import group
from newsarchive.extract.markup.clean import text_of
from newsarchive.grouping.signature import signature_of
from newsarchive.pieces import copies_of
from newsarchive.store.groups import Change
from tests.grouping.test_likeness import SENTENCES
from tests.records import START, record

BODY = "".join(f"<p>{each}</p>" for each in SENTENCES)


def copy(number, **changes):
    return record(number, **{"title": "澜州港恢复通航", "publisher": f"第{number}日报", "body": BODY, **changes})


def test_copies_in_other_media_are_one_group_and_the_first_is_named(index):
    for article in (copy(2), record(1), copy(3, source="other"), copy(4, publisher="新华社")):
        index.articles.put(article)
    assert group(index) == 4
    assert index.groups.of(1) == index.groups.of(4) == [1, 3, 4]
    assert index.groups.of(2) == []
    found = copies_of(index, 1)
    assert [each.key for each in found.members] == [4, 1, 3]
    assert found.origin == "新华社"
    assert [each.key for each in found.others(1)] == [4, 3]
    assert copies_of(index, 2) is None


@pytest.mark.parametrize("style", [Planted, HeldOut])
@pytest.mark.parametrize("seed", [2, 5, 8])
def test_planted_copies_are_found_and_nothing_else(seed, style, index):
    quality = Quality()
    for article, planted in articles(style(), 200, 14, seed):
        index.articles.put(article)
        quality.plant(article, planted)
    assert group(index) == 200
    quality.measure(index)
    assert quality.planted > 100
    assert [(quality.titles[one], quality.titles[other]) for one, other in quality.false] == []
    assert quality.recall >= 0.97


def test_what_was_grouped_is_not_compared_again(index):
    index.articles.put(copy(1))
    assert (group(index), group(index)) == (1, 0)
    index.articles.put(copy(2))
    assert (group(index), index.groups.of(1)) == (1, [1, 2])
    state = index.articles.sequence()
    assert (group(index), index.articles.sequence()) == (0, state)


def test_no_more_than_was_asked_for_and_the_rest_the_next_time(index):
    for number in range(1, 8):
        index.articles.put(copy(number))
    assert (group(index, 3), index.groups.pending(99)) == (3, 4)
    assert (group(index), index.groups.pending(99)) == (4, 0)
    assert len(index.groups.of(7)) == 7


def test_work_that_is_cut_off_is_done_by_the_next(index, monkeypatch):
    for number in range(1, 5):
        index.articles.put(copy(number))
    monkeypatch.setattr(copies_module, "BATCH", 2)
    join = Change.join

    def cut(self, article, other):
        join(self, article, other)
        if article == 4:
            raise RuntimeError

    monkeypatch.setattr(Change, "join", cut)
    with pytest.raises(RuntimeError):
        group(index)
    assert (index.groups.of(1), index.groups.pending(99)) == ([1, 2], 2)
    monkeypatch.setattr(Change, "join", join)
    assert group(index) == 2
    assert index.groups.of(1) == [1, 2, 3, 4]


def test_a_correction_does_not_split_a_group_and_another_text_does(index):
    for article in (copy(1), copy(2), copy(3)):
        index.articles.put(article)
    group(index)
    index.articles.put(copy(2, body=BODY.replace("一半", "4成"), revision=2))
    group(index)
    assert index.groups.of(2) == [1, 2, 3]
    index.articles.put(
        copy(2, title="别的事", body="<p>图书馆延长开放时间，市民可以凭证件借阅图书，自习室同时开放。</p>", revision=3)
    )
    group(index)
    assert (index.groups.of(2), index.groups.of(1)) == ([], [1, 3])
    index.articles.put(copy(2, revision=4))
    group(index)
    assert index.groups.of(2) == [1, 2, 3]


def test_the_last_of_a_group_is_alone(index):
    for article in (copy(1), copy(2)):
        index.articles.put(article)
    group(index)
    index.articles.put(
        copy(2, title="别的事", body="<p>图书馆延长开放时间，市民可以凭证件借阅图书，自习室同时开放。</p>", revision=2)
    )
    group(index)
    assert index.groups.of(1) == index.groups.of(2) == []


def test_the_same_words_months_later_are_another_matter(index):
    index.articles.put(copy(1))
    index.articles.put(copy(2, published=START + timedelta(days=60)))
    group(index)
    assert index.groups.of(1) == []


def test_two_pieces_in_one_round_up_are_not_one(index):
    one, other = "".join(SENTENCES[:4]), "".join(SENTENCES[4:])
    index.articles.put(copy(1, body=f"<p>{one}</p>"))
    index.articles.put(copy(2, body=f"<p>{one}</p><p>{other}</p>"))
    index.articles.put(copy(3, body=f"<p>{other}</p>"))
    group(index)
    assert 3 not in index.groups.of(1)


def test_what_was_cut_belongs_to_the_piece_and_not_to_its_update(index):
    full, update = (f"{BODY}<p>全年运量预计{number}万吨。</p>" for number in ("12.3", "12.8"))
    for number, body in enumerate((update, full, full + "<p>（完）</p>", BODY, full), 1):
        index.articles.put(copy(number, body=body))
    group(index)
    assert index.groups.of(4) == [2, 3, 4, 5]
    assert index.groups.of(1) == []


def test_an_update_does_not_join_the_piece_by_those_that_were_cut(index):
    full, update = (f"{BODY}<p>全年运量预计{number}万吨。</p>" for number in ("12.3", "12.8"))
    for number, body in enumerate((BODY, BODY, full, BODY, update), 1):
        index.articles.put(copy(number, body=body, publisher=f"第{number}日报", url=f"http://x.example.org/{number}"))
    group(index)
    assert index.groups.of(1) == [1, 2, 3, 4]
    assert index.groups.of(5) == []


def test_signatures_that_are_ready_are_not_made_again(index, monkeypatch):
    ready = {}
    for number in (1, 2):
        article = copy(number)
        index.articles.put(article)
        ready[article.digest] = signature_of(article.title, text_of(article.body))
    index.articles.put(copy(3, body=BODY + "<p>又讯</p>", title="另外"))
    made = []

    def noted(title, text):
        made.append(title)
        return signature_of(title, text)

    monkeypatch.setattr(copies_module, "signature_of", noted)
    assert group(index, ready=ready) == 3
    assert made == ["另外"]
    assert index.groups.of(1) == [1, 2, 3]


def test_what_was_grouped_by_an_earlier_version_stays_together_while_it_is_compared_anew(index):
    for number in (1, 2, 3):
        index.articles.put(copy(number))
    with index.groups.change() as change:
        change.join(2, 1)
        change.join(3, 1)
    assert group(index, 1) == 1
    assert index.groups.of(1) == [1, 2, 3]
    assert group(index) == 2
    assert index.groups.of(1) == [1, 2, 3]
