"""What speaks for and against a name of a project, programme or method: signs, each with its weight.

`lexicon/initiative_signs.csv` holds the signs: words before the name alone, or anywhere beside it in its line, where it stands
as ◆; the form of the name itself; and what only the whole text tells (`Written.told`). A name's score is the sum of the weights
of its signs: a logistic regression (Cox 1958) on the annotated texts, fitted by `benchmarks/fit_initiatives.py`.
"""

import math
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from analysis.finding.lexicon import list_rows
from analysis.finding.needs import PatternIndex
from analysis.finding.rule_tables import read_rules
from analysis.text import Rule, compiled

SIGN = "◆"  # the name in its line
TOP = "⌂"  # begins a line at the top of a text
START = "start"  # what every name begins with, before any sign
WRITTEN = "ln of the names written"  # its weight counts so many times
_FEWEST = 5  # names: with fewer a text is a few lines


class Signs(NamedTuple):
    """Signs of one sort, the weightiest first: their rules, their weights, and which of them some words may match."""

    rules: list[Rule]
    weights: list[float]
    index: PatternIndex

    def match(self, words: str) -> frozenset[str]:
        """The names of those that some words have."""
        fitting = (self.rules[number] for number in self.index.may_match(words))
        return frozenset([rule.name for rule in fitting if compiled(rule.pattern).search(words)])


class Place(NamedTuple):
    """Where a name stands: what is before and after it on its line."""

    before: str
    after: str


def score_form(name: str, told: Iterable[str]) -> float:
    """What the form of a name and what the text tells of it add to its log-odds.

    >>> score_form("Jobbspåret", ["named twice"]) > 0 > score_form("Kulturnämnden", ["an organisation"])
    True
    """
    return math.fsum(map(list_weights().__getitem__, (*signs_in_form(name), *told)))


def score_start(written: int) -> float:
    """The log-odds of a name before anything is known of it, given how many are written: of the many names of a long text few are initiatives'.

    >>> score_start(5) > score_start(200)
    True
    """
    weights = list_weights()
    return weights[START] + weights[WRITTEN] * measure_length(written)


def measure_length(written: int) -> float:
    """How long a text is, as the weight of WRITTEN counts it: the logarithm of the names written in it, of some at the least.

    >>> measure_length(3) == measure_length(5) < measure_length(20)
    True
    """
    return math.log(max(written, _FEWEST))


def score_beside(places: Iterable[Place], score: float = math.inf) -> float:
    """What stands beside a name, wherever it does, adds to its log-odds `score`; each sign counts once.

    >>> score_beside([Place("med projektet ", " fick 40 jobb")]) > score_beside(
    ...     [Place("läraren ", ", 34, från Syrien")]
    ... )
    True
    """
    return math.fsum(map(list_weights().__getitem__, signs_beside(places, score)))


@lru_cache(maxsize=4_000)  # a name comes again, in the text itself and in other texts
def signs_in_form(name: str) -> frozenset[str]:
    """The signs in the form of a name.

    >>> sorted(signs_in_form("Jobbspåret") & {"ends as an image", "digit"})
    ['ends as an image']
    """
    return list_signs("name").match(name)


def signs_beside(places: Iterable[Place], score: float = math.inf) -> set[str]:
    """The signs beside a name, wherever it stands, or only some when all could not lift its `score` above zero.

    >>> sorted(signs_beside([Place("projektet ", " startade")]) & {"definite kind before", "quoted"})
    ['definite kind before']
    >>> signs_beside([Place("de ", " startade")], -9.0) < signs_beside([Place("de ", " startade")])
    True
    """
    rules, weights, index = list_signs("beside")
    found: set[str] = set()
    lines: dict[int, list[str]] = {}  # by the signs that they may have
    for before, after in places:
        found |= _signs_before(f"{before}{SIGN}")
        line = f"{before}{SIGN}{after}"
        for number in index.may_match(line):
            lines.setdefault(number, []).append(line)
    score += sum(map(list_weights().__getitem__, found))
    score += sum(weight for weight in map(weights.__getitem__, lines) if weight > 0)  # the best it can get
    for number in sorted(lines):
        if score <= 0:
            break
        if any(map(compiled(rules[number].pattern).search, lines[number])):
            found.add(rules[number].name)
            score += min(weights[number], 0)
        else:
            score -= max(weights[number], 0)
    return found


@lru_cache(maxsize=2_000)  # the same stands before a name and its beginnings, nothing before headings
def _signs_before(words: str) -> frozenset[str]:
    return list_signs("before").match(words)


@cache
def list_signs(where: str) -> Signs:
    """The signs of the table that are sought in a place: `before`, `beside`, `name`; those of `text` have no pattern."""
    rules = [rule for place, rule in read_rules("initiative_signs.csv", "where").values() if place == where]
    rules.sort(key=lambda rule: -list_weights()[rule.name])
    weights = [list_weights()[rule.name] for rule in rules]
    return Signs(rules, weights, PatternIndex([rule.pattern for rule in rules]))


@cache
def list_weights() -> dict[str, float]:
    """The weight of each sign by its name; of one that is not fitted yet, 0.

    >>> list_weights()["definite kind before"] > 0 > list_weights()["verb of saying"]
    True
    """
    return {row["name"]: float(row["weight"] or 0) for row in list_rows("initiative_signs.csv")}
