"""Results and organisations across the cases."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.claims import conclusion, count, derived, value
from analysis.comparing.compare import count_actors, list_actors
from analysis.comparing.context import find_local_levels, find_local_words, load_context, read_beside_nation
from analysis.comparing.outcome_remarks import add_remarks, list_suspicions, make_panels, pair_outcomes
from analysis.comparing.wording import say as say_sentence
from analysis.comparing.wording import show_number
from analysis.labels import label_text as t
from analysis.phrases import translate
from analysis.reporting.charts import Chart
from analysis.reporting.pages import page_words
from analysis.row_ids import name_notes, name_row
from analysis.show.base import Shown, conclude, fill, link, mark_notes, say, swedish, table
from analysis.study import Study

_MEASURE = re.compile(r"\b[NU]\d{5}\b")


def outcomes_table(study: Study) -> Shown:
    """The outcomes as printed, with what they count, among whom, when, and what a careful reader remarks."""
    lang, hider = study.language, study.hider
    frame = add_remarks(study.outcomes, study.frames["quantities"], lang)
    if frame.empty:
        return Shown(say(t("no_outcomes", lang), texts=len(study.documents)).html + _tell_local_words(study))
    sentences = study.frames["sentences"].set_index("sentence_id")["text"]
    figures = table(
        {
            t("case", lang): [study.case_label(case) for case in frame["case_id"]],
            t("as printed", lang): [
                _name_row(study, s, sentences[s], x) + link(s, swedish(hider.hide(x), q))
                for s, x, q in zip(frame["sentence_id"], frame["text"], frame["quantity_id"], strict=True)
            ],
            t("kind", lang): [t(kind, lang) for kind in frame["kind"]],
            t("counts", lang): [t(x or "not said", lang) for x in frame["numerator"]],
            t("among", lang): [t(x or "not said", lang) for x in frame["population"]],
            t("measured", lang): [t(x or "not said", lang) for x in frame["clock"]],
            t("year", lang): [
                value("outcomes", one, "year", x) or t("not said", lang)
                for one, x in zip(frame["outcome_id"], frame["year"], strict=True)
            ],
            t("base", lang): [
                "" if pd.isna(x) else value("outcomes", one, "base", show_number(x, lang))
                for one, x in zip(frame["outcome_id"], frame["base"], strict=True)
            ],
            t("claimed by", lang): [t(f"voice_{x}", lang) for x in frame["claimant"]],
            t("resembles", lang): [x.split(":")[0] for x in frame["indicator"]],
        },
        below=[
            Markup("{}: {}").format(t("remarks", lang), _conclude_each(words, lang, quantity))
            if words
            else Markup("")
            for words, quantity in zip(_add_local_levels(study, frame), frame["quantity_id"], strict=True)
        ],
    )
    counted = frame[frame["base"].notna() & frame["unit"].ne("percent")]
    if counted.empty:
        return Shown(figures.html + _tell_local_words(study))
    meaning = conclude(say_sentence("interval_meaning", lang), lang, counted["quantity_id"])
    return Shown(Markup("{}\n<p>{}</p>").format(figures.html, meaning) + _tell_local_words(study))


def _name_row(study: Study, sentence_id: str, sentence: str, text: str) -> Markup:
    """The first field of the row of a pasted table in which a bare number stands: alone it says nothing of what it counts."""
    label, tab, _ = sentence.partition("\t")
    if not tab or not text.isdecimal() or text in label:
        return Markup("")
    return Markup("{}: ").format(swedish(study.hider.hide(label.strip()), sentence_id))


def _tell_local_words(study: Study) -> Markup:
    """What other sources say in words of the level in the cases' places; nothing where none does."""
    lang = study.language
    levels = find_local_words(load_context(lang=lang)["context_figures"], study.case_labels.values())
    marked = mark_notes("context_figures", levels)
    marked["period"] = [
        derived(say_period(period, lang), ids=[one])
        for period, one in zip(levels["period"], name_notes("context_figures", levels), strict=True)
    ]
    columns = ("place", "period", "source", "printed")
    lines = [
        fill(t("beside_in_words", lang), **dict(zip(columns, row, strict=True)))
        for row in zip(*(marked[name] for name in columns), strict=True)
    ]
    return Markup("").join(Markup("\n<p>{}</p>").format(line) for line in lines)


