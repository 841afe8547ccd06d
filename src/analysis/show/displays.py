"""Displays across the cases: ordered by outcome, factors that stand together, and what others than the case say."""

from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.claims import count, derived, value
from analysis.comparing.compare import make_matrix
from analysis.comparing.displays import count_together, leave_out_own, order_cases
from analysis.labels import label_text as t
from analysis.show.base import Shown, fill, link, say, sentence_link, swedish, table
from analysis.show.plans import explain_marks, find_planned, mark_kind, say_kind
from analysis.show.reservations import pick_figures, point_to_pairs
from analysis.study import Study


def meta_matrix(study: Study) -> Shown:
    """The matrix with the cases in the order of their comparable figure; those without one stand apart, to the right.

    All factors that a case names. The second row of the head is the figure as printed; below the table
    stands where the reservations are with which the figures are compared.
    """
    lang, hider = study.language, study.hider
    outcomes = study.outcomes
    figures = pick_figures(study)
    ordered = order_cases(figures, study.cases)
    printed = _pick_latest(outcomes)
    cells, planned = study.matrix.set_index(["code", "case_id"]), find_planned(study)
    named = set(study.matrix[study.matrix["cell"] != "silent"]["code"])
    codes = [code for code in study.codes if code in named]
    if not codes:
        return say(t("no_factor_named", lang))
    columns = {
        t("factor", lang): [
            Markup("<strong>{}</strong>").format(t("figure", lang)),
            *(study.label(code) for code in codes),
        ]
    }
    for row in ordered.to_dict("records"):
        known = not pd.isna(row["band"])
        told = row if known else printed.get(row["case_id"])
        figure = Markup("<small>{}</small>").format(t("no figure", lang))
        if told is not None:
            figure = Markup("{} <small>{}{}</small>").format(
                link(told["sentence_id"], swedish(hider.hide(told["text"]), told["quantity_id"])),
                value("outcomes", told["outcome_id"], "year", told["year"]) or t("no year", lang),
                "" if known else f", {_say_apart(told, figures, lang)}",
            )
        place = Markup(" · {} {}").format(t("band", lang), derived(int(row["band"]))) if known else ""
        columns[Markup("{}{}").format(study.case_label(row["case_id"]), place)] = [
            figure,
            *(
                _mark(cells.loc[(code, row["case_id"])], lang, planned=(row["case_id"], code) in planned)
                for code in codes
            ),
        ]
    order = "meta_matrix_unordered" if ordered["band"].isna().all() else "meta_matrix_caption"
    caption = Markup("{} {}").format(t(order, lang), explain_marks(study, all_kinds=False))
    below = point_to_pairs(study) + _tell_left_out(study, set(ordered[ordered["band"].notna()]["case_id"]))
    return Shown(table(columns, caption=caption, kind="meta").html + below)


def _tell_left_out(study: Study, ordered: set[str]) -> Markup:
    """The figures of the cases in order that cover part of a year and stand for nothing in it; empty without such."""
    outcomes, lang, hider = study.outcomes, study.language, study.hider
    parts = outcomes[outcomes["part_year"].fillna(False).astype(bool) & outcomes["case_id"].isin(ordered)]
    if parts.empty:
        return Markup("")
    figures = [
        Markup("{} {} <small>{}</small>").format(
            study.case_label(row["case_id"]),
            link(row["sentence_id"], swedish(hider.hide(row["text"]), row["quantity_id"])),
            value("outcomes", row["outcome_id"], "year", row["year"]) or t("no year", lang),
        )
        for row in parts.to_dict("records")
    ]
    return Markup("<p>{}</p>").format(fill(t("parts_left_out", lang), figures=Markup(", ").join(figures)))


def _say_apart(told: dict[str, Any], figures: pd.DataFrame, lang: str) -> str:
    """Why a case with a figure stands apart: another measure than the cases in order, or not comparable to any."""
    other = len(figures) and told["indicator"] not in set(figures["indicator"])
    return t("other measure" if other else "not comparable", lang)


