"""Holdings -> a table in POLECAT's forty columns, tab-separated with a header; one row a dyad, the parties of a mutual event once each way."""

from __future__ import annotations

from collections.abc import Iterator

from chancery import __version__
from chancery.report.export.coding import QUADS, Actor, Dyad, coded, dyads
from chancery.report.export.columns import Cell, tabbed
from chancery.report.export.geography import where
from chancery.report.export.holdings import Holdings, number

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip


def write(held: Holdings) -> Iterator[str]:
    """The table."""
    places = _locations(held)
    rows = (_row(dyad, held, places) for event in coded(held) for dyad in dyads(event, held) if dyad.code.code != "043")
    return tabbed(rows, columns=COLUMNS, header=True)


def _row(dyad: Dyad, held: Holdings, places: dict[int, list[str]]) -> list[Cell]:
    event, at = dyad.coded, where(dyad.coded.spot, held)
    key = event.first.mention.article
    story = held.articles[key]
    named = [a.party for a in story.actors]
    return [
        number(event.id, *(a.party.key if a else "" for a in (dyad.source, dyad.target))), event.day, event.type, event.mode, event.intensity,
        QUADS[event.quad], ";".join(event.contexts),
        *_actor(dyad.source), *_actor(dyad.target),
        at.name, at.city, "", at.province, at.country, at.lat, at.lon, at.geonames, at.name, at.feature_code,
        story.article.publisher, story.article.published,
        ";".join(p.name for p in named if p.kind == "person"), ";".join(p.name for p in named if p.kind == "organisation"),
        ";".join(places.get(key, ())), story.article.language, __version__,
    ]  # fmt: skip


def _actor(actor: Actor | None) -> list[Cell]:
    if actor is None:
        return [""] * 8
    state = actor.state
    return [
        actor.party.name, state.name if state else "", state.cow if state else "", actor.sector, ";".join(actor.sectors), actor.party.role,
        actor.raw, "",
    ]  # fmt: skip


def _locations(held: Holdings) -> dict[int, list[str]]:
    """The places of each article's events."""
    found: dict[int, dict[str, None]] = {}
    for thing in held.things("event"):
        for t in thing.told:
            if t.mention.place is not None:
                found.setdefault(t.mention.article, {})[t.mention.place.name] = None
    return {article: list(names) for article, names in found.items()}
