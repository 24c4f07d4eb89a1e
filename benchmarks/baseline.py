"""A keyword baseline: what a list of trigger words and each sentence's first known parties reach, to stand beside every figure of the gate."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from chancery.knowledge import Knowledge

TRIGGERS = {
    "AGREE": "agree agreed agreement deal pledge pledged promised accord",
    "CONSULT": "meet met meeting talks visit visited summit negotiations call",
    "SUPPORT": "support supports supported praise praised welcomed recognise recognize backed",
    "CONCEDE": "ceasefire cease-fire truce eased concession",
    "COOPERATE": "cooperate cooperation joint coordinated",
    "AID": "aid assistance provided supplied refuge",
    "RETREAT": "withdraw withdrew withdrawal retreated resigned pullout",
    "REQUEST": "urged called asked demanded appealed request proposed",
    "ACCUSE": "accused blamed condemned criticised criticized denounced accusing allegations",
    "REJECT": "rejected refused denied vetoed declined dismissed rejects",
    "THREATEN": "threatened warned threat ultimatum warning",
    "PROTEST": "protest protested protests demonstrators rally rallied strike",
    "SANCTION": "sanctions expelled embargo suspended sanctioned",
    "MOBILIZE": "deployed troops mobilised mobilized drills exercises deployment",
    "COERCE": "arrested detained banned seized curfew crackdown arrest",
    "ASSAULT": "attack attacked killed bombed shelled airstrikes strikes shot fired invaded offensive",
}
TYPE_OF = {word: kind for kind, words in TRIGGERS.items() for word in words.split()}
SAID = re.compile(r"\b(said|says|told|added|according to|warned|denied|accused|announced|claimed|called for|urged)\b")
QUOTED = re.compile(r"[\"“]([^\"”]{3,})[\"”]")
NAMES = re.compile(r"(?:[A-Z][\w'’-]+\s){1,3}[A-Z][\w'’-]+|[A-Z][a-z]{3,}")
SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?=\s|$)[\"”’]?|(?<=\.)\w[^.!?\n]*[.!?]?)*")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
TIME = re.compile(rf"\b(?:(?P<weekday>{'|'.join(WEEKDAYS)})|(?P<month>{'|'.join(MONTHS)}) (?P<day>\d{{1,2}})|(?P<year>(?:19|20)\d\d))\b")
NUMBER = re.compile(r"(?<![\w.-])\$?\d[\d,]*(?:\.\d+)?(?: (?:million|billion))?\b(?!-)")
STANCES = {
    "demand": "demands",
    "refuse": "refuses",
    "reject": "refuses",
    "offer": "offers",
    "accept": "accepts",
    "propose": "proposes",
    "support": "supports",
    "oppose": "opposes",
    "call": "demands",
}
STANCE = re.compile(r"\b(" + "|".join(STANCES) + r")\w*\b", re.IGNORECASE)


def _span(start: int, end: int) -> dict[str, int]:
    return {"start": start, "end": end}


class Baseline:
    """Reads text into records of the same form by keywords alone."""

    def __init__(self, knowledge: Knowledge | None = None) -> None:
        self.names: dict[str, str] = {}
        for row in (knowledge or Knowledge()).table("countries"):
            for name in (row["name"], *row["demonyms"].split("|"), *row["metonyms"].split("|")):
                if name:
                    self.names.setdefault(name, row["iso3"])
        self.known = re.compile(r"\b(" + "|".join(re.escape(n) for n in sorted(self.names, key=lambda n: (-len(n), n))) + r")\b")

    def read(self, text: str, published: str) -> dict[str, Any]:
        """A record of the contract's form, as far as keywords go."""
        actors: dict[str, dict[str, Any]] = {}

        def actor(name: str, code: str | None, start: int, end: int) -> str:
            key = code or name
            entry = actors.setdefault(
                key, {"id": f"p{len(actors) + 1}", "name": name, "kind": "state" if code else "person", "code": code, "country": code, "mentions": []}
            )
            entry["mentions"].append(_span(start, end))
            return str(entry["id"])

        first_line = text.split("\n", 1)[0]
        blocks = [{**_span(0, len(first_line)), "role": "headline"}] if first_line and len(first_line) < 120 and not first_line.endswith(".") else []
        record: dict[str, Any] = {
            "article": {"text": text, "blocks": blocks},
            "statements": [], "events": [], "times": [], "figures": [], "commitments": [], "positions": [], "disputes": [],
        }  # fmt: skip
        day = date.fromisoformat(published)
        for m in SENTENCE.finditer(text):
            sentence, at = m.group(), m.start()
            if len(sentence.strip()) < 3:
                continue
            lead = len(sentence) - len(sentence.lstrip())
            parties = [actor(p.group(), self.names[p.group()], at + p.start(), at + p.end()) for p in self.known.finditer(sentence)]
            parties = list(dict.fromkeys(parties))
            clause = _span(at + lead, at + len(sentence.rstrip()))
            if said := SAID.search(sentence):
                who = NAMES.search(sentence)
                speaker = actor(who.group(), None, at + who.start(), at + who.end()) if who else None
                quotes = [_span(at + q.start(1), at + q.end(1)) for q in QUOTED.finditer(sentence)]
                content = quotes or ([_span(at + said.end(), clause["end"])] if said.end() < len(sentence.rstrip()) - 2 else [clause])
                record["statements"].append(
                    {
                        "id": f"s{len(record['statements']) + 1}",
                        "speaker": speaker,
                        "kind": "direct" if quotes else "indirect",
                        "content": content,
                        "act": "assert",
                    }
                )
            for word in re.finditer(r"[A-Za-z-]+", sentence):
                kind = TYPE_OF.get(word.group().lower())
                if kind and parties:
                    record["events"].append(
                        {
                            "id": f"e{len(record['events']) + 1}",
                            "type": kind,
                            "trigger": _span(at + word.start(), at + word.end()),
                            "sources": parties[:1],
                            "targets": parties[1:2],
                            "date": None,
                            "modality": "occurred",
                        }
                    )
            for t in TIME.finditer(sentence):
                if t["weekday"]:
                    back = (day.weekday() - WEEKDAYS.index(t["weekday"])) % 7
                    value = (day - timedelta(days=back)).isoformat()
                elif t["month"]:
                    value = f"{day.year}-{MONTHS.index(t['month']) + 1:02}-{int(t['day']):02}"
                else:
                    value = t["year"]
                record["times"].append({**_span(at + t.start(), at + t.end()), "type": "DATE", "value": value})
            for n in NUMBER.finditer(sentence):
                digits = re.sub(r"[^\d.]", "", n.group()).rstrip(".")
                if re.fullmatch(r"(?:19|20)\d\d", n.group()) or not digits:
                    continue
                number = float(digits) * (1e6 if "million" in n.group() else 1e9 if "billion" in n.group() else 1)
                record["figures"].append(
                    {**_span(at + n.start(), at + n.end()), "low": number, "high": number, "modality": "actual", "actor": parties[0] if parties else None}
                )
            if parties and re.search(r"\bwill\b|\bto be held\b|\bplans to\b", sentence):
                record["commitments"].append({**clause, "who": parties[:1], "due": None})
            if parties and (s := STANCE.search(sentence)):
                record["positions"].append({**clause, "actor": parties[0], "stance": STANCES[s[1].lower()]})
        record["actors"] = list(actors.values())
        return record
