"""What linking says of small articles of an invented crisis, and what holds of it for any articles."""

from __future__ import annotations

import gc
import itertools
import random
import weakref
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.link import link
from chancery.link.linker import Linker
from chancery.schema.links import Constraint, Group, Links, Ref
from chancery.schema.mention import Carrier, Party
from tests.link.making import NORLAND, ORLU, TAVIA, Article
from tests.link.remembered import in_parts, together


def groups(links: Links, kind: str) -> list[list[int]]:
    """The articles of each group of a kind that has more than one member."""
    return [[m.ref.article for m in g.members] for g in links.groups if g.kind == kind and len(g.members) > 1]


def strike(key: int, published: str, words: str, date: str | None, **more: Any) -> Carrier:
    return Article(key, words, published=published).event("missiles", "ASSAULT", (TAVIA,), (NORLAND,), date=date, **more).carrier()


FIRST = "Tavia fired missiles at the Norland port of Kestrel on Monday, killing dock workers."
AGAIN = "The port of Kestrel in Norland was hit by missiles that Tavia fired on Monday."


def test_linker_one_event_told_by_two_outlets_is_one_group() -> None:
    found = link([strike(1, "2031-03-04", FIRST, "2031-03-03"), strike(2, "2031-03-05", AGAIN, "2031-03-03")])
    assert groups(found, "event") == [[1, 2]]


def test_linker_an_act_and_its_repetition_months_later_are_two() -> None:
    later = "Tavia fired missiles at barracks near Oldfen on Friday."
    found = link([strike(1, "2031-03-04", FIRST, "2031-03-03"), strike(2, "2031-09-20", later, "2031-09-19")])
    assert groups(found, "event") == []


def test_linker_a_report_and_its_denial_are_one_event() -> None:
    denial = "Tavia denied that it fired missiles at the Norland port of Kestrel on Monday."
    found = link([strike(1, "2031-03-04", FIRST, "2031-03-03"), strike(2, "2031-03-05", denial, "2031-03-03", modality="denied")])
    assert groups(found, "event") == [[1, 2]]


def test_linker_a_quotation_in_two_outlets_is_one_statement() -> None:
    words = "Norland will not trade a metre of its shelf for promises, not today and not in a year"
    found = link(
        [
            Article(1, f"{words}, Ana Orlu said.").statement(words, ORLU).carrier(),
            Article(2, f"Ana Orlu told parliament: {words[:52]}.", publisher="Wire").statement(words[:52], ORLU).carrier(),
        ]
    )
    assert groups(found, "statement") == [[1, 2]]


def test_linker_the_same_speaker_on_two_matters_is_two_statements() -> None:
    found = link(
        [
            Article(1, "Norland will rebuild the burnt lighthouse by autumn, Ana Orlu said.")
            .statement("Norland will rebuild the burnt lighthouse by autumn", ORLU)
            .carrier(),
            Article(2, "The grain treaty has expired, Ana Orlu said.").statement("The grain treaty has expired", ORLU).carrier(),
        ]
    )
    assert groups(found, "statement") == []


def test_linker_a_revised_toll_is_the_next_stage_of_its_series() -> None:
    texts = [
        (1, "2031-03-04", "At least 12 people were killed in the strike on the port of Kestrel.", "At least 12", 12.0),
        (2, "2031-03-04", "At least 12 people were killed when the strike hit the port of Kestrel.", "At least 12", 12.0),
        (3, "2031-03-05", "At least 31 people were killed in the strike on the port of Kestrel.", "At least 31", 31.0),
    ]
    found = link([Article(k, t, published=p).figure(w, n, None, "people killed").carrier() for k, p, t, w, n in texts])
    series = [g for g in found.groups if g.kind == "figure"]
    assert [[(m.ref.article, m.stage) for m in g.members] for g in series] == [[(1, 0), (2, 0), (3, 1)]]


