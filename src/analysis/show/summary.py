"""The first page: what was studied, what the texts name, what cannot be concluded, what it may be used for.

Both languages are always shown, the report's first. Every number is counted from the tables, and each case
named beside a factor leads to the sentence it rests on.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.claims import conclusion, count, derived, total
from analysis.coding.coded import RULES, is_hard
from analysis.comparing.compare import (
    count_prevalence,
    list_comparable,
    list_without_results,
    pick_claims,
    pick_evidence,
)
from analysis.comparing.context import list_bundles, load_context
from analysis.comparing.wording import begin_small, join_words
from analysis.labels import LANGUAGES
from analysis.labels import label_text as t
from analysis.reporting.pages import page_words
from analysis.show.base import Shown, fill, link
from analysis.show.coders import count_decisions, list_decided, name_coders
from analysis.show.factors import limits
from analysis.show.plans import tell_beside
from analysis.show.studies import list_studies
from analysis.show.undecided import count_learned, list_undecided, say_undecided
from analysis.study import Study

_MOST = 8  # factors named on the first page
_PARTS = ("studied", "named", "not_concluded", "use")


def summary(study: Study) -> Shown:
    """The summary in the language of the report."""
    return Shown(_summarise(study))


def summary_in_other_language(study: Study) -> Shown:
    """The same summary for readers of the other language, and what the material cannot show."""
    other = replace(study, language=next(one for one in LANGUAGES if one != study.language))
    title = page_words(other.language)["limits_title"]
    apart = Markup('<section lang="{}"><h3>{}</h3>\n{}</section>').format(
        other.language, title, limits(other).html
    )
    return Shown(_summarise(other) + apart)


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
    outcomes = study.outcomes
    comparable = list_comparable(outcomes)
    prevalence = count_prevalence(study.matrix, codings, study.codes)
    credited = pick_claims(codings)
    in_cases = credited.groupby("code")["case_id"].nunique()
    beside = prevalence[(prevalence["claimed"] == 0) & (prevalence["mixed_claimed"] > 0)]["code"]
    prevalence["credited"] = in_cases.reindex(prevalence["code"], fill_value=0).to_numpy()
    widest = prevalence[(prevalence["credited"] > 1) & ~prevalence["code"].isin(_list_apart(study))]
    widest = widest.sort_values("credited", ascending=False, kind="stable")
    tested = _list_tested(widest["code"], study)
    bundled = sum(keys <= list_bundles(load_context()["studies"]) for keys in tested.values())
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
        "beside": tell_beside(study, list(beside)),
        "unnamed": int((prevalence["silent"] == len(study.cases)).sum()),
        "top": _name_widest(study, widest),
        "sure": _tell_without_hard(study, credited, list(widest["code"])),
        "expected": _tell_expected(study, credited[credited["code"].isin(widest["code"])]),
        "comparable": derived(comparable["case_id"].nunique(), ids=comparable["outcome_id"]),
        "shared": len(widest),
        "tested": len(tested),
        "bundled": fill(page_words(study.language)["tested_in_bundle"], n=bundled) if bundled else "",
        "found": _tell_found(study, tested),
        "ended": _tell_ended(study),
    }


def _tell_without_hard(study: Study, credited: pd.DataFrame, widest: list[str]) -> Markup:
    """Which of the most widely credited factors still are without the codings called hard; nothing without such."""
    words, hard = page_words(study.language), credited["reason"].map(is_hard)
    if not widest or not hard.any():
        return Markup("")
    rows = credited[~hard & credited["code"].isin(widest)]
    left = [(code, rows[rows["code"] == code]) for code in widest]
    left = [(code, kept) for code, kept in left if kept["case_id"].nunique() > 1]
    if not left:
        return Markup("{}").format(words["without_hard_none"])
    factors = [
        Markup("{} ({})").format(
            _name_factor(study, code), derived(kept["case_id"].nunique(), ids=kept["coding_id"])
        )
        for code, kept in sorted(left, key=lambda one: -one[1]["case_id"].nunique())
    ]
    return fill(words["without_hard"], left=len(left), shared=len(widest), factors=Markup(", ").join(factors))


def _tell_expected(study: Study, credited: pd.DataFrame) -> Markup:
    """Whose texts credit factors but give no figure on results; nothing where all do."""
    cases = [
        study.case_label(case)
        for case in list_without_results(study.outcomes, study.cases)
        if case in set(credited["case_id"])
    ]
    if not cases:
        return Markup("")
    return fill(
        page_words(study.language)["effect_expected"], n=len(cases), cases=join_words(cases, study.language)
    )


def _tell_found(study: Study, tested: dict[str, set[str]]) -> Markup:
    """Each factor that was tested, by which studies, and what these found."""
    studies = load_context(lang=study.language)["studies"]
    found = {
        key: derived(words) if words else ""
        for key, words in zip(studies["key"], studies["found"], strict=True)
    }
    lines = [
        Markup("{}, {}").format(
            _name_factor(study, code),
            Markup(", ").join(
                Markup(": ").join(
                    filter(None, [list_studies(key, studies, study.language, tested=True), found[key]])
                )
                for key in study.codes[code].tested_by
                if key in keys
            ),
        )
        for code, keys in tested.items()
    ]
    return Markup(": {}").format(Markup("; ").join(lines)) if lines else Markup("")


def _tell_ended(study: Study) -> Markup:
    """The factors that a text tells of as ended or hindered, each with its cases; nothing without such."""
    against = study.codings[study.codings["polarity"].isin(["discontinued", "barrier"])]
    if against.empty:
        return Markup("")
    named = [
        Markup("{} ({})").format(
            _name_factor(study, code),
            Markup(", ").join(
                link(row["sentence_id"], study.case_label(row["case_id"]))
                for row in against[against["code"] == code].drop_duplicates("case_id").to_dict("records")
            ),
        )
        for code in study.codes
        if code in set(against["code"])
    ]
    return fill(page_words(study.language)["told_as_ended"], factors=Markup("; ").join(named))


def _name_factor(study: Study, code: str) -> str:
    """A factor's name within a sentence."""
    return begin_small(study.label(code))


