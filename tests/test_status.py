"""What is stale is known with its reason, only that is made again, and the result is that of making everything."""

import json
import shutil

import pytest

from small_project import keep_decisions, make_project, read_files, run

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = make_project(tmp_path_factory.mktemp("built"))
    code, out, err = run(folder, "report")
    assert (code, out) == (0, "reports/index.html\n"), err
    return folder


@pytest.fixture
def project(built, tmp_path):
    return shutil.copytree(built, tmp_path / "project")


def replace(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def pages_run(stderr):
    """The pages whose notebooks were run, not kept."""
    steps = [line.split()[-1] for line in stderr.splitlines() if line.startswith("notebooks and pages")]
    return {step for step in steps if not step.endswith((".html", "(kept)"))}


def test_nothing_is_done_when_all_is_fresh(project):
    before = {path: path.stat().st_ino for path in project.rglob("*") if "__pycache__" not in path.parts}
    code, out, err = run(project, "report")
    assert (code, err) == (0, "")
    assert out == "Nothing to do: tables, notebooks and report are up to date.\nreports/index.html\n"
    assert run(project, "status") == (0, "tables: fresh\nnotebooks: fresh\nreport: fresh\n", "")
    assert {
        path: path.stat().st_ino for path in project.rglob("*") if "__pycache__" not in path.parts
    } == before


def test_neither_asking_nor_finding_nothing_to_do_imports_pandas(project):
    for command in ("status", "report"):
        code, _, err = run(project, command, python=("-X", "importtime"))
        assert code == 0
        assert {"pandas", "papermill", "nbconvert", "matplotlib"}.isdisjoint(err.replace("|", " ").split())


def test_a_report_that_shows_a_name_says_so_each_time_and_how_to_repair_it(project):
    notebook = next((project / "notebooks").glob("*.ipynb"))
    replace(notebook, '"# ', '"# Kerstin Norberg ')
    for _ in range(2):
        code, out, err = run(project, "report")
        assert code == 2 and out.endswith("reports/index.html\n")
        assert "it shows the name Kerstin Norberg." in err and "lexicon/not_people.csv" in err


def change_raw(project):
    replace(project / "data" / "raw" / "lulea.txt", "positiva resultat", "goda resultat")


def change_decision(project):
    keep_decisions(project, lambda row: (row["doc_id"], row["action"]) != ("gnosjo", "reject"))


def change_notebook(project):
    replace(project / "notebooks" / "02_case.ipynb", "# Ett fall", "# Ett enda fall")


def change_context(project):
    path = project / "data" / "reference" / "studies.csv"
    path.write_text(
        "".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]), encoding="utf-8"
    )


def tamper(project):
    replace(project / "reports" / "notebooks" / "case_lulea.ipynb", "Ett enda fall", "Ett fel")


CHANGES = [
    (change_raw, "data/raw/lulea.txt has changed", {"case_lulea", "03_all"}),
    (change_decision, "decisions.csv has changed", {"case_gnosjo", "03_all"}),
    (change_context, "03_all: data/reference/studies.csv has changed", {"03_all"}),
    (change_notebook, "notebooks/02_case.ipynb has changed", {"case_gnosjo", "case_lulea"}),
    (tamper, "notebooks/case_lulea.ipynb is not the one that was written", {"case_lulea"}),
]


def test_only_what_depends_on_a_change_is_made_again_and_the_bytes_are_those_of_a_full_run(project):
    for change, reason, pages in CHANGES:
        change(project)
        code, told, err = run(project, "status")
        assert code == 1, err
        assert reason in told
        code, _, err = run(project, "report")
        assert (code, pages_run(err)) == (0, pages), err
    check_against_all(project)


def test_another_parameter_runs_the_notebooks_that_declare_it(project):
    assert (
        'case_lulea: parameter names was "role", is "full"' in run(project, "status", "-p", "names=full")[1]
    )
    code, _, err = run(project, "report", "-p", "names=full")
    assert (code, pages_run(err)) == (0, {"case_gnosjo", "case_lulea"}), err
    check_against_all(project, "-p", "names=full")


