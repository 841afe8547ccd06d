"""A filled-in review queue read back: every faulty row is listed, and a good file becomes decisions.

Nothing is written while a row is faulty. `accept` takes the proposed status and polarity unless others are
given, `change` gives others or a new code, `add` codes a sentence with `new_code` (or the row's own code).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.coding.anchors import describe_anchor
from analysis.coding.codebook import Codebook
from analysis.coding.coded import RULES
from analysis.coding.decision_file import ACTIONS, Decision, list_faults, make_decision, write_decisions
from analysis.errors import AnalysisError
from analysis.paths import relative
from analysis.reviewing.review import ASKED, Material
from analysis.reviewing.sheets import read_sheet

NEEDED = ("document", "sentence", "code", *ASKED)
Row = Mapping[str, str]
Key = tuple[str, str, str]  # coder, sentence id, code


@dataclass(slots=True)
class Applied:
    """What a filled-in queue changes: all decisions after it, and what happened, in words."""

    decisions: list[Decision]
    added: int = 0
    unchanged: int = 0
    replaced: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def apply_file(
    path: Path,
    decisions_file: Path,
    material: Material,
    codebook: Codebook,
    *,
    coder: str = "",
    date: str = "",
) -> Applied:
    """Read a filled-in queue and write its decisions; `coder` and `date` fill cells left empty.

    Raises AnalysisError with every faulty row, its line and how to repair it; then nothing is written.
    """
    applied = plan_decisions(read_sheet(path), material, codebook, str(path), coder=coder, date=date)
    if applied.added or applied.replaced:
        write_decisions(applied.decisions, decisions_file)
    return applied


def plan_decisions(
    lines: Sequence[tuple[int, Row]],
    material: Material,
    codebook: Codebook,
    where: str,
    *,
    coder: str = "",
    date: str = "",
) -> Applied:
    """What the rows of a filled-in queue, with their line numbers, change."""
    missing = [name for name in NEEDED if lines and name not in lines[0][1]]
    if missing:
        raise AnalysisError(
            where, f"line 1: no column {', '.join(missing)}: keep the header row of the queue"
        )
    applied, problems = Applied([]), []
    given: dict[Key, tuple[int, Decision]] = {}
    for line, row in lines:
        filled = [name for name in ASKED[:5] if row[name].strip()]
        if not row["action"].strip():
            if filled:
                applied.notes.append(f"line {line}: {', '.join(filled)} but no action: nothing decided")
            continue
        sentence, faults = _find_sentence(row, material)
        values = _fill_in(row, sentence, material, coder, date)
        faults += _list_row_faults(values, row, sentence, material, codebook)
        if not faults and sentence:
            decision = make_decision(values, codebook)
            key = (decision.coder, sentence["sentence_id"], decision.code)
            first = given.setdefault(key, (line, decision))
            if _says(first[1]) != _says(decision):
                faults.append(f"line {first[0]} decides the same sentence and code otherwise: keep one")
        problems += [f"line {line}: {fault}" for fault in faults]
    if problems:
        raise AnalysisError(relative(Path(where)), problems)
    return _merge(given, material, applied)


def _find_sentence(row: Row, material: Material) -> tuple[Mapping[str, Any] | None, list[str]]:
    """The sentence a row is about, as the text has it now, or why there is none."""
    doc_id, words = row["document"].strip(), _plain(row["sentence"])
    if doc_id not in material.texts:
        return None, [f"no document {doc_id!r}: there are {', '.join(material.texts)}"]
    same = [
        one
        for one in material.tables["sentences"]
        if one["doc_id"] == doc_id and _plain(one["text"]) == words
    ]
    meant = [one for one in same if one["sentence_id"] == row.get("sentence_id", "").strip()]
    if meant or len(same) == 1:
        return (meant or same)[0], []
    if same:
        return None, [f"the sentence stands {len(same)} times in {doc_id}: keep its sentence_id"]
    told = f"no such sentence in {doc_id} ({words[:50]!r})"
    return None, [f"{told}: it was edited, or the text has changed; make a new queue"]


def _fill_in(
    row: Row, sentence: Mapping[str, Any] | None, material: Material, coder: str, date: str
) -> dict[str, Any]:
    """A row's decision as the columns of the file of decisions, empty cells filled with what was proposed."""
    values: dict[str, Any] = {name: row[name].strip() for name in (*ASKED, "code")}
    values["action"] = values["action"].lower()
    values["coder"], values["date"] = values["coder"] or coder, values["date"] or date
    own = values["action"] != "add" or not values["new_code"]
    if values["action"] == "add" and values["new_code"]:
        values["code"], values["new_code"] = values["new_code"], ""
    if own and values["action"] != "reject":
        for name in ("status", "polarity"):
            values[name] = values[name].lower() or row.get(f"proposed_{name}", "").strip()
    anchor = dict.fromkeys(("text", "before", "after"), "") | {"start": 0, "end": 0}
    if sentence:
        anchor = describe_anchor(material.texts[sentence["doc_id"]], sentence)
    return {
        **values,
        **anchor,
        "start": str(anchor["start"]),
        "end": str(anchor["end"]),
        "doc_id": row["document"].strip(),
    }


