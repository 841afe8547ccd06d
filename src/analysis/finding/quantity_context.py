"""What a figure is said about: its kind (outcome, target, …), the time it is for, and what it measures.

The kind is read from the sentence with the figure replaced by `#` and its class (`#percent fick
arbete`): the first rule of `lexicon/quantity_kinds.csv` that fits decides, else the heading above or
the class. Only so many characters on either side are looked at: a long line costs no more a figure.
"""

import csv
import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from analysis.finding.units import name_group
from analysis.paths import LEXICON
from analysis.text import Rule

_MONTHS = "januari februari mars april maj juni juli augusti september oktober november december".split()
_YEAR = re.compile(
    rf"(?:(?P<day>[0-9] )?(?P<month>{'|'.join(_MONTHS)}) )?(?<![\w./:#-])(?P<year>(?:19|20)[0-9]{{2}})"
    r"(?:-(?P<number>0[1-9]|1[0-2])(?![0-9])| ?(?:[-–/]|till|och) ?(?P<last>(?:19|20)[0-9]{2})"
    r"|[-–/](?P<end>[0-9]{2})(?![0-9]))?(?![\w:])"
)
_RATE = re.compile(
    r"^(?:varannan|vartannat|var(?:t|je)? )| (?:i (?:veckan?|månad(?:en)?)|om (?:dagen|året)|per (?:dag|vecka|månad)|i taget|årligen)$"
)
_COMPARED = re.compile(r"(?:\bsedan|\bfrån|\bfödd|\bfödda|jämfört med|\bän|[0-9] [a-z]{3,9}) $")
_CLAUSE = re.compile(r"(?: [^\s,.;:()–!?]+(?:[.,:][^\s,.;:()–!?]+)*){1,8}")
_REPORT = re.compile(
    r"(?:årsredovisning|verksamhetsberättelse|årsrapport|bokslut|kvalitetsredovisning)[^\n0-9]{0,60}((?:19|20)[0-9]{2})\b"
)
_DEFAULTS = {"share": "outcome", "frequency": "design"}  # others are background
_BUILT = frozenset(
    "track step phase module part course programme level group team lesson place element theme".split()
)
_DONE = frozenset(
    "meeting interview visit workshop enrolment mapping validation conversation call session home_visit study_visit study_circle seminar fair recruitment match placement".split()
)
_FIGURE = re.compile("[0-9:]")
_HEADING = re.compile(r"^(?:[0-9]{1,2}\.[0-9.]* )?([^\W\d_][^.!?\n]{2,60})$", re.MULTILINE)


class Context(NamedTuple):
    """What is said around a figure; an empty period or measure means that the text does not say."""

    kind: str
    period: str
    measure: str


class Section(NamedTuple):
    """A heading that tells what kind of figures stand below it, up to the next heading."""

    start: int
    kind: str


def find_sections(folded: str) -> list[Section]:
    """The headings of a text in lower case, with the kind of figure they announce, "" for most.

    >>> [section.kind for section in find_sections("mål\\n45 procent i arbete.\\nså gör vi\\nvi ringer.")]
    ['', 'target', '']
    """
    sections = [Section(0, "")]
    for heading in _HEADING.finditer(folded):
        kind = next((kind for kind, pattern in _heading_rules() if pattern.match(heading[1])), "")
        if kind or not _FIGURE.search(heading[1]):
            sections.append(Section(heading.start(), kind))
    return sections


def find_year(folded: str) -> str:
    """The year that a report is for, from its title; empty for other texts.

    >>> find_year("årsredovisning 2019, hässleholms kommun"), find_year("publicerad 2019")
    ('2019', '')
    """
    title = _REPORT.search(folded, 0, 400)
    return title[1] if title else ""