def test_linker_a_planned_act_that_is_done_keeps_the_commitment() -> None:
    plan = "Norland will reopen the Halm crossing on Thursday."
    done = "Norland reopened the Halm crossing on Thursday."
    promised = Article(1, plan, published="2031-03-04").commitment("Norland will reopen the Halm crossing", (NORLAND,), due="2031-03-06")
    promised.event("reopen", "CONCEDE", (NORLAND,), (TAVIA,), modality="planned", date="2031-03-06")
    kept = Article(2, done, published="2031-03-07").event("reopened", "CONCEDE", (NORLAND,), (TAVIA,), date="2031-03-06")
    found = link([promised.carrier(), kept.carrier()])
    commitment = next(g for g in found.groups if g.kind == "commitment")
    assert [(f.commitment, f.status, f.by) for f in found.fulfilments] == [(commitment.id, "met", Ref(2, "m0"))]


def test_linker_a_commitment_without_a_planned_event_is_kept_by_the_act_that_its_clause_names() -> None:
    promised = Article(1, "Norland is working to broker a ceasefire on the Halm.", published="2031-03-04")
    promised.commitment("working to broker a ceasefire on the Halm", (NORLAND,))
    kept = Article(2, "A ceasefire on the Halm was brokered by Norland.", published="2031-03-07").event("brokered", "CONSULT", (NORLAND,))
    other = Article(2, "A ceasefire on the Halm was broken by Norland.", published="2031-03-07").event("broken", "ASSAULT", (NORLAND,))
    assert [f.by for f in link([promised.carrier(), kept.carrier()]).fulfilments] == [Ref(2, "m0")]
    assert link([promised.carrier(), other.carrier()]).fulfilments == ()


def test_linker_a_meeting_is_kept_by_the_other_who_was_to_meet() -> None:
    promised = Article(1, "Norland will meet Tavia in Eskil.", published="2031-03-04")
    promised.commitment("Norland will meet Tavia in Eskil", (NORLAND,)).event("meet", "CONSULT", (NORLAND, TAVIA), modality="planned")
    kept = Article(2, "Tavia met its guests in Eskil.", published="2031-03-07").event("met", "CONSULT", (TAVIA,))
    assert [f.by for f in link([promised.carrier(), kept.carrier()]).fulfilments] == [Ref(2, "m0")]


def test_linker_a_planned_meeting_is_kept_where_all_who_were_to_meet_are_told_to_have_met() -> None:
    promised = Article(1, "Ana Orlu said that she plans to speak with Tavia soon.", published="2031-03-04")
    promised.commitment("she plans to speak with Tavia soon", (ORLU,)).event("speak", "CONSULT", (ORLU, TAVIA), modality="planned")
    both = Article(2, "Tavia and the minister held talks.", published="2031-03-05").event("talks", "CONSULT", (ORLU, TAVIA))
    one = Article(2, "Norland and the minister held talks.", published="2031-03-05").event("talks", "CONSULT", (ORLU, NORLAND))
    assert [f.by for f in link([promised.carrier(), both.carrier()]).fulfilments] == [Ref(2, "m0")]
    assert link([promised.carrier(), one.carrier()]).fulfilments == ()


def test_linker_what_happened_before_does_not_keep_a_commitment() -> None:
    plan = Article(2, "Norland will reopen the Halm crossing on Thursday.", published="2031-03-04")
    plan.commitment("Norland will reopen the Halm crossing", (NORLAND,)).event("reopen", "CONCEDE", (NORLAND,), (TAVIA,), modality="planned")
    before = Article(1, "Norland reopened the Halm crossing.", published="2031-03-01").event("reopened", "CONCEDE", (NORLAND,), (TAVIA,))
    assert link([plan.carrier(), before.carrier()]).fulfilments == ()


def test_linker_positions_of_a_state_and_its_minister_are_one_history() -> None:
    one = Article(1, "Norland demands a ceasefire.").position("Norland demands a ceasefire", NORLAND, "ceasefire")
    two = Article(2, "Ana Orlu demanded a ceasefire.", published="2031-03-08").position("demanded a ceasefire", ORLU, "ceasefire")
    assert groups(link([one.carrier(), two.carrier()]), "position") == [[1, 2]]


