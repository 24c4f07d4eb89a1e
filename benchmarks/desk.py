"""The desk at work: python -m benchmarks.desk DOSSIER. Server time of each page with many readers at once, and an ingest beside them.

The dossier is copied first, and the copy is written to. Readers walk the pages, each in an order of its own, and rest between two of them as people do;
`--articles FILE` is what the ingest reads meanwhile (by default the invented dispatches, changed a little each time). Printed are the median and the 95th
percentile of the header Server-Timing, by page and of all, the time of a first look at each page, and the weight of the largest page as it is sent.
With `--clicks` nobody reads: from every kind of page, and from some of its rows, links are followed until words of an article are reached.
"""

from __future__ import annotations

import argparse
import html
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.bench import ROOT

PROGRAM = Path(sys.executable).with_name("chancery")
PAGES = (
    "/", "/timeline", "/events", "/statements", "/actors", "/dyads", "/figures", "/commitments", "/positions", "/exchanges", "/disputes", "/gaps", "/map",
    "/review", "/search?q=sanctions", "/sources", "/runs", "/keys", "/timeline?order=newest", "/events?type=CONSULT", "/commitments?status=overdue",
)  # fmt: skip
#: links that a reader follows from a page: to rows, actors, pairs and articles
LINK = re.compile(r'href="(/(?:event|statement|figure|commitment|position|dispute|actor|dyad|article)[/?][^"#]+)')
#: a link to words of an article, and to whatever the main part of a page leads to
WORDS = re.compile(r'href="(/article\?[^"#]*at=\d+-\d+)[^"]*#at"')
INSIDE = re.compile(r'href="(/[^"#]*)')
#: clicks after which words must be reached; pages of a kind that are walked from, and links to pages of a kind that are followed
CLICKS, EACH = 2, 3
#: pages that stand for the desk and not for what was read
OWN = ("/keys", "/runs", "/add", "/login", "/static")


class Readers:
    """What readers saw: milliseconds of the server by page, bytes as sent, and refusals."""

    def __init__(self, address: str, *, token: str | None = None) -> None:
        self.address = address
        self.headers = {"Accept-Encoding": "gzip", **({"Authorization": f"Bearer {token}"} if token else {})}
        self.took: dict[str, list[float]] = defaultdict(list)
        self.course: list[float] = []  # of all pages, in the order of the looks
        self.weight: dict[str, int] = {}
        self.refused: list[str] = []
        self._lock = threading.Lock()

    def look(self, path: str) -> str:
        """A page as text; empty where it was refused."""
        request = urllib.request.Request(self.address + path, headers=self.headers)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                body, timing = answer.read(), answer.headers["Server-Timing"]
        except urllib.error.HTTPError as error:
            with self._lock:
                self.refused.append(f"{error.code} {path}")
            return ""
        kind = kind_of(path)
        with self._lock:
            self.took[kind].append(float(timing.rpartition("=")[2]))
            self.course.append(self.took[kind][-1])
            self.weight[path] = len(body)
        import gzip

        return gzip.decompress(body).decode() if answer.headers.get("Content-Encoding") == "gzip" else body.decode()

    def walk(self, seed: int, until: float, rest: float) -> None:
        """One reader: a page, sometimes what it leads to, a rest."""
        chance = random.Random(seed)
        time.sleep(chance.uniform(0, 2) * rest)  # nobody comes at the same moment as all others
        while time.monotonic() < until:
            page = self.look(chance.choice(PAGES))
            links = LINK.findall(page)
            if links and chance.random() < 0.7:
                self.look(chance.choice(links).replace("&amp;", "&"))
            time.sleep(chance.uniform(0.5, 1.5) * rest)


def said(times: list[float]) -> str:
    """Median and 95th percentile."""
    ordered = sorted(times)
    return f"{statistics.median(ordered):7.1f} {ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]:7.1f} {ordered[-1]:7.1f} {len(ordered):6}"


def more_articles(folder: Path) -> Path:
    """The invented dispatches under other names, each with a line that nothing else has: articles that the dossier does not know."""
    folder.mkdir()
    for source in sorted((ROOT / "examples" / "dispatches").glob("*.txt")):
        for number in range(12):
            (folder / f"{source.stem}-{number}.txt").write_text(f"{source.read_text(encoding='utf-8')}\nEdition {number}.\n", encoding="utf-8")
    return folder


