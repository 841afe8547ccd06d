"""Outcomes: figures about results and goals, with what each counts, among whom and when.

A share of people in work or studies means little without its numerator, population and clock. They are
read from the words of the figure's own sentence and the one before it; what is not said stays empty. The indicators are
those of Kolada (SCB and SKR): N00973, left the establishment programme and working or studying after 90
days; U40406, ended a municipal labour-market activity to work, counted at exit.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import zip_longest

from analysis.finding.quantities import Quantity
from analysis.text import Rule, Span, compiled

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
WITHIN = {
    "work": "those who went to work",
    "regular work": "those in regular work",
    "subsidised work": "those in subsidised work",
    "work or studies": "those in work or studies",
    "self-support": "those who support themselves",
    "studies": "those in studies",
}
"""The people counted by a part of another outcome's people, by what that outcome counts."""


def _after(times: str) -> str:
    """A length of time after which people are counted: "efter ett år", "inom ett år", "ett år senare"."""
    return rf"\b(?:efter|inom) (?:{times})\b|\b(?:{times}) (?:efter|senare)\b"


CLOCKS = (
    Rule(
        "90 days",
        rf"{_after('(?:3|tre) månader')}|\b90 dagar",
        "3 månader efter utträde",
        "efter tre månaders praktik",
        "the official measuring point",
    ),
    Rule(
        "6 months",
        _after("(?:6|sex) månader|ett halvår"),
        "inom sex månader",
        "i sex månader",
        "a measuring point of many projects",
    ),
    Rule(
        "12 months",
        _after("(?:12|tolv) månader|ett år"),
        "ett år efter avslut",
        "ett års praktik",
        "a measuring point of many projects",
    ),
    Rule(
        "two years",
        _after("(?:2|två) år"),
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
OTHER_END = Rule(
    "another end",
    r"\btill (?:annat|andra|övrigt)\b|\bannat\b|\bpå grund av|av (?:andra|andre|hälso|medicinska|personliga)\w* ?(?:skäl|orsaker)|anna[nt] (?:orsak|anledning)|\bsjuk|ohälsa"
    r"|\bflytta|föräldraledig|\bavbr[öouy]t|\bavbrott|avhopp|hoppa(?:de|t|r) av|\bpension|\bavled|avlidit|utvisa|okän[dt]"
    r"|arbetslös|utan (?:arbete|jobb|försörjning)|(?:är|var|står|stod|fanns?|går|gick|blev|stannade) kvar\b",
    "4 på grund av sjukdom",
    "6 till arbete",
    "leaving without work or studies: what the sentence says of others does not count for these",
)
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
        outcome = _read_outcome(quantity, here, before, words, within if number - at < 2 else "")
        named = _name_numerator(words) if quantity.unit != "percent" else ""
        if named and quantity.low is not None and quantity.low == quantity.high:
            counted[quantity.low] = number, WITHIN[named]
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
    """The outcome, with a remark where words beside its figure give it the name of another statistic."""
    named = _NAMED_OTHERWISE.search(words)
    if outcome.indicator != ESTABLISHMENT or not named:
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


def _read_outcome(quantity: Quantity, sentence: Span, before: str, after: str, within: str) -> Outcome:
    """An outcome read from its sentence, the one before, and the words after the figure up to the next figure.

    `within` names its people where it is a part of what a figure just before counts.
    """
    numerator = _name_numerator(after)
    if not numerator and not _first((OTHER_END,), _cut_bracket(after)):
        numerator = _only(NUMERATORS[2:], sentence.text)
    population = within or _first(POPULATIONS, sentence.text) or _first(POPULATIONS, before)
    clock = _first(CLOCKS, sentence.text)
    year = quantity.period or _lone_year(sentence.text) or _lone_year(before)
    part_year = bool(_PART_YEAR.search(sentence.text))
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


def _lone_year(text: str) -> str:
    """The year a sentence names when it names just one, but for one since which something lasts."""
    years = set(_YEAR.findall(_SINCE.sub("", text)))
    return years.pop() if len(years) == 1 else ""


def _only(rules: tuple[Rule, ...], text: str) -> str:
    """The one rule that a sentence meets; "work or studies" covers both, else of two nobody knows which a figure counts."""
    met = [rule.name for rule in rules if compiled(rule.pattern, re.IGNORECASE).search(text)]
    return met[0] if len(met) == 1 or "work or studies" in met[:1] else ""


def _first(rules: tuple[Rule, ...], text: str) -> str:
    return next((rule.name for rule in rules if compiled(rule.pattern, re.IGNORECASE).search(text)), "")
