"""Dates and periods in Swedish texts: where they stand, of which kind, and the days they cover.

A find is the date without clock, as the annotators' guide has it: "den 2 mars 2018 kl. 10" gives
"2 mars 2018", but "i oktober 2017" and "under 2018" keep their preposition. "sedan 2015" and
"från 1 mars" are events, as in the reference texts: only words such as "pågående" leave a period
open. Seasons and terms give the whole year; weeks, months, quarters and halves their own days.
Nothing is guessed: a day without year stays open unless the document's own date settles it, an
impossible day is no find, and four digits are a year only between 1990 and 2035 (from 1900 after a word such as
"sedan") and where nothing makes them a count or a reference. In an annual report its year settles the days.

The forms of `date_rules` are tried at every number and the words before it; two finds around a dash or
"till" become one period.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from analysis.finding.date_days import Day, read_days
from analysis.finding.date_rules import (
    CUES,
    DATE_LINES,
    FORMS,
    FUTURES,
    LABELS,
    MONTH,
    NUMBERS,
    OF_A_YEAR,
    OPEN_ENDS,
    PASTS,
    PUBLISHED,
    RECURRING,
    REFERENCES,
    UPDATED,
    WEEKDAY,
)
from analysis.text import MONTHS, Rule, join_rules, plain_spaces


@dataclass(frozen=True, slots=True)
class Date:
    """A date where it stands: published, updated, period or event; ISO days, "" when open or unknown."""

    start: int
    end: int
    text: str
    kind: str
    date_start: str
    date_end: str


class _Atom(NamedTuple):
    start: int
    end: int
    form: str
    low: Day
    high: Day


class _Reading(NamedTuple):
    start: int
    end: int
    kind: str
    low: Day
    high: Day | None  # None: goes on
    when: str = "past"  # of a day without year: past, near (not told), ahead (announced), or "last year", "next year" …


_BESIDE, _LINE = 30, 100  # how far to either side a rule looks: for a word, for the line's beginning
_LONG_AGO = 300  # days; nobody leaves the year out of a day as old as that
_NEARER = 183  # days; what is further back is nearer in the coming year

_OTHER_YEARS = re.compile(r" (?:(förra året|i fjol)|(nästa år)|(samma år)|i år)(?![\w-])")
_SHORT = {"six", "short"}  # years in two figures
_IN_FIGURES = {*"iso compact figures slash years year_month six short year old_year".split()}
# A number or a month; as the initials stand outside the branches, most letters are passed over quickly.
_ANCHOR = re.compile(
    "[0-9]+|[{}](?:{})".format("".join({m[0] for m in MONTHS}), "|".join({m[1:]: 0 for m in MONTHS}))
)
# An annual report says in its first lines which year it is about.
_REPORT = re.compile(
    r"\b(?i:års(?:redovisning|rapport|berättelse|bokslut)|verksamhetsberättelse|delårsrapport|verksamhetsåret)"
    r"[^\n0-9]{0,30} (20[0-9]{2})(?![0-9–/-])"
)
_MEETING = re.compile(r"\b(?i:sammanträdesdatum|mötesdatum|protokoll)")
_HEAD = 250  # how far from the beginning it says so
_ISSUE = re.compile(
    rf"(?:\A|\n) *(?:(?i:(?:nyhets|månads|vecko|medlems)brev|[^\n]{{0,60}}\bn(?:r|ummer)) ?[^\n]{{0,40}}?)?\b({MONTH} 20[0-9]{{2}}) *(?=\n)"
)
_WORD = re.compile(r"[A-Za-zÅÄÖåäö]+")
_JOINT = re.compile(
    rf" ?[–—-]{{1,2}} ?(?:{WEEKDAY} )?(?:den )?"
    rf"| (?:till och med|t\.?o\.?m\.?|fram till|till) (?:{WEEKDAY} )?(?:den |år )?"
)
_AND = re.compile(r" och (?:den |år )?")
_UNDER = re.compile(r"\b[Uu]nder \Z")
_DURING = re.compile(r"\b[Uu]nder (?:åren )?\Z")
_IN = re.compile(r"\b(?:[Ii]|[Uu]nder) \Z")
_BETWEEN = re.compile(r"\b[Mm]ellan (?:den |åren |år )?\Z")


def find_dates(text: str, reference: str = "") -> list[Date]:
    """Dates and periods, in reading order, each with its first and last day.

    `reference` is the document's own date (ISO): a day without year is then the latest such day on
    or before it, or the coming one when it is announced ("nästa möte hålls") or would else lie more
    than ten months back; where nothing is told in the past tense, the nearer of the two. Without it, the day of the meeting settles them in minutes, the month at its head in a letter, in an
    annual report its year what is not announced, and else a year or a season that is a heading above them.
    Raises ValueError when `reference` is not an ISO date.

    >>> [(d.text, d.kind, d.date_start, d.date_end) for d in find_dates("Pågår 2017–2019")]
    [('2017–2019', 'period', '2017-01-01', '2019-12-31')]
    >>> [d.date_start for d in find_dates("besökte den 2 mars Gnosjö", reference="2018-03-08")]
    ['2018-03-02']
    >>> find_dates("2018 personer, 3/4 av dem kl. 14.30 enligt SFS 2017:820 den 31 februari 2018")
    []
    """
    plain, finds = plain_spaces(text), []
    today = date.fromisoformat(reference) if reference else _meeting_day(plain) or _issue_day(plain)
    report = None if today else _REPORT.search(plain[:_HEAD])
    year = heading = 0
    for start, end, kind, low, high, when in _readings(plain):
        if report and when in ("past", "near"):
            year = int(report[1])
        elif when != "same year":
            year = low[0] or (_year_of(low, today, when) if today else heading)
        if low[0] and low != high and _is_alone(plain, start, end):
            heading = low[0]
        low, high = _with_year(low, high, year)
        finds.append(Date(start, end, text[start:end], kind, _iso(low), _iso(high)))
    return finds


def _meeting_day(plain: str) -> date | None:
    """The day of the meeting whose minutes a text is, from its head; None for other texts."""
    if not (named := _MEETING.search(plain[:_HEAD])):
        return None
    atoms = _atoms(plain[named.end() : named.end() + 40])
    return next((date(*atom.low) for atom in atoms if atom.low[0] and atom.low == atom.high), None)


def _issue_day(plain: str) -> date | None:
    """The last day of the month that a letter or a report bears at its head; None for other texts."""
    issue = _ISSUE.search(plain[:_HEAD])
    return next((date(*atom.high) for atom in _atoms(issue[1])), None) if issue else None


def _is_alone(plain: str, start: int, end: int) -> bool:
    """Whether nothing but blanks stands on the line beside a date; no more of a long line is looked at than those.

    >>> _is_alone("x\\n  2019 \\ny", 4, 8), _is_alone("x 2019", 2, 6), _is_alone("2019", 0, 4)
    (True, False, True)
    """
    while start and plain[start - 1] != "\n" and plain[start - 1].isspace():
        start -= 1
    while end < len(plain) and plain[end] != "\n" and plain[end].isspace():
        end += 1
    return plain[start - 1 : start] in ("", "\n") and plain[end : end + 1] in ("", "\n")


@lru_cache(maxsize=1)  # a text is asked again when its own date is known
def _readings(plain: str) -> list[_Reading]:
    atoms, readings, i = list(_atoms(plain)), [], 0
    while i < len(atoms):
        joined = _join(plain, atoms[i], atoms[i + 1]) if i + 1 < len(atoms) else None
        if reading := joined or _read_alone(plain, atoms[i]):
            readings.append(reading)
        i += 2 if joined else 1
    return readings


@cache
def _form() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{rule.name}>{rule.pattern})" for rule in FORMS))


@cache
def _pattern(rules: tuple[Rule, ...]) -> re.Pattern[str]:
    return re.compile(join_rules(rules))


def _atoms(plain: str) -> Iterator[_Atom]:
    """Every possible date: a form that begins at a number or a month, or at a word shortly before it."""
    done = 0
    for anchor in _ANCHOR.finditer(plain):
        if anchor.start() < done:
            continue
        words = _WORD.finditer(plain, max(done, anchor.start() - 30), anchor.start())
        starts = [*(word.start() for word in words), anchor.start()]
        for start in starts:
            if found := _form().match(plain, start):
                done, form = found.end(), found.lastgroup or ""
                if days := read_days(form, found[0]):
                    yield _Atom(start, done, form, *days)
                break


def _window(plain: str, atom: _Atom, reach: int = _BESIDE) -> str:
    before = max(0, atom.start - reach)
    lead = plain[before : atom.start].replace("◷", " ")
    after = plain[atom.end : atom.end + reach].replace("◷", " ")
    return f"{'…' if before else ''}{lead}◷{after}{'…' if atom.end + reach < len(plain) else ''}"


def _read_alone(plain: str, atom: _Atom) -> _Reading | None:
    window, form = _window(plain, atom), atom.form
    stamp = form == "iso" and _pattern(PUBLISHED).search(window)  # "Version 2014-03-20"
    if form in _IN_FIGURES and not stamp and _pattern(REFERENCES).search(window):
        return None
    if form in ("year", "old_year") and _pattern(NUMBERS).search(window):
        return None
    if _is_weak(atom) and not _pattern(CUES).search(window):
        return None
    if form in ("bare_month", "bare_months") and _pattern(RECURRING).search(_window(plain, atom, _LINE)):
        return None
    if goes_on := _pattern(OPEN_ENDS).search(window):
        end = atom.end + goes_on.end() - window.index("◷") - 1
        return _Reading(atom.start, end, "period", atom.low, None)
    if not atom.low[0] and (told := _pattern(OF_A_YEAR).search(_window(plain, atom, _LINE))):
        low, high = _with_year(atom.low, atom.high, int(told[1]))
        atom = atom._replace(low=low, high=high) if low and high else atom
    lead = (_IN if form in ("month", "months") else _UNDER).search(plain, max(0, atom.start - 7), atom.start)
    start = lead.start() if lead and form in ("month", "months", "year", "years") else atom.start
    when = _when(plain, atom) if not atom.low[0] else "past"
    return _Reading(start, atom.end, _kind(plain, atom), atom.low, atom.high, when)


def _when(plain: str, atom: _Atom) -> str:
    """Where a day without year lies from the document's own date, as its sentence tells."""
    if other := _OTHER_YEARS.match(plain, atom.end):
        return ("last year", "next year", "same year", "this year")[(other.lastindex or 4) - 1]
    month = atom.start + 2 if plain.startswith(("i ", "I "), atom.start) else atom.start
    window = _window(plain, atom._replace(start=month), _LINE)
    if _pattern(FUTURES).search(window):
        return "ahead"
    return "past" if _pattern(PASTS).search(window) else "near"


