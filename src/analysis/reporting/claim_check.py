"""Whether a claim of the ledger is true: looked up in the tables and the raw texts, apart from what made it.

Counts, sums and single cells are looked up in the tables; quotes and other words of a source are sought, word
for word, in the canonical text of the raw file, with names hidden as the report hides them.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
from bs4 import NavigableString, Tag

from analysis.comparing.context import load_context
from analysis.documents import Document, load_register, read_document
from analysis.errors import AnalysisError
from analysis.reporting.comparison_check import DEFAULT, Chosen
from analysis.reporting.conclusion_check import Written, judge_conclusion
from analysis.reporting.ledger import NUMBER, REPAIR, Claim, plain_text
from analysis.reporting.privacy import hide_by
from analysis.row_ids import name_notes, name_rows
from analysis.tables import format_value
from analysis.text import show_hidden

_FIGURE = re.compile(r"[+−-]?[0-9]+(?:[ \u00a0\u202f][0-9]{3})*(?:[.,][0-9]+)?(?: ?%)?")
_OUTSIDE = re.compile(r"^[\s”\"“]+|[\s”\"“]+$|\s*…$")

Frames = Mapping[str, pd.DataFrame]


class Sources:
    """What the claims of a report are held against: the tables and the raw texts, with names as it shows them."""

    def __init__(self, tables: Frames, raw: Path, names: str, language: str) -> None:
        self.tables, self.raw, self.language = tables, raw, language
        homes = tables["documents"].set_index("doc_id")["case_id"].to_dict()
        self.homes: dict[str, str] = homes
        self.names = hide_by(tables["people"], names, homes, language)
        self._hidden: dict[str, list[Any]] = {}

    @cached_property
    def rows(self) -> dict[str, dict[str, Mapping[str, Any]]]:
        """Every row of every table, and of every file of notes in data/reference, by table and by the row's name."""
        notes = load_context(lang=self.language)
        named = [(name, frame, name_rows(name, frame)) for name, frame in self.tables.items()]
        named += [(name, frame, name_notes(name, frame)) for name, frame in notes.items()]
        return {name: dict(zip(ids, frame.to_dict("records"), strict=True)) for name, frame, ids in named}

    @cached_property
    def written(self) -> Written:
        """What the conclusions are held against."""
        return Written(self.rows, self.language)

    @cached_property
    def known(self) -> set[str]:
        """The names of all rows."""
        return {row for rows in self.rows.values() for row in rows}

    @cached_property
    def documents(self) -> dict[str, Document]:
        """The raw files as they are read now; one that cannot be read is left out, and `stale` tells of it."""
        return {doc_id: found for doc_id, found in self._read.items() if isinstance(found, Document)}

    @cached_property
    def _read(self) -> dict[str, Document | str]:
        found: dict[str, Document | str] = {}
        register = load_register(self.raw)
        for about in self.tables["documents"].to_dict("records"):
            file = about["file"]
            try:
                found[about["doc_id"]] = read_document(
                    self.raw / file, register.get(file), encoding=about["encoding"]
                )
            except AnalysisError as error:
                found[about["doc_id"]] = " ".join(str(error).split())
        return found

    def list_stale(self) -> Iterator[str]:
        """Raw files that are not those the tables were made from."""
        for about in self.tables["documents"].to_dict("records"):
            found = self._read[about["doc_id"]]
            if isinstance(found, str):
                yield f"the raw text {about['file']} cannot be used: {found}"
            elif found.sha256 != about["sha256"]:
                yield (
                    f"the raw text {about['file']} has changed since the tables were made: run analysis extract, "
                    f"then {REPAIR}"
                )

    @cached_property
    def spans(self) -> dict[str, tuple[str, int, int]]:
        """Where each row stands: its document and offsets; a document's own name is its whole text."""
        found = {doc_id: (doc_id, 0, len(one.text)) for doc_id, one in self.documents.items()}
        for rows in self.rows.values():
            for name, row in rows.items():
                if not pd.isna(row.get("start")) and row["doc_id"] in self.documents:
                    found.setdefault(name, (row["doc_id"], int(row["start"]), int(row["end"])))
        return found

    def show(self, doc_id: str, start: int, end: int) -> str:
        """A stretch of a raw text as a page may show it: names hidden, acting characters as signs."""
        text = self.documents[doc_id].text
        if doc_id not in self._hidden:
            self._hidden[doc_id] = self.names.find(text, doc_id)
        parts, at = [], start
        for span in self._hidden[doc_id]:
            if start <= span.start and span.end <= end:
                parts += [text[at : span.start], span.text]
                at = span.end
        return plain_text(show_hidden("".join([*parts, text[at:end]])))

    def case_of(self, row: str) -> str:
        """The case that a row belongs to; empty when it has none."""
        for rows in self.rows.values():
            if row in rows:
                found = rows[row]
                return str(found.get("case_id") or self.homes.get(found.get("doc_id", ""), ""))
        return ""


