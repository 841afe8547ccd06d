"""Outcomes: figures about results and goals, with what makes two of them comparable.

A share of people in work or studies means little without its numerator, population and clock. They are
read from the words of the figure's own sentence and the one before it; what is not said stays empty. The indicators are
those of Kolada (SCB and SKR): N00973, left the establishment programme and working or studying after 90
days; U40406, ended a municipal labour-market activity to work, counted at exit.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest
from typing import Any

from analysis.finding.quantities import Quantity
from analysis.text import Rule, Span

ESTABLISHMENT = "N00973: in work or studies 90 days after the establishment programme"
ACTIVITY_EXIT = "U40406: left a municipal labour-market activity for work, at exit"

NUMERATORS = (
    Rule(
        "regular work",
        r"regulj\w*+(?! studi| utbild)|osubvention|öppna arbetsmarknaden|utan stöd",
        "37 reguljär arbetsmarknad",
        "reguljära studier",
        "work without subsidy",
    ),
    Rule(
        "subsidised work",
        r"(?<!o)subvention|lönebidrag|nystartsjobb|instegsjobb|introduktionsjobb|extratjänst|etableringsjobb|anställningsstöd",
        "9 till subventionerad anställning",
        "osubventionerat",
        "work for which the employer gets support",
    ),
    Rule(
        "work or studies",
        r"(?:arbet|jobb|sysselsatt)\w*[^.]{0,60}(?:\beller|\boch|/)[^.]{0,30}(?:studi|studer|utbild|plugga)|(?:studi|studer|utbild|plugga)\w*[^.]{0,30}(?:\beller|\boch|/)[^.]{0,60}(?:arbet|jobb)",
        "har börjat arbeta eller studera",
        "till arbete",
        "both counted together",
    ),
    Rule(
        "self-support",
        r"självförsörj|egen försörjning|egenförsörjning|försörjningsstöd",
        "blev självförsörjande",
        "fick jobb",
        "income of one's own",
    ),
    Rule("studies", r"studi|studer|utbildning|plugga", "började studera", "fick jobb", "studies alone"),
    Rule(
        "work",
        r"arbete\b|arbetar|arbetade|jobb|anställ|sysselsatt|sysselsättning",
        "gick till arbete",
        "fick bostad",
        "any work",
    ),
)
POPULATIONS = (
    Rule(
        "left the establishment programme",
        r"(?:lämna|avsluta|utträde|efter)\w*[^.]{0,40}etablering|etablering\w*[^.]{0,40}(?:avsluta|lämna)",
        "de som lämnat etableringen", "etableringen av nyanlända", "those who left the programme",
    ),
    Rule("newly arrived", r"nyanlända?|flykting", "av de nyanlända", "invånarna", "newly arrived people in general"),
    Rule("participants of the activity", r"deltagar|inskrivna|skr[ei]v\w* in\b|projektet", "71 deltagare avslutades", "invånarna", "an activity's own participants"),
)  # fmt: skip
CLOCKS = (
    Rule(
        "90 days",
        r"\b(?:3|tre) månader efter|\b90 dagar",
        "3 månader efter utträde",
        "tre månaders praktik",
        "the official measuring point",
    ),
    Rule(
        "two years",
        r"efter (?:2|två) år|två år efter",
        "efter två år",
        "i två år har",
        "programme length rather than a measuring point",
    ),
    Rule(
        "at exit",
        r"avsluta\w*[^.]{0,40} till|vid (?:avslut|utskrivning)|skrevs ut",
        "avslutades 47 personer till arbete",
        "avslutade mötet",
        "counted when leaving",
    ),
)
_CIRCUMSTANCES = {
    "population": ("different people counted", "says among whom"),
    "clock": ("different points of measurement", "says when after the programme"),
    "year": ("different years", "gives a year"),
}
"""What must be said and alike for two figures to be comparable, and the words for where it is not."""
_PART_YEAR = re.compile(
    r"inledande månader|första (?:halvåret|kvartalet|månaderna)|hittills|halvårs|kvartal|så här långt", re.I
)
_POINTS_BACK = re.compile(
    r"\b(?:siffran|andelen|resultatet|nivån|värdet|motsvarande|legat|låg|ligger)\b", re.I
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_AFTER = re.compile(r"\befter $", re.I)
_LATER = re.compile(r" (?:efter|senare)\b")


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome or target: the quantity, and what it counts, among whom, when, for which year."""

    quantity: Quantity
    indicator: str
    numerator: str
    population: str
    clock: str
    year: str
    part_year: bool
    note: str


