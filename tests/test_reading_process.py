"""What a reading process does with the messages that it gets."""

from __future__ import annotations

import pickle
from io import BytesIO

from newsarchive.article import digest_of
from newsarchive.extract.found import JunkError
from newsarchive.extract.markup.clean import Clean, text_of
from newsarchive.grouping.signature import signature_of
from newsarchive.questions import LENGTH, Answer, message
from newsarchive.reading_process import serve

from .test_readers import page


def test_every_question_has_its_answer_in_turn():
    questions = BytesIO(b"".join(map(message, [(), page(1), page(body=b"<p>404 Not Found</p>"), page(2)])))
    answers = BytesIO()
    serve(questions, answers)
    answers.seek(0)
    found = []
    while head := answers.read(LENGTH):
        found.append(pickle.loads(answers.read(int.from_bytes(head, "big"))))  # noqa: S301  # written above
    assert found.pop(0) is None  # it is there
    assert [isinstance(each, Answer) and each.found.article.url for each in found] == [page(1)["url"], False, page(2)["url"]]
    assert isinstance(found[1], JunkError)
    body = found[0].found.article.body
    assert isinstance(body, Clean)
    assert body.text == text_of(str(body))
    title = found[0].found.article.title
    assert found[0].digest == digest_of(title, body.text)
    assert found[0].signature == signature_of(title, body.text)
