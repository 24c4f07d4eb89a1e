"""Views: what was known on a day, pages, filters, the contract's fields; on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from held import made_of

from chancery.dossier.engines import Dossier
from chancery.dossier.search import search
from chancery.dossier.views.actors import actor, actors
from chancery.dossier.views.changes import changes
from chancery.dossier.views.commitments import commitments
from chancery.dossier.views.disputes import disputes
from chancery.dossier.views.dyads import dyad, dyads
from chancery.dossier.views.events import events
from chancery.dossier.views.exchanges import exchanges
from chancery.dossier.views.figures import figures
from chancery.dossier.views.filters import Filters
from chancery.dossier.views.gaps import gaps
from chancery.dossier.views.positions import positions
from chancery.dossier.views.sources import sources
from chancery.dossier.views.statements import statements
from chancery.dossier.views.timeline import timeline
from chancery.dossier.writer import Writer
from chancery.errors import UsageError
from chancery.intake.plain import identity
from chancery.pipeline import relink
from chancery.schema.record import Record
from chancery.schema.serial import to_plain

VIEWS: dict[str, Callable[[Dossier, Filters], Any]] = {
    "events": lambda d, f: events(d, filters=f),
    "events with an actor": lambda d, f: events(d, filters=_with(f, actor="XKS")),
    "events between": lambda d, f: events(d, filters=_with(f, actor="Kestria", target="Velmora")),
    "events newest": lambda d, f: events(d, filters=_with(f, newest=True, limit=7, offset=2)),
    "events since": lambda d, f: events(d, filters=_with(f, since="2031-03-06", until="2031-03-12")),
    "statements": lambda d, f: statements(d, filters=f),
    "figures": lambda d, f: figures(d, filters=f),
    "commitments": lambda d, f: commitments(d, filters=f),
    "overdue": lambda d, f: commitments(d, filters=f, status="overdue"),
    "disputes": lambda d, f: disputes(d, filters=f),
    "positions": lambda d, f: positions(d, filters=f),
    "exchanges": lambda d, f: exchanges(d, filters=f),
    "sources": lambda d, f: sources(d, filters=f),
    "timeline": lambda d, f: timeline(d, filters=f),
    "actors": lambda d, f: actors(d, filters=f),
    "actor": lambda d, f: actor(d, "XKS", filters=f),
    "dyads": lambda d, f: dyads(d, filters=f),
    "dyad": lambda d, f: dyad(d, "XKS", "XVL", filters=f, directions=True),
    "changes": lambda d, f: changes(d, since="2031-03-05", filters=f),
    "gaps": lambda d, f: gaps(d, filters=f),
    "search": lambda d, f: search(d, "troops", filters=f),
}
LISTS = {n: v for n, v in VIEWS.items() if n not in ("actor", "events newest", "events since")}


def _with(filters: Filters, **more: Any) -> Filters:
    return Filters(**{**{n: getattr(filters, n) for n in ("as_of", "limit", "offset", "newest")}, **more})


@pytest.fixture(scope="module", params=["2031-03-04", "2031-03-06", "2031-03-08", "2031-03-12", "2031-03-14"])
def then(request: pytest.FixtureRequest, records: dict[str, Record], tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A day, and the dossier that holds only what was published by then."""
    with made_of(records, str(tmp_path_factory.mktemp("then") / "then.db"), until=request.param) as dossier:
        yield request.param, dossier


@pytest.mark.parametrize("view", VIEWS)
def test_views_as_of_a_day_are_those_of_what_was_published_by_then(crisis: Dossier, then: tuple[str, Dossier], view: str) -> None:
    day, small = then
    asked = Filters(as_of=day)
    assert to_plain(VIEWS[view](crisis, asked)) == to_plain(VIEWS[view](small, asked))


@pytest.mark.parametrize("view", LISTS)
def test_views_pages_are_the_whole_in_pieces(crisis: Dossier, view: str) -> None:
    whole = list(LISTS[view](crisis, Filters()))
    pieces = [row for n in range(0, len(whole) + 4, 4) for row in LISTS[view](crisis, Filters(limit=4, offset=n))]
    assert pieces == whole
    assert whole, "the dispatches have something to answer every question"


CONTRACT = {
    "events": "id type mode modality date sources targets place publishers mentions",
    "statements": "id speaker country act date publishers mentions",
    "figures": "id counted actor place points revised",
    "commitments": "id who action due condition status mentions resolved_by",
    "disputes": "id about sides",
    "positions": "id actor issue history",
    "exchanges": "id documents state",
    "sources": "id publisher title published copies_of copies",
    "timeline": "date kind id line publishers",
    "search": "kind id article start end snippet",
}
EVIDENCE = {
    "events": ("mentions", "article start end modality date"),
    "statements": ("mentions", "article kind content"),
    "figures": ("points", "low high qualifier as_of modality stage article start end"),
    "commitments": ("mentions", "article start end"),
    "disputes": ("sides", "who mentions"),
    "positions": ("history", "date stance article start end"),
    "exchanges": ("documents", "id kind issuer recipients date status mentions"),
}


@pytest.mark.parametrize("view", CONTRACT)
def test_views_have_the_fields_that_programs_rely_on(crisis: Dossier, view: str) -> None:
    for row in to_plain(VIEWS[view](crisis, Filters())):
        assert set(CONTRACT[view].split()) <= set(row)
        if view in EVIDENCE:
            part, names = EVIDENCE[view]
            assert row[part] and all(set(names.split()) <= set(each) for each in row[part])


