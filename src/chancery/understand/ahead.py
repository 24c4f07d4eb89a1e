"""Articles -> their readings, in order, the model at work on the next articles while the caller makes the record of one.

The model runs outside Python's lock, so that on two cores a stream takes as long as model or rules alone, whichever is longer. A batch never holds words of
two articles, so a reading is the same as of the article alone.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from numpy.typing import NDArray

from chancery.schema.article import Article
from chancery.schema.reading import Reading
from chancery.understand.reader import Reader, run
from chancery.understand.windows import Batch, Cut

#: articles taken beyond those the model's threads are at work on
SPARE = 1
#: seconds for which a pass that is done may wait for the rules to let it go on: the usual five milliseconds leave a core idle for as long
PATIENCE = 0.001


@dataclass(frozen=True, slots=True)
class Awaited:
    """An article under way: its sentences, and its batches with the model's word on them, made or to be made."""

    article: Article
    found: list[Cut]
    passes: list[tuple[Batch, Future[list[NDArray[Any]]]]]


def readings(reader: Reader, articles: Iterable[Article]) -> Iterator[Reading]:
    """The readings of many articles. Up to `reader.threads` + 1 articles beyond the one asked for are taken; what taking one raises is raised in its turn."""
    source = iter(articles)
    first = list(islice(source, 1))
    if reader.threads == 1:
        yield from map(reader.read, chain(first, source))
        return
    if first:
        yield reader.read(first[0])  # one article alone asks for no further threads
    pool = ThreadPoolExecutor(reader.threads, thread_name_prefix="model")
    patience = sys.getswitchinterval()
    sys.setswitchinterval(min(patience, PATIENCE))
    try:
        yield from _ahead(reader, source, pool)
    finally:
        sys.setswitchinterval(patience)
        pool.shutdown(wait=True, cancel_futures=True)


def _ahead(reader: Reader, source: Iterator[Article], pool: ThreadPoolExecutor) -> Iterator[Reading]:
    under_way: deque[Awaited] = deque()
    failure: Exception | None = None
    more = True
    while True:
        while more and len(under_way) <= reader.threads + SPARE:
            try:
                article = next(source)
            except StopIteration:
                more = False
            except Exception as error:
                more, failure = False, error
            else:
                found, passes = reader.passes(article)
                under_way.append(Awaited(article, found, [(batch, pool.submit(run, reader.single, batch)) for batch, _ in passes]))
        if not under_way:
            break
        done = under_way.popleft()
        yield reader.decode(done.article, done.found, [(batch, made.result) for batch, made in done.passes])
    if failure is not None:
        raise failure
