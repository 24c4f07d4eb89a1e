"""What a dossier keeps of its last linking -> how far that still holds, and what linking asks of it to go on from there.

The articles stand in order of publication. Up to the first that is new, gone, or touched by another decision of an analyst, the links hold; where one
was read anew, none do.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, overload

from sqlalchemy import Connection, bindparam, select

from chancery.dossier.engines import Dossier
from chancery.dossier.tables import ARTICLES, LINKINGS, MENTIONS, POSTINGS, SEGMENTS, TRACES
from chancery.schema.links import PLACE_BITS, Constraint, Ref, Trace
from chancery.schema.mention import SHAPES, Carrier, Kind, Mention
from chancery.schema.serial import from_plain, to_plain

_BUCKET = select(POSTINGS.c.data).where(POSTINGS.c.segment == bindparam("segment"), POSTINGS.c.bucket == bindparam("bucket"))
_CARRIER = select(*ARTICLES.c["key", "name", "version", "hash", "title", "published", "publisher", "syndicated", "url", "text"]).where(
    ARTICLES.c.key == bindparam("article")
)
_SAID = select(*MENTIONS.c["kind", "start", "end", "local", "data"]).where(MENTIONS.c.article == bindparam("article"), ~MENTIONS.c.hidden)
_TRACE, _WORDS = (select(TRACES.c[column]).where(TRACES.c.article == bindparam("article")) for column in ("data", "words"))


class _Said(Sequence[Mention]):
    """Mentions as they are stored; each is made when it is asked for."""

    def __init__(self, kind: Kind, data: list[str]) -> None:
        self._shape, self._data = SHAPES[kind], data
        self._made: dict[int, Mention] = {}

    def __len__(self) -> int:
        return len(self._data)

    @overload
    def __getitem__(self, n: int) -> Mention: ...
    @overload
    def __getitem__(self, n: slice) -> Sequence[Mention]: ...
    def __getitem__(self, n: int | slice) -> Mention | Sequence[Mention]:
        if isinstance(n, slice):
            return [self[i] for i in range(*n.indices(len(self)))]
        made = self._made.get(n)
        if made is None:
            made = self._made[n] = from_plain(self._shape, json.loads(self._data[n]))
        return made


class Kept:
    """What was linked before, as far as it holds. `left` are the keys of the articles to link, in order, with how often each was touched."""

    def __init__(self, connection: Connection, decided: Sequence[Constraint], *, version: str, anew: bool) -> None:
        self._connection = connection
        self.version, self.decided = version, decided
        rows = connection.execute(
            select(*ARTICLES.c["key", "published", "name", "version", "touched"], TRACES.c.at, TRACES.c.touched.label("seen"))
            .outerjoin(TRACES, TRACES.c.article == ARTICLES.c.key)
        ).all()  # fmt: skip
        # sorted here and not by the store: each has its own idea of the order of letters
        rows = sorted(rows, key=lambda r: (r.published or "", r.name, r.version))
        last = connection.execute(select(LINKINGS)).one_or_none()
        self.number = last.number if last else 0
        self.articles = next((i for i, r in enumerate(rows) if r.at != i or r.seen != r.touched), len(rows))
        if any(r.at is not None and r.seen != r.touched for r in rows):
            self.articles = 0  # an article that was read anew may have lent its words to what stands before it
        if anew or last is None or last.version != version:
            self.articles = 0
        self._order = [r.key for r in rows]
        self._places = {r.key: i for i, r in enumerate(rows)}
        if self.articles and last is not None:
            before = [Constraint(kind, Ref(*a), Ref(*b), together) for kind, a, b, together in json.loads(last.decided)]
            self.articles = min([self.articles, *(self._places.get(r.article, 0) for r in _differing(before, decided))])
        self.left = {r.key: int(r.touched) for r in rows[self.articles :]}
        self._segments = connection.execute(select(SEGMENTS).where(SEGMENTS.c.first < self.articles).order_by(SEGMENTS.c.number)).all()
        self._buckets: dict[tuple[int, int], dict[str, list[int]]] = {}
        self._said: dict[int, dict[str, list[str]]] = {}

    def under(self, key: str, most: int | None) -> list[int]:
        """The newest things under a key, no more than `most`, in order."""
        found: list[int] = []
        for s in self._segments:
            number = bucket(key, s.buckets)
            held = self._buckets.get((s.number, number))
            if held is None:
                row = self._connection.execute(_BUCKET, {"segment": s.number, "bucket": number}).scalar()
                held = self._buckets[s.number, number] = unpacked(row) if row else {}
            until = min(s.until, self.articles)
            found.extend(p << PLACE_BITS | n for p, n in pairs(held.get(key, ())) if p < until)
        return found if most is None else found[-most:]

    def carrier(self, at: int) -> Carrier:
        """The article at a place, without its mentions."""
        return Carrier(*self._connection.execute(_CARRIER, {"article": self._order[at]}).one())

    def mentions(self, at: int, kind: Kind) -> Sequence[Mention]:
        """The mentions of a kind of the article at a place, in order of the text, those that no analyst has rejected; each is made when it is asked for."""
        said = self._said.get(at)
        if said is None:
            said = self._said[at] = {}
            for row in sorted(self._connection.execute(_SAID, {"article": self._order[at]}).all(), key=lambda r: (r.start, r.end, r.local)):
                said.setdefault(row.kind, []).append(row.data)
        return _Said(kind, said.get(kind, []))

    def trace(self, at: int) -> Trace:
        """What was found of the article at a place, without its words."""
        return loaded(self._connection.execute(_TRACE, {"article": self._order[at]}).scalar_one())

    def words(self, at: int) -> dict[str, float]:
        """The words that tell its story in the article at a place."""
        made: dict[str, float] = unpacked(self._connection.execute(_WORDS, {"article": self._order[at]}).scalar_one())
        return made

    def place(self, article: int) -> int | None:
        """The place of an article by its key, if it was linked and the links hold."""
        at = self._places.get(article)
        return at if at is not None and at < self.articles else None


@contextmanager
def kept(dossier: Dossier, decided: Sequence[Constraint], *, version: str, anew: bool = False) -> Iterator[Kept]:
    """How far the last linking holds, under what analysts have decided and by the linking of a version; `anew`, not at all."""
    with dossier.reading() as connection:
        yield Kept(connection, decided, version=version, anew=anew)


def _differing(before: Sequence[Constraint], now: Sequence[Constraint]) -> set[Ref]:
    """The mentions that a change of decisions may move: those of the decisions that differ, and those that hang together with them."""
    beside: dict[Ref, set[Ref]] = {}
    for c in (*before, *now):
        beside.setdefault(c.a, set()).add(c.b)
        beside.setdefault(c.b, set()).add(c.a)
    waiting = [r for c in set(before) ^ set(now) for r in (c.a, c.b)]
    found: set[Ref] = set()
    while waiting:
        ref = waiting.pop()
        if ref not in found:
            found.add(ref)
            waiting.extend(beside[ref])
    return found


def decisions(decided: Sequence[Constraint]) -> str:
    """Constraints as they are kept."""
    return json.dumps([[c.kind, [c.a.article, c.a.local], [c.b.article, c.b.local], c.together] for c in decided], separators=(",", ":"))


def bucket(key: str, buckets: int) -> int:
    """The bucket of a segment that holds a key."""
    return zlib.crc32(key.encode()) % buckets


def packed(value: Any) -> bytes:
    """Plain values as they are kept."""
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def unpacked(data: bytes) -> Any:
    """The values that `packed` packed."""
    return json.loads(zlib.decompress(data))


def pairs(flat: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Places and numbers that are kept in turn."""
    return zip(flat[::2], flat[1::2], strict=True)


def saved(trace: Trace) -> bytes:
    """A trace as it is kept, without its words: placings by kind as three lists."""
    plain = {k: to_plain(getattr(trace, k)) for k in ("article", "name", "published", "root", "story", "turns", "answers")}
    placed = {k: [[p.local for p in v], [p.group for p in v], [p.stage for p in v]] for k, v in trace.placed.items()}
    return packed({**plain, "placed": placed})


def loaded(data: bytes) -> Trace:
    """The trace that `saved` saved."""
    from chancery.schema.links import Placing

    plain = unpacked(data)
    plain["placed"] = {k: tuple(Placing(*p) for p in zip(*v, strict=True)) for k, v in plain["placed"].items()}
    plain["answers"] = tuple((a, b) for a, b in plain["answers"])
    return Trace(**{**plain, "turns": tuple(plain["turns"]), "words": {}})
