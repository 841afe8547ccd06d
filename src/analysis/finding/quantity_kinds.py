"""What kind a figure is: outcome, target, background, design or activity.

The kind is weighed. `lexicon/quantity_kinds.csv` holds the reasons: groups of words and cues, each with an example, a
false friend and why. `lexicon/quantity_kind_weights.csv` says what each weighs for and against every kind, by where
it stands (`SCOPES`) and for which class of figure; the weights of all that fit are added up, and the heaviest kind wins.
They are those of a multinomial logit with a ridge penalty (Hoerl & Kennard 1970), fitted on annotated figures by
`benchmarks/fit_kinds.py` and rounded to hundredths; `docs/method.md` says how well they hold on texts they were not fitted on.
"""

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache, reduce
from operator import add
from typing import NamedTuple

from analysis.finding.lexicon import list_rows
from analysis.finding.needs import PatternIndex
from analysis.finding.rule_tables import read_rules
from analysis.finding.units import name_group
from analysis.text import Rule, compiled

KINDS = ("outcome", "target", "background", "design", "activity")
CLASSES = ("share", "person", "time", "frequency", "money", "thing")
SCOPES = {
    "cue": "the sentence, its figure written as `#class`; beyond a break or far off it counts half",
    "unit": "what is counted: its unit, its class or its word, as a whole",
    "number": "how much it is, then `digits` if so written, and `whole` if another figure is a part of it",
    "sentence": "the sentence",
    "before": "the clause up to the figure",
    "after": "the clause from the figure on",
    "previous": "the sentence before, in the same line",
    "heading": "the heading above, or the label of the line",
}
_NOTHING = (0.0,) * len(KINDS)
_NAMED = 3  # rules named as reasons
NEARLY = math.log(2)
"""The lead in score below which another kind is at least half as likely: of such figures half have the kind told."""
_NEAR = 80  # characters on either side of the figure, not beyond a break
_BREAK = re.compile(r"[;()!?]|\. ")
_CLAUSE = re.compile(
    r"[;()!?:–]|\. |, (?=(?:och|men|medan|som|där|så|vilket|varav|eftersom|när|de|det|vi|han|hon)\b)| (?:men|medan|varav) "
)
_RATE = re.compile(
    r"^(?:varannan|vartannat|var(?:t|je)? )| (?:i (?:veckan?|månad(?:en)?)|om (?:dagen|året)|per (?:dag|vecka|månad)|i taget|årligen)$"
)
_LONG = re.compile(r"(?:års|veckors|månaders|dagars|timmars|minuters|åriga?|årigt|vecko\w*)[a-zåäö]*$")
_HEADING = re.compile(
    r"^(?:(?:[-–•]|#{1,6}) )?(?:[0-9]{1,2}\.[0-9.]* )?([^\W\d_][^.!?\n:]{2,60})(?::?$|(: )(?=[^\n ]))",
    re.MULTILINE,
)


class Cue(NamedTuple):
    """What may speak for a kind: a rule, where it is sought, for which class of figure (all when empty), its weights by KINDS."""

    rule: Rule
    scope: str
    group: str
    weights: tuple[float, ...]


class Section(NamedTuple):
    """A heading or label in lower case; it holds up to the next one."""

    start: int
    words: str


class Figure(NamedTuple):
    """What is known of a figure itself: its words in lower case, unit and class, part of a whole, a span of ages, somebody's age,
    how much it is, whether another figure is a part of it."""

    text: str
    unit: str
    group: str
    part: bool = False
    ages: bool = False
    age: bool = False
    size: float = 0
    whole: bool = False


class Setting(NamedTuple):
    """A figure and the words around it in lower case: its sentence before and after it, the sentence before, the heading."""

    left: str
    figure: Figure
    right: str
    previous: str = ""
    heading: str = ""


class Weighed(NamedTuple):
    """The kind of a figure, the rules that spoke for it most, each with its weight, and a kind nearly as likely, if any."""

    kind: str
    reasons: str
    rival: str = ""


