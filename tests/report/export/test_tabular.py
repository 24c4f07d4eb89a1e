"""CSV read back, Parquet's schema, data frames, and what a text-free export gives away."""

from __future__ import annotations

import datetime
import io
import re

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from chancery.dossier.engines import Dossier
from chancery.dossier.views.filters import Filters
from chancery.errors import UsageError
from chancery.report.export.formats import FORMATS, write
from chancery.report.export.holdings import clipped, holdings
from chancery.report.export.tabular import read_csv
from chancery.report.tables import COLUMNS, TABLES, frames, rows
from chancery.schema.record import Record


@pytest.mark.parametrize("table", TABLES)
def test_csv_read_back_gives_the_same_rows(crisis: Dossier, exported, table: str) -> None:
    with holdings(crisis) as held:
        wanted = list(rows(table, held))
    assert wanted or table == "disputes"
    assert read_csv(exported(crisis, "csv", table=table), table=table) == wanted


def test_csv_of_another_table_is_refused(crisis: Dossier, exported) -> None:
    with pytest.raises(ValueError, match="columns of figures"):
        read_csv(exported(crisis, "csv", table="events"), table="figures")


@pytest.mark.parametrize("table", TABLES)
def test_parquet_has_the_columns_and_types_of_its_table(crisis: Dossier, table: str) -> None:
    with holdings(crisis) as held:
        found = pq.read_table(io.BytesIO(b"".join(write(held, "parquet", table=table))))
        count = len(list(rows(table, held)))
    types = {"text": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_(), "day": pa.date32(), "texts": pa.list_(pa.string())}
    assert found.num_rows == count
    assert [f.name for f in found.schema] == [c.name for c in COLUMNS[table]]
    assert [types[c.type] for c in COLUMNS[table]] == [f.type if not pa.types.is_list(f.type) else pa.list_(f.type.value_type) for f in found.schema]


def test_frames_are_typed_in_both_libraries(crisis: Dossier) -> None:
    pandas, polars = frames(crisis, "events"), frames(crisis, "events", library="polars")
    assert list(pandas.columns) == polars.columns == [c.name for c in COLUMNS["events"]]
    assert len(pandas) == polars.height > 30
    assert str(pandas["publishers"].dtype) == "Int64" and str(polars["date_from"].dtype) == "Date"
    assert isinstance(pandas["date_from"].dropna().iloc[0], datetime.date)
    assert polars["sources"].to_list()[0] is not None


def test_frames_take_filters_and_refuse_what_they_do_not_know(crisis: Dossier) -> None:
    few = frames(crisis, "statements", filters=Filters(as_of="2031-03-06"))
    assert 0 < len(few) < len(frames(crisis, "statements"))
    with pytest.raises(UsageError):
        frames(crisis, "moods")
    with pytest.raises(UsageError):
        frames(crisis, library="excel")  # type: ignore[arg-type]


@pytest.mark.parametrize("form", FORMATS)
def test_exports_are_the_same_bytes_again(crisis: Dossier, form: str) -> None:
    made = []
    for _ in range(2):
        with holdings(crisis) as held:
            made.append(b"".join(write(held, form)))
    assert made[0] == made[1]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.mark.parametrize("form", [f for f in FORMATS if f != "parquet"])
def test_text_free_exports_hold_no_long_run_of_an_article(dispatches: list[Record], crisis: Dossier, exported, form: str) -> None:
    tables = ("events", "statements", "commitments", "disputes", "mentions", "articles") if form == "csv" else (None,)
    out = "\n".join(exported(crisis, form, table=t, text_free=True) for t in tables)
    # cell by cell: a comma before no blank parts the cells of a table, where a publisher may stand before the words of its article
    lines = [" ".join(_words(part)) for part in re.split(r'[\n\t]|","|,(?=\S)|": "|\\n|</', out)]
    runs = {" ".join(w[i : i + 16]) for r in dispatches for w in [_words(r.article.text)] for i in range(len(w) - 15)}
    given = {run for line in lines if len(w := line.split()) > 15 for i in range(len(w) - 15) if (run := " ".join(w[i : i + 16])) in runs}
    assert not given


def test_clipped_keeps_the_first_words_as_they_stand() -> None:
    assert clipped("  one two\nthree four", 3) == "  one two\nthree"
    assert clipped("one", 15) == "one" and clipped("", 15) == "" and clipped("one two.", 2) == "one two."
    assert clipped("24,000 men", 2) == "24,000"
