"""Pairs of an article's triggers, and what the head is told of them."""

from __future__ import annotations

from scenes import scene

from chancery.resolve.repeats import REACH, Repeats
from chancery.resolve.same import Told
from chancery.schema.event import EventDraft
from chancery.schema.evidence import Span
from chancery.schema.reading import Reading
from chancery.schema.record import Drafts

RAID = "Ruritania/Ruritania/PROPN/2/nsubj raided/raid/VERB/0/root the/the/DET/4/det port/port/NOUN/2/obj"
AGAIN = "The/the/DET/2/det raid/raid/NOUN/3/nsubj destroyed/destroy/VERB/0/root the/the/DET/5/det port/port/NOUN/3/obj"


def repeats(reading: Reading, *triggers: tuple[int, str], turned: bool = False) -> Repeats:
    """The pairs of triggers given by token and type, all of Ruritania against Tavia."""
    tokens = reading.tokens
    drafts = [EventDraft(kind, None, Span(tokens[t].start, tokens[t].end), t, (), (), "occurred", None, None, 0.9, "head") for t, kind in triggers]  # type: ignore[arg-type]
    parties = frozenset({"XRU"}), frozenset({"XTV"})
    told = [
        Told(i, d.type, None, *(parties[::-1] if turned and i else parties), d.modality, None, tokens[d.token].sentence, tokens[d.token].lemma, 0.9)
        for i, d in enumerate(drafts)
    ]
    return Repeats(reading, Drafts(reading, (), tuple(drafts)), told[::-1])


def test_repeats_are_pairs_of_one_type_the_first_of_the_text_first() -> None:
    found = repeats(scene(RAID, AGAIN), (1, "ASSAULT"), (5, "ASSAULT"), (6, "COERCE"))
    assert [(a.index, b.index) for a, b in found.pairs()] == [(0, 1)]


def test_repeats_row_says_what_is_alike() -> None:
    made = repeats(scene(RAID, AGAIN), (1, "ASSAULT"), (5, "ASSAULT"))
    _, named = made.row(*made.pairs()[0])
    assert {"gap:1", "same:True|VN", "determiner:the|N", "sides:same|same", "dates:none", "turned:FalseFalse", "lemma:raid"} <= set(named)
    made = repeats(scene(RAID, RAID), (1, "ASSAULT"), (5, "ASSAULT"), turned=True)
    numbers, named = made.row(*made.pairs()[0])
    assert {"sides:apart|apart", "turned:TrueTrue", "words:2"} <= set(named)
    assert numbers[2] == 1.0  # all that hangs on the one hangs on the other


def test_repeats_of_a_long_article_are_laid_beside_a_bounded_number() -> None:
    many = REACH + 5
    found = repeats(scene(*[RAID] * many), *((4 * i + 1, "ASSAULT") for i in range(many))).pairs()
    assert len(found) == REACH * (REACH - 1) // 2 + 5 * REACH
