"""Questions to a dossier, one file each: `name(dossier, filters=Filters(...)) -> tuple of frozen rows`, every row with the words it rests on.

Rows are pages: filtered, ordered and cut in the store, and only a page's mentions are loaded. See docs/reference/questions.md for their fields.
"""
