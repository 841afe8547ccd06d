"""Results, time and organisations across the cases."""

from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.comparing.compare import count_actors, list_actors, list_outcomes, list_timeline
from analysis.comparing.context import load_context, read_beside_nation
from analysis.comparing.outcome_remarks import add_remarks, list_suspicions, make_panels, pair_outcomes
from analysis.labels import label_text as t
from analysis.reporting.charts import Chart, draw_outcomes, draw_timeline
from analysis.show.base import Shown, link, make_hider, say, swedish, table
from analysis.study import Study


def outcomes_table(study: Study) -> Shown:
    """The outcomes as printed, with what they count, among whom, when, and what a careful reader remarks."""
    lang, hider = study.language, make_hider(study)
    frame = add_remarks(list_outcomes(study.frames, study.cases), study.frames["quantities"], lang)
    if frame.empty:
        return say(t("no_outcomes", lang))
    return table(
        {
            t("case", lang): [study.case_label(case) for case in frame["case_id"]],
            t("as printed", lang): [
                link(s, swedish(hider.hide(x)))
                for s, x in zip(frame["sentence_id"], frame["text"], strict=True)
            ],
            t("kind", lang): [t(kind, lang) for kind in frame["kind"]],
            t("counts", lang): [t(x or "not said", lang) for x in frame["numerator"]],
            t("among", lang): [t(x or "not said", lang) for x in frame["population"]],
            t("measured", lang): [t(x or "not said", lang) for x in frame["clock"]],
            t("year", lang): [x or t("not said", lang) for x in frame["year"]],
            t("base", lang): frame["base"],
            t("resembles", lang): [x.split(":")[0] for x in frame["indicator"]],
        },
        below=[
            Markup("{}: {}").format(t("remarks", lang), words) if words else Markup("")
            for words in frame["remarks"]
        ],
    )


def suspicions_table(study: Study) -> Shown:
    """Figures of the texts that do not add up, with the sum that shows it."""
    lang, quantities = study.language, study.frames["quantities"]
    documents = study.frames["documents"].set_index("doc_id")["case_id"]
    quantities = quantities[documents.reindex(quantities["doc_id"]).isin(study.cases).to_numpy()]
    found = list_suspicions(list_outcomes(study.frames, study.cases), quantities, lang)
    if found.empty:
        return say(t("no_suspicions", lang))
    return table(
        {
            t("case", lang): [study.case_label(documents[doc_id]) for doc_id in found["doc_id"]],
            t("as printed", lang): [
                link(s, swedish(x)) for s, x in zip(found["sentence_id"], found["text"], strict=True)
            ],
            t("remarks", lang): found["remark"],
        }
    )


def nation_table(study: Study) -> Shown:
    """Figures of several years read beside the national levels of those years."""
    lang = study.language
    beside = read_beside_nation(
        list_outcomes(study.frames, study.cases), load_context()["context_figures"], lang
    )
    if beside.empty:
        return say(t("no_nation", lang))
    return table(
        {
            t("case", lang): [study.case_label(case) for case in beside["case_id"]],
            t("remarks", lang): beside["text"],
        }
    )


def comparability_table(study: Study) -> Shown:
    """For each pair of cases whether any of their outcomes may be compared, and if not, why."""
    lang = study.language
    pairs = pair_outcomes(list_outcomes(study.frames, study.cases), study.case_labels)
    return table(
        {
            t("cases", lang): [
                f"{study.case_label(row.one)} – {study.case_label(row.other)}" for row in pairs
            ],
            t("comparable", lang): [t("yes" if row.comparable else "no", lang) for row in pairs],
            t("why", lang): ["; ".join(row.reasons) for row in pairs],
        }
    )


def outcomes_chart(study: Study) -> Chart:
    """The outcomes, one panel a measure, as a picture."""
    panels = make_panels(list_outcomes(study.frames, study.cases), study.language)
    closest = t("closest to", study.language)
    panels["panel"] = [
        f"{closest} {panel}" if code else panel
        for panel, code in zip(panels["panel"], panels["indicator"], strict=True)
    ]
    return draw_outcomes(panels, study.case_labels, study.language)


def timeline_chart(study: Study) -> Chart:
    """The cases' dates on one axis with the reforms of the time, as a picture."""
    changes = _lettered_changes().rename(columns={"letter": "label"})
    events = list_timeline(study.frames, study.cases)
    return draw_timeline(events, study.case_labels, changes, study.language)


def _lettered_changes() -> pd.DataFrame:
    """The reforms, each with the letter that stands for it in the chart."""
    changes = load_context()["changes"]
    return changes.assign(letter=[chr(ord("A") + number) for number in range(len(changes))])


def changes_table(study: Study) -> Shown:
    """The reforms that the letters of the timeline stand for, and what each matters for."""
    lang = study.language
    changes = _lettered_changes()
    return table(
        {t("line", lang): changes["letter"], t("from", lang): changes["date"], t("change", lang): changes["title"],
         t("matters for", lang): changes["matters_for"], t("source", lang): changes["source"]}
    )  # fmt: skip


def timeline_table(study: Study) -> Shown:
    """Every date of the cases, from the earliest, with its sentence."""
    lang, frame = study.language, list_timeline(study.frames, study.cases)
    return table(
        {
            t("from", lang): frame["date_start"],
            t("to", lang): [end or t("open", lang) for end in frame["date_end"]],
            t("case", lang): [study.case_label(case) for case in frame["case_id"]],
            t("kind", lang): [t(kind, lang) for kind in frame["kind"]],
            t("as printed", lang): [swedish(x) for x in frame["text"]],
        }
    )


def actors_table(study: Study) -> Shown:
    """Kinds of organisations by case: number of mentions, and the ones mentioned most."""
    lang = study.language
    counts, named = count_actors(study.frames, study.cases), list_actors(study.frames, study.cases)
    columns: dict[str, Any] = {
        t("kind of organisation", lang): [t("actor_" + kind, lang) for kind in counts.index]
    }
    for case in study.cases:
        cells = []
        for kind in counts.index:
            names = named[(named["case_id"] == case) & (named["kind"] == kind)]["actor"].tolist()
            more = f" +{len(names) - 4}" if len(names) > 4 else ""
            cells.append(
                Markup('{} <small lang="sv">{}{}</small>').format(
                    counts.loc[kind, case] or "", ", ".join(names[:4]), more
                )
            )
        columns[study.case_label(case)] = cells
    return table(columns, kind="actors")
