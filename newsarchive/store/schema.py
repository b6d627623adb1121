"""The tables of the index. Change one, and add a migration beside it (`store/migrations/versions/`)."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

VERSION = "0012"
"""The newest migration; an index of another version is migrated, or refused, when it is opened."""

metadata = MetaData()

# Times are ISO 8601 in UTC: they sort as text and read the same in every database.

articles = Table(
    "articles",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("source", String, nullable=False),
    Column("id", String, nullable=False),
    Column("url", Text, nullable=False),
    Column("title", Text),
    Column("publisher", Text),
    Column("section", Text),
    Column("published", String),
    Column("fetched", String, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("revision", Integer, nullable=False),
    # Grows with every change to any article: "changed since" is a range of it.
    Column("sequence", Integer, nullable=False),
    UniqueConstraint("id", "source"),
)
Index("articles_by_sequence", articles.c.sequence, unique=True)
Index("articles_by_digest", articles.c.digest)
Index("articles_by_publisher", articles.c.publisher)
# How many each source has, and when they appeared: `status` asks for all of them, and reads this alone.
Index("articles_by_source", articles.c.source, articles.c.published, articles.c.fetched)

revisions = Table(
    "revisions",
    metadata,
    Column("article", Integer, ForeignKey("articles.key"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("record", Text, nullable=False),
)

# Everything an article is known under: "id:SOURCE:ID" and "url:ADDRESS".
addresses = Table(
    "addresses",
    metadata,
    Column("address", Text, primary_key=True),
    Column("article", Integer, ForeignKey("articles.key"), nullable=False),
)
Index("addresses_by_article", addresses.c.article)

quarantine = Table(
    "quarantine",
    metadata,
    Column("address", Text, primary_key=True),
    Column("source", String, primary_key=True),
    Column("stage", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("material", Text),
    Column("first_seen", String, nullable=False),
    Column("last_seen", String, nullable=False),
    Column("times", Integer, nullable=False),
)

# Failures that are no more: kept for a while, so that what a log names can still be explained.
past_failures = Table(
    "past_failures",
    metadata,
    Column("address", Text, primary_key=True),
    Column("source", String, primary_key=True),
    Column("stage", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("first_seen", String, nullable=False),
    Column("last_seen", String, nullable=False),
    Column("times", Integer, nullable=False),
    Column("ended", String, nullable=False),
    # "overcome", "accepted", "cleared".
    Column("how", String, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("source", String, nullable=False),
    Column("started", String, nullable=False),
    Column("finished", String, nullable=False),
    Column("interrupted", Boolean, nullable=False),
    Column("new", Integer, nullable=False),
    Column("revised", Integer, nullable=False),
    Column("known", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("requests", Integer, nullable=False),
    # Crawls that this row is for: old ones are put together (`store/thinning.py`).
    Column("crawls", Integer, nullable=False, server_default="1"),
    Column("listed", Integer, nullable=False, server_default="0"),
    Column("lists", Integer),
    Column("unchanged", Integer, nullable=False, server_default="0"),
    Column("fresh", Integer, nullable=False, server_default="0"),
    Column("list_time", Float),
    Column("article_time", Float),
    # As JSON: what failed, by stage; and what the articles had that were read (`store/yields.py`). Mostly there is neither.
    Column("failures", Text),
    Column("found", Text),
)
Index("runs_by_source", runs.c.source, runs.c.started)

exports = Table(
    "exports",
    metadata,
    Column("name", String, primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("commit", String(64)),
    # Of the profile and its options: another fingerprint means that every file may look different.
    Column("fingerprint", String(64), nullable=False),
)

# Every content that an export ever gave a file. What stands at a path and is not among these is the user's own.
written = Table(
    "written",
    metadata,
    Column("export", String, primary_key=True),
    Column("path", Text, primary_key=True),
    Column("blob", String(64), primary_key=True),
    Column("committed", Boolean, nullable=False),
)

# Articles that could not go out, to be tried again by the next export.
held_back = Table(
    "held_back",
    metadata,
    Column("export", String, primary_key=True),
    Column("article", Integer, ForeignKey("articles.key"), primary_key=True),
    Column("reason", Text, nullable=False),
)

robots = Table(
    "robots",
    metadata,
    # Scheme and host: "http://news.example.org".
    Column("site", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("fetched", String, nullable=False),
)

# Answers of lists that were read, with all that they named archived; and of articles that were looked at again.
visits = Table(
    "visits",
    metadata,
    Column("source", String, primary_key=True),
    Column("address", Text, primary_key=True),
    Column("definition", String(64), nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("asked", String, nullable=False),
)

# What was found and is not archived yet; and young articles, which are to be looked at again.
frontier = Table(
    "frontier",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("source", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("address", Text, nullable=False),
    Column("host", Text, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("details", Text, nullable=False),
    # Crawls that have failed on it.
    Column("tries", Integer, nullable=False),
    Column("due", String, nullable=False),
    # The worker that added it last, and the one that has it in hand.
    Column("asker", String, nullable=False),
    Column("lease", String),
    UniqueConstraint("source", "address"),
)
Index("frontier_by_turn", frontier.c.source, frontier.c.lease, frontier.c.priority.desc(), frontier.c.key)

# Records in the WARC files of `state/warc/`. Nothing here is not said there.
captures = Table(
    "captures",
    metadata,
    # "urn:uuid:...", as articles name their capture.
    Column("record_id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("file", Text, nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("length", BigInteger, nullable=False),
    Column("url", Text, nullable=False),
    Column("date", String, nullable=False),
    Column("payload_digest", String, nullable=False),
)
Index("captures_by_payload", captures.c.payload_digest)

# Captures that were pruned on request, and when. Articles go on naming them.
pruned = Table(
    "pruned",
    metadata,
    Column("record_id", String, primary_key=True),
    Column("pruned", String, nullable=False),
)

# How many requests were made on a day, in the archive's zone, where they are limited.
spent = Table(
    "spent",
    metadata,
    Column("day", String, primary_key=True),
    Column("source", String, primary_key=True),
    Column("requests", Integer, nullable=False),
)

# What the last check of a source found in its articles: what the next one is held against.
checks = Table(
    "checks",
    metadata,
    Column("source", String, primary_key=True),
    Column("field", String, primary_key=True),
    Column("read", Integer, nullable=False),
    Column("articles", Integer, nullable=False),
    # How it was read, from where: "meta article:published_time".
    Column("place", Text),
    Column("checked", String, nullable=False),
)

# What copies of an article are found by: see `grouping/signature.py`. The period comes first, so that all rows of one time lie
# together: what is written and read by a crawl stays small, however large the table is.
bands = Table(
    "bands",
    metadata,
    Column("period", Integer, primary_key=True),
    Column("band", BigInteger, primary_key=True),
    # How many articles have it, and the keys of the first of them, 64 bits each.
    Column("number", Integer, nullable=False),
    Column("articles", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# The words of the articles that have been compared with the others, packed, and the period in which they are found.
wordings = Table(
    "wordings",
    metadata,
    Column("article", Integer, ForeignKey("articles.key"), primary_key=True),
    Column("period", Integer, nullable=False),
    Column("words", LargeBinary, nullable=False),
)

# The articles that are, or were, copies of others; those of one number are copies of each other, without one it is alone.
groups = Table(
    "groups",
    metadata,
    Column("article", Integer, ForeignKey("articles.key"), primary_key=True),
    Column("number", Integer),
    # Of the last change to the group, from the same numbers as that of articles.
    Column("sequence", Integer, nullable=False),
)
Index("groups_by_number", groups.c.number)
Index("groups_by_sequence", groups.c.sequence)

# Pictures that are kept, by the addresses they were had from; several may lead to one file.
pictures = Table(
    "pictures",
    metadata,
    Column("url", Text, primary_key=True),
    # As articles name it: "ab/abcd....jpg".
    Column("file", String, nullable=False),
    Column("size", BigInteger, nullable=False),
)
Index("pictures_by_file", pictures.c.file)

# Pictures that are to be kept and could not be had, each with the page that shows it.
missing_pictures = Table(
    "missing_pictures",
    metadata,
    Column("url", Text, primary_key=True),
    Column("page", Text, primary_key=True),
    Column("source", String, nullable=False),
    Column("reason", Text, nullable=False),
    # Crawls that have asked for it.
    Column("tries", Integer, nullable=False),
    Column("due", String, nullable=False),
)
Index("missing_pictures_by_due", missing_pictures.c.source, missing_pictures.c.due)

# What is wrong with the archive or a source, or was: of each there is one row without an end.
troubles = Table(
    "troubles",
    metadata,
    Column("key", Integer, primary_key=True),
    # "source:finews", "export:site", "push:site", "archive".
    Column("subject", String, nullable=False),
    Column("state", String, nullable=False),
    Column("words", Text, nullable=False),
    Column("since", String, nullable=False),
    # Since when it has been well, which is told when that has lasted.
    Column("calm", String),
    # When the keeper was told of it.
    Column("told", String),
    Column("ended", String),
)
Index("troubles_by_subject", troubles.c.subject, troubles.c.ended)

# What is to be told and has not been delivered yet, once for each address.
messages = Table(
    "messages",
    metadata,
    Column("key", Integer, primary_key=True),
    # A digest of the address as the configuration has it, which may hold a secret.
    Column("address", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("written", String, nullable=False),
    Column("tries", Integer, nullable=False),
    # When a process began to send it.
    Column("taken", String),
)

counters = Table(
    "counters",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Integer, nullable=False),
)
