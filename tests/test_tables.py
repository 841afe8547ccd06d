"""The tables: the contract of names and columns, and that they are written whole and read back as they were."""

import json
import os
import subprocess
import sys

import pytest

from analysis import tables
from analysis.errors import AnalysisError
from analysis.tables import (
    PACKAGE_FILE,
    check_tables,
    format_value,
    hash_case,
    load_tables,
    render_csv,
    table_columns,
    write_tables,
    write_whole,
)

# Copied from the published contract; columns may be added after these, never renamed.
CONTRACT = {
    "documents": "doc_id, case_id, file, sha256, title, publisher, published, updated, language, encoding, characters, words",
    "cases": "case_id, label, municipality, municipality_code, county, period_start, period_end",
    "segments": "segment_id, doc_id, kind, section, number, start, end, text",
    "sentences": "sentence_id, segment_id, doc_id, start, end, text",
    "quotes": "quote_id, doc_id, speaker, role, organisation, start, end, text",
    "people": "person_id, doc_id, name, role, organisation, mentions, start, end, text",
    "actors": "doc_id, actor, kind, start, end, text",
    "places": "doc_id, place, code, role, start, end, text",
    "initiatives": "doc_id, initiative, start, end, text",
    "dates": "doc_id, kind, date_start, date_end, start, end, text",
    "quantities": "quantity_id, doc_id, sentence_id, low, high, unit, qualifier, measure, kind, period, base, start, end, text",
    "outcomes": "outcome_id, case_id, quantity_id, indicator, low, high, unit, qualifier, numerator, population, clock, year, comparable_with, note",
    "codings": "coding_id, case_id, doc_id, sentence_id, code, status, polarity, voice, coder, rule, start, end, text",
    "case_factors": "case_id, code, cell, facilitators, counter, voices, coding_ids",
    "extraction_log": "doc_id, stage, severity, start, end, text, reason",
}
SMALL = {
    "documents": [{"doc_id": "å", "title": 'rad "ett", två', "characters": 12}],
    "quotes": [{"quote_id": "å-q01", "text": "=cmd|' /C calc'!A0", "start": 0, "end": 18}],
    "segments": [{"segment_id": "å-b001", "text": "två\nrader", "number": "1"}],
    "quantities": [{"quantity_id": "å-n001", "low": 32.8, "high": None, "unit": "percent"}],
    "outcomes": [{"outcome_id": "å-o01", "part_year": True, "year": "2018"}],
    "places": [{"doc_id": "å", "place": "Upplands Väsby", "code": "0114"}],
}


@pytest.mark.parametrize("name", CONTRACT)
def test_a_table_begins_with_the_columns_of_the_contract(name):
    promised = CONTRACT[name].split(", ")
    assert [column.name for column in table_columns()[name]][: len(promised)] == promised


def test_the_folder_holds_one_file_a_table_and_the_description(tmp_path):
    write_tables({}, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        PACKAGE_FILE,
        *(f"{name}.csv" for name in table_columns()),
    }
    assert set(CONTRACT) <= set(table_columns())


def test_every_column_is_described_and_has_a_known_type():
    for columns in table_columns().values():
        assert len({column.name for column in columns}) == len(columns)
        assert all(column.description and column.type in tables._PANDAS for column in columns)


@pytest.mark.parametrize(
    ("value", "cell"),
    [(None, ""), ("", ""), (0, "0"), (0.0, "0"), (47.0, "47"), (32.8, "32.8"), (0.1 + 0.2, "0.3"), (True, "true"), (False, "false"),
     (12_000_000_000.0, "12000000000"), (12_345_678_901.0, "12345678901"), ("över", "över")],
)  # fmt: skip
def test_a_value_is_written_plainly_and_missing_is_not_zero(value, cell):
    assert format_value(value) == cell


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_what_is_written_is_read_back(tmp_path, form):
    write_tables(SMALL, tmp_path, form=form)
    assert check_tables(tmp_path) == []
    frames = load_tables(tmp_path)
    assert list(frames) == list(table_columns())
    for name, frame in frames.items():
        assert list(frame.columns) == [column.name for column in table_columns()[name]]
        for number, row in enumerate(SMALL.get(name, [])):
            for column, value in row.items():
                found = frame.loc[number, column]
                assert found is not None if value is None else found == value, (name, column)
    assert frames["quantities"]["high"].isna().all()
    assert frames["documents"].loc[0, "published"] == "" or frames["documents"]["published"].isna().all()


def test_both_forms_hold_the_same(tmp_path):
    for form in ("csv", "parquet"):
        write_tables(SMALL, tmp_path / form, form=form)
    one, other = load_tables(tmp_path / "csv"), load_tables(tmp_path / "parquet")
    assert all(one[name].astype(str).equals(other[name].astype(str)) for name in one)


def test_the_same_rows_give_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        write_tables(SMALL, tmp_path / name)
    assert all(
        (tmp_path / "b" / path.name).read_bytes() == path.read_bytes() for path in (tmp_path / "a").iterdir()
    )


def test_the_description_names_every_column_with_its_meaning(tmp_path):
    write_tables(SMALL, tmp_path)
    package = json.loads((tmp_path / PACKAGE_FILE).read_text(encoding="utf-8"))
    described = {
        one["name"]: [field["name"] for field in one["schema"]["fields"]] for one in package["resources"]
    }
    assert described == {
        name: [column.name for column in columns] for name, columns in table_columns().items()
    }
    assert all(field["description"] for one in package["resources"] for field in one["schema"]["fields"])


