"""Carriers and their mentions -> links: what is the same, what answers what, what was kept. Pure functions; nothing here knows the store."""
