"""The interface for programs: one shape of errors, pages, streams, tags, and nothing in its description that it does not keep."""

from __future__ import annotations

import csv
import io
import json

import pytest
import schemathesis
from asking import Asking
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.checks import ignored_auth, missing_required_header, positive_data_acceptance

from chancery.desk import create
from chancery.desk.access import Access, parse
from chancery.desk.api import LISTS, cell

SECRET = "reviewer-secret-0123456789"
#: a token is brought on purpose; and no description can say which days, actors and mentions there are
NOT_HELD_TO = [ignored_auth, missing_required_header, positive_data_acceptance]


@pytest.mark.parametrize("name", LISTS)
def test_api_lists_come_in_pages_and_as_streams_of_all_rows(either_desk: Asking, name: str) -> None:
    whole = either_desk.json(f"/api/v1/{name}?limit=1000")
    assert whole["next"] is None
    rows, address = [], f"/api/v1/{name}?limit=7"
    while address:
        answer = either_desk.json(address)
        assert len(answer["rows"]) <= 7
        rows += answer["rows"]
        address = answer["next"]
    assert rows == whole["rows"]
    lines = either_desk.get(f"/api/v1/{name}?form=jsonl&limit=2")
    assert lines.headers["content-type"].startswith("application/x-ndjson")
    assert [json.loads(line) for line in lines.text.splitlines()] == rows
    table = list(csv.DictReader(io.StringIO(either_desk.get(f"/api/v1/{name}?form=csv").text, newline="")))
    assert len(table) == len(rows)
    if rows and "id" in rows[0]:
        assert [r["id"] for r in table] == [r["id"] for r in rows]


def test_api_streams_go_on_beyond_one_page(desk: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = desk.get("/api/v1/events?form=jsonl").text
    monkeypatch.setattr("chancery.desk.api.LARGEST", 3)
    assert desk.get("/api/v1/events?form=jsonl").text == whole and whole.count("\n") > 6


def test_api_cells_are_no_formulas() -> None:
    assert [cell(v) for v in ("=1+1", "+1", "-x", "@x", "plain", 3, None, ["a"])] == ["'=1+1", "'+1", "'-x", "'@x", "plain", 3, None, '["a"]']


def test_api_answers_what_has_not_changed_with_a_tag_alone(own_desk: Asking) -> None:
    first = own_desk.get("/api/v1/events?actor=Kestria")
    again = {"If-None-Match": first.headers["etag"]}
    unchanged = own_desk.get("/api/v1/events?actor=Kestria", headers=again)
    assert unchanged.status_code == 304 and not unchanged.content
    assert own_desk.get("/api/v1/events?actor=Velmora", headers=again).status_code == 200
    own_desk.post("/judge", mention=own_desk.waiting(), verb="accept")
    assert own_desk.get("/api/v1/events?actor=Kestria", headers=again).status_code == 200


@pytest.mark.parametrize(("path", "code"), [
    ("/api/v1/events?limit=0", 422), ("/api/v1/events?limit=many", 422), ("/api/v1/events?since=2031-02-30", 400), ("/api/v1/events?form=xml", 422),
    ("/api/v1/rows/event/event-0", 404), ("/api/v1/rows/weather/x", 404), ("/api/v1/actor?who=Nobody+At+All", 400), ("/api/v1/nothing", 404),
    ("/api/v1/article?name=none", 404), ("/api/v1/search", 422), ("/api/v1/dyad?a=XKS", 422),
])  # fmt: skip
def test_api_errors_have_one_shape(desk: Asking, path: str, code: int) -> None:
    answer = desk.get(path)
    assert answer.status_code == code
    assert set(answer.json()) == {"error"} and set(answer.json()["error"]) == {"type", "message", "hint"}


def test_api_gives_single_rows_profiles_records_and_runs(desk: Asking) -> None:
    event = desk.json("/api/v1/events")["rows"][0]
    assert desk.json(f"/api/v1/rows/event/{event['id']}") == event
    assert desk.json("/api/v1/actor?who=Kestria")["actor"]["name"] == "Kestria"
    assert desk.json("/api/v1/dyad?a=XKS&b=XVL&directions=true")["rows"]
    assert desk.json("/api/v1/article?name=1-freighter")["record"]["article"]["text"]
    assert desk.json("/api/v1/runs")["rows"][0]["read"] == 8
    assert desk.json("/api/v1/search?q=freighter")["rows"]


def test_api_judges_and_takes_back(own_place: str) -> None:
    with Asking(create(own_place, access=Access(parse([f"anna:review:{SECRET}"]))), token=SECRET) as desk:
        mention = desk.json("/api/v1/events")["rows"][0]["mentions"][0]["mention"]
        made = desk.client.post("/api/v1/judgements", json={"verb": "edit", "mention": mention, "value": {"modality": "planned"}, "reason": "as I read it"})
        assert made.status_code == 201
        taken = desk.client.delete(f"/api/v1/judgements/{made.json()['number']}")
        assert taken.status_code == 200
        first, second = desk.json("/api/v1/judgements")["rows"]
        assert (first["in_force"], first["reason"], second["undoes"]) == (False, "as I read it", first["number"])
        unfit = desk.client.post("/api/v1/judgements", json={"verb": "edit", "mention": mention, "value": {"modality": "danced"}})
        assert unfit.status_code == 400 and "modality" in unfit.json()["error"]["message"]


def test_api_takes_mentions_of_late_articles(own_place: str) -> None:
    with Asking(create(own_place, access=Access(parse([f"anna:review:{SECRET}"]))), token=SECRET) as desk:
        late = 5000 << 20  # of the five thousandth article
        for verb, other in (("accept", None), ("merge", late + 1)):
            answer = desk.client.post("/api/v1/judgements", json={"verb": verb, "mention": late, "other": other})
            assert answer.status_code == 400 and "no mention" in answer.json()["error"]["message"]


def test_api_keeps_to_its_description(own_place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chancery.desk.app.READING", (1e9, 1e9))
    monkeypatch.setattr("chancery.desk.app.CHANGING", (1e9, 1e9))
    # not warmed: Python 3.11 stumbles where two threads compile at once, a template here and a description there
    app = create(own_place, access=Access(parse([f"anna:review:{SECRET}"])), hosts=("testserver",), warm=False)
    with Asking(app, token=SECRET) as desk:
        paths = desk.json("/api/openapi.json")["paths"]
        assert len(paths) > 15
        schema = schemathesis.openapi.from_asgi("/api/openapi.json", app)
        for operation in schema.get_all_operations():
            _hold(operation.ok())


def _hold(operation: object) -> None:
    """Ask one operation for bounded, seeded examples of its description, and of what is none."""
    from hypothesis import given, seed

    strategy = operation.as_strategy()  # type: ignore[attr-defined]

    @seed(20)
    @settings(max_examples=12, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(case=strategy)
    def ask(case: object) -> None:
        case.call_and_validate(  # type: ignore[attr-defined]
            headers={"Authorization": f"Bearer {SECRET}"}, excluded_checks=NOT_HELD_TO
        )

    ask()
