"""Where to look: the lines of a text by their words, so that rules and names are tried only where they can fit.

A pass of one pattern over a whole text costs as much as splitting it into words. Most rules need a certain word
(projektet, …förvaltningen) and most lines have none of those, so a rule reads only the lines that have its word.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Set
from functools import lru_cache
from typing import NamedTuple

from analysis.finding.needs import PatternIndex
from analysis.text import SHORT_LINE, Rule, compiled

_WORD = re.compile(r"[\w-]+|[”\"“»«]")
_REACH = 250  # characters beyond the end of its line that a match may take
_REMEMBERED = 10_000  # words; a million texts have more, the commonest come back soon


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
        if words := _split_again(line) if len(line) < SHORT_LINE else _WORD.findall(line):
            lines.append(Line(start, start + len(line), words))
        start += len(line) + 1
    return tuple(lines)


@lru_cache(maxsize=256)  # a document is read with its metadata and without: most lines are the same
def _split_again(line: str) -> list[str]:
    return _WORD.findall(line)


@lru_cache(maxsize=4)
def words_of(text: str) -> frozenset[str]:
    """The different words of a text, as `split_lines` splits them.

    >>> sorted(words_of("En SFI-lärare och en till")), words_of("– !")
    (['En', 'SFI-lärare', 'en', 'och', 'till'], frozenset())
    """
    return frozenset().union(*[line.words for line in split_lines(text)])


def lines_with(words: Set[str], text: str) -> list[Line]:
    """The lines of a text on which some words stand, in order.

    >>> [line.start for line in lines_with({"orter", "i"}, "Två orter\\n\\nSFI i tre orter")]
    [0, 11]
    >>> lines_with({"ort"}, "Två orter")  # a part of a word is none
    []
    """
    found = words & words_of(text)
    return [line for line in split_lines(text) if not found.isdisjoint(line.words)] if found else []


def _each_word(wanted: Collection[str], line: Line, text: str) -> Iterator[tuple[int, str]]:
    """The words of a line that are wanted, each with where it begins."""
    end = line.start
    for word in line.words:
        end = text.index(word, end) + len(word)  # only blanks and signs stand between one word and the next
        if word in wanted:
            yield end - len(word), word


class RuleIndex:
    """Rules, each tried only on the lines of a text that hold what its pattern needs (`needs`).

    >>> rule = Rule("town", r"(?<!\\w)[A-Z]\\w+ stad", "Lunds stad", "en stad", "")
    >>> [match[0] for _, match in RuleIndex([rule]).find("en stad\\nLunds stad\\nLunds kommun")]
    ['Lunds stad']
    """

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = list(rules)
        self._index = PatternIndex([rule.pattern for rule in self._rules])

    def find(self, text: str) -> Iterator[tuple[Rule, re.Match[str]]]:
        """The matches of each rule in turn, those that its pattern finds in the whole text."""
        to_read: dict[int, list[Line]] = {}
        for line in split_lines(text):
            for number in self._index.may_match(text[line.start : line.end]):
                to_read.setdefault(number, []).append(line)
        for number, lines in sorted(to_read.items()):
            rule = self._rules[number]
            find = compiled(rule.pattern, re.MULTILINE).finditer
            for line in lines:
                for match in find(text, line.start, line.end):
                    yield rule, match


class WordFilter:
    """The lines of a text with a word that passes a test; each different word is tested once and remembered.

    >>> capitals, text = WordFilter(str.isupper), "Två orter\\nSFI och prao\\nSlut"
    >>> [line.words for line in capitals.find(text)], capitals.find(text, without={"SFI"})
    ([['SFI', 'och', 'prao']], [])
    """

    def __init__(self, test: Callable[[str], object]) -> None:
        self._test = test
        self._seen: set[str] = set()
        self._passed: set[str] = set()

    def find(self, text: str, without: Set[str] = frozenset()) -> list[Line]:
        """The lines, in order; a word in `without` does not count."""
        if len(self._seen) > _REMEMBERED:
            self._seen.clear()
            self._passed.clear()
        words = words_of(text)
        new = words - self._seen
        self._passed.update(filter(self._test, new))
        self._seen |= new
        return lines_with((words & self._passed) - without, text)


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
    for line in lines_with(wanted, text):
        for start, word in _each_word(wanted, line, text):
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
        for line in lines_with(self._by_first.keys(), text):
            for start, word in _each_word(self._by_first, line, text):
                for name in self._by_first[word]:
                    if text.startswith(name, start) and self._after.match(text, start + len(name)):
                        yield start, name
                        break
