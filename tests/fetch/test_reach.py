"""Which addresses are public, in every spelling that leads inside."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.fetch.reach import Endpoint, endpoint, endpoint_of, is_public, spelled_out

PUBLIC = ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101", "2002:0101:0101::1"]
INSIDE = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",  # noqa: S104  # reaches this machine
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.100.100.200",
    "192.0.0.192",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:192.168.1.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2001:0:53aa:64c::1",
    "2001:db8::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
    "localhost",
    "",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_of_the_public_web(address):
    assert is_public(address)


@pytest.mark.parametrize("address", INSIDE)
def test_addresses_that_lead_inside(address):
    assert not is_public(address)


@given(st.ip_addresses(v=4))
def test_an_address_wrapped_in_ipv6_is_as_public_as_it_is_itself(address):
    public = is_public(str(address))
    assert is_public(f"::ffff:{address}") == public
    assert is_public(str(ipaddress.IPv6Address((0x64FF9B << 96) | int(address)))) == public


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("0x7f000001", "127.0.0.1"),
        ("0x7f.1", "127.0.0.1"),
        ("0177.0.0.1", "127.0.0.1"),
        ("localhost", "127.0.0.1"),
        ("a.localhost", "127.0.0.1"),
        ("::ffff:127.0.0.1", "::ffff:127.0.0.1"),
        ("news.example.org", None),
        ("1.2.3.4.example.org", None),
        ("", None),
        ("新闻.example", None),
    ],
)
def test_what_is_an_address_in_any_spelling(host, address):
    found = spelled_out(host)
    assert found == address or ipaddress.ip_address(found) == ipaddress.ip_address(address)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://Example.ORG", Endpoint("example.org", 80)),
        ("https://example.org./x", Endpoint("example.org", 443)),
        ("http://example.org:8080/", Endpoint("example.org", 8080)),
        ("http://[::1]:81/", Endpoint("::1", 81)),
        ("http://新闻.example/", Endpoint("xn--efvy88h.example", 80)),
        ("http://user:secret@example.org/", Endpoint("example.org", 80)),
        ("http://example.org:99999/", None),
        ("http://[::1/", None),
        ("no address", None),
    ],
)
def test_where_an_address_leads(url, expected):
    assert endpoint_of(url) == expected


def test_http_and_https_of_one_host_belong_together_and_other_ports_stay_alone():
    assert endpoint("example.org", 80).twins == {Endpoint("example.org", 80), Endpoint("example.org", 443)}
    assert endpoint("example.org", 8080).twins == {Endpoint("example.org", 8080)}
