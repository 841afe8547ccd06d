"""What a notebook on very many cases shows: groups side by side, a search, a sample to read.

Names in sentences are hidden as everywhere; sentences lead nowhere, since so many sources have no pages of their own.
"""

from collections.abc import Iterable

import pandas as pd
import pyarrow.dataset as ds
from markupsafe import Markup

from analysis.coding.codebook import Codebook
from analysis.comparing.many_cases import count_by_group, find_sentences, group_cases, sample_codings
from analysis.labels import label_text as t
from analysis.parts import TablesInParts
from analysis.paths import PROCESSED, ROOT
from analysis.reporting.privacy import hide_by
from analysis.show.base import Shown, say, swedish, table
from analysis.study import Study


def groups_table(
    counts: pd.DataFrame, codebook: Codebook, language: str = "en", column: str = "named"
) -> Shown:
    """Themes or codes as rows and groups as columns (with their number of cases) of what `count_by_group` counted."""
    level = counts.columns[0]
    wide = counts.pivot(index=level, columns="group", values=column)
    order = [one for one in (*codebook.themes, *codebook.codes) if one in wide.index]
    sizes = counts.drop_duplicates("group").set_index("group")["cases"]
    named = {
        group: t("cases_of_group", language, group=group or t("not said", language), n=sizes[group])
        for group in wide.columns
    }
    first = t("theme" if level == "theme" else "factor", language)
    return table(
        {first: [_name(one, codebook, language) for one in order]}
        | {named[group]: [int(one) for one in wide.loc[order, group]] for group in wide.columns}
    )


def search_table(
    tables: TablesInParts,
    words: str,
    *,
    cases: Iterable[str] = (),
    limit: int = 20,
    names: str = "role",
    language: str = "en",
) -> Shown:
    """The first sentences that hold some words, and how many do; `words` as a codebook writes them (`samverk*`)."""
    found, count = find_sentences(tables, words, cases, limit)
    shown = table(
        {
            t("document", language): found["doc_id"],
            t("sentence", language): _hide(tables, found, "text", names, language),
        }
    )
    told = say(t("found_sentences", language), n=count, words=words, shown=len(found))
    return Shown(told.html + shown.html)


def sample_table(
    tables: TablesInParts,
    codebook: Codebook,
    size: int = 10,
    *,
    seed: int = 1,
    codes: Iterable[str] = (),
    names: str = "role",
    language: str = "en",
) -> Shown:
    """Codings drawn at random with their sentences, to be read: is the factor there, and said as the rules say?"""
    drawn = sample_codings(tables, size, seed, codes)
    return table(
        {
            t("document", language): drawn["doc_id"],
            t("factor", language): [_name(code, codebook, language) for code in drawn["code"]],
            t("status", language): [t(status, language) for status in drawn["status"]],
            t("polarity", language): [t(polarity, language) for polarity in drawn["polarity"]],
            t("sentence", language): _hide(tables, drawn, "sentence", names, language),
        }
    )


def _name(one: str, codebook: Codebook, language: str) -> str:
    if one in codebook.themes:
        return codebook.themes[one][language]
    code = codebook.codes[one]
    return code.label_sv if language == "sv" else code.label_en


def _hide(tables: TablesInParts, found: pd.DataFrame, column: str, names: str, language: str) -> list[Markup]:
    """The sentences of some rows with the names of their documents' people hidden."""
    people = tables.read("people", where=ds.field("doc_id").isin(list(found["doc_id"].unique())))
    hider = hide_by(people, names, language=language)
    return [
        swedish(hider.hide(text, doc_id), sentence_id)
        for text, doc_id, sentence_id in zip(
            found[column], found["doc_id"], found["sentence_id"], strict=True
        )
    ]


def by_group(study: Study) -> Shown:
    """In how many cases of each group a text names each theme; `group` says how cases are grouped."""
    tables = _open(study)
    counts = count_by_group(tables, study.codebook, group_cases(tables, study.group))
    return groups_table(counts, study.codebook, study.language)


def search(study: Study) -> Shown:
    """The first sentences with the words of the parameter `words`."""
    return search_table(_open(study), study.words, names=study.names, language=study.language)


def sample(study: Study) -> Shown:
    """As many codings as `sample` says, drawn with `seed`, with their sentences."""
    return sample_table(
        _open(study),
        study.codebook,
        study.sample,
        seed=study.seed,
        names=study.names,
        language=study.language,
    )


def _open(study: Study) -> TablesInParts:
    return TablesInParts(ROOT / study.tables if study.tables else PROCESSED)
