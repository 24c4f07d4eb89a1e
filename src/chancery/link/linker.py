"""The order in which an article is linked: first whose text it is and what story it tells, then its mentions kind by kind, then what they settle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

from chancery.link.actors import Actors
from chancery.link.archive import Archive
from chancery.link.commitments import Commitments
from chancery.link.copies import Copies
from chancery.link.disputes import Disputes
from chancery.link.documents import Documents
from chancery.link.events import Events
from chancery.link.figures import Figures
from chancery.link.fulfilments import Fulfilments
from chancery.link.groups import Groups
from chancery.link.memory import Past
from chancery.link.positions import Positions
from chancery.link.statements import Statements
from chancery.link.stories import Stories
from chancery.link.tokens import Tokens
from chancery.schema.links import Constraint, Links, Trace, Trail
from chancery.schema.mention import (
    ActorMention,
    Carrier,
    CommitmentMention,
    DisputeMention,
    DocumentMention,
    EventMention,
    FigureMention,
    Mention,
    PositionMention,
    StatementMention,
)  # fmt: skip

M = TypeVar("M", bound=Mention)


class Linker:
    """Links articles one after the other; what it has found so far depends on nothing that comes later.

    With a past it goes on from there: it finds what it would have found had it linked those articles too, but tells only what is new.
    """

    def __init__(self, constraints: Sequence[Constraint] = (), *, past: Past | None = None) -> None:
        self._archive = archive = Archive(past)
        self._copies = Copies(archive)
        self._stories = Stories(archive)
        self._actors = Actors(archive, constraints)
        self._statements = Statements(archive, constraints)
        self._events = Events(archive, constraints)
        self._figures = Figures(archive, constraints)
        self._commitments = Commitments(archive, constraints)
        self._positions = Positions(archive, constraints)
        self._disputes = Disputes(archive, constraints)
        self._documents = Documents(archive, constraints)
        self._fulfilments = Fulfilments(archive, self._commitments, self._events)
        self._kinds: tuple[Groups, ...] = tuple(
            kind.groups for kind in (
                self._actors, self._statements, self._events, self._figures, self._commitments, self._positions, self._disputes, self._documents,
            )
        )  # fmt: skip
        self._traces: list[Trace] = []

    def add(self, carrier: Carrier) -> None:
        """Link one article, which must not be older than those before."""
        tokens = Tokens(carrier.text)
        counts = Counter(tokens.stems)
        self._archive.lexicon.add(counts)
        root = self._copies.add(carrier)
        story, words = self._stories.add(carrier, counts)
        self._actors.add(carrier, _of(ActorMention, carrier))
        statements = _of(StatementMention, carrier)
        self._statements.add(carrier, statements, tokens)
        events = _of(EventMention, carrier)
        self._events.add(carrier, events, tokens)
        self._figures.add(carrier, _of(FigureMention, carrier), tokens)
        self._commitments.add(carrier, _of(CommitmentMention, carrier), tokens)
        self._positions.add(carrier, _of(PositionMention, carrier))
        self._disputes.add(carrier, _of(DisputeMention, carrier))
        answered = len(self._documents.answers)
        self._documents.add(carrier, _of(DocumentMention, carrier))
        self._fulfilments.add(carrier, events, statements)
        placed = {groups.kind: made for groups in self._kinds if (made := groups.placings())}
        answers = tuple((a.document, a.answers) for a in self._documents.answers[answered:])
        self._traces.append(Trace(carrier.key, carrier.name, carrier.published, root, story, words, placed, self._statements.turns, answers))
        self._archive.memory.at += 1

    def links(self) -> Links:
        """What was found."""
        return Links(
            groups=tuple(g for kind in self._kinds for g in kind.all()),
            copies=tuple(self._copies.found),
            fulfilments=tuple(self._fulfilments.all()),
            answers=tuple(self._documents.answers),
            stories=tuple(self._stories.all()),
        )


    def trail(self) -> Trail:
        """What to keep, so that linking can go on from here."""
        return Trail(self._archive.memory.first, tuple(self._traces), self._archive.memory.added())


def _of(shape: type[M], carrier: Carrier) -> list[M]:
    return [m for m in carrier.mentions if isinstance(m, shape)]


def order(carrier: Carrier) -> tuple[str, str, int, int]:
    """Where an article stands: by day of publication, then name, then version."""
    return carrier.published or "", carrier.name, carrier.version, carrier.key


def link(carriers: Iterable[Carrier], *, constraints: Sequence[Constraint] = ()) -> Links:
    """How the mentions of many articles belong together.

    The links of the articles up to a day are the links of all, less the later members: a mention only joins what was published before it. Articles of
    no known date come first. `constraints` are what analysts have decided; they come before every score.

    >>> links = link([Carrier(1, "a", 1, "", None, "2031-03-05", "The Courier", None, None, "Tavia massed troops.")])
    >>> links.stories[0].articles
    (1,)

    Raises:
        InstallationError: the weights are missing or damaged.
    """
    linker = Linker(constraints)
    for carrier in sorted(carriers, key=order):
        linker.add(carrier)
    return linker.links()
