"""What the cases eliminate: Mill's methods and pairs of cases, and how far that hangs on reading and cut."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.claims import conclusion, derived
from analysis.comparing.conditions import READINGS
from analysis.comparing.pairs import describe_pair, describe_rank, list_pairs, pick_pairs, show_range
from analysis.comparing.small_n import Comparison, list_assumptions, run_methods
from analysis.comparing.wording import join_words
from analysis.comparing.wording import say as phrase
from analysis.labels import label_text as t
from analysis.reporting.pages import page_words
from analysis.show.base import Shown, conclude, fill, say, table
from analysis.show.compared import (
    judge_study,
    list_evidence,
    list_evidence_of,
    list_lines,
    name_cases,
    read_study_conditions,
    read_study_outcome,
    tell_first,
)
from analysis.study import Study

_STEP = 10
"""How far from the study's own cut the two others lie that are tried, in percentage points."""


def methods_list(study: Study) -> Shown:
    """What Mill's methods eliminate, where the guard allows them, what is withheld, and what all of it assumes."""
    lang, (found, _) = study.language, _compare(study)
    below = Markup("")
    if len(study.cases) > 1:
        assumed = list_assumptions(read_study_conditions(study), found, lang)
        words = phrase("assumed", lang, assumptions="; ".join(assumed))
        below = Markup("<p>{}</p>").format(conclude(f"{words}.", lang, list_evidence(study)))
    return Shown(tell_first(study) + list_lines(study, run_study_methods(study)) + below)


def run_study_methods(study: Study) -> dict[str, list[str]]:
    """What the methods say and what is withheld, each sentence with its evidence."""
    found, withheld = _compare(study)
    told = {one.statement: list_evidence_of(study, one.cases) for one in found}
    return told | dict.fromkeys(withheld, list_evidence(study))


def _compare(study: Study) -> tuple[list[Comparison], list[str]]:
    outcome = read_study_outcome(study)
    return run_methods(read_study_conditions(study), outcome, judge_study(study), study.language)


def _list_study_pairs(study: Study) -> pd.DataFrame:
    themes = {code.id: code.theme for code in study.codes.values()}
    return list_pairs(read_study_conditions(study), read_study_outcome(study), themes)


def pairs_table(study: Study) -> Shown:
    """Every pair of cases: contrast in outcome, distance over all factors, per theme, and what differs."""
    lang, pairs = study.language, _list_study_pairs(study)
    if pairs.empty:
        return say(page_words(lang)["no_pairs"])
    columns = {
        t("cases", lang): [_name_pair(study, pair) for pair in pairs.to_dict("records")],
        t("contrast", lang): [t(contrast, lang) for contrast in pairs["contrast"]],
        t("distance", lang): [
            fill("{d} {of} {n}", d=d, of=t("of", lang), n=n)
            for d, n in zip(pairs["distance"], pairs["compared"], strict=True)
        ],
        t("unknown", lang): pairs["unknown"],
    }
    by_theme = {theme: pairs[f"distance_{theme}"] for theme in study.themes if f"distance_{theme}" in pairs}
    if any(distances.any() for distances in by_theme.values()):
        columns |= by_theme
    return table(columns)


def _name_pair(study: Study, pair: Mapping[str, Any]) -> str:
    return f"{study.case_label(pair['case_a'])} – {study.case_label(pair['case_b'])}"


def picked_pairs(study: Study) -> Shown:
    """The most similar pairs with unlike outcome, and the most different with like, and how sure the choice is."""
    lang, pairs = study.language, _list_study_pairs(study)
    conditions, lines = read_study_conditions(study), []
    for kind in ("MSDO", "MDSO"):
        best = pick_pairs(pairs, kind)
        sentences = [
            conclude(
                name_cases(study, describe_pair(pair, lang, conditions.labels)),
                lang,
                list_evidence_of(study, (pair["case_a"], pair["case_b"])),
            )
            for pair in _list_picked(best)
        ]
        if rank := describe_rank(best, kind, lang):
            cases = {*best["case_a"], *best["case_b"]}
            sentences.append(conclude(f"{name_cases(study, rank)}.", lang, list_evidence_of(study, cases)))
        lines.append(
            Markup("<li><b>{}</b>: {}</li>").format(
                kind, Markup(" ").join(sentences) or conclusion(t("no_pair", lang), list_evidence(study))
            )
        )
    return Shown(Markup("<ul>{}</ul>").format(Markup("").join(lines)))


