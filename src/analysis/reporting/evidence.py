"""Evidence pages: a source text in full, with everything that was found in it marked where it stands.

Every sentence, coding, quantity, quote and person has its id as an anchor, so that a statement in the report
links to the words it rests on; beside the words stands what was found, and a link back to where it is used.
Boilerplate is left out: it names page owners and holds contact data. The page is made from the tables and
the canonical text, so what is marked is what the tables say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from analysis.documents import Document
from analysis.errors import AnalysisError
from analysis.reporting.evidence_notes import KINDS, Finds, Mark, Note
from analysis.reporting.pages import Link, load_template, page_words
from analysis.reporting.privacy import NameHider
from analysis.text import show_hidden

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the same marks on all of it; anchors open before it, tags close after it."""

    text: str
    classes: str
    said: bool
    anchors: tuple[str, ...]
    opening: tuple[Mark, ...]
    closing: tuple[Mark, ...]


@dataclass(slots=True)
class Block:
    """A segment as the page shows it: its parts are sentences (with their id) and what stands between."""

    kind: str
    number: str = ""
    parts: list[tuple[str, list[Piece]]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    used: list[tuple[str, list[str]]] = field(default_factory=list)


def render_source(
    tables: Mapping[str, Any],
    doc_id: str,
    document: Document,
    *,
    labels: Mapping[str, str],
    names: NameHider,
    language: str = "sv",
    used_by: Mapping[str, list[Link]] | None = None,
) -> Markup:
    """The body of the page of one document; `labels` names the codes, `used_by` holds who cites an anchor.

    `tables` are DataFrames from `load_tables`, `document` the same raw file as read by `read_document`.
    Raises AnalysisError when the tables were made from other bytes.
    """
    rows = {name: _rows_of(tables[name], doc_id) for name in ("documents", "segments", "sentences", *_NOTED)}
    about = rows["documents"][0]
    if about["sha256"] != document.sha256:
        raise AnalysisError(
            about["file"], "the file has changed since the tables were made: run analysis extract"
        )
    words = page_words(language)
    finds = Finds(doc_id, document.text, rows, labels, names, words, language)
    blocks = list(_make_blocks(rows, finds, used_by or {}))
    page = load_template("source.html.j2").render(
        blocks=blocks,
        facts=_facts(about, document, words),
        words=words,
        counts={kind: sum(note.mark.kind == kind for note in finds.notes) for kind in KINDS},
        rejected=any(note.mark.rejected for note in finds.notes),
        language=about["language"] or "sv",
    )
    return Markup(page)


_NOTED = ("codings", "quantities", "quotes", "people")


def _rows_of(table: Any, doc_id: str) -> list[dict[str, Any]]:
    return table[table["doc_id"] == doc_id].to_dict("records")


def _facts(about: Row, document: Document, words: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """What is known of the document: (label, value, address to link the value to)."""
    source = document.source
    web = source.url if source.url.startswith(("https://", "http://")) else ""
    facts = [
        (words["publisher"], about["publisher"], ""),
        (words["published"], about["published"], ""),
        (words["updated"], about["updated"], ""),
        (words["url"], source.url, web),
        (words["retrieved"], source.retrieved, ""),
        (words["file"], f"data/raw/{about['file']}", ""),
        (words["words"], str(about["words"]), ""),
        ("SHA-256", about["sha256"], ""),
    ]
    return [fact for fact in facts if isinstance(fact[1], str) and fact[1]]


def _make_blocks(
    rows: Mapping[str, list[dict[str, Any]]], finds: Finds, used_by: Mapping[str, list[Link]]
) -> Iterator[Block]:
    sentences: dict[str, list[dict[str, Any]]] = {}
    for row in rows["sentences"]:
        sentences.setdefault(row["segment_id"], []).append(row)
    before = ""
    for segment in rows["segments"]:
        kind, start, end = segment["kind"], segment["start"], segment["end"]
        if kind != "boilerplate":
            block = Block(kind, segment["number"])
            block.parts = list(_make_parts(segment, sentences.get(segment["segment_id"], []), finds))
            block.notes = [note for note in finds.notes if start <= note.mark.start < end]
            anchors = [id for id, _ in block.parts if id] + [note.mark.id for note in block.notes]
            block.used = _group_links([link for anchor in anchors for link in used_by.get(anchor, [])])
            yield block
        elif before != "boilerplate":
            yield Block("boilerplate")
        before = kind


def _make_parts(
    segment: Row, sentences: list[dict[str, Any]], finds: Finds
) -> Iterator[tuple[str, list[Piece]]]:
    """The sentences of a segment and the text between them; the marker of a list item is left to the list."""
    at = segment["start"]
    marks = [mark for mark in finds.marks if mark.start < segment["end"] and segment["start"] < mark.end]
    opened: set[str] = set()
    for sentence in sentences:
        if sentence["start"] > at and not (segment["kind"] == "list_item" and at == segment["start"]):
            yield "", list(_cut(at, sentence["start"], marks, finds, opened))
        yield sentence["sentence_id"], list(_cut(sentence["start"], sentence["end"], marks, finds, opened))
        at = sentence["end"]
    if at < segment["end"]:
        yield "", list(_cut(at, segment["end"], marks, finds, opened))


def _cut(start: int, end: int, marks: list[Mark], finds: Finds, opened: set[str]) -> Iterator[Piece]:
    """The text from `start` to `end` in pieces that begin and end where marks and replaced names do."""
    marks = [mark for mark in marks if mark.start < end and start < mark.end]
    hidden = [span for span in finds.hidden if span.start < end and start < span.end]
    edges = {
        start,
        end,
        *(edge for one in [*marks, *hidden] for edge in (one.start, one.end) if start < edge < end),
    }
    ordered = sorted(edges)
    for a, b in pairwise(ordered):
        over = [mark for mark in marks if mark.start <= a and b <= mark.end]
        name = next((span for span in hidden if span.start <= a < span.end), None)
        text = finds.text[a:b] if name is None else name.text if a == max(name.start, start) else ""
        anchors = tuple(mark.id for mark in over if mark.id and mark.id not in opened)
        opened.update(anchors)
        shown = [mark for mark in over if mark.kind != "quote"]
        yield Piece(
            show_hidden(text),
            " ".join(
                dict.fromkeys(
                    [mark.kind for mark in shown]
                    + ["rejected"] * (bool(shown) and all(m.rejected for m in shown))
                )
            ),
            len(shown) < len(over),
            anchors,
            tuple(mark for mark in over if mark.kind == "quote" and mark.start == a),
            tuple(mark for mark in shown if mark.tag and mark.end == b),
        )


def _group_links(links: list[Link]) -> list[tuple[str, list[str]]]:
    """Links by the title of the page they stand on, each once.

    >>> _group_links([Link("a.html#c1", "A"), Link("b.html#c1", "B"), Link("a.html#c2", "A")])
    [('A', ['a.html#c1', 'a.html#c2']), ('B', ['b.html#c1'])]
    """
    grouped: dict[str, list[str]] = {}
    for link in dict.fromkeys(links):
        grouped.setdefault(link.title, []).append(link.href)
    return list(grouped.items())
