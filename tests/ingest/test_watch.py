"""chancery.ingest.watch and feeds: what is new in a feed, asked for politely; with a server on loopback."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from sqlalchemy import select

from chancery.dossier import open_dossier
from chancery.dossier.engines import Dossier
from chancery.dossier.tables import ARTICLES, QUARANTINE
from chancery.dossier.views.feeds import Feed, feed
from chancery.errors import FetchError, SourceError
from chancery.ingest import run as course
from chancery.ingest.feeds import entries, looks_like_feed
from chancery.ingest.watch import look, wait_for, watch
from chancery.knowledge import Knowledge
from chancery.schema.article import Article
from chancery.schema.record import Record
from chancery.settings import Settings

SENTENCES = (
    "The foreign minister of Velmora said on Monday that the talks in Eskil would go on, and that her government wanted a ceasefire before the winter.",
    "Kestria has not answered the letter that was handed to its ambassador last week, and an official in its capital would not say when it will.",
    "Some two hundred people gathered on the bridge in the evening, where soldiers of both sides had stood since the shelling of the market town.",
    "The secretary-general of the gulf organisation offered to send observers, whom he called the only way to learn who had fired the first shell.",
    "Fishermen on the lower river were told to stay in port until Thursday, when the ministers are to meet again in the old customs house.",
    "In the two capitals newspapers printed maps of the strait, and shops sold out of candles, water and batteries before the sun had set.",
)
LOCAL = Settings(allow_private=True, timeout=5)


def _page(title: str) -> str:
    told = "".join(f"<p>{s} {title} has more.</p>" for s in SENTENCES)
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{told}</article></body></html>"


@dataclass
class Site:
    """A news site: its feed's entries (path, whether the feed carries the whole article), what it was asked, whether it is down."""

    address: str = ""
    entries: list[tuple[str, bool]] = field(default_factory=list)
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    down: bool = False

    @property
    def version(self) -> str:
        return f'"{len(self.entries)}"'

    def feed(self) -> str:
        items = "".join(
            f"<item><title>News {p}</title><link>{self.address}{p}</link><pubDate>Wed, 05 Mar 2031 10:00:00 GMT</pubDate>"
            + (f"<content:encoded><![CDATA[{''.join('<p>' + s + '</p>' for s in (*SENTENCES, *SENTENCES[::-1]))}]]></content:encoded>" if whole else "")
            + "</item>"
            for p, whole in reversed(self.entries)
        )
        return (
            '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Courier</title>'
            f"<link>{self.address}</link>{items}</channel></rss>"
        )


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.asked.append((self.path, self.headers.get("If-None-Match")))
            known = [p for p, _ in made.entries]
            if made.down:
                self.send_error(503)
            elif self.path == "/feed" and self.headers.get("If-None-Match") == made.version:
                self.send_response(304)
                self.end_headers()
            elif self.path == "/feed" or (self.path in known and "gone" not in self.path):
                body = (made.feed() if self.path == "/feed" else _page(f"News {self.path}")).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/rss+xml" if self.path == "/feed" else "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.send_header("ETag", made.version)
                self.end_headers()
                self.wfile.write(body)
            else:
                self.send_error(404)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        made.address = f"http://127.0.0.1:{server.server_port}"
        yield made
        server.shutdown()


@pytest.fixture
def dossier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Dossier]:
    class Blank:
        knowledge = Knowledge()

        def read(self, article: Article) -> Record:
            return Record(article=article)

    monkeypatch.setattr(course, "_pipeline", lambda knowledge, device: Blank())
    with open_dossier(tmp_path / "d.db", create=True) as opened:
        yield opened


def _names(dossier: Dossier) -> list[str]:
    with dossier.reading() as connection:
        return list(connection.execute(select(ARTICLES.c.name).order_by(ARTICLES.c.key)).scalars())


