"""Tables pasted as text: which column a bare number stands in, and what its heading or its row says it counts.

A table is two lines or more in a row, parted by the same sign (or by blanks) into as many fields (three or more, or two
parted by a tab or blanks); its first line holds no figure but years in the fields that the others fill with figures. Where
no heading tells, the row's first field does, or the caption above: "Ekonomiskt utfall (mnkr)".
"""

import re
from typing import NamedTuple

from analysis.finding.numerals import read_number
from analysis.finding.units import look_up
from analysis.text import compiled

_SEPARATORS = re.compile(r"\t| [–—-] |\||;| {2,}")
_BLANKS = re.compile(" {2,}")
OF_PEOPLE = frozenset("exit enrolment notification application placement".split())  # of one person each
_WIDEST, _LONGEST = 300, 100  # characters of a line, lines of a table: the reading stays linear
_FIGURE = re.compile(r"[0-9]")
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_WORD = re.compile(r"[a-zåäöé-]+")
_SHARE = re.compile(r"\b(?:andel(?:en)?|procent)\b|%")
_MONEY = re.compile(r"\b(tkr|mkr|mnkr|kr|kronor)\b")
_RATED = re.compile(r"\(?skala:? [0-9]|\b(?:medelbetyg|medelvärde|index)\b")
_COST = re.compile(
    r"kostnad|utgift|personal|lokaler|avskrivning"
)  # a minus there says only that money went out
_PART = re.compile(r"(?:varav|därav) ")
_TOTAL = re.compile(r"\W*(?:totalt|summa|samtliga|sammanlagt)\b", re.IGNORECASE)
_ALL = re.compile(r"100 ?(?:%|procent)?")
_HAS_SHARE = re.compile(r"[0-9] ?(?:%|procent)$")
_SIGNED = re.compile(r"[-–−]")
_PEOPLE = re.compile(
    r"\b(?:i|till) (?:arbete|jobb|studier|utbildning|praktik|egen försörjning)\b|\b(?:arbete|studier|jobb|anställda|flyttat|utflyttade|inskrivna|avslutade|avbrott|mottagna|antagna|godkända)\b"
)
# A heading that says which value stands there and leaves to the row what is counted; what it may tell of its kind.
_ROLE = r"\b(?:utfall|mål|måltal|målvärde|resultat|prognos|planerat|faktiskt)\b"
_VALUE = re.compile(_ROLE + r"|\b(?:antal|budget|totalt|summa)\b")


class Row(NamedTuple):
    """A row of a table: where it begins, its line, the sign that parts it, the headings and the caption above it."""

    start: int
    line: str
    sign: re.Pattern[str]
    headings: list[str]
    caption: str
    totals: list[str]  # the fields of the row that sums the others up, if there is one

    def heading_at(self, start: int) -> str:
        """The heading of the column in which an offset of the text stands, in lower case; empty when it holds a figure."""
        heading = self.headings[self.column(start)].strip().lower()
        return "" if _FIGURE.search(_YEAR.sub("", heading)) else heading

    def column(self, start: int) -> int:
        """The number of the field in which an offset of the text stands, from 0."""
        return len(self.sign.findall(self.line, 0, start - self.start))

    def fields(self) -> list[str]:
        """What stands in the fields, without blanks around it."""
        return [field.strip() for field in self.sign.split(self.line)]

    def has_share(self) -> bool:
        """Whether one of its figures is a percentage: then a bare one beside it is a count."""
        return any(map(_HAS_SHARE.search, self.fields()))

    def is_minus(self, start: int) -> bool:
        """Whether the figure at an offset has a minus that says less than nothing, not a cost."""
        before = self.line[: start - self.start]
        return bool(_SIGNED.fullmatch(before[-1:])) and not _COST.search(self.fields()[0].lower())


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
    if count < (2 if found[0].isspace() else 3):
        return None
    headings, above, caption = None, first, ""
    for _ in range(_LONGEST):
        if not above:
            break
        before = text.rfind("\n", max(0, above - _WIDEST), above - 1) + 1
        if not before and above > _WIDEST:
            break
        fields = sign.split(text[before : above - 1])
        if len(fields) != count:
            caption = text[before : above - 1]
            break
        headings, above = fields, before
    if headings is None and (not found[0].isspace() or _FIGURE.match(line)):
        return None
    return Row(first, line, sign, headings or [""] * count, caption, _totals(text, first, sign, count))


