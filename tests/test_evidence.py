"""An evidence page shows the whole text once, marks every find, and runs nothing that the text holds."""

import pytest
from bs4 import BeautifulSoup

from analysis.documents import read_document
from analysis.errors import AnalysisError
from analysis.extract import extract_folder
from analysis.reporting.evidence import render_source
from analysis.reporting.pages import Link, render_page
from analysis.reporting.privacy import hide_by
from analysis.tables import load_tables, write_tables
from analysis.text import show_hidden

TEXT = """Samverkan gav resultat i Järfälla

Samverkan med företagen har varit avgörande, berättar Eva Ek, enhetschef på Komvux. 47 av 71 fick arbete.

Året efter var 32,8 procent i arbete.

– Vi litar på varandra, säger Eva Ek.

Två framgångsfaktorer:
1. Samverkan med näringslivet
2. Egen arbetscoach

<script>alert(1)</script> {{ 7 * 7 }} &amp; \x1b[31mrött\x1b[0m och \u202ebakvänt.

Kontakta oss
Eva Ek
08-123 456 78
"""


@pytest.fixture
def page(tmp_path):
    return make(tmp_path)


def make(folder, mode="role", language="sv", **options):
    raw = folder / "raw"
    raw.mkdir(exist_ok=True)
    (raw / "jarfalla.txt").write_text(TEXT, encoding="utf-8")
    write_tables(extract_folder(raw), folder / "tables")
    tables = load_tables(folder / "tables")
    return tables, render(folder, tables, mode, language, **options)


def render(folder, tables, mode="role", language="sv", **options):
    body = render_source(
        tables,
        "jarfalla",
        read_document(folder / "raw" / "jarfalla.txt"),
        labels={},
        names=hide_by(tables["people"], mode),
        language=language,
        **options,
    )
    return BeautifulSoup(render_page("Källtext", body, language=language), "html.parser")


def words(tag):
    for extra in tag.select(".tag"):
        extra.extract()
    return " ".join(tag.get_text().split())


def test_every_sentence_and_find_has_its_anchor(page):
    tables, tree = page
    for table, key in (
        ("sentences", "sentence_id"),
        ("codings", "coding_id"),
        ("quantities", "quantity_id"),
        ("quotes", "quote_id"),
        ("people", "person_id"),
    ):
        assert len(tables[table]) > 0
        for one in tables[table][key]:
            assert len(tree.find_all(id=one)) == 1, one


def test_every_sentence_reads_as_in_the_source(tmp_path):
    tables, tree = make(tmp_path, mode="full")
    for row in tables["sentences"].to_dict("records"):
        assert words(tree.find(id=row["sentence_id"])) == " ".join(show_hidden(row["text"]).split())


def test_a_mark_carries_the_label_of_its_note(page):
    tables, tree = page
    for one in tables["codings"]["coding_id"]:
        tag = tree.find("a", href=f"#{one}-note")
        note = tree.find(id=f"{one}-note")
        assert tag.get_text() in note.get_text() and note.find("a", href=f"#{one}")


@pytest.mark.parametrize(("language", "shown"), [("sv", "Värde: 32,8"), ("en", "Value: 32.8")])
def test_a_value_has_the_decimal_sign_of_the_language(tmp_path, language, shown):
    tables, tree = make(tmp_path, language=language)
    (one,) = tables["quantities"].query("low == 32.8")["quantity_id"]
    assert shown in " ".join(tree.find(id=f"{one}-note").get_text(" ").split()).replace(" :", ":")


def test_a_rule_is_named_where_the_rules_coded_and_else_only_the_coder(tmp_path):
    tables, tree = make(tmp_path)
    one = tables["codings"]["coding_id"].iloc[0]
    assert "Regel" in tree.find(id=f"{one}-note").get_text()
    decided = {**tables, "codings": tables["codings"].assign(coder="ann", rule="decided", decision="accept")}
    note = render(tmp_path, decided).find(id=f"{one}-note").get_text()
    assert "ann" in note and "Regel" not in note and "decided" not in note


def test_hostile_text_is_shown_and_not_run(page):
    _, tree = page
    text = tree.get_text()
    assert tree.find("script") is None
    assert "<script>alert(1)</script> {{ 7 * 7 }} &amp; ␛[31mrött␛[0m och [U+202E]bakvänt." in text


def test_names_and_boilerplate_stay_out(page):
    _, tree = page
    text = tree.get_text()
    assert "Eva" not in text and "[enhetschef]" in text
    assert "123 456" not in text and "Kontakta oss" not in text and "utelämnade]" in text


def test_headings_and_lists_keep_their_form(page):
    _, tree = page
    assert words(tree.select_one(".kind-title h2")) == "Samverkan gav resultat i Järfälla"
    assert [words(item) for item in tree.select(".kind-list_item ol > li")] == [
        "Samverkan med näringslivet",
        "Egen arbetscoach",
    ]
    assert tree.select(".kind-list_item ol")[1]["start"] == "2"


def test_a_citation_links_back(tmp_path):
    used = {"jarfalla-s002": [Link("03.html#cite-1", "Faktorer"), Link("03.html#cite-2", "Faktorer")]}
    _, tree = make(tmp_path, used_by=used)
    assert [link["href"] for link in tree.select(".used a")] == ["03.html#cite-1", "03.html#cite-2"]


def test_tables_made_from_another_text_are_refused(tmp_path):
    tables, _ = make(tmp_path)
    (tmp_path / "raw" / "jarfalla.txt").write_text(TEXT + "mer", encoding="utf-8")
    document = read_document(tmp_path / "raw" / "jarfalla.txt")
    with pytest.raises(AnalysisError, match="run analysis extract"):
        render_source(tables, "jarfalla", document, labels={}, names=hide_by([]))
