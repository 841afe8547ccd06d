"""Where to look: the lines of a text by their words, so that rules and names are tried only where they can fit.

A pass of one pattern over a whole text costs as much as splitting it into words. Most rules need a certain word
(projektet, …förvaltningen) and most lines have none of those, so the words are split once, each different
word is held against all needs once and remembered, and a rule then reads only the lines that have its word.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Set
from functools import cache, lru_cache
from typing import NamedTuple

from analysis.text import Rule

_WORD = re.compile(r"[\w-]+|[”\"“»«]")
_REACH = 250  # characters beyond the end of its line that a match may take
_REMEMBERED = 50_000  # words; a million texts have more, the commonest come back soon


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


@cache  # a few texts need few of the rules: the others are not even compiled
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.MULTILINE)


class RuleIndex:
    """Rules with the words they need (`Rule.needs`), ready to be tried on any text.

    >>> rule = Rule("town", r"(?<!\\w)[A-Z]\\w+ stad", "Lunds stad", "en stad", "", needs="^stad$")
    >>> [match[0] for _, match in RuleIndex([rule]).find("en stad\\nLunds stad\\nLunds kommun")]
    ['Lunds stad']
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = list(rules)
        self._any_need = re.compile("|".join(rule.needs for rule in self._rules))
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
        for rule, found in zip(self._rules, to_read, strict=True):
            for line in found:
                for match in _compile(rule.pattern).finditer(text, line.start, line.end):
                    yield rule, match

    def _learn(self, words: set[str]) -> None:
        """Remember which needs each word meets that has not been seen before."""
        if len(self._seen) > _REMEMBERED:
            self._seen.clear()
            self._met.clear()
        for word in filter(self._any_need.search, words - self._seen):
            self._met[word] = [
                number for number, rule in enumerate(self._rules) if _compile(rule.needs).search(word)
            ]
        self._seen |= words


class WordFilter:
    """The lines of a text with a word that passes a test; each different word is tested once and remembered.

    >>> [line.words for line in WordFilter(str.isupper).find("Två orter\\nSFI och prao\\nSlut")]
    [['SFI', 'och', 'prao']]
    """

    def __init__(self, test: Callable[[str], object]) -> None:
        self._test = test
        self._seen: set[str] = set()
        self._passed: set[str] = set()

    def find(self, text: str) -> list[Line]:
        """The lines, in order."""
        lines = split_lines(text)
        new = set().union(*[line.words for line in lines]) - self._seen
        if len(self._seen) > _REMEMBERED:
            self._seen.clear()
            self._passed.clear()
        self._passed.update(filter(self._test, new))
        self._seen |= new
        return [line for line in lines if not self._passed.isdisjoint(line.words)]


def find_in_lines(pattern: re.Pattern[str], text: str, lines: Iterable[Line]) -> Iterator[re.Match[str]]:
    """The matches of a pattern in a text that begin on some of its lines or right after them, in order.

    A match may reach over the end of its line, 250 characters at most; adjacent lines are read in one go.

    >>> text = "en båt\\nen bil\\nen buss"
    >>> [match[0] for match in find_in_lines(re.compile(r"\\bb\\w+"), text, split_lines(text)[1:])]
    ['bil', 'buss']
    """
    stretches: list[list[int]] = []
    for line in lines:
        if stretches and line.start <= stretches[-1][1] + 2:
            stretches[-1][1] = line.end
        else:
            stretches.append([line.start, line.end])
    for start, end in stretches:
        for match in pattern.finditer(text, start, min(end + _REACH, len(text))):
            if match.start() > end + 1:
                break
            yield match


def find_words(text: str, wanted: Set[str]) -> dict[str, list[int]]:
    """Where each of some words stands in a text.

    >>> find_words("Eva och Evas bror, Eva", {"Eva", "Ek"})
    {'Eva': [0, 19]}
    """
    found: dict[str, list[int]] = {}
    for line in split_lines(text):
        if not wanted.isdisjoint(line.words):
            end = line.start
            for word in line.words:
                start = text.index(word, end)  # only blanks and signs stand between one word and the next
                end = start + len(word)
                if word in wanted:
                    found.setdefault(word, []).append(start)
    return found


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