def _totals(text: str, start: int, sign: re.Pattern[str], count: int) -> list[str]:
    """The fields of the first row from an offset on that sums up the rows of its table; empty when none does."""
    for _ in range(_LONGEST):
        end = text.find("\n", start, start + _WIDEST)
        fields = [field.strip() for field in sign.split(text[start : end if end >= 0 else start + _WIDEST])]
        if len(fields) != count:
            break
        if _TOTAL.match(fields[0]):
            return fields
        if end < 0:
            break
        start = end + 1
    return []


def cell_unit(row: Row, heading: str) -> tuple[str, str, float] | None:
    """Unit, class and factor of the bare numbers under a heading of a row; None when neither it nor the row tells.

    A column of outturns or goals counts what the row's first field says, or else what another column or the caption does;
    a caption with a sum of money goes before a noun: "Personal" under "Ekonomi (tkr)" is no head count.
    """
    if unit := named_unit(_VALUE.sub("", heading)):
        return unit
    if heading and not (_VALUE.search(heading) or _YEAR.fullmatch(heading)):
        return None
    label, caption = next(filter(None, row.fields()), "").lower(), row.caption.lower()
    counted = named_unit(label, timed=True)
    money = _MONEY.search(caption)
    if money and not (counted and (counted[1] in ("share", "money") or "antal" in label)):
        return look_up(money[1])
    counts = "antal" in heading
    others = (named_unit(other.lower()) for other in row.headings[1:] if not _FIGURE.search(other))
    for unit in (counted, *others, named_unit(caption)):
        if unit and not (counts and unit[1] == "share"):
            return ("person", "person", 1.0) if unit[0] in OF_PEOPLE and unit is not counted else unit
    return ("person", "person", 1.0) if row.has_share() else None


def part_of(row: Row, start: int, heading: str) -> float | None:
    """What the figure at an offset is a part of: the figure before in the row ("varav barn"), or the total of the table.

    >>> text = "Orsak\\tAntal\\tAndel\\nArbete\\t58\\t31 %\\nAnnat\\t129\\t69 %\\nTotalt\\t187\\t100 %"
    >>> row = read_row(text, text.index("58"))
    >>> part_of(row, text.index("58"), "antal"), part_of(row, text.index("31"), "andel")
    (187.0, 187.0)
    >>> part_of(read_row(text, text.index("187")), text.index("187"), "antal") is None  # the total itself
    True
    """
    column = row.column(start)
    if column and _PART.match(heading):
        return read_number(row.fields()[column - 1])
    if not row.totals or row.totals == row.fields():
        return None
    if _ALL.fullmatch(row.totals[column]):
        column = next((n for n in range(1, len(row.totals)) if "antal" in row.headings[n].lower()), 0)
    elif heading and not ("antal" in heading or _YEAR.fullmatch(heading)):
        return None  # "Deltagare", "I arbete": the rows are places, not parts
    return read_number(row.totals[column]) if column else None


def named_unit(heading: str, timed: bool = False) -> tuple[str, str, float] | None:
    """The unit that a heading in lower case names; None when it names none.

    >>> named_unit("antal deltagare"), named_unit("andel kvinnor"), named_unit("kommentar")
    (('person', 'person', 1.0), ('percent', 'share', 1.0), None)
    """
    if _SHARE.search(heading):
        return "percent", "share", 1.0
    if money := _MONEY.search(heading):
        return look_up(money[1])
    if _RATED.search(heading):
        return "point", "measure", 1.0
    groups = ("person", "thing", "time") if timed else ("person", "thing")
    heading = heading.partition(" per ")[0]  # "besök per deltagare" counts visits
    people = _PEOPLE.search(heading)
    for word in _WORD.finditer(heading, 0, people.start() if people else len(heading)):
        noun = look_up(word[0])
        if noun and noun[1] in groups:
            return noun
    return ("person", "person", 1.0) if people else None


def cell_role(heading: str) -> str:
    """A heading in lower case that says of what kind its figures are, goals or results; empty for others.

    >>> cell_role("mål 2019"), cell_role("antal")
    ('mål 2019', '')
    """
    return heading if compiled(_ROLE).search(heading) else ""


def cell_year(heading: str) -> str:
    """The one year that a heading names; empty when it names none or more.

    >>> cell_year("utfall 2018"), cell_year("2017–2019")
    ('2018', '')
    """
    years = _YEAR.findall(heading)
    return years[0] if len(years) == 1 else ""
