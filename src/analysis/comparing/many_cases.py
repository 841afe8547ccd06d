"""Questions to many cases at once: how groups of cases compare, where words stand, a sample to read.

Each goes through the parts on the disk and holds only what it gives back, so ten thousand documents are asked as
easily as five. Counts are of cases whose texts mention a factor: a case that does not is silent, which is not absent.
"""

import heapq
import re
from collections.abc import Mapping

import pandas as pd
import pyarrow.compute as pc
import pyarrow.dataset as ds

from analysis.coding.codebook import Codebook
from analysis.comparing.matrix import CELLS
from analysis.errors import AnalysisError
from analysis.parts import TablesInParts
from analysis.reads import hash_bytes

GROUPED_BY = ("municipality", "county", "publisher", "language", "published")
_LETTER = r"[\pL\pN]"


def group_cases(tables: TablesInParts, by: str = "county") -> dict[str, str]:
    """The group of every case: its municipality or county, or its first document's publisher, language or year.

    A case for which the texts do not say is in group "". A mapping of one's own does as well, wherever groups are asked.
    """
    if by in ("municipality", "county"):
        frame = tables.read("cases", ["case_id", by])
    elif by in GROUPED_BY:
        frame = tables.read("documents", ["case_id", by]).drop_duplicates("case_id")
    else:
        raise AnalysisError(f"group by {by}", f"no such grouping: use one of {', '.join(GROUPED_BY)}")
    return dict(zip(frame["case_id"], frame[by].str[:4] if by == "published" else frame[by], strict=True))


def count_by_group(tables: TablesInParts, codebook: Codebook, groups: Mapping[str, str]) -> pd.DataFrame:
    """In how many cases of each group a theme is mentioned.

    One row for each theme and group, all pairs present: `cases` in the group, `named` (a facilitator, mixed ones
    too), `claimed` (at least one cell is claimed), `contested` (only counter-evidence), `silent`; the last three and
    `named` less `claimed` sum up to `cases`.
    """
    found = tables.read("case_factors", ["case_id", "code", "cell"], ds.field("cell") != "silent")
    found = found[found["code"].isin(codebook.factors)]
    found["theme"] = found["code"].map({code.id: code.theme for code in codebook.factors.values()})
    found["rank"] = found["cell"].map({cell: rank for rank, cell in enumerate(CELLS)})
    best = found.groupby(["theme", "case_id"], sort=False)["rank"].min().reset_index()
    best["group"] = best["case_id"].map(groups).fillna("")
    sizes = pd.Series(
        [groups.get(case, "") for case in tables.read("cases", ["case_id"])["case_id"]]
    ).value_counts()
    counts = best.groupby(["theme", "group", "rank"]).size().unstack("rank", fill_value=0)
    pairs = pd.MultiIndex.from_product([list(codebook.themes), sorted(sizes.index)], names=["theme", "group"])
    counts = counts.reindex(pairs, fill_value=0).reindex(columns=range(len(CELLS) - 1), fill_value=0)
    named = counts[[CELLS.index(cell) for cell in ("claimed", "described", "mixed")]].sum(axis=1)
    table = pd.DataFrame(
        {
            "cases": sizes.reindex(pairs.get_level_values("group")).to_numpy(),
            "named": named.to_numpy(),
            "claimed": counts[CELLS.index("claimed")].to_numpy(),
            "contested": counts[CELLS.index("contested")].to_numpy(),
        },
        index=pairs,
    ).reset_index()
    table["silent"] = table["cases"] - table["named"] - table["contested"]
    return table


def make_word_pattern(words: str) -> str:
    """The pattern of some words as a codebook writes them: `samverk*` begins a word, `*plan` ends one.

    >>> make_word_pattern("samverk* med")
    '(?i)(?:^|[^\\\\pL\\\\pN])samverk[\\\\pL\\\\pN]*[^\\\\pL\\\\pN]+med(?:$|[^\\\\pL\\\\pN])'
    """
    if not re.search(r"[^\W_]", words):
        raise AnalysisError(
            f"search for {words!r}", "no word: write one or more, for example samverk* or egen bostad"
        )
    parts = [
        r"[^\pL\pN]+" if part.isspace() else (_LETTER + "*").join(map(re.escape, part.split("*")))
        for part in re.split(r"(\s+)", words.strip())
    ]
    return rf"(?i)(?:^|[^\pL\pN]){''.join(parts)}(?:$|[^\pL\pN])"


def search_sentences(tables: TablesInParts, words: str, limit: int = 20) -> tuple[pd.DataFrame, int]:
    """The first sentences that hold some words (see `make_word_pattern`), in the order of documents, and how many do.

    Capital and small letters are the same.
    """
    where = pc.match_substring_regex(ds.field("text"), make_word_pattern(words))
    columns = ["sentence_id", "doc_id", "start", "end", "text"]
    first: list[dict[str, object]] = []
    count = 0
    for batch in tables.scan("sentences").to_batches(columns=columns, filter=where):
        first += batch.slice(0, limit - len(first)).to_pylist()
        count += len(batch)
    return pd.DataFrame(first, columns=columns), count


def sample_codings(tables: TablesInParts, size: int, seed: int = 1) -> pd.DataFrame:
    """Counted codings drawn at random, to be read by people, with their whole sentences in the column `sentence`.

    The same seed draws the same codings, in whatever parts they lie; a coding keeps its place in the draw when others
    come or go, so a larger sample holds the smaller one.
    """
    ids = (
        coding_id
        for batch in tables.scan("codings").to_batches(columns=["coding_id"], filter=ds.field("counted"))
        for coding_id in batch["coding_id"].to_pylist()
    )
    drawn = heapq.nsmallest(size, ids, key=lambda coding_id: hash_bytes(f"{seed} {coding_id}".encode()))
    codings = tables.read("codings", where=ds.field("coding_id").isin(drawn))
    sentences = tables.read(
        "sentences", ["sentence_id", "text"], ds.field("sentence_id").isin(list(codings["sentence_id"]))
    ).rename(columns={"text": "sentence"})
    found = codings.merge(sentences, on="sentence_id", how="left", validate="m:1")
    return found.set_index("coding_id").loc[drawn].reset_index()
