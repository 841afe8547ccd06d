"""What a change of the codebook changes: codings, cells of the matrix, conclusions.

The same raw texts and the same decisions are laid under both codebooks. A code that was renamed (`formerly`)
is compared with itself; a decision on a code that one codebook lacks is left out there, and said to be.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.coding.codebook import Codebook
from analysis.coding.coded import Unit
from analysis.coding.decision_file import Decision, list_faults, make_decision, read_rows
from analysis.coding.rules import find_codings, read_units
from analysis.comparing.sensitivity import draw_conclusions
from analysis.csv_files import render_csv_rows
from analysis.errors import AnalysisError
from analysis.extract import extract_folder
from analysis.finding.sentences import find_sentences
from analysis.paths import relative
from analysis.tables import Tables
from analysis.text import Span

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flip:
    """One difference: its kind (coding, cell, conclusion, decision), where, what it was and what it is."""

    what: str
    change: str
    case_id: str
    code: str
    was: str
    now: str
    sentence_id: str = ""
    words: str = ""


COLUMNS = tuple(column.name for column in fields(Flip))


def diff_codebooks(raw: Path, old: Codebook, new: Codebook, decisions: Sequence[Decision] = ()) -> list[Flip]:
    """Every coding, cell and conclusion that differs when `new` takes the place of `old`.

    `decisions` may use the codes of either; those that a codebook lacks are listed as kind `decision`.
    """
    sides, flips = [], []
    for name, book, other in (("old", old, new), ("new", new, old)):
        mine, left = adapt_decisions(decisions, book, other)
        flips += [
            Flip("decision", f"left out under {name}", "", one.code, "", "", "", one.text) for one in left
        ]
        tables = extract_folder(raw, codebook=book, decisions=mine)
        names = {code: new.current_id(code) or code for code in book.codes}
        sides.append((tables, names, book))
    (before, old_names, _), (after, new_names, _) = sides
    codings = [*_diff_codings(before, after, old_names, new_names)]
    cells = _diff(_cells(before, old_names), _cells(after, new_names), "cell")
    conclusions = _diff(
        _conclusions(before, old, old_names), _conclusions(after, new, new_names), "conclusion"
    )
    return [*flips, *codings, *cells, *conclusions]


def load_for_both(path: Path, old: Codebook, new: Codebook) -> list[Decision]:
    """The decisions of a file whose codes may be those of either codebook; lines faulty in both are told."""
    decisions, problems = [], []
    for line, row in read_rows(path):
        for book in (new, old):
            if not (faults := list_faults(row, book)):
                decisions.append(make_decision(row, book))
                break
        else:
            problems += [f"line {line}: {fault}" for fault in faults]
    if problems:
        raise AnalysisError(relative(path), problems)
    return decisions


def adapt_decisions(
    decisions: Iterable[Decision], book: Codebook, other: Codebook
) -> tuple[list[Decision], list[Decision]]:
    """The decisions under the names a codebook has for their codes, and those whose code it lacks."""
    adapted, left = [], []
    for decision in decisions:
        names = [_name_in(code, book, other) if code else "" for code in (decision.code, decision.new_code)]
        if None in names:
            left.append(decision)
        else:
            values = {column.name: getattr(decision, column.name) for column in fields(Decision)}
            adapted.append(Decision(**{**values, "code": names[0], "new_code": names[1]}))
    return adapted, left


def check_examples(book: Codebook) -> list[str]:
    """Which of a codebook's own sentences its rules get wrong, examples not found, near misses found; and which lack."""
    problems = []
    for code in book.codes.values():
        for name, sentences, wanted in (
            ("example", code.examples, True),
            ("near miss", code.near_misses, False),
        ):
            if not sentences:
                problems.append(f"{code.id} has no {name}: write one")
            for sentence in sentences:
                units = _make_units(sentence, cued=bool(code.strong or code.lack or code.weak))
                codings = find_codings(units, read_units(units, book), book)
                found = any(one.code == code.id and not one.unsure for one in codings)
                if found != wanted:
                    told = "is not found" if wanted else "is found"
                    problems.append(f"{code.id}: its {name} {told}: {sentence!r}")
    return problems


def _make_units(sentence: str, *, cued: bool) -> list[Unit]:
    """An example as units: sentences; for a code without cues, a line with a colon and a list below it."""
    if cued or ": " not in sentence:
        return [Unit(span, "paragraph", 0, None) for span in find_sentences(sentence)]
    cut = sentence.index(": ") + 1
    head, item = Span(0, cut, sentence[:cut]), Span(cut + 1, len(sentence), sentence[cut + 1 :])
    return [Unit(head, "paragraph", 0, None), Unit(item, "list_item", 1, None)]


