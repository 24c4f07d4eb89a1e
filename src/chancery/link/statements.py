"""Statement mentions -> utterances: one speaker on one occasion, quoted longer, shorter or in other words, by one outlet or several."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from chancery.link.archive import Archive
from chancery.link.candidates import Candidates, few
from chancery.link.days import Days, apart, day, days
from chancery.link.groups import Groups, Offer
from chancery.link.joined import joined
from chancery.link.likeness import Likeness, Told, beside, told
from chancery.link.memory import SHIFT, WITHIN, Shelf
from chancery.link.parties import alike
from chancery.link.scorer import cosine, likelihood, scorer
from chancery.link.tokens import Tokens, Words
from chancery.link.words import Bag, Lexicon, fold, shared, stems
from chancery.schema.links import Constraint, Group
from chancery.schema.mention import Carrier, Party, StatementMention

COMPARED = 8
#: of one group no more than so many
OF_A_GROUP = 3
KEPT = 24
#: of the scores between two clusters, how much the highest counts beside the mean; what a pair that was not compared counts as; a group counts as its first
#: member and no more than so many others
BEST, UNLIKE, MEMBERS = 0.5, -4.0, 2
#: acts that one utterance may be reported as
ACTS = (
    frozenset({"assert", "announce", "assess"}), frozenset({"demand", "request", "appeal"}), frozenset({"deny", "refuse"}),
    frozenset({"promise", "offer", "announce", "threaten", "agree"}), frozenset({"accuse", "assert", "deny"}),
)  # fmt: skip
#: acts that a speaker seldom does twice
RARE_ACTS = ("deny", "accuse", "demand", "request", "promise", "offer", "threaten", "refuse", "announce", "assess")
#: characters within which a quotation follows what it bears out
FOLLOWS = 300
#: the share of the shorter content from which statements of speakers who are not known to be one are compared
LIKE = 0.25
#: characters of an article's beginning, where it says shortly what it quotes later
LEAD = 500
#: characters between two contents that follow one another, with no more than an attribution between
NEXT = 80
#: the longest run of words that two contents share counts up to here
RUN = 6
#: words between quotation marks; a run of so many that two quotations share is taken from one utterance, and counts up to LONG
MARKED = re.compile("[“\"‘]([^”\"’]*(?:’\\w[^”\"’]*)*)")
SPOKEN = re.compile(r"\w+")
SHORT, LONG = 3, 8
#: a quotation of no more telling words is a fragment, which another article or a later sentence quotes whole
FRAGMENT = 4
#: characters between two sentences that follow one another
FOLLOWING = 12

#: the two regressions: what an article says shortly and then quotes is told apart by other signs than what two articles quote
WITHIN_ONE, ACROSS = "statement in one article", "statement"

FEATURES = (
    "same key", "same code", "akin speaker", "no speaker", "unnamed", "person", "same act", "akin act", "direct direct", "indirect direct", "direct indirect",
    "containment", "jaccard", "containment squared", "cosine", "earlier in later", "later in earlier", "sentence containment", "sentence cosine", "run",
    "long run", "same words", "peak", "second peak", "short", "length ratio", "gap 0", "gap log", "days 0", "days apart", "days unknown", "lead",
    "nested", "same sentence", "next", "next sentence", "next indirect direct", "next direct direct", "next act", "next contained", "turns between",
    "others between", "distance", "lead contained", "far contained", "same article",
    "next quotation of the act", "speaker and containment", "speaker and act", "act and containment", "speaker and peak", "speaker and forth", "rare act",
    "quoted run", "quoted run and speaker", "quoted whole", "fragment", "quoted words", "opens", "sentence follows", "same paragraph", "next paragraph",
    "paragraphs", "next in order", "same sentence in order", "opened after",
    *(f"both {a}" for a in RARE_ACTS),
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """What a statement mention is compared by. `order` is its place among the statements of its article, `turn` its place among its speaker's."""

    mention: StatementMention
    speaker: Party | None
    published: int | None
    days: Days
    order: int
    turn: int
    stems: tuple[str, ...]
    pairs: frozenset[tuple[str, str]]
    quoted: tuple[str, ...]
    runs: frozenset[tuple[str, ...]]
    fragments: tuple[frozenset[str], ...]
    spoken: frozenset[str]
    opens: bool
    paragraph: int
    told: Told
    about: Told

    @property
    def bag(self) -> Bag:
        """What is said, with the weights of its words."""
        return self.told.bag


