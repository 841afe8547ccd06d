"""A report that proves itself: built once, then spoilt in one place at a time; each fault is named with its page."""

import json
import re
import shutil

import nbformat
import pytest
from bs4 import BeautifulSoup
from docx import Document
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from openpyxl import load_workbook

from analysis.paths import RAW
from analysis.reporting.name_check import find_shown_names
from analysis.reporting.report import build_report
from analysis.reporting.report_check import check_report
from analysis.tables import load_tables

OPEN = (
    "from analysis import show\nfrom analysis.study import open_study\n\nstudy = open_study(globals())\nstudy"
)
ALL = [
    "# All cases\n\nSince 1994 a 95 % interval has been drawn.",
    'cases = []\nreading = "claimed_only"\nlanguage = "en"\nnames = "role"',
    OPEN,
    "## What stands here",
    "show.answer(study)",
    "show.limits(study)",
    "show.matrix_table(study)",
    "show.matrix_chart(study)",
    "show.prevalence_chart(study)",
    "show.voices_table(study)",
    "show.evidence(study)",
    "show.outcomes_table(study)",
    "show.timeline_table(study)",
    "## What is left",
    "show.methods_list(study)",
    "show.stability_table(study)",
    "## Beside the cases",
    "show.framework_table(study)",
    "show.comparability_table(study)",
    "show.nation_table(study)",
    "show.changes_table(study)",
    "show.outcome_split(study)",
    "show.picked_pairs(study)",
]
CASE = [
    "# One case",
    'case_id = ""\nlanguage = "en"\nnames = "role"',
    OPEN,
    "show.case_heading(study)",
    "show.case_template(study)",
    "show.case_factors_table(study)",
]
FEW = {"cases": ["gnosjo", "jarfalla", "lulea", "trelleborg"]}
PAGE, LEDGER = "03_all.html", "ledger.json"


def write_notebook(path, cells):
    made = []
    for number, source in enumerate(cells, 1):
        kind = new_markdown_cell if source.startswith("#") else new_code_cell
        made.append(kind(source, id=f"cell-{number:02d}"))
    made[1].metadata["tags"] = ["parameters"]
    nbformat.write(new_notebook(cells=made), path)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("built")
    for name in ("notebooks", "one"):
        (folder / name).mkdir()
    write_notebook(folder / "notebooks" / "02_case.ipynb", CASE)
    for name in ("notebooks", "one"):
        write_notebook(folder / name / "03_all.ipynb", ALL)
    build_report(folder / "report", FEW, notebooks=folder / "notebooks")
    return folder


@pytest.fixture
def report(built, tmp_path):
    return shutil.copytree(built / "report", tmp_path / "report")


def check(folder, built, **places):
    tables = places.pop("tables", None) or load_tables()
    return check_report(folder, tables, notebooks=built / "notebooks", **places)


def change(report, page, pattern, new):
    text = (report / page).read_text(encoding="utf-8")
    changed, times = re.subn(pattern, new, text, count=1, flags=re.DOTALL)
    assert times == 1 and changed != text
    (report / page).write_text(changed, encoding="utf-8")


def change_ledger(report, change_one, page=PAGE, **wanted):
    ledger = json.loads((report / LEDGER).read_text(encoding="utf-8"))
    claim = next(
        one
        for one in ledger["claims"]
        if one["page"] == page and all(one[name] == value for name, value in wanted.items())
    )
    change_one(ledger, claim)
    (report / LEDGER).write_text(json.dumps(ledger, ensure_ascii=False), encoding="utf-8")
    return claim


def other_digit(match):
    return f"{match[1]}{(int(match[2]) + 1) % 10}{match[3]}"


def test_the_untouched_report_holds(report, built):
    assert check(report, built) == []


def test_every_kind_of_claim_is_in_the_ledger_with_its_evidence(built):
    ledger = json.loads((built / "report" / LEDGER).read_text(encoding="utf-8"))
    kinds = {claim["kind"] for claim in ledger["claims"]}
    assert kinds == {"count", "value", "derived", "text", "quote", "words", "conclusion", "chart", "note"}
    bare = [
        one
        for one in ledger["claims"]
        if one["kind"] in ("count", "value", "quote", "words", "chart", "note")
    ]
    assert all(one["evidence"] or one["text"] == "0" for one in bare)
    assert all(one["cell"] for one in ledger["claims"] if one["page"] == PAGE)


