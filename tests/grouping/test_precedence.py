"""Who was first, and whose piece it is."""

from __future__ import annotations

from datetime import timedelta

from newsarchive.grouping.precedence import in_order, origin_of
from tests.records import START, record

DAY = START.replace(hour=0)


def ids(*copies):
    return [int(each.id[-1]) for each in in_order(copies)]


def test_the_earliest_published_is_first_then_the_earliest_fetched():
    later, earlier = record(2), record(1)
    assert ids(later, earlier) == [1, 2]
    together = record(3, published=earlier.published, fetched=earlier.fetched - timedelta(hours=1))
    assert ids(later, earlier, together) == [3, 1, 2]


def test_a_day_is_not_midnight():
    assert ids(record(1, published=DAY, published_precision="day"), record(2)) == [2, 1]
    assert ids(record(1, published=DAY, published_precision="day"), record(2, published=START + timedelta(days=1))) == [1, 2]


def test_what_has_no_date_is_last():
    assert ids(record(1, published=None, published_precision=None), record(2)) == [2, 1]


def test_an_agency_s_own_copy_is_first_and_the_piece_is_the_agency_s():
    assert ids(record(1), record(2, publisher="新华社")) == [2, 1]
    assert origin_of([record(1), record(2, publisher="新华社")]) == "新华社"


def test_a_credit_before_the_text_counts():
    assert origin_of([record(1), record(2, body="<p>中新社澜州11月1日电 工厂恢复生产。</p>")]) == "中新社"


def test_without_an_agency_it_is_the_first_publisher_s():
    assert origin_of([record(2, publisher="澜州晚报"), record(1, publisher=None), record(3)]) == "澜州晚报"
    assert origin_of([record(1, publisher=None)]) is None
