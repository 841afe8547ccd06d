"""Layout: which lines of a document are title, heading, paragraph, list item, quote, or not prose at all.

Plain text has lost its mark-up, so a line's kind is read from its shape and its neighbours. Lines
are first joined where a paragraph was wrapped, then each is classified; every non-blank character
ends up in exactly one segment. What is boilerplate is data: `lexicon/boilerplate.csv`.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from analysis.finding.gazetteer import is_municipality
from analysis.finding.lexicon import list_rows, list_words
from analysis.finding.possible_names import find_possible_names
from analysis.text import MONTHS, SHORT_MONTHS, plain_spaces

BODY = ("title", "lead", "heading", "paragraph", "list_item", "quote")
"""The kinds that hold prose: what findings may rest on."""

_MARKED = re.compile(r"(?:(\d{1,3})[.)]|([a-zåäö])\)|[•●▪◦·○■*]|-|–)[ ]+(?=\S)")
_DASH = re.compile(r"[–—―-] ?(?=[\w”\"“])")
_SAYING_END = re.compile(
    r"\b(?:säger|sade|sa|berättar|berättade|menar|förklarar|fortsätter|tycker|konstaterar|svarar|tillägger"
    r"|betonar|beskriver|framhåller|understryker|poängterar|lyfter|hävdar|anser|hoppas|tror)\b"
)
_DATE = (
    r"(?:(?:mån|tis|ons|tors?|fre|lör|sön)(?:dag(?:en)?|\.)? )?(?:den )?"
    rf"(?:\d{{1,2}}(?:[:.]?[ae])?\.? (?:{'|'.join(SHORT_MONTHS)})\w*\.?,? \d{{4}}"
    r"|\d{4}-\d\d-\d\d|\d{1,2}([/.-])\d{1,2}\1\d{4}|20\d{6})(?:[ ,|]{1,3}(?:kl\.? ?)?\d{1,2}[.:]\d\d)?"
)
_STAMP = re.compile(
    r"(?:senast |sidan |(?-i:[A-ZÅÄÖ])\w{2,15}(?:en|et) )?(?:publicera[dt](?:es)?|inlag[dt]|uppdatera[dt](?:es)?|ändra[dt](?:es)?|granska[dt]|skriven|skapad|publiceringsdatum)"
    rf"[: ]{{0,3}}(?:senast |den )?.{{0,40}}\d.{{0,30}}|(?:datum ?: ?)?{_DATE}",
    re.IGNORECASE,
)
# A date with its month, of which a contact block has none but in sentences: "Nästa träff är den 3 maj."
_DAY = re.compile(rf"\b[0-3]?\d (?:{'|'.join(MONTHS)})\b")
_PUBLISHER = re.compile(
    r"(?P<town>[^\W\d_][\w -]{1,30}) (?:kommun|stad)|(?:samordningsförbundet|region)(?: [\w-]+){1,3}"
    r"|.{1,60}[|·] ?sid(?:a|an)?\.? ?\d{1,3}",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…:][\"”»’)]*$")
_LONG = 90  # a heading is rarely longer
_WRAP = 50  # a wrapped line is rarely shorter
_NARROW = 40  # unless its column is narrow, or the next word long


@dataclass(frozen=True, slots=True)
class Segment:
    """A block of a document; `section` is the heading above it, `number` a list item's own number."""

    start: int
    end: int
    text: str
    kind: str
    section: str = ""
    number: str = ""


def find_segments(text: str) -> list[Segment]:
    """The segments of a canonical text, in order; together they hold every non-blank character once.

    >>> [
    ...     (s.kind, s.number)
    ...     for s in find_segments("Rubrik\\n\\nTvå faktorer är viktiga:\\n1. Samverkan\\n2. Mål")
    ... ]
    [('title', ''), ('paragraph', ''), ('list_item', '1'), ('list_item', '2')]
    >>> [s.kind for s in find_segments("Målen är två.\\n\\nDela på Facebook")]  # a sentence is no title
    ['paragraph', 'boilerplate']
    """
    lines = _join_wrapped(_split_lines(text))
    lines = _join_metadata(text, lines)
    return _name_sections(_promote(_classify(lines)))


def reading_text(text: str, segments: list[Segment], kinds: tuple[str, ...] = BODY) -> str:
    """The text as finders read it: same length, one line a segment, only segments of `kinds`, plain spaces.

    >>> page = "Rubrik\\n\\nEn lång rad om arbetet som\\nbryts.\\n\\nDela på Facebook"
    >>> reading_text(page, find_segments(page))
    'Rubrik\\n\\nEn lång rad om arbetet som bryts.\\n\\n                '
    """
    parts, last = [], 0
    for segment in segments:
        parts.append(text[last : segment.start])
        inside = text[segment.start : segment.end].replace("\n", " ")
        parts.append(inside if segment.kind in kinds else " " * len(inside))
        last = segment.end
    return plain_spaces("".join([*parts, text[last:]]))


