"""Raw files and their register: every bad input has a message that says what, where and how to repair it."""

import hashlib
import os
import unicodedata

import pytest

from analysis import documents
from analysis.documents import (
    REGISTER_COLUMNS,
    Source,
    check_encoding,
    guess_language,
    list_files,
    load_register,
    read_document,
)
from analysis.errors import AnalysisError

TEXT = "Språk och arbete\n\nKommunen samverkar med företag."


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def register(folder, *lines, header=None):
    header = header or ",".join(REGISTER_COLUMNS)
    return write(folder, "sources.csv", "\n".join([header, *lines]) + "\n")


BAD_FILES = {
    "empty": (b"", "the file is empty: paste the text again, or delete the file"),
    "blank": (b" \n\t\r\n ", "the file is empty: paste the text again, or delete the file"),
    "only_bom": (b"\xef\xbb\xbf", "the file is empty: paste the text again, or delete the file"),
    "cp1252": (
        "Rad\nGnosjö".encode("cp1252"),
        "line 2: byte 0xf6 is not utf-8: save the file as UTF-8, or, if it is",
    ),
    "utf16": ("Gnosjö".encode("utf-16"), "looks like UTF-16: run again with --encoding utf-16"),
    "nul": (b"Rad\n\nen\0tv\xc3\xa5", "line 3: a NUL byte: this is not a text file; export it anew"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_is_no_text_is_refused_with_its_name_and_the_repair(tmp_path, name):
    content, message = BAD_FILES[name]
    path = write(tmp_path, f"{name}.txt", content)
    with pytest.raises(AnalysisError) as caught:
        read_document(path)
    assert str(caught.value).startswith(f"{path.as_posix()}: {message}")


def test_an_older_windows_file_is_told_which_option_reads_it_and_that_option_does(tmp_path):
    path = write(tmp_path, "a.txt", TEXT.encode("cp1252"))
    with pytest.raises(AnalysisError, match="run again with --encoding cp1252"):
        read_document(path)
    document = read_document(path, encoding="cp1252")
    assert (document.text, document.encoding) == (TEXT, "cp1252")


def test_a_utf_16_file_is_read_when_the_option_says_so(tmp_path):
    assert read_document(write(tmp_path, "a.txt", TEXT.encode("utf-16")), encoding="utf-16").text == TEXT


@pytest.mark.parametrize("encoding", ["klingon", "base64", "undefined", "utf-8\0"])
def test_an_encoding_that_reads_no_texts_is_refused(tmp_path, encoding):
    for read in (check_encoding, lambda name: read_document(write(tmp_path, "a.txt", TEXT), encoding=name)):
        with pytest.raises(AnalysisError, match="no such encoding: try utf-8 or cp1252") as caught:
            read(encoding)
        assert caught.value.where == f"--encoding {encoding}"


def test_an_encoding_that_does_not_say_where_it_failed_is_still_a_message(tmp_path):
    with pytest.raises(AnalysisError, match="is not idna: save the file as UTF-8"):
        read_document(write(tmp_path, "a.txt", "å" * 100), encoding="idna")


SAME_TEXT = {
    "crlf": TEXT.replace("\n", "\r\n").encode(),
    "cr": TEXT.replace("\n", "\r").encode(),
    "bom": b"\xef\xbb\xbf" + TEXT.encode(),
    "nfd": TEXT.replace("å", "a\u030a").encode(),
}


@pytest.mark.parametrize("name", SAME_TEXT)
def test_line_ends_bom_and_unicode_form_do_not_change_the_canonical_text(tmp_path, name):
    document = read_document(write(tmp_path, "a.txt", SAME_TEXT[name]))
    assert (document.text, document.encoding) == (TEXT, "utf-8")
    assert document.sha256 == hashlib.sha256(SAME_TEXT[name]).hexdigest()


def test_a_file_that_is_too_large_is_refused_before_it_is_read_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(documents, "LARGEST", 2_000_000)
    path = write(tmp_path, "a.txt", b"a" * 2_000_001)
    with pytest.raises(AnalysisError, match="larger than 2 MB: one document is one page; split the file"):
        read_document(path)


def test_a_line_of_50_mb_is_refused(tmp_path):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(AnalysisError, match="larger than 20 MB: one document is one page; split the file"):
        read_document(path)


@pytest.mark.parametrize(
    ("name", "read"),
    [("a.txt", lambda raw: read_document(raw / "a.txt")), ("sources.csv", load_register)],
)
def test_a_link_out_of_the_folder_is_not_followed(tmp_path, name, read):
    write(tmp_path, "secret", TEXT)
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / name).symlink_to(tmp_path / "secret")
    with pytest.raises(AnalysisError, match="a link that leads out of the folder: copy the file itself here"):
        read(raw)


def test_a_link_within_the_folder_is_followed(tmp_path):
    write(tmp_path, "b.txt", TEXT)
    (tmp_path / "a.txt").symlink_to(tmp_path / "b.txt")
    assert read_document(tmp_path / "a.txt").text == TEXT


@pytest.mark.parametrize("target", ["a.txt", "nowhere.txt"])
def test_a_link_to_itself_or_to_nothing_is_a_message(tmp_path, target):
    (tmp_path / "a.txt").symlink_to(tmp_path / target)
    with pytest.raises(AnalysisError, match=r"a\.txt: cannot be read \(.+\): check the file"):
        read_document(tmp_path / "a.txt")


def test_a_folder_or_a_pipe_with_the_name_of_a_text_is_refused_and_not_waited_for(tmp_path):
    (tmp_path / "a.txt").mkdir()
    os.mkfifo(tmp_path / "b.txt")
    for name in ("a.txt", "b.txt"):
        with pytest.raises(AnalysisError, match=r"not a file: only \.txt files may lie here; move it away"):
            read_document(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "doc_id"),
    [("Öppna spår.txt", "öppna_spår"), ("it's \"5\".TXT", "it_s_5"), ("rad\nbrytning.txt", "rad_brytning"),
     ("..;rm -rf.txt", "rm_-rf"), ("?.txt", "text"), ("=cmd|calc.txt", "cmd_calc")],
)  # fmt: skip
def test_unusual_file_names_give_plain_keys(tmp_path, name, doc_id):
    document = read_document(write(tmp_path, name, TEXT))
    assert (document.doc_id, document.source.case_id, document.source.file) == (doc_id, doc_id, name)


