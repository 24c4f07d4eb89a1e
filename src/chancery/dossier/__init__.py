"""Records -> store, store -> views: one crisis, many articles. SQLite by default, PostgreSQL by URL, one code path."""
