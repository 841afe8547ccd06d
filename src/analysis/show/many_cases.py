"""What a notebook on very many cases shows: groups side by side, a search, a sample to read.

Names in sentences are hidden as everywhere; sentences lead nowhere, since so many sources have no pages of their own.
"""

from typing import Any

import pandas as pd
import pyarrow.dataset as ds
from markupsafe import Markup

from analysis.comparing.many_cases import count_by_group, group_cases, sample_codings, search_sentences
from analysis.labels import label_text as t
from analysis.parts import TablesInParts
from analysis.paths import PROCESSED, ROOT
from analysis.reporting.privacy import hide_by
from analysis.show.base import Shown, say, swedish, table
from analysis.study import Study


def by_group(study: Study) -> Shown:
    """In how many cases of each group a text names each theme; `group` says how cases are grouped."""
    tables, lang = _open(study), study.language
    counts = count_by_group(tables, study.codebook, group_cases(tables, study.group))
    wide = counts.pivot(index="theme", columns="group", values="named").reindex(list(study.codebook.themes))
    sizes = counts.drop_duplicates("group").set_index("group")["cases"]
    columns: dict[str, list[Any]] = {t("theme", lang): [study.theme_label(theme) for theme in wide.index]}
    for group in wide.columns:
        title = t("cases_of_group", lang, group=group or t("not said", lang), n=sizes[group])
        columns[title] = [int(named) for named in wide[group]]
    return table(columns)


def search(study: Study) -> Shown:
    """The first sentences with the words of the parameter `words`, and how many there are."""
    tables, lang = _open(study), study.language
    found, count = search_sentences(tables, study.words)
    told = say(t("found_sentences", lang), n=count, words=study.words, shown=len(found))
    columns = {
        t("document", lang): found["doc_id"],
        t("sentence", lang): _hide(study, tables, found, "text"),
    }
    return Shown(told.html + table(columns).html)


def sample(study: Study) -> Shown:
    """As many codings as `sample` says, drawn with `seed`, to be read: is the factor there, and said as the rules say?"""
    tables, lang = _open(study), study.language
    drawn = sample_codings(tables, study.sample, study.seed)
    return table(
        {
            t("document", lang): drawn["doc_id"],
            t("factor", lang): [study.label(code) for code in drawn["code"]],
            t("status", lang): [t(status, lang) for status in drawn["status"]],
            t("polarity", lang): [t(polarity, lang) for polarity in drawn["polarity"]],
            t("sentence", lang): _hide(study, tables, drawn, "sentence"),
        }
    )


def _hide(study: Study, tables: TablesInParts, found: pd.DataFrame, column: str) -> list[Markup]:
    """The sentences of some rows with the names of their documents' people hidden."""
    people = tables.read("people", where=ds.field("doc_id").isin(list(found["doc_id"].unique())))
    hider = hide_by(people, study.names, language=study.language)
    return [
        swedish(hider.hide(text, doc_id), sentence_id)
        for text, doc_id, sentence_id in zip(
            found[column], found["doc_id"], found["sentence_id"], strict=True
        )
    ]


def _open(study: Study) -> TablesInParts:
    return TablesInParts(ROOT / study.tables if study.tables else PROCESSED)
