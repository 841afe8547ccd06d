"""Which of many patterns can match a text at all, by the letters that each needs.

To search a text with a hundred patterns costs a hundred passes over it, and most of them could not match: the
text lacks their words. What a pattern needs is read from the pattern itself, so the two cannot disagree: the
runs of letters one of which every match contains (`gick|kommit` needs "gick" or "kommit"). A text is split
into words once, each different word is held against all runs once and remembered, and only patterns whose
needs are met are compiled and searched. Search engines for code (Cox, "Regular Expression Matching with a Trigram
Index", 2012) do the same.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache, reduce
from operator import or_
from typing import Any

from analysis.text import compiled

try:  # not public: in a Python that has them no longer, or has others, every pattern is searched
    from re import _constants as ops  # type: ignore[attr-defined]
    from re import _parser as parser  # type: ignore[attr-defined]
except ImportError:
    ops = parser = None

_WORD = re.compile(r"[\w#-]+|[:=]")
_IN_WORDS = "#-"  # `#` stands for a figure in some patterns
_ALONE = ":="  # signs that are a word of their own
_SHORTEST, _KEY = 2, 3  # letters of the shortest run, letters by which longer ones are filed
_REMEMBERED = 10_000  # words, in each of several indexes
Need = frozenset[str]
"""Runs of letters one of which a match contains."""


class PatternIndex:
    """Patterns, of which those that a text may match are told from those that it cannot.

    `sure` are those that match whatever `may_match` tells of: they look at one word at a time, each different
    word is searched once and remembered.

    >>> index = PatternIndex([r"\\b(?:fick|fått) jobb", r"(?:\\w+ )?år", "[0-9]", r"\\bfått\\b"])
    >>> (
    ...     index.may_match("de fått ett jobb"),
    ...     index.may_match("de fått_ ett råd i år"),
    ... )  # the third needs no letters
    ([0, 2, 3], [1, 2])
    >>> index.sure
    {3}
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        self.patterns = patterns
        self.numbers = {pattern: number for number, pattern in enumerate(patterns)}
        self.sure = {number for number, pattern in enumerate(patterns) if stays_in_word(pattern)}
        self._filed: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
        self._words: dict[str, int] = {}
        self._fitting: dict[int, list[int]] = {}  # patterns by the needs met: texts meet few different ones
        self._needs: list[tuple[int, int]] = []
        bits: dict[tuple[Need, str], int] = {}
        for number, pattern in enumerate(patterns):
            ways, within = find_needs(pattern), ""
            if number in self.sure:  # a word that the pattern matches is all it needs
                ways, within = ((frozenset().union(*(max(way, key=_shortest) for way in ways)),),), pattern
            for needed in ways:
                for need in needed:
                    if (need, within) not in bits:
                        bits[need, within] = bit = 1 << len(bits)
                        for run in need:
                            self._filed[run[:_KEY]].append((run, bit, within))
                self._needs.append((number, reduce(or_, (bits[need, within] for need in needed), 0)))

    def may_match(self, text: str) -> list[int]:
        """The numbers of the patterns whose needs a text meets, in order."""
        known = self._words
        met = 0
        for word in set(_WORD.findall(text)):
            met |= known[word] if word in known else self._learn(word)
        if met not in self._fitting:
            if len(self._fitting) > _REMEMBERED:
                self._fitting.clear()
            fitting = [number for number, needs in self._needs if needs & met == needs]
            self._fitting[met] = list(dict.fromkeys(fitting))
        return self._fitting[met]

    def _learn(self, word: str) -> int:
        """Which needs a word meets, as the bits of a number."""
        if len(self._words) > _REMEMBERED:
            self._words.clear()
        keys = {word[start : start + size] for size in (_SHORTEST, _KEY) for start in range(len(word))}
        bits = (
            bit
            for key in keys & self._filed.keys()
            for run, bit, within in self._filed[key]
            if run in word and (not within or compiled(within).search(word))
        )
        self._words[word] = met = reduce(or_, bits, 0)
        return met


class Words:
    """Some words, searched only with the patterns of an index that they may match.

    >>> words = Words(PatternIndex(["fick jobb", r"slut\\b"]), "de fick jobb")
    >>> bool(words.search("fick jobb")), bool(words.search(r"slut\\b"))
    (True, False)
    """

    def __init__(self, index: PatternIndex, text: str) -> None:
        self.text = text
        self._numbers = index.numbers
        self._fitting = index.may_match(text)

    def search(self, pattern: str) -> re.Match[str] | None:
        """The first match of a pattern; raises KeyError for one that the index lacks."""
        return compiled(pattern).search(self.text) if self._numbers[pattern] in self._fitting else None


