"""With which reservations the results of cases are compared, to stand beside every comparison."""

from collections.abc import Collection

import pandas as pd
from markupsafe import Markup

from analysis.claims import conclusion
from analysis.comparing.outcome_remarks import Pair, pair_outcomes, pick_comparable
from analysis.comparing.wording import say as phrase
from analysis.labels import label_text as t
from analysis.phrases import translate
from analysis.show.base import conclude
from analysis.study import Study


def pick_figures(study: Study) -> pd.DataFrame:
    """The figures that the study sets beside each other, one a case, as its parameter `measure` says."""
    return pick_comparable(study.outcomes, study.measure)


def pair_figures(study: Study) -> list[Pair]:
    """The pairs of cases whose figures the study compares, with the reservations."""
    figures = pick_figures(study)
    return pair_outcomes(figures, {case: study.case_label(case) for case in figures["case_id"]})


def list_caveats(study: Study, cases: Collection[str]) -> list[str]:
    """How far the figures of some cases are comparable, as a sentence that points to `list_reserved_pairs`."""
    if not any({pair.one, pair.other} <= set(cases) for pair in pair_figures(study)):
        return []
    key = "reason_read_as_one" if study.measure == "nearest_indicator" else "reason_reserved"
    return [phrase(key, study.language)]


def tell_caveats(study: Study, cases: Collection[str]) -> Markup:
    """What `list_caveats` says, as sentences marked as conclusions on the figures."""
    figures = pick_figures(study)
    ids = figures[figures["case_id"].isin(cases)]["outcome_id"]
    return Markup(" ").join(
        conclude(f"{words[:1].upper()}{words[1:]}.", study.language, ids)
        for words in list_caveats(study, cases)
    )


def point_to_pairs(study: Study) -> Markup:
    """Below an order of cases: that their figures are compared with the reservations in the table of pairs."""
    if not pair_figures(study):
        return Markup("")
    words = phrase("reserved_in_table", study.language)
    return Markup("<p>{}</p>").format(conclude(words, study.language, pick_figures(study)["outcome_id"]))


def list_reserved_pairs(study: Study) -> Markup:
    """Below a comparison of cases: what is assumed, and for each pair its reservations; empty without a pair."""
    pairs, figures, lang = pair_figures(study), pick_figures(study), study.language
    if not pairs:
        return Markup("")
    lines = [
        Markup("<li>{} – {}: {}</li>").format(
            study.case_label(pair.one),
            study.case_label(pair.other),
            conclusion(
                translate("; ".join(pair.reservations), lang) or t("none", lang),
                figures[figures["case_id"].isin([pair.one, pair.other])]["outcome_id"],
            ),
        )
        for pair in pairs
    ]
    assumed = Markup("")
    if study.measure == "nearest_indicator":
        words = phrase("reason_nearest", lang)
        assumed = Markup("<p>{}</p>").format(
            conclude(f"{words[:1].upper()}{words[1:]}.", lang, figures["outcome_id"])
        )
    return Markup("{}<p>{}</p><ul>{}</ul>").format(
        assumed, t("reservations of pairs", lang), Markup("").join(lines)
    )
