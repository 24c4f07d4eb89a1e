"""A dateline states the day of publication."""

from __future__ import annotations

import pytest

from chancery.intake import article

BODY = "Velmora recalled its ambassador from Port Aldis on Friday, officials said. Kestria denied that its forces had fired on the town."


@pytest.mark.parametrize("line", ["DRAVIK, March 14, 2031 (Reuters) -- ", "PORT ALDIS, March 14, 2031 (AP) — "])
def test_dateline_states_the_day(line: str) -> None:
    made = article(f"Velmora recalls envoy\n\n{line}{BODY}\n")
    assert (made.published, made.published_basis) == ("2031-03-14", "text")
