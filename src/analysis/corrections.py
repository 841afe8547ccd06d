"""What people correct, laid over what the finders find, before anything else rests on it.

`extraction_log` tells of every correction: what it changed, that it is needless by now, or that it fits nothing; none is
lost silently. The file they stand in: `correction_file`.
"""

import difflib
import re
from collections.abc import Collection, Iterable
from dataclasses import MISSING, fields, replace
from typing import Any, NamedTuple

from analysis.correction_file import Correction, list_correctable
from analysis.finding.gazetteer import list_places

Rows = list[dict[str, Any]]


class _Laid(NamedTuple):
    """The finds after a correction, what it did, and the first find it is about."""

    finds: list[Any]
    told: str
    find: Any


class _Misfit(Exception):
    """Why a correction fits nothing."""


def correct(
    table: str, finds: Iterable[Any], corrections: Iterable[Correction], text: str
) -> tuple[list[Any], Rows]:
    """The finds of a table with the corrections of their document laid over them, and a log row for each correction.

    >>> given = (("actor", "Navet"), ("kind", "other"))
    >>> line = Correction("ann", "2026-01-31", "x", "actors", "Navet", "", "", "add", given, "a hub")
    >>> finds, log = correct("actors", [], [line], "På Navet i Mora. Navet har öppet.")
    >>> [(find.start, find.actor) for find in finds], log[0]["reason"]
    ([(3, 'Navet'), (17, 'Navet')], 'ann, 2026-01-31: added (actor Navet, kind other): a hub')
    >>> finds, log = correct("actors", [], [line], "På Naven i Mora.")  # near: other words
    >>> finds, log[0]["severity"]
    ([], 'warning')
    """
    found, log = list(finds), []
    for correction in corrections:
        if correction.table == table:
            try:
                found, told, find = (_add if correction.action == "add" else _mend)(correction, found, text)
            except _Misfit as misfit:
                log.append(_warn(correction, str(misfit)))
            else:
                log.append(_tell(correction, told, _place(find), text))
    return sorted(found, key=lambda find: (_place(find).start, _place(find).end)), log


def list_lost(corrections: Iterable[Correction], doc_ids: Collection[str]) -> Rows:
    """Log rows for corrections of documents that are not there."""
    why = "its document is not there: correct doc_id, or delete the line"
    return [_warn(one, why) for one in corrections if one.doc_id not in doc_ids]


def _mend(correction: Correction, finds: list[Any], text: str) -> _Laid:
    """Take away or change the find that is meant, or all mentions of the name."""
    meant = _find_meant(correction, finds, text)
    if not meant:
        raise _Misfit(f"no such find: {_suggest(correction.text, finds, text)}")
    if len(meant) > 1 and not list_correctable()[correction.table].every:
        raise _Misfit(f"its words stand for {len(meant)} finds: write the words before or after them")
    if correction.action == "remove":
        return _Laid([find for find in finds if find not in meant], "removed", meant[0])
    changed = [replace(find, **_values(correction)) if find in meant else find for find in finds]
    if changed == finds:
        return _Laid(finds, "needless: the rules now read it so", meant[0])
    pairs = [(name, getattr(meant[0], name), value) for name, value in correction.values]
    told = (
        f"{name} {old or 'nothing'} → {new}" if old != new else f"{name} {new} confirmed"
        for name, old, new in pairs
    )
    return _Laid(changed, ", ".join(told), meant[0])


def _add(correction: Correction, finds: list[Any], text: str) -> _Laid:
    """Put in a find where its words stand, or every mention of a name; a person has mentions, others are one."""
    table = list_correctable()[correction.table]
    if meant := _find_meant(correction, finds, text):
        return _Laid(finds, "needless: the rules now find it", meant[0])
    words = r"\s+".join(map(re.escape, correction.text.split()))
    places = [
        m.span() for m in re.finditer(rf"(?<!\w){words}(?!\w)", text) if _stands(correction, *m.span(), text)
    ]
    if not places:
        raise _Misfit("its words are not in the text: copy them from there")
    values = _values(correction)
    if correction.table == "people":
        values["mentions"], places = tuple(places), places[:1]
    if len(places) > 1 and not table.every:
        raise _Misfit(
            f"its words stand {len(places)} times in the text: write the words before or after them"
        )
    if all(any(find.start < end and start < find.end for find in finds) for start, end in places):
        raise _Misfit("a longer find holds its words: change or remove that one")
    empty = {field.name: "" for field in fields(table.made_of) if field.default is MISSING}
    new = [table.made_of(**empty | {"start": a, "end": b, "text": text[a:b]} | values) for a, b in places]
    told = ", ".join(f"{name} {value}" for name, value in correction.values)
    return _Laid([*finds, *new], f"added ({told})", new[0])


def _find_meant(correction: Correction, finds: Iterable[Any], text: str) -> list[Any]:
    """The finds of these words in this place; where each mention is a find, also those of the same name."""
    table, wanted = list_correctable()[correction.table], " ".join(correction.text.split())
    meant = []
    for find in finds:
        place = _place(find)
        named = table.every and getattr(find, table.needed[0]) == wanted
        if (named or " ".join(text[place.start : place.end].split()) == wanted) and _stands(
            correction, place.start, place.end, text
        ):
            meant.append(find)
    return meant


def _stands(correction: Correction, start: int, end: int, text: str) -> bool:
    """Whether the words before and after a place are those that the correction gives, if it gives any."""
    before, after = (" ".join(words.split()) for words in (correction.before, correction.after))
    room = 2 * (len(before) + len(after)) + 20  # blanks in the text may be more than one
    ahead, behind = text[max(0, start - room) : start], text[end : end + room]
    return " ".join(ahead.split()).endswith(before) and " ".join(behind.split()).startswith(after)


def _suggest(words: str, finds: Iterable[Any], text: str) -> str:
    """What to do about words that are no find's: the nearest that are."""
    places = [_place(find) for find in finds]
    near = difflib.get_close_matches(words, [text[one.start : one.end] for one in places], n=1, cutoff=0.5)
    return f"did you mean {near[0]!r}?" if near else "copy its words from the table, or delete the line"


def _values(correction: Correction) -> dict[str, Any]:
    """What to set; a place's code follows from its name, and a kind that a person gives has no rival."""
    values: dict[str, Any] = dict(correction.values)
    if "place" in values:
        values["code"] = list_places()[values["place"]]
    if correction.table == "quantities" and "kind" in values:
        values["rival"] = ""
    return values


def _place(find: Any) -> Any:
    """What has the offsets of a find: those of an outcome are its quantity's."""
    return getattr(find, "quantity", find)


def _tell(correction: Correction, told: str, place: Any, text: str) -> dict[str, Any]:
    """The log row for what a correction did: at its first find as it was."""
    return {
        "doc_id": correction.doc_id,
        "stage": "corrections",
        "severity": "info",
        "start": place.start,
        "end": place.end,
        "text": text[place.start : place.end],
        "reason": f"{correction.coder}, {correction.date}: {told}: {correction.reason}",
    }


def _warn(correction: Correction, why: str) -> dict[str, Any]:
    """The log row for a correction that fits nothing."""
    told = f"correction of {correction.coder} in {correction.table} is not laid over the finds: {why}"
    place = {"doc_id": correction.doc_id, "text": correction.text}
    return {**place, "stage": "corrections", "severity": "warning", "reason": told}
