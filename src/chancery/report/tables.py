"""Dossier -> tables of typed columns, one a kind: what CSV, Parquet and data frames share.

`frames(dossier, "events")` gives a pandas frame, `library="polars"` a polars one. The columns of each kind are in docs/reference/exports.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from chancery.dossier import Dossier, open_dossier
from chancery.dossier.rows import days
from chancery.dossier.views.filters import Filters
from chancery.dossier.views.merge import when_text
from chancery.errors import InstallationError, UsageError
from chancery.report.export.annotations import spans
from chancery.report.export.holdings import Holdings, Thing, digest, holdings
from chancery.report.export.rows import line_of
from chancery.schema.mention import KINDS, Kind

if TYPE_CHECKING:
    import pyarrow

#: text, whole number, number, yes or no, day, list of texts
Type = Literal["text", "int", "float", "bool", "day", "texts"]
Cell = str | int | float | bool | None | list[str]
Row = dict[str, Cell]
TABLES = ("events", "statements", "figures", "commitments", "positions", "disputes", "documents", "actors", "articles", "mentions")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what its cells are, and what a thing has there."""

    name: str
    type: Type
    of: Callable[[Any, Holdings], Any]


def _field(name: str, kind: Type = "text", attribute: str | None = None) -> Column:
    return Column(name, kind, lambda t, _: getattr(t.row, attribute or name))


def _date(name: str, attribute: str) -> tuple[Column, ...]:
    """A date as it was read, and as its first and last day."""
    return (
        Column(name, "text", lambda t, _: when_text(getattr(t.row, attribute))),
        Column(f"{name}_from", "day", lambda t, _: days(getattr(t.row, attribute))[0]),
        Column(f"{name}_to", "day", lambda t, _: days(getattr(t.row, attribute))[1]),
    )


def _names(name: str, attribute: str) -> Column:
    return Column(name, "texts", lambda t, _: [w.name for w in getattr(t.row, attribute)])


def _evidence(t: Thing[Any], held: Holdings) -> list[str]:
    return [f"{held.articles[x.mention.article].name}@{s.start}-{s.end}" for x in t.told for s in spans(x.mention)]


