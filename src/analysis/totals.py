"""What needs all documents: the cases they tell of, and which outcomes may be compared."""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import islice
from typing import Any

from analysis.finding.comparability import name_measure
from analysis.finding.gazetteer import list_municipalities
from analysis.tables import Tables

Row = dict[str, Any]
Rows = list[Row]
Alike = dict[tuple[str, ...], list[tuple[str, str]]]
"""Outcomes (id, case) by their measure (`name_measure`)."""


def gather_alike(outcomes: Iterable[Row], most: int = sys.maxsize) -> Alike:
    """The outcomes that have the same measure: all, or the first, enough to name `most` of other cases to any case."""
    alike: Alike = defaultdict(list)
    of_case: Counter[tuple[tuple[str, ...], str]] = Counter()
    for row in outcomes:
        measure, case_id = name_measure(row), row["case_id"]
        if measure and len(alike[measure]) < 2 * most and of_case[measure, case_id] < most:
            of_case[measure, case_id] += 1
            alike[measure].append((row["outcome_id"], case_id))
    return alike


def compare_outcomes(outcomes: Rows, alike: Alike, most: int = sys.maxsize) -> None:
    """Fill `comparable_with`: at `most` so many outcomes of other cases near the same indicator, whole years and no goals."""
    for row in outcomes:
        found = alike.get(name_measure(row), ())
        others = (outcome_id for outcome_id, case_id in found if case_id != row["case_id"])
        row["comparable_with"] = " ".join(islice(others, most))


def list_cases(tables: Tables) -> Rows:
    """The cases in the order of their documents: the municipality the texts are about, and the stated period."""
    case_of = {row["doc_id"]: row["case_id"] for row in tables["documents"]}
    subjects: dict[str, Counter[str]] = {case_id: Counter() for case_id in case_of.values()}
    periods: dict[str, dict[str, Any]] = {}
    for row in tables["places"]:
        if row["role"] == "subject" and len(row["code"]) == 4:
            subjects[case_of[row["doc_id"]]][row["code"]] += 1
    for row in tables["dates"]:
        if row["kind"] == "period":
            periods.setdefault(case_of[row["doc_id"]], row)
    cases: Rows = []
    for case_id, codes in subjects.items():
        code = max(codes, key=lambda one: codes[one], default="")  # the first named of those named most
        place = list_municipalities().get(code)
        period = periods.get(case_id, {"date_start": "", "date_end": ""})
        cases.append(
            {
                "case_id": case_id,
                "label": place.name if place else case_id.replace("_", " ").capitalize(),
                "municipality": place.name if place else "",
                "municipality_code": code,
                "county": place.county if place else "",
                "period_start": period["date_start"],
                "period_end": period["date_end"],
            }
        )
    return cases
