"""JSON is a contract: names, offsets, null where unknown."""

from __future__ import annotations

import dataclasses
import json

import pytest

from chancery.report.json import to_json, to_object
from chancery.schema.record import SCHEMA, Record

FIELDS = {
    "article": "id title published published_basis publisher syndicated_from url byline language text blocks",
    "actors": "id name kind code country sectors role wikidata mentions confidence",
    "places": "id name kind country lat lon geonames mentions confidence",
    "documents": "id kind name issuer recipients date status answers mentions confidence",
    "times": "id start end type value from to confidence",
    "statements": "id speaker kind content cue source act addressees date date_basis place issues via basis confidence",
    "events": "id type mode sources targets trigger also date date_basis place modality intensity statement issues confidence",
    "figures": "id start end low high qualifier unit counted actor place as_of modality statement confidence",
    "commitments": "id start end who towards action due condition statement confidence",
    "positions": "id start end actor stance issue statement confidence",
    "issues": "id label kind",
    "disputes": "id about side_a side_b confidence",
}


@pytest.mark.parametrize("kind", FIELDS)
def test_json_has_every_field_of_the_contract(record: Record, kind: str) -> None:
    made = to_object(record)
    shapes = [made[kind]] if kind == "article" else made[kind]
    assert shapes and all(set(FIELDS[kind].split()) <= set(shape) for shape in shapes)


def test_json_begins_with_its_version(record: Record) -> None:
    assert to_json(record).startswith('{"schema": "%s", "article": ' % SCHEMA)  # noqa: UP031 braces


def test_json_writes_spans_intervals_and_open_ends(record: Record) -> None:
    made = to_object(record)
    first = made["statements"][0]["content"][0]
    assert first.keys() == {"start", "end"} and record.article.text[first["start"] : first["end"]] == '"The craters point east,"'
    assert made["statements"][1]["date"] == {"from": "2031-03-11", "to": None}
    assert made["times"][0]["from"] == made["times"][0]["to"] == "2031-03-11"
    assert (made["figures"][0]["low"], made["figures"][0]["high"]) == (7, None)
    assert made["disputes"][0]["side_a"].keys() == {"start", "end", "who", "statement"}


def test_json_keeps_letters_and_is_the_same_each_time(record: Record) -> None:
    titled = dataclasses.replace(record, article=dataclasses.replace(record.article, title="Čapek – “R.U.R.”"))
    assert "Čapek – “R.U.R.”" in to_json(titled)
    assert to_json(titled) == to_json(titled)
    assert json.loads(to_json(titled, indent=2)) == json.loads(to_json(titled))
    assert "\n" not in to_json(titled)
