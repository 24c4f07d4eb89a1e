"""chancery.ingest: what a run leaves in a dossier, killed or not; on both stores. Reading is replaced by the expected records of the dispatches."""

from __future__ import annotations

import itertools
import json
import multiprocessing
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from held import contents
from sqlalchemy import select

from chancery.dossier import open_dossier
from chancery.dossier.doctor import examine
from chancery.dossier.tables import ARTICLES, QUARANTINE, RUNS
from chancery.dossier.writer import Writer
from chancery.errors import InstallationError, StoreAccessError, UnstorableError
from chancery.ingest import ingest, workers
from chancery.ingest import run as course
from chancery.ingest.inputs import Inputs
from chancery.ingest.item import Item
from chancery.ingest.run import Summary, reread
from chancery.knowledge import Knowledge
from chancery.schema.article import Article
from chancery.schema.record import Record
from chancery.schema.serial import from_plain
from chancery.settings import Settings

GOLDEN = Path(__file__).parents[1] / "golden"
#: how often a run is killed, and how often surely before its end
KILLS, SURE = 20, 15


class Expected:
    """Reads an article by giving the expected record of the dispatch that it begins with."""

    knowledge = Knowledge()

    def __init__(self, pause: float = 0.0) -> None:
        self.records = [from_plain(Record, json.loads(p.read_text(encoding="utf-8"))) for p in sorted(GOLDEN.glob("*.json"))]
        self.pause, self.reads = pause, 0

    def read(self, article: Article) -> Record:
        self.reads += 1
        time.sleep(self.pause)
        found = next((r for r in self.records if article.text.startswith(r.article.text[:300])), None)
        return replace(found, article=article) if found else Record(article=article)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[Expected]:
    expected = Expected()
    monkeypatch.setattr(course, "_pipeline", lambda knowledge, device: expected)
    yield expected


def _corpus(path: Path, rounds: int = 3) -> Path:
    """Some dozen articles: the dispatches, carriers of them, second versions, the same again, and rows that cannot be read."""
    texts = [r.article.text for r in Expected().records]
    rows: list[object] = []
    for n in range(rounds):
        rows += [{"id": f"{i}-{n}", "text": f"{t}\n\nReport number {n}.\n" if n else t, "publisher": f"Paper {n}"} for i, t in enumerate(texts)]
        rows += [{"id": f"0-{n}", "text": texts[0] + f"\n\nThis version {n} says more than the first one did.\n"}, {"id": f"bad-{n}"}, [n], rows[-1]]
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return path


def _ingest(where: str, corpus: Path) -> Summary:
    with open_dossier(where, create=True) as dossier:
        return ingest(dossier, Inputs([str(corpus)], Settings()).items(), settings=Settings(), inputs=(str(corpus),), workers=1)


def test_run_counts_and_keeps_apart_what_failed(new_dossier: Callable[[], str], tmp_path: Path, reader: Expected) -> None:
    where, corpus = new_dossier(), _corpus(tmp_path / "c.jsonl", rounds=1)
    done = _ingest(where, corpus)
    assert (done.read, done.updated, done.unchanged, done.failed) == (9, 1, 1, 2)
    with open_dossier(where) as dossier:
        with dossier.reading() as connection:
            failed = connection.execute(select(QUARANTINE).order_by(QUARANTINE.c.key)).all()
            run = connection.execute(select(RUNS)).one()
        assert [(q.source, q.error) for q in failed] == [(f"{corpus}:10", "EmptySourceError"), (f"{corpus}:11", "SourceError")]
        assert all(q.hint for q in failed)
        assert (run.read, run.updated, run.unchanged, run.failed) == (9, 1, 1, 2) and run.ended and run.model and run.knowledge
        assert list(examine(dossier)) == []


def test_run_again_reads_nothing(new_dossier: Callable[[], str], tmp_path: Path, reader: Expected) -> None:
    where, corpus = new_dossier(), _corpus(tmp_path / "c.jsonl", rounds=1)
    _ingest(where, corpus)
    with open_dossier(where) as dossier:
        before = contents(dossier)
    reads = reader.reads
    done = _ingest(where, corpus)
    assert (done.read, done.unchanged, done.failed) == (0, 10, 2) and reader.reads == reads
    with open_dossier(where) as dossier:
        assert contents(dossier) == before


def test_run_what_can_be_read_at_last_leaves_the_quarantine(new_dossier: Callable[[], str], tmp_path: Path, reader: Expected) -> None:
    where, corpus = new_dossier(), tmp_path / "c.jsonl"
    corpus.write_text('{"id": "a"}\n', encoding="utf-8")
    assert _ingest(where, corpus).failed == 1
    corpus.write_text(json.dumps({"id": "a", "text": reader.records[0].article.text}) + "\n", encoding="utf-8")
    assert _ingest(where, corpus).read == 1
    with open_dossier(where) as dossier, dossier.reading() as connection:
        assert connection.execute(select(QUARANTINE)).all() == []


