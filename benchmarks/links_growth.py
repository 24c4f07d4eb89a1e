"""How the cost of linking grows: python -m benchmarks.links_growth DOSSIER (a SQLite file, which is copied and not changed).

Seconds on a processor to link an eighth, a quarter, half and all of its articles, each with how many times the half took, where n log n would stand; then
those of linking after a few articles more have come, which a growing dossier pays each time, beside linking all of it anew, and the bytes that this costs.
The articles that come are the last ones again, a day later and with another last line. With --gate the exit code is 1 where a limit is passed.
"""

from __future__ import annotations

import argparse
import math
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from benchmarks.speed import limited
from chancery import pipeline
from chancery.dossier import open_dossier
from chancery.dossier.engines import Dossier
from chancery.dossier.tables import ARTICLES, POSTINGS, RECORDS, TRACES
from chancery.dossier.views.carriers import carriers
from chancery.dossier.writer import Writer, article_of, unpack
from chancery.intake.plain import identity
from chancery.link import link
from chancery.schema.mention import Carrier
from chancery.schema.record import Record

#: the largest of a half's costs that the whole may have, beside n log n; how many times as dear anew must be as going on after FEW more
GROWTH, SAVED = 1.3, 4.0
FEW = 5


def taken(task: Callable[[], Any]) -> float:
    """Seconds on a processor."""
    begun = time.process_time()
    task()
    return time.process_time() - begun


def growth(found: Sequence[Carrier]) -> list[tuple[int, int, float]]:
    """(articles, mentions, seconds) of linking more and more articles."""
    out = []
    for part in (8, 4, 2, 1):
        some = found[: len(found) // part]
        out.append((len(some), sum(len(c.mentions) for c in some), taken(lambda some=some: link(some))))
    return out


@contextmanager
def copied(place: Path) -> Iterator[Dossier]:
    """A copy of a dossier, for as long as it is needed."""
    with tempfile.TemporaryDirectory() as scratch:
        to = Path(scratch) / "copy.db"
        for ending in ("", "-wal"):  # what was written last may stand in its log
            if (source := place.with_name(place.name + ending)).exists():
                shutil.copy(source, to.with_name(to.name + ending))
        with open_dossier(to) as dossier:
            yield dossier


def last(dossier: Dossier, number: int) -> list[tuple[str, Record]]:
    """The last articles, with their records."""
    with dossier.reading() as connection:
        rows = connection.execute(
            select(*ARTICLES.c["name", "text", "article", "published"], RECORDS.c.data).join(RECORDS, RECORDS.c.article == ARTICLES.c.key)
            .order_by(ARTICLES.c.published.desc()).limit(number)
        ).all()  # fmt: skip
    return [(r.name, unpack(r.data, article_of(r))) for r in rows if r.published]


def again(record: Record, day: str, words: str) -> Record:
    """A record of the same article, published on another day and with another last line."""
    text = f"{record.article.text.rstrip()}\n{words}\n"
    return replace(record, article=replace(record.article, text=text, id=identity(text), published=day))


def going_on(dossier: Dossier) -> tuple[float, float, int]:
    """Seconds to link all anew and to go on after a few articles more, and the bytes that are kept for it."""
    anew = taken(lambda: pipeline.relink(dossier, anew=True))
    records = last(dossier, FEW)
    writer = Writer(dossier)
    for n, (name, record) in enumerate(records):
        day = date.fromisoformat(str(record.article.published)[:10]) + timedelta(days=1)
        made = again(record, max(day.isoformat(), str(records[0][1].article.published)), f"Told again, {n}.")
        writer.add(made.article, made, name=f"{name} again")
    writer.end_run()
    more = taken(lambda: pipeline.relink(dossier))
    with dossier.reading() as connection:
        size = sum(connection.execute(select(func.coalesce(func.sum(func.length(t.c.data)), 0))).scalar_one() for t in (TRACES, POSTINGS))
    return anew, more, int(size)


def main() -> int:
    """Print the figures; with --gate, fail where a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dossier", type=Path)
    parser.add_argument("--gate", action="store_true", help="fail where a limit is passed")
    args = parser.parse_args()
    with copied(args.dossier) as dossier:
        grown = growth(list(carriers(dossier)))
        for articles, mentions, seconds in grown:
            print(f"{articles:6} articles, {mentions:7} mentions: {seconds:6.1f} s   {1000 * seconds / mentions:.2f} ms a mention")
        (_, few, half), (_, many, whole) = grown[-2:]
        failed = [limited("whole to half, by n log n", whole / half / (many * math.log(many) / (few * math.log(few))), GROWTH)]
        anew, more, size = going_on(dossier)
        print(f"anew, stored: {anew:.1f} s; {FEW} articles more: {more:.2f} s; {size / 1e6:.1f} MB kept for it")
        failed.append(limited("anew to going on", anew / more, SAVED, least=True))
    return int(args.gate and any(failed))


if __name__ == "__main__":
    sys.exit(main())
