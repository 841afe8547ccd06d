"""Charts: a frame in, a picture with alternative text out; nothing is calculated here.

Colours are Okabe and Ito's (2008), told apart by colour-blind readers, and every colour also has a mark or a
word. A chart carries the table it was drawn from as text, so that a notebook check compares the data.
"""

import io
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.comparing.wording import show_number
from analysis.labels import label_text

_DPI = 150
INK, GREY, PALE = "#222222", "#6b6b6b", "#e8e8e8"
CELL_COLOURS = {
    "claimed": "#0072b2",
    "described": "#a6cee8",
    "mixed": "#e69f00",
    "contested": "#d55e00",
    "silent": "#ffffff",
}
CELL_MARKS = {"claimed": "●", "described": "○", "mixed": "◐", "contested": "✕", "silent": ""}
_WORDS = {
    "en": {
        "claimed": "claimed",
        "described": "described",
        "mixed": "mixed",
        "contested": "contested",
        "planned_mixed": "mixed (plan)",
        "planned_contested": "only a plan",
        "silent": "silent",
    },
    "sv": {
        "claimed": "framhållen",
        "described": "beskriven",
        "mixed": "blandad",
        "contested": "endast motbelägg",
        "planned_mixed": "blandad (plan)",
        "planned_contested": "bara en plan",
        "silent": "nämns inte",
    },
}
_STYLE = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "axes.edgecolor": GREY,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}


@dataclass(frozen=True)
class Chart:
    """A drawn chart: PNG bytes, alternative text, the table it shows, which stands as its plain text, and the
    names of the rows (see `row_ids`) that table rests on."""

    png: bytes = field(repr=False)
    alt: str
    data: pd.DataFrame = field(repr=False)
    evidence: tuple[str, ...] = field(default=(), repr=False)

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        plain = f"{self.alt}\n{self.data.to_csv(index=False, lineterminator=chr(10))}"
        width = (
            int.from_bytes(self.png[16:20], "big") * 96 // _DPI
        )  # its true size, so that all charts have letters of one size
        return {"image/png": self.png, "text/plain": plain}, {
            "image/png": {"alt": self.alt, "width": width, "evidence": list(self.evidence)}
        }


def _finish(figure: Figure, alt: str, data: pd.DataFrame) -> Chart:
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=_DPI, bbox_inches="tight", metadata={"Software": None})
    return Chart(buffer.getvalue(), alt, data)


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
    words = _WORDS[language]
    with mpl.rc_context(_STYLE):
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
                dark = kind == "claimed"
                axes.text(
                    column,
                    row,
                    _fit(
                        words[f"planned_{kind}" if (case, code) in planned else kind]
                        if kind != "silent"
                        else ""
                    ),
                    ha="center",
                    va="center",
                    fontsize=7,
                    linespacing=0.9,
                    color="white" if dark else INK,
                )
            ticks.append((row, codes[code]))
            row += 1
        axes.set_yticks([at for at, _ in ticks], [label for _, label in ticks])
        axes.set_xticks(range(len(cases)), list(cases.values()))
        axes.xaxis.tick_top()
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
    return _finish(figure, alt, data.reset_index())


def _fit(words: str) -> str:
    """Words on two lines where they are too long for one line of a cell."""
    return words.replace(" ", "\n", 1) if len(words) > 14 else words


