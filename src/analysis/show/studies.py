"""The studies that name or test factors: as a table, and by their keys where a factor is shown."""

import pandas as pd
from markupsafe import Markup

from analysis.claims import derived
from analysis.comparing.context import list_bundles, load_context
from analysis.comparing.wording import join_words
from analysis.labels import label_text as t
from analysis.reporting.pages import page_words
from analysis.show.base import Shown, fill, mark_notes, table
from analysis.study import Study


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
            Markup(" ").join(
                filter(None, [_tell_found(found, source, lang), _tell_bundle(study, key, bundle)])
            )
            for found, source, key, bundle in zip(
                marked["found"], marked["source"], studies["key"], studies["bundle"], strict=True
            )
        ],
    )


def _tell_found(found: Markup, source: Markup, lang: str) -> Markup:
    """What a study found, and where that was read; for one without a finding where the study itself is."""
    told = Markup("{}: {}").format(t("found", lang), found) if found else ""
    at = Markup("<small>({})</small>").format(source) if source else ""
    return Markup(" ").join(filter(None, [told, at]))


def _tell_bundle(study: Study, key: str, bundle: str) -> Markup:
    """For a study that tested several factors at once: which, and that none of them was tested alone."""
    codes = [code.id for code in study.codebook.codes.values() if key in code.tested_by]
    if bundle != "yes":
        return Markup("")
    labels = [study.label(code) for code in codes]
    return fill(page_words(study.language)["bundle_of"], factors=join_words(labels, study.language))


def list_studies(keys: str, studies: pd.DataFrame, lang: str, *, tested: bool = False) -> Markup:
    """Studies by their keys; one that nobody has looked up says so, and one that tested a bundle where it tested."""
    unverified, bundles = set(studies[studies["verified"] == "no"]["key"]), list_bundles(studies)
    names = []
    for key in filter(None, keys.split(", ")):
        notes = [t("unverified", lang)] * (key in unverified)
        notes += [page_words(lang)["bundle"]] * (tested and key in bundles)
        names.append(Markup("{}{}").format(derived(key), f" ({', '.join(notes)})" if notes else ""))
    return Markup("<small>{}</small>").format(Markup(", ").join(names)) if names else Markup("")
