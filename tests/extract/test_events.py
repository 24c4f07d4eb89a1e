"""Events over hand-parsed sentences about invented states: triggers by the lexicon, parties by the parse, one draft an event."""

from __future__ import annotations

import numpy as np
import pytest

from chancery.extract.events import events
from chancery.knowledge import Knowledge
from chancery.models.heads import Heads
from chancery.schema.article import Article, Block
from chancery.schema.event import EVENT_TYPES, EventDraft
from chancery.schema.reading import Entity, Reading, Sentence, Token
from chancery.schema.statement import StatementDraft


def parsed(*sentences: str, names: dict[str, str] | None = None) -> Reading:
    """A reading from lines of `word lemma UPOS relation head [feats]`, heads counted from 1 in their sentence; `names` gives words their entity label."""
    tokens: list[Token] = []
    bounds: list[Sentence] = []
    entities: list[Entity] = []
    text = ""
    for number, lines in enumerate(sentences):
        first = len(tokens)
        for line in filter(None, (part.strip() for part in lines.strip().splitlines())):
            word, lemma, upos, relation, head, *feats = line.split()
            start = len(text)
            text += word + " "
            index = len(tokens)
            governor = first + int(head) - 1 if int(head) else -1
            tokens.append(Token(index, start, start + len(word), word, lemma, upos, feats[0] if feats else "_", governor, relation, number))
            if names and word in names:
                entities.append(Entity(index, index + 1, names[word], 0.9))  # type: ignore[arg-type]
        bounds.append(Sentence(number, tokens[first].start, len(text) - 1, first, len(tokens), "body"))
    article = Article("a", text, (Block(0, len(text), "body"),))
    size = len(tokens)
    scores = np.zeros((size, 17), dtype=np.float32)
    scores[:, 0] = 9
    vectors, attributions = np.zeros((size, 8), dtype=np.float32), np.zeros((size, 7), dtype=np.float32)
    return Reading(article, tuple(bounds), tuple(tokens), tuple(entities), (), vectors, scores, attributions)


@pytest.fixture(scope="module")
def bare_heads(tmp_path_factory: pytest.TempPathFactory) -> Heads:
    """A folder without heads: the rules alone."""
    return Heads(tmp_path_factory.mktemp("light"))


STATES = {"Ruritania": "place", "Graustark": "place", "Freedonia": "place", "Strelsau": "place", "Moss": "person"}


def read(heads: Heads, *sentences: str, said: tuple[StatementDraft, ...] = ()) -> list[tuple[str, list[str], list[str], str]]:
    """Type, words of sources, words of targets, modality of each draft."""
    reading = parsed(*sentences, names=STATES)
    return [_row(reading, d) for d in events(reading, said, heads=heads, knowledge=Knowledge())]


def _row(reading: Reading, draft: EventDraft) -> tuple[str, list[str], list[str], str]:
    def words(phrases):  # type: ignore[no-untyped-def]
        return [p.span.of(reading.article.text) for p in phrases]

    return draft.type, words(draft.sources), words(draft.targets), draft.modality


def test_events_takes_subject_and_object(bare_heads: Heads) -> None:
    assert read(bare_heads, """
        Ruritania Ruritania PROPN nsubj 2
        condemned condemn VERB root 0 Mood=Ind|Tense=Past|VerbForm=Fin
        Graustark Graustark PROPN obj 2
    """) == [("ACCUSE", ["Ruritania"], ["Graustark"], "occurred")]  # fmt: skip


def test_events_turns_a_passive_round(bare_heads: Heads) -> None:
    assert read(bare_heads, """
        Graustark Graustark PROPN nsubj:pass 3
        was be AUX aux:pass 3
        invaded invade VERB root 0 Tense=Past|VerbForm=Part|Voice=Pass
        by by ADP case 5
        Ruritania Ruritania PROPN obl:agent 3
    """) == [("ASSAULT", ["Ruritania"], ["Graustark"], "occurred")]  # fmt: skip


def test_events_reads_the_parties_of_a_noun(bare_heads: Heads) -> None:
    assert read(bare_heads, """
        Ruritania Ruritania PROPN nmod:poss 3
        's 's PART case 1
        offensive offensive NOUN nsubj 6
        against against ADP case 5
        Graustark Graustark PROPN nmod 3
        widened widen VERB root 0 Mood=Ind|Tense=Past|VerbForm=Fin
    """) == [("ASSAULT", ["Ruritania"], ["Graustark"], "occurred")]  # fmt: skip


def test_events_lends_a_light_verbs_subject(bare_heads: Heads) -> None:
    assert read(bare_heads, """
        Ruritania Ruritania PROPN nsubj 3
        has have AUX aux 3
        staged stage VERB root 0 Tense=Past|VerbForm=Part
        raids raid NOUN obj 3
        on on ADP case 6
        Graustark Graustark PROPN nmod 4
    """) == [("ASSAULT", ["Ruritania"], ["Graustark"], "occurred")]  # fmt: skip


