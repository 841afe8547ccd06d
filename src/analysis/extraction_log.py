"""What was left out of a document, stayed unresolved or looks suspicious: the rows of `extraction_log`."""

from collections.abc import Mapping
from typing import Any

from analysis.coding.decision_file import find_date_fault
from analysis.documents import Document
from analysis.errors import AnalysisError
from analysis.finding.contacts import MASK
from analysis.tables import Tables

Rows = list[dict[str, Any]]


def log_unread(doc_id: str, error: AnalysisError) -> dict[str, Any]:
    """The row for a file that could not be read."""
    return {"doc_id": doc_id, "stage": "read", "severity": "error", "reason": str(error)}


def log_document(document: Document, tables: Tables, *, registered: bool) -> Rows:
    """The rows for a document whose other tables are made; `registered` says that its folder has a register."""
    rows: Rows = []

    def add(stage: str, severity: str, reason: str, find: Mapping[str, Any] | None = None) -> None:
        place = {name: find[name] for name in ("start", "end", "text")} if find else {}
        row = {"doc_id": document.doc_id, "stage": stage, "severity": severity, "reason": reason}
        rows.append(row | place)

    if registered and not document.listed:
        add(
            "read",
            "warning",
            "the file is not in sources.csv: its case is taken from its name; add a line to sources.csv",
        )
    source = document.source
    if document.listed and not source.sha256:
        add(
            "read",
            "warning",
            f"sources.csv has no sha256, so a changed file goes unnoticed: write {document.sha256}",
        )
    if source.retrieved and (fault := find_date_fault(source.retrieved)):
        add("read", "warning", f"retrieved in sources.csv: {fault}")
    printed = next((row for row in tables["segments"] if row["kind"] == "title"), None)
    if printed and source.title not in ("", printed["text"]):
        add("layout", "info", "the title in sources.csv is used, not this line", printed)
    if tables["documents"][0]["language"] != "sv":
        add("read", "warning", "the language is not recognised as Swedish: the rules are made for Swedish")
    if MASK in document.text:
        add("contacts", "info", f"contact data masked: {document.text.count(MASK)} characters")
    if not tables["documents"][0]["title"]:
        add("layout", "warning", "no title found")
    if tables["places"] and not any(row["role"] == "subject" for row in tables["places"]):
        add(
            "places",
            "warning",
            "several municipalities, none of which stands out as the one the text is about",
        )
    for row in tables["quotes"]:
        if not row["speaker"]:
            add("quotes", "info", "the text does not settle who speaks", row)
    for row in tables["dates"]:
        if not row["date_start"] and not row["date_end"]:
            add("dates", "info", "the year of the date is not settled", row)
    quantities = {row["quantity_id"]: row for row in tables["quantities"]}
    for row in tables["outcomes"]:
        if not row["indicator"]:
            add(
                "outcomes",
                "info",
                "the text does not say enough to tell which indicator this figure is",
                quantities[row["quantity_id"]],
            )
    for row in tables["quantities"]:
        if row["kind_rival"] == "outcome":
            add(
                "quantities",
                "info",
                f"read as {row['kind']}, but perhaps a result: the words leave both open",
                row,
            )
    if not tables["codings"]:
        add("coding", "info", "no factor found in this text")
    return rows
