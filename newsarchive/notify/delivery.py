"""Messages delivered, by Apprise: to mailboxes, chats, telephones and web hooks."""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import quote

from newsarchive.secrets import SecretError, filled_address, variables
from newsarchive.store.troubles import Message
from newsarchive.yamlfile import ConfigError

_APPRISE = "apprise"
"""The logger of that library."""


class DeliveryError(Exception):
    """A message did not arrive; the message says why, and names no secret."""


@dataclass(frozen=True, slots=True)
class Address:
    """One address of the configuration."""

    number: int
    """Counted from 1."""
    said: str
    """As the configuration has it."""

    @property
    def mark(self) -> str:
        """What it goes by in the index, which is to hold no address."""
        return hashlib.sha256(self.said.encode()).hexdigest()[:16]

    @property
    def shown(self) -> str:
        """What it goes by in messages and in the log: an address may be a secret in itself."""
        scheme = self.said.partition("://")[0] if "://" in self.said else self.said
        return f"address {self.number} ({scheme})"


def addresses(said: Iterable[str]) -> list[Address]:
    """The addresses of a configuration."""
    return [Address(number, each) for number, each in enumerate(said, 1)]


def deliver(message: Message, address: Address, environment: Mapping[str, str]) -> None:
    """Send one message to one address, within some seconds.

    Raises:
        DeliveryError: it did not arrive.
        ConfigError: nothing can be sent there: the address is not right, a secret is missing, or Apprise is.
    """
    try:
        from apprise import Apprise  # noqa: PLC0415  # an extra, and it takes half a second
    except ImportError as error:
        raise ConfigError("notify: Apprise is not installed: pip install 'newsarchive[notify]'") from error
    try:
        url = filled_address(address.said, f"notify.to, {address.shown}", environment)
    except SecretError as error:
        raise ConfigError(str(error)) from error
    secrets = [environment[name].strip() for name in variables([address.said])]
    secrets += [quote(each, safe="") for each in secrets]
    with _overheard() as heard:
        known = Apprise()
        if not known.add(url):
            raise ConfigError(
                f"notify.to, {address.shown}: Apprise knows no such address; its documentation lists those it knows"
            )
        arrived = known.notify(title=message.title, body=message.body, body_format="text")
    if not arrived:
        raise DeliveryError(f"{address.shown}: {_without(heard.getvalue(), [url, *secrets])}")


@contextmanager
def _overheard() -> Iterator[io.StringIO]:
    """What Apprise warns of meanwhile, which goes to no log: some of it quotes addresses."""
    logger, heard = logging.getLogger(_APPRISE), io.StringIO()
    handler = logging.StreamHandler(heard)
    handler.setLevel(logging.WARNING)
    before = logger.propagate, logger.level
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    logger.addHandler(handler)
    try:
        yield heard
    finally:
        logger.removeHandler(handler)
        logger.propagate = before[0]
        logger.setLevel(before[1])


def _without(said: str, secrets: Sequence[str]) -> str:
    words = "; ".join(dict.fromkeys(line.strip() for line in said.splitlines() if line.strip())) or "it did not arrive"
    for each in secrets:
        words = words.replace(each, "…")
    return words
