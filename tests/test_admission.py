"""What may enter an archive; the pipelines' tests have every case."""

from __future__ import annotations

import pytest

from newsarchive.admission import RefusedError, check, cleaned
from tests.records import record


def test_what_is_no_article_is_refused():
    check(record())
    with pytest.raises(RefusedError, match="no title"):
        check(record(title=None))
    with pytest.raises(RefusedError, match="no web address"):
        check(record(url="ftp://news.example.org/1"))


def test_a_body_is_cleaned_and_something_must_be_left_of_it():
    assert cleaned(record(body='<p class="a b">x<script>y</script></p>'), {"a"}).body == '<p class="a">x</p>'
    with pytest.raises(RefusedError, match="nothing readable"):
        cleaned(record(body="<script>y</script>"))
