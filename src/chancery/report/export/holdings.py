"""Dossier -> what exports draw on: merged rows with the mentions they were made from, the articles with their words, the analysts' verdicts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Any, Generic, TypeVar

from chancery import __version__
from chancery.dossier import Dossier
from chancery.dossier.views.evidence import Told, members
from chancery.dossier.views.filters import Filters
from chancery.dossier.views.merge import fuller
from chancery.dossier.views.pages import page
from chancery.dossier.views.scope import Scope
from chancery.dossier.views.texts import Held, Listed, held, lately, listed
from chancery.knowledge import Knowledge
from chancery.report.export.rows import rows_of
from chancery.schema.evidence import Span
from chancery.schema.judgement import Judgement
from chancery.schema.mention import ActorMention, Kind, Party

R = TypeVar("R")

#: the words of a quotation in an export that may be passed on where the articles may not
SHORT = 15
_WORD = re.compile(r"\w+")
#: who made it, as formats ask
PROGRAM = f"chancery {__version__}"


@dataclass(frozen=True, slots=True)
class Thing(Generic[R]):
    """A merged row, and the mentions that it merges, in order of publication."""

    row: R
    told: tuple[Told[Any], ...]


class Holdings:
    """What one export sees: everything that the filters leave. With `text_free`, quotations are at most 15 words long and a hash stands for the rest.

    `timed` off leaves out when articles were read: of records without a dossier nobody knows. `remarks` are lines for the user, complete after the last row.
    `recent`, set before the first question, narrows the rows to those that were reported since that day.
    """

    def __init__(
        self, dossier: Dossier, scope: Scope, filters: Filters, *, text_free: bool = False, timed: bool = True, knowledge: Knowledge | None = None
    ) -> None:  # fmt: skip
        self._dossier, self._scope, self._filters, self._timed = dossier, scope, filters, timed
        self.text_free = text_free
        self.remarks: list[str] = []
        self.recent: str | None = None
        self.knowledge = knowledge or Knowledge()
        self.today = scope.today
        self._things: dict[Kind, tuple[Thing[Any], ...]] = {}

    @cached_property
    def listed(self) -> tuple[Listed, ...]:
        """All articles without their words, in order of publication."""
        return listed(self._scope)

    @cached_property
    def articles(self) -> dict[int, Held]:
        """The articles by key, in order of publication; of a view of what is recent those only that its rows come from."""
        return self._load([] if self.recent else [a.key for a in self.listed])

    def _load(self, keys: Sequence[int]) -> dict[int, Held]:
        return {h.key: h if self._timed else replace(h, read="") for h in held(self._scope, keys)}

    def named(self, name: str) -> Held | None:
        """The article that answers call by a name; null where it is not seen."""
        key = next((a.key for a in self.listed if a.called == name), None)
        if key is None:
            return None
        if key not in self.articles:
            self.articles.update(self._load([key]))
        return self.articles[key]

    def things(self, kind: Kind) -> tuple[Thing[Any], ...]:
        """The rows of a kind that the filters leave, in order of date, with their mentions."""
        if kind not in self._things:
            ids = page(self._scope, kind, self._filters, *((lately(self.recent),) if self.recent else ()))
            told = members(self._scope, ids, kind)
            rows = rows_of(self._scope, kind, ids)
            self._things[kind] = tuple(Thing(row, tuple(told[row.id])) for row in rows if row.id in told)
            self.articles.update(self._load(sorted({t.mention.article for ts in told.values() for t in ts} - set(self.articles))))
        return self._things[kind]

    @cached_property
    def verdicts(self) -> tuple[Judgement, ...]:
        """The verdicts in force, in order; by the day `as_of`, where there is one."""
        from chancery.dossier.judgements import in_force

        found = (j for j in in_force(self._dossier) if j.verb == "verdict" and j.anchor is not None)
        return tuple(j for j in found if self._filters.as_of is None or j.time[:10] <= self._filters.as_of)

    @cached_property
    def actors(self) -> dict[tuple[int, str], ActorMention]:
        """What an article says of an actor, by the article's key and the actor's."""
        return {(h.key, a.party.key): a for h in reversed(self.articles.values()) for a in reversed(h.actors)}

    @cached_property
    def known(self) -> dict[str, ActorMention]:
        """What the fullest mention says of an actor, by its key."""
        found: dict[str, ActorMention] = {}
        for h in self.articles.values():
            for a in h.actors:
                before = found.get(a.party.key)
                if before is None or fuller(before.party, a.party) is not before.party:
                    found[a.party.key] = a
        return found

    def text(self, article: int) -> str:
        """The words of an article."""
        return self.articles[article].article.text

    def words(self, article: int, span: Span) -> str:
        """The words of a span as they may be passed on: whole, or their first fifteen."""
        return self.short(self.exact(article, span).of(self.text(article)))

    def exact(self, article: int, span: Span) -> Span:
        """The span, or of a text-free export what of it may be quoted."""
        return Span(span.start, span.start + len(clipped(span.of(self.text(article))))) if self.text_free else span

    def short(self, text: str) -> str:
        """Words of an article as they may be passed on, on one line."""
        line = " ".join(text.split())
        kept = clipped(line) if self.text_free else line
        return kept if kept == line else f"{kept} …"

    def sectors(self, party: Party, told: tuple[Told[Any], ...]) -> tuple[str, ...]:
        """The sectors of an actor, as the articles that tell of it have them."""
        found = [a for t in told if (a := self.actors.get((t.mention.article, party.key)))]
        if not found and party.key in self.known:
            found = [self.known[party.key]]
        return tuple(dict.fromkeys(s for a in found for s in a.sectors))

    def wikidata(self, party: Party) -> str | None:
        """An actor's Wikidata id, where it has one."""
        return self.known[party.key].wikidata if party.key in self.known else None


def clipped(text: str, count: int = SHORT) -> str:
    """The first words of a text, as they stand in it; "cease-fire" and "24,000" are two words each, so that no way of counting finds more."""
    ends = [m.end() for m in islice(_WORD.finditer(text), count + 1)]
    return text[: ends[count - 1]] if len(ends) > count else text


def digest(text: str) -> str:
    """What stands for a text that is not passed on: its SHA-256."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def number(*parts: str | None) -> int:
    """A number of at most fifteen digits for a row: the same for the same parts in every dossier."""
    whole = hashlib.sha256("\x1f".join(p or "" for p in parts).encode("utf-8", "replace")).digest()
    return int.from_bytes(whole[:8], "big") % 10**15


@contextmanager
def holdings(
    dossier: Dossier, *, filters: Filters | None = None, text_free: bool = False, timed: bool = True, knowledge: Knowledge | None = None
) -> Iterator[Holdings]:  # fmt: skip
    """One view of a dossier, the same from the first row to the last. Raises UsageError where a filter names nobody."""
    chosen = filters or Filters()
    with dossier.reading() as connection:
        yield Holdings(dossier, Scope(connection, chosen.as_of), chosen, text_free=text_free, timed=timed, knowledge=knowledge)
