"""What passes between the parties: one row a chain of documents, each the answer to the one before, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from chancery.dossier.engines import Dossier
from chancery.dossier.tables import ANSWERS
from chancery.dossier.views.evidence import Evidence, Told, chunks, evidence, members
from chancery.dossier.views.filters import Filters
from chancery.dossier.views.merge import certainty, date_shown, fuller, majority, parties, publishers, reports
from chancery.dossier.views.pages import page
from chancery.dossier.views.scope import Scope
from chancery.dossier.views.who import Who, maybe, shown, who
from chancery.schema.mention import DocumentMention, Party
from chancery.schema.time import When

#: kinds that ask for an answer
ASKING = frozenset({"proposal", "letter"})
#: exchanges that are looked at together
TOGETHER = 100


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document. `status` is the last that was reported; `answers` the document it answers."""

    id: str
    kind: str
    name: str
    issuer: str | None
    recipients: tuple[str, ...]
    from_: Who | None
    to: tuple[Who, ...]
    date: When
    status: str | None
    answers: str | None
    publishers: int
    reported: str | None
    latest: str | None
    confidence: float
    mentions: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class ExchangeRow:
    """A chain of documents, the first first. `state` is that of its last document (awaited, drafted, sent, delivered, answered, in force, ended),
    "unanswered" for a proposal or letter of which no answer was heard, "mentioned" where nothing is known.
    """

    id: str
    documents: tuple[DocumentRow, ...]
    state: str
    line: str


def exchanges(dossier: Dossier, *, filters: Filters | None = None) -> tuple[ExchangeRow, ...]:
    """The exchanges with a document that `filters` leave, in order of their first such document."""
    filters = filters or Filters()
    with dossier.reading() as connection:
        scope = Scope(connection, filters.as_of)
        chains, answers = _asked_for(scope, filters)
        last = None if filters.limit is None else filters.offset + filters.limit
        return tuple(_rows(scope, chains[filters.offset : last], answers))


def exchanges_back(scope: Scope, filters: Filters) -> Iterator[ExchangeRow]:
    """All of these from the last on, read as far as they are looked at."""
    chains, answers = _asked_for(scope, filters)
    for some in chunks(chains[::-1], TOGETHER):
        yield from _rows(scope, some, answers)


def _asked_for(scope: Scope, filters: Filters) -> tuple[list[list[str]], dict[str, str]]:
    """The chains with a document that filters leave, whatever the page: a chain may span pages of documents. And which document answers which."""
    found = page(scope, "document", replace(filters, limit=None, offset=0))
    answers = {r.document: r.answers for r in scope.connection.execute(select(ANSWERS))}
    return _chains(found, answers, scope), answers


def _rows(scope: Scope, chains: Sequence[list[str]], answers: dict[str, str]) -> Iterator[ExchangeRow]:
    rows = document_rows(scope, [d for chain in chains for d in chain], answers)
    return (_exchange([rows[d] for d in chain if d in rows]) for chain in chains if any(d in rows for d in chain))


def _chains(found: Sequence[str], answers: dict[str, str], scope: Scope) -> list[list[str]]:
    """The chains in which the documents stand, each from its first document on; what is not seen yet is in none."""
    seen = set(found) if scope.as_of is None else set(members(scope, sorted({*found, *answers, *answers.values()}), "document"))
    later: dict[str, list[str]] = {}
    for document, answered in sorted(answers.items()):
        later.setdefault(answered, []).append(document)
    done: set[str] = set()
    made: list[list[str]] = []
    for document in found:
        root, way = document, {document}
        while root in answers and answers[root] not in way and (scope.as_of is None or answers[root] in seen):
            root = answers[root]
            way.add(root)
        if root in done:
            continue
        chain: list[str] = []
        waiting = [root]
        while waiting:
            if (d := waiting.pop(0)) not in done:
                done.add(d)
                chain.append(d)
                waiting += later.get(d, [])
        made.append(chain)
    return made


def document_rows(scope: Scope, ids: Sequence[str], answers: dict[str, str]) -> dict[str, DocumentRow]:
    """The rows of some documents, by id; what is not seen is left out."""
    found = members(scope, ids, "document")
    return {group: _row(group, told, answers.get(group)) for group, told in found.items()}


def _row(group: str, told: Sequence[Told[DocumentMention]], answers: str | None) -> DocumentRow:
    key = majority(told, lambda m: m.issuer.key if m.issuer else None)
    issuer: Party | None = None
    for t in told:
        if t.mention.issuer is not None and t.mention.issuer.key == key:
            issuer = fuller(issuer, t.mention.issuer)
    recipients = parties(told, lambda m: m.recipients)
    status = next((t.mention.status for t in reversed(told) if t.mention.status), None)
    reported, latest = reports(told)
    return DocumentRow(
        group, majority(told, lambda m: m.kind) or told[0].mention.kind, max((t.mention.name for t in told), key=len), issuer.name if issuer else None,
        tuple(p.name for p in recipients), maybe(issuer), tuple(map(who, recipients)), date_shown(told), status, answers, publishers(told), reported, latest,
        certainty(told), tuple(map(evidence, told)),
    )  # fmt: skip


def _exchange(documents: Sequence[DocumentRow]) -> ExchangeRow:
    first, last = documents[0], documents[-1]
    if len(documents) > 1:
        state = last.status or "answered"
    else:
        state = last.status or ("unanswered" if last.kind in ASKING else "mentioned")
    parts = []
    for d in documents:
        parties = " → ".join(p for p in (shown((d.from_,)) if d.from_ else "", shown(d.to)) if p)
        parts.append(f"{d.name}{f' ({parties})' if parties else ''}")
    return ExchangeRow(first.id.replace("document-", "exchange-", 1), tuple(documents), state, f"{' ⟶ '.join(parts)}: {state}")
