"""A public page never leads inside: what is not of the public web is connected to only where the user named it.

The question is put where names turn into addresses, and the connection is made to the very addresses that passed: a name
that changes its mind between the question and the connection gains nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.request import getproxies

from scrapy.exceptions import IgnoreRequest
from twisted.internet.interfaces import IAddress, IHostnameResolver, IResolutionReceiver
from zope.interface import implementer

from newsarchive.fetch.reach import Endpoint, endpoint, endpoint_of, is_public, spelled_out


class InsideError(IgnoreRequest):
    """An address that is not of the public web, and that nobody named."""

    def __init__(self, asked: Endpoint, address: str) -> None:
        same = address == asked.host
        super().__init__(
            f"{asked.host}:{asked.port} {'is' if same else f'leads to {address},'} no public address, and is asked only"
            " where you name it: as a host of the source, or with `fetch`"
        )


@implementer(IHostnameResolver)
class Guard:
    """Stands before the reactor's own resolver, and lets through what is public or named."""

    def __init__(self, inner: Any) -> None:
        """``inner``: the resolver that knows the names."""
        self._inner = inner
        self._named: set[Endpoint] = set()
        self._refused: dict[Endpoint, str] = {}
        self.name(getproxies().values())  # named by whoever set the environment

    def name(self, urls: Iterable[str]) -> None:
        """Let these through, wherever they lead: the user named them."""
        for each in filter(None, map(endpoint_of, urls)):
            self._named |= each.twins

    def check(self, url: str) -> None:
        """Refuse what can be told from the address alone, whoever is going to resolve it.

        Raises:
            InsideError: it is an IP address that is neither public nor named.
        """
        asked = endpoint_of(url)
        address = spelled_out(asked.host) if asked else None
        if asked and address and not self._passes(asked, address):
            raise InsideError(asked, address)

    def refusal(self, url: str) -> InsideError | None:
        """Why nothing was found under the name in ``url``, where it is this guard's doing."""
        asked = endpoint_of(url)
        return InsideError(asked, self._refused[asked]) if asked in self._refused else None

    def resolveHostName(  # noqa: N802  # the name that Twisted calls
        self,
        resolutionReceiver: Any,  # noqa: N803  # as above
        hostName: str,  # noqa: N803  # as above
        portNumber: int = 0,  # noqa: N803  # as above
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803  # as above
        transportSemantics: str = "TCP",  # noqa: N803  # as above
    ) -> Any:
        """Resolve a name, and keep back what does not pass."""
        asked = endpoint(hostName, portNumber)
        self._refused.pop(asked, None)
        sieve = _Sieve(self, asked, resolutionReceiver)
        return self._inner.resolveHostName(sieve, hostName, portNumber, addressTypes, transportSemantics)

    def passes(self, asked: Endpoint, address: str) -> bool:
        """Whether a connection may be made to ``address``; remembers it when not."""
        if self._passes(asked, address):
            return True
        self._refused[asked] = address
        return False

    def _passes(self, asked: Endpoint, address: str) -> bool:
        if is_public(address) or asked in self._named:
            return True
        # Tunnels through a proxy resolve its name without its port.
        return not asked.port and any(named.host == asked.host for named in self._named)


@implementer(IResolutionReceiver)
class _Sieve:
    """Receives addresses, and hands on those that pass."""

    def __init__(self, guard: Guard, asked: Endpoint, receiver: Any) -> None:
        self._guard = guard
        self._asked = asked
        self._receiver = receiver

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802  # the name that Twisted calls
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802  # as above
        if self._guard.passes(self._asked, address.host):
            self._receiver.addressResolved(address)

    def resolutionComplete(self) -> None:  # noqa: N802  # as above
        self._receiver.resolutionComplete()


def guard_of(reactor: Any) -> Guard:
    """The reactor's guard, put in its place if it is not there yet."""
    resolver = reactor.nameResolver
    if not isinstance(resolver, Guard):
        resolver = Guard(resolver)
        reactor.installNameResolver(resolver)
    return resolver
