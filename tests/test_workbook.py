"""The workbook holds every table, names as in the report, and no formula."""

import io

import pandas as pd
import pytest
from openpyxl import load_workbook

from analysis.errors import AnalysisError
from analysis.reporting import workbook
from analysis.reporting.privacy import hide_by
from analysis.reporting.workbook import render_workbook
from analysis.tables import load_tables, table_columns


@pytest.fixture(scope="module")
def frames() -> dict[str, pd.DataFrame]:
    return load_tables()


def render(frames: dict[str, pd.DataFrame], mode: str = "role", language: str = "en") -> bytes:
    lines = {("gnosjo", "shared_goal"): "One line."}
    labels = {"shared_goal": "=1+1", "housing": "Housing"}
    return render_workbook(frames, lines, labels, hide_by(frames["people"], mode), language)


def read(content: bytes):
    return load_workbook(io.BytesIO(content))


def test_every_table_is_a_sheet_with_all_its_rows(frames: dict[str, pd.DataFrame]) -> None:
    book = read(render(frames))
    assert book.sheetnames == ["framework", *table_columns(), "columns"]
    for name in table_columns():
        assert book[name].max_row == len(frames[name]) + 1, name


def test_numbers_are_numbers_and_texts_are_never_formulas(frames: dict[str, pd.DataFrame]) -> None:
    book = read(render(frames))
    head = [cell.value for cell in book["quantities"][1]]
    low = book["quantities"].cell(2, head.index("low") + 1)
    assert low.data_type == "n"
    kinds = {cell.data_type for page in book.worksheets for row in page.iter_rows() for cell in row}
    assert "f" not in kinds
    first = [cell.value for cell in book["framework"][2]]
    assert first[0] == "=1+1"
    assert any(cell and cell.endswith(": One line.") for cell in first[1:])


def test_names_are_hidden_as_in_the_report(frames: dict[str, pd.DataFrame]) -> None:
    names = set(frames["people"]["name"])

    def told(mode: str) -> set[str]:
        book = read(render(frames, mode))
        texts = [str(cell.value) for page in book.worksheets for row in page.iter_rows() for cell in row]
        return {name for name in names if any(name in text for text in texts)}

    assert names
    assert told("role") == set()
    assert told("full") == names


@pytest.mark.parametrize(
    ("mode", "language", "unit"), [("role", "en", "characters"), ("full", "sv", "tecken")]
)
def test_boilerplate_is_told_by_its_length_only(
    frames: dict[str, pd.DataFrame], mode: str, language: str, unit: str
) -> None:
    sheet = read(render(frames, mode, language))["segments"]
    head = [cell.value for cell in sheet[1]]
    rows = [dict(zip(head, row, strict=True)) for row in sheet.iter_rows(min_row=2, values_only=True)]
    shown = {row["segment_id"]: row["text"] for row in rows if row["kind"] == "boilerplate"}
    segments = frames["segments"].set_index("segment_id")["text"]
    assert shown
    assert all(text.endswith(f": {len(segments[one])} {unit}]") for one, text in shown.items())
    assert {row["text"] for row in rows if row["kind"] == "heading"} & set(segments)


def test_the_same_tables_give_the_same_bytes(frames: dict[str, pd.DataFrame]) -> None:
    assert render(frames) == render(frames)


def test_a_table_too_long_for_a_sheet_is_refused(
    frames: dict[str, pd.DataFrame], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    with pytest.raises(AnalysisError, match="a spreadsheet holds 3: read the table with pandas"):
        render(frames)
