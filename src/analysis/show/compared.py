"""A study as the comparison reads it: conditions, outcome, verdict, and the evidence of each sentence."""

from collections.abc import Collection, Mapping

import pandas as pd
from markupsafe import Markup

from analysis.comparing.conditions import Conditions, read_conditions, read_outcome
from analysis.comparing.guard import Verdict, judge
from analysis.show.base import conclude
from analysis.show.reservations import list_caveats, pick_figures, tell_caveats
from analysis.study import Study


def read_study_conditions(study: Study) -> Conditions:
    """The conditions of the study's cases and factors, under its reading."""
    labels = {code: study.label(code) for code in study.codes}
    return read_conditions(study.matrix, study.reading, list(study.codes), labels)


def read_study_outcome(study: Study) -> pd.Series:
    """Which cases lie above the cut: only figures that may be compared, as the study reads them."""
    return read_outcome(pick_figures(study), study.cases, study.cut)


def judge_study(study: Study) -> Verdict:
    """Which claims the study's cases can carry, with the reservations on their figures."""
    outcome = read_study_outcome(study)
    caveats = list_caveats(study, outcome.dropna().index)
    return judge(read_study_conditions(study), outcome, lang=study.language, reservations=caveats)


def list_evidence(study: Study) -> list[str]:
    """What every comparison of the cases rests on: their figures on results and their codings."""
    outcomes = study.outcomes["outcome_id"]
    return [*outcomes, *study.codings["coding_id"]]


def list_evidence_of(study: Study, cases: Collection[str]) -> list[str]:
    """What a comparison of some cases rests on: the figure compared of each, and their codings."""
    figures, codings = pick_figures(study), study.codings
    return [
        *figures[figures["case_id"].isin(cases)]["outcome_id"],
        *codings[codings["case_id"].isin(cases)]["coding_id"],
    ]


def list_lines(study: Study, lines: Mapping[str, list[str]]) -> Markup:
    """Sentences, each with its evidence, as a list of conclusions."""
    items = [
        Markup("<li>{}</li>").format(conclude(name_cases(study, line), study.language, ids))
        for line, ids in lines.items()
    ]
    return Markup("<ul>{}</ul>").format(Markup("").join(items))


def tell_first(study: Study) -> Markup:
    """With which reservations the figures are read, once above all that rests on them."""
    told = tell_caveats(study, study.cases)
    return Markup("<p>{}</p>").format(told) if told else Markup("")


def name_cases(study: Study, sentence: str) -> str:
    """A sentence with case ids as the cases' names."""
    for case in study.cases:
        sentence = sentence.replace(case, study.case_label(case))
    return sentence
