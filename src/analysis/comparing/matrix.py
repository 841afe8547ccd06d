"""The case × factor matrix: every pair of a case and a code, with the kind of evidence behind it.

Silent means that the texts of a case do not mention a factor. It never means that the factor is absent.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

CELLS = ("claimed", "described", "mixed", "contested", "silent")


def name_cell(codings: Iterable[Mapping[str, Any]]) -> str:
    """The kind of cell that some codings of one case and code make.

    >>> name_cell([{"status": "claimed", "polarity": "facilitator"}])
    'claimed'
    >>> name_cell(
    ...     [
    ...         {"status": "described", "polarity": "facilitator"},
    ...         {"status": "described", "polarity": "barrier"},
    ...     ]
    ... )
    'mixed'
    >>> name_cell([{"status": "described", "polarity": "planned"}]), name_cell([])
    ('contested', 'silent')
    """
    codings = list(codings)
    facilitators = [coding for coding in codings if coding["polarity"] == "facilitator"]
    if not codings:
        return "silent"
    if not facilitators:
        return "contested"
    if len(facilitators) < len(codings):
        return "mixed"
    return "claimed" if any(coding["status"] == "claimed" for coding in facilitators) else "described"


def list_planned(codings: Iterable[Mapping[str, Any]]) -> set[tuple[str, str]]:
    """The cells, as case and code, in which nothing but plans stands beside what speaks for the factor.

    A plan makes a cell mixed or contested, as what is planned is not there yet; it is no evidence against the factor.

    >>> told = [
    ...     ("a", "facilitator"),
    ...     ("a", "planned"),
    ...     ("b", "planned"),
    ...     ("b", "barrier"),
    ...     ("c", "facilitator"),
    ... ]
    >>> list_planned({"case_id": case, "code": "housing", "polarity": one} for case, one in told)
    {('a', 'housing')}
    """
    counter: dict[tuple[str, str], set[str]] = defaultdict(set)
    for coding in codings:
        if coding["polarity"] != "facilitator":
            counter[coding["case_id"], coding["code"]].add(coding["polarity"])
    return {cell for cell, found in counter.items() if found == {"planned"}}


def group_cells(codings: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], list[Mapping[str, Any]]]:
    """The codings that count, by case and code."""
    cells: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for coding in codings:
        if coding["counted"]:
            cells[coding["case_id"], coding["code"]].append(coding)
    return cells


def build_matrix(
    codings: Iterable[Mapping[str, Any]], case_ids: list[str], codes: list[str]
) -> list[dict[str, Any]]:
    """One row for every case and code, from the codings that count.

    `voices` are the independent voices that speak for the factor; where none does, those of the counter-evidence.
    """
    cells = group_cells(codings)
    rows = []
    for case_id in case_ids:
        for code in codes:
            here = cells.get((case_id, code), [])
            facilitators = [coding for coding in here if coding["polarity"] == "facilitator"]
            voices = {(coding["voice"], coding["speaker"]) for coding in facilitators or here}
            rows.append(
                {
                    "case_id": case_id,
                    "code": code,
                    "cell": name_cell(here),
                    "facilitators": len(facilitators),
                    "counter": len(here) - len(facilitators),
                    "voices": len(voices),
                    "coding_ids": " ".join(coding["coding_id"] for coding in here),
                }
            )
    return rows
