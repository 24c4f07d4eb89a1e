"""The public face: what `import chancery` promises, and no more."""

from __future__ import annotations

import inspect

import chancery


def test_exported_members_are_these() -> None:
    assert sorted(chancery.__all__) == ["Article", "ChanceryError", "Pipeline", "Record", "__version__", "frames", "read"]
    assert all(hasattr(chancery, name) for name in chancery.__all__)


def test_exported_members_are_documented() -> None:
    for name in set(chancery.__all__) - {"__version__"}:
        assert inspect.getdoc(getattr(chancery, name)), name


def test_exported_members_read_takes_options_by_keyword_only() -> None:
    first, *options = inspect.signature(chancery.read).parameters.values()
    assert first.name == "text"
    assert all(p.kind is inspect.Parameter.KEYWORD_ONLY for p in options)
    assert {"published", "title", "publisher", "url", "knowledge"} <= {p.name for p in options}
