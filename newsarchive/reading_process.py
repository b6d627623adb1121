"""A process that reads pages, and does nothing else: started by `readers.py`, and ended when nobody is there to ask it.

Questions and answers are pickles of each side's own making, over a pair of sockets that nobody else can reach.
"""

from __future__ import annotations

import pickle
import signal
import socket
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from io import BufferedIOBase
from typing import Any

from newsarchive.admission import RefusedError, cleaned
from newsarchive.extract.page_article import PageArticle, read_page
from newsarchive.extract.rules.rules import Rule

LENGTH = 4
"""Bytes before each message that say how long it is."""
LONGEST = 60
"""Seconds for one page. The slowest page known takes a second a megabyte."""


def message(content: object) -> bytes:
    """What goes over the socket."""
    data = pickle.dumps(content, pickle.HIGHEST_PROTOCOL)
    return len(data).to_bytes(LENGTH, "big") + data


def read(page: dict[str, Any], rules: Iterable[Rule]) -> PageArticle:
    """The article on a page, with a clean body where there is one; arguments as of :func:`read_page`.

    Raises:
        JunkError: there is none.
    """
    found = read_page(rules=rules, **page)
    try:
        return replace(found, article=cleaned(found.article))
    except RefusedError:  # the pipelines will say so, when all of the article is there
        return found


def serve(questions: BufferedIOBase, answers: BufferedIOBase) -> None:
    """Read pages until nobody asks any more. The first message has the rules.

    A page that takes longer than it may ends the process, wherever it is stuck.
    """
    rules = _next(questions)
    while (page := _next(questions)) is not None:
        signal.alarm(LONGEST)
        try:
            answer: object = read(page, rules)
        except Exception as error:  # noqa: BLE001  # whatever it is, it is raised again where the question was asked
            answer = error
        signal.alarm(0)
        answers.write(_answer(answer))
        answers.flush()


def _answer(content: object) -> bytes:
    try:
        return message(content)
    except (pickle.PicklingError, TypeError, AttributeError):
        return message(RuntimeError(f"{type(content).__name__}: {content}"))


def _next(file: BufferedIOBase) -> Any:
    head = file.read(LENGTH)
    if len(head) < LENGTH:
        return None
    return pickle.loads(file.read(int.from_bytes(head, "big")))  # noqa: S301  # written by the process that started this one


def main() -> None:
    """Serve the socket whose number is the only argument."""
    with (
        suppress(BrokenPipeError, ConnectionResetError),  # nobody is there any more
        socket.socket(fileno=int(sys.argv[1])) as connection,
        connection.makefile("rb") as questions,
        connection.makefile("wb") as answers,
    ):
        serve(questions, answers)


if __name__ == "__main__":
    main()
