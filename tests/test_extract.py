"""Extraction as a whole: the golden tables, and the properties that hold for any text."""

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.cli import cli
from analysis.coding.codebook import load_codebook
from analysis.coding.decision_file import DEFAULT, load_decisions
from analysis.documents import CORRECTIONS, Document, Source, canonical_text, list_files, read_document
from analysis.errors import AnalysisError
from analysis.extract import extract_document, extract_folder
from analysis.finding.contacts import MASK
from analysis.paths import PROCESSED, RAW
from analysis.phrases import translate
from analysis.tables import PACKAGE_FILE, check_tables, load_tables, render_csv, write_tables

CODEBOOK = load_codebook()
PAGE = """Fler i arbete i Luleå

Publicerad 2 mars 2018

Luleå kommun samverkar med Arbetsförmedlingen i en styrgrupp. 47 av 71 deltagare fick arbete efter två år.

– Vi har haft ett nära samarbete med företag, säger Eva Ek, enhetschef på Luleå kommun.

Framgångsfaktorer:
1. Samverkan
2. Språkpraktik

Kontakta oss

Eva Ek
0920-45 49 69 eva.ek@example.se
Samverkan med Järfälla kommun gav 99 procent arbete 2011.
"""


def extract_text(text, name="sida", **about):
    source = Source(f"{name}.txt", name, **{"sha256": "0" * 64, **about})
    document = Document(name, source, True, "0" * 64, "utf-8", canonical_text(text))
    return document.text, extract_document(document, CODEBOOK)


def assert_spans_hold(text, tables):
    for name, rows in tables.items():
        for row in rows:
            if row.get("start") is not None:
                assert text[row["start"] : row["end"]] == row["text"], name
                assert row["text"] or name == "extraction_log", name
    for name in tables:
        render_csv(name, tables[name])


def write_raw(folder, **pages):
    folder.mkdir(exist_ok=True)
    for name, content in pages.items():
        (folder / f"{name}.txt").write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


@pytest.fixture(scope="module")
def five():
    return extract_folder(RAW, codebook=CODEBOOK, decisions=load_decisions(DEFAULT, CODEBOOK))


def test_the_golden_tables_are_rebuilt_byte_for_byte(five, tmp_path):
    """After a change that is meant: `analysis extract`, and read the difference."""
    write_tables(five, tmp_path)
    built = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    golden = {path.name: path.read_bytes() for path in PROCESSED.iterdir() if path.name[0] != "."}
    assert built.keys() == golden.keys()
    assert [name for name in built if built[name] != golden[name] and name != PACKAGE_FILE] == []


def test_every_span_of_the_five_texts_quotes_its_text(five):
    texts = {document.doc_id: document.text for document in map(read_document, list_files(RAW))}
    for rows in five.values():
        for row in rows:
            if row.get("start") is not None:
                assert texts[row["doc_id"]][row["start"] : row["end"]] == row["text"]


def test_keys_are_unique_and_every_reference_leads_somewhere(five):
    tables = five
    keys = {name: [row[f"{key}_id"] for row in tables[name]] for name, key in
            [("documents", "doc"), ("cases", "case"), ("segments", "segment"), ("sentences", "sentence"), ("quotes", "quote"),
             ("people", "person"), ("quantities", "quantity"), ("outcomes", "outcome"), ("codings", "coding")]}  # fmt: skip
    assert all(len(set(found)) == len(found) for found in keys.values())
    assert {row["segment_id"] for row in tables["sentences"]} <= set(keys["segments"])
    assert {
        row["sentence_id"] for name in ("quantities", "codings", "proposals") for row in tables[name]
    } <= set(keys["sentences"])
    assert {row["quantity_id"] for row in tables["outcomes"]} <= set(keys["quantities"])
    assert {one for row in tables["outcomes"] for one in row["comparable_with"].split()} <= set(
        keys["outcomes"]
    )
    assert {one for row in tables["case_factors"] for one in row["coding_ids"].split()} <= set(
        keys["codings"]
    )
    assert len(tables["case_factors"]) == len(keys["cases"]) * len(CODEBOOK.codes)


def test_two_runs_give_the_same_rows(five):
    again = extract_folder(RAW, codebook=CODEBOOK, decisions=load_decisions(DEFAULT, CODEBOOK))
    assert again == five


