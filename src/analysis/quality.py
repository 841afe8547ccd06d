"""How well the rules find what careful readers found: precision, recall and F1 against reference annotations.

`tests/reference/` holds the annotations (its README gives format and conventions). A reference row and a
find are the same when their words overlap in the text and their values agree; people, places, actors and
initiatives are compared once per text by name, codes once per text and once per sentence. Intervals are percentile bootstrap over
texts (Efron & Tibshirani 1993), seeded, because finds in one text are not independent.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import yaml

from analysis.coding.codebook import Codebook, load_codebook
from analysis.documents import Document, Source, canonical_text
from analysis.extract import extract_document
from analysis.paths import RAW, REFERENCE
from analysis.tables import Tables

PARTS = ("cases", "tuning", "scored")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESAMPLES = 1000


@dataclass(slots=True)
class Count:
    """Right finds, wrong finds and missed ones of one text for one measure, with the words concerned."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    wrong_texts: list[str] = field(default_factory=list)
    missed_texts: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 of a measure over a part, with a 95 % interval of F1; None where undefined."""

    part: str
    measure: str
    right: int
    wrong: int
    missed: int
    precision: float | None
    recall: float | None
    f1: float | None
    low: float | None
    high: float | None


def list_references(part: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Id, text and annotation of every text of a part (`cases`, `tuning`, `scored`)."""
    folder = REFERENCE / part
    texts = RAW if part == "cases" else folder
    for path in sorted(folder.glob("*.yml")):
        raw = yaml.load(path.read_text(encoding="utf-8"), _LOADER)  # a safe loader both ways
        if isinstance(raw, list):
            for passage in raw:
                yield passage["id"], canonical_text(passage["text"]), passage
        else:
            yield (
                path.stem,
                canonical_text((texts / f"{path.stem}.txt").read_bytes().decode("utf-8-sig")),
                raw,
            )


def score_parts(parts: tuple[str, ...] = PARTS, codebook: Codebook | None = None) -> list[Score]:
    """The scores of every measure for every part, in order."""
    return [score for part in parts for score in _score_part(part, count_part(part, codebook))]


def count_part(part: str, codebook: Codebook | None = None) -> dict[str, dict[str, Count]]:
    """For each text of a part and each measure, what was right, wrong and missed."""
    codebook = codebook or load_codebook()
    return {
        name: _count_text(name, text, annotation, codebook)
        for name, text, annotation in list_references(part)
    }


def _count_text(name: str, text: str, annotation: dict[str, Any], codebook: Codebook) -> dict[str, Count]:
    document = Document(name, Source(f"{name}.txt", name), True, "", "utf-8", text)
    tables = extract_document(document, codebook)
    spans = _locate(text, annotation)
    counts = {
        "people": _by_name(_names(annotation, "people", "name"), {row["name"] for row in tables["people"]}),
        "quotes": _by_span(spans["quotes"], tables["quotes"], lambda one, other: True),
        "quotes with speaker": _by_span(spans["quotes"], tables["quotes"], _same("speaker")),
        "quantities (value, unit)": _by_span(spans["quantities"], tables["quantities"], _same_value),
        "quantities (value, unit, kind)": _by_span(
            spans["quantities"],
            tables["quantities"],
            lambda one, other: _same_value(one, other) and one["kind"] == other["kind"],
        ),
        "dates": _by_span(spans["dates"], tables["dates"], _same("date_start", "date_end")),
        "places": _by_name(_names(annotation, "places", "place"), {row["place"] for row in tables["places"]}),
        "places with role": _by_name(
            {f"{row['place']} {row['role']}" for row in annotation.get("places") or ()},
            {f"{row['place']} {row['role']}" for row in tables["places"]},
        ),
        "actors": _by_name(_names(annotation, "actors", "actor"), {row["actor"] for row in tables["actors"]}),
        "initiatives": _by_name(
            set(annotation.get("initiatives") or ()), {row["initiative"] for row in tables["initiatives"]}
        ),
        "codes per text": _by_name(
            {row["code"] for row in spans["codes"]}, {row["code"] for row in tables["codings"]}
        ),
        "codes per sentence": _by_pair(spans["codes"], tables, ()),
        "codes with status": _by_pair(spans["codes"], tables, ("status",)),
        "codes with polarity": _by_pair(spans["codes"], tables, ("polarity",)),
    }
    for code in sorted({row["code"] for row in spans["codes"]} | {row["code"] for row in tables["codings"]}):
        one = (
            {row["code"] for row in spans["codes"]} & {code},
            {row["code"] for row in tables["codings"]} & {code},
        )
        counts[f"code {code}"] = _by_name(*one)
    counts = {measure: count for measure, count in counts.items() if _is_annotated(measure, annotation)}
    if "sentences" in annotation:
        metadata = "\n".join(
            row["text"] for row in tables["segments"] if row["kind"] in ("metadata", "boilerplate")
        )
        wanted = {canonical_text(words).lstrip("–-• ") for words in annotation["sentences"]}
        found = {row["text"] for row in tables["sentences"]}
        counts["sentences"] = _by_name(
            {words for words in wanted if words not in metadata}, found, fold=False
        )
    return counts


