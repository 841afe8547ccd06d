"""What people correct is laid over the finds, is told of in the log, and never lost silently."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.coding.codebook import load_codebook
from analysis.correction_file import COLUMNS, Correction, load_corrections
from analysis.corrections import correct
from analysis.errors import AnalysisError
from analysis.extract import extract_folder
from analysis.finding import quantities
from analysis.finding.people import find_people
from analysis.finding.quantity_kinds import Weighed

TEXT = """Mer jobb i Sala

Publicerad 3 maj 2019

Av deltagarna på Navet i Sala har 12 personer fått jobb. Navet drivs med Heby. Kursen tar 12 veckor.

– Det går bra, säger Eva Ek, rektor på Komvux. Kursen saknas av ljuba.
"""


@pytest.fixture(scope="module")
def book():
    return load_codebook()


def line(table, text, action, values="", **given):
    row = {
        "coder": "ann",
        "date": "2026-01-31",
        "doc_id": "sala",
        "before": "",
        "after": "",
        "reason": "said so",
    }
    return row | {"table": table, "text": text, "action": action, "set": values} | given


def write(folder, *lines):
    cells = [",".join(f'"{row[name]}"' for name in COLUMNS) for row in lines]
    (folder / "corrections.csv").write_text("\n".join([",".join(COLUMNS), *cells]), encoding="utf-8")
    (folder / "sala.txt").write_text(TEXT, encoding="utf-8")
    return folder


def build(folder, book, *lines):
    return extract_folder(write(folder, *lines), codebook=book)


def told(tables):
    return [
        (row["severity"], row["reason"]) for row in tables["extraction_log"] if row["stage"] == "corrections"
    ]


def test_a_figure_of_another_kind_leaves_the_outcomes(tmp_path, book):
    assert [row["low"] for row in build(tmp_path, book)["outcomes"]] == [12]
    tables = build(tmp_path, book, line("quantities", "12 personer", "change", "kind=target"))
    assert [(row["kind"], row["low"]) for row in tables["outcomes"]] == [("target", 12)]
    assert told(tables) == [("info", "ann, 2026-01-31: kind outcome → target: said so")]


def test_a_removed_person_is_gone_and_an_added_one_is_there_with_her_mentions(tmp_path, book):
    lines = line("people", "Eva Ek", "remove"), line("people", "ljuba", "add", "name=ljuba; role=deltagare")
    tables = build(tmp_path, book, *lines)
    assert [(row["name"], row["role"], row["mentions"]) for row in tables["people"]] == [
        ("ljuba", "deltagare", 1)
    ]
    assert all(TEXT[row["start"] : row["end"]] == row["text"] for row in tables["people"])


def test_a_name_stands_for_all_its_mentions_and_context_for_one(tmp_path, book):
    added = line("actors", "Navet", "add", "actor=Navet; kind=other")
    tables = build(tmp_path, book, added, line("actors", "Navet", "change", "kind=business", after="drivs"))
    assert [row["kind"] for row in tables["actors"] if row["actor"] == "Navet"] == ["other", "business"]


def test_a_place_gets_its_code_and_a_date_its_day(tmp_path, book):
    lines = line("places", "Heby", "change", "role=visitor"), line("places", "Sala", "change", "place=Heby")
    tables = build(
        tmp_path, book, *lines, line("dates", "3 maj 2019", "change", "date_start=2019-05-04; date_end=")
    )
    assert {(row["place"], row["code"]) for row in tables["places"]} == {("Heby", "0331")}
    assert tables["documents"][0]["published"] == "2019-05-04"


def test_speech_gets_another_speaker_and_an_outcome_another_count(tmp_path, book):
    lines = (
        line("quotes", "Det går bra", "change", "speaker=Ljuba; role="),
        line("outcomes", "12 personer", "change", "numerator=studies"),
    )
    tables = build(tmp_path, book, *lines)
    assert (tables["quotes"][0]["speaker"], tables["quotes"][0]["role"]) == ("Ljuba", "")
    assert [row["numerator"] for row in tables["outcomes"]] == ["studies"]


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (line("people", "Eva Eks", "remove"), "did you mean 'Eva Ek'?"),
        (line("people", "xyzzy", "remove"), "copy its words from the table"),
        (line("quantities", "veckor", "add", "low=12; high=12; unit=week; kind=design"), "a longer find holds its words"),
        (line("initiatives", "Naven", "add", "initiative=Naven"), "its words are not in the text"),
        (line("people", "Eva Ek", "remove", doc_id="solna"), "its document is not there"),
        (line("quotes", "i", "add", "speaker=Eva Ek"), "times in the text"),
    ],
)  # fmt: skip
def test_what_fits_nothing_is_told(tmp_path, book, given, why):
    ((severity, reason),) = told(build(tmp_path, book, given))
    assert severity == "warning" and why in reason


@pytest.mark.parametrize(
    "given",
    [
        line("people", "Eva Ek", "add", "name=Eva Ek"),
        line("quantities", "12 personer", "change", "kind=outcome"),
    ],
)
def test_what_the_rules_read_by_now_is_needless(tmp_path, book, given):
    ((severity, reason),) = told(build(tmp_path, book, given))
    assert severity == "info" and "needless" in reason


def test_a_kind_that_the_rules_doubt_is_told_until_a_person_says_it(tmp_path, book, monkeypatch):
    monkeypatch.setattr(quantities, "weigh_kind", lambda _: Weighed("background", "a rule 1.0", "outcome"))
    log = build(tmp_path, book)["extraction_log"]
    assert [row["text"] for row in log if "perhaps a result" in row["reason"]] == ["12 personer", "12 veckor"]
    tables = build(tmp_path, book, line("quantities", "12 personer", "change", "kind=background"))
    assert [row["kind_rival"] for row in tables["quantities"]] == ["", "outcome"]
    assert told(tables) == [("info", "ann, 2026-01-31: kind background confirmed: said so")]


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (line("people", "Eva Ek", "remove", coder=""), "no coder"),
        (line("people", "Eva Ek", "remove", date="31/1"), "date '31/1': write it as 2026-01-31"),
        (line("people", "", "remove"), "no doc_id or no text"),
        (line("people", "Eva Ek", "remove", reason=""), "no reason"),
        (line("people", "Eva Ek", "delete"), "action 'delete': use remove, change, add"),
        (line("codings", "Eva Ek", "remove"), "table 'codings': use people, quotes"),
        (line("outcomes", "12 personer", "remove"), "change the kind of the quantity"),
        (line("people", "Eva Ek", "remove", "name=Eva"), "with action remove: leave it empty"),
        (line("people", "Eva Ek", "change"), "nothing to set: write for example set name="),
        (line("actors", "Navet", "add", "actor=Navet"), "a new row of actors needs kind in set"),
        (line("quantities", "12", "change", "design"), "set 'design': use low, high"),
        (line("quantities", "12", "change", "low=tolv"), "low 'tolv': write a number"),
        (line("quantities", "12", "change", "unit=people"), "unit 'people': use percent"),
        (line("dates", "3 maj", "change", "date_start=3 maj"), "date_start '3 maj': write it as 2026-01-31"),
    ],
)  # fmt: skip
def test_a_faulty_line_is_refused_with_its_number(tmp_path, given, fault):
    with pytest.raises(AnalysisError) as refused:
        load_corrections(write(tmp_path, line("people", "Eva Ek", "remove"), given))
    assert [one for one in refused.value.problems if fault in one and one.startswith("line 3: ")]


def test_a_link_out_of_the_folder_is_not_read(tmp_path):
    outside, raw = tmp_path / "outside.csv", tmp_path / "raw"
    outside.write_text(",".join(COLUMNS), encoding="utf-8")
    raw.mkdir()
    (raw / "corrections.csv").symlink_to(outside)
    with pytest.raises(AnalysisError, match="leads out of the folder"):
        load_corrections(raw)


def test_a_swedish_sheet_is_read(tmp_path):
    row = [
        "ann",
        "2026-01-31",
        "sala",
        "quantities",
        "12 personer",
        "",
        "",
        "change",
        '"low=12,5; high="',
        "x",
    ]
    content = ";".join(COLUMNS) + "\r\n" + ";".join(row) + "\r\n"
    (tmp_path / "corrections.csv").write_bytes(content.encode("utf-8-sig"))
    assert load_corrections(tmp_path)[0].values == (("low", 12.5), ("high", None))


WORDS = st.sampled_from(["Eva Ek", "Eva", "Sala", "i", "(", "Navet i Sala", "rektor på\nKomvux"]) | st.text(
    min_size=1, max_size=5
).filter(str.strip)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(WORDS, st.sampled_from(["", "säger ", "."]), st.sampled_from(["remove", "change", "add"]))
    )
)
def test_every_correction_is_told_once_and_all_spans_hold(drawn):
    lines = [
        Correction(
            "ann",
            "2026-01-31",
            "sala",
            "people",
            text,
            before,
            "",
            action,
            (("name", "Bo"),) * (action != "remove"),
            "",
        )
        for text, before, action in drawn
    ]
    people, log = correct("people", find_people(TEXT), lines, TEXT)
    assert len(log) == len(lines)
    assert all(TEXT[one.start : one.end] == one.text and one.start < one.end for one in people)
    assert [(one.start, one.end) for one in people] == sorted({(one.start, one.end) for one in people})
