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
from analysis.coding.decision_file import Decision
from analysis.coding.decisions import layer_decisions
from analysis.coding.rules import find_codings, read_units
from analysis.coding.weighing import weigh_codings
from analysis.comparing.matrix import build_matrix
from analysis.correction_file import Correction, load_corrections
from analysis.corrections import correct, list_lost
from analysis.document_rows import Finds, add_voices, make_coding_rows, make_rows
from analysis.documents import (
    Document,
    Source,
    check_encoding,
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
from analysis.finding.layout import BODY, find_segments, reading_text
from analysis.finding.outcomes import find_outcomes
from analysis.finding.people import find_people
from analysis.finding.places import find_places
from analysis.finding.quantities import find_quantities
from analysis.finding.quotes import find_quotes
from analysis.finding.sentences import find_sentences
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
    """The rows that one document gives, by table; `registered` says that its folder has a register."""
    finds, corrected = _find_all(document, [one for one in corrections if one.doc_id == document.doc_id])
    tables = make_rows(document, finds)
    names = [(name.start, name.end) for name in finds.initiatives]
    units = make_units(
        finds.segments, finds.sentences, finds.owners, finds.people, finds.quotes, finds.places, names
    )
    readings = read_units(units, codebook)
    codings = weigh_codings(units, find_codings(units, readings, codebook), readings, codebook)
    proposed = make_coding_rows(document, codings, units, tables["sentences"])
    tables["codings"], orphans = layer_decisions(
        [row for row in proposed if not row["unsure"]],
        proposed,
        [decision for decision in decisions if decision.doc_id == document.doc_id],
        document.text,
        add_voices(tables["sentences"], units),
        document.source.case_id,
    )
    for n, row in enumerate(tables["codings"], 1):
        row["coding_id"] = f"{document.doc_id}-c{n:03d}"
    tables["proposals"] = [
        {**row, "proposal_id": f"{document.doc_id}-u{n:03d}", "reason": row["unsure"]}
        for n, row in enumerate((row for row in proposed if row["unsure"]), 1)
    ]
    tables["extraction_log"] = [
        *log_document(document, tables, registered=registered),
        *orphans,
        *corrected,
    ]
    return tables


def _find_all(document: Document, mended: Sequence[Correction]) -> tuple[Finds, list[dict[str, Any]]]:
    """What all finders find in a document, with its corrections laid over, and the log rows of these."""
    text, log = document.text, dict[str, list[dict[str, Any]]]()

    def laid_over(table: str, finds: Iterable[Any]) -> list[Any]:
        """The finds of a table as corrected; of a table that is found twice the last log counts."""
        if not mended:
            return list(finds)
        found, log[table] = correct(table, finds, mended, text)
        return found

    segments = find_segments(text)
    body = reading_text(text, segments)
    with_metadata = reading_text(text, segments, (*BODY, "metadata"))
    sentences = [Span(span.start, span.end, text[span.start : span.end]) for span in find_sentences(body)]
    starts = [segment.start for segment in segments]
    people = laid_over("people", find_people(body))
    quotes = laid_over("quotes", find_quotes(body, people))
    places = laid_over("places", find_places(with_metadata))
    dates = laid_over("dates", find_dates(with_metadata))
    published = next((date.date_start for date in dates if date.kind == "published"), "")
    updated = next((date.date_start for date in dates if date.kind == "updated"), "")
    unsettled = any(not date.date_start and not date.date_end for date in dates)
    if unsettled and (published or updated):
        # A day without year is of the year that the document's own date settles.
        dates = laid_over("dates", find_dates(with_metadata, reference=published or updated))
    quantities = laid_over("quantities", find_quantities(with_metadata, layout=text))
    outcomes = laid_over("outcomes", find_outcomes(sentences, quantities))
    actors = laid_over("actors", find_actors(with_metadata))
    finds = Finds(
        segments=segments,
        body=body,
        sentences=sentences,
        owners=[bisect_right(starts, sentence.start) - 1 for sentence in sentences],
        people=people,
        quotes=quotes,
        places=places,
        dates=dates,
        published=published,
        updated=updated,
        quantities=quantities,
        outcomes=outcomes,
        actors=actors,
        initiatives=laid_over("initiatives", find_initiatives(with_metadata, actors, people)),
    )
    return finds, [*chain(*log.values())]
