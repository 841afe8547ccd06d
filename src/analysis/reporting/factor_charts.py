"""Charts of factors: the case × factor matrix, and in how many cases each factor is named."""

from collections.abc import Collection

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.labels import label_text
from analysis.reporting.charts import CELL_COLOURS, GREY, INK, PALE, STYLE, Chart, finish

_PLANNED = {
    "en": {"mixed": "mixed (plan)", "contested": "only a plan"},
    "sv": {"mixed": "blandad (plan)", "contested": "bara en plan"},
}
_WIDEST = 11  # letters of a case's name that fit over its column
_MARKERS = {"claimed": "o", "described": "o", "mixed": "D", "contested": "X"}


def draw_matrix(
    matrix: pd.DataFrame,
    cases: dict[str, str],
    codes: dict[str, str],
    themes: dict[str, str],
    language: str = "en",
    *,
    planned: Collection[tuple[str, str]] = (),
) -> Chart:
    """The case × factor matrix; `cases` and `codes` map ids to labels, `themes` each code to its theme's label.

    Rows come in the order of `codes`; a factor no case speaks of is left to the table. `planned` are the cells
    (case, code) that are mixed or contested only because of a plan.
    """
    cells = matrix.set_index(["code", "case_id"])["cell"]
    shown = [code for code in codes if any(cells[code, case] != "silent" for case in cases)]
    with mpl.rc_context(STYLE):
        figure = Figure(
            figsize=(0.9 + 0.92 * len(cases), 0.6 + 0.29 * (len(shown) + len({themes[c] for c in shown})))
        )
        axes = figure.add_subplot()
        row, last, ticks = 0, "", []
        for code in shown:
            if themes[code] != last:
                last = themes[code]
                axes.text(-0.46, row, last, fontweight="bold", va="center", fontsize=8.5, color=GREY)
                row += 1
            for column, case in enumerate(cases):
                kind = cells[code, case]
                axes.add_patch(
                    Rectangle(
                        (column - 0.46, row - 0.42),
                        0.92,
                        0.84,
                        facecolor=CELL_COLOURS[kind],
                        edgecolor=PALE,
                        lw=0.8,
                    )
                )
                axes.text(
                    column,
                    row,
                    _fit(_name_cell(kind, language, planned=(case, code) in planned)),
                    ha="center",
                    va="center",
                    fontsize=7,
                    linespacing=0.9,
                    color="white" if kind == "claimed" else INK,
                )
            ticks.append((row, codes[code]))
            row += 1
        axes.set_yticks([at for at, _ in ticks], [label for _, label in ticks])
        axes.set_xticks(range(len(cases)), list(cases.values()))
        axes.xaxis.tick_top()
        if max(map(len, cases.values())) > _WIDEST:
            axes.tick_params(axis="x", labelrotation=35)
            for label in axes.get_xticklabels():
                label.set(ha="left", rotation_mode="anchor")
        axes.tick_params(length=0)
        axes.set_xlim(-0.5, len(cases) - 0.5)
        axes.set_ylim(row - 0.4, -0.6)
        for spine in axes.spines.values():
            spine.set_visible(False)
    data = (
        matrix[matrix["code"].isin(shown)]
        .pivot(index="code", columns="case_id", values="cell")
        .reindex(index=shown, columns=list(cases))
    )
    alt = label_text("alt_matrix", language, factors=len(shown), cases=len(cases))
    return finish(figure, alt, data.reset_index())


def _name_cell(kind: str, language: str, *, planned: bool) -> str:
    """A kind of cell in the words of the picture; a silent one stays empty."""
    if kind == "silent":
        return ""
    if planned:
        return _PLANNED[language][kind]
    return label_text("contested_drawn" if kind == "contested" else kind, language)


def _fit(words: str) -> str:
    """Words on two lines, as even as may be, where they are too long for one line of a cell.

    >>> _fit("blandad"), _fit("bara upphörd eller hindrad")
    ('blandad', 'bara upphörd\\neller hindrad')
    """
    if len(words) <= 14 or " " not in words:
        return words
    blanks = [at for at, letter in enumerate(words) if letter == " "]
    middle = min(blanks, key=lambda at: abs(2 * at - len(words)))
    return f"{words[:middle]}\n{words[middle + 1 :]}"


def draw_prevalence(
    prevalence: pd.DataFrame, labels: dict[str, str], total: int, language: str = "en"
) -> Chart:
    """In how many cases each factor is claimed, described, mixed or contested, as dots on a scale of whole cases."""
    shown = prevalence[prevalence[list(_MARKERS)].sum(axis=1) > 0].sort_values(
        ["claimed", "named", "code"], ascending=[True, True, False]
    )
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(5.2, 0.9 + 0.27 * len(shown)))
        axes = figure.add_subplot()
        for row, record in enumerate(shown.to_dict("records")):
            dots = [kind for kind in _MARKERS for _ in range(int(record[kind]))]
            for column, kind in enumerate(dots, 1):
                axes.plot(column, row, _MARKERS[kind], ms=9, mew=1.6, **_colour(kind))
        for kind in [kind for kind in _MARKERS if shown[kind].any()]:
            label = label_text(kind, language)
            axes.plot([], [], _MARKERS[kind], ms=8, mew=1.6, label=label, **_colour(kind))
        axes.set_yticks(range(len(shown)), [labels[code] for code in shown["code"]])
        axes.set_xlim(0.5, total + 0.5)
        axes.set_xticks(range(1, total + 1))
        axes.set_ylim(-0.6, len(shown) - 0.4)
        axes.set_xlabel({"en": f"number of cases (of {total})", "sv": f"antal fall (av {total})"}[language])
        axes.grid(axis="y", color=PALE, lw=0.6)
        axes.set_axisbelow(True)
        axes.legend(loc="lower right", frameon=True, framealpha=1, edgecolor=PALE)
    data = shown[["code", *_MARKERS]].iloc[::-1]
    return finish(
        figure,
        label_text("alt_prevalence", language, factors=len(shown), cases=total),
        data,
    )


def _colour(kind: str) -> dict[str, str]:
    """Edge and face of a dot: hollow for a factor that is only described."""
    if kind == "described":
        return {"mec": CELL_COLOURS["claimed"], "mfc": "white"}
    return {"mec": CELL_COLOURS[kind], "mfc": CELL_COLOURS[kind]}
