"""Reading -> expressions of time as they stand, with how each is to be resolved. What they mean depends on a reference day and is found in `resolve.when`.

One alternation of named patterns is run over each telling sentence; the longest match from the left wins.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from chancery.schema.article import TELLING_ROLES
from chancery.schema.reading import Reading, Sentence
from chancery.schema.time import TimeDraft, TimeType

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "midday": "MI", "noon": "MI", "midnight": "NI", "dawn": "MO", "overnight": "NI"}
UNITS = {"second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "month": "M", "year": "Y", "decade": "DE", "century": "CE", "centurie": "CE", "quarter": "Q", "fortnight": "W"}
NUMBERS = {
    w: n
    for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {"a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12, "a dozen": 12, "half a dozen": 6}

_DAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
_NTH = r"(?:[12]?\d|3[01])(?:st|nd|rd|th)?(?![\d%:]|,\d|\.\d)"
_YEAR = r"(?:1[89]|20)\d\d"
_WORDS = "|".join(sorted((w for w in NUMBERS if " " not in w and w not in ("a", "an", "zero", "dozen")), key=lambda w: -len(w)))
_NUMBER = rf"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ](?:one|two|three|four|five|six|seven|eight|nine)|half a dozen|a dozen|\d[\d,]*(?:\.\d+)?|{_WORDS})"
_SOME = r"(?:a few|several|a couple(?: of)?|couple(?: of)?|some|many|a number of|dozens of|hundreds of|(?:(?:so|too) )?many|countless|few)"
_UNIT = r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|century|centuries|fortnights?)"
_MORE = r"(?:(?:more|less|fewer|no more|longer) than|at least|at most|about|around|nearly|almost|roughly|approximately|some|over|under|just(?: over| under)?|only|as (?:many|few) as|up to|another|the (?:first|last|past|next|coming|previous|final|full)|an additional)"
_PART = r"(?:morning|afternoon|evening|night)"
_EDGE = r"(?:early|late|mid|later|earlier)"

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("clock", rf"(?:(?P<ck_day>{_DAY})(?: at|,)? )?(?:(?:around|about|at|shortly (?:after|before)) )?(?<![\d:.,])(?P<ck_h>[01]?\d|2[0-3])(?::(?P<ck_m>[0-5]\d))?(?: ?(?P<ck_ap>[ap]\.?m\b\.?)|(?<=:\d\d)(?![:\d]))(?:,? (?P<ck_zone>(?:E[SD]?T|[CMP][SD]T|GMT|UTC|BST|CET)\b|local time))?(?: (?:on )?(?P<ck_after>{_DAY}))?"),
    ("full", rf"(?:(?P<fu_wd>{_DAY}),? )?(?P<fu_m>{_MONTH}) (?P<fu_d>{_NTH})(?:,? (?P<fu_y>{_YEAR})(?![\d-]))?"),
    ("dmy", rf"(?:(?P<dm_wd>{_DAY}),? )?(?<![\d,.:])(?:the )?(?P<dm_d>{_NTH}) (?:of )?(?P<dm_m>{_MONTH})(?:,? (?P<dm_y>{_YEAR})(?!\d))?"),
    ("iso", r"(?P<is_y>(?:19|20)\d\d)-(?P<is_m>0\d|1[0-2])-(?P<is_d>[0-3]\d)(?!\d)"),
    ("nine", r"(?:Sept(?:ember|\.)? 11(?: attacks)?(?=,? 2001)|9/11)(?:,? 2001)?"),
    ("month_year", rf"(?:(?P<my_e>{_EDGE}|the (?:beginning|start|end|middle) of)[- ])?(?P<my_m>{_MONTH}),? (?:of )?(?P<my_y>{_YEAR})(?!\d)"),
    ("month_rel", rf"(?:(?P<mr_rel>last|next|this(?: past| coming)?) )(?P<mr_m>{_MONTH})(?!\w)"),
    ("month", rf"(?:(?P<mo_e>(?:{_EDGE}|the (?:beginning|start|end|middle) of)[- ]))?(?P<mo_m>{_MONTH})(?![\w-])(?!\.?\s?[A-Z][a-z]+(?<!day))"),
    ("season", rf"(?:(?P<se_rel>last|next|this(?: past| coming)?|(?:(?:in )?the )?(?:early |late |mid-)?) ?)(?P<se_s>spring|summer|autumn|fall|winter)(?: of)? ?(?P<se_y>{_YEAR})?(?![\w-])"),
    ("weekday_part", rf"(?:(?P<wp_e>early|late|mid)[- ](?:on )?)?(?:(?P<wp_rel>last|next|this) )?(?P<wp_d>{_DAY}) (?:in the )?(?:(?P<wp_e2>early|late|mid)[- ])?(?P<wp_p>{_PART})s?"),
    ("part_weekday", rf"(?:(?P<pw_e>early|late|mid)[- ])?(?P<pw_p>{_PART}) (?:on |of )?(?P<pw_d>{_DAY})"),
    ("weekday", rf"(?:(?P<wd_e>early|late)(?: on)? )?(?:(?P<wd_rel>last|next|this(?: past| coming)?|the (?:following|previous)|every|each) )?(?P<wd_d>{_DAY})(?:'s|’s)?(?P<wd_pl>s)?(?: (?P<wd_wk>last|next|this|of last|of next|of this) week)?(?!\w)"),
    ("day_part", rf"(?P<dp_d>yesterday|tomorrow|today)(?: (?P<dp_p>{_PART}))?(?:'s|’s)?(?!\w)"),
    ("rel_part", rf"(?:(?P<rp_e>late|early|earlier|later) )?(?P<rp_rel>last|this|that|the (?:next|following|previous)) (?P<rp_p>{_PART})|(?P<rp_t>tonight|overnight)(?: (?:on )?(?P<rp_td>{_DAY}))?(?!\w)|(?:the )?(?:early|late) hours of (?:the |(?P<rp_d>{_DAY}) )?(?P<rp_h>{_PART})|in the (?P<rp_q>{_PART})"),
    ("weekend", r"(?P<we_rel>last|next|this(?: past| coming)?|over the|the|the (?:following|previous)) weekend(?!\w)"),
    ("rel_unit", rf"(?:(?P<ru_e>earlier|later|early|late|in the middle of|the (?:end|beginning|start|middle) of|mid) )?(?P<ru_rel>last|this|next|this (?:past|coming)|the (?:following|previous)|the same|that|the current|of the|the) (?P<ru_u>week|month|year|decade|century|quarter|day)(?:'s|’s)?(?![\w-])(?! (?:of|old))"),
    ("ago", rf"(?:(?P<ag_more>{_MORE}) )?(?:(?P<ag_n>{_NUMBER}|an?)|(?P<ag_x>{_SOME}))(?: |-)?(?P<ag_u>{_UNIT}) (?P<ag_w>ago|earlier|later|before|afterwards?)(?!\w)|(?P<ag_bare>{_UNIT}|moments) (?P<ag_bw>ago|later|earlier)|(?:(?:quite |not )?(?:some|a (?:very )?long|a short|so long) time|long|a (?:little )?while|not (?:so |too )?long) ago"),
    ("period", rf"(?:the |these |in )?(?P<pe_rel>past|last|next|coming|recent|previous|following|first|final|preceding) (?:(?P<pe_n>{_NUMBER})|(?P<pe_x>{_SOME}))?(?(pe_n) |(?(pe_x) |))(?P<pe_u>{_UNIT})(?!\w)"),
    ("age", rf"(?P<a_n>{_NUMBER})[- ](?P<a_u>year|month|week|day)s?[- ]old(?!\w)"),
    ("compound", rf"(?:(?P<co_more>{_MORE}) )?(?P<co_n>{_NUMBER}|\w+[- ]hundred)-(?P<co_u>second|minute|hour|day|week|month|year|decade|century)(?:-long)?(?!\w)|(?P<co_long>{_UNIT})-?long(?!\w)"),
    ("duration", rf"(?:(?P<du_more>{_MORE}) )?(?:(?P<du_n>{_NUMBER}|an?|half an?)|(?P<du_x>{_SOME}))(?:,? (?:consecutive|straight|full|whole|more|additional|long|business|working|calendar))?(?: to (?P<du_n2>{_NUMBER}))?[ -](?P<du_u>{_UNIT})(?!\w)(?:'|’)?(?: and a half)?"),
    ("within", rf"(?P<wi_w>within|in|for|over|after|just|took|takes|lasting|lasted|of|many) (?P<wi_u>seconds|minutes|hours|days|weeks|months|years|decades|centuries)(?!\w)"),
    ("before", rf"(?P<be_u>minutes|hours|days|weeks|months|years) (?=before|after|into|away|since|prior)"),
    ("century", r"(?:the )?(?P<ce_n>\d\d?)(?:st|nd|rd|th)[- ]century|(?:the )?(?P<ce_w>nineteenth|twentieth|twenty-first|eighteenth) century"),
    ("decade", r"(?:the )?(?:(?:early|late|mid)[- ])?(?:the )?(?P<de_y>(?:18|19|20)\d0)s(?!\w)|(?:the )?(?:(?:early|late|mid)[- ])?['’](?P<de_s>\d0)s(?!\w)"),
    ("years", rf"(?:between )?(?<![\d/.,$€£-])(?P<yr_a>{_YEAR})(?:-|–|—| to | and )(?P<yr_b>{_YEAR}|\d\d)(?![\d,.]\d|\w|-\d)"),
    ("year", rf"(?:(?P<ye_e>early|late|mid|the (?:beginning|start|end|middle|rest) of)[- ])?(?<![\w/,$€£:#-])(?<!\d\.)(?P<ye_y>(?:19|20)\d\d)(?![\w%/:-]|,\d|\.\d| (?:people|troops|soldiers|men|women|children|civilians|fighters|refugees|miles|kilomet|meters|metres|feet|members|tons|tonnes|deaths|dollars|others|more|families|homes|rockets|migrants|police|protesters|militants|rebels|km))"),
    ("set", rf"(?P<st_w>daily|weekly|monthly|quarterly|yearly|annual|annually|biannual|nightly|hourly)(?!\w)|(?:every|each) (?:(?P<st_n>{_NUMBER}|other) )?(?P<st_u>seconds?|minutes?|hours?|days?|weeks?|months?|years?)(?!\w)|(?:once|twice|{_NUMBER} times) (?:a|per|every|each) (?P<st_a>day|week|month|year)|(?P<st_p>an?|per) (?P<st_pu>day|week|month|year)(?<=per \w\w\w|er week|r month|er year)"),
    ("present", r"(?:right |just |until |till |by )?(?P<pr_w>now)(?!\w)|currently|at present|presently|nowadays|these days|at the (?:moment|present time|current time)|at this (?:moment|point|time|stage)|at this [a-z ]{0,16}(?:moment|time)|to date|for the moment|for the time being|this time(?! (?:around|it|the|they|he|she|we))"),
    ("past", r"(?:in )?recent (?:days|weeks|months|years|decades|times)|(?<!as )recently(?! as)|the (?:recent )?past(?! (?:\w+ )?(?:days?|weeks?|months?|years?|decades?))|lately|in the past|in the old days|long ago|once upon a time"),
    ("future", r"(?:in )?the (?:near |not[- ]too[- ]distant |foreseeable |immediate )?future|(?:in )?(?:the )?coming (?:days|weeks|months|years|hours)|(?:the )?(?:days|weeks|months|years) (?:to come|ahead)|(?<!as )soon(?!er)(?! (?:after|as))|shortly(?! (?:after|before|afterwards?|thereafter))|any (?:day|moment|time) now|any (?:moment|time soon)|imminently|in due course"),
    ("anaphor", r"(?:the )?(?:(?:very )?same|following|next|previous) day|(?:later |earlier )(?:in|on|that) (?:the )?(?:same )?day|that (?:same )?(?:day|week|month|year)|the day (?:before|after)(?: yesterday| tomorrow)?|(?:earlier|later) (?:in )?(?:the|that) day"),
    ("holiday", r"(?P<ho_n>Christmas(?: Day| Eve)?|New Year(?:'s|’s)?(?: Day| Eve)?|(?:International )?Workers['’]? Day|May Day|Independence Day|Valentine(?:'s|’s) Day|Nowruz|Halloween|Armistice Day|Victory Day)(?:,? (?P<ho_y>(?:19|20)\d\d))?(?!\w)"),
    ("vague", r"(?:for )?(?:quite )?(?:some|a long|a short) time(?!\w)|a (?:little )?while(?!\w)|long time(?!\w)"),
)  # fmt: skip
_COMPILED = tuple((name, re.compile(rf"(?<!\w)(?:{pattern})", re.IGNORECASE if name not in ("month", "month_rel", "month_year", "full", "dmy", "weekday", "years", "year") else 0)) for name, pattern in _PATTERNS)
#: a quick look: a sentence without any of these holds no expression
_HINT = re.compile(
    r"\d|day|night|week|month|year|hour|minute|second|decade|centur|morning|evening|noon|tomorrow|now|recent|soon|shortly|date|future|past|present|current|spring|summer|autumn|winter|annual|daily|ly\b|ago|time|moment|point|while|far|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Christmas|Nowruz|Halloween|lately|overnight|come|ahead|stage"
)
_STARTS_LOWER = re.compile(r"^(?:at|in|on|until|till|by|over|of|for|just|within|after|took|takes|lasted|lasting|around|about) ", re.IGNORECASE)
#: leading words that do not belong to the expression
_LEAD: dict[str, re.Pattern[str]] = {
    "clock": re.compile(r"^(?:around|about|at|shortly (?:after|before)) ", re.I),
    "present": re.compile(r"^(?:until|till|by|right|just|for) ", re.I),
    "past": re.compile(r"^in ", re.I),
    "future": re.compile(r"^in ", re.I),
    "weekend": re.compile(r"^over ", re.I),
    "within": re.compile(r"^\w+ ", re.I),
    "season": re.compile(r"^in ", re.I),
    "rel_part": re.compile(r"^in ", re.I),
    "period": re.compile(r"^in ", re.I),
    "rel_unit": re.compile(r"^of ", re.I),
    "years": re.compile(r"^between ", re.I),
    "vague": re.compile(r"^for ", re.I),
}
_TYPES: dict[str, TimeType] = {
    "clock": "TIME", "weekday_part": "TIME", "part_weekday": "TIME", "rel_part": "TIME", "age": "DURATION", "compound": "DURATION", "duration": "DURATION",
    "within": "DURATION", "before": "DURATION", "set": "SET", "vague": "DURATION",
}  # fmt: skip
_CERTAIN = {"full": 0.97, "weekday": 0.95, "day_part": 0.95, "month_year": 0.95, "year": 0.9, "rel_unit": 0.9, "present": 0.85, "ago": 0.85, "duration": 0.85}


def times(reading: Reading) -> tuple[TimeDraft, ...]:
    """Every expression of time in the body and the captions, in order."""
    found: list[TimeDraft] = []
    starts = [t.start for t in reading.tokens]
    for sentence in reading.sentences:
        if sentence.role in TELLING_ROLES and _HINT.search(reading.article.text, sentence.start, sentence.end):
            found.extend(_in_sentence(reading, sentence, starts))
    return tuple(found)


def _in_sentence(reading: Reading, sentence: Sentence, starts: list[int]) -> list[TimeDraft]:
    text, found = reading.article.text[sentence.start : sentence.end], []
    matches: list[tuple[int, int, int, str, re.Match[str]]] = []
    for rank, (name, pattern) in enumerate(_COMPILED):
        for m in pattern.finditer(text):
            start, end = m.span()
            if name in _LEAD and (lead := _LEAD[name].match(m.group())):
                start += lead.end()
            while end > start and text[end - 1] in " -":
                end -= 1
            if end > start:
                matches.append((start, -end, rank, name, m))
    matches.sort(key=lambda x: x[:3])
    at = 0
    for start, minus_end, _, name, m in matches:
        end = -minus_end
        if start < at:
            continue
        draft = _draft(reading, sentence, starts, name, m, start, end)
        if draft is not None:
            found.append(draft)
            at = end
    return found


def _draft(reading: Reading, sentence: Sentence, starts: list[int], name: str, m: re.Match[str], start: int, end: int) -> TimeDraft | None:
    a, b = sentence.start + start, sentence.start + end
    first = max(sentence.first, bisect_right(starts, a) - 1)
    last = min(sentence.last, bisect_left(starts, b))
    if last <= first:
        last = first + 1
    parts: dict[str, str | int] = {k.partition("_")[2]: v.lower() for k, v in m.groupdict().items() if v is not None and k.partition("_")[2]}
    parts["text"] = m.group().lower()
    if not _holds(reading, name, parts, first, last):
        return None
    kind: TimeType = _TYPES.get(name, "DATE")
    if name == "day_part" and parts.get("p"):
        kind = "TIME"
    elif name == "period":
        kind = "DURATION"
    elif name == "weekday" and ("pl" in parts or parts.get("rel") in ("every", "each")):
        kind = "SET"
    elif name == "ago" and parts.get("w", parts.get("bw")) in ("later", "before", "afterward", "afterwards", "earlier") and (parts.get("u", "") + parts.get("bare", ""))[:4] in ("hour", "minu"):  # type: ignore[operator]
        kind = "DURATION"
    parts["tense"] = tense(reading, first, last)
    return TimeDraft(a, b, kind, name, tuple(sorted(parts.items())), first, last, _CERTAIN.get(name, 0.8))


def _holds(reading: Reading, name: str, parts: dict[str, str | int], first: int, last: int) -> bool:
    """Whether words that may be something else are a time here."""
    token = reading.tokens[first]
    if name == "month" and (_in_name(reading, first) or (parts.get("m") in ("may", "march", "mar") and "e" not in parts and token.upos not in ("PROPN", "NOUN"))):
        return False
    if name == "year" and first > 0 and reading.tokens[first - 1].lemma.lower() in _NUMBERED:
        return False
    if name == "set" and parts.get("w") in ("daily", "weekly", "monthly") and (token.upos in ("NOUN", "PROPN") or token.text[:1].isupper()):
        return False
    if name == "season":
        word = str(parts["s"])
        head = reading.tokens[last - 1]
        if word in ("fall", "spring") and "y" not in parts and parts.get("rel", "").split(" ")[0] not in ("last", "next", "this"):  # type: ignore[union-attr]
            return head.upos == "NOUN" and "the" in str(parts["text"]) and head.deprel in ("obl", "nmod", "obl:unmarked") and head.text.islower() and word != "fall" and word != "spring"
        return "text" in parts and (str(parts.get("rel", "")).strip() != "" or "y" in parts)
    if name == "duration":
        unit = str(parts["u"])
        if unit.startswith("second") and (parts.get("n") in ("a", "one", "an") or parts["n"] is None if "n" in parts else False):
            return False
        if parts.get("x") == "some" and not unit.endswith("s"):
            return False
    if name == "present" and parts.get("w") == "now":
        after = reading.tokens[last].text.lower() if last < len(reading.tokens) else ""
        return after != "that"
    return not (name == "rel_unit" and parts.get("rel") in ("the", "of the") and "e" not in parts and parts["u"] != "day")


#: words before a number that is no year
_NUMBERED = frozenset("resolution article number no no. room flight section page paragraph".split())


def _in_name(reading: Reading, token: int) -> bool:
    """Whether the token belongs to a person's name."""
    return any(e.first <= token < e.last and e.label == "person" for e in reading.entities)


