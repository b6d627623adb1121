"""Which article is meant: in the commands that show one, test_show.py; here, what they must not confuse."""

from __future__ import annotations

import click
import pytest

from newsarchive.archive import Archive
from newsarchive.cli.articles import at_revision, the_article
from tests.records import record


@pytest.fixture
def archive(make_archive):
    with Archive(make_archive("http://127.0.0.1:1").folder) as archive:
        yield archive


def test_an_id_that_is_also_the_prefix_of_another_is_that_one(archive):
    archive.index.articles.put(record(1, id="12"))
    archive.index.articles.put(record(2, id="123"))
    assert the_article(archive, "12").article.id == "12"


def test_another_id_of_the_same_article_leads_to_it(archive):
    archive.index.articles.put(record(1, other_ids=("NW9",)))
    assert the_article(archive, "finews:NW9").article == record(1, other_ids=("NW9",))


def test_a_revision_that_there_is_not_is_refused(archive):
    archive.index.articles.put(record(1))
    with pytest.raises(click.UsageError, match="has no revision 7; it has 1 to 1"):
        at_revision(archive, the_article(archive, record(1).id), 7)
