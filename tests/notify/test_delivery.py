"""Messages delivered by Apprise, and what is said of addresses."""

from __future__ import annotations

import logging
import sys
from datetime import UTC, datetime

import pytest

from newsarchive.notify.delivery import DeliveryError, addresses, deliver
from newsarchive.store.troubles import Message
from newsarchive.yamlfile import ConfigError

MESSAGE = Message("", "[news] 财经 is silent", "two\nlines", datetime(2026, 11, 4, tzinfo=UTC))


def test_a_message_arrives_as_it_was_written(hook):
    deliver(MESSAGE, addresses([hook.address])[0], {})
    assert (hook.posts[0]["title"], hook.posts[0]["message"]) == (MESSAGE.title, MESSAGE.body)


def test_an_address_may_be_a_secret_as_a_whole(hook):
    deliver(MESSAGE, addresses(["${HOOK}"])[0], {"HOOK": hook.address})
    assert len(hook.posts) == 1


def test_a_part_of_an_address_is_encoded(hook):
    address = addresses([hook.address + "/${PART}"])[0]
    deliver(MESSAGE, address, {"PART": "a/b c?d"})
    assert hook.paths[0].rstrip("/").split("/")[2:] in (["a%2Fb%20c%3Fd"], ["a", "b%20c%3Fd"])


def test_addresses_go_by_their_numbers():
    first, second = addresses(["json://me:pw@host/secret", "${CHAT}"])
    assert (first.shown, second.shown) == ("address 1 (json)", "address 2 (${CHAT})")
    assert first.mark != second.mark
    assert "secret" not in first.mark


def test_what_apprise_says_is_told_without_secrets(monkeypatch, caplog):
    def refuse(_apprise, **_message):
        logging.getLogger("apprise").warning("no answer from http://me:p%40ss@127.0.0.1/, to which p@ss was sent")
        return False

    monkeypatch.setattr("apprise.Apprise.notify", refuse)
    with pytest.raises(DeliveryError, match=r"no answer from http://me:…@127\.0\.0\.1/, to which … was sent"):
        deliver(MESSAGE, addresses(["json://me:${PASSWORD}@127.0.0.1/"])[0], {"PASSWORD": "p@ss"})
    assert caplog.text == ""


@pytest.mark.parametrize("address", ["nosuchservice://x", "json://"])
def test_an_address_that_is_none_is_told_apart_from_one_that_is_down(address):
    with pytest.raises(ConfigError, match=r"notify.to, address 1 \(\w+\): Apprise knows no such address"):
        deliver(MESSAGE, addresses([address])[0], {})
    with pytest.raises(DeliveryError, match=r"^address 1 \(json\): "):
        deliver(MESSAGE, addresses(["json://127.0.0.1:1/"])[0], {})


def test_without_apprise_it_is_said_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "apprise", None)
    with pytest.raises(ConfigError, match=r"pip install 'newsarchive\[notify\]'"):
        deliver(MESSAGE, addresses(["json://127.0.0.1:1/"])[0], {})