#: verbs after which an infinitive or a date lies ahead
_AHEAD = frozenset("schedule expect plan set due intend hope want prepare aim ready vow pledge promise agree threaten slate decide".split())


def tense(reading: Reading, first: int, last: int) -> str:
    """past, future or none: the tense of the verb that the expression hangs from."""
    tokens = reading.tokens
    head = next((i for i in range(first, last) if not first <= tokens[i].head < last), first)
    at, steps, nominal = tokens[head].head, 0, False
    while at >= 0 and steps < 6:
        token = tokens[at]
        if token.upos in ("VERB", "AUX") or token.lemma in ("due",):
            return _verb_tense(reading, at, nominal)
        if any(tokens[c].deprel == "cop" for c in reading.children[at]):
            return _verb_tense(reading, at, nominal)
        nominal = True
        at, steps = token.head, steps + 1
    return "none"


def _verb_tense(reading: Reading, at: int, nominal: bool) -> str:
    tokens, token = reading.tokens, reading.tokens[at]
    below = [tokens[c] for c in reading.children[at]]
    helpers = {c.lemma for c in below if c.deprel in ("aux", "aux:pass", "cop")}
    if helpers & {"will", "would", "shall", "'ll", "should", "must", "may", "might", "could", "can"}:
        return "future"
    words = {c.text.lower() for c in below if c.deprel in ("aux", "aux:pass", "cop")}
    if words & {"was", "were", "had", "did"}:
        return "future" if token.lemma in ("schedule", "expect", "set", "due", "slate", "plan") and not nominal else "past"
    if token.lemma in ("schedule", "expect", "set", "slate", "due") and (words & {"is", "are", "be"} or not words):
        return "future"
    if any(c.text.lower() == "to" and c.deprel in ("mark", "aux") for c in below) or (token.deprel in ("xcomp",) and "VerbForm=Inf" in token.feats):
        governor = tokens[token.head] if token.head >= 0 else None
        if governor is not None and "Tense=Past" in governor.feats and governor.lemma not in _AHEAD and token.deprel != "acl":
            return "past" if governor.lemma in ("manage", "begin", "start", "continue", "go", "help") else "future"
        return "future"
    if "VerbForm=Ger" in token.feats or "VerbForm=Part" in token.feats:
        if words & {"is", "are", "'s", "'re", "am", "'m"} and token.text.endswith("ing"):
            return "future"
        if token.deprel.startswith(("advcl", "acl")) and token.text.endswith("ing") and token.head >= 0:
            return _verb_tense(reading, token.head, nominal) if tokens[token.head].upos == "VERB" else "none"
        return "past" if "Tense=Past" in token.feats else "none"
    if "Tense=Past" in token.feats:
        return "past" if not nominal else "none"
    if "Tense=Pres" in token.feats:
        return "past" if token.lemma in ("say", "report", "tell", "write") else "present"
    return "none"