def profiles(carrier: Carrier, mentions: Sequence[StatementMention], lexicon: Lexicon, tokens: Words) -> list[Profile]:
    """The profiles of an article's statements, in the order of the text."""
    made: list[Profile] = []
    turns: dict[str, int] = {}
    for order, m in enumerate(sorted(mentions, key=lambda m: (m.start, m.end, m.local))):
        turn = turns.get(m.by.key, 0) if m.by else 0
        if m.by:
            turns[m.by.key] = turn + 1
        made.append(profile(carrier, m, lexicon, tokens, order=order, turn=turn))
    return made


def profile(carrier: Carrier, m: StatementMention, lexicon: Lexicon, tokens: Words, *, order: int, turn: int) -> Profile:
    """The profile of a mention."""
    words = tuple(s for c in m.content for s in tokens.within(c.start, c.end)) if carrier.text else stems(m.text)
    around = tokens.within(m.sentence.start, m.sentence.end) or words
    contents = [carrier.text[c.start : c.end] for c in m.content] if carrier.text else [m.text]
    quoted = quotation(contents, direct=m.kind == "direct")
    parts = [frozenset(stems(p)) for p in _quotations(contents, direct=m.kind == "direct")]
    return Profile(
        m, m.by, day(carrier.published), days(m.date), order, turn, words, frozenset(pairwise(words)), quoted,
        frozenset(g for g in _grams(quoted, SHORT) if "" not in g), tuple(p for p in parts if 0 < len(p) <= FRAGMENT), frozenset().union(*parts),
        m.kind == "direct" and m.start - m.sentence.start <= 2, carrier.text.count("\n\n", 0, m.start),
        told(lexicon.weighed(words), lexicon), told(lexicon.weighed(around), lexicon),
    )  # fmt: skip


def run(a: Profile, b: Profile) -> int:
    """The longest run of words that both have, up to RUN."""
    if not a.pairs & b.pairs:
        return int(bool(a.bag.keys() & b.bag.keys()))
    longest = 2
    for n in range(3, RUN + 1):
        if not _grams(a.stems, n) & _grams(b.stems, n):
            break
        longest = n
    return longest


def _quotations(contents: Sequence[str], *, direct: bool) -> list[str]:
    return [part for content in contents for part in ([content] if direct else [found.group(1) for found in MARKED.finditer(content)])]


def quotation(contents: Sequence[str], *, direct: bool) -> tuple[str, ...]:
    """Every word that is quoted, small ones too; an empty one where a quotation breaks off."""
    said: list[str] = []
    for part in _quotations(contents, direct=direct):
        said += [*SPOKEN.findall(fold(part)), ""]
    return tuple(said)


def fragment(a: Profile, b: Profile) -> float:
    """The weight of the heaviest fragment that one quotes and that stands whole in what the other quotes."""
    whole = [f for f in a.fragments if f <= b.spoken] + [f for f in b.fragments if f <= a.spoken]
    return max((sum(a.bag.get(s, b.bag.get(s, 0.0)) for s in f) for f in whole), default=0.0)


def quoted_run(a: Profile, b: Profile) -> int:
    """The longest run of words that both quote, up to LONG; 0 below SHORT."""
    if not a.runs & b.runs:
        return 0
    longest = SHORT
    for n in range(SHORT + 1, LONG + 1):
        if not any("" not in g for g in _grams(a.quoted, n) & _grams(b.quoted, n)):
            break
        longest = n
    return longest


def _grams(words: Sequence[str], n: int) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + n]) for i in range(len(words) - n + 1)}


def table(earlier: Sequence[Profile], later: Profile) -> list[list[float]]:
    """The features of each earlier mention with a later one, in the order of FEATURES."""
    alike = beside([a.told for a in earlier], later.told)
    return [_features(a, found, later) for a, found in zip(earlier, alike, strict=True)]


