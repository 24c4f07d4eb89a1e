"""Nouns by the kind of actor they describe, and what else the tables say of actors without a lookup of their own. In: tables; out: sets and maps of words."""

from __future__ import annotations

from functools import lru_cache

from chancery.knowledge import Knowledge


class Nouns:
    """Lemmas by class.

    state      words for the state itself: government, country
    body       bodies that act for a state, each an actor of its own: ministry, army
    rebel      armed people who act for themselves
    territory  land: as a party, the state it belongs to
    bare       words that are no party without an owner
    abroad     bodies and people that may belong to no one state
    writing    what somebody speaks through: statement, letter
    staff      those who speak for the person they belong to
    group      words of a name that make an unknown organisation a group
    insurgent  rebels by words that stand for the same side within one article: separatist, insurgent
    relative   parties named by what they are to another, not of its state: ally, enemy, counterpart
    seated     bodies that a town's name tells the seat of, and no more: university, airport
    press      bodies that tell the news
    thing      what is written like the name of a body and is none: COVID, JCPOA
    deed       what points to an attack told before: raid, action
    charge     what an accusation is called, or what it is about, where it is denied: claim, responsibility
    american   bodies and people that are the United States' where no other owner is named
    """

    def __init__(self, knowledge: Knowledge) -> None:
        classes: dict[str, set[str]] = {}
        for row in (*knowledge.table("actor_nouns"), *knowledge.table("deeds")):
            classes.setdefault(row["class"], set()).add(row["lemma"])

        def of(name: str) -> frozenset[str]:
            return frozenset(classes.get(name, ()))

        self.state, self.body, self.rebel, self.territory, self.bare = of("state"), of("body"), of("rebel"), of("territory"), of("bare")
        self.abroad, self.writing, self.staff, self.group = of("abroad"), of("writing"), of("staff"), of("group")
        self.insurgent, self.american, self.seated, self.press = of("insurgent"), of("american"), of("seated"), of("press")
        self.thing, self.relative, self.deed, self.charge = of("thing"), of("relative"), of("deed"), of("charge")
        self.party = {row["lemma"]: row["kind"] for row in knowledge.table("party_nouns")}


@lru_cache(maxsize=4)
def nouns(knowledge: Knowledge) -> Nouns:
    """The nouns of a set of tables, read once for it."""
    return Nouns(knowledge)


@lru_cache(maxsize=4)
def outlets(knowledge: Knowledge) -> dict[str, str]:
    """The states that newspapers, broadcasters and agencies belong to, by their names in lower case without "the"; "" for those of none."""
    rows = [row for row in knowledge.table("outlets") if row["kind"] != "government"]
    return {name.lower().removeprefix("the "): row.get("country", "") for row in reversed(rows) for name in (*row["aliases"].split("|"), row["name"]) if name}


@lru_cache(maxsize=4)
def forces(knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    """The armed forces of peoples without a state, by the people's name."""
    found: dict[str, tuple[str, ...]] = {}
    for row in knowledge.table("forces"):
        found[row["people"]] = (*found.get(row["people"], ()), row["group"])
    return found
