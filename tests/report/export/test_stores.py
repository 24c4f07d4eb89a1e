"""Exports and the brief are the same from either store."""

from __future__ import annotations

from collections.abc import Callable

from chancery.dossier import open_dossier
from chancery.dossier.engines import Dossier
from chancery.dossier.writer import Writer
from chancery.knowledge import Knowledge
from chancery.pipeline import relink
from chancery.report.brief.compose import brief
from chancery.report.brief.markdown import to_markdown
from chancery.report.export.formats import FORMATS, write
from chancery.report.export.holdings import holdings
from chancery.schema.record import Record


def _all(dossier: Dossier, knowledge: Knowledge) -> dict[str, bytes]:
    with holdings(dossier, timed=False, knowledge=knowledge) as held:
        made = {form: b"".join(write(held, form)) for form in FORMATS}
    return {**made, "brief": to_markdown(brief(dossier, knowledge=knowledge)).encode()}


def test_exports_do_not_depend_on_the_store(new_dossier: Callable[[], str], dispatches: list[Record], crisis: Dossier, knowledge: Knowledge) -> None:
    with open_dossier(new_dossier(), create=True) as dossier:
        writer = Writer(dossier)
        writer.start_run()
        for record in dispatches:
            writer.add(record.article, record)
        writer.end_run()
        relink(dossier)
        found = _all(dossier, knowledge)
    wanted = _all(crisis, knowledge)
    assert {form for form in wanted if found[form] != wanted[form]} == set()
