"""Which addresses belong to the public web, and which lead inside: a pure question of numbers and names."""

from __future__ import annotations

import ipaddress
import socket
from ipaddress import IPv4Address, IPv6Address
from typing import NamedTuple
from urllib.parse import urlsplit

_WEB_PORTS = frozenset({80, 443})
_ALSO_INSIDE = ipaddress.ip_network("192.0.0.0/24")
"""Kept for protocols, and where some clouds answer with a machine's credentials; not all of it is private in every Python."""
_UNICAST = ipaddress.ip_network("2000::/3")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Endpoint(NamedTuple):
    """A host and a port, in one spelling."""

    host: str
    port: int

    @property
    def twins(self) -> frozenset[Endpoint]:
        """The endpoint, and its other one where it is a web server on its ordinary ports: HTTP turns into HTTPS."""
        return frozenset(Endpoint(self.host, port) for port in (_WEB_PORTS if self.port in _WEB_PORTS else {self.port}))


def endpoint(host: str, port: int) -> Endpoint:
    """A host and a port, however the host is written."""
    host = host.strip("[]").rstrip(".").lower()
    try:
        return Endpoint(host.encode("idna").decode(), port)
    except UnicodeError:  # no name of the DNS; whoever resolves it will say so
        return Endpoint(host, port)


def endpoint_of(url: str) -> Endpoint | None:
    """Where a web address leads, or None when it is none."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return None
    return endpoint(parts.hostname, port) if parts.hostname else None


def host_of(url: str) -> str:
    """What requests to an address wait in line for: ``news.example.org:80``, which stands for HTTPS as well.

    Empty for what is no web address.
    """
    where = endpoint_of(url)
    return "{0.host}:{0.port}".format(min(where.twins)) if where else ""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public web; what is no IP address is not."""
    try:
        return _is_public(ipaddress.ip_address(address.partition("%")[0]))
    except ValueError:
        return False


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast and address not in _ALSO_INSIDE
    within = address.ipv4_mapped or address.sixtofour
    if address in _NAT64:
        within = IPv4Address(int(address) & 0xFFFFFFFF)
    if within is not None:
        return _is_public(within)
    return address.is_global and address in _UNICAST


def spelled_out(host: str) -> str | None:
    """The IP address that a host is, in any spelling that systems take (``127.1``, ``0x7f000001``), or None for a name."""
    if host == "localhost" or host.endswith(".localhost"):
        return "127.0.0.1"
    try:
        return str(ipaddress.ip_address(host.partition("%")[0]))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(host))
    except (OSError, UnicodeError):
        return None