def test_neither_the_order_of_files_nor_their_neighbours_change_a_document(five, tmp_path):
    for number, path in enumerate(reversed(list_files(RAW))):
        shutil.copy(path, tmp_path / f"{number}_{path.name}")
    lines = (RAW / CORRECTIONS).read_text("utf-8")
    for number, path in enumerate(reversed(list_files(RAW))):
        lines = lines.replace(f",{path.stem},", f",{number}_{path.stem},")
    (tmp_path / CORRECTIONS).write_text(lines, "utf-8")
    turned = extract_folder(tmp_path, codebook=CODEBOOK)
    for name in (
        "segments",
        "sentences",
        "quotes",
        "people",
        "actors",
        "places",
        "initiatives",
        "dates",
        "quantities",
    ):
        one = {(row["doc_id"], row["start"], row["end"]) for row in five[name]}
        assert {(row["doc_id"][2:], row["start"], row["end"]) for row in turned[name]} == one, name


def test_contact_data_stands_in_no_table(five):
    tables = extract_text(PAGE)[1]
    for name in [*five, *tables]:
        for rows in (five[name], tables.get(name, [])):
            content = render_csv(name, rows).decode()
            assert "@" not in content
            assert "49 69" not in content and "amf" not in content
    assert any("contact data masked" in row["reason"] for row in tables["extraction_log"])


def test_boilerplate_feeds_no_find(five):
    for tables in (five, extract_text(PAGE)[1]):
        aside = [row for row in tables["segments"] if row["kind"] == "boilerplate"]
        assert aside
        for name in (
            "sentences",
            "quotes",
            "people",
            "actors",
            "places",
            "initiatives",
            "dates",
            "quantities",
            "codings",
            "proposals",
        ):
            for row in tables[name]:
                assert not any(
                    row["doc_id"] == one["doc_id"] and row["start"] < one["end"] and one["start"] < row["end"]
                    for one in aside
                ), (name, row["text"])


VARIANTS = {
    "no-break blanks": lambda text: text.replace(" ", "\u00a0"),
    "thin blanks in numbers": lambda text: text.replace("47 av", "47\u202fav"),
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "old Macintosh line ends": lambda text: text.replace("\n", "\r"),
    "decomposed letters": lambda text: (
        text.replace("å", "a\u030a").replace("ä", "a\u0308").replace("ö", "o\u0308")
    ),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_a_page_set_otherwise_gives_the_same_finds(name):
    text, tables = extract_text(PAGE)
    other_text, other = extract_text(VARIANTS[name](PAGE))
    assert len(other_text) == len(text)
    assert_spans_hold(other_text, other)
    for table in tables:
        if table != "documents":
            places = [{k: v for k, v in row.items() if k in ("start", "end", "code", "name", "low", "high", "kind", "role", "speaker", "status")} for row in tables[table]]  # fmt: skip
            others = [{k: v for k, v in row.items() if k in ("start", "end", "code", "name", "low", "high", "kind", "role", "speaker", "status")} for row in other[table]]  # fmt: skip
            plain = [
                {k: v.replace("\u00a0", " ") if isinstance(v, str) else v for k, v in row.items()}
                for row in others
            ]
            assert plain == places, table


def test_a_text_without_any_factor_is_extracted_and_says_so():
    text, tables = extract_text("Väder\n\nDet regnar i dag.")
    assert_spans_hold(text, tables)
    assert tables["codings"] == []
    assert "no factor found in this text" in [row["reason"] for row in tables["extraction_log"]]


def test_a_page_without_title_or_in_another_language_is_warned_about():
    _, tables = extract_text("The work of the town is to be of use for all that live in it.")
    reasons = [row["reason"] for row in tables["extraction_log"] if row["severity"] == "warning"]
    assert reasons == [
        "the language is not recognised as Swedish: the rules are made for Swedish",
        "no title found",
    ]


HOSTILE = {
    "markup": "<script>alert('x')</script>\n\n<b>Samverkan</b> med {{ namn }} och $(rm -rf /) i Luleå.",
    "formulas": "=cmd|' /C calc'!A0\n\n+SUM(A1)\n\n-2+3\n\n@kommunen samverkar med företag.",
    "escapes": "Titel \x1b[31mröd\x1b[0m\n\nKommunen \x07samverkar\x08 med företag.\x7f",
    "direction": "Titel \u202eträvmas\u202c\n\nKommunen \u2066samverkar\u2069 med \u200bföretag\u200d.\ufeff",
    "emoji": "🎉 Titel 👩🏽‍💻\n\n– Vi 😀 samverkar, säger Eva 🎉 Ek. 47 👍 personer fick arbete.",
    "odd blanks": "Titel\x0b\x0c\x1c\x1d\x85\u2028\u2029\n\nKommunen\u3000samverkar\u2003med företag.",
    "other digits": "Titel\n\n٤٧ personer, ４７ procent och ² av ½ deltagare år ２０１８ den ３ mars.",
    "capitals with odd case": "İSTANBUL ŞİRKETİ\n\nǅ ß ﬁ samverkar med İI, säger ŊŊ Ŋŋ.",
    "combining marks": "Z̸̢̛a̸l̶g̷o̸\n\nK̶o̶m̶m̶u̶n̶e̶n̶ samverkar med företag.",
    "only marks": "– – – ”” »« … ... !!! ??? ::: ;;; ((( )))",
    "only masks": f"{MASK * 40}\n\n{MASK} {MASK}",
    "blank lines": "Titel" + "\n" * 10_000 + "Kommunen samverkar med företag.",
    "private use and the last plane": "\ue000\U0010ffff\n\nKommunen \U000e0001samverkar.",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_only_text(name):
    text, tables = extract_text(HOSTILE[name])
    assert_spans_hold(text, tables)
    covered = [place for row in tables["segments"] for place in range(row["start"], row["end"])]
    assert len(set(covered)) == len(covered)
    assert all(text[place].isspace() for place in set(range(len(text))) - set(covered))


WORDS = [
    "Eva Ek", "säger", "kommunen", "Luleå", "Arbetsförmedlingen", "samverkan", "är avgörande", "47", "32.8 %", "två av tre", "procent", "personer",
    "–", "”", ",", ".", ":", "\n", "\n\n", " ", "\u00a0", "den 2 mars 2018", "2017 - pågående", "170201-181231", "projektet", "Workplace", "(", ")", "inte",
    "1.", "- ", "• ", "Kontakta oss", "a.b@c.se", "08-123 456 78", "målet", "ska", "han", "hon", "berättar", "<b>", "=1+1", "😀", "é", "Ö", "MARK",
]  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=8)), min_size=1, max_size=40),
    st.sampled_from(["", " "]),
)
def test_any_text_is_extracted_with_spans_that_hold(words, between):
    text, tables = extract_text(between.join(words).encode("utf-8", "replace").decode())
    assert_spans_hold(text, tables)


