"""What carries its evidence: numbers, quotes and conclusions marked with what they rest on.

A number is marked with HTML's `data` element. `data-how` says how it is had from the tables: `count` (so many
rows), `sum` (a column added over rows), `value` (one cell) or `derived` (worked out by the cell of the
notebook that shows it, from the rows named). `data-from` names the rows as `row_ids` does. Source words carry
the row they stand in; a conclusion carries the key of its sentence. `value` is the number as programs write
it, whatever the language of the words. A reader sees none of this: it is for the check and the ledger.
"""

import re
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

_WRITTEN = re.compile(r"[−-]?\d+(?:[ \u00a0\u202f]\d{3})*(?:[.,]\d+)?")


def count(ids: Iterable[str], table: str) -> Markup:
    """The number of some rows of a table, which are its evidence.

    >>> count(["gnosjo-c001", "gnosjo-c004"], "codings")
    Markup('<data value="2" data-how="count" data-table="codings" data-from="gnosjo-c001 gnosjo-c004">2</data>')
    """
    rows = list(ids)
    return _mark(len(rows), "count", table, rows, len(rows))


def total(number: int, ids: Iterable[str], table: str, column: str) -> Markup:
    """A column of a table added over some rows.

    >>> total(90, ["gnosjo", "lulea"], "documents", "words")
    Markup('<data value="90" data-how="sum" data-table="documents.words" data-from="gnosjo lulea">90</data>')
    """
    return _mark(number, "sum", f"{table}.{column}", list(ids), number)


def value(table: str, row_id: str, column: str, words: Any) -> Markup:
    """One cell of a table, in the words given; nothing for an empty one.

    >>> value("quantities", "gnosjo-n001", "low", "32,8")
    Markup('<data value="32.8" data-how="value" data-table="quantities.low" data-from="gnosjo-n001">32,8</data>')
    """
    return _mark(words, "value", f"{table}.{column}", [row_id], words) if str(words) else Markup("")


def derived(number: Any, words: Any = None, ids: Iterable[str] = ()) -> Markup:
    """A number that a function of the package works out; `ids` are the rows it rests on most directly."""
    return _mark(number, "derived", "", list(ids), number if words is None else words)


def conclusion(words: Any, ids: Iterable[str] = (), key: str = "") -> Markup:
    """A sentence that concludes something; `ids` are its rows, `key` its pattern in `schema/wording.csv`.

    >>> conclusion("no contrast", ["lulea-n007"], "no_outcome")
    Markup('<span class="conclusion" data-key="no_outcome" data-from="lulea-n007">no contrast</span>')
    """
    pattern = Markup(' data-key="{}"').format(key) if key else Markup("")
    return Markup('<span class="conclusion"{}{}>{}</span>').format(pattern, _evidence(ids), words)


def quote(row_id: str, words: Any) -> Markup:
    """Words of a source in quotation, verbatim in the row named but for hidden names.

    >>> quote("gnosjo-s012", "47 personer")
    Markup('<q lang="sv" data-from="gnosjo-s012">47 personer</q>')
    """
    return Markup('<q lang="sv"{}>{}</q>').format(_evidence([row_id]), words)


def _mark(number: Any, how: str, where: str, rows: list[str], words: Any) -> Markup:
    place = Markup(' data-table="{}"').format(where) if where else Markup("")
    return Markup('<data value="{}" data-how="{}"{}{}>{}</data>').format(
        _plain(number), how, place, _evidence(rows), words
    )


def _evidence(rows: Iterable[str]) -> Markup:
    named = " ".join(rows)
    return Markup(' data-from="{}"').format(named) if named else Markup("")


def _plain(number: Any) -> str:
    """A number as programs write it; other words as they are.

    >>> _plain("2 870"), _plain("0,87"), _plain(0.5), _plain("3–6 månader")
    ('2870', '0.87', '0.5', '3–6 månader')
    """
    if isinstance(number, float):
        return f"{number:.10g}"
    text = str(number)
    if _WRITTEN.fullmatch(text.strip()):
        return re.sub(r"[ \u00a0\u202f]", "", text.strip()).replace(",", ".").replace("−", "-")
    return text
