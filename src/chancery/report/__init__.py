"""Records for people and programs: text, JSON, Markdown, HTML."""

from __future__ import annotations

from chancery.schema.record import Record


def render(record: Record, form: str, *, several: bool = False) -> str:
    """The record in one of the forms text, json, html, markdown; `several` puts a JSON record on one line."""
    if form == "json":
        from chancery.report.json import to_json

        return to_json(record, indent=None if several else 1)
    if form == "html":
        from chancery.report.html import to_html

        return to_html(record)
    if form == "markdown":
        from chancery.report.markdown import to_markdown

        return to_markdown(record)
    from chancery.report.text import to_text

    return to_text(record)
