"""What an evidence page says beside the text: a note for every coding, quantity, quote and person."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from analysis.coding.coded import RULES
from analysis.phrases import translate
from analysis.reporting.privacy import NameHider, hide_by
from analysis.text import Span

KINDS = ("coding", "quantity", "quote", "person")
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mark:
    """A find in the text: its offsets, its id as anchor, and its tag ("K3"), empty for a later mention."""

    start: int
    end: int
    kind: str
    id: str = ""
    tag: str = ""
    label: str = ""
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """What stands beside the text about one find: its name, its properties, and the reasons for it."""

    mark: Mark
    title: str
    more: str = ""
    reasons: tuple[tuple[str, str], ...] = ()


class Finds:
    """The marks and notes of a document, and the names in it that are shown otherwise."""

    def __init__(
        self,
        doc_id: str,
        text: str,
        rows: Mapping[str, list[dict[str, Any]]],
        labels: Mapping[str, str],
        names: NameHider,
        words: Mapping[str, str],
        language: str,
    ) -> None:
        self.language = language
        self.text, self.words, self.labels = text, words, labels
        self.hide = lambda value: names.hide(value, doc_id)
        self.hidden = names.find(text, doc_id)
        mentions = hide_by(rows["people"]).find_mentions(text, doc_id)
        self.notes = [
            *(self._coding(n, row) for n, row in enumerate(_in_force(rows["codings"]), 1)),
            *(self._quantity(n, row) for n, row in enumerate(rows["quantities"], 1)),
            *(self._quote(n, row) for n, row in enumerate(rows["quotes"], 1)),
            *(self._person(n, row) for n, row in enumerate(rows["people"], 1)),
        ]
        self.notes.sort(key=lambda note: (note.mark.start, note.mark.end))
        starts = {note.mark.start for note in self.notes if note.mark.kind == "person"}
        later = [Mark(span.start, span.end, "person") for span in mentions if span.start not in starts]
        self.marks = [note.mark for note in self.notes] + later

    def _mark(self, kind: str, number: int, row: Row, id: str, title: str) -> Mark:
        tag = f"{self.words['tag_' + kind]}{number}"
        start, end = _whole(row["start"], row["end"], self.hidden)
        label = f"{tag}: {self.words[kind].lower()}, {title}"
        return Mark(start, end, kind, id, tag, label, kind == "coding" and not row["counted"])

    def _coding(self, number: int, row: Row) -> Note:
        words = self.words
        title = self.labels.get(row["code"], row["code"])
        mark = self._mark("coding", number, row, row["coding_id"], title)
        more = [words[row["status"]], words[row["polarity"]]]
        if mark.rejected:
            more.append(words["not_counted"])
        speaker = self.hide(row["speaker"])
        voice = words.get(f"voice_{row['voice']}", row["voice"])
        by_rules = row["coder"] == RULES
        reasons = [
            (words["code"], row["code"]),
            (words["rule"], words.get(f"rule_{row['rule']}", row["rule"]) if by_rules else ""),
            (words["cue"], row["cue"]),
            (words["scope"], self.hide(row["scope"])),
            (words["voice"], f"{voice}: {speaker}" if speaker else voice),
            (words["coder"], words[RULES] if by_rules else row["coder"]),
            (words["decision"], words[f"decision_{row['decision']}"] if row["decision"] else ""),
            (words["reason"], _in_english(self.hide(row["reason"]))),
        ]
        return Note(mark, title, " · ".join(more), tuple(pair for pair in reasons if pair[1]))

    def _quantity(self, number: int, row: Row) -> Note:
        words = self.words
        shown = " ".join(self.hide(row["text"]).split())
        mark = self._mark("quantity", number, row, row["quantity_id"], shown)
        reasons = [
            (words["value"], _show_range(row["low"], row["high"], self.language)),
            (words["unit"], translate(row["unit"], self.language)),
            (words["measure"], self.hide(row["measure"])),
            (words["period"], row["period"]),
            (words["base"], _show_number(row["base"], self.language)),
        ]
        kind = words.get(f"kind_{row['kind']}", row["kind"])
        return Note(mark, shown, kind, tuple(pair for pair in reasons if pair[1]))

    def _quote(self, number: int, row: Row) -> Note:
        speaker = self.hide(row["speaker"]) or self.words["unknown_speaker"]
        described = ", ".join(part for part in (speaker, row["role"], row["organisation"]) if part)
        if speaker == f"[{row['role']}]":
            described = ", ".join(part for part in (speaker, row["organisation"]) if part)
        return Note(
            self._mark("quote", number, row, row["quote_id"], described),
            described,
            self.words["quote"].lower(),
        )

    def _person(self, number: int, row: Row) -> Note:
        shown = self.hide(row["name"])
        role = "" if shown == f"[{row['role']}]" else row["role"]
        more = ", ".join(part for part in (role, row["organisation"]) if part)
        return Note(self._mark("person", number, row, row["person_id"], shown), shown, more)


def _in_english(memo: str) -> str:
    """A coder's memo, marked as English, in which the project's own are written."""
    return Markup('<span lang="en">{}</span>').format(memo) if memo else ""


def _in_force(codings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The codings a reader should see: of the rules' and a person's on the same words the person's.

    What the rules never counted and a person turned down (weak words proposed only to be decided) is left out.
    """
    counted = {(row["code"], row["sentence_id"]) for row in codings if row["coder"] == RULES}
    decided = {(row["code"], row["start"], row["end"]) for row in codings if row["coder"] != RULES}
    return [
        row
        for row in codings
        if (row["coder"] != RULES or row["counted"] or (row["code"], row["start"], row["end"]) not in decided)
        and (row["decision"] != "reject" or (row["code"], row["sentence_id"]) in counted)
    ]


def _whole(start: int, end: int, hidden: list[Span]) -> tuple[int, int]:
    """A span widened so that it holds the names it touches whole: a name that is replaced is not cut."""
    for span in hidden:
        if span.start < start < span.end:
            start = span.start
        if span.start < end < span.end:
            end = span.end
    return start, end


def _show_range(low: Any, high: Any, language: str = "en") -> str:
    """An interval as a reader writes it, with the decimal sign of the language.

    >>> _show_range(47.0, 47.0), _show_range(3.0, 6.0), _show_range(50.0, None), _show_range(None, 25.0)
    ('47', '3–6', '≥ 50', '≤ 25')
    >>> _show_range(32.8, 32.8, "sv"), _show_range(32.8, None)
    ('32,8', '≥ 32.8')
    """
    first, last = _show_number(low, language), _show_number(high, language)
    if first and last:
        return first if first == last else f"{first}–{last}"
    return f"≥ {first}" if first else f"≤ {last}" if last else ""


def _show_number(value: Any, language: str) -> str:
    """A number without needless decimals; nothing for a missing one (None, NaN or pandas' NA)."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return ""
    shown = "" if number != number else f"{number:.10g}"
    return shown.replace(".", ",") if language == "sv" else shown
