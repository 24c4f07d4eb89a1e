"""Article -> Record, dossier -> links: the only file that knows the order of the stages. Each stage is imported when first needed: help costs nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chancery.knowledge import Knowledge
from chancery.schema.article import Article
from chancery.schema.reason import Reason
from chancery.schema.record import Record

if TYPE_CHECKING:
    from chancery.dossier.engines import Dossier
    from chancery.models.heads import Heads
    from chancery.schema.judgement import Anchor, Judgement, Verb
    from chancery.schema.links import Links
    from chancery.understand import Reader


#: how often links are found anew where the dossier changed while they were found, and the seconds rested at most before the second time; longer each time
ATTEMPTS, REST = 6, 0.2


class Pipeline:
    """Reads articles with one loaded model.

    `model` is the folder of the language model, `heads` the folder of the light heads (the shipped ones without), `knowledge` a folder of the user's own
    tables, `threads` how many threads the model may use (0: all cores), `device` where it runs ("cpu" or "cuda"). The model is loaded at the first article.
    """

    def __init__(self, model: Path | None = None, heads: Path | None = None, knowledge: Path | None = None, threads: int = 0, device: str = "cpu") -> None:
        self.knowledge = Knowledge(knowledge)
        self._model, self._heads, self._threads, self._device = model, heads, threads, device

    @cached_property
    def reader(self) -> Reader:
        """The language model. Raises InstallationError where a file of it, or the device, is missing."""
        from chancery.understand import Reader

        return Reader(self._model, threads=self._threads or None, knowledge=self.knowledge, device=self._device)

    @cached_property
    def heads(self) -> Heads:
        """The light heads."""
        from chancery.models.heads import Heads

        return Heads(self._heads)

    def read(self, article: Article) -> Record:
        """The record of one article: a function of its text, its date, the model and the knowledge, and of nothing else.

        Raises:
            InstallationError: the model, a head or a table is missing or damaged.
        """
        from chancery.extract import extract
        from chancery.resolve import resolve

        return resolve(extract(self.reader.read(article), heads=self.heads, knowledge=self.knowledge), heads=self.heads, knowledge=self.knowledge)

    def explain(self, article: Article) -> tuple[Record, tuple[Reason, ...]]:
        """The record of one article, as `read` gives it, and what each of its objects rests on.

        Raises:
            InstallationError: the model, a head or a table is missing or damaged.
        """
        from chancery.extract import extract
        from chancery.resolve import explain

        return explain(extract(self.reader.read(article), heads=self.heads, knowledge=self.knowledge), heads=self.heads, knowledge=self.knowledge)

    def read_all(self, articles: Iterable[Article]) -> Iterator[Record]:
        """The records of many articles, in their order, each made when it is asked for; the model reads a few articles ahead on further threads.

        Each is the same as `read` gives. What taking an article from `articles` raises is raised after the records of those before it.
        """
        from chancery.extract import extract
        from chancery.resolve import resolve
        from chancery.understand import readings

        for reading in readings(self.reader, articles):
            yield resolve(extract(reading, heads=self.heads, knowledge=self.knowledge), heads=self.heads, knowledge=self.knowledge)


@lru_cache(maxsize=4)
def shared(knowledge: Path | None = None) -> Pipeline:
    """The pipeline that every call of `read` with this knowledge shares."""
    return Pipeline(knowledge=knowledge)


def read(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    knowledge: Path | None = None,
) -> Record:
    """The record of one article's text; the model is loaded once and kept.

    >>> record = chancery.read("Foreign Minister Ana Orlu accused Tavia on Monday of massing troops.", published="2031-03-05")
    >>> record.statements[0].act
    'accuse'

    `published` is the ISO day of publication, against which "on Monday" is resolved; without it the day is looked for in the text.

    Raises:
        UsageError: `published` is no day.
        SourceError: the text is blank or not in English.
        InstallationError: the model or a table is missing or damaged.
    """
    from chancery.intake import article

    pipeline = shared(knowledge)
    return pipeline.read(article(text, published=published, title=title, publisher=publisher, url=url, knowledge=pipeline.knowledge))


def relink(dossier: Dossier, *, anew: bool = False) -> Links:
    """How the mentions of a dossier belong together, by what it holds and what analysts have decided, found and stored in it.

    Articles are linked in order of publication: from the first on that is new, or is judged otherwise, since the last linking; the links before it hold.
    Where an article was read anew all are linked. The same comes out as `anew`, from the first article. Given are the groups, copies and stories of the
    articles that were linked, with their members there.

    Raises:
        StoreError: the dossier cannot be read or written.
    """
    import random
    import time

    from chancery.dossier.judgements import constraints
    from chancery.dossier.past import kept
    from chancery.dossier.views.carriers import carriers
    from chancery.dossier.writer import Writer
    from chancery.errors import DamagedStoreError
    from chancery.link.linker import Linker
    from chancery.link.version import version

    for left in reversed(range(ATTEMPTS)):
        decided = constraints(dossier)
        with kept(dossier, decided, version=version(), anew=anew) as past:
            linker = Linker(decided, past=past if past.articles else None)
            for carrier in carriers(dossier, of=past.left):
                linker.add(carrier)
            found = linker.links()
        try:
            Writer(dossier).store_links(found, trail=linker.trail(), past=past)
            break
        except DamagedStoreError:
            # another process read an article anew, or linked, in the meantime
            if not left:
                raise
            time.sleep(random.uniform(0.0, REST * (ATTEMPTS - left)))  # two that got in each other's way once are not to do so again
    return found


def judge(
    dossier: Dossier,
    verb: Verb,
    anchor: Anchor,
    *,
    user: str,
    other: Anchor | None = None,
    value: dict[str, Any] | None = None,
    reason: str | None = None,
) -> Judgement:
    """Decide something about a mention, and link anew where that changes what belongs together. Raises as dossier.judgements.judge does."""
    from chancery.dossier.judgements import REGROUPING
    from chancery.dossier.judgements import judge as decided

    made = decided(dossier, verb, anchor, user=user, other=other, value=value, reason=reason)
    if verb in REGROUPING:
        relink(dossier)
    return made


def undo(dossier: Dossier, number: int, *, user: str, reason: str | None = None) -> Judgement:
    """Take a judgement back, and link anew. Raises as dossier.judgements.undo does."""
    from chancery.dossier.judgements import undo as undone

    made = undone(dossier, number, user=user, reason=reason)
    relink(dossier)
    return made


def rebuild(dossier: Dossier) -> Links:
    """Throw away what was made of a dossier's records and judgements (mentions, links) and make it again: the same comes out."""
    from chancery.dossier.writer import rebuild as made_anew

    made_anew(dossier)
    return relink(dossier)
