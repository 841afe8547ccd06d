"""Why a find is what it is: the source sentence with the hit, the rule, the words, the decisions.

`explain` takes the id of a coding, proposal, quantity, outcome, quote, person, sentence or segment, a date's place
(`doc_id:start-end`), or a cell of the matrix written as `case_id/code`, and returns facts in reading order. The command line prints them, notebooks show them as a
table. Names are shown as the caller says.
"""

import difflib
from collections.abc import Callable, Mapping
from typing import Any

from analysis.coding.coded import RULES
from analysis.comparing.context import load_context
from analysis.comparing.outcome_remarks import remark_changes
from analysis.errors import AnalysisError
from analysis.explaining.explain_reasons import (
    explain_cell,
    explain_decisions,
    explain_polarity,
    explain_status,
    explain_value,
    explain_weights,
    list_people,
)
from analysis.explaining.explain_source import KEYS, Fact, Source, hide_names, locate
from analysis.finding.comparability import list_reservations
from analysis.phrases import translate
from analysis.row_ids import name_row
from analysis.tables import format_value

Row = Mapping[str, Any]


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
        "people": _explain_person,
        "sentences": _explain_sentence,
        "segments": _explain_segment,
    }
    for table, key in KEYS.items():
        if row := source.one(table, key, wanted):
            return [*explainers[table](source, row), *_list_corrections(source, row)]
    for row in source.rows["dates"]:
        if name_row("dates", row) == wanted:
            return [*_explain_date(source, row), *_list_corrections(source, row)]
    raise AnalysisError(wanted, _nothing_there(source, wanted))


def _nothing_there(source: Source, wanted: str) -> str:
    ids = [row[key] for table, key in KEYS.items() for row in source.rows[table]]
    cells = [f"{row['case_id']}/{row['code']}" for row in source.rows["case_factors"]]
    near = difflib.get_close_matches(wanted, cells if "/" in wanted else ids, n=5, cutoff=0.3)
    hint = f"the nearest are {', '.join(near)}" if near else "ids stand in the tables of data/processed"
    kinds = "coding, proposal, quantity, outcome, quote, person, sentence, segment, date or cell (case/code)"
    return f"no such {kinds}: {hint}"


def _list_corrections(source: Source, row: Row) -> list[Fact]:
    """What people corrected at the place of a find, as the log of extraction tells it."""
    if "outcome_id" in row:
        row = source.one("quantities", "quantity_id", row["quantity_id"])
    place = row["doc_id"], row["start"], row["end"]
    told = [
        Fact(source.tell("corrected"), one["reason"])
        for one in source.rows["extraction_log"]
        if one["stage"] == "corrections" and (one["doc_id"], one["start"], one["end"]) == place
    ]
    return hide_names(source, told, row["doc_id"])


def _explain_coding(source: Source, row: dict[str, Any]) -> list[Fact]:
    say, proposal = source.tell, "proposal_id" in row
    kind = "kind_proposal" if proposal else "kind_coding"
    sentence = source.one("sentences", "sentence_id", row["sentence_id"])["text"]
    people = list_people(source.rows["codings"], row["sentence_id"], row["code"])
    code = source.codebook.codes.get(row["code"])
    polarity = explain_polarity(row, sentence, source.codebook, source.language) if code else row["polarity"]
    weights = explain_weights(sentence, row["code"], source.codebook, source.language) if code else ""
    rejected = row["rule"] == "decided" and row["decision"] == "reject"
    facts = [
        Fact(
            say("what"),
            f"{say(kind)} ({row.get('proposal_id') or row['coding_id']})",
        ),
        *locate(source, row),
        Fact(say("code"), source.label(row["code"])),
        Fact(
            say("definition"),
            code.define(source.language) if code else "",
        ),
        Fact(say("words that fired"), row["text"]),
        Fact(say("rule"), row["rule"]),
        Fact(say("cue"), row.get("cue") or ""),
        Fact(say("words weighed"), weights),
        Fact(say("because of"), row.get("scope") or ""),
        Fact(say("voice"), say(f"voice_{row['voice']}")),
        Fact(say("why status"), "" if rejected else explain_status(row, source.language)),
        Fact(say("why polarity"), "" if rejected else polarity),
        Fact(say("people decided"), explain_decisions(people, {}, source.language)),
        Fact(say("counts"), _tell_counted(source, row, bool(people))),
    ]
    return hide_names(source, facts, row["doc_id"])


