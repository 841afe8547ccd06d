"""Layout: which lines of a document are title, heading, paragraph, list item, quote, or not prose at all.

Plain text has lost its mark-up, so a line's kind is read from its shape and its neighbours. Lines
are first joined where a paragraph was wrapped, then each is classified; every non-blank character
ends up in exactly one segment. What is boilerplate is data: `lexicon/boilerplate.csv`.
"""

import re
from dataclasses import dataclass
from functools import cache

from analysis.finding.gazetteer import is_municipality
from analysis.finding.lexicon import list_rows, list_words
from analysis.finding.lines import LIST_MARK, SENTENCE_END, Line, find_lines
from analysis.finding.names import is_given_name
from analysis.finding.possible_names import find_possible_names
from analysis.text import MONTHS, SHORT_MONTHS, plain_spaces

BODY = ("title", "lead", "heading", "paragraph", "list_item", "quote")
"""The kinds that hold prose: what findings may rest on."""

HEADING_MARK = re.compile(r"#{1,6} +(?=\S)")
# Of Markdown, round a whole line: "**– Ja, säger Eva.**"; a row of such signs is a line to write on.
_EMPHASIS = re.compile(r"^(?:\*\*|__)(?=[^\s_*])|(?:\*\*|__)(?<=[^\s_*]..)$")
_NUMBERED = re.compile(r"\d{1,2}[.)] +(?=\S)")
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
    r"(?:[•*·–-] ?)?(?:senast |sidan |(?-i:[A-ZÅÄÖ])\w{2,15}(?:en|et) )?(?:publicera[dt](?:es)?|inlag[dt]|uppdatera[dt](?:es)?|ändra[dt](?:es)?|granska[dt]|skriven|skapad|publiceringsdatum)"
    rf"[: ]{{0,3}}(?:senast |den )?.{{0,40}}\d.{{0,30}}|(?:datum ?: ?)?{_DATE}|(?-i:[A-ZÅÄÖ])[a-zåäö]+20\d\d-\d\d-\d\d \d{{1,2}}[.:]\d\d",
    re.IGNORECASE,
)
# A date with its month, of which a contact block has none but in sentences: "Nästa träff är den 3 maj."
_DAY = re.compile(rf"\b[0-3]?\d (?:{'|'.join(MONTHS)})\b")
_DASHED_NAME = re.compile(r"\b([A-ZÅÄÖ][a-zåäöé]+)–([A-ZÅÄÖ][a-zåäöé]+)\b")
_PUBLISHER = re.compile(
    r"(?P<town>[^\W\d_][\w -]{1,30}) (?:kommun|stad)|(?:samordningsförbundet|region)(?: [\w-]+){1,3}"
    r"|.{1,60}[|·] ?sid(?:a|an)?\.? ?\d{1,3}",
    re.IGNORECASE,
)
_MENU = 4  # lines: a shorter run may be headings
_LONG = 90  # a heading is rarely longer


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
    lines = _join_metadata(text, find_lines(text))
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
        inside = _EMPHASIS.sub(_blank, text[segment.start : segment.end].replace("\n", " "))
        parts.append(inside if segment.kind in kinds else " " * len(inside))
        last = segment.end
    return _DASHED_NAME.sub(_join_name, plain_spaces("".join([*parts, text[last:]])))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _join_name(dashed: re.Match[str]) -> str:
    """A double given name with the hyphen that its text prints as a dash: "Hans–Göran"."""
    return f"{dashed[1]}-{dashed[2]}" if is_given_name(dashed[1]) and is_given_name(dashed[2]) else dashed[0]


def _join_metadata(text: str, lines: list[Line]) -> list[Line]:
    """A key alone on its line takes the lines below it, in the same block, up to the next key."""
    keys = _metadata_keys()
    joined: list[Line] = []
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
            and not _boilerplate(line.text) and not SENTENCE_END.search(line.text) and "\n" not in above.text
        ):  # fmt: skip
            joined[-1] = above._replace(end=line.end, text=above.text + "\n" + line.text)
        else:
            joined.append(line)
    return [_drop_lonely_key(line) for line in joined]


def _drop_lonely_key(line: Line) -> Line:
    has_value = "\n" in line.text or line.text.partition(":")[2].strip()
    return line if line.kind != "metadata" or has_value else line._replace(kind="")


def _classify(lines: list[Line]) -> list[Line]:
    classified: list[Line] = []
    in_boilerplate = False
    for index, line in enumerate(lines):
        after = lines[index + 1] if index + 1 < len(lines) else None
        before = classified[-1] if classified else None
        kind, number = line.kind or _kind(line, before, after), ""
        if match := LIST_MARK.match(line.text):
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


def _is_by_line(line: Line, after: Line | None) -> bool:
    """Whether a line is a name and no more, right above masked contact data."""
    above_contact = after is not None and after.block == line.block and not after.text.strip("█")
    return above_contact and [span.text for span in find_possible_names(line.text)] == [line.text]


