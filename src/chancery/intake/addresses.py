"""In: a host name; out: the addresses it may be fetched from. Whatever lies in a private, loopback or link-local network is refused, in any spelling."""

from __future__ import annotations

import ipaddress
import socket

from chancery.errors import BlockedAddressError, FetchError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

#: IPv6 networks that carry an IPv4 address in their last 32 bits.
_CARRIERS = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"), ipaddress.IPv6Network("::/96"))


def _inner(address: Address) -> tuple[Address, ...]:
    """The address, and the IPv4 addresses that it carries."""
    if isinstance(address, ipaddress.IPv4Address):
        return (address,)
    inner: list[Address] = [address]
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    if address.sixtofour:
        inner.append(address.sixtofour)
    if address.teredo:
        inner.extend(address.teredo)
    if any(address in network for network in _CARRIERS):
        inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return tuple(inner)


def public(address: Address) -> bool:
    """Whether an address lies in the public internet."""
    return all(a.is_global and not a.is_multicast and not a.is_reserved and not a.is_unspecified for a in _inner(address))


def resolve(host: str, port: int, *, allow_private: bool) -> tuple[str, ...]:
    """The host's addresses, each checked. They are what must be connected to: a second look-up could answer otherwise.

    Raises:
        FetchError: the host has no address.
        BlockedAddressError: one of its addresses is not public, and that is not allowed.
    """
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"{host}: no such host", hint="check the address and the network") from error
    found: list[str] = []
    for *_, where in answers:
        text = str(where[0]).partition("%")[0]
        if not allow_private and not public(ipaddress.ip_address(text)):
            raise BlockedAddressError(
                f"{host} lies in a private network ({text})", hint="set CHANCERY_ALLOW_PRIVATE=1 to fetch from private networks, if you trust the address"
            )
        if text not in found:
            found.append(text)
    return tuple(found)
