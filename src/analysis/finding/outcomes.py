"""Outcomes: figures about results and goals, with what each counts, among whom and when.

A share of people in work or studies means little without its numerator, population and clock. They are
read from the words of the figure's own sentence and the one before it; what is not said stays empty. The indicators are
those of Kolada (SCB and SKR): N00973, left the establishment programme and working or studying after 90
days; U40406, ended a municipal labour-market activity to work, counted at exit.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest

from analysis.finding.outcome_rules import CLOCKS, NUMERATORS, OTHER_END, POPULATIONS, WITHIN
from analysis.finding.quantities import Quantity
from analysis.text import Rule, Span, compiled

ESTABLISHMENT = "N00973: in work or studies 90 days after the establishment programme"
ACTIVITY_EXIT = "U40406: left a municipal labour-market activity for work, at exit"

NO_BASE = "no base given"
YEAR_BEFORE = "year taken from the sentence before"
OPEN_VALUE = "an open value: only a bound is given"
LITTLE_OVER = "a little over: how much is not said"
LITTLE_UNDER = "a little under: how much is not said"
_NEAR = re.compile(r"\b(?:drygt?a?|gott och väl|strax|knappt?a?|fullt|nästan|närmare|nära|bortåt)\b", re.I)
"""Words for a little more or less than a number; "över", "minst" and "högst" may be far from theirs."""
_NAMED_OTHERWISE = re.compile(r"\b(?:förvärvs|sysselsättnings)(?:frekvens|grad|intensitet)", re.I)
"""Names of another statistic, the share of a whole population in work, that texts give to shares of N00973."""
OTHER_NAME = "the text says "
_PART_YEAR = re.compile(
    r"inledande månader|första (?:halvåret|kvartalet|månaderna)|hittills|halvårs|kvartal|så här långt", re.I
)
# "Siffrorna för 2023 gäller till och med oktober.": beside a table, or anywhere after the figures.
_YEAR_CUT = re.compile(
    r"\b(?:siffr|uppgift|statistik|resultat|utfall)\w* (?:för|från|under) ((?:19|20)\d\d) (?:gäller|avser|är|omfattar|räknas|redovisas)\b"
    r"[^.]{0,20}\b(?:till och med|t\.? ?o\.? ?m\.?|fram till|januari(?: ?[–-] ?| till ))(?! ?(?:den )?(?:31 )?december)",
    re.I,
)
_POINTS_BACK = re.compile(
    r"\b(?:siffran|andelen|resultatet|nivån|värdet|motsvarande|legat|låg|ligger)\b", re.I
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SINCE = re.compile(r"\bsedan (?:[a-zåäö]+ ){0,3}(?:19|20)\d\d\b", re.I)
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
    >>> text = "Så gick det 2018. Drygt 70 procent av de nyanlända arbetar eller studerar."
    >>> [(o.year, YEAR_BEFORE in o.note) for o in find_outcomes(find_sentences(text), find_quantities(text))]
    [('2018', True)]
    >>> text = "17 avslutades, varav 6 till arbete och 4 på grund av sjukdom."
    >>> [o.numerator for o in find_outcomes(find_sentences(text), find_quantities(text))][-2:]
    ['work', '']
    >>> text = "Av 71 deltagare gick 47 till arbete (37 reguljär arbetsmarknad)."
    >>> [(o.numerator, o.population) for o in find_outcomes(find_sentences(text), find_quantities(text))]
    [('work', 'participants of the activity'), ('regular work', 'those who went to work')]
    >>> text = "Av 186 gick 71 (38 %) till arbete, 22 (12 %) till studier och 93 (50 %) till annat."
    >>> [o.numerator for o in find_outcomes(find_sentences(text), find_quantities(text))]
    ['work', 'work', 'studies', 'studies', '', '']
    >>> text = (
    ...     "60 % ska arbeta eller studera 90 dagar efter etableringen. Detta värde kallas förvärvsfrekvens."
    ... )
    >>> find_outcomes(find_sentences(text), find_quantities(text))[0].note.split("; ")[-1]
    'the text says förvärvsfrekvens, which is another statistic: the share of a whole population in work'
    """
    outcomes: list[Outcome] = []
    last_of: dict[str, Outcome] = {}
    counted: dict[float, tuple[int, str]] = {}
    starts = [sentence.start for sentence in sentences]
    cut = {found[1] for sentence in sentences for found in _YEAR_CUT.finditer(sentence.text)}
    for quantity, *following in zip_longest(quantities, quantities[1:], quantities[2:]):
        if quantity.kind not in ("outcome", "target"):
            continue
        number = bisect_right(starts, quantity.start) - 1
        if number < 0 or quantity.start >= sentences[number].end:
            continue
        here = sentences[number]
        if _is_clock(quantity, here):
            continue
        before = sentences[number - 1].text if _adjoin(sentences, number - 1) else ""
        after = sentences[number + 1].text if _adjoin(sentences, number) else ""
        words = _words_after(quantity, following, here)
        at, within = counted.get(quantity.base, (number, "")) if quantity.base else (number, "")
        outcome = _read_outcome(quantity, here, before, words, within if number - at < 2 else "", cut)
        named = _name_numerator(words) if quantity.unit != "percent" else ""
        if named and quantity.low is not None and quantity.low == quantity.high:
            counted[quantity.low] = number, WITHIN[named]
        if outcome.indicator == ESTABLISHMENT:
            outcome = _remark_name(outcome, " ".join([before, here.text, after]))
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