def _features(a: Profile, said: Likeness, b: Profile) -> list[float]:
    x, y = a.mention, b.mention
    p, q = a.speaker, b.speaker
    same_key = p is not None and q is not None and p.key == q.key
    close = alike(p, q) if p is not None and q is not None else 0.0
    within, jaccard, forth, back, peak, second = said.containment, said.jaccard, said.forth, said.back, said.peak, said.second
    in_sentence, _ = shared(a.about.bag, b.about.bag)
    longest = run(a, b) / RUN
    spoken = quoted_run(a, b)
    fewest = min(sum(map(bool, a.quoted)), sum(map(bool, b.quoted)))
    one = x.article == y.article
    gap = apart(a.days, b.days)
    published = abs(b.published - a.published) if a.published is not None and b.published is not None else 3
    fewer = min(len(a.stems), len(b.stems))
    quoted = x.kind != "indirect", y.kind != "indirect"
    then = one and same_key and b.turn - a.turn == 1
    act = x.act == y.act
    lead = x.start < LEAD or y.start < LEAD
    characters = max(0, y.start - x.content[-1].end) if one else 0
    follows = one and 0 <= y.sentence.start - max(x.sentence.end, x.content[-1].end) < FOLLOWING
    turned = one and b.order - a.order == 1
    both = sum(a.bag.get(s, 0.0) for s in a.spoken & b.spoken)
    return [
        float(same_key), float(not same_key and close == 1.0), float(not same_key and 0 < close < 1), float(p is None or q is None),
        float(any(z is not None and z.kind == "unnamed" for z in (p, q))), float(same_key and p is not None and p.kind == "person"), float(act),
        float(not act and any(x.act in f and y.act in f for f in ACTS)), float(quoted == (True, True)), float(quoted == (False, True)),
        float(quoted == (True, False)), within, jaccard, within * within, cosine(a.told.vector, b.told.vector), forth, back, in_sentence,
        cosine(a.about.vector, b.about.vector),
        longest, float(longest >= 0.5), float(a.stems == b.stems), peak / 6, second / 6, float(fewer <= 3), fewer / max(1, len(a.stems), len(b.stems)),
        float(published == 0 and not one), math.log1p(published) / 4, float(gap == 0), float(gap is not None and gap > 0), float(gap is None), float(lead),
        float(one and any(s.overlaps(t) for s in x.content for t in y.content)), float(one and x.sentence.overlaps(y.sentence)), float(then),
        float(then and characters < NEXT), float(then and quoted == (False, True)), float(then and quoted == (True, True)), float(then and act),
        forth * then, math.log1p(max(0, b.turn - a.turn)) if one and same_key else 0.0,
        float(one and same_key and b.order - a.order > b.turn - a.turn), math.log1p(characters) / 8, forth * (lead and one and same_key and not then),
        forth * (one and same_key and not then), float(one),
        float(then and act and quoted == (False, True) and characters < FOLLOWS), within * same_key, float(same_key and act), within * act,
        (peak + second) / 12 * same_key, max(forth, back) * same_key, float(same_key and act and x.act in RARE_ACTS),
        spoken / LONG, spoken / LONG * (same_key or close == 1.0), float(spoken >= min(fewest, LONG) > 0) * (same_key or close == 1.0),
        min(fragment(a, b), 12.0) / 12, min(both, 24.0) / 24, float(one and b.opens), float(follows),
        float(one and a.paragraph == b.paragraph), float(one and b.paragraph - a.paragraph == 1), math.log1p(b.paragraph - a.paragraph) / 3 if one else 0.0,
        float(turned), float(turned and x.sentence.overlaps(y.sentence)), float(then and b.opens and quoted[1]),
        *(float(same_key and x.act == y.act == r) for r in RARE_ACTS),
    ]  # fmt: skip