def _is_weak(atom: _Atom) -> bool:
    """Six figures, with or without dashes, or a fraction-like day: a date only with a cue or in a period."""
    return atom.form in _SHORT or (atom.form == "slash" and not atom.low[0])


def _kind(plain: str, atom: _Atom) -> str:
    if atom.low == atom.high and atom.low[0]:
        window = _window(plain, atom, _LINE)
        if _pattern(UPDATED).search(window):
            return "updated"
        date_line = _pattern(DATE_LINES).search(window) and not _pattern(LABELS).search(window)
        if date_line or _pattern(PUBLISHED).search(window):
            return "published"
    return "period" if atom.form in ("days", "months", "bare_months", "years", "school_year") else "event"


def _join(plain: str, one: _Atom, other: _Atom) -> _Reading | None:
    """Two finds as one period: "1 mars–30 juni 2019", "mellan 2015 och 2018"."""
    short = not _SHORT.isdisjoint((one.form, other.form))
    if other.start - one.end > 40 or (short and one.form != other.form):
        return None
    between = re.sub(" +", " ", plain[one.end : other.start])
    lead = _BETWEEN.search(plain, max(0, one.start - 20), one.start)
    if one.form == other.form == "year":  # "under 2018 och 2019"
        lead = lead or _DURING.search(plain, max(0, one.start - 12), one.start)
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
    when = _when(plain, one) if not low[0] else "past"
    return _Reading(lead.start() if lead else one.start, other.end, "period", low, high, when)