def check_against_all(project, *options):
    partial = [read_files(project / name) for name in ("reports", "data/processed")]
    code, _, err = run(project, "report", "--all", *options)
    assert (code, pages_run(err)) == (0, {"case_gnosjo", "case_lulea", "03_all"}), err
    assert [read_files(project / name) for name in ("reports", "data/processed")] == partial
    assert run(project, "status", *options)[0] == 0


TOLD = {
    "a new text": (lambda p: (p / "data/raw/ny.txt").write_text("Ny text i Mora"), "data/raw/ny.txt is new"),
    "a text that is gone": (lambda p: (p / "data/raw/lulea.txt").unlink(), "data/raw/lulea.txt is gone"),
    "a register": (lambda p: (p / "data/raw/sources.csv").write_text("file"), "data/raw/sources.csv is new"),
    "the codebook": (lambda p: replace(p / "data/coding/codebook.yml", "\n", "\n# x\n"), "codebook.yml has changed"),
    "no decisions": (lambda p: (p / "data/coding/decisions.csv").unlink(), "decisions.csv is gone"),
    "a changed table": (lambda p: replace(p / "data/processed/quotes.csv", "quote_id", "id"), "quotes.csv has been changed"),
    "no tables": (lambda p: shutil.rmtree(p / "data/processed"), "report: stale\n  the tables are missing"),
    "a changed page": (lambda p: replace(p / "reports/index.html", "<title>", "<title>x"), "reports/index.html has been changed by hand"),
    "a page that is gone": (lambda p: (p / "reports/index.html").unlink(), "reports/index.html is missing"),
    "code of extraction": (lambda p: replace(p / "src/analysis/finding/quotes.py", "\n", "\n\n"), "the package src/analysis has changed"),
    "a word list": (lambda p: replace(p / "src/analysis/lexicon/roles.txt", "\n", "\nx\n"), "the package src/analysis has changed"),
    "another library": (lambda p: replace(p / "reports/report.json", '"pandas": "', '"pandas": "0.'), 'pandas was "0.'),
    "a broken manifest": (lambda p: (p / "reports/report.json").write_text("{"), "report: stale\n  not built yet"),
    "a file that a notebook may ask for": (lambda p: (p / "data/coding/new.csv").write_text(""), "case_lulea: data/coding/new.csv is new"),
}  # fmt: skip


@pytest.mark.parametrize("name", TOLD)
def test_the_status_says_what_has_changed(project, name):
    change, reason = TOLD[name]
    change(project)
    code, told, err = run(project, "status")
    assert (code, err) == (1, "")
    assert reason in told


def test_code_that_only_the_pages_use_makes_no_notebook_run_again(project):
    replace(project / "src/analysis/reporting/report_pages.py", "\n", "\n\n")
    _, told, _ = run(project, "status")
    assert told == "tables: fresh\nnotebooks: fresh\nreport: stale\n  the package src/analysis has changed\n"


def test_touching_a_file_changes_nothing(project):
    for path in project.rglob("*.txt"):
        path.touch()
    assert run(project, "status")[0] == 0


def test_a_faulty_parameter_is_refused_also_when_all_is_fresh(project):
    for command in ("status", "report"):
        code, out, err = run(project, command, "-p", "langauge=sv")
        assert (code, out) == (2, "")
        assert "langauge: no such parameter; there are " in err


def test_the_manifests_hold_neither_paths_of_the_machine_nor_times(project):
    for path in (project / "reports" / "report.json", project / "data" / "processed" / "datapackage.json"):
        text = path.read_text(encoding="utf-8")
        assert str(project.parent) not in text
        assert not [
            word
            for word in ("time", "date:", "T0", "/home", "/tmp")
            if word in json.dumps(list(json.loads(text)))
        ]