def _list_picked(best: pd.DataFrame) -> list[dict[str, Any]]:
    return best[best["picked"]].to_dict("records") if len(best) else []


def eliminations_table(study: Study) -> Shown:
    """What each elimination leaves under each reading of silence and description, and at cuts around the study's.

    Below it, whether the eliminations hang on the reading and on the cut.
    """
    lang = study.language
    readings = {t(f"reading_{name}", lang): replace(study, reading=name) for name in READINGS}
    cuts = {
        fill(t("at_cut", lang), cut=cut): replace(study, cut=cut)
        for cut in (study.cut - _STEP, study.cut + _STEP)
        if 0 <= cut <= 100
    }
    left = {name: _list_left(one) for name, one in (readings | cuts).items()}
    methods = list(next(iter(left.values())))
    if not any(found[one] for found in left.values() for one in methods):
        return say(t("no_eliminations", lang))
    columns: dict[str, Any] = {t("elimination", lang): [t(f"method_{one}", lang) for one in methods]}
    for name, found in left.items():
        columns[name] = [_show_left(found[one], lang) for one in methods]
    own = t(f"reading_{study.reading}", lang)
    told = [
        _tell_hanging(study, "reading", [left[name] for name in readings]),
        _tell_hanging(study, "cut", [left[own], *(left[name] for name in cuts)]),
    ]
    return Shown(
        table(columns).html + Markup("").join(Markup("<p>{}</p>").format(one) for one in told if one)
    )


_Left = dict[str, tuple[Any, ...]]
"""What one elimination leaves, in words, by the cases that it compares."""


def _list_left(study: Study) -> dict[str, _Left]:
    """For each elimination what it leaves: factors not eliminated, or the pairs picked with their distance."""
    found, _ = _compare(study)
    left: dict[str, _Left] = {name: {} for name in ("agreement", "difference", "joint", "MSDO", "MDSO")}
    for one in found:
        cases = " – " if one.method == "difference" else ", "
        names = cases.join(study.case_label(case) for case in one.cases)
        left[one.method][names] = (one.not_eliminated, len(one.undecided))
    pairs = _list_study_pairs(study)
    for kind in ("MSDO", "MDSO"):
        for pair in _list_picked(pick_pairs(pairs, kind)):
            left[kind][_name_pair(study, pair)] = (pair["distance"], pair["distance"] + pair["unknown"])
    return left


def _show_left(found: _Left, lang: str) -> Markup:
    lines = []
    for cases, (left, more) in found.items():
        if isinstance(left, tuple):
            lines.append(fill(t("elimination_left", lang), cases=cases, left=len(left), undecided=more))
        else:
            span = show_range(left, more)
            lines.append(fill(t("elimination_pair", lang), cases=cases, distance=derived(span)))
    return Markup("<br>").join(lines) or Markup("{}").format(t("not_made", lang))


def _tell_hanging(study: Study, what: str, tried: list[dict[str, _Left]]) -> Markup:
    """Whether the eliminations give the same answer in all that is tried; nothing where none can be made."""
    made = [name for name in tried[0] if any(found[name] for found in tried)]
    if not made or len(tried) < 2:
        return Markup("")
    lang = study.language
    changed = [
        t(f"method_{name}", lang) for name in made if any(one[name] != tried[0][name] for one in tried)
    ]
    key = f"hang_on_{what}" if changed else f"same_{what}"
    words = phrase(key, lang, n=len(changed), all=len(made), methods=join_words(changed, lang))
    return conclude(f"{words}.", lang, list_evidence(study))
