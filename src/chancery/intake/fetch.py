"""In: an http(s) address; out: the bytes behind it, within a time and a size. Every hop of a redirect is resolved and checked, and connected to as checked."""

from __future__ import annotations

import re
import threading
import time
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from chancery.errors import ChanceryError, FetchError, NotFoundError, RedirectError, TooLargeError, UsageError
from chancery.intake.addresses import resolve
from chancery.settings import Settings

if TYPE_CHECKING:
    import httpx

#: Redirects that are followed, and bytes read at once.
HOPS = 10
CHUNK = 65_536
#: Seconds beyond the time limit after which a request that does not even end its headers is given up.
GRACE = 0.5

_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; chancery; reads one news article)",
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5",
    "Accept-Language": "en",
    "Accept-Encoding": "gzip, deflate",
}
_CHARSET = re.compile(r"charset\s{0,4}=\s{0,4}[\"']?([\w.:-]{2,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came, the address it came from in the end, the encoding its server names, by what to ask for it again, and whether it is what it was."""

    data: bytes
    url: str
    charset: str | None
    etag: str | None = None
    modified: str | None = None
    unchanged: bool = False


def _large(url: str, limit: int) -> TooLargeError:
    return TooLargeError(f"{url}: more than {limit:,} bytes", hint="raise max_bytes if the page is to be read")


def _slow(url: str, seconds: float) -> FetchError:
    return FetchError(f"{url}: no complete answer within {seconds:g} seconds", hint="try again, raise timeout, or save the page and give the file")


def _body(response: httpx.Response, url: str, settings: Settings, deadline: float) -> bytes:
    """The answer's bytes, unpacked here so that a small answer cannot unpack into a huge one."""
    limit = settings.max_bytes
    declared = response.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > limit:
        raise _large(url, limit)
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise FetchError(f"{url}: packed as {coding[:20]}, which was not asked for", hint="save the page and give the file")
    unpacker = zlib.decompressobj(47) if coding in ("gzip", "x-gzip", "deflate") else None
    raw_deflate = coding == "deflate"
    parts: list[bytes] = []
    size = received = 0
    for chunk in response.iter_raw(CHUNK):
        received += len(chunk)
        if received > limit:
            raise _large(url, limit)
        if unpacker is not None:
            try:
                part = unpacker.decompress(chunk, limit - size + 1)
            except zlib.error as error:
                if not raw_deflate or parts:
                    raise FetchError(f"{url}: its packing is damaged", hint="try again, or save the page and give the file") from error
                unpacker, raw_deflate = zlib.decompressobj(-15), False
                part = unpacker.decompress(chunk, limit - size + 1)
            chunk = part
        parts.append(chunk)
        size += len(chunk)
        if size > limit:
            raise _large(url, limit)
        if time.monotonic() > deadline:
            raise _slow(url, settings.timeout)
    return b"".join(parts)


def _target(url: str) -> httpx.URL:
    import httpx

    try:
        target = httpx.URL(url)
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise UsageError(f"{url[:200]!r} is no web address", hint="write it as https://host/path") from error
    if target.scheme not in ("http", "https") or not target.host:
        raise UsageError(f"{url[:200]!r} is no http or https address", hint="only web pages and files are read")
    return target


def _one(client: httpx.Client, url: str, settings: Settings, deadline: float, conditions: dict[str, str]) -> tuple[Fetched | None, str | None]:
    """One request: what came, or where it redirects to."""
    import httpx

    target = _target(url)
    port = target.port or (443 if target.scheme == "https" else 80)
    addresses = resolve(target.raw_host.decode("ascii"), port, allow_private=settings.allow_private)
    failed: Exception | None = None
    for address in addresses:
        left = deadline - time.monotonic()
        if left <= 0:
            raise _slow(url, settings.timeout)
        request = client.build_request(
            "GET",
            target.copy_with(host=address, username="", password=""),
            headers={**_HEADERS, **conditions, "Host": target.netloc.decode("ascii")},
            extensions={"sni_hostname": target.raw_host.decode("ascii"), "timeout": httpx.Timeout(left).as_dict()},
        )
        try:
            response = client.send(request, stream=True)
        except httpx.ConnectError as error:
            failed = error
            continue
        try:
            if response.status_code in (301, 302, 303, 307, 308) and (where := response.headers.get("location")):
                return None, urljoin(url, where)
            if response.status_code == 304 and conditions:
                return Fetched(b"", url, None, unchanged=True), None
            if response.status_code in (404, 410):
                raise NotFoundError(f"{url}: there is no such page (HTTP {response.status_code})", hint="check the address")
            if response.status_code in (401, 402, 403, 451):
                raise FetchError(f"{url}: the server refuses it (HTTP {response.status_code})", hint="open it in a browser, save it, and give the file")
            if response.status_code >= 400:
                raise FetchError(f"{url}: the server failed (HTTP {response.status_code})", hint="try again later")
            data = _body(response, url, settings, deadline)
            charset = _CHARSET.search(response.headers.get("content-type", ""))
            validators = (response.headers.get("etag"), response.headers.get("last-modified"))
            return Fetched(data, url, charset[1] if charset else None, *validators), None
        finally:
            response.close()
    raise FetchError(f"{url}: no connection ({failed})", hint="check the address and the network") from failed


def _follow(url: str, settings: Settings, deadline: float, conditions: dict[str, str]) -> Fetched:
    import httpx

    seen: set[str] = set()
    with httpx.Client(trust_env=False, follow_redirects=False, http2=False) as client:
        for _ in range(HOPS + 1):
            if url in seen:
                raise RedirectError(f"{url}: redirects in a circle", hint="open it in a browser, save it, and give the file")
            seen.add(url)
            try:
                fetched, onward = _one(client, url, settings, deadline, conditions)
            except httpx.TimeoutException as error:
                raise _slow(url, settings.timeout) from error
            except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
                reason = str(error)[:160] or type(error).__name__
                raise FetchError(f"{url}: {reason}", hint="check the address and the network, or save the page and give the file") from error
            if fetched is not None:
                return fetched
            assert onward is not None
            try:
                _target(onward)
            except UsageError as error:
                raise RedirectError(f"{url}: redirects to {onward[:120]!r}, which is no web address", hint="save the page and give the file") from error
            url = onward
    raise RedirectError(f"{url}: more than {HOPS} redirects", hint="open it in a browser, save it, and give the file")


def fetch(url: str, settings: Settings, *, etag: str | None = None, modified: str | None = None) -> Fetched:
    """What lies at an address; with the `etag` or `modified` of an earlier answer, only if it has changed since.

    Raises:
        UsageError: no http or https address.
        BlockedAddressError: it or a redirect leads into a private network.
        RedirectError, NotFoundError, TooLargeError, FetchError: as they say.
    """
    _target(url)
    conditions = {name: value for name, value in (("If-None-Match", etag), ("If-Modified-Since", modified)) if value}
    result: list[Fetched | BaseException] = []

    def work() -> None:
        try:
            result.append(_follow(url, settings, time.monotonic() + settings.timeout, conditions))
        except BaseException as error:
            result.append(error)

    # a look-up has no time limit of its own, and a server may send its headers one byte a second: the whole runs beside a clock
    worker = threading.Thread(target=work, name="chancery-fetch", daemon=True)
    worker.start()
    worker.join(settings.timeout + GRACE)
    if not result:
        raise _slow(url, settings.timeout)
    if isinstance(result[0], Fetched):
        return result[0]
    if isinstance(result[0], ChanceryError):
        raise result[0]
    raise FetchError(f"{url}: {type(result[0]).__name__}", hint="save the page and give the file") from result[0]
