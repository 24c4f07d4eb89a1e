"""The requests that change something: judgements, their undoing, articles that are added, logging in and out. Each needs a form's secret and the right."""

from __future__ import annotations

import hmac
import json
import logging
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, RedirectResponse, Response

from chancery.desk.access import SESSION, Visitor
from chancery.desk.adding import Adding
from chancery.desk.asked import Asked
from chancery.desk.relinking import Relinking
from chancery.dossier.judgements import REGROUPING, anchor_of, judge, undo
from chancery.dossier.views.filters import day
from chancery.errors import ForbiddenError, UsageError
from chancery.schema.judgement import VERBS

if TYPE_CHECKING:
    from chancery.desk.app import Desk

AUDIT = logging.getLogger("chancery.desk.audit")


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
        verb, key = fields.get("verb", ""), fields.get("mention", "")
        if verb not in VERBS or not key.isdigit():
            raise UsageError("a judgement names its mention and its verb", hint=f"verbs are {', '.join(VERBS)}")
        value = value_of(fields)
        other = anchor_of(desk.dossier, int(fields["other"])) if fields.get("other", "").isdigit() else None
        made = judge(
            desk.dossier, verb, anchor_of(desk.dossier, int(key)), user=visitor.user, other=other, value=value, reason=fields.get("reason") or None,
        )  # fmt: skip
        AUDIT.info("%s %s %s number=%d", visitor.user, verb, key, made.number)
        if verb in REGROUPING:
            relinking.ask()
        return after(request, fields, made.number)

    @app.post("/undo", include_in_schema=False)
    async def undone(request: HttpRequest) -> Response:
        visitor, fields = await form(request)
        if not fields.get("number", "").isdigit():
            raise UsageError("which judgement is to be undone?", hint="give its number")
        made = undo(desk.dossier, int(fields["number"]), user=visitor.user, reason=fields.get("reason") or None)
        AUDIT.info("%s undo %s number=%d", visitor.user, fields["number"], made.number)
        relinking.ask()
        return after(request, fields, made.number)

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


def value_of(fields: dict[str, str]) -> dict[str, Any] | None:
    """The fields to replace: those named `set-FIELD`, as JSON where they are, else as text; empty is null. Unchanged ones (`was-FIELD`) are left out."""
    if fields.get("value"):
        try:
            found = json.loads(fields["value"])
        except ValueError as error:
            raise UsageError("value is no JSON", hint='write it like {"modality": "occurred"}') from error
        if not isinstance(found, dict):
            raise UsageError("value is no JSON object", hint='write it like {"modality": "occurred"}')
        return found
    given: dict[str, Any] = {}
    for name, text in fields.items():
        if name.startswith("set-") and text != fields.get(f"was-{name[4:]}"):
            given[name[4:]] = number(text) if name[4:] in ("low", "high") else (text or None)
    return given or None


def number(text: str) -> float | None:
    """A number, or nothing.

    Raises:
        UsageError: it is neither.
    """
    try:
        return float(text) if text.strip() else None
    except ValueError as error:
        raise UsageError(f"{text!r} is no number", hint="write it in digits") from error


def inside(to: str) -> str:
    """An address of this desk, never another's."""
    return to if to.startswith("/") and not to.startswith(("//", "/\\")) else "/"


def after(request: HttpRequest, fields: dict[str, str], number: int) -> Response:
    """Back to where the form says, or the number for a program."""
    if fields.get("to"):
        return RedirectResponse(inside(fields["to"]), 303)
    return JSONResponse({"number": number})


