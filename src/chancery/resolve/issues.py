"""Issues: labels in words to issues by id ("i1", …), one id an issue however it is worded. In: labels and texts; out: ids and the issues they stand for."""

from __future__ import annotations

from chancery.knowledge import Knowledge
from chancery.knowledge.issues import issue_key, vocabulary
from chancery.schema.issue import Issue


class Issues:
    """The issues of one article, numbered as they are first met."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._vocabulary = vocabulary(knowledge)
        self._ids: dict[str, str] = {}
        self._all: list[Issue] = []

    def id(self, label: str) -> str:
        """The id of an issue: of the vocabulary's where the label names one, else of the label's own words."""
        known = label if label in self._vocabulary.topics else self._vocabulary.label(label)
        return self._number(known, self._vocabulary.topics[known].kind) if known else self._number(label, "other")

    def of(self, text: str) -> tuple[str, ...]:
        """The ids of the vocabulary's issues that a text names, the most closely named first."""
        return tuple(self._number(label, self._vocabulary.topics[label].kind) for label in self._vocabulary.labels(text))

    @property
    def all(self) -> tuple[Issue, ...]:
        """The issues that were asked for, in the order of their ids."""
        return tuple(self._all)

    def _number(self, label: str, kind: str) -> str:
        key = issue_key(label) if kind == "other" else label
        if key not in self._ids:
            self._ids[key] = f"i{len(self._all) + 1}"
            self._all.append(Issue(self._ids[key], " ".join(label.split()), kind))
        return self._ids[key]
