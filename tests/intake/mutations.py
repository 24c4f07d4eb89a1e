"""Sources damaged at random, for the tests of readers: pieces of the examples cut, doubled, swapped, and strewn with what breaks readers."""

from __future__ import annotations

import json
import random
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples" / "dispatches"

#: what is strewn in: marks without their partner, numbers beyond measure, controls, other scripts, halves of tags and entities
NASTY = (
    '"', "“", "”", "'", "’", "(", ")", "[", "]", "{", "}", "<", ">", "&", "&#x110000;", "&nbsp;", "<!--", "-->", "<p>", "</p>", "<div>", "<script>",
    "</article>",
    '<meta property="og:title" content="', '<script type="application/ld+json">{"datePublished": 3, "author": [[',
    "<![CDATA[", "\x00", "\x0b", "\x1b[0m", "\ufeff", "\u200b",
    "\u202e", "\u2028", "\ud7ff", "\U0001f680", "e\u0301\u0301\u0301", "…", "—", "--", "...", "$", "€9",
    "0", "9" * 400, "1e999", "10,000,000,000,000", "½", "³", "٣", "Ⅷ", "30 February",
    "February 30, 2031",
    "99/99/9999", "0000-00-00", "25:61", "the 0th of May", "on Monday", "in 9999 years", "ago", "U.S.", "a.m.",
    "Mr.", "No.", "said", "according to",
    "not", "the", " ", "\t", "\n", "\n\n", "\r", "\r\n", "a" * 300, "A" * 300, "-" * 200, "." * 200, " " * 200, "\n" * 50,
    "said " * 60, "(" * 80, "“" * 80, "the " * 80,
    "Прага", "北京", "ابيض", "http://", "https://x.example/?a=" + "b" * 200, "@", "#", "www.",
)  # fmt: skip


def sources() -> list[bytes]:
    """The examples: invented dispatches, one of them a page."""
    return [path.read_bytes() for path in sorted(EXAMPLES.iterdir())]


def damaged(seed: int) -> bytes:
    """A source damaged in up to a dozen places, a function of the seed."""
    chance = random.Random(seed)
    known = sources()
    text = chance.choice(known).decode("utf-8")
    if chance.random() < 0.3:
        text = page(text, chance)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(text) + 1)
        end = min(len(text), at + chance.randint(0, 400))
        match chance.randrange(6):
            case 0:
                text = text[:at] + chance.choice(NASTY) * chance.randint(1, 3) + text[at:]
            case 1:
                text = text[:at] + text[end:]
            case 2:
                text = text[:end] + text[at:end] * chance.randint(1, 4) + text[end:]
            case 3:
                text = text[:at] + "".join(chance.sample(text[at:end], end - at)) + text[end:]
            case 4:
                text = " ".join(word.upper() if chance.random() < 0.1 else word for word in text.split(" "))
            case _:
                other = chance.choice(known).decode("utf-8")
                text = text[:at] + other[chance.randrange(len(other)) :][: chance.randint(1, 600)] + text[at:]
        text = text[:20_000]
    data = text.encode(chance.choice(("utf-8", "utf-8", "utf-8", "utf-16", "cp1252", "latin-1")), "replace")
    for _ in range(chance.choice((0, 0, 0, 1, 20))):
        at = chance.randrange(len(data) + 1)
        data = data[:at] + bytes([chance.randrange(256)]) + data[at + chance.randint(0, 3) :]
    return data


def page(text: str, chance: random.Random) -> str:
    """A text as a page, or as something near one."""
    told = {"@type": "NewsArticle", "headline": text[:60], "datePublished": chance.choice(("2031-03-05", "yesterday", "", "2031-13-45T99:99")),
            "articleBody": text}
    body = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    script = f'<script type="application/ld+json">{json.dumps(told)[: chance.randint(0, 4000)]}</script>'
    return f"<!doctype html><html><head><title>{text[:40]}</title>{script if chance.random() < 0.5 else ''}</head><body><article>{body}</article></body></html>"
