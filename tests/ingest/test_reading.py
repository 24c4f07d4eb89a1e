"""chancery.ingest.reading: from an item to an article, its name and its day; without the language model."""

from __future__ import annotations

from typing import Any

import pytest

from chancery.errors import InstallationError
from chancery.ingest.item import Failed, Item, Known, Read
from chancery.ingest.reading import Reading
from chancery.knowledge import Knowledge
from chancery.schema.article import Article
from chancery.schema.record import Record
from chancery.settings import Settings

TEXT = "The foreign minister of Velmora said on Monday that the talks in Eskil would go on, and that her government wanted a ceasefire before the winter."


class _Pipeline:
    """Gives every article an empty record."""

    knowledge = Knowledge()

    def read(self, article: Article) -> Record:
        if "minister of Nowhere" in article.text:
            raise ZeroDivisionError("division by zero")
        if "minister of Nothing" in article.text:
            raise InstallationError("no model")
        return Record(article=article)


def _read(fields: dict[str, Any] | None = None, *, published: str | None = None, seen: bool = False, **more: Any) -> Any:
    reading = Reading(_Pipeline(), Settings(), seen=lambda name, text_hash: seen, published=published)  # type: ignore[arg-type]
    return reading(Item("day.jsonl:1", fields=fields, **more))


def test_reading_takes_the_fields_of_a_row() -> None:
    done = _read({
        "id": 17, "text": TEXT, "title": "Talks go on", "published": "2031-03-05T23:10:00Z", "publisher": "The Courier", "byline": "Ana Orlu",
        "url": "https://courier.example/talks", "desk": "world", "score": float("nan"),
    })  # fmt: skip
    assert isinstance(done, Read)
    a = done.article
    assert (done.name, a.title, a.published, a.published_basis, a.publisher, a.byline, a.url) == (
        "17", "Talks go on", "2031-03-05", "given", "The Courier", ("Ana Orlu",), "https://courier.example/talks",
    )  # fmt: skip
    assert done.extra == {"desk": "world", "score": None}


def test_reading_names_an_article_by_its_id_else_its_address_else_its_hash() -> None:
    assert _read({"id": "", "text": TEXT, "url": "https://courier.example/talks"}).name == "https://courier.example/talks"
    bare = _read({"text": TEXT})
    assert bare.name == bare.article.id


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2031-03-05", "2031-03-05"), ("2031-03-05 10:00:00+02:00", "2031-03-05"), ("2031/03/05", "2031-03-05"), ("20310305", "2031-03-05"),
        ("Wed, 05 Mar 2031 10:00:00 GMT", "2031-03-05"), ("March 5, 2031", "2031-03-05"), ("5 March 2031", "2031-03-05"), (1930471200, "2031-03-05"),
        (1930471200000, "2031-03-05"), (20310305, "2031-03-05"),
    ],
)  # fmt: skip
def test_reading_understands_the_dates_of_rows(value: object, day: str) -> None:
    assert _read({"text": TEXT, "published": value}).article.published == day


@pytest.mark.parametrize("value", ["yesterday", "2031-02-30", True, "05.03."])
def test_reading_refuses_a_date_that_is_none(value: object) -> None:
    done = _read({"text": TEXT, "published": value})
    assert isinstance(done, Failed) and "is no day" in str(done.error)


def test_reading_a_given_day_is_for_articles_that_nothing_dates() -> None:
    assert _read({"text": TEXT}, published="2031-04-01").article.published == "2031-04-01"
    assert _read({"text": TEXT, "published": "2031-03-05"}, published="2031-04-01").article.published == "2031-03-05"
    dated = f"Talks on the strait go on\n\nMarch 4, 2031\n\n{TEXT}\n"
    assert _read({"text": dated}, published="2031-04-01").article.published == "2031-03-04"


@pytest.mark.parametrize("fields", [{}, {"text": "  "}, {"text": 7}, {"text": "Le ministre a dit lundi que les négociations se poursuivraient. " * 5}])
def test_reading_what_cannot_be_read_has_failed(fields: dict[str, Any]) -> None:
    done = _read(fields)
    assert isinstance(done, Failed) and done.error.args[0] and getattr(done.error, "hint", None)


def test_reading_does_not_read_what_the_dossier_has() -> None:
    assert _read({"text": TEXT}, seen=True) == Known("day.jsonl:1")


def test_reading_a_fault_of_the_program_fails_one_item_only() -> None:
    done = _read({"text": TEXT.replace("Velmora", "Nowhere")})
    assert isinstance(done, Failed) and "ZeroDivisionError" in str(done.error)
    with pytest.raises(InstallationError):
        _read({"text": TEXT.replace("Velmora", "Nothing")})


def test_reading_what_no_store_can_hold_is_replaced_one_for_one() -> None:
    done = _read({"id": "x\x00y", "text": TEXT + " Odd: \x00\ud800.", "note": "\udfff"})
    assert done.article.text.endswith("Odd: \ufffd\ufffd.") and len(done.article.text) == len(TEXT) + 9
    assert (done.name, done.extra) == ("x\ufffdy", {"note": "\ufffd"})


def test_reading_a_page_of_an_archive() -> None:
    page = f"<html><head><title>Talks go on</title></head><body><article><h1>Talks go on</h1><p>{TEXT}</p><p>{TEXT} Again.</p></article></body></html>"
    done = _read(page=page.encode(), url="https://courier.example/talks")
    assert isinstance(done, Read) and done.name == "https://courier.example/talks" and "wanted a ceasefire" in done.article.text
