"""Quantities in Swedish texts: how much, how many, how long, how often, how old, and of what.

`numerals` finds the numbers, `units` what stands after them, `quantity_drafts`, `quantity_links` and
`quantity_wholes` put the two together; here they become quantities, by the conventions of `tests/reference/README.md`:
the text is qualifier + number + unit as printed, an open end is None, a percentage is on 0–100, a
whole that is given ("47 av 71") is the base. `quantity_kinds` says what kind of figure it is, `quantity_context`
what it measures and when.

Where the guide leaves it open: "två av tre" and "drygt sex av tio" are shares (66.67 and 60 percent),
"11 av 14 elever" and "två av fem arbetscoacher" part and whole; "sex miljoner" alone are kronor; "ett femtiotal"
is 50; "ett halvår" 6 months; "varannan vecka" 2 weeks; "inom två veckor" has 2 as its upper end; "hundratals
elever" has 100 as its lower end; "ett par" and "tredubblats" say no number and are left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from analysis.finding.numerals import Number, find_numbers, fold
from analysis.finding.quantity_context import find_year, read_context, words_around
from analysis.finding.quantity_drafts import COUNTS, Draft, read_drafts
from analysis.finding.quantity_kinds import Figure, Setting, find_sections, heading_at, weigh_kind
from analysis.finding.quantity_links import link_units
from analysis.finding.quantity_wholes import link_wholes
from analysis.finding.sentences import find_sentences
from analysis.finding.units import qualifier_role, words_for
from analysis.text import Span, plain_spaces


@dataclass(frozen=True, slots=True)
class Quantity(Span):
    """A quantity: `low` and `high` in `unit` (both the same when exact, None when open), and its setting.

    `unit` is a singular English word (percent, person, month, krona …; item when the lexicon lacks
    the noun). `qualifier` is the Swedish word as printed, in lower case. `measure` is the words
    after the figure to the next figure or the end of the clause, at most eight, as printed. `kind` is outcome, target,
    background, design or activity. `period` is a year, month (2018-03) or span (2016/2018). `base`
    is the whole that a part is taken of. `reasons` are the rules that spoke most for the kind, with their weights;
    `rival` is a kind that is at least half as likely, if any.
    """

    low: float | None
    high: float | None
    unit: str
    qualifier: str = ""
    measure: str = ""
    kind: str = ""
    period: str = ""
    base: float | None = None
    reasons: str = ""
    rival: str = ""


_NEGATED = re.compile(r"\b(?:ingen|inget|inga|inte|aldrig|utan att)\b[^.;,()]{0,60}$")
# What joins a figure to the next; possessive, since a row of blanks can else be parted in endless ways.
_JOINS = re.compile(r"(?<![ ,])(?:[ ,]++(?:och|samt|eller|men|varav|respektive|mot)?+)*+$")
_ADULT = 14  # years: a span from here on is of ages, not of time
_MORE = frozenset(("mer än", "mera än", "fler än", "flera än", "längre än", "äldre än", "större än", "över"))


def find_quantities(text: str, layout: str | None = None) -> list[Quantity]:
    """The quantities of a reading text in reading order, not overlapping, offsets in code points.

    `layout` is a text of the same length that keeps the tabs and lines of tables, where `text` (a reading text) has lost them.

    >>> finds = find_quantities("Av 84 deltagare fick drygt 40 arbete.")
    >>> [(q.text, q.low, q.high, q.unit, q.base) for q in finds]
    [('84 deltagare', 84.0, 84.0, 'person', None), ('drygt 40', 40.0, None, 'person', 84.0)]
    >>> find_quantities("Publicerad 2 mars 2018 kl 19:00, sid. 4: ett projekt")  # nothing is counted
    []
    """
    layout = text if layout is None else layout
    plain = plain_spaces(text)
    if "\t" in layout:  # what stands in two columns is not one number: "158 610"
        plain = "".join("|" if tab == "\t" else sign for sign, tab in zip(plain, layout, strict=True))
    numbers = find_numbers(plain)
    if not numbers:
        return []
    folded = fold(plain)
    sentences = _sentences_around(plain, numbers)
    drafts = read_drafts(layout, plain, folded, numbers, [sentence.start for sentence in sentences])
    link_units(plain, folded, drafts)
    drafts = [draft for draft in drafts if draft.unit]
    if not drafts:
        return []
    link_wholes(folded, drafts)
    return _finish(text, folded, drafts, sentences)


def _sentences_around(plain: str, numbers: list[Number]) -> list[Span]:
    """The sentences of the lines that hold a number."""
    sentences, end = [], 0
    for number in numbers:
        if number.start >= end:
            start = plain.rfind("\n", 0, number.start) + 1
            end = plain.find("\n", number.end) + 1 or len(plain) + 1
            for s in find_sentences(plain[start : end - 1]):
                sentences.append(Span(start + s.start, start + s.end, s.text))
    return sentences


def _finish(text: str, folded: str, drafts: list[Draft], sentences: Sequence[Span]) -> list[Quantity]:
    """The quantities of the drafts, with qualifier, kind, period and measure."""
    finds: list[Quantity] = []
    sections, report_year = find_sections(folded), find_year(folded)
    wholes = {(draft.base, draft.unit) for draft in drafts}
    for draft, following in zip_longest(drafts, drafts[1:]):
        qualifier, start, end = _qualifier(folded, draft)
        if finds and start < finds[-1].end:
            start = draft.start
        low, high = _ends(folded, draft, qualifier, end)
        bounds = sentences[draft.sentence].start, sentences[draft.sentence].end
        period, measure = read_context(folded, draft.start, end, draft.group, bounds)
        ages = draft.unit == "year" and low != high and draft.high >= _ADULT
        part, whole = draft.base is not None, (draft.low, draft.unit) in wholes
        words = folded[draft.start : end]
        figure = Figure(
            words, draft.unit, draft.group, part=part, ages=ages, age=draft.age, size=draft.high, whole=whole
        )
        left, right = words_around(folded, draft.start, end, bounds)
        before = _sentence_before(folded, sentences, draft.sentence)
        heading = (
            draft.heading if draft.heading and draft.group != "money" else heading_at(sections, draft.start)
        )
        around = Setting(left, figure, right, before, heading)
        weighed = weigh_kind(around)
        if draft.group in (*COUNTS, "share", "money"):
            period = draft.period or period or report_year
        until = end + 1 + len(measure)
        if following and following.group != "time":  # "3 månader efter" belongs to the measure
            until = min(until, following.start)
        measure = "" if measure.startswith(("och ", "men ")) else _JOINS.sub("", text[end + 1 : until])
        setting = (
            draft.unit,
            qualifier,
            measure,
            weighed.kind,
            period,
            draft.base,
            weighed.reasons,
            weighed.rival,
        )
        finds.append(Quantity(start, end, text[start:end], low, high, *setting))
    return finds


def _sentence_before(folded: str, sentences: Sequence[Span], at: int) -> str:
    """The sentence before in the same line, at most 200 characters; empty for the first of a line."""
    if not at:
        return ""
    start, end = sentences[at - 1].start, sentences[at - 1].end
    return "" if "\n" in folded[end - 1 : sentences[at].start] else folded[max(start, end - 200) : end]


def _qualifier(folded: str, draft: Draft) -> tuple[str, int, int]:
    """The qualifier, and where the expression begins and ends with it."""
    begin = max(0, draft.start - 30)
    _, line_break, before = folded[begin : draft.start].rpartition("\n")
    blanks = len(before) - len(before.rstrip())
    words = [] if blanks > 2 else before.rstrip().split(" ")[1 if begin and not line_break else 0 :]
    after = _after().match(folded, draft.end) or _after().match(folded, draft.number.end)
    end = max(draft.end, after.end()) if after else draft.end
    inner = " ".join(folded[draft.start : draft.number.end].split()[1:2])
    if qualifier_role(inner):
        return inner, draft.start, end  # "ett drygt år"
    for length in (3, 2, 1):
        phrase = " ".join(words[-length:]).lstrip('(”"–')
        if qualifier_role(phrase) and _fits(phrase, draft, words[-2:-1]):
            return phrase, draft.start - blanks - len(phrase), end
    spans = draft.low != draft.high and " och " in folded[draft.start : draft.end]
    if spans and words[-1:] == ["mellan"]:
        return "mellan", draft.start - 7, end
    return after[1] if after else "", draft.start, end


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf" ({'|'.join(sorted(words_for('after_low') | words_for('after_high')))})\b")


def _fits(phrase: str, draft: Draft, before: list[str]) -> bool:
    """ "Under" is less than before a share, a sum, people or an age, else during; "inom" is of time; "tog över" is a verb."""
    if phrase in ("inom", "senast"):
        return draft.group == "time" or (phrase == "inom" and draft.group == "measure")
    if phrase == "flera":
        return draft.low >= 100
    if phrase == "under":
        return draft.group in ("share", "money", "person") or (draft.unit == "year" and draft.low >= 15)
    if phrase == "över" and before and draft.group != "time":
        return before[0] not in ("ta", "tar", "tog", "tagit")
    return True


def _ends(folded: str, draft: Draft, qualifier: str, end: int) -> tuple[float | None, float | None]:
    """The two ends that the qualifier leaves; "ingen … fler än 20" turns them round."""
    if draft.low != draft.high:
        return draft.low, draft.high
    if draft.number.kind == "tals":
        return draft.low, None
    after = {qualifier, folded[draft.end : end].strip()}
    if qualifier in words_for("low") or after & words_for("after_low"):
        if qualifier in _MORE and _NEGATED.search(folded[max(0, draft.start - 80) : draft.start]):
            return None, draft.high
        return draft.low, None
    if qualifier in words_for("high") or after & words_for("after_high"):
        return None, draft.high
    return draft.low, draft.high