def test_events_lists_all_who_meet_as_sources(bare_heads: Heads) -> None:
    assert read(bare_heads, """
        Talks talk NOUN nsubj 6
        between between ADP case 3
        Ruritania Ruritania PROPN nmod 1
        and and CCONJ cc 5
        Graustark Graustark PROPN conj 3
        resumed resume VERB root 0 Mood=Ind|Tense=Past|VerbForm=Fin
    """) == [("CONSULT", ["Ruritania", "Graustark"], [], "occurred")]  # fmt: skip


def test_events_takes_the_controller_of_an_infinitive(bare_heads: Heads) -> None:
    rows = read(bare_heads, """
        Ruritania Ruritania PROPN nsubj 2
        threatened threaten VERB root 0 Mood=Ind|Tense=Past|VerbForm=Fin
        to to PART mark 4
        bomb bomb VERB xcomp 2 VerbForm=Inf
        Graustark Graustark PROPN obj 4
    """)  # fmt: skip
    assert ("ASSAULT", ["Ruritania"], ["Graustark"], "planned") in rows
    assert ("THREATEN", ["Ruritania"], ["Graustark"], "occurred") in rows


def test_events_follows_a_relative_pronoun(bare_heads: Heads) -> None:
    rows = read(bare_heads, """
        Moss Moss PROPN root 0
        whose whose PRON nmod:poss 3
        rebels rebel NOUN nsubj 4
        shelled shell VERB acl:relcl 1 Mood=Ind|Tense=Past|VerbForm=Fin
        Strelsau Strelsau PROPN obj 4
    """, """
        Rebels rebel NOUN root 0
        who who PRON nsubj 3
        bombed bomb VERB acl:relcl 1 Mood=Ind|Tense=Past|VerbForm=Fin
        Graustark Graustark PROPN obj 3
    """)  # fmt: skip
    assert rows[-1] == ("ASSAULT", ["Rebels"], ["Graustark"], "occurred")


def test_events_denies_what_is_negated(bare_heads: Heads) -> None:
    assert read(bare_heads, """
        Ruritania Ruritania PROPN nsubj 4
        did do AUX aux 4
        not not PART advmod 4
        attack attack VERB root 0 VerbForm=Inf
        Graustark Graustark PROPN obj 4
    """) == [("ASSAULT", ["Ruritania"], ["Graustark"], "denied")]  # fmt: skip


def test_events_keeps_one_draft_of_linked_triggers(bare_heads: Heads) -> None:
    rows = read(bare_heads, """
        Ruritania Ruritania PROPN nsubj 2
        bombed bomb VERB root 0 Mood=Ind|Tense=Past|VerbForm=Fin
        Graustark Graustark PROPN obj 2
        in in ADP case 6
        an a DET det 6
        attack attack NOUN obl 2
    """)  # fmt: skip
    assert [r[0] for r in rows] == ["ASSAULT"]


def test_events_of_spans_lie_in_the_text(bare_heads: Heads) -> None:
    reading = parsed("""
        Ruritania Ruritania PROPN nsubj 2
        shot shoot VERB root 0 Mood=Ind|Tense=Past|VerbForm=Fin
        down down ADP compound:prt 2
        a a DET det 6
        Graustark Graustark PROPN compound 6
        jet jet NOUN obj 2
    """, names=STATES)  # fmt: skip
    drafts = events(reading, (), heads=bare_heads, knowledge=Knowledge())
    assert [(d.type, d.mode, d.trigger.of(reading.article.text)) for d in drafts] == [("ASSAULT", "heavy-weapons", "shot down")]
    assert drafts[0].place is None
    assert drafts == events(reading, (), heads=bare_heads, knowledge=Knowledge())


class Sees:
    """A head of triggers that sees one type in every candidate."""

    labels = ("none", *EVENT_TYPES)

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def predict(self, dense: object, named: list[list[str]]) -> np.ndarray:
        """Nine in ten for the type, the rest for none."""
        row = [0.1 if label == "none" else 0.9 if label == self.kind else 0.0 for label in self.labels]
        return np.array([row] * len(named))


def seen(kind: str, reading: Reading) -> list[tuple[str, str]]:
    """Type and trigger of each draft where the head sees one type everywhere."""
    drafts = events(reading, (), heads={"event_trigger": Sees(kind)}, knowledge=Knowledge())  # type: ignore[arg-type]
    return [(d.type, d.trigger.of(reading.article.text)) for d in drafts]


LEFT = """
    Ruritania Ruritania PROPN nsubj 2
    pulled pull VERB root 0 Mood=Ind|Tense=Past|VerbForm=Fin
    out out ADP compound:prt 2
    of of ADP case 6
    the the DET det 6
    {0} {1} NOUN obl 2
"""


@pytest.mark.parametrize(("noun", "lemma", "kind"), [("talks", "talk", "SANCTION"), ("summit", "summit", "REJECT"), ("town", "town", "RETREAT")])
def test_events_a_whole_phrase_of_the_lexicon_has_its_type(noun: str, lemma: str, kind: str, bare_heads: Heads) -> None:
    reading = parsed(LEFT.format(noun, lemma), names=STATES)
    assert seen("RETREAT", reading)[0] == (kind, "pulled out")
    assert events(reading, (), heads=bare_heads, knowledge=Knowledge())[0].type == kind


