"""What needs all documents of a folder of parts: cases, the matrix, and which outcomes may be compared.

The parts are gone through one after another. In memory are the coded facts of cases whose last document is still to
come, never a text, so a million documents take no more memory than a thousand unless their cases lie scattered.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds
import pyarrow.parquet as pq

from analysis.comparing.matrix import build_matrix
from analysis.parts import name_part, write_part
from analysis.totals import compare_outcomes, gather_alike, list_cases

Rows = list[dict[str, Any]]
Row = dict[str, Any]

TOTALS = ("cases", "case_factors")
"""The tables that no batch writes."""

COMPARED = 100
"""The most outcomes that `comparable_with` names, the first of other cases: in a large study each could be compared with
thousands, and the table would grow with the square of the documents."""

_CASES_A_PART = 1000
_CODING = ["coding_id", "case_id", "code", "status", "polarity", "voice", "speaker", "counted"]


@dataclass(slots=True)
class _Case:
    """The rows of one case that its own row and its cells rest on."""

    documents: Rows = field(default_factory=list)
    places: Rows = field(default_factory=list)
    dates: Rows = field(default_factory=list)
    codings: Rows = field(default_factory=list)


def write_totals(made: Path, new: Path, count: int, codes: list[str]) -> dict[str, list[Row]]:
    """Write cases, case_factors and the outcomes, from `count` parts in `made`, to `new`; what the manifest says of them."""
    parts: dict[str, list[Row]] = {"cases": [], "case_factors": [], "outcomes": []}

    def write(table: str, rows: Rows) -> None:
        parts[table].append(write_part(new, table, len(parts[table]), rows))

    cases: Rows = []
    cells: Rows = []
    for case_id, case in _gather_cases(made, count):
        cases += list_cases({"documents": case.documents, "places": case.places, "dates": case.dates})
        cells += build_matrix(case.codings, [case_id], codes)
        if len(cases) == _CASES_A_PART:
            write("cases", cases)
            write("case_factors", cells)
            cases, cells = [], []
    if cases:
        write("cases", cases)
        write("case_factors", cells)
    alike = gather_alike((row for n in range(count) for row in _read(made, "outcomes", n)), COMPARED)
    for number in range(count):
        rows = _read(made, "outcomes", number)
        compare_outcomes(rows, alike, COMPARED)
        write("outcomes", rows)
    return parts


def _gather_cases(made: Path, count: int) -> Iterator[tuple[str, _Case]]:
    """Each case with its rows, in the order of their first documents, as soon as its last document is read."""
    last = {}
    for number in range(count):
        for row in _read(made, "documents", number, ["case_id"]):
            last[row["case_id"]] = number
    waiting: dict[str, _Case] = {}
    for number in range(count):
        homes = {}
        for row in _read(made, "documents", number, ["doc_id", "case_id"]):
            homes[row["doc_id"]] = case = waiting.setdefault(row["case_id"], _Case())
            case.documents.append(row)
        subject, period = ds.field("role") == "subject", ds.field("kind") == "period"
        for row in _read(made, "places", number, ["doc_id", "role", "code"], subject):
            homes[row["doc_id"]].places.append(row)
        for row in _read(made, "dates", number, ["doc_id", "kind", "date_start", "date_end"], period):
            homes[row["doc_id"]].dates.append(row)
        for row in _read(made, "codings", number, _CODING):
            waiting[row["case_id"]].codings.append(row)
        while waiting and last[first := next(iter(waiting))] <= number:
            yield first, waiting.pop(first)


def _read(
    folder: Path,
    table: str,
    number: int,
    columns: list[str] | None = None,
    where: ds.Expression | None = None,
) -> Rows:
    return pq.read_table(
        folder / name_part(table, number), columns=columns, filters=where, partitioning=None
    ).to_pylist()
