"""The report as Markdown."""

from __future__ import annotations

import dataclasses

from markdown_it import MarkdownIt

from chancery.report.markdown import to_markdown
from chancery.schema.record import Record


def _rendered(record: Record) -> str:
    return MarkdownIt("commonmark").enable("table").render(to_markdown(record))


def test_markdown_has_tables_lists_and_offsets(record: Record) -> None:
    page = _rendered(record)
    assert page.count("<table>") == 4
    assert "<strong>accused</strong>" in page and "<code>127–134</code>" in page
    assert "<li><strong>assert</strong>" in page


def test_markdown_text_of_an_article_makes_no_markup(record: Record) -> None:
    hostile = "<script>alert(1)</script> | [x](javascript:alert) **b** `c` # d"
    article = dataclasses.replace(record.article, title=hostile, publisher="- list\n# heading")
    actors = tuple(dataclasses.replace(a, name=hostile) for a in record.actors)
    page = _rendered(dataclasses.replace(record, article=article, actors=actors))
    assert "<script" not in page and "<a " not in page
    assert page.count("<h1>") == 1
    assert page.count("<table>") == 4