def _say_decided(study: Study) -> Markup:
    """Who decided how many of the proposals, and what counts undecided."""
    words, coders, undecided = page_words(study.language), name_coders(study), list_undecided(study)
    key = "none" if not coders else "all" if undecided.empty else "some"
    return Markup("{} {}").format(fill(words[f"decided_{key}"], coders=coders), say_undecided(study))


def _list_apart(study: Study) -> list[str]:
    """The factors that are circumstances and nobody's work."""
    return [code.id for code in study.codes.values() if code.kind == "context"]


def _list_tested(codes: Iterable[str], study: Study) -> dict[str, set[str]]:
    """For each of some factors that was tested the studies that did; one known by hearsay does not count."""
    studies = load_context()["studies"]
    verified = set(studies[studies["verified"] == "yes"]["key"])
    return {code: keys for code in codes if (keys := verified.intersection(study.codes[code].tested_by))}


def _name_widest(study: Study, widest: pd.DataFrame) -> Markup:
    """The most widely claimed factors, each with its cases, which lead to their strongest sentence; how many more."""
    picked = pick_evidence(pick_claims(study.codings), study.frames["sentences"], 1)
    named = []
    for row in widest.head(_MOST).to_dict("records"):
        here = picked[picked["code"] == row["code"]]
        cases = [
            link(sentence, study.case_label(case))
            for sentence, case in zip(here["sentence_id"], here["case_id"], strict=True)
        ]
        named.append(Markup("{} ({})").format(_name_factor(study, row["code"]), Markup(", ").join(cases)))
    if left := len(widest) - len(named):
        named.append(fill(page_words(study.language)["named_more"], n=left))
    return Markup("; ").join(named) or Markup(t("none", study.language))


def review_counts(study: Study) -> Shown:
    """How many codings the rules make, what the coders decided on these, and what nobody has decided."""
    decided, codings = list_decided(study), study.rows("codings")
    rules = codings[codings["coder"] == RULES]
    words = page_words(study.language)
    told = fill(
        words["review_counts"],
        rules=count(rules["coding_id"], "codings"),
        proposals=count(study.rows("proposals")["proposal_id"], "proposals"),
        counted=count([*study.codings["coding_id"], *study.uncovered["coding_id"]], "codings"),
        learned=fill(words["learned"], n=learned) if (learned := count_learned(study)) else "",
        coders=decided["coder"].nunique(),
        **count_decisions(decided),
    )
    return Shown(Markup("<p>{} {}</p>").format(told, say_undecided(study) or words["only_decided"]))
