"""What needs all documents: the cases they tell of, and which outcomes may be compared."""

from collections import Counter
from typing import Any

from analysis.finding.comparability import name_measure
from analysis.finding.gazetteer import list_municipalities
from analysis.tables import Tables

Rows = list[dict[str, Any]]


def compare_outcomes(outcomes: Rows) -> None:
    """Fill `comparable_with`: the outcomes of other cases near the same indicator, whole years and no goals.

    Rows of one measure (`name_measure`) are compared as one, so each row is looked at once.
    """
    alike: dict[tuple[str, ...], Rows] = {}
    for row in outcomes:
        if measure := name_measure(row):
            alike.setdefault(measure, []).append(row)
    for group in alike.values():
        others: dict[str, str] = {}
        for one in group:
            case_id = one["case_id"]
            if case_id not in others:
                others[case_id] = " ".join(row["outcome_id"] for row in group if row["case_id"] != case_id)
            one["comparable_with"] = others[case_id]


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
