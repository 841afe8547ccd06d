"""What kind a figure is: outcome, target, background, design or activity.

The kind is weighed: each cue of `lexicon/quantity_kinds.csv` that fits adds its weight to one kind, and the
heaviest kind wins. A cue is words near the figure (elsewhere in its sentence they count half), a wording
with the figure as `#` and its class (`#percent fick arbete`), what is counted, or the heading above.
Most weights are those of a multinomial logit fitted on the tuning texts and the five cases, rounded to
halves; about a dozen, where those texts say too little, are set by hand. Each cue speaks for one kind
only, so the score of a kind can be read off the cues that fit.
"""

import csv
import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from analysis.finding.needs import PatternIndex
from analysis.finding.units import name_group
from analysis.paths import LEXICON
from analysis.text import Rule

KINDS = ("outcome", "target", "background", "design", "activity")
_NEAR = 80  # characters on either side of the figure, not beyond a break
_BREAK = re.compile(r"[;()!?]|\. ")
_RATE = re.compile(
    r"^(?:varannan|vartannat|var(?:t|je)? )| (?:i (?:veckan?|månad(?:en)?)|om (?:dagen|året)|per (?:dag|vecka|månad)|i taget|årligen)$"
)
_LONG = re.compile(r"(?:års|veckors|månaders|dagars|timmars|minuters|åriga?|årigt|vecko\w*)[a-zåäö]*$")
_HEADING = re.compile(
    r"^(?:[-–•] )?(?:[0-9]{1,2}\.[0-9.]* )?([^\W\d_][^.!?\n:]{2,60})(?::?$|(: )(?=[^\n ]))", re.MULTILINE
)
_Search = Callable[[str], re.Match[str] | None]


class Cue(NamedTuple):
    """A cue for a kind, what it weighs, and the rule that says what it matches and why."""

    kind: str
    weight: float
    rule: Rule


class Section(NamedTuple):
    """A heading or label and the kinds of figure it announces, with weights; it holds up to the next one."""

    start: int
    weights: tuple[tuple[str, float], ...]


class Figure(NamedTuple):
    """What is known of a figure itself: its words in lower case, unit and class, part of a whole, a span of ages."""

    text: str
    unit: str
    group: str
    part: bool = False
    ages: bool = False


def find_sections(folded: str) -> list[Section]:
    """The headings of a text in lower case, with what they announce, nothing for most.

    A label ("Resultat: 40 procent i arbete. …") announces for its own line.

    >>> [section.weights for section in find_sections("mål\\n45 procent i arbete.\\nvår dag\\nvi ringer.")]
    [(), (('target', 3.5),), ()]
    """
    sections, above = [Section(0, ())], Section(0, ())
    for heading in _HEADING.finditer(folded):
        weights = tuple((cue.kind, cue.weight) for cue, search in _compiled("heading") if search(heading[1]))
        if not heading[2] and (weights or not re.search("[0-9]", heading[1])):
            above = Section(heading.start(), weights)
            sections.append(above)
        elif heading[2] and weights:
            end = folded.find("\n", heading.end())
            sections.append(Section(heading.start(), above.weights + weights))
            sections.append(Section(end if end >= 0 else len(folded), above.weights))
    return sections


def weigh_kind(left: str, figure: Figure, right: str, heading: Iterable[tuple[str, float]] = ()) -> str:
    """The kind of a figure from the words on either side of it, in lower case, and the heading above.

    >>> weigh_kind("2017 var ", Figure("40 procent", "percent", "share"), " i arbete.")
    'outcome'
    >>> weigh_kind("i riket var ", Figure("40 procent", "percent", "share"), " i arbete.")
    'background'
    """
    scores = score_kinds(left, figure, right, heading)
    return max(KINDS, key=lambda kind: scores[kind])


def score_kinds(
    left: str, figure: Figure, right: str, heading: Iterable[tuple[str, float]] = ()
) -> dict[str, float]:
    """What the cues that fit weigh together, for each kind.

    >>> score_kinds("", Figure("20 timmar i veckan", "hour", "time"), "")["target"]
    0.0
    """
    scores = dict.fromkeys(KINDS, 0.0)
    for kind, weight in (*heading, *_unit_weights(figure.unit, _class(figure), figure.text.split()[-1])):
        scores[kind] += weight
    mark = _mark(figure)
    whole = f"{left}{mark}{right}"
    near = f"{_BREAK.split(left)[-1][-_NEAR:]}{mark}{_BREAK.split(right)[0][:_NEAR]}"
    cues, index = _cue_index()
    for cue in map(cues.__getitem__, index.may_match(whole)):  # a dozen of eighty
        search = _compile(cue.rule.pattern).search
        if search(whole):
            full = "#" in cue.rule.pattern or search(near)
            scores[cue.kind] += cue.weight if full else cue.weight / 2
    return scores


@cache
def kind_cues(scope: str) -> tuple[Cue, ...]:
    """The cues of a scope (cue, unit, heading), in order, from `lexicon/quantity_kinds.csv`.

    A cue's name begins with the kind. Word groups, written {work} in a pattern, are filled in.

    >>> kind_cues("heading")[0].rule.name
    'target: goals'
    """
    with (LEXICON / "quantity_kinds.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    groups = {f"{{{row['name']}}}": row["pattern"] for row in rows if row["scope"] == "words"}
    fill = re.compile("|".join(map(re.escape, groups)))
    cues = []
    for row in rows:
        if row["scope"] == scope:
            pattern = fill.sub(lambda m: groups[m[0]], row["pattern"])
            rule = Rule(row["name"], pattern, row["hit"], row["miss"], row["why"])
            cues.append(Cue(row["name"].partition(":")[0], float(row["weight"]), rule))
    return tuple(cues)


@cache
def _cue_index() -> tuple[tuple[Cue, ...], PatternIndex]:
    cues = kind_cues("cue")
    return cues, PatternIndex([cue.rule.pattern for cue in cues])


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def _compiled(scope: str) -> list[tuple[Cue, _Search]]:
    """The cues of headings or units, each with its search from the beginning."""
    searches = {"heading": "match", "unit": "fullmatch"}
    return [(cue, getattr(_compile(cue.rule.pattern), searches[scope])) for cue in kind_cues(scope)]


@lru_cache(maxsize=4096)  # the last word of a figure is any word
def _unit_weights(*names: str) -> tuple[tuple[str, float], ...]:
    return tuple(
        (cue.kind, cue.weight) for cue, search in _compiled("unit") if any(search(name) for name in names)
    )


def _class(figure: Figure) -> str:
    """The class of a figure as the patterns name it: people by what they are, shares by their unit."""
    named = name_group(figure.text.rpartition(" ")[2]) if figure.group == "person" else ""
    if named in ("person", "staff", "resident"):
        return named
    return {"percentage_point": "point", "percent": "percent"}.get(figure.unit, figure.group)


def _mark(figure: Figure) -> str:
    """What stands for the figure in a pattern: `#time-rate`, `#time-ages`, `#time-long`, `#person-part`."""
    rate = "-rate" if _RATE.search(figure.text) else ""
    ages = "-ages" if figure.ages else ""
    long = "-long" if figure.group == "time" and _LONG.search(figure.text) else ""
    return f"#{_class(figure)}{rate}{ages}{long}{'-part' if figure.part else ''}"
