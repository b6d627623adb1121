"""What the steps share: made for the run of a spider, and a refusal that says where and why."""

from __future__ import annotations

from types import SimpleNamespace

from scrapy.exceptions import DropItem

from pipelines.base import Quarantine, Step


def test_a_step_works_for_the_run_of_its_spider(run):
    crawler = SimpleNamespace(spider=SimpleNamespace(run=run, source_name="finews"))
    step = Step.from_crawler(crawler)
    assert (step.run, step.booked_under) == (run, "finews")


def test_a_refusal_is_a_dropped_item_with_stage_and_reason():
    refusal = Quarantine("validate", "it has no title")
    assert isinstance(refusal, DropItem)
    assert (refusal.stage, str(refusal)) == ("validate", "it has no title")
