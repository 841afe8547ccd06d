"""The first page: what was studied, what the texts name, what cannot be concluded, what it may be used for.

Both languages are always shown, the report's first: the other follows what the material cannot show. Every number is counted from the tables, and each case
named beside a factor leads to the sentence it rests on.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.claims import conclusion, count, derived, total
from analysis.comparing.compare import count_prevalence, list_comparable, pick_evidence
from analysis.comparing.context import list_bundles, load_context
from analysis.comparing.displays import OWN_VOICES
from analysis.comparing.wording import join_words
from analysis.labels import LANGUAGES
from analysis.labels import label_text as t
from analysis.reporting.pages import page_words
from analysis.show.base import Shown, fill, link
from analysis.show.coders import count_decisions, list_decided, name_coders
from analysis.show.undecided import list_undecided, say_undecided
from analysis.study import Study

_MOST = 8  # factors named on the first page
_PARTS = ("studied", "named", "not_concluded", "use")


def summary(study: Study) -> Shown:
    """The summary in the language of the report."""
    return Shown(_summarise(study))


def summary_in_other_language(study: Study) -> Shown:
    """The same summary for readers of the other language."""
    other = next(one for one in LANGUAGES if one != study.language)
    return Shown(_summarise(replace(study, language=other)))


def _summarise(study: Study) -> Markup:
    words, values = page_words(study.language), _count_all(study)
    parts = Markup("\n").join(
        Markup("<h3>{}</h3>\n<p>{}</p>").format(
            words[f"summary_{part}_title"], conclusion(fill(words[f"summary_{part}"], **values), study.cases)
        )
        for part in _PARTS
    )
    return Markup('<section class="summary" lang="{}"><h2>{}</h2>\n{}</section>').format(
        study.language, words["summary_title"], parts
    )


def _count_all(study: Study) -> dict[str, Any]:
    """Everything the summary says in numbers and names, in the study's language."""
    codings = study.codings
    facilitators = codings[codings["polarity"] == "facilitator"]
    own = facilitators[facilitators["voice"].isin(OWN_VOICES)]
    spoken = facilitators[facilitators["voice"] == "participant"]
    outcomes = study.outcomes
    comparable = list_comparable(outcomes)
    prevalence = count_prevalence(study.matrix, codings, study.codes)
    credited = facilitators[facilitators["status"] == "claimed"]
    beside = prevalence[(prevalence["claimed"] == 0) & (prevalence["mixed_claimed"] > 0)]["code"]
    in_cases = credited.groupby("code")["case_id"].nunique()
    prevalence["credited"] = in_cases.reindex(prevalence["code"], fill_value=0).to_numpy()
    widest = prevalence[(prevalence["credited"] > 1) & ~prevalence["code"].isin(_list_apart(study))]
    widest = widest.sort_values("credited", ascending=False, kind="stable")
    tested = _list_tested(widest["code"], study)
    bundled = sum(keys <= list_bundles(load_context()["studies"]) for keys in tested)
    return {
        "cases": count(study.cases, "cases"),
        "labels": join_words(study.case_labels.values(), study.language),
        "documents": count(study.documents["doc_id"], "documents"),
        "words": total(int(study.documents["words"].sum()), study.documents["doc_id"], "documents", "words"),
        "codes": len(study.codes),
        "decided": _say_decided(study),
        "codings": count([*codings["coding_id"], *study.uncovered["coding_id"]], "codings"),
        "uncovered": count(study.uncovered["coding_id"], "codings"),
        "claimed": derived(credited["code"].nunique(), ids=credited["coding_id"]),
        "beside": fill(t("claimed_beside", study.language), n=len(beside)) if len(beside) else "",
        "unnamed": int((prevalence["silent"] == len(study.cases)).sum()),
        "top": _name_widest(study, widest),
        "facilitators": count(facilitators["coding_id"], "codings"),
        "own": count(own["coding_id"], "codings"),
        "participants": count(spoken["coding_id"], "codings"),
        "comparable": derived(comparable["case_id"].nunique(), ids=comparable["outcome_id"]),
        "shared": len(widest),
        "tested": len(tested),
        "bundled": fill(page_words(study.language)["tested_in_bundle"], n=bundled) if bundled else "",
    }


def _say_decided(study: Study) -> Markup:
    """Who decided how many of the proposals, and what counts undecided."""
    words, coders, undecided = page_words(study.language), name_coders(study), list_undecided(study)
    key = "none" if not coders else "all" if undecided.empty else "some"
    return Markup("{} {}").format(fill(words[f"decided_{key}"], coders=coders), say_undecided(study))


def _list_apart(study: Study) -> list[str]:
    """The factors that are circumstances and nobody's work."""
    return [code.id for code in study.codes.values() if code.kind == "context"]


def _list_tested(codes: Iterable[str], study: Study) -> list[set[str]]:
    """For each of some factors that was tested the studies that did; one known by hearsay does not count."""
    studies = load_context()["studies"]
    verified = set(studies[studies["verified"] == "yes"]["key"])
    return [keys for code in codes if (keys := verified.intersection(study.codes[code].tested_by))]


def _name_widest(study: Study, widest: pd.DataFrame) -> Markup:
    """The most widely claimed factors, each with its cases, which lead to their strongest sentence; how many more."""
    codings = study.codings
    claims = codings[(codings["status"] == "claimed") & (codings["polarity"] == "facilitator")]
    picked = pick_evidence(claims, study.frames["sentences"], 1)
    named = []
    for row in widest.head(_MOST).to_dict("records"):
        here = picked[picked["code"] == row["code"]]
        cases = [
            link(sentence, study.case_label(case))
            for sentence, case in zip(here["sentence_id"], here["case_id"], strict=True)
        ]
        label = study.label(row["code"])
        named.append(Markup("{} ({})").format(label[:1].lower() + label[1:], Markup(", ").join(cases)))
    if left := len(widest) - len(named):
        named.append(fill(page_words(study.language)["named_more"], n=left))
    return Markup("; ").join(named) or Markup(t("none", study.language))


def review_counts(study: Study) -> Shown:
    """How many codings the rules proposed, what the coders did with these, and what nobody has decided."""
    decided, undecided = list_decided(study), list_undecided(study)
    proposed = [*decided[decided["decision"] != "add"]["coding_id"], *undecided["coding_id"]]
    words = page_words(study.language)
    told = fill(
        words["review_counts"],
        proposed=count(proposed, "codings"),
        counted=count([*study.codings["coding_id"], *study.uncovered["coding_id"]], "codings"),
        coders=decided["coder"].nunique(),
        **count_decisions(decided),
    )
    return Shown(Markup("<p>{} {}</p>").format(told, say_undecided(study) or words["only_decided"]))
