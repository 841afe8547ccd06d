"""The framework matrix: a researcher's line for each case and factor, with the sentences it rests on."""

from collections.abc import Mapping
from functools import partial

from markupsafe import Markup

from analysis.claims import conclusion, count, quote
from analysis.coding.summaries import Line, load_summaries
from analysis.labels import label_text as t
from analysis.reporting.charts import CELL_MARKS
from analysis.show.base import Shown, make_hider, say, sentence_link, table
from analysis.study import Study


def framework_table(study: Study) -> Shown:
    """Factors as rows and cases as columns; each cell a line, its status and, folded, its sentences word for word."""
    sentences = study.frames["sentences"].set_index("sentence_id")
    lines = load_summaries(
        set(study.frames["cases"]["case_id"]),
        study.codebook.codes,
        set(sentences.index),
        study.language,
    )
    if not lines:
        return say(t("no_summaries", study.language))
    hide = make_hider(study).hide
    texts = {
        one: hide(sentences.at[one, "text"], sentences.at[one, "doc_id"])
        for line in lines.values()
        for one in line.sentence_ids
    }
    show = partial(_cell, texts=texts, lang=study.language)
    cells = study.matrix.set_index(["code", "case_id"])["cell"]
    codes = [code for code in study.codes if any(cells[code, case] != "silent" for case in study.cases)]
    columns = {t("factor", study.language): [study.label(code) for code in codes]}
    for case in study.cases:
        columns[study.case_label(case)] = [show(cells[code, case], lines.get((case, code))) for code in codes]
    return table(columns, kind="framework")


def _cell(kind: str, line: Line | None, *, texts: Mapping[str, str], lang: str) -> Markup:
    if kind == "silent":
        return Markup("")
    if line is None:
        return Markup(CELL_MARKS[kind])
    quotes = Markup("").join(
        Markup("<li>{} <cite>{}</cite></li>").format(quote(one, f"”{texts[one]}”"), sentence_link(one))
        for one in line.sentence_ids
    )
    return Markup(
        '{} {} <details class="quotes"><summary>{}: {}</summary><ul>{}</ul></details>'
    ).format(
        CELL_MARKS[kind], conclusion(line.words, line.sentence_ids), t("quotes", lang),
        count(line.sentence_ids, "sentences"), quotes,
    )  # fmt: skip
