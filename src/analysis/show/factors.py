"""Factors across the cases: the material, its limits, the matrix, its evidence and its voices."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.claims import conclusion, count, derived, quote, value
from analysis.comparing.compare import (
    count_prevalence,
    count_voices,
    describe_material,
    list_comparable,
    pick_evidence,
)
from analysis.comparing.context import load_context
from analysis.labels import label_text as t
from analysis.reporting.charts import Chart
from analysis.reporting.pages import page_words
from analysis.reporting.privacy import NameHider
from analysis.row_ids import name_rows
from analysis.show.base import Shown, fill, hide_cut, link, say, table
from analysis.show.plans import explain_marks, find_planned, mark_kind, say_kind, tell_beside
from analysis.show.studies import list_studies
from analysis.show.undecided import mark_undecided, say_undecided
from analysis.show.whose_words import tell_whose_words
from analysis.study import Study

_FEW = 7
"""Cases whose names fit side by side as heads of the matrix; of more they stand upright."""


def material(study: Study) -> Shown:
    """The documents: case, title, publisher, date, length, voices."""
    frame, lang = describe_material(study.frames, study.cases), study.language
    about = study.frames["documents"].set_index("doc_id").loc[frame["doc_id"]]
    rows = {name: study.frames[name].groupby("doc_id") for name in ("people", "quotes")}
    held = {
        name: [
            count(grouped.get_group(d).iloc[:, 0] if d in grouped.groups else [], name) for d in about.index
        ]
        for name, grouped in rows.items()
    }
    return table(
        {
            t("case", lang): frame["case"],
            t("title", lang): [
                Markup('<a href="../reports/source_{}.html">{}</a>').format(
                    d,
                    Markup('<span lang="sv">{}</span>').format(
                        value("documents", d, "title", study.hider.hide(x, d))
                    ),
                )
                for d, x in zip(frame["doc_id"], frame["title"], strict=True)
            ],
            t("publisher", lang): [x or t("not said", lang) for x in frame["publisher"]],
            t("dated", lang): [
                value("documents", d, "published" if published else "updated", published or updated)
                or t("not said", lang)
                for d, published, updated in zip(
                    about.index, about["published"], about["updated"], strict=True
                )
            ],
            t("words", lang): [value("documents", d, "words", n) for d, n in about["words"].items()],
            t("people named", lang): held["people"],
            t("quotes", lang): held["quotes"],
        }
    )


def limits(study: Study) -> Shown:
    """What this material cannot show, with the numbers that say so."""
    lang = study.language
    outcomes = study.outcomes
    without = [study.case_label(case) for case in study.cases if case not in set(outcomes["case_id"])]
    comparable = list_comparable(outcomes)
    silent = study.matrix[study.matrix["cell"] == "silent"]
    cases = count(study.cases, "cases")
    points = [
        fill(t("limit_few", lang), cases=cases, codes=len(study.codes)),
        fill(t("limit_selected", lang)),
        fill(t("limit_self", lang), voices=tell_whose_words(study)),
        fill(
            t("limit_silent", lang),
            silent=derived(len(silent), ids=name_rows("case_factors", silent)),
            cells=count(name_rows("case_factors", study.matrix), "case_factors"),
        ),
        fill(
            t("limit_outcomes", lang),
            comparable=derived(comparable["case_id"].nunique(), ids=comparable["outcome_id"]),
            cases=cases,
            without=", ".join(without) or t("none", lang),
        ),
        fill(t("limit_one_text", lang), documents=count(study.documents["doc_id"], "documents")),
    ]
    return Shown(
        Markup('<ul class="limits">{}</ul>').format(
            Markup("").join(Markup("<li>{}</li>").format(conclusion(point, study.cases)) for point in points)
        )
    )


def answer(study: Study) -> Shown:
    """The finding in one paragraph: which factors most cases claim, and what that does not mean."""
    lang = study.language
    prevalence = count_prevalence(study.matrix, study.codings, study.codes)
    claimed = prevalence[prevalence["claimed"] + prevalence["mixed_claimed"] > 0]
    beside = claimed[claimed["claimed"] == 0]["code"]
    most = int(prevalence["claimed"].max()) if len(prevalence) else 0
    top = [study.label(code) for code in prevalence[prevalence["claimed"] == most]["code"]] if most else []
    everywhere = [study.label(code) for code in prevalence[prevalence["named"] == len(study.cases)]["code"]]
    words = fill(
        t("answer", lang),
        texts=len(study.documents), claimed=len(claimed), beside=tell_beside(study, list(beside)), codes=len(study.codes), cases=count(study.cases, "cases"), most=most,
        top=", ".join(top) or t("none", lang), everywhere=", ".join(everywhere) or t("none", lang),
    )  # fmt: skip
    facilitators = study.codings[study.codings["polarity"] == "facilitator"]
    return Shown(Markup("<p>{}</p>").format(conclusion(words, facilitators["coding_id"])))


def matrix_table(study: Study) -> Shown:
    """The case × factor matrix; each cell leads to its first sentence and says how many codings it holds."""
    lang, codings = study.language, study.codings.set_index("coding_id")
    cells = study.matrix.set_index(["code", "case_id"])
    labels, undecided = mark_undecided(study), say_undecided(study)
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(labels[case]) for case in study.cases)
    note = Markup("\n<p>* {}</p>").format(undecided) if undecided else ""
    kind = "matrix many" if len(study.cases) > _FEW else "matrix"
    rows, last, planned = [], "", find_planned(study)
    for code in study.codes.values():
        if code.theme != last:
            last = code.theme
            rows.append(
                Markup('<tr class="theme"><th scope="rowgroup" colspan="{}">{}</th></tr>').format(
                    len(study.cases) + 1, study.theme_label(last)
                )
            )
        filled = Markup("").join(
            _matrix_cell(cells.loc[(code.id, case)], codings, lang, planned=(case, code.id) in planned)
            for case in study.cases
        )
        rows.append(
            Markup('<tr><th scope="row" title="{}">{}</th>{}</tr>').format(
                study.definition(code.id), study.label(code.id), filled
            )
        )
    return Shown(
        Markup(
            '<div class="scroll" tabindex="0"><table class="{}"><caption>{}</caption><thead><tr><th scope="col">{}</th>{}</tr></thead><tbody>{}</tbody></table></div>{}'
        ).format(kind, explain_marks(study), t("factor", lang), head, Markup("\n").join(rows), note)
    )


def _matrix_cell(row: pd.Series, codings: pd.DataFrame, lang: str, *, planned: bool) -> Markup:
    if row["cell"] == "silent":
        return Markup('<td class="silent" title="{}">·</td>').format(t("silent", lang))
    ids = row["coding_ids"].split()
    here = codings.loc[ids].assign(counter=lambda rows: rows["polarity"] != "facilitator")
    here = here.sort_values(["counter", "status", "start"])
    mark, kind = mark_kind(row["cell"], planned=planned), say_kind(row["cell"], lang, planned=planned)
    words = Markup("{}&nbsp;<small>{}</small>").format(mark, count(ids, "codings"))
    return Markup('<td class="{}">{}</td>').format(
        row["cell"], link(here.iloc[0]["sentence_id"], words, title=kind)
    )


def matrix_chart(study: Study) -> Chart:
    """The matrix as a picture for print."""
    from analysis.reporting.factor_charts import draw_matrix

    codes = {code: study.label(code) for code in study.codes}
    themes = {code.id: study.theme_label(code.theme) for code in study.codes.values()}
    labels, planned = mark_undecided(study), find_planned(study)
    chart = draw_matrix(study.matrix, labels, codes, themes, study.language, planned=planned)
    return replace(chart, evidence=tuple(study.codings["coding_id"]))


def prevalence_table(study: Study) -> Shown:
    """For each factor in how many cases it is claimed or described, in how many voices, and who else names or tested it."""
    lang, studies = study.language, load_context()["studies"]
    frame = count_prevalence(study.matrix, study.codings, study.codes)
    frame = frame[frame["silent"] < len(study.cases)]
    return table(
        {
            t("factor", lang): [study.label(code) for code in frame["code"]],
            t("claimed", lang): [
                fill("{n} {of} {all}", n=n, of=t("of", lang), all=len(study.cases)) for n in frame["claimed"]
            ],
            t("described only", lang): frame["described"],
            t("mixed", lang): [
                fill("{n} ({claimed} {word})", n=n, claimed=claimed, word=t("claimed", lang))
                if claimed
                else n
                for n, claimed in zip(frame["mixed"], frame["mixed_claimed"], strict=True)
            ],
            t("contested", lang): frame["contested"],
            t("voices", lang): frame["voices"],
            t("own voices", lang): frame["own_voices"],
        },
        kind="prevalence",
        below=[
            Markup("; ").join(
                Markup("{}: {}").format(t(head, lang), keys)
                for head, keys in (
                    ("also named by", list_studies(named, studies, lang)),
                    ("tested by", list_studies(tested, studies, lang, tested=True)),
                )
                if keys
            )
            for named, tested in zip(frame["named_by"], frame["tested_by"], strict=True)
        ],
    )


def prevalence_chart(study: Study) -> Chart:
    """In how many cases each factor is claimed or described, as a picture."""
    from analysis.reporting.factor_charts import draw_prevalence

    frame = count_prevalence(study.matrix, study.codings, study.codes)
    labels = {code: study.label(code) for code in study.codes}
    chart = draw_prevalence(frame, labels, len(study.cases), study.language)
    return replace(chart, evidence=tuple(study.codings["coding_id"]))


def evidence(study: Study) -> Shown:
    """The sentences behind the matrix: for each factor and case the strongest, with whose words they are."""
    lang, hider = study.language, study.hider
    picked = pick_evidence(study.codings, study.frames["sentences"], study.evidence_per_cell)
    parts = []
    for one in study.codes:
        here = picked[picked["code"] == one]
        if here.empty:
            continue
        items = Markup("\n").join(_evidence_item(study, row, hider, lang) for row in here.to_dict("records"))
        parts.append(
            Markup('<section class="evidence"><h3>{}</h3><ul>{}</ul></section>').format(
                study.label(one), items
            )
        )
    return Shown(Markup("\n").join(parts)) if parts else say(page_words(lang)["no_factors"])


def uncovered(study: Study) -> Shown:
    """What the texts name as a reason and no factor of the codebook covers: quoted, and in no count."""
    lang, hider = study.language, study.hider
    picked = pick_evidence(study.uncovered, study.frames["sentences"], len(study.uncovered))
    if picked.empty:
        return say(t("nothing_uncovered", lang), texts=len(study.documents))
    items = Markup("\n").join(_evidence_item(study, row, hider, lang) for row in picked.to_dict("records"))
    return Shown(Markup('<section class="evidence"><ul>{}</ul></section>').format(items))


def _evidence_item(study: Study, row: Mapping[str, Any], hider: NameHider, lang: str) -> Markup:
    start = row["start"] - row["start_sentence"]
    pieces = hide_cut(hider, row["text_sentence"], row["doc_id"], start, start + row["end"] - row["start"])
    quoted = Markup("”{}<mark>{}</mark>{}”").format(*pieces)
    kind = t(row["status"], lang) if row["polarity"] == "facilitator" else t(row["polarity"], lang)
    return Markup('<li><span class="tag {}">{}</span> {} <cite>{} · {}</cite></li>').format(
        row["status"] if row["polarity"] == "facilitator" else row["polarity"],
        kind, quote(row["sentence_id"], quoted), link(row["sentence_id"], study.case_label(row["case_id"])), t("voice_" + row["voice"], lang),
    )  # fmt: skip


def voices_table(study: Study) -> Shown:
    """Whose words claim and describe the factors."""
    lang, counts = study.language, count_voices(study.codings, study.cases)
    facilitators = study.codings[study.codings["polarity"] == "facilitator"]
    by = facilitators.groupby(["voice", "status"])["coding_id"].agg(list)
    return table(
        {
            t("voice", lang): [t("voice_" + voice, lang) for voice in counts.index],
            **{
                t(status, lang): [count(by.get((voice, status), []), "codings") for voice in counts.index]
                for status in ("claimed", "described")
            },
        }
    )
