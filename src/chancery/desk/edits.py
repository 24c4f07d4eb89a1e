"""The fields of a form -> the fields of a mention to replace: parties by name, dates as days, numbers in digits. What was not touched is left out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from chancery.dossier import Dossier
from chancery.dossier.views.filters import day
from chancery.dossier.views.party import party
from chancery.errors import UsageError
from chancery.schema.serial import to_plain
from chancery.schema.time import Interval

NUMBERS = ("low", "high")
DATES = ("date", "due", "as_of")
#: may not be left empty: a reading stands for some words
WORDS = "words"
#: fields that hold one party, and several
ONE, SEVERAL = ("by", "actor"), ("sources", "targets", "addressees", "who", "towards")


def value_of(fields: Mapping[str, str], dossier: Dossier) -> dict[str, Any] | None:
    """What an edit or a verdict is to hold: the JSON object in `value`, else the fields `set-NAME` that differ from `was-NAME`. Empty ones are null.

    Raises:
        UsageError: a value is none of its kind.
    """
    if fields.get("value"):
        try:
            found = json.loads(fields["value"])
        except ValueError as error:
            raise UsageError("value is no JSON", hint='write it like {"modality": "occurred"}') from error
        if not isinstance(found, dict):
            raise UsageError("value is no JSON object", hint='write it like {"modality": "occurred"}')
        return found
    given = {}
    for name, text in fields.items():
        if name == f"set-{WORDS}" and " ".join(text.split()) == " ".join(fields.get(f"was-{WORDS}", "").split()):
            continue
        if name.startswith("set-") and text.strip() != fields.get(f"was-{name[4:]}", "").strip():
            given[name[4:]] = _value(name[4:], text.strip(), dossier)
    return given or None


def _value(name: str, text: str, dossier: Dossier) -> Any:
    if name in SEVERAL:
        return [to_plain(party(dossier, each)) for each in text.split(";") if each.strip()]
    if name == WORDS:
        return text
    if not text:
        return None
    if name in ONE:
        return to_plain(party(dossier, text))
    if name in NUMBERS:
        try:
            return float(text.replace(",", ""))
        except ValueError as error:
            raise UsageError(f"{text!r} is no number", hint="write it in digits") from error
    if name in DATES and ("/" in text or len(text) == 10):
        first, slash, last = (part.strip() for part in text.partition("/"))
        days = [day(each, name=name) if each else None for each in (first, last)]
        return to_plain(Interval(days[0], days[1])) if slash else days[0]
    return text