def test_events_a_phrase_is_made_of_objects_not_of_who_acts() -> None:
    assert seen("ACCUSE", parsed("""
        Leaders leader NOUN nsubj 2
        call call VERB root 0 Mood=Ind|Tense=Pres|VerbForm=Fin
        Graustark Graustark PROPN obj 2
        a a DET det 5
        threat threat NOUN xcomp 2
    """, names=STATES))[0] == ("ACCUSE", "call")  # fmt: skip


def test_events_some_phrases_are_none(bare_heads: Heads) -> None:
    signed = """
        Ruritania Ruritania PROPN nsubj 2
        signed sign VERB root 0 Mood=Ind|Tense=Past|VerbForm=Fin
        a a DET det 4
        {0} {0} NOUN obj 2
        with with ADP case 6
        Graustark Graustark PROPN obl 2
    """
    assert read(bare_heads, signed.format("treaty"))[0][0] == "AGREE"
    assert read(bare_heads, signed.format("bill")) == []
    assert seen("AGREE", parsed(signed.format("bill"), names=STATES)) == []


def test_events_greetings_and_feelings_are_no_support() -> None:
    greeting = """
        Moss Moss PROPN nsubj 2
        {0} {0} VERB root 0 Mood=Ind|Tense=Pres|VerbForm=Fin
        {1} {1} PRON obj 2
    """
    assert seen("SUPPORT", parsed(greeting.format("welcome", "you"), names=STATES)) == []
    assert seen("SUPPORT", parsed(greeting.format("welcome", "him"), names=STATES)) == [("SUPPORT", "welcome")]
    feeling = """
        Moss Moss PROPN nsubj 3
        is be AUX cop 3
        grateful grateful ADJ root 0
        {0}
    """
    to_read, to_them = "to to PART mark 5\nread read VERB xcomp 3 VerbForm=Inf", "to to ADP case 5\nGraustark Graustark PROPN obl 3"
    for below, found in ((to_read, []), (to_them, [("SUPPORT", "grateful")])):
        reading = parsed(feeling.format(below), names=STATES)
        reading.event_scores[2, 1 + EVENT_TYPES.index("SUPPORT")] = 9
        assert seen("SUPPORT", reading) == found


def test_events_what_is_to_be_done_together_is_no_cooperation() -> None:
    forward = """
        Ruritania Ruritania PROPN nsubj 2
        looks look VERB root 0 Mood=Ind|Tense=Pres|VerbForm=Fin
        to to SCONJ mark 4
        coordinating coordinate VERB advcl 2 VerbForm=Ger
        {0}
        with with ADP case 6
        Graustark Graustark PROPN obl 4
    """
    assert "coordinating" not in [word for _, word in seen("COOPERATE", parsed(forward.format("closely closely ADV advmod 4"), names=STATES))]
    assert "coordinating" in [word for _, word in seen("COOPERATE", parsed(forward.format("been be AUX aux 4"), names=STATES))]


def test_events_a_guest_at_the_door_and_a_shared_commitment_are_no_events() -> None:
    welcome = """
        Ruritania Ruritania PROPN nsubj 2
        welcomed welcome VERB root 0 Mood=Ind|Tense=Past|VerbForm=Fin
        {0} {0} PROPN obj 2
        to to ADP case 5
        Strelsau Strelsau PROPN obl 2
    """
    assert seen("SUPPORT", parsed(welcome.format("Moss"), names=STATES)) == []
    assert seen("SUPPORT", parsed(welcome.format("Freedonia"), names=STATES)) == [("SUPPORT", "welcomed")]
    commitment = """
        Ruritania Ruritania PROPN nsubj 2
        {0} {1} VERB root 0 Mood=Ind|Tense=Past|VerbForm=Fin
        a a DET det 4
        commitment commitment NOUN obj 2
    """
    assert "commitment" not in [word for _, word in seen("AGREE", parsed(commitment.format("shares", "share"), names=STATES))]
    assert "commitment" in [word for _, word in seen("AGREE", parsed(commitment.format("gave", "give"), names=STATES))]


def test_events_plural_that_opens_a_sentence_is_a_party(bare_heads: Heads) -> None:
    assert read(bare_heads, """
        Rebels Rebel PROPN nsubj 2 Number=Plur
        invaded invade VERB root 0 Mood=Ind|Tense=Past|VerbForm=Fin
        Graustark Graustark PROPN obj 2
    """) == [("ASSAULT", ["Rebels"], ["Graustark"], "occurred")]  # fmt: skip


def test_events_what_only_resembles_a_phrase_of_none_has_a_type_or_no_line(bare_heads: Heads) -> None:
    found = read(bare_heads, """
        Strategy strategy NOUN nsubj 2
        launched launch VERB root 0 Mood=Ind|Tense=Past|VerbForm=Fin
        Graustark Graustark PROPN obj 2
    """)  # fmt: skip
    assert "none" not in [kind for kind, *_ in found]
