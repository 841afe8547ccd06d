"""The review queue: what waits for a person's decision, in the order in which it matters.

Unsure proposals come first, then disputes between coders, then the rules' codings that nobody decided; within
each, what would change a claimed cell of the matrix most comes first. A queue is a sheet with empty columns
for the decision; `review_apply` reads it back.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.coding.codebook import Codebook
from analysis.coding.coded import POLARITIES, RULES, STATUSES
from analysis.coding.decision_file import ACTIONS, Decision
from analysis.coding.decisions import collect_verdicts, find_disputes, place_decisions
from analysis.comparing.matrix import group_cells, name_cell
from analysis.comparing.perturbations import Evidence
from analysis.comparing.sensitivity import draw_conclusions, find_support
from analysis.documents import read_document
from analysis.errors import AnalysisError
from analysis.extract import extract_folder
from analysis.reviewing.sheets import Sheet, render_csv, render_xlsx
from analysis.tables import Tables, write_whole

Row = Mapping[str, Any]
KINDS = ("unsure", "dispute", "rules", "no code")
ASKED = ("action", "status", "polarity", "new_code", "reason", "coder", "date")
COLUMNS = {
    "id": 14, "kind": 9, "matters": 30, "case": 12, "document": 12, "section": 20, "before": 40,
    "sentence": 60,
    "after": 40, "words": 24, "code": 24, "label": 26, "proposed_status": 13, "proposed_polarity": 13,
    "why": 34,
    "action": 10, "status": 12, "polarity": 13, "new_code": 22, "reason": 36, "coder": 10, "date": 12,
    "sentence_id": 16,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Material:
    """What a queue is made from and decisions are checked against: canonical texts, tables, decisions."""

    texts: dict[str, str]
    tables: Tables
    decisions: Sequence[Decision]

    def place(self, decisions: Iterable[Decision], doc_id: str) -> list[tuple[Decision, Row]]:
        """The decisions on a document with the sentences they are about now."""
        if doc_id not in self.texts:
            return []
        sentences = [row for row in self.tables["sentences"] if row["doc_id"] == doc_id]
        mine = [decision for decision in decisions if decision.doc_id == doc_id]
        coded = {(r["sentence_id"], r["code"]) for t in ("codings", "proposals") for r in self.tables[t]}
        return place_decisions(mine, self.texts[doc_id], sentences, coded)[0]


def read_material(raw: Path, codebook: Codebook, decisions: Sequence[Decision]) -> Material:
    """The texts of a folder and what the rules and people say of them now."""
    tables = extract_folder(raw, codebook=codebook, decisions=decisions)
    texts = {row["doc_id"]: read_document(raw / row["file"]).text for row in tables["documents"]}
    return Material(texts, tables, decisions)


def build_queue(
    material: Material, codebook: Codebook, *, every_sentence: bool = False
) -> list[dict[str, str]]:
    """What waits for a decision, most urgent first; with `every_sentence` also sentences without any code."""
    settled, disputed = _sort_places(material)
    candidates = _list_candidates(material.tables, settled, disputed)
    cells = group_cells(material.tables["codings"])
    hanging = _find_hanging(material.tables, codebook)
    ranked = []
    for kind, row in candidates:
        weight, matters = weigh(row, cells[row["case_id"], row["code"]], hanging)
        order = (KINDS.index(kind), -weight, row["case_id"], row["doc_id"], row["start"], row["code"])
        ranked.append((order, {**row, "kind": kind, "matters": matters}))
    rows = [row for _, row in sorted(ranked, key=lambda pair: pair[0])]
    if every_sentence:
        touched = {row["sentence_id"] for name in ("codings", "proposals") for row in material.tables[name]}
        rows += [
            {**row, "kind": "no code"}
            for row in material.tables["sentences"]
            if row["sentence_id"] not in touched
        ]
    return _add_context(rows, material.tables, codebook)


def weigh(row: Row, cell: Sequence[Row], hanging: Collection[str] = ()) -> tuple[int, str]:
    """How much a coding or proposal weighs for the findings (1–6), and in words what hangs on it.

    `cell` holds the codings that count in its cell; `hanging` the ids of codings a conclusion rests on.

    >>> one = {"coding_id": "c1", "status": "claimed", "polarity": "facilitator"}
    >>> weigh(one, [one])
    (5, 'without it the cell turns from claimed to silent')
    >>> weigh(one, [one, {**one, "coding_id": "c2"}])  # a near miss: another coding claims too
    (2, 'the cell is claimed with and without it')
    """
    mine = row.get("coding_id", "")
    rest = [other for other in cell if other["coding_id"] != mine or not mine]
    now, other = name_cell(cell), name_cell(rest if len(rest) < len(cell) else [*cell, row])
    conclusion = mine in hanging and bool(mine)
    note = "; a conclusion rests on it" if conclusion else ""
    if now == other:
        return (
            2 if row["status"] == "claimed" else 1
        ) + conclusion, f"the cell is {now} with and without it{note}"
    word = "without" if len(rest) < len(cell) else "with"
    weight = 3 if "claimed" not in (now, other) else 5 if "silent" in (now, other) else 4
    return weight + conclusion, f"{word} it the cell turns from {now} to {other}{note}"


def write_queue(rows: Sequence[Row], codebook: Codebook, path: Path) -> None:
    """Write a queue as XLSX or CSV, by the ending of the file's name; the same bytes for the same queue."""
    choices = {"action": ACTIONS, "status": STATUSES, "polarity": POLARITIES}
    queue = Sheet(COLUMNS, rows, choices)
    if path.suffix.lower() == ".xlsx":
        names = {"code": 30, "label_sv": 40, "label_en": 40, "definition_sv": 80}
        codes = [
            {name: getattr(code, "id" if name == "code" else name) for name in names}
            for code in codebook.codes.values()
        ]
        content = render_xlsx({"queue": queue, "codes": Sheet(names, codes)})
    elif path.suffix.lower() == ".csv":
        content = render_csv(queue)
    else:
        raise AnalysisError(str(path), "a queue is a .csv or .xlsx file: give --out a name with that ending")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)


