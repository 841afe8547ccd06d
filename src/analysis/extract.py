"""From raw files to tables: each document through all finders, then what needs all documents together.

One direction: canonical text → segments → sentences → finds → codings → rows. A document is worked on
alone (`extract_document`); cases, the comparability of outcomes and the case × factor matrix come after.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.coding.codebook import Codebook, load_codebook
from analysis.coding.decisions import Decision, layer_decisions
from analysis.coding.rules import Coding, Unit, find_codings, read_units
from analysis.coding.weighing import weigh_codings
from analysis.comparing.matrix import build_matrix
from analysis.documents import (
    Document,
    check_encoding,
    guess_language,
    list_files,
    load_register,
    make_doc_id,
    number_twins,
    read_document,
)
from analysis.errors import AnalysisError, ChangedSource
from analysis.finding.actors import find_actors
from analysis.finding.comparability import name_measure
from analysis.finding.contacts import MASK
from analysis.finding.dates import find_dates
from analysis.finding.gazetteer import list_municipalities
from analysis.finding.initiatives import find_initiatives
from analysis.finding.layout import BODY, Segment, find_segments, reading_text
from analysis.finding.names import saying_pattern
from analysis.finding.outcomes import Outcome, find_outcomes
from analysis.finding.people import Person, find_people
from analysis.finding.places import Place, find_places, find_subjects
from analysis.finding.quantities import find_quantities
from analysis.finding.quotes import Quote, find_quotes
from analysis.finding.sentences import find_sentences
from analysis.finding.voices import TEXT, name_voice
from analysis.paths import relative
from analysis.tables import Tables, table_columns
from analysis.text import Span

Rows = list[dict[str, Any]]


@dataclass(slots=True)
class Extract:
    """What a folder of raw files gives: the tables, and the files that could not be read."""

    tables: Tables
    bad_files: list[AnalysisError] = field(default_factory=list)


@dataclass(slots=True)
class _Found:
    """A document and what the finders found in it, before it becomes rows."""

    document: Document
    segments: list[Segment]
    quotes: list[Quote]
    places: list[Place]
    outcomes: list[Outcome]
    units: list[Unit]


def extract_folder(
    raw: Path,
    *,
    codebook: Codebook | None = None,
    decisions: Sequence[Decision] = (),
    encoding: str = "",
    strict: bool = False,
    watch: Callable[[list[Any]], Iterable[Any]] = iter,
) -> Extract:
    """All tables from a folder of `.txt` files; `watch` wraps the list of files to show progress.

    A file that cannot be read is listed in `bad_files` and in `extraction_log`, and the others go on,
    unless `strict`. Faults of `sources.csv`, a file that is not the one it registers, and a folder in which
    no file can be read stop everything.
    """
    check_encoding(encoding)
    codebook = codebook or load_codebook()
    register = load_register(raw)
    files = list_files(raw)
    documents, bad = [], []
    for path in files:
        try:
            documents.append(read_document(path, register.get(path.name), encoding=encoding))
        except AnalysisError as error:
            if strict or isinstance(error, ChangedSource):
                raise
            bad.append(error)
    if not documents:
        raise AnalysisError(relative(raw), ["no file could be read", *map(str, bad)])
    result = Extract({name: [] for name in table_columns()}, bad)
    for document in watch(number_twins(documents)):
        for name, rows in extract_document(document, codebook, decisions, registered=bool(register)).items():
            result.tables[name] += rows
    for error in bad:
        doc_id = make_doc_id(Path(error.where))
        result.tables["extraction_log"].append(
            {"doc_id": doc_id, "stage": "read", "severity": "error", "reason": str(error)}
        )
    _compare_outcomes(result.tables["outcomes"])
    result.tables["cases"] = list_cases(result.tables)
    case_ids = [case["case_id"] for case in result.tables["cases"]]
    result.tables["case_factors"] = build_matrix(result.tables["codings"], case_ids, list(codebook.codes))
    return result


def extract_document(
    document: Document, codebook: Codebook, decisions: Sequence[Decision] = (), *, registered: bool = False
) -> Tables:
    """The rows that one document gives, by table."""
    text, doc_id = document.text, document.doc_id
    segments = find_segments(text)
    body = reading_text(text, segments)
    with_metadata = reading_text(text, segments, (*BODY, "metadata"))
    sentences = [Span(span.start, span.end, text[span.start : span.end]) for span in find_sentences(body)]
    starts = [segment.start for segment in segments]
    owners = [bisect_right(starts, sentence.start) - 1 for sentence in sentences]
    people = find_people(body)
    quotes = find_quotes(body, people)
    places = find_places(with_metadata)
    dates = find_dates(with_metadata)
    published = next((date.date_start for date in dates if date.kind == "published"), "")
    updated = next((date.date_start for date in dates if date.kind == "updated"), "")
    unsettled = any(not date.date_start and not date.date_end for date in dates)
    if unsettled and (
        published or updated
    ):  # a day without year is of the year that the document's own date settles
        dates = find_dates(with_metadata, reference=published or updated)
    quantities = find_quantities(with_metadata, layout=text)
    outcomes = find_outcomes(sentences, quantities)
    initiatives = find_initiatives(with_metadata)
    names = [(name.start, name.end) for name in initiatives]
    units = _make_units(segments, sentences, owners, people, quotes, places, names)
    readings = read_units(units, codebook)
    codings = weigh_codings(units, find_codings(units, codebook, readings), readings, codebook)
    found = _Found(document, segments, quotes, places, outcomes, units)

    sentence_of = _locator(sentences, doc_id)
    spans = {"doc_id": doc_id}
    tables: Tables = {
        "documents": [_document_row(found, published, updated, body)],
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
        "actors": [{**spans, "actor": a.actor, "kind": a.kind, **_span(a, text)} for a in find_actors(with_metadata)],
        "places": [{**spans, "place": p.place, "code": p.code, "role": p.role, **_span(p, text)} for p in places],
        "initiatives": [{**spans, "initiative": i.initiative, **_span(i, text)} for i in initiatives],
        "dates": [
            {**spans, "kind": d.kind, "date_start": d.date_start, "date_end": d.date_end, **_span(d, text)} for d in dates
        ],
        "quantities": [
            {"quantity_id": f"{doc_id}-n{n:03d}", **spans, "sentence_id": sentence_of(q.start), "low": q.low, "high": q.high, "unit": q.unit,
             "qualifier": q.qualifier, "measure": q.measure, "kind": q.kind, "period": q.period, "base": q.base, **_span(q, text), "kind_reasons": q.reasons}
            for n, q in enumerate(quantities, 1)
        ],
    }  # fmt: skip
    ids = {(row["start"], row["end"]): row["quantity_id"] for row in tables["quantities"]}
    tables["outcomes"] = [
        _outcome_row(f"{doc_id}-o{n:02d}", found, outcome, ids[outcome.quantity.start, outcome.quantity.end])
        for n, outcome in enumerate(outcomes, 1)
    ]
    proposed = [_coding_row(found, coding, sentence_of(coding.start)) for coding in codings]
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
    tables["extraction_log"] = [*_log(found, tables, registered), *orphans]
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


def _make_units(
    segments: list[Segment],
    sentences: list[Span],
    owners: list[int],
    people: list[Person],
    quotes: list[Quote],
    places: list[Place],
    names: list[tuple[int, int]],
) -> list[Unit]:
    """The sentences as coding needs them: with their section, whose voice they are in, and whose doing they tell."""
    headings: list[int | None] = []
    last: int | None = None
    for number, segment in enumerate(segments):
        headings.append(last)
        last = number if segment.kind == "heading" else last
    subjects = set(find_subjects(places))
    municipalities = [place for place in places if len(place.code) == 4]
    place_starts = [place.start for place in municipalities]
    quote_ends = [quote.end for quote in quotes]
    name_starts = [start for start, _ in names]
    mentions = sorted((start, number) for number, person in enumerate(people) for start, _ in person.mentions)
    units = []
    # Finds are looked up by offset, not gone through for each sentence: linear in the text.
    for sentence, owner in zip(sentences, owners, strict=True):
        after = bisect_right(quote_ends, sentence.start)
        quote = quotes[after] if after < len(quotes) and quotes[after].start < sentence.end else None
        named = mentions[bisect_left(mentions, (sentence.start,)) : bisect_left(mentions, (sentence.end,))]
        person = people[min(number for _, number in named)] if named else None
        voice, speaker = _voice_of(sentence, person, quote)
        here = municipalities[
            bisect_left(place_starts, sentence.start) : bisect_left(place_starts, sentence.end)
        ]
        foreign = [place for place in here if subjects and place.code not in subjects]
        elsewhere = len(foreign) == len(here) and any(place.start - sentence.start < 25 for place in foreign)
        projects = names[bisect_left(name_starts, sentence.start) : bisect_left(name_starts, sentence.end)]
        units.append(
            Unit(
                sentence,
                segments[owner].kind,
                owner,
                headings[owner],
                voice,
                speaker,
                elsewhere,
                tuple(projects),
            )
        )
    return units


def _voice_of(sentence: Span, person: Person | None, quote: Quote | None) -> tuple[str, str]:
    """Whose words a sentence is in: the speaker's in direct speech, the person's it refers to, else the text's."""
    if quote:
        return name_voice(quote.role, quote.organisation, quote.speaker or "?"), quote.speaker
    if person and saying_pattern().search(sentence.text):
        return name_voice(person.role, person.organisation, person.name), person.name
    return TEXT, ""


