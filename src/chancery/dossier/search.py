"""Words, phrases and filters in; what was said and done where they stand, best first, out. A passage in which nothing was read is shown as the article's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, func, select

from chancery.dossier.engines import Dossier
from chancery.dossier.fullquery import Found, best, located
from chancery.dossier.tables import ARTICLES, MEMBERS, MENTIONS
from chancery.dossier.views.evidence import evidence, members
from chancery.dossier.views.filters import Filters
from chancery.dossier.views.pages import conditions, keyed_page
from chancery.dossier.views.scope import Scope
from chancery.dossier.wanted import Wanted, wanted
from chancery.schema.mention import Kind

#: hits that one article may have, so that a long one does not fill the page
PER_ARTICLE = 3
#: articles looked into together
BATCH = 20
#: characters that a snippet has
LONGEST = 280
#: kinds that are found by their words, those first that say most of a sentence
KINDS: tuple[Kind, ...] = ("statement", "event", "commitment", "position", "figure", "dispute", "document")
_SENTENCE = re.compile(r"(?<=[.!?][\"'”’)\s])\s*(?=[\"'“‘(]?[A-Z0-9])|\n+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A word that was asked for, as offsets into its article's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """`id` is that of the row the words stand in (of a passage its article's name), `start`, `end` its evidence; in `snippet` what was asked for stands in
    brackets.
    """

    kind: str
    id: str
    article: str
    start: int
    end: int
    snippet: str
    marks: tuple[Mark, ...]
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None


def search(dossier: Dossier, query: str, *, filters: Filters | None = None) -> tuple[Hit, ...]:
    """The hits, best first: articles by how often and where they have the words, in each the sentences that have most of them.

    `since`, `until` (and after:, before:) are of the day of publication where words are searched, of the row's own date where only filters are given.

    Raises:
        UsageError: nothing is asked for, or something that there is not.
    """
    asked = wanted(query, filters or Filters())
    with dossier.reading() as connection:
        scope = Scope(connection, asked.filters.as_of)
        hits = _by_words(scope, asked) if asked.terms else _by_filters(scope, asked)
        last = None if asked.filters.limit is None else asked.filters.offset + asked.filters.limit
        found: list[Hit] = []
        rows: set[str] = set()
        for hit in hits:
            if hit.kind != "article":
                # a row is found once, where it is told best, however many carry it
                if hit.id in rows:
                    continue
                rows.add(hit.id)
            found.append(hit)
            if last is not None and len(found) >= last:
                break
    return tuple(found[asked.filters.offset :])


def _by_words(scope: Scope, asked: Wanted) -> Iterator[Hit]:
    where: list[ColumnElement[bool]] = []
    f = asked.filters
    if f.since:
        where.append(ARTICLES.c.published >= f.since)
    if f.until:
        where.append(ARTICLES.c.published <= f.until)
    if f.publisher:
        where.append(func.lower(ARTICLES.c.publisher) == f.publisher.lower())
    kinds = asked.kinds or KINDS
    # what is asked of events differs from what is asked of the rest (who takes part in a meeting), and labels are asked for by kind
    alone = bool(f.type or f.act or f.modality or f.target or f.certainty is not None)
    asked_of = [((kind,), conditions(scope, kind, replace(f, publisher=None))) for kind in kinds] if alone else (
        [(kinds, conditions(scope, kinds[0], replace(f, publisher=None)))]
    )  # fmt: skip
    keys = best(scope, asked.terms, asked.without, *where)
    for first in range(0, len(keys), BATCH):
        batch = keys[first : first + BATCH]
        said = {} if asked.passages else _mentions(scope, batch, asked_of)
        for found in located(scope, batch, asked.terms, asked.without):
            yield from _hits(found, said.get(found.key, ()), asked)


def _mentions(scope: Scope, keys: Sequence[int], asked_of: Sequence[tuple[Sequence[Kind], list[ColumnElement[bool]]]]) -> dict[int, list[Any]]:
    """The mentions of articles with their groups, as the filters leave them."""
    made: dict[int, list[Any]] = {}
    for kinds, narrowed in asked_of:
        query = (
            select(*MENTIONS.c["article", "kind", "start", "end"], MEMBERS.c.group)
            .join(MEMBERS, MEMBERS.c.mention == MENTIONS.c.key)
            .join(ARTICLES, ARTICLES.c.key == MENTIONS.c.article)
            .where(MENTIONS.c.article.in_(keys), MENTIONS.c.kind.in_(kinds), scope.mentions(), *narrowed)
            .order_by(MENTIONS.c.start, MENTIONS.c.key)
        )
        for row in scope.connection.execute(query):
            made.setdefault(row.article, []).append(row)
    return made


def _hits(found: Found, said: Sequence[Any], asked: Wanted) -> Iterator[Hit]:
    """The sentences with most of what was asked for, at most PER_ARTICLE, each as what was read in it."""
    sentences: dict[tuple[int, int], list[tuple[int, int]]] = {}
    bounds = [0, *(m.end() for m in _SENTENCE.finditer(found.text)), len(found.text)]
    place = 0
    for span in found.spans:
        while place + 1 < len(bounds) - 1 and bounds[place + 1] <= span[0]:
            place += 1
        sentences.setdefault((bounds[place], bounds[place + 1]), []).append(span)
    ranked = sorted(sentences, key=lambda s: (-len({found.text[a:b].casefold() for a, b in sentences[s]}), -len(sentences[s]), s))
    given = 0
    for sentence in ranked:
        inside = [m for m in said if m.start < sentence[1] and m.end > sentence[0]]
        if not inside and asked.narrowed:
            continue
        touched = [m for m in inside if any(m.start < b and a < m.end for a, b in sentences[sentence])]
        chosen = min(touched or inside, key=lambda m: (KINDS.index(m.kind), m.start), default=None)
        snippet, marks = _snippet(found.text, sentence, sentences[sentence])
        kind, group = ("article", found.name) if chosen is None else (chosen.kind, chosen.group)
        start, end = sentence if chosen is None else (chosen.start, chosen.end)
        yield Hit(kind, group, found.name, start, end, snippet, marks, found.title, found.publisher, found.published, found.url)
        given += 1
        if given == PER_ARTICLE:
            return
    if not given and not found.spans and not asked.narrowed:
        # the words stand in the title alone
        snippet = found.title or found.name
        yield Hit("article", found.name, found.name, 0, 0, snippet, (), found.title, found.publisher, found.published, found.url)


def _snippet(text: str, sentence: tuple[int, int], spans: Sequence[tuple[int, int]]) -> tuple[str, tuple[Mark, ...]]:
    """The sentence, cut around the first word that was found where it is long, with brackets around each."""
    start, end = sentence
    if end - start > LONGEST:
        start = max(start, spans[0][0] - LONGEST // 3)
        end = min(end, start + LONGEST)
    marks = tuple(Mark(a, b) for a, b in spans if start <= a and b <= end)
    parts, at = [], start
    for m in marks:
        parts += [text[at : m.start], "[", text[m.start : m.end], "]"]
        at = m.end
    parts.append(text[at:end])
    return ("… " if start > sentence[0] else "") + " ".join("".join(parts).split()) + (" …" if end < sentence[1] else ""), marks


def _by_filters(scope: Scope, asked: Wanted) -> Iterator[Hit]:
    """Without words: the rows that the filters leave, latest first, each by its first report."""
    f = asked.filters
    last = None if f.limit is None else f.offset + f.limit
    first = replace(f, limit=last, offset=0, newest=True)
    keyed = sorted(((day, told, kind, group) for kind in asked.kinds or KINDS for day, told, group in keyed_page(scope, kind, first)), reverse=True)[:last]
    told = {kind: members(scope, [group for *_, k, group in keyed if k == kind], kind) for kind in {k for *_, k, _ in keyed}}
    for *_, kind, group in keyed:
        if several := told[kind].get(group):
            e = evidence(several[0])
            text = " ".join((e.words if e.words in e.sentence and len(e.words) > 60 else e.sentence).split())
            shown = text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"
            yield Hit(kind, group, e.article, e.start, e.end, shown, (), e.title, e.publisher, e.published, e.url)