@cache
def find_needs(pattern: str) -> tuple[tuple[Need, ...], ...]:
    """What every text that a pattern matches contains, for each way to match: of each need one run.

    A way without needs may match anything; so may a pattern that cannot be taken apart. Raises re.error for what
    is no pattern.

    >>> [[sorted(need) for need in way] for way in find_needs(r"(?:gick|kom(?:mit)?) (?:\\w+ )?vidare|slut")]
    [[['gick', 'kom'], ['vidare']], [['slut']]]
    >>> find_needs(r"(?:gick)?|\\w+"), find_needs("(?i)gick")  # capitals are other letters
    (((),), ((),))
    """
    try:
        return _read_needs(pattern)
    except (AttributeError, LookupError, TypeError, ValueError):
        re.compile(pattern)
        return ((),)


def stays_in_word(pattern: str) -> bool:
    """Whether a match of a pattern lies within one word and needs letters, whatever stands around the word.

    >>> (
    ...     stays_in_word(r"\\b(?:kom|anlänt\\w*)\\b"),
    ...     stays_in_word(r"\\bkom\\b(?! in)"),
    ...     stays_in_word("kom hit"),
    ... )
    (True, False, False)
    """
    return () not in find_needs(pattern) and _is_within(_parse(pattern))


def _is_within(items: Iterable[Any]) -> bool:
    """Whether all that a sequence matches are letters and signs of a word."""
    for kind, value in items:
        if kind is ops.SUBPATTERN:
            within = _is_within(value[3])
        elif kind in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
            within = _is_within(value[2])
        elif kind is ops.BRANCH:
            within = all(map(_is_within, value[1]))
        elif kind is ops.IN:
            within = _is_within(value)
        elif kind is ops.RANGE:
            within = all(map(_in_word, range(value[0], value[1] + 1)))
        elif kind is ops.LITERAL:
            within = _in_word(value)
        elif kind in (ops.AT, ops.CATEGORY):
            within = value in (ops.AT_BOUNDARY, ops.CATEGORY_WORD, ops.CATEGORY_DIGIT)
        else:
            within = False
        if not within:
            return False
    return True


def _in_word(code: int) -> bool:
    return chr(code).isalnum() or chr(code) in _IN_WORDS


@lru_cache(maxsize=1)  # both are asked of one pattern after the other
def _parse(pattern: str) -> Any:
    return parser.parse(pattern)


def _read_needs(pattern: str) -> tuple[tuple[Need, ...], ...]:
    tree = _parse(pattern)
    if tree.state.flags & re.IGNORECASE:
        return ((),)
    items = list(tree)
    at = next((at for at, (kind, _) in enumerate(items) if kind is ops.BRANCH), None)
    if at is None:
        return (tuple(_needs_of(items)),)
    ways = [tuple(_needs_of([*items[:at], *branch, *items[at + 1 :]])) for branch in items[at][1][1]]
    if () in ways:
        return ((),)
    several = [way for way in ways if len(way) > 1]
    one = frozenset().union(*[way[0] for way in ways if len(way) == 1])  # ways with one need each are one way
    return (*several, (one,)) if one else tuple(several)


def _needs_of(items: Iterable[Any]) -> list[Need]:
    """The needs of a sequence: letters that follow each other make one run, each part adds its own."""
    needs: list[Need] = []
    run = ""
    for kind, value in items:
        if kind is ops.LITERAL and _in_word(value):
            run += chr(value)
            continue
        needs += _run_need(run)
        run = ""
        if kind is ops.LITERAL and chr(value) in _ALONE:
            needs.append(frozenset({chr(value)}))
        elif kind is ops.SUBPATTERN:
            _, adds, _, inside = value
            needs += [] if adds & re.IGNORECASE else _needs_of(inside)
        elif kind in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT) and value[0]:
            needs += _needs_of(value[2])
        elif kind is ops.ATOMIC_GROUP:
            needs += _needs_of(value)
        elif kind is ops.ASSERT:
            needs += _needs_of(value[1])
        elif kind is ops.BRANCH:
            needs += _need_of_branches(value[1])
    return needs + _run_need(run)


def _run_need(run: str) -> list[Need]:
    return [frozenset({run})] if len(run) >= _SHORTEST else []


def _need_of_branches(branches: Iterable[Any]) -> list[Need]:
    """One need out of those of several branches: of each branch the one with the longest runs."""
    best = [max(_needs_of(branch), key=_shortest, default=None) for branch in branches]
    return [frozenset().union(*best)] if None not in best else []  # type: ignore[arg-type]


def _shortest(need: Need) -> int:
    return min(map(len, need))
