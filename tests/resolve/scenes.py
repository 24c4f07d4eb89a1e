"""Hand-parsed scenes about invented states, with tables of their own, for the tests of resolution."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from chancery.schema.article import Article, Block
from chancery.schema.evidence import Phrase, Span
from chancery.schema.reading import Entity, Reading, Sentence, Token
from chancery.schema.statement import StatementDraft

COUNTRIES = (
    "iso3,iso2,name,official_name,capital,demonyms,aliases,metonyms,continent,capital_lat,capital_lon,plover,wikidata,independent\n"
    "XRU,,Ruritania,Kingdom of Ruritania,Strelsau,Ruritanian|Ruritanians,,Strelsau|Rose House,Europe,1,1,XRU,,1\n"
    "XTV,,Tavia,Republic of Tavia,Port Tav,Tavian|Tavians,,Port Tav,Europe,2,2,XTV,,1\n"
)
OFFICIALS = (
    "country,office,office_class,person,aliases,wikidata,start,end,source\n"
    "XRU,Minister of Foreign Affairs,foreign,Ana Orlu,Anna Orlu,,2030-01-01,2031-12-31,invented\n"
    "XRU,Minister of Foreign Affairs,foreign,Bela Vint,,,2032-01-01,,invented\n"
    "XTV,President,head_of_state,Jorn Maas,,,2029,,invented\n"
)
GROUPS = (
    "name,aliases,countries,kind\n"
    "Ilven Front,IFR,XRU,rebel\n"
    "River Army,pro-Ruritanian rebels,XTV,separatist\n"
    "Oathsworn,,XRU,rebel\n"
    "Movement of the Oath,Tavian Oathsworn,XTV,rebel\n"
)
DAY = "2031-03-05"


def tables(folder: Path) -> Path:
    """A folder with the tables of the invented states."""
    for name, text in (("countries", COUNTRIES), ("officials", OFFICIALS), ("groups", GROUPS)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def scene(*sentences: str, people: tuple[str, ...] = (), organisations: tuple[str, ...] = ()) -> Reading:
    """A reading of sentences written as `word/lemma/UPOS/head/relation[/feats]`, heads counted from 1, 0 the root.

    `people` and `organisations` are names, words joined by a blank, that the model would have marked.
    """
    tokens: list[Token] = []
    bounds: list[Sentence] = []
    text = ""
    for number, line in enumerate(sentences):
        first = len(tokens)
        for part in line.split():
            word, lemma, upos, head, relation, *feats = part.split("/")
            start = len(text)
            text += word + " "
            tokens.append(
                Token(
                    len(tokens),
                    start,
                    start + len(word),
                    word,
                    lemma,
                    upos,
                    feats[0] if feats else "_",
                    first + int(head) - 1 if int(head) else -1,
                    relation,
                    number,
                )
            )
        bounds.append(Sentence(number, tokens[first].start, len(text) - 1, first, len(tokens), "body"))
    entities = []
    words = [t.text for t in tokens]
    for names, label in ((people, "person"), (organisations, "organisation")):
        for name in names:
            parts = name.split()
            entities += [Entity(i, i + len(parts), label, 0.9) for i in range(len(words)) if words[i : i + len(parts)] == parts]  # type: ignore[arg-type]
    entities = [
        e for e in entities if not any(o is not e and o.first <= e.first and e.last <= o.last and o.last - o.first > e.last - e.first for o in entities)
    ]
    size = len(tokens)
    empty = np.zeros((size, 7), dtype=np.float32)
    article = Article("a", text, (Block(0, len(text), "body"),), published=DAY)
    return Reading(
        article, tuple(bounds), tuple(tokens), tuple(sorted(entities, key=lambda e: e.first)), (), empty, np.zeros((size, 17), dtype=np.float32), empty
    )


def phrase(reading: Reading, words: str, *, nth: int = 0) -> Phrase:
    """The phrase of the given words, headed by the one of them that hangs on a word outside."""
    parts = words.split()
    texts = [t.text for t in reading.tokens]
    first = [i for i in range(len(texts)) if texts[i : i + len(parts)] == parts][nth]
    inside = range(first, first + len(parts))
    head = next(i for i in inside if reading.tokens[i].head not in inside)
    return Phrase(head, reading.span(first, first + len(parts)))


def statement(reading: Reading, source: Phrase, first: int, last: int, *, kind: str = "direct") -> StatementDraft:
    """A statement whose content is tokens `first` to `last` (exclusive)."""
    span = Span(reading.tokens[first].start, reading.tokens[last - 1].end)
    return StatementDraft(source, None, None, (span,), tuple(range(first, last)), kind, "assert", (), None, None, 0.9, "test")  # type: ignore[arg-type]
