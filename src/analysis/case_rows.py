"""The rows of one case out of whole tables, with no more of the other cases than their names."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from analysis.csv_files import longest_cell, render_csv_rows

_KNOWN_OF_OTHERS = {
    "cases": ("case_id", "label"),
    "documents": ("doc_id", "case_id"),
    "people": ("doc_id", "name", "role"),
}
"""What every case's page may know of other cases: their names, and whose names to hide."""


def select_case(contents: Mapping[str, bytes], case_id: str) -> dict[str, bytes]:
    """The tables in CSV with the rows of one case, and what may be known of the others."""
    selected = {}
    with longest_cell(2**31 - 1):  # a cell may hold a whole text
        homes = {row["doc_id"]: row["case_id"] for row in _read_rows(contents["documents.csv"])}
        for path, content in contents.items():
            known = _KNOWN_OF_OTHERS.get(Path(path).stem, ())
            reader = _read_rows(content)
            names = list(reader.fieldnames or [])
            lines = [names]
            for row in reader:
                if (row["case_id"] if "case_id" in row else homes.get(row["doc_id"])) == case_id:
                    lines.append([row[name] for name in names])
                elif known:
                    lines.append([row[name] if name in known else "" for name in names])
            selected[path] = render_csv_rows(lines).encode("utf-8")
    return selected


def _read_rows(content: bytes) -> "csv.DictReader[str]":
    return csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""))
