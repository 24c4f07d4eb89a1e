"""A dossier -> pages in a browser and answers to programs. Pages are made on the server and read without JavaScript; nothing is asked for from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chancery.desk.app import create

__all__ = ["create"]


def __getattr__(name: str) -> object:
    if name == "create":
        from chancery.desk.app import create

        return create
    raise AttributeError(name)