SPOILT = {
    "a digit in generated prose": (PAGE, r"(<li><span class=\"conclusion\"[^>]*><data [^>]*>)(\d)(</data>)", other_digit, r"near “.*the page says"),
    "a digit in a table": (PAGE, r"(&nbsp;|\u00a0)(?=<small>)(<small><data [^>]*>)(\d)(</data>)", lambda m: f"{m[1]}{m[2]}{(int(m[3]) + 1) % 10}{m[4]}", "the page says"),
    "a number with its value": (PAGE, r'value="(\d+)"([^>]*)>\1</data>', r'value="777"\2>777</data>', "'777' where the ledger says"),
    "a digit in static prose": (PAGE, "(>)199(4)(<)", r"\g<1>199\g<2>1\g<3>", "'19941' where the ledger says '1994'"),
    "a word in static prose": (PAGE, "has been drawn", "was drawn", "is not the prose of the notebook"),
    "a letter in a quote": (PAGE, r'(<q id="claim-\d+" lang="sv">”\w)\w', r"\1z", "where the ledger says"),
    "a quote for another case": (PAGE, r"(<cite><a [^>]*>)Gnosjö(</a>)", r"\1Luleå\2", "the quote is from Gnosjö, shown for Luleå"),
    "a dead link": (PAGE, r'href="source_gnosjo.html#[^"]*"', 'href="source_umea.html"', "'source_umea.html', which does not exist"),
    "a dead anchor": (PAGE, r'href="source_gnosjo.html#[^"]*"', 'href="source_gnosjo.html#gnosjo-s999"', "has no such place"),
    "a quote's link to another sentence": (PAGE, r'(<cite><a [^>]*href="source_gnosjo.html#)gnosjo-s\d+"', r'\1gnosjo-s001"', "link leads to source_gnosjo.html#gnosjo-s001, not to"),
    "a chart's byte": (PAGE, r'(src="data:image/png;base64,.{200})(.)', lambda m: m[1] + ("A" if m[2] != "A" else "B"), "is not the picture that was drawn there"),
    "a digit in an alternative text": (PAGE, r'(alt="Matrix of )\d', r"\g<1>9", "where the ledger says 'Matrix of"),
    "a number without a claim": (PAGE, "</main>", "<p>In all 4711 persons.</p></main>", r"near “In all 4711 persons.” the number '4711' has no claim"),
    "a conclusion turned round": (PAGE, r"Not eliminated by these cases", "Eliminated by these cases", "the page says .* where the ledger says"),
    "a cell taken away": (PAGE, r'<div class="[^"]*code_cell[^"]*" data-cell="03_all/cell-10">.*?</table></div>', "<div>", "of the ledger is not on the page"),
    "a name": (PAGE, "</main>", "<p>Joakim Danielsson</p></main>", "it shows the name"),
    "an e-mail address": ("case_gnosjo.html", "</main>", "<p>namn@kommunen.se</p></main>", "it shows contact data"),
    "a letter in a source": ("source_gnosjo.html", r'(<span class="sentence" id="[^"]*">[A-ZÅÄÖ][a-zåäö]+)[a-zåäö] ', r"\1q ", "the text is not that of data/raw"),
    "a number on a source page": ("source_gnosjo.html", "</main>", "<p>4711</p></main>", "the number '4711' is of no find in the text"),
    "words of no notebook": (PAGE, "</main>", "<p>Coaching works.</p></main>", "the words 'Coaching works.' are of no cell"),
    "a figure beside a source": ("source_gnosjo.html", r"(<p>Value: )71(</p>)", r"\g<1>72\2", "where the ledger says|is not in the row"),
    "a column with the name of another case": (PAGE, r'(<table class="framework">.*?<th scope="col">)Gnosjö(</th>)', r"\1Luleå\2", "the line is not that of Luleå|the quote is not from Luleå"),
    "a cell that narrow screens call by another case": (PAGE, 'data-label="Gnosjö"', 'data-label="Luleå"', "the cell of Gnosjö is called 'Luleå'"),
    "a quote's number": (PAGE, r'(<details class="quotes">.*?<cite><a [^>]*><data [^>]*>)\d+(</data>)', r"\g<1>99\2", "the quote is from Gnosjö, shown for 99"),
    "the number of notes": ("source_gnosjo.html", r"(</span> )(\d+)(</li>)", lambda m: f"{m[1]}{int(m[2]) + 1}{m[3]}", "the legend does not give the number of notes"),
}  # fmt: skip


