"""From raw files to tables: each document through all finders, then what needs all documents together.

One direction: canonical text → segments → sentences → finds → codings → rows. A document is worked on
alone (`extract_document`); cases, the comparability of outcomes and the case × factor matrix come after.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from analysis.coding.codebook import Codebook, load_codebook
from analysis.coding.coded import RULES, Coding, Unit
from analysis.coding.decision_file import Decision
from analysis.coding.decisions import layer_decisions
from analysis.coding.rules import find_codings, read_units
from analysis.coding.weighing import weigh_codings
from analysis.comparing.matrix import build_matrix
from analysis.correction_file import Correction, load_corrections
from analysis.corrections import correct, list_lost
from analysis.documents import (
    Document,
    Source,
    check_encoding,
    guess_language,
    list_files,
    load_register,
    name_documents,
    read_document,
)
from analysis.errors import AnalysisError, ChangedSource
from analysis.extraction_log import log_document, log_unread
from analysis.finding.actors import find_actors
from analysis.finding.dates import find_dates
from analysis.finding.initiatives import find_initiatives
from analysis.finding.layout import BODY, Segment, find_segments, heading_words, reading_text
from analysis.finding.outcomes import Outcome, find_outcomes
from analysis.finding.people import find_people
from analysis.finding.places import find_places
from analysis.finding.quantities import find_quantities
from analysis.finding.quotes import find_quotes
from analysis.finding.sentences import find_sentences
from analysis.finding.voices import TEXT
from analysis.paths import relative
from analysis.sentence_units import make_units
from analysis.tables import Tables, table_columns
from analysis.text import Span
from analysis.totals import compare_outcomes, gather_alike, list_cases


def extract_folder(
    raw: Path,
    *,
    codebook: Codebook | None = None,
    decisions: Sequence[Decision] = (),
    encoding: str = "",
    strict: bool = False,
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> Tables:
    """All tables from a folder of `.txt` files; `tell` hears how many files of how many are done.

    A file that cannot be read is listed in `extraction_log`, and the others go on, unless `strict`. Faults of
    `sources.csv`, a file that is not the one it registers, and a folder in which no file can be read stop everything.
    """
    check_encoding(encoding)
    codebook = codebook or load_codebook()
    register, corrections = load_register(raw), load_corrections(raw)
    tables, left_out = extract_files(
        raw,
        name_documents(list_files(raw), register),
        codebook,
        decisions,
        corrections,
        registered=bool(register),
        encoding=encoding,
        strict=strict,
        tell=tell,
    )
    if not tables["documents"]:
        raise AnalysisError(relative(raw), ["no file could be read", *left_out])
    tables["extraction_log"] += list_lost(corrections, {row["doc_id"] for row in tables["documents"]})
    compare_outcomes(tables["outcomes"], gather_alike(tables["outcomes"]))
    tables["cases"] = list_cases(tables)
    case_ids = [case["case_id"] for case in tables["cases"]]
    tables["case_factors"] = build_matrix(tables["codings"], case_ids, list(codebook.codes))
    return tables


def extract_files(
    raw: Path,
    files: Sequence[tuple[str, str, Source | None]],
    codebook: Codebook,
    decisions: Sequence[Decision],
    corrections: Sequence[Correction],
    *,
    registered: bool,
    encoding: str,
    strict: bool,
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[Tables, list[str]]:
    """The rows that some files of a folder (see `name_documents`) give, by table, and why which were left out."""
    tables: Tables = {name: [] for name in table_columns()}
    left_out = []
    for done, (name, doc_id, source) in enumerate(files, 1):
        try:
            document = read_document(raw / name, source, doc_id=doc_id, encoding=encoding)
        except AnalysisError as error:
            if strict or isinstance(error, ChangedSource):
                raise
            failed = AnalysisError(name, error.problems)  # the same words wherever the folder lies
            left_out.append(str(failed))
            tables["extraction_log"].append(log_unread(doc_id, failed))
        else:
            found = extract_document(document, codebook, decisions, corrections, registered=registered)
            for table, rows in found.items():
                tables[table] += rows
        tell(done, len(files))
    return tables, left_out


def extract_document(
    document: Document,
    codebook: Codebook,
    decisions: Sequence[Decision] = (),
    corrections: Sequence[Correction] = (),
    *,
    registered: bool = False,
) -> Tables:
    """The rows that one document gives, by table."""
    text, doc_id = document.text, document.doc_id
    mended = [one for one in corrections if one.doc_id == doc_id]
    corrected: dict[str, list[dict[str, Any]]] = {}

    def laid_over(table: str, finds: Iterable[Any]) -> list[Any]:
        if not mended:
            return list(finds)
        found, corrected[table] = correct(table, finds, mended, text)
        return found

    segments = find_segments(text)
    body = reading_text(text, segments)
    with_metadata = reading_text(text, segments, (*BODY, "metadata"))
    sentences = [Span(span.start, span.end, text[span.start : span.end]) for span in find_sentences(body)]
    starts = [segment.start for segment in segments]
    owners = [bisect_right(starts, sentence.start) - 1 for sentence in sentences]
    people = laid_over("people", find_people(body))
    quotes = laid_over("quotes", find_quotes(body, people))
    places = laid_over("places", find_places(with_metadata))
    dates = laid_over("dates", find_dates(with_metadata))
    published = next((date.date_start for date in dates if date.kind == "published"), "")
    updated = next((date.date_start for date in dates if date.kind == "updated"), "")
    unsettled = any(not date.date_start and not date.date_end for date in dates)
    if unsettled and (
        published or updated
    ):  # a day without year is of the year that the document's own date settles
        dates = laid_over("dates", find_dates(with_metadata, reference=published or updated))
    quantities = laid_over("quantities", find_quantities(with_metadata, layout=text))
    outcomes = laid_over("outcomes", find_outcomes(sentences, quantities))
    actors = laid_over("actors", find_actors(with_metadata))
    initiatives = laid_over("initiatives", find_initiatives(with_metadata, actors, people))
    names = [(name.start, name.end) for name in initiatives]
    units = make_units(segments, sentences, owners, people, quotes, places, names)
    readings = read_units(units, codebook)
    codings = weigh_codings(units, find_codings(units, readings, codebook), readings, codebook)

    sentence_of = _locator(sentences, doc_id)
    spans = {"doc_id": doc_id}
    tables: Tables = {
        "documents": [_document_row(document, segments, published, updated, body)],
        "segments": [
            {"segment_id": f"{doc_id}-b{n:03d}", **spans, "kind": s.kind, "section": s.section, "number": s.number, **_span(s, text)}
            for n, s in enumerate(segments, 1)
        ],
        "sentences": [
            {"sentence_id": f"{doc_id}-s{n:03d}", "segment_id": f"{doc_id}-b{owner + 1:03d}", **spans, **_span(s, text)}
            for n, (s, owner) in enumerate(zip(sentences, owners, strict=True), 1)
        ],
        "quotes": [
            {"quote_id": f"{doc_id}-q{n:02d}", **spans, "speaker": q.speaker, "role": q.role, "organisation": q.organisation, **_span(q, text)}
            for n, q in enumerate(quotes, 1)
        ],
        "people": [
            {"person_id": f"{doc_id}-p{n:02d}", **spans, "name": p.name, "role": p.role, "organisation": p.organisation,
             "mentions": len(p.mentions), **_span(p, text)}
            for n, p in enumerate(people, 1)
        ],
        "actors": [{**spans, "actor": a.actor, "kind": a.kind, **_span(a, text)} for a in actors],
        "places": [{**spans, "place": p.place, "code": p.code, "role": p.role, **_span(p, text)} for p in places],
        "initiatives": [{**spans, "initiative": i.initiative, **_span(i, text)} for i in initiatives],
        "dates": [
            {**spans, "kind": d.kind, "date_start": d.date_start, "date_end": d.date_end, **_span(d, text)} for d in dates
        ],
        "quantities": [
            {"quantity_id": f"{doc_id}-n{n:03d}", **spans, "sentence_id": sentence_of(q.start), "low": q.low, "high": q.high, "unit": q.unit,
             "qualifier": q.qualifier, "measure": q.measure, "kind": q.kind, "period": q.period, "base": q.base, **_span(q, text), "kind_reasons": q.reasons,
             "kind_rival": q.rival}
            for n, q in enumerate(quantities, 1)
        ],
    }  # fmt: skip
    ids = {(row["start"], row["end"]): row["quantity_id"] for row in tables["quantities"]}
    tables["outcomes"] = [
        _outcome_row(
            f"{doc_id}-o{n:02d}", document, outcome, ids[outcome.quantity.start, outcome.quantity.end]
        )
        for n, outcome in enumerate(outcomes, 1)
    ]
    proposed = [
        _coding_row(document, coding, units[coding.unit], sentence_of(coding.start)) for coding in codings
    ]
    counted = [row for row in proposed if not row["unsure"]]
    mine = [decision for decision in decisions if decision.doc_id == doc_id]
    spoken = [
        {**row, "voice": unit.voice or TEXT, "speaker": unit.speaker}
        for row, unit in zip(tables["sentences"], units, strict=True)
    ]
    tables["codings"], orphans = layer_decisions(
        counted, proposed, mine, text, spoken, document.source.case_id
    )
    for n, row in enumerate(tables["codings"], 1):
        row["coding_id"] = f"{doc_id}-c{n:03d}"
    tables["proposals"] = [
        {**row, "proposal_id": f"{doc_id}-u{n:03d}", "reason": row["unsure"]}
        for n, row in enumerate((row for row in proposed if row["unsure"]), 1)
    ]
    tables["extraction_log"] = [
        *log_document(document, tables, registered=registered),
        *orphans,
        *chain(*corrected.values()),
    ]
    return tables


def _span(find: Any, text: str) -> dict[str, Any]:
    return {"start": find.start, "end": find.end, "text": text[find.start : find.end]}


def _locator(sentences: list[Span], doc_id: str) -> Callable[[int], str]:
    starts = [sentence.start for sentence in sentences]

    def sentence_of(offset: int) -> str:
        """The sentence that holds an offset; empty for one in metadata, which has no sentences."""
        number = bisect_right(starts, offset)
        inside = number and offset < sentences[number - 1].end
        return f"{doc_id}-s{number:03d}" if inside else ""

    return sentence_of


def _document_row(
    document: Document, segments: list[Segment], published: str, updated: str, body: str
) -> dict[str, Any]:
    title = next((heading_words(segment.text) for segment in segments if segment.kind == "title"), "")
    return {
        "doc_id": document.doc_id,
        "case_id": document.source.case_id,
        "file": document.source.file,
        "sha256": document.sha256,
        "title": document.source.title or title,
        "publisher": document.source.publisher,
        "published": published,
        "updated": updated,
        "language": guess_language(document.text),
        "encoding": document.encoding,
        "characters": len(document.text),
        "words": len(body.split()),
    }


def _outcome_row(outcome_id: str, document: Document, outcome: Outcome, quantity_id: str) -> dict[str, Any]:
    quantity = outcome.quantity
    return {
        "outcome_id": outcome_id, "case_id": document.source.case_id, "doc_id": document.doc_id, "quantity_id": quantity_id,
        "indicator": outcome.indicator, "low": quantity.low, "high": quantity.high, "unit": quantity.unit, "qualifier": quantity.qualifier,
        "numerator": outcome.numerator, "population": outcome.population, "clock": outcome.clock, "year": outcome.year,
        "comparable_with": "", "note": outcome.note, "kind": quantity.kind, "base": quantity.base, "part_year": outcome.part_year,
    }  # fmt: skip


def _coding_row(document: Document, coding: Coding, unit: Unit, sentence_id: str) -> dict[str, Any]:
    return {
        "case_id": document.source.case_id, "doc_id": document.doc_id, "sentence_id": sentence_id, "code": coding.code,
        "status": coding.status, "polarity": coding.polarity, "voice": unit.voice or TEXT, "speaker": unit.speaker, "coder": RULES,
        "rule": coding.rule, "cue": coding.cue, "scope": coding.scope, "counted": True, "decision": "", "reason": "", "unsure": coding.unsure,
        **_span(coding, document.text),
    }  # fmt: skip