def test_run_what_was_read_is_kept_when_it_is_stopped(new_dossier: Callable[[], str], reader: Expected) -> None:
    texts = [r.article.text for r in reader.records]

    def items() -> Iterator[Item]:
        for n, text in enumerate(texts[:3]):
            yield Item(f"s:{n}", fields={"id": str(n), "text": text})
        raise KeyboardInterrupt

    with open_dossier(new_dossier(), create=True) as dossier:
        with pytest.raises(KeyboardInterrupt):
            ingest(dossier, items(), settings=Settings(), workers=1)
        with dossier.reading() as connection:
            assert connection.execute(select(ARTICLES.c.name)).scalars().all() == ["0", "1", "2"]
            assert connection.execute(select(RUNS.c.ended)).scalar_one() is not None
        assert [f.sort for f in examine(dossier)] == ["link"]
        assert ingest(dossier, iter([]), settings=Settings(), workers=1).read == 0
        assert list(examine(dossier)) == []


def test_run_what_the_store_refuses_fails_alone(new_dossier: Callable[[], str], reader: Expected, monkeypatch: pytest.MonkeyPatch) -> None:
    add = Writer.add

    def refusing(self: Writer, article: Article, record: Record, **more: Any) -> object:
        done = add(self, article, record, **more)
        if more["name"] == "1":
            raise UnstorableError("too long", hint="none")
        return done

    monkeypatch.setattr(Writer, "add", refusing)
    items = [Item(f"s:{n}", fields={"id": str(n), "text": r.article.text}) for n, r in enumerate(reader.records[:3])]
    with open_dossier(new_dossier(), create=True) as dossier:
        done = ingest(dossier, iter(items), settings=Settings(), workers=1)
        assert (done.read, done.failed) == (2, 1)
        with dossier.reading() as connection:
            assert connection.execute(select(ARTICLES.c.name).order_by(ARTICLES.c.key)).scalars().all() == ["0", "2"]
            assert connection.execute(select(QUARANTINE.c.source)).scalars().all() == ["s:1"]
            assert connection.execute(select(RUNS.c.read)).scalar_one() == 2


def test_run_endless_names_are_cut_and_told_apart(new_dossier: Callable[[], str], reader: Expected) -> None:
    noise = "".join(random.Random(1).choices("абвгдежзик", k=5000))
    items = [Item(f"s:{n}", fields={"id": noise + str(n), "text": r.article.text}) for n, r in enumerate(reader.records[:2])]
    items.append(Item(noise, fields={}))
    with open_dossier(new_dossier(), create=True) as dossier:
        for _ in range(2):
            done = ingest(dossier, iter(items), settings=Settings(), workers=1)
        assert (done.unchanged, done.failed) == (2, 1)
        with dossier.reading() as connection:
            names = connection.execute(select(ARTICLES.c.name)).scalars().all()
        assert len(set(names)) == 2 and all(len(n) <= 600 for n in names)


def test_run_reading_anew_takes_what_another_version_read(
    new_dossier: Callable[[], str], tmp_path: Path, reader: Expected, monkeypatch: pytest.MonkeyPatch
) -> None:
    where, corpus = new_dossier(), _corpus(tmp_path / "c.jsonl", rounds=1)
    _ingest(where, corpus)
    with open_dossier(where) as dossier:
        before = contents(dossier)
        assert reread(dossier, settings=Settings(), workers=1).read == 0
        monkeypatch.setattr(course, "model_version", lambda: "another")
        assert reread(dossier, settings=Settings(), workers=1).read == 8
        assert contents(dossier) == before
        assert reread(dossier, settings=Settings(), workers=1).read == 0
        assert reread(dossier, settings=Settings(), workers=1, everything=True).read == 8


def _killed(where: str, corpus: str) -> None:
    """What the process does that is killed."""
    course._pipeline = lambda knowledge, device: Expected(pause=0.12)  # type: ignore[assignment]
    course.BATCH = 3  # type: ignore[misc]
    _ingest(where, Path(corpus))
    os._exit(0)


@pytest.mark.slow
def test_run_killed_twenty_times_leaves_the_same_dossier(new_dossier: Callable[[], str], tmp_path: Path, reader: Expected) -> None:
    corpus = _corpus(tmp_path / "c.jsonl", rounds=5)
    whole, killed = new_dossier(), new_dossier()
    _ingest(whole, corpus)
    context, chance = multiprocessing.get_context("fork"), random.Random(5)
    hit = 0
    for number in range(KILLS):
        process = context.Process(target=_killed, args=(killed, str(corpus)))
        process.start()
        # the first ones while it reads, the last ones while it reads the rest, links, or has just ended
        process.join(chance.uniform(0.05, 0.6) if number < SURE else chance.uniform(0.6, 2.5))
        hit += process.is_alive()
        process.kill()
        process.join()
    assert hit >= SURE, "the process ended before it could be killed"
    _ingest(killed, corpus)
    with open_dossier(whole) as a, open_dossier(killed) as b:
        assert contents(a) == contents(b)
        assert list(examine(b)) == []


