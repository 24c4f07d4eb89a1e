"""What every answer and every request has to meet: hosts that are ours, a policy that forbids what is not, bounds on size and pace."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # no-referrer would have browsers hide the origin of our own forms
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1", "[::1]"})
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
Next = Callable[[Request], Awaitable[Response]]


@dataclass(slots=True)
class Pace:
    """A bucket of requests for each client: `burst` at once, refilled by `rate` a second. Only so many clients are remembered."""

    burst: float
    rate: float
    clients: int = 4096
    _left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def allows(self, client: str, now: float | None = None) -> bool:
        """Whether one more request of this client is within its pace; counts it."""
        now = time.monotonic() if now is None else now
        with self._lock:
            left, at = self._left.pop(client, (self.burst, now))
            left = min(self.burst, left + (now - at) * self.rate)
            allowed = left >= 1
            self._left[client] = (left - 1 if allowed else left, now)
            while len(self._left) > self.clients:
                self._left.popitem(last=False)
        return allowed


class Guard:
    """Refuses what no page of the desk would ask for, and writes the headers of every answer."""

    def __init__(self, *, hosts: Sequence[str], largest: int, reading: Pace, changing: Pace) -> None:
        self.hosts = frozenset(h.lower() for h in hosts) | LOOPBACK
        self.largest, self.reading, self.changing = largest, reading, changing

    async def __call__(self, request: Request, call_next: Next) -> Response:
        """The answer, or why there is none."""
        began = time.perf_counter()
        response = self._refusal(request) or await call_next(request)
        response.headers["Server-Timing"] = f"app;dur={(time.perf_counter() - began) * 1000:.1f}"
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if not request.url.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def _refusal(self, request: Request) -> Response | None:
        host = named(f"//{request.headers.get('host', '')}")
        if host not in self.hosts:
            # a page elsewhere that has its name point here would otherwise read the dossier
            return refusal(request, "this desk does not answer to that name\n", 421)
        changes = request.method not in SAFE_METHODS
        if changes:
            origin = request.headers.get("origin")
            if origin and named(origin) != host:
                return refusal(request, "a change was asked for from elsewhere\n", 403)
            length = request.headers.get("content-length", "")
            if not length.isdigit() and request.headers.get("transfer-encoding"):
                return refusal(request, "say how long it is\n", 411)
            if length.isdigit() and int(length) > self.largest:
                return refusal(request, f"more than {self.largest:,} bytes\n", 413)
        client = request.client.host if request.client else "?"
        if not (self.changing if changes else self.reading).allows(client):
            return refusal(request, "slower, please\n", 429, {"Retry-After": "2"})
        return None


def named(address: str) -> str:
    """The host of an address; empty where it is none."""
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def refusal(request: Request, message: str, code: int, headers: dict[str, str] | None = None) -> Response:
    """Why a request is not answered, in the shape that errors have for whoever asked."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": {"type": "Refused", "message": message.strip(), "hint": None}}, code, headers)
    return PlainTextResponse(message, code, headers)