def draw_prevalence(
    prevalence: pd.DataFrame, labels: dict[str, str], total: int, language: str = "en"
) -> Chart:
    """In how many cases each factor is claimed, described, mixed or contested, as dots on a scale of whole cases."""
    words = _WORDS[language]
    kinds = ["claimed", "described", "mixed", "contested"]
    shown = prevalence[prevalence[kinds].sum(axis=1) > 0].sort_values(
        ["claimed", "named", "code"], ascending=[True, True, False]
    )
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(5.2, 0.9 + 0.27 * len(shown)))
        axes = figure.add_subplot()
        for row, record in enumerate(shown.to_dict("records")):
            column = 0
            for kind in kinds:
                for _ in range(int(record[kind])):
                    column += 1
                    edge = CELL_COLOURS["claimed"] if kind == "described" else CELL_COLOURS[kind]
                    face = "white" if kind == "described" else CELL_COLOURS[kind]
                    marker = {"claimed": "o", "described": "o", "mixed": "D", "contested": "X"}[kind]
                    axes.plot(column, row, marker, ms=9, mfc=face, mec=edge, mew=1.6)
        for kind, marker in [
            (kind, marker) for kind, marker in zip(kinds, "ooDX", strict=True) if shown[kind].any()
        ]:
            face = "white" if kind == "described" else CELL_COLOURS[kind]
            edge = CELL_COLOURS["claimed"] if kind == "described" else CELL_COLOURS[kind]
            axes.plot([], [], marker, ms=8, mfc=face, mec=edge, mew=1.6, label=words[kind])
        axes.set_yticks(range(len(shown)), [labels[code] for code in shown["code"]])
        axes.set_xlim(0.5, total + 0.5)
        axes.set_xticks(range(1, total + 1))
        axes.set_ylim(-0.6, len(shown) - 0.4)
        axes.set_xlabel({"en": f"number of cases (of {total})", "sv": f"antal fall (av {total})"}[language])
        axes.grid(axis="y", color=PALE, lw=0.6)
        axes.set_axisbelow(True)
        axes.legend(loc="lower right", frameon=True, framealpha=1, edgecolor=PALE)
    data = shown[["code", *kinds]].iloc[::-1]
    return _finish(
        figure,
        label_text("alt_prevalence", language, factors=len(shown), cases=total),
        data,
    )


def draw_outcomes(outcomes: pd.DataFrame, cases: dict[str, str], language: str = "en") -> Chart:
    """Outcomes in one panel for each measure, so that unlike measures never share an axis.

    Columns used: case_id, indicator, low, high, year, kind, part_year, share, share_low, share_high. An open value is an
    arrow from its bound, a target a hollow square, part of a year a hollow mark; a count with its base is drawn
    as a share with its 95 % interval.
    """
    panels = list(dict.fromkeys(outcomes["panel"]))
    heights = [max(1, (outcomes["panel"] == panel).sum()) for panel in panels]
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(5.2, 1.1 * len(panels) + 0.36 * sum(heights)))
        grid = figure.add_gridspec(
            len(panels),
            1,
            height_ratios=[height + 0.9 for height in heights],
            hspace=0.75 if len(panels) > 1 else 0,
        )
        for number, panel in enumerate(panels):
            axes = figure.add_subplot(grid[number])
            rows = outcomes[outcomes["panel"] == panel].to_dict("records")
            for row, record in enumerate(reversed(rows)):
                _draw_value(axes, row, record, language)
            axes.set_yticks(
                range(len(rows)), [_outcome_label(record, cases, language) for record in reversed(rows)]
            )
            axes.set_xlim(0, 100)
            axes.set_ylim(-0.7, len(rows) - 0.3)
            axes.annotate(
                panel,
                (0, 1),
                (-140, 6),
                "axes fraction",
                textcoords="offset points",
                fontsize=8.5,
                fontweight="bold",
                va="bottom",
            )
            if number == len(panels) - 1:
                axes.set_xlabel({"en": "per cent", "sv": "procent"}[language])
            axes.grid(axis="x", color=PALE, lw=0.6)
            axes.set_axisbelow(True)
    data = outcomes[["panel", "case_id", "year", "kind", "low", "high", "share_low", "share_high"]]
    return _finish(
        figure,
        label_text("alt_outcomes", language, cases=outcomes["case_id"].nunique(), panels=len(panels)),
        data,
    )


def _outcome_label(record: dict[str, Any], cases: dict[str, str], language: str) -> str:
    words = {"en": ("goal", "part of the year", "no year"), "sv": ("mål", "del av året", "inget år")}[
        language
    ]
    kind = words[0] if record["kind"] == "target" else words[1] if record["part_year"] else ""
    year = record["year"] or ("" if kind == words[0] else words[2])
    return " · ".join(filter(None, [cases[record["case_id"]], year, kind, record.get("what", "")]))


