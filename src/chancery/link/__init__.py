"""Carriers and their mentions -> links: what is the same, what answers what, what was kept. Pure functions; nothing here knows the store."""

from chancery.link.linker import link
from chancery.link.sources import independent

__all__ = ["independent", "link"]
