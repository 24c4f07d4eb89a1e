"""The same answers for programs: /api/v1, described at /api/openapi.json. Lists come in pages, as JSON, as JSON lines or as CSV; every error has one shape."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Body, Depends, FastAPI, Path, Query
from fastapi.exceptions import RequestValidationError
from fastapi.security import HTTPBearer
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, Response, StreamingResponse

from chancery.desk.access import Visitor
from chancery.desk.relinking import Relinking
from chancery.dossier.judgements import REGROUPING, all_judgements, anchor_of, judge, standing, undo
from chancery.dossier.search import search
from chancery.dossier.views.actors import actor, actors
from chancery.dossier.views.commitments import commitments
from chancery.dossier.views.disputes import disputes
from chancery.dossier.views.dyads import dyad, dyads
from chancery.dossier.views.events import events
from chancery.dossier.views.exchanges import exchanges
from chancery.dossier.views.figures import figures
from chancery.dossier.views.filters import Filters
from chancery.dossier.views.gaps import gaps
from chancery.dossier.views.positions import positions
from chancery.dossier.views.records import record
from chancery.dossier.views.rows import KINDS, row
from chancery.dossier.views.runs import runs
from chancery.dossier.views.sources import sources
from chancery.dossier.views.statements import statements
from chancery.dossier.views.timeline import timeline
from chancery.errors import ForbiddenError
from chancery.schema.serial import dumps, to_plain

if TYPE_CHECKING:
    from chancery.desk.app import Desk

AUDIT = logging.getLogger("chancery.desk.audit")
LARGEST = 1000
LISTS: dict[str, tuple[Callable[..., Sequence[Any]], str]] = {
    "timeline": (timeline, "What happened when, in order of date."),
    "events": (events, "Events, each with all its mentions."),
    "statements": (statements, "Statements, each with all its mentions."),
    "figures": (figures, "Series of counted things, with their revisions."),
    "commitments": (commitments, "What is owed, and what has become of it."),
    "positions": (positions, "What each side demands, offers and refuses, over time."),
    "exchanges": (exchanges, "Documents that pass between the parties, and their answers."),
    "disputes": (disputes, "Versions that contradict each other."),
    "sources": (sources, "Articles, with what they are copies of."),
    "actors": (actors, "Actors, those that most articles name first."),
    "dyads": (dyads, "Pairs of sides, those with the most events first."),
    "gaps": (gaps, "Single-source events, what is overdue or unanswered, issues gone silent."),
}
Form = Literal["json", "jsonl", "csv"]
Day = Annotated[str | None, Query(pattern=r"^\d{4}-\d{2}-\d{2}$", examples=["2031-03-05"])]
Name = Annotated[str, Query(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
Text = Annotated[str | None, Query(max_length=200, min_length=1, pattern=r"^[^\x00]*$")]


class Failure(BaseModel):
    """What went wrong."""

    type: str
    message: str
    hint: str | None = None


class Error(BaseModel):
    """The one shape of errors."""

    error: Failure


class Listed(BaseModel):
    """A page of rows; `next` is the address of the page after it, null on the last."""

    rows: list[dict[str, Any]]
    next: str | None = None


class Decision(BaseModel):
    """A judgement to make: of the mention with this key, and for merge and split of the other; `value` holds fields to replace, or a verdict."""

    model_config = ConfigDict(extra="forbid")
    verb: Literal["accept", "reject", "edit", "merge", "split", "confirm", "verdict"]
    mention: int = Field(ge=1, le=2**53 - 1)
    other: int | None = Field(default=None, ge=1, le=2**53 - 1)
    value: dict[str, Any] | None = None
    reason: str | None = Field(default=None, max_length=2000)


class Made(BaseModel):
    """The number of a judgement."""

    number: int


ERRORS: dict[int | str, dict[str, Any]] = {code: {"model": Error, "description": text} for code, text in (
    (400, "the call is at fault"), (401, "a token is needed"), (403, "not with this right"), (404, "there is none"),
    (422, "a value does not fit"), (429, "slower, please"),
)}  # fmt: skip


def filters(
    actor: Text = None, target: Text = None, country: Text = None, type: Text = None, act: Text = None, issue: Text = None, place: Text = None,
    publisher: Text = None, modality: Text = None, since: Day = None, until: Day = None, as_of: Day = None,
    certainty: Annotated[float | None, Query(ge=0, le=1)] = None, newest: bool = False,
    limit: Annotated[int, Query(ge=1, le=LARGEST)] = 100, offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> Filters:  # fmt: skip
    """The filters that all lists share."""
    return Filters(
        actor=actor, target=target, country=country, type=type, act=act, issue=issue, place=place, publisher=publisher, modality=modality, since=since,
        until=until, as_of=as_of, certainty=certainty, newest=newest, limit=limit, offset=offset,
    )  # fmt: skip


def reader(request: HttpRequest) -> Visitor:
    """Whoever may read."""
    visitor: Visitor | None = request.app.state.desk.visitor(request)
    if visitor is None:
        raise HTTPException(401, "a token is needed", {"WWW-Authenticate": "Bearer"})
    return visitor


def reviewer(request: HttpRequest) -> Visitor:
    """Whoever may change something: a page elsewhere can have a browser send a session's cookie, but neither this header nor a token."""
    visitor = reader(request)
    access = request.app.state.desk.access
    if not visitor.reviews or (visitor.session and request.headers.get("x-csrf") != access.csrf(visitor.session)):
        raise ForbiddenError("only reviewers may change something", hint="send Authorization: Bearer SECRET of a token that has the right to review")
    return visitor