def _document_row(found: _Found, published: str, updated: str, body: str) -> dict[str, Any]:
    document = found.document
    title = next((segment.text for segment in found.segments if segment.kind == "title"), "")
    return {
        "doc_id": document.doc_id,
        "case_id": document.source.case_id,
        "file": document.source.file,
        "sha256": document.sha256,
        "title": title,
        "publisher": document.source.publisher,
        "published": published,
        "updated": updated,
        "language": guess_language(document.text),
        "encoding": document.encoding,
        "characters": len(document.text),
        "words": len(body.split()),
    }


def _outcome_row(outcome_id: str, found: _Found, outcome: Outcome, quantity_id: str) -> dict[str, Any]:
    quantity = outcome.quantity
    return {
        "outcome_id": outcome_id, "case_id": found.document.source.case_id, "doc_id": found.document.doc_id, "quantity_id": quantity_id,
        "indicator": outcome.indicator, "low": quantity.low, "high": quantity.high, "unit": quantity.unit, "qualifier": quantity.qualifier,
        "numerator": outcome.numerator, "population": outcome.population, "clock": outcome.clock, "year": outcome.year,
        "comparable_with": "", "note": outcome.note, "kind": quantity.kind, "base": quantity.base, "part_year": outcome.part_year,
    }  # fmt: skip


