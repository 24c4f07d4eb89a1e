"""Which articles carry another's text, and how."""

from __future__ import annotations

import pytest

from chancery.link.copies import Copies, contained, shingles
from chancery.link.sources import independent, roots
from chancery.schema.links import Copy
from chancery.schema.mention import Carrier

NOUNS = ("harbour", "minister", "convoy", "frontier", "treaty", "garrison", "delegation", "pipeline", "ferry", "election", "envoy", "grain")
VERBS = ("reached", "closed", "debated", "crossed", "signed", "left", "received", "repaired", "sank", "postponed", "rebuked", "shipped")


def prose(seed: int, sentences: int = 30) -> str:
    """Text without sense in which no two seeds share a run of five words."""
    out = []
    for i in range(sentences):
        a, b = NOUNS[(seed * 7 + i) % 12], VERBS[(seed * 5 + i * 3) % 12]
        out.append(f"The {a} number {seed * 1000 + i} {b} {NOUNS[(seed + i * 5) % 12]} {seed + i} before noon on day {i * seed % 97}.")
    return " ".join(out)


def article(
    key: int, text: str, *, publisher: str = "The Courier", title: str = "News", syndicated: str | None = None, name: str | None = None, version: int = 1
) -> Carrier:
    return Carrier(key, name or f"a{key}", version, "", title, "2031-03-05", publisher, syndicated, None, text)


def found(*carriers: Carrier) -> list[Copy]:
    copies = Copies()
    for c in carriers:
        copies.add(c)
    return copies.found


def test_copies_tells_exact_near_and_partial_apart() -> None:
    text = prose(1)
    edited = text.replace("number 1003", "no. three").replace("before noon on day 7", "at dawn")
    inside = f"{prose(2)} {text} {prose(3)}"
    short = " ".join(text.split(". ")[:12])
    kinds = {
        c.article: (c.of, c.kind)
        for c in found(
            article(1, text),
            article(2, text, publisher="B"),
            article(3, edited, publisher="C"),
            article(4, inside, publisher="D"),
            article(5, short, publisher="E"),
        )
    }
    assert kinds == {2: (1, "exact"), 3: (1, "near"), 4: (1, "partial"), 5: (1, "partial")}


def test_copies_a_credited_copy_is_syndicated() -> None:
    text = prose(1)
    assert [c.kind for c in found(article(1, text, publisher="Wire"), article(2, f"By Wire. {text}", publisher="B", syndicated="Wire"))] == ["syndicated"]


@pytest.mark.parametrize(
    ("title", "kind"),
    [("CORRECTION: Convoy at the frontier", "correction"), ("WITHDRAWN: Convoy", "withdrawal"), ("UPDATE 2-Convoy at the frontier", "update")],
)
def test_copies_an_article_that_says_it_revises_another_does(title: str, kind: str) -> None:
    text = prose(1)
    revised = " ".join(text.split(". ")[:12]) + ". " + prose(4, 12)
    assert [(c.of, c.kind) for c in found(article(1, text), article(2, revised, title=title))] == [(1, kind)]


def test_copies_a_new_version_replaces_the_old_one() -> None:
    assert [(c.article, c.of, c.kind) for c in found(article(1, prose(1), name="x"), article(2, prose(5), name="x", version=2))] == [(2, 1, "update")]


def test_copies_unlike_articles_are_none() -> None:
    assert found(*(article(i, prose(i), publisher=f"P{i}") for i in range(1, 8))) == []


def test_copies_points_to_the_earliest_carrier() -> None:
    text = prose(1)
    near = text.replace("number 1003", "no. three")
    assert {c.article: c.of for c in found(article(1, text), article(2, near, publisher="B"), article(3, near, publisher="C"))} == {2: 1, 3: 1}


def test_copies_a_line_or_two_is_only_a_copy_when_it_is_the_same() -> None:
    line = "Read more on our site today"
    assert found(article(1, line), article(2, prose(1) + " " + line, publisher="B")) == []
    assert [c.kind for c in found(article(1, line + " please"), article(2, line + " please", publisher="B"))] == ["exact"]


def test_copies_containment_is_the_share_of_shingles() -> None:
    a = shingles("one two three four five six seven eight")
    b = shingles("one two three four five six")
    assert contained(b, a) == (1.0, 0.5)
    assert contained(shingles(""), a) == (0.0, 0.0)


def test_sources_copies_speak_for_the_publisher_of_their_text() -> None:
    copies = [Copy(2, 1, "syndicated", 1.0), Copy(3, 1, "near", 0.9)]
    publishers = {1: ("Wire", None), 2: ("The Courier", "Wire"), 3: ("The Post", None), 4: ("The Post", None), 5: ("The Mail", "wire")}
    assert independent([1, 2, 3, 5], of=roots(copies), publishers=publishers) == ("Wire",)
    assert independent([1, 3, 4], of=roots(copies), publishers=publishers) == ("Wire", "The Post")
    assert independent([8, 9], of={}, publishers={}) == ("article 8", "article 9")
