"""What in the texts bears on each rival explanation: their own sentences, or a count of their figures."""

import csv
import re
from functools import cache
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.claims import count, derived, quote, value
from analysis.comparing.compare import list_timeline, list_without_results
from analysis.comparing.wording import join_words
from analysis.errors import AnalysisError
from analysis.paths import LEXICON
from analysis.reporting.pages import page_words
from analysis.row_ids import name_rows
from analysis.show.base import Shown, fill, link
from analysis.show.results import nation_table
from analysis.study import Study

REFORM, PANDEMIC = "2018", "2020"
_EACH = 2  # sentences shown of each case
_FIGURES = ("measure", "numbers", "reform", "pandemic")


def rival_evidence(study: Study, rival: str) -> Shown:
    """What the texts say that bears on a rival explanation; raises AnalysisError for one that is not listed."""
    if rival in _FIGURES:
        parts = [_count_figures(study, rival)]
        if rival == "reform":
            parts.append(nation_table(study).html)
        return Shown(Markup("\n").join(parts))
    if rival not in list_rivals():
        known = ", ".join([*list_rivals(), *_FIGURES])
        raise AnalysisError("rival", f"{rival!r} is not listed: use one of {known}")
    return _quote_sentences(study, rival)


@cache
def list_rivals() -> dict[str, dict[str, str]]:
    """The rival explanations that the texts' own words bear on: the code or the pattern that finds these.

    >>> sorted(list_rivals())
    ['labour_market', 'parallel', 'participants', 'selection', 'subsidised']
    """
    with (LEXICON / "rivals.csv").open(encoding="utf-8", newline="") as lines:
        return {row["rival"]: row for row in csv.DictReader(lines)}


def _find_sentences(study: Study, rival: dict[str, str]) -> pd.DataFrame:
    sentences = study.rows("sentences")
    if rival["codes"]:
        coded = study.codings[study.codings["code"].isin(rival["codes"].split())]["sentence_id"]
        found = sentences["sentence_id"].isin(coded)
    else:
        pattern = re.compile(rival["pattern"], re.IGNORECASE)
        named = sentences["text"].map(
            lambda text: match[0].lower() if (match := pattern.search(text)) else ""
        )
        sentences, found = sentences.assign(named=named), named != ""
    return sentences[found].merge(study.documents[["doc_id", "case_id"]], on="doc_id", validate="m:1")


def _quote_sentences(study: Study, rival: str) -> Shown:
    words, hider = page_words(study.language), study.hider
    found = _find_sentences(study, list_rivals()[rival])
    if found.empty:
        return Shown(Markup("<p>{}</p>").format(words["rival_silent"]))
    told = fill(
        words["rival_praise" if rival == "selection" else "rival_quotes"],
        cases=derived(found["case_id"].nunique(), ids=found["sentence_id"]),
        all=count(study.cases, "cases"),
        sentences=count(found["sentence_id"], "sentences"),
    )
    without = list_without_results(
        study.outcomes, [case for case in study.cases if case in set(found["case_id"])]
    )
    if without and rival != "selection":
        labels = join_words([study.case_label(case) for case in without], study.language)
        told = fill(words["rival_without_results"], cases=labels) + Markup(" ") + told
    if "named" in found:  # what a case has not been quoted with yet comes first
        found = found.assign(again=found.duplicated(["case_id", "named"])).sort_values("again", kind="stable")
    first = found.groupby("case_id", sort=False).head(_EACH)
    first = first.sort_index()
    items = [
        Markup("<li>{} <cite>{}</cite></li>").format(
            quote(row["sentence_id"], Markup("”{}”").format(hider.hide(row["text"], row["doc_id"]))),
            link(row["sentence_id"], study.case_label(row["case_id"])),
        )
        for row in first.to_dict("records")
    ]
    return Shown(
        Markup('<p>{}</p>\n<section class="evidence"><ul>{}</ul></section>').format(
            told, Markup("\n").join(items)
        )
    )


def _count_figures(study: Study, rival: str) -> Markup:
    """A sentence that counts the figures on results, goals left out, by what matters for the explanation."""
    outcomes = study.outcomes
    figures = outcomes[outcomes["kind"] == "outcome"]
    year = figures["year"].fillna("").str[:4]
    counts: dict[str, Any] = {"figures": count(figures["outcome_id"], "outcomes")}
    if rival == "measure":
        measures = figures.drop_duplicates(["numerator", "population", "clock"])
        counts["measures"] = derived(len(measures), ids=measures["outcome_id"])
    elif rival == "numbers":
        counts["based"] = count(figures[figures["base"].notna()]["outcome_id"], "outcomes")
    elif rival == "reform":
        counts["before"] = count(figures[(year != "") & (year < REFORM)]["outcome_id"], "outcomes")
        counts["after"] = count(figures[year >= REFORM]["outcome_id"], "outcomes")
        counts["undated"] = count(figures[year == ""]["outcome_id"], "outcomes")
    else:
        counts["late"] = count(figures[year >= PANDEMIC]["outcome_id"], "outcomes")
        counts["latest"] = _latest_date(study)
    return Markup("<p>{}</p>").format(fill(page_words(study.language)[f"rival_{rival}"], **counts))


def _latest_date(study: Study) -> Markup:
    dates = list_timeline(study.frames, study.cases)
    dates = dates.assign(last=dates["date_end"].where(dates["date_end"] != "", dates["date_start"]))
    last = dates.sort_values("last").tail(1)
    if last.empty:
        return Markup("–")
    column = "date_end" if last.iloc[0]["date_end"] else "date_start"
    return value("dates", name_rows("dates", last)[0], column, last.iloc[0]["last"])
