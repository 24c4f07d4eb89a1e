"""The words of the calendar and the clock: fragments of patterns that times are put together from, and what each word stands for."""

from __future__ import annotations

MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11,
    "december": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
WEEKDAYS = {
    "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 7,
    "mon": 1, "tue": 2, "tues": 2, "wed": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5, "sat": 6, "sun": 7,
}  # fmt: skip
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
#: parts of a day as TIMEX3 writes them, and whole hours with names
DAYPARTS = {
    "morning": "MO", "dawn": "MO", "daybreak": "MO", "sunrise": "MO", "lunchtime": "MI", "lunch": "MI", "midday": "MI", "afternoon": "AF",
    "evening": "EV", "dusk": "EV", "sunset": "EV", "night": "NI", "overnight": "NI", "tonight": "NI", "nightfall": "NI",
}  # fmt: skip
HOURS = {"noon": "12:00", "midnight": "24:00"}
#: TIMEX3's letters of units; those of the clock stand behind a T
UNITS = {
    "second": "TS", "minute": "TM", "min": "TM", "hour": "TH", "hr": "TH", "day": "D", "night": "D", "week": "W", "fortnight": "F", "weekend": "WE",
    "month": "M", "quarter": "Q",
    "year": "Y", "decade": "DE", "century": "CE", "centurie": "CE", "millennium": "ML", "millennia": "ML", "moment": "TS",
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
    "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20,
    "twenty-first": 21, "twenty-second": 22, "twenty-third": 23, "twenty-fourth": 24, "twenty-fifth": 25, "twenty-sixth": 26, "twenty-seventh": 27,
    "twenty-eighth": 28, "twenty-ninth": 29, "thirtieth": 30, "thirty-first": 31,
}  # fmt: skip

MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)(?![a-z])"
)
LONG_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?![a-z])"
WEEKDAY = rf"(?:{LONG_WEEKDAY}|(?:mon|tues?|wed|thur?s?|fri|sat|sun)\.(?=[\s,]))"
SEASON = r"(?:spring|summer|autumn|fall|winter)(?![a-z])"
DAY_NUMBER = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,:]\d|\s?(?:percent|per\scent|million|billion)|-[a-z])"
DECADES = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90}
YEAR = r"(?:1\d{3}|20\d\d)(?![\d%]|[.,]\d)"
#: as broadcasters' scripts write years: nineteen ninety-six, the year two thousand
SPELT_YEAR = (
    r"(?:(?:nineteen|eighteen)\s(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)|(?<=the\syear\s)two\sthousand)(?![a-z-])"
)
ORDINAL = rf"(?:{'|'.join(sorted(ORDINALS, key=len, reverse=True))}|\d{{1,2}}(?:st|nd|rd|th))(?![a-z])"
DAYPART = r"(?:morning|afternoon|evening|night|overnight|dawn|daybreak|sunrise|midday|lunchtime|dusk|sunset|nightfall)(?![a-z])"
ZONE = (
    r"(?:local\stime|(?:eastern|central|mountain|pacific)(?:\s(?:standard|daylight))?(?:\stime)?|(?-i:[A-Z][a-z]{2,15})\s(?:(?:local|standard|summer)\s)?time"
    r"|\(?(?:gmt|utc|est|edt|et|cst|cdt|ct|mst|mdt|mt|pst|pdt|pt|bst|cet|cest|msk|ist|jst|kst|hkt)(?:[+-]\d{1,2})?\)?)(?![a-z])"
)
UNIT = (
    r"(?:seconds?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|fortnights?|weekends?|months?|quarters?|years?|decades?|centur(?:y|ies)"
    r"|millenni(?:um|a))(?![a-z])"
)
