"""chancery.schema.serial: what comes back is what went in, and goes out the same again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chancery.schema.mention import Spot
from chancery.schema.serial import dumps, loads


@given(st.floats(-1e15, 1e15), st.floats(-180, 180))
def test_serial_numbers_are_the_same_after_a_second_time(lat: float, lon: float) -> None:
    once = dumps(Spot("x", "city", None, lat, lon, None))
    assert dumps(loads(Spot, once)) == once


def test_serial_a_whole_number_is_written_as_one() -> None:
    assert '"lat": 32800000000,' in dumps(Spot("x", "city", None, 32.8 * 1e9, 0.0, None))