def _is_annotated(measure: str, annotation: dict[str, Any]) -> bool:
    """Whether an annotation holds what a measure is about; some files annotate only a few tables."""
    key = "codes" if measure.startswith("code") else measure.split(" ")[0]
    return key in annotation


def _locate(text: str, annotation: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The annotation's rows that quote the text, with the offsets of their words."""
    located: dict[str, list[dict[str, Any]]] = {}
    for table in ("quotes", "quantities", "dates", "codes"):
        located[table] = []
        for row in annotation.get(table) or ():
            start = -1
            for _ in range(row.get("nth") or 1):
                start = text.find(row["text"], start + 1)
            if start < 0:
                raise ValueError(f"{annotation.get('id')}: {row['text']!r} is not in the text")
            located[table].append({**row, "start": start, "end": start + len(row["text"])})
    return located


def _names(annotation: dict[str, Any], table: str, column: str) -> set[str]:
    return {row[column] for row in annotation.get(table) or ()}


def _by_name(reference: set[str], found: set[str], *, fold: bool = True) -> Count:
    key: Callable[[str], str] = (lambda name: name.casefold().removesuffix("s")) if fold else str
    one, other = {key(name): name for name in reference}, {key(name): name for name in found}
    wrong, missed = (
        sorted(other[k] for k in other.keys() - one.keys()),
        sorted(one[k] for k in one.keys() - other.keys()),
    )
    return Count(len(one.keys() & other.keys()), len(wrong), len(missed), wrong, missed)


def _by_span(
    reference: list[dict[str, Any]], found: list[dict[str, Any]], same: Callable[[Any, Any], bool]
) -> Count:
    count, left = Count(), list(reference)
    for row in found:
        match = next(
            (
                one
                for one in left
                if one["start"] < row["end"] and row["start"] < one["end"] and same(one, row)
            ),
            None,
        )
        if match is None:
            count.wrong += 1
            count.wrong_texts.append(_show(row))
        else:
            left.remove(match)
            count.right += 1
    count.missed = len(left)
    count.missed_texts = [_show(row) for row in left]
    return count


def _by_pair(reference: list[dict[str, Any]], tables: Tables, also: tuple[str, ...]) -> Count:
    """Codes per sentence; with `also`, only pairs both sides have, right where these columns agree."""
    sentences = tables["sentences"]

    def pairs(rows: list[dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
        return {
            (sentence["sentence_id"], row["code"]): row
            for row in rows
            for sentence in sentences
            if sentence["start"] < row["end"] and row["start"] < sentence["end"]
        }

    one, other = pairs(reference), pairs(tables["codings"])
    shared = one.keys() & other.keys()
    if also:
        wrong = sorted(key for key in shared if any(one[key][name] != other[key][name] for name in also))
        texts = [
            f"{other[key]['code']} {other[key]['text']!r}: {other[key][also[0]]}, not {one[key][also[0]]}"
            for key in wrong
        ]
        return Count(len(shared) - len(wrong), len(wrong), 0, texts)
    wrong, missed = sorted(other.keys() - one.keys()), sorted(one.keys() - other.keys())
    texts = [f"{other[key]['code']} {other[key]['text']!r} [{other[key]['cue']}]" for key in wrong]
    return Count(
        len(shared), len(wrong), len(missed), texts, [f"{one[k]['code']} {one[k]['text']!r}" for k in missed]
    )


def _same(*columns: str) -> Callable[[Any, Any], bool]:
    return lambda one, other: all(str(one.get(c) or "") == str(other.get(c) or "") for c in columns)


def _same_value(one: dict[str, Any], other: dict[str, Any]) -> bool:
    def near(a: Any, b: Any) -> bool:
        return (a is None and b is None) or (
            a is not None
            and b is not None
            and abs(a - b) <= max(0.34 if one["unit"] == "percent" else 0.0, 0.05 + 0.005 * abs(a))
        )

    one, other = _in_common_units(one), _in_common_units(other)
    return (
        near(one["low"], other["low"]) and near(one["high"], other["high"]) and one["unit"] == other["unit"]
    )


# Names of one thing in English, between which the guide leaves the choice.
_ONE_UNIT = {
    "family": "household",
    "meter": "metre",
    "dwelling": "apartment",
    "position": "job",
    "vacancy": "job",
    "job_track": "track",
    "phone_call": "call",
    "session": "occasion",
}


def _in_common_units(row: dict[str, Any]) -> dict[str, Any]:
    """A row whose value is compared in one of two ways to say the same: half a year is six months, "8 av 10" is 80 percent."""
    low, high, base = row["low"], row["high"], row.get("base")
    unit = _ONE_UNIT.get(row["unit"], row["unit"])
    if unit == "year" and 0.5 in (low, high):
        low, high, unit = low and low * 12, high and high * 12, "month"
    if base in (3, 4, 5, 10) and unit != "percent" and low is not None and low == high and low < base:
        low = high = 100 * low / base
        unit = "percent"
    return {**row, "low": low, "high": high, "unit": unit}


def _show(row: dict[str, Any]) -> str:
    extra = [
        str(row[c])
        for c in ("speaker", "low", "high", "unit", "kind", "date_start", "date_end")
        if row.get(c) not in (None, "")
    ]
    return f"{row['text'][:60]!r} ({' '.join(extra)})"


def _score_part(part: str, counts: dict[str, dict[str, Count]]) -> list[Score]:
    measures: dict[str, list[Count]] = defaultdict(list)
    for by_measure in counts.values():
        for measure, count in by_measure.items():
            measures[measure].append(count)
    fixed = [measure for measure in measures if not measure.startswith("code ")]
    codes = sorted(measure for measure in measures if measure.startswith("code "))
    return [_score(part, measure, measures[measure]) for measure in [*fixed, *codes]]


def _score(part: str, measure: str, counts: list[Count]) -> Score:
    totals = [(count.right, count.wrong, count.missed) for count in counts]
    right, wrong, missed = (sum(column) for column in zip(*totals, strict=True))
    chance = random.Random(f"{part} {measure}")
    resampled = []
    for _ in range(_RESAMPLES):
        draw = chance.choices(totals, k=len(totals))
        value = _f1(*(sum(column) for column in zip(*draw, strict=True)))
        if value is not None:
            resampled.append(value)
    resampled.sort()
    low = resampled[int(0.025 * len(resampled))] if resampled else None
    high = resampled[int(0.975 * len(resampled))] if resampled else None
    precision = right / (right + wrong) if right + wrong else None
    recall = right / (right + missed) if right + missed else None
    return Score(part, measure, right, wrong, missed, precision, recall, _f1(right, wrong, missed), low, high)


@cache
def _f1(right: int, wrong: int, missed: int) -> float | None:
    return 2 * right / (2 * right + wrong + missed) if right + wrong + missed else None
