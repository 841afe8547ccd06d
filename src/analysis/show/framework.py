"""The framework matrix: a researcher's line for each case and factor, with the sentences it rests on."""

import csv

from markupsafe import Markup

from analysis.errors import AnalysisError
from analysis.labels import label_text as t
from analysis.paths import CODING, relative
from analysis.reporting.charts import CELL_MARKS
from analysis.show.base import Shown, say, sentence_link, table
from analysis.show.claims import conclusion
from analysis.study import Study

SUMMARIES = CODING / "summaries.csv"


def load_summaries(study: Study) -> dict[tuple[str, str], tuple[str, list[str]]]:
    """The researcher's line and its sentences for each case and code that has one.

    Raises AnalysisError with every line that names an unknown case, code or sentence: summaries follow the texts.
    """
    if not SUMMARIES.exists():
        return {}
    cases, sentences = set(study.frames["cases"]["case_id"]), set(study.frames["sentences"]["sentence_id"])
    column = "summary_sv" if study.language == "sv" else "summary"
    found, problems = {}, []
    with SUMMARIES.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines, restval="")
        for row in reader:
            ids = row["sentence_ids"].split()
            unknown = [one for one in ids if one not in sentences]
            if row["case_id"] not in cases or row["code"] not in study.codebook.codes:
                problems.append(
                    f"line {reader.line_num}: no case {row['case_id']} or no code {row['code']}: correct it"
                )
            if unknown:
                problems.append(
                    f"line {reader.line_num}: no sentence {', '.join(unknown)}: the text has changed, read it again"
                )
            found[row["case_id"], row["code"]] = row[column], ids
    if problems:
        raise AnalysisError(relative(SUMMARIES), problems)
    return found


def framework_table(study: Study) -> Shown:
    """Factors as rows and cases as columns; each cell a line, its status and its sentences."""
    summaries = load_summaries(study)
    if not summaries:
        return say(t("no_summaries", study.language))
    cells = study.matrix.set_index(["code", "case_id"])["cell"]
    codes = [code for code in study.codes if any(cells[code, case] != "silent" for case in study.cases)]
    columns = {t("factor", study.language): [study.label(code) for code in codes]}
    for case in study.cases:
        columns[study.case_label(case)] = [
            _cell(cells[code, case], summaries.get((case, code))) for code in codes
        ]
    return table(columns, kind="framework")


def _cell(kind: str, summary: tuple[str, list[str]] | None) -> Markup:
    if kind == "silent":
        return Markup("")
    line, ids = summary or ("", [])
    links = Markup(" ").join(sentence_link(one) for one in ids)
    words = conclusion(line, ids) if line else ""
    return Markup("{} {} <small>{}</small>").format(CELL_MARKS[kind], words, links)