def _tell_counted(source: Source, row: Row, decided: bool) -> str:
    if row.get("counted"):
        place = (row["case_id"], row["code"])
        cell = next(r for r in source.rows["case_factors"] if (r["case_id"], r["code"]) == place)
        return source.tell("counts_yes", cell="/".join(place), kind=source.tell(cell["cell"]))
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
        *locate(source, row),
        Fact(say("value"), explain_value(row, source.language)),
        Fact(say("measure"), row["measure"]),
        Fact(say("kind"), say(row["kind"])),
        Fact(say("kind_because"), row["kind_reasons"]),
        Fact(say("kind_rival"), say(row["kind_rival"]) if row["kind_rival"] else ""),
        Fact(say("period"), row["period"]),
        Fact(say("base"), format_value(row["base"])),
    ]
    if outcome and kind == "quantity":
        facts.append(Fact(say("becomes"), f"{say('kind_outcome')} ({outcome['outcome_id']})"))
    return hide_names(source, facts, row["doc_id"])


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
        *_list_reservations(source, row),
        Fact(say("remarks"), row["note"] or say("none")),
    ]
    return hide_names(source, facts, quantity["doc_id"])


def _list_reservations(source: Source, row: dict[str, Any]) -> list[Fact]:
    """For each comparable outcome the reservations with which it is one."""
    found, changes = [], load_context()["changes"]
    for other in source.rows["outcomes"]:
        if other["outcome_id"] in (row["comparable_with"] or "").split():
            kept = [*list_reservations(row, other), *remark_changes([(row, other)], changes)]
            words = translate("; ".join(kept), source.language)
            found.append(
                Fact(source.tell("reserved"), f"{other['outcome_id']}: {words or source.tell('none')}")
            )
    return found


def _explain_quote(source: Source, row: dict[str, Any]) -> list[Fact]:
    say = source.tell
    facts = [
        Fact(say("what"), f"{say('kind_quote')} ({row['quote_id']})"),
        *locate(source, row),
        Fact(say("speaker"), row["speaker"] or say("no_speaker")),
        Fact(say("role"), row["role"] or say("not said")),
        Fact(say("organisation"), row["organisation"] or say("not said")),
    ]
    return hide_names(source, facts, row["doc_id"])


def _explain_person(source: Source, row: dict[str, Any]) -> list[Fact]:
    say = source.tell
    spoken = [one["quote_id"] for one in source.rows["quotes"] if _speaks(row, one)]
    facts = [
        Fact(say("what"), f"{say('kind_person')} ({row['person_id']})"),
        *locate(source, row),
        Fact(say("who"), row["name"]),
        Fact(say("role"), row["role"] or say("not said")),
        Fact(say("organisation"), row["organisation"] or say("not said")),
        Fact(say("mentions"), format_value(row["mentions"])),
        Fact(say("quotes"), ", ".join(spoken) or say("none")),
    ]
    return hide_names(source, facts, row["doc_id"])


def _speaks(person: Row, quote: Row) -> bool:
    return (quote["doc_id"], quote["speaker"]) == (person["doc_id"], person["name"])


def _explain_sentence(source: Source, row: dict[str, Any]) -> list[Fact]:
    say, wanted = source.tell, row["sentence_id"]
    tables = ("codings", "proposals", "quantities")
    found = [one[KEYS[name]] for name in tables for one in source.rows[name] if one["sentence_id"] == wanted]
    facts = [
        Fact(say("what"), f"{say('kind_sentence')} ({wanted})"),
        *locate(source, row),
        Fact(say("found in it"), ", ".join(found) or say("nothing")),
    ]
    return hide_names(source, facts, row["doc_id"])


def _explain_segment(source: Source, row: dict[str, Any]) -> list[Fact]:
    say, wanted = source.tell, row["segment_id"]
    held = [one["sentence_id"] for one in source.rows["sentences"] if one["segment_id"] == wanted]
    facts = [
        Fact(say("what"), f"{say('kind_segment')} ({wanted})"),
        *locate(source, row),
        Fact(say("found in it"), ", ".join(held) or say("nothing")),
    ]
    return hide_names(source, facts, row["doc_id"])


def _explain_date(source: Source, row: dict[str, Any]) -> list[Fact]:
    say = source.tell
    days = [row["date_start"], row["date_end"]]
    facts = [
        Fact(say("what"), f"{say('kind_date')} ({name_row('dates', row)})"),
        *locate(source, row),
        Fact(say("kind"), say(row["kind"])),
        Fact(say("value"), " – ".join(dict.fromkeys(filter(None, days))) or say("not said")),
    ]
    return hide_names(source, facts, row["doc_id"])


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
    fact = locate(source, row)[-1]
    what = source.tell(
        "rests",
        words=fact.text,
        status=source.tell(row["status"]),
        polarity=source.tell(row["polarity"]),
        coder=row.get("coder", RULES),
        id=row.get("coding_id") or row["proposal_id"],
    )
    if row.get("decision") == "reject":
        reason = source.hider.hide(row["reason"] or source.tell("not said"), row["doc_id"])
        what = f"{what}; {source.tell('rejected', reason=reason)}"
    return Fact(source.tell(item), what, fact.hit, fact.sentence_id)