class _Line(NamedTuple):
    """A line (or several that were wrapped) without the blanks around it; `block` counts blank lines."""

    start: int
    end: int
    text: str
    block: int
    kind: str = ""
    number: str = ""


def _split_lines(text: str) -> list[_Line]:
    lines, block, start = [], 0, 0
    for raw, plain in zip(text.split("\n"), plain_spaces(text).split("\n"), strict=True):
        stripped = raw.strip()
        if stripped:
            first = raw.index(stripped[0])
            words = plain[first : first + len(stripped)]
            lines.append(_Line(start + first, start + first + len(stripped), words, block))
        else:
            block += 1
        start += len(raw) + 1
    return lines


def _join_wrapped(lines: list[_Line]) -> list[_Line]:
    """A line goes on from the one above when it begins in lower case, or when its paragraph is set to a width."""
    blocks: dict[int, list[str]] = {}
    for line in lines:
        blocks.setdefault(line.block, []).append(line.text)
    at_width = {block for block, found in blocks.items() if _is_set_to_width(found)}
    joined: list[list[_Line]] = []
    for line in lines:
        above = joined[-1][-1] if joined else None
        if above and above.block == line.block and _goes_on(above.text, line.text, line.block in at_width):
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
    if _MARKED.match(line) or _SENTENCE_END.search(above):
        return False
    if line[0].isdigit() and above.endswith(","):
        return True
    if line[0].islower():
        return len(above) > 25 or above.endswith((",", "-"))
    return at_width and len(above) >= _NARROW and " | " not in above


def _join_metadata(text: str, lines: list[_Line]) -> list[_Line]:
    """A key alone on its line takes the lines below it, in the same block, up to the next key."""
    keys = _metadata_keys()
    joined: list[_Line] = []
    for line in lines:
        key, colon, _ = line.text.partition(":")
        above = joined[-1] if joined else None
        awaits_value = (
            above and above.kind == "metadata" and above.block == line.block and above.text.lower() in keys
        )
        if key.strip().lower() in keys and not awaits_value and (colon or len(line.text) < 40):
            joined.append(line._replace(kind="metadata"))
        elif (
            above and above.kind == "metadata" and above.block == line.block and len(line.text) < 120
            and not _boilerplate(line.text) and not _SENTENCE_END.search(line.text) and "\n" not in above.text
        ):  # fmt: skip
            joined[-1] = above._replace(end=line.end, text=above.text + "\n" + line.text)
        else:
            joined.append(line)
    return [_drop_lonely_key(line) for line in joined]


def _drop_lonely_key(line: _Line) -> _Line:
    has_value = "\n" in line.text or line.text.partition(":")[2].strip()
    return line if line.kind != "metadata" or has_value else line._replace(kind="")


def _classify(lines: list[_Line]) -> list[_Line]:
    classified: list[_Line] = []
    in_boilerplate = False
    for index, line in enumerate(lines):
        after = lines[index + 1] if index + 1 < len(lines) else None
        before = classified[-1] if classified else None
        kind, number = line.kind or _kind(line, before, after), ""
        if match := _MARKED.match(line.text):
            number = match[1] or match[2] or ""
        section = "line" if _is_by_line(line, after) else _boilerplate(line.text)
        if section:
            kind = "boilerplate"
            in_boilerplate = section == "section" or (in_boilerplate and kind != "metadata")
        elif kind == "metadata":
            in_boilerplate = False
        elif in_boilerplate:
            in_boilerplate = not _prose_again(kind, line, after)
            kind = "boilerplate" if in_boilerplate else kind
        classified.append(line._replace(kind=kind, number=number if kind == "list_item" else ""))
    return classified


def _is_by_line(line: _Line, after: _Line | None) -> bool:
    """Whether a line is a name and no more, right above masked contact data."""
    above_contact = after is not None and after.block == line.block and not after.text.strip("█")
    return above_contact and [span.text for span in find_possible_names(line.text)] == [line.text]


def _kind(line: _Line, before: _Line | None, after: _Line | None) -> str:
    text = line.text
    if _STAMP.fullmatch(text):
        return "metadata"
    if _DASH.match(text) and _is_speech(line, before, after):
        return "quote"
    if _MARKED.match(text):
        return "list_item"
    return "heading" if _looks_like_heading(line, after) else "paragraph"


