"""The appendices: codebook, sources, checklist, indicators and glossary; and what the texts hold of people."""

from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.claims import count, derived, value
from analysis.coding.codebook_entries import Code
from analysis.comparing.context import load_context
from analysis.documents import load_register
from analysis.labels import label_text as t
from analysis.paths import RAW
from analysis.reporting.pages import page_words
from analysis.show.base import Shown, fill, mark_notes, swedish, table
from analysis.study import Study


def codebook_table(study: Study) -> Shown:
    """Every code by theme: definition, a sentence it must hit, a near miss, and how often it was found."""
    words, lang = page_words(study.language), study.language
    codings = pd.concat([study.codings, study.uncovered])
    named = codings.groupby("code")["case_id"].nunique()
    ids = codings.groupby("code")["coding_id"].agg(list)
    rows = [
        (
            _define(code, study),
            count(ids.get(code.id, []), "codings"),
            derived(int(named.get(code.id, 0))),
        )
        for code in study.all_codes.values()
    ]
    heads = (t("factor", lang), words["codings"], words["cases_named"])
    return table(dict(zip(heads, zip(*rows, strict=True), strict=True)), kind="codebook")


def _define(code: Code, study: Study) -> Markup:
    """A code's name, what it means, a sentence that it must hit and one that it must not."""
    words = page_words(study.language)
    lines = [
        Markup("<b>{}</b> <small>{} <code>{}</code></small>").format(
            study.label(code.id), study.theme_label(code.theme), code.id
        ),
        derived(study.definition(code.id)),
    ]
    for key, known in (("must_hit", code.examples), ("must_miss", code.near_misses)):
        lines += [Markup("{}: <i>{}</i>").format(words[key], swedish(derived(one))) for one in known[:1]]
    return Markup("<br>").join(lines)


def sources_table(study: Study) -> Shown:
    """What is known of each text: publisher, dates, address, day of retrieval, licence, note, hash."""
    words, lang, register = page_words(study.language), study.language, load_register(RAW)
    rows = study.documents.to_dict("records")
    listed = [register.get(row["file"]) for row in rows]
    return table(
        {
            t("case", lang): [study.case_label(row["case_id"]) for row in rows],
            t("title", lang): [
                Markup('<a href="../reports/source_{}.html">{}</a>').format(
                    row["doc_id"],
                    swedish(
                        value(
                            "documents", row["doc_id"], "title", study.hider.hide(row["title"], row["doc_id"])
                        )
                        or row["file"]
                    ),
                )
                for row in rows
            ],
            words["publisher"]: [row["publisher"] or words["not_stated"] for row in rows],
            words["dates"]: [_date(row) or words["not_stated"] for row in rows],
            words["retrieved"]: [
                derived(one.retrieved) if one and one.retrieved else words["not_recorded"] for one in listed
            ],
            words["url"]: [derived(one.url) if one and one.url else words["not_recorded"] for one in listed],
            words["licence"]: [words["not_stated"] for _ in rows],
        },
        kind="sources",
        below=[
            Markup('{}{} <code class="hash">{}</code>').format(
                Markup('<span lang="en">{}.</span> ').format(derived(one.note)) if one and one.note else "",
                words["hash"],
                row["sha256"],
            )
            for row, one in zip(rows, listed, strict=True)
        ],
    )


def _date(row: dict[str, Any]) -> Markup:
    """When a text was published, or last changed."""
    column = "published" if row["published"] else "updated"
    return value("documents", row["doc_id"], column, row[column])


def srqr_table(study: Study) -> Shown:
    """The items of SRQR with where in the report each is met, and what is missing."""
    words, items = page_words(study.language), load_context(lang=study.language)["srqr"]
    links = [
        Markup('<a href="{}.ipynb">{}</a>').format(where, words[f"page_{where}"]) if where else ""
        for where in items["where"]
    ]
    return table(
        {
            "SRQR": items["number"],
            words["item"]: items["item"],
            words["met"]: [words[f"met_{met}"] for met in items["met"]],
            words["where_met"]: links,
            words["note"]: [derived(note) if note else "" for note in items["note"]],
        },
        kind="srqr",
    )


def indicators_table(study: Study) -> Shown:
    """The official indicators: what each counts, among whom, when, and what to know of it."""
    words, lang = page_words(study.language), study.language
    marked = mark_notes("indicators", load_context(lang=lang)["indicators"])
    return table(
        {
            words["indicator"]: marked["id"],
            t("title", lang): marked["title"],
            t("counts", lang): marked["numerator"],
            t("among", lang): marked["population"],
            t("measured", lang): marked["clock"],
        },
        below=marked["note"],
    )


def glossary_table(study: Study) -> Shown:
    """The report's terms with the other language's word and their meaning, by alphabet."""
    words, lang = page_words(study.language), study.language
    terms = load_context()["glossary"]
    own, other = ("term_sv", "term") if lang == "sv" else ("term", "term_sv")
    terms = terms.sort_values(own, key=lambda column: column.str.lower())
    tongue = "en" if lang == "sv" else "sv"
    return table(
        {
            words["term"]: [derived(one) for one in terms[own]],
            words["other_language"]: [
                Markup('<span lang="{}">{}</span>').format(tongue, derived(one)) for one in terms[other]
            ],
            words["meaning"]: [derived(one) for one in terms["meaning_sv" if lang == "sv" else "meaning"]],
        },
        kind="glossary",
    )


def privacy_counts(study: Study) -> Shown:
    """How many people the tables hold, in which capacity, who speaks, and where contact data were masked."""
    people, log, codings = study.rows("people"), study.rows("extraction_log"), study.codings
    working = people[(people["role"] != "") | (people["organisation"] != "")]
    masked = log[log["stage"] == "contacts"]["doc_id"].unique()
    own_words = page_words(study.language)
    some = len(working) < len(people) or len(people) == 1
    words = fill(
        own_words["privacy_counts"],
        people=count(people["person_id"], "people"),
        working=fill(own_words["privacy_some"], n=count(working["person_id"], "people"))
        if some
        else own_words["privacy_all"],
        quotes=count(study.rows("quotes")["quote_id"], "quotes"),
        codings=count(codings["coding_id"], "codings"),
        participants=count(_spoken_by(codings, "participant"), "codings"),
        masked=count(masked, "documents"),
        documents=count(study.documents["doc_id"], "documents"),
    )
    return Shown(Markup("<p>{}</p>").format(words))


def _spoken_by(codings: pd.DataFrame, voice: str) -> pd.Series:
    return codings[codings["voice"] == voice]["coding_id"]
