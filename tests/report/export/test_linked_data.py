"""Web Annotation, schema.org, ClaimReview, TimelineJS and FollowTheMoney, read back."""

from __future__ import annotations

import json
import re

import pytest
from sample import TEXT, sample, span

from chancery.dossier.engines import Dossier
from chancery.dossier.judgements import judge
from chancery.report.export.holdings import digest
from chancery.report.export.single import passing
from chancery.schema.judgement import Anchor
from chancery.schema.record import Record


def _targets(item: dict) -> list[dict]:
    return item["target"] if isinstance(item["target"], list) else [item["target"]]


@pytest.mark.parametrize("text_free", [False, True])
def test_annotations_both_selectors_find_the_same_words(dispatches: list[Record], crisis: Dossier, exported, text_free: bool) -> None:
    texts = {r.article.url or f"urn:chancery:article:{r.article.id}": r.article.text for r in dispatches}
    page = json.loads(exported(crisis, "annotations", text_free=text_free))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld" and page["type"] == "AnnotationPage" and len(page["items"]) > 100
    for item in page["items"]:
        assert {"id", "type", "motivation", "creator", "generator", "body", "target"} <= set(item)
        for target in _targets(item):
            quote, position = target["selector"]
            text = texts[target["source"]]
            assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
            assert text[position["start"] : position["end"]] == quote["exact"] != ""
            assert text[: position["start"]].endswith(quote["prefix"]) and text[position["end"] :].startswith(quote["suffix"])
            if text_free:
                whole = target["evidence"]
                assert digest(text[whole["start"] : whole["end"]]) == whole["sha256"] and len(quote["exact"].split()) <= 15


def test_annotations_of_a_statement_in_pieces_have_a_target_each(small: Dossier, exported) -> None:
    items = json.loads(exported(small, "annotations"))["items"]
    said = next(i for i in items if "craters" in json.dumps(i))
    assert [t["selector"][0]["exact"] for t in _targets(said)] == ['"The craters point east,"', '"We know who stands there."']


def test_schema_org_has_quotations_claims_and_their_articles(crisis: Dossier, exported) -> None:
    graph = json.loads(exported(crisis, "schema-org"))
    assert graph["@context"] == "https://schema.org"
    nodes = graph["@graph"]
    articles = {n["@id"] for n in nodes if n["@type"] == "NewsArticle"}
    assert {n["@type"] for n in nodes} == {"Quotation", "Claim", "NewsArticle"}
    for n in nodes:
        if n["@type"] == "Quotation":
            assert n["text"] and {a["@id"] for a in n["isPartOf"]} <= articles
            assert n.get("creator") == n.get("spokenByCharacter")
        elif n["@type"] == "Claim":
            assert n["text"] and {a["@id"] for a in n["appearance"]} <= articles
        else:
            assert n["headline"]


def test_claimreview_is_there_for_verdicts_in_force_only(exported) -> None:
    with passing([sample()]) as dossier:
        assert json.loads(exported(dossier, "claimreview"))["@graph"] == []
        record, said = sample(), span("its forces had fired")
        anchor = Anchor(record.article.id, "statement", said.start, said.end)
        value = {"rating": "unproven", "explanation": "No crater was measured."}
        judge(dossier, "verdict", anchor, user="mira", value=value, reason="Two reports disagree.")
        review = json.loads(exported(dossier, "claimreview"))["@graph"]
    assert [r["@type"] for r in review] == ["ClaimReview"]
    assert review[0]["claimReviewed"] == "its forces had fired" and review[0]["author"]["name"] == "mira"
    assert review[0]["reviewRating"]["alternateName"] == "unproven" and review[0]["itemReviewed"]["author"]["name"] == "Kestria"


def test_claimreview_of_a_dispute_reviews_one_version_against_the_other(exported) -> None:
    record, one = sample(), span("accused")
    with passing([record]) as dossier:
        anchor = Anchor(record.article.id, "dispute", one.start, one.end)
        judge(dossier, "verdict", anchor, user="mira", value={"rating": "open", "sources": ["the crater report"]})
        review = json.loads(exported(dossier, "claimreview"))["@graph"][0]
    assert (review["itemReviewed"]["author"]["name"], review["itemReviewed"]["isBasedOn"]["author"]["name"]) == ("Ana Orlu", "Kestria")
    assert review["citation"] == ["the crater report"]


def test_timelinejs_slides_are_dated_and_hold_no_markup_of_the_article(crisis: Dossier, exported) -> None:
    timeline = json.loads(exported(crisis, "timelinejs"))
    assert timeline["title"]["text"]["headline"] and len(timeline["events"]) > 40
    for slide in timeline["events"]:
        assert set(slide["start_date"]) == {"year", "month", "day"} and slide["text"]["headline"]
        assert set(re.findall(r"<(\w+)", slide["text"]["text"])) <= {"p", "a"}
    assert len({s["unique_id"] for s in timeline["events"]}) == len(timeline["events"])


def test_ftm_entities_refer_to_each_other(crisis: Dossier, exported) -> None:
    entities = [json.loads(line) for line in exported(crisis, "ftm").splitlines()]
    schemata = {e["id"]: e["schema"] for e in entities}
    assert len(schemata) == len(entities)
    assert set(schemata.values()) == {"Person", "Organization", "Position", "Occupancy", "Event", "Mention"}
    wanted = {"holder": {"Person"}, "post": {"Position"}, "involved": {"Person", "Organization"}, "resolved": {"Person", "Organization"}}
    for e in entities:
        assert all(isinstance(v, str) and v for values in e["properties"].values() for v in values)
        for name, kinds in wanted.items():
            assert {schemata[i] for i in e["properties"].get(name, [])} <= kinds
        assert e["schema"] == "Occupancy" or e["properties"]["name"]


def test_exports_of_hostile_words_stay_well_formed(exported) -> None:
    import dataclasses

    bait = 'He said "<script>alert(1)</script>"\t|\n=cmd()'
    record = sample()
    article = dataclasses.replace(record.article, title=bait, publisher=bait, url="javascript:alert(1)")
    with passing([dataclasses.replace(record, article=article)]) as dossier:
        assert "<script" not in exported(dossier, "html") and "<script" not in exported(dossier, "timelinejs")
        assert all(len(line.split("\t")) == 61 for line in exported(dossier, "gdelt-events").splitlines())
        assert "\\<script" in exported(dossier, "markdown") and TEXT[:5] == "Shell"
