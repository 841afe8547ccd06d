"""The review queue: what waits, in which order, in files a Swedish Excel opens, and read back without silence."""

import csv
import io
import zipfile
from datetime import date

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from analysis.cli import cli
from analysis.coding.codebook import load_codebook
from analysis.coding.decision_file import load_decisions
from analysis.errors import AnalysisError
from analysis.reviewing.review import COLUMNS, KINDS, build_queue, read_material, write_queue
from analysis.reviewing.review_apply import apply_file
from analysis.reviewing.sheets import Sheet, read_sheet, render_csv, render_xlsx

TEXT = """Så arbetar vi i Exempelby

Kommunen och Arbetsförmedlingen samverkar i en fast styrgrupp om alla nyanlända. Samverkan är avgörande för resultatet.

Vi jobbar tack vare mål. Alla bor här. Alla bor här.
"""
CODE = "cross_agency_collaboration"
FIRST = "Kommunen och Arbetsförmedlingen samverkar i en fast styrgrupp om alla nyanlända."
DECIDED = {"coder": "ann", "date": "2026-01-31"}
FORMULAS = ["=1+1", "+46", "-5 procent", "@vi", "'=x", 'så; "så"']


@pytest.fixture(scope="module")
def book():
    return load_codebook()


@pytest.fixture
def desk(tmp_path, book):
    """A desk with a text on it: the queue, a way to hand in rows, and the decisions that follow."""
    raw, target = tmp_path / "raw", tmp_path / "decisions.csv"
    raw.mkdir()
    (raw / "by.txt").write_text(TEXT, encoding="utf-8")

    class Desk:
        file, decisions_file = tmp_path / "queue.csv", target

        def material(self):
            return read_material(raw, book, load_decisions(target, book))

        def queue(self, **options):
            return build_queue(self.material(), book, **options)

        def row(self, **values):
            row = next(
                row
                for row in self.queue(every_sentence=True)
                if row["sentence"] == FIRST and row["code"] == CODE
            )
            return {**row, **DECIDED, **values}

        def apply(self, *rows, **options):
            write_queue(rows, book, self.file)
            return apply_file(self.file, target, self.material(), book, **options)

    return Desk()


def test_unsure_comes_first_and_within_a_kind_what_weighs_most(book):
    from analysis.paths import RAW

    queue = build_queue(read_material(RAW, book, ()), book)
    kinds = [KINDS.index(row["kind"]) for row in queue]
    assert kinds == sorted(kinds)
    rules = [row["matters"] for row in queue if row["kind"] == "rules"]
    assert rules[0].startswith("without it the cell turns from claimed to silent")
    assert "with and without" in rules[-1]


def test_every_row_of_the_queue_has_its_context_and_empty_columns_for_the_decision(desk):
    row = next(row for row in desk.queue() if (row["sentence"], row["code"]) == (FIRST, CODE))
    assert list(row) == list(COLUMNS)
    assert (row["case"], row["document"], row["sentence"], row["before"]) == (
        "by",
        "by",
        FIRST,
        "Så arbetar vi i Exempelby",
    )
    assert [
        row[name] for name in ("action", "status", "polarity", "new_code", "reason", "coder", "date")
    ] == [""] * 7


def test_what_is_decided_leaves_the_queue_and_what_is_disputed_stays(desk):
    desk.apply(desk.row(action="accept"))
    assert (FIRST, CODE) not in {(row["sentence"], row["code"]) for row in desk.queue()}
    desk.apply(
        {
            **dict.fromkeys(COLUMNS, ""),
            "document": "by",
            "sentence": FIRST,
            "code": CODE,
            "action": "reject",
            "reason": "another factor",
            "coder": "bo",
            "date": "2026-02-01",
        }
    )
    disputed = [row for row in desk.queue() if row["kind"] == "dispute"]
    assert [(row["sentence"], row["why"]) for row in disputed] == [
        (FIRST, "ann: described facilitator; bo: reject")
    ]


def test_the_same_queue_gives_the_same_bytes(desk, book, tmp_path):
    for name in ("queue.xlsx", "queue.csv"):
        one, two = tmp_path / f"one_{name}", tmp_path / f"two_{name}"
        write_queue(desk.queue(), book, one)
        write_queue(desk.queue(), book, two)
        assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(tmp_path / "one_queue.xlsx") as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}


