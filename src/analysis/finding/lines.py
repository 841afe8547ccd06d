"""The lines of a text: without the blanks around them, joined where a paragraph was wrapped, rows of tables known.

A row has a tab inside it, or signs that part it into three fields, or ends with a figure; and a neighbour in its block
has so too. Rows are never joined, and none is a heading.
"""

import re
from typing import NamedTuple

from analysis.text import plain_spaces

LIST_MARK = re.compile(r"(?:(\d{1,3})[.)]|([a-zåäö])\)|[•●▪◦·○■*]|-|–)[ ]+(?=\S)")
SENTENCE_END = re.compile(r"[.!?…:][\"”»’)]*$")
_WRAP = 50  # a wrapped line is rarely shorter
_NARROW = 40  # unless its column is narrow, or the next word long
# The same sign twice, or blanks, of which the last two are enough: a row of them would else be read from each.
_FIELDS = re.compile(r"( [–—-] | ?[|;] ?|  )[^ ].*?\1(?=[^ ])")
_NUMBER = r"[-–]?(?!(?:19|20)\d\d$)\d[\d ,.]*"
_FIGURE_LAST = re.compile(
    rf"(?:[^\W\d_]\)? {_NUMBER}(?: ?%| procent)?|: ?{_NUMBER}(?: ?%| [a-zåäö]+)?(?: \([^()]+\))?)$"
)
# "Skogsstyrelsen, Tullverket," at the end of a line
_IN_ENUMERATION = re.compile(r"\w, [^,.:;()]{2,40},$")


class Line(NamedTuple):
    """A line (or several that were wrapped) without the blanks around it; `block` counts blank lines."""

    start: int
    end: int
    text: str
    block: int
    kind: str = ""
    number: str = ""
    row: bool = False  # of a table


def find_lines(text: str) -> list[Line]:
    """The lines of a text that are not blank, a wrapped paragraph as one.

    >>> [
    ...     (line.text, line.row)
    ...     for line in find_lines("Orsak\\tAntal\\nArbete\\t58\\n\\nTre av fyra\\n1.\\tSpråk")
    ... ]
    [('Orsak Antal', True), ('Arbete 58', True), ('Tre av fyra', False), ('1. Språk', False)]
    """
    return _join_wrapped(_mark_rows(text, _split_lines(text)))


def _split_lines(text: str) -> list[Line]:
    lines, block, start = [], 0, 0
    for raw, plain in zip(text.split("\n"), plain_spaces(text).split("\n"), strict=True):
        stripped = raw.strip()
        if stripped:
            first = raw.index(stripped[0])
            words = plain[first : first + len(stripped)]
            lines.append(Line(start + first, start + first + len(stripped), words, block))
        else:
            block += 1
        start += len(raw) + 1
    return lines


def _mark_rows(text: str, lines: list[Line]) -> list[Line]:
    """Which lines are rows: those like a row that stand next to another."""
    alike = [_like_row(text[line.start : line.end], line.text) for line in lines]
    return [
        line._replace(row=True)
        if alike[index]
        and any(
            alike[other] and lines[other].block == line.block
            for other in (index - 1, index + 1)
            if 0 <= other < len(lines)
        )
        else line
        for index, line in enumerate(lines)
    ]


def _like_row(raw: str, words: str) -> bool:
    mark = LIST_MARK.match(words)
    if "\t" in raw[mark.end() if mark else 0 :]:
        return True
    if mark or SENTENCE_END.search(words):
        return False
    return bool(_FIELDS.search(words) or (len(words) < _WRAP and _FIGURE_LAST.search(words)))


def _join_wrapped(lines: list[Line]) -> list[Line]:
    """A line goes on from the one above when it begins in lower case, or when its paragraph is set to a width."""
    blocks: dict[int, list[str]] = {}
    for line in lines:
        blocks.setdefault(line.block, []).append(line.text)
    at_width = {block for block, found in blocks.items() if _is_set_to_width(found)}
    joined: list[list[Line]] = []
    for line in lines:
        above = joined[-1][-1] if joined else None
        together = above and above.block == line.block and not (above.row or line.row)
        if above and together and _goes_on(above.text, line.text, line.block in at_width):
            joined[-1].append(line)
        else:
            joined.append([line])
    return [
        parts[0]._replace(end=parts[-1].end, text=" ".join(part.text for part in parts))
        if parts[1:]
        else parts[0]
        for parts in joined
    ]


def _is_set_to_width(lines: list[str]) -> bool:
    """Whether the lines of a block, but for the last, are long, and each too long for the first word of the next."""
    *full, _ = (len(line) for line in lines)
    if len(full) < 2 or min(full) < _NARROW or max(full) - min(full) > 25:
        return False
    width = max(full)
    return min(full) >= _WRAP or (
        width >= _WRAP
        and all(
            length + 1 + len(below.split(" ", 1)[0]) > width
            for length, below in zip(full, lines[1:], strict=True)
        )
    )


def _goes_on(above: str, line: str, at_width: bool) -> bool:
    if LIST_MARK.match(line) or SENTENCE_END.search(above):
        return False
    if line[0].isdigit() and above.endswith(","):
        return True
    if line[0].islower() or (line[0].isupper() and _IN_ENUMERATION.search(above)):
        return len(above) > 25 or above.endswith((",", "-"))
    return at_width and len(above) >= _NARROW and " | " not in above
