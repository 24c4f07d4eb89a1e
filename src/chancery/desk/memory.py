"""What the C library keeps of memory that is done with, where that is glibc; elsewhere nothing is done."""

from __future__ import annotations

import ctypes

#: M_ARENA_MAX of malloc.h, and how many stocks all threads share
ARENA_MAX, STOCKS = -8, 2


def share() -> None:
    """Have all threads take memory from a few stocks: of one a thread each keeps what its largest page needed."""
    _called("mallopt", ARENA_MAX, STOCKS)


def give_back() -> None:
    """Return to the system what linking has left: a linking needs many times what stays of it, and its holes fill with what is kept."""
    _called("malloc_trim", 0)


def _called(name: str, *numbers: int) -> None:
    try:
        getattr(ctypes.CDLL(None), name)(*numbers)
    except (AttributeError, OSError, TypeError):
        return  # another C library
