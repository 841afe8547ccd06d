"""The Word document says what the pages say."""

import io
import re
import zipfile

import pytest
from docx import Document

from analysis.reporting.word import render_word

PAGE = """<html><body><nav>Menu</nav><main><h1>Success &amp; factors</h1><!-- unseen -->
<p>Found in <data value="4">4</data> of 5, <b>claimed</b> in <a href="source_a.html#a-s001">Å-stad</a>.</p>
loose words
<ul><li>one</li><li>two <em>three</em></li></ul><ol><li>first</li></ol><ol><li>again</li></ol>
<div class="table"><table><caption>Cells</caption><thead><tr><th>case</th><th>figure</th></tr></thead>
<tbody><tr><td>Gnosjö</td><td>47</td></tr><tr><td colspan="2">=1+1 \x0bremark</td></tr></tbody></table></div>
<p><img alt="A dot" src="data:image/png;base64,{}"></p><p> </p></main></body></html>"""
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@pytest.fixture(scope="module")
def content() -> bytes:
    return render_word([PAGE.format(DOT)] * 2, title="Report", language="sv")


def test_headings_paragraphs_and_lists_keep_their_words_and_order(content: bytes) -> None:
    told = [(p.style.name, p.text) for p in Document(io.BytesIO(content)).paragraphs if p.text.strip()]
    assert told[:3] == [("Title", "Report"), ("Normal", "Success & factors"), ("Normal", "Success & factors")]
    assert told[3:11] == [
        ("Heading 1", "Success & factors"),
        ("Normal", "Found in 4 of 5, claimed in Å-stad."),
        ("Normal", "loose words"),
        ("List Bullet", "one"),
        ("List Bullet", "two three"),
        ("List Continue", "1. first"),
        ("List Continue", "1. again"),
        ("Caption", "Cells"),
    ]
    assert not [words for _, words in told if "Menu" in words or "unseen" in words]


def test_tables_repeat_their_heading_row_and_join_wide_cells(content: bytes) -> None:
    table = Document(io.BytesIO(content)).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["case", "figure"],
        ["Gnosjö", "47"],
        ["=1+1 remark", "=1+1 remark"],  # one cell over two columns
    ]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert "w:tblHeader" not in table.rows[1]._tr.xml


def test_the_first_page_lists_the_chapters_as_a_field_that_leads_to_them(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        body = parts.read("word/document.xml").decode()
    assert re.findall(r'w:bookmarkStart [^>]*w:name="(_Toc\d+)"', body) == ["_Toc0001", "_Toc0002"]
    assert re.findall(r'<w:hyperlink w:anchor="(_Toc\d+)"', body) == ["_Toc0001", "_Toc0002"]
    assert re.findall(r'w:fldCharType="(\w+)"', body) == ["begin", "separate", "end"]


def test_folded_quotes_follow_their_table_named_by_row_and_column() -> None:
    page = """<html><body><main><h1>Matrix</h1><table><thead><tr><th>factor</th><th>Gnosjö</th></tr></thead><tbody><tr>
    <td>Housing</td><td>A line. <details><summary>quotes: 2</summary><ul><li><q>”Ett hem”</q> <a href="source_g.html#s1">1</a></li>
    <li><q>”Två”</q></li></ul></details></td></tr></tbody></table></main></body></html>"""
    document = Document(io.BytesIO(render_word([page], title="Report", language="en")))
    assert [cell.text for cell in document.tables[0].rows[1].cells] == ["Housing", "A line."]
    told = [(p.style.name, p.text) for p in document.paragraphs if p.text]
    assert told[1:] == [
        ("Normal", "Housing · Gnosjö"),
        ("List Bullet", "”Ett hem” 1"),
        ("List Bullet", "”Två”"),
    ]


def test_the_columns_of_a_table_fill_the_page_and_long_texts_get_more(content: bytes) -> None:
    page = f"<html><body><main><table><tr><td>n</td><td>{'ord ' * 60}</td></tr></table></main></body></html>"
    table = Document(io.BytesIO(render_word([page], title="Report", language="sv"))).tables[0]
    narrow, wide = (column.width.cm for column in table.columns)
    assert 25.6 < narrow + wide < 25.8 and wide > 10 * narrow > 5


def test_links_pictures_and_language_are_kept(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        body = parts.read("word/document.xml").decode()
        assert 'Target="source_a.html"' in parts.read("word/_rels/document.xml.rels").decode()
        assert 'w:val="sv-SE"' in parts.read("word/styles.xml").decode()
    assert body.count('w:anchor="a-s001"') == 2
    assert body.count('descr="A dot"') == 2
    assert re.search(r"<w:hyperlink[^>]*>(?:(?!</w:hyperlink>).)*Å-stad", body, re.DOTALL)


def test_the_same_pages_give_the_same_bytes(content: bytes) -> None:
    assert render_word([PAGE.format(DOT)] * 2, title="Report", language="sv") == content


def test_a_page_without_main_content_is_passed_over() -> None:
    empty = render_word(["<html><body>Nothing</body></html>"], title="Report", language="en")
    assert not [p for p in Document(io.BytesIO(empty)).paragraphs if p.text]
