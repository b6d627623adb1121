"""What is never to be seen in a log: passwords, tokens, and what the environment says in confidence."""

from __future__ import annotations

import pytest

from newsarchive.logs.masking import Mask, secrets_in


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("http://x.example.org/1?id=7&page=2", "http://x.example.org/1?id=7&page=2"),
        ("http://x.example.org/1?token=abc&id=7", "http://x.example.org/1?token=***&id=7"),
        ("http://x.example.org/1?id=7&access_token=a%20b", "http://x.example.org/1?id=7&access_token=***"),
        ("<http://x.example.org/?X-Amz-Signature=0f9e>", "<http://x.example.org/?X-Amz-Signature=***>"),
        ("/list?apikey=abc;api_key=def&key=ghi&sig=j", "/list?apikey=***;api_key=***&key=***&sig=***"),
        ("/list?monkey=abc&keyword=黄金&author=王", "/list?monkey=abc&keyword=黄金&author=王"),
        ("https://me:hunter2@git.example.org/a.git", "https://***@git.example.org/a.git"),
        ("mailto://bot:hunter2@example.org?to=a@b.org", "mailto://***@example.org?to=a@b.org"),
        ("http://x.example.org/@someone/1", "http://x.example.org/@someone/1"),
    ],
)
def test_what_lets_in_whoever_has_it_is_masked_and_the_rest_stays(text, masked):
    assert Mask().text(text) == masked


def test_secrets_are_masked_wherever_and_however_they_are_written():
    mask = Mask(["s3cr3t/==", "abc"])
    assert mask.text("X s3cr3t/== http://a/s3cr3t%2F%3D%3D http://b/s3cr3t/%3D%3D abc") == "X *** http://a/*** http://b/*** abc"
    data = mask.data({"s3cr3t/==": ["s3cr3t/==", 7, None, {"url": "?token=z"}]})
    assert data == {"***": ["***", 7, None, {"url": "?token=***"}]}


def test_of_two_secrets_one_of_which_begins_as_the_other_nothing_is_left_over():
    assert Mask(["abcd", "abcdefgh"]).text("abcdefgh") == "***"


def test_secrets_are_the_values_of_the_variables_that_files_name(tmp_path):
    file = tmp_path / "a.yaml"
    file.write_text("headers: {Authorization: 'Bearer ${API_KEY}', X: '${NOT_SET}'}", encoding="utf-8")
    environment = {"API_KEY": " abcdef ", "PATH": "/bin"}
    assert secrets_in([file, tmp_path / "missing.yaml"], environment) == {"abcdef"}
