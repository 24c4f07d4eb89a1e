"""Commitments: open, overdue, met, broken, lapsed, held against a day."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from chancery.dossier import open_dossier
from chancery.dossier.engines import Dossier
from chancery.dossier.views.carriers import carriers
from chancery.dossier.views.commitments import LAPSED_AFTER, SILENT_AFTER, commitments, status_of
from chancery.dossier.views.filters import Filters
from chancery.dossier.writer import Writer
from chancery.schema.links import Fulfilment, Group, Links, Member, Ref
from chancery.schema.mention import kind_of
from chancery.schema.record import Record


@pytest.mark.parametrize(
    "due, condition, late, silent, status",
    [
        (None, None, None, 3, "open"),
        (None, None, None, SILENT_AFTER + 1, "lapsed"),
        ("2031-03-10", None, -2, 3, "open"),
        ("2031-03-10", None, 0, 3, "open"),
        ("2031-03-10", None, 1, 3, "overdue"),
        ("2031-03-10", None, LAPSED_AFTER + 1, 3, "lapsed"),
        ("2031-03-10", "if the ship is freed", 1, 3, "lapsed"),
        ("2031-03-10", "if the ship is freed", -1, 3, "open"),
    ],
)
def test_commitment_status_by_day(due: str | None, condition: str | None, late: int | None, silent: int | None, status: str) -> None:
    assert status_of(due, condition, late, silent) == status


@pytest.fixture
def promised(records: dict[str, Record], tmp_path: Path) -> Dossier:
    """The dispatches of the promise and of the release, each thing alone, the release keeping the promise."""
    dossier = open_dossier(tmp_path / "promised.db", create=True)
    writer = Writer(dossier)
    for name in ("2-talks", "3-released"):
        writer.add(records[name].article, records[name], name=name)
    told = [(c, m) for c in carriers(dossier) for m in c.mentions]
    groups = tuple(Group(f"{kind_of(m)}-{c.name}-{m.local}", kind_of(m), (Member(Ref(m.article, m.local), "alone", 1.0),)) for c, m in told)
    promise = next(g for g, (c, m) in zip(groups, told, strict=True) if g.kind == "commitment" and c.name == "2-talks" and getattr(m, "due", None))
    release = next(Ref(m.article, m.local) for c, m in told if kind_of(m) == "event" and c.name == "3-released")
    writer.store_links(Links(groups=groups, fulfilments=(Fulfilment(promise.id, "met", "event", release, "released as promised", 0.9),)))
    return dossier


def test_commitment_is_met_from_the_day_on_which_that_was_published(promised: Dossier) -> None:
    (met,) = commitments(promised, status="met")
    assert met.resolved_by is not None
    assert (met.resolved_by.kind, met.resolved_by.article, met.resolved_by.reason) == ("event", "3-released", "released as promised")
    (then,) = (r for r in commitments(promised, filters=Filters(as_of="2031-03-07")) if r.id == met.id)
    assert then.status in ("open", "overdue") and then.resolved_by is None


def test_commitment_that_nobody_heard_of_is_overdue_after_its_day(promised: Dossier, records: dict[str, Record]) -> None:
    later = replace(records["8-deadline"], commitments=(), events=(), statements=())
    Writer(promised).add(later.article, later, name="8-deadline")
    open_then = {r.id for r in commitments(promised, status="open")}
    late = [r for r in commitments(promised) if r.status == "overdue"]
    assert all((r.overdue_days or 0) > 0 and r.due for r in late)
    assert not open_then & {r.id for r in late}