def _is_speech(line: _Line, before: _Line | None, after: _Line | None) -> bool:
    """A dash opens speech unless it marks an item: a hyphen on a short line, or one of several in a block."""
    if _SAYING_END.search(line.text):
        return True
    neighbours = [other for other in (before, after) if other and other.block == line.block]
    in_list = any(_DASH.match(other.text) for other in neighbours)
    introduced = before is not None and before.text.endswith(":") and not _SAYING_END.search(before.text)
    if in_list or (introduced and before is not None and before.block == line.block):
        return False
    return bool(_SENTENCE_END.search(line.text)) and not (introduced and line.text[0] == "-")


def _looks_like_heading(line: _Line, after: _Line | None) -> bool:
    text = line.text
    if len(text) > _LONG or not (text[0].isupper() or text[0].isdigit() or text[0] in '”"“'):
        return False
    if text[-1] in ".,;:" or text.count(". ") > 0:
        return False
    return bool(re.search(r"[^\W\d_]{2}", text)) and (after is not None or len(text) < _LONG)


def _prose_again(kind: str, line: _Line, after: _Line | None) -> bool:
    """A boilerplate section ends at a paragraph of prose, or at a heading right above one."""
    if kind == "heading":
        return after is not None and (_is_prose(after.text) or _is_dated(after.text))
    return kind in ("paragraph", "quote", "list_item") and (_is_prose(line.text) or _is_dated(line.text))


def _is_dated(text: str) -> bool:
    """Whether a line is a sentence that tells of a day."""
    sentence = len(text) >= 40 and text[0].isupper() and text[-1] in ".!" and not _boilerplate(text)
    return sentence and bool(_DAY.search(text)) and "█" not in text


def _is_prose(text: str) -> bool:
    return (
        len(text) >= 100 and bool(_SENTENCE_END.search(text)) and "█" not in text and not _boilerplate(text)
    )


def _promote(lines: list[_Line]) -> list[_Line]:
    """The first line of the body that looks like one is the title; the first paragraph below it the lead.

    Menus, a section's name and the publisher's may stand above it.
    """
    promoted = list(lines)
    body = [index for index, line in enumerate(lines) if line.kind in BODY]
    opening = _opening_length([lines[index] for index in body])
    for index in body[:opening]:
        if not _is_publisher(lines[index].text):
            promoted[index] = lines[index]._replace(kind="boilerplate")
    body = body[opening:]
    if not body:
        return lines
    first = lines[body[0]]
    titled = first.kind == "heading" or (
        first.kind == "paragraph"
        and len(first.text) <= 160
        and first.text[-1] not in ".:,;"
        and len(body) > 1
    )
    if not titled:
        return promoted
    promoted[body[0]] = first._replace(kind="title")
    if len(body) > 2 and _is_lead(lines[body[1]], lines[body[2]]):
        promoted[body[1]] = lines[body[1]]._replace(kind="lead")
    return promoted


def _opening_length(body: list[_Line]) -> int:
    """How many lines stand above the title; none where no heading follows them."""
    length = 0
    while length < len(body) and (
        _boilerplate(body[length].text, ("opening",)) or _is_publisher(body[length].text)
    ):
        length += 1
    return length if length < len(body) and body[length].kind == "heading" else 0


def _is_publisher(text: str) -> bool:
    match = _PUBLISHER.fullmatch(text)
    return bool(match) and (not match["town"] or is_municipality(match["town"].title()))


def _is_lead(line: _Line, after: _Line) -> bool:
    """Whether the line below the title is a lead: a short paragraph of its own that introduces no list."""
    alone = line.kind == "paragraph" and after.block != line.block
    return alone and len(line.text) <= 500 and line.text[-1] != ":"


def _name_sections(lines: list[_Line]) -> list[Segment]:
    segments, section = [], ""
    titled = any(line.kind == "title" for line in lines)
    for line in lines:
        segments.append(Segment(line.start, line.end, line.text, line.kind, section, line.number))
        titled = titled and line.kind != "title"
        if line.kind == "heading" and not titled:  # what stands above the title heads no section
            section = line.text
    return segments


@cache
def _metadata_keys() -> frozenset[str]:
    return frozenset(list_words("metadata_keys.txt"))


@cache
def _boilerplate_patterns() -> dict[str, re.Pattern[str]]:
    rows = list_rows("boilerplate.csv")
    return {
        scope: re.compile("|".join(f"(?:{row['pattern']})" for row in rows if row["scope"] == scope), re.I)
        for scope in ("section", "line", "opening")
    }


def _boilerplate(line: str, scopes: tuple[str, ...] = ("section", "line")) -> str:
    """Of which of the scopes the boilerplate is that a line is; empty for anything else."""
    if len(line) > 260:
        return ""
    bare = line.strip(" •·*–—-:")
    return next((scope for scope in scopes if _boilerplate_patterns()[scope].fullmatch(bare)), "")
