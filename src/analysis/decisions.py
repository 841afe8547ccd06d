"""What people decide about codings, and how it is laid over the rules.

`data/coding/decisions.csv` holds one decision a line: a coder accepts, rejects, adds or changes one code on
one sentence. A decision is anchored in the words of its sentence and the words around it, not only in
offsets, so it finds its place again when a text or the rules change; one that cannot is reported as
orphaned. Both layers stay visible in `codings`; only rows with `counted` enter the matrix.
"""

import csv
import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from analysis.codebook import Codebook
from analysis.errors import AnalysisError
from analysis.paths import CODING, relative

DEFAULT = CODING / "decisions.csv"
ACTIONS = ("accept", "reject", "add", "change")
STATUSES = ("claimed", "described")
POLARITIES = ("facilitator", "barrier", "discontinued", "planned")
CONTEXT = 30  # code points of text kept on either side of a sentence
_ALIKE = 0.85  # how much of a sentence must remain for a decision to follow it


@dataclass(frozen=True, slots=True)
class Decision:
    """One coder's decision about one code on one sentence; `new_code` is for a change of code."""

    coder: str
    date: str
    doc_id: str
    start: int
    end: int
    text: str
    before: str
    after: str
    action: str
    code: str
    status: str
    polarity: str
    new_code: str
    reason: str


COLUMNS = tuple(column.name for column in fields(Decision))


def load_decisions(path: Path, codebook: Codebook) -> list[Decision]:
    """The decisions of a file, in its order; none when there is no such file.

    Raises AnalysisError with every faulty line: unknown action, code, status or polarity, no coder, a date that is
    none, offsets that are no numbers. A code the codebook no longer has is such a fault: decisions are never dropped.
    """
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines, restval="")
        if missing := [name for name in COLUMNS if name not in (reader.fieldnames or ())]:
            raise AnalysisError(relative(path), f"line 1: no column {', '.join(missing)}: add it to the header row")
        rows = [(reader.line_num, row) for row in reader]
    problems = [f"line {line}: {fault}" for line, row in rows for fault in list_faults(row, codebook)]
    if problems:
        raise AnalysisError(relative(path), problems)
    return [make_decision(row, codebook) for _, row in rows]


def list_faults(row: Mapping[str, Any], codebook: Codebook) -> list[str]:
    """What is wrong with one line of decisions, in words that say how to repair it."""
    faults = []
    if row["action"] not in ACTIONS:
        faults.append(f"action {row['action']!r}: use {', '.join(ACTIONS)}")
    for name in ("code", "new_code"):
        code = row[name]
        if (code or name == "code") and codebook.current_id(code) is None:
            faults.append(f"{name} {code!r} is not in the codebook: if it was renamed, write formerly: [{code}] at its new entry")
    if row["status"] not in STATUSES and row["action"] != "reject":
        faults.append(f"status {row['status']!r}: use claimed or described")
    if row["polarity"] not in POLARITIES and row["action"] != "reject":
        faults.append(f"polarity {row['polarity']!r}: use {', '.join(POLARITIES)}")
    if not row["coder"].strip():
        faults.append("no coder: write who decided")
    if not row["doc_id"].strip() or not row["text"].strip():
        faults.append("no doc_id or no text: a decision needs the document and the words it is about")
    try:
        date.fromisoformat(row["date"])
    except ValueError:
        faults.append(f"date {row['date']!r}: write it as 2026-01-31")
    if not (row["start"].isdigit() and row["end"].isdigit()):
        faults.append("start or end is not a whole number: copy them from the review queue")
    return faults


def make_decision(row: Mapping[str, Any], codebook: Codebook) -> Decision:
    """A faultless line as a Decision, with codes under their present names."""
    values = {name: row[name] or "" for name in COLUMNS}
    values |= {"start": int(row["start"]), "end": int(row["end"])}
    values |= {"code": codebook.current_id(row["code"]), "new_code": codebook.current_id(row["new_code"] or "") or ""}
    return Decision(**values)


