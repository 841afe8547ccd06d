"""Frames that notebooks show: each function takes tables and gives a new table, and draws nothing."""

import re
from typing import Any

import pandas as pd

from analysis.coding.codebook_entries import Code
from analysis.comparing.displays import OWN_VOICES
from analysis.comparing.matrix import CELLS, build_matrix
from analysis.finding.voices import TEXT, name_voice

Frames = dict[str, pd.DataFrame]

_MONTH = re.compile(
    r"jan|feb|mars|april|maj|jun|jul|aug|sep|okt|nov|dec|vår|sommar|höst|vint|kvartal|halvår|\d/\d",
    re.IGNORECASE,
)


def select_codings(
    codings: pd.DataFrame, cases: list[str], codes: list[str], minimum_status: str
) -> pd.DataFrame:
    """The codings that count, for some cases and codes; with `claimed` as minimum only claimed facilitators."""
    chosen = codings[codings["counted"] & codings["case_id"].isin(cases) & codings["code"].isin(codes)]
    if minimum_status == "claimed":
        chosen = pick_claims(chosen)
    return chosen


def pick_claims(codings: pd.DataFrame) -> pd.DataFrame:
    """The codings that credit a factor with the result: claimed, and speaking for it."""
    return codings[(codings["status"] == "claimed") & (codings["polarity"] == "facilitator")]


def make_matrix(codings: pd.DataFrame, cases: list[str], codes: list[str]) -> pd.DataFrame:
    """The case × factor matrix of some codings, in the columns of `case_factors`."""
    rows = build_matrix(codings.to_dict("records"), cases, codes)
    return pd.DataFrame(
        rows, columns=["case_id", "code", "cell", "facilitators", "counter", "voices", "coding_ids"]
    )


def count_prevalence(matrix: pd.DataFrame, codings: pd.DataFrame, codes: dict[str, Code]) -> pd.DataFrame:
    """For each code in how many cases it is claimed, described, mixed, contested or silent, and in how many voices.

    Sorted by theme, then by cases claimed and cases named at all. Counts, never percentages: with few cases a
    percentage promises more than there is.
    """
    counts = (
        matrix.groupby(["code", "cell"])
        .size()
        .unstack(fill_value=0)
        .reindex(columns=list(CELLS), fill_value=0)
    )
    frame = counts.reindex(list(codes), fill_value=0).reset_index(names="code")
    frame["theme"] = [codes[code].theme for code in frame["code"]]
    facilitators = codings[codings["polarity"] == "facilitator"]
    voices = facilitators.drop_duplicates(["code", "case_id", "voice", "speaker"]).groupby("code").size()
    frame["voices"] = voices.reindex(frame["code"], fill_value=0).to_numpy()
    self_voice = facilitators[facilitators["voice"].isin(OWN_VOICES)].drop_duplicates(
        ["code", "case_id", "voice", "speaker"]
    )
    frame["own_voices"] = self_voice.groupby("code").size().reindex(frame["code"], fill_value=0).to_numpy()
    frame["codings"] = facilitators.groupby("code").size().reindex(frame["code"], fill_value=0).to_numpy()
    frame["mixed_claimed"] = (
        _count_claimed_in_mixed(matrix, facilitators).reindex(frame["code"], fill_value=0).to_numpy()
    )
    frame["named_by"] = [", ".join(codes[code].named_by) for code in frame["code"]]
    frame["tested_by"] = [", ".join(codes[code].tested_by) for code in frame["code"]]
    frame["named"] = frame["claimed"] + frame["described"] + frame["mixed"]
    return frame.sort_values(
        ["theme", "claimed", "named", "code"], ascending=[True, False, False, True], ignore_index=True
    )


def _count_claimed_in_mixed(matrix: pd.DataFrame, facilitators: pd.DataFrame) -> pd.Series:
    """For each code the number of mixed cells in which the source also claims the factor."""
    mixed = matrix[matrix["cell"] == "mixed"][["case_id", "code"]]
    claimed = facilitators[facilitators["status"] == "claimed"][["case_id", "code"]].drop_duplicates()
    return mixed.merge(claimed, on=["case_id", "code"]).groupby("code").size()


def pick_evidence(codings: pd.DataFrame, sentences: pd.DataFrame, each: int) -> pd.DataFrame:
    """For each code and case up to `each` sentences, the strongest first.

    What speaks for the factor stands before what is planned, has ended or hinders; then claimed before described;
    then speech before the page's own words, and words that a cue hit before a sentence weighed as a whole.
    """
    joined = codings.merge(
        sentences[["sentence_id", "text", "start"]],
        on="sentence_id",
        suffixes=("", "_sentence"),
        validate="m:1",
    )
    joined = joined.assign(
        counter=joined["polarity"] != "facilitator",
        described=joined["status"] != "claimed",
        page=joined["voice"] == "text",
        whole=joined["text"] == joined["text_sentence"],
    )
    ranks = ["counter", "described", "page", "whole"]
    joined = joined.sort_values(["code", "case_id", *ranks, "start"], ignore_index=True).drop(columns=ranks)
    return joined.groupby(["code", "case_id"], sort=False).head(each).reset_index(drop=True)


