"""The finished pages as one Word document, for those who comment in Word.

The document is made from the pages themselves, so that it says the same: headings, paragraphs, lists, tables
with a heading row that repeats, pictures with their text, and links. python-docx writes it. Links lead to the
pages beside the file.
"""

import base64
import io
import re
from collections.abc import Iterable

from bs4 import BeautifulSoup, NavigableString, Tag
from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from analysis.archives import EPOCH, fix_times
from analysis.reporting.word_contents import add_contents

_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}
_BLOCKS = {*_HEADINGS, "p", "ul", "ol", "li", "table", "div", "section", "details", "summary", "dl", "dt", "dd", "blockquote", "figure", "pre"}  # fmt: skip
_MADE_FOR_SCREENS = "nav, script, style, .skip, .output_prompt"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_TEXT_WIDTH, _PADDING, _LETTER = (
    25.7,
    0.5,
    0.18,
)  # centimetres: of a landscape A4 page, of a cell, of a letter
_LONGEST_WORD, _LONG_TEXT = 22, 90  # characters
_BLUE = RGBColor(0x0B, 0x4F, 0x8A)
_LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}


def render_word(pages: Iterable[str], *, title: str, language: str) -> bytes:
    """A DOCX file of whole HTML pages in their order, a chapter each; the same pages give the same bytes."""
    document = Document()
    _set_up(document, title, language)
    for number, page in enumerate(pages):
        main = BeautifulSoup(page, "html.parser").find("main")
        if not isinstance(main, Tag):
            continue
        for tag in main.select(_MADE_FOR_SCREENS):
            tag.decompose()
        before = len(document.paragraphs)
        _add_blocks(main, document, document, "")
        if number and len(document.paragraphs) > before:
            document.paragraphs[before].paragraph_format.page_break_before = True
    add_contents(document, title, _BLUE)
    buffer = io.BytesIO()
    document.save(buffer)
    return fix_times(buffer.getvalue())


def _set_up(document: Word, title: str, language: str) -> None:
    """Landscape A4, since the tables are wide; a plain type; the language, so that words are checked in it."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.8)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), _LANGUAGES[language])
    normal.element.get_or_add_rPr().append(mark)
    about = document.core_properties
    about.title, about.author, about.comments, about.language = title, "", "", _LANGUAGES[language]
    about.created = about.modified = EPOCH
    about.last_modified_by, about.revision = "", 1


def _add_blocks(parent: Tag, place: Word | _Cell, document: Word, style: str) -> None:
    """The blocks within an element; words that stand loose between them become paragraphs of their own."""
    loose: list[Tag | NavigableString] = []

    def flush() -> None:
        if any(_words(one).strip() or (isinstance(one, Tag) and _picture(one)) for one in loose):
            _fill(place.add_paragraph(style=style or None), loose, document)
        loose.clear()

    for child in parent.children:
        if isinstance(child, Tag) and (child.name in _BLOCKS or child.find(_BLOCKS)):
            flush()
            _add_block(child, place, document, style)
        elif isinstance(child, Tag) or type(child) is NavigableString:  # no comments
            loose.append(child)
    flush()


def _add_block(tag: Tag, place: Word | _Cell, document: Word, style: str) -> None:
    if tag.name in _HEADINGS:
        _fill(place.add_paragraph(style=f"Heading {_HEADINGS[tag.name]}"), [tag], document)
    elif tag.name == "table":
        _add_table(tag, document)
    elif tag.name in ("ul", "ol"):
        for number, item in enumerate(tag.find_all("li", recursive=False), 1):
            if tag.name == "ol" and not item.find(
                _BLOCKS
            ):  # a list of Word's own would count on from the list before
                item.insert(0, f"{number}. ")
            _add_blocks(item, place, document, "List Bullet" if tag.name == "ul" else "List Continue")
    elif tag.name in ("p", "pre", "dt", "dd", "summary") and not tag.find(_BLOCKS):
        if _words(tag).strip() or _picture(tag):
            _fill(place.add_paragraph(style=style or None), [tag], document)
    else:
        _add_blocks(tag, place, document, style)


def _add_table(tag: Tag, document: Word) -> None:
    folded = _take_folded(tag)
    rows = [row.find_all(["th", "td"], recursive=False) for row in tag.find_all("tr")]
    width = max((sum(_span(cell) for cell in row) for row in rows), default=0)
    if not width:
        return
    if caption := tag.find("caption"):
        _fill(document.add_paragraph(style="Caption"), [caption], document)
    table = document.add_table(rows=0, cols=width, style="Table Grid")
    widths = _share_width(rows, width)
    for column, part in zip(table.columns, widths, strict=True):
        column.width = part
    heads = len(tag.select("thead tr"))
    for number, row in enumerate(rows):
        cells = table.add_row().cells
        _set_row(table.rows[-1]._tr, "w:cantSplit")
        for cell, part in zip(cells, widths, strict=True):
            cell.width = part
        if number < heads:
            _set_row(table.rows[-1]._tr, "w:tblHeader")
        column = 0
        for cell in row:
            last = min(column + _span(cell), width) - 1
            if column > last:
                break
            target = cells[column].merge(cells[last]) if last > column else cells[column]
            paragraph = target.paragraphs[0]
            _fill(paragraph, [cell], document, bold=cell.name == "th")
            for mark in paragraph._p.iter(qn("w:r")):  # those of links too
                Run(mark, paragraph).font.size = Pt(8.5)
            column = last + 1
    document.add_paragraph()
    for name, items in folded:
        heading = document.add_paragraph()
        heading.paragraph_format.keep_with_next = True
        heading.add_run(name).bold = True
        for item in items:
            _fill(document.add_paragraph(style="List Bullet"), [item], document)


def _take_folded(table: Tag) -> list[tuple[str, list[Tag]]]:
    """What cells fold away, such as quotes, taken out to follow the table: named by row and column, and its items."""
    heads = [_plain(head) for head in table.select("thead th")]
    folded = []
    for row in table.select("tbody tr"):
        cells = row.find_all(["th", "td"], recursive=False)
        for head, cell in zip(heads, cells, strict=False):
            for details in cell.find_all("details"):
                folded.append((f"{_plain(cells[0])} · {head}", details.extract().find_all("li")))
    return folded


def _plain(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def _share_width(rows: list[list[Tag]], width: int) -> list[Cm]:
    """The widths of a table's columns, which fill the page: no word is broken, and long texts get what is left."""
    texts: list[list[str]] = [[] for _ in range(width)]
    for row in rows:
        if len(row) == width:
            for column, cell in zip(texts, row, strict=True):
                column.append(_plain(cell))
    words = [max((len(word) for text in column for word in text.split()), default=1) for column in texts]
    least = [_PADDING + _LETTER * min(longest, _LONGEST_WORD) for longest in words]
    means = [1 + min(sum(map(len, column)) / max(1, sum(map(bool, column))), _LONG_TEXT) for column in texts]
    left = max(0.0, _TEXT_WIDTH - sum(least))
    asked = [one + left * mean / sum(means) for one, mean in zip(least, means, strict=True)]
    return [Cm(_TEXT_WIDTH * one / sum(asked)) for one in asked]


