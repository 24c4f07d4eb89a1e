"""Web pages side by side with the peers, in one run: main text (Chancery, trafilatura) and publication dates (Chancery, htmldate).

    python -m benchmarks.peers_web [--data DIR] [--limit N]

Pages come from `article_extraction` and `article_dates` of the data folder (../shared/data or CHANCERY_DATA). Main text is measured as in
scrapinghub's article-extraction-benchmark: shingles of four words, precision and recall a page, averaged, and their F1. Where a page has only
strings that must and must not be in the text, the share of these judged right is the accuracy.
"""

from __future__ import annotations

import argparse
import ast
import gzip
import json
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHINGLE = 4
SETS = ("scrapinghub", "fundus")


def folder(named: str | None) -> Path:
    """The data folder."""
    return Path(named or os.environ.get("CHANCERY_DATA") or ROOT.parent / "shared" / "data")


def rows(path: Path, limit: int | None) -> Iterator[dict[str, Any]]:
    """The rows of a gzipped file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for number, line in enumerate(file):
            if limit is not None and number >= limit:
                return
            yield json.loads(line)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The runs of four words; a shorter text is one."""
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))) if words else Counter()


@dataclass
class TextScore:
    """Averages over the pages so far."""

    precision: float = 0.0
    recall: float = 0.0
    pages: int = 0
    seconds: float = 0.0
    judged: Counter[bool] = field(default_factory=Counter)

    def add(self, gold: str, text: str) -> None:
        """One page with its full text."""
        g, p = shingles(gold), shingles(text)
        common = sum((g & p).values())
        self.precision += common / p.total() if p else float(not g)
        self.recall += common / g.total() if g else float(not p)
        self.pages += 1

    def row(self) -> str:
        """The table's cells."""
        if not self.pages:
            return "- | - | -"
        p, r = self.precision / self.pages, self.recall / self.pages
        return f"{p:.3f} | {r:.3f} | {2 * p * r / (p + r) if p + r else 0.0:.3f}"


def ours_text(html: str, url: str) -> str:
    """Chancery's main text: the body with all headlines but the title, without furniture and captions."""
    from chancery.errors import ChanceryError
    from chancery.intake import page

    try:
        made = page(html, url=url, any_language=True)
    except ChanceryError:
        return ""
    title = next((b.start for b in made.blocks if b.role == "headline"), -1)
    return "\n".join(made.text[b.start : b.end] for b in made.blocks if b.role == "body" or (b.role == "headline" and b.start != title))


def ours_whole(html: str, url: str) -> str:
    """Chancery's whole text, with headline, captions and credits."""
    from chancery.errors import ChanceryError
    from chancery.intake import page

    try:
        return page(html, url=url, any_language=True).text
    except ChanceryError:
        return ""


def trafilatura_text(html: str, url: str, *, fast: bool) -> str:
    """The peer's text."""
    import trafilatura

    return trafilatura.extract(html, url=url, fast=fast, include_comments=False) or ""


def texts(data: Path, limit: int | None) -> None:
    """Prints the table of main texts."""
    readers: dict[str, Callable[[str, str], str]] = {
        "Chancery, main text": ours_text,
        "Chancery, whole text": ours_whole,
        "trafilatura": lambda html, url: trafilatura_text(html, url, fast=False),
        "trafilatura, fast": lambda html, url: trafilatura_text(html, url, fast=True),
    }
    print("| main text | " + " | ".join(f"{s} P | R | F1" for s in SETS) + " | trafilatura_en accuracy | pages/s |")
    print("|---|" + "---|" * (3 * len(SETS) + 2))
    for name, read in readers.items():
        scores = {s: TextScore() for s in (*SETS, "trafilatura_en")}
        for label, score in scores.items():
            for row in rows(data / "article_extraction" / f"{label}.train.jsonl.gz", limit):
                began = time.perf_counter()
                text = read(row["html"], row["url"])
                score.seconds += time.perf_counter() - began
                if label in SETS:
                    score.add(row["gold_text"], text)
                else:
                    score.pages += 1
                    for key, wanted in (("with", True), ("without", False)):
                        given = row[key] if isinstance(row[key], list) else ast.literal_eval(row[key] or "[]")
                        score.judged.update((part in text) is wanted for part in given or [] if part)
        judged = scores["trafilatura_en"].judged
        accuracy = f"{judged[True] / judged.total():.3f}" if judged else "-"
        speed = sum(s.pages for s in scores.values()) / sum(s.seconds for s in scores.values())
        print(f"| {name} | " + " | ".join(scores[s].row() for s in SETS) + f" | {accuracy} | {speed:.0f} |")


def dates(data: Path, limit: int | None) -> None:
    """Prints the table of publication dates."""
    import htmldate

    from chancery.intake import page_date

    def peer(html: str, url: str, *, original: bool) -> str | None:
        try:
            return htmldate.find_date(html, url=url, original_date=original)
        except ValueError:
            return None

    readers: dict[str, Callable[[str, str], str | None]] = {
        "Chancery": lambda html, url: page_date(html, url=url),
        "htmldate": lambda html, url: peer(html, url, original=False),
        "htmldate, original date": lambda html, url: peer(html, url, original=True),
    }
    print("\n| publication date | right | wrong | none | precision | recall | F1 | pages/s |\n|---|---|---|---|---|---|---|---|")
    for name, read in readers.items():
        count: Counter[str] = Counter()
        undated = 0
        began = time.perf_counter()
        for row in rows(data / "article_dates" / "htmldate.train.jsonl.gz", limit):
            found = read(row["html"], row["url"])
            gold = row["date"] if isinstance(row["date"], str) else None  # some pages have no date
            undated += gold is None
            count["right" if found and found == gold else "wrong" if found else "none" if gold else "rightly none"] += 1
        seconds = time.perf_counter() - began
        precision = count["right"] / max(1, count["right"] + count["wrong"])
        recall = count["right"] / max(1, count.total() - undated)
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        print(f"| {name} | {count['right']} | {count['wrong']} | {count['none']} | {precision:.3f} | {recall:.3f} | {f1:.3f} | {count.total() / seconds:.0f} |")


def main() -> None:
    """Both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", help="the data folder")
    parser.add_argument("--limit", type=int, help="pages of each set")
    parser.add_argument("--only", choices=("texts", "dates"))
    args = parser.parse_args()
    data = folder(args.data)
    if not (data / "article_extraction").exists():
        raise SystemExit(f"{data}: no article_extraction there; name the data folder with --data or CHANCERY_DATA")
    if args.only != "dates":
        texts(data, args.limit)
    if args.only != "texts":
        dates(data, args.limit)


if __name__ == "__main__":
    main()
