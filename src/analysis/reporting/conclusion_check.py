"""Whether a conclusion is supported by what it rests on: its words, and the rows and notes that it names.

A report may conclude only in sentences that were written for it: those of the files of words, the notes of the
tables, and the researchers' lines (`data/coding/summaries.csv`). What such a sentence says of its evidence is
held against the tables, apart from the code that made it.
"""

import re
from collections.abc import Mapping
from functools import cache, cached_property
from math import isclose, sqrt
from typing import Any

from analysis.coding.codebook import load_codebook
from analysis.coding.summaries import Line, read_summaries
from analysis.csv_files import read_csv_rows
from analysis.labels import load_words
from analysis.paths import LEXICON
from analysis.plurals import list_forms
from analysis.reporting.comparison_check import (
    COMPARED,
    DEFAULT,
    PART_YEARS,
    Chosen,
    Words,
    judge_assumed,
    judge_comparison,
    judge_part_year,
)
from analysis.reporting.ledger import REPAIR, WORDS, Claim, plain_text

_SLOT = re.compile(r"\{(\w+)\}")
_LEVEL = re.compile(r"([\d/–-]+): ([^;()]*?) ?([\d.,]+) %")
_NORMAL = 1.959963984540054  # the 97.5 % point of the normal distribution, for Wilson's interval

Rows = Mapping[str, Mapping[str, Mapping[str, Any]]]


class Written:
    """What conclusions are held against: the rows of all tables and notes by table and name, and what people wrote."""

    def __init__(self, rows: Rows, language: str) -> None:
        self.rows, self.language = rows, language

    @cached_property
    def labels(self) -> dict[str, str]:
        """The label of each code in the report's language."""
        return {
            code.id: str(getattr(code, f"label_{self.language}")) for code in load_codebook().codes.values()
        }

    @cached_property
    def lines(self) -> dict[tuple[str, str], Line]:
        """The researchers' lines by case and code; faulty ones stop the notebook that shows them."""
        return read_summaries(self.rows["cases"], self.labels, self.rows["sentences"], self.language)[0]

    def find_line(self, case_id: str, label: str) -> str:
        """The words of the line for a case and the factor with this label; empty when there are none."""
        code = next((code for code, known in self.labels.items() if known == label), "")
        line = self.lines.get((case_id, code))
        return plain_text(line.words) if line else ""


def judge_conclusion(claim: Claim, written: Written, chosen: Chosen = DEFAULT) -> str:
    """What is wrong with a conclusion, as the end of a sentence; empty when its evidence carries it."""
    if not claim.evidence:
        return f"concludes without naming what it rests on: {REPAIR}"
    if claim.key:
        found = _fill_in(claim.key, claim.text, written.language)
        if found is None:
            return f"has not the words of the conclusion {claim.key!r}: {REPAIR}"
        return _judge_values(claim, found, written, chosen)
    lines = [one for one in written.lines.values() if plain_text(one.words) == claim.text]
    if lines:
        held = any(tuple(one.sentence_ids) == claim.evidence for one in lines)
        return "" if held else f"rests on other sentences than the line in summaries.csv: {REPAIR}"
    if not _is_written(claim.text, written.rows):
        return f"is in no list of sentences that the report may say: {REPAIR}"
    return _judge_pair(claim, written.rows, written.language)


@cache
def _compile(words: str, value: str = ".+?") -> re.Pattern[str]:
    """The words of a file as a pattern, each {value} a group; a full stop at the end is free."""
    parts, seen = _SLOT.split(plain_text(words)), set[str]()
    made = ""
    for at, part in enumerate(parts):
        again = part in seen
        made += (f"(?P={part})" if again else f"(?P<{part}>{value})") if at % 2 else re.escape(part)
        seen |= {part} if at % 2 else set()
    return re.compile(made + r"\.?", re.IGNORECASE)


def _fill_in(key: str, text: str, language: str) -> dict[str, str] | None:
    """The values that a conclusion puts into its sentence; None when it has other words."""
    words = load_words(WORDS["wording"]).get(key, {}).get(language, "")
    tried = (_compile(one).fullmatch(text) for one in list_forms(words) if one)
    return next((found.groupdict() for found in tried if found), None)


@cache
def _list_patterns() -> list[re.Pattern[str]]:
    """Every sentence that is written down, in both languages; those that are nearly all values are left out."""
    words = [one[lang] for path in WORDS.values() for one in load_words(path).values() for lang in one]
    notes = LEXICON / "phrases.csv"
    words += [one for _, phrase in read_csv_rows(notes.read_bytes(), notes, ()) for one in phrase.values()]
    words = [form for one in words for form in list_forms(one)]
    words += [part for one in words for part in one.split("; ")]  # remarks are shown part by part
    return [
        _compile(one, ".*?") for one in words if len(_SLOT.sub("", one)) > max(1, 4 * len(_SLOT.findall(one)))
    ]


def _is_written(text: str, rows: Rows) -> bool:
    """Whether a text is a written sentence, or a list of such, of cases or of results as printed."""
    if not text or any(pattern.fullmatch(text) for pattern in _list_patterns()):
        return True
    cases = {str(one["label"]) for one in rows["cases"].values()}
    printed = {plain_text(str(one["text"])) for one in rows["quantities"].values()}
    parts = text.split("; ")
    return set(text.split(", ")) <= cases or all(
        any(pattern.fullmatch(part) for pattern in _list_patterns())
        or any(name in part for name in printed)
        or part.rpartition(": ")[2] in cases
        for part in parts
    )


