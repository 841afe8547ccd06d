"""The report in other forms, from the same pages and tables: a Word document and a workbook.

Both are always the same bytes for the same report, so a check can make them again and compare.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

from analysis.coding.codebook import load_codebook
from analysis.coding.summaries import read_summaries
from analysis.reporting.pages import page_words
from analysis.reporting.privacy import NameHider, hide_by
from analysis.reporting.word import render_word
from analysis.reporting.workbook import render_workbook

WORD, WORKBOOK = "report.docx", "tables.xlsx"
_BLOCKS = (
    "p",
    "si",
    "is",
    "c",
    "title",
    "description",
)  # paragraphs, shared and own words of cells, headings of the file


def write_downloads(
    folder: Path, pages: Iterable[str], frames: Mapping[str, Any], names: NameHider, language: str
) -> None:
    """Write both files beside the finished pages; `pages` are those of the Word document, in order."""
    (folder / WORD).write_bytes(_make_word(folder, pages, language))
    (folder / WORKBOOK).write_bytes(_make_workbook(frames, names, language))


def _make_word(folder: Path, pages: Iterable[str], language: str) -> bytes:
    texts = [(folder / page).read_text(encoding="utf-8") for page in pages]
    return render_word(texts, title=page_words(language)["project"], language=language)


def _make_workbook(frames: Mapping[str, Any], names: NameHider, language: str) -> bytes:
    codes = {code.id: getattr(code, f"label_{language}") for code in load_codebook().codes.values()}
    cases, sentences = set(frames["cases"]["case_id"]), set(frames["sentences"]["sentence_id"])
    lines, _ = read_summaries(
        cases, codes, sentences, language
    )  # faulty lines stop the notebook that shows them
    framework = {cell: line.words for cell, line in lines.items()}
    return render_workbook(frames, framework, codes, names, language)


def read_downloads(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """The words of the files to download that are there: paragraphs, cells, alternative texts, and what the files say of themselves.

    Both are zipped XML (ECMA-376); read so, every part is seen, and ten times as fast as by the libraries that wrote them.
    """
    for name in (WORD, WORKBOOK):
        if (folder / name).is_file():
            with ZipFile(folder / name) as parts:
                xml = [part for part in parts.namelist() if part.endswith((".xml", ".rels"))]
                yield name, [words for part in xml for words in _read_part(parts.read(part))]


def _read_part(xml: bytes) -> Iterator[str]:
    """The words of each paragraph or cell of a part, or of all of it where it has none; and all values of its attributes."""
    tree = ElementTree.fromstring(xml)
    blocks = [one for one in tree.iter() if one.tag.rpartition("}")[2] in _BLOCKS]
    yield from ("".join(one.itertext()) for one in blocks or [tree])
    yield from (value for one in tree.iter() for value in one.attrib.values() if " " in value or "@" in value)


def check_downloads(folder: Path, frames: Mapping[str, Any], about: Mapping[str, Any]) -> Iterator[str]:
    """Which of the files is not what the pages and the tables make now; both are there, as the pages link to them."""
    language, mode = str(about.get("language", "en")), str(about.get("names", "role"))
    homes = dict(zip(frames["documents"]["doc_id"], frames["documents"]["case_id"], strict=True))
    names = hide_by(frames["people"], mode, homes, language)
    for name, make, origin in (
        (WORD, lambda: _make_word(folder, about.get("pages", ()), language), "pages"),
        (WORKBOOK, lambda: _make_workbook(frames, names, language), "tables"),
    ):
        if (folder / name).read_bytes() != make():
            yield f"{name} does not say what the {origin} say: run analysis report --all."
