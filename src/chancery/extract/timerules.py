"""The patterns of times, put together from the words of the calendar. Named groups become the parts of a draft; a digit after a group's name only keeps
names apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chancery.extract.calendar import DAY_NUMBER, DAYPART, DECADES, LONG_WEEKDAY, MONTH, ORDINAL, SEASON, SPELT_YEAR, UNIT, WEEKDAY, YEAR, ZONE
from chancery.extract.numbers import DIGITS
from chancery.extract.numbers import WORDS as _WORDS
from chancery.schema.time import TimeType

WORDS = rf"{_WORDS}(?:\sand\sa\shalf)?"

#: Families of patterns, as bits, and the words that call for them; "0" stands for any number.
_MONTH, _WEEKDAY, _UNIT, _DIGIT, _DAY, _REF, _SET, _SEASON = (1 << i for i in range(8))
FAMILIES: dict[str, int] = {"0": _DIGIT, "nineteen": _DIGIT, "eighteen": _DIGIT, "year": _DIGIT}
for _bit, _words in {
    _MONTH: "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec "
    "jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec.",
    _WEEKDAY: "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays mon tue tues"
    " wed thu thur thurs fri sat sun",
    _UNIT: "year-end year-ago year-earlier "
    "second seconds minute minutes min mins hour hours hr hrs day days night nights week weeks fortnight fortnights weekend weekends month"
    " months quarter quarters year years decade decades century "
    "centuries millennium millennia moment moments while time",
    _DAY: "today yesterday tomorrow tonight morning afternoon evening night overnight dawn daybreak sunrise midday lunchtime dusk sunset nightfall"
    " noon midnight day hours o'clock",
    _REF: "now currently presently recently lately late soon shortly present moment point time date future past nowadays days ago long while later"
    " moments present-day",
    _SET: "daily weekly monthly annual annually yearly nightly hourly biweekly quarterly biannual every each once twice times per a an biennial fortnightly "
    "twenties thirties forties fifties sixties seventies eighties nineties",
    _SEASON: "spring summer autumn fall winter",
}.items():
    for _word in _words.split():
        FAMILIES[_word] = FAMILIES.get(_word, 0) | _bit


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, the type of what it finds, the families of words of which one must stand in the sentence, and runs of letters of which one must too.

    The letters are in lower case, any blank in them is a space; a rule without any looks at every sentence of its families. They only save time.
    """

    name: str
    type: TimeType
    needs: int
    pattern: re.Pattern[str]
    confidence: float
    holds: tuple[str, ...]


RULES: list[Rule] = []


def _rule(name: str, kind: TimeType, needs: int, pattern: str, confidence: float = 0.9, *, holds: tuple[str, ...] = ()) -> None:
    compiled = re.compile(rf"(?<![\w$€£])(?<!\w[.,’'-])(?:{pattern})(?!\w)", re.IGNORECASE)
    RULES.append(Rule(name, kind, needs, compiled, confidence, holds))


def _month_day(n: int) -> str:
    return (
        rf"(?:(?P<month{n}0>{MONTH})\s(?:the\s)?(?P<day{n}0>{DAY_NUMBER}(?![\d/])|{ORDINAL}(?=\s?[.,;:)”\"]|$))(?:(?:,\s?|\s(?:of\s)?)(?P<year{n}0>{YEAR}|{SPELT_YEAR})|,?\s(?:of\s)?(?P<which{n}4>(?:last|this|next)\syear))?"
        rf"|(?:the\s)?(?P<day{n}1>{DAY_NUMBER})(?:\sof)?\s(?P<month{n}1>{MONTH})(?:,?\s(?:of\s)?(?P<year{n}1>{YEAR}))?"
        rf"|the\s(?P<day{n}2>{ORDINAL})\sof\s(?P<month{n}2>{MONTH})(?:,?\s(?P<year{n}2>{YEAR}))?)"
    )


