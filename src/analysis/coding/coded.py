"""What coding takes and gives: a sentence with its surroundings, and a code proposed for it."""

from dataclasses import dataclass

from analysis.text import Span

STATUSES = ("claimed", "described")
POLARITIES = ("facilitator", "barrier", "discontinued", "planned")
TURNING = {
    "discontinued": "discontinued",
    "planned": "planned",
    "negation": "barrier",
    "barrier": "barrier",
    "criticism": "barrier",
}
"""The lists of cues that turn a find, in the order in which they are asked, with the polarity that each gives."""
RULES = "rules"  # the coder whose codings these are, beside people
_HARD = "hard:"


def is_hard(reason: str) -> bool:
    """Whether the reason of a decision begins with the coder's own mark that the coding was hard to decide.

    >>> is_hard("hard: the manager names it as what it takes"), is_hard("it was hard: no one came")
    (True, False)
    """
    return reason.startswith(_HARD)


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence as coding needs it: its span, its segment's kind and place, and whose voice it is in.

    `elsewhere` tells that it speaks of another municipality; `names` are the offsets of named projects and
    methods in it, whose words name no factor ("projektet En väg in").
    """

    sentence: Span
    kind: str
    segment: int
    section: int | None
    voice: str = ""
    speaker: str = ""
    elsewhere: bool = False
    names: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Coding:
    """A code proposed for a sentence; `start`, `end`, `text` are the words that fired.

    `rule` names what set the status, `cue` the pattern that proposed the code, `scope` the words that made
    it claimed or turned its polarity. `unsure` holds the reason where the rules decline to count it.
    """

    start: int
    end: int
    text: str
    unit: int
    code: str
    status: str
    polarity: str
    rule: str
    cue: str
    scope: str
    unsure: str = ""