def test_views_evidence_is_the_words_of_the_article(crisis: Dossier, records: dict[str, Record]) -> None:
    shown = [m for r in (*events(crisis), *commitments(crisis)) for m in r.mentions] + [p for r in figures(crisis) for p in r.points]
    assert len(shown) > 60
    for m in shown:
        text = records[m.article].article.text
        assert m.words in (text[m.start : m.end], m.sentence)
        assert m.sentence in text
        assert m.published == records[m.article].article.published


def test_views_order_is_that_of_the_day(crisis: Dossier) -> None:
    def first(date: Any) -> str:
        return (date["from"] or date["to"] or "") if isinstance(date, dict) else date or ""

    days = [first(r["date"])[:7] for r in to_plain(timeline(crisis)) if r["date"]]
    assert days == sorted(days)
    assert [r.id for r in timeline(crisis, filters=Filters(newest=True))] == [r.id for r in reversed(timeline(crisis))]


@pytest.mark.parametrize("as_of", [None, "2031-03-12"])
def test_views_events_of_a_day_come_in_the_order_they_were_told(crisis: Dossier, as_of: str | None) -> None:
    told: dict[str, list[tuple[str, str, int]]] = {}
    for r in events(crisis, filters=Filters(as_of=as_of)):
        if isinstance(r.date, str) and len(r.date) == 10:
            told.setdefault(r.date, []).append(min((m.published or "9999", m.article, m.start) for m in r.mentions))
    assert max(map(len, told.values())) > 2
    assert all(places == sorted(places) for places in told.values())


def test_views_a_filter_leaves_rows_with_a_mention_that_meets_it(crisis: Dossier) -> None:
    everything = events(crisis)
    accused = events(crisis, filters=Filters(type="accuse"))
    assert {r.id for r in accused} == {r.id for r in everything if any(m.type == "ACCUSE" for m in r.mentions)} != set()
    planned = events(crisis, filters=Filters(modality="planned"))
    assert {r.id for r in planned} == {r.id for r in everything if any(m.modality == "planned" for m in r.mentions)} != set()
    sure = events(crisis, filters=Filters(certainty=0.8))
    assert {r.id for r in sure} == {r.id for r in everything if any(m.confidence >= 0.8 for m in r.mentions)} != set()
    where = next(r.place for r in everything if r.place)
    assert {r.id for r in events(crisis, filters=Filters(place=where.upper()))} >= {r.id for r in everything if r.place == where}
    what = next(r.issues[0] for r in everything if r.issues)
    assert {r.id for r in events(crisis, filters=Filters(issue=what))} == {r.id for r in everything if what in r.issues}


def test_views_an_actor_is_found_by_name_part_and_code(crisis: Dossier) -> None:
    by_name, by_part, by_code = (statements(crisis, filters=Filters(actor=a)) for a in ("Ana Orlu", "Orlu", "XVL"))
    assert by_name == by_part
    assert {r.id for r in by_name} < {r.id for r in by_code}
    assert all("Orlu" in (r.speaker or "") or any("Orlu" in w.name for w in r.addressees) or any("Orlu" in (m.via or "") for m in r.mentions) for r in by_name)
    with pytest.raises(UsageError, match="nobody"):
        statements(crisis, filters=Filters(actor="Nobody Known"))


def test_views_copies_count_as_one_publisher(crisis: Dossier) -> None:
    rows = {r.id: r for r in sources(crisis)}
    copies = [r for r in rows.values() if r.copies_of]
    carriers = {"5-toll-rises", "6-copy-courier", "7-copy-tribune"}
    first = next(r for r in rows.values() if r.id in carriers and not r.copies_of)
    assert {r.id for r in copies} == carriers - {first.id} == set(first.copies)
    for event in events(crisis):
        origins = {rows[m.article].copies_of or m.article for m in event.mentions}
        assert event.publishers <= len(origins)
    assert len(sources(crisis, originals=True)) == len(rows) - len(copies)


def test_views_a_day_that_is_none_is_refused(crisis: Dossier) -> None:
    with pytest.raises(UsageError, match="as-of"):
        Filters(as_of="last week")
    with pytest.raises(UsageError, match="since"):
        changes(crisis, since="2031-3-1")


def test_views_a_state_that_wikidata_knows_is_asked_for_with_all_who_act_for_it(records: dict[str, Record], tmp_path: Path) -> None:
    known = {
        name: replace(r, actors=tuple(replace(a, wikidata="Q999") if a.code == "XKS" and a.kind == "state" else a for a in r.actors))
        for name, r in records.items()
    }  # fmt: skip
    with made_of(known, str(tmp_path / "known.db")) as dossier:
        by_code, by_name = (events(dossier, filters=Filters(actor=a)) for a in ("XKS", "Kestria"))
        assert [r.id for r in by_code] == [r.id for r in by_name] != []
        assert "XKS" not in {c.who for c in actor(dossier, "Kestria").meets}


def test_views_an_updated_article_counts_as_it_stood_on_a_day(records: dict[str, Record], new_dossier: Callable[[], str]) -> None:
    first = records["1-freighter"]
    longer = first.article.text + "\nMore was not known.\n"
    article = replace(first.article, text=longer, id=identity(longer), published="2031-03-06")
    with made_of({"1-freighter": first}, new_dossier()) as dossier:
        Writer(dossier).add(article, replace(first, article=article), name="1-freighter")
        relink(dossier)
        assert [(s.version, s.replaced_by) for s in sources(dossier)] == [(2, None)]
        assert [(s.version, s.published) for s in sources(dossier, filters=Filters(as_of="2031-03-05"))] == [(1, "2031-03-04")]
        assert [(s.version, s.replaced_by) for s in sources(dossier, all_versions=True)] == [(1, "1-freighter"), (2, None)]
        assert {m.published for r in events(dossier) for m in r.mentions} == {"2031-03-06"}
