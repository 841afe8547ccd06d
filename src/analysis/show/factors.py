"""Factors across the cases: the material, its limits, the matrix, its evidence and its voices."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.claims import conclusion, count, derived, quote, value
from analysis.comparing.compare import (
    count_prevalence,
    count_voices,
    describe_material,
    list_outcomes,
    pick_evidence,
)
from analysis.comparing.context import load_context
from analysis.labels import label_text as t
from analysis.reporting.charts import CELL_MARKS, Chart, draw_matrix, draw_prevalence
from analysis.reporting.privacy import NameHider
from analysis.row_ids import name_rows
from analysis.show.base import Shown, fill, hide_cut, link, make_hider, mark_notes, say, table
from analysis.show.undecided import mark_undecided, say_undecided
from analysis.study import Study


def material(study: Study) -> Shown:
    """The documents: case, title, publisher, date, length, voices."""
    frame, lang = describe_material(study.frames, study.cases), study.language
    about = study.frames["documents"].set_index("doc_id").loc[frame["doc_id"]]
    rows = {name: study.frames[name].groupby("doc_id") for name in ("people", "quotes")}
    held = {
        name: [
            count(grouped.get_group(d).iloc[:, 0] if d in grouped.groups else [], name) for d in about.index
        ]
        for name, grouped in rows.items()
    }
    return table(
        {
            t("case", lang): frame["case"],
            t("title", lang): [
                Markup('<a href="../reports/source_{}.html">{}</a>').format(
                    d, Markup('<span lang="sv">{}</span>').format(value("documents", d, "title", x))
                )
                for d, x in zip(frame["doc_id"], frame["title"], strict=True)
            ],
            t("publisher", lang): [x or t("not said", lang) for x in frame["publisher"]],
            t("dated", lang): [
                value("documents", d, "published" if published else "updated", published or updated)
                or t("not said", lang)
                for d, published, updated in zip(
                    about.index, about["published"], about["updated"], strict=True
                )
            ],
            t("words", lang): [value("documents", d, "words", n) for d, n in about["words"].items()],
            t("people named", lang): held["people"],
            t("quotes", lang): held["quotes"],
        }
    )


def limits(study: Study) -> Shown:
    """What this material cannot show, with the numbers that say so."""
    lang, codings = study.language, study.codings
    facilitators = codings[codings["polarity"] == "facilitator"]
    own = facilitators[facilitators["voice"].isin(["text", "official", "politician", "agency"])]["coding_id"]
    participants = facilitators[facilitators["voice"] == "participant"]["coding_id"]
    outcomes = list_outcomes(study.frames, study.cases)
    without = [study.case_label(case) for case in study.cases if case not in set(outcomes["case_id"])]
    comparable = outcomes[outcomes["comparable_with"] != ""]
    silent = study.matrix[study.matrix["cell"] == "silent"]
    documents = study.frames["documents"]
    mine = documents[documents["case_id"].isin(study.cases)]["doc_id"]
    cases = count(study.cases, "cases")
    points = [
        fill(t("limit_few", lang), cases=cases, codes=len(study.codes)),
        fill(t("limit_selected", lang)),
        fill(
            t("limit_self", lang),
            own=count(own, "codings"),
            all=count(facilitators["coding_id"], "codings"),
            participants=count(participants, "codings"),
        ),
        fill(
            t("limit_silent", lang),
            silent=derived(len(silent), ids=name_rows("case_factors", silent)),
            cells=count(name_rows("case_factors", study.matrix), "case_factors"),
        ),
        fill(
            t("limit_outcomes", lang),
            comparable=derived(comparable["case_id"].nunique(), ids=comparable["outcome_id"]),
            cases=cases,
            without=", ".join(without) or t("none", lang),
        ),
        fill(t("limit_one_text", lang), documents=count(mine, "documents")),
    ]
    return Shown(
        Markup('<ul class="limits">{}</ul>').format(
            Markup("").join(Markup("<li>{}</li>").format(conclusion(point, study.cases)) for point in points)
        )
    )


def answer(study: Study) -> Shown:
    """The finding in one paragraph: which factors most cases claim, and what that does not mean."""
    lang = study.language
    prevalence = count_prevalence(study.matrix, study.codings, study.codes)
    claimed = prevalence[prevalence["claimed"] + prevalence["mixed_claimed"] > 0]
    beside = int((claimed["claimed"] == 0).sum())
    most = int(prevalence["claimed"].max()) if len(prevalence) else 0
    top = [study.label(code) for code in prevalence[prevalence["claimed"] == most]["code"]] if most else []
    everywhere = [study.label(code) for code in prevalence[prevalence["named"] == len(study.cases)]["code"]]
    words = fill(
        t("answer", lang),
        claimed=len(claimed), beside=fill(t("claimed_beside", lang), n=beside) if beside else "", codes=len(study.codes), cases=count(study.cases, "cases"), most=most,
        top=", ".join(top) or t("none", lang), everywhere=", ".join(everywhere) or t("none", lang),
    )  # fmt: skip
    facilitators = study.codings[study.codings["polarity"] == "facilitator"]
    return Shown(Markup("<p>{}</p>").format(conclusion(words, facilitators["coding_id"])))


def matrix_table(study: Study) -> Shown:
    """The case × factor matrix; each cell leads to its first sentence and says how many codings it holds."""
    lang, codings = study.language, study.codings.set_index("coding_id")
    cells = study.matrix.set_index(["code", "case_id"])
    labels, undecided = mark_undecided(study), say_undecided(study)
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(labels[case]) for case in study.cases)
    note = Markup("\n<p>* {}</p>").format(undecided) if undecided else ""
    rows, last = [], ""
    for code in study.codes.values():
        if code.theme != last:
            last = code.theme
            rows.append(
                Markup('<tr class="theme"><th scope="rowgroup" colspan="{}">{}</th></tr>').format(
                    len(study.cases) + 1, study.theme_label(last)
                )
            )
        filled = Markup("").join(
            _matrix_cell(cells.loc[(code.id, case)], codings, lang) for case in study.cases
        )
        rows.append(
            Markup('<tr><th scope="row" title="{}">{}</th>{}</tr>').format(
                code.definition, study.label(code.id), filled
            )
        )
    legend = Markup(" &emsp;").join(
        Markup("<b>{}</b>&nbsp;{}").format(CELL_MARKS[kind] or "·", t(kind, lang)) for kind in CELL_MARKS
    )
    return Shown(
        Markup(
            '<div class="scroll" tabindex="0"><table class="matrix"><caption>{}</caption><thead><tr><th scope="col">{}</th>{}</tr></thead><tbody>{}</tbody></table></div>{}'
        ).format(legend, t("factor", lang), head, Markup("\n").join(rows), note)
    )


def _matrix_cell(row: pd.Series, codings: pd.DataFrame, lang: str) -> Markup:
    if row["cell"] == "silent":
        return Markup('<td class="silent" title="{}">·</td>').format(t("silent", lang))
    ids = row["coding_ids"].split()
    here = codings.loc[ids].assign(counter=lambda rows: rows["polarity"] != "facilitator")
    here = here.sort_values(["counter", "status", "start"])
    words = Markup("{}&nbsp;<small>{}</small>").format(CELL_MARKS[row["cell"]], count(ids, "codings"))
    return Markup('<td class="{}">{}</td>').format(
        row["cell"], link(here.iloc[0]["sentence_id"], words, title=t(row["cell"], lang))
    )


def matrix_chart(study: Study) -> Chart:
    """The matrix as a picture for print."""
    codes = {code: study.label(code) for code in study.codes}
    themes = {code.id: study.theme_label(code.theme) for code in study.codes.values()}
    chart = draw_matrix(study.matrix, mark_undecided(study), codes, themes, study.language)
    return replace(chart, evidence=tuple(study.codings["coding_id"]))


def prevalence_table(study: Study) -> Shown:
    """For each factor in how many cases it is claimed or described, in how many voices, and who else names or tested it."""
    lang = study.language
    frame = count_prevalence(study.matrix, study.codings, study.codes)
    frame = frame[frame["silent"] < len(study.cases)]
    return table(
        {
            t("factor", lang): [study.label(code) for code in frame["code"]],
            t("claimed", lang): [
                fill("{n} {of} {all}", n=n, of=t("of", lang), all=len(study.cases)) for n in frame["claimed"]
            ],
            t("described only", lang): frame["described"],
            t("mixed", lang): [
                fill("{n} ({claimed} {word})", n=n, claimed=claimed, word=t("claimed", lang))
                if claimed
                else n
                for n, claimed in zip(frame["mixed"], frame["mixed_claimed"], strict=True)
            ],
            t("contested", lang): frame["contested"],
            t("voices", lang): frame["voices"],
            t("own voices", lang): frame["own_voices"],
            t("also named by", lang): [_list_studies(x, lang) for x in frame["named_by"]],
            t("tested by", lang): [_list_studies(x, lang) for x in frame["tested_by"]],
        },
        kind="prevalence",
    )


def studies_table(study: Study) -> Shown:
    """The studies that name or test factors, and whether what is said of them was verified."""
    lang, studies = study.language, load_context(lang=study.language)["studies"]
    marked = mark_notes("studies", studies)
    return table(
        {
            t("key", lang): marked["key"],
            t("title", lang): [
                Markup('<span lang="{}">{}</span>').format(tongue, title)
                for title, tongue in zip(marked["title"], studies["title_language"], strict=True)
            ],
            t("kind", lang): marked["kind"],
            t("strength", lang): marked["strength"],
            t("verified", lang): [t(value, lang) for value in studies["verified"]],
        },
        below=[
            Markup("{}: {} <small>({})</small>").format(t("found", lang), found, source) if found else ""
            for found, source in zip(marked["found"], marked["source"], strict=True)
        ],
    )


def _list_studies(keys: str, lang: str) -> Markup:
    """Studies by their keys; one that nobody has looked up says so."""
    studies = load_context()["studies"]
    unverified = set(studies[studies["verified"] == "no"]["key"])
    names = [
        Markup("{} ({})").format(derived(key), t("unverified", lang)) if key in unverified else derived(key)
        for key in filter(None, keys.split(", "))
    ]
    return Markup("<small>{}</small>").format(Markup(", ").join(names)) if names else Markup("")


def prevalence_chart(study: Study) -> Chart:
    """In how many cases each factor is claimed or described, as a picture."""
    frame = count_prevalence(study.matrix, study.codings, study.codes)
    labels = {code: study.label(code) for code in study.codes}
    chart = draw_prevalence(frame, labels, len(study.cases), study.language)
    return replace(chart, evidence=tuple(study.codings["coding_id"]))


def evidence(study: Study, code: str = "") -> Shown:
    """The sentences behind the matrix: for each factor and case the strongest, with whose words they are."""
    lang, hider = study.language, make_hider(study)
    picked = pick_evidence(study.codings, study.frames["sentences"], study.evidence_per_cell)
    parts = []
    for one in [code] if code else study.codes:
        here = picked[picked["code"] == one]
        if here.empty:
            continue
        items = Markup("\n").join(_evidence_item(study, row, hider, lang) for row in here.to_dict("records"))
        parts.append(
            Markup('<section class="evidence"><h3>{}</h3><ul>{}</ul></section>').format(
                study.label(one), items
            )
        )
    return Shown(Markup("\n").join(parts))


def uncovered(study: Study) -> Shown:
    """What the texts name as a reason and no factor of the codebook covers: quoted, and in no count."""
    lang, hider = study.language, make_hider(study)
    picked = pick_evidence(study.uncovered, study.frames["sentences"], len(study.uncovered))
    if picked.empty:
        return say(t("nothing_uncovered", lang))
    items = Markup("\n").join(_evidence_item(study, row, hider, lang) for row in picked.to_dict("records"))
    return Shown(Markup('<section class="evidence"><ul>{}</ul></section>').format(items))


def _evidence_item(study: Study, row: Mapping[str, Any], hider: NameHider, lang: str) -> Markup:
    start = row["start"] - row["start_sentence"]
    pieces = hide_cut(hider, row["text_sentence"], row["doc_id"], start, start + row["end"] - row["start"])
    quoted = Markup("”{}<mark>{}</mark>{}”").format(*pieces)
    kind = t(row["status"], lang) if row["polarity"] == "facilitator" else t(row["polarity"], lang)
    return Markup('<li><span class="tag {}">{}</span> {} <cite>{} · {}</cite></li>').format(
        row["status"] if row["polarity"] == "facilitator" else row["polarity"],
        kind, quote(row["sentence_id"], quoted), link(row["sentence_id"], study.case_label(row["case_id"])), t("voice_" + row["voice"], lang),
    )  # fmt: skip


def voices_table(study: Study) -> Shown:
    """Whose words claim and describe the factors."""
    lang, counts = study.language, count_voices(study.codings, study.cases)
    facilitators = study.codings[study.codings["polarity"] == "facilitator"]
    by = facilitators.groupby(["voice", "status"])["coding_id"].agg(list)
    return table(
        {
            t("voice", lang): [t("voice_" + voice, lang) for voice in counts.index],
            **{
                t(status, lang): [count(by.get((voice, status), []), "codings") for voice in counts.index]
                for status in ("claimed", "described")
            },
        }
    )
