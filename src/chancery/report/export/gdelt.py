"""Holdings -> GDELT 2: events (61 columns) and mentions (16), tab-separated without a header; CAMEO codes are strings with their zeros."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from chancery.dossier.views.evidence import Told
from chancery.report.export.coding import Actor, Dyad, coded, dyads, sector_of
from chancery.report.export.columns import Cell, tabbed
from chancery.report.export.geography import TOWNS, where
from chancery.report.export.holdings import Holdings, number
from chancery.report.export.stories import opening, sentence_number
from chancery.schema.mention import Spot

_ACTOR = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code", "Type2Code", "Type3Code")
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
EVENTS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate", *(f"Actor1{c}" for c in _ACTOR), *(f"Actor2{c}" for c in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(f"{who}Geo_{c}" for who in ("Actor1", "Actor2", "Action") for c in _GEO), "DATEADDED", "SOURCEURL",
)  # fmt: skip
MENTIONS = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier", "SentenceID", "Actor1CharOffset",
    "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence", "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
)  # fmt: skip
#: GDELT's kinds of place: a country, a town in the United States, a town elsewhere, a state of the United States, a region elsewhere
COUNTRY, US_CITY, WORLD_CITY, US_STATE, WORLD_STATE = 1, 3, 4, 2, 5
#: a mention from the web
WEB = 1


def write_events(held: Holdings) -> Iterator[str]:
    """The table of events: one row a dyad."""
    return tabbed((_event(d, held) for e in coded(held) for d in dyads(e, held)), columns=EVENTS, header=False)


def write_mentions(held: Holdings) -> Iterator[str]:
    """The table of mentions: one row for each article that tells of an event's dyad."""
    rows = (_mention(d, t, held) for e in coded(held) for d in dyads(e, held) for t in _tellers(e.told))
    return tabbed(rows, columns=MENTIONS, header=False)


def identity(dyad: Dyad) -> int:
    """GLOBALEVENTID."""
    return number(dyad.coded.id, dyad.code.code, *(a.party.key if a else "" for a in (dyad.source, dyad.target)))


def _tellers(told: tuple[Told[Any], ...]) -> list[Told[Any]]:
    """The first mention of each article."""
    return list({t.mention.article: t for t in reversed(told)}.values())[::-1]


def _event(dyad: Dyad, held: Holdings) -> list[Cell]:
    event, code = dyad.coded, dyad.code
    day = event.day or ""
    root = any(opening(held.articles[t.mention.article].article).covers(t.mention.sentence) for t in event.told)
    tellers = _tellers(event.told)
    address = next((held.articles[t.mention.article].article.url for t in tellers if held.articles[t.mention.article].article.url), None)
    none: list[Cell] = [""] * len(_GEO)
    return [
        identity(dyad), day.replace("-", ""), day[:7].replace("-", ""), day[:4], _fraction(day), *_actor(dyad.source, held), *_actor(dyad.target, held),
        int(root), code.code, code.base, code.root, code.quad, code.goldstein, sum(len(t.mention.spans) for t in event.told), event.row.publishers,
        len(tellers), "", *none, *none, *_geo(event.spot, held), _stamp(event.row.reported), address or held.articles[tellers[0].mention.article].name,
    ]  # fmt: skip


def _mention(dyad: Dyad, told: Told[Any], held: Holdings) -> list[Cell]:
    article = held.articles[told.mention.article].article
    source = article.publisher or (urlsplit(article.url).hostname if article.url else None)
    return [
        identity(dyad), _stamp(dyad.coded.day), _stamp(article.published), WEB, source, article.url or held.articles[told.mention.article].name,
        sentence_number(article, told.mention.start), _offset(dyad.source, told, held), _offset(dyad.target, told, held), told.mention.start, 1,
        max(10, round(told.mention.confidence * 10) * 10), len(article.text), "", "", "",
    ]  # fmt: skip


def _offset(actor: Actor | None, told: Told[Any], held: Holdings) -> int:
    """Where the actor is named nearest to the event; -1 where the article does not name it."""
    named = held.actors.get((told.mention.article, actor.party.key)) if actor else None
    return min((s.start for s in named.spans), key=lambda at: (abs(at - told.mention.start), at)) if named else -1


def _actor(actor: Actor | None, held: Holdings) -> list[Cell]:
    if actor is None:
        return [""] * len(_ACTOR)
    found = (sector_of(s, held) for s in actor.sectors)
    roles = list(dict.fromkeys(s.cameo for s in found if s and s.cameo and not (s.code == "GOV" and actor.party.kind == "state")))[:3]
    if actor.party.kind == "organisation" and not roles and actor.plover in ("IGO", "UNO", "EUR"):
        roles = ["IGO"]
    country = actor.state.iso3 if actor.state else ""
    types = [*roles, "", "", ""][:3]
    return [country + "".join(roles), actor.party.name.upper(), country, "", "", "", "", *types]


def _geo(spot: Spot | None, held: Holdings) -> list[Cell]:
    if spot is None:
        return [""] * len(_GEO)
    at = where(spot, held)
    american = spot.country == "USA"
    kind = COUNTRY if spot.kind == "country" else (US_CITY if american else WORLD_CITY) if spot.kind in TOWNS else US_STATE if american else WORLD_STATE
    name = at.name if at.name == at.country or not at.country else f"{at.name}, {at.country}"
    return [kind, name, "", "", "", at.lat, at.lon, ""]


def _stamp(day: str | None) -> str:
    """A day as GDELT writes times: YYYYMMDDHHMMSS, at midnight since only the day is known."""
    return f"{day.replace('-', '')}000000" if day and len(day) == 10 else ""


def _fraction(day: str) -> str:
    if len(day) != 10:
        return ""
    at = date.fromisoformat(day)
    return f"{at.year + (at.timetuple().tm_yday - 1) / 365:.4f}"
