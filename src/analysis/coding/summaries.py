"""A researcher's line for each case and factor: the cells of the framework matrix (Ritchie & Spencer 1994)."""

from collections.abc import Container
from pathlib import Path
from typing import NamedTuple

from analysis.csv_files import read_csv_rows
from analysis.errors import AnalysisError
from analysis.paths import CODING, relative

DEFAULT = CODING / "summaries.csv"


class Line(NamedTuple):
    """What a researcher wrote for a cell, in a language, and the sentences it rests on."""

    words: str
    sentence_ids: list[str]


def load_summaries(
    cases: Container[str],
    codes: Container[str],
    sentence_ids: Container[str],
    language: str = "en",
    path: Path = DEFAULT,
) -> dict[tuple[str, str], Line]:
    """The lines by case and code; none when there is no such file.

    Raises AnalysisError with every line that names an unknown case, code or sentence: summaries follow the texts.
    """
    found, problems = read_summaries(cases, codes, sentence_ids, language, path)
    if problems:
        raise AnalysisError(relative(path), problems)
    return found


def read_summaries(
    cases: Container[str],
    codes: Container[str],
    sentence_ids: Container[str],
    language: str = "en",
    path: Path = DEFAULT,
) -> tuple[dict[tuple[str, str], Line], list[str]]:
    """The lines that fit these cases, codes and sentences, and what is wrong with the others."""
    found: dict[tuple[str, str], Line] = {}
    problems: list[str] = []
    if not path.exists():
        return found, problems
    column = "summary_sv" if language == "sv" else "summary"
    _, rows = read_csv_rows(path.read_bytes().decode("utf-8-sig"), path)
    for number, row in rows:
        line, ids = f"line {number}", row["sentence_ids"].split()
        if row["case_id"] not in cases or row["code"] not in codes:
            problems.append(f"{line}: no case {row['case_id']} or no code {row['code']}: correct it")
        elif unknown := [one for one in ids if one not in sentence_ids]:
            problems.append(f"{line}: no sentence {', '.join(unknown)}: the text has changed, read it again")
        else:
            found[row["case_id"], row["code"]] = Line(row[column], ids)
    return found, problems
