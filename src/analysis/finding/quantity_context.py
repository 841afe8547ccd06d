"""What a figure is said about: the time it is for, and what it measures.

Only so many characters on either side are looked at: a long line costs no more a figure.
"""

import re
from typing import NamedTuple

from analysis.text import MONTHS

_YEAR = re.compile(
    rf"(?:(?P<day>[0-9] )?(?P<month>{'|'.join(MONTHS)}) )?(?<![\w./:#-])(?P<year>(?:19|20)[0-9]{{2}})"
    r"(?:-(?P<number>0[1-9]|1[0-2])(?![0-9])| ?(?:[-–/]|till|och) ?(?P<last>(?:19|20)[0-9]{2})"
    r"|[-–/](?P<end>[0-9]{2})(?![0-9]))?(?!\w|:[0-9])"
)
# A year that is only compared with, or the end of a time: "18 fler än hösten 2014", "sedan starten 2016", "fram till 2030".
_COMPARED = re.compile(
    r"(?:\bsedan (?!dess)(?:[a-zåäö]+ ){0,2}[a-zåäö]+|\b(?:sedan|från|född|födda|jämfört med|än|till|till och med|t\.o\.m\.|senast|före)"
    r"(?: (?:hösten|våren|sommaren|vintern|året|år|början av|slutet av))?|[0-9] [a-z]{3,9}) $"
)
# Said of the figure itself: "37 procent 2017", "38 (2017)", "264 under 2017".
_OWN_YEAR = re.compile(
    r"(?: \(?(?:år |under |under år )?|, (?=[0-9]{4}\)))((?:19|20)[0-9]{2})(?![\w:/–-]| ?(?:–|och|till) ?[0-9])"
)
_YEAR_BEFORE = r"året (?:innan|före|dessförinnan)\b"
# "(2017: 59 procent)" and "(37 procent 2017)" are said of the figure in the bracket alone.
_IN_BRACKET = re.compile(r"\((?:(?:19|20)[0-9]{2}: ?[^()]{1,40}|[0-9][^()]{1,30} (?:19|20)[0-9]{2})\)")
_BEFORE_AFTER = re.compile(rf" {_YEAR_BEFORE}")
_BEFORE_FIRST = re.compile(rf"\b{_YEAR_BEFORE}[^,;]*$")
_CLAUSE = re.compile(r"(?: [^\s,.;:()–!?]+(?:[.,:][^\s,.;:()–!?]+)*){1,8}")
_REPORT = re.compile(
    r"(?:årsredovisning|verksamhetsberättelse|årsrapport|bokslut|kvalitetsredovisning)[^\n0-9]{0,60}((?:19|20)[0-9]{2})\b"
)


class Context(NamedTuple):
    """What is said around a figure; an empty period or measure means that the text does not say."""

    period: str
    measure: str


def find_year(folded: str) -> str:
    """The year that a report is for, from its title; empty for other texts.

    >>> find_year("årsredovisning 2019, hässleholms kommun"), find_year("publicerad 2019")
    ('2019', '')
    """
    title = _REPORT.search(folded, 0, 400)
    return title[1] if title else ""


def read_context(folded: str, start: int, end: int, group: str, sentence: tuple[int, int]) -> Context:
    """The period and measure of the figure at start..end, from its sentence (text in lower case).

    >>> read_context("2017 var 40 procent i arbete.", 9, 19, "share", (0, 29))
    Context(period='2017', measure='i arbete')
    >>> read_context("målgruppen är 40 personer.", 14, 25, "person", (0, 26))
    Context(period='', measure='')
    """
    left, right = (_IN_BRACKET.sub("", words) for words in words_around(folded, start, end, sentence))
    clause = _CLAUSE.match(folded, end, min(end + 120, len(folded)))
    measure = clause[0].strip() if clause else ""
    if group in ("time", "frequency"):
        return Context("", measure)
    if own := _OWN_YEAR.match(right):
        return Context(own[1], measure)
    period = _period(left.rpartition(";")[2]) or _period(right.partition(";")[0], first=True)
    if not period and group != "money":  # a year said earlier in the block holds on, a month does not
        carried = _period(folded[max(0, sentence[0] - 300) : sentence[0]].rpartition("\n")[2])
        period = "" if "-" in carried else carried
    if period[4:] == "" != period and (_BEFORE_AFTER.match(right) or _BEFORE_FIRST.search(left)):
        period = str(int(period) - 1)
    return Context(period, measure)


def words_around(folded: str, start: int, end: int, sentence: tuple[int, int]) -> tuple[str, str]:
    """What stands before and after start..end in its sentence, at most 200 characters each.

    >>> words_around("nu är 40 i arbete.", 6, 8, (0, 18))
    ('nu är ', ' i arbete.')
    """
    return folded[max(sentence[0], start - 200) : start], folded[end : max(end, min(sentence[1], end + 200))]


def _period(text: str, first: bool = False) -> str:
    """The last year, month or span said in a text, or the first; not one that is only compared with."""
    if "19" not in text and "20" not in text:
        return ""  # much faster than to look for a month at every letter
    matches = [
        m for m in _YEAR.finditer(text) if not _COMPARED.search(text, max(0, m.start() - 40), m.start())
    ]
    if not matches:
        return ""
    match = matches[0 if first else -1]
    year = match["year"]
    if last := match["last"] or (match["end"] and year[:2] + match["end"]):
        return f"{year}/{last}"
    if match["day"]:
        return year
    month = match["number"] or (f"{MONTHS.index(match['month']) + 1:02}" if match["month"] else "")
    return f"{year}-{month}" if month else year
