"""Memory that the C library holds on to, and gives back."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys

import pytest

from chancery.desk.memory import give_back, share

HELD = """
import ctypes, os
from chancery.desk.memory import give_back

def resident():
    return int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE") >> 20

lib = ctypes.CDLL(None)
lib.malloc.restype, lib.malloc.argtypes, lib.free.argtypes = ctypes.c_void_p, [ctypes.c_size_t], [ctypes.c_void_p]
lib.memset.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_size_t]
blocks = [lib.malloc(4000) for _ in range(20_000)]
for block in blocks:
    lib.memset(block, 1, 4000)
for block in blocks[:-1]:  # the last one keeps the rest from being the end of the stock
    lib.free(block)
full = resident()
give_back()
print(full - resident())
"""


@pytest.mark.skipif(not sys.platform.startswith("linux") or not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="another C library than glibc")
def test_memory_what_is_done_with_goes_back_to_the_system() -> None:
    done = subprocess.run([sys.executable, "-c", HELD], capture_output=True, text=True, check=True, env={**os.environ, "MALLOC_TRIM_THRESHOLD_": "1000000000"})
    assert int(done.stdout) > 50


def test_memory_another_c_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: object())
    share()
    give_back()
