"""What speaks for and against a name of a project, programme or method: signs, each with its weight.

`lexicon/initiative_signs.csv` holds the signs: words beside the name, which stands as ◆ in its line; the form of the name itself;
and what only the whole text tells (`Setting.told`). A name's score is the sum of the weights of its signs: a logistic
regression (Cox 1958) on the annotated texts, fitted by `benchmarks/fit_initiatives.py`.
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
    """Signs of one sort: their rules, and which of them some words may match."""

    rules: list[Rule]
    index: PatternIndex


def score_form(name: str, told: Iterable[str]) -> float:
    """What the form of a name and what the text tells of it add to its log-odds.

    >>> score_form("Jobbspåret", ["named twice"]) > 0 > score_form("Kulturnämnden", ["an organisation"])
    True
    """
    return sum(map(list_weights().__getitem__, (*signs_in_form(name), *told)))


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


def score_beside(lines: Iterable[str]) -> float:
    """What the lines in which a name stands add to its log-odds; each sign counts once.

    >>> score_beside(["med projektet ◆ fick 40 jobb"]) > score_beside(["läraren ◆, 34, från Syrien"])
    True
    """
    return sum(map(list_weights().__getitem__, signs_beside(lines)))


@lru_cache(maxsize=10_000)  # a name comes again, in the text itself and in other texts
def signs_in_form(name: str) -> frozenset[str]:
    """The signs in the form of a name.

    >>> sorted(signs_in_form("Jobbspåret") & {"ends as an image", "digit"})
    ['ends as an image']
    """
    return frozenset(_match(list_signs("name"), name))


def signs_beside(lines: Iterable[str]) -> set[str]:
    """The signs in the lines where a name stands, with ◆ in its place.

    >>> sorted(signs_beside(["projektet ◆ startade"]) & {"definite kind before", "quoted"})
    ['definite kind before']
    """
    signs = list_signs("beside")
    return {sign for line in lines for sign in _match(signs, line)}


@cache
def list_signs(where: str) -> Signs:
    """The signs of the table that are sought in a place: `beside`, `name`; those of `text` have no pattern."""
    rules = [rule for place, rule in read_rules("initiative_signs.csv", "where").values() if place == where]
    return Signs(rules, PatternIndex([rule.pattern for rule in rules]))


@cache
def list_weights() -> dict[str, float]:
    """The weight of each sign by its name.

    >>> list_weights()["definite kind before"] > 0 > list_weights()["verb of saying"]
    True
    """
    return {row["name"]: float(row["weight"]) for row in list_rows("initiative_signs.csv") if row["weight"]}


def _match(signs: Signs, words: str) -> Iterable[str]:
    fitting = (signs.rules[number] for number in signs.index.may_match(words))
    return [rule.name for rule in fitting if compiled(rule.pattern).search(words)]
