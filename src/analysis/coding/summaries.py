"""A researcher's line for each case and factor: the cells of the framework matrix (Ritchie & Spencer 1994)."""

from collections.abc import Container
from typing import NamedTuple

from analysis.csv_files import read_csv_rows
from analysis.errors import AnalysisError
from analysis.paths import CODING, relative

SUMMARIES = CODING / "summaries.csv"
COLUMNS = ("case_id", "code", "summary", "summary_sv", "sentence_ids")


class Line(NamedTuple):
    """What a researcher wrote for a cell, in a language, and the sentences it rests on."""

    words: str
    sentence_ids: list[str]


def load_summaries(
    cases: Container[str],
    codes: Container[str],
    sentence_ids: Container[str],
    language: str = "en",
) -> dict[tuple[str, str], Line]:
    """The lines by case and code; none when there is no such file.

    Raises AnalysisError with every line that names an unknown case, code or sentence: summaries follow the texts.
    """
    found, problems = read_summaries(cases, codes, sentence_ids, language)
    if problems:
        raise AnalysisError(relative(SUMMARIES), problems)
    return found


def read_summaries(
    cases: Container[str],
    codes: Container[str],
    sentence_ids: Container[str],
    language: str = "en",
) -> tuple[dict[tuple[str, str], Line], list[str]]:
    """The lines that fit these cases, codes and sentences, and what is wrong with the others.

    Raises AnalysisError for a file that is no CSV or lacks a column.
    """
    found: dict[tuple[str, str], Line] = {}
    problems: list[str] = []
    column = "summary_sv" if language == "sv" else "summary"
    rows = read_csv_rows(SUMMARIES.read_bytes(), SUMMARIES, COLUMNS) if SUMMARIES.exists() else []
    for number, row in rows:
        line, ids = f"line {number}", row["sentence_ids"].split()
        if row["case_id"] not in cases or row["code"] not in codes:
            problems.append(f"{line}: no case {row['case_id']} or no code {row['code']}: correct it")
        elif unknown := [one for one in ids if one not in sentence_ids]:
            problems.append(f"{line}: no sentence {', '.join(unknown)}: the text has changed, read it again")
        else:
            found[row["case_id"], row["code"]] = Line(row[column], ids)
    return found, problems
