"""Comparing few cases: what the guard allows, what pairs of cases eliminate, how stable the conclusions are."""

from collections.abc import Collection, Mapping
from dataclasses import replace

import pandas as pd
from markupsafe import Markup

from analysis.claims import conclusion
from analysis.comparing.compare import list_outcomes
from analysis.comparing.conditions import MEASURES, Conditions, read_conditions, read_outcome
from analysis.comparing.guard import WITHOUT_OUTCOME, Verdict, judge
from analysis.comparing.pairs import describe_pair, list_pairs, pick_pairs
from analysis.comparing.sensitivity import draw_conclusions, try_conclusions
from analysis.comparing.shape import describe_facts
from analysis.comparing.small_n import run_methods
from analysis.comparing.wording import say as phrase
from analysis.labels import label_text as t
from analysis.phrases import translate
from analysis.reporting.pages import page_words
from analysis.show.base import Shown, conclude, fill, link, say, table
from analysis.show.part_years import count_part_years, tell_part_years
from analysis.show.reservations import list_caveats, list_reserved_pairs, pick_figures, tell_caveats
from analysis.study import Study


def _conditions(study: Study) -> Conditions:
    labels = {code: study.label(code) for code in study.codes}
    return read_conditions(study.matrix, study.reading, list(study.codes), labels)


def _outcome(study: Study) -> pd.Series:
    """Which cases lie above the cut: only figures that may be compared, as the study reads them."""
    return read_outcome(pick_figures(study), study.cases, study.cut)


def _verdict(study: Study) -> Verdict:
    outcome = _outcome(study)
    caveats = list_caveats(study, outcome.dropna().index)
    return judge(_conditions(study), outcome, lang=study.language, reservations=caveats)


def _evidence(study: Study) -> list[str]:
    """What every comparison of the cases rests on: their figures on results and their codings."""
    outcomes = list_outcomes(study.frames, study.cases)["outcome_id"]
    return [*outcomes, *study.codings["coding_id"]]


def outcome_split(study: Study) -> Shown:
    """Which cases lie above the cut, which below, for which the texts cannot tell.

    Below it stand the figures left out because they cover part of a year, and the reservations."""
    outcome, lang = _outcome(study), study.language
    figures = list_outcomes(study.frames, study.cases)["outcome_id"]
    groups = {
        "above": [study.case_label(case) for case in outcome.index[outcome.fillna(False)]],
        "below": [study.case_label(case) for case in outcome.index[~outcome.fillna(True)]],
        "cannot tell": [study.case_label(case) for case in outcome.index[outcome.isna()]],
    }
    split = table(
        {
            t("group", lang): [fill(t(name, lang), cut=study.cut) for name in groups],
            t("cases", lang): [
                conclusion(", ".join(cases) or t("none", lang), figures) for cases in groups.values()
            ],
        }
    )
    return Shown(split.html + tell_part_years(study) + list_reserved_pairs(study))


def facts_list(study: Study) -> Shown:
    """What the shape of the data says before any comparison: variance, remainders, chance."""
    lang = study.language
    facts = [
        conclude(f"{fact[:1].upper()}{fact[1:]}.", lang, _evidence(study))
        for fact in describe_facts(_verdict(study).facts, lang)
    ]
    return Shown(
        Markup('<ul class="limits">{}</ul>').format(
            Markup("").join(Markup("<li>{}</li>").format(fact) for fact in facts)
        )
    )


def rulings_table(study: Study) -> Shown:
    """Each kind of claim, whether these cases can carry it, and why not."""
    verdict, lang = _verdict(study), study.language
    return table(
        {
            t("kind of claim", lang): [phrase(f"kind_{kind}", lang) for kind in verdict.rulings],
            t("ruling", lang): [
                conclusion(t(ruling.decision, lang), _evidence(study)) for ruling in verdict.rulings.values()
            ],
            t("why", lang): [
                Markup("; ").join(conclude(reason, lang, _evidence(study)) for reason in ruling.reasons)
                for ruling in verdict.rulings.values()
            ],
        }
    )


def methods_list(study: Study) -> Shown:
    """What Mill's methods eliminate, where the guard allows them, and what is withheld."""
    return Shown(_tell_first(study) + _list_lines(study, _run_methods(study)))


def _run_methods(study: Study) -> dict[str, list[str]]:
    """What the methods say and what is withheld, each sentence with its evidence."""
    found, withheld = run_methods(_conditions(study), _outcome(study), _verdict(study), study.language)
    told = {one.statement: _evidence_of(study, one.cases) for one in found}
    return told | dict.fromkeys(withheld, _evidence(study))


def _evidence_of(study: Study, cases: Collection[str]) -> list[str]:
    """What a comparison of some cases rests on: the figure compared of each, and their codings."""
    figures, codings = pick_figures(study), study.codings
    return [
        *figures[figures["case_id"].isin(cases)]["outcome_id"],
        *codings[codings["case_id"].isin(cases)]["coding_id"],
    ]


def _list_lines(study: Study, lines: Mapping[str, list[str]]) -> Markup:
    items = [
        Markup("<li>{}</li>").format(conclude(_name(study, line), study.language, ids))
        for line, ids in lines.items()
    ]
    return Markup("<ul>{}</ul>").format(Markup("").join(items))


def _tell_first(study: Study) -> Markup:
    """With which reservations the figures are read, once above all that rests on them."""
    told = tell_caveats(study, study.cases)
    return Markup("<p>{}</p>").format(told) if told else Markup("")


def _name(study: Study, sentence: str) -> str:
    """A sentence with case ids as the cases' names."""
    for case in study.cases:
        sentence = sentence.replace(case, study.case_label(case))
    return sentence