def _judge_pair(claim: Claim, rows: Rows, language: str) -> str:
    """Whether a yes or no on two cases' results is what the table of outcomes says of these."""
    found = [rows["outcomes"].get(one) for one in claim.evidence]
    words = {load_words(WORDS["labels"])[one][language]: one for one in ("yes", "no")}
    if claim.text not in words or not all(found):
        return ""
    alike = any(set(str(one["comparable_with"] or "").split()) & set(claim.evidence) for one in found if one)
    held = alike == (words[claim.text] == "yes")
    return (
        "" if held else f"is not what outcomes.comparable_with says of {' '.join(claim.evidence)}: {REPAIR}"
    )


def _judge_values(claim: Claim, found: Mapping[str, str], written: Written, chosen: Chosen) -> str:
    """Whether the values of a sentence are those of its evidence, for the sentences that can be told by it alone."""
    if claim.key.startswith("conclusion_") and "factor" in found:
        return _judge_factor(claim, found["factor"], written)
    if claim.key == "remark_interval":
        return _judge_interval(claim, found, written.rows)
    if claim.key == "remark_nation":
        return _judge_levels(claim, found, written.rows)
    if claim.key == "remark_local":
        return _judge_local(claim, found, written.rows)
    words = Words(written.labels, written.language)
    if claim.key in COMPARED:
        return judge_comparison(claim, found, written.rows, words, chosen)
    if claim.key == "assumed":
        return judge_assumed(found, words, chosen)
    if claim.key in PART_YEARS:
        return judge_part_year(claim, found, written.rows)
    return ""


def _judge_factor(claim: Claim, label: str, written: Written) -> str:
    """Whether the codings that a conclusion on a factor rests on are of this factor, and claimed where it says so."""
    for one in claim.evidence:
        coding = written.rows["codings"].get(one, {})
        if written.labels.get(str(coding.get("code", ""))) != label:
            return f"rests on {one}, which is no coding of it: {REPAIR}"
        if "claimed" in claim.key and coding.get("status") != "claimed":
            return f"rests on {one}, which is not claimed: {REPAIR}"
    return ""


def _judge_interval(claim: Claim, found: Mapping[str, str], rows: Rows) -> str:
    """Whether a share and its interval follow from part and whole, which the same document gives (Wilson 1927)."""
    home = rows["quantities"].get(claim.evidence[0], {}).get("doc_id")
    given = {
        one[column]  # "54 av 63 elever" is one figure, with its whole as base
        for one in rows["quantities"].values()
        if one["doc_id"] == home
        for column in ("low", "base")
    }
    part, whole = _read(found["part"]), _read(found["base"])
    if not {part, whole} <= given:
        return f"takes {found['part']} of {found['base']}, which {home} does not give: {REPAIR}"
    share, spread = part / whole, _NORMAL**2 / whole
    middle = (share + spread / 2) / (1 + spread)
    half = sqrt(spread * (share * (1 - share) + spread / 4)) / (1 + spread)
    for name, value in (("share", share), ("low", middle - half), ("high", middle + half)):
        if not isclose(_read(found[name]), 100 * value, abs_tol=0.0500001):
            return f"gives {found[name]} for {100 * value:.1f} %: {REPAIR}"
    return ""


def _judge_levels(claim: Claim, found: Mapping[str, str], rows: Rows) -> str:
    """Whether the national levels are those of data/reference, verified, and the years those of the evidence."""
    known = {
        (one["period"].replace("/", "–"), one["qualifier"], float(one["value"]))
        for one in rows["context_figures"].values()
        if one["verified"] == "yes" and one["place"] == "Sweden"
    }
    for period, qualifier, level in _LEVEL.findall(found["levels"]):
        if (period.replace("/", "–"), qualifier, _read(level)) not in known:
            return f"gives {period}: {qualifier} {level} %, which is no verified level in data/reference: {REPAIR}"
    own = [one for one in rows["outcomes"].values() if one["quantity_id"] in claim.evidence]
    years = {str(one["year"])[:4] for one in own if one["year"]}
    spoken = set(re.findall(r"\d{4}", found["years"]))
    return (
        "" if spoken == years else f"names other years than its figures ({' '.join(sorted(years))}): {REPAIR}"
    )


def _judge_local(claim: Claim, found: Mapping[str, str], rows: Rows) -> str:
    """Whether a level from another source is that of data/reference, verified, for the same place and measure."""
    own = [one for one in rows["outcomes"].values() if one["quantity_id"] in claim.evidence]
    places = {rows["cases"][one["case_id"]]["label"] for one in own if one["numerator"] == "work or studies"}
    known = {
        (one["period"], one["source"], float(one["value"]))
        for one in rows["context_figures"].values()
        if one["verified"] == "yes"
        and one["place"] in places
        and one["value"]  # some levels are given in words only
        and one["measure"].startswith("work or study")
    }
    if (found["period"], found["source"], _read(found["value"])) in known:
        return ""
    return (
        f"gives {found['value']} % in {found['period']} ({found['source']}), which is no verified level of that "
        f"place and measure in data/reference: {REPAIR}"
    )


def _read(number: str) -> float:
    """A printed number.

    >>> _read("66,2 %"), _read("47")
    (66.2, 47.0)
    """
    return float(number.removesuffix("%").replace(",", ".").strip())
