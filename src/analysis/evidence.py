"""Evidence pages: a source text in full, with everything that was found in it marked where it stands.

Every sentence, coding, quantity, quote and person has its id as an anchor, so that a statement in the report
links to the words it rests on; beside the words stands what was found, and a link back to where it is used.
Boilerplate is left out: it names page owners and holds contact data. The page is made from the tables and
the canonical text, so what is marked is what the tables say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from analysis.documents import Document
from analysis.errors import AnalysisError
from analysis.evidence_words import words_for
from analysis.pages import Link, load_template, show_hidden
from analysis.privacy import NameHider, hide_by
from analysis.text import Span

KINDS = ("coding", "quantity", "quote", "person")
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mark:
    """A find in the text: its offsets, its id as anchor, and its tag ("K3"), empty for a later mention."""

    start: int
    end: int
    kind: str
    id: str = ""
    tag: str = ""
    label: str = ""
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the same marks on all of it; anchors open before it, tags close after it."""

    text: str
    classes: str
    said: bool
    anchors: tuple[str, ...]
    opening: tuple[Mark, ...]
    closing: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What stands beside the text about one find: its name, its properties, and the reasons for it."""

    mark: Mark
    title: str
    more: str = ""
    reasons: tuple[tuple[str, str], ...] = ()


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
    """The body of the page of one document; `labels` names the codes, `used_by` the links that cite an anchor.

    `tables` are DataFrames from `load_tables`, `document` the same raw file as read by `read_document`.
    Raises AnalysisError when the tables were made from other bytes.
    """
    rows = {name: _rows_of(tables[name], doc_id) for name in ("documents", "segments", "sentences", *_NOTED)}
    about = rows["documents"][0]
    if about["sha256"] != document.sha256:
        raise AnalysisError(
            about["file"], "the file has changed since the tables were made: run analysis extract"
        )
    words = words_for(language)
    finds = _Finds(doc_id, document.text, rows, labels, names, words)
    blocks = list(_make_blocks(rows, finds, used_by or {}))
    page = load_template("source.html.j2").render(
        blocks=blocks,
        facts=_facts(about, document, words),
        words=words,
        counts={kind: sum(note.mark.kind == kind for note in finds.notes) for kind in KINDS},
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


class _Finds:
    """The marks and notes of a document, and the names in it that are shown otherwise."""

    def __init__(
        self,
        doc_id: str,
        text: str,
        rows: Mapping[str, list[dict[str, Any]]],
        labels: Mapping[str, str],
        names: NameHider,
        words: Mapping[str, str],
    ) -> None:
        self.text, self.words, self.labels = text, words, labels
        self.hide = lambda value: names.hide(value, doc_id)
        self.hidden = names.find(text, doc_id)
        mentions = hide_by(rows["people"], "role").find(text, doc_id)
        self.notes = [
            *(self._coding(n, row) for n, row in enumerate(rows["codings"], 1)),
            *(self._quantity(n, row) for n, row in enumerate(rows["quantities"], 1)),
            *(self._quote(n, row) for n, row in enumerate(rows["quotes"], 1)),
            *(self._person(n, row) for n, row in enumerate(rows["people"], 1)),
        ]
        self.notes.sort(key=lambda note: (note.mark.start, note.mark.end))
        starts = {note.mark.start for note in self.notes if note.mark.kind == "person"}
        later = [Mark(span.start, span.end, "person") for span in mentions if span.start not in starts]
        self.marks = [note.mark for note in self.notes] + later

    def _mark(self, kind: str, number: int, row: Row, id: str, title: str) -> Mark:
        tag = f"{self.words['tag_' + kind]}{number}"
        start, end = _whole(row["start"], row["end"], self.hidden)
        label = f"{self.words[kind]} {number}: {title}"
        return Mark(start, end, kind, id, tag, label, kind == "coding" and not row["counted"])

    def _coding(self, number: int, row: Row) -> Note:
        words = self.words
        title = self.labels.get(row["code"], row["code"])
        mark = self._mark("coding", number, row, row["coding_id"], title)
        more = [words[row["status"]], words[row["polarity"]]]
        if mark.rejected:
            more.append(words["not_counted"])
        speaker = self.hide(row["speaker"])
        voice = words.get(f"voice_{row['voice']}", row["voice"])
        reasons = [
            (words["code"], row["code"]),
            (words["rule"], words.get(f"rule_{row['rule']}", row["rule"])),
            (words["cue"], row["cue"]),
            (words["scope"], self.hide(row["scope"])),
            (words["voice"], f"{voice}: {speaker}" if speaker else voice),
            (words["coder"], words["rules"] if row["coder"] == "rules" else row["coder"]),
            (words["decision"], row["decision"]),
            (words["reason"], self.hide(row["reason"])),
        ]
        return Note(mark, title, " · ".join(more), tuple(pair for pair in reasons if pair[1]))

    def _quantity(self, number: int, row: Row) -> Note:
        words = self.words
        shown = " ".join(self.hide(row["text"]).split())
        mark = self._mark("quantity", number, row, row["quantity_id"], shown)
        value = _show_range(row["low"], row["high"])
        reasons = [
            (words["value"], f"{value} {row['unit']}".strip()),
            (words["measure"], self.hide(row["measure"])),
            (words["period"], row["period"]),
            (words["base"], _show_number(row["base"])),
        ]
        kind = words.get(f"kind_{row['kind']}", row["kind"])
        return Note(mark, shown, kind, tuple(pair for pair in reasons if pair[1]))

    def _quote(self, number: int, row: Row) -> Note:
        speaker = self.hide(row["speaker"]) or self.words["unknown_speaker"]
        described = ", ".join(part for part in (speaker, row["role"], row["organisation"]) if part)
        if speaker == f"[{row['role']}]":
            described = ", ".join(part for part in (speaker, row["organisation"]) if part)
        return Note(
            self._mark("quote", number, row, row["quote_id"], described),
            described,
            self.words["quote"].lower(),
        )

    def _person(self, number: int, row: Row) -> Note:
        shown = self.hide(row["name"])
        role = "" if shown == f"[{row['role']}]" else row["role"]
        more = ", ".join(part for part in (role, row["organisation"]) if part)
        return Note(self._mark("person", number, row, row["person_id"], shown), shown, more)


def _whole(start: int, end: int, hidden: list[Span]) -> tuple[int, int]:
    """A span widened so that it holds the names it touches whole: a name that is replaced is not cut."""
    for span in hidden:
        if span.start < start < span.end:
            start = span.start
        if span.start < end < span.end:
            end = span.end
    return start, end


def _make_blocks(
    rows: Mapping[str, list[dict[str, Any]]], finds: _Finds, used_by: Mapping[str, list[Link]]
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
    segment: Row, sentences: list[dict[str, Any]], finds: _Finds
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


def _cut(start: int, end: int, marks: list[Mark], finds: _Finds, opened: set[str]) -> Iterator[Piece]:
    """The text from `start` to `end` in pieces that begin and end where marks and replaced names do."""
    marks = [mark for mark in marks if mark.start < end and start < mark.end]
    hidden = [span for span in finds.hidden if span.start < end and start < span.end]
    edges = {
        start,
        end,
        *(edge for one in [*marks, *hidden] for edge in (one.start, one.end) if start < edge < end),
    }
    ordered = sorted(edges)
    for a, b in zip(ordered, ordered[1:], strict=False):
        over = [mark for mark in marks if mark.start <= a and b <= mark.end]
        name = next((span for span in hidden if span.start <= a < span.end), None)
        text = finds.text[a:b] if name is None else name.text if a == max(name.start, start) else ""
        anchors = tuple(mark.id for mark in over if mark.id and mark.id not in opened)
        opened.update(anchors)
        shown = [mark for mark in over if mark.kind != "quote"]
        yield Piece(
            show_hidden(text),
            " ".join(
                dict.fromkeys([mark.kind for mark in shown] + ["rejected"] * any(m.rejected for m in shown))
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


def _show_range(low: Any, high: Any) -> str:
    """An interval as a reader writes it.

    >>> _show_range(47.0, 47.0), _show_range(3.0, 6.0), _show_range(50.0, None), _show_range(None, 25.0)
    ('47', '3–6', '≥ 50', '≤ 25')
    """
    first, last = _show_number(low), _show_number(high)
    if first and last:
        return first if first == last else f"{first}–{last}"
    return f"≥ {first}" if first else f"≤ {last}" if last else ""


def _show_number(value: Any) -> str:
    """A number without needless decimals; nothing for a missing one (None, NaN or pandas' NA)."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return ""
    return "" if number != number else f"{number:.10g}"
