"""The command line: help with examples, exit status, and messages without a traceback."""

import subprocess
import sys

import pytest
from click.testing import CliRunner

from analysis import notebooks, paths, quality
from analysis.cli import cli, main
from analysis.coding import codebook
from analysis.commands.reports import parse_parameters
from analysis.errors import AnalysisError
from analysis.tables import check_tables, table_columns, write_tables

TEXT = "Fler i arbete i Luleå\n\nDet är bra att kommunen samverkar med Arbetsförmedlingen. 47 personer har fått ett arbete."


def list_commands(group=cli, path=()):
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from list_commands(command, (*path, name))
        else:
            yield (*path, name)


def run(*arguments):
    return CliRunner().invoke(cli, [str(one) for one in arguments])


def run_whole(*arguments, folder=None):
    command = [sys.executable, "-m", "analysis", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=folder, timeout=60)


@pytest.mark.parametrize("command", list(list_commands()), ids=" ".join)
def test_every_command_has_help_with_a_sentence_and_examples_of_its_own(command):
    result = run(*command, "--help")
    assert result.exit_code == 0
    above, _, examples = result.output.partition("Examples:")
    assert "Usage: cli " + " ".join(command) in above
    shown = [line.strip() for line in examples.splitlines() if line.strip()]
    assert shown
    assert all(line.startswith("analysis " + " ".join(command)) for line in shown)


@pytest.mark.parametrize("command", list(list_commands()), ids=" ".join)
def test_every_option_says_what_it_does(command):
    group = cli
    for name in command:
        group = group.commands[name]
    for option in group.params:
        assert option.param_type_name == "argument" or option.help or option.name in ("form", "folder"), (
            option.name
        )


def test_the_tables_of_any_folder_are_extracted_without_a_register(tmp_path):
    raw, out = tmp_path / "mina texter", tmp_path / "ut"
    raw.mkdir()
    (raw / "luleå.txt").write_text(TEXT, encoding="utf-8")
    result = run_whole("extract", "--raw", "mina texter", "--out", "ut", folder=tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("1 documents, ")
    assert check_tables(out) == []


@pytest.mark.parametrize("form", ["csv", "parts"])
def test_a_file_of_words_that_is_no_text_file_is_named_and_changes_nothing_else(tmp_path, form):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    for name in ("arvika.docx", "B.PDF", "~$arvika.docx", "karta.png"):
        (tmp_path / name).write_bytes(b"PK")
    result = run("extract", "--raw", tmp_path, "--out", tmp_path / "out", "--format", form)
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "not read: B.PDF: no text file; save its words as UTF-8 in B.txt",
        "not read: arvika.docx: no text file; save its words as UTF-8 in arvika.txt",
    ]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_the_format_of_the_tables_is_an_option(tmp_path, form):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert run("extract", "--raw", tmp_path, "--out", tmp_path / "out", "--format", form).exit_code == 0
    assert len(list((tmp_path / "out").glob(f"*.{form}"))) == len(table_columns())


BAD_CALLS = {
    "no folder": (("extract", "--raw", "nowhere"), "no such folder: give a folder of .txt files with --raw"),
    "no text": (("extract", "--raw", "."), "no .txt file in this folder"),
    "an unknown encoding": (
        ("extract", "--encoding", "klingon"),
        "error: --encoding klingon: no such encoding: try utf-8 or cp1252",
    ),
    "no codebook": (
        ("extract", "--codebook", "nowhere.yml"),
        "no such file: give a codebook with --codebook",
    ),
    "an unknown format": (("extract", "--format", "xml"), "is not one of"),
    "an unknown option": (("extract", "--rwa", "x"), "No such option"),
    "an unknown command": (("extrct",), "No such command"),
    "a parameter without value": (
        ("report", "-p", "language"),
        "error: -p language: not NAME=VALUE: write for example -p language=sv",
    ),
    "an unknown notebook": (("notebooks", "nowhere"), "no notebook nowhere: there are "),
    "an unknown part": (("check", "quality", "--part", "all"), "is not one of"),
}


@pytest.mark.parametrize("name", BAD_CALLS)
def test_bad_input_ends_with_status_2_and_a_message(tmp_path, monkeypatch, capsys, name):
    arguments, message = BAD_CALLS[name]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["analysis", *arguments])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    assert message in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_misspelt_file_of_decisions_is_not_taken_for_none(tmp_path):
    (tmp_path / "a.txt").write_text("Kommunen samverkar.", encoding="utf-8")
    result = run(
        "extract", "--raw", tmp_path, "--out", tmp_path / "out", "--decisions", tmp_path / "decision.csv"
    )
    assert (result.exit_code, (tmp_path / "out").exists()) == (2, False)
    assert "decision.csv' does not exist" in result.output


