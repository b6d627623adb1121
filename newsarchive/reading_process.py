"""A process that reads pages, and does nothing else: started by `readers.py`, and ended when nobody is there to ask it."""

from __future__ import annotations

import pickle
import signal
import socket
import sys
import traceback
from contextlib import suppress
from io import BufferedIOBase
from typing import Any

from newsarchive.extract.found import JunkError
from newsarchive.grouping import minhash  # noqa: F401  # imported before there is a page that would wait for it
from newsarchive.questions import LENGTH, LONGEST, message
from newsarchive.reading import answer


def serve(questions: BufferedIOBase, answers: BufferedIOBase) -> None:
    """Read pages until nobody asks any more. The first message has the rules, and is answered with None: all is there.

    A page that takes longer than it may ends the process, wherever it is stuck.
    """
    rules = _next(questions)
    _say(answers, None)
    while (page := _next(questions)) is not None:
        signal.alarm(LONGEST)
        try:
            said: object = answer(page, rules)
        except JunkError as error:
            said = error
        except Exception as error:  # noqa: BLE001  # whatever it is, it is raised again where the question was asked
            said = _portable(error)
        signal.alarm(0)
        _say(answers, said)


def _say(answers: BufferedIOBase, content: object) -> None:
    answers.write(message(content))
    answers.flush()


def _portable(error: Exception) -> Exception:
    """The error with its traceback as a note, which a pickle leaves behind; or its words, where a pickle loses the error."""
    error.add_note("".join(traceback.format_exception(error)))
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301  # written here
    except Exception:  # noqa: BLE001  # a class of somebody else's can fail at either in any way
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _next(file: BufferedIOBase) -> Any:
    head = file.read(LENGTH)
    if len(head) < LENGTH:
        return None
    return pickle.loads(file.read(int.from_bytes(head, "big")))  # noqa: S301  # written by the process that started this one


def main() -> None:
    """Serve the socket whose number is the only argument, for as long as somebody is there.

    What is told to stop, with all its processes, is the crawl: it lets what has come in be read.
    """
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with (
        suppress(BrokenPipeError, ConnectionResetError),  # nobody is there any more
        socket.socket(fileno=int(sys.argv[1])) as connection,
        connection.makefile("rb") as questions,
        connection.makefile("wb") as answers,
    ):
        serve(questions, answers)


if __name__ == "__main__":
    main()
