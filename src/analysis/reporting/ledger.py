"""The claim ledger: every number, quote, conclusion and chart of a report with what it rests on.

When a page is made, each marked element (see `analysis/claims.py`) gets an anchor, and what was marked on it moves
to the ledger, `ledger.json` in the report's folder and the same as `ledger.csv` for people. Numbers in static
words, a notebook's prose or a table of words, are marked here: their evidence is those words.
"""

import base64
import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from bs4 import BeautifulSoup, NavigableString, Tag
from markupsafe import Markup, escape

from analysis.csv_files import render_csv_rows
from analysis.labels import LANGUAGES, load_words
from analysis.paths import LEXICON, PACKAGE
from analysis.plurals import list_forms
from analysis.reads import hash_bytes
from analysis.reviewing.sheets import guard_formula

LEDGER, LEDGER_TABLE = "ledger.json", "ledger.csv"
REPAIR = "build the report again (analysis report)"
CLAIMS = "data, q[data-from], span[data-from], span.conclusion, img"
WORDS = {
    path.stem: path
    for path in (
        LEXICON / "labels.csv",
        LEXICON / "page_words.csv",
        LEXICON / "explain.csv",
        PACKAGE / "schema" / "wording.csv",
    )
}
"""The files whose words stand on pages as they are, by the name under which the ledger knows them."""

NUMBER = re.compile(r"(?<!\w)[0-9]+(?:[.,:\u00a0\u202f][0-9]+)*")
"""A number in digits; digits that belong to a word, as in F1 or U40406, are none."""

_MARKS = ("data-how", "data-table", "data-from", "data-key")


class Claim(NamedTuple):
    """One claim: its anchor, its kind, the words as printed, and what it rests on.

    `kind`: count, sum, value, derived, text (static words), quote, words (of a source), conclusion, chart, note
    (on a source page). `value`: the number as programs write it, of a chart the SHA-256 of the picture. `table`:
    the table, or table and column, of a chart its data as CSV. `cell`: page and cell of the notebook.
    """

    id: str
    kind: str
    text: str
    value: str = ""
    table: str = ""
    evidence: tuple[str, ...] = ()
    key: str = ""
    cell: str = ""


def plain_text(words: str) -> str:
    """Words as they are compared: every stretch of white space, also no-break, is one space.

    >>> plain_text(" 66\\u00a0% \\n of 71")
    '66 % of 71'
    """
    return " ".join(words.split())


def record_claims(
    soup: BeautifulSoup, charts: Mapping[str, list[tuple[str, list[str]]]], first: int = 1
) -> list[Claim]:
    """Gives every marked element an anchor and returns the claims; the marks leave the page.

    `charts` holds, for each cell, its charts' data (CSV) and evidence, in their order. Anchors are numbered
    from `first`, where the page has others already.
    """
    for text in [*soup.find_all(string=NUMBER)]:
        _mark_static(text)
    left = {cell: iter(found) for cell, found in charts.items()}
    claims = []
    for number, tag in enumerate(soup.select(CLAIMS), first):
        cell = _cell_of(tag)
        if tag.name == "img":
            table, evidence = next(left.get(cell, iter(())), ("", []))
            claim = Claim("", "chart", str(tag.get("alt", "")), hash_picture(tag), table, tuple(evidence))
        else:
            claim = _read_claim(tag)
        tag["id"] = f"claim-{number}"
        claims.append(claim._replace(id=f"claim-{number}", cell=cell))
        for mark in _MARKS:
            tag.attrs.pop(mark, None)
    return claims


def _read_claim(tag: Tag) -> Claim:
    marks = {mark: str(tag.get(mark, "")) for mark in _MARKS}
    kind = {"q": "quote", "data": marks["data-how"]}.get(tag.name, "words")
    if "conclusion" in tag.get("class", []):
        kind = "conclusion"
    return Claim(
        "",
        kind,
        plain_text(tag.get_text()),
        str(tag.get("value", "")),
        marks["data-table"],
        tuple(marks["data-from"].split()),
        marks["data-key"],
    )


def hash_picture(tag: Tag) -> str:
    """The SHA-256 of a picture's bytes, which stand in the page; of its address where they do not."""
    kind, _, content = str(tag.get("src", "")).partition("base64,")
    return hash_bytes(base64.b64decode(content) if content else kind.encode())


