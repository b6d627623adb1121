"""A post that reads otherwise than it was meant is found before it is committed."""

from __future__ import annotations

import pytest

from newsarchive.export.guards import html_block, without_templates
from newsarchive.export.readback import differences
from newsarchive.extract.markup.clean import markdown_of, sanitise
from tests.nasty import BODIES
from tests.records import record

ARTICLE = record()
POST = f"""---
title: "{ARTICLE.title}"
date: 2026-11-01T08:01:00+08:00
categories: [lan]
tags: [澜州日报]
newsarchive: {{id: "{ARTICLE.id}", digest: "{ARTICLE.digest}"}}
---
{ARTICLE.body}"""


def said(post, **options):
    return differences(post, ARTICLE, date=ARTICLE.published, tag="澜州日报", category="lan", **options)


def test_what_reads_as_it_was_meant_passes():
    assert said(POST) is None


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("恢复", "停", "its title would read"),
        ("08:01:00+08:00", "08:01:00+00:00", "its date would read"),
        ("[lan]", "[lan2]", "its categories would read"),
        ("[澜州日报]", "[x]", "its tags would read"),
        (ARTICLE.digest, "0", "its newsarchive would read"),
        ("工厂一日", "\ud800", "half of a character"),
        ("工厂一日", "工厂", "its text would not read as the article's"),
        ("tags: [", "tags: [[", "would not be readable"),
    ],
)
def test_what_does_not_is_named(old, new, expected):
    assert expected in said(POST.replace(old, new))


def test_a_body_that_no_reader_sees_is_missed():
    assert "its text" in said(POST.replace(ARTICLE.body, f"<!-- {ARTICLE.body} -->"))
    assert "its text" in said(POST.replace(ARTICLE.body, f"<script>{ARTICLE.body}</script>"))


def test_a_form_that_is_to_show_less_says_so():
    assert said(POST.replace("工厂一日", ""), whole_text=False) is None


@pytest.mark.parametrize("body", [sanitise(each) for each in BODIES], ids=range(len(BODIES)))
def test_a_body_reads_the_same_as_html_and_as_markdown(body):
    article = record(body=body)
    head = f'---\ntitle: "{article.title}"\n---\n'
    for rest in (html_block(body), without_templates(body), markdown_of(body), without_templates(markdown_of(body))):
        assert differences(f"{head}{rest}\n", article, date=None, tag=None, category=None) is None
        shorter = f"{head}{rest[: len(rest) // 3]}\n"
        assert "its text" in (differences(shorter, article, date=None, tag=None, category=None) or "")
