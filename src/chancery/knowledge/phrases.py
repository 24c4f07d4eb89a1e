"""A PLOVER type and mode -> how English says it. In: the table `phrases`; out: one event as a clause."""

from __future__ import annotations

from functools import lru_cache

from chancery.knowledge import Knowledge

#: state of an event -> its clause: with somebody who acts ({s}), and with nobody known
STATES = {
    "occurred": ("{s} {past}", "{Nominal} was reported"),
    "ongoing": ("{s} {past}, and this goes on", "{Nominal} was reported, and goes on"),
    "planned": ("{s} intended to {plan}", "{Nominal} was said to be planned"),
    "possible": ("{s} may {plan}", "{Nominal} was said to be possible"),
    "conditional": ("{s} would {plan}, under conditions", "{Nominal} was said to depend on conditions"),
    "demanded": ("{s} is to {plan}, as others demand", "{Nominal} was demanded"),
    "denied": ("A report that {s} {past} was denied", "{Nominal} was denied"),
}


class Phrases:
    """The table, indexed."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._rows = {(r["type"], r["mode"]): r for r in reversed(knowledge.table("phrases"))}

    def clause(self, kind: str, mode: str | None, modality: str, *, source: str, target: str) -> str:
        """An event as a clause without a full stop; `source` and `target` are names, empty where nobody is known."""
        row = self._rows.get((kind, mode or "")) or self._rows[kind, ""]
        past, plan, nominal = ((row[n].format(target) if target else row[f"{n}_alone"]) for n in ("past", "plan", "nominal"))
        named, unnamed = STATES[modality]
        clause = (named if source else unnamed).format(s=source, past=past, plan=plan, Nominal=nominal[:1].upper() + nominal[1:])
        return clause[:1].upper() + clause[1:]


@lru_cache(maxsize=4)
def phrases(knowledge: Knowledge) -> Phrases:
    """The phrases over a set of tables, made once for it."""
    return Phrases(knowledge)