def say_period(period: str, lang: str) -> str:
    """A period of `data/reference` in words; a bare year as it is.

    >>> say_period("2016-06/2017-05", "en"), say_period("2016-06/2017-05", "sv"), say_period("2018", "sv")
    ('June 2016–May 2017', 'juni 2016–maj 2017', '2018')
    """
    months = t("months", lang).split()
    days = [day.partition("-") for day in period.split("/")]
    return "–".join(f"{months[int(month) - 1]} {year}" if month else year for year, _, month in days)


def _add_local_levels(study: Study, frame: pd.DataFrame) -> list[str]:
    """The remarks on each figure, with what another source gives for the same place and measure."""
    lang = study.language
    figures = load_context(lang=lang)["context_figures"]
    told = []
    for row in frame.to_dict("records"):
        levels = find_local_levels(figures, study.case_label(row["case_id"]), row["numerator"])
        more = [
            say_sentence(
                "remark_local",
                lang,
                value=show_number(level["value"], lang),
                period=level["period"],
                source=level["source"],
            )
            for level in levels.to_dict("records")
        ]
        told.append("; ".join([*filter(None, [row["remarks"]]), *more]))
    return told


def _conclude_each(remarks: str, lang: str, quantity_id: str) -> Markup:
    """Remarks joined by "; ", each marked as a conclusion on one figure."""
    parts = remarks.split("; ")
    return Markup("; ").join(conclude(part, lang, [quantity_id]) for part in parts)


def suspicions_table(study: Study) -> Shown:
    """Figures of the texts that do not add up, with the sum that shows it."""
    lang, case_of = study.language, study.documents.set_index("doc_id")["case_id"]
    found = list_suspicions(study.outcomes, study.rows("quantities"), lang)
    if found.empty:
        return say(t("no_suspicions", lang), texts=len(study.documents))
    return table(
        {
            t("case", lang): [study.case_label(case_of[doc_id]) for doc_id in found["doc_id"]],
            t("as printed", lang): [
                link(s, swedish(x, q))
                for s, x, q in zip(found["sentence_id"], found["text"], found["quantity_id"], strict=True)
            ],
            t("remarks", lang): [
                conclude(remark, lang, [quantity])
                for remark, quantity in zip(found["remark"], found["quantity_id"], strict=True)
            ],
        }
    )


def nation_table(study: Study) -> Shown:
    """Figures of several years read beside the national levels of those years, with the source of each level."""
    lang = study.language
    levels = load_context(lang=lang)["context_figures"]
    beside = read_beside_nation(study.outcomes, levels, lang)
    if beside.empty:
        return say(t("no_nation", lang))
    return table(
        {
            t("case", lang): [study.case_label(case) for case in beside["case_id"]],
            t("remarks", lang): [
                conclude(text, lang, ids.split())
                for text, ids in zip(beside["text"], beside["quantity_ids"], strict=True)
            ],
            t("source", lang): [_list_sources(levels.loc[lines]) for lines in beside["lines"]],
        }
    )


def _list_sources(levels: pd.DataFrame) -> Markup:
    """Each period with the source of its level, as the notes of `data/reference` give them."""
    marked = mark_notes("context_figures", levels)
    pairs = zip(marked["period"], marked["source"], strict=True)
    return Markup("; ").join(Markup("{}: {}").format(period, source) for period, source in pairs)


