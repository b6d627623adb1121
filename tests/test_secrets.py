"""Secrets are filled in from the environment, and what stands in the way is named without them."""

from __future__ import annotations

import pytest

from newsarchive.secrets import SecretError, filled
from newsarchive.sources import PageSource


def source(**said):
    return PageSource(name="courier", spider="feed", timezone="UTC", lists=("http://x.example.org/",), **said)


def test_variables_are_filled_in():
    said = source(headers={"X-Api-Key": "${KEY}", "Authorization": "Bearer ${KEY}-${TAIL}", "Accept-Language": "zh"})
    assert filled(said, "headers", {"KEY": " k1\n", "TAIL": "2"}) == {
        "X-Api-Key": "k1",
        "Authorization": "Bearer k1-2",
        "Accept-Language": "zh",
    }
    assert filled(said, "cookies", {}) == {}


@pytest.mark.parametrize(
    ("key", "environment", "why"),
    [
        ("headers", {}, "courier: headers.Key: the environment variable SECRET is not set"),
        ("headers", {"SECRET": ""}, "courier: headers.Key: the environment variable SECRET is not set"),
        ("headers", {"SECRET": "hush\r\nX: y"}, "courier: headers.Key: the environment variable SECRET has a character"),
        ("cookies", {"SECRET": "hush; admin=1"}, "courier: cookies.Key: the environment variable SECRET has a character"),
    ],
)
def test_what_cannot_be_filled_in_is_named_without_its_value(key, environment, why):
    with pytest.raises(SecretError) as caught:
        filled(source(**{key: {"Key": "${SECRET}"}}), key, environment)
    assert str(caught.value).startswith(why)
    assert "hush" not in str(caught.value)
