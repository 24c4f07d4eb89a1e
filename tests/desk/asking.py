"""Asks a desk as a browser on the same computer would, and reads its answers."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from types import TracebackType
from typing import Any

from fastapi import FastAPI
from httpx import Response
from starlette.testclient import TestClient

from chancery.schema.record import Record
from chancery.schema.serial import from_plain

GOLDEN = Path(__file__).parents[1] / "golden"
#: secrets of the tokens of a guarded desk
READER, REVIEWER = "reader-secret-0123456789", "reviewer-secret-0123456789"
#: what a page is about, by its address: every page of the desk
PAGES = (
    "/", "/timeline", "/events", "/statements", "/actors", "/actor?who=Kestria", "/dyads", "/dyad?a=XKS&b=XVL", "/figures", "/commitments", "/positions",
    "/exchanges", "/disputes", "/gaps", "/map", "/review", "/review?view=list", "/search?q=ship", "/article?name=1-freighter", "/sources", "/runs", "/keys",
)  # fmt: skip


class Asking:
    """One visitor of a desk."""

    def __init__(self, app: FastAPI, *, token: str | None = None) -> None:
        self.app = app
        self.client = TestClient(app, base_url="http://localhost", follow_redirects=False, headers={"Authorization": f"Bearer {token}"} if token else None)

    def another(self, token: str | None = None) -> Asking:
        """Another visitor of the same desk."""
        return Asking(self.app, token=token)

    def __enter__(self) -> Asking:
        self.client.__enter__()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.client.__exit__(kind, error, trace)

    def get(self, path: str, **options: Any) -> Response:
        """An answer."""
        return self.client.get(path, **options)

    def page(self, path: str) -> str:
        """A page, which must be there."""
        response = self.client.get(path, follow_redirects=True)
        assert response.status_code == 200, (path, response.status_code, response.text[-800:])
        return response.text

    def json(self, path: str) -> Any:
        """The twin of a page, or an answer of the interface for programs."""
        response = self.client.get(path)
        assert response.status_code == 200, (path, response.status_code, response.text)
        return response.json()

    def csrf(self) -> str:
        """The secret of this visitor's forms."""
        found = re.search(r'<meta name="csrf" content="([^"]*)"', self.page("/keys"))
        assert found
        return found.group(1)

    def post(self, path: str, *, csrf: bool = True, files: Any = None, **fields: Any) -> Response:
        """A form that is sent; `set_NAME` and `was_NAME` are the fields of an edit."""
        data = {re.sub("^(set|was)_", r"\1-", k): v for k, v in fields.items()}
        return self.client.post(path, data={**data, **({"csrf": self.csrf()} if csrf else {})}, files=files)

    def waiting(self, query: str = "") -> int:
        """The mention that the queue shows."""
        found = re.search(r'data-mention="(\d+)"', self.page(f"/review{query}"))
        assert found
        return int(found.group(1))

    def relinked(self) -> None:
        """Wait until the links follow the judgements."""
        assert self.app.state.relinking.wait(60)
        self.app.state.desk.kept.changed()


def golden() -> dict[str, Record]:
    """The expected records by the name of their dispatch."""
    return {p.stem: from_plain(Record, json.loads(p.read_text(encoding="utf-8"))) for p in sorted(GOLDEN.glob("*.json"))}


def twin(path: str) -> str:
    """The address of a page's twin."""
    where, mark, query = path.partition("?")
    return f"{'/desk' if where == '/' else where}.json{mark}{query}"


def words(page: str) -> str:
    """What a page says, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())