def _day(n: int) -> str:
    """A day by its date, its weekday or from the day of writing."""
    return (
        rf"(?:(?:(?P<weekday{n}0>{WEEKDAY}),?\s(?:the\s)?)?{_month_day(n)}"
        rf"|(?P<year{n}8>{YEAR})-(?P<month_{n}>0[1-9]|1[0-2])-(?P<day{n}8>\d\d)"
        rf"|(?:(?P<which{n}1>last|next|this|this\s(?:past|coming)|the\s(?:previous|following"
        rf"|preceding))\s)?(?P<weekday{n}1>{LONG_WEEKDAY})(?:,?\s(?P<which{n}2>last\sweek|next\sweek|of\slast\sweek|of\snext\sweek|of\sthis\sweek"
        rf"|last(?=[,.;])|next(?=[,.;])))?"
        rf"|(?P<deictic{n}>today|yesterday|tomorrow|the\sday\s(?:before\syesterday|after\stomorrow)))"
    )


_MOD = r"(?P<mod>early|late|mid)(?:\s|-)(?:on\s|in\s)?"


def _clock(n: int) -> str:
    return (
        rf"(?:(?P<hour{n}0>\d{{1,2}})(?:[:.](?P<minute{n}0>\d\d))?(?::\d\d)?\s?(?P<half{n}0>[ap])\.?\s?m\b\.?|(?P<hour{n}1>[01]?\d"
        rf"|2[0-4]):(?P<minute{n}1>[0-5]\d)(?::[0-5]\d)?(?![\d:])(?:\s?(?:hours|hrs)\b)?"
        rf"|(?P<hour{n}2>[01]\d|2[0-3])\.?(?P<minute{n}2>[0-5]\d)(?=\s?(?:gmt|utc|hours|hrs)\b)(?:\s?(?:hours|hrs)\b)?|(?P<hourname{n}>noon|midnight)"
        rf"|(?P<oclock{n}>\d{{1,2}}|{WORDS})\so['’]clock(?:\sin\sthe\s(?P<part{n}9>morning|afternoon|evening))?)"
        rf"(?:\s?{ZONE})?"
    )


