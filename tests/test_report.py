"""A report is built whole or not at all, is the same twice, and its check finds what is wrong with it."""

import os
import re
import shutil

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from analysis.errors import AnalysisError
from analysis.extract import extract_folder
from analysis.reporting.notebook_pages import make_body
from analysis.reporting.report import build_report
from analysis.reporting.report_check import check_report
from analysis.reporting.run_plan import read_parameters
from analysis.tables import load_tables, write_tables

TEXTS = {
    "gnosjo.txt": "Samverkan i Gnosjö\n\nSamverkan har varit avgörande, säger Eva Ek, rektor på Komvux.\n",
    "lulea.txt": "Praktik i Luleå\n\nDrygt 70 procent av deltagarna i Luleå fick arbete.\n",
}
PARAMETERS = {"tags": ["parameters"]}


def notebook(*cells, parameters='language = "sv"  # sv or en'):
    code = [new_code_cell(parameters, metadata=PARAMETERS, id="parameters")]
    made = [
        new_markdown_cell(cell, id=f"cell-{n}")
        if cell.startswith("#")
        else new_code_cell(cell, id=f"cell-{n}")
        for n, cell in enumerate(cells)
    ]
    return new_notebook(cells=made[:1] + code + made[1:])


LINK = (
    "from IPython.display import HTML\nup = '..'\n"
    "HTML(f\"<p>Se <a href='{up}/reports/source_gnosjo.html#gnosjo-s002'>källan</a></p>\")"
)
ALL = notebook("# Alla fall\n\nEn fråga.", LINK, "## Tabell", "print('<script>alert(x)</script> {{ x }}')")
CASE = notebook("# Ett fall", "print(case_id, names)", parameters='case_id = ""\nnames = "role"')


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    for name in ("raw", "notebooks"):
        (folder / name).mkdir()
    for name, text in TEXTS.items():
        (folder / "raw" / name).write_text(text, encoding="utf-8")
    write_tables(extract_folder(folder / "raw"), folder / "tables")
    nbformat.write(CASE, folder / "notebooks" / "02_case.ipynb")
    nbformat.write(ALL, folder / "notebooks" / "03_all.ipynb")
    build(folder)
    return folder


def build(folder, parameters=None, out="reports", notebooks="notebooks", **options):
    places = {"tables": folder / "tables", "raw": folder / "raw", "notebooks": folder / notebooks}
    return build_report(folder / out, parameters, **places, timeout=60, **options)


def check(folder, report):
    tables = load_tables(folder / "tables")
    return check_report(report, tables, raw=folder / "raw", notebooks=folder / "notebooks")


def contents(folder):
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


@pytest.fixture
def copy(project, tmp_path):
    return shutil.copytree(project / "reports", tmp_path / "reports")


def test_every_case_source_and_notebook_has_a_page(project):
    assert sorted(path.name for path in (project / "reports").glob("*.html")) == [
        "03_all.html",
        "case_gnosjo.html",
        "case_lulea.html",
        "index.html",
        "source_gnosjo.html",
        "source_lulea.html",
    ]
    assert check(project, project / "reports") == []


def test_a_second_build_changes_no_byte_and_tells_its_progress(project):
    before, told = contents(project / "reports"), []
    build(project, progress=lambda done, total, what: told.append((done, total)))
    assert contents(project / "reports") == before
    assert told == [(n, 6) for n in range(1, 7)]
    assert [path.name for path in project.iterdir() if path.name.startswith(".")] == []


def test_parameters_reach_only_the_notebooks_that_declare_them(project):
    build(project, {"names": "full", "language": "en"}, out="other")
    assert "gnosjo full" in (project / "other" / "case_gnosjo.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in (project / "other" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"name": "full"}, "name: no such parameter; there are language, names"),
        ({"names": "initials"}, "'initials' is not one of role, full, pseudonym"),
        ({"case_id": "gnosjo"}, "case_id: no such parameter"),
        ({"cases": ["umea"]}, "no case 'umea'; there are gnosjo, lulea"),
    ],
)
def test_a_faulty_parameter_is_refused_before_anything_runs(project, parameters, message):
    with pytest.raises(AnalysisError, match=message):
        build(project, parameters)


def test_a_source_links_back_to_where_it_is_cited(project):
    source = (project / "reports" / "source_gnosjo.html").read_text(encoding="utf-8")
    assert '<a href="03_all.html#cite-1">Alla fall</a>' in source


