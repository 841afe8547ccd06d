"""The framework matrix: a researcher's line for each case and factor, with the sentences it rests on."""

from collections.abc import Container, Mapping, Sequence
from functools import partial

from markupsafe import Markup

from analysis.claims import conclusion, count, quote
from analysis.coding.summaries import Line, load_summaries
from analysis.comparing.compare import pick_evidence
from analysis.labels import label_text as t
from analysis.show.base import Shown, say, sentence_link, table
from analysis.show.plans import explain_marks, find_planned, mark_kind
from analysis.show.undecided import mark_undecided, say_undecided
from analysis.study import Study


def framework_table(study: Study) -> Shown:
    """Factors as rows and cases as columns; each cell a line, its status and, folded, its sentences word for word.

    A cell for which no line has been written has its strongest sentences instead.
    """
    sentences = study.frames["sentences"].set_index("sentence_id")
    lines = load_summaries(
        set(study.frames["cases"]["case_id"]),
        study.codebook.codes,
        set(sentences.index),
        study.language,
    )
    if not lines:
        return say(t("no_summaries", study.language))
    hide = study.hider.hide
    picked = pick_evidence(study.codings, study.frames["sentences"], study.evidence_per_cell)
    strongest = (
        picked.groupby(["case_id", "code"])["sentence_id"].agg(lambda ids: list(dict.fromkeys(ids))).to_dict()
    )
    rests = strongest | {cell: line.sentence_ids for cell, line in lines.items()}
    texts = {
        one: hide(sentences.at[one, "text"], sentences.at[one, "doc_id"])
        for ids in rests.values()
        for one in ids
    }
    show = partial(_cell, texts=texts, joint=study.joint_documents, lang=study.language)
    planned = find_planned(study)
    cells = study.matrix.set_index(["code", "case_id"])["cell"]
    codes = [code for code in study.codes if any(cells[code, case] != "silent" for case in study.cases)]
    columns = {t("factor", study.language): [study.label(code) for code in codes]}
    for case, label in mark_undecided(study).items():
        columns[label] = [
            show(
                cells[code, case],
                lines.get((case, code)),
                rests.get((case, code), ()),
                planned=(case, code) in planned,
            )
            for code in codes
        ]
    lined = table(columns, caption=explain_marks(study), kind="framework")
    undecided = say_undecided(study)
    return Shown(Markup("{}\n<p>* {}</p>").format(lined.html, undecided)) if undecided else lined


def _cell(
    kind: str,
    line: Line | None,
    ids: Sequence[str],
    *,
    planned: bool,
    texts: Mapping[str, str],
    joint: Container[str],
    lang: str,
) -> Markup:
    if kind == "silent":
        return Markup("")
    words = conclusion(line.words, ids) if line else ""
    quotes = Markup("").join(
        Markup("<li>{} <cite>{}</cite></li>").format(quote(one, f"”{texts[one]}”"), sentence_link(one, joint))
        for one in ids
    )
    return Markup(
        '{} {} <details class="quotes"><summary>{}: {}</summary><ul>{}</ul></details>'
    ).format(
        mark_kind(kind, planned=planned), words, t("quotes", lang), count(ids, "sentences"), quotes,
    )  # fmt: skip
