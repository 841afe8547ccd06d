"""Cells that are mixed or contested, and what makes them so: an end, a hindrance, or nothing but a plan."""

from collections.abc import Collection

from markupsafe import Markup

from analysis.comparing.compare import pick_claims
from analysis.comparing.matrix import list_planned
from analysis.labels import label_text as t
from analysis.reporting.charts import CELL_MARKS
from analysis.reporting.pages import page_words
from analysis.show.base import fill
from analysis.study import Study

Cell = tuple[str, str]


def find_planned(study: Study) -> set[Cell]:
    """The cells of the study, as case and code, that are mixed or contested only because of plans."""
    return list_planned(study.codings.to_dict("records"))


def tell_beside(study: Study, codes: Collection[str]) -> Markup:
    """How many factors are claimed only in mixed cells, and what these hold beside the claim; nothing for no factor."""
    if not codes:
        return Markup("")
    rows, lang = study.codings[study.codings["code"].isin(codes)], study.language
    cells = pick_claims(rows)[["case_id", "code"]].drop_duplicates()
    told = set(rows.merge(cells, on=["case_id", "code"])["polarity"])
    words = [t(f"beside_{one}", lang) for one in ("discontinued", "barrier", "planned") if one in told]
    return fill(t("claimed_beside", lang), n=len(codes), what=f" {t('or', lang)} ".join(words))


def mark_kind(kind: str, *, planned: bool = False) -> Markup:
    """The mark of a kind of cell, with a small p where only a plan makes it so.

    >>> mark_kind("mixed"), mark_kind("mixed", planned=True)
    (Markup('◐'), Markup('◐<sup>p</sup>'))
    """
    return Markup("{}{}").format(CELL_MARKS[kind], Markup("<sup>p</sup>") if planned else "")


def say_kind(kind: str, lang: str, *, planned: bool = False) -> str:
    """A kind of cell in words.

    >>> say_kind("mixed", "en"), say_kind("mixed", "sv", planned=True)
    ('mixed', 'nämns, och även som plan')
    """
    return page_words(lang)[f"planned_{kind}"] if planned else t(kind, lang)


def explain_marks(study: Study, *, all_kinds: bool = True) -> Markup:
    """What the marks of a matrix stand for; with a p where the study has such cells, and only these if so asked."""
    planned = find_planned(study)
    cells = study.matrix.to_dict("records")
    weak = dict.fromkeys(row["cell"] for row in cells if (row["case_id"], row["code"]) in planned)
    pairs = [(kind, False) for kind in CELL_MARKS] if all_kinds else []
    pairs += [(kind, True) for kind in weak]
    return Markup(" &emsp;").join(
        Markup("<b>{}</b>&nbsp;{}").format(
            mark_kind(kind, planned=plan) or "·", say_kind(kind, study.language, planned=plan)
        )
        for kind, plan in pairs
    )