@pytest.mark.parametrize("fault", SPOILT)
def test_a_fault_on_a_page_is_found(report, built, fault):
    page, pattern, new, message = SPOILT[fault]
    change(report, page, pattern, new)
    problems = check(report, built)
    assert [one for one in problems if one.startswith(page) and re.search(message, one)], problems


@pytest.mark.parametrize(("name", "origin"), [("report.docx", "pages"), ("tables.xlsx", "tables")])
def test_a_changed_or_missing_file_to_download_is_found(report, built, name, origin):
    content = (report / name).read_bytes()
    (report / name).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert check(report, built) == [f"{name} does not say what the {origin} say: run analysis report --all."]
    (report / name).unlink()
    assert any(f"a link leads to '{name}', which does not exist" in fault for fault in check(report, built))


def add_cell(path, text):
    book = load_workbook(path)
    book["segments"]["I2"] = text
    book.save(path)


def add_paragraph(path, text):
    document = Document(path)
    document.add_paragraph(text)
    document.save(path)


@pytest.mark.parametrize(("name", "add"), [("report.docx", add_paragraph), ("tables.xlsx", add_cell)])
@pytest.mark.parametrize(
    ("text", "leak"),
    [
        ("Jakob Björnell", "the name Jakob Björnell"),
        ("Carolina Nilsson", "the name Carolina Nilsson"),  # a press contact, whom no other table names
        ("Kerstin Norberg", "the name Kerstin Norberg"),  # whom no table names
        ("namn@kommunen.se", "contact data (16 characters)"),
    ],
)
def test_a_person_in_a_file_to_download_is_found(report, name, add, text, leak):
    add(report / name, text)
    assert f"{name}: it shows {leak}." in find_shown_names(report, load_tables(), "role")


@pytest.mark.parametrize(
    "name", [PAGE, "source_lulea.html", LEDGER, "ledger.csv", f"notebooks/{PAGE[:-5]}.ipynb"]
)
def test_a_name_that_no_table_has_is_found_wherever_it_stands(report, name):
    change(report, name, "Luleå", "Kerstin Norberg")
    assert f"{name}: it shows the name Kerstin Norberg." in find_shown_names(report, load_tables(), "role")


def test_two_charts_that_changed_places_are_found(report, built):
    text = (report / PAGE).read_text(encoding="utf-8")
    one, other = re.findall(r'src="(data:image/png;base64,[^"]+)"', text)
    swapped = text.replace(one, "@@").replace(other, one).replace("@@", other)
    (report / PAGE).write_text(swapped, encoding="utf-8")
    problems = check(report, built)
    assert len(problems) == 2 and all("is not the picture that was drawn there" in one for one in problems)


def test_a_table_that_changed_after_the_build_is_named(report, built):
    tables = load_tables()
    tables["documents"] = tables["documents"].assign(words=tables["documents"]["words"] + 1)
    problems = check(report, built, tables=tables)
    assert "the table documents is not the one that the report was built from" in problems[0]


def test_a_count_is_held_against_the_tables_and_not_only_against_their_hash(report, built):
    tables = load_tables()
    tables["codings"] = tables["codings"].iloc[40:].reset_index(drop=True)
    problems = check(report, built, tables=tables)
    assert [one for one in problems if one.startswith(PAGE) and "which no table has" in one]


def test_a_raw_text_that_changed_is_named(report, built, tmp_path):
    raw = shutil.copytree(RAW, tmp_path / "raw")
    path = raw / "gnosjo.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("71", "72"), encoding="utf-8")
    problems = check(report, built, raw=raw)
    assert [one for one in problems if "gnosjo.txt" in one and "has changed" in one]


def test_a_claim_that_the_ledger_lost_is_found(report, built):
    lost = change_ledger(report, lambda ledger, claim: ledger["claims"].remove(claim), kind="count")
    problems = check(report, built)
    assert [one for one in problems if f"({lost['id']}) has no entry in the ledger" in one]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "ledger.json is missing"),
        ("{}", "no whole ledger"),
        ('{"tables": {}, "notebooks": {}, "pages": {}, "claims": []}', "the ledger does not know the page"),
    ],
    ids=["missing", "empty", "emptied"],
)
def test_a_report_without_its_ledger_is_not_accepted(report, built, content, message):
    (report / LEDGER).unlink()
    if content is not None:
        (report / LEDGER).write_text(content, encoding="utf-8")
    assert [one for one in check(report, built) if message in one]