def test_a_text_whose_bytes_differ_from_the_register_is_refused_with_both_ways_out(tmp_path):
    path = write(tmp_path, "a.txt", TEXT)
    with pytest.raises(AnalysisError) as caught:
        read_document(path, Source("a.txt", "a", sha256="0" * 64))
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    assert (
        f"the file has changed: its sha256 is {digest}, sources.csv says {'0' * 64}: put the original back;"
        " if the change is meant, write the new sha256 into sources.csv"
    ) in str(caught.value)


def test_a_hash_in_capitals_is_the_same_hash(tmp_path):
    digest = hashlib.sha256(TEXT.encode()).hexdigest().upper()
    assert read_document(write(tmp_path, "a.txt", TEXT), Source("a.txt", "a", sha256=digest)).listed


def test_a_folder_without_register_has_none(tmp_path):
    assert load_register(tmp_path) == {}


def test_two_files_may_belong_to_one_case(tmp_path):
    for name in ("a.txt", "b.txt"):
        write(tmp_path, name, TEXT)
    register(tmp_path, "a.txt,mora,,,,,,", "b.txt,mora,,,,,,")
    assert {name: source.case_id for name, source in load_register(tmp_path).items()} == {
        "a.txt": "mora",
        "b.txt": "mora",
    }


FAULTY_LINES = {
    "listed twice": ("a.txt,x,,,,,,", "line 3: a.txt is listed twice: delete one of the lines"),
    "missing": (
        "z.txt,x,,,,,,",
        "line 3: z.txt is listed but missing: put the file back, or delete the line",
    ),
    "no case": ("b.txt,,,,,,,", "line 3: b.txt has no case_id: write the case it belongs to"),
    "no file": (
        ",x,,,,,,",
        "line 3: no file: write the name of a .txt file in this folder, or delete the line",
    ),
    "out of the folder": (
        "../b.txt,x,,,,,,",
        "line 3: '../b.txt' is not a plain file name: raw files lie in this folder itself",
    ),
    "a whole path": ("/etc/b.txt,x,,,,,,", "line 3: '/etc/b.txt' is not a plain file name"),
    "a longer name than disks take": (f"{'b' * 300}.txt,x,,,,,,", "b.txt is listed but missing"),
    "the folder above": ("..,x,,,,,,", "line 3: .. does not end in .txt, so it is not read"),
    "not a text": (
        "b.pdf,x,,,,,,",
        "line 3: b.pdf does not end in .txt, so it is not read: rename the file, or delete the line",
    ),
}


@pytest.mark.parametrize("name", FAULTY_LINES)
def test_a_faulty_line_of_the_register_is_named_with_its_number(tmp_path, name):
    line, message = FAULTY_LINES[name]
    for file in ("a.txt", "b.txt", "b.pdf"):
        write(tmp_path, file, TEXT)
    register(tmp_path, "a.txt,a,,,,,,", line)
    with pytest.raises(AnalysisError) as caught:
        load_register(tmp_path)
    assert message in str(caught.value)
    assert "sources.csv: line 3" in str(caught.value)