def _cell_of(tag: Tag) -> str:
    cell = tag.find_parent(attrs={"data-cell": True})
    return str(cell["data-cell"]) if cell else ""


def _mark_static(text: NavigableString) -> None:
    """The numbers of a stretch of static words, marked; those of other words are left for the check to find."""
    if text.find_parent(["data", "q", "code", "style"]) or text.find_parent(is_claim):
        return
    cell = text.find_parent(class_="text_cell")
    table, key = ("notebook", _cell_of(text)) if cell else find_static(str(text))
    if not table:
        return
    marked = BeautifulSoup(mark_numbers(str(text), table, key), "html.parser")
    text.replace_with(*list(marked.contents))


def mark_numbers(words: str, table: str, key: str) -> Markup:
    """Words with each number marked as one of static words: those of a file, a notebook's cell or another page.

    >>> mark_numbers("since 1994", "labels", "began")
    Markup('since <data value="1994" data-how="text" data-table="labels" data-key="began">1994</data>')
    """
    mark = '<data value="{0}" data-how="text" data-table="{1}" data-key="{2}">{0}</data>'
    parts, at = [], 0
    for match in NUMBER.finditer(words):
        parts += [escape(words[at : match.start()]), Markup(mark).format(match[0], table, key)]
        at = match.end()
    return Markup("").join([*parts, escape(words[at:])])


def is_claim(tag: Tag) -> bool:
    """Whether an element is marked as source words or a conclusion."""
    return tag.name == "span" and (tag.has_attr("data-from") or "conclusion" in tag.get("class", []))


def find_static(words: str) -> tuple[str, str]:
    """The file and key of the static words that hold these, or are held by them; empty when there are none.

    >>> find_static("95 % interval"), find_static("96 % interval")
    (('labels', '95 % interval'), ('', ''))
    """
    plain = plain_text(words)
    for name, key, piece in sorted(_list_pieces(), key=lambda found: found[2] != plain):
        shared = plain if plain in piece else piece if piece in plain else ""
        if shared and NUMBER.findall(shared) == NUMBER.findall(plain):
            return name, key
    return "", ""


@cache
def _list_pieces() -> list[tuple[str, str, str]]:
    """The fixed pieces with numbers of all static words: file, key, words."""
    found = []
    for name, path in WORDS.items():
        for key, words in load_words(path).items():
            for lang in LANGUAGES:
                for one in list_forms(words[lang]):
                    pieces = map(plain_text, re.split(r"\{\w+\}", one))
                    found += [(name, key, piece) for piece in pieces if NUMBER.search(piece)]
    return found


def hash_table(frame: pd.DataFrame) -> str:
    """The SHA-256 of a table's content."""
    return hash_bytes(frame.to_csv(index=False, lineterminator="\n").encode())


def write_ledger(
    folder: Path,
    tables: Mapping[str, pd.DataFrame],
    pages: Mapping[str, Mapping[str, Any]],
    claims: Mapping[str, Iterable[Claim]],
) -> None:
    """Write the ledger to a report's folder; `pages` tells of each page the notebook and its parameters."""
    rows = [{"page": page, **one._asdict()} for page, found in claims.items() for one in found]
    about = {
        name: {"claims": sum(row["page"] == name for row in rows), **told} for name, told in pages.items()
    }
    ledger = {
        "tables": {name: hash_table(frame) for name, frame in tables.items()},
        "notebooks": {
            path.name: hash_bytes(path.read_bytes()) for path in sorted(folder.glob("notebooks/*.ipynb"))
        },
        "pages": about,
        "claims": rows,
    }
    text = json.dumps(ledger, ensure_ascii=False, indent=1) + "\n"
    (folder / LEDGER).write_bytes(text.encode("utf-8"))
    lines = [["link", *Claim._fields[1:]]]
    for row in rows:
        values = [row[name] for name in Claim._fields[1:]]
        cells = [" ".join(one) if isinstance(one, tuple) else one for one in values]
        lines.append([f"{row['page']}#{row['id']}", *map(guard_formula, cells)])
    (folder / LEDGER_TABLE).write_bytes(render_csv_rows(lines).encode("utf-8-sig"))
