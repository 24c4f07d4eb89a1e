"""Fetching: redirects, limits, clocks, and the networks that are kept out. A server of this process stands in for the web."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import Any

import pytest
from sample_page import PAGE

from chancery.errors import BlockedAddressError, ChanceryError, FetchError, NotFoundError, RedirectError, TooLargeError, UsageError
from chancery.intake import load
from chancery.intake.addresses import public
from chancery.intake.fetch import fetch
from chancery.settings import Settings

OPEN = Settings(allow_private=True, timeout=5.0)


class Handler(BaseHTTPRequestHandler):
    """One path for each thing that a server may do."""

    def log_message(self, *_: Any) -> None:
        """Quiet."""

    def answer(self, data: bytes, **headers: str) -> None:
        self.send_response(200)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self) -> None:
        port = self.server.server_port  # type: ignore[attr-defined]
        try:
            match self.path:
                case "/page":
                    self.answer(PAGE.encode(), Content_Type="text/html; charset=utf-8")
                case "/packed":
                    self.answer(gzip.compress(PAGE.encode()), Content_Type="text/html", Content_Encoding="gzip")
                case "/bomb":
                    self.answer(gzip.compress(b"a" * 30_000_000), Content_Encoding="gzip")
                case "/large":
                    self.answer(b"a" * 3_000_000)
                case "/declared":
                    self.answer(b"a", Content_Length="99999999")
                case "/slow":
                    self.send_response(200)
                    self.end_headers()
                    for _ in range(100):
                        self.wfile.write(b"a")
                        time.sleep(0.1)
                case "/drip":
                    for byte in b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 100:
                        self.wfile.write(bytes([byte]))
                        time.sleep(0.1)
                case "/host":
                    self.answer((self.headers["Host"] or "").encode())
                case "/circle" | "/circle2":
                    self.redirect("/circle2" if self.path == "/circle" else "/circle")
                case "/onward":
                    self.redirect("/page")
                case "/metadata":
                    self.redirect("http://169.254.169.254/latest/meta-data")
                case "/inside":
                    self.redirect(f"http://localhost:{port}/page")
                case "/file":
                    self.redirect("file:///etc/passwd")
                case path if path.startswith("/endless"):
                    self.redirect(path + "x")
                case "/forbidden":
                    self.send_error(403)
                case "/broken":
                    self.send_error(500)
                case _:
                    self.send_error(404)
        except OSError:
            pass

    def redirect(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.end_headers()


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.parametrize("path", ["/page", "/packed", "/onward"])
def test_fetch_reads_a_page(site: str, path: str) -> None:
    made = load(site + path, settings=OPEN)
    assert made.title == "Talks between Avaria and Borduria go on"


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("/none", NotFoundError),
        ("/forbidden", FetchError),
        ("/broken", FetchError),
        ("/circle", RedirectError),
        ("/endless", RedirectError),
        ("/file", RedirectError),
        ("/bomb", TooLargeError),
        ("/large", TooLargeError),
        ("/declared", TooLargeError),
    ],
)
def test_fetch_failures_have_their_error(site: str, path: str, error: type[ChanceryError]) -> None:
    with pytest.raises(error) as caught:
        fetch(site + path, Settings(allow_private=True, timeout=5.0, max_bytes=2_000_000))
    assert type(caught.value) is error
    assert caught.value.hint and "\n" not in str(caught.value)


@pytest.mark.parametrize("path", ["/slow", "/drip"])
def test_fetch_slow_servers_are_given_up(site: str, path: str) -> None:
    began = time.monotonic()
    with pytest.raises(FetchError, match="within"):
        fetch(site + path, Settings(allow_private=True, timeout=0.6))
    assert time.monotonic() - began < 2.5


def test_fetch_private_networks_are_refused(site: str) -> None:
    port = site.rpartition(":")[2]
    for host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "10.0.0.1", "169.254.169.254", "[fe80::1]"):
        with pytest.raises(FetchError) as caught:
            fetch(f"http://{host}:{port}/page", Settings(timeout=5.0))
        assert isinstance(caught.value, BlockedAddressError), host


def resolver(*answers: str) -> Any:
    """Stands in for the look-up of names: the given addresses, one a call, the last for all further calls; addresses stand for themselves."""
    left, real = list(answers), socket.getaddrinfo

    def look_up(host: str, port: int, *args: Any, **options: Any) -> list[Any]:
        if host != "news.example":
            return real(host, port, *args, **options)
        address = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    return look_up


def test_fetch_each_redirect_is_checked(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import chancery.intake.addresses as addresses

    monkeypatch.setattr(addresses, "public", lambda address: str(address) == "127.0.0.1")  # the test's server plays the public web
    with pytest.raises(BlockedAddressError, match=r"169\.254"):
        fetch(f"{site}/metadata", Settings(timeout=5.0))


def test_fetch_connects_to_the_address_that_was_checked(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import chancery.intake.addresses as addresses

    port = site.rpartition(":")[2]
    monkeypatch.setattr(socket, "getaddrinfo", resolver("127.0.0.1", "10.9.8.7"))  # a second look-up would lead elsewhere
    monkeypatch.setattr(addresses, "public", lambda address: str(address) == "127.0.0.1")
    fetched = fetch(f"http://news.example:{port}/host", Settings(timeout=5.0))
    assert fetched.data.decode() == f"news.example:{port}"


def test_fetch_every_address_of_a_host_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port)) for a in ("93.184.215.14", "192.168.0.7")]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with pytest.raises(BlockedAddressError):
        fetch("http://news.example/", Settings(timeout=5.0))


@pytest.mark.parametrize("url", ["http://", "https://", "http://[", "http://a b/", "http://\x00/", "http://" + "a" * 300 + ".example/"])
def test_fetch_addresses_that_are_none(url: str) -> None:
    with pytest.raises((UsageError, FetchError)):
        load(url, settings=Settings(timeout=5.0))


@pytest.mark.parametrize("text", ["8.8.8.8", "2606:4700::1111"])
def test_addresses_public(text: str) -> None:
    assert public(ip_address(text))


@pytest.mark.parametrize(
    "text",
    ["10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "127.8.8.8", "169.254.1.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "::",
     "fe80::1", "fc00::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1", "::127.0.0.1"],
)  # fmt: skip
def test_addresses_private(text: str) -> None:
    assert not public(ip_address(text))
