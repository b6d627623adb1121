"""A post that reads otherwise than it was meant is found before it is committed."""

from __future__ import annotations

import pytest

from newsarchive.export.readback import differences
from tests.records import record

ARTICLE = record()
POST = f"""---
title: "{ARTICLE.title}"
date: 2026-11-01T08:01:00+08:00
categories: [lan]
tags: [澜州日报]
newsarchive: {{id: "{ARTICLE.id}", digest: "{ARTICLE.digest}"}}
---
text"""


def said(post):
    return differences(post, ARTICLE, date=ARTICLE.published, tag="澜州日报", category="lan")


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
        ("text", "\ud800", "half of a character"),
        ("tags: [", "tags: [[", "would not be readable"),
    ],
)
def test_what_does_not_is_named(old, new, expected):
    assert expected in said(POST.replace(old, new))
