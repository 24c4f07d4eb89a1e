"""Plain texts: untouched, identified, dated, and refused where they are not English."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.errors import ChanceryError, EmptySourceError, LanguageError, UsageError
from chancery.intake import article

LEAD = "The foreign minister of Avaria said on Tuesday that talks with Borduria would go on in the capital."
MORE = "Her deputy will travel to the border in the coming days, an official told reporters who had waited for hours."


def test_plain_text_is_not_altered_beyond_mark_and_line_ends() -> None:
    made = article(f"\ufeff{LEAD}\r\n\r\n  {MORE} \u200b\t", published="2031-05-06")
    assert made.text == f"{LEAD}\n\n  {MORE} \u200b\t"
    assert made.id.startswith("a-") and len(made.id) == 18
    assert made.id == article(made.text).id != article(made.text + " ").id


def test_plain_day_given() -> None:
    made = article(LEAD, published="2031-05-06")
    assert (made.published, made.published_basis, made.warnings) == ("2031-05-06", "given", ())
    with pytest.raises(UsageError, match="no day"):
        article(LEAD, published="last Tuesday")


def test_plain_day_stated_by_the_text() -> None:
    made = article(f"Published on May 6, 2031\n\n{LEAD}\n\n{MORE}")
    assert (made.published, made.published_basis) == ("2031-05-06", "text")
    assert "May 6, 2031" in (made.published_evidence or "")


def test_plain_day_inferred_from_a_date_and_a_weekday() -> None:
    made = article(f"{LEAD}\n\nOn May 4, 2031, the two sides had met for the first time, and the talks were held in the open.\n\n{MORE}")
    assert (made.published, made.published_basis) == ("2031-05-06", "inferred")
    assert "2031-05-04" in (made.published_evidence or "") and "Tuesday" in (made.published_evidence or "")
    assert any("--published" in warning for warning in made.warnings)


@pytest.mark.parametrize(
    "text",
    [
        f"{LEAD}\n\n{MORE}",
        f"{LEAD}\n\nThe treaty will expire on May 4, 2031, and will not be renewed.",
        f"{LEAD}\n\nThe treaty was signed on May 9, 2011, after years of talks.".replace("on Tuesday ", ""),
    ],
)
def test_plain_day_left_open_without_evidence(text: str) -> None:
    made = article(text)
    assert made.published is None and made.published_basis is None
    assert any("--published" in warning for warning in made.warnings)


def test_plain_credits() -> None:
    made = article(f"By Ann Example and Bob Sample\n\nUSA TODAY\n\n{LEAD}\n\n{MORE}", published="2031-05-06")
    assert (made.byline, made.publisher, made.syndicated_from) == (("Ann Example", "Bob Sample"), "USA TODAY", None)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (f"STRELSAU (AP) — {LEAD}", "Associated Press"),
        (f"STRELSAU (Reuters) - {LEAD}", "Reuters"),
        (f"{LEAD}\n\nThis article originally appeared on The Avaria Post.", "The Avaria Post"),
        (f"By Ann Example, Associated Press\n\n{LEAD}", "Associated Press"),
        (f"{LEAD}\n\nThe Associated Press contributed to this report.", None),
    ],
)
def test_plain_syndication(text: str, source: str | None) -> None:
    assert article(text, published="2031-05-06", publisher="The Ruritanian").syndicated_from == source


def test_plain_agency_is_not_syndicated_from_itself() -> None:
    assert article(f"STRELSAU (Reuters) - {LEAD}", published="2031-05-06", publisher="Reuters").syndicated_from is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Le ministre des affaires étrangères a déclaré lundi que les négociations se poursuivraient malgré les combats. "
            * 4,
            "French",
        ),
        ("Министр иностранных дел заявил в понедельник, что переговоры продолжатся в столице, несмотря на бои на границе. " * 4, "Russian"),
        ("Der Außenminister sagte am Montag, die Gespräche würden trotz der Kämpfe an der Grenze in der Hauptstadt fortgesetzt. " * 4, "German"),
    ],
)
def test_plain_other_languages_are_refused_by_name(text: str, name: str) -> None:
    with pytest.raises(LanguageError, match=name) as caught:
        article(text)
    assert caught.value.hint


@pytest.mark.parametrize("text", ["Talks go on.", "Kyiv", "OK", "12.5", "Zubrovka, Strelsau, Szohôd"])
def test_plain_short_texts_pass_when_the_language_is_unsure(text: str) -> None:
    assert article(text).text == text


def test_plain_damage_is_said() -> None:
    assert any(
        "cut off" in w for w in article(f"{LEAD}\n\n{MORE}\n\nThe two sides had agreed to meet again in the capital on the", published="2031-05-06").warnings
    )
    assert any("replacement" in w for w in article(f"{LEAD} It\ufffds time, he said.", published="2031-05-06").warnings)
    assert any("wrongly decoded" in w for w in article(f"{LEAD} â€œWe are readyâ€\x9d, she said. Itâ€™s time.", published="2031-05-06").warnings)


def test_plain_blank_is_refused() -> None:
    with pytest.raises(EmptySourceError):
        article(" \n\t ")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400))
def test_plain_any_text_is_an_article_or_an_error(text: str) -> None:
    try:
        made = article(text)
    except ChanceryError as error:
        assert error.hint and "\n" not in str(error)
    else:
        assert made.text == text.removeprefix("\ufeff").replace("\r\n", "\n")


def test_plain_reading_loads_no_web_packages() -> None:
    code = (
        "import sys, chancery.intake as i; light = set(sys.modules); i.article('The talks of the two states will go on in the capital, she said. ' * 9);"
        "heavy = ('trafilatura', 'htmldate', 'httpx', 'lxml', 'charset_normalizer', 'py3langid');"
        "assert not [m for m in heavy if m in sys.modules], [m for m in heavy if m in sys.modules]; assert 'chancery.intake.blocks' not in light"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
