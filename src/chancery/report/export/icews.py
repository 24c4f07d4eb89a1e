"""Holdings -> ICEWS's twenty columns, tab-separated with a header; one row a dyad."""

from __future__ import annotations

from collections.abc import Iterator

from chancery.report.export.coding import Actor, Dyad, coded, dyads, sector_of
from chancery.report.export.columns import Cell, tabbed
from chancery.report.export.geography import where
from chancery.report.export.holdings import Holdings, number
from chancery.report.export.stories import sentence_number

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity", "Target Name", "Target Sectors",
    "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District", "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip


def write(held: Holdings) -> Iterator[str]:
    """The table."""
    return tabbed((_row(d, held) for e in coded(held) for d in dyads(e, held)), columns=COLUMNS, header=True)


def _row(dyad: Dyad, held: Holdings) -> list[Cell]:
    event, at = dyad.coded, where(dyad.coded.spot, held)
    mention = event.first.mention
    story = held.articles[mention.article]
    keys = (a.party.key if a else "" for a in (dyad.source, dyad.target))
    return [
        number(event.id, dyad.code.code, *keys), event.day, *_actor(dyad.source, held), dyad.code.label.capitalize(), dyad.code.code,
        f"{dyad.code.goldstein:.1f}", *_actor(dyad.target, held), number(story.article.id), sentence_number(story.article, mention.start),
        story.article.publisher, at.city, "", at.province, at.country, at.lat, at.lon,
    ]  # fmt: skip


def _actor(actor: Actor | None, held: Holdings) -> list[Cell]:
    if actor is None:
        return ["", "", ""]
    found = (sector_of(s, held) for s in actor.sectors)
    return [actor.party.name, ",".join(dict.fromkeys(s.icews for s in found if s and s.icews)), actor.state.name if actor.state else ""]
