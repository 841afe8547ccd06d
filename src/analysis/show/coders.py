"""Who decided the codings: each coder with what the decisions were, counted from the tables."""

import pandas as pd
from markupsafe import Markup

from analysis.claims import count
from analysis.coding.coded import RULES
from analysis.coding.coders import MODEL, PERSON, Coder, load_coders
from analysis.reporting.pages import page_words
from analysis.show.base import Shown, fill, say, table
from analysis.study import Study

_DECISIONS = ("accept", "change", "reject", "add")


def list_decided(study: Study) -> pd.DataFrame:
    """The decisions on the chosen cases, a row of `codings` each."""
    codings = study.frames["codings"]
    return codings[codings["case_id"].isin(study.cases) & (codings["coder"] != RULES)]


def count_decisions(decided: pd.DataFrame) -> dict[str, Markup]:
    """How many of some decisions accepted, changed, rejected or added a coding."""
    return {name: count(decided[decided["decision"] == name]["coding_id"], "codings") for name in _DECISIONS}


def name_coders(study: Study) -> Markup:
    """How many coders decided, and how many of them are language models; empty where nobody has decided."""
    words, known = page_words(study.language), load_coders()
    kinds = [known[one].kind if one in known else PERSON for one in list_decided(study)["coder"].unique()]
    if not kinds:
        return Markup("")
    if len(kinds) == 1:
        return Markup(words[f"one_coder_{kinds[0]}"])
    models = kinds.count(MODEL)
    key = "no_models" if not models else "all_models" if models == len(kinds) else "some_models"
    return fill(words[f"coders_{key}"], coders=len(kinds), models=models)


def coders_table(study: Study) -> Shown:
    """Each coder: a person or a language model, what was decided, and what to know of the coder."""
    words, known, decided = page_words(study.language), load_coders(study.language), list_decided(study)
    if decided.empty:
        return say(words["nobody_decided"])
    coders = dict(tuple(decided.groupby("coder")))
    about = {one: known.get(one, Coder(PERSON, words["coder_not_listed"])) for one in coders}
    counts = [count_decisions(rows) for rows in coders.values()]
    shown = table(
        {
            words["coder_name"]: list(coders),
            words["coder_kind"]: [words[f"coder_{one.kind}"] for one in about.values()],
            **{words[f"decision_{name}"]: [one[name] for one in counts] for name in _DECISIONS},
            words["note"]: [one.note for one in about.values()],
        }
    )
    told = fill(words["coders_reliable"], coders=len(coders))
    return Shown(Markup("{}\n<p>{}</p>").format(shown.html, told))
