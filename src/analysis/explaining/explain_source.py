"""What explanations are made of: facts, the tables they come from, and the source sentence with its hit."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analysis.coding.codebook import Codebook
from analysis.explaining.plain_words import explain_words as tell
from analysis.reporting.privacy import NameHider, hide_by

Row = Mapping[str, Any]
KEYS = {
    "codings": "coding_id",
    "proposals": "proposal_id",
    "quantities": "quantity_id",
    "outcomes": "outcome_id",
    "quotes": "quote_id",
    "people": "person_id",
    "sentences": "sentence_id",
    "segments": "segment_id",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of an explanation: what it tells, the words, and the offsets of the hit in them, if any.

    `sentence_id` leads to the source where the words are from it.
    """

    item: str
    text: str
    hit: tuple[int, int] | None = None
    sentence_id: str = ""

    def mark(self) -> str:
        """The words with the hit between » and «.

        >>> Fact("sentence", "De fick coach.", (8, 13)).mark(), Fact("cue", "coach*").mark()
        ('De fick »coach«.', 'coach*')
        """
        if self.hit is None:
            return self.text
        start, end = self.hit
        return f"{self.text[:start]}»{self.text[start:end]}«{self.text[end:]}"


@dataclass
class Source:
    """The tables that explanations read, as rows by key, and how names and words are shown."""

    frames: Mapping[str, pd.DataFrame]
    codebook: Codebook
    language: str = "en"
    names: str = "role"
    rows: dict[str, list[dict[str, Any]]] = field(init=False)
    hider: NameHider = field(init=False)

    def __post_init__(self) -> None:
        wanted = (*KEYS, "documents", "dates", "case_factors", "extraction_log")
        self.rows = {name: list_records(self.frames[name]) for name in wanted}
        cases = {row["doc_id"]: row["case_id"] for row in self.rows["documents"]}
        self.hider = hide_by(self.frames["people"], self.names, cases)

    def one(self, table: str, key: str, value: str) -> dict[str, Any]:
        """The row of a table with a key; empty when there is none."""
        return next((row for row in self.rows[table] if row[key] == value), {})

    def label(self, code: str) -> str:
        """A code with its label in the chosen language."""
        known = self.codebook.codes.get(code)
        return f"{code}: {known.label_sv if self.language == 'sv' else known.label_en}" if known else code

    def tell(self, key: str, **values: Any) -> str:
        """Words in the chosen language."""
        return tell(key, self.language, **values)


def list_records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame with None where a cell is empty."""
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def render_text(facts: list[Fact]) -> str:
    """Facts as lines for a terminal of 100 columns."""
    column = max((len(fact.item) for fact in facts), default=0) + 2
    lines = []
    for fact in facts:
        words = " ".join(fact.mark().split())
        body = textwrap.wrap(words, max(100 - column, 30)) or [""]
        lines += [f"{fact.item if not n else '':{column}}{line}" for n, line in enumerate(body)]
    return "\n".join(lines)


def hide_with_hit(
    text: str, hit: tuple[int, int], doc_id: str, hider: NameHider
) -> tuple[str, tuple[int, int]]:
    """A text with its names hidden, and where the hit stands in it then; a name it cuts is in it whole."""
    start, end = hit
    shown, last, moved = [], 0, [start, end]
    for span in hider.find(text, doc_id):
        shown += [text[last : span.start], span.text]
        last = span.end
        change = len(span.text) - (span.end - span.start)
        at = sum(map(len, shown)) - len(span.text)
        for side, edge in enumerate((start, end)):
            if span.end <= edge:
                moved[side] += change
            elif span.start < edge:
                moved[side] = at + side * len(span.text)
    return "".join([*shown, text[last:]]), (moved[0], moved[1])


def locate(source: Source, row: Row) -> list[Fact]:
    """The document and section of a row, and its sentence with the words of the row marked."""
    document = source.one("documents", "doc_id", row["doc_id"])
    sentence = source.one("sentences", "sentence_id", row.get("sentence_id") or "")
    segment = source.one("segments", "segment_id", sentence.get("segment_id", ""))
    if not sentence:  # an utterance may run over several sentences: then its block is the context
        holds = (
            s for s in source.rows["segments"] if s["doc_id"] == row["doc_id"] and s["start"] <= row["start"]
        )
        segment = sentence = max(holds, key=lambda s: s["start"], default={})
    end = min(row["end"], sentence["end"]) - sentence["start"]
    hit = (row["start"] - sentence["start"], end)
    text, hit = hide_with_hit(sentence["text"], hit, row["doc_id"], source.hider)
    section = segment.get("section") or source.tell("no section")
    hide = source.hider.hide
    return [
        Fact(
            source.tell("document"),
            hide(f"{document['title']} ({row['doc_id']}, {document['case_id']})", row["doc_id"]),
        ),
        Fact(source.tell("section"), hide(f"{section} ({source.tell(segment['kind'])})", row["doc_id"])),
        Fact(source.tell("sentence"), text, hit, sentence.get("sentence_id", "")),
    ]


def hide_names(source: Source, facts: list[Fact], doc_id: str) -> list[Fact]:
    """Facts without empty ones, and with names hidden where they were not yet."""
    return [
        fact if fact.hit else Fact(fact.item, source.hider.hide(fact.text, doc_id), None, fact.sentence_id)
        for fact in facts
        if fact.text
    ]
