"""The first page of a Word document: its title and its chapters.

The list is a field of Word's, so that "Update field" adds the numbers of the pages, which only Word knows.
"""

from docx.document import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor


def add_contents(document: Word, title: str, colour: RGBColor) -> None:
    """Put the title and the chapters on a page of their own in front, each chapter a link to its heading.

    A chapter is a paragraph of the style Heading 1; a document with one chapter stays as it is.
    """
    chapters = [one for one in document.paragraphs if one.style.name == "Heading 1"]
    if len(chapters) < 2:
        return
    chapters[0].paragraph_format.page_break_before = True
    chapters[0].insert_paragraph_before(title, style="Title")
    for number, chapter in enumerate(chapters, 1):
        name = f"_Toc{number:04d}"
        begin, end = (
            _make("w:bookmarkStart", id=str(number), name=name),
            _make("w:bookmarkEnd", id=str(number)),
        )
        chapter._p.pPr.addnext(begin)
        chapter._p.append(end)
        entry = chapters[0].insert_paragraph_before()
        link = _make("w:hyperlink", anchor=name)
        run = entry.add_run(chapter.text)
        run.font.color.rgb = colour
        if number == 1:
            entry._p.insert(0, _make_field('TOC \\o "1-1" \\h'))
        entry._p.append(link)
        link.append(run._r)
        if number == len(chapters):
            entry.add_run()._r.append(_make("w:fldChar", fldCharType="end"))


def _make_field(code: str) -> "OxmlElement":
    """The beginning of a field: what it is, then, up to its end, what it shows."""
    run, words = _make("w:r"), _make("w:instrText")
    words.text = code
    run.extend([_make("w:fldChar", fldCharType="begin"), words, _make("w:fldChar", fldCharType="separate")])
    return run


def _make(tag: str, **marks: str) -> "OxmlElement":
    element = OxmlElement(tag)
    for name, value in marks.items():
        element.set(qn(f"w:{name}"), value)
    return element