def pairs_table(study: Study) -> Shown:
    """Every pair of cases: contrast in outcome, distance over all factors, per theme, and what differs."""
    lang = study.language
    themes = {code.id: code.theme for code in study.codes.values()}
    pairs = list_pairs(_conditions(study), _outcome(study), themes)
    if pairs.empty:
        return say(page_words(lang)["no_pairs"])
    columns = {
        t("cases", lang): [
            f"{study.case_label(a)} – {study.case_label(b)}"
            for a, b in zip(pairs["case_a"], pairs["case_b"], strict=True)
        ],
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
    return Shown(_tell_first(study) + table(columns).html)


def picked_pairs(study: Study) -> Shown:
    """The most similar pairs with unlike outcome, and the most different with like, each in a sentence."""
    lang = study.language
    themes = {code.id: code.theme for code in study.codes.values()}
    conditions = _conditions(study)
    pairs = list_pairs(conditions, _outcome(study), themes)
    lines = []
    for kind in ("MSDO", "MDSO"):
        best = pick_pairs(pairs, kind)
        sentences = [
            conclude(
                _name(study, describe_pair(pair, lang, conditions.labels)),
                lang,
                _evidence_of(study, (pair["case_a"], pair["case_b"])),
            )
            for pair in (best[best["picked"]].to_dict("records") if len(best) else [])
        ]
        lines.append(
            Markup("<li><b>{}</b>: {}</li>").format(
                kind, Markup(" ").join(sentences) or conclusion(t("no_pair", lang), _evidence(study))
            )
        )
    return Shown(_tell_first(study) + Markup("<ul>{}</ul>").format(Markup("").join(lines)))


def readings_table(study: Study) -> Shown:
    """The guard's ruling on each claim that rests on results, under each reading of the figures.

    Below it: what stands under the looser reading only, and what changes if parts of years count.
    """
    lang = study.language
    near = replace(study, measure=MEASURES[0])
    with_parts = count_part_years(near)
    readings = (near, replace(study, measure=MEASURES[1]), with_parts)
    rulings = [_verdict(one).rulings for one in readings]
    kinds = [kind for kind in rulings[0] if kind not in WITHOUT_OUTCOME]
    looser, strict, parts = ([each[kind].decision for kind in kinds] for each in rulings)
    only = [
        phrase(f"kind_{kind}", lang)
        for kind, here, there in zip(kinds, looser, strict, strict=True)
        if here != "withheld" == there
    ]
    words = phrase("looser_only", lang, kinds=", ".join(only)) if only else phrase("looser_none", lang)
    columns = {t("kind of claim", lang): [phrase(f"kind_{kind}", lang) for kind in kinds]}
    for name, decisions in zip((*MEASURES, "part_years"), (looser, strict, parts), strict=True):
        columns[t(f"measure_{name}", lang)] = [
            conclusion(t(one, lang), _evidence(study)) for one in decisions
        ]
    changed = [
        phrase(f"kind_{kind}", lang)
        for kind, here, there in zip(kinds, looser, parts, strict=True)
        if here != there
    ]
    told = Markup("<p>{}</p><p>{}</p>").format(
        conclude(f"{words}.", lang, _evidence(study)),
        conclude(_tell_moved(near, with_parts, changed), lang, _evidence(study)),
    )
    known = _run_methods(near)
    if new := {line: ids for line, ids in _run_methods(with_parts).items() if line not in known}:
        heading = conclude(phrase("part_years_methods", lang), lang, _evidence(study))
        told += Markup("<p>{}</p>{}").format(heading, _list_lines(study, new))
    return Shown(table(columns).html + told)


def _tell_moved(near: Study, with_parts: Study, changed: list[str]) -> str:
    """Which rulings change when parts of years count, and which cases then lie elsewhere."""
    lang, before, after = near.language, _outcome(near), _outcome(with_parts)
    moved = [
        near.case_label(case)
        for case in before.index
        if before.astype("object").fillna("open")[case] != after.astype("object").fillna("open")[case]
    ]
    key = "part_years_change" if changed else "part_years_same"
    cases = ", ".join(moved) or t("none", lang)
    return phrase(key, lang, kinds=", ".join(changed), cases=cases) + "."


def stability_table(study: Study) -> Shown:
    """Each cross-case conclusion with how many disturbances it survives and the evidence it hangs on."""
    lang = study.language
    themes = {code.id: code.theme for code in study.codes.values()}
    conclusions = draw_conclusions(study.codings, study.cases, list(study.codes))
    if not conclusions:
        return say(t("no_conclusions", lang))
    stabilities = try_conclusions(conclusions, study.codings, study.cases, themes, study.frames["proposals"])
    stabilities.sort(key=lambda stability: (stability.share, stability.conclusion.code))
    owner = study.frames["codings"].set_index("coding_id")["sentence_id"]
    return table(
        {
            t("conclusion", lang): [
                conclude(s.conclusion.write(lang, study.label(s.conclusion.code)), lang, s.evidence)
                for s in stabilities
            ],
            t("cases", lang): [
                fill("{n} {of} {all}", n=s.conclusion.n, of=t("of", lang), all=s.conclusion.of)
                for s in stabilities
            ],
            t("survives", lang): [
                fill("{n} {of} {all}", n=s.survived, of=t("of", lang), all=s.tried) for s in stabilities
            ],
            t("overturned by", lang): [
                conclusion(
                    _name(study, translate("; ".join(s.overturned_by[:4]), lang))
                    + " …" * (len(s.overturned_by) > 4),
                    s.evidence,
                )
                for s in stabilities
            ],
            t("hangs on", lang): [
                Markup(" ").join(link(owner[c], c) for c in s.evidence) for s in stabilities
            ],
        }
    )
