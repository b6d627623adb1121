"""Records of this program as lines of JSON, one a line, compressed or not."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from newsarchive.admission import RefusedError, check, cleaned
from newsarchive.article import Article, RecordError
from newsarchive.importing.findings import Defect, Finding
from newsarchive.importing.post import Post


def records_in(path: Path, classes: Mapping[str, Collection[str]]) -> Iterator[Post]:
    """What stands in each line that is not empty; a line is called ``FILE:LINE``. Never fails.

    ``classes``: source to the classes that mean something in the bodies of its articles.
    """
    number = 0
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            for number, line in enumerate(file, start=1):  # it is named where the file cannot be read on
                if line.strip():
                    yield _read(f"{path.name}:{number}", line, classes)
    except (OSError, EOFError, zlib.error) as error:
        reason = f"cannot be read any further: {error}"
        yield Post(f"{path.name}:{number + 1}", "", refused=reason, findings=[Finding(Defect.RECORD, reason, repaired=False)])


def _read(place: str, line: bytes, classes: Mapping[str, Collection[str]]) -> Post:
    post = Post(place, line.decode(errors="replace").rstrip("\r\n"))
    try:
        article = Article.from_json(line)
        check(article)
        post.article = cleaned(article, classes.get(article.source, ()))  # somebody else may have written it
    except (RecordError, RefusedError) as error:
        post.refused = str(error)
        post.findings.append(Finding(Defect.RECORD, str(error), repaired=False))
    return post
