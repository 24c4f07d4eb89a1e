"""The requests that change something: judgements, their undoing, articles that are added, logging in and out. Each needs a form's secret and the right."""

from __future__ import annotations

import hmac
import logging
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, RedirectResponse, Response

from chancery.desk.access import SESSION, Visitor
from chancery.desk.adding import Adding
from chancery.desk.asked import Asked
from chancery.desk.edits import value_of
from chancery.desk.pages.row import place_of
from chancery.desk.relinking import Relinking
from chancery.dossier.judgements import REGROUPING, anchor_of, judge, undo
from chancery.dossier.views.filters import day
from chancery.dossier.views.queue import waiting
from chancery.errors import ForbiddenError, NotFoundError, UsageError
from chancery.schema.judgement import VERBS

if TYPE_CHECKING:
    from chancery.desk.app import Desk

AUDIT = logging.getLogger("chancery.desk.audit")
#: mentions that one form may judge
AT_ONCE = 100


def add(app: FastAPI, desk: Desk, relinking: Relinking, adding: Adding) -> None:
    """The routes."""

    async def form(request: HttpRequest) -> tuple[Visitor, dict[str, str]]:
        """Who asks, and the form's fields, once the form is known to be ours."""
        visitor = desk.visitor(request)
        fields = {k: str(v) for k, v in (await request.form()).multi_items() if isinstance(v, str)}
        if visitor is None or not visitor.reviews:
            raise ForbiddenError("only reviewers may change something", hint="log in with a token that has the right to review")
        if visitor.session is not None:
            secret = fields.get("csrf") or request.headers.get("x-csrf") or ""
            if not hmac.compare_digest(secret, desk.access.csrf(visitor.session)):
                raise ForbiddenError("this form is not, or no longer, of your session", hint="open the page anew and try again")
        elif not request.headers.get("authorization"):
            raise ForbiddenError("this form is not of a session", hint="open the page anew and try again")
        return visitor, fields

    @app.post("/judge", include_in_schema=False)
    async def judged(request: HttpRequest) -> Response:
        visitor, fields = await form(request)
        verb, keys = fields.get("verb", ""), [str(v) for v in (await request.form()).getlist("mention")]
        if verb not in VERBS or not all(key.isdigit() and len(key) < 16 for key in keys):
            raise UsageError("a judgement names its mention and its verb", hint=f"verbs are {', '.join(VERBS)}")
        if not 1 <= len(keys) <= AT_ONCE:
            raise UsageError(f"{len(keys) or 'no'} mentions were named", hint=f"tick one to {AT_ONCE}")

        def decide() -> list[int]:
            value = value_of(fields, desk.dossier)
            other = anchor_of(desk.dossier, int(fields["other"])) if fields.get("other", "").isdigit() else None
            if verb == "edit" and value is None:
                raise UsageError("nothing was changed", hint="change a field, or accept the reading as it is")
            made = []
            for key in keys:
                anchor = anchor_of(desk.dossier, int(key))
                number = judge(desk.dossier, verb, anchor, user=visitor.user, other=other, value=value, reason=fields.get("reason") or None).number
                AUDIT.info("%s %s %s %s-%s %s number=%d", visitor.user, verb, anchor.kind, anchor.start, anchor.end, anchor.article, number)
                made.append(number)
            return made

        try:
            made = await run_in_threadpool(decide)
        finally:
            desk.kept.changed()
            if verb in REGROUPING:
                relinking.ask()
        return after(fields, made)

    @app.post("/undo", include_in_schema=False)
    async def undone(request: HttpRequest) -> Response:
        visitor, fields = await form(request)
        numbers = [n for n in fields.get("number", "").split(",") if n]
        if not numbers or not all(n.isdigit() and len(n) < 10 for n in numbers) or len(numbers) > AT_ONCE:
            raise UsageError("which judgement is to be undone?", hint="give its number")

        def take_back() -> list[int]:
            return [undo(desk.dossier, int(n), user=visitor.user, reason=fields.get("reason") or None).number for n in reversed(numbers)]

        try:
            made = await run_in_threadpool(take_back)
        finally:
            desk.kept.changed()
            relinking.ask()
        AUDIT.info("%s undo %s", visitor.user, ",".join(numbers))
        return after(fields, made)

    @app.get("/mention/{key}", include_in_schema=False)
    def row_of(request: HttpRequest, key: int) -> Response:
        if desk.visitor(request) is None:
            return RedirectResponse("/login", 303)
        found = waiting(desk.dossier, (key,)) if 0 <= key < 2**53 else ()
        if not found:
            raise NotFoundError(f"there is no mention {key}", hint="an article that is read anew has new mentions: search for its words")
        row = None if found[0].judged == "reject" else found[0].row
        return RedirectResponse(place_of(found[0].kind, row, key) if row else f"/review?mention={key}", 303)

    @app.get("/add", include_in_schema=False)
    def offer(request: HttpRequest) -> Response:
        visitor = desk.visitor(request)
        if visitor is None:
            return RedirectResponse("/login?to=/add", 303)
        return desk.show("add.html", visitor, Asked.of("/add", ()), title="Add articles", jobs=list(adding.jobs.values())[::-1])

    @app.post("/add", include_in_schema=False)
    async def added(request: HttpRequest) -> Response:
        visitor, fields = await form(request)
        published = day(fields["published"], name="published") if fields.get("published") else None
        uploads = {f.filename or "article.txt": await f.read() for f in (await request.form()).getlist("files") if not isinstance(f, str) and f.size}
        if uploads:
            job = adding.files(visitor.user, uploads, published=published)
        elif fields.get("text", "").strip():
            given = {n: fields.get(n) or None for n in ("title", "publisher", "url")}
            job = adding.text(visitor.user, fields["text"], published=published, **given)
        else:
            raise UsageError("nothing was added", hint="choose files, drop them on the page, or paste a text")
        AUDIT.info("%s add %s", visitor.user, job.title)
        return RedirectResponse("/add", 303)

    @app.get("/login", include_in_schema=False)
    def ask(request: HttpRequest) -> Response:
        return desk.show("login.html", None, Asked.of("/login", ()), title="Log in", to=request.query_params.get("to", "/"))

    @app.post("/login", include_in_schema=False)
    async def login(request: HttpRequest) -> Response:
        fields = {k: str(v) for k, v in (await request.form()).items()}
        token = desk.access.of_token(fields.get("token"))
        if token is None:
            AUDIT.info("login refused from %s", request.client.host if request.client else "?")
            return desk.show("login.html", None, Asked.of("/login", ()), 403, title="Log in", to=fields.get("to", "/"), wrong=True)
        AUDIT.info("%s login", token.user)
        response = RedirectResponse(inside(fields.get("to", "/")), 303)
        response.set_cookie(SESSION, desk.access.session(token), httponly=True, samesite="strict", path="/", secure=request.url.scheme == "https")
        return response

    @app.post("/logout", include_in_schema=False)
    def logout() -> Response:
        response = RedirectResponse("/login", 303)
        response.delete_cookie(SESSION, path="/")
        return response


def inside(to: str) -> str:
    """An address of this desk, never another's."""
    return to if to.startswith("/") and not to.startswith(("//", "/\\")) else "/"


def after(fields: dict[str, str], numbers: list[int]) -> Response:
    """Back to where the form says, which is told what was made of many, or the numbers for a program."""
    to = inside(fields.get("to", ""))
    if not fields.get("to"):
        return JSONResponse({"number": numbers[0], "numbers": numbers})
    if to.startswith("/review") and "done=" not in to and fields.get("verb") in ("accept", "reject") and len(numbers) > 1:
        to += f"{'&' if '?' in to else '?'}done={','.join(map(str, numbers))}"
    return RedirectResponse(to, 303)