def _year_of(low: Day, today: date, when: str) -> int:
    """The year of the latest such day on or before `today`, or of the coming one, as `when` says."""
    if when.endswith("year"):
        return today.year + {"last": -1, "this": 0, "next": 1}[when.split()[0]]
    now = (today.month, today.day)
    year = today.year - (low[1:] > now)
    if (
        (low[1] == now[0] and low[1:] <= now)
        or not _is_day((year, *low[1:]))
        or not _is_day((year + 1, *low[1:]))
    ):
        return year
    ago = (today - date(year, *low[1:])).days
    return year + (when == "ahead" or ago > (_NEARER if when == "near" else _LONG_AGO))


def _with_year(low: Day, high: Day | None, year: int) -> tuple[Day | None, Day | None]:
    """Days without year as days of `year`; None where that is 0, unknown."""
    if low[0]:
        return low, high
    if not year:
        return None, None
    first, last = (year, *low[1:]), (high or low)[1:]
    end = (year + (last < low[1:]), *last)
    if last == (2, 29) and low[2] == 1:  # the whole of February
        end = (year, 2, calendar.monthrange(year, 2)[1])
    return (first, end if high else None) if _is_day(first) and _is_day(end) else (None, None)


def _is_day(day: Day) -> bool:
    return 1 <= day[1] <= 12 and 1 <= day[2] <= calendar.monthrange(day[0], day[1])[1]


def _iso(day: Day | None) -> str:
    return "{:04}-{:02}-{:02}".format(*day) if day else ""
