"""How a row of a table is named as evidence: its id, or where it stands in its document."""

import hashlib
from collections.abc import Mapping
from numbers import Integral
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = {
    "documents": "doc_id",
    "cases": "case_id",
    "segments": "segment_id",
    "sentences": "sentence_id",
    "quotes": "quote_id",
    "people": "person_id",
    "quantities": "quantity_id",
    "outcomes": "outcome_id",
    "codings": "coding_id",
    "proposals": "proposal_id",
}


def name_row(table: str, row: Mapping[str, Any]) -> str:
    """The name of one row; a row without an id of its own is named by its place, a matrix cell by case/code.

    A line of the log that is about a whole document is named by its reason.

    >>> name_row("codings", {"coding_id": "gnosjo-c001", "start": 4})
    'gnosjo-c001'
    >>> name_row("dates", {"doc_id": "gnosjo", "start": 4, "end": 8})
    'gnosjo:4-8'
    >>> name_row("case_factors", {"case_id": "gnosjo", "code": "housing"})
    'gnosjo/housing'
    >>> name_row("extraction_log", {"doc_id": "gnosjo", "start": None, "reason": "no title found"})
    'gnosjo:a8dd81a5'
    """
    if table in _COLUMNS:
        return str(row[_COLUMNS[table]])
    if table == "case_factors":
        return f"{row['case_id']}/{row['code']}"
    if not isinstance(row["start"], Integral):
        return f"{row['doc_id']}:{hashlib.sha256(row['reason'].encode()).hexdigest()[:8]}"
    return f"{row['doc_id']}:{row['start']}-{row['end']}"


def name_rows(table: str, frame: "pd.DataFrame") -> list[str]:
    """The names of all rows of a table, or of a choice of its rows, in their order."""
    return [name_row(table, row) for row in frame.to_dict("records")]


def name_notes(table: str, frame: "pd.DataFrame") -> list[str]:
    """The names of the rows of a file of `data/reference`: file and line."""
    return [f"{table}:{number + 2}" for number in frame.index]