def test_a_number_changed_on_the_page_and_in_the_ledger_alike_is_held_against_the_tables(report, built):
    claim = change_ledger(report, lambda _, one: one.update(text="888", value="888"), kind="count")
    change(report, PAGE, rf'<data ([^>]*)value="\d+"([^>]*id="{claim["id"]}"[^>]*)>\d+</data>|<data ([^>]*id="{claim["id"]}"[^>]*)value="\d+"([^>]*)>\d+</data>', f'<data id="{claim["id"]}" value="888">888</data>')  # fmt: skip
    assert [
        one for one in check(report, built) if one.startswith(PAGE) and "is not the number of its rows" in one
    ]


def test_a_conclusion_changed_on_the_page_and_in_the_ledger_alike_is_worked_out_again(report, built):
    def turn(_, claim):
        claim["text"] = claim["text"].replace("Not eliminated by these cases", "Eliminated by these cases")

    change_ledger(report, turn, kind="conclusion", key="result_agreement")
    change(report, PAGE, "Not eliminated by these cases", "Eliminated by these cases")
    problems = [one for one in check(report, built) if one.startswith(PAGE)]
    assert [one for one in problems if "has not the words of the conclusion 'result_agreement'" in one]
    assert [
        one for one in problems if "under “What is left” is not what its cell shows when run again" in one
    ]


def change_both(report, old, new, **wanted):
    """Put other words on the page and in the ledger alike, as somebody might who knows of both."""

    def turn(_, claim):
        assert old in claim["text"]
        claim.update(text=claim["text"].replace(old, new, 1), value=claim["value"].replace(old, new, 1))

    claim = change_ledger(report, turn, **wanted)
    soup = BeautifulSoup((report / PAGE).read_text(encoding="utf-8"), "html.parser")
    tag = soup.find(id=claim["id"])
    tag.string = claim["text"]
    if tag.has_attr("value"):
        tag["value"] = claim["value"]
    (report / PAGE).write_text(str(soup), encoding="utf-8")


SPOILT_ON_BOTH = {
    "the date of a reform": ("2015-11", "2015-12", {"table": "changes.date"}, "is not what changes.date of changes:2 holds"),
    "a national level": ("just under 32 %", "just under 42 %", {"key": "remark_nation"}, "2017-01–2017-10: just under 42 %, which is no verified level in data/reference"),
    "a year of a figure": ("over 2016", "over 2015", {"key": "remark_nation"}, "names other years than its figures"),
    "a level from another source": ("55 % in 2018", "65 % in 2018", {"key": "remark_local"}, r"gives 65 % in 2018 \(Luleå municipality\), which is no verified level"),
    "the source of a level": ("Luleå municipality", "SCB", {"key": "remark_local"}, r"gives 55 % in 2018 \(SCB\), which is no verified level"),
    "which of two cases is higher": ("Järfälla with the outcome and Trelleborg without", "Trelleborg with the outcome and Järfälla without", {"key": "result_difference"}, "sets Trelleborg above Järfälla, whose figure is not lower"),
    "a case that is compared": ("Järfälla and Luleå", "Gnosjö and Luleå", {"key": "result_agreement"}, "compares the outcome of Gnosjö and does not name its figure"),
    "what two cases share": ("Not eliminated by these cases: Cross-agency", "Not eliminated by these cases: Housing, Cross-agency", {"key": "result_agreement"}, "as kept, which by the codings are 3"),
    "how many conditions are eliminated": ("21 conditions", "22 conditions", {"key": "result_difference"}, "gives '22 conditions' as eliminated, which by the codings are 21"),
    "in how many conditions two cases differ": ("in 7 of 30", "in 8 of 30", {"key": "pair_different"}, "gives '8' as distance, which by the codings are 7"),
    "how many conditions are compared": ("in 11 of 33", "in 11 of 32", {"key": "pair_same"}, "gives '32' as compared, which by the codings are 33"),
    "what two cases differ in": ("Staff continuity, ", "", {"key": "pair_different"}, "as differing, which by the codings are 7"),
    "how silence is read": ("the reading claimed against not claimed, a property of the texts", "silence read as absence", {"key": "assumed"}, "names another reading than its notebook chose"),
    "the side of the cut of a part-year figure": ("would lie above", "would not lie above", {"key": "part_year_above"}, "has not the words of the conclusion"),
    "the year of a part-year figure": ("(2018)", "(2017)", {"key": "part_year_above"}, "is not what outcomes has of"),
    "a share": ("66.2 %", "67.2 %", {"key": "remark_interval"}, "gives 67.2 % for 66.2 %"),
    "an end of an interval": ("54.6", "55.6", {"key": "remark_interval"}, "gives 55.6 for 54.6 %"),
    "a part that the text does not give": ("47 of 71", "48 of 71", {"key": "remark_interval"}, "takes 48 of 71, which gnosjo does not give"),
    "cases that may not be compared": ("no", "yes", {"kind": "conclusion", "text": "no"}, "is not what outcomes.comparable_with says"),
    "a line of the framework matrix": ("named", "proven", {"evidence": "framework"}, "is in no list of sentences|the line is not that of"),
    "a limit of the material": ("nothing can show", "all this can show", {"kind": "conclusion", "key": ""}, "is in no list of sentences"),
}  # fmt: skip


