"""Record -> marks: which words are evidence of what, and in which lane each is underlined so that overlapping evidence stacks."""

from __future__ import annotations

from bisect import bisect
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from chancery.schema.evidence import Span
from chancery.schema.record import Record

#: underlines under one word; what overlaps more deeply shares the lowest
LANES = 5


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that are evidence of the object `id` of a `kind` (a field of the record); a soft mark has no underline, it lights up with its object."""

    span: Span
    id: str
    kind: str
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text over which the same marks hold; `lanes` is the kind underlined in each lane, `ids` whose evidence it is, `begins` what begins with it."""

    start: int
    end: int
    lanes: tuple[tuple[int, str], ...]
    ids: tuple[str, ...]
    begins: tuple[str, ...]


def marks(record: Record) -> list[Mark]:
    """All marks of a record, in the order of the text, longer before shorter."""
    length = len(record.article.text)
    return sorted((m for m in _all(record) if m.span.end <= length), key=lambda m: (m.span.start, -m.span.end, m.soft, m.kind, m.id))


def _all(record: Record) -> Iterator[Mark]:
    for s in record.statements:
        yield from (Mark(c, s.id, "statements") for c in s.content)
        yield from (Mark(c, s.id, "statements", soft=True) for c in (s.cue, s.source, s.basis) if c)
    for e in record.events:
        yield from (Mark(t, e.id, "events") for t in (e.trigger, *e.also))
    for kind in ("positions", "commitments", "figures", "times"):
        for item in getattr(record, kind):
            yield Mark(Span(item.start, item.end), item.id, kind)
    for x in record.disputes:
        yield from (Mark(Span(side.start, side.end), x.id, "disputes") for side in (x.side_a, x.side_b))
    for d in record.documents:
        yield from (Mark(m, d.id, "documents") for m in d.mentions)
    for kind in ("actors", "places"):
        for named in getattr(record, kind):
            yield from (Mark(m, named.id, kind, soft=True) for m in named.mentions)


def lanes(found: list[Mark]) -> dict[Mark, int]:
    """The lane of each underlined mark: short ones next to the words, longer ones below them."""
    given: dict[Mark, int] = {}
    taken: list[list[tuple[int, int]]] = [[] for _ in range(LANES - 1)]  # spans in order, of which no two overlap; the lowest lane takes what is left
    for mark in sorted((m for m in found if not m.soft), key=lambda m: (m.span.end - m.span.start, m.span.start, m.kind, m.id)):
        if mark not in given:
            given[mark] = next((lane for lane, spans in enumerate(taken) if _fitted(spans, (mark.span.start, mark.span.end))), LANES - 1)
    return given


def _fitted(spans: list[tuple[int, int]], new: tuple[int, int]) -> bool:
    """Whether a span overlaps none of some; it then stands among them."""
    at = bisect(spans, new)
    if (at and spans[at - 1][1] > new[0]) or (at < len(spans) and spans[at][0] < new[1]):
        return False
    spans.insert(at, new)
    return True


def segments(record: Record, cuts: list[int]) -> list[Segment]:
    """The whole text in runs; `cuts` are further offsets at which a run must end."""
    text, found = record.article.text, marks(record)
    lane = lanes(found)
    bounds = sorted({0, len(text), *cuts, *(p for m in found for p in (m.span.start, m.span.end))})
    # in the order of what a reader most likely points at: shortest first
    waiting = deque((m.span.start, (m.span.end - m.span.start, m.kind, m.id, n, m.span.end, lane.get(m))) for n, m in enumerate(found))
    made: list[Segment] = []
    active: list[tuple[int, str, str, int, int, int | None]] = []
    seen: set[str] = set()
    for start, end in pairwise(bounds):
        active = [a for a in active if a[4] > start]
        while waiting and waiting[0][0] <= start:
            active.append(waiting.popleft()[1])
        near = sorted(active)
        ids = tuple(dict.fromkeys(a[2] for a in near))
        begins = tuple(dict.fromkeys(id for _, _, id, _, _, own in near if own is not None and id not in seen))
        seen.update(begins)
        made.append(Segment(start, end, tuple((own, kind) for _, kind, _, _, _, own in active if own is not None), ids, begins))
    return made
