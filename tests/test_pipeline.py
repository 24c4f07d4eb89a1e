"""The Python API on the shipped model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import chancery
from chancery.errors import EmptySourceError, InstallationError, UsageError
from chancery.intake import article
from chancery.pipeline import Pipeline, shared
from chancery.report.json import to_json
from chancery.schema.article import Article

TEXT = "Foreign Minister Ana Orlu accused Kestria on Monday of massing troops. \"They must leave,\" she told reporters in Dravik."
TABLES = Path(__file__).parents[1] / "examples" / "knowledge"


def test_pipeline_read_gives_a_record_of_the_text() -> None:
    record = chancery.read(TEXT, published="2031-03-05", title="Troops", publisher="Gulf Wire", url="https://wire.example/1")
    assert record.article.text == TEXT
    assert (record.article.published, record.article.published_basis) == ("2031-03-05", "given")
    assert (record.article.title, record.article.publisher, record.article.url) == ("Troops", "Gulf Wire", "https://wire.example/1")
    assert any("They must leave" in span.of(TEXT) for s in record.statements for span in s.content)


def test_pipeline_read_resolves_dates_against_publication() -> None:
    record = chancery.read(TEXT, published="2031-03-05")
    assert "2031-03-03" in {t.from_ for t in record.times}


def test_pipeline_read_knows_the_users_actors() -> None:
    names = {a.name: a.code for a in chancery.read(TEXT, published="2031-03-05", knowledge=TABLES).actors}
    assert names.get("Ana Orlu") == "XVL" and names.get("Kestria") == "XKS"


def test_pipeline_read_shares_one_model() -> None:
    assert shared() is shared() and shared(TABLES) is not shared()


def test_pipeline_read_all_reads_when_asked() -> None:
    taken = []

    def stories() -> Iterator[Article]:
        for n in range(9):
            taken.append(n)
            yield article(f"{TEXT} The count is {n}.", published="2031-03-05")

    records = Pipeline(threads=2).read_all(stories())
    assert next(records).article.text.endswith("0.")
    assert taken == [0]
    assert next(records).article.text.endswith("1.")
    assert len(taken) <= 5  # a few are read ahead
    assert [r.article.text[-2:] for r in records] == [f"{n}." for n in range(2, 9)]


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_pipeline_read_all_gives_what_read_gives(threads: int) -> None:
    pipeline = Pipeline(threads=threads)
    stories = [article(f"{TEXT} " * (n + 1), published="2031-03-05") for n in range(5)]
    assert [to_json(r) for r in pipeline.read_all(stories)] == [to_json(Pipeline(threads=1).read(a)) for a in stories]


@pytest.mark.parametrize("threads", [1, 2])
def test_pipeline_read_all_raises_what_its_articles_raise_in_their_turn(threads: int) -> None:
    def stories() -> Iterator[Article]:
        for n in range(3):
            yield article(f"{TEXT} The count is {n}.", published="2031-03-05")
        raise EmptySourceError("the feed broke off")

    read = []
    with pytest.raises(EmptySourceError, match="broke off"):
        for record in Pipeline(threads=threads).read_all(stories()):
            read.append(record.article.text[-2:])
    assert read == ["0.", "1.", "2."]


def test_pipeline_read_refuses_what_is_no_day_and_what_is_empty() -> None:
    with pytest.raises(UsageError) as error:
        chancery.read(TEXT, published="yesterday")
    assert error.value.hint
    with pytest.raises(EmptySourceError):
        chancery.read("  \n")


def test_pipeline_says_when_the_model_is_missing(tmp_path: Path) -> None:
    with pytest.raises(InstallationError):
        Pipeline(model=tmp_path).read(article(TEXT, published="2031-03-05"))