def test_run_a_server_that_restarts_between_two_stores_is_not_noticed(own_server: Any, tmp_path: Path, reader: Expected) -> None:
    corpus, read = _corpus(tmp_path / "c.jsonl"), reader.read
    whole, broken = own_server.address.format("whole"), own_server.address.format("broken")
    _ingest(whole, corpus)
    restarts = []

    def restarting(article: Article) -> Record:
        if article.text.startswith(reader.records[2].article.text[:200]) and not restarts:
            restarts.append(own_server.stop())
            own_server.start()
        return read(article)

    reader.read = restarting  # type: ignore[method-assign]
    _ingest(broken, corpus)
    assert restarts
    with open_dossier(whole) as a, open_dossier(broken) as b:
        assert contents(a) == contents(b)


def test_run_a_server_that_goes_while_it_stores_loses_nothing(
    own_server: Any, tmp_path: Path, reader: Expected, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = _corpus(tmp_path / "c.jsonl")
    whole, broken = own_server.address.format("whole"), own_server.address.format("broken")
    _ingest(whole, corpus)
    release, calls = Writer.release, []

    def gone(self: Writer, source: str) -> None:
        calls.append(source)
        if len(calls) == 20:  # in the middle of the second transaction
            own_server.stop()
        release(self, source)

    with monkeypatch.context() as patch:
        patch.setattr(Writer, "release", gone)
        with pytest.raises(StoreAccessError) as caught:
            _ingest(broken, corpus)
    assert caught.value.hint
    own_server.start()
    with open_dossier(broken) as dossier, dossier.reading() as connection:
        assert 0 < len(connection.execute(select(ARTICLES.c.key)).all()) < 16, "the first transaction is whole, the second is not there"
    _ingest(broken, corpus)
    with open_dossier(whole) as a, open_dossier(broken) as b:
        assert contents(a) == contents(b)
        assert list(examine(b)) == []


def test_run_a_clock_that_jumps_changes_no_dossier(new_dossier: Callable[[], str], tmp_path: Path, reader: Expected, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus, straight, jumping = _corpus(tmp_path / "c.jsonl"), new_dossier(), new_dossier()
    _ingest(straight, corpus)
    _ingest(straight, corpus)
    times = itertools.cycle(["2031-03-05T12:00:00+00:00", "1970-01-01T00:00:00+00:00", "2099-12-31T23:59:59+00:00"])
    monkeypatch.setattr("chancery.dossier.writer.now", lambda: next(times))
    _ingest(jumping, corpus)
    _ingest(jumping, corpus)
    with open_dossier(straight) as a, open_dossier(jumping) as b:
        assert contents(a) == contents(b)
        assert list(examine(b)) == []


def test_workers_give_the_same_dossier_as_one_process(tmp_path: Path) -> None:
    """With the real model, since the workers are processes of their own; one of them is killed while it reads."""
    texts = [r.article.text for r in Expected().records][:6]
    corpus = tmp_path / "c.jsonl"
    corpus.write_text("".join(json.dumps({"id": str(i), "text": t}) + "\n" for i, t in enumerate(texts)) + "{}\n", encoding="utf-8")
    settings = Settings(knowledge=Path(__file__).parents[2] / "examples" / "knowledge")
    held = []
    for count in (1, 2):
        with open_dossier(tmp_path / f"{count}.db", create=True) as dossier:
            done = ingest(dossier, Inputs([str(corpus)], settings).items(), settings=settings, workers=count)
            assert (done.read, done.failed) == (6, 1)
            held.append(contents(dossier))
    assert held[0] == held[1]


#: a worker that dies over items 7 and 20, and fails the others
DYING = """
import os, signal
from multiprocessing.connection import Connection
from chancery.ingest.item import Failed
pipe = Connection({})
pipe.recv()
pipe.send((-1, None))
while True:
    number, item = pipe.recv()
    if item.source in ("7", "20"):
        os.kill(os.getpid(), signal.SIGKILL)
    pipe.send((number, Failed(item.source, ValueError("x"))))
"""


def test_workers_one_that_dies_takes_one_item_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "CODE", DYING)
    items = [Item(str(n)) for n in range(40)]
    outcomes = list(workers.read_in_order(iter(items), workers.Plan("", Settings()), workers=3))
    assert [o.source for o in outcomes] == [i.source for i in items]
    assert [o.source for o in outcomes if "died" in str(getattr(o, "error", ""))] == ["7", "20"]


def test_workers_that_cannot_start_end_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "CODE", "import sys; sys.exit({} and 7)")
    with pytest.raises(InstallationError):
        list(workers.read_in_order(iter([Item("a"), Item("b")]), workers.Plan("", Settings()), workers=2))


def test_workers_a_script_needs_no_guard(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from chancery.dossier import open_dossier\nfrom chancery.ingest import ingest\nfrom chancery.ingest.item import Item\n"
        "from chancery.settings import Settings\n"
        "with open_dossier('d.db', create=True) as dossier:\n"
        "    print(ingest(dossier, iter([Item('a', fields={}), Item('b', fields={})]), settings=Settings(), workers=2).failed)\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, str(script)], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.stderr) == ("2\n", "")
