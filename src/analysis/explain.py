"""Why a find is what it is: the source sentence with the hit, the rule, the words, the decisions.

`explain` takes the id of a coding, proposal, quantity, outcome or quote, or a cell of the matrix written as
`case_id/code`, and returns facts in reading order. The command line prints them, notebooks show them as a
table. Names are shown as the caller says.
"""

import difflib
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analysis.codebook import Codebook
from analysis.decisions import RULES
from analysis.errors import AnalysisError
from analysis.explain_reasons import (
    explain_cell,
    explain_decisions,
    explain_polarity,
    explain_status,
    explain_value,
    list_people,
    recover_cue,
)
from analysis.plain_words import explain_words as tell
from analysis.privacy import NameHider, hide_by
from analysis.tables import format_value

Row = Mapping[str, Any]
_TABLES = {
    "codings": "coding_id",
    "proposals": "proposal_id",
    "quantities": "quantity_id",
    "outcomes": "outcome_id",
    "quotes": "quote_id",
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

    def mark(self, opening: str = "»", closing: str = "«") -> str:
        """The words with the hit marked.

        >>> Fact("sentence", "De fick coach.", (8, 13)).mark(), Fact("cue", "coach*").mark()
        ('De fick »coach«.', 'coach*')
        """
        if self.hit is None:
            return self.text
        start, end = self.hit
        return f"{self.text[:start]}{opening}{self.text[start:end]}{closing}{self.text[end:]}"


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
        wanted = (*_TABLES, "documents", "sentences", "segments", "case_factors")
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


def explain(source: Source, wanted: str) -> list[Fact]:
    """The facts behind an id or a cell, in reading order.

    Raises AnalysisError with the nearest ids when there is no such thing.
    """
    if "/" in wanted:
        return _explain_cell(source, wanted)
    explainers: dict[str, Callable[[Source, dict[str, Any]], list[Fact]]] = {
        "codings": _explain_coding,
        "proposals": _explain_coding,
        "quantities": _explain_quantity,
        "outcomes": _explain_outcome,
        "quotes": _explain_quote,
    }
    for table, key in _TABLES.items():
        if row := source.one(table, key, wanted):
            return explainers[table](source, row)
    raise AnalysisError(wanted, _nothing_there(source, wanted))


def render_text(facts: list[Fact], width: int = 100) -> str:
    """Facts as lines for a terminal, the hit between » and «."""
    column = max((len(fact.item) for fact in facts), default=0) + 2
    lines = []
    for fact in facts:
        words = " ".join(fact.mark().split())
        body = textwrap.wrap(words, max(width - column, 30)) or [""]
        lines += [f"{fact.item if not n else '':{column}}{line}" for n, line in enumerate(body)]
    return "\n".join(lines)


def _nothing_there(source: Source, wanted: str) -> str:
    ids = [row[key] for table, key in _TABLES.items() for row in source.rows[table]]
    cells = [f"{row['case_id']}/{row['code']}" for row in source.rows["case_factors"]]
    near = difflib.get_close_matches(wanted, cells if "/" in wanted else ids, n=5, cutoff=0.3)
    hint = f"the nearest are {', '.join(near)}" if near else "ids stand in the tables of data/processed"
    return f"no such coding, proposal, quantity, outcome, quote or cell (case/code): {hint}"


def hide_with_hit(
    text: str, hit: tuple[int, int], doc_id: str, hider: NameHider
) -> tuple[str, tuple[int, int]]:
    """A text with its names hidden, and where the hit stands in it then; a name the hit cuts is in it whole."""
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


def _sentence(source: Source, row: Row) -> list[Fact]:
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


def _explain_coding(source: Source, row: dict[str, Any]) -> list[Fact]:
    say, proposal = source.tell, "proposal_id" in row
    sentence = source.one("sentences", "sentence_id", row["sentence_id"])["text"]
    people = list_people(source.rows["codings"], row["sentence_id"], row["code"])
    code = source.codebook.codes.get(row["code"])
    row = recover_cue(row, sentence, source.codebook) if proposal else row
    polarity = explain_polarity(row, sentence, source.codebook, source.language) if code else row["polarity"]
    facts = [
        Fact(
            say("what"),
            f"{say('kind_proposal' if proposal else 'kind_coding')} ({row.get('proposal_id') or row['coding_id']})",
        ),
        *_sentence(source, row),
        Fact(say("code"), source.label(row["code"])),
        Fact(
            say("definition"),
            (code.definition_sv if source.language == "sv" else code.definition) if code else "",
        ),
        Fact(say("words that fired"), row["text"]),
        Fact(say("rule"), row["rule"]),
        Fact(say("cue"), row.get("cue") or ""),
        Fact(say("because of"), row.get("scope") or ""),
        Fact(say("voice"), say(f"voice_{row['voice']}")),
        Fact(say("why status"), explain_status(row, source.language)),
        Fact(say("why polarity"), polarity),
        Fact(say("people decided"), explain_decisions(people, {}, source.language)),
        Fact(say("counts"), _tell_counted(source, row, bool(people))),
    ]
    return _hide(source, facts, row["doc_id"])


def _tell_counted(source: Source, row: Row, decided: bool) -> str:
    cell = source.one("case_factors", "code", row["code"]) and next(
        (
            r
            for r in source.rows["case_factors"]
            if (r["case_id"], r["code"]) == (row["case_id"], row["code"])
        ),
        {},
    )
    if row.get("counted"):
        kind = source.tell(cell.get("cell", "silent"))
        return source.tell("counts_yes", cell=f"{row['case_id']}/{row['code']}", kind=kind)
    if "proposal_id" in row:
        reason = source.tell("declined", reason=row["reason"])
        return f"{source.tell('counts_no' if decided else 'counts_waiting')}; {reason}"
    return source.tell("counts_no" if row["coder"] == RULES else "counts_reject")


def _explain_quantity(source: Source, row: dict[str, Any], kind: str = "quantity") -> list[Fact]:
    say = source.tell
    outcome = source.one("outcomes", "quantity_id", row["quantity_id"])
    facts = [
        Fact(
            say("what"),
            f"{say('kind_' + kind)} ({outcome['outcome_id'] if kind == 'outcome' else row['quantity_id']})",
        ),
        *_sentence(source, row),
        Fact(say("value"), explain_value(row, source.language)),
        Fact(say("measure"), row["measure"]),
        Fact(say("kind"), say(row["kind"])),
        Fact(say("period"), row["period"]),
        Fact(say("base"), format_value(row["base"])),
    ]
    if outcome and kind == "quantity":
        facts.append(Fact(say("becomes"), f"{say('kind_outcome')} ({outcome['outcome_id']})"))
    return _hide(source, facts, row["doc_id"])


def _explain_outcome(source: Source, row: dict[str, Any]) -> list[Fact]:
    say = source.tell
    quantity = source.one("quantities", "quantity_id", row["quantity_id"])
    facts = [
        *_explain_quantity(source, quantity, "outcome"),
        Fact(say("counts"), say(row["numerator"] or "not said")),
        Fact(say("among"), say(row["population"] or "not said")),
        Fact(say("measured"), say(row["clock"] or "not said")),
        Fact(say("year"), format_value(row["year"]) or say("not said")),
        Fact(say("indicator"), row["indicator"] or say("nothing")),
        Fact(say("comparable"), row["comparable_with"] or say("not_comparable")),
        Fact(say("remarks"), row["note"] or say("none")),
    ]
    return _hide(source, facts, quantity["doc_id"])


def _explain_quote(source: Source, row: dict[str, Any]) -> list[Fact]:
    say = source.tell
    facts = [
        Fact(say("what"), f"{say('kind_quote')} ({row['quote_id']})"),
        *_sentence(source, row),
        Fact(say("speaker"), row["speaker"] or say("no_speaker")),
        Fact(say("role"), row["role"] or say("not said")),
        Fact(say("organisation"), row["organisation"] or say("not said")),
    ]
    return _hide(source, facts, row["doc_id"])


def _explain_cell(source: Source, wanted: str) -> list[Fact]:
    say, (case_id, _, code) = source.tell, wanted.partition("/")
    if not any((r["case_id"], r["code"]) == (case_id, code) for r in source.rows["case_factors"]):
        raise AnalysisError(wanted, _nothing_there(source, wanted))
    here = [r for r in source.rows["codings"] if (r["case_id"], r["code"]) == (case_id, code)]
    counted = [row for row in here if row["counted"]]
    waiting = [r for r in source.rows["proposals"] if (r["case_id"], r["code"]) == (case_id, code)]
    waiting = [r for r in waiting if not list_people(source.rows["codings"], r["sentence_id"], code)]
    facts = [
        Fact(say("what"), f"{say('kind_cell')} ({wanted})"),
        Fact(say("code"), source.label(code)),
        Fact(say("why cell"), explain_cell(counted, source.language)),
    ]
    left = [row for row in here if not row["counted"]]
    for item, rows in (("rests on", counted), ("not counted", left), ("waiting", waiting)):
        for row in rows:
            facts += [_cite(source, item, row)]
    return facts


def _cite(source: Source, item: str, row: dict[str, Any]) -> Fact:
    """A coding of a cell: its sentence with the words marked, then what it is."""
    fact = _sentence(source, row)[-1]
    what = source.tell(
        "rests",
        words=fact.text,
        status=source.tell(row["status"]),
        polarity=source.tell(row["polarity"]),
        coder=row.get("coder", RULES),
        id=row.get("coding_id") or row["proposal_id"],
    )
    return Fact(source.tell(item), what, fact.hit, fact.sentence_id)


def _hide(source: Source, facts: list[Fact], doc_id: str) -> list[Fact]:
    """Facts without empty ones, and with names hidden where they were not yet."""
    return [
        fact if fact.hit else Fact(fact.item, source.hider.hide(fact.text, doc_id), None, fact.sentence_id)
        for fact in facts
        if fact.text
    ]
