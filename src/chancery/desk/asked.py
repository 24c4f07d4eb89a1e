"""A request's query -> the filters and page it asks for, and the links of the other pages: filters live in the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from chancery.dossier.views.filters import Filters
from chancery.errors import UsageError

PAGE = 50
#: filters that an address may hold, in the order of the form
TEXTS = ("actor", "target", "country", "type", "act", "issue", "place", "publisher", "modality", "since", "until", "as_of")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks for: where, with which filters, which page (from 1), and whatever else stands in the query (`more`)."""

    path: str
    filters: Filters
    page: int
    more: Mapping[str, str]

    @classmethod
    def of(cls, path: str, query: Iterable[tuple[str, str]]) -> Asked:
        """From a query's names and values; empty values are as good as none.

        Raises:
            UsageError: a value that is none of its kind.
        """
        given = {name: value.strip() for name, value in query if value.strip()}
        page = _whole(given.pop("page", "1"), "page")
        certainty = given.pop("certainty", None)
        newest = given.pop("order", "") == "newest"
        texts = {name: given.pop(name) for name in TEXTS if name in given}
        try:
            sure = None if certainty is None else float(certainty)
        except ValueError as error:
            raise UsageError(f"certainty {certainty!r} is no number", hint="write it like 0.7") from error
        if sure is not None and not 0 <= sure <= 1:
            raise UsageError(f"certainty {certainty} is not between 0 and 1", hint="write it like 0.7")
        filters = Filters(**texts, certainty=sure, newest=newest, limit=PAGE + 1, offset=(page - 1) * PAGE)  # type: ignore[arg-type]
        return cls(path, filters, page, given)

    @property
    def active(self) -> dict[str, str]:
        """The filters that are set, by name."""
        named = {name: str(getattr(self.filters, name)) for name in TEXTS if getattr(self.filters, name)}
        return named | ({"certainty": f"{self.filters.certainty:g}"} if self.filters.certainty else {})

    def link(self, path: str | None = None, **changes: str | int | None) -> str:
        """The address of this or another page with these filters, some changed; the page begins anew unless it is given."""
        query: dict[str, str | int | None] = {**self.active, **self.more}
        if self.filters.newest:
            query["order"] = "newest"
        query.update(changes)
        written = urlencode({k: v for k, v in query.items() if v not in (None, "")})
        return f"{path or self.path}?{written}" if written else (path or self.path)

    @property
    def key(self) -> tuple[tuple[str, str], ...]:
        """All that is asked for, in one order."""
        given = {**self.active, **self.more, "page": str(self.page), "order": "newest" if self.filters.newest else ""}
        return tuple(sorted(given.items()))

    def whole(self) -> Filters:
        """The filters without a page."""
        return replace(self.filters, limit=None, offset=0)


def _whole(value: str, name: str) -> int:
    if not value.isdigit() or not 1 <= int(value) <= 1_000_000:
        raise UsageError(f"{name} {value!r} is no number of a page", hint="pages count from 1")
    return int(value)