def test_linker_a_dispute_told_again_is_one_question() -> None:
    def told(key: int, a: str, b: str) -> Carrier:
        return Article(key, f"{a}. {b}.").dispute("who sank the ferry", a, NORLAND, b, TAVIA).carrier()

    found = link(
        [
            told(1, "Norland says that Tavia sank the Kestrel ferry", "Tavia says that the ferry struck a mine"),
            told(2, "Tavia sank the Kestrel ferry, Norland insists", "The ferry struck a mine, according to Tavia"),
        ]
    )
    assert groups(found, "dispute") == [[1, 2]]


def test_linker_a_reply_answers_what_was_sent_to_its_issuer() -> None:
    asked = Article(1, "Norland sent a proposal to Tavia.", published="2031-03-01").document("proposal", "proposal", NORLAND, (TAVIA,), status="sent")
    answered = Article(2, "Tavia delivered its reply to Norland.", published="2031-03-05").document("reply", "reply", TAVIA, (NORLAND,), status="delivered")
    found = link([asked.carrier(), answered.carrier()])
    ids = {m.ref.article: g.id for g in found.groups if g.kind == "document" for m in g.members}
    assert [(a.document, a.answers) for a in found.answers] == [(ids[2], ids[1])]


def test_linker_a_surname_stands_for_the_one_person_who_bears_it() -> None:
    full = Article(1, "Ana Orlu spoke.").actor("Ana Orlu", ORLU)
    short = Article(2, "Orlu spoke.", published="2031-03-06").actor("Orlu", Party("orlu", "Orlu", "person", "NOR", "NOR"))
    assert groups(link([full.carrier(), short.carrier()]), "actor") == [[1, 2]]
    other = Article(3, "Ivo Orlu spoke.", published="2031-03-05").actor("Ivo Orlu", Party("ivo orlu", "Ivo Orlu", "person", "NOR", "NOR"))
    assert groups(link([full.carrier(), other.carrier(), short.carrier()]), "actor") == []


def test_linker_honours_a_merge_and_a_split() -> None:
    one, two = strike(1, "2031-03-04", FIRST, "2031-03-03"), strike(2, "2031-03-05", AGAIN, "2031-03-03")
    far = strike(3, "2031-09-20", "Tavia fired missiles at barracks near Oldfen on Friday.", "2031-09-19")
    a, b, c = Ref(1, "m0"), Ref(2, "m0"), Ref(3, "m0")
    assert groups(link([one, two, far], constraints=[Constraint("event", a, b, False)]), "event") == []
    assert groups(link([one, two, far], constraints=[Constraint("event", a, c, True)]), "event") == [[1, 2, 3]]
    both = [Constraint("event", a, b, False), Constraint("event", c, b, True)]
    assert groups(link([one, two, far], constraints=both), "event") == [[2, 3]]


def test_linker_the_last_decision_on_a_pair_holds() -> None:
    one, two = strike(1, "2031-03-04", FIRST, "2031-03-03"), strike(2, "2031-03-05", AGAIN, "2031-03-03")
    a, b = Ref(1, "m0"), Ref(2, "m0")
    decided = [Constraint("event", a, b, False), Constraint("event", b, a, True)]
    assert groups(link([one, two], constraints=decided), "event") == [[1, 2]]


def test_linker_every_member_says_why() -> None:
    found = link([strike(1, "2031-03-04", FIRST, "2031-03-03"), strike(2, "2031-03-05", AGAIN, "2031-03-03")])
    event = next(g for g in found.groups if g.kind == "event")
    assert all(m.reason and "\n" not in m.reason and 0 <= m.score <= 1 for m in event.members)
    assert "Tavia" in event.members[1].reason


ACTS = ("fired missiles at", "closed the border with", "sent envoys to", "seized a ship of", "shelled the port of", "offered talks to")
TOPICS = ("Kestrel", "Oldfen", "Halm", "the strait", "grain", "the ferry")


