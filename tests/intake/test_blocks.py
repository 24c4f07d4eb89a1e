"""Blocks: what is furniture, and that blocks cover a text in order whatever it holds."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chancery.intake.blocks import blocks
from chancery.knowledge import Knowledge

KNOWLEDGE = Knowledge()
LEAD = "The foreign minister of Avaria said on Monday that talks with Borduria would go on."
MORE = "Her deputy will travel to the border in the coming days, an official said."


def roles(text: str, title: str | None = None) -> dict[str, str]:
    return {text[b.start : b.end]: b.role for b in blocks(text, title=title, knowledge=KNOWLEDGE)}


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("PHOTO: A soldier stands guard at the Zubrovka crossing, May 4, 2031. (Ann Example/Reuters)", "caption"),
        ("Enlarge this image toggle caption Ann Example/AP", "caption"),
        ("Soldiers wait at the crossing. Photo: Ann Example/AFP/Getty Images", "caption"),
        ("MORE: What is known of the ceasefire", "related"),
        ("READ MORE: Borduria recalls its envoy", "related"),
        ("Related: Ten years of talks", "related"),
        ("JUST WATCHED Border opens Replay More Videos ... MUST WATCH Border opens 01:20", "related"),
        ("Story continues below", "related"),
        ("Sign up for our morning newsletter", "related"),
        ("ADVERTISEMENT", "related"),
        ("BORDURIA RECALLS ITS ENVOY FROM AVARIA OVER CAMP", "related"),
        ("This article originally appeared on The Avaria Post", "credit"),
        ("Source link", "credit"),
        ("For further information, please contact the Office of Ports at ports@avaria.example.", "credit"),
        ("For media inquiries, please contact Ann Example at ann@avaria.example.", "credit"),
        ("For more information she turned to the envoys, who had seen the letter.", "body"),
        ("The Associated Press contributed to this report.", "credit"),
        ("Reporting by Ann Example in Strelsau; Editing by Bob Sample", "credit"),
        ("© 2031 The Avaria Post. All rights reserved.", "credit"),
        ("A long dispute", "headline"),
        ("The virus first appeared in the west of the country at the end of August, doctors told reporters there.", "body"),
        ("“More talks are needed,” she told the council in a letter.", "body"),
    ],
)
def test_blocks_role_of_a_paragraph(words: str, role: str) -> None:
    assert roles(f"{LEAD}\n\n{words}\n\n{MORE}\n\n{LEAD[:-1]} this week.")[words] == role


def test_blocks_opening_byline_outlet_and_headline() -> None:
    found = roles(f"Borduria agrees to talks\n\nBy Ann Example\n\nUSA TODAY\n\n{LEAD}")
    assert list(found.values()) == ["headline", "credit", "credit", "body"]


@pytest.mark.parametrize("dateline", ["(CNN)", "STRELSAU (Reuters) -", "STRELSAU, Ruritania (AP) —", "(AP) STRELSAU –"])
def test_blocks_dateline_is_split_from_its_paragraph(dateline: str) -> None:
    found = roles(f"{dateline} {LEAD}\n\n{MORE}")
    assert found[dateline] == "credit"
    assert found[LEAD] == "body"


def test_blocks_bracketed_link_is_split_from_its_paragraph() -> None:
    assert roles(f"{LEAD} (RELATED: Ten Years Of Talks)\n\n{MORE}") == {LEAD: "body", "(RELATED: Ten Years Of Talks)": "related", MORE: "body"}


def test_blocks_repeated_headline() -> None:
    text = f"Borduria agrees to talks\n\n{LEAD}\n\nBorduria agrees to talks\n\n{MORE}"
    assert [b.role for b in blocks(text, title="Borduria agrees to talks", knowledge=KNOWLEDGE)] == ["headline", "body", "repeat", "body"]
    assert [b.role for b in blocks(text, knowledge=KNOWLEDGE)] == ["headline", "body", "repeat", "body"]


def test_blocks_wrapped_lines_are_one_paragraph() -> None:
    words = (LEAD + " " + MORE + " ") * 4
    lines, line = [], ""
    for word in words.split():
        if len(line) + len(word) > 60:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    lines.append(line)
    made = blocks("\n".join(lines) + "\n\n" + MORE, knowledge=KNOWLEDGE)
    assert [b.role for b in made] == ["body", "body"]


PIECES = st.sampled_from(
    ["\n", "\n\n", " ", "\t", "\u200b", "(CNN) ", "MORE", "MORE: ", "PHOTO: ", "By Ann Example", "• ", "(RELATED: a link)",
     "Read the letter here.", LEAD, "11:20 a.m.", "Ann ExampleNews of "]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@example("0 • MORE •")
@given(st.one_of(st.text(max_size=300), st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=30).map("".join)))
def test_blocks_cover_the_text_in_order(text: str) -> None:
    made = blocks(text, knowledge=KNOWLEDGE)
    at = 0
    for block in made:
        assert at <= block.start < block.end <= len(text)
        assert not text[at : block.start].strip()
        assert text[block.start : block.end].strip() == text[block.start : block.end]
        at = block.end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    "text",
    [
        "a" * 400_000,
        "(" * 200_000,
        "A " * 200_000,
        "Aa" * 100_000 + " MORE",
        "Ab " * 100_000 + "MORE " * 1000,
        "MORE " * 50_000,
        "• " * 100_000,
        "(RELATED: " * 30_000,
        "Read the " * 50_000 + "here.",
        "\n".join(["by A B, C D and E F & "] * 20_000),
        "PHOTO" + " " * 200_000 + ":",
        "Photo by A/" * 30_000,
        '"' * 300_000,
    ],
    ids=lambda text: text[:12],
)
def test_blocks_hostile_text_takes_no_time(text: str) -> None:
    began = time.process_time()
    blocks(text, knowledge=KNOWLEDGE)
    assert time.process_time() - began < 3


def test_blocks_a_question_of_a_transcript_is_body() -> None:
    text = (
        "The spokeswoman took questions on Monday.\n\nQ: Would they use force?\n\nMS. VALE: We hope it will not come to that.\n\n"
        "QUESTION: And if it does?\n\nMS. VALE: Then it does."
    )
    assert set(roles(text).values()) == {"body"}


def test_blocks_prose_that_ends_like_a_credit_is_body() -> None:
    text = (
        "Velmora thanked its neighbours on Monday for their patience during the winter of the siege, and its foreign ministry, which had hosted "
        "the deputies of the two sides in the capital on the night before the signing, noted in a long statement to reporters that many friends "
        "of both countries had contributed.\n\nThe talks go on."
    )
    assert set(roles(text).values()) == {"body"}
