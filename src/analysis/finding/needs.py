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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, reduce
from operator import or_
from typing import Any

from analysis.text import compiled

# `#` stands for a figure in some patterns, `◆` for a name, `⌂` for the top of a text or a place.
_IN_WORDS = "#◆⌂-"
_ALONE = ":=("  # signs that are a word of their own
_WORD = re.compile(rf"[\w{_IN_WORDS}]+|[{_ALONE}]")
_SHORTEST, _KEY = 2, 3  # letters of the shortest run, letters by which longer ones are filed
_TOKEN = re.compile(  # of a pattern: letters none of which is repeated, an escape, a class, a bracket with its kind, how often
    rf"(?:[\w{_IN_WORDS}](?![*+?{{]))+|\\(?:[0-9]+|.)|\[\^?\]?(?:\\.|[^]\\])*\]"
    r"|\((?:\?(?:P<\w+>|<?[=!]|[>:]|-?i:)?)?|(?:[*+?]|\{[0-9]+(?:,[0-9]*)?\}|\{,[0-9]+\})[?+]?|.",
    re.DOTALL,
)
# A pattern of nothing but letters, their classes and word edges, in groups.
_IN_ONE_WORD = re.compile(
    rf"(?:[\w{_IN_WORDS}]" + r"|\\[bwd]|\[[\w#-]+\]|\((?:\?:|\?P<\w+>)?|[)|*+?]|\{[0-9,]+\})+"
)
_UNREAD = frozenset({"(?", "{", r"\x", r"\u", r"\U", r"\N"})
_NOTHING_NEEDED = frozenset({"(?!", "(?<!", "(?i:"})
_REPEAT = "*+?{"
_MAY_LACK = ("*", "?", "{0", "{,")
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
        filed: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
        self._met = _NeedsMet(filed)
        # By the needs met: texts meet few different ones.
        self._fitting = lru_cache(_REMEMBERED)(self._list_fitting)
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
                            filed[run[:_KEY]].append((run, bit, within))
                self._needs.append((number, reduce(or_, (bits[need, within] for need in needed), 0)))

    def may_match(self, text: str) -> list[int]:
        """The numbers of the patterns whose needs a text meets, in order."""
        return self._fitting(reduce(or_, map(self._met.__getitem__, _WORD.findall(text)), 0))

    def _list_fitting(self, met: int) -> list[int]:
        return list(dict.fromkeys(number for number, needs in self._needs if needs & met == needs))


class _NeedsMet(dict[str, int]):
    """Which needs a word meets, as the bits of a number: worked out where it is missing, and remembered."""

    def __init__(self, filed: Mapping[str, Sequence[tuple[str, int, str]]]) -> None:
        self._filed = filed

    def __missing__(self, word: str) -> int:
        if len(self) > _REMEMBERED:
            self.clear()
        keys = {word[start : start + size] for size in (_SHORTEST, _KEY) for start in range(len(word))}
        bits = (
            bit
            for key in keys & self._filed.keys()
            for run, bit, within in self._filed[key]
            if run in word and (not within or compiled(within).search(word))
        )
        self[word] = met = reduce(or_, bits, 0)
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

    A way without needs may match anything; so may a pattern with a sign that is not read here.

    >>> [[sorted(need) for need in way] for way in find_needs(r"(?:gick|kom(?:mit)?) (?:\\w+ )?vidare|slut")]
    [[['gick', 'kom'], ['vidare']], [['slut']]]
    >>> find_needs(r"(?:gick)?|\\w+"), find_needs("(?i)gick")  # capitals are other letters
    (((),), ((),))
    """
    tokens = _TOKEN.findall(pattern)
    if not _UNREAD.isdisjoint(tokens):
        return ((),)
    branches = _read_branches(iter(tokens))
    if len(branches) == 1:  # a pattern that is one sequence goes as many ways as its first choice
        items = branches[0]
        at = next((at for at, item in enumerate(items) if isinstance(item, list) and len(item) > 1), None)
        if at is not None:
            branches = [[*items[:at], *branch, *items[at + 1 :]] for branch in items[at]]
    ways = [tuple(_needs_of(branch)) for branch in branches]
    if () in ways:
        return ((),)
    several = [way for way in ways if len(way) > 1]
    one = frozenset().union(*[way[0] for way in ways if len(way) == 1])  # ways with one need each are one way
    return (*several, (one,)) if one else tuple(several)


def stays_in_word(pattern: str) -> bool:
    """Whether a match of a pattern lies within one word and needs letters, whatever stands around the word.

    >>> (
    ...     stays_in_word(r"\\b(?:kom|anlänt\\w*)\\b"),
    ...     stays_in_word(r"\\bkom\\b(?! in)"),
    ...     stays_in_word("kom hit"),
    ... )
    (True, False, False)
    """
    return bool(_IN_ONE_WORD.fullmatch(pattern)) and () not in find_needs(pattern)


def _read_branches(tokens: Iterator[str]) -> list[list[Any]]:
    """The branches up to the bracket that closes them, each of runs of letters, groups (branches), and None for the rest."""
    items: list[Any] = []
    branches = [items]
    for token in tokens:
        if token[0].isalnum() or token[0] in _IN_WORDS or token in (":", "=", r"\("):
            items.append(token.removeprefix("\\"))
        elif token == ")":
            break
        elif token == "|":
            items = []
            branches.append(items)
        elif token[0] == "(":
            inside = _read_branches(tokens)
            items.append(None if token in _NOTHING_NEEDED else inside)
        elif token[0] not in _REPEAT:
            items.append(None)
        elif isinstance(items[-1], str) or token.startswith(_MAY_LACK):
            items[-1] = None
    return branches


def _needs_of(items: Iterable[Any]) -> list[Need]:
    """The needs of a sequence: letters that follow each other make one run, each part adds its own."""
    needs: list[Need] = []
    run = ""
    for item in (*items, None):
        if isinstance(item, str) and item not in _ALONE:
            run += item
            continue
        if len(run) >= _SHORTEST:
            needs.append(frozenset({run}))
        run = ""
        if isinstance(item, str):
            needs.append(frozenset({item}))
        elif item:
            needs += _needs_of(item[0]) if len(item) == 1 else _need_of_branches(item)
    return needs


def _need_of_branches(branches: Iterable[Any]) -> list[Need]:
    """One need out of those of several branches: of each branch the one with the longest runs."""
    best = [max(_needs_of(branch), key=_shortest, default=None) for branch in branches]
    return [frozenset().union(*best)] if None not in best else []  # type: ignore[arg-type]


def _shortest(need: Need) -> int:
    return min(map(len, need))
