"""Judgements from the desk: by form and by the interface for programs, taken back, seen at once and after the links were made anew, and after a re-reading."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from asking import READER, REVIEWER, Asking, golden, words

from chancery.desk import create
from chancery.desk.pages.review import agreement
from chancery.dossier import open_dossier
from chancery.dossier.writer import Writer
from chancery.pipeline import relink
from chancery.schema.judgement import Anchor, Judgement


def sole_event(desk: Asking) -> dict[str, object]:
    """An event that one report alone tells."""
    return next(r for r in desk.json("/events.json")["rows"] if len(r["mentions"]) == 1)


def test_judging_reject_hides_the_event_everywhere_and_undo_brings_it_back(own_desk: Asking) -> None:
    event = sole_event(own_desk)
    mention = event["mentions"][0]["mention"]  # type: ignore[index]
    answer = own_desk.post("/judge", mention=mention, verb="reject")
    assert answer.status_code == 200
    for path in ("/events.json", "/timeline.json"):
        assert event["id"] not in {r["id"] for r in own_desk.json(path)["rows"]}
    own_desk.relinked()
    assert event["id"] not in {r["id"] for r in own_desk.json("/events.json")["rows"]}
    assert own_desk.get(f"/mention/{mention}").headers["location"] == f"/review?mention={mention}"
    assert own_desk.post("/undo", number=answer.json()["number"]).status_code == 200
    own_desk.relinked()
    assert event["id"] in {r["id"] for r in own_desk.json("/events.json")["rows"]}


def test_judging_edit_replaces_type_date_and_parties_at_once(own_desk: Asking) -> None:
    event = sole_event(own_desk)
    mention = event["mentions"][0]["mention"]  # type: ignore[index]
    page = own_desk.page(f"/review?mention={mention}&edit=yes")
    assert 'name="set-sources"' in page and "<details class=\"editing\" open>" in page
    sent = own_desk.post(
        "/judge", mention=mention, verb="edit", to=f"/mention/{mention}",
        set_type="AID", was_type=event["type"], set_sources="Haldmark", was_sources="?", set_date="2031-03-02/2031-03-03", was_date="",
    )  # fmt: skip
    assert sent.status_code == 303, sent.text
    row = next(r for r in own_desk.json("/events.json")["rows"] if r["id"] == event["id"])
    assert (row["type"], row["sources"], row["date"]) == ("AID", ["XHD"], {"from": "2031-03-02", "to": "2031-03-03"})
    own_desk.relinked()
    assert "edited" in own_desk.client.get(f"/mention/{mention}", follow_redirects=True).text


def test_judging_edit_moves_a_reading_to_other_words(own_desk: Asking) -> None:
    evidence = sole_event(own_desk)["mentions"][0]  # type: ignore[index]
    mention = evidence["mention"]
    assert f'name="was-words" value="{evidence["words"]}"' in own_desk.page(f"/review?mention={mention}")
    wanted = " ".join(evidence["sentence"].split()[:4])
    made = own_desk.post("/judge", mention=mention, verb="edit", set_words=f"  {wanted}\r\n", was_words=evidence["words"])
    assert made.status_code == 200
    shown = next(m for r in own_desk.json("/events.json")["rows"] for m in r["mentions"] if m["mention"] == mention)
    assert shown["words"].split() == wanted.split() and shown["judged"] == "edit"
    assert own_desk.post("/judge", mention=mention, verb="edit", set_words="nobody wrote this", was_words=wanted).status_code == 400
    own_desk.post("/undo", number=made.json()["number"])
    again = next(m for r in own_desk.json("/events.json")["rows"] for m in r["mentions"] if m["mention"] == mention)
    assert again["words"] == evidence["words"]


def test_judging_edit_refuses_what_does_not_fit(own_desk: Asking) -> None:
    mention = sole_event(own_desk)["mentions"][0]["mention"]  # type: ignore[index]
    unfit: tuple[dict[str, str], ...] = (
        {"set_type": "DANCE"}, {"set_sources": "Nobody at all"}, {"set_date": "2031-99-99"}, {"set_colour": "red"}, {}, {"value": "[1]"}, {"value": "{"},
    )  # fmt: skip
    for fields in unfit:
        assert own_desk.post("/judge", mention=mention, verb="edit", **fields).status_code == 400, fields
    for verb, key in (("praise", mention), ("accept", "x"), ("accept", "999999999"), ("merge", mention), ("verdict", mention), ("undo", mention)):
        assert own_desk.post("/judge", mention=key, verb=verb).status_code == 400, (verb, key)
    assert own_desk.post("/undo", number="77").status_code == 400


def test_judging_survives_a_reading_anew(own_place: str) -> None:
    with Asking(create(own_place)) as desk:
        event = sole_event(desk)
        desk.post("/judge", mention=event["mentions"][0]["mention"], verb="edit", set_type="AID", was_type=event["type"])  # type: ignore[index]
        desk.relinked()
    with open_dossier(own_place) as dossier:
        writer = Writer(dossier)
        writer.start_run(inputs=["again"], reread=True) if "reread" in Writer.start_run.__code__.co_varnames else writer.start_run(inputs=["again"])
        for name, record in golden().items():
            writer.add(record.article, record, name=name)
        writer.end_run()
        relink(dossier)
    with Asking(create(own_place)) as desk:
        rows = desk.json("/events.json?type=AID")["rows"]
        assert event["mentions"][0]["sentence"] in {m["sentence"] for r in rows for m in r["mentions"]}  # type: ignore[index]


def test_judging_merge_puts_two_rows_together_and_undo_parts_them(own_desk: Asking) -> None:
    rows = own_desk.json("/events.json")["rows"]
    pair = next(
        (r, alike[0]) for r in rows if (alike := [a for a in own_desk.json(f"/event/{r['id']}.json?similar=yes")["alike"] if a["type"] == r["type"]])
    )  # fmt: skip
    one, other = (r["mentions"][0]["mention"] for r in pair)
    assert f'value="{other}"' in own_desk.page(f"/event/{pair[0]['id']}?similar=yes")
    made = own_desk.post("/judge", mention=one, other=other, verb="merge").json()["number"]
    own_desk.relinked()
    homes = [own_desk.get(f"/mention/{m}").headers["location"].split("?")[0] for m in (one, other)]
    assert homes[0] == homes[1]
    own_desk.post("/undo", number=made)
    own_desk.relinked()
    homes = [own_desk.get(f"/mention/{m}").headers["location"].split("?")[0] for m in (one, other)]
    assert homes[0] != homes[1]


def test_judging_moves_on_to_the_next_and_skips_and_goes_back(own_desk: Asking) -> None:
    first, second = own_desk.waiting(), own_desk.waiting("?skip=1")
    assert first != second
    assert own_desk.post("/judge", mention=first, verb="accept", to="/review").headers["location"] == "/review"
    assert own_desk.waiting() == second
    assert "accepted" in words(own_desk.page("/review"))
    assert own_desk.waiting("?kind=figure") != second


def test_judging_many_at_once_can_be_taken_back_at_once(own_desk: Asking) -> None:
    keys = re.findall(r'name="mention" value="(\d+)"', own_desk.page("/review?view=list"))[:10]
    sent = own_desk.post("/judge", mention=keys, verb="reject", to="/review?view=list")
    done = sent.headers["location"].partition("done=")[2]
    assert len(done.split(",")) == 10
    page = own_desk.page(sent.headers["location"])
    assert "10 judgements were made" in page and not set(keys) & set(re.findall(r'name="mention" value="(\d+)"', page))
    own_desk.post("/undo", number=done)
    own_desk.relinked()
    assert set(keys) <= set(re.findall(r'name="mention" value="(\d+)"', own_desk.page("/review?view=list")))
    assert own_desk.post("/judge", mention=[str(n) for n in range(101)], verb="accept").status_code == 400


def test_judging_by_two_reviewers_shows_how_far_they_agree(guarded: Callable[..., Asking]) -> None:
    victor, wanda = guarded(REVIEWER), guarded(f"{REVIEWER}-2")
    keys = [int(k) for k in re.findall(r'name="mention" value="(\d+)"', victor.page("/review?view=list"))[:4]]
    for n, key in enumerate(keys):
        assert victor.client.post("/api/v1/judgements", json={"verb": "accept", "mention": key}).status_code == 201
        assert wanda.client.post("/api/v1/judgements", json={"verb": "accept" if n else "reject", "mention": key}).status_code == 201
    said = words(guarded(READER).page("/review"))
    assert "victor, wanda 4 75 %" in said and "You may read, not review." in said
    listed = victor.json("/api/v1/judgements")["rows"]
    assert [(j["user"], j["verb"], j["in_force"]) for j in listed][:2] == [("victor", "accept", True), ("wanda", "reject", True)]


def test_judging_verdicts_and_confirmations_have_their_buttons(own_desk: Asking) -> None:
    statement = own_desk.json("/statements.json")["rows"][0]
    path, mention = f"/statement/{statement['id']}", statement["mentions"][0]["mention"]
    assert 'value="verdict"' in own_desk.page(path)
    own_desk.post("/judge", mention=mention, verb="verdict", set_rating="false", set_explanation="the photograph is older", to=path)
    said = words(own_desk.page(path))
    assert "rated" in said and "the photograph is older" in said
    actor = own_desk.json("/actors.json")["rows"][0]
    own_desk.post("/judge", mention=actor["mentions"][0]["mention"], verb="confirm")
    assert actor["id"] in {a["id"] for a in own_desk.json("/actors.json?confirmed=yes")["rows"]}


def test_judging_agreement_is_held_against_chance() -> None:
    def made(number: int, user: str, verb: str, start: int) -> Judgement:
        return Judgement(number, "", user, verb, Anchor("a", "event", start, start + 1))  # type: ignore[arg-type]

    anna, otto = ["accept"] * 6 + ["reject"] * 2 + ["edit"] * 2, ["accept"] * 5 + ["reject"] * 3 + ["edit", "accept"]
    every = [made(n, user, verb, place) for n, (user, place, verb) in enumerate(
        [("anna", p, v) for p, v in enumerate(anna)] + [("otto", p, v) for p, v in enumerate(otto)], 1
    )]  # fmt: skip
    ((one, other, both, share, kappa),) = agreement(tuple(every))
    assert (one, other, both, share) == ("anna", "otto", 10, 0.8)
    assert kappa == pytest.approx((0.8 - 0.44) / 0.56)
    ((*_, share, kappa),) = agreement((made(1, "anna", "accept", 0), made(2, "otto", "accept", 0), made(3, "otto", "reject", 5)))
    assert (share, kappa) == (1.0, None)