def _list_row_faults(
    values: Mapping[str, Any],
    row: Row,
    sentence: Mapping[str, Any] | None,
    material: Material,
    codebook: Codebook,
) -> list[str]:
    """The faults of a decision itself, and of its action where it stands."""
    stands_in = {**values, "text": values["text"] or "?"}  # a missing sentence has been told already
    faults = list_faults(stands_in, codebook)
    action, code = values["action"], codebook.current_id(values["code"])
    if not sentence or code is None or action not in ACTIONS:
        return faults
    coded = [
        one
        for name in ("codings", "proposals")
        for one in material.tables[name]
        if (one["sentence_id"], one["code"]) == (sentence["sentence_id"], code)
    ]
    if action in ("reject", "change") and not values["reason"]:
        faults.append(f"{action} without a reason: write why")
    if action != "add" and not coded and not _decided(sentence, code, material):
        faults.append(f"nothing proposes {code} on this sentence, so there is nothing to {action}: use add")
    if action == "add" and any(one.get("coder") == RULES for one in coded):
        faults.append(f"the rules have {code} on this sentence already: use accept, reject or change")
    same = all(values[name] == row.get(f"proposed_{name}", "").strip() for name in ("status", "polarity"))
    if action == "change" and same and values["new_code"] in ("", values["code"]):
        faults.append("change without a new code, status or polarity: give one, or use accept")
    return faults


def _decided(sentence: Mapping[str, Any], code: str, material: Material) -> bool:
    """Whether some coder has decided on this sentence and code before."""
    placed = material.place(material.decisions, sentence["doc_id"])
    return any(d.code == code and one["sentence_id"] == sentence["sentence_id"] for d, one in placed)


def _merge(given: Mapping[Key, tuple[int, Decision]], material: Material, applied: Applied) -> Applied:
    """All decisions, the new ones in place of the same coder's older ones on a sentence and code."""
    old: dict[Key, list[Decision]] = defaultdict(list)
    for decision in material.decisions:  # one by one, so that lines already replaced are seen too
        for _, sentence in material.place([decision], decision.doc_id):
            old[decision.coder, sentence["sentence_id"], decision.code].append(decision)
    gone: set[Decision] = set()
    new: list[Decision] = []
    for key, (_, decision) in given.items():
        before = old.get(key, [])
        if any(_says(one) == _says(decision) for one in before):
            applied.unchanged += 1
            continue
        new.append(decision)
        gone |= set(before)
        applied.added += not before
        applied.replaced += [_tell_replaced(one, decision) for one in before]
    applied.decisions = [*(one for one in material.decisions if one not in gone), *new]
    return applied


def _says(decision: Decision) -> tuple[str, ...]:
    return decision.action, decision.status, decision.polarity, decision.new_code, decision.reason


def _tell_replaced(old: Decision, new: Decision) -> str:
    was, now = (" ".join(filter(None, _says(one)[:4])) for one in (old, new))
    return f"{new.coder} on {new.code} in {new.doc_id} ({_plain(new.text)[:40]!r}): {was} → {now}"


def _plain(words: str) -> str:
    return " ".join(words.split())


def count_waiting(rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """How many rows of a queue there are of each kind.

    >>> count_waiting([{"kind": "unsure"}, {"kind": "rules"}, {"kind": "unsure"}])
    {'unsure': 2, 'rules': 1}
    """
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        counts[row["kind"]] += 1
    return dict(counts)
