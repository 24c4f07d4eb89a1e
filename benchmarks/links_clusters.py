"""The annotated clusters of the bench as carriers: with the program's own records (read once, kept in a folder), or with the gold records in their place."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from chancery.dossier.flatten import mentions
from chancery.intake import article
from chancery.knowledge import Knowledge
from chancery.knowledge.names import names
from chancery.schema.evidence import Span
from chancery.schema.mention import (
    Carrier,
    CommitmentMention,
    DisputeMention,
    EventMention,
    FigureMention,
    Mention,
    Party,
    PositionMention,
    SideMention,
    Spot,
    StatementMention,
)  # fmt: skip
from chancery.schema.record import Record
from chancery.schema.serial import dumps, loads
from chancery.schema.time import Interval
from chancery.understand.words import sentences

#: where records are kept between runs: under the hash of nothing but their name, so empty it after a change of the reader
KEPT = Path(os.environ.get("CHANCERY_BENCH_RECORDS", Path(tempfile.gettempdir()) / "chancery-bench-records"))
#: small words within the names of persons
PARTICLES = frozenset({"al", "bin", "bint", "bani", "ben", "da", "de", "del", "den", "der", "di", "dos", "el", "la", "le", "van", "von"})
MODALITY = {"actual": "occurred", "future": "planned", "negated": "denied"}


@dataclass(frozen=True, slots=True)
class Cluster:
    """One annotated cluster: its links, and the gold and text of its articles by name."""

    name: str
    links: dict[str, Any]
    gold: dict[str, Any]
    text: dict[str, Any]


def scorer(bench: Path) -> ModuleType:
    """The bench's score_links.py as a module."""
    sys.path.insert(0, str(bench))
    try:
        spec = importlib.util.spec_from_file_location("chancery_bench_score_links", bench / "score_links.py")
        assert spec and spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(bench))
    return module


def clusters(bench: Path) -> list[Cluster]:
    """The clusters, by name."""
    score, found = scorer(bench), []
    for path in sorted((bench / "links").glob("*.links.json")):
        links = json.loads(path.read_text(encoding="utf-8"))
        found.append(Cluster(links["cluster"], links, *score.load(links, [bench / "gold" / "train", bench / "gold" / "dev"])))
    return found


def own(cluster: Cluster, *, kept: Path = KEPT) -> list[Carrier]:
    """The cluster's articles as the program reads them."""
    return [_own(name, cluster, key, kept) for key, name in enumerate(cluster.links["articles"], 1)]


def gold(cluster: Cluster) -> list[Carrier]:
    """The cluster's articles with the gold records in place of the program's."""
    return [_Gold(name, cluster, key).carrier() for key, name in enumerate(cluster.links["articles"], 1)]


def carrier(record: Record, *, key: int, name: str) -> Carrier:
    """An article and its record as linking sees them."""
    a = record.article
    return Carrier(
        key, name, 1, a.id, a.title, a.published, a.publisher, a.syndicated_from, a.url, a.text, mentions(record, article=key, name=name)
    )  # fmt: skip


def record(name: str, *, text: str, published: str | None, title: str | None, publisher: str | None, kept: Path = KEPT) -> Record:
    """The record of an article, from the folder of kept ones if it is there."""
    from chancery.pipeline import shared

    kept.mkdir(parents=True, exist_ok=True)
    path = kept / f"{name.replace('/', '_')}.json"
    if path.exists():
        return loads(Record, path.read_bytes())
    pipeline = shared()
    made = pipeline.read(article(text, published=published, title=title, publisher=publisher, knowledge=pipeline.knowledge))
    path.write_text(dumps(made), encoding="utf-8")
    return made


def _own(name: str, cluster: Cluster, key: int, kept: Path) -> Carrier:
    a = cluster.gold[name]["article"]
    made = record(name, text=cluster.text[name].text, published=a["published"], title=a.get("title"), publisher=a.get("publisher"), kept=kept)
    return carrier(made, key=key, name=name)


