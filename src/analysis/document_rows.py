"""The rows that one document gives: what was found in it, table by table, in the columns of `schema/tables.csv`."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.coding.coded import RULES, Coding, Unit
from analysis.documents import Document, guess_language
from analysis.finding.actors import Actor
from analysis.finding.dates import Date
from analysis.finding.initiatives import Initiative
from analysis.finding.layout import Segment, heading_words
from analysis.finding.outcomes import Outcome
from analysis.finding.people import Person
from analysis.finding.places import Place
from analysis.finding.quantities import Quantity
from analysis.finding.quotes import Quote
from analysis.finding.voices import TEXT
from analysis.tables import Tables
from analysis.text import Span

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finds:
    """What the finders found in a document, each in reading order.

    `body` is its reading text, `owners` the number of the segment of each sentence, `published` and `updated` are
    its own dates (ISO; empty when it has none).
    """

    segments: list[Segment]
    body: str
    sentences: list[Span]
    owners: list[int]
    people: list[Person]
    quotes: list[Quote]
    places: list[Place]
    dates: list[Date]
    published: str
    updated: str
    quantities: list[Quantity]
    outcomes: list[Outcome]
    actors: list[Actor]
    initiatives: list[Initiative]


def make_rows(document: Document, finds: Finds) -> Tables:
    """The rows of all tables but those of codings and the log."""
    text, doc_id = document.text, document.doc_id
    doc = {"doc_id": doc_id}
    sentences = [
        {"sentence_id": f"{doc_id}-s{n:03d}", "segment_id": f"{doc_id}-b{owner + 1:03d}", **doc, **_span(s, text)}
        for n, (s, owner) in enumerate(zip(finds.sentences, finds.owners, strict=True), 1)
    ]  # fmt: skip
    sentence_of = _locator(sentences)
    quantities = [
        {"quantity_id": f"{doc_id}-n{n:03d}", **doc, "sentence_id": sentence_of(q.start), "low": q.low, "high": q.high, "unit": q.unit,
         "qualifier": q.qualifier, "measure": q.measure, "kind": q.kind, "period": q.period, "base": q.base, **_span(q, text),
         "kind_reasons": q.reasons, "kind_rival": q.rival}
        for n, q in enumerate(finds.quantities, 1)
    ]  # fmt: skip
    ids = {(row["start"], row["end"]): row["quantity_id"] for row in quantities}
    return {
        "documents": [_document_row(document, finds)],
        "segments": [
            {"segment_id": f"{doc_id}-b{n:03d}", **doc, "kind": s.kind, "section": s.section, "number": s.number, **_span(s, text)}
            for n, s in enumerate(finds.segments, 1)
        ],
        "sentences": sentences,
        "quotes": [
            {"quote_id": f"{doc_id}-q{n:02d}", **doc, "speaker": q.speaker, "role": q.role, "organisation": q.organisation, **_span(q, text)}
            for n, q in enumerate(finds.quotes, 1)
        ],
        "people": [
            {"person_id": f"{doc_id}-p{n:02d}", **doc, "name": p.name, "role": p.role, "organisation": p.organisation,
             "mentions": len(p.mentions), **_span(p, text)}
            for n, p in enumerate(finds.people, 1)
        ],
        "actors": [{**doc, "actor": a.actor, "kind": a.kind, **_span(a, text)} for a in finds.actors],
        "places": [{**doc, "place": p.place, "code": p.code, "role": p.role, **_span(p, text)} for p in finds.places],
        "initiatives": [{**doc, "initiative": i.initiative, **_span(i, text)} for i in finds.initiatives],
        "dates": [
            {**doc, "kind": d.kind, "date_start": d.date_start, "date_end": d.date_end, **_span(d, text)} for d in finds.dates
        ],
        "quantities": quantities,
        "outcomes": [
            _outcome_row(f"{doc_id}-o{n:02d}", document, outcome, ids[outcome.quantity.start, outcome.quantity.end])
            for n, outcome in enumerate(finds.outcomes, 1)
        ],
    }  # fmt: skip


def make_coding_rows(
    document: Document, codings: Iterable[Coding], units: Sequence[Unit], sentences: Rows
) -> Rows:
    """The rows of what the rules propose, those they do not count too (`unsure` says why)."""
    sentence_of = _locator(sentences)
    return [
        {
            "case_id": document.source.case_id, "doc_id": document.doc_id, "sentence_id": sentence_of(coding.start), "code": coding.code,
            "status": coding.status, "polarity": coding.polarity, "voice": units[coding.unit].voice or TEXT,
            "speaker": units[coding.unit].speaker, "coder": RULES, "rule": coding.rule, "cue": coding.cue, "scope": coding.scope,
            "counted": True, "decision": "", "reason": "", "unsure": coding.unsure, **_span(coding, document.text),
        }
        for coding in codings
    ]  # fmt: skip


def add_voices(sentences: Rows, units: Sequence[Unit]) -> Rows:
    """The rows of sentences with whose words each is in."""
    return [
        {**row, "voice": unit.voice or TEXT, "speaker": unit.speaker}
        for row, unit in zip(sentences, units, strict=True)
    ]


def _span(find: Any, text: str) -> dict[str, Any]:
    return {"start": find.start, "end": find.end, "text": text[find.start : find.end]}


def _locator(sentences: Rows) -> Callable[[int], str]:
    starts = [sentence["start"] for sentence in sentences]

    def sentence_of(offset: int) -> str:
        """The id of the sentence that holds an offset; empty for one in metadata, which has no sentences."""
        row = sentences[bisect_right(starts, offset) - 1] if sentences else None
        return row["sentence_id"] if row and row["start"] <= offset < row["end"] else ""

    return sentence_of


def _document_row(document: Document, finds: Finds) -> dict[str, Any]:
    title = next((heading_words(segment.text) for segment in finds.segments if segment.kind == "title"), "")
    return {
        "doc_id": document.doc_id,
        "case_id": document.source.case_id,
        "file": document.source.file,
        "sha256": document.sha256,
        "title": document.source.title or title,
        "publisher": document.source.publisher,
        "published": finds.published,
        "updated": finds.updated,
        "language": guess_language(document.text),
        "encoding": document.encoding,
        "characters": len(document.text),
        "words": len(finds.body.split()),
    }


def _outcome_row(outcome_id: str, document: Document, outcome: Outcome, quantity_id: str) -> dict[str, Any]:
    quantity = outcome.quantity
    return {
        "outcome_id": outcome_id, "case_id": document.source.case_id, "doc_id": document.doc_id, "quantity_id": quantity_id,
        "indicator": outcome.indicator, "low": quantity.low, "high": quantity.high, "unit": quantity.unit, "qualifier": quantity.qualifier,
        "numerator": outcome.numerator, "population": outcome.population, "clock": outcome.clock, "year": outcome.year,
        "comparable_with": "", "note": outcome.note, "kind": quantity.kind, "base": quantity.base, "part_year": outcome.part_year,
    }  # fmt: skip