def test_two_documents_of_one_case_share_a_case(tmp_path):
    write_raw(tmp_path, ett=PAGE, två=PAGE)
    columns = "file,case_id,title,publisher,url,retrieved,sha256,note"
    (tmp_path / "sources.csv").write_text(
        f"{columns}\nett.txt,luleå,,,,,,\ntvå.txt,luleå,,,,,,\n", encoding="utf-8"
    )
    tables = extract_folder(tmp_path, codebook=CODEBOOK)
    assert [row["case_id"] for row in tables["documents"]] == ["luleå", "luleå"]
    assert [row["case_id"] for row in tables["cases"]] == ["luleå"]
    assert {row["comparable_with"] for row in tables["outcomes"]} == {""}


def test_a_file_that_the_register_does_not_list_is_used_with_a_warning(tmp_path):
    write_raw(tmp_path, ett=PAGE, två=PAGE)
    columns = "file,case_id,title,publisher,url,retrieved,sha256,note"
    (tmp_path / "sources.csv").write_text(f"{columns}\nett.txt,luleå,,,,,,\n", encoding="utf-8")
    log = extract_folder(tmp_path, codebook=CODEBOOK)["extraction_log"]
    assert [
        row["doc_id"]
        for row in log
        if row["reason"].startswith("the file is not in sources.csv: its case is")
    ] == ["två"]


def test_a_changed_file_of_the_register_stops_everything(tmp_path):
    write_raw(tmp_path, ett=PAGE, två=PAGE)
    columns = "file,case_id,title,publisher,url,retrieved,sha256,note"
    (tmp_path / "sources.csv").write_text(f"{columns}\nett.txt,luleå,,,,,{'0' * 64},\n", encoding="utf-8")
    with pytest.raises(AnalysisError, match="the file has changed: its sha256 is"):
        extract_folder(tmp_path, codebook=CODEBOOK)


