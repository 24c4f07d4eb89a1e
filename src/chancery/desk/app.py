"""The web application over one dossier: its pages, their twins, and how errors and sessions are answered."""

from __future__ import annotations

import secrets
import time
from collections.abc import AsyncIterator, Callable, Hashable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request as HttpRequest
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from chancery.desk import api, changing
from chancery.desk.access import SESSION, Access, Right, Visitor
from chancery.desk.adding import Adding
from chancery.desk.asked import Asked
from chancery.desk.charts import Mark, first_day, series
from chancery.desk.cite import citations
from chancery.desk.kept import Kept
from chancery.desk.memory import give_back
from chancery.desk.page import Page, Request
from chancery.desk.pages import pages
from chancery.desk.pages.article import notes, paragraphs
from chancery.desk.pages.map import outlines
from chancery.desk.pages.review import EDITED, order_of
from chancery.desk.pages.row import evidence, place_of, reports
from chancery.desk.relinking import Relinking
from chancery.desk.safety import HEADERS, Guard, Pace
from chancery.desk.visits import VISITS, YEAR, follow
from chancery.desk.warming import wanted
from chancery.desk.words import CHOICES, FILTERS, FORMS, bundles, choices, facts, field, marked, outside, reading, short, signed, span
from chancery.dossier import Dossier, open_dossier
from chancery.dossier.views.figures import FigureRow
from chancery.errors import ChanceryError
from chancery.pipeline import relink
from chancery.schema.serial import dumps, to_plain
from chancery.settings import Settings, load

HERE = Path(__file__).parent
#: largest upload in bytes; requests a client may make at once and a second, to read and to change
LARGEST, READING, CHANGING = 20_000_000, (200.0, 50.0), (60.0, 10.0)


class Desk:
    """What the routes share: the dossier, who may do what, the templates."""

    def __init__(self, dossier: Dossier, access: Access) -> None:
        self.dossier, self.access, self.kept = dossier, access, Kept(dossier)
        self.started = secrets.token_hex(8)
        self.anybody = secrets.token_hex(16)
        self._secret = secrets.token_hex(16)  # stands in kept pages where each visitor's own goes
        self.pages = pages()
        loader = FileSystemLoader(HERE / "templates")
        self.templates = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False)
        self.templates.globals.update(
            pages=self.pages, where=Path(dossier.where).name, filter_names=FILTERS, chart_of=chart_of, facts_of=facts, marked=marked, outlines=outlines,
            cited=lambda e: [(c.style, c.text) for c in citations(e)], notes=notes, paragraphs=paragraphs, reading_of=reading, choices_of=choices,
            outside=outside, short=short, bundles=bundles, forms=FORMS, span=span, signed=signed, choices_for=CHOICES, field_of=field, evidence_of=evidence,
            reports_of=reports, edited=EDITED, tokens=lambda: bool(access.tokens),
        )  # fmt: skip

    def visitor(self, request: HttpRequest) -> Visitor | None:
        """Who asks; nobody where tokens are wanted and none was brought."""
        header = request.headers.get("authorization", "")
        token = self.access.of_token(header.removeprefix("Bearer ").strip() or None) if header.startswith("Bearer ") else None
        if token:
            return Visitor(token.user, token.right)
        known = self.access.of_session(request.cookies.get(SESSION))
        if known or self.access.tokens:
            return known
        return Visitor(self.access.user, "review")

    def show(self, template: str, visitor: Visitor | None, asked: Asked, code: int = 200, **context: Any) -> Response:
        """A template as an answer."""
        return self.dress(self.render(template, visitor, asked, **context), visitor, code)

    def render(self, template: str, visitor: Visitor | None, asked: Asked, **context: Any) -> str:
        """A template as text that all visitors of one name and right may share."""
        return self.templates.get_template(template).render(visitor=visitor, asked=asked, csrf=self._secret, **context)

    def dress(self, page: str, visitor: Visitor | None, code: int = 200) -> Response:
        """A rendered page as an answer. A visitor without a session is given one, so that forms can be told from forgeries."""
        fresh = None
        if visitor and visitor.session is None:
            fresh = self.access.session(None, visitor.user) if not self.access.tokens else None
        session = fresh or (visitor.session if visitor else None)
        csrf = self.access.csrf(session) if session else ""
        mine = page.replace(self._secret, csrf).replace(self.anybody, str(escape(visitor.user if visitor else "")))
        response = HTMLResponse(mine, code)
        if fresh:
            response.set_cookie(SESSION, fresh, httponly=True, samesite="strict", path="/")
        return response

    def lost(self, request: HttpRequest, code: int) -> Response:
        """The page that is not there."""
        message = "There is no such page." if code == 404 else f"That was refused ({code})."
        return self.show("error.html", self.visitor(request), Asked.of(request.url.path, ()), code, title="Nothing here", message=message, hint=None)