def test_hostile_output_is_shown_and_not_run():
    cell = new_code_cell(
        "x",
        id="x",
        outputs=[
            nbformat.v4.new_output(
                "display_data",
                {"text/html": "<script>alert(1)</script><p onclick='x'>a <a href='javascript:x'>b</a>"},
            )
        ],
    )
    body = make_body(new_notebook(cells=[cell]), {})
    assert "<script" not in body.html and "&lt;script&gt;" in body.html
    assert "onclick" not in body.html and "javascript" not in body.html


def test_a_narrow_screen_is_told_a_cells_column_and_keeps_remarks_in_sight():
    html = (
        '<table class="framework"><thead><tr><th>factor</th><th>Gnosjö</th></tr></thead><tbody>'
        '<tr><td>Housing</td><td>A line</td></tr></tbody></table><table><tbody><tr class="told"><td>1</td><td>2</td></tr>'
        '<tr class="below"><td></td><td colspan="1">a remark</td></tr></tbody></table>'
    )
    shown = nbformat.v4.new_output("display_data", {"text/html": html})
    body = make_body(new_notebook(cells=[new_code_cell("x", id="x", outputs=[shown])]), {})
    assert '<td data-label="Gnosjö">A line</td>' in body.html
    assert '<div class="under">a remark</div></td>' in body.html


def test_a_failing_notebook_leaves_the_old_report_and_is_named(project):
    before = contents(project / "reports")
    (project / "failing").mkdir(exist_ok=True)
    nbformat.write(notebook("# Fel", "print(1)", "1 / 0"), project / "failing" / "01_fel.ipynb")
    with pytest.raises(AnalysisError, match=r"01_fel\.ipynb, cell 4: ZeroDivisionError: division by zero"):
        build(project, notebooks="failing")
    assert contents(project / "reports") == before


def test_a_cell_that_never_ends_is_stopped(project):
    (project / "endless").mkdir(exist_ok=True)
    nbformat.write(notebook("# Evig", "import time; time.sleep(600)"), project / "endless" / "01_evig.ipynb")
    places = {"tables": project / "tables", "raw": project / "raw", "notebooks": project / "endless"}
    with pytest.raises(AnalysisError, match="ran longer than it may"):
        build_report(project / "none", timeout=2, **places)
    assert not (project / "none").exists()


def test_a_killed_run_is_put_right_by_the_next(project):
    before = contents(project / "reports")
    (project / "reports").rename(project / ".reports.old")
    (project / ".reports.new").mkdir()
    with pytest.raises(AnalysisError):
        build(project, notebooks="failing")
    assert contents(project / "reports") == before
    assert not list(project.glob(".reports.*"))


def test_a_folder_with_other_work_is_left_alone(project, tmp_path):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(AnalysisError, match=r"holds other files \(no report\.json\)"):
        build(project, out=os.path.relpath(tmp_path, project))


FAULTS = [
    ("03_all.html", "source_gnosjo.html#gnosjo-s002", "source_gnosjo.html#gnosjo-s999", "has no such place"),
    (
        "03_all.html",
        "source_gnosjo.html#gnosjo-s002",
        "source_umea.html",
        "'source_umea.html', which does not exist",
    ),
    (
        "index.html",
        "</main>",
        "<img src='https://example.org/a.png' alt='a'></main>",
        "loads 'https://example.org",
    ),
    ("index.html", "</main>", "<script>1</script></main>", "holds a script"),
    ("index.html", "</main>", "<img src='data:image/png;base64,AA=='></main>", r"\(alt\)"),
    ("index.html", "</main>", "<p>Eva Ek</p></main>", "shows the name Eva Ek"),
    ("index.html", "</main>", "<p>0920-12 34 56</p></main>", "shows contact data"),
    ("case_lulea.html", "</main>", "<a href='../secret.html'>x</a></main>", "leads out of the report"),
    ("case_lulea.html", "</style>", "@import 'a.css';</style>", "loads something from outside"),
]


@pytest.mark.parametrize(("page", "old", "new", "message"), FAULTS, ids=[fault[2][:40] for fault in FAULTS])
def test_a_planted_fault_is_found(project, copy, page, old, new, message):
    path = copy / page
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    problems = check(project, copy)
    assert any(re.search(message, problem) for problem in problems), problems


def test_parameters_are_read_also_where_a_comment_holds_a_sign_of_equality():
    assert read_parameters("cases = []  # empty = all") == {"cases": []}
