"""Articles and sentences of the corpora, coded for this project.

In: `training/coded/*.jsonl` (places in a text, never its words) and the corpora's own files; out: texts with annotation, of the annotated articles' shape.

Where the corpora do not lie at hand, or a text is another version than the one that was coded, there are none.
`python -m training.coded NOTES NAME` turns codings in the notation of the dispatches into such a file.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from training.dispatches import Dispatch, parse
from training.windows import DATA

FOLDER = Path(__file__).with_name("coded")
#: Where each corpus keeps its texts.
FILES = {"gum": "ud_gum/train.entities.jsonl.gz"} | {corpus: f"{corpus}/train.jsonl.gz" for corpus in ("polnear", "re3d", "ngec_synth", "plv", "plover_gsr")}


@lru_cache
def texts(corpus: str) -> dict[str, str]:
    """The texts of a corpus by their ids; none where it is not at hand."""
    path = DATA / FILES[corpus]
    if not path.exists():
        return {}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return {row["id"]: row["text"] for row in map(json.loads, file)}


def coded(kind: str | None = None) -> list[Dispatch]:
    """All coded texts at hand, or those of one file, in the order of the files; each is the beginning of its text, as far as it was coded."""
    found: list[Dispatch] = []
    for path in sorted(FOLDER.glob(f"{kind or '*'}.jsonl")):
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            text = texts(row["corpus"]).get(row["id"], "")[row["from"] : row["to"]]
            if hashlib.sha256(text.encode()).hexdigest()[:16] == row["sha256"]:
                filled = _mapped(row["gold"], lambda span, text=text: {**span, "text": text[span["start"] : span["end"]]})
                found.append(Dispatch(f"{row['corpus']}.{row['id']}", text, filled))
    return found


def _mapped(value: Any, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Any:
    """The value with every span in it changed."""
    if isinstance(value, list):
        return [_mapped(v, change) for v in value]
    if isinstance(value, dict):
        inner = {k: _mapped(v, change) for k, v in value.items()}
        return change(inner) if "start" in inner and "end" in inner else inner
    return value


def _bare(span: dict[str, Any]) -> dict[str, Any]:
    """A span without its words."""
    return {k: v for k, v in span.items() if k != "text"}


def row(corpus: str, identifier: str, begin: int, text: str, notes: str) -> dict[str, Any]:
    """One line of a file: the coding of `text`, which begins at `begin` in the corpus's own text. Raises DispatchError."""
    stripped = text.strip("\n")
    begin += len(text) - len(text.lstrip("\n"))
    gold = _mapped(parse(identifier, f"{stripped}\n----\n{notes}").gold, _bare)
    gold.pop("sha256")
    gold["article"]["title"] = None
    for said in gold["statements"]:
        said["speaker"], said["speaker_aliases"] = "", []
    for dispute in gold["disputes"]:
        dispute["about"] = ""
    for commitment in gold["commitments"]:
        commitment["condition"] = None
    digest = hashlib.sha256(stripped.encode()).hexdigest()[:16]
    return {"corpus": corpus, "id": identifier, "from": begin, "to": begin + len(stripped), "sha256": digest, "gold": gold}


def rows(notes: Path) -> Iterator[dict[str, Any]]:
    """The lines of a file of codings: blocks of `= CORPUS ID FROM TO` and the entries below."""
    for block in notes.read_text(encoding="utf-8").split("\n= "):
        if block.strip():
            first, _, entries = block.removeprefix("= ").partition("\n")
            corpus, identifier, begin, end = first.split("\t")
            yield row(corpus, identifier, int(begin), texts(corpus)[identifier][int(begin) : int(end)], entries)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    with (FOLDER / f"{sys.argv[2]}.jsonl").open("w", encoding="utf-8") as file:
        for line in rows(Path(sys.argv[1])):
            file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