def comparability_table(study: Study) -> Shown:
    """For each pair of cases whether any of their outcomes may be compared, why, and with which reservations."""
    lang = study.language
    outcomes = study.outcomes
    pairs = pair_outcomes(outcomes, study.case_labels)
    both = [[row.one, row.other] for row in pairs]
    figures = [[*outcomes[outcomes["case_id"].isin(two)]["outcome_id"]] or two for two in both]
    return table(
        {
            t("cases", lang): [
                f"{study.case_label(row.one)} – {study.case_label(row.other)}" for row in pairs
            ],
            t("comparable", lang): [
                conclusion(t("yes" if row.comparable else "no", lang), ids)
                for row, ids in zip(pairs, figures, strict=True)
            ],
            t("why", lang): [
                conclusion(_name_measures(translate("; ".join(row.reasons), lang), lang), ids)
                for row, ids in zip(pairs, figures, strict=True)
            ],
        },
        below=[
            Markup("{}: {}").format(
                t("reservations", lang), conclusion(translate("; ".join(row.reservations), lang), ids)
            )
            if row.reservations
            else ""
            for row, ids in zip(pairs, figures, strict=True)
        ],
    )


def _name_measures(words: str, lang: str) -> str:
    """A sentence with the title of each official measure after its code.

    >>> _name_measures("different measures (U40406 and N99999)", "en")
    'different measures (U40406 “Left a municipal labour-market activity for work” and N99999)'
    """
    indicators = load_context(lang=lang)["indicators"]
    titles = dict(zip(indicators["id"], indicators["title"], strict=True))
    return _MEASURE.sub(
        lambda found: (
            t("named_measure", lang).format(code=found[0], title=titles[found[0]])
            if found[0] in titles
            else found[0]
        ),
        words,
    )


def outcomes_chart(study: Study) -> Chart:
    """The outcomes, one panel a measure, as a picture."""
    from analysis.reporting.result_charts import draw_outcomes

    panels = make_panels(study.outcomes, study.language)
    chart = draw_outcomes(panels, study.case_labels, study.language)
    return replace(chart, evidence=tuple(panels["outcome_id"]))


def actors_table(study: Study) -> Shown:
    """Kinds of organisations by case: number of mentions, and the ones mentioned most."""
    lang = study.language
    counts, named = count_actors(study.frames, study.cases), list_actors(study.frames, study.cases)
    if counts.empty:
        return say(page_words(lang)["no_actors"])
    owner = study.frames["documents"].set_index("doc_id")["case_id"]
    rows: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in study.frames["actors"].to_dict("records"):
        rows.setdefault((owner[row["doc_id"]], row["kind"]), []).append(row)
    columns: dict[str, Any] = {
        t("kind of organisation", lang): [t("actor_" + kind, lang) for kind in counts.index]
    }
    for case in study.cases:
        cells = []
        for kind in counts.index:
            mine = named[(named["case_id"] == case) & (named["kind"] == kind)]
            names, parts = mine["actor"].tolist(), dict(zip(mine["actor"], mine["part"], strict=True))
            here = rows.get((case, kind), [])
            firsts = {row["actor"]: row for row in reversed(here)}
            shown = Markup(", ").join(
                mark_part(show_actor(study, firsts[name]), parts[name], lang) for name in names[:4]
            )
            more = Markup(" {}").format(derived(len(names) - 4, f"+{len(names) - 4}")) if names[4:] else ""
            number = count([name_row("actors", row) for row in here], "actors") if here else ""
            cells.append(Markup('{} <small lang="sv">{}{}</small>').format(number, shown, more))
        columns[study.case_label(case)] = cells
    return table(columns, kind="actors")


def show_actor(study: Study, row: Mapping[str, Any]) -> Markup:
    """An organisation as a row of `actors` names it; where it bears a person's name, as that is shown."""
    return value("actors", name_row("actors", row), "actor", study.hider.hide(row["actor"], row["doc_id"]))


def mark_part(name: Markup, part: str, lang: str) -> Markup:
    """An organisation's name, with its part where it belongs to another case's place.

    >>> mark_part(Markup("Falkenbergs kommun"), "visitor", "en")
    Markup('Falkenbergs kommun (visitor)')
    """
    return Markup("{} ({})").format(name, t("part_" + part, lang)) if part else name