_HEAD = (_field("id"),)
_TAIL = (
    _field("publishers", "int"), _field("reported", "day"), _field("latest", "day"), _field("confidence", "float"),
    Column("line", "text", lambda t, held: held.short(line_of(t.row))), Column("evidence", "texts", _evidence),
)  # fmt: skip
COLUMNS: dict[str, tuple[Column, ...]] = {
    "events": (
        *_HEAD, _field("type"), _field("mode"), _field("modality"), _field("contested", "bool"), *_date("date", "date"), _field("date_basis"),
        _field("sources", "texts"), _names("source_names", "actors"), _field("targets", "texts"), _names("target_names", "recipients"),
        _field("place"), Column("place_country", "text", lambda t, _: t.row.spot.country if t.row.spot else None),
        Column("lat", "float", lambda t, _: t.row.spot.lat if t.row.spot else None),
        Column("lon", "float", lambda t, _: t.row.spot.lon if t.row.spot else None),
        Column("geonames", "int", lambda t, _: t.row.spot.geonames if t.row.spot else None),
        _field("quad", "int"), _field("intensity", "float"), _field("goldstein", "float"), _field("issues", "texts"), *_TAIL,
    ),
    "statements": (
        *_HEAD, _field("speaker"), _field("country"), _field("act"), _field("form", attribute="kind"), *_date("date", "date"), _field("date_basis"),
        _names("addressees", "addressees"), _field("place"), _field("issues", "texts"),
        Column("words", "text", lambda t, held: held.short(t.row.words)), *_TAIL,
    ),
    "figures": (
        *_HEAD, _field("counted"), _field("unit"), _field("actor"), _field("place"), _field("low", "float"), _field("high", "float"), *_date("as_of", "as_of"),
        _field("revised", "bool"), Column("stages", "int", lambda t, _: len({p.stage for p in t.row.points})), *_TAIL,
    ),
    "commitments": (
        *_HEAD, _field("who", "texts"), _field("towards", "texts"), Column("action", "text", lambda t, held: held.short(t.row.action)), *_date("due", "due"),
        Column("condition", "text", lambda t, held: held.short(t.row.condition) if t.row.condition else None), _field("status"), _field("overdue_days", "int"),
        Column("resolved_by", "text", lambda t, _: t.row.resolved_by.id if t.row.resolved_by else None), *_TAIL,
    ),
    "positions": (
        *_HEAD, _field("actor"), _field("code"), _field("issue"), _field("stance"), _field("changed", "bool"),
        Column("stances", "texts", lambda t, _: [h.stance for h in t.row.history]), *_TAIL,
    ),
    "disputes": (
        *_HEAD, Column("about", "text", lambda t, held: held.short(t.row.about)), Column("sides", "texts", lambda t, _: [s.who or "" for s in t.row.sides]),
        Column("words", "texts", lambda t, held: [held.short(s.mentions[0].words) if s.mentions else "" for s in t.row.sides]), *_TAIL,
    ),
    "documents": (
        *_HEAD, _field("kind"), _field("name"), _field("issuer"), _field("recipients", "texts"), *_date("date", "date"), _field("status"), *_TAIL,
    ),
    "actors": (
        Column("key", "text", lambda a, _: a.party.key), Column("name", "text", lambda a, _: a.party.name), Column("kind", "text", lambda a, _: a.party.kind),
        Column("code", "text", lambda a, _: a.party.code), Column("country", "text", lambda a, _: a.party.country),
        Column("sectors", "texts", lambda a, _: list(a.sectors)), Column("role", "text", lambda a, _: a.party.role),
        Column("wikidata", "text", lambda a, _: a.wikidata),
    ),
    "articles": (
        Column("article", "text", lambda h, _: h.name), Column("version", "int", lambda h, _: h.version), Column("hash", "text", lambda h, _: h.article.id),
        Column("title", "text", lambda h, held: held.short(h.article.title) if h.article.title else None),
        Column("published", "day", lambda h, _: h.article.published), Column("publisher", "text", lambda h, _: h.article.publisher),
        Column("syndicated_from", "text", lambda h, _: h.article.syndicated_from), Column("url", "text", lambda h, _: h.article.url),
        Column("byline", "texts", lambda h, _: list(h.article.byline)), Column("language", "text", lambda h, _: h.article.language),
        Column("characters", "int", lambda h, _: len(h.article.text)), Column("sha256", "text", lambda h, _: digest(h.article.text)),
        Column("copy_of", "text", lambda h, held: held.articles[h.copy_of].name if h.copy_of in held.articles else None),
    ),
    "mentions": (
        Column("kind", "text", lambda m, _: m[0]), Column("id", "text", lambda m, _: m[1].row.id),
        Column("article", "text", lambda m, held: held.articles[m[2].mention.article].name), Column("start", "int", lambda m, _: m[3].start),
        Column("end", "int", lambda m, _: m[3].end), Column("words", "text", lambda m, held: held.words(m[2].mention.article, m[3])),
        Column("sha256", "text", lambda m, held: digest(m[3].of(held.text(m[2].mention.article)))),
        Column("sentence", "text", lambda m, held: held.words(m[2].mention.article, m[2].mention.sentence)),
        Column("by", "text", lambda m, _: m[2].mention.by.name if m[2].mention.by else None),
        Column("publisher", "text", lambda m, _: m[2].source.publisher), Column("published", "day", lambda m, _: m[2].source.published),
        Column("url", "text", lambda m, _: m[2].source.url), Column("copy_of", "text", lambda m, _: m[2].source.copy_of),
        Column("confidence", "float", lambda m, _: m[2].mention.confidence), Column("reason", "text", lambda m, _: m[2].reason),
        Column("score", "float", lambda m, _: m[2].score),
    ),
}  # fmt: skip