def describe_material(frames: Frames, cases: list[str]) -> pd.DataFrame:
    """One row a document: its case, title, publisher, dates, words, and how many voices speak in it."""
    documents = frames["documents"][frames["documents"]["case_id"].isin(cases)]
    people = frames["people"].groupby("doc_id").size()
    quotes = frames["quotes"].groupby("doc_id").size()
    labels = frames["cases"].set_index("case_id")["label"]
    return pd.DataFrame(
        {
            "case": labels.reindex(documents["case_id"]).to_numpy(),
            "doc_id": documents["doc_id"].to_numpy(),
            "title": documents["title"].to_numpy(),
            "publisher": documents["publisher"].to_numpy(),
            "published": documents["published"]
            .where(documents["published"] != "", documents["updated"])
            .to_numpy(),
            "words": documents["words"].to_numpy(),
            "people": people.reindex(documents["doc_id"], fill_value=0).to_numpy(),
            "quotes": quotes.reindex(documents["doc_id"], fill_value=0).to_numpy(),
        }
    )


def list_outcomes(frames: Frames, cases: list[str]) -> pd.DataFrame:
    """Outcomes and targets with the words of the source, the sentence they stand in, and whose claim they are.

    `claimant` is the kind of voice of the direct speech that gives the figure, else the text itself.
    """
    outcomes = frames["outcomes"][frames["outcomes"]["case_id"].isin(cases)]
    quantities = frames["quantities"][["quantity_id", "sentence_id", "text", "measure", "doc_id", "start"]]
    quantities = quantities[quantities["quantity_id"].isin(outcomes["quantity_id"])]
    quotes: dict[str, list[dict[str, Any]]] = {}
    for quote in frames["quotes"].to_dict("records"):
        quotes.setdefault(quote["doc_id"], []).append(quote)
    quantities = quantities.assign(
        claimant=[
            _name_claimant(start, quotes.get(doc_id, []))
            for doc_id, start in zip(quantities["doc_id"], quantities["start"], strict=True)
        ]
    ).drop(columns=["doc_id", "start"])
    joined = outcomes.merge(quantities, on="quantity_id", validate="1:1")
    sentences = frames["sentences"][["sentence_id", "text"]].rename(columns={"text": "sentence"})
    return joined.merge(sentences, on="sentence_id", how="left", validate="m:1")


def list_comparable(outcomes: pd.DataFrame) -> pd.DataFrame:
    """The outcomes that may be compared with another of these.

    >>> rows = [("a", "b c"), ("b", "a"), ("d", "e")]  # e belongs to a case that is left out
    >>> list(list_comparable(pd.DataFrame(rows, columns=["outcome_id", "comparable_with"]))["outcome_id"])
    ['a', 'b']
    """
    here = set(outcomes["outcome_id"])
    return outcomes[[bool(here & set(with_.split())) for with_ in outcomes["comparable_with"].fillna("")]]


def list_without_results(outcomes: pd.DataFrame, cases: list[str]) -> list[str]:
    """The cases whose texts give no figure on results; a goal is none.

    >>> figures = pd.DataFrame([("a", "outcome"), ("b", "target")], columns=["case_id", "kind"])
    >>> list_without_results(figures, ["a", "b", "c"])
    ['b', 'c']
    """
    told = set(outcomes[outcomes["kind"] == "outcome"]["case_id"])
    return [case for case in cases if case not in told]


def _name_claimant(start: int, quotes: list[dict[str, Any]]) -> str:
    """The voice of what stands at an offset, given the quotes of its document."""
    quote = next((one for one in quotes if one["start"] <= start < one["end"]), None)
    if quote is None:
        return TEXT
    speaker = quote["speaker"]
    own = [one["text"] for one in quotes if one["speaker"] == speaker] if speaker else [quote["text"]]
    return name_voice(quote["role"], quote["organisation"], speaker or "?", " ".join(own))


def _rows_of_cases(frames: Frames, name: str, cases: list[str]) -> pd.DataFrame:
    """The rows of a table that belong to documents of some cases, with their `case_id`."""
    owner = frames["documents"].set_index("doc_id")["case_id"]
    rows = frames[name].assign(case_id=owner.reindex(frames[name]["doc_id"]).to_numpy())
    return rows[rows["case_id"].isin(cases)]