def layer_decisions(
    counted: list[dict[str, Any]],
    proposed: list[dict[str, Any]],
    decisions: Iterable[Decision],
    text: str,
    sentences: list[dict[str, Any]],
    case_id: str,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The codings of a document with people's decisions laid over them, and log rows for what went wrong.

    `counted` are the rules' codings, `proposed` those and the unsure ones, which a person may accept too.
    """
    log: list[dict[str, Any]] = []
    by_place: dict[tuple[str, str], list[Decision]] = defaultdict(list)
    for decision in decisions:
        sentence = _anchor(decision, text, sentences)
        if sentence is None:
            log.append(_entry(decision, "warning", f"orphaned decision of {decision.coder} on {decision.code}: its words are no longer in the text"))
        else:
            by_place[sentence["sentence_id"], decision.code].append(decision)
    rules = {(row["sentence_id"], row["code"]): row for row in counted}
    suggested = {(row["sentence_id"], row["code"]): row for row in proposed}
    spans = {row["sentence_id"]: row for row in sentences}
    people = []
    for place, group in by_place.items():
        verdicts = {(d.action == "reject", d.new_code or d.code, d.status, d.polarity) if d.action != "reject" else (True,) for d in group}
        conflict = len(verdicts) > 1
        if conflict:
            coders = ", ".join(sorted({decision.coder for decision in group}))
            log.append(_entry(group[0], "warning", f"conflict between {coders} on {place[1]}: the rules' coding stands until they agree"))
        last = group[-1]
        for decision in group:
            people.append(_person_row(decision, place[0], suggested.get(place), spans[place[0]], case_id, decision is last and not conflict))
        if place in rules and not conflict:
            rules[place] = {**rules[place], "counted": False, "decision": last.action, "reason": last.reason}
    rows = [*rules.values(), *people]
    return sorted(rows, key=lambda row: (row["start"], row["end"], row["code"], row["coder"] != "rules", row["coder"])), log


def _anchor(decision: Decision, text: str, sentences: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The sentence a decision is about now: where it stood, else where its words or its context stand."""
    same = [row for row in sentences if row["text"] == decision.text]
    if len(same) > 1:
        same = [row for row in same if _context(text, row) == (decision.before, decision.after)] or [
            row for row in same if row["start"] == decision.start
        ]
    if len(same) == 1:
        return same[0]
    close = [(difflib.SequenceMatcher(None, row["text"], decision.text, autojunk=False).ratio(), row) for row in sentences]
    best = max(close, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= _ALIKE else None


def _context(text: str, row: Mapping[str, Any]) -> tuple[str, str]:
    return text[max(0, row["start"] - CONTEXT) : row["start"]], text[row["end"] : row["end"] + CONTEXT]


def describe_anchor(text: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """The anchor columns of a decision about a sentence: its offsets, its words and the words around it."""
    before, after = _context(text, row)
    return {"start": row["start"], "end": row["end"], "text": row["text"], "before": before, "after": after}


def _person_row(
    decision: Decision, sentence_id: str, rule: Mapping[str, Any] | None, sentence: Mapping[str, Any], case_id: str, stands: bool
) -> dict[str, Any]:
    span = rule or sentence
    return {
        "case_id": case_id,
        "doc_id": decision.doc_id,
        "sentence_id": sentence_id,
        "code": decision.new_code or decision.code,
        "status": decision.status or (rule["status"] if rule else "described"),
        "polarity": decision.polarity or (rule["polarity"] if rule else "facilitator"),
        "voice": rule["voice"] if rule else sentence["voice"],
        "speaker": rule["speaker"] if rule else sentence["speaker"],
        "coder": decision.coder,
        "rule": "decided",
        "cue": rule["cue"] if rule else "",
        "scope": rule["scope"] if rule else "",
        "counted": stands and decision.action != "reject",
        "decision": decision.action,
        "reason": decision.reason,
        "start": span["start"],
        "end": span["end"],
        "text": span["text"],
    }


def _entry(decision: Decision, severity: str, reason: str) -> dict[str, Any]:
    return {"doc_id": decision.doc_id, "stage": "decisions", "severity": severity, "text": decision.text, "reason": reason}
