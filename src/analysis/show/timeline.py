"""The cases in time: their dates, and the reforms of those years."""

from dataclasses import replace

import pandas as pd
from markupsafe import Markup

from analysis.claims import derived, value
from analysis.comparing.compare import list_timeline, shorten_day
from analysis.comparing.context import letter_changes, load_context
from analysis.labels import label_text as t
from analysis.reporting.charts import Chart
from analysis.row_ids import name_rows
from analysis.show.base import Shown, mark_notes, swedish, table
from analysis.show.cues import load_cue
from analysis.study import Study


def timeline_chart(study: Study) -> Chart:
    """The cases' dates on one axis with the reforms of the time, as a picture."""
    from analysis.reporting.result_charts import draw_timeline

    changes = _letter_changes(study).rename(columns={"letter": "label"})
    events = list_timeline(study.frames, study.cases)
    chart = draw_timeline(events, study.case_labels, changes, study.language)
    return replace(chart, evidence=tuple(name_rows("dates", events)))


def _letter_changes(study: Study) -> pd.DataFrame:
    """The reforms and the starts of the study's cases, each with the letter that stands for it in the chart."""
    changes = letter_changes(load_context(lang=study.language)["changes"])
    return changes[changes["case_id"].isin(["", *study.cases])]


def changes_table(study: Study) -> Shown:
    """The reforms that the letters of the timeline stand for, and what each matters for."""
    lang = study.language
    changes = _letter_changes(study)
    marked = mark_notes("changes", changes)
    return table(
        {
            t("line", lang): _place_lines(study, changes),
            **{
                t(head, lang): marked[column]
                for head, column in (
                    ("from", "date"), ("change", "title"), ("matters for", "matters_for"), ("source", "source")
                )
            },
        }
    )  # fmt: skip


def _place_lines(study: Study, changes: pd.DataFrame) -> list[str]:
    """The letter of each reform; of one outside the years of the chart also where it lies."""
    events, lang = list_timeline(study.frames, study.cases), study.language
    years = [int(day[:4]) for day in [*events["date_start"], *events["date_end"]] if day]
    lines = []
    for letter, day in zip(changes["letter"], changes["date"], strict=True):
        words = "{letter}"
        if years and int(day[:4]) < min(years):
            words = t("before_drawn", lang)
        elif years and int(day[:4]) > max(years):
            words = t("after_drawn", lang)
        lines.append(words.format(letter=letter))
    return lines


def name_date_kinds(study: Study, dates: pd.DataFrame) -> list[str]:
    """The kind of each date; an event that is a visit, or just the year of a figure on results, is called so.

    A year belongs to a figure where the figure is for that year and stands in the same sentence or the next.
    """
    sentences = study.frames["sentences"]
    figures = study.outcomes[["sentence_id", "year"]].drop_duplicates()
    years = figures.assign(year=figures["year"].fillna("").str[:4]).groupby("sentence_id")["year"].agg(set)
    homes = dict(list(sentences.groupby("doc_id")))
    kinds = []
    for row in dates.to_dict("records"):
        kind, home = row["kind"], homes.get(row["doc_id"], sentences.iloc[:0])
        at = home[home["end"] > row["start"]].head(2)
        if kind == "event" and len(at):
            told = set().union(*(years.get(one, set()) for one in at["sentence_id"]))
            if load_cue("visit").search(at.iloc[0]["text"]):
                kind = "visit_event"
            elif (
                row["date_start"].endswith("-01-01")
                and row["date_end"] == f"{row['date_start'][:4]}-12-31"
                and row["date_start"][:4] in told
            ):
                kind = "figure_event"
        kinds.append(kind)
    return kinds


def timeline_table(study: Study) -> Shown:
    """Every date of the cases, from the earliest, with its sentence."""
    lang, frame = study.language, list_timeline(study.frames, study.cases)
    ids = name_rows("dates", frame)
    return table(
        {
            t("from", lang): [
                _show_day(one, "date_start", x, printed)
                for one, x, printed in zip(ids, frame["date_start"], frame["text"], strict=True)
            ],
            t("to", lang): [
                _show_day(one, "date_end", x, printed) or t("open", lang)
                for one, x, printed in zip(ids, frame["date_end"], frame["text"], strict=True)
            ],
            t("case", lang): [study.case_label(case) for case in frame["case_id"]],
            t("kind", lang): [t(kind, lang) for kind in name_date_kinds(study, frame)],
            t("as printed", lang): [swedish(x, one) for one, x in zip(ids, frame["text"], strict=True)],
        }
    )


def _show_day(row_id: str, column: str, day: str, printed: str) -> Markup:
    """A day of the table `dates`; the bare year where the text prints no more."""
    short = shorten_day(day, printed)
    return value("dates", row_id, column, day) if short == day else derived(short, ids=[row_id])