@st.composite
def articles(draw: st.DrawFn) -> list[Carrier]:
    made = []
    for key in range(1, draw(st.integers(1, 9)) + 1):
        day = draw(st.integers(1, 6))
        act, topic = draw(st.sampled_from(ACTS)), draw(st.sampled_from(TOPICS))
        number = draw(st.sampled_from((3, 3, 12, 40)))
        said = f"we will not forget {topic} and what was done there"
        text = f"Tavia {act} Norland near {topic}. {number} people were killed at {topic}. Ana Orlu said {said}. Norland will answer at {topic} soon. "
        text += f"Tavia's letter on {topic} came first, the reply of Norland after it."
        made.append(
            Article(key, text, published=f"2031-03-0{day}")
            .event(
                act.split()[0],
                draw(st.sampled_from(("ASSAULT", "COERCE", "CONSULT"))),
                (TAVIA,),
                (NORLAND,),
                date=draw(st.sampled_from((None, f"2031-03-0{day}"))),
            )
            .figure(str(number), number, number, "people killed")
            .statement(said, ORLU)
            .commitment(f"Norland will answer at {topic}", (NORLAND,))
            .event("answer", "CONCEDE", (NORLAND,), (TAVIA,), modality=draw(st.sampled_from(("planned", "occurred"))))
            .position("Norland will answer", NORLAND, topic)
            .dispute(f"the dead of {topic}", f"{number} people were killed", TAVIA, said, NORLAND)
            .document(f"letter on {topic}", "letter", TAVIA, (NORLAND,))
            .document("reply of Norland", "reply", NORLAND, (TAVIA,))
            .actor("Ana Orlu", ORLU)
            .carrier()
        )
    return made


def kept(links: Links, articles: set[int]) -> tuple[list[Group], list[object], list[object], list[tuple[str, list[int]]]]:
    """The links less what stands in other articles."""
    shorter = [Group(g.id, g.kind, tuple(m for m in g.members if m.ref.article in articles)) for g in links.groups]
    known = {g.id for g in shorter if g.members}
    return (
        [g for g in shorter if g.members],
        [c for c in links.copies if c.article in articles],
        [f for f in links.fulfilments if f.by.article in articles and f.commitment in known],
        [(s.id, rest) for s in links.stories if (rest := [a for a in s.articles if a in articles])],
    )


@settings(max_examples=40, deadline=None)
@given(articles(), st.integers(0, 9))
def test_linker_the_links_of_a_prefix_are_the_prefix_of_the_links(carriers: list[Carrier], cut: int) -> None:
    ordered = sorted(carriers, key=lambda c: (c.published or "", c.name))
    first = ordered[:cut]
    assert kept(link(ordered), {c.key for c in first}) == kept(link(first), {c.key for c in first})


@settings(max_examples=40, deadline=None)
@given(articles(), st.lists(st.integers(0, 9), max_size=3), st.booleans())
def test_linker_articles_linked_some_at_a_time_give_the_same_links(carriers: list[Carrier], cuts: list[int], decided: bool) -> None:
    refs = [Ref(c.key, "m0") for c in carriers]
    constraints = [Constraint("event", a, b, n % 2 == 0) for n, (a, b) in enumerate(itertools.pairwise(refs))] if decided else []
    assert in_parts(carriers, sorted(min(c, len(carriers)) for c in cuts), constraints) == together([link(carriers, constraints=constraints)])


@settings(max_examples=20, deadline=None)
@given(articles(), st.integers(0, 5))
def test_linker_the_order_in_which_articles_are_given_does_not_matter(carriers: list[Carrier], seed: int) -> None:
    mixed = list(carriers)
    random.Random(seed).shuffle(mixed)
    assert link(mixed) == link(carriers)


@settings(max_examples=20, deadline=None)
@given(articles())
def test_linker_every_mention_stands_in_one_group_of_its_kind(carriers: list[Carrier]) -> None:
    members = [m.ref for g in link(carriers).groups for m in g.members]
    assert sorted(members) == sorted(Ref(c.key, m.local) for c in carriers for m in c.mentions)


def test_linker_leaves_no_memory_behind() -> None:
    gc.collect()
    gc.disable()  # what stands in a circle would wait for the collector, which comes seldom where much is held
    try:
        linker = Linker()
        for carrier in (strike(1, "2031-03-04", FIRST, "2031-03-03"), strike(2, "2031-03-05", AGAIN, "2031-03-03")):
            linker.add(carrier)
        parts = [weakref.ref(p) for p in (linker._events, linker._figures, linker._commitments, linker._statements, linker._stories, linker._archive)]
        del linker
        assert [p() for p in parts] == [None] * len(parts)
    finally:
        gc.enable()
