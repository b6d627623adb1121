"""How every source is, all in all, from an index."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from newsarchive.health.condition import State
from newsarchive.health.told import appearances, health_of, judged
from newsarchive.sources import find
from newsarchive.store.quarantine import Quarantined
from newsarchive.store.run_record import RunRecord
from newsarchive.store.yields import Lack
from tests.health.made_up import CHINA, DAY, HOUR, START, WEEK, Source, between, crawls, past, published
from tests.records import record

FINEWS = find("finews")
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def run(ago, **changes):
    started = NOW - ago
    return replace(
        RunRecord("finews", started, started + timedelta(seconds=5), False, 0, 0, 2, 0, 2, lists=2, listed=20), **changes
    )


def test_a_source_that_was_never_crawled_is_new(index):
    (health,) = health_of(index, [FINEWS], NOW).values()
    assert (health.state, health.is_wrong, health.faults) == (State.NEW, False, ())
    index.runs.put(run(HOUR))
    (health,) = health_of(index, [FINEWS], NOW).values()
    assert health.conditions[0].evidence == ("one crawl so far",)


def test_one_that_is_crawled_without_trouble_is_well(index):
    index.articles.put(record(1, published=NOW - HOUR))
    for number in range(5, 0, -1):
        index.runs.put(run(number * HOUR / 6))
    (health,) = health_of(index, [FINEWS], NOW).values()
    assert (health.source, health.state) == ("finews", State.WELL)


def test_the_reason_is_taken_from_the_quarantine(index):
    index.quarantine.put(Quarantined("finews", "http://127.0.0.1/list", "list", "the server answered 404", None), NOW)
    for number in range(5, 0, -1):
        index.runs.put(run(number * HOUR / 6, lists=1, failed=1, failures={"list": Lack(1, "http://127.0.0.1/list")}))
    (health,) = health_of(index, [FINEWS], NOW).values()
    assert health.state is State.FAILING
    assert health.is_wrong
    assert health.conditions[0].evidence[0].endswith("the server answered 404")


def test_several_things_may_be_wrong_at_once_the_worst_comes_first():
    begin = START + 2 * WEEK + 2 * DAY + 8 * HOUR
    source = Source(
        a_day=80,
        lost={"published": between(begin, begin + DAY)},
        slow=between(begin, begin + DAY),
        down=between(begin + 6 * HOUR, begin + DAY),
    )
    times = published(source, 3, 1)
    runs = list(crawls(source, times, 3, 1))
    now = begin + 8 * HOUR
    health = judged(past(runs, times, now), now)
    assert [each.state for each in health.faults] == [State.FAILING, State.DEGRADED, State.SLOW]
    assert health.state is State.FAILING


def test_a_week_with_every_fault_each_told_within_its_promised_time_and_nothing_else():
    """After two weeks without a fault, a week in which one follows upon the other; asked every half hour of the day."""
    monday = START + 2 * WEEK
    faults = {
        "down": (monday + 10 * HOUR, monday + 11 * HOUR),
        "lost": (monday + DAY + 9 * HOUR, monday + DAY + 15 * HOUR),
        "slow": (monday + 2 * DAY + 9 * HOUR, monday + 2 * DAY + 13 * HOUR),
        "dead": (monday + 3 * DAY + 9 * HOUR, monday + 3 * DAY + 19 * HOUR),
    }
    spans = {name: between(*span) for name, span in faults.items()}
    source = Source(a_day=120, weekend=0.1, every=timedelta(minutes=15), short=0.1, latency=0.2)
    source = replace(source, down=spans["down"], slow=spans["slow"], dead=spans["dead"])
    source = replace(source, lost={"published": spans["lost"], "publisher": spans["lost"]})
    times = published(source, 3, 5)
    runs = list(crawls(source, times, 3, 5))
    first: dict[State, datetime] = {}
    last: dict[State, datetime] = {}
    moment = monday - 2 * DAY + 9 * HOUR
    while moment < monday + WEEK:
        for condition in judged(past(runs, times, moment), moment).faults:
            first.setdefault(condition.state, moment)
            last[condition.state] = moment
        moment += HOUR / 2 if 9 <= moment.hour < 20 else 3 * HOUR
    promised = {"down": HOUR, "lost": 3 * HOUR, "slow": 1.5 * HOUR + 5 * source.every, "dead": 6 * HOUR}
    states = {"down": State.FAILING, "lost": State.DEGRADED, "slow": State.SLOW, "dead": State.SILENT}
    assert set(first) == set(states.values())
    for name, (begin, end) in faults.items():
        assert begin < first[states[name]] <= begin + promised[name], name
        assert last[states[name]] <= end + 2 * HOUR, name


def test_when_articles_appeared_is_when_they_were_published_where_that_is_known_to_the_minute():
    crawl = run(2 * DAY)
    early, late = crawl.finished - HOUR, crawl.finished + DAY
    midnight = late.astimezone(CHINA).replace(hour=0, minute=0, second=0)
    given = [(early, late), (None, early), (None, late), (midnight, late), (midnight - 9 * DAY, late), (NOW + DAY, late)]
    assert appearances(given, [crawl], CHINA, NOW) == [early, late, late]
