"""Whether a source page shows the whole text as it is, and beside and above it what the tables say of it.

Numbers on it stand in the text, in a note on a find, in the facts above or in the legend; the numbering of
back links is free.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bs4 import NavigableString, Tag

from analysis.documents import load_register
from analysis.reporting.claim_check import Sources, around, find_numbers
from analysis.reporting.ledger import NUMBER, REPAIR, Claim, find_static, plain_text
from analysis.tables import format_value


def check_source(
    main: Tag, doc_id: str, own: Mapping[str, Claim], sources: Sources, raw: Path
) -> Iterator[str]:
    """What is wrong with the source page of a document, as the beginning of sentences; `own` are its claims."""
    if doc_id not in sources.documents:
        yield f"there is no text {doc_id} to hold the page against"
        return
    segments = [
        row
        for row in sources.rows["segments"].values()
        if row["doc_id"] == doc_id and row["kind"] != "boilerplate"
    ]
    blocks = main.select("article .block > .text")
    if len(blocks) != len(segments):
        yield f"it shows {len(blocks)} of {len(segments)} blocks of the text: {REPAIR}"
    for block, row in zip(blocks, segments, strict=False):
        shown, whole = _read_without_tags(block), sources.show(doc_id, row["start"], row["end"])
        marker = whole.removesuffix(shown) if shown else whole
        if marker and not (row["kind"] == "list_item" and whole.endswith(shown) and len(marker) < 8):
            yield f"near “{shown[:80]}” the text is not that of data/raw, “{whole[:80]}”: {REPAIR}"
    about = sources.rows["documents"][doc_id]
    listed = load_register(raw).get(str(about["file"]))
    allowed = _words_of(about, sources, doc_id) + (f" {listed.url} {listed.retrieved}" if listed else "")
    for fact in main.select("dl.facts dd"):
        if fact.find("code") and plain_text(fact.get_text()) != about["sha256"]:
            yield f"the hash {plain_text(fact.get_text())[:20]!r} is not that of {about['file']}: {REPAIR}"
        elif not fact.find("code") and (more := _not_in(fact.get_text(), allowed)):
            yield f"{around(fact)} the number {more!r} is not in the table documents: {REPAIR}"
    for kind in ("coding", "quantity", "person", "quote"):
        mark = main.select_one(f".legend .{kind}")
        noted = len(main.select(f"ul.notes > li > a.tag.{kind}"))
        if mark and find_numbers(mark.parent.get_text()) != [str(noted)]:
            yield f"{around(mark)} the legend does not give the number of notes ({noted}): {REPAIR}"
    yield from _check_notes(main, doc_id, own, sources)
    for text in main.find_all(string=NUMBER):
        if not (text.find_parent(_is_checked) or find_static(str(text))[0]):
            yield f"{around(text)} the number {NUMBER.findall(text)[0]!r} is of no find in the text: {REPAIR}"


def _is_checked(tag: Tag) -> bool:
    """Whether a part of a source page is held against the text or the tables, or may hold numbers freely."""
    inside = tag.parent.get("class", []) if tag.parent else []
    return (
        tag.name in ("nav", "code", "dd", "h1")
        or (tag.name == "div" and "block" in inside and "text" in tag.get("class", []))
        or (tag.name == "li" and ("notes" in inside and bool(tag.get("id"))))
        or (tag.name == "li" and tag.find_parent(class_="legend") is not None)
        or (tag.name == "a" and "used" in inside)
    )


def _check_notes(main: Tag, doc_id: str, own: Mapping[str, Claim], sources: Sources) -> Iterator[str]:
    for note in main.select("ul.notes > li:not(.used)"):
        claim = own.get(str(note.get("id", "")))
        if claim is None:
            yield f"{around(note)} the note has no entry in the ledger: {REPAIR}"
            continue
        rows = [rows[claim.evidence[0]] for rows in sources.rows.values() if claim.evidence[0] in rows]
        allowed = " ".join(_words_of(row, sources, doc_id) for row in rows)
        if more := _not_in(_read_without_tags(note), allowed):
            yield f"{around(note)} the number {more!r} is not in the row {claim.evidence[0]}: {REPAIR}"


def _read_without_tags(tag: Tag) -> str:
    """The words of a block or note without the tags (K3) that lead from text to note and back."""
    return plain_text("".join(_list_strings(tag)))


def _list_strings(tag: Tag) -> Iterator[str]:
    for child in tag.children:
        if isinstance(child, Tag):
            if not {"tag", "sr"} & set(child.get("class", [])):
                yield from _list_strings(child)
        elif type(child) is NavigableString:  # no comments
            yield child


def _words_of(row: Mapping[str, Any], sources: Sources, doc_id: str) -> str:
    """All that a row says, names hidden, without its offsets and ids."""
    cells = [
        format_value(value)
        for name, value in row.items()
        if name not in ("start", "end") and not name.endswith("_id") and isinstance(value, (str, int, float))
    ]
    text = " ".join(cells)
    return f"{text} {sources.names.hide(text, doc_id)}"


def _not_in(shown: str, allowed: str) -> str:
    """The first number that is not among those of the allowed words."""
    known = set(find_numbers(allowed))
    return next((one for one in find_numbers(shown) if one not in known), "")
