"""Pages: an actor that stands in very many groups is found the other way round, and found the same."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from chancery.dossier.engines import Dossier
from chancery.dossier.tables import GROUPS
from chancery.dossier.views import pages
from chancery.dossier.views.changes import changes, digest
from chancery.dossier.views.commitments import STATUSES, commitments
from chancery.dossier.views.events import events
from chancery.dossier.views.evidence import members
from chancery.dossier.views.filters import Filters
from chancery.dossier.views.gaps import gaps
from chancery.dossier.views.merge import publishers, reports
from chancery.dossier.views.scope import Scope
from chancery.dossier.views.statements import statements
from chancery.dossier.views.tallies import tallies


@pytest.mark.parametrize(
    "filters",
    [
        {"actor": "Kestria"}, {"country": "XVL"}, {"actor": "XKS", "newest": True}, {"actor": "Orlu", "speaker": True},
        {"actor": "Kestria", "as_of": "2031-03-14"}, {"target": "Kestria"}, {"target": "XVL", "newest": True},
    ],
)  # fmt: skip
def test_pages_of_a_common_actor_are_those_of_a_rare_one(crisis: Dossier, monkeypatch: pytest.MonkeyPatch, filters: dict[str, object]) -> None:
    asked = Filters(**filters, limit=9, offset=1)  # type: ignore[arg-type]
    rare = events(crisis, filters=asked), statements(crisis, filters=asked)
    monkeypatch.setattr(pages, "COMMON", 1)
    assert (events(crisis, filters=asked), statements(crisis, filters=asked)) == rare
    assert any(rare)


@pytest.mark.parametrize("as_of", [None, "2031-03-12", "2031-03-20"])
def test_pages_of_gaps_and_statuses_are_those_of_the_whole(crisis: Dossier, as_of: str | None) -> None:
    whole = gaps(crisis, filters=Filters(as_of=as_of))
    assert [g for n in range(0, len(whole), 2) for g in gaps(crisis, filters=Filters(as_of=as_of, limit=2, offset=n))] == list(whole)
    every = commitments(crisis, filters=Filters(as_of=as_of))
    for status in STATUSES:
        some = [r for r in every if r.status == status]
        assert list(commitments(crisis, filters=Filters(as_of=as_of), status=status)) == some
        assert list(commitments(crisis, filters=Filters(as_of=as_of, limit=1, offset=1), status=status)) == some[1:2]
    assert every and (as_of or whole)


@pytest.mark.parametrize("as_of", [None, "2031-03-16"])
@pytest.mark.parametrize("newest", [False, True])
def test_pages_a_digest_holds_the_changes_that_it_is_cut_from(crisis: Dossier, as_of: str | None, newest: bool) -> None:
    filters = Filters(as_of=as_of, newest=newest)
    every = changes(crisis, since="2031-03-05", filters=filters)
    brief = digest(crisis, since="2031-03-05", part=4, column=2, filters=filters)
    fresh = [c for c in every if c.change == "new"]
    told = sorted((c for c in fresh if c.kind in ("event", "statement")), key=lambda c: (-c.publishers, c.reported or ""))
    assert brief.count == len(every) > 20
    assert list(brief.changed) == [c for c in every if c.change not in ("new", "revised")][:4] != []
    assert list(brief.new) == told[:4] and list(brief.promised) == [c for c in fresh if c.kind == "commitment"][::-1][:2]
    assert list(brief.revised) == [c for c in every if c.change == "revised"][:2]


@pytest.mark.parametrize("as_of", [None, "2031-03-09"])
def test_pages_tallies_are_those_of_the_mentions(crisis: Dossier, as_of: str | None) -> None:
    with crisis.reading() as connection:
        scope = Scope(connection, as_of)
        ids = list(connection.execute(select(GROUPS.c.id).where(GROUPS.c.kind == "actor")).scalars())
        counted, told = tallies(scope, ids), members(scope, ids, "actor")
        assert counted.keys() == told.keys() and len(told) > 10
        for group, several in told.items():
            tally = counted[group]
            assert (tally.articles, tally.publishers) == (len({t.source.key for t in several}), publishers(several))
            assert (tally.first, tally.last) == reports(several) and set(tally.mentions) == {t.key for t in several}
            assert tally.some(3) == (tally.mentions if len(several) <= 3 else (tally.mentions[0], *tally.mentions[-2:]))
