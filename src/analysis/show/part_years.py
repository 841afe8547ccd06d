"""Figures for part of a year: left out of every comparison, and what would change if they counted."""

from dataclasses import replace

from markupsafe import Markup

from analysis.comparing.conditions import list_part_years
from analysis.comparing.wording import say as phrase
from analysis.show.base import conclude
from analysis.study import Study


def count_part_years(study: Study) -> Study:
    """The same study with figures for part of a year counted as if for the whole."""
    outcomes = study.frames["outcomes"].assign(part_year=False)
    return replace(study, frames={**study.frames, "outcomes": outcomes})


def tell_part_years(study: Study) -> Markup:
    """Each figure that is left out because it covers part of a year, and on which side of the cut it would lie."""
    lang, hider = study.language, study.hider
    left_out = list_part_years(study.outcomes, study.cut)
    lines = [
        Markup("<li>{}</li>").format(
            conclude(
                phrase(
                    f"part_year_{row['side']}",
                    lang,
                    case=study.case_label(row["case_id"]),
                    text=hider.hide(row["text"]),
                    year=row["year"],
                    cut=study.cut,
                )
                + ".",
                lang,
                [row["outcome_id"]],
            )
        )
        for row in left_out.to_dict("records")
    ]
    return Markup("<ul>{}</ul>").format(Markup("").join(lines)) if lines else Markup("")