def clicks(look: Callable[[str], str]) -> Iterator[tuple[str, int | None]]:
    """Each kind of page with how many clicks, on links of its main part, lead from its pages to words of an article: from the farthest; null where none do."""
    pages: dict[str, list[str]] = {}
    seen: dict[str, str] = {}

    def main_part(path: str) -> str:
        if path not in seen:
            seen[path] = html.unescape(look(path).partition("<main")[2].partition("</main>")[0])
        return seen[path]

    def away(path: str, most: int) -> int | None:
        page = main_part(path)
        if path.startswith("/article") and 'id="at"' in page:
            return 0
        if words := WORDS.search(page):
            return 1 if 'id="at"' in main_part(words.group(1)) else None
        if most == 1:
            return None
        several: dict[str, list[str]] = {}
        for link in dict.fromkeys(INSIDE.findall(page)):
            if not link.startswith(OWN):
                several.setdefault(kind_of(link), []).append(link)
        links = (link for some in several.values() for link in some[:EACH])
        return next((1 + far for link in links if (far := away(link, most - 1)) is not None), None)

    for path in (*PAGES, *(link for page in PAGES for link in LINK.findall(main_part(page)))):
        known = pages.setdefault(kind_of(path), [])
        if len(known) < EACH and path not in known and not path.startswith(OWN):
            known.append(path)
    for kind, some in sorted(pages.items()):
        far = [away(path, CLICKS) for path in some]
        if far:
            yield kind, None if None in far else max(f for f in far if f is not None)


def kind_of(path: str) -> str:
    """What a page is, whatever it is about."""
    return re.sub(r"(/(?:event|statement|figure|commitment|position|dispute|actor))/.*", r"\1/ID", path.partition("?")[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dossier")
    parser.add_argument("--readers", type=int, default=20, metavar="N")
    parser.add_argument("--seconds", type=float, default=60.0, metavar="S")
    parser.add_argument("--rest", type=float, default=2.0, metavar="S", help="seconds that a reader looks at a page, on average")
    parser.add_argument("--articles", metavar="FILE", help="what is ingested meanwhile")
    parser.add_argument("--settle", type=float, default=20.0, metavar="S", help="seconds that the desk is given to make ahead what readers ask for first")
    parser.add_argument("--clicks", action="store_true", help="only count the clicks from each kind of page to words of an article")
    parser.add_argument("--quiet", action="store_true", help="no ingest")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch) / "copy.db"
        shutil.copyfile(options.dossier, place)
        desk = subprocess.Popen([str(PROGRAM), "desk", str(place), "--port", "0", "--user", "bench"], stderr=subprocess.PIPE, text=True)
        try:
            assert desk.stderr is not None
            found = re.search(r"http://127\.0\.0\.1:\d+", desk.stderr.readline())
            assert found, "the desk did not start"
            threading.Thread(target=desk.stderr.read, daemon=True).start()
            first = Readers(found.group())
            if options.clicks:
                counted = list(clicks(first.look))
                print("\n".join(f"{kind:<22} {far if far is not None else f'more than {CLICKS}'}" for kind, far in counted))
                sys.exit(any(far is None for _, far in counted))
            for path in PAGES:
                first.look(path)
            slowest = sorted(first.took.items(), key=lambda t: -max(t[1]))[:8]
            print("first look, alone (ms): " + ", ".join(f"{kind} {max(times):.0f}" for kind, times in slowest))
            time.sleep(options.settle)
            readers, until = Readers(found.group()), time.monotonic() + options.seconds
            ingest = None
            if not options.quiet:
                articles = options.articles or str(more_articles(Path(scratch) / "articles"))
                ingest = subprocess.Popen([str(PROGRAM), "ingest", articles, "--dossier", str(place), "--workers", "1"], stderr=subprocess.DEVNULL)
            threads = [threading.Thread(target=readers.walk, args=(n, until, options.rest)) for n in range(options.readers)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            going = ingest is not None and ingest.poll() is None
            print(f"{options.readers} readers, {options.seconds:.0f} s, ingest {'to the end' if going else 'done before the end' if ingest else 'none'}")
            print(f"{'page':<22}  median     p95     max  looks (ms)")
            for kind, times in sorted(readers.took.items(), key=lambda t: t[0]):
                print(f"{kind:<22} {said(times)}")
            print(f"{'all':<22} {said([t for times in readers.took.values() for t in times])}")
            heaviest = max(readers.weight, key=lambda p: readers.weight[p])
            print(f"largest page {heaviest}: {readers.weight[heaviest] / 1000:.0f} kB as sent; refused {len(readers.refused)} {readers.refused[:3]}")
            if going and ingest is not None:
                ingest.terminate()
                ingest.wait(60)
        finally:
            desk.terminate()
            desk.wait(30)


if __name__ == "__main__":
    main()
