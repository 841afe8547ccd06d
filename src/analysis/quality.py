"""How well the rules find what careful readers found: precision, recall and F1 against reference annotations.

`tests/reference/` holds the annotations (its README gives format and conventions). A reference row and a
find are the same when their words overlap in the text and their values agree; people, places, actors and
initiatives are compared once per text by name (a county with or without "län" is one place), codes once per text and once per sentence. Intervals are percentile bootstrap over
texts (Efron & Tibshirani 1993), seeded, because finds in one text are not independent.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from analysis.coding.codebook import Codebook, load_codebook
from analysis.documents import Document, Source, canonical_text
from analysis.errors import AnalysisError
from analysis.extract import extract_document
from analysis.matching import Count, by_name, by_pair, by_span, name_place, same, same_value
from analysis.paths import RAW, REFERENCE, relative

_RESAMPLES = 1000


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
    """Id, text and annotation of every text of a part (`cases`, `tuning`, `scored`), all words canonical.

    Raises AnalysisError for an annotation that is no YAML, with its line.
    """
    folder = REFERENCE / part
    texts = RAW if part == "cases" else folder
    for path in sorted(folder.glob("*.yml")):
        raw = _read_annotation(path)
        if isinstance(raw, list):
            for passage in raw:
                yield passage["id"], passage["text"], passage
        else:
            yield (
                path.stem,
                canonical_text((texts / f"{path.stem}.txt").read_bytes().decode("utf-8-sig")),
                raw,
            )


def _read_annotation(path: Path) -> Any:
    """A file of annotations, its words canonical as those of the texts are."""
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        return _make_canonical(raw)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"line {mark.line + 1}: " if mark else ""
        problem = f"{where}{error.problem}: put words with a colon, a quotation mark or a bracket between '…'"
        raise AnalysisError(relative(path), problem) from error
    except (yaml.YAMLError, ValueError) as error:  # ValueError: not UTF-8, or a date such as 2018-13-45
        raise AnalysisError(relative(path), f"{error}: save it as YAML in UTF-8") from error


def _make_canonical(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _make_canonical(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_make_canonical(one) for one in value]
    return canonical_text(value) if isinstance(value, str) else value


def score_parts(parts: Iterable[str]) -> list[Score]:
    """The scores of every measure for every part, in order."""
    return [score for part in parts for score in _score_part(part, count_part(part))]


def count_part(part: str) -> dict[str, dict[str, Count]]:
    """For each text of a part and each measure, what was right, wrong and missed."""
    codebook = load_codebook()
    return {
        name: _count_text(name, text, annotation, codebook)
        for name, text, annotation in list_references(part)
    }


def _count_text(name: str, text: str, annotation: dict[str, Any], codebook: Codebook) -> dict[str, Count]:
    document = Document(name, Source(f"{name}.txt", name), True, "", "utf-8", text)
    tables = extract_document(document, codebook)
    spans = locate_rows(name, text, annotation)
    codes = [{row["code"] for row in rows} for rows in (spans["codes"], tables["codings"])]
    counts = {
        "people": by_name(_names(annotation, "people", "name"), {row["name"] for row in tables["people"]}),
        "quotes": by_span(spans["quotes"], tables["quotes"], lambda one, other: True),
        "quotes with speaker": by_span(spans["quotes"], tables["quotes"], same("speaker")),
        "quantities (value, unit)": by_span(spans["quantities"], tables["quantities"], same_value),
        "quantities (value, unit, kind)": by_span(
            spans["quantities"],
            tables["quantities"],
            lambda one, other: same_value(one, other) and one["kind"] == other["kind"],
        ),
        "dates": by_span(spans["dates"], tables["dates"], same("date_start", "date_end")),
        "places": by_name(
            {name_place(name) for name in _names(annotation, "places", "place")},
            {name_place(row["place"]) for row in tables["places"]},
        ),
        "places with role": by_name(
            {f"{name_place(row['place'])} {row['role']}" for row in annotation.get("places") or ()},
            {f"{name_place(row['place'])} {row['role']}" for row in tables["places"]},
        ),
        "actors": by_name(_names(annotation, "actors", "actor"), {row["actor"] for row in tables["actors"]}),
        "initiatives": by_name(
            set(annotation.get("initiatives") or ()), {row["initiative"] for row in tables["initiatives"]}
        ),
        "codes per text": by_name(*codes),
        "codes per sentence": by_pair(spans["codes"], tables, ()),
        "codes with status": by_pair(spans["codes"], tables, ("status",)),
        "codes with polarity": by_pair(spans["codes"], tables, ("polarity",)),
    }
    for code in sorted(set.union(*codes)):
        counts[f"code {code}"] = by_name(*(side & {code} for side in codes))
    counts = {measure: count for measure, count in counts.items() if _is_annotated(measure, annotation)}
    if "sentences" in annotation:
        metadata = "\n".join(
            row["text"] for row in tables["segments"] if row["kind"] in ("metadata", "boilerplate")
        )
        wanted = {words.lstrip("–-• ") for words in annotation["sentences"]}
        found = {row["text"] for row in tables["sentences"]}
        counts["sentences"] = by_name({words for words in wanted if words not in metadata}, found, fold=False)
    return counts


def _is_annotated(measure: str, annotation: dict[str, Any]) -> bool:
    """Whether an annotation holds what a measure is about; some files annotate only a few tables."""
    key = "codes" if measure.startswith("code") else measure.split(" ")[0]
    return key in annotation


def locate_rows(name: str, text: str, annotation: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The annotation's rows that quote the text, by table, with the offsets of their words.

    Raises AnalysisError for words that are not in the text.

    >>> locate_rows("lulea", "Ett jobb, ett till", {"quantities": [{"text": "ett"}]})["quantities"]
    [{'text': 'ett', 'start': 10, 'end': 13}]
    >>> locate_rows("lulea", "Ett jobb", {"quantities": [{"text": "två"}]})
    Traceback (most recent call last):
    analysis.errors.AnalysisError: lulea: quantities 1: its words are not in the text: write them as they stand there
    """
    located: dict[str, list[dict[str, Any]]] = {}
    for table in ("quotes", "quantities", "dates", "codes"):
        located[table] = []
        for number, row in enumerate(annotation.get(table) or (), 1):
            start = -1
            for _ in range(row.get("nth") or 1):
                start = text.find(row["text"], start + 1)
            if start < 0:
                problem = f"{table} {number}: its words are not in the text: write them as they stand there"
                raise AnalysisError(name, problem)
            located[table].append({**row, "start": start, "end": start + len(row["text"])})
    return located


def _names(annotation: dict[str, Any], table: str, column: str) -> set[str]:
    return {row[column] for row in annotation.get(table) or ()}


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