def test_watch_reads_what_is_new_and_asks_only_for_changes(dossier: Dossier, site: Site) -> None:
    url = f"{site.address}/feed"
    site.entries = [("/1", False), ("/2", True)]
    first = look(dossier, url, settings=LOCAL)
    assert (first.summary.read, first.error) == (2, None)
    assert _names(dossier) == [f"{site.address}/1", f"{site.address}/2"]
    assert [p for p, _ in site.asked] == ["/feed", "/1"], "an article that the feed carries whole is not fetched"
    assert look(dossier, url, settings=LOCAL).unchanged
    assert site.asked[-1] == ("/feed", '"2"')
    site.entries.append(("/3", False))
    assert look(dossier, url, settings=LOCAL).summary.read == 1
    assert [p for p, _ in site.asked[3:]] == ["/feed", "/3"]
    with dossier.reading() as connection:
        assert set(connection.execute(select(ARTICLES.c.published)).scalars()) == {"2031-03-05"}


def test_watch_an_entry_that_is_gone_is_kept_apart_and_the_rest_read(dossier: Dossier, site: Site) -> None:
    site.entries = [("/gone", False), ("/1", False)]
    done = look(dossier, f"{site.address}/feed", settings=LOCAL)
    assert (done.summary.read, done.summary.failed) == (1, 1)
    with dossier.reading() as connection:
        assert connection.execute(select(QUARANTINE.c.source, QUARANTINE.c.error)).all() == [(f"{site.address}/gone", "NotFoundError")]


def test_watch_a_feed_that_fails_is_noted_and_left_alone_for_longer(dossier: Dossier, site: Site) -> None:
    url = f"{site.address}/feed"
    site.down = True
    for failures in (1, 2):
        assert isinstance(look(dossier, url, settings=LOCAL).error, FetchError)
        assert feed(dossier, url).failures == failures
    site.down, site.entries = False, [("/1", False)]
    assert look(dossier, url, settings=LOCAL).summary.read == 1
    assert (feed(dossier, url).failures, feed(dossier, url).error) == (0, None)


@pytest.mark.parametrize(("failures", "expected"), [(0, 900), (1, 1800), (2, 3600), (3, 7200), (30, 86400)])
def test_watch_waits_longer_after_each_failure(failures: int, expected: float) -> None:
    now = datetime(2031, 3, 5, 12, tzinfo=UTC)
    assert wait_for(Feed("u"), interval=900, now=now) == 0
    assert wait_for(Feed("u", now.isoformat(), failures=failures), interval=900, now=now + timedelta(seconds=60)) == expected - 60


def test_watch_a_clock_that_was_set_back_does_not_leave_a_feed_alone() -> None:
    now = datetime(2031, 3, 5, 12, tzinfo=UTC)
    assert wait_for(Feed("u", (now + timedelta(days=400)).isoformat(), failures=3), interval=900, now=now) == 0


def test_watch_goes_round_until_it_is_stopped(dossier: Dossier, site: Site) -> None:
    site.entries = [("/1", False)]
    url, other = f"{site.address}/feed", f"{site.address}/nothing"
    looks, naps = [], []

    def sleep(seconds: float) -> None:
        naps.append(seconds)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        watch(dossier, [url, other], settings=LOCAL, interval=900, told=looks.append, sleep=sleep)
    assert [(at.url, at.error is None) for at in looks] == [(url, True), (other, False)]
    assert 890 < naps[0] <= 900
    watch(dossier, [url], settings=LOCAL, interval=900, told=looks.append, once=True)
    assert looks[-1].unchanged


def test_feeds_atom_and_what_is_none() -> None:
    atom = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>
      <entry><id>urn:1</id><title>One</title><link href="https://a.example/1"/><updated>2031-03-05T10:00:00Z</updated></entry></feed>"""
    assert looks_like_feed(atom) and not looks_like_feed(b"<html><body>about <rss> feeds</body></html>")
    (item,) = entries(atom, "a.atom")
    assert item.load == item.name == "https://a.example/1"
    assert (item.published, item.extra) == ("2031-03-05", {"feed": "a.atom", "entry": "urn:1"})
    with pytest.raises(SourceError):
        list(entries(b"<html><body>No feed.</body></html>", "x"))


def test_feeds_are_told_apart_from_pages(tmp_path: Path) -> None:
    from chancery.ingest.inputs import Inputs

    (tmp_path / "a.xml").write_text(Site("https://a.example", [("/1", True)]).feed(), encoding="utf-8")
    (item,) = Inputs([str(tmp_path / "a.xml")], Settings()).items()
    assert item.page is not None and item.url == "https://a.example/1"