def test_csv_opens_in_a_swedish_excel(desk, book):
    write_queue(desk.queue(), book, desk.file)
    content = desk.file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").split("\r\n")[0] == ";".join(COLUMNS)


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_looks_like_a_formula_stays_text_in_both_files(tmp_path, text):
    sheet = Sheet({"words": 20}, [{"words": text}])
    (tmp_path / "a.csv").write_bytes(render_csv(sheet))
    (tmp_path / "a.xlsx").write_bytes(render_xlsx({"a": sheet}))
    cell = load_workbook(tmp_path / "a.xlsx").active["A2"]
    assert (cell.data_type, cell.value) == ("s", text)
    raw = next(
        csv.reader(io.StringIO(render_csv(sheet).decode("utf-8-sig").split("\r\n", 1)[1]), delimiter=";")
    )[0]
    assert raw[0] not in "=+-@"
    assert [read_sheet(tmp_path / name)[0][1]["words"] for name in ("a.csv", "a.xlsx")] == [text, text]


def test_the_xlsx_has_lists_to_choose_from_a_frozen_header_and_the_codes(desk, book, tmp_path):
    write_queue(desk.queue(), book, tmp_path / "q.xlsx")
    workbook = load_workbook(tmp_path / "q.xlsx")
    page = workbook["queue"]
    assert page.freeze_panes == "A2"
    assert [rule.formula1.strip('"').split(",")[0] for rule in page.data_validations.dataValidation] == [
        "accept",
        "claimed",
        "facilitator",
    ]
    assert workbook["codes"].max_row == len(book.codes) + 1


def test_rows_without_an_action_are_left_alone_and_a_stray_reason_is_told(desk):
    applied = desk.apply(desk.row(), desk.row(reason="hm"))
    assert applied.added == 0
    assert applied.notes == ["line 3: reason but no action: nothing decided"]
    assert not desk.decisions_file.exists()


def test_accept_takes_the_proposed_status_and_polarity(desk, book):
    assert desk.apply(desk.row(action="Accept ")).added == 1
    (decision,) = load_decisions(desk.decisions_file, book)
    assert (decision.action, decision.status, decision.polarity, decision.text) == (
        "accept",
        "described",
        "facilitator",
        FIRST,
    )
    assert TEXT[decision.start : decision.end] == FIRST


def test_add_codes_a_sentence_nobody_had_coded(desk, book):
    row = next(row for row in desk.queue(every_sentence=True) if row["kind"] == "no code")
    desk.apply(
        {
            **row,
            **DECIDED,
            "action": "add",
            "new_code": "shared_goal",
            "status": "described",
            "polarity": "planned",
        }
    )
    (decision,) = load_decisions(desk.decisions_file, book)
    assert (decision.code, decision.new_code, decision.polarity) == ("shared_goal", "", "planned")


def test_the_same_file_twice_changes_nothing(desk):
    desk.apply(desk.row(action="accept"))
    before = desk.decisions_file.read_bytes()
    applied = apply_file(desk.file, desk.decisions_file, desk.material(), load_codebook())
    assert (applied.added, applied.replaced, applied.unchanged) == (0, [], 1)
    assert desk.decisions_file.read_bytes() == before


def test_a_changed_mind_replaces_the_decision_and_says_so(desk, book):
    row = desk.row(action="accept")
    desk.apply(row)
    applied = desk.apply(
        {**row, "action": "reject", "reason": "another factor", "date": "2026-01-01"}
    )  # even when it bears an earlier date
    assert applied.replaced == [
        f"ann on {CODE} in by ({FIRST[:40]!r}): accept described facilitator → reject"
    ]
    assert [decision.action for decision in load_decisions(desk.decisions_file, book)] == ["reject"]


FAULTY = [
    ({"action": "maybe"}, "action 'maybe'"),
    ({"action": "accept", "coder": ""}, "no coder"),
    ({"action": "accept", "date": "igår"}, "date 'igår'"),
    ({"action": "accept", "status": "sure"}, "status 'sure'"),
    ({"action": "change"}, "change without a new code"),
    ({"action": "reject"}, "reject without a reason: write why"),
    ({"action": "change", "polarity": "barrier"}, "change without a reason: write why"),
    ({"action": "change", "new_code": "nonsense"}, "new_code 'nonsense'"),
    ({"action": "accept", "new_code": "shared_goal"}, "for action change only"),
    ({"action": "add"}, "on this sentence already"),
    ({"action": "accept", "code": "housing"}, "nothing proposes housing"),
    ({"action": "accept", "document": "elsewhere"}, "no document 'elsewhere'"),
    ({"action": "accept", "sentence": "Något annat.", "sentence_id": ""}, "no such sentence in by"),
    (
        {
            "action": "add",
            "new_code": "housing",
            "status": "claimed",
            "sentence": "Alla bor här.",
            "sentence_id": "",
        },
        "stands 2 times",
    ),
    ({"action": "add", "new_code": "shared_goal"}, "status ''"),
]


