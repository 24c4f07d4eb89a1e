"""A reader's own SQL: answers, and a database that refuses to write."""

from __future__ import annotations

import pytest

from chancery.dossier.engines import Dossier
from chancery.dossier.queries import query
from chancery.errors import UsageError


def test_queries_answer_with_names_and_rows(crisis: Dossier) -> None:
    columns, rows = query(crisis, "SELECT name, published FROM articles WHERE published IS NOT NULL ORDER BY published, name;")
    assert columns == ("name", "published")
    assert len(rows) == 7 and rows[0] == ("1-freighter", "2031-03-04")
    assert len(query(crisis, "SELECT * FROM mentions", limit=3)[1]) == 3


def test_queries_may_use_the_index_of_words(crisis: Dossier) -> None:
    found = {
        "sqlite": "SELECT count(*) FROM words WHERE words MATCH 'troops'",
        "postgresql": "SELECT count(*) FROM articles WHERE words @@ to_tsquery('english', 'troops')",
    }[crisis.dialect]
    assert query(crisis, found)[1][0][0] >= 4


def test_queries_of_a_table_that_there_is_not_name_those_that_there_are(crisis: Dossier) -> None:
    with pytest.raises(UsageError) as refused:
        query(crisis, "SELECT * FROM event")
    assert "mentions" in (refused.value.hint or "") and "groups" in (refused.value.hint or "")


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM articles", "UPDATE articles SET title = 'x'", "DROP TABLE mentions", "CREATE TABLE x (a int)", "INSERT INTO stories VALUES (1, 'x')",
        "WITH gone AS (DELETE FROM articles RETURNING key) SELECT * FROM gone", "SELECT 1; DELETE FROM articles", "COMMIT; DELETE FROM articles",
        "VACUUM", "SELEC", "SELECT nothing FROM nowhere", "", "SELECT 1 /*", "SET TRANSACTION READ WRITE",
        "ATTACH 'x.db' AS x", "PRAGMA query_only = OFF", "PRAGMA writable_schema = ON", "COPY articles TO '/tmp/x'",
    ],
)  # fmt: skip
def test_queries_that_write_are_refused_by_the_database(crisis: Dossier, sql: str) -> None:
    before = query(crisis, "SELECT count(*), max(title) FROM articles")
    with pytest.raises(UsageError) as refused:
        query(crisis, sql)
    assert refused.value.hint
    assert query(crisis, "SELECT count(*), max(title) FROM articles") == before