class Statements:
    """Utterances among articles that come in order of publication."""

    def __init__(self, archive: Archive, constraints: Sequence[Constraint] = ()) -> None:
        self.groups = Groups("statement", archive, constraints)
        self._archive = archive
        self._within, self._across = scorer(WITHIN_ONE, FEATURES), scorer(ACROSS, FEATURES)
        self._profiles: Shelf[Profile] = Shelf(self._profile)
        self._of = self.groups.of
        self._index = Candidates(archive.memory.postings("statement", keep=KEPT), keep=KEPT)
        #: a group's members but the first
        self._joined = archive.memory.postings("utterance", keep=MEMBERS)
        self._sure = math.log(self._across.least / (1 - self._across.least))
        #: of the article's statements, how many of the same speaker stand before each
        self.turns: tuple[int, ...] = ()

    def _profile(self, thing: int) -> Profile:
        earlier = self._archive.of(thing)
        mention = self._archive.mention(StatementMention, "statement", thing)
        order, turn = thing & WITHIN, earlier.trace.turns[thing & WITHIN]
        return profile(earlier.carrier, mention, earlier.lexicon, earlier.tokens, order=order, turn=turn)

    def add(self, carrier: Carrier, mentions: Sequence[StatementMention], tokens: Tokens) -> None:
        """Put an article's statements where they belong."""
        new_ones = profiles(carrier, mentions, self._archive.lexicon, tokens)
        self.turns = tuple(p.turn for p in new_ones)
        first = self._archive.memory.at << SHIFT
        odds: dict[tuple[int, int], list[float]] = {}
        pairs: dict[int, list[tuple[float, int]]] = {}
        for thing, new in enumerate(new_ones, first):
            found = _keys(new)
            like = [i for i in self._index.best(found, most=COMPARED) if comparable(self._profiles[i], new)]
            near = [*few([i for i in like if i < first], self._of, most=OF_A_GROUP), *(i for i in like if i >= first)]
            for i, z in zip(near, self._logits([self._profiles[i] for i in near], new), strict=True):
                odds.setdefault((i if i >= first else self._of[i], thing), []).append(z - self._sure)
                pairs.setdefault(thing, []).append((z, i))
                if i >= first:
                    pairs.setdefault(i, []).append((z, thing))
            self._index.add(thing, found)
            self._profiles[thing] = new
        standing = {g: 1 + len(self._joined.under(str(g))[-MEMBERS:]) for g, _ in odds if g < first}
        belongs = {n: c[0] for c in joined(range(first, first + len(new_ones)), standing, odds, best=BEST, unlike=UNLIKE - self._sure) for n in c}
        for thing, new in enumerate(new_ones, first):
            lead, offers = belongs[thing], []
            if lead != thing:
                z, i = max((z, i) for z, i in pairs[thing] if (belongs[i] if i >= first else self._of[i]) == lead)
                group = self._of[lead]
                offers = [Offer(group, max(self._across.least, likelihood(z)), partial(reason, self._profiles[i], new))]
            _, group, _ = self.groups.place(carrier, new.mention, offers, least=self._across.least)
            if group != thing:
                self._joined.add(str(group), thing)

    def _logits(self, earlier: Sequence[Profile], later: Profile) -> list[float]:
        """The log-odds of each, by the regression for pairs of one article or of two."""
        rows = table(earlier, later)
        within, across = self._within.logits(rows), self._across.logits(rows)
        return [w if a.mention.article == later.mention.article else z for a, w, z in zip(earlier, within, across, strict=True)]

    def all(self) -> list[Group]:
        """The utterances found."""
        return self.groups.all()


def _keys(p: Profile) -> dict[str, float]:
    """What a mention is found by: its speaker with its telling words, its speaker and what was said before in its article, and its rarest words."""
    made: dict[str, float] = {}
    rare = sorted(p.bag.items(), key=lambda x: (-x[1], x[0]))[:8]
    for s, w in rare[:5]:
        made[f"said {s}"] = w / 3
    made[f"in {p.mention.article}"] = 0.2
    if p.speaker is None:
        return made
    for who in dict.fromkeys(k for k in (p.speaker.key, p.speaker.code) if k):
        made[f"{who} in {p.mention.article}"] = 2.0
        made[who] = 0.5
        for s, w in rare:
            made[f"{who} {s}"] = w
    return made


def comparable(a: Profile, b: Profile) -> bool:
    """Whether two mentions may be one utterance at all: of one speaker or side, or in words that are alike."""
    if a.published != b.published and {a.speaker and a.speaker.name.casefold(), b.speaker and b.speaker.name.casefold()} == {"we"}:
        return False  # an article in the first person says it itself, on its day
    if a.speaker is not None and b.speaker is not None and alike(a.speaker, b.speaker):
        return True
    return shared(a.bag, b.bag)[0] >= LIKE


def reason(a: Profile, b: Profile) -> str:
    """Why a mention joins an earlier one, in a line."""
    said = [f"both {b.speaker.name}" if b.speaker and a.speaker and a.speaker.key == b.speaker.key else "speakers of one side"]
    words = sorted((s for s in a.bag if s in b.bag), key=lambda s: (-b.bag[s], s))[:3]
    if a.stems == b.stems:
        said.append("in the same words")
    elif run(a, b) >= 3:
        said.append("partly in the same words")
    elif words:
        said.append("sharing " + ", ".join(words))
    if a.mention.article == b.mention.article:
        said.append("in one article")
    elif apart(a.days, b.days) == 0:
        said.append("on the same day")
    return "; ".join(said)
