"""What linking leaves behind -> rows, in place of those that no longer hold.

Postings are kept in segments, one a linking; a small segment is joined with the one before it, so that their number grows with the logarithm of what they
hold, and each posting is written again only so often.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from chancery.dossier.past import Kept, bucket, decisions, packed, pairs, saved, unpacked
from chancery.dossier.tables import LINKINGS, POSTINGS, SEGMENTS, TRACES
from chancery.schema.links import PLACE_BITS, Trail

#: keys of a bucket
KEYS = 400
#: a segment is joined with the one before it where that holds no more than so many times as many articles
JOINED = 2
_WITHIN = (1 << PLACE_BITS) - 1
Row = dict[str, Any]


def lay(connection: Connection, trail: Trail, past: Kept, *, retired: str) -> None:
    """Keep what linking left behind, from the place where the past ended on."""
    connection.execute(delete(LINKINGS))
    values = {"number": past.number + 1, "version": past.version, "decided": decisions(past.decided), "retired": retired}
    connection.execute(insert(LINKINGS), values)
    connection.execute(delete(TRACES).where(TRACES.c.at >= trail.first))
    rows: list[Row] = [
        {"article": t.article, "at": at, "touched": past.left[t.article], "data": saved(t), "words": packed(t.words)}
        for at, t in enumerate(trail.traces, trail.first)
    ]  # fmt: skip
    if rows:
        connection.execute(insert(TRACES), rows)
    gone = connection.execute(select(SEGMENTS.c.number).where(SEGMENTS.c.first >= trail.first)).scalars().all()
    _drop(connection, gone)
    connection.execute(update(SEGMENTS).where(SEGMENTS.c.until > trail.first).values(until=trail.first))
    if trail.traces:
        _add(connection, trail)


def forget(connection: Connection) -> None:
    """Keep nothing: the next linking starts from the first article."""
    for table in (LINKINGS, TRACES, POSTINGS, SEGMENTS):
        connection.execute(delete(table))


def _add(connection: Connection, trail: Trail) -> None:
    first, until = trail.first, trail.first + len(trail.traces)
    under: dict[str, list[int]] = {k: [x for thing in v for x in (thing >> PLACE_BITS, thing & _WITHIN)] for k, v in trail.under.items()}
    before = connection.execute(select(SEGMENTS).order_by(SEGMENTS.c.number.desc())).all()
    number = before[0].number + 1 if before else 1
    joined = []
    for segment in before:
        if segment.until - segment.first > JOINED * (until - first):
            break
        for data in connection.execute(select(POSTINGS.c.data).where(POSTINGS.c.segment == segment.number)).scalars():
            for key, flat in unpacked(data).items():
                held = [x for p, n in pairs(flat) if p < segment.until for x in (p, n)]
                if held:
                    under[key] = held + under.get(key, [])
        first = segment.first
        joined.append(segment.number)
    _drop(connection, joined)
    buckets = max(1, len(under) // KEYS)
    held_in: list[dict[str, list[int]]] = [{} for _ in range(buckets)]
    for key in sorted(under):
        held_in[bucket(key, buckets)][key] = under[key]
    connection.execute(insert(SEGMENTS), {"number": number, "first": first, "until": until, "buckets": buckets})
    connection.execute(insert(POSTINGS), [{"segment": number, "bucket": i, "data": packed(held)} for i, held in enumerate(held_in) if held])


def _drop(connection: Connection, numbers: Any) -> None:
    if numbers:
        connection.execute(delete(POSTINGS).where(POSTINGS.c.segment.in_(numbers)))
        connection.execute(delete(SEGMENTS).where(SEGMENTS.c.number.in_(numbers)))