def find_outcomes(sentences: list[Span], quantities: list[Quantity]) -> list[Outcome]:
    """The outcomes among the quantities of a text, each read in its own sentence and the one before.

    >>> from analysis.finding.quantities import find_quantities
    >>> from analysis.finding.sentences import find_sentences
    >>> text = "Drygt 70 procent av de som lämnat etableringen har 2018 börjat arbeta eller studera. Kursen tar två år."
    >>> [
    ...     (o.numerator, o.year, o.indicator[:6])
    ...     for o in find_outcomes(find_sentences(text), find_quantities(text))
    ... ]
    [('work or studies', '2018', 'N00973')]
    """
    outcomes: list[Outcome] = []
    last_of: dict[str, Outcome] = {}
    starts = [sentence.start for sentence in sentences]
    for quantity, following in zip_longest(quantities, quantities[1:]):
        if quantity.kind not in ("outcome", "target"):
            continue
        number = bisect_right(starts, quantity.start) - 1
        if number < 0 or quantity.start >= sentences[number].end:
            continue
        here = sentences[number]
        if _is_clock(quantity, here):
            continue
        before = sentences[number - 1].text if number and here.start - sentences[number - 1].end < 3 else ""
        until = min(here.end, following.start if following else here.end)
        outcome = _read_outcome(
            quantity, here, before, here.text[quantity.end - here.start : until - here.start]
        )
        last = last_of.get(quantity.unit)
        if (
            last
            and not outcome.indicator
            and _POINTS_BACK.search(here.text)
            and here.start - last.quantity.end < 200
        ):
            outcome = _inherit(outcome, last)
        outcomes.append(outcome)
        last_of[quantity.unit] = outcome
    return outcomes


def _is_clock(quantity: Quantity, sentence: Span) -> bool:
    """Whether a length of time says when another figure was counted: "efter två år", "90 dagar efter"."""
    if quantity.unit not in ("day", "week", "month", "year"):
        return False
    start, end = quantity.start - sentence.start, quantity.end - sentence.start
    return bool(_AFTER.search(sentence.text[:start]) or _LATER.match(sentence.text, end))


def _inherit(outcome: Outcome, before: Outcome) -> Outcome:
    """An outcome whose sentence only says "siffran låg på …" measures what the figure before it measured."""
    if not before.indicator:
        return outcome
    note = "; ".join(filter(None, [outcome.note, "measure taken from the figure before"]))
    return replace(
        outcome,
        indicator=before.indicator,
        numerator=before.numerator,
        population=before.population,
        clock=before.clock,
        note=note,
    )


def _read_outcome(quantity: Quantity, sentence: Span, before: str, after: str) -> Outcome:
    """An outcome read from its sentence, the one before, and the words after the figure up to the next figure."""
    close = re.split(r"[(;]", after, maxsplit=1)[0]
    numerator = _first(NUMERATORS, close) or _first(NUMERATORS[2:], sentence.text)
    population = _first(POPULATIONS, sentence.text) or _first(POPULATIONS, before)
    clock = _first(CLOCKS, sentence.text)
    year = quantity.period or _lone_year(sentence.text) or _lone_year(before)
    part_year = bool(_PART_YEAR.search(sentence.text))
    indicator = _indicator(quantity, numerator, population, clock)
    notes = [
        "a goal, not a result" if quantity.kind == "target" else "",
        "part of a year" if part_year else "",
        "no base given" if quantity.unit == "percent" and quantity.base is None else "",
        "no year given" if not year and quantity.kind == "outcome" else "",
        "two years may be the length of the programme or the point of measurement"
        if clock == "two years" and indicator
        else "",
        "an open value: only a bound is given" if (quantity.low is None) != (quantity.high is None) else "",
    ]
    return Outcome(
        quantity, indicator, numerator, population, clock, year, part_year, "; ".join(filter(None, notes))
    )


