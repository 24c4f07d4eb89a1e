"""What other data sets call states, sectors and issues: ISO numbers, Correlates of War, ACLED's regions, PLOVER's contexts. In: four tables; out: lookups."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from chancery.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory. `plover` folds dependencies into their state and writes Kosovo KOS; `numeric` is ISO 3166's, `cow` that of Correlates of War."""

    iso3: str
    iso2: str
    name: str
    plover: str
    numeric: str
    cow: str
    region: str


@dataclass(frozen=True, slots=True)
class Sector:
    """A PLOVER sector in the words of others: CAMEO's role code, ACLED's kind of actor, ICEWS's name; `armed` is armed, civilian or neither."""

    code: str
    label: str
    cameo: str
    acled: str
    icews: str
    armed: str


class Codes:
    """The tables, indexed."""

    def __init__(self, knowledge: Knowledge) -> None:
        codes = {r["iso3"]: r for r in knowledge.table("country_codes")}
        blank = {"numeric": "", "cow": "", "region": ""}
        self.states: dict[str, State] = {}
        for r in knowledge.table("countries"):
            known = codes.get(r["iso3"], blank)
            state = State(r["iso3"], r["iso2"], r["name"], r["plover"] or r["iso3"], known["numeric"], known["cow"], known["region"])
            self.states.setdefault(state.iso3, state)
        self.sectors = {r["code"]: Sector(**r) for r in reversed(knowledge.table("sectors"))}
        self.organisations = {r["acronym"] or r["name"]: r["plover_code"] for r in reversed(knowledge.table("organisations"))}
        self._contexts = {r["issue"]: tuple(r["contexts"].split("|")) for r in reversed(knowledge.table("contexts"))}

    def contexts(self, issues: tuple[str, ...]) -> tuple[str, ...]:
        """PLOVER's contexts of some issues, each once."""
        return tuple(dict.fromkeys(c for i in issues for c in self._contexts.get(i, ())))


@lru_cache(maxsize=4)
def codes(knowledge: Knowledge) -> Codes:
    """The lookups over a set of tables, made once for it."""
    return Codes(knowledge)
