"""Sheets that people fill in: CSV for a Swedish Excel, and XLSX, written byte-stable and read back.

Every cell is text unless its column holds numbers. A text that a spreadsheet would take for a formula (it begins with = + - @) stays text: in
XLSX by the cell's type, in CSV by an apostrophe before it that is taken away again when the file is read.
"""

import csv
import datetime
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.archives import fix_times
from analysis.csv_files import read_csv_lines
from analysis.errors import AnalysisError
from analysis.paths import relative

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST = 32_000  # code points a cell of a spreadsheet holds
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its columns in order with their widths, its rows, and what some columns allow.

    `choices` gives the values of a drop-down list by column; cells of `numbers` are numbers where they can be.
    """

    columns: Mapping[str, int]
    rows: Sequence[Mapping[str, Any]]
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    numbers: frozenset[str] = frozenset()


def guard_formula(text: str) -> str:
    """A text as a CSV cell that no spreadsheet runs as a formula.

    >>> guard_formula("=1+1"), guard_formula("- En punkt"), guard_formula("'=x")
    ("'=1+1", "'- En punkt", "''=x")
    >>> guard_formula("1-2"), guard_formula("'så'")  # near misses: a sign inside, a quoted word
    ('1-2', "'så'")
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguard_formula(text: str) -> str:
    """The text that `guard_formula` guarded.

    >>> [unguard_formula(guard_formula(text)) for text in ("=1+1", "'=x", "1-2", "'så'")]
    ['=1+1', "'=x", '1-2', "'så'"]
    """
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def render_csv(sheet: Sheet) -> bytes:
    """A sheet as CSV that a Swedish Excel opens by a double click: UTF-8 with BOM, semicolons, CRLF."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(sheet.columns)
    writer.writerows([guard_formula(_cell(row.get(name))) for name in sheet.columns] for row in sheet.rows)
    return text.getvalue().encode("utf-8-sig")


def render_xlsx(sheets: Mapping[str, Sheet]) -> bytes:
    """Sheets by name as one XLSX file: text cells, drop-down lists, frozen header, always the same bytes."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, sheet in sheets.items():
        _fill(book.create_sheet(name), sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return fix_times(buffer.getvalue())


def _fill(page: "Worksheet", sheet: Sheet) -> None:
    from openpyxl.cell import Cell
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    plain, text_only = Cell(page), Cell(page)  # patterns: copying a style is far quicker than setting it
    plain.alignment = text_only.alignment = Alignment(vertical="top", wrap_text=True)
    text_only.number_format = "@"
    for number, (name, width) in enumerate(sheet.columns.items(), 1):
        head = page.cell(1, number, name)
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor="E7E6E6")
        page.column_dimensions[get_column_letter(number)].width = width
        for line, row in enumerate(sheet.rows, 2):
            cell, value = page.cell(line, number), row.get(name)
            if name in sheet.numbers and isinstance(value, (int, float)):
                cell.value, cell._style = value, copy(plain._style)
                continue
            cell._style = copy(text_only._style)
            if text := _CONTROL.sub("", _cell(value)):
                cell.value = text
                cell.data_type = "s"  # never a formula, whatever it begins with
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet.rows) + 1}"
    _add_choices(page, sheet)


def _add_choices(page: "Worksheet", sheet: Sheet) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for name, values in sheet.choices.items():
        letter = get_column_letter(list(sheet.columns).index(name) + 1)
        rule = DataValidation(type="list", formula1=f'"{",".join(values)}"', allow_blank=True)
        rule.error, rule.errorTitle, rule.showErrorMessage = f"Use {', '.join(values)}", name, True
        rule.add(f"{letter}2:{letter}{len(sheet.rows) + 200}")  # rows that a coder adds below are checked too
        page.add_data_validation(rule)


def read_sheet(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The rows of a CSV (comma or semicolon, with or without BOM) or XLSX file with their line numbers.

    Column names are read without regard to case and surrounding blanks; empty rows are left out. Raises
    AnalysisError when the file is missing or neither.
    """
    if not path.exists():
        raise AnalysisError(relative(path), "no such file: give the filled-in queue")
    lines = _read_xlsx(path) if path.suffix.lower() == ".xlsx" else _read_csv(path)
    head = [name.strip().lower() for name in lines[0][1]] if lines else []
    rows = []
    for number, cells in lines[1:]:
        if extra := [cell for cell in cells[len(head) :] if cell.strip()]:
            raise AnalysisError(
                relative(path), f"line {number}: more cells than columns ({extra[0]!r}): quote texts"
            )
        if any(cell.strip() for cell in cells):
            rows.append((number, dict(_pair(head, cells))))
    return rows


def _pair(head: list[str], cells: list[str]) -> Iterable[tuple[str, str]]:
    """Columns with their cells; a row that is cut short has empty ones."""
    padded = [*cells, *[""] * (len(head) - len(cells))]
    return ((name, cell) for name, cell in zip(head, padded, strict=False) if name)


def _read_csv(path: Path) -> list[tuple[int, list[str]]]:
    lines = read_csv_lines(path.read_bytes(), path)
    return [(number, [unguard_formula(cell) for cell in cells]) for number, cells in lines]


def _read_xlsx(path: Path) -> list[tuple[int, list[str]]]:
    from openpyxl import load_workbook

    try:
        page = load_workbook(path, data_only=False).worksheets[0]
    except Exception as error:  # a damaged file makes openpyxl, zipfile and the XML parser raise anything
        raise AnalysisError(relative(path), f"not a readable XLSX file ({error}): save it anew") from None
    return [
        (number, [_cell(cell) for cell in cells])
        for number, cells in enumerate(page.iter_rows(values_only=True), 1)
    ]


def _cell(value: Any) -> str:
    """A cell as text: nothing for None, a date as 2026-01-31, a whole number without decimals.

    >>> [_cell(value) for value in (None, 3.0, datetime.datetime(2026, 1, 31), "=x")]
    ['', '3', '2026-01-31', '=x']
    """
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)[:LONGEST]