def rows(table: str, held: Holdings) -> Iterator[Row]:
    """The rows of a table, each with all its columns; what is not known is null.

    Raises:
        UsageError: there is no such table.
    """
    columns = columns_of(table)
    for thing in _things(table, held):
        yield {c.name: _clean(c.of(thing, held)) for c in columns}


def _things(table: str, held: Holdings) -> Iterator[Any]:
    if table == "articles":
        yield from held.articles.values()
    elif table == "actors":
        yield from (a for _, a in sorted(held.known.items()))
    elif table == "mentions":
        for kind in KINDS:
            if kind != "actor":
                yield from ((kind, thing, told, span) for thing in held.things(kind) for told in thing.told for span in spans(told.mention))
    else:
        yield from held.things(_kind(table))


def _kind(table: str) -> Kind:
    return next(k for k in KINDS if f"{k}s" == table)


def _clean(value: Any) -> Cell:
    """A cell: a number is a number and nothing is null."""
    if isinstance(value, (tuple, list)):
        return [str(v) for v in value]
    if value == "":
        return None
    cell: Cell = value
    return cell


def arrow(table: str, held: Holdings) -> pyarrow.Table:
    """A table as pyarrow has it, with the schema of its kind. Raises as `rows` does."""
    import datetime

    import pyarrow as pa

    types = {
        "text": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_(), "day": pa.date32(), "texts": pa.list_(pa.string()),
    }  # fmt: skip
    found = list(rows(table, held))
    schema = pa.schema([pa.field(c.name, types[c.type]) for c in COLUMNS[table]], metadata={b"chancery": b"chancery.table/1", b"table": table.encode()})

    def cell(column: Column, value: Any) -> Any:
        if value is None or column.type == "text":
            return value
        return datetime.date.fromisoformat(value) if column.type == "day" else float(value) if column.type == "float" else value

    return pa.table([pa.array([cell(c, r[c.name]) for r in found], type=types[c.type]) for c in COLUMNS[table]], schema=schema)


def frames(
    dossier: Dossier | str | Path,
    table: str = "events",
    *,
    library: Literal["pandas", "polars"] = "pandas",
    filters: Filters | None = None,
    text_free: bool = False,
) -> Any:
    """A table of a dossier as a data frame: days are dates, numbers numbers, lists lists of strings, what is not known is missing.

    >>> chancery.frames("crisis.db", "statements").groupby("speaker").size()

    Raises:
        UsageError: there is no such table or library, or a filter names nobody.
        InstallationError: the library is not installed (`pip install 'chancery[frames]'`).
        StoreError: the dossier cannot be opened.
    """
    if library not in ("pandas", "polars"):
        raise UsageError(f"frames of {library!r} are not made", hint="pandas or polars")
    if not isinstance(dossier, (str, Path)):
        return _framed(dossier, table, library, filters, text_free)
    with open_dossier(dossier) as opened:
        return _framed(opened, table, library, filters, text_free)


def _framed(dossier: Dossier, table: str, library: str, filters: Filters | None, text_free: bool) -> Any:
    try:
        if library == "polars":
            import polars
        else:
            import pandas  # type: ignore[import-untyped]
    except ImportError as error:
        raise InstallationError(f"{library} is not installed", hint="pip install 'chancery[frames]'") from error
    with holdings(dossier, filters=filters, text_free=text_free) as held:
        made = arrow(table, held)
    if library == "polars":
        return polars.from_arrow(made)
    return made.to_pandas(types_mapper=_nullable(pandas).get)


def _nullable(pandas: Any) -> dict[Any, Any]:
    """pandas' types that can miss a value, for whole numbers and truths: without them an int column with a gap turns into floats."""
    import pyarrow as pa

    return {pa.int64(): pandas.Int64Dtype(), pa.bool_(): pandas.BooleanDtype(), pa.string(): pandas.StringDtype()}


def columns_of(table: str) -> Sequence[Column]:
    """The columns of a table. Raises UsageError where there is none of that name."""
    if table not in COLUMNS:
        raise UsageError(f"there is no table {table!r}", hint=f"one of {', '.join(TABLES)}")
    return COLUMNS[table]
