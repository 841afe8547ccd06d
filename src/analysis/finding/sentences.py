"""Sentences of Swedish prose, by closing marks, abbreviations and line ends.

A line end always ends a sentence (headings, list items and contact lines lack closing marks; the
layout stage has already joined wrapped lines). Within a line a closing mark ends one unless what
stands before it is an abbreviation, an initial or a list number, or what follows is in lower case.
What goes on longer than any prose without a closing mark is cut at a blank, so that rules that hold each
word of a sentence against all others stay quick.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from analysis.finding.lexicon import list_rows
from analysis.text import SHORT_LINE, SHORT_MONTHS, Span, plain_spaces

# A closing mark with the quotation marks and brackets that close with it, before a blank or a capital. A row
# of marks is tried once, from its first (a dotted line would else cost the square of its length). The mark comes
# before the look behind it, so that the search skips from mark to mark.
_MARK = re.compile(r"[.!?…](?<![.!?…].)[.!?…]*[\"”»’')\]]*(?: +|(?=[A-ZÅÄÖ][a-zåäö])|$)", re.MULTILINE)
_NO_WORD = re.compile(r"[\s(\"”“»]")
_LIST_MARK = re.compile(r"(?:\d{1,3}[.)](?!\d)|[a-zåäö]\)|[•●▪◦·○■*]|[–—―-]|#{1,6}(?= ))[ ]*(?=\S)")
_LONGEST = 2000  # characters of a sentence; the longest of some 12,000 read has 384
_BLANKS = re.compile(r"\s*")
_MONTH = re.compile("|".join(SHORT_MONTHS), re.IGNORECASE)


def find_sentences(text: str) -> list[Span]:
    """The sentences of a text, in order; a line's list mark, opening dash or mark of a heading is not part of its sentence.

    >>> [s.text for s in find_sentences("Bl.a. SFI och kl. 14.30. Sedan 32.8 % m.m. Kommunen är nöjd.")]
    ['Bl.a. SFI och kl. 14.30.', 'Sedan 32.8 % m.m.', 'Kommunen är nöjd.']
    >>> [s.text for s in find_sentences("1. Samverkan med A. B. Holm, f.d. Rektor")]
    ['Samverkan med A. B. Holm, f.d. Rektor']
    """
    sentences, plain, start = [], plain_spaces(text), 0
    for line in plain.split("\n"):
        split = _split_again if len(line) < SHORT_LINE else _split_long
        for first, last in split(line) if line else ():
            sentences.append(Span(start + first, start + last, text[start + first : start + last]))
        start += len(line) + 1
    return sentences


@lru_cache(maxsize=64)  # several finders split the same lines of a document
def _split_again(line: str) -> list[tuple[int, int]]:
    return _split_line(line)


@lru_cache(maxsize=1)
def _split_long(line: str) -> list[tuple[int, int]]:
    return _split_line(line)


def _split_line(line: str) -> list[tuple[int, int]]:
    first = len(line) - len(line.lstrip())
    if mark := _LIST_MARK.match(line, first):
        first = mark.end()
    bounds = []
    for mark in _MARK.finditer(line, first):
        if _ends_sentence(line, mark):
            bounds.append((first, first + len(line[first : mark.end()].rstrip())))
            first = mark.end()
            if line.startswith(("– ", "— ", "― "), first):
                first = _BLANKS.match(line, first + 1).end()  # type: ignore[union-attr]
    if line[first:].strip():
        bounds.append((first, len(line.rstrip())))
    return [piece for start, end in bounds if end > start for piece in _cut(line, start, end)]


def _cut(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence whole, or in pieces of `_LONGEST` that end before a blank.

    >>> [end - start for start, end in _cut("samverkan " * 300, 0, 2999)]
    [1999, 999]
    """
    while end - start > _LONGEST:
        blank = line.rfind(" ", start, start + _LONGEST)
        cut = blank if blank > start else start + _LONGEST
        yield start, start + len(line[start:cut].rstrip())
        start = _BLANKS.match(line, cut).end()  # type: ignore[union-attr]
    yield start, end


def _ends_sentence(line: str, mark: re.Match[str]) -> bool:
    after = line[mark.end() : mark.end() + 1]
    if not after:
        return False  # the rest of the line is added by the caller
    word = _NO_WORD.split(line[max(0, mark.start() - 20) : mark.start()])[-1]
    if not mark[0].endswith(" "):  # "klart.Nästa": a blank is missing, unless it is an address or initials
        return len(word) > 2 and word.isalpha() and word[-1].islower() and word != "www"
    if mark[0].strip() == ".":
        if (ends := _abbreviations().get(f"{word}.".lower())) is not None:
            return ends and after.isupper()
        if (len(word) == 1 and word.isupper()) or (word[:-1].endswith(".") and word[-1:].isupper()):
            return False  # an initial
        if word.isdigit() and len(word) <= 2 and _MONTH.match(line, mark.end()):
            return False  # "den 3. mars"
    return not after.islower()


@cache
def _abbreviations() -> dict[str, bool]:
    """Abbreviations in lower case, and whether a sentence may end with them before a capital."""
    return {row["abbreviation"].lower(): row["ends"] == "yes" for row in list_rows("abbreviations.csv")}