class _Gold:
    """The gold of an article as mentions; `local` is the index in its list."""

    def __init__(self, name: str, cluster: Cluster, key: int) -> None:
        self.name, self.key, self.gold, self.text = name, key, cluster.gold[name], cluster.text[name].text
        self.bounds = sentences(self.text, 0, len(self.text))

    def carrier(self) -> Carrier:
        a = self.gold["article"]
        made: list[Mention] = []
        for kind in ("statements", "events", "figures", "commitments", "positions", "disputes"):
            for i, g in enumerate(self.gold[kind]):
                if (m := getattr(self, f"_{kind[:-1]}")(i, g)) is not None:
                    made.append(m)
        return Carrier(
            self.key, self.name, 1, "", a.get("title"), a["published"], a.get("publisher"), a.get("syndicated_from"), None, self.text, tuple(made)
        )  # fmt: skip

    def _base(self, kind: str, i: int, span: dict[str, Any], by: Party | None = None, text: str | None = None) -> dict[str, Any]:
        start, end = span["start"], span["end"]
        sentence = next((Span(*b) for b in self.bounds if b[0] <= start < b[1]), Span(start, end))
        return {
            "article": self.key, "local": f"{kind}{i}", "start": start, "end": end, "sentence": sentence, "text": text or sentence.of(self.text), "by": by,
            "confidence": 1.0,
        }  # fmt: skip

    def _party(self, name: str) -> Party:
        if name.isupper() and name.isalpha() and len(name) == 3:
            return Party(name, name, "state", name, name)
        if name.isupper() and name.isalpha():
            return Party(name, name, "organisation", name, None)
        return Party(name.casefold(), name, "group", name, None)

    def _parties(self, names: list[str]) -> tuple[Party, ...]:
        return tuple(self._party(n) for n in names)

    def _statement(self, i: int, g: dict[str, Any]) -> Mention:
        name, unnamed = g["speaker"], g.get("unnamed")
        folded = name.casefold().removeprefix("the ")
        country = g.get("speaker_country")
        by = Party(f"{folded}@{self.name}" if unnamed else folded, name, "unnamed" if unnamed else _sort(name), country, country)
        words = " ".join(self.text[c["start"] : c["end"]] for c in g["content"])
        cue = Span(g["cue"]["start"], g["cue"]["end"]) if g.get("cue") else None
        return StatementMention(
            **self._base("s", i, g["content"][0], by, words), kind=g["kind"], act=g["act"], content=tuple(Span(c["start"], c["end"]) for c in g["content"]),
            cue=cue, addressees=(), via=None, date=None, date_basis=None, place=None, issues=(),
        )  # fmt: skip

    def _event(self, i: int, g: dict[str, Any]) -> Mention:
        return EventMention(
            **self._base("e", i, g["trigger"]), type=g["type"], mode=None, modality=MODALITY[g["modality"]], intensity=0.0,  # type: ignore[arg-type]
            sources=self._parties(g["sources"]), targets=self._parties(g["targets"]),
            spans=tuple(Span(s["start"], s["end"]) for s in [g["trigger"], *g.get("also", [])]), date=_when(g["date"]), date_basis=None, place=None, issues=(),
        )  # fmt: skip

    def _figure(self, i: int, g: dict[str, Any]) -> Mention:
        return FigureMention(
            **self._base("f", i, g), low=g["low"], high=g["high"], qualifier=g["qualifier"], unit=None, counted=g["counted"],
            actor=self._party(g["actor"]) if g["actor"] else None, place=Spot(g["place"], "", None, None, None, None) if g["place"] else None, as_of=None,
            modality=g["modality"],
        )  # fmt: skip

    def _commitment(self, i: int, g: dict[str, Any]) -> Mention:
        words = self.text[g["start"] : g["end"]]
        return CommitmentMention(
            **self._base("c", i, g), who=self._parties(g["who"]), towards=(), action=words, due=_when(g["due"]), condition=g["condition"]
        )  # fmt: skip

    def _position(self, i: int, g: dict[str, Any]) -> Mention:
        return PositionMention(**self._base("o", i, g), actor=self._party(g["actor"]), stance=g["stance"], issue=g["issue"], issue_kind="other")

    def _dispute(self, i: int, g: dict[str, Any]) -> Mention:
        def side(s: dict[str, Any]) -> SideMention:
            return SideMention(s["start"], s["end"], self._party(s["who"]) if s.get("who") else None, self.text[s["start"] : s["end"]])

        return DisputeMention(**self._base("x", i, g["side_a"]), about=g["about"], side_a=side(g["side_a"]), side_b=side(g["side_b"]))


def _sort(name: str) -> Literal["person", "organisation"]:
    """Whether a named speaker is a person: no name of the tables is in its name, and no word of it is small."""
    words = name.split()
    known = names(Knowledge()).find(words)
    return "organisation" if known or words[0] == "The" or any(w[0].islower() and w not in PARTICLES and "-" not in w for w in words) else "person"


def _when(value: Any) -> Any:
    return Interval(value.get("from"), value.get("to")) if isinstance(value, dict) else value
