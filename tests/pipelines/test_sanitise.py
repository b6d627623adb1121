"""The body becomes HTML that is safe to show, and what means something in it stays."""

from __future__ import annotations

import pytest

from pipelines.base import Quarantine
from pipelines.sanitise import Sanitise
from tests.records import record


def test_what_runs_goes_and_what_is_read_stays(step):
    body = '<p onclick="alert(1)">正文<script>alert(1)</script><a href="javascript:alert(1)">链接</a><b>未闭合'
    made = step(Sanitise)(record(body=body)).body
    assert "alert" not in made
    for each in ("正文", "链接", "未闭合"):
        assert each in made


def test_the_paragraph_of_source_attribution_keeps_its_class(step):
    body = '<p class="em_media other">（文章来源：人民邮电报）</p>'
    assert step(Sanitise)(record(body=body)).body == '<p class="em_media">（文章来源：人民邮电报）</p>'


def test_a_source_that_is_not_known_keeps_no_classes(step):
    assert 'class="' not in step(Sanitise)(record(source="url", body='<p class="em_media">正文</p>')).body


def test_an_address_in_the_body_is_read_against_the_article_s(step):
    article = record(body='<p><a href="/2.html">二</a></p>', url="http://news.example.org/a/1.html")
    assert 'href="http://news.example.org/2.html"' in step(Sanitise)(article).body


def test_a_picture_alone_is_something_to_see(step):
    assert "<img" in step(Sanitise)(record(body='<p><img src="http://news.example.org/1.png"></p>')).body


@pytest.mark.parametrize("body", ["<script>alert(1)</script>", "<p> \u3000</p>", "<!-- nothing -->", "<p>\u200b</p>"])
def test_what_leaves_nothing_to_read_is_refused(body, step):
    with pytest.raises(Quarantine, match="nothing readable is left of its text"):
        step(Sanitise)(record(body=body))


def test_everything_else_of_the_record_is_left_alone(step):
    article = record(title="<script>")
    assert step(Sanitise)(article).replace(body="") == article.replace(body="")
