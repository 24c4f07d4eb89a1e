"""Chancery keeps the record of an international crisis: one article in, a record of who said and did what to whom out, each line tied to its words."""