def count_actors(frames: Frames, cases: list[str]) -> pd.DataFrame:
    """Mentions of each kind of organisation by case, kinds as rows."""
    actors = _rows_of_cases(frames, "actors", cases)
    table = (
        actors.groupby(["kind", "case_id"]).size().unstack(fill_value=0).reindex(columns=cases, fill_value=0)
    )
    order = table.sum(axis=1).sort_values(ascending=False, kind="stable").index
    return table.reindex(order)


def list_actors(frames: Frames, cases: list[str]) -> pd.DataFrame:
    """Each organisation by case with its kind, `part` and number of mentions: those of the case's own work first.

    `part` is "visitor" or "other" for a municipality that is not the one the text is about (see the table
    `places`), and "visitor" for a unit of one; these stand last. Else it is empty. Otherwise most mentioned
    first, then first mentioned.
    """
    actors = _rows_of_cases(frames, "actors", cases)
    actors = actors.assign(part=_name_parts(actors, frames["places"], frames["sentences"]))
    counts = (
        actors.sort_values(["doc_id", "start"])
        .groupby(["case_id", "kind", "actor"], sort=False)
        .agg(mentions=("actor", "size"), part=("part", "min"))
        .reset_index()
    )
    counts = counts.assign(apart=counts["part"] != "", fewer=-counts["mentions"])
    counts = counts.sort_values(["case_id", "apart", "fewer"], kind="stable", ignore_index=True)
    return counts.drop(columns=["apart", "fewer"])


def _name_parts(actors: pd.DataFrame, places: pd.DataFrame, sentences: pd.DataFrame) -> list[str]:
    """For each mention whose part it plays where that is not the case's own; else empty.

    A municipality plays the part of the place in its name. A unit is a visitor's when the place named last before
    it in its sentence is a visitor: "besökare från Falkenberg var kommunstyrelsens ordförande".
    """
    named: dict[str, list[tuple[int, str]]] = {}
    for row in places.sort_values("start").to_dict("records"):
        named.setdefault(row["doc_id"], []).append((row["start"], row["role"]))
    starts = {doc_id: sorted(found) for doc_id, found in sentences.groupby("doc_id")["start"]}
    parts = []
    for doc_id, start, kind in zip(actors["doc_id"], actors["start"], actors["kind"], strict=True):
        here, part = named.get(doc_id, []), ""
        if kind == "municipality":
            part = dict(here).get(start, "")
        elif kind == "municipal_unit":
            begin = max((one for one in starts.get(doc_id, []) if one <= start), default=start)
            before = [role for at, role in here if begin <= at < start]
            part = "visitor" if before[-1:] == ["visitor"] else ""
        parts.append("" if part == "subject" else part)
    return parts


def count_voices(codings: pd.DataFrame, cases: list[str]) -> pd.DataFrame:
    """For each kind of voice the number of claimed and of described facilitator codings in some cases."""
    facilitators = codings[(codings["polarity"] == "facilitator") & codings["case_id"].isin(cases)]
    return (
        facilitators.groupby(["voice", "status"])
        .size()
        .unstack(fill_value=0)
        .reindex(columns=["claimed", "described"], fill_value=0)
    )


def list_timeline(frames: Frames, cases: list[str]) -> pd.DataFrame:
    """Every dated period, event and publication of the cases, from the earliest; one told twice stands once.

    `told_on` is the day to which an open period is known to go on, that of its page; "" for others and where it is unknown.
    """
    dates = _rows_of_cases(frames, "dates", cases)
    pages = frames["documents"].set_index("doc_id")[["published", "updated"]].fillna("").max(axis=1)
    dates = dates.assign(
        told_on=pages.reindex(dates["doc_id"]).where(list(dates["date_end"] == ""), "").to_numpy()
    )
    dates = dates[dates["date_start"] != ""]
    dates = dates.sort_values(["date_start", "case_id", "start"])
    told = ["case_id", "doc_id", "kind", "date_start", "date_end", "text"]
    return dates.drop_duplicates(told, ignore_index=True)


def shorten_day(day: str, printed: str) -> str:
    """The first or last day of a year as the year alone where the text prints no more.

    >>> shorten_day("2017-01-01", "2017 - pågående"), shorten_day("2018-12-31", "under 2018")
    ('2017', '2018')
    >>> (
    ...     shorten_day("2018-12-31", "170201-181231"),
    ...     shorten_day("2017-01-01", "1 januari 2017"),
    ... )  # more is printed
    ('2018-12-31', '2017-01-01')
    """
    bare = re.search(rf"(?<!\d){day[:4]}(?!\d|-\d\d(?!\d))", printed)
    return day[:4] if day.endswith(("-01-01", "-12-31")) and bare and not _MONTH.search(printed) else day
