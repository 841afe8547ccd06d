"""Quantities in the making: each number of a text with the unit that stands by it.

Two steps over the numbers in reading order: read the unit that stands after the number, and join
two numbers that say one thing ("tre till fem månader", "47 av 71 deltagare"). A number that counts
nothing in sight stays bare; `quantity_links` then asks its neighbours.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from analysis.finding.numerals import Number
from analysis.finding.quantity_tables import Row, cell_role, cell_unit, cell_year, part_of, read_row
from analysis.finding.units import Unit, look_up, name_group, qualifier_role, read_unit, words_for

COUNTS = ("person", "thing")

# Between the part and the whole: "47 av 71", "tre lägenheter av tio", "tre av landets 290 kommuner".
OF = re.compile(
    r" av(?: (?:de|dessa|första|senaste|totalt|sammanlagt|alla|samtliga|våra|deras|dom|[a-zåäö]{3,25}s)){0,2} "
)
_OF_THOSE = re.compile(
    r" av (?:(?:de|dessa|alla|våra|vår[at]?|deras|hennes|hans|sina|samtliga|[a-zåäö]{2,24}(?:ens|ets|ans|nas)) )?(?=[a-zåäö])"
)
_HALF_OF = re.compile(
    r" (?:[a-zåäö]+ )?(?:[a-zåäö]*(?:gruppen|styrkan|tiden|dagen|veckan|terminen|undervisningen)|klassen|antalet|befolkningen|lönen|kostnaden|summan|beloppet|hyran|budgeten)\b"
)
_RANGE = re.compile(r" (?:till|à|eller) |, | ?[-–—] ?")
_DAY = re.compile(r" (?:mån|tis|ons|tors|fre|lör|sön)dag(?:ar|en)?\b")
_SCALE = re.compile(r"\bskala\w*(?: som går)? (?:från |på |mellan )?(?:[0-9]+ (?:till|och) )?$")
_PLACE = (
    "gatan",
    "vägen",
    "torget",
    "gränd",
    "stigen",
    "allén",
    "backen",
    "väg",
    "lokal",
    "nivå",
    "gruppen",
    "kurs",
)
_SMALL = (3, 4, 5, 10)  # "två av tre" says a share, "11 av 14 elever" a count
CROWD = frozenset(("household", "employer", "company"))
_GOES_ON = re.compile(r"(?: (?:till|och|eller|samt)|,| ?[-–]) ?")
_ON_SCALE = re.compile(r" på en (?:[a-zåäö0-9-]+gradig )?skala\b")
_ALSO = re.compile(r"- (?:och|eller|till|respektive) (?=[0-9])")  # "18- och 19-åringar"
_DATED = frozenset("i under år sedan hösten våren sommaren vintern från till januari december".split())
_ONE_AMONG = re.compile(r"\b(?:är|var|blir|blev|blivit|som) $")
_IN_TIME = frozenset("inom efter på under i".split())


@dataclass(slots=True)
class Draft:
    """A quantity in the making: where it stands, its two ends, its unit, and the whole it is part of."""

    start: int
    end: int
    number: Number
    line: int
    sentence: int
    low: float
    high: float
    unit: str = ""
    group: str = ""
    base: float | None = None
    whole: "Draft | None" = None
    bare: bool = False  # no unit stands after the number
    age: bool = False  # of a named person
    heading: str = ""  # of its column, where it says of what kind the figures are
    period: str = ""  # the year that heads its column


def read_drafts(
    layout: str, plain: str, folded: str, numbers: list[Number], starts: list[int]
) -> list[Draft]:
    """A draft for each number that may count something; `starts` are those of the sentences.

    `plain` is the text with plain spaces (its columns are lost there), `folded` that in lower case, `layout`
    the same with its columns.
    """
    drafts, line, last, labelled = [], 0, 0, 0
    row, row_end = None, 0
    for number, stop in zip(numbers, [*(n.start for n in numbers[1:]), len(plain)], strict=True):
        line, last = line + folded.count("\n", last, number.start), number.start
        sentence = max(0, bisect_right(starts, number.start) - 1)
        draft = Draft(number.start, number.end, number, line, sentence, number.low, number.high)
        if number.start >= row_end:
            row, row_end = read_row(layout, number.start), layout.find("\n", number.start) % (len(layout) + 1)
        label = _is_label(folded, number.start, labelled)
        labelled = number.end if label and number.kind != "year" else 0
        if _read_draft(plain, folded, draft, stop, label) and (row is None or _read_cell(row, draft)):
            drafts.append(draft)
    return _join(folded, drafts)


def word_before(folded: str, start: int) -> str:
    """The word right before an offset, without an opening bracket; empty at the start of a text or column.

    >>> word_before("(drygt 40", 7), word_before("40", 0)
    ('drygt', '')
    """
    words = folded[max(0, start - 24) : start].rpartition("  ")[2].split()
    return words[-1].lstrip("(") if words else ""


def factor(draft: Draft, other: Draft) -> float:
    """What the unit and scale of a draft multiply another bare number by: "9,4 till 8,7 miljoner kronor"."""
    if draft.number.kind != "count" or not draft.number.low:
        return 1.0
    scale = draft.number.scale if other.number.scale == 1 else 1.0
    return scale * draft.low / draft.number.low


def _read_draft(plain: str, folded: str, draft: Draft, stop: int, label: bool) -> bool:
    """Fill in the unit; False when the number counts nothing whatever its neighbours are."""
    number, before = draft.number, word_before(folded, draft.start)
    if before in words_for("never") or folded.startswith(_idioms(), draft.start):
        return False
    if number.kind in ("share", "half", "multiple"):
        draft.unit, draft.group = ("time", "frequency") if number.kind == "multiple" else ("percent", "share")
        return number.kind != "half" or bool(_HALF_OF.match(folded, number.end))
    unit = read_unit(plain, number.end, stop)
    if number.kind == "every":
        return _every(folded, draft, unit)
    if number.kind == "year":
        counted = unit and unit.group in ("person", "money") and number.end - number.start == 4
        counted = counted and look_up(folded[number.end : unit.end].split()[-1])  # "2019 passerade" is a verb
        if not counted or before in _DATED:
            return False
    if unit is None and folded[number.end : number.end + 1] == "-":
        draft.bare = bool(_ALSO.match(folded, number.end))
        return draft.bare  # else "24-timmarsmyndighet"
    if unit is None and number.kind != "one" and (of := _OF_THOSE.match(folded, number.end)):
        unit = read_unit(plain, of.end() - 1, stop)  # "två av deltagarna"
        unit = unit if unit and unit.group in COUNTS and unit.unit != "item" else None
    if unit is None and _SCALE.search(folded, max(0, draft.start - 50), draft.start):
        return False  # "på en skala från 1 till 5"
    draft.bare = unit is None
    if unit is None and _ON_SCALE.match(folded, number.end):
        draft.unit, draft.group, draft.bare = "point", "measure", False
        return True
    if unit is None:
        return (
            number.kind != "tals"
            and not label
            and (not before.endswith(_PLACE) or before.startswith("ålder"))
        )
    if unit.unit == "item" and before in words_for("label"):
        return False  # "från vecka 9 erbjuder vi": a verb
    draft.unit, draft.group, draft.end = unit.unit, unit.group, unit.end
    draft.low, draft.high = draft.low * unit.factor, draft.high * unit.factor
    if before == "minus":
        draft.start -= len("minus ")
        draft.low, draft.high = -draft.high, -draft.low
    return number.kind != "one" or _is_one(folded, draft)


def _is_label(folded: str, start: int, labelled: int) -> bool:
    """Whether a number is a name or a place in an order, or goes on with one that ends at `labelled`: "kapitel 3, 4 och 5"."""
    before = word_before(folded, start)
    if before in words_for("label") or before in words_for("never"):
        return not folded.endswith(("i dag ", "(mål "), 0, start)
    return labelled > 0 and _GOES_ON.fullmatch(folded, labelled, start) is not None


def _read_cell(row: Row, draft: Draft) -> bool:
    """Give a number of a table its year and, when it is bare, its unit; False when nothing tells what it counts."""
    heading = row.heading_at(draft.start)
    draft.period, draft.heading = cell_year(heading), cell_role(heading)
    if not draft.bare:
        draft.base = part_of(row, draft.start, heading) if draft.group in (*COUNTS, "share") else None
        return True
    unit = cell_unit(row, heading) if heading or row.column(draft.start) else None
    if unit:
        draft.unit, draft.group, draft.bare = *unit[:2], False
        draft.low, draft.high = draft.low * unit[2], draft.high * unit[2]
        draft.base = part_of(row, draft.start, heading) if unit[1] in (*COUNTS, "share") else None
        if row.is_minus(draft.start):
            draft.start, draft.low, draft.high = draft.start - 1, -draft.high, -draft.low
    return unit is not None or not heading


@cache
def _idioms() -> tuple[str, ...]:
    return tuple(words_for("idiom"))


def _every(folded: str, draft: Draft, unit: Unit | None) -> bool:
    """ "Var tredje deltagare" is a share of people, "var tredje vecka" or "torsdag" a length of time."""
    if day := _DAY.match(folded, draft.end):
        draft.unit, draft.group, draft.end = "week", "time", day.end()
        return True
    if unit and unit.group == "time":
        draft.unit, draft.group, draft.end = unit.unit, unit.group, unit.end
        return True
    draft.low = draft.high = round(100 / draft.low, 2)
    draft.unit, draft.group = "percent", "share"
    draft.end = unit.end if unit and unit.unit != "item" else draft.end
    return not (unit and unit.group in ("frequency", "money", "share"))


def _is_one(folded: str, draft: Draft) -> bool:
    """Whether en/ett counts: always before longer times, before "dag" only with a word that measures."""
    if folded[draft.number.end : draft.end] not in (" dag", " arbetsdag"):
        return draft.group != "person"  # "en person i taget"
    before = word_before(folded, draft.start)
    return before in _IN_TIME or bool(qualifier_role(before)) or " " in folded[draft.start : draft.number.end]


def _join(folded: str, drafts: list[Draft]) -> list[Draft]:
    """Put together what two numbers say of one thing."""
    joined: list[Draft] = []
    for draft in drafts:
        first = joined[-1] if joined else None
        if first is None or first.sentence != draft.sentence or draft.start - first.number.end > 60:
            joined.append(draft)
        elif (added := first.bare and _is_sum(folded, first, draft)) or _is_range(folded, first, draft):
            first.low *= factor(draft, first)
            first.high, first.end, first.bare = draft.high, draft.end, draft.bare
            if added:  # "12 + 12 veckor" are 24
                first.low = first.high = first.low + draft.high
            first.unit, first.group = draft.unit, draft.group
            first.number = first.number._replace(end=draft.number.end)
        elif _is_part(folded, first, draft):
            _take_part(folded, first, draft)
        else:
            joined.append(draft)
    return [draft for draft in joined if draft.number.kind != "one" or draft.unit]


def _is_sum(folded: str, first: Draft, last: Draft) -> bool:
    return folded[first.number.end : last.start].strip() == "+" and bool(last.unit)


def _is_range(folded: str, first: Draft, last: Draft) -> bool:
    gap = folded[first.number.end : last.start]
    low = first.low * factor(last, first)
    if not first.bare or first.low != first.high or low >= last.high or last.number.kind != "count":
        return False
    before = word_before(folded, first.start)
    if gap == " och ":
        return before == "mellan"
    if not (last.unit or gap == " eller " or before.startswith("åld")) or not _RANGE.fullmatch(gap):
        return False
    if gap == " à " and last.high > 3 * first.low:
        return False  # "två à 50 procent": two of them, each
    if gap == " till ":  # "från 32 till 47 procent" is a change, "från 3 till 6 månader" is a span
        return last.group == "time" or before != "från"
    return gap not in (" eller ", ", ") or last.number.low - first.low == 1


def _is_part(folded: str, first: Draft, whole: Draft) -> bool:
    if whole.number.kind != "count" or whole.low < first.high:
        return False
    if not OF.fullmatch(folded, first.end, whole.start):
        return False
    if first.number.kind == "one" and folded[first.end : whole.start] != " av ":
        return False  # "en av de tre kommunerna"
    if (
        first.number.kind == "one"
        and whole.unit
        and _ONE_AMONG.search(folded, max(0, first.start - 8), first.start)
    ):
        return False  # "hon är en av fyra kvinnor"
    if first.number.kind == "one" and whole.group == "thing" and whole.unit not in CROWD:
        return False  # "väljer ett av fem spår": there are five
    same = not first.unit or not whole.unit or first.unit == whole.unit
    return same and first.group in ("", *COUNTS, "time", "money")


def _take_part(folded: str, first: Draft, whole: Draft) -> None:
    gap = folded[first.end : whole.start]
    first.base, first.end, first.bare = whole.low, whole.end, False
    if _is_idiom(folded, gap, first, whole):
        first.low = first.high = round(100 * first.low / whole.low, 2)
        first.unit, first.group, first.base = "percent", "share", None
    elif not first.unit or whole.unit:
        first.unit, first.group = whole.unit or "person", whole.group or "person"


def _is_idiom(folded: str, gap: str, part: Draft, whole: Draft) -> bool:
    """Whether "x av y" says a share: y is small and round, and no staff or things of the text are counted."""
    if whole.low not in _SMALL or gap != " av " or part.low != part.high or part.unit:
        return False
    noun = folded[whole.number.end : whole.end].rpartition(" ")[2]
    return whole.unit in ("", *CROWD) or (whole.group == "person" and name_group(noun) != "staff")