_HALVES = tuple(f"{half}{mark}{blank}m" for half in "ap" for mark in ("", ".") for blank in ("", " "))
#: what a time of day holds
_CLOCK = (":", "noon", "midnight", "clock", "gmt", "utc", "hours", "hrs", *_HALVES)
_rule("clock", "TIME", _DIGIT | _DAY, rf"{_clock(1)}(?:,?\s(?:on\s)?{_day(2)})?(?:\s{ZONE})?", holds=_CLOCK)
_rule("clock", "TIME", _DIGIT | _DAY, rf"{_day(1)},?\s(?:at\s|by\s)?(?:about\s|around\s)?{_clock(2)}", holds=_CLOCK)
_rule("daypart", "TIME", _DAY, rf"(?:{_MOD})?{_day(1)}(?:['’]s)?\s(?:late\s|early\s|over)?(?P<part1>{DAYPART})(?:\s{ZONE})?")
_rule("daypart", "TIME", _DAY, rf"(?:the\s)?(?:(?P<mod>early|late)\s)?(?P<part1>{DAYPART}|hours)(?:,?\s(?:of\s|on\s)?){_day(2)}(?:\s{ZONE})?")
_rule(
    "daypart",
    "TIME",
    _DAY,
    r"(?:(?P<mod>early|late|earlier|later)\s)?(?:(?P<deictic>this|last)\s(?P<part1>morning|afternoon|evening|night)|(?P<part2>tonight))(?![a-z])",
)
_rule("daypart", "TIME", _DAY, r"(?P<which>the\s(?:same|next|following|previous)|that)\s(?P<part1>morning|afternoon|evening|night)(?![a-z])", 0.7)
_rule("daypart", "TIME", _DAY, r"the\s(?:early\s|late\s)?(?:hours\sof\sthe\s)?(?P<part1>morning|afternoon|evening)(?=[\s.,;:)”\"]|$)", 0.6)
_rule("daypart", "TIME", _DAY, r"(?:(?:in|into)\sthe\s)?(?P<part1>overnight|early\shours(?!\sof))", 0.6)
_rule("day", "DATE", _WEEKDAY | _MONTH | _DAY | _DIGIT, rf"(?:{_MOD})?{_day(1)}")
_rule("numeric", "DATE", _DIGIT, r"(?P<numeric>\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d))")
_rule(
    "days",
    "DATE",
    _MONTH,
    rf"(?P<month>{MONTH})\s(?P<day>{DAY_NUMBER})\s?(?:-|–|to\s|through\s|and\s)\s?(?P<last>3[01]|[12]\d|[1-9])(?!\d|:\d)(?:,?\s(?P<year>{YEAR}))?",
)
_rule(
    "days",
    "DATE",
    _MONTH,
    rf"(?P<day>{DAY_NUMBER})\s?(?:-|–|to\s|and\s)\s?(?P<last>3[01]|[12]\d|[1-9])(?:st|nd|rd|th)?(?:\sof)?\s(?P<month>{MONTH})(?:,?\s(?P<year>{YEAR}))?",
)
_EDGE = (
    r"(?P<edge>(?:the\s)?(?:very\s)?(?:beginning|start|end|middle|close|turn|first\shalf|second\shalf|latter\shalf|rest|remainder"
    r"|(?:first|opening|final|last|closing|dying)\s(?:days|weeks|months|hours)|early\s(?:days|weeks|months|part)|later?\s(?:days|part))\sof\s)"
)
_rule(
    "half",
    "DATE",
    _DIGIT | _UNIT,
    rf"(?:the\s(?![a-z]+-))?(?:(?P<year1>{YEAR})\s|(?P<which2>this|last|next)\syear['’]s\s)?(?:(?P<fiscal>fiscal)[\s-])?(?P<ordinal>first|second|third"
    rf"|fourth|1st|2nd|3rd|4th)[\s-](?P<unit>quarter|half)(?:\sof\s(?:(?P<year>{YEAR})|(?P<which>this|last|next|the)\syear))?"
    rf"|(?:the\s)?(?P<final>last|final|closing|latter)\s(?P<unit1>quarter|half)\sof\s(?:(?P<year2>{YEAR})|(?P<which3>this|last|next|the)\syear)"
    r"|(?P<which1>this|last|next)\s(?P<fiscal1>fiscal)\syear",
    0.7,
    holds=("quarter", "half", "fiscal"),
)
_rule(
    "month",
    "DATE",
    _MONTH,
    rf"(?:{_EDGE}|(?P<mod>early|late|mid)(?:\s|-)(?:in\s)?)?(?:(?P<which>last|next|this|this\s(?:past|coming)|the\sprevious|the\sfollowing|that|every"
    rf"|each)\s)?(?P<month>{MONTH})(?:(?:,?\s(?:of\s)?)(?P<year>{YEAR}|{SPELT_YEAR})|\s(?:of\s)?(?P<which1>last\syear|this\syear|next\syear|that\syear))?",
)
_rule(
    "year",
    "DATE",
    _DIGIT,
    rf"(?:{_EDGE}|(?P<mod>early|late|mid)(?:\s|-)(?:in\s)?)?(?:(?P<fiscal>fiscal\s(?:year\s)?|the\syear\s|fy\s?))?(?P<year>{YEAR}|{SPELT_YEAR})(?:(?:\s?[-–/]\s?"
    rf"|\sto\s)(?P<last>(?:1\d|20)\d\d|\d\d)(?![\d-]))?",
    0.92,
)
_rule(
    "quarter",
    "DATE",
    _UNIT,
    r"the\s(?:latest|most\srecent|same|comparable)\s(?:quarter|period(?!\sof|\sin))|(?:the\s)?(?:comparable\s|same\s)?(?P<before>year-(?:ago|earlier))(?:\s(?P<offset>quarter|period))?"
    r"|(?:(?<=\sin\s)|(?<=\sfor\s)|(?<=\sduring\s))the\squarter(?!\s(?:of|after|before|to|century)|-)",
    0.6,
    holds=("quarter", "period", "year-"),
)
_rule(
    "decade",
    "DATE",
    _DIGIT | _REF | _UNIT | _SET,
    r"(?:the\s)?(?:(?P<mod>early|late|mid)(?:\s|-))?(?:the\s)?(?P<decade>(?:1\d|20)\d0)['’]?s"
    r"|the\s(?:(?P<mod1>early|late|mid)(?:\s|-))?['’‘]?(?P<decade1>[2-9]0)['’]?s|['’‘](?P<decade2>[2-9]0)['’]?s"
    rf"|the\s(?:(?P<mod2>early|late|mid)(?:\s|-))?(?P<decade3>{'|'.join(DECADES)})(?![a-z])",
    holds=("0s", "0's", "0’s", *DECADES),
)
_rule("century", "DATE", _UNIT, rf"(?:the\s)?(?:(?P<mod>early|late|mid)(?:\s|-))?(?:the\s)?(?P<ordinal>{ORDINAL})[\s-]century", holds=("century",))
_rule(
    "season",
    "DATE",
    _SEASON,
    rf"(?:(?P<edge>the\s(?:beginning|start|end|middle)\sof\s)|(?P<mod>early|late|mid)(?:\s|-)(?:in\s)?)?(?:(?P<which>last|next|this|this\s(?:past"
    rf"|coming)|that)\s(?P<season>{SEASON})|(?:the\s)?(?P<season1>{SEASON})\s(?:of\s)?(?P<year>{YEAR}))",
)
_PERIOD = r"(?P<unit>day|week|weekend|month|quarter|year|decade|century)"
_rule(
    "period",
    "DATE",
    _UNIT,
    rf"(?:{_EDGE}|(?P<mod>early|late|earlier|later|mid)(?:\s|-)(?:in\s|on\s)?)?(?P<which>this|last|next|this\s(?:past|coming)|that"
    rf"|the\s(?:previous|following|preceding|same|next|coming))\s{_PERIOD}",
)
_rule("period", "DATE", _UNIT, rf"(?P<mod>earlier|later|early|late)\s(?:in\s|on\sin\s)?(?P<which>the)\s{_PERIOD}", 0.8)
_rule("period", "DATE", _UNIT, rf"{_EDGE}(?P<which>the)\s{_PERIOD}(?!\s(?:of|after|before|when|that))", 0.8, holds=(" of the ",))
_rule("period", "DATE", _UNIT, r"(?P<which>the)(?:\s[a-z]+)?\s(?P<unit>weekend)", 0.8)
_rule("period", "DATE", _UNIT, r"(?P<unit>weekend)(?!s)", 0.6)
_rule(
    "period",
    "DATE",
    _UNIT,
    r"(?<=for\s)(?P<which2>the)\s(?P<unit2>week|month|year)(?=[,.;)])|(?<=throughout\s)(?P<which>the)\s(?P<unit>day|week|month|year)(?!\s(?:of|after|before|when|that))|(?<=during\s)(?P<which1>the)\s(?P<unit1>day"
    r"|week|month|year)(?!\s(?:of|after|before|when|that))",
    0.6,
)
_rule("period", "DATE", _UNIT, r"(?P<which>the)\s(?:full|current)\s(?P<unit>week|month|quarter|year)|(?P<unit1>year)(?:-end|['’]s\send)", 0.6)
_rule("period", "DATE", _UNIT, rf"(?P<which>the)\s(?P<unit>week)\sof\s(?P<month>{MONTH})\s(?P<day>{DAY_NUMBER})", 0.8, holds=("week of ",))
_rule("beside", "DATE", _UNIT, r"(?P<which>the)\s(?P<unit>day|week|month|year|night)\s(?P<dir>before|after)(?=[\s]?[.,;:)”\"]|$)", 0.7)