@pytest.mark.parametrize(("values", "message"), FAULTY)
def test_a_faulty_row_is_refused_with_its_line_and_nothing_is_written(desk, values, message):
    with pytest.raises(AnalysisError) as caught:
        desk.apply(desk.row(), desk.row(action="reject", reason="why"), desk.row(**values))
    assert any(problem.startswith("line 4: ") and message in problem for problem in caught.value.problems)
    assert not desk.decisions_file.exists()


def test_all_faulty_rows_are_told_at_once(desk):
    with pytest.raises(AnalysisError) as caught:
        desk.apply(desk.row(action="maybe"), desk.row(action="accept", coder="", date=""))
    assert len(caught.value.problems) == 3


def test_two_rows_that_contradict_each_other_are_refused(desk):
    with pytest.raises(AnalysisError, match="line 2 decides the same sentence and code otherwise"):
        desk.apply(desk.row(action="accept"), desk.row(action="reject", reason="another factor"))


@pytest.mark.parametrize("form", ["comma", "semicolon", "no mark", "xlsx"])
def test_a_queue_comes_back_from_any_program(desk, book, form):
    row = desk.row(action="accept", reason='därför; så, "ja"')
    if form == "xlsx":
        desk.file = desk.file.with_suffix(".xlsx")
    write_queue([row], book, desk.file)
    if form in ("comma", "no mark"):
        text = io.StringIO()
        csv.writer(text, delimiter="," if form == "comma" else ";").writerows([row, row.values()])
        desk.file.write_bytes(text.getvalue().encode("utf-8-sig" if form == "comma" else "utf-8"))
    apply_file(desk.file, desk.decisions_file, desk.material(), book)
    assert [decision.reason for decision in load_decisions(desk.decisions_file, book)] == ['därför; så, "ja"']


def test_a_date_that_excel_made_of_the_text_is_read_as_a_date(desk, book, tmp_path):
    import datetime

    path = tmp_path / "q.xlsx"
    write_queue([desk.row(action="accept")], book, path)
    workbook = load_workbook(path)
    workbook["queue"].cell(2, list(COLUMNS).index("date") + 1).value = datetime.datetime(2026, 3, 4)
    workbook.save(path)
    apply_file(path, desk.decisions_file, desk.material(), book)
    assert load_decisions(desk.decisions_file, book)[0].date == "2026-03-04"


BAD_FILES = [
    ("q.csv", "åäö".encode("cp1252"), "not UTF-8"),
    ("q.xlsx", b"no zip", "not a readable XLSX"),
    ("q.csv", b"code;action\nx;accept\n", "no column document"),
]


@pytest.mark.parametrize(("name", "content", "message"), BAD_FILES)
def test_a_file_that_is_no_queue_is_refused(desk, book, tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(AnalysisError, match=message):
        apply_file(tmp_path / name, desk.decisions_file, desk.material(), book)


def test_the_commands_write_a_queue_and_read_it_back(desk, book, tmp_path):
    run = CliRunner().invoke
    common = ["--raw", str(tmp_path / "raw"), "--decisions", str(desk.decisions_file)]
    out = tmp_path / "ann.xlsx"
    assert (
        run(
            cli, ["review", "queue", "--out", str(out), "--coder", "ann", *common], catch_exceptions=False
        ).exit_code
        == 0
    )
    workbook = load_workbook(out)
    for column, words in (("action", "reject"), ("reason", "another factor")):
        workbook["queue"].cell(2, list(COLUMNS).index(column) + 1).value = words
    workbook.save(out)
    result = run(cli, ["review", "apply", str(out), *common], catch_exceptions=False)
    assert (result.exit_code, result.output.split(" → ")[0]) == (0, "1 added, 0 replaced, 0 already there")
    assert [one.date for one in load_decisions(desk.decisions_file, book)] == [date.today().isoformat()]


def test_a_queue_may_hold_one_case_only(desk, book, tmp_path):
    (tmp_path / "raw" / "stad.txt").write_text(TEXT, encoding="utf-8")
    out, raw = tmp_path / "stad.csv", str(tmp_path / "raw")
    asked = ["review", "queue", "--out", str(out), "--raw", raw, "--decisions", str(desk.decisions_file)]
    CliRunner().invoke(cli, [*asked, "--case", "stad"], catch_exceptions=False)
    assert {row["case"] for _, row in read_sheet(out)} == {"stad"}
    result = CliRunner().invoke(cli, [*asked, "--case", "berg"])
    assert str(result.exception) == "--case berg: no such case: use one of by, stad"