def find_sections(folded: str) -> list[Section]:
    """The headings of a text in lower case, and the labels, which hold for their own line.

    >>> [
    ...     section.words
    ...     for section in find_sections("mål\\n45 procent i arbete.\\nnuläge: 30 procent.\\n20 elever")
    ... ]
    ['', 'mål', 'nuläge', 'mål']
    """
    sections, above = [Section(0, "")], Section(0, "")
    for heading in _HEADING.finditer(folded):
        if not heading[2] and not re.search("[0-9]", heading[1]):
            above = Section(heading.start(), heading[1])
            sections.append(above)
        elif heading[2]:
            end = folded.find("\n", heading.end())
            sections.append(Section(heading.start(), heading[1]))
            sections.append(Section(end if end >= 0 else len(folded), above.words))
    return sections


def heading_at(sections: Sequence[Section], position: int) -> str:
    """The heading or label that holds at a position.

    >>> heading_at([Section(0, ""), Section(5, "mål")], 7), heading_at([Section(0, ""), Section(5, "mål")], 4)
    ('mål', '')
    """
    return sections[bisect_right(sections, position, key=lambda section: section.start) - 1].words


def weigh_kind(setting: Setting) -> Weighed:
    """The kind of a figure from the words around it, what spoke for it most, and whether another was nearly as likely.

    >>> share = Figure("40 procent", "percent", "share")
    >>> [weigh_kind(Setting(left, share, " i arbete.")).kind for left in ("2017 var ", "i riket var ")]
    ['outcome', 'background']
    >>> weigh_kind(Setting("målet är ", share, ".")).reasons.split("; ")[0]  # ... and its weight
    'target: goal words ...'
    >>> [weigh_kind(Setting("av deltagarna var ", share, who)).rival for who in (" kvar.", " i arbete.")]
    ['outcome', '']
    """
    if setting.figure.age:
        return Weighed("background", "the age of a person")
    fitting = list(fitting_cues(setting))
    weights = [
        cue.weights if share == 1 else [share * weight for weight in cue.weights] for cue, share in fitting
    ]
    scores = [reduce(add, column) for column in zip(_NOTHING, *weights, strict=True)]
    best, second = sorted(range(len(KINDS)), key=scores.__getitem__)[:-3:-1]
    spoke = sorted([(share * cue.weights[best], cue.rule.name) for cue, share in fitting], reverse=True)
    reasons = [f"{name} {weight:.1f}" for weight, name in spoke[:_NAMED] if weight > 0]
    rival = KINDS[second] if scores[best] - scores[second] < NEARLY else ""
    return Weighed(KINDS[best], "; ".join(reasons), rival)


def fitting_cues(setting: Setting, every: bool = False) -> Iterator[tuple[Cue, float]]:
    """The cues that fit a figure, each with the share of its weight that counts: 1, or 0.5 far off.

    `every` gives what has no weight as well, to fit the weights anew.

    >>> week = Setting("kursen är ", Figure("20 timmar i veckan", "hour", "time"), ".")
    >>> "design: a rhythm" in [cue.rule.name for cue, _ in fitting_cues(week)]
    True
    """
    left, figure, right, previous, heading = setting
    mark = _mark(figure)
    yield from ((cue, 1.0) for cue in _unit_cues(every, figure.unit, _class(figure), figure.text.split()[-1]))
    yield from ((cue, 1.0) for cue in _short_cues("number", figure.group, every, _number(figure)))
    yield from ((cue, 1.0) for cue in _short_cues("heading", figure.group, every, heading))
    whole, near = f"{left}{mark}{right}", ""
    for scope, words in (
        ("cue", whole),
        ("sentence", whole),
        ("before", _CLAUSE.split(left)[-1]),
        ("after", _CLAUSE.split(right, 1)[0]),
        ("previous", previous),
    ):
        index, cues = _index(scope == "cue", every), _cues_by_pattern(scope, figure.group, every)
        fitting: list[tuple[int, Cue, float]] = []
        for number in index.may_match(words):
            pattern, share = index.patterns[number], 1.0
            if not cues[number] or not (number in index.sure or compiled(pattern).search(words)):
                continue
            if scope == "cue" and "#" not in pattern:
                near = near or _words_near(left, mark, right)
                share = 1.0 if len(near) == len(whole) or compiled(pattern).search(near) else 0.5
            fitting += [(place, cue, share) for place, cue in cues[number]]
        # In the order of the table: the sum of many floats depends on their order.
        yield from ((cue, share) for _, cue, share in sorted(fitting))