_ABOUT = (
    r"(?:(?:(?:just|only|a\s(?:little|bit))\s)?(?:more\sthan|less\sthan|fewer\sthan|not\smore\sthan|no\smore\sthan|no\sless\sthan|well\sover|nearly"
    r"|almost|about|around|over|some|just|only|at\sleast|at\smost|up\sto|roughly|approximately|under|a\sfull|barely|another|an\sadditional"
    r"|as\slong\sas|as\slittle\sas)\s(?:another\s)?)?"
)
_VAGUE = (
    r"a\s(?:few|couple(?:\sof)?|number\sof|handful\sof|good\smany|dozen)(?:\smore)?|few|several|many|some|countless|numerous|a\smatter\sof|tens\sof"
    r"|dozens\sof|scores\sof|hundreds\sof|thousands\sof"
)
_MANY = rf"(?P<n>{DIGITS}|{WORDS}|half\san?|a\squarter(?=-)|a\squarter\sof\san?|{_VAGUE}|an?)"
_RANGE = rf"(?:(?:{DIGITS}|{WORDS})(?:\s(?:to|or)\s|\s?[-–]\s?))?"
_rule(
    "ago",
    "DATE",
    _UNIT,
    rf"{_ABOUT}{_RANGE}(?:{_MANY}[\s-])?(?P<unit>{UNIT}|moments?)(?P<plus>\sand\sa\shalf)?(?:\sor\sso)?\s(?P<dir>ago|earlier|later|from\snow|hence|previously"
    rf"|beforehand|afterward|afterwards)",
    holds=("ago", "earlier", "later", "from now", "hence", "previously", "beforehand", "afterward"),
)
_rule(
    "ref",
    "DATE",
    _REF,
    r"(?P<past>(?:(?:quite\s|a\s)?(?:very\s)?long(?:\stime)?|(?:quite\s)?some\stime|a\swhile|not\s(?:so\s|too\s|that\s)?long|(?:so|too)\slong)\sago)",
    holds=(" ago",),
)
_rule(
    "span",
    "DURATION",
    _UNIT,
    rf"(?:the\s(?=\d|{_WORDS})|{_ABOUT}|(?:a\stotal\sof|a\speriod\sof)\s){_RANGE}(?P<n>{DIGITS}|{WORDS}|half\san?|{_VAGUE}|an?"
    rf"|the\sbetter\spart\sof\san?)\s(?:(?:consecutive|straight|full|long|whole|calendar|more|solid|further"
    rf"|additional)\s)?(?P<unit>{UNIT})(?P<plus>\sand\sa\shalf)?",
)
_rule(
    "span",
    "DURATION",
    _UNIT,
    rf"(?P<n>{DIGITS}|{WORDS}|half)[\s-](?P<plus>and-a-half-)?(?P<unit>second|minute|hour|day|week|month|year|decade|century)(?:[-\s]old|[-\s]long)?",
)
_rule(
    "span",
    "DURATION",
    _UNIT,
    r"(?:(?P<n>few|several|multi|an?)[\s-])?(?P<unit>second|minute|hour|day|week|month|year|decade|centurie|centurys)s?-?long(?:[-\s]running)?"
    r"|(?P<unit1>hour|day|week|month|year|decade|centurie)s?-(?:long|old)(?:-running)?",
    holds=("long", "old"),
)
_rule(
    "recent",
    "DURATION",
    _UNIT,
    rf"the\s(?P<which>past|last|next|first|final|previous|coming|following|preceding|opening|ensuing"
    rf"|intervening)\s(?:{_RANGE}(?P<n>{DIGITS}|{WORDS}|few|several|couple(?:\sof)?)\s)?(?P<unit>{UNIT})(?:\sor\s(?:so|two))?(?:\sof\sthe\s(?:year|month|week))?",
)
_rule("recent", "DURATION", _UNIT, rf"(?P<which>recent|past|coming)\s(?:(?P<n>{DIGITS}|{WORDS}|few|several)\s)?(?P<unit>{UNIT})")
_rule(
    "plural",
    "DURATION",
    _UNIT,
    r"(?:mere\s|many\s)?(?P<unit>seconds|minutes|hours|days|weeks|months|years|decades|centuries)"
    r"|the\s(?P<unit1>hours|days|weeks|months|years|decades)\s(?P<which>to\s[cs]ome|ahead)",
    0.75,
)
_rule("span", "DURATION", _UNIT, r"the\s(?:fiscal\s)?(?P<unit>year|month|week)(?P<n>(?=\send(?:ed|ing)\s))", 0.6)
_rule("ref", "DATE", _UNIT, r"(?P<present>these\sdays)")
_rule(
    "while",
    "DURATION",
    _REF,
    r"(?:quite\s)?some\stime|(?<!once\sin\s)a\s(?:very\s|little\s|short\s)?while|a\s(?:very\s)?(?:long|short)\s(?:period\sof\s)?time"
    r"|(?<=for\s)long(?=[\s]?[.,;:)”\"])",
    0.6,
)

