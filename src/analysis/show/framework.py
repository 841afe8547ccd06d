"""The framework matrix: a researcher's line for each case and factor, with the sentences it rests on."""

from collections.abc import Mapping
from functools import partial

from markupsafe import Markup

from analysis.claims import conclusion, count, quote
from analysis.coding.summaries import Line, load_summaries
from analysis.labels import label_text as t
from analysis.show.base import Shown, make_hider, say, sentence_link, table
from analysis.show.plans import explain_marks, find_planned, mark_kind
from analysis.show.undecided import mark_undecided, say_undecided
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
    show, planned = partial(_cell, texts=texts, lang=study.language), find_planned(study)
    cells = study.matrix.set_index(["code", "case_id"])["cell"]
    codes = [code for code in study.codes if any(cells[code, case] != "silent" for case in study.cases)]
    columns = {t("factor", study.language): [study.label(code) for code in codes]}
    for case, label in mark_undecided(study).items():
        columns[label] = [
            show(cells[code, case], lines.get((case, code)), planned=(case, code) in planned)
            for code in codes
        ]
    lined = table(columns, caption=explain_marks(study), kind="framework")
    undecided = say_undecided(study)
    return Shown(Markup("{}\n<p>* {}</p>").format(lined.html, undecided)) if undecided else lined


def _cell(kind: str, line: Line | None, *, planned: bool, texts: Mapping[str, str], lang: str) -> Markup:
    if kind == "silent":
        return Markup("")
    mark = mark_kind(kind, planned=planned)
    if line is None:
        return mark
    quotes = Markup("").join(
        Markup("<li>{} <cite>{}</cite></li>").format(quote(one, f"”{texts[one]}”"), sentence_link(one))
        for one in line.sentence_ids
    )
    return Markup(
        '{} {} <details class="quotes"><summary>{}: {}</summary><ul>{}</ul></details>'
    ).format(
        mark, conclusion(line.words, line.sentence_ids), t("quotes", lang),
        count(line.sentence_ids, "sentences"), quotes,
    )  # fmt: skip