def _span(cell: Tag) -> int:
    return int(str(cell.get("colspan", 1)) or 1)


def _set_row(row: "OxmlElement", name: str) -> None:
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row.get_or_add_trPr().append(mark)


def _fill(paragraph: Paragraph, parts: Iterable[Tag | NavigableString], document: Word, *, bold: bool = False) -> None:  # fmt: skip
    """The words of some elements as runs of a paragraph, bold, italic and linked as they are on the page."""
    for part in parts:
        _add_inline(part, paragraph, document, bold, False, "")
    _trim(paragraph)


def _add_inline(part: Tag | NavigableString, paragraph: Paragraph, document: Word, bold: bool, italic: bool, href: str) -> None:  # fmt: skip
    if isinstance(part, NavigableString):
        words = _CONTROL.sub("", re.sub(r"[ \t\r\n]+", " ", part)) if type(part) is NavigableString else ""
        if words:
            _add_run(paragraph, words, bold, italic, href)
        return
    if part.name == "img":
        _add_picture(part, paragraph)
    elif part.name == "br":
        paragraph.add_run().add_break()
    else:
        bold = bold or part.name in ("b", "strong")
        italic = italic or part.name in ("i", "em", "cite")
        href = str(part.get("href", "")) if part.name == "a" else href
        for child in part.children:
            if isinstance(child, (Tag, NavigableString)):
                _add_inline(child, paragraph, document, bold, italic, href)


def _add_run(paragraph: Paragraph, words: str, bold: bool, italic: bool, href: str) -> None:
    run = paragraph.add_run(words)
    run.bold, run.italic = bold or None, italic or None
    if href and not href.startswith("#"):
        run.font.color.rgb = _BLUE
        _make_link(run, paragraph, href)


def _make_link(run: Run, paragraph: Paragraph, href: str) -> None:
    link = OxmlElement("w:hyperlink")
    address, _, anchor = href.partition("#")
    relation = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), relation)
    if anchor:
        link.set(qn("w:anchor"), anchor)
    paragraph._p.append(link)
    link.append(run._r)


def _add_picture(tag: Tag, paragraph: Paragraph) -> None:
    kind, _, content = str(tag.get("src", "")).partition(";base64,")
    if kind != "data:image/png" or not content:
        return
    run = paragraph.add_run()
    shape = run.add_picture(io.BytesIO(base64.b64decode(content)))
    if shape.width > Cm(25):
        shape.width, shape.height = Cm(25), round(shape.height * Cm(25) / shape.width)
    if shape.height > Cm(16):
        shape.width, shape.height = round(shape.width * Cm(16) / shape.height), Cm(16)
    shape._inline.docPr.set("descr", str(tag.get("alt", "")))


def _picture(tag: Tag) -> bool:
    return tag.name == "img" or tag.find("img") is not None


def _words(part: Tag | NavigableString) -> str:
    return part.get_text() if isinstance(part, Tag) else str(part)


def _trim(paragraph: Paragraph) -> None:
    """No blanks at either end of a paragraph, and none twice where two elements meet."""
    nodes = [node for node in paragraph._p.iter(qn("w:t")) if node.text]
    ended = True
    for node in nodes:
        if ended:
            node.text = node.text.lstrip(" ")
        ended = node.text.endswith(" ") if node.text else ended
    for node in reversed(nodes):
        node.text = (node.text or "").rstrip(" ")
        if node.text:
            break
