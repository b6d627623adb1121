"""The body as markup, written when somebody asks."""

import pickle

from newsarchive.extract.markup.content import Content


def test_it_is_written_once_and_only_when_asked_for() -> None:
    calls: list[int] = []

    def write() -> str:
        calls.append(1)
        return "<p>Text</p>"

    content = Content(write)
    assert calls == []
    assert (content.html, content.html, content.markdown.strip()) == ("<p>Text</p>", "<p>Text</p>", "Text")
    assert calls == [1]


def test_it_is_equal_by_its_html_and_travels() -> None:
    content = Content(lambda: "<p>Text</p>")
    assert content == Content.of("<p>Text</p>")
    assert hash(content) == hash(Content.of("<p>Text</p>"))
    assert content != Content.of("")
    assert pickle.loads(pickle.dumps(content)) == content  # noqa: S301  # our own bytes
    assert repr(content) == "Content.of('<p>Text</p>')"
