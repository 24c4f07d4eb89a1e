"""What analysts decide, in and out of the store: append-only, in force until it is taken back, and found again after an article was read anew.

The effect on a mention (hidden, edited, judged) is stored with the mention at once; how merges and splits change the groups is found by linking, which
takes them as constraints. Both can be made again from the judgements.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from sqlalchemy import Connection, func, insert, select

from chancery.dossier.anchors import Anchored, best, carried, said
from chancery.dossier.edits import SPAN, WORDS, check, edited, located, moved_to
from chancery.dossier.engines import Dossier
from chancery.dossier.flatten import Sentences
from chancery.dossier.tables import ARTICLES, JUDGEMENTS, MENTIONS
from chancery.errors import UsageError
from chancery.schema.article import Article
from chancery.schema.evidence import Span
from chancery.schema.judgement import VERBS, Anchor, Judgement, Verb
from chancery.schema.links import Constraint, Ref
from chancery.schema.mention import Mention, kind_of
from chancery.schema.serial import dumps, loads, to_plain

#: where a mention was read
_begins, _ends = func.coalesce(MENTIONS.c.read_start, MENTIONS.c.start), func.coalesce(MENTIONS.c.read_end, MENTIONS.c.end)
#: verbs that change what linking sees
REGROUPING: frozenset[str] = frozenset({"reject", "accept", "edit", "merge", "split", "undo"})
#: verbs that are shown at the mention
SHOWN: frozenset[str] = frozenset({"accept", "reject", "edit", "confirm", "verdict"})


@dataclass(frozen=True, slots=True)
class State:
    """A mention as the judgements leave it."""

    mention: Mention
    hidden: bool = False
    judged: str | None = None


def judge(
    dossier: Dossier,
    verb: Verb,
    anchor: Anchor,
    *,
    user: str,
    other: Anchor | None = None,
    value: dict[str, Any] | None = None,
    reason: str | None = None,
) -> Judgement:
    """Decide something about the mention at `anchor`. Its effect on the mention is there at once; groups follow with the next linking.

    Raises:
        UsageError: there is no such mention, or the verb does not fit it or its value.
    """
    from chancery.dossier.writer import now

    if verb not in VERBS or verb == "undo":
        raise UsageError(f"{verb!r} is no judgement", hint=f"known are {', '.join(VERBS)}")
    if not user.strip():
        raise UsageError("a judgement needs its user", hint="say who decides")
    _fits(verb, anchor, other, value)
    with dossier.writing() as connection:
        for each in (anchor, other):
            if each is not None and _find(connection, each, hidden=True) is None:
                raise UsageError(f"{each.article}: there is no {each.kind} at {each.start}-{each.end}", hint="it may have been read anew: look at it again")
        value = _placed(connection, anchor, value) if verb == "edit" and value else value
        made = _append(connection, Judgement(0, now(), user, verb, anchor, other, value, None, reason))
        refresh(connection, anchor.article)
    return made


def undo(dossier: Dossier, number: int, *, user: str, reason: str | None = None) -> Judgement:
    """Take a judgement back; an undoing can be undone too.

    Raises:
        UsageError: there is no such judgement.
    """
    from chancery.dossier.writer import now

    with dossier.writing() as connection:
        row = connection.execute(select(JUDGEMENTS).where(JUDGEMENTS.c.number == number)).one_or_none()
        if row is None:
            raise UsageError(f"there is no judgement {number}", hint="the numbers are those of the list of judgements")
        made = _append(connection, Judgement(0, now(), user, "undo", undoes=number, reason=reason))
        # what it undoes may itself undo: follow it to the mention
        while row.undoes is not None:
            row = connection.execute(select(JUDGEMENTS).where(JUDGEMENTS.c.number == row.undoes)).one()
        if row.article is not None:
            refresh(connection, row.article)
    return made


def anchor_of(dossier: Dossier, key: int) -> Anchor:
    """The anchor of the mention `key` (mentions.key).

    Raises:
        UsageError: there is none.
    """
    found = anchors_of(dossier, (key,))
    if not found:
        raise UsageError(f"there is no mention {key}", hint="links and mentions are made anew when articles are read anew: look again")
    return found[key]


def anchors_of(dossier: Dossier, keys: Sequence[int]) -> dict[int, Anchor]:
    """The anchors of several mentions, by key: where each was read, wherever an analyst has moved it."""
    query = select(MENTIONS.c.key, ARTICLES.c.name, MENTIONS.c.kind, _begins, _ends, func.coalesce(MENTIONS.c.twin, ""))
    joined = query.join(ARTICLES, ARTICLES.c.key == MENTIONS.c.article)
    with dossier.reading() as connection:
        return {key: Anchor(*anchor) for key, *anchor in connection.execute(joined.where(MENTIONS.c.key.in_(keys)))}


def all_judgements(dossier: Dossier) -> tuple[Judgement, ...]:
    """Everything that was ever decided, in order."""
    with dossier.reading() as connection:
        return tuple(_judgement(r) for r in connection.execute(select(JUDGEMENTS).order_by(JUDGEMENTS.c.number)))


def standing(judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """Those of a whole list that hold: neither taken back nor an undoing. What undid can itself be undone."""
    undone: set[int] = set()
    for j in reversed(judgements):
        if j.verb == "undo" and j.undoes is not None and j.number not in undone:
            undone.add(j.undoes)
    return tuple(j for j in judgements if j.verb != "undo" and j.number not in undone)


def in_force(dossier: Dossier) -> tuple[Judgement, ...]:
    """The judgements that hold, in order."""
    return standing(all_judgements(dossier))


def constraints(dossier: Dossier) -> tuple[Constraint, ...]:
    """What the merges and splits in force ask of linking, in every version of the articles; a later one about the same two mentions wins."""
    made: dict[tuple[Ref, Ref], Constraint] = {}
    with dossier.reading() as connection:
        for j in in_force(dossier):
            if j.verb not in ("merge", "split") or j.anchor is None or j.other is None:
                continue
            pairs = product(_all(connection, j.anchor, number=j.number), _all(connection, j.other, number=j.number))
            for a, b in pairs:
                if a != b:
                    made[min(a, b), max(a, b)] = Constraint(j.anchor.kind, a, b, j.verb == "merge")
    return tuple(made[pair] for pair in sorted(made))


def standing_at(connection: Connection) -> list[tuple[Judgement, bool]]:
    """The judgements in force, and whether what each is about (both mentions of a merge or split) is there now."""
    rows = connection.execute(select(JUDGEMENTS).order_by(JUDGEMENTS.c.number)).all()
    found: list[tuple[Judgement, bool]] = []
    for j in standing([_judgement(r) for r in rows]):
        about = [a for a in (j.anchor, j.other) if a is not None]
        found.append((j, all(_find(connection, a, hidden=True, number=j.number) is not None for a in about)))
    return found


def states(connection: Connection, name: str, article: Article, mentions: Sequence[Mention]) -> list[State]:
    """The mentions of an article (under its name), as they were read, each as the judgements in force leave it."""
    rows = connection.execute(select(JUDGEMENTS).order_by(JUDGEMENTS.c.number)).all() if _any(connection, name) else []
    made = [State(m) for m in mentions]
    if not rows:
        return made
    hold = {j.number for j in standing([_judgement(r) for r in rows])}
    candidates = [(kind_of(m), Anchored(n, m.start, m.end, says)) for n, (m, says) in enumerate(zip(mentions, said(mentions), strict=True))]
    sentences = Sentences(article)
    for row in rows:
        if row.number not in hold or row.article != name or row.verb not in SHOWN:
            continue
        j = _judgement(row)
        assert j.anchor is not None
        span = carried(connection, j.anchor, row.hash, article.text)
        i = None if span is None else best([c for kind, c in candidates if kind == j.anchor.kind], *span, j.anchor.twin)
        if i is None:
            continue
        made[i] = _after(made[i], j)
        if j.verb == "edit" and j.value and SPAN in j.value:
            at = carried(connection, replace(j.anchor, **j.value[SPAN]), row.hash, article.text)
            if at is not None:  # else the words are gone: it stays where it was read
                made[i] = replace(made[i], mention=moved_to(made[i].mention, Span(*at), sentences))
    return made


def refresh(connection: Connection, name: str) -> None:
    """Bring the stored mentions of an article, of all its versions, to what the judgements in force make of them."""
    from chancery.dossier.writer import update_mentions, versions_of

    for record, key in versions_of(connection, name):
        update_mentions(connection, record, key, name)


def _after(state: State, j: Judgement) -> State:
    hidden = {"reject": True, "accept": False}.get(j.verb, state.hidden)
    mention = edited(state.mention, {n: v for n, v in (j.value or {}).items() if n != SPAN}) if j.verb == "edit" else state.mention
    return State(mention, hidden, j.verb)


def _fits(verb: Verb, anchor: Anchor, other: Anchor | None, value: dict[str, Any] | None) -> None:
    if verb in ("merge", "split"):
        if other is None or other.kind != anchor.kind or other == anchor:
            raise UsageError(f"{verb} takes two different mentions of one kind", hint="name the other one")
    elif other is not None:
        raise UsageError(f"{verb} takes one mention", hint="leave the other one out")
    if verb == "edit":
        if not value:
            raise UsageError("edit needs the fields to replace", hint='give them by name, like {"modality": "occurred"}')
        check(anchor.kind, value)
    if verb == "confirm" and anchor.kind != "actor":
        raise UsageError(f"confirm is of an actor, not of a {anchor.kind}", hint="accept says that a reading is right")
    if verb == "verdict":
        if anchor.kind not in ("statement", "dispute"):
            raise UsageError(f"a verdict is on a statement or dispute, not on a {anchor.kind}", hint="accept and reject judge the reading itself")
        if not value or not value.get("rating"):
            raise UsageError("a verdict needs its rating", hint='give it like {"rating": "false", "explanation": "..."}')


def _placed(connection: Connection, anchor: Anchor, value: dict[str, Any]) -> dict[str, Any]:
    """The fields of an edit with words given as offsets into the article's present text.

    Raises:
        UsageError: the article does not have these words.
    """
    if WORDS not in value and SPAN not in value:
        return value
    text = str(connection.execute(select(ARTICLES.c.text).where(ARTICLES.c.name == anchor.article, ARTICLES.c.current)).scalar_one())
    if WORDS in value:
        span = located(text, value[WORDS], anchor.start)
        if span is None:
            raise UsageError(f"the article does not say {value[WORDS][:80]!r}", hint="give words as they are written there")
    else:
        span = Span(value[SPAN]["start"], value[SPAN]["end"])
    if span.end > len(text) or not span.of(text).strip():
        raise UsageError(f"there are no words at {span.start}-{span.end}", hint=f"the text has {len(text)} characters")
    return {**{n: v for n, v in value.items() if n != WORDS}, SPAN: {"start": span.start, "end": span.end}}


def _append(connection: Connection, j: Judgement) -> Judgement:
    number = int(connection.execute(select(func.coalesce(func.max(JUDGEMENTS.c.number), 0))).scalar_one()) + 1
    anchor = j.anchor

    def text_of(each: Anchor) -> str | None:
        return connection.execute(select(ARTICLES.c.hash).where(ARTICLES.c.name == each.article, ARTICLES.c.current)).scalar()

    connection.execute(insert(JUDGEMENTS), {
        "number": number, "time": j.time, "user": j.user, "verb": j.verb, "article": anchor.article if anchor else None,
        "kind": anchor.kind if anchor else None, "start": anchor.start if anchor else None, "end": anchor.end if anchor else None,
        "hash": text_of(anchor) if anchor else None, "twin": (anchor.twin or None) if anchor else None,
        "other": dumps({**to_plain(j.other), "hash": text_of(j.other)}) if j.other else None,
        "value": json.dumps(j.value, ensure_ascii=False, sort_keys=True) if j.value is not None else None, "undoes": j.undoes, "reason": j.reason,
    })  # fmt: skip
    return Judgement(number, j.time, j.user, j.verb, j.anchor, j.other, j.value, j.undoes, j.reason)


def _judgement(row: Any) -> Judgement:
    anchor = Anchor(row.article, row.kind, row.start, row.end, row.twin or "") if row.article is not None else None
    other = loads(Anchor, row.other) if row.other else None
    return Judgement(row.number, row.time, row.user, row.verb, anchor, other, json.loads(row.value) if row.value else None, row.undoes, row.reason)


def _any(connection: Connection, name: str) -> bool:
    return connection.execute(select(JUDGEMENTS.c.number).where(JUDGEMENTS.c.article == name).limit(1)).first() is not None


def _find(connection: Connection, anchor: Anchor, *, hidden: bool = False, number: int | None = None) -> Ref | None:
    """The mention at an anchor: of its kind, in the current version of its article, overlapping it the most. Rejected ones count only with `hidden`;
    of a judgement that was made on an older text (`number`) the anchor is carried over to the present one."""
    article = connection.execute(select(*ARTICLES.c["key", "text"]).where(ARTICLES.c.name == anchor.article, ARTICLES.c.current)).one_or_none()
    return _at(connection, article, anchor, hidden=hidden, number=number) if article is not None else None


def _all(connection: Connection, anchor: Anchor, *, number: int) -> list[Ref]:
    """The mentions at the anchor of a judgement in each version of its article, but for rejected ones."""
    articles = connection.execute(select(*ARTICLES.c["key", "text"]).where(ARTICLES.c.name == anchor.article).order_by(ARTICLES.c.version)).all()
    return [ref for a in articles if (ref := _at(connection, a, anchor, hidden=False, number=number)) is not None]


def _at(connection: Connection, article: Any, anchor: Anchor, *, hidden: bool, number: int | None) -> Ref | None:
    start, end = anchor.start, anchor.end
    if number is not None:
        span = carried(connection, anchor, _hash_at(connection, anchor, number), article.text)
        if span is None:
            return None
        start, end = span
    asked = select(*MENTIONS.c["key", "local", "label", "twin"], _begins.label("start"), _ends.label("end")).where(
        MENTIONS.c.article == article.key, MENTIONS.c.kind == anchor.kind, _begins < end, _ends > start
    ).order_by(MENTIONS.c.key)  # fmt: skip
    rows = connection.execute(asked if hidden else asked.where(~MENTIONS.c.hidden)).all()
    i = best([Anchored(n, r.start, r.end, r.twin or f"{r.label or ''}|") for n, r in enumerate(rows)], start, end, anchor.twin)
    return Ref(article.key, rows[i].local) if i is not None else None


def _hash_at(connection: Connection, anchor: Anchor, number: int) -> str | None:
    """The hash of the text in which an anchor of judgement `number` counts."""
    row = connection.execute(select(*JUDGEMENTS.c["article", "hash", "other"]).where(JUDGEMENTS.c.number == number)).one()
    found = row.hash if row.article == anchor.article else json.loads(row.other or "{}").get("hash")
    return str(found) if found else None
