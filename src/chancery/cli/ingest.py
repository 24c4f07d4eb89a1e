"""`chancery ingest`: articles in, a dossier out."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command(short_help="Read articles into a dossier.")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--dossier", required=True, metavar="D", help="A file (SQLite) or a postgresql:// address; made if it is not there.")
@click.option("--knowledge", type=click.Path(path_type=Path), metavar="DIR", help="Folder of your own tables of actors and places.")
def ingest(inputs: tuple[str, ...], dossier: str, knowledge: Path | None) -> int:
    """Read each INPUT into the dossier D."""
    from chancery.dossier import open_dossier
    from chancery.dossier.writer import Writer
    from chancery.intake import article
    from chancery.pipeline import Pipeline, relink
    from chancery.settings import load

    pipeline = Pipeline(knowledge=load({"knowledge": knowledge}).knowledge)
    with open_dossier(dossier, create=True) as store:
        writer = Writer(store)
        writer.start_run(inputs=inputs)
        for name in inputs:
            with Path(name).open(encoding="utf-8") as file:
                for line in file:
                    row = json.loads(line)
                    known = {n: row.get(n) for n in ("title", "published", "publisher", "url")}
                    made = article(row["text"], **known, knowledge=pipeline.knowledge)
                    writer.add(made, pipeline.read(made), name=row.get("id"))
        writer.end_run()
        relink(store)
    return 0
