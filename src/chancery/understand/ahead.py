"""Articles -> their readings, in order, the model at work on the next articles while the caller makes the record of one.

The model runs outside Python's lock, so that on two cores a stream takes as long as model or rules alone, whichever is longer. A batch never holds words of
two articles, so a reading is the same as of the article alone.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from chancery.schema.article import Article
from chancery.schema.reading import Reading
from chancery.understand.reader import Pass, Reader
from chancery.understand.windows import Cut

#: articles taken beyond those the model's threads are at work on
SPARE = 1
#: seconds for which a pass that is done may wait for the rules to let it go on: the usual five milliseconds leave a core idle for as long
PATIENCE = 0.001


@dataclass(frozen=True, slots=True)
class Awaited:
    """An article under way: its sentences, and its batches with what gives the model's word on each."""

    article: Article
    found: list[Cut]
    passes: list[Pass]


def readings(reader: Reader, articles: Iterable[Article]) -> Iterator[Reading]:
    """The readings of many articles. Up to `reader.threads` + 1 articles beyond the one asked for are taken; what taking one raises is raised in its turn."""
    source = iter(articles)
    first = list(islice(source, 1))
    if reader.threads == 1:
        yield from map(reader.read, chain(first, source))
        return
    if first:
        yield reader.read(first[0])  # it waits for no other
    patience = sys.getswitchinterval()
    sys.setswitchinterval(min(patience, PATIENCE))
    try:
        yield from _ahead(reader, source)
    finally:
        sys.setswitchinterval(patience)


def _ahead(reader: Reader, source: Iterator[Article]) -> Iterator[Reading]:
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
                under_way.append(Awaited(article, *reader.passes(article)))
        if not under_way:
            break
        done = under_way.popleft()
        yield reader.decode(done.article, done.found, done.passes)
    if failure is not None:
        raise failure
