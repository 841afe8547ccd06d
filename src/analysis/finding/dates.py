"""Dates and periods in Swedish texts: where they stand, of which kind, and the days they cover.

A find is the date without clock, as the annotators' guide has it: "den 2 mars 2018 kl. 10" gives
"2 mars 2018", but "i oktober 2017" and "under 2018" keep their preposition. "sedan 2015" and
"från 1 mars" are events, as in the reference texts: only words such as "pågående" leave a period
open. Seasons and terms give the whole year; weeks, months, quarters and halves their own days.
Nothing is guessed: a day without year stays open unless the document's own date settles it, an
impossible day is no find, and four digits are a year only between 1990 and 2035 and where nothing
makes them a count or a reference.

`FORMS` are tried in order at every number and the words before it; two finds around a dash or
"till" become one period. The other rules look at a window: the words beside a find, with ◷ in its place.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

from analysis.text import Rule, plain_spaces


@dataclass(frozen=True, slots=True)
class Date:
    """A date where it stands: published, updated, period or event; ISO days, "" when open or unknown."""

    start: int
    end: int
    text: str
    kind: str
    date_start: str
    date_end: str


_Day = tuple[int, int, int]  # year (0: not stated), month, day


class _Atom(NamedTuple):
    start: int
    end: int
    form: str
    low: _Day
    high: _Day


class _Reading(NamedTuple):
    start: int
    end: int
    kind: str
    low: _Day
    high: _Day | None  # None: goes on
    ahead: bool = False  # of a day without year: announced, not past


_BESIDE, _LINE = 30, 100  # how far to either side a rule looks: for a word, for the line's beginning
_YEARS_ALONE = range(1990, 2036)
_LONG_AGO = 300  # days; nobody leaves the year out of a day as old as that
_MONTHS = "jan feb mar apr maj jun jul aug sep okt nov dec".split()
_ORDINALS = {"första": 1, "andra": 2, "tredje": 3, "fjärde": 4, "sista": 4}
_NAMED = r"januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_MONTH = (
    rf"(?i:{_NAMED}"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec)(?:\.(?= (?:19|20)[0-9]{2}| ?[–-]))?)(?![a-zåäö])"
)
_YEAR = r"(?:19|20)[0-9]{2}(?![0-9])"
_DAY = r"[0-3]?[0-9](?::[ae])?"
_WEEKDAY = r"(?i:(?:mån|tis|ons|tors?|fre|lör|sön)(?:dag(?:en)?|\.)?)"
_FREE = r"(?<![\w.,:/§#█])"  # in front of figures
_ALONE = r"(?<![\w.,:/§#+=█–-])"  # in front of a year, which a dash would make part of a number
_END = r"(?![\w█%]|[.,:/][0-9])"
_OF_YEAR = rf"(?:,? {_YEAR})?"
_NTH = r"(?i:första|andra|tredje|fjärde|sista|[1-4]:[ae])"
_PART = rf"(?:{_NTH} (?:kvartalet|halvåret)|(?i:kvartal) ?[1-4]|[Qq][1-4])"
_SEASON = r"(?i:våren|sommaren|hösten|vintern|vår-?terminen|höst-?terminen)"
_SCHOOL = r"(?i:vintern|läsåret|årsskiftet|verksamhetsåret)"
_ISO = r"(?:-[0-9]{1,2}-[0-9]{1,2}|\.[0-9]{2}\.[0-9]{2}|/[0-9]{2}/[0-9]{2})(?![0-9])"
_IDENTITY = r"[-+][0-9]{4}(?![0-9])"  # the last four of a personal or company number
_LAST = rf"(?: ?[–-] ?{_YEAR}|/{_YEAR}|[–/][0-9]{{2}}|-(?:1[3-9]|[2-9][0-9]))"  # 2018-12 is a month

FORMS = (
    Rule("days", rf"{_FREE}(?:{_DAY} ?(?:[–-]|till) ?|[Mm]ellan {_DAY} och ){_DAY} {_MONTH}{_OF_YEAR}",
         "1–15 mars 2018", "1–15 personer", "days of one month"),
    Rule("day", rf"{_FREE}{_DAY} {_MONTH}{_OF_YEAR}", "den 2:a mars", "i mars", "with or without year"),
    Rule("months", rf"\b{_MONTH} ?(?:[–-]|till) ?{_MONTH} {_YEAR}",
         "jan-mars 2018", "jan-mars", "months of one year"),
    Rule("month", rf"\b{_MONTH}(?: månad)?(?: år)? {_YEAR}", "mars 2019", "i mars", "needs its year"),
    Rule("part", rf"\b{_PART},?(?: av| under)?(?: år)? {_YEAR}",
         "första kvartalet 2020", "första gången 2020", "quarters and half years"),
    Rule("week", rf"\b(?i:vecka|v\.) ?[0-5]?[0-9],?(?: år)? {_YEAR}",
         "vecka 12 2018", "vecka 12", "ISO 8601"),
    Rule("school_year", rf"\b{_SCHOOL} {_YEAR} ?[/–-] ?[0-9]{{2}}(?:[0-9]{{2}})?(?![0-9:])",
         "läsåret 2018/19", "läsåret 2018", "two years in one"),
    Rule("season", rf"\b(?:{_SEASON}(?: år)? {_YEAR}|[HhVv][Tt][ -]?(?:{_YEAR}|[0-9]{{2}}(?![0-9])))",
         "hösten 2018", "i höstas", "the guide gives a season the whole year"),
    Rule("iso", rf"{_FREE}(?:19|20)[0-9]{{2}}{_ISO}", "2018-03-08", "2018-0034", "year, month, day"),
    Rule("compact", rf"{_FREE}(?:19|20)[0-9]{{6}}(?![0-9█]|{_IDENTITY})",
         "20180308", "19850308-1234", "not a personal number"),
    Rule("figures", rf"{_FREE}[0-3]?[0-9](?:\.[01]?[0-9]\.|/[01]?[0-9]/){_YEAR}",
         "8.3.2018", "8.3 procent", "day, month, year"),
    Rule("slash", rf"{_FREE}[0-3]?[0-9]/[01]?[0-9](?![0-9/:])(?: ?-? ?{_YEAR}| ?-[0-9]{{2}}(?![0-9/]))?",
         "3/3-2019", "13/133", "day and month; without year it needs a cue"),
    Rule("years", rf"{_ALONE}{_YEAR}{_LAST}{_END}(?!-[0-9])",
         "2017–2019", "prop. 2016/17:175", "from and to"),
    Rule("year_month", rf"{_ALONE}{_YEAR}-(?:0[1-9]|1[0-2]){_END}(?!-)",
         "2018-03", "2018-0034", "year, month"),
    Rule("six", rf"{_FREE}[0-9]{{6}}{_END}(?!{_IDENTITY})",
         "170201", "170201-1234", "needs a cue or a partner"),
    Rule("year", rf"{_ALONE}{_YEAR}{_END}(?![–-](?:[0-9]|tal|års|model)| %| [0-9]{{3}}\b)",
         "Under 2015", "SFS 2017:820", "where no other rule speaks against it"),
    Rule("bare_month", rf"\b[Ii] (?:{_NAMED})(?![\w-]| (?:månad |år )*[0-9])",
         "avvecklade i december", "i mars 2018", "without year only after its preposition"),
)  # fmt: skip

_COUNTED = (
    r"(?i:person|deltagar|nyanländ|kron|kr\b|mkr|tkr|mnkr|miljon|euro|dollar|procent|kvinnor|män\b|barn\b|ungdom"
    r"|elev|invånare|jobb\b|platser|timm|dagar|vecko|månader|meter|kvm|km\b|styck|st\b|arbetslös|anställda"
    r"|flykting|asylsökande|invandrare|bostäder|lägenhet|företag\b|kommuner|ärenden|hushåll|individ|människ"
    r"|medlemm|arbetstillf)"
)
_REGISTER = (
    r"(?i:\b(?:dnr|diarie(?:nummer|nr)|ärende(?:nummer|nr)|sfs|prop\.?|sou|ds|bet\.?|skr\.?|rskr\.?|iso|version"
    r"|box|tel(?:efon|\.)?|tfn|org\.?nr|nr|kl(?:ockan|\.)?|rum|sal|s\.))"
)
NUMBERS = (
    Rule("unit after", rf"(?<![Uu]nder )(?<!år )(?<![Ss]edan )◷ (?:nya |unga |utrikes ?födda )?{_COUNTED}",
         "◷ personer", "◷ arbetade", "a count"),
    Rule("rounded", r"(?i:\b(?:drygt|knappt|nästan|cirka|ca\.?|ungefär|minst|högst|över|kr|sek)|€|\$) ?◷",
         "drygt ◷", "omkring ◷", "a count or a sum"),
    Rule("digits before", r"(?<![0-9])[0-9]{1,3} ◷", "08-12 ◷", "2016 ◷", "a telephone number"),
)  # fmt: skip
REFERENCES = (
    Rule("register", rf"{_REGISTER}:? ?(?:[A-ZÅÄÖ]{{1,5}}[ /-])?◷",
         "dnr KS ◷", "lagen från ◷", "a number of"),
    Rule("name", r"(?:Agenda|Vision|Horisont|Horizon|Europa|Office|Windows) ◷",
         "Agenda ◷", "agendan ◷", "a name"),
    Rule("address", r"(?:gata|gatan|vägen|gränd|torget|allén|stigen) ◷|(?:www\.|://|@)[^\s◷]*◷",
         "Storgatan ◷", "staden ◷", "a street number, a web address"),
)  # fmt: skip
_LEADS = (
    r"(?i:den|senast|datum|t\.?o\.?m\.?|till och med|fr\.?o\.?m\.?|från och med|publicera\w+|uppdatera\w+)"
)
CUES = (
    Rule("date cue", rf"\b(?:{_LEADS}|{_WEEKDAY}(?: den)?),?:? ◷",
         "ons. ◷", "av dem ◷", "else 3/4 is a share"),
)  # fmt: skip
OPEN_ENDS = (
    Rule("goes on", r"◷ ?[–—-] ?(?i:pågå(?:ende|r)|tills vidare|löpande|nu\b|i ?dag\b)",
         "◷ - pågående", "◷ - 2018", "open"),
    Rule("dash at the end", r"◷ ?[–—-](?=\s*(?:\n|\Z))", "Projekttid: ◷–", "◷ – då kom", "open"),
    Rule("onwards", r"◷ och framåt", "från ◷ och framåt", "◷ och 2018", "open"),
)  # fmt: skip
_COMING = r"(?i:\b(?:nästa|kommande|hålls|äger rum|anmäl\w*|välkom\w*)\b[^\n◷.!?]{0,60}|\bsenast )"
FUTURES = (
    Rule("announced", rf"{_COMING}(?:den )?◷",
         "Nästa möte hålls den ◷", "mötet den ◷", "a day without year that is still to come"),
)  # fmt: skip
_STAMP = r"(?:\A|[\n|•·])[ *–-]*(?i:(?:sidan|artikeln|nyheten|texten|inlägget) )?"
_LEADING = rf"(?: av [^\n◷]{{1,40}}?)?:? *\n? *(?:{_WEEKDAY},? ?)?(?:den )?◷"
_UPDATES = r"(?i:(?:senast |sist )?(?:uppdatera|ändra|granska|redigera|revidera)(?:des|d|ts|t))"
_REVISED = r"[A-ZÅÄÖ][a-zåäö]+ (?:senast )?(?:uppdatera|ändra|granska|redigera|revidera)[dt]\b"
UPDATED = (
    Rule("updated", rf"(?:{_STAMP}{_UPDATES}|\n *{_REVISED}){_LEADING}",
         "Senast uppdaterad: ◷", "rutinen uppdaterades ◷", "a stamp"),
    Rule("and updated", rf"(?:\A|\n) *(?i:publicer)[^\n◷]{{5,60}}[,;.(|–-] *{_UPDATES}{_LEADING}",
         "Publicerad 1 mars 2018, uppdaterad ◷", "rutinen, uppdaterad ◷", "both stamps in one line"),
)  # fmt: skip
_PUBLISHES = r"(?i:publicer(?:ad|at|ades|ats|ingsdatum)|skapad|inlagd|anslag(?:et|en|sdatum)|datum)"
PUBLISHED = (
    Rule("published", rf"{_STAMP}{_PUBLISHES}{_LEADING}",
         "Publicerad ◷", "rapporten publicerades ◷", "a stamp"),
)  # fmt: skip
_KIND = r"(?i:nyhet(?:er)?|pressmeddelande|artikel)"
_CLOCK = r"(?:[ ,|•·–-]{1,3}(?i:kl(?:ockan|\.)? )?[0-9]{1,2}[.:][0-9]{2})?"
DATE_LINES = (
    Rule("date line",
         rf"(?:\A|\n) *(?:(?:{_KIND}|{_WEEKDAY}|den)[ ,:|•·–-]{{1,3}}){{0,3}}◷{_CLOCK}"
         rf"(?:[ ,|•·–-]{{1,3}}{_KIND})? *(?=\n|\Z)",
         "\n◷ 19:00\n", "Möte ◷", "alone on its line it is the page's own"),
)  # fmt: skip
LABELS = (
    Rule("label above", r"(?i:start|slut|sista|period|när|tid|möte|från|till|anmäl)[^\n]{0,25}\n *◷",
         "Projektstart:\n◷", "\n\n◷", "the date of something else"),
)  # fmt: skip

_IN_FIGURES = {"iso", "compact", "figures", "slash", "years", "year_month", "six", "year"}
_ANCHOR = re.compile(rf"[0-9]+|[Ii] (?={_NAMED})")
_WORD = re.compile(r"[A-Za-zÅÄÖåäö]+")
_JOINT = re.compile(
    rf" ?[–—-]{{1,2}} ?(?:{_WEEKDAY} )?(?:den )?"
    rf"| (?:till och med|t\.?o\.?m\.?|fram till|till) (?:{_WEEKDAY} )?(?:den |år )?"
)
_AND = re.compile(r" och (?:den |år )?")
_UNDER = re.compile(r"\b[Uu]nder \Z")
_IN = re.compile(r"\b(?:[Ii]|[Uu]nder) \Z")
_BETWEEN = re.compile(r"\b[Mm]ellan (?:den |åren |år )?\Z")


def find_dates(text: str, reference: str = "") -> list[Date]:
    """Dates and periods, in reading order, each with its first and last day.

    `reference` is the document's own date (ISO): a day without year is then the latest such day on
    or before it, or the coming one when it is announced ("nästa möte hålls") or would else lie more
    than ten months back. Raises ValueError when `reference` is not an ISO date.

    >>> [(d.text, d.kind, d.date_start, d.date_end) for d in find_dates("Pågår 2017–2019")]
    [('2017–2019', 'period', '2017-01-01', '2019-12-31')]
    >>> [d.date_start for d in find_dates("besökte den 2 mars Gnosjö", reference="2018-03-08")]
    ['2018-03-02']
    >>> find_dates("2018 personer, 3/4 av dem kl. 14.30 enligt SFS 2017:820 den 31 februari 2018")
    []
    """
    today = date.fromisoformat(reference) if reference else None
    finds = []
    for start, end, kind, low, high, ahead in _readings(plain_spaces(text)):
        low, high = _with_year(low, high, today, ahead)
        finds.append(Date(start, end, text[start:end], kind, _iso(low), _iso(high)))
    return finds


def _readings(plain: str) -> Iterator[_Reading]:
    atoms, i = list(_atoms(plain)), 0
    while i < len(atoms):
        joined = _join(plain, atoms[i], atoms[i + 1]) if i + 1 < len(atoms) else None
        if reading := joined or _read_alone(plain, atoms[i]):
            yield reading
        i += 2 if joined else 1


@cache
def _form() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{rule.name}>{rule.pattern})" for rule in FORMS))


@cache
def _pattern(rules: tuple[Rule, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{rule.pattern})" for rule in rules))


def _atoms(plain: str) -> Iterator[_Atom]:
    """Every possible date: a form that begins at a number or a word shortly before it, or at "i"."""
    done = 0
    for anchor in _ANCHOR.finditer(plain):
        if anchor.start() < done:
            continue
        starts = [anchor.start()]  # a form without figures begins at its "i"
        if anchor[0][0].isdigit():
            words = _WORD.finditer(plain, max(done, anchor.start() - 30), anchor.start())
            starts = [*(word.start() for word in words), *starts]
        for start in starts:
            if found := _form().match(plain, start):
                done, form = found.end(), found.lastgroup or ""
                if days := _days(form, found[0]):
                    yield _Atom(start, done, form, *days)
                break


def _days(form: str, token: str) -> tuple[_Day, _Day] | None:
    """The first and last day of a form; None when there is no such day."""
    numbers = [int(number) for number in re.findall("[0-9]+", token)]
    months = [_MONTHS.index(word[:3].lower()) + 1 for word in re.findall(_MONTH, token)]
    try:
        low, high = _in_words(form, token, numbers, months) if months else _in_figures(form, token, numbers)
        first, last = date(low[0] or 2000, *low[1:]), date(high[0] or 2000, *high[1:])
    except ValueError:
        return None
    alone = form not in ("year", "years") or (low[0] in _YEARS_ALONE and high[0] in _YEARS_ALONE)
    return (low, high) if alone and first <= last else None


def _in_words(form: str, token: str, numbers: list[int], months: list[int]) -> tuple[_Day, _Day]:
    days = {"days": numbers[:2], "day": numbers[:1]}.get(form, [])
    year = numbers[len(days)] if len(numbers) > len(days) else 0
    if days:
        return (year, months[0], days[0]), (year, months[0], days[-1])
    return (year, months[0], 1), (year, months[-1], calendar.monthrange(year or 2000, months[-1])[1])


def _in_figures(form: str, token: str, numbers: list[int]) -> tuple[_Day, _Day]:
    year, day = numbers[-1], None
    match form:
        case "iso":
            day = (numbers[0], numbers[1], numbers[2])
        case "compact":
            day = (int(token[:4]), int(token[4:6]), int(token[6:]))
        case "six":
            day = (2000 + int(token[:2]), int(token[2:4]), int(token[4:]))
        case "figures" | "slash":
            year = numbers[2] if len(numbers) > 2 else 0
            day = (year + 2000 if 0 < year < 100 else year, numbers[1], numbers[0])
        case "week":
            first, last = (date.fromisocalendar(year, numbers[0], weekday) for weekday in (1, 7))
            return (first.year, first.month, first.day), (last.year, last.month, last.day)
        case "part":
            length = 6 if "halvår" in token.lower() else 3
            nth = numbers[0] if len(numbers) > 1 else _ORDINALS[token.split()[0].lower()]
            last = min(nth, 12 // length) * length
            return (year, last - length + 1, 1), (year, last, calendar.monthrange(year, last)[1])
        case "year_month":
            return (numbers[0], year, 1), (numbers[0], year, calendar.monthrange(numbers[0], year)[1])
        case "years" | "school_year":
            year += numbers[0] // 100 * 100 if year < 100 else 0
        case "season":
            year = numbers[0] = year + 2000 if year < 100 else year
    return (day, day) if day else ((numbers[0], 1, 1), (year, 12, 31))


def _window(plain: str, atom: _Atom, reach: int = _BESIDE) -> str:
    before = max(0, atom.start - reach)
    lead = plain[before : atom.start].replace("◷", " ")
    after = plain[atom.end : atom.end + reach].replace("◷", " ")
    return f"{'…' if before else ''}{lead}◷{after}{'…' if atom.end + reach < len(plain) else ''}"


def _read_alone(plain: str, atom: _Atom) -> _Reading | None:
    window, form = _window(plain, atom), atom.form
    if form in _IN_FIGURES and _pattern(REFERENCES).search(window):
        return None
    if form == "year" and _pattern(NUMBERS).search(window):
        return None
    if _is_weak(atom) and not _pattern(CUES).search(window):
        return None
    if goes_on := _pattern(OPEN_ENDS).search(window):
        end = atom.end + goes_on.end() - window.index("◷") - 1
        return _Reading(atom.start, end, "period", atom.low, None)
    lead = (_IN if form in ("month", "months") else _UNDER).search(plain, max(0, atom.start - 7), atom.start)
    start = lead.start() if lead and form in ("month", "months", "year", "years") else atom.start
    ahead = not atom.low[0] and bool(_pattern(FUTURES).search(_window(plain, atom, _LINE)))
    return _Reading(start, atom.end, _kind(plain, atom), atom.low, atom.high, ahead)


def _is_weak(atom: _Atom) -> bool:
    """Six figures, or a fraction-like day: a date only with a cue or in a period."""
    return atom.form == "six" or (atom.form == "slash" and not atom.low[0])


def _kind(plain: str, atom: _Atom) -> str:
    if atom.low == atom.high and atom.low[0]:
        window = _window(plain, atom, _LINE)
        if _pattern(UPDATED).search(window):
            return "updated"
        date_line = _pattern(DATE_LINES).search(window) and not _pattern(LABELS).search(window)
        if date_line or _pattern(PUBLISHED).search(window):
            return "published"
    return "period" if atom.form in ("days", "months", "years", "school_year") else "event"


def _join(plain: str, one: _Atom, other: _Atom) -> _Reading | None:
    """Two finds as one period: "1 mars–30 juni 2019", "mellan 2015 och 2018"."""
    if other.start - one.end > 40 or (one.form == "six") != (other.form == "six"):
        return None
    between = plain[one.end : other.start]
    lead = _BETWEEN.search(plain, max(0, one.start - 20), one.start)
    if not (_JOINT.fullmatch(between) or (lead and _AND.fullmatch(between))):
        return None
    shares = one.form == other.form == "slash" and _is_weak(one) and _is_weak(other)
    if shares and not _pattern(CUES).search(_window(plain, one)):
        return None
    low, high = one.low, other.high
    if high[0] and not low[0]:
        low = (high[0] - (low[1:] > high[1:]), *low[1:])
    elif low[0] and not high[0]:
        high = (low[0] + (high[1:] < low[1:]), *high[1:])
    if low[0] and low > high:
        return None
    return _Reading(lead.start() if lead else one.start, other.end, "period", low, high)


def _with_year(
    low: _Day, high: _Day | None, today: date | None, ahead: bool
) -> tuple[_Day | None, _Day | None]:
    """Days without year as the latest on or before `today`, or as the coming ones; None where unknown."""
    if low[0]:
        return low, high
    if not today:
        return None, None
    now = (today.month, today.day)
    year = today.year - (low[1:] > now)
    long_ago = _is_day((year, *low[1:])) and (today - date(year, *low[1:])).days > _LONG_AGO
    if (ahead or long_ago) and low[1:] != now and _is_day((year + 1, *low[1:])):
        year += 1
    first, last = (year, *low[1:]), (high or low)[1:]
    end = (year + (last < low[1:]), *last)
    if last == (2, 29) and low[2] == 1:  # the whole of February
        end = (year, 2, calendar.monthrange(year, 2)[1])
    return (first, end if high else None) if _is_day(first) and _is_day(end) else (None, None)


def _is_day(day: _Day) -> bool:
    return 1 <= day[1] <= 12 and 1 <= day[2] <= calendar.monthrange(day[0], day[1])[1]


def _iso(day: _Day | None) -> str:
    return "{:04}-{:02}-{:02}".format(*day) if day else ""
