"""Tables pasted as text: which column a bare number stands in, and what its heading or its row says it counts.

A table is two lines or more in a row, parted by the same sign (or by blanks) into as many fields (three or more); its first
line holds no figure but years in the fields that the others fill with figures.
"""

import re
from typing import NamedTuple

from analysis.finding.units import look_up

_SEPARATORS = re.compile(r"\t| [–—-] |\||;| {2,}")
_BLANKS = re.compile(" {2,}")
_WIDEST, _LONGEST = 300, 100  # characters of a line, lines of a table: the reading stays linear
_FIGURE = re.compile(r"[0-9]")
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_WORD = re.compile(r"[a-zåäöé-]+")
_SHARE = re.compile(r"\b(?:andel(?:en)?|procent)\b|%")
_MONEY = re.compile(r"\b(tkr|mkr|mnkr|kr|kronor)\b")
_PEOPLE = re.compile(
    r"\b(?:i|till) (?:arbete|jobb|studier|utbildning|praktik|egen försörjning)\b|\b(?:arbete|studier|jobb|anställda|inskrivna|avslutade|avbrott)\b"
)
# A heading that says which value stands there and leaves to the row what is counted.
_VALUE = re.compile(
    r"\b(?:utfall|mål|måltal|målvärde|resultat|budget|prognos|planerat|faktiskt|totalt|summa)\b"
)


class Row(NamedTuple):
    """A row of a table: where it begins, its line, the sign that parts it, and the headings above it."""

    start: int
    line: str
    sign: re.Pattern[str]
    headings: list[str]

    def heading_at(self, start: int) -> str:
        """The heading of the column in which an offset of the text stands, in lower case; empty when it holds a figure."""
        column = len(self.sign.findall(self.line, 0, start - self.start))
        heading = self.headings[column].strip().lower()
        return "" if _FIGURE.search(_YEAR.sub("", heading)) else heading


def read_row(text: str, start: int) -> Row | None:
    """The row of a table in which an offset of a text stands; None when it is in no table.

    >>> text = "Kommun – Deltagare – I arbete\\nKalix – 32 – 11\\nÖverkalix – 9 – 5"
    >>> read_row(text, text.index("11")).heading_at(text.index("11"))
    'i arbete'
    >>> read_row("möte – 12 – 14 – 3", 7) is None
    True
    """
    first, last = (
        text.rfind("\n", max(0, start - _WIDEST), start) + 1,
        text.find("\n", start, start + _WIDEST),
    )
    if (not first and start > _WIDEST) or (last < 0 and len(text) > start + _WIDEST):
        return None
    line = text[first : last if last >= 0 else len(text)]
    found = _SEPARATORS.search(line)
    if found is None:
        return None
    sign = _BLANKS if found[0].isspace() and "\t" not in found[0] else re.compile(re.escape(found[0]))
    count = len(sign.split(line))
    if count < 3:
        return None
    headings, above = None, first
    for _ in range(_LONGEST):
        if not above:
            break
        before = text.rfind("\n", max(0, above - _WIDEST), above - 1) + 1
        if not before and above > _WIDEST:
            break
        fields = sign.split(text[before : above - 1])
        if len(fields) != count:
            break
        headings, above = fields, before
    return Row(first, line, sign, headings) if headings else None


def cell_unit(row: Row, heading: str) -> tuple[str, str, float] | None:
    """Unit, class and factor of the bare numbers under a heading of a row; None when neither it nor the row tells.

    A column of outturns or goals counts what the row's first field says, or else what another column does.
    """
    if unit := named_unit(_VALUE.sub("", heading)):
        return unit
    if not (_VALUE.search(heading) or _YEAR.fullmatch(heading)):
        return None
    label = next(filter(None, map(str.strip, row.sign.split(row.line))), "").lower()
    return named_unit(label, timed=True) or next(
        filter(None, (named_unit(other.lower()) for other in row.headings[1:])), None
    )


def named_unit(heading: str, timed: bool = False) -> tuple[str, str, float] | None:
    """The unit that a heading in lower case names; None when it names none.

    >>> named_unit("antal deltagare"), named_unit("andel kvinnor"), named_unit("kommentar")
    (('person', 'person', 1.0), ('percent', 'share', 1.0), None)
    """
    if _SHARE.search(heading):
        return "percent", "share", 1.0
    if money := _MONEY.search(heading):
        return look_up(money[1])
    groups = ("person", "thing", "time") if timed else ("person", "thing")
    nouns = [noun for noun in map(look_up, _WORD.findall(heading)) if noun and noun[1] in groups]
    if nouns:
        return nouns[0]
    return ("person", "person", 1.0) if _PEOPLE.search(heading) else None


def cell_year(heading: str) -> str:
    """The one year that a heading names; empty when it names none or more.

    >>> cell_year("utfall 2018"), cell_year("2017–2019")
    ('2018', '')
    """
    years = _YEAR.findall(heading)
    return years[0] if len(years) == 1 else ""