def test_a_message_comes_without_a_traceback(tmp_path):
    result = run_whole("extract", "--raw", "nowhere", folder=tmp_path)
    assert (result.returncode, result.stdout) == (2, "")
    where = (tmp_path / "nowhere").name
    assert result.stderr == f"error: {where}: no such folder: give a folder of .txt files with --raw\n"


def test_parameters_are_refused_with_the_allowed_values_before_anything_is_written(monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "PROCESSED", tmp_path / "tables")
    result = run(
        "report",
        "-p",
        "langauge=sv",
        "-p",
        "names=all",
        "-p",
        "cases=[gnosjo, mora]",
        "--out",
        tmp_path / "report",
    )
    assert isinstance(result.exception, AnalysisError)
    message = str(result.exception)
    assert "langauge: no such parameter; there are cases, cut, doc_id, " in message
    assert "names: 'all' is not known; use one of role, full, pseudonym" in message
    assert "cases: 'mora' is not known; use one of gnosjo, jarfalla, lulea, norrkoping, trelleborg" in message
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("given", "value"),
    [("language=sv", "sv"), ("themes=[A, D]", ["A", "D"]), ("evidence_per_cell=3", 3), ("case_id=[", "["), ("case_id=2018-13-45", "2018-13-45"),
     ("case_id=2018-03-08", "2018-03-08"), ("case_id={a: 1}", "{a: 1}"), ("case_id=a=b", "a=b"), ("case_id=" + "[" * 9000, "[" * 9000), ("case_id=!!python/object:os.system x", "!!python/object:os.system x")],
)  # fmt: skip
def test_a_parameter_is_a_simple_value_or_text(given, value):
    assert list(parse_parameters((given,)).values()) == [value]


def test_a_check_that_finds_nothing_ends_with_status_0(tmp_path):
    write_tables({}, tmp_path)
    result = run("check", "tables", "--folder", tmp_path)
    assert (result.exit_code, result.output) == (0, f"{tmp_path.as_posix()}: the tables are whole\n")


def test_a_check_that_finds_something_ends_with_status_1(tmp_path):
    write_tables({}, tmp_path)
    (tmp_path / "quotes.csv").write_text("changed")
    result = run("check", "tables", "--folder", tmp_path)
    assert result.exit_code == 1
    assert "quotes.csv has been changed since it was written: run analysis extract" in result.stdout
    assert "1 problem found" in result.stderr


def test_the_notebook_check_ends_with_status_1_when_a_notebook_is_out_of_order(monkeypatch):
    monkeypatch.setattr(notebooks, "check_notebook", lambda path: [f"{path.stem}: fault"])
    result = run("check", "notebooks")
    assert result.exit_code == 1
    assert "00_summary: fault" in result.stdout


def test_the_quality_check_prints_one_line_a_measure_and_codes_when_asked(monkeypatch):
    scores = [
        quality.Score("cases", name, 2, 1, 0, 0.67, 1.0, 0.8, None, None) for name in ("quotes", "code a")
    ]
    monkeypatch.setattr(quality, "score_parts", lambda parts: scores)
    assert [line.split()[1] for line in run("check", "quality").stdout.splitlines()] == ["measure", "quotes"]
    assert "code a" in run("check", "quality", "--codes").stdout


def test_a_file_name_cannot_command_the_terminal(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b\x1b[2J\u202e.txt").write_bytes(b"")
    for strict in ([], ["--strict"]):
        result = run_whole("extract", "--raw", tmp_path, "--out", tmp_path / "out", *strict)
        assert result.returncode == 2
        assert "b␛[2J[U+202E].txt: the file is empty" in result.stderr


def test_a_faulty_codebook_is_told_with_all_its_faults(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    faulty = codebook.DEFAULT.read_text(encoding="utf-8").replace("kind: factor", "kind: faktor", 2)
    (tmp_path / "codebook.yml").write_text(faulty, encoding="utf-8")
    result = run_whole(
        "extract", "--raw", tmp_path, "--out", tmp_path / "out", "--codebook", tmp_path / "codebook.yml"
    )
    assert result.returncode == 2
    assert "codebook.yml: 2 problems" in result.stderr
    assert "kind 'faktor': use factor, context or residual" in result.stderr
    assert not (tmp_path / "out").exists()