def _indicator(quantity: Quantity, numerator: str, population: str, clock: str) -> str:
    establishment = population in ("left the establishment programme", "newly arrived") or clock == "90 days"
    if quantity.unit == "percent" and numerator == "work or studies" and establishment:
        return ESTABLISHMENT
    if (
        population == "participants of the activity"
        and numerator in ("work", "regular work")
        and quantity.unit == "person"
    ):
        return ACTIVITY_EXIT
    return ""


def name_measure(row: Mapping[str, Any]) -> tuple[str, ...]:
    """What two comparable rows of the table `outcomes` have in common; empty for one that stands alone.

    >>> name_measure({"indicator": "N00973: …", "kind": "target", "part_year": False})
    ()
    """
    alone = not row["indicator"] or row["kind"] == "target" or row["part_year"]
    if alone or not all(row[name] for name in _CIRCUMSTANCES):
        return ()
    return tuple(row[name] for name in ("indicator", "numerator", "unit", *_CIRCUMSTANCES))


def explain_incomparable(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """Why two rows of the table `outcomes` may not be compared; empty when they may.

    Comparable values count the same thing, among the same people, at the same point after the programme and for
    the same whole year, and are results (no goals). What a text does not say is not taken to be alike.

    >>> row = {
    ...     "indicator": ESTABLISHMENT,
    ...     "numerator": "work or studies",
    ...     "population": "left the establishment programme",
    ...     "clock": "90 days",
    ...     "year": "2018",
    ...     "unit": "percent",
    ...     "kind": "outcome",
    ...     "part_year": False,
    ... }
    >>> explain_incomparable(row, row)
    []
    >>> explain_incomparable(row, row | {"clock": "two years", "year": ""})
    ['different points of measurement (90 days and two years)', 'only one text gives a year']
    """
    reasons = []
    if not one["indicator"] or not other["indicator"]:
        reasons.append("a text does not say enough to tell which measure it is")
    elif one["indicator"] != other["indicator"]:
        reasons.append(
            f"different measures ({one['indicator'].split(':')[0]} and {other['indicator'].split(':')[0]})"
        )
    if one["numerator"] != other["numerator"]:
        reasons.append(
            f"different numerators ({one['numerator'] or 'not said'} and {other['numerator'] or 'not said'})"
        )
    if one["unit"] != other["unit"]:
        reasons.append(f"different units ({one['unit']} and {other['unit']})")
    for name, (different, unsaid) in _CIRCUMSTANCES.items():
        if not one[name] or not other[name]:
            reasons.append(f"{'only one' if one[name] or other[name] else 'neither'} text {unsaid}")
        elif one[name] != other[name]:
            reasons.append(f"{different} ({one[name]} and {other[name]})")
    if "target" in (one["kind"], other["kind"]):
        reasons.append("one is a goal, not a result")
    if one["part_year"] or other["part_year"]:
        reasons.append("one covers part of a year")
    return reasons


def _lone_year(text: str) -> str:
    """The year a sentence names when it names just one."""
    years = set(_YEAR.findall(text))
    return years.pop() if len(years) == 1 else ""


def _first(rules: tuple[Rule, ...], text: str) -> str:
    return next((rule.name for rule in rules if _compiled(rule.pattern).search(text)), "")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