def _kind(line: Line, before: Line | None, after: Line | None) -> str:
    text = _EMPHASIS.sub("", line.text)
    if _STAMP.fullmatch(text):
        return "metadata"
    if _DASH.match(text) and _is_speech(line, before, after):
        return "quote"
    if HEADING_MARK.match(text) or _is_numbered_heading(line, before, after):
        return "heading"
    if LIST_MARK.match(text):
        return "list_item"
    return "heading" if _looks_like_heading(line, after) and not line.row else "paragraph"


def _is_speech(line: Line, before: Line | None, after: Line | None) -> bool:
    """A dash opens speech unless it marks an item: a hyphen on a short line, or one of several in a block."""
    if _SAYING_END.search(line.text):
        return True
    neighbours = [other for other in (before, after) if other and other.block == line.block]
    in_list = any(_DASH.match(other.text) for other in neighbours)
    introduced = before is not None and before.text.endswith(":") and not _SAYING_END.search(before.text)
    if in_list or (introduced and before is not None and before.block == line.block):
        return False
    return bool(SENTENCE_END.search(line.text)) and not (introduced and line.text[0] == "-")


def _looks_like_heading(line: Line, after: Line | None) -> bool:
    text = line.text
    if len(text) > _LONG or not (text[0].isupper() or text[0].isdigit() or text[0] in '”"“'):
        return False
    if text[-1] in ".,;:" or text.count(". ") > 0:
        return False
    return bool(re.search(r"[^\W\d_]{2}", text)) and (after is not None or len(text) < _LONG)


def _is_numbered_heading(line: Line, before: Line | None, after: Line | None) -> bool:
    """Whether a numbered line heads what follows: no sentence, and no item stands next to it, but text of its own."""
    number = _NUMBERED.match(line.text)
    if not number or not after or len(line.text) > _LONG or line.text[-1] in ".,;:":
        return False
    if (before and before.kind == "list_item" and before.number.isdigit()) or line.row:
        return False
    return line.text[number.end()].isupper() and not _NUMBERED.match(after.text)


def _prose_again(kind: str, line: Line, after: Line | None) -> bool:
    """A boilerplate section ends at a paragraph of prose, or at a heading right above one."""
    if kind == "heading":
        return after is not None and (_is_prose(after.text) or _is_dated(after.text))
    return kind in ("paragraph", "quote", "list_item") and (_is_prose(line.text) or _is_dated(line.text))


def _is_dated(text: str) -> bool:
    """Whether a line is a sentence that tells of a day."""
    sentence = len(text) >= 40 and text[0].isupper() and text[-1] in ".!" and not _boilerplate(text)
    return sentence and bool(_DAY.search(text)) and "█" not in text


def _is_prose(text: str) -> bool:
    return len(text) >= 100 and bool(SENTENCE_END.search(text)) and "█" not in text and not _boilerplate(text)


def _promote(lines: list[Line]) -> list[Line]:
    """The first line of the body that looks like one is the title; the first paragraph below it the lead.

    Menus, a section's name and the publisher's may stand above it.
    """
    menu = _menu_length(lines)
    lines = [*(line._replace(kind="boilerplate") for line in lines[:menu]), *lines[menu:]]
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
        and not first.row
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


def _menu_length(lines: list[Line]) -> int:
    """How many lines a menu of the page takes: words alone on their lines, next to known ones, above a heading."""
    length = known = 0
    for line in lines:
        if line.kind == "boilerplate":
            known = length
        elif line.kind != "heading" or len(line.text.split()) > 2:
            break
        length += 1
    while length and lines[length - 1].block != lines[known].block:
        length -= 1  # the title may be a word alone as well
    menu = length >= _MENU and lines[known].kind == "boilerplate" and lines[length:]
    return length if menu and lines[length].kind == "heading" else 0


def _opening_length(body: list[Line]) -> int:
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


def _is_lead(line: Line, after: Line) -> bool:
    """Whether the line below the title is a lead: a short paragraph of its own that introduces no list."""
    alone = line.kind == "paragraph" and after.block != line.block
    return alone and len(line.text) <= 500 and line.text[-1] != ":"


def heading_words(heading: str) -> str:
    """A heading without its number or its marks of Markdown.

    >>> heading_words("## **Resultat**"), heading_words("2. Resultat"), heading_words("2019 års resultat")
    ('Resultat', 'Resultat', '2019 års resultat')
    """
    mark = HEADING_MARK.match(heading) or _NUMBERED.match(heading)
    return _EMPHASIS.sub("", heading[mark.end() :] if mark else heading)


def _name_sections(lines: list[Line]) -> list[Segment]:
    segments, section = [], ""
    titled = any(line.kind == "title" for line in lines)
    for line in lines:
        segments.append(Segment(line.start, line.end, line.text, line.kind, section, line.number))
        titled = titled and line.kind != "title"
        if line.kind == "heading" and not titled:  # what stands above the title heads no section
            section = heading_words(line.text)
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