def test_names_with_blanks_quotation_marks_and_line_breaks_are_listed_as_csv_has_them(tmp_path):
    names = ["öppna spår.txt", 'it\'s "5".txt', "rad\nbrytning.txt", "$(touch x);.txt"]
    for name in names:
        write(tmp_path, name, TEXT)
    quoted = ['"' + name.replace('"', '""') + '"' for name in names]
    register(tmp_path, *[f"{name},mora,,,,,," for name in quoted])
    assert list(load_register(tmp_path)) == names


def test_a_register_that_is_no_csv_is_a_message(tmp_path):
    register(tmp_path, f"a.txt,a,{'x' * 200_000},,,,,")
    with pytest.raises(AnalysisError, match=r"sources\.csv: line 2: not CSV \(field larger than field limit"):
        load_register(tmp_path)


def test_all_faults_of_the_register_are_told_at_once(tmp_path):
    register(tmp_path, "a.txt,,,,,,,", ",x,,,,,,")
    with pytest.raises(AnalysisError) as caught:
        load_register(tmp_path)
    assert len(caught.value.problems) == 3
    assert "sources.csv: 3 problems\n  line 2: " in str(caught.value)


def test_a_register_without_a_column_names_it(tmp_path):
    register(tmp_path, "a.txt,a", header="file,case_id,title,publisher,url,retrieved,note")
    with pytest.raises(AnalysisError, match="line 1: no column sha256: add it to the header row"):
        load_register(tmp_path)


def test_a_register_with_a_misnamed_column_says_which_is_meant(tmp_path):
    register(tmp_path, "a.txt,a", header="file,case,title,publisher,url,retrieved,sha256,note,colour")
    with pytest.raises(AnalysisError) as caught:
        load_register(tmp_path)
    assert str(caught.value).endswith(
        "no column case_id: add it to the header row; unknown there: case (did you mean case_id?), colour"
    )


def test_a_register_saved_with_semicolons_is_read(tmp_path):
    write(tmp_path, "a,b.txt", TEXT)
    register(tmp_path, "a,b.txt;mora;;;;;;", header=";".join(REGISTER_COLUMNS))
    assert load_register(tmp_path)["a,b.txt"].case_id == "mora"


def test_a_register_that_is_not_utf_8_is_a_message_and_a_bom_is_none(tmp_path):
    write(tmp_path, "a.txt", TEXT)
    content = f"{','.join(REGISTER_COLUMNS)}\na.txt,järfälla,,,,,,\n"
    write(tmp_path, "sources.csv", content.encode("cp1252"))
    with pytest.raises(AnalysisError, match="not UTF-8: save it as CSV UTF-8"):
        load_register(tmp_path)
    write(tmp_path, "sources.csv", b"\xef\xbb\xbf" + content.encode())
    assert load_register(tmp_path)["a.txt"].case_id == "järfälla"


def test_a_folder_that_is_not_there_or_holds_no_text_is_a_message(tmp_path):
    with pytest.raises(AnalysisError, match=r"no such folder: give a folder of \.txt files with --raw"):
        list_files(tmp_path / "nowhere")
    write(tmp_path, "notes.md", TEXT)
    write(tmp_path, ".hidden.txt", TEXT)
    with pytest.raises(AnalysisError, match=r"no \.txt file in this folder: put at least one text there"):
        list_files(tmp_path)


def test_files_are_listed_in_the_order_of_their_names_whatever_the_case_of_the_ending(tmp_path):
    for name in ("b.TXT", "a.txt", "c.Txt", "d.md"):
        write(tmp_path, name, TEXT)
    assert [path.name for path in list_files(tmp_path)] == ["a.txt", "b.TXT", "c.Txt"]


@pytest.mark.parametrize(
    ("text", "language"),
    [("Det är bra att fler har fått ett arbete och inte bara en kurs", "sv"),
     ("The work of the town is to be of use for all that live in it", "en"),
     ("Det er bra at flere har fått jobb og ikke bare et kurs til dem", "no"),
     ("Die Stadt ist nicht groß und das ist gut für alle", "de"), ("47 71 37", "")],
)  # fmt: skip
def test_the_language_is_guessed_from_small_words(text, language):
    assert guess_language(text) == language


@pytest.mark.parametrize(("lies", "listed"), [("NFD", "NFC"), ("NFC", "NFD")])
def test_a_name_with_a_ring_is_found_however_its_letters_are_put_together(tmp_path, lies, listed):
    name = unicodedata.normalize(lies, "åmål.txt")
    write(tmp_path, name, TEXT)
    register(tmp_path, unicodedata.normalize(listed, "åmål.txt") + ",amal,,,,,,")
    (path,) = list_files(tmp_path)
    assert load_register(tmp_path)[path.name].case_id == "amal"