def _coding_row(found: _Found, coding: Coding, sentence_id: str) -> dict[str, Any]:
    unit = found.units[coding.unit]
    return {
        "case_id": found.document.source.case_id, "doc_id": found.document.doc_id, "sentence_id": sentence_id, "code": coding.code,
        "status": coding.status, "polarity": coding.polarity, "voice": unit.voice or TEXT, "speaker": unit.speaker, "coder": "rules",
        "rule": coding.rule, "cue": coding.cue, "scope": coding.scope, "counted": True, "decision": "", "reason": "", "unsure": coding.unsure,
        **_span(coding, found.document.text),
    }  # fmt: skip


def _log(found: _Found, tables: Tables, registered: bool) -> Rows:
    """What was left out of a document, stayed unresolved or looks suspicious."""
    document, text = found.document, found.document.text
    rows: Rows = []

    def add(stage: str, severity: str, reason: str, span: Any = None) -> None:
        where = _span(span, text) if span else {}
        rows.append(
            {"doc_id": document.doc_id, "stage": stage, "severity": severity, "reason": reason, **where}
        )

    if registered and not document.listed:
        add(
            "read",
            "warning",
            "the file is not in sources.csv: its case is taken from its name; add a line to sources.csv",
        )
    if tables["documents"][0]["language"] != "sv":
        add("read", "warning", "the language is not recognised as Swedish: the rules are made for Swedish")
    if MASK in text:
        add("contacts", "info", f"contact data masked: {text.count(MASK)} characters")
    if not tables["documents"][0]["title"]:
        add("layout", "warning", "no title found")
    if found.places and not find_subjects(found.places):
        add(
            "places",
            "warning",
            "several municipalities, none of which stands out as the one the text is about",
        )
    for quote in found.quotes:
        if not quote.speaker:
            add("quotes", "info", "the text does not settle who speaks", quote)
    for row in tables["dates"]:
        if not row["date_start"] and not row["date_end"]:
            rows.append(
                {**row, "stage": "dates", "severity": "info", "reason": "the year of the date is not settled"}
            )
    for outcome in found.outcomes:
        if not outcome.indicator:
            add(
                "outcomes",
                "info",
                "the text does not say enough to tell which indicator this figure is",
                outcome.quantity,
            )
    if not tables["codings"]:
        add("coding", "info", "no factor found in this text")
    return rows


def _compare_outcomes(outcomes: Rows) -> None:
    """Fill `comparable_with`: the outcomes of other cases near the same indicator, whole years and no goals.

    Rows of one measure (`name_measure`) are compared as one, so each row is looked at once.
    """
    alike: dict[tuple[str, ...], Rows] = {}
    for row in outcomes:
        if measure := name_measure(row):
            alike.setdefault(measure, []).append(row)
    for group in alike.values():
        others: dict[str, str] = {}
        for one in group:
            case_id = one["case_id"]
            if case_id not in others:
                others[case_id] = " ".join(row["outcome_id"] for row in group if row["case_id"] != case_id)
            one["comparable_with"] = others[case_id]


def list_cases(tables: Tables) -> Rows:
    """The cases in the order of their documents: the municipality the texts are about, and the stated period."""
    case_of = {row["doc_id"]: row["case_id"] for row in tables["documents"]}
    subjects: dict[str, Counter[str]] = {case_id: Counter() for case_id in case_of.values()}
    periods: dict[str, dict[str, Any]] = {}
    for row in tables["places"]:
        if row["role"] == "subject" and len(row["code"]) == 4:
            subjects[case_of[row["doc_id"]]][row["code"]] += 1
    for row in tables["dates"]:
        if row["kind"] == "period":
            periods.setdefault(case_of[row["doc_id"]], row)
    cases: Rows = []
    for case_id, codes in subjects.items():
        code = max(codes, key=lambda one: codes[one], default="")  # the first named of those named most
        place = list_municipalities().get(code)
        period = periods.get(case_id, {"date_start": "", "date_end": ""})
        cases.append(
            {
                "case_id": case_id,
                "label": place.name if place else case_id.replace("_", " ").capitalize(),
                "municipality": place.name if place else "",
                "municipality_code": code,
                "county": place.county if place else "",
                "period_start": period["date_start"],
                "period_end": period["date_end"],
            }
        )
    return cases