_rule(
    "ref",
    "DATE",
    _REF,
    r"(?P<present>(?:right\s|just\s)?now(?!\sthen)|currently|presently|nowadays|at\sthis\s(?:very\s|present\s|current\s)?(?:moment"
    r"|point(?:\sin\stime)?|time|stage|juncture)|at\sthe\s(?:moment(?!\swhen)|(?:present|current)\s(?:moment|time|stage))|at\spresent|to\sdate"
    r"|the\spresent(?:\sday)?|at\sthis\s(?:[a-z]+\s){1,2}(?:moment|time))(?!\s(?:of\sthe|around))"
    r"|(?P<past>(?:more\s|very\s|just\s|only\s)?recently(?!\sas\s)|lately|of\slate|(?<=in\s)the\s(?:distant\s|recent\s)?past|the\s(?:distant\s"
    r"|recent\s)?past(?=[\s]?[.,;:)”\"]|$|\sand\b))"
    r"|(?P<future>(?:very\s|too\s)?soon(?!\safter|\sas|\sbefore)(?:er\sor\slater)?|shortly(?!\s(?:after|before|afterward))|(?:the|in)\s(?:near"
    r"|foreseeable|immediate|not-too-distant|distant)\sfuture|the\s(?:near\s|foreseeable\s|immediate\s|distant\s)?future(?=[\s]?[.,;:)”\"]|$|\sand\b)"
    r"|at\sany\smoment)",
)
_rule(
    "set",
    "SET",
    _SET,
    r"(?P<word>daily|weekly|monthly|annual|annually|yearly|nightly|hourly|bi-?weekly|fortnightly|quarterly|bi-?annual|biennial|semi-?annual(?:ly)?)",
    holds=("daily", "weekly", "monthly", "annual", "yearly", "nightly", "hourly", "quarterly", "biennial"),
)
_rule(
    "every",
    "SET",
    _SET,
    rf"(?P<every>every|each)\s(?:(?P<n>other|few|{DIGITS}|{WORDS})\s)?(?:(?P<unit>{UNIT})|(?P<weekday>{LONG_WEEKDAY})(?:\s(?P<part>{DAYPART}))?"
    rf"|(?P<part1>{DAYPART})|(?P<season>{SEASON}))",
    holds=("every", "each"),
)
_rule(
    "every",
    "SET",
    _SET | _UNIT,
    r"(?:(?:once|twice|several\stimes|(?:two|three|four|five|\d+)\stimes)\s)(?P<every>an?|per|each|every)\s(?P<unit>day|week|month|year|hour|minute"
    r"|decade)|(?P<every1>per)\s(?P<unit1>day|week|month|year|hour|annum)",
    holds=("once ", "twice ", "times ", "per "),
)
_rule("weekdays", "SET", _WEEKDAY, r"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)s(?:\s(?P<part>morning|afternoon|evening|night)s?)?")