def _sort_places(material: Material) -> tuple[set[tuple[str, str]], dict[tuple[str, str], str]]:
    """The sentences and codes that people have settled, and those they dispute, with what each says."""
    verdicts = {}
    for doc_id in material.texts:
        verdicts |= collect_verdicts(material.place(material.decisions, doc_id))
    disputed = find_disputes(verdicts)
    told = {
        place: "; ".join(
            f"{coder}: {' '.join(verdict)}" for coder, verdict in sorted(verdicts[place].items())
        )
        for place in disputed
    }
    return set(verdicts) - disputed, told


def _list_candidates(
    tables: Tables, settled: Collection[tuple[str, str]], disputed: Mapping[tuple[str, str], str]
) -> list[tuple[str, dict[str, Any]]]:
    """Each sentence and code that waits, once, with its kind; the rules' own row where there is one."""
    found: dict[tuple[str, str], tuple[str, dict[str, Any]]] = {}
    rows = [("rules", row) for row in tables["codings"] if row["coder"] == RULES]
    rows += [("unsure", row) for row in tables["proposals"]]
    rows += [("dispute", row) for row in tables["codings"] if row["coder"] != RULES]
    for kind, row in rows:
        place = (row["sentence_id"], row["code"])
        if place in settled or place in found or (kind == "dispute" and place not in disputed):
            continue
        why = (
            row["reason"] if kind == "unsure" else f"{row['rule']} {row['scope'] or row['cue'][:60]}".strip()
        )
        if place in disputed:
            kind, why = "dispute", disputed[place]
        found[place] = (kind, {**row, "why": why})
    return list(found.values())


def _find_hanging(tables: Tables, codebook: Codebook) -> set[str]:
    """The ids of the codings whose loss overturns a conclusion on a claimed factor."""
    cases = [row["case_id"] for row in tables["cases"]]
    counted = [row for row in tables["codings"] if row["counted"]]
    if not counted:
        return set()
    evidence = Evidence(counted, tuple(cases), tuple(codebook.codes))
    conclusions = draw_conclusions(pd.DataFrame(counted), cases, codebook.codes)
    return {coding_id for conclusion in conclusions for coding_id in find_support(conclusion, evidence)}


def _add_context(rows: Iterable[Row], tables: Tables, codebook: Codebook) -> list[dict[str, str]]:
    """Rows of the queue: each with its document, section, sentence and neighbours, each on one line."""
    sections = {row["segment_id"]: row["section"] for row in tables["segments"]}
    case_of = {row["doc_id"]: row["case_id"] for row in tables["documents"]}
    sentences = tables["sentences"]
    number = {row["sentence_id"]: n for n, row in enumerate(sentences)}

    def words(at: int, doc_id: str) -> str:
        inside = 0 <= at < len(sentences) and sentences[at]["doc_id"] == doc_id
        return " ".join(sentences[at]["text"].split()) if inside else ""

    queue = []
    for row in rows:
        at, doc_id, code = number[row["sentence_id"]], row["doc_id"], codebook.codes.get(row.get("code", ""))
        queue.append(
            {
                **dict.fromkeys(COLUMNS, ""),
                "id": row.get("proposal_id") or row.get("coding_id") or "",
                "kind": row["kind"],
                "matters": row.get("matters", ""),
                "case": case_of[doc_id],
                "document": doc_id,
                "section": sections[sentences[at]["segment_id"]],
                "before": words(at - 1, doc_id),
                "sentence": words(at, doc_id),
                "after": words(at + 1, doc_id),
                "words": " ".join(row["text"].split()) if code else "",
                "code": code.id if code else "",
                "label": code.label_sv if code else "",
                "proposed_status": row.get("status", ""),
                "proposed_polarity": row.get("polarity", ""),
                "why": row.get("why", ""),
                "sentence_id": row["sentence_id"],
            }
        )
    return queue
