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
    assert told[:8] == [
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