def _words_after(quantity: Quantity, following: list[Quantity | None], here: Span) -> str:
    """The words of a sentence after a figure, up to the next one; one in brackets, "71 (38 %) till arbete", says the same."""
    rest = here.text[quantity.end - here.start :]
    for other in following:
        if other and other.start < here.end:
            words = rest[: other.start - quantity.end]
            if words != " (":
                return words.partition(") ")[2] if words.startswith(" (") else words
    return rest.partition(") ")[2] if rest.startswith(" (") else rest


def _adjoin(sentences: list[Span], number: int) -> bool:
    """Whether a sentence and the next stand in one paragraph."""
    return 0 <= number < len(sentences) - 1 and sentences[number + 1].start - sentences[number].end < 3


def _remark_name(outcome: Outcome, words: str) -> Outcome:
    """An outcome of an indicator, with a remark where words beside its figure give it the name of another statistic."""
    named = _NAMED_OTHERWISE.search(words)
    if not named:
        return outcome
    remark = (
        f"{OTHER_NAME}{named[0].lower()}, which is another statistic: the share of a whole population in work"
    )
    return replace(outcome, note="; ".join(filter(None, [outcome.note, remark])))


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
    named = [part for part in before.note.split("; ") if part.startswith(OTHER_NAME)]
    note = "; ".join(filter(None, [outcome.note, "measure taken from the figure before", *named]))
    return replace(
        outcome,
        indicator=before.indicator,
        numerator=before.numerator,
        population=before.population,
        clock=before.clock,
        note=note,
    )


def _name_numerator(after: str) -> str:
    """What a figure counts by the words right after it."""
    return _first(NUMERATORS, _cut_bracket(after))


def _cut_bracket(after: str) -> str:
    return re.split(r"[(;]", after, maxsplit=1)[0]


def _read_outcome(
    quantity: Quantity, sentence: Span, before: str, after: str, within: str, cut: set[str]
) -> Outcome:
    """An outcome read from its sentence, the one before, and the words after the figure up to the next figure.

    `within` names its people where it is a part of what a figure just before counts; `cut` are the years of which
    the text says that its figures cover only a part.
    """
    numerator = _name_numerator(after)
    if not numerator and not _first((OTHER_END,), _cut_bracket(after)):
        numerator = _only(NUMERATORS[2:], sentence.text)
    population = within or _first(POPULATIONS, sentence.text) or _first(POPULATIONS, before)
    clock = _first(CLOCKS, sentence.text)
    year = quantity.period or _lone_year(sentence.text) or _lone_year(before)
    part_year = year in cut or bool(_PART_YEAR.search(sentence.text))
    indicator = _indicator(quantity, numerator, population, clock)
    notes = [
        "a goal, not a result" if quantity.kind == "target" else "",
        f"perhaps {quantity.rival}: the words around it leave both open" if quantity.rival else "",
        "part of a year" if part_year else "",
        NO_BASE if quantity.unit == "percent" and quantity.base is None else "",
        "no year given" if not year and quantity.kind == "outcome" else "",
        YEAR_BEFORE if year and year[:4] in before and year[:4] not in sentence.text else "",
        "two years is the length of the programme, not the point of measurement (the project's reading)"
        if clock == "two years" and indicator
        else "",
        _remark_bound(quantity),
    ]
    return Outcome(
        quantity, indicator, numerator, population, clock, year, part_year, "; ".join(filter(None, notes))
    )


def is_near(qualifier: str | None) -> bool:
    """Whether a word beside a number says that the value is close to it.

    >>> [is_near(word) for word in ("drygt", "inte fullt", "över", "", None)]
    [True, True, False, False, False]
    """
    return bool(_NEAR.search(qualifier or ""))


def _remark_bound(quantity: Quantity) -> str:
    """What a value with just one bound leaves open."""
    if (quantity.low is None) == (quantity.high is None):
        return ""
    if not is_near(quantity.qualifier):
        return OPEN_VALUE
    return LITTLE_OVER if quantity.high is None else LITTLE_UNDER


def _indicator(quantity: Quantity, numerator: str, population: str, clock: str) -> str:
    established = population in ("left the establishment programme", "newly arrived")
    establishment = established or (clock == "90 days" and not population)
    if quantity.unit == "percent" and numerator == "work or studies" and establishment:
        return ESTABLISHMENT
    if (
        population == "participants of the activity"
        and numerator in ("work", "regular work")
        and quantity.unit == "person"
    ):
        return ACTIVITY_EXIT
    return ""


@lru_cache(maxsize=64)
def _lone_year(text: str) -> str:
    """The year a sentence names when it names just one, but for one since which something lasts."""
    years = set(_YEAR.findall(_SINCE.sub("", text)))
    return years.pop() if len(years) == 1 else ""


@lru_cache(maxsize=64)
def _only(rules: tuple[Rule, ...], text: str) -> str:
    """The one rule that a sentence meets; "work or studies" covers both, else of two nobody knows which a figure counts."""
    met = [rule.name for rule in rules if compiled(rule.pattern, re.IGNORECASE).search(text)]
    return met[0] if len(met) == 1 or "work or studies" in met[:1] else ""


@lru_cache(maxsize=64)  # the figures of a sentence ask the same of it
def _first(rules: tuple[Rule, ...], text: str) -> str:
    return next((rule.name for rule in rules if compiled(rule.pattern, re.IGNORECASE).search(text)), "")
