"""PLOVER, POLECAT, GDELT, ICEWS and the ACLED-like table, read back."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from sample import sample

from chancery.dossier.engines import Dossier
from chancery.knowledge import Knowledge
from chancery.knowledge.cameo import cameo
from chancery.knowledge.plover import plover
from chancery.report.export import acled, gdelt, icews, polecat
from chancery.report.export.formats import write
from chancery.report.export.holdings import holdings
from chancery.report.export.single import passing
from chancery.schema.record import Record


def _tabbed(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.splitlines()]


def test_plover_lines_have_what_plover_requires_and_nothing_it_does_not_know(crisis: Dossier, exported) -> None:
    optional = (
        ["recipient", "event_loc", "event_text", "quad_code", "event_scale", "mode", "context", "link", "text", "text_info", "cite_info", "coder", "coded_date"]
    )  # fmt: skip
    lines = [json.loads(line) for line in exported(crisis, "plover").splitlines()]
    assert len(lines) > 30
    known = plover(Knowledge())
    for line in lines:
        assert {"id", "date", "actor", "event"} <= set(line) <= {"id", "date", "actor", "event", *optional}
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", line["date"])
        assert line["event"] in known.types and line["quad_code"] == known.quad(line["event"])
        assert line.get("mode") is None or line["mode"] in known.modes(line["event"])
        for actor in line["actor"] + line.get("recipient", []):
            assert set(actor) <= {"code", "sector", "entity_text", "identifier_id", "identifier_text", "office"}
    assert {line["event_scale"] for line in lines if line["event"] == "ACCUSE" and "mode" not in line} <= {-3}


def test_plover_text_is_the_sentence_at_its_offsets(dispatches: list[Record], crisis: Dossier, exported) -> None:
    texts = [r.article.text for r in dispatches]
    for line in exported(crisis, "plover").splitlines():
        for told in json.loads(line)["text"]:
            assert any(" ".join(told["text_story"].split()) in " ".join(t.split()) for t in texts)


def _with_event(**changes: object) -> Record:
    import dataclasses

    record = sample()
    events = (dataclasses.replace(record.events[0], **changes), *record.events[1:])
    return dataclasses.replace(record, events=events)


@pytest.mark.parametrize("kind", ["CONSULT", "SUPPORT", "COOPERATE", "AID"])
def test_coding_what_is_planned_and_friendly_is_an_agree(kind: str, exported) -> None:
    with passing([_with_event(type=kind, mode=None, modality="planned")]) as dossier:
        lines = [json.loads(line) for line in exported(dossier, "plover").splitlines()]
    assert [(x["event"], x["text_info"]["record_type"], x["text_info"]["derived"]) for x in lines] == [("AGREE", kind, True)]


@pytest.mark.parametrize("modality", ["possible", "conditional", "demanded", "denied"])
def test_coding_what_has_not_happened_is_no_event(modality: str, exported) -> None:
    with passing([_with_event(modality=modality)]) as dossier:
        assert exported(dossier, "plover") == "" and exported(dossier, "gdelt-events") == ""


def test_coding_planned_hostility_is_no_event(exported) -> None:
    with passing([_with_event(type="ASSAULT", mode=None, modality="planned")]) as dossier:
        assert exported(dossier, "plover") == ""


def test_coding_a_meeting_counts_in_both_directions(exported) -> None:
    with passing([_with_event(type="CONSULT", mode="phone", sources=("a1", "a2"), targets=())]) as dossier:
        rows = _tabbed(exported(dossier, "gdelt-events"))
        assert [(r[6], r[16], r[26]) for r in rows] == [("ANA ORLU", "KESTRIA", "041"), ("KESTRIA", "ANA ORLU", "041")]
        assert len(json.loads(exported(dossier, "plover"))["actor"]) == 2


def test_polecat_has_its_forty_columns(crisis: Dossier, exported) -> None:
    header, *rows = _tabbed(exported(crisis, "polecat"))
    assert header == list(polecat.COLUMNS) and len(header) == 40
    assert header[:8] == ["Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name"] and header[-1] == "Version"
    assert rows and all(len(r) == 40 for r in rows)
    assert len({r[0] for r in rows}) == len(rows)
    assert {r[5] for r in rows} <= {"VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", r[1]) and -10 <= float(r[4]) <= 10 for r in rows)


def test_gdelt_events_have_sixty_one_columns_and_padded_codes(crisis: Dossier, exported) -> None:
    rows = _tabbed(exported(crisis, "gdelt-events"))
    assert len(gdelt.EVENTS) == 61 and rows and all(len(r) == 61 for r in rows)
    at = {name: i for i, name in enumerate(gdelt.EVENTS)}
    known = cameo(Knowledge())
    for r in rows:
        code = known[r[at["EventCode"]]]
        assert re.fullmatch(r"\d{3,4}", code.code)
        assert (r[at["EventBaseCode"]], r[at["EventRootCode"]]) == (code.code[:3], code.code[:2])
        assert (int(r[at["QuadClass"]]), float(r[at["GoldsteinScale"]])) == (code.quad, code.goldstein)
        assert re.fullmatch(r"\d{8}", r[at["SQLDATE"]]) and r[at["SQLDATE"]].startswith(r[at["MonthYear"]]) and r[at["MonthYear"]].startswith(r[at["Year"]])
        assert int(r[at["NumArticles"]]) >= int(r[at["NumSources"]]) >= 1 <= int(r[at["NumMentions"]])
        assert r[at["AvgTone"]] == r[at["ActionGeo_FeatureID"]] == ""
    assert any(r[at["EventRootCode"]].startswith("0") for r in rows)
    assert len({r[0] for r in rows}) == len(rows)


def test_gdelt_mentions_belong_to_events_and_point_at_their_words(dispatches: list[Record], crisis: Dossier, exported) -> None:
    events = {r[0] for r in _tabbed(exported(crisis, "gdelt-events"))}
    rows = [dict(zip(gdelt.MENTIONS, r, strict=True)) for r in _tabbed(exported(crisis, "gdelt-mentions"))]
    assert len(gdelt.MENTIONS) == 16 and {r["GLOBALEVENTID"] for r in rows} == events
    texts = {r.article.url or r.article.id: r.article.text for r in dispatches}
    for r in rows:
        assert int(r["MentionDocLen"]) == len(texts[r["MentionIdentifier"]])
        assert texts[r["MentionIdentifier"]][int(r["ActionCharOffset"])].isalpha()
        assert 10 <= int(r["Confidence"]) <= 100 and int(r["SentenceID"]) >= 1


def test_icews_has_its_twenty_columns(crisis: Dossier, exported) -> None:
    header, *rows = _tabbed(exported(crisis, "icews"))
    assert header == list(icews.COLUMNS) and len(header) == 20
    assert rows and all(len(r) == 20 and re.fullmatch(r"\d{3,4}", r[6]) and -10 <= float(r[7]) <= 10 for r in rows)


def test_acled_holds_violence_and_protest_only(crisis: Dossier, exported) -> None:
    rows = list(csv.DictReader(io.StringIO(exported(crisis, "acled"))))
    assert len(acled.COLUMNS) == 31 and list(rows[0]) == list(acled.COLUMNS)
    happened = [e for e in map(json.loads, exported(crisis, "plover").splitlines()) if e["event"] in ("ASSAULT", "PROTEST")]
    assert len(rows) == len(happened) > 0
    assert {r["disorder_type"] for r in rows} <= {"Political violence", "Demonstrations", "Political violence; Demonstrations"}
    assert {r["event_type"] for r in rows} <= {"Battles", "Violence against civilians", "Explosions/Remote violence", "Protests", "Riots"}


def test_acled_takes_the_dead_from_the_sentence_of_the_event(exported) -> None:
    import dataclasses

    record = sample()
    struck = dataclasses.replace(record.events[1], modality="occurred", trigger=record.events[1].also[0], also=(), targets=())
    with passing([dataclasses.replace(record, events=(struck,))]) as dossier:
        row = next(csv.DictReader(io.StringIO(exported(dossier, "acled"))))
    assert (row["fatalities"], row["time_precision"], row["location"], row["actor1"]) == ("7", "1", "Torva", "Kestria")


def test_coding_who_hosts_a_visit_is_its_recipient(exported) -> None:
    with passing([_with_event(type="CONSULT", mode="visit", sources=("a1", "a2"), targets=(), place="p1")]) as dossier:
        rows = _tabbed(exported(dossier, "gdelt-events"))
        event = json.loads(exported(dossier, "plover"))
        header, *dyads = _tabbed(exported(dossier, "polecat"))
    assert [(r[6], r[16], r[26]) for r in rows] == [("KESTRIA", "ANA ORLU", "042"), ("ANA ORLU", "KESTRIA", "043")]
    assert [a["entity_text"] for a in (*event["actor"], *event["recipient"])] == ["Kestria", "Ana Orlu"]
    assert [(r[header.index("Actor Name")], r[header.index("Recipient Name")]) for r in dyads] == [("Kestria", "Ana Orlu")]


def test_coding_an_event_of_which_no_day_is_known_is_left_out_with_a_remark(knowledge: Knowledge) -> None:
    import dataclasses

    record = _with_event(date=None, date_basis=None)
    undated = dataclasses.replace(record, events=record.events[:1], article=dataclasses.replace(record.article, published=None, published_basis=None))
    with passing([undated]) as dossier, holdings(dossier, knowledge=knowledge) as held:
        assert b"".join(write(held, "plover")) == b""
        assert held.remarks == ["1 event without any date left out"]
