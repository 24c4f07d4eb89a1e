"""Signed posts: a paragraph with a signature and a handle is its author's statement."""

from __future__ import annotations

from handmade import parsed

from chancery.extract.posts import posts

POST = """
Talks NOUN nsubj 2
failed VERB root 0
^. PUNCT punct 2
— PUNCT punct 5
Ada PROPN parataxis 2
Moss PROPN flat 5
( PUNCT punct 8
^@moss PROPN appos 5
^) PUNCT punct 8
"""


def test_posts_are_found() -> None:
    reading = parsed(POST)
    [(cue, content)] = posts(reading)
    assert [reading.tokens[i].text for i in content.tokens] == ["Talks", "failed", "."]
    assert cue.source is not None
    assert reading.tokens[cue.source].text == "Ada"


def test_posts_need_a_handle() -> None:
    assert posts(parsed(POST.replace("@moss", "moss"))) == []
