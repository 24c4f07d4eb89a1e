"""A dossier -> what is wrong with it: offsets against texts, hashes, references, and whether what was made of the records is what they make."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from sqlalchemy import Connection, func, select, text

from chancery.dossier.engines import Dossier
from chancery.dossier.judgements import standing_at
from chancery.dossier.linkage import stale
from chancery.dossier.tables import ARTICLES, GROUPS, MEMBERS, MENTIONS, METADATA, PARTIES, RECORDS
from chancery.dossier.writer import article_of, mention_rows, unpack
from chancery.intake.plain import identity
from chancery.schema.evidence import Span
from chancery.schema.record import Record


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing: what sort (store, article, record, evidence, mention, link, judgement), where, what, and whether it is a fault or only worth knowing."""

    sort: str
    where: str
    what: str
    fault: bool = True


def examine(dossier: Dossier) -> Iterator[Finding]:
    """Everything that is wrong with a dossier, article by article; nothing where it is whole.

    Raises:
        StoreError: it cannot even be read.
    """
    with dossier.reading() as connection:
        yield from _store(connection, dossier.dialect)
        yield from _references(connection)
        yield from _versions(connection)
        for key in connection.execute(select(ARTICLES.c.key).order_by(ARTICLES.c.key)).scalars().all():
            yield from _article(connection, key)
        yield from _links(connection)
        yield from _judgements(connection)


def _store(connection: Connection, dialect: str) -> Iterator[Finding]:
    """What the store says of itself."""
    if dialect != "sqlite":
        return
    for (said,) in connection.execute(text("PRAGMA integrity_check(20)")).all():
        if said != "ok":
            yield Finding("store", "file", str(said))
    indexed = {r[0] for r in connection.execute(text("SELECT id FROM words_docsize")).all()}
    held = set(connection.execute(select(ARTICLES.c.key)).scalars())
    for key in sorted(indexed ^ held):
        yield Finding("store", f"article {key}", "is not in the index of words" if key in held else "is in the index of words only")


def _references(connection: Connection) -> Iterator[Finding]:
    """Rows that point at rows that are not there."""
    for table in METADATA.sorted_tables:
        for constraint in table.foreign_key_constraints:
            (element,) = constraint.elements
            target = element.column
            column = element.parent
            lost = select(func.count()).select_from(table).where(column.is_not(None), column.not_in(select(target)))
            if n := connection.execute(lost).scalar_one():
                yield Finding("store", table.name, f"{n} rows point at {target.table.name} that are not there ({column.name})")


def _versions(connection: Connection) -> Iterator[Finding]:
    twice = select(ARTICLES.c.name).where(ARTICLES.c.current).group_by(ARTICLES.c.name).having(func.count() > 1)
    for name in connection.execute(twice).scalars():
        yield Finding("article", name, "more than one version is the current one")
    bare = select(ARTICLES.c.name).where(ARTICLES.c.key.not_in(select(RECORDS.c.article)))
    for name in connection.execute(bare).scalars():
        yield Finding("record", name, "the article has no record")


def _article(connection: Connection, key: int) -> Iterator[Finding]:
    """An article, its record, and its mentions."""
    row = connection.execute(
        select(*ARTICLES.c["name", "version", "hash", "text", "article"], RECORDS.c.data)
        .join(RECORDS, RECORDS.c.article == ARTICLES.c.key).where(ARTICLES.c.key == key)
    ).one_or_none()  # fmt: skip
    if row is None:
        return
    where = row.name if row.version == 1 else f"{row.name} (version {row.version})"
    if identity(row.text) != row.hash:
        yield Finding("article", where, f"its text is not the one that its hash {row.hash} was made of")
    try:
        record = unpack(row.data, article_of(row))
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        yield Finding("record", where, f"the record cannot be read ({type(error).__name__}: {error})")
        return
    beyond = [s for s in spans(record) if s.end > len(row.text)]
    if beyond:
        yield Finding("evidence", where, f"{len(beyond)} spans lie beyond the text, the first at {beyond[0].start}-{beyond[0].end}")
        return
    made, parties = mention_rows(connection, record, key=key, name=row.name)
    have = [dict(r) for r in connection.execute(select(MENTIONS).where(MENTIONS.c.article == key).order_by(MENTIONS.c.key)).mappings()]
    if have != made:
        differ = len({r["key"] for r in made} ^ {r["key"] for r in have}) or sum(a != b for a, b in zip(have, made, strict=False))
        yield Finding("mention", where, f"{differ} mentions are not what its record and the judgements make: chancery relink --rebuild mends it")
    own = select(PARTIES).where(PARTIES.c.mention.in_(select(MENTIONS.c.key).where(MENTIONS.c.article == key)))
    if Counter(map(_frozen, connection.execute(own).mappings())) != Counter(map(_frozen, parties)):
        yield Finding("mention", where, "the parties of its mentions are not what its record makes: chancery relink --rebuild mends it")


def _links(connection: Connection) -> Iterator[Finding]:
    empty = connection.execute(select(func.count()).select_from(GROUPS).where(GROUPS.c.id.not_in(select(MEMBERS.c.group)))).scalar_one()
    if empty:
        yield Finding("link", "groups", f"{empty} groups have no member: chancery relink mends it")
    if stale(connection):
        yield Finding("link", "members", "what was read last is not linked yet: chancery relink does it", fault=False)


def _judgements(connection: Connection) -> Iterator[Finding]:
    for judgement, found in standing_at(connection):
        if not found and judgement.anchor is not None:
            a = judgement.anchor
            yield Finding("judgement", f"number {judgement.number}", f"{a.article} has no {a.kind} at {a.start}-{a.end} now: it has no effect", fault=False)


def _frozen(row: Any) -> tuple[Any, ...]:
    return tuple(sorted(dict(row).items(), key=lambda item: item[0]))


def spans(value: Record) -> Iterator[Span]:
    """Every piece of text that a record points at."""
    waiting: list[Any] = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Span):
            yield each
        elif isinstance(each, tuple):
            waiting.extend(each)
        elif is_dataclass(each) and not isinstance(each, type):
            start, end = getattr(each, "start", None), getattr(each, "end", None)
            if isinstance(start, int) and isinstance(end, int) and start < end:
                yield Span(start, end)
            waiting.extend(getattr(each, f.name) for f in fields(each))