def judge_claim(claim: Claim, sources: Sources, chosen: Chosen = DEFAULT) -> str:
    """What is wrong with a claim, as the end of a sentence; empty when it holds.

    `chosen` is what the claim's notebook chose.
    """
    unknown = [row for row in claim.evidence if row not in sources.known and row not in sources.spans]
    if unknown:
        return f"rests on {unknown[0]!r}, which no table has: {REPAIR}"
    match claim.kind:
        case "count":
            return _judge_count(claim, sources)
        case "sum":
            return _judge_sum(claim, sources)
        case "value":
            return _judge_value(claim, sources)
        case "derived":
            return _judge_print(claim)
        case "quote" | "words":
            return _judge_words(claim, sources)
        case "conclusion":
            return judge_conclusion(claim, sources.written, chosen)
        case "text" | "chart" | "note":
            return ""
    return f"is of the unknown kind {claim.kind!r}: {REPAIR}"


def _judge_count(claim: Claim, sources: Sources) -> str:
    rows = sources.rows.get(claim.table, {})
    missing = [row for row in claim.evidence if row not in rows]
    if missing:
        return f"counts {missing[0]!r}, which is no row of {claim.table or 'a table'}: {REPAIR}"
    if str(len(set(claim.evidence))) != claim.value:
        return f"is not the number of its rows in {claim.table} ({len(set(claim.evidence))}): {REPAIR}"
    return _judge_print(claim)


def _judge_sum(claim: Claim, sources: Sources) -> str:
    table, _, column = claim.table.partition(".")
    try:
        total = sum(float(sources.rows[table][row][column]) for row in claim.evidence)
    except (KeyError, TypeError, ValueError):
        return f"adds {claim.table}, which its rows do not have: {REPAIR}"
    if claim.value != f"{total:.10g}":
        return f"is not the sum of {claim.table} over its rows ({total:.10g}): {REPAIR}"
    return _judge_print(claim)


def _judge_value(claim: Claim, sources: Sources) -> str:
    table, _, column = claim.table.partition(".")
    row = sources.rows.get(table, {}).get("".join(claim.evidence[:1]), {})
    if column not in row:
        return f"stands for a cell of {claim.table} that is not there: {REPAIR}"
    cell = row[column]
    stored = "" if pd.isna(cell) else format_value(cell)
    shown = sources.names.hide(stored, str(row.get("doc_id", "")))
    if claim.value in (stored, f"{float(stored):.10g}" if _FIGURE.fullmatch(stored) else stored):
        return _judge_print(claim)
    if plain_text(claim.text) in (
        plain_text(stored),
        plain_text(shown),
        plain_text(sources.names.hide(stored)),
    ):
        return ""
    return f"is not what {claim.table} of {claim.evidence[0]} holds ({shown!r}): {REPAIR}"


def _judge_print(claim: Claim) -> str:
    """Whether the printed number is the claim's value, to the decimals that are printed."""
    if not _FIGURE.fullmatch(claim.text):
        return "" if plain_text(claim.value) == claim.text else _differs(claim)
    printed = re.sub(r"[ \u00a0\u202f+%]", "", claim.text).replace(",", ".").replace("−", "-")
    if not _is_number(claim.value):
        return _differs(claim)
    step = 10.0 ** -len(printed.partition(".")[2])
    scale = 100 if "%" in claim.text and abs(float(claim.value)) <= 1 < abs(float(printed)) else 1
    return "" if abs(float(printed) - scale * float(claim.value)) <= 0.500001 * step else _differs(claim)


def _is_number(value: str) -> bool:
    return re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?(?:e-?[0-9]+)?", value) is not None


def _differs(claim: Claim) -> str:
    return f"is printed for {claim.value!r}: {REPAIR}"


def _judge_words(claim: Claim, sources: Sources) -> str:
    row = "".join(claim.evidence[:1])
    if row not in sources.spans:
        return f"is quoted from {row!r}, which has no place in a text: {REPAIR}"
    shown = claim.text
    while (bare := _OUTSIDE.sub("", shown)) != shown:
        shown = bare
    doc_id, start, end = sources.spans[row]
    alone = sources.names.hide(sources.documents[doc_id].text[start:end], doc_id)
    if shown in sources.show(doc_id, start, end) or shown in plain_text(show_hidden(alone)):
        return ""
    return f"does not stand so in {row} of data/raw: quote it as the text has it, or {REPAIR}"


def find_numbers(text: str) -> list[str]:
    """The numbers of a text as programs write them.

    >>> find_numbers("32,8 % of 2\\u00a0870, see F1 and 2016-2017.")
    ['32.8', '2870', '2016', '2017']
    """
    return [re.sub("[\u00a0\u202f]", "", one).replace(",", ".") for one in NUMBER.findall(text)]


def around(tag: Tag | NavigableString, words: str = "") -> str:
    """Where something stands on a page, told by the words around it."""
    block = tag.find_parent(["li", "p", "tr", "h2", "h3", "figure", "dd", "caption", "div"]) or tag.parent
    text = plain_text(block.get_text(" ")) if block else ""
    shown = words or (plain_text(tag.get_text()) if isinstance(tag, Tag) else plain_text(str(tag)))
    at = max(0, text.find(shown) - 40)
    return f"near “{text[at : at + 80 + len(shown[:60])].strip()}”"
