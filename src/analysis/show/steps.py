"""The steps from text to tables, and the quality of the rules."""

from dataclasses import replace
from functools import cache
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis.claims import count, derived, value
from analysis.coding.coded import RULES
from analysis.comparing.agreement import FEWEST
from analysis.comparing.wording import show_number
from analysis.labels import label_text as t
from analysis.phrases import translate
from analysis.quality import Score, list_references, score_parts
from analysis.reporting.pages import page_words
from analysis.row_ids import name_rows
from analysis.show.agreement import list_fresh_f1
from analysis.show.base import Shown, fill, fold, link, say, swedish, table
from analysis.show.undecided import list_undecided
from analysis.study import Study


def _document(study: Study, name: str) -> pd.DataFrame:
    return study.frames[name][study.frames[name]["doc_id"] == study.doc_id]


def segments_table(study: Study) -> Shown:
    """The blocks of the chosen document with their kind; of boilerplate only how long it is."""
    hider, lang, frame = study.hider, study.language, _document(study, "segments")
    words = [
        Markup("<em>{}</em>").format(
            fill(t("left_out", lang), n=derived(row["end"] - row["start"], ids=[row["segment_id"]]))
        )
        if row["kind"] == "boilerplate"
        else swedish(_short(hider.hide(row["text"], study.doc_id)), row["segment_id"])
        for row in frame.to_dict("records")
    ]
    return table(
        {
            t("block", lang): [derived(one.rpartition("-")[2], ids=[one]) for one in frame["segment_id"]],
            t("kind", lang): [translate(kind, lang) for kind in frame["kind"]],
            t("section", lang): [swedish(_short(x), study.doc_id) for x in frame["section"]],
            t("text", lang): words,
        }
    )


def quotes_table(study: Study) -> Shown:
    """The utterances of the chosen document with their speakers."""
    hider, lang, frame = study.hider, study.language, _document(study, "quotes")
    speakers = [hider.hide(name, study.doc_id) for name in frame["speaker"]]
    columns = {
        t("speaker", lang): [speaker or t("not said", lang) for speaker in speakers],
        t("role", lang): [
            "" if speaker == f"[{role}]" else swedish(role)
            for speaker, role in zip(speakers, frame["role"], strict=True)
        ],
        t("organisation", lang): [swedish(name) for name in frame["organisation"]],
        t("quote", lang): [
            swedish(hider.hide(text, study.doc_id), one)
            for one, text in zip(frame["quote_id"], frame["text"], strict=True)
        ],
    }
    if not any(columns[t("role", lang)]):
        del columns[t("role", lang)]  # it stands in place of the name
    return table(columns)


def quantities_table(study: Study) -> Shown:
    """The figures of the chosen document."""
    lang, frame = study.language, _document(study, "quantities")
    numbers = {
        column: [
            "" if pd.isna(x) else value("quantities", one, column, show_number(x, lang))
            for one, x in zip(frame["quantity_id"], frame[column], strict=True)
        ]
        for column in ("low", "high", "base")
    }
    printed = zip(frame["sentence_id"], frame["text"], frame["quantity_id"], strict=True)
    return table(
        {
            t("as printed", lang): [
                link(s, swedish(study.hider.hide(x, study.doc_id), q)) for s, x, q in printed
            ],
            t("low", lang): numbers["low"],
            t("high", lang): numbers["high"],
            t("unit", lang): [translate(unit, lang) for unit in frame["unit"]],
            t("qualifier", lang): [swedish(x) for x in frame["qualifier"]],
            t("words beside it", lang): [
                swedish(value("quantities", one, "measure", study.hider.hide(x, study.doc_id)))
                for one, x in zip(frame["quantity_id"], frame["measure"], strict=True)
            ],
            t("kind", lang): [t(kind, lang) for kind in frame["kind"]],
            t("period", lang): [
                value("quantities", one, "period", x)
                for one, x in zip(frame["quantity_id"], frame["period"], strict=True)
            ],
            t("base", lang): numbers["base"],
        }
    )


def codings_table(study: Study) -> Shown:
    """What the rules coded in the chosen document: the words that fired, the rule, and what made it claimed or turned it."""
    hider, lang, frame = study.hider, study.language, _document(study, "codings")
    frame = frame[frame["coder"] == RULES]
    return table(
        {
            t("factor", lang): [study.label(code) for code in frame["code"]],
            t("words", lang): [
                link(
                    row["sentence_id"],
                    swedish(_short(hider.hide(row["text"], study.doc_id)), row["coding_id"]),
                )
                for row in frame.to_dict("records")
            ],
            t("status", lang): [t(status, lang) for status in frame["status"]],
            t("polarity", lang): [t(polarity, lang) for polarity in frame["polarity"]],
            t("voice", lang): [t("voice_" + voice, lang) for voice in frame["voice"]],
            t("rule", lang): [page_words(lang).get(f"rule_{rule}", rule) for rule in frame["rule"]],
            t("because of", lang): [
                swedish(_short(hider.hide(scope, study.doc_id)), study.doc_id) for scope in frame["scope"]
            ],
        }
    )


def sizes_table(study: Study) -> Shown:
    """The number of rows of every table."""
    return table(
        {
            t("table", study.language): list(study.frames),
            t("rows", study.language): [
                count(name_rows(name, frame), name) for name, frame in study.frames.items()
            ],
        }
    )


def log_table(study: Study) -> Shown:
    """What was left out or stayed unresolved in all documents."""
    hider, lang, frame = study.hider, study.language, study.frames["extraction_log"]
    ids = name_rows("extraction_log", frame)
    return table(
        {
            t("document", lang): frame["doc_id"], t("stage", lang): [translate(stage, lang) for stage in frame["stage"]], t("severity", lang): [translate(one, lang) for one in frame["severity"]],
            t("words", lang): [swedish(_short(hider.hide(text)), one) for one, text in zip(ids, frame["text"], strict=True)],
            t("reason", lang): [_log_reason(*row, lang) for row in zip(ids, frame["stage"], map(hider.hide, frame["reason"]), strict=True)],
        }
    )  # fmt: skip


