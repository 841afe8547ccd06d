"""The reference annotations: each is well-formed, so that the scores against it mean what they say.

The texts of `scored/` are loaded and checked, and never shown: a message names file and field alone.
"""

import csv
from datetime import date

import pytest

from analysis.coding.codebook import load_codebook
from analysis.paths import PARTS, REFERENCE
from analysis.quality import list_references

CODES = load_codebook().codes
FIELDS = {
    "people": {"name", "role", "organisation"},
    "quotes": {"text", "speaker", "role", "organisation", "nth"},
    "quantities": {"text", "low", "high", "unit", "qualifier", "kind", "base", "period", "nth"},
    "dates": {"text", "kind", "date_start", "date_end", "nth"},
    "places": {"place", "role"},
    "actors": {"actor", "kind"},
    "codes": {"text", "code", "status", "polarity", "nth"},
}
NEEDED = {
    "people": {"name"},
    "quotes": {"text"},
    "quantities": {"text", "low", "high", "unit", "kind"},
    "dates": {"text", "kind", "date_start", "date_end"},
    "places": {"place", "role"},
    "actors": {"actor", "kind"},
    "codes": {"text", "code", "status", "polarity"},
}
VALUES = {
    ("quantities", "kind"): {"outcome", "target", "background", "design", "activity"},
    ("dates", "kind"): {"published", "updated", "period", "event"},
    ("places", "role"): {"subject", "visitor", "other"},
    ("actors", "kind"): {"municipality", "municipal_unit", "state_agency", "region", "association", "employer", "education", "business", "coordination_body", "other"},
    ("codes", "status"): {"claimed", "described"},
    ("codes", "polarity"): {"facilitator", "barrier", "discontinued", "planned"},
    ("codes", "code"): set(CODES),
}  # fmt: skip


def list_faults(text, annotation):
    """Fields of an annotation that are not as the guide says, by table and row number, without its words."""
    for table, fields in FIELDS.items():
        for number, row in enumerate(annotation.get(table) or (), 1):
            where = f"{table} {number}"
            yield from (f"{where}: field {name}" for name in row.keys() - fields)
            yield from (f"{where}: no {name}" for name in NEEDED[table] - row.keys())
            yield from (
                f"{where}: {n}" for (t, n), known in VALUES.items() if t == table and row.get(n) not in known
            )
            if "text" in fields and text.count(row.get("text") or "\0") < (row.get("nth") or 1):
                yield f"{where}: text is not verbatim"
            if table == "dates":
                yield from _date_faults(where, row)
            if table == "quantities":
                yield from _quantity_faults(where, row)
    if not all(isinstance(name, str) and name for name in annotation.get("initiatives") or ()):
        yield "initiatives: not names"


def _date_faults(where, row):
    days = [row.get(name) for name in ("date_start", "date_end")]
    if any(day and not isinstance(day, date) for day in days):
        yield f"{where}: not a day"
    elif all(days) and days[0] > days[1]:
        yield f"{where}: ends before it begins"


def _quantity_faults(where, row):
    bounds = [row.get(name) for name in ("low", "high")]
    if any(
        one is not None and (isinstance(one, bool) or not isinstance(one, (int, float))) for one in bounds
    ):
        yield f"{where}: not a number"
    elif bounds == [None, None] or (None not in bounds and bounds[0] > bounds[1]):
        yield f"{where}: low and high"


@pytest.mark.parametrize("part", PARTS)
def test_every_annotation_is_well_formed(part):
    faults = []
    for name, text, annotation in list_references(part):
        faults += [f"{part}/{name}: {fault}" for fault in list_faults(text, annotation)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("part", PARTS)
def test_texts_have_names_of_their_own(part):
    names = [name for name, _, _ in list_references(part)]
    assert names
    assert len(set(names)) == len(names)


def test_no_text_to_score_is_also_a_text_to_tune_on():
    texts = {part: {" ".join(text.split()) for _, text, _ in list_references(part)} for part in PARTS}
    assert not texts["tuning"] & texts["scored"]
    assert not texts["cases"] & (texts["tuning"] | texts["scored"])


def test_the_names_in_snippets_stand_in_them():
    with (REFERENCE / "initiatives.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len({row["text"] for row in rows}) == len(rows)
    assert all(name in row["text"] for row in rows for name in row["initiatives"].split("|"))
