"""Tables pasted as text: which column a bare number stands in, and what its heading says the number counts.

A table is two lines or more in a row, parted by the same sign into as many fields (three or more); its first line holds
no figure in the fields that the others fill with figures.
"""

import re

from analysis.finding.units import look_up

_SEPARATORS = re.compile(r"\t| [–—-] |\||;| {2,}")
_WIDEST, _LONGEST = 300, 100  # characters of a line, lines of a table: the reading stays linear
_FIGURE = re.compile(r"[0-9]")
_SHARE = re.compile(r"\b(?:andel(?:en)?|procent)\b|%")
_MONEY = re.compile(r"\b(tkr|mkr|mnkr|kr|kronor)\b")
_PEOPLE = re.compile(
    r"\b(?:i|till) (?:arbete|jobb|studier|utbildning|praktik|egen försörjning)\b|\b(?:arbete|studier|jobb|anställda|inskrivna|avslutade|avbrott)\b"
)


def column_heading(text: str, start: int) -> str:
    """The heading of the column in which an offset of a text stands; empty when it is in no table.

    >>> text = "Kommun – Deltagare – I arbete\\nKalix – 32 – 11\\nÖverkalix – 9 – 5"
    >>> column_heading(text, text.index("11")), column_heading("möte – 12 – 14 – 3", 7)
    ('I arbete', '')
    """
    first, last = (
        text.rfind("\n", max(0, start - _WIDEST), start) + 1,
        text.find("\n", start, start + _WIDEST),
    )
    if (not first and start > _WIDEST) or (last < 0 and len(text) > start + _WIDEST):
        return ""
    line = text[first : last if last >= 0 else len(text)]
    sign = _SEPARATORS.search(line)
    if sign is None or (count := len(line.split(sign[0]))) < 3:
        return ""
    heading, above = "", first
    for _ in range(_LONGEST):
        if not above:
            break
        before = text.rfind("\n", max(0, above - _WIDEST), above - 1) + 1
        if not before and above > _WIDEST:
            break
        fields = text[before : above - 1].split(sign[0])
        if len(fields) != count:
            break
        heading, above = fields[line[: start - first].count(sign[0])].strip(), before
    return "" if _FIGURE.search(re.sub(r"\b(?:19|20)\d\d\b", "", heading)) else heading


def column_unit(heading: str) -> tuple[str, str, float] | None:
    """Unit, class and factor of the bare numbers under a heading in lower case; None when it doesn't tell.

    >>> column_unit("antal deltagare"), column_unit("andel kvinnor"), column_unit("kommentar")
    (('person', 'person', 1.0), ('percent', 'share', 1.0), None)
    """
    if _SHARE.search(heading):
        return "percent", "share", 1.0
    if money := _MONEY.search(heading):
        return look_up(money[1])
    nouns = [noun for noun in map(look_up, heading.split()) if noun and noun[1] in ("person", "thing")]
    if nouns:
        return nouns[0]
    return ("person", "person", 1.0) if _PEOPLE.search(heading) else None