def test_a_changed_and_a_missing_table_are_noticed(tmp_path):
    write_tables(SMALL, tmp_path)
    with (tmp_path / "quotes.csv").open("a", encoding="utf-8") as file:
        file.write("x\n")
    (tmp_path / "dates.csv").unlink()
    problems = [
        "quotes.csv has been changed since it was written: run analysis extract",
        "dates.csv is missing: run analysis extract",
    ]
    assert check_tables(tmp_path) == problems
    with pytest.raises(AnalysisError, match=r"2 problems\n  quotes\.csv has been changed"):
        load_tables(tmp_path)


@pytest.mark.parametrize("content", [None, "", "{", "{}", "[]", '{"resources": [{}]}', "\udcff"])
def test_a_folder_without_a_whole_description_is_known_for_half_written(tmp_path, content):
    if content is not None:
        (tmp_path / PACKAGE_FILE).write_bytes(content.encode("utf-8", "surrogateescape"))
    assert check_tables(tmp_path) == [
        f"no whole set of tables here ({PACKAGE_FILE} is missing or broken): run analysis extract"
    ]


def test_a_folder_that_cannot_be_written_is_a_message(tmp_path):
    (tmp_path / "taken").write_text("a file, not a folder")
    with pytest.raises(
        AnalysisError, match=r"cannot be written \(.+\): check free space and rights, or give another folder"
    ):
        write_tables({}, tmp_path / "taken" / "tables")


def test_a_full_disk_is_a_message_and_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    write_whole(path, b"old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.csv"]
    with pytest.raises(AnalysisError, match=r"cannot be written \(No space left on device\)"):
        write_tables({}, tmp_path / "tables")
    assert [one.name for one in tmp_path.iterdir()] == ["a.csv"]


def test_what_a_killed_run_left_beside_a_file_is_removed_and_what_a_running_one_writes_is_not(tmp_path):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    for process in (dead.pid, os.getppid(), "x"):
        (tmp_path / f".a.csv.{process}.new").write_text("half")
    write_whole(tmp_path / "a.csv", b"new")
    assert {path.name for path in tmp_path.iterdir()} == {"a.csv", f".a.csv.{os.getppid()}.new"}


def test_a_file_name_that_is_not_unicode_is_written_with_escapes():
    assert b"\\udcff.txt" in render_csv("documents", [{"doc_id": "a", "file": os.fsdecode(b"\xff.txt")}])


@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.parametrize("name", ["a\rb.txt", "a\nb.txt", "a\r\nb.txt", "\r", 'a"\r"b.txt'])
def test_a_file_name_with_a_line_end_is_one_cell(tmp_path, form, name):
    write_tables({"documents": [{"doc_id": "a", "case_id": "a", "file": name}]}, tmp_path, form=form)
    for case_id in ("", "a"):
        assert load_tables(tmp_path, case_id)["documents"]["file"].tolist() == [name]


TWO_CASES = {
    "documents": [{"doc_id": one, "case_id": one, "title": one, "words": 7} for one in ("a", "b")],
    "cases": [{"case_id": one, "label": one.upper(), "county": "län"} for one in ("a", "b")],
    "people": [{"doc_id": one, "name": f"{one} Ek", "role": "lärare", "start": 3} for one in ("a", "b")],
    "quotes": [{"quote_id": f"{one}-q01", "doc_id": one, "text": "x" * 200_000} for one in ("a", "b")],
    "case_factors": [{"case_id": one, "code": "c", "cell": "silent"} for one in ("a", "b")],
}


def test_one_case_is_loaded_with_no_more_of_the_others_than_their_names(tmp_path):
    write_tables(TWO_CASES, tmp_path)
    one, every = load_tables(tmp_path, "a"), load_tables(tmp_path)
    assert list(one["quotes"]["doc_id"]) == list(one["case_factors"]["case_id"]) == ["a"]
    assert list(one["cases"]["label"]) == ["A", "B"]
    assert list(one["cases"]["county"]) == ["län", ""]
    assert list(one["people"]["name"]) == ["a Ek", "b Ek"]
    assert one["people"]["start"].isna().tolist() == [False, True]
    assert one["documents"]["words"].isna().tolist() == [False, True]
    assert all((one[name].dtypes == every[name].dtypes).all() for name in every)


@pytest.mark.parametrize(
    ("table", "column", "value", "same"),
    [("quotes", "text", "y", True), ("people", "start", 9, True), ("people", "name", "Bo Ek", False), ("cases", "label", "C", False)],
)  # fmt: skip
def test_the_hash_of_a_case_changes_with_what_is_loaded_for_it_only(tmp_path, table, column, value, same):
    write_tables(TWO_CASES, tmp_path)
    before = hash_case(tmp_path, "a"), hash_case(tmp_path, "b")
    first, second = TWO_CASES[table]
    write_tables(TWO_CASES | {table: [first, second | {column: value}]}, tmp_path)
    assert (hash_case(tmp_path, "a") == before[0]) is same
    assert hash_case(tmp_path, "b") != before[1]