def _draw_value(axes: Any, row: int, record: dict[str, Any], language: str) -> None:
    low, high = record["low"], record["high"]
    colour = CELL_COLOURS["mixed"] if record["kind"] == "target" else CELL_COLOURS["claimed"]
    face = "white" if record["kind"] == "target" or record["part_year"] else colour
    if not pd.isna(record["share_low"]):
        axes.plot([record["share_low"], record["share_high"]], [row, row], color=colour, lw=2)
    if pd.isna(high) or pd.isna(low):
        bound, end = (low, min(low + 12, 100)) if pd.isna(high) else (high, max(high - 12, 0))
        axes.annotate(
            "",
            xy=(end, row),
            xytext=(bound, row),
            arrowprops={"arrowstyle": "->", "color": colour, "lw": 1.8},
        )
        axes.plot(bound, row, "|", ms=14, mec=colour, mew=2)
        axes.text(
            bound - 1.5,
            row + 0.02,
            f"{'>' if pd.isna(high) else '<'} {show_number(bound, language)}",
            ha="right",
            va="center",
            fontsize=8,
        )
        return
    axes.plot([low, high], [row, row], color=colour, lw=2)
    axes.plot(
        (low + high) / 2, row, "s" if record["kind"] == "target" else "o", ms=8, mfc=face, mec=colour, mew=1.8
    )
    axes.text(
        max(high, record["share_high"] if not pd.isna(record["share_high"]) else high) + 2,
        row,
        show_number(round((low + high) / 2, 1), language),
        va="center",
        fontsize=8,
    )


def draw_timeline(
    events: pd.DataFrame, cases: dict[str, str], changes: pd.DataFrame, language: str = "en"
) -> Chart:
    """Periods, events and publications of the cases on one axis of years, with reforms as vertical lines.

    `events` has case_id, kind, date_start, date_end; `changes` has date and label.
    """
    years = [int(day[:4]) for day in [*events["date_start"], *filter(None, events["date_end"])]]
    first, last = min(years), max(years) + 1
    changes = changes[[first <= int(day[:4]) < last for day in changes["date"]]]
    marks = {
        "event": ("o", CELL_COLOURS["claimed"]),
        "published": ("v", CELL_COLOURS["contested"]),
        "updated": ("D", CELL_COLOURS["mixed"]),
    }
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(6.6, 1.3 + 0.42 * len(cases)))
        axes = figure.add_subplot()
        for row, case in enumerate(reversed(cases)):
            for record in events[events["case_id"] == case].to_dict("records"):
                begin = _year(record["date_start"])
                end = _year(record["date_end"]) if record["date_end"] else last
                if record["kind"] == "period":
                    axes.plot(
                        [begin, end],
                        [row, row],
                        color=CELL_COLOURS["described"],
                        lw=9,
                        solid_capstyle="butt",
                        zorder=1,
                    )
                    if not record["date_end"]:
                        axes.plot(
                            last,
                            row,
                            ">",
                            ms=12,
                            mew=0,
                            color=CELL_COLOURS["described"],
                            zorder=1,
                            clip_on=False,
                        )
                else:
                    marker, colour = marks[record["kind"]]
                    published = record["kind"] != "event"
                    axes.plot(
                        begin if published else (begin + end) / 2,
                        row - 0.26 * published,
                        marker,
                        ms=6.5,
                        color=colour,
                        zorder=3,
                    )
        lines: dict[float, list[str]] = {}
        for change in changes.to_dict("records"):
            lines.setdefault(_year(change["date"]), []).append(change["label"])
        for at, letters in lines.items():
            axes.axvline(at, color=GREY, lw=1, ls=":", zorder=0)
            axes.annotate(
                ", ".join(letters),
                (at, 1),
                (0, 2),
                ("data", "axes fraction"),
                "offset points",
                fontsize=8.5,
                fontweight="bold",
                ha="center",
                va="bottom",
                color=GREY,
            )
        axes.set_yticks(range(len(cases)), list(reversed(cases.values())))
        axes.set_ylim(-0.6, len(cases) - 0.4)
        axes.set_xlim(first - 0.2, last + 0.1)
        axes.set_xticks(range(first, last + 1))
        names = {
            "en": ("period of the work", "event or year named", "published", "updated"),
            "sv": ("verksamhetens period", "händelse eller år", "publicerad", "uppdaterad"),
        }[language]
        axes.plot([], [], color=CELL_COLOURS["described"], lw=9, label=names[0])
        for (marker, colour), name in zip(marks.values(), names[1:], strict=True):
            axes.plot([], [], marker, color=colour, ms=7, label=name)
        axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.1), ncol=4, frameon=False, fontsize=7.5)
    return _finish(
        figure,
        label_text("alt_timeline", language, cases=len(cases), first=first, last=last - 1),
        events[["case_id", "kind", "date_start", "date_end"]],
    )


def _year(day: str) -> float:
    """A date (a year, a month or a day) as a point on an axis of years."""
    when = date.fromisoformat((day + "-01-01")[:10] if len(day) < 10 else day)
    return when.year + (when.timetuple().tm_yday - 1) / 366
