"""Codings that count although nobody has decided them: the rules' own, on texts that no coder has been through."""

import pandas as pd
from markupsafe import Markup

from analysis.claims import count
from analysis.coding.coded import RULES
from analysis.comparing.wording import join_words
from analysis.reporting.pages import page_words
from analysis.show.base import fill
from analysis.study import Study


def list_undecided(study: Study) -> pd.DataFrame:
    """The codings that count under the study's parameters and that nobody has decided."""
    counting = pd.concat([study.codings, study.uncovered])
    return counting[counting["coder"] == RULES]


def say_undecided(study: Study) -> Markup:
    """How many codings nobody has decided, and in which cases; nothing where every coding is decided."""
    undecided = list_undecided(study)
    if undecided.empty:
        return Markup("")
    labels = [study.case_label(case) for case in study.cases if case in set(undecided["case_id"])]
    return fill(
        page_words(study.language)["undecided"],
        codings=count(undecided["coding_id"], "codings"),
        cases=join_words(labels, study.language),
    )


def mark_undecided(study: Study) -> dict[str, str]:
    """The cases' names by case id, with an asterisk for a case in which codings count that nobody has decided."""
    undecided = set(list_undecided(study)["case_id"])
    return {case: label + "*" * (case in undecided) for case, label in study.case_labels.items()}


def count_learned(study: Study) -> Markup:
    """How many codings that a person added the rules make by now; nothing for none."""
    codings = study.rows("codings")
    made = codings[(codings["coder"] == RULES) & (codings["decision"] == "add")]
    return Markup("") if made.empty else count(made["coding_id"], "codings")
