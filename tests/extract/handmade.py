"""Readings written by hand: `word UPOS relation head` a line, and sentences that several tests read."""

from __future__ import annotations

import numpy as np

from chancery.schema.article import Article, Block
from chancery.schema.reading import Reading, Sentence, Token

SAID_ADDING = """
The DET det 2
envoy NOUN nsubj 3
said VERB root 0
talks NOUN nsubj 5
failed VERB ccomp 3
, PUNCT punct 7
adding VERB advcl 3 VerbForm=Ger
that SCONJ mark 9
war NOUN nsubj 10
looms VERB ccomp 7
"""
PASSIVE = """
Ruritania PROPN nsubj:pass 3
was AUX aux:pass 3
accused VERB root 0
by ADP case 5
Graustark PROPN obl:agent 3
of SCONJ mark 7
cheating VERB advcl 3
"""
RELATIVE = """
Moss PROPN nsubj 6
, PUNCT punct 1
who PRON nsubj 4
warned VERB acl:relcl 1
us PRON obj 4
resigned VERB root 0
"""
QUOTED = """
Radio NOUN nsubj 2
quoted VERB root 0
Moss PROPN obj 2
as SCONJ mark 5
saying VERB advcl 2 VerbForm=Ger
talks NOUN nsubj 7
failed VERB ccomp 5
"""
OWNER = """
Moss PROPN nmod:poss 3
^'s PART case 1
claim NOUN nsubj 7
that SCONJ mark 6
talks NOUN nsubj 6
failed VERB acl 3
spread VERB root 0
"""
ACCORDING = """
Talks NOUN nsubj 2
failed VERB root 0
, PUNCT punct 6
according VERB case 6
to ADP fixed 4
Moss PROPN obl 2
"""


def parsed(*sentences: str) -> Reading:
    """A reading from lines of `word UPOS relation head [feats]`, heads counted from 1 in their sentence; a word that starts with ^ joins the word before it."""
    tokens: list[Token] = []
    bounds: list[Sentence] = []
    text = ""
    for number, lines in enumerate(sentences):
        first = len(tokens)
        for line in filter(None, (part.strip() for part in lines.strip().splitlines())):
            word, upos, relation, head, *feats = line.split()
            if word.startswith("^"):
                word, text = word[1:], text.rstrip(" ")
            start = len(text)
            text += word + " "
            governor = first + int(head) - 1 if int(head) else -1
            tokens.append(Token(len(tokens), start, start + len(word), word, word.lower(), upos, feats[0] if feats else "_", governor, relation, number))
        bounds.append(Sentence(number, tokens[first].start, len(text) - 1, first, len(tokens), "body"))
    size = len(tokens)
    article = Article("a", text, (Block(0, len(text), "body"),))
    attributions = np.full((size, 7), -4.0, dtype=np.float32)
    return Reading(
        article, tuple(bounds), tuple(tokens), (), (), np.zeros((size, 8), np.float32), np.zeros((size, 17), np.float32), attributions
    )