def create(where: str | Path, *, access: Access | None = None, hosts: tuple[str, ...] = (), settings: Settings | None = None, warm: bool = True) -> FastAPI:
    """The application over the dossier at `where`; `hosts` are the names, besides loopback's, under which it may be asked.

    With `warm` the pages that take long are made at the start.

    Raises:
        StoreError: the dossier cannot be opened.
    """
    dossier = open_dossier(where)
    desk = Desk(dossier, access or Access())

    def link_anew(_dossier: Dossier) -> None:
        try:
            relink(dossier)
        finally:
            desk.kept.changed()
            give_back()

    relinking, adding = Relinking(dossier, work=link_anew), Adding(dossier, settings or load(), after=desk.kept.changed)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        if warm:
            desk.kept.warm(lambda: (_shown(desk, page, "review", asked, {}, seen=None) for page, asked in wanted(dossier, desk.pages)))
            desk.kept.warm(lambda: [order_of(dossier, None, None)])
        yield
        desk.kept.close()
        adding.close()
        relinking.close()
        dossier.close()

    app = FastAPI(title="Chancery", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json", lifespan=lifespan)
    app.state.desk = desk
    app.state.relinking = relinking
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=5)
    app.middleware("http")(Guard(hosts=hosts, largest=LARGEST, reading=Pace(*READING), changing=Pace(*CHANGING)))
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    changing.add(app, desk, relinking, adding)
    api.add(app, desk, relinking)
    for page in desk.pages:
        _add(app, desk, page)

    @app.exception_handler(ChanceryError)
    def failed(request: HttpRequest, error: ChanceryError) -> Response:
        if _wants_json(request):
            return JSONResponse({"error": {"type": type(error).__name__, "message": str(error), "hint": error.hint}}, error.http_status)
        asked = Asked.of(request.url.path, ())
        return desk.show("error.html", desk.visitor(request), asked, error.http_status, title="That did not work", message=str(error), hint=error.hint)

    @app.exception_handler(Exception)
    def broken(request: HttpRequest, error: Exception) -> Response:
        """A fault of the program: said in the shape of all errors, without what it was (the traceback is on standard error)."""
        message, hint = f"unexpected {type(error).__name__}", "this is a fault of Chancery: what the desk wrote on standard error says where"
        if _wants_json(request):
            response: Response = JSONResponse({"error": {"type": "ChanceryError", "message": message, "hint": hint}}, 500)
        else:
            asked = Asked.of(request.url.path, ())
            response = desk.show("error.html", desk.visitor(request), asked, 500, title="That did not work", message=message, hint=hint)
        response.headers.update(HEADERS)
        return response

    return app


def chart_of(row: FigureRow, height: int = 120) -> Markup:
    """A series as a picture, where it has two days or more and does not say the same on all of them."""
    if len({(p.low, p.high) for p in row.points}) < 2:
        return Markup("")
    marks = [
        Mark(first_day(p.as_of) or p.published or "", p.low, p.high, f"{p.words}, {p.publisher or 'no outlet'}", place_of("figure", row.id, p.mention), p.stage)
        for p in row.points
    ]
    return series(marks, height=height, title=row.line)


def _wants_json(request: HttpRequest) -> bool:
    return request.url.path.startswith("/api/") or request.url.path.endswith(".json")


def _shown(
    desk: Desk, page: Page, right: Right, asked: Asked, path: dict[str, Any], *, seen: str | None
) -> tuple[Hashable, Callable[[], tuple[str, str | None]]]:
    """What a page is kept by, and how it is made: its text, and the day that the dossier has come to where it says that."""

    visitor = Visitor(desk.anybody, right)

    def make() -> tuple[str, str | None]:
        answer = page.answer(Request(desk.dossier, asked, path, visitor, desk.kept, seen))
        return desk.render(page.template, visitor, asked, page=page, title=page.title, **answer), answer.get("today")

    return (page.path, asked.key, tuple(sorted(path.items())), right, seen), make


def _add(app: FastAPI, desk: Desk, page: Page) -> None:
    """A page and its twin."""

    def shown(request: HttpRequest) -> Response:
        visitor, where = desk.visitor(request), request.url.path
        if visitor is None:
            return RedirectResponse(f"/login?{urlencode({'to': f'{where}?{request.url.query}' if request.url.query else where})}", 303)
        asked = Asked.of(where, request.query_params.multi_items())
        visit = follow(request.cookies.get(VISITS), now=time.time()) if page.remembers else None
        key, make = _shown(desk, page, visitor.right, asked, request.path_params, seen=visit.seen if visit else None)
        if page.kept:
            text, today = desk.kept.get(key, make)
        else:
            answer = page.answer(Request(desk.dossier, asked, request.path_params, visitor, desk.kept))
            text, today = desk.render(page.template, visitor, asked, page=page, title=page.title, **answer), None
        response = desk.dress(text, visitor)
        if visit and today:
            response.set_cookie(VISITS, visit.cookie(today), max_age=YEAR, httponly=True, samesite="strict", path="/")
        return response

    def twin(request: HttpRequest) -> Response:
        visitor, where = desk.visitor(request), request.url.path
        if visitor is None:
            return JSONResponse({"error": {"type": "Unauthorized", "message": "a token is needed", "hint": "send Authorization: Bearer SECRET"}}, 401)
        asked = Asked.of(where, request.query_params.multi_items())

        def make() -> str:
            return dumps(to_plain(page.answer(Request(desk.dossier, asked, request.path_params, visitor, desk.kept, None))))

        key = ("json", page.path, asked.key, tuple(sorted(request.path_params.items())))
        return Response(desk.kept.get(key, make) if page.kept else make(), media_type="application/json")

    # the twin first: the path of a row takes any id, also one that ends like a twin
    app.add_api_route("/desk.json" if page.path == "/" else f"{page.path}.json", twin, methods=["GET"], include_in_schema=False)
    app.add_api_route(page.path, shown, methods=["GET"], include_in_schema=False)
