"""In whose words the factors are told: how many codings rest on each kind of voice, and on whose rest none."""

from markupsafe import Markup

from analysis.claims import count, derived
from analysis.labels import label_text as t
from analysis.show.base import fill
from analysis.study import Study

_KINDS = ("text", "official", "politician", "agency", "employer", "participant", "researcher", "other")


def tell_whose_words(study: Study) -> Markup:
    """How many codings that speak for a factor rest on each kind of voice, with the people behind it, in a sentence."""
    lang = study.language
    told = study.codings[study.codings["polarity"] == "facilitator"]
    parts, missing = [], []
    for kind in _KINDS:
        rows = told[told["voice"] == kind]
        if rows.empty:
            missing.append(t(f"whose_{kind}", lang))
            continue
        people = rows[rows["speaker"] != ""].drop_duplicates(["doc_id", "speaker"])
        spoken = fill(t("whose_people", lang), n=derived(len(people), ids=people["coding_id"]))
        parts.append(
            Markup("{} {}{}").format(
                t(f"whose_{kind}", lang), count(rows["coding_id"], "codings"), spoken if len(people) else ""
            )
        )
    return fill(
        t("whose_words", lang),
        all=count(told["coding_id"], "codings"),
        told=Markup(", ").join(parts) or t("none", lang),
        missing=fill(
            t("whose_missing", lang),
            names=f" {t('or', lang)} ".join([*filter(None, [", ".join(missing[:-1])]), missing[-1]]),
        )
        if missing
        else "",
    )