Narrowed = Annotated[Filters, Depends(filters)]
Reviewer = Annotated[Visitor, Depends(reviewer)]


def add(app: FastAPI, desk: Desk, relinking: Relinking) -> None:
    """The routes, and the one shape of errors for requests that do not fit."""
    router = APIRouter(prefix="/api/v1", responses=ERRORS, dependencies=[Depends(HTTPBearer(auto_error=False))])

    def listed(name: str, view: Callable[..., Sequence[Any]], text: str) -> None:
        def answer(
            request: HttpRequest, filters: Narrowed, form: Annotated[Form, Query(description="json in pages; jsonl and csv as a stream of all rows")] = "json"
        ) -> Response:
            tag = etag(desk, request)
            if request.headers.get("if-none-match") == tag:
                return Response(status_code=304, headers={"ETag": tag})
            if form != "json":
                return stream(view, desk, filters, form, tag)
            limit = filters.limit or LARGEST
            rows = view(desk.dossier, filters=replace(filters, limit=limit + 1))
            more = len(rows) > limit
            after = str(request.url.include_query_params(offset=filters.offset + limit).replace(scheme="", netloc="")) if more else None
            return Response(dumps({"rows": rows[:limit], "next": after}), media_type="application/json", headers={"ETag": tag})

        router.add_api_route(
            f"/{name}", answer, methods=["GET"], name=name, summary=text, response_model=Listed, dependencies=[Depends(reader)],
            responses={200: {"content": {"application/x-ndjson": {}, "text/csv": {}}}, 304: {"description": "nothing has changed"}},
        )  # fmt: skip

    for name, (view, text) in LISTS.items():
        listed(name, view, text)

    @router.get("/search", response_model=Listed, dependencies=[Depends(reader)], summary="Sentences that have the words.")
    def found(q: Annotated[str, Query(min_length=1, max_length=500, pattern=r"^[^\x00]*$")], filters: Narrowed) -> Response:
        limit = filters.limit or LARGEST
        hits = search(desk.dossier, q, filters=replace(filters, limit=limit))
        return Response(dumps({"rows": hits, "next": None}), media_type="application/json")

    @router.get("/rows/{kind}/{id}", response_model=dict[str, Any], dependencies=[Depends(reader)], summary="One row by its id.")
    def one(kind: Annotated[str, Path(json_schema_extra={"enum": list(KINDS)})], id: Annotated[str, Path(max_length=100)], as_of: Day = None) -> Response:
        return plain(row(desk.dossier, kind, id, as_of=as_of))

    @router.get("/actor", response_model=dict[str, Any], dependencies=[Depends(reader)], summary="The profile of an actor.")
    def profile(who: Name, filters: Narrowed) -> Response:
        return plain(actor(desk.dossier, who, filters=filters))

    @router.get("/dyad", response_model=Listed, dependencies=[Depends(reader)], summary="The months of two sides.")
    def months(
        a: Name, b: Name, filters: Narrowed, directions: bool = False
    ) -> Response:
        return plain({"rows": dyad(desk.dossier, a, b, filters=filters, directions=directions), "next": None})

    @router.get("/article", response_model=dict[str, Any], dependencies=[Depends(reader)], summary="An article and its record.")
    def article(
        name: Annotated[str, Query(min_length=1, max_length=2000, pattern=r"^[^\x00]*$")], version: Annotated[int | None, Query(ge=1, le=100_000)] = None
    ) -> Response:
        return plain(record(desk.dossier, name, version=version))

    @router.get("/runs", response_model=Listed, dependencies=[Depends(reader)], summary="What was read when.")
    def read() -> Response:
        return plain({"rows": runs(desk.dossier), "next": None})

    @router.get("/judgements", response_model=Listed, dependencies=[Depends(reader)], summary="Everything that was decided, in order.")
    def decided() -> Response:
        every = all_judgements(desk.dossier)
        hold = {j.number for j in standing(every)}
        return plain({"rows": [{**to_plain(j), "in_force": j.number in hold} for j in every], "next": None})

    @router.post("/judgements", response_model=Made, status_code=201, summary="Judge a mention.")
    def decide(decision: Annotated[Decision, Body()], visitor: Reviewer) -> Made:
        other = anchor_of(desk.dossier, decision.other) if decision.other else None
        made = judge(
            desk.dossier, decision.verb, anchor_of(desk.dossier, decision.mention), user=visitor.user, other=other, value=decision.value, reason=decision.reason
        )
        AUDIT.info("%s %s mention %d number=%d", visitor.user, decision.verb, decision.mention, made.number)
        desk.kept.changed()
        if decision.verb in REGROUPING:
            relinking.ask()
        return Made(number=made.number)

    @router.delete("/judgements/{number}", response_model=Made, summary="Take a judgement back.")
    def take_back(number: Annotated[int, Path(ge=1, le=2**31 - 1)], visitor: Reviewer) -> Made:
        made = undo(desk.dossier, number, user=visitor.user)
        AUDIT.info("%s undo %d number=%d", visitor.user, number, made.number)
        desk.kept.changed()
        relinking.ask()
        return Made(number=made.number)

    app.include_router(router)

    @app.exception_handler(RequestValidationError)
    def unfit(_request: HttpRequest, error: RequestValidationError) -> Response:
        first = error.errors()[0]
        where = ".".join(str(p) for p in first["loc"][1:]) or str(first["loc"][0])
        return failure(422, "ValidationError", f"{where}: {first['msg']}", "see /api/openapi.json")

    @app.exception_handler(HTTPException)
    def refused(request: HttpRequest, error: HTTPException) -> Response:
        if request.url.path.startswith("/api/") or request.url.path.endswith(".json"):
            kind = {401: "Unauthorized", 404: "NotFound", 405: "MethodNotAllowed"}.get(error.status_code, "Error")
            return failure(error.status_code, kind, str(error.detail), None, dict(error.headers or {}))
        return desk.lost(request, error.status_code)