def read_context(
    folded: str, start: int, end: int, unit: str, group: str, sentence: tuple[int, int]
) -> Context:
    """The kind, period and measure of the figure at start..end, from its sentence (text in lower case).

    `kind` is empty when no rule fits: then `default_kind` decides.

    >>> read_context("2017 var 40 procent i arbete.", 9, 19, "percent", "share", (0, 29))
    Context(kind='outcome', period='2017', measure='i arbete')
    >>> read_context("målgruppen är 40 personer.", 14, 25, "person", "person", (0, 26))  # a group, no goal
    Context(kind='', period='', measure='')
    """
    left = folded[max(sentence[0], start - 200) : start]
    right = folded[end : max(end, min(sentence[1], end + 200))]
    named = name_group(folded[start:end].rpartition(" ")[2])
    mark = named if group == "person" and named else group
    mark = {"percentage_point": "point", "percent": "percent"}.get(unit, mark)
    rate = "-rate" if _RATE.search(folded[start:end]) else ""
    clause = _CLAUSE.match(folded, end, min(end + 120, len(folded)))
    measure = clause[0].strip() if clause else ""
    if group in ("time", "frequency"):
        return Context(_kind(left, mark, f"{rate}{right}"), "", measure)
    period = _period(left.rpartition(";")[2]) or _period(right.partition(";")[0], first=True)
    if not period and group != "money":  # a year said earlier in the block holds on, a month does not
        carried = _period(folded[max(0, sentence[0] - 300) : sentence[0]].rpartition("\n")[2])
        period = "" if "-" in carried else carried
    return Context(_kind(left, mark, f"{rate}{right}"), period, measure)


def default_kind(unit: str, group: str, section: str) -> str:
    """The kind of a figure whose sentence says nothing, from its unit and the heading above it.

    >>> default_kind("person", "person", ""), default_kind("person", "person", "outcome")
    ('background', 'outcome')
    """
    if section and group in ("share", "person", "thing"):
        return section
    return "activity" if unit in _DONE else "design" if unit in _BUILT else _DEFAULTS.get(group, "background")


@cache
def kind_rules(scope: str) -> tuple[Rule, ...]:
    """The rules for a `sentence` or a `heading`, in order, from `lexicon/quantity_kinds.csv`.

    A rule's name begins with the kind. Word groups, written {work} in a pattern, are filled in.

    >>> kind_rules("heading")[0].name
    'target: goals'
    """
    with (LEXICON / "quantity_kinds.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    groups = {f"{{{row['name']}}}": row["pattern"] for row in rows if row["scope"] == "words"}
    fill = re.compile("|".join(map(re.escape, groups)))
    return tuple(
        Rule(
            row["name"], fill.sub(lambda m: groups[m[0]], row["pattern"]), row["hit"], row["miss"], row["why"]
        )
        for row in rows
        if row["scope"] == scope
    )


@cache
def _rules_for(mark: str) -> list[tuple[str, Callable[[str], re.Match[str] | None]]]:
    """The sentence rules that can fit a figure of one class: those that name it or name none."""
    rules = [(rule, re.findall(r"#(?:\(\?:)?([a-z|]+)", rule.pattern)) for rule in kind_rules("sentence")]
    return [
        (rule.name.partition(":")[0], re.compile(rule.pattern).search)
        for rule, marks in rules
        if not marks or mark in "|".join(marks).split("|")
    ]


@cache
def _heading_rules() -> list[tuple[str, re.Pattern[str]]]:
    return [(rule.name.partition(":")[0], re.compile(rule.pattern)) for rule in kind_rules("heading")]


def _kind(left: str, mark: str, right: str) -> str:
    setting = f"{left[-120:]}#{mark}{right[:120]}"
    return next((kind for kind, find in _rules_for(mark) if find(setting)), "")


def _period(text: str, first: bool = False) -> str:
    """The last year, month or span said in a text, or the first; not one that is only compared with."""
    matches = [
        m for m in _YEAR.finditer(text) if not _COMPARED.search(text, max(0, m.start() - 16), m.start())
    ]
    if not matches:
        return ""
    match = matches[0 if first else -1]
    year = match["year"]
    if last := match["last"] or (match["end"] and year[:2] + match["end"]):
        return f"{year}/{last}"
    if match["day"]:
        return year
    month = match["number"] or (f"{_MONTHS.index(match['month']) + 1:02}" if match["month"] else "")
    return f"{year}-{month}" if month else year
