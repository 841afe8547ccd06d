"""Comparing few cases: the outcome, what the guard allows, how stable the conclusions are."""

from dataclasses import replace

from markupsafe import Markup

from analysis.claims import conclusion
from analysis.comparing.conditions import MEASURES
from analysis.comparing.guard import WITHOUT_OUTCOME
from analysis.comparing.perturbations import Evidence, drop_hard
from analysis.comparing.sensitivity import Conclusion, count_cases, draw_conclusions, try_conclusions
from analysis.comparing.shape import describe_facts
from analysis.comparing.wording import say as phrase
from analysis.labels import label_text as t
from analysis.phrases import translate
from analysis.show.base import Shown, conclude, fill, link, say, table
from analysis.show.compared import judge_study, list_evidence, list_lines, name_cases, read_study_outcome
from analysis.show.eliminations import run_study_methods
from analysis.show.part_years import count_part_years, tell_part_years
from analysis.show.reservations import list_reserved_pairs
from analysis.study import Study


def outcome_split(study: Study) -> Shown:
    """Which cases lie above the cut, which below, for which the texts cannot tell.

    Below it stand the figures left out because they cover part of a year, and the reservations."""
    outcome, lang = read_study_outcome(study), study.language
    figures = study.outcomes["outcome_id"]
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
        conclude(f"{fact[:1].upper()}{fact[1:]}.", lang, list_evidence(study))
        for fact in describe_facts(judge_study(study).facts, lang)
    ]
    return Shown(
        Markup('<ul class="limits">{}</ul>').format(
            Markup("").join(Markup("<li>{}</li>").format(fact) for fact in facts)
        )
    )


def rulings_table(study: Study) -> Shown:
    """Each kind of claim, whether these cases can carry it, and why not."""
    verdict, lang = judge_study(study), study.language
    return table(
        {
            t("kind of claim", lang): [phrase(f"kind_{kind}", lang) for kind in verdict.rulings],
            t("ruling", lang): [
                conclusion(t(ruling.decision, lang), list_evidence(study))
                for ruling in verdict.rulings.values()
            ],
            t("why", lang): [
                Markup("; ").join(conclude(reason, lang, list_evidence(study)) for reason in ruling.reasons)
                for ruling in verdict.rulings.values()
            ],
        }
    )


def readings_table(study: Study) -> Shown:
    """The guard's ruling on each claim that rests on results, under each reading of the figures.

    Below it: what stands under the looser reading only, and what changes if parts of years count.
    """
    lang = study.language
    near = replace(study, measure=MEASURES[0])
    with_parts = count_part_years(near)
    readings = (near, replace(study, measure=MEASURES[1]), with_parts)
    rulings = [judge_study(one).rulings for one in readings]
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
            conclusion(t(one, lang), list_evidence(study)) for one in decisions
        ]
    changed = [
        phrase(f"kind_{kind}", lang)
        for kind, here, there in zip(kinds, looser, parts, strict=True)
        if here != there
    ]
    told = Markup("<p>{}</p><p>{}</p>").format(
        conclude(f"{words}.", lang, list_evidence(study)),
        conclude(_tell_moved(near, with_parts, changed), lang, list_evidence(study)),
    )
    known = run_study_methods(near)
    if new := {line: ids for line, ids in run_study_methods(with_parts).items() if line not in known}:
        heading = conclude(phrase("part_years_methods", lang), lang, list_evidence(study))
        told += Markup("<p>{}</p>{}").format(heading, list_lines(study, new))
    return Shown(table(columns).html + told)


def _tell_moved(near: Study, with_parts: Study, changed: list[str]) -> str:
    """Which rulings change when parts of years count, and which cases then lie elsewhere."""
    lang, before, after = near.language, read_study_outcome(near), read_study_outcome(with_parts)
    moved = [
        near.case_label(case)
        for case in before.index
        if before.astype("object").fillna("open")[case] != after.astype("object").fillna("open")[case]
    ]
    key = "part_years_change" if changed else "part_years_same"
    cases = ", ".join(moved) or t("none", lang)
    return phrase(key, lang, kinds=", ".join(changed), cases=cases) + "."


def stability_table(study: Study) -> Shown:
    """Each cross-case conclusion with how many disturbances it survives and the evidence it hangs on.

    Where a coder called codings hard, also in how many cases it stands without these.
    """
    lang = study.language
    themes = {code.id: code.theme for code in study.codes.values()}
    conclusions = draw_conclusions(study.codings, study.cases, list(study.codes))
    if not conclusions:
        return say(t("no_conclusions", lang))
    layers, proposals = study.rows("codings"), study.rows("proposals")
    stabilities = try_conclusions(conclusions, layers, study.cases, themes, proposals)
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
            **_count_without_hard(study, [s.conclusion for s in stabilities]),
            t("survives", lang): [
                fill("{n} {of} {all}", n=s.survived, of=t("of", lang), all=s.tried) for s in stabilities
            ],
            t("overturned by", lang): [
                conclusion(name_cases(study, translate("; ".join(s.overturned_by), lang)), s.evidence)
                for s in stabilities
            ],
            t("hangs on", lang): [
                Markup(" ").join(link(owner[c], c) for c in s.evidence) for s in stabilities
            ],
        }
    )


def _count_without_hard(study: Study, conclusions: list[Conclusion]) -> dict[str, list[Markup]]:
    """The column that says in how many cases each factor stands without the codings that the coder called hard."""
    lang, rows = study.language, study.codings.to_dict("records")
    kept = drop_hard(rows)
    if len(kept) == len(rows):
        return {}
    counts = count_cases(Evidence(kept, tuple(study.cases), tuple(study.codes)))
    left = [len(counts[one.status][one.code]) for one in conclusions]
    said = [fill("{n} {of} {all}", n=n, of=t("of", lang), all=len(study.cases)) for n in left]
    return {t("without hard", lang): said}