def _pick_latest(outcomes: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """For each case the figure that says most: a share or part of those it names, of the latest whole year it tells of.

    Among those of a year first one with its point of measurement or its base, then the first in the text.
    """
    whole = outcomes[outcomes["kind"].eq("outcome") & ~outcomes["part_year"].fillna(False).astype(bool)]
    part = whole["numerator"].fillna("").ne("") & (whole["unit"].eq("percent") | whole["base"].notna())
    told = whole["clock"].fillna("").ne("") | whole["base"].notna()
    ranked = whole.assign(part=part, told=told).sort_values(
        ["part", "year", "told"], ascending=False, kind="stable", na_position="last"
    )
    return {row["case_id"]: row for row in ranked.drop_duplicates("case_id").to_dict("records")}


def _mark(cell: pd.Series, lang: str, *, planned: bool) -> Markup:
    if cell["cell"] == "silent":
        return Markup('<span title="{}">·</span>').format(t("silent", lang))
    words = Markup("{}&nbsp;<small>{}</small>").format(
        mark_kind(cell["cell"], planned=planned), count(cell["coding_ids"].split(), "codings")
    )
    return Markup('<span title="{}">{}</span>').format(say_kind(cell["cell"], lang, planned=planned), words)


def together_table(study: Study) -> Shown:
    """The pairs of factors that texts name in one sentence, at least twice in all; each leads to its sentences."""
    lang, pairs = study.language, count_together(study.codings, study.cases)
    pairs = pairs[pairs["sentences"].str.len() >= 2] if len(pairs) else pairs
    if pairs.empty:
        return say(t("no_pairs_together", lang))
    documents = study.frames["documents"]
    homes = {row["doc_id"]: study.case_labels.get(row["case_id"], "") for row in documents.to_dict("records")}
    return table(
        {
            t("factor", lang): [study.label(code) for code in pairs["one"]],
            t("and", lang): [study.label(code) for code in pairs["other"]],
            t("sentences with both", lang): [count(ids, "sentences") for ids in pairs["sentences"]],
            t("cases with such a sentence", lang): [derived(n, ids=ids) for n, ids in zip(pairs["cases"], pairs["sentences"], strict=True)],
            t("cases that name both", lang): [derived(n) for n in pairs["both"]],
            t("where", lang): [
                Markup(", ").join(Markup("{} {}").format(homes[one.rpartition("-s")[0]], sentence_link(one, study.joint_documents)) for one in ids)
                for ids in pairs["sentences"]
            ],
        }
    )  # fmt: skip


def without_own_table(study: Study) -> Shown:
    """What is left of each factor when the page itself, its officials and its politicians are left out."""
    lang = study.language
    left = leave_out_own(study.codings)
    matrix = make_matrix(left, study.cases, list(study.codes))
    kept = matrix[matrix["cell"] != "silent"]
    before = study.matrix[study.matrix["cell"] != "silent"].groupby("code")["case_id"].nunique()
    codes = [code for code in study.codes if code in before.index]
    if kept.empty:
        return say(t("nothing_left", lang))
    by_code = dict(list(kept.groupby("code")))
    shown = [code for code in codes if code in by_code]
    lost = [study.label(code) for code in codes if code not in by_code]
    first = table(
        {
            t("factor", lang): [study.label(code) for code in shown],
            t("cases in all voices", lang): [derived(int(before[code])) for code in shown],
            t("cases in other voices", lang): [derived(len(by_code[code]), ids=" ".join(by_code[code]["coding_ids"]).split()) for code in shown],
            t("which", lang): [
                Markup(", ").join(
                    link(left.set_index("coding_id").loc[row["coding_ids"].split()[0], "sentence_id"],
                         f"{study.case_label(row['case_id'])} ({t(row['cell'], lang)})")
                    for row in by_code[code].to_dict("records")
                )
                for code in shown
            ],
        }
    )  # fmt: skip
    rest = say(
        t("left_silent", lang), lost=derived(len(lost)), all=derived(len(codes)), names=", ".join(lost)
    )
    return Shown(first.html + rest.html)