def render_flips(flips: Iterable[Flip]) -> bytes:
    """Differences as CSV."""
    return render_csv_rows([COLUMNS, *map(astuple, flips)]).encode("utf-8")


def describe_flip(flip: Flip) -> str:
    """A difference as a line.

    >>> describe_flip(Flip("cell", "changed", "gnosjo", "housing", "silent", "claimed"))
    'cell gnosjo/housing: silent → claimed'
    >>> describe_flip(Flip("conclusion", "gone", "", "housing", "claimed in every case", ""))
    'conclusion housing gone: claimed in every case'
    """
    place = f"{flip.case_id}/{flip.code}" if flip.case_id else flip.code
    where = f" ({flip.sentence_id} {flip.words[:40]!r})" if flip.sentence_id else ""
    if flip.was and flip.now:
        return f"{flip.what} {place}{where}: {flip.was} → {flip.now}"
    return f"{flip.what} {place}{where} {flip.change}: {flip.was or flip.now or flip.words[:60]}"


def _name_in(code: str, book: Codebook, other: Codebook) -> str | None:
    """What a codebook calls a code that may be named as in the other one; None when it lacks it."""
    if known := book.current_id(code):
        return known
    now = other.current_id(code)
    return next((one for one in book.codes if now and other.current_id(one) == now), None)


def _diff_codings(
    before: Tables, after: Tables, old_names: Mapping[str, str], new_names: Mapping[str, str]
) -> Iterable[Flip]:
    """Codings that count on one side only, or otherwise; a coding that turned unsure says why."""
    old, new = _codings(before, old_names), _codings(after, new_names)
    unsure = {"was": _proposals(before, old_names), "now": _proposals(after, new_names)}
    for key in sorted(old.keys() | new.keys()):
        was, now = old.get(key), new.get(key)
        row = (now or was or [{}])[0]
        told = [" ".join(f"{r['status']} {r['polarity']}" for r in side or ()) for side in (was, now)]
        if told[0] == told[1]:
            continue
        for n, side in enumerate(("was", "now")):
            if not told[n] and key in unsure[side]:
                told[n] = f"unsure ({unsure[side][key]})"
        change = "changed" if was and now else "new" if now else "gone"
        yield Flip("coding", change, row["case_id"], key[1], *told, key[0], " ".join(row["text"].split()))


def _codings(tables: Tables, names: Mapping[str, str]) -> dict[Key, list[dict[str, Any]]]:
    found: dict[Key, list[dict[str, Any]]] = {}
    for row in tables["codings"]:
        if row["counted"]:
            found.setdefault((row["sentence_id"], names[row["code"]]), []).append(row)
    return found


def _proposals(tables: Tables, names: Mapping[str, str]) -> dict[Key, str]:
    return {(row["sentence_id"], names[row["code"]]): row["reason"] for row in tables["proposals"]}


def _cells(tables: Tables, names: Mapping[str, str]) -> dict[Key, str]:
    return {(row["case_id"], names[row["code"]]): row["cell"] for row in tables["case_factors"]}


def _conclusions(tables: Tables, book: Codebook, names: Mapping[str, str]) -> dict[Key, str]:
    """The conclusions of each kind by code; of one rule there is at most one a code."""
    rows = [row for row in tables["codings"] if row["counted"]]
    if not rows:
        return {}
    cases, frame = [row["case_id"] for row in tables["cases"]], pd.DataFrame(rows)
    found: dict[Key, str] = {}
    for status in ("claimed", "mentioned"):
        for one in draw_conclusions(frame, cases, book.factors, status=status):
            kind = "widest" if one.rule == "widest" else "reach"
            found["", names[one.code], status, kind] = one.write(factor=names[one.code])
    return found


def _diff(old: Mapping[Key, str], new: Mapping[Key, str], what: str) -> list[Flip]:
    """What differs between two readings; keys begin with case and code."""
    flips = []
    for key in [*new, *(key for key in old if key not in new)]:
        was, now = old.get(key, ""), new.get(key, "")
        if was != now and {was, now} != {"", "silent"}:
            change = "changed" if was and now else "new" if now else "gone"
            flips.append(Flip(what, change, key[0], key[1], was, now))
    return flips
