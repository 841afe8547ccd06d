"""The framework matrix: a researcher's line for each case and factor, with the sentences it rests on."""

from markupsafe import Markup

from analysis.claims import conclusion
from analysis.coding.summaries import load_summaries
from analysis.labels import label_text as t
from analysis.reporting.charts import CELL_MARKS
from analysis.show.base import Shown, say, sentence_link, table
from analysis.study import Study


def framework_table(study: Study) -> Shown:
    """Factors as rows and cases as columns; each cell a line, its status and its sentences."""
    summaries = load_summaries(
        set(study.frames["cases"]["case_id"]),
        study.codebook.codes,
        set(study.frames["sentences"]["sentence_id"]),
        study.language,
    )
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
