"""What a reader types into a search -> words, phrases and filters: `grain "Black Sea" -corn actor:Lavrov type:THREATEN after:2022-02-01`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from chancery.dossier.views.filters import Filters
from chancery.errors import UsageError
from chancery.schema.mention import KINDS, Kind

#: what may stand before a colon -> the filter it sets
FIELDS = {
    "actor": "actor", "target": "target", "country": "country", "type": "type", "act": "type", "issue": "issue", "place": "place", "publisher": "publisher",
    "modality": "modality", "after": "since", "before": "until",
}  # fmt: skip
_PART = re.compile(r'(?P<no>-)?(?:(?P<field>[a-z]+):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>\S+))')
_LETTER = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase; `start` where it is only the beginning of one (`sanction*`)."""

    text: str
    phrase: bool = False
    start: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """All of `terms`, none of `without`, in what `filters` leave; of kinds, if any are named. `kind:article` asks for passages alone."""

    terms: tuple[Term, ...]
    without: tuple[Term, ...]
    filters: Filters
    kinds: tuple[Kind, ...]
    passages: bool
    narrowed: bool


def wanted(query: str, filters: Filters) -> Wanted:
    """What a query asks for, on top of other filters.

    Raises:
        UsageError: nothing is asked for, or a filter or kind that there is not.
    """
    terms: list[Term] = []
    without: list[Term] = []
    given: dict[str, Any] = {}
    kinds: list[str] = []
    for m in _PART.finditer(query):
        said = m["phrase"] if m["phrase"] is not None else m["word"]
        if not said or not _LETTER.search(said):
            continue
        if m["field"] == "kind":
            kinds.append(said if said == "article" else _kind(said))
        elif m["field"] in FIELDS and not m["no"]:
            given[FIELDS[m["field"]]] = said
        elif m["field"] and not said.startswith("//"):
            raise UsageError(f"there is no filter {m['no'] or ''}{m['field']}:", hint=f"there are {', '.join(sorted({*FIELDS, 'kind'}))}")
        else:
            term = Term(said, True) if m["word"] is None else Term(said.rstrip("*"), start=said.endswith("*"))
            (without if m["no"] else terms).append(term)
    passages = "article" in kinds
    narrowed = bool(set(given) - {"since", "until", "publisher"}) or bool(kinds and not passages)
    if not terms and not narrowed:
        raise UsageError("nothing is searched for", hint='name a word, a "phrase", or a filter like actor:Lavrov')
    asked = tuple(k for k in KINDS if k in kinds)
    return Wanted(tuple(terms), tuple(without), replace(filters, **given), asked, passages and not narrowed, narrowed)


def _kind(name: str) -> Kind:
    for kind in KINDS:
        if name in (kind, f"{kind}s"):
            return kind
    raise UsageError(f"there is no kind {name!r}", hint=f"there are article, {', '.join(KINDS)}")