def _log_reason(row_id: str, stage: str, reason: str, lang: str) -> Markup:
    """The reason of a line of the log: the cell itself in English, its translation otherwise; what people wrote stays."""
    cell = value("extraction_log", row_id, "reason", reason)
    if lang != "en" and stage == "corrections":
        return Markup('<span lang="en">{}</span>').format(cell)
    return cell if lang == "en" else derived(translate(reason, lang))


_FOLDED = "tuning"
"""Texts in sight while the rules were mended: they say least about other texts."""


def quality_table(study: Study) -> Shown:
    """Precision, recall and F1 of the rules for each table and part."""
    return _scores(study, lambda measure: not measure.startswith("code "))


def code_quality_table(study: Study) -> Shown:
    """Precision, recall and F1 of the rules for each code and part, on whole texts; the texts for tuning are folded away."""

    def show(parts: list[str]) -> Markup:
        return _scores(replace(study, parts=parts), lambda measure: measure.startswith("code ")).html

    folded = [part for part in study.parts if part == _FOLDED]
    shown = [part for part in study.parts if part != _FOLDED]
    parts = [show(shown)] if shown else []
    for part in folded:
        title = t("part_folded", study.language, part=t(f"part_{part}", study.language))
        parts.append(fold(title, show([part])) if shown else show([part]))
    return Shown(Markup("\n").join(parts))


@cache
def _score_part(part: str) -> list[Score]:
    """The scores of a part: several cells of a notebook show them, and scoring takes seconds."""
    return score_parts((part,))


@cache
def _count_texts(part: str) -> int:
    return sum(1 for _ in list_references(part))


def _scores(study: Study, wanted: Any) -> Shown:
    lang = study.language
    scores = [score for part in study.parts for score in _score_part(part) if wanted(score.measure)]
    figures = {
        t("part", lang): [
            fill(t("part_texts", lang), part=t("part_" + score.part, lang), n=_count_texts(score.part))
            for score in scores
        ],
        t("measure", lang): [
            study.label(code)
            if (code := s.measure.removeprefix("code ")) in study.all_codes
            else translate(s.measure, lang)
            for s in scores
        ],
        t("right", lang): [score.right for score in scores],
        t("wrong", lang): [score.wrong for score in scores],
        t("missed", lang): [score.missed for score in scores],
        t("precision", lang): [_two(score.precision, lang) for score in scores],
        t("recall", lang): [_two(score.recall, lang) for score in scores],
        "F1": [_two(score.f1, lang) for score in scores],
        t("95 % interval", lang): [
            "–" if s.low == s.high or _count_texts(s.part) < FEWEST else _interval(s, lang) for s in scores
        ],
    }
    return table(figures)


_STRICTER = {
    "codes per text": "codes per sentence",
    "quantities (value, unit)": "quantities (value, unit, kind)",
}
"""What the page beside a measure needs as well, when the measure alone asks for less."""


def trust(study: Study, measure: str) -> Shown:
    """How far the rules can be trusted with one measure: on the held-out texts, also more strictly, and in the rounds of new ones."""
    score = next(score for score in _score_part("scored") if score.measure == measure)
    lang = study.language
    values = {name: _two(getattr(score, name), lang) for name in ("precision", "recall", "f1")}
    values |= {"measure": t(measure, lang), "interval": _interval(score, lang)}
    sentence = t("trust", lang)
    if measure in _STRICTER:
        strict = next(score for score in _score_part("scored") if score.measure == _STRICTER[measure])
        sentence = f"{sentence} {t('trust_strict', lang)}"
        values |= {"more": t(strict.measure, lang), "strict": _two(strict.f1, lang)}
        values["strict_interval"] = _interval(strict, lang)
    if fresh := list_fresh_f1(measure):
        sentence = f"{sentence} {t('trust_fresh', lang)}"
        values |= {"lowest": _two(min(fresh), lang), "highest": _two(max(fresh), lang)}
    if measure == "codes per text":  # nobody decides on quotes and figures
        sentence = f"{sentence} {t('trust_undecided' if len(list_undecided(study)) else 'trust_coder', lang)}"
    return say(sentence, **values)


def declined_table(study: Study) -> Shown:
    """For each code how many proposals the rules decline to count, of all they make, and why."""
    lang, proposals = study.language, study.frames["proposals"]
    counted = study.frames["codings"][study.frames["codings"]["coder"] == RULES]["code"].value_counts()
    declined = proposals["code"].value_counts()
    codes = [code for code in study.all_codes if declined.get(code, 0)]
    reasons = proposals.groupby("code")["reason"].agg(
        lambda column: "; ".join(sorted({translate(one, lang).split(":")[0] for one in column}))
    )
    return table(
        {
            t("factor", lang): [study.label(code) for code in codes],
            t("declined", lang): [
                count(proposals[proposals["code"] == code]["proposal_id"], "proposals") for code in codes
            ],
            t("proposed in all", lang): [int(declined[code] + counted.get(code, 0)) for code in codes],
            t("why", lang): [reasons[code] for code in codes],
        }
    )


def _two(share: float | None, lang: str) -> Markup:
    return Markup("–") if share is None else derived(share, show_number(share, lang, 2))


def _interval(score: Score, lang: str) -> Markup:
    return Markup("{}–{}").format(_two(score.low, lang), _two(score.high, lang))


def _short(text: str) -> str:
    return text if len(text) <= 140 else text[:139].rsplit(" ", 1)[0] + " …"
