"""Charts of results and time: outcomes by measure, and the cases on one axis of years."""

from datetime import date
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from analysis.comparing.wording import show_number
from analysis.finding.outcomes import is_near
from analysis.labels import label_text
from analysis.reporting.charts import CELL_COLOURS, GREY, PALE, STYLE, Chart, finish

_OPEN, _NEAR = 12, 4
"""How long an open value is drawn from its bound, and one close to it, in per cent of the scale."""
_CLOSE = {"en": ("just over", "just under"), "sv": ("drygt", "knappt")}


def draw_outcomes(outcomes: pd.DataFrame, cases: dict[str, str], language: str = "en") -> Chart:
    """Outcomes in one panel for each measure, so that unlike measures never share an axis.

    Columns used: panel, case_id, what (may be missing), low, high, qualifier, year, kind, part_year, share_low,
    share_high. An open value is an arrow from its bound, one close to its bound ("drygt") a short line, a target a hollow square, part of a year a hollow mark; a count with its base is drawn
    as a share with its 95 % interval.
    """
    panels = list(dict.fromkeys(outcomes["panel"]))
    heights = [max(1, (outcomes["panel"] == panel).sum()) for panel in panels]
    with mpl.rc_context(STYLE):
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
    return finish(
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
        near, above = is_near(record["qualifier"]), pd.isna(high)
        bound, length = (low if above else high), _NEAR if near else _OPEN
        end = min(bound + length, 100) if above else max(bound - length, 0)
        axes.annotate(
            "",
            xy=(end, row),
            xytext=(bound, row),
            arrowprops={
                "arrowstyle": "-" if near else "->",
                "color": colour,
                "lw": 1.8,
                "shrinkA": 0,
                "shrinkB": 0,
            },
        )
        axes.plot(bound, row, "|", ms=14, mec=colour, mew=2)
        axes.text(
            bound - 1.5,
            row + 0.02,
            f"{_CLOSE[language][not above] if near else '>' if above else '<'} {show_number(bound, language)}",
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

    `events` has case_id, kind, date_start, date_end, told_on, where an open period ends; `changes` has date and label.
    """
    ends = events["date_end"].where(events["date_end"] != "", events["told_on"])
    years = [int(day[:4]) for day in [*events["date_start"], *filter(None, ends)]]
    first, last = min(years), max(years) + 1
    changes = changes[[first <= int(day[:4]) < last for day in changes["date"]]]
    marks = {
        "event": ("o", CELL_COLOURS["claimed"]),
        "published": ("v", CELL_COLOURS["contested"]),
        "updated": ("D", CELL_COLOURS["mixed"]),
    }
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(6.6, 1.3 + 0.42 * len(cases)))
        axes = figure.add_subplot()
        for row, case in enumerate(reversed(cases)):
            for record in events[events["case_id"] == case].to_dict("records"):
                begin = _year(record["date_start"])
                known = record["date_end"] or record["told_on"]
                end = max(begin, _year(known)) if known else last
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
                            end,
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
    return finish(
        figure,
        label_text("alt_timeline", language, cases=len(cases), first=first, last=last - 1),
        events[["case_id", "kind", "date_start", "date_end", "told_on"]],
    )


def _year(day: str) -> float:
    """A date (a year, a month or a day) as a point on an axis of years."""
    when = date.fromisoformat((day + "-01-01")[:10] if len(day) < 10 else day)
    return when.year + (when.timetuple().tm_yday - 1) / 366
