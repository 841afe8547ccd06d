"""Extraction in parts: the same rows as in one go, the same bytes however often stopped and whoever works."""

import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from analysis import batch_totals
from analysis.batch_totals import write_totals
from analysis.batches import extract_in_parts
from analysis.cli import cli
from analysis.coding.codebook import DEFAULT, load_codebook
from analysis.coding.decision_file import DEFAULT as DECISIONS
from analysis.coding.decision_file import load_decisions
from analysis.errors import AnalysisError
from analysis.extract import extract_folder
from analysis.finding.comparability import explain_incomparable, list_reservations, name_measure
from analysis.parts import TablesInParts, check_parts, name_part, open_tables, write_part
from analysis.paths import RAW
from analysis.tables import PACKAGE_FILE, check_tables, load_tables, table_columns, write_tables

CODEBOOK = load_codebook()
DECIDED = load_decisions(DECISIONS, CODEBOOK)


class Stopped(Exception):
    pass


def extract(raw, out, **options):
    return extract_in_parts(raw, out, **{"size": 2, "decisions": DECIDED, **options})


def read_bytes(folder):
    """All files of a folder by path; hidden ones too, so that nothing half-made goes unseen."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def stop_after(files):
    def tell(done, total):
        if done >= files:
            raise Stopped

    return tell


def make_texts(folder, count, words=""):
    folder.mkdir()
    for number in range(count):
        text = f"Fler i arbete i Luleå\n\nKommunen samverkar med Arbetsförmedlingen. {number} personer fick arbete. {words}\n"
        (folder / f"text{number:03d}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def raw(tmp_path):
    return shutil.copytree(RAW, tmp_path / "raw")


@pytest.fixture(scope="module")
def five(tmp_path_factory):
    out = tmp_path_factory.mktemp("five") / "tables"
    extract(RAW, out)
    return out


# The rows


def test_the_rows_are_those_of_the_small_form(five, tmp_path):
    small = extract_folder(RAW, codebook=CODEBOOK, decisions=DECIDED)
    write_tables(small, tmp_path / "small", form="parquet")
    frames, parts = load_tables(tmp_path / "small"), open_tables(five)
    assert list(parts) == list(frames)
    for name, frame in frames.items():
        pd.testing.assert_frame_equal(parts[name], frame, check_dtype=False, obj=name)


def test_the_rows_of_cases_that_lie_in_several_batches_stand_in_the_order_of_their_first_document(tmp_path):
    raw = make_texts(tmp_path / "raw", 5)
    homes = dict(zip([f"text{n:03d}.txt" for n in range(5)], ["b", "a", "b", "c", "a"], strict=True))
    lines = [f"{name},{case},,,,,," for name, case in homes.items()]
    header = "file,case_id,title,publisher,url,retrieved,sha256,note"
    (raw / "sources.csv").write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    extract(raw, tmp_path / "parts", decisions=())
    small = extract_folder(raw, codebook=CODEBOOK)
    parts = open_tables(tmp_path / "parts")
    assert list(parts["cases"]["case_id"]) == [row["case_id"] for row in small["cases"]] == ["b", "a", "c"]
    assert parts["case_factors"][["case_id", "code", "coding_ids"]].to_dict("records") == [
        {name: row[name] for name in ("case_id", "code", "coding_ids")} for row in small["case_factors"]
    ]


VALUES = {
    "indicator": ["", "N00973: x", "U40406: y"],
    "numerator": ["", "work"],
    "unit": ["percent", "person"],
    "kind": ["outcome", "target"],
    "part_year": [False, True],
    "population": ["", "newly arrived"],
    "clock": ["", "90 days"],
    "year": ["", "2018"],
    "note": [""],
}
OUTCOMES = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in VALUES.items()})


@given(OUTCOMES, OUTCOMES)
def test_outcomes_have_the_same_measure_when_nothing_is_against_comparing_them(one, other):
    measures = name_measure(one), name_measure(other)
    assert (measures[0] == measures[1] != ()) == (not explain_incomparable(one, other))
    strict = name_measure(one, as_printed=True), name_measure(other, as_printed=True)
    unreserved = not explain_incomparable(one, other) and not list_reservations(one, other)
    assert (strict[0] == strict[1] != ()) == unreserved


def test_an_outcome_names_the_first_that_it_may_be_compared_with_and_none_of_its_own_case(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(batch_totals, "COMPARED", 3)
    common = {
        "indicator": "N00973: x",
        "numerator": "work",
        "unit": "percent",
        "kind": "outcome",
        "part_year": False,
        "population": "newly arrived",
        "clock": "90 days",
        "year": "2018",
    }
    cases = "aaaaabcdefg"
    rows = [{**common, "outcome_id": f"o{n}", "case_id": case} for n, case in enumerate(cases)]
    (tmp_path / "made").mkdir()
    for table in ("documents", "places", "dates", "codings"):
        for number in range(2):
            write_part(tmp_path / "made", table, number, [])
    write_part(tmp_path / "made", "outcomes", 0, rows[:6])
    write_part(tmp_path / "made", "outcomes", 1, rows[6:])
    (tmp_path / "new").mkdir()
    write_totals(tmp_path / "made", tmp_path / "new", 2, [])
    found = [
        row["comparable_with"]
        for number in range(2)
        for row in pq.read_table(tmp_path / "new" / name_part("outcomes", number)).to_pylist()
    ]
    expected = [
        [f"o{m}" for m, other in enumerate(cases) if other != case][:3] for n, case in enumerate(cases)
    ]
    assert [one.split() for one in found] == expected


# Stopping and going on


def test_a_stopped_run_goes_on_where_it_was_and_ends_with_the_same_bytes(five, raw, tmp_path):
    out = tmp_path / "out"
    with pytest.raises(Stopped):
        extract(raw, out, tell=stop_after(4))
    assert not out.exists()
    summary = extract(raw, out)
    assert (summary.kept, summary.made) == (2, 1)
    assert read_bytes(out) == read_bytes(five)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "raw"]


def test_a_stopped_run_leaves_the_old_tables_as_they_are(raw, tmp_path):
    extract(raw, tmp_path / "out")
    before = read_bytes(tmp_path / "out")
    (raw / "gnosjo.txt").unlink()
    (raw / "sources.csv").unlink()
    with pytest.raises(Stopped):
        extract(raw, tmp_path / "out", tell=stop_after(2))
    assert read_bytes(tmp_path / "out") == before


def test_after_a_change_of_one_text_only_its_batch_is_made_again(raw, tmp_path):
    (raw / "sources.csv").unlink()
    extract(raw, tmp_path / "out")
    with (raw / "trelleborg.txt").open("a", encoding="utf-8") as file:
        file.write("\nKommunen samverkar med företag.\n")
    summary = extract(raw, tmp_path / "out")
    assert (summary.kept, summary.made) == (2, 1)
    extract(raw, tmp_path / "anew")
    assert read_bytes(tmp_path / "out") == read_bytes(tmp_path / "anew")


def test_a_decision_makes_only_the_batch_of_its_text_again(raw, tmp_path):
    extract(raw, tmp_path / "out", decisions=DECIDED)
    mine = [decision for decision in DECIDED if decision.doc_id == "gnosjo"]
    changed = [replace(one, reason="read again") if one == mine[0] else one for one in DECIDED]
    summary = extract(raw, tmp_path / "out", decisions=changed)
    assert (summary.kept, summary.made) == (2, 1)


@pytest.mark.parametrize("what", ["codebook", "encoding"])
def test_what_all_texts_rest_on_makes_all_again(raw, tmp_path, what):
    extract(raw, tmp_path / "out")
    if what == "codebook":
        other = tmp_path / "other.yml"
        other.write_bytes(DEFAULT.read_bytes() + b"# a remark\n")
        summary = extract(raw, tmp_path / "out", codebook_file=other)
    else:
        summary = extract(raw, tmp_path / "out", encoding="utf-8-sig")
    assert (summary.kept, summary.made) == (0, 3)


@pytest.mark.parametrize(
    "harm", [lambda path: path.unlink(), lambda path: path.write_bytes(path.read_bytes()[:-9])]
)
def test_a_part_that_is_lost_or_torn_is_made_again(five, raw, tmp_path, harm):
    out = tmp_path / "out"
    with pytest.raises(Stopped):
        extract(raw, out, tell=stop_after(4))
    harm(tmp_path / ".out.parts" / name_part("sentences", 1))
    assert extract(raw, out).made == 2
    assert read_bytes(out) == read_bytes(five)


def test_damage_of_finished_parts_is_told_and_repaired(five, raw, tmp_path):
    out = tmp_path / "out"
    shutil.copytree(five, out)
    (out / name_part("quotes", 0)).write_bytes(b"PAR1")
    (out / name_part("dates", 1)).unlink()
    assert [problem.split()[0] for problem in check_parts(out)] == [
        name_part("quotes", 0),
        name_part("dates", 1),
    ]
    with pytest.raises(AnalysisError, match=r"quotes are missing or broken .* run analysis extract"):
        TablesInParts(out)["quotes"]
    extract(raw, out)
    assert check_parts(out) == []
    assert read_bytes(out) == read_bytes(five)


def test_the_small_form_and_parts_take_each_others_place(raw, tmp_path):
    out = tmp_path / "out"
    write_tables({}, out)
    (out / "notes.md").write_text("mine")
    extract(raw, out)
    assert {path.name for path in out.iterdir()} == {*table_columns(), PACKAGE_FILE, "notes.md"}
    write_tables({}, out)
    assert check_tables(out) == []
    assert not list(out.rglob("*.parquet"))
    assert (out / "notes.md").read_text() == "mine"


# Bad files


def test_one_bad_file_is_told_and_logged_and_the_others_go_on(tmp_path):
    raw = make_texts(tmp_path / "raw", 4)
    (raw / "text001.txt").write_bytes(b"a\0b")
    (raw / "text009.txt").symlink_to("/etc/hostname")
    summary = extract(raw, tmp_path / "out")
    assert summary.documents == 3
    log = open_tables(tmp_path / "out")["extraction_log"]
    errors = log[log["severity"] == "error"]
    assert list(errors["doc_id"]) == ["text001", "text009"]
    assert list(errors["reason"]) == summary.left_out
    assert summary.left_out[0] == "text001.txt: line 1: a NUL byte: this is not a text file; export it anew"
    with pytest.raises(AnalysisError, match="NUL"):
        extract(raw, tmp_path / "out", strict=True)


def test_a_folder_in_which_nothing_can_be_read_is_refused(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"")
    with pytest.raises(AnalysisError, match=r"no file could be read(.|\n)*the file is empty"):
        extract(tmp_path, tmp_path / "out")


def test_a_file_that_is_not_the_registered_one_stops_everything(raw, tmp_path):
    (raw / "lulea.txt").write_text("annat", encoding="utf-8")
    with pytest.raises(AnalysisError, match="has changed"):
        extract(raw, tmp_path / "out")


def test_file_names_are_data(tmp_path):
    raw = make_texts(tmp_path / "raw", 1)
    for name in ("A.txt", "a.txt", ".hidden.txt", 'q"uo\nte.txt', os.fsdecode(b"\xff.txt")):
        try:
            shutil.copy(raw / "text000.txt", raw / name)
        except OSError:  # a disk that knows no such name
            continue
    extract(raw, tmp_path / "out")
    documents = open_tables(tmp_path / "out")["documents"]
    small = extract_folder(raw, codebook=CODEBOOK)["documents"]
    assert list(documents["doc_id"]) == [row["doc_id"] for row in small]
    assert list(documents["file"]) == [
        row["file"].encode("utf-8", "backslashreplace").decode() for row in small
    ]


@pytest.mark.parametrize("registered", [False, True])
def test_files_whose_names_come_to_the_same_key_get_the_same_keys_and_cases_in_both_forms(
    tmp_path, registered
):
    raw = make_texts(tmp_path / "raw", 1)
    for name in ("A  b.txt", "A b.txt", "a-b.txt", "a_b.txt"):
        shutil.copy(raw / "text000.txt", raw / name)
    (raw / "A  b.txt").write_bytes(b"")  # cannot be read, and has its key all the same
    if registered:
        header = "file,case_id,title,publisher,url,retrieved,sha256,note"
        (raw / "sources.csv").write_text(f"{header}\na_b.txt,luleå,,,,,,\n", encoding="utf-8")
    small = extract_folder(raw, codebook=CODEBOOK)
    assert [(row["file"], row["doc_id"], row["case_id"]) for row in small["documents"]] == [
        ("A b.txt", "a_b_2", "a_b_2"),
        ("a-b.txt", "a-b", "a-b"),
        ("a_b.txt", "a_b_3", "luleå" if registered else "a_b_3"),
        ("text000.txt", "text000", "text000"),
    ]
    assert [row["doc_id"] for row in small["extraction_log"] if row["severity"] == "error"] == ["a_b"]
    extract(raw, tmp_path / "parts", decisions=())
    write_tables(small, tmp_path / "small", form="parquet")
    frames, parts = load_tables(tmp_path / "small"), open_tables(tmp_path / "parts")
    for name, frame in frames.items():
        pd.testing.assert_frame_equal(parts[name], frame, check_dtype=False, obj=name)


# Several workers


def test_two_processes_give_the_same_bytes(five, raw, tmp_path):
    extract(raw, tmp_path / "out", workers=2)
    assert read_bytes(tmp_path / "out") == read_bytes(five)


def test_a_fault_in_a_worker_is_told_as_the_fault_it_is(tmp_path):
    raw = make_texts(tmp_path / "raw", 6)
    (raw / "text003.txt").write_bytes(b"")
    with pytest.raises(AnalysisError, match=r"text003\.txt: the file is empty"):
        extract(raw, tmp_path / "out", workers=2, strict=True)


def list_children(process):
    found = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True, check=False
    )
    return [int(one) for one in found.stdout.split()]


def wait_for(condition, seconds=20):
    until = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < until
        time.sleep(0.05)
    return found


def is_alive(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").exists(), reason="looks processes up in /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_stopping_the_command_ends_its_workers_and_the_next_run_goes_on(tmp_path, how):
    raw, out = make_texts(tmp_path / "raw", 1200, "Det gick bra. " * 10), tmp_path / "out"
    command = [sys.executable, "-m", "analysis", "extract", "--raw", raw, "--out", out, "--format", "parts"]
    process = subprocess.Popen(
        [*command, "--workers", "2"], stderr=subprocess.PIPE, start_new_session=True, text=True
    )
    done = tmp_path / ".out.parts" / "batches"
    wait_for(lambda: done.exists() and any(done.glob("part-*.json")))
    children = list_children(process)
    assert len(children) >= 2
    if how == signal.SIGINT:
        os.killpg(process.pid, how)
    else:
        process.kill()
    process.wait(timeout=5)
    wait_for(lambda: not any(map(is_alive, children)), seconds=5)
    if how == signal.SIGINT:
        assert process.returncode == 130
        assert process.stderr.read().strip() == "stopped: nothing is left half-written"
    process.stderr.close()
    assert not out.exists()
    again = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "(0 batches made" not in again.stdout
    assert " 0 kept)" not in again.stdout


@pytest.mark.slow
def test_a_dask_cluster_that_loses_a_worker_gives_the_same_bytes(tmp_path):
    distributed = pytest.importorskip("distributed")
    raw = make_texts(tmp_path / "raw", 60, "Det gick bra. " * 60)
    extract(raw, tmp_path / "here")
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        dashboard_address=None,
        silence_logs=logging.CRITICAL,
        local_directory=str(tmp_path),
    ) as cluster:
        killed = []

        def tell(done, total):
            if done >= 10 and not killed:
                pids = distributed.get_client().run(os.getpid)
                killed.append(sorted(pids.values())[0])
                os.kill(killed[0], signal.SIGKILL)

        summary = extract(raw, tmp_path / "cluster", scheduler=cluster.scheduler_address, tell=tell)
    assert killed and not is_alive(killed[0])
    assert summary.made + summary.kept == 30  # a batch that was lost after it was written is found
    assert read_bytes(tmp_path / "cluster") == read_bytes(tmp_path / "here")


def test_a_scheduler_that_does_not_answer_is_told(tmp_path, monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr("analysis.batch_runners._PATIENCE", 0.2)
    raw = make_texts(tmp_path / "raw", 1)
    with pytest.raises(AnalysisError, match=r"no scheduler answers .* `dask scheduler`"):
        extract(raw, tmp_path / "out", scheduler="tcp://127.0.0.1:9")


# Reading


def test_the_manifest_describes_every_column_and_counts_every_row(five):
    package = json.loads((five / PACKAGE_FILE).read_bytes())
    for resource in package["resources"]:
        columns = table_columns()[resource["name"]]
        assert [field["name"] for field in resource["schema"]["fields"]] == [c.name for c in columns]
        assert resource["rows"] == len(open_tables(five)[resource["name"]])
    assert [(one["first"], one["last"]) for one in package["batches"]] == [
        ("gnosjo.txt", "jarfalla.txt"),
        ("lulea.txt", "norrkoping.txt"),
        ("trelleborg.txt", "trelleborg.txt"),
    ]


def test_one_case_is_read_without_the_rows_of_the_others(five):
    one = open_tables(five, "lulea")
    whole = open_tables(five)
    for name in ("sentences", "codings", "people", "case_factors"):
        assert 0 < len(one[name]) < len(whole[name])
    assert set(one["sentences"]["doc_id"]) == {"lulea"}
    assert len(one["cases"]) == 5


def test_a_folder_that_is_none_of_parts_is_refused(tmp_path):
    with pytest.raises(AnalysisError, match="no whole set of tables here"):
        TablesInParts(tmp_path)


# The command


def run(*arguments):
    return CliRunner().invoke(cli, [str(one) for one in arguments])


def test_the_command_says_what_was_made_and_exits_with_2_when_a_file_was_left_out(tmp_path):
    raw = make_texts(tmp_path / "raw", 2)
    (raw / "bad.txt").write_bytes(b"\xff")
    result = run("extract", "--raw", raw, "--out", tmp_path / "out", "--format", "parts")
    assert result.exit_code == 2
    assert result.stdout.startswith("2 documents, ")
    assert result.stdout.endswith("(1 batches made, 0 kept)\n")
    assert "left out: bad.txt: line 1: byte 0xff is not utf-8" in result.stderr
    assert run("check", "tables", "--folder", tmp_path / "out").exit_code == 0
    (tmp_path / "out" / name_part("people", 0)).unlink()
    assert run("check", "tables", "--folder", tmp_path / "out").exit_code == 1


@pytest.mark.parametrize("option", [("--workers", "2"), ("--scheduler", "tcp://a:1")])
def test_sharing_out_work_needs_parts(tmp_path, option):
    result = run("extract", "--raw", RAW, "--out", tmp_path / "out", *option)
    assert isinstance(result.exception, AnalysisError)
    assert "add --format parts" in str(result.exception)