def plain(value: Any) -> Response:
    """Rows as JSON."""
    return Response(dumps(value), media_type="application/json")


def failure(code: int, kind: str, message: str, hint: str | None, headers: dict[str, str] | None = None) -> Response:
    """An error in its one shape."""
    return JSONResponse({"error": {"type": kind, "message": message, "hint": hint}}, code, headers)


def etag(desk: Desk, request: HttpRequest) -> str:
    """What an answer's bytes depend on: the state of the dossier and the address."""
    return '"' + hashlib.sha256(f"{desk.started}|{desk.kept.state()}|{request.url.path}?{request.url.query}".encode()).hexdigest()[:24] + '"'


def stream(view: Callable[..., Sequence[Any]], desk: Desk, filters: Filters, form: Form, tag: str) -> Response:
    """All rows from the offset on, a page at a time; the first before the answer begins, so that an error is answered as one."""
    first = view(desk.dossier, filters=replace(filters, limit=LARGEST))

    def pages() -> Iterator[dict[str, Any]]:
        rows, offset = first, filters.offset
        while rows:
            yield from map(to_plain, rows)
            if len(rows) < LARGEST:
                return
            offset += LARGEST
            rows = view(desk.dossier, filters=replace(filters, limit=LARGEST, offset=offset))

    def lines() -> Iterator[str]:
        if form == "jsonl":
            yield from (json.dumps(r, ensure_ascii=False) + "\n" for r in pages())
            return
        names: list[str] = []
        for r in pages():
            buffer = io.StringIO()
            writer = csv.writer(buffer, lineterminator="\r\n")
            if not names:
                names = [n for n in r if n not in ("mentions", "points", "history", "sides", "documents")]
                writer.writerow(names)
            writer.writerow(cell(r[n]) for n in names)
            yield buffer.getvalue()

    return StreamingResponse(lines(), media_type="application/x-ndjson" if form == "jsonl" else "text/csv; charset=utf-8", headers={"ETag": tag})


def cell(value: Any) -> Any:
    """A value for a table: lists and objects as JSON; a text that a spreadsheet would take for a formula is quoted."""
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" else value


