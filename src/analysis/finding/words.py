"""Where to look: the lines of a text by their words, so that rules and names are tried only where they can fit.

A pass of one pattern over a whole text costs as much as splitting it into words. Most rules need a certain word
(projektet, …förvaltningen) and most lines have none of those, so the words are split once, each different
word is held against all needs once and remembered, and a rule then reads only the lines that have its word.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from analysis.text import Rule

_WORD = re.compile(r"[\w-]+|[”\"“»«]")
_REMEMBERED = 200_000  # words; a million texts have more, the commonest come back soon


class Line(NamedTuple):
    """A line of a text: its offsets, its words as printed, and its quotation marks."""

    start: int
    end: int
    words: list[str]


@lru_cache(maxsize=4)  # the finders of one document read the same text one after the other
def split_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text that hold words; a hyphen is part of a word, a quotation mark is one of its own.

    >>> split_lines("Två orter\\n\\nSFI-lärare")
    (Line(start=0, end=9, words=['Två', 'orter']), Line(start=11, end=21, words=['SFI-lärare']))
    """
    lines, start = [], 0
    for line in text.split("\n"):
        if words := _WORD.findall(line):
            lines.append(Line(start, start + len(line), words))
        start += len(line) + 1
    return tuple(lines)


class RuleIndex:
    """Rules with the words they need (`Rule.needs`), ready to be tried on any text.

    >>> rule = Rule("town", r"(?<!\\w)[A-Z]\\w+ stad", "Lunds stad", "en stad", "", needs="^stad$")
    >>> [match[0] for _, match in RuleIndex([rule]).find("en stad\\nLunds stad\\nLunds kommun")]
    ['Lunds stad']
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = [(rule, re.compile(rule.pattern, re.MULTILINE)) for rule in rules]
        self._needs = [re.compile(rule.needs) for rule, _ in self._rules]
        self._any_need = re.compile("|".join(rule.needs for rule, _ in self._rules))
        self._seen: set[str] = set()
        self._met: dict[
            str, list[int]
        ] = {}  # the words that meet a need: few, so most lines are dismissed at once

    def find(self, text: str) -> Iterator[tuple[Rule, re.Match[str]]]:
        """The matches of each rule in turn, those that its pattern finds in the whole text."""
        lines = split_lines(text)
        self._learn(set().union(*[line.words for line in lines]))
        to_read: list[list[Line]] = [[] for _ in self._rules]
        for line in lines:
            if not self._met.keys().isdisjoint(line.words):
                for number in {n for word in line.words for n in self._met.get(word, ())}:
                    to_read[number].append(line)
        for (rule, pattern), found in zip(self._rules, to_read, strict=True):
            for line in found:
                for match in pattern.finditer(text, line.start, line.end):
                    yield rule, match

    def _learn(self, words: set[str]) -> None:
        """Remember which needs each word meets that has not been seen before."""
        if len(self._seen) > _REMEMBERED:
            self._seen.clear()
            self._met.clear()
        for word in filter(self._any_need.search, words - self._seen):
            self._met[word] = [number for number, need in enumerate(self._needs) if need.search(word)]
        self._seen |= words


class NameIndex:
    """Known names, found by their first word; `genitive` is what may follow one before the word ends.

    >>> [name for _, name in NameIndex(["Väg", "Väg in"]).find("Väg ut, Väg in, Vägs, Vägen")]
    ['Väg', 'Väg in', 'Väg']
    """

    def __init__(self, names: Iterable[str], genitive: str = "s?") -> None:
        self._after = re.compile(rf"(?:{genitive})(?![\w-])")
        self._by_first: dict[str, list[str]] = {}
        for name in sorted(names, key=lambda name: (-len(name), name)):
            first = _WORD.match(name)
            for word in (first[0], f"{first[0]}s") if first else ():
                self._by_first.setdefault(word, []).append(name)

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """Where a name stands, and the longest that stands there; names may overlap."""
        for line in split_lines(text):
            if self._by_first.keys().isdisjoint(line.words):
                continue
            end = line.start
            for word in line.words:
                start = text.index(word, end)  # only blanks and signs stand between one word and the next
                end = start + len(word)
                for name in self._by_first.get(word, ()):
                    if text.startswith(name, start) and self._after.match(text, start + len(name)):
                        yield start, name
                        break