def _words_near(left: str, mark: str, right: str) -> str:
    """The words on either side of a figure, up to a break."""
    return f"{_BREAK.split(left)[-1][-_NEAR:]}{mark}{_BREAK.split(right, 1)[0][:_NEAR]}"


@cache
def kind_cues(scope: str, every: bool = False) -> tuple[Cue, ...]:
    """The cues of a scope, in order; with `every` all that could have a weight.

    >>> kind_cues("heading", every=True)[0].rule.name
    'target: goals'
    """
    rules, weighed = kind_rules(), _weights()
    if not every:
        return tuple(
            Cue(rules[name][1], scope, group, row)
            for (at, name, group), row in weighed.items()
            if at == scope
        )
    own = [rule for where, rule in rules.values() if where == scope]
    words = [rule for where, rule in rules.values() if where == "words"]
    shared = [] if scope in ("cue", "unit", "number") else words
    by_class = {"number": own, "sentence": shared, "heading": shared}.get(scope, [])
    pairs = [(rule, "") for rule in own + shared] + [(rule, group) for group in CLASSES for rule in by_class]
    return tuple(Cue(rule, scope, group, _NOTHING) for rule, group in pairs)


def kind_rules() -> dict[str, tuple[str, Rule]]:
    """Where each rule of `lexicon/quantity_kinds.csv` is sought (words: anywhere), and the rule, by name.

    >>> kind_rules()["goal"][1].hit
    'delmålet'
    """
    return read_rules("quantity_kinds.csv", "scope")


@cache
def _weights() -> dict[tuple[str, str, str], tuple[float, ...]]:
    """The weights by scope, rule and class of figure."""
    return {
        (row["scope"], row["name"], row["class"]): tuple(float(row[kind]) for kind in KINDS)
        for row in list_rows("quantity_kind_weights.csv")
    }


@cache
def _index(cues: bool, every: bool) -> PatternIndex:
    """The patterns of the scope `cue`, or those that the other scopes of running words share."""
    scopes = ("cue",) if cues else ("sentence", "before", "after", "previous")
    return PatternIndex(list({cue.rule.pattern: 0 for scope in scopes for cue in kind_cues(scope, every)}))


@cache
def _cues_by_pattern(scope: str, group: str, every: bool) -> list[list[tuple[int, Cue]]]:
    """The cues of a scope that speak of a class of figure, each with its place, for each pattern of the index."""
    numbers = _index(scope == "cue", every).numbers
    found: list[list[tuple[int, Cue]]] = [[] for _ in numbers]
    for place, cue in enumerate(kind_cues(scope, every)):
        if cue.group in ("", group):
            found[numbers[cue.rule.pattern]].append((place, cue))
    return found


@lru_cache(maxsize=4096)
def _short_cues(scope: str, group: str, every: bool, words: str) -> tuple[Cue, ...]:
    cues = [cue for cue in kind_cues(scope, every) if cue.group in ("", group)]
    return tuple(cue for cue in cues if compiled(cue.rule.pattern).search(words))


@lru_cache(maxsize=4096)  # the last word of a figure is any word
def _unit_cues(every: bool, *names: str) -> tuple[Cue, ...]:
    return tuple(
        cue for cue in kind_cues("unit", every) if any(map(compiled(cue.rule.pattern).fullmatch, names))
    )


def _class(figure: Figure) -> str:
    """The class of a figure as the patterns name it: people by what they are, shares by their unit."""
    named = name_group(figure.text.rpartition(" ")[2]) if figure.group == "person" else ""
    if named in ("person", "staff", "resident"):
        return named
    return {"percentage_point": "point", "percent": "percent"}.get(figure.unit, figure.group)


def _number(figure: Figure) -> str:
    """A figure as the patterns of the scope `number` read it: `18 digits whole`."""
    digits = " digits" if any(map(str.isdigit, figure.text)) else ""
    return f"{figure.size:.0f}{digits}{' whole' if figure.whole else ''}"


def _mark(figure: Figure) -> str:
    """What stands for the figure in a pattern: `#time-rate`, `#time-ages`, `#time-long`, `#person-part`."""
    rate = "-rate" if _RATE.search(figure.text) else ""
    ages = "-ages" if figure.ages else ""
    long = "-long" if figure.group == "time" and _LONG.search(figure.text) else ""
    return f"#{_class(figure)}{rate}{ages}{long}{'-part' if figure.part else ''}"
