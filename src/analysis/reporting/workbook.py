"""All tables and the framework matrix as one workbook, with names shown as in the report.

The sheet of the framework matrix comes first: factors as rows, cases as columns, each cell a researcher's line with
the sentences it rests on. Numbers are numbers, texts are texts: no cell is ever a formula. Of boilerplate only the
length is told, as in the report: there stand page owners and contacts, who are in no other table.
"""

from collections.abc import Mapping
from typing import Any

from analysis.errors import AnalysisError
from analysis.labels import label_text as t
from analysis.reporting.privacy import NameHider
from analysis.reviewing.sheets import Sheet, render_xlsx
from analysis.tables import table_columns

MOST_ROWS = 1_048_575
"""What a sheet of a spreadsheet holds below its heading row."""

_WIDE, _NARROW = 60, 16
_LONG_TEXTS = ("text", "reason", "note", "title", "coding_ids", "indicator")


def render_workbook(
    frames: Mapping[str, Any],
    framework: Mapping[tuple[str, str], str],
    codes: Mapping[str, str],
    names: NameHider,
    language: str = "en",
) -> bytes:
    """An XLSX file of the framework matrix and every table.

    `framework` gives the line of each case and code that has one, `codes` the label of each code. Raises
    AnalysisError for a table with more rows than a sheet holds: it stays in the folder of tables.
    """
    sheets = {t("framework", language): _framework_sheet(frames, framework, codes, names, language)}
    for name, columns in table_columns().items():
        rows = frames[name]
        if len(rows) > MOST_ROWS:
            problem = f"{len(rows)} rows, a spreadsheet holds {MOST_ROWS}: read the table with pandas instead"
            raise AnalysisError(name, problem)
        widths = {column.name: _WIDE if column.name in _LONG_TEXTS else _NARROW for column in columns}
        numbers = frozenset(column.name for column in columns if column.type in ("integer", "number"))
        shown = [
            _show(row, names, language)
            for row in rows.astype(object).where(rows.notna(), None).to_dict("records")
        ]
        sheets[name] = Sheet(widths, shown, numbers=numbers)
    meanings = [
        {"table": name, "column": column.name, "type": column.type, "description": column.description}
        for name, columns in table_columns().items()
        for column in columns
    ]
    sheets[t("columns", language)] = Sheet(
        {"table": 18, "column": 20, "type": 10, "description": 90}, meanings
    )
    return render_xlsx(sheets)


def _framework_sheet(
    frames: Mapping[str, Any],
    framework: Mapping[tuple[str, str], str],
    codes: Mapping[str, str],
    names: NameHider,
    language: str,
) -> Sheet:
    cases = dict(zip(frames["cases"]["case_id"], frames["cases"]["label"], strict=True))
    cells = frames["case_factors"].set_index(["code", "case_id"])["cell"]
    factor = t("factor", language)
    rows = []
    for code, label in codes.items():
        row = {factor: label}
        for case_id, name in cases.items():
            kind = cells.get((code, case_id), "silent")
            line = names.hide(framework.get((case_id, code), ""))
            row[name] = (
                "" if kind == "silent" else f"{t(kind, language)}: {line}" if line else t(kind, language)
            )
        rows.append(row)
    return Sheet({factor: 34, **dict.fromkeys(cases.values(), 44)}, rows)


def _show(row: Mapping[str, Any], names: NameHider, language: str) -> dict[str, Any]:
    """A row with the names in its texts shown as the report shows them; a block of boilerplate as its length."""
    doc_id = str(row.get("doc_id") or "")
    if row.get("kind") == "boilerplate":
        row = {**row, "text": t("left_out", language, n=len(str(row["text"])))}
    return {
        name: names.hide(value, doc_id)
        if isinstance(value, str) and not name.endswith(("_id", "_ids"))
        else value
        for name, value in row.items()
    }
