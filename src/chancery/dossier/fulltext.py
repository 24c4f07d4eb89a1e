"""The index over the titles and texts of articles, in both dialects.

SQLite: a table `words` of FTS5 over the columns title and text of `articles` (rowid is articles.key), kept by triggers. Words are stemmed, accents dropped.
    SELECT rowid, bm25(words, 4.0, 1.0) AS rank FROM words WHERE words MATCH :query ORDER BY rank
    highlight(words, 1, '[', ']') and snippet(words, 1, '[', ']', ' … ', 20) show where; ranks are negative, the best the smallest.
PostgreSQL: a column `words` (tsvector, english, title weighted A, text B) of `articles`, kept by the server, with a GIN index.
    SELECT key, ts_rank_cd(words, query) AS rank FROM articles, websearch_to_tsquery('english', :query) query WHERE words @@ query ORDER BY rank DESC
    ts_headline('english', text, query) shows where.
Both hold retired versions too: join `articles` and ask for `current`.
"""

from __future__ import annotations

#: characters of a text that PostgreSQL indexes; a vector may hold no more than a megabyte
INDEXED = 400_000

_SQLITE = (
    "CREATE VIRTUAL TABLE words USING fts5(title, text, content='articles', content_rowid='key', tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER words_added AFTER INSERT ON articles BEGIN INSERT INTO words(rowid, title, text) VALUES (new.key, new.title, new.text); END",
    "CREATE TRIGGER words_removed AFTER DELETE ON articles BEGIN "
    "INSERT INTO words(words, rowid, title, text) VALUES ('delete', old.key, old.title, old.text); END",
    "CREATE TRIGGER words_changed AFTER UPDATE OF title, text ON articles BEGIN "
    "INSERT INTO words(words, rowid, title, text) VALUES ('delete', old.key, old.title, old.text); "
    "INSERT INTO words(rowid, title, text) VALUES (new.key, new.title, new.text); END",
)
_POSTGRESQL = (
    "ALTER TABLE articles ADD COLUMN words tsvector GENERATED ALWAYS AS ("
    f"setweight(to_tsvector('english', left(coalesce(title, ''), {INDEXED})), 'A') || setweight(to_tsvector('english', left(text, {INDEXED})), 'B')) STORED",
    "CREATE INDEX ix_articles_words ON articles USING gin (words)",
)


def statements(dialect: str) -> tuple[str, ...]:
    """What makes the index over a new table `articles`."""
    return _SQLITE if dialect == "sqlite" else _POSTGRESQL


def is_part(name: str | None) -> bool:
    """Whether a table, column or index belongs to the index and not to the tables of the dossier."""
    return name is not None and (name == "words" or name.startswith("words_") or name == "ix_articles_words")