@pytest.mark.parametrize("fault", SPOILT_ON_BOTH)
def test_a_conclusion_or_date_changed_on_page_and_ledger_alike_is_held_against_its_evidence(
    report, built, fault
):
    old, new, wanted, message = SPOILT_ON_BOTH[fault]
    claims = json.loads((report / LEDGER).read_text(encoding="utf-8"))["claims"]
    lines = [one for one in claims if one["cell"] == "03_all/cell-18" and one["kind"] == "conclusion"]
    if wanted.get("evidence") == "framework":
        wanted = {"id": next(one["id"] for one in lines if old in one["text"])}
    elif "text" not in wanted and "table" not in wanted:
        fits = (one for one in claims if one["page"] == PAGE and all(one[n] == v for n, v in wanted.items()))
        wanted = {"id": next(one["id"] for one in fits if old in one["text"])}
    change_both(report, old, new, **wanted)
    problems = check(report, built)
    assert [one for one in problems if one.startswith(PAGE) and re.search(message, one)], problems


@pytest.mark.parametrize(
    ("wanted", "evidence", "message"),
    [
        ({"kind": "conclusion"}, [], "concludes without naming what it rests on"),
        ({"kind": "conclusion"}, ["gnosjo-c999"], "rests on 'gnosjo-c999', which no table has"),
        ({"kind": "conclusion", "cell": "03_all/cell-18"}, ["lulea-s003"], "rests on other sentences than the line"),
        ({"key": "conclusion_claimed_several"}, ["gnosjo-c001"], "rests on gnosjo-c001, which is no coding of it"),
        ({"table": "changes.title"}, ["changes:3"], "is not what changes.title of changes:3 holds"),
    ],
    ids=["none", "unknown", "another sentence", "another factor", "another line of the notes"],
)  # fmt: skip
def test_a_claim_that_rests_on_other_evidence_is_found(report, built, wanted, evidence, message):
    change_ledger(report, lambda _, one: one.update(evidence=evidence), **wanted)
    assert [one for one in check(report, built) if one.startswith(PAGE) and message in one]


def test_a_quote_whose_evidence_is_another_sentence_is_found(report, built):
    change_ledger(report, lambda _, one: one.update(evidence=["lulea-s003"]), kind="quote")
    assert [one for one in check(report, built) if "does not stand so in lulea-s003" in one]


def test_an_executed_notebook_that_changed_is_found(report, built):
    path = report / "notebooks" / "03_all.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace("All cases", "Some cases"), encoding="utf-8")
    assert [
        one
        for one in check(report, built)
        if "notebooks/03_all.ipynb is not the notebook that was run" in one
    ]


def test_a_notebook_rewritten_since_the_report_was_built_is_found(report, built, tmp_path):
    shutil.copytree(built / "notebooks", tmp_path / "notebooks")
    write_notebook(tmp_path / "notebooks" / "03_all.ipynb", [*ALL[:6], "show.voices_table(study)"])
    problems = check_report(report, load_tables(), notebooks=tmp_path / "notebooks")
    assert [one for one in problems if "03_all.ipynb has changed since the report was built" in one]


@pytest.mark.parametrize(
    "parameters", [{"language": "sv", "names": "pseudonym"}, {"names": "full"}], ids=["sv-pseudonym", "full"]
)
def test_a_report_in_swedish_or_with_names_proves_itself_too(built, tmp_path, parameters):
    build_report(tmp_path / "report", FEW | parameters, notebooks=built / "one")
    assert check(tmp_path / "report", built) == []