def run(*arguments):
    return CliRunner().invoke(cli, ["extract", *map(str, arguments)])


def test_one_bad_file_among_many_is_listed_and_the_others_are_extracted(tmp_path):
    raw = write_raw(tmp_path / "raw", ett=PAGE, två=b"", tre="ö".encode("cp1252"), fyra=PAGE)
    result = run("--raw", raw, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "2 documents" in result.stdout
    assert "left out: tre.txt: line 1: byte 0xf6 is not utf-8" in result.stderr
    assert "left out: två.txt: the file is empty" in result.stderr
    log = (tmp_path / "out" / "extraction_log.csv").read_text(encoding="utf-8")
    assert "två,read,error" in log and "tre,read,error" in log


def test_strict_stops_at_the_first_bad_file_and_writes_nothing(tmp_path):
    raw = write_raw(tmp_path / "raw", ett=PAGE, två=b"")
    result = run("--raw", raw, "--out", tmp_path / "out", "--strict")
    assert isinstance(result.exception, AnalysisError)
    assert "the file is empty" in str(result.exception)
    assert not (tmp_path / "out").exists()


def test_a_folder_in_which_no_file_can_be_read_writes_nothing(tmp_path):
    raw = write_raw(tmp_path / "raw", ett=b"", två=b"\0")
    result = run("--raw", raw, "--out", tmp_path / "out")
    assert "no file could be read" in str(result.exception)
    assert "ett.txt: the file is empty" in str(result.exception)
    assert not (tmp_path / "out").exists()


def test_names_of_files_are_only_names(tmp_path):
    raw = write_raw(tmp_path / "raw", **{"a b'c\"d\ne; rm -rf": PAGE, "=cmd|x": PAGE, "$(touch x)": PAGE})
    assert run("--raw", raw, "--out", tmp_path / "out").exit_code == 0
    assert len(list(raw.iterdir())) == 3
    assert [row["file"] for row in load_tables(tmp_path / "out")["documents"].to_dict("records")] == sorted(
        path.name for path in raw.iterdir()
    )


def test_a_file_name_that_is_not_unicode_stops_nothing(tmp_path):
    raw = write_raw(tmp_path / "raw", ett=PAGE)
    for name, content in ((b"/\xf6.txt", PAGE.encode()), (b"/\xe4.txt", b"")):
        try:
            Path(os.fsdecode(bytes(raw) + name)).write_bytes(content)
        except OSError:
            pytest.skip("this file system takes Unicode names only")
    result = run("--raw", raw, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "2 documents" in result.stdout
    assert check_tables(tmp_path / "out") == []


def test_the_registered_title_wins_and_the_log_names_the_line_that_was_taken_for_one():
    _, tables = extract_text(f"Norra Skåne\n\n{PAGE}", title="Fler i arbete i Luleå")
    assert tables["documents"][0]["title"] == "Fler i arbete i Luleå"
    told = "the title in sources.csv is used, not this line"
    assert [row["text"] for row in tables["extraction_log"] if row["reason"] == told] == ["Norra Skåne"]
    _, same = extract_text(PAGE, title="Fler i arbete i Luleå")
    assert told not in [row["reason"] for row in same["extraction_log"]]


@pytest.mark.parametrize(
    ("about", "told"),
    [
        (
            {"retrieved": "igår"},
            ["retrieved in sources.csv: date 'igår': write it as 2026-01-31"],
        ),
        (
            {"sha256": ""},
            [f"sources.csv has no sha256, so a changed file goes unnoticed: write {'0' * 64}"],
        ),
        ({"retrieved": "2026-11-20"}, []),
    ],
)
def test_a_day_that_is_none_and_a_missing_hash_in_the_register_are_warned_of(about, told):
    log = extract_text(PAGE, **about)[1]["extraction_log"]
    assert [row["reason"] for row in log if row["severity"] == "warning"] == told
    assert all(translate(reason, "sv") != reason for reason in told)


def test_all_that_a_speaker_says_tells_whose_voice_it_is():
    _, tables = extract_text(
        "– Jag fick vänta åtta månader på sfi, säger Selam Tesfay.\n\n– Min handledare hjälpte mig till jobbet, säger Selam Tesfay.\n"
    )
    spoken = [row["voice"] for row in tables["codings"] if row["speaker"] == "Selam Tesfay"]
    assert len(spoken) > 1
    assert set(spoken) == {"participant"}
