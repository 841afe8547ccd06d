"""What all charts share: a frame in, a picture with alternative text out; nothing is calculated in them.

Colours are Okabe and Ito's (2008), told apart by colour-blind readers, and every colour also has a mark or a
word. A chart carries the table it was drawn from as text, so that a notebook check compares the data. matplotlib
takes half a second to load, so what draws is imported where a chart is drawn: most notebooks have none.
"""

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from matplotlib.figure import Figure

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
STYLE = {
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


def finish(figure: "Figure", alt: str, data: pd.DataFrame) -> Chart:
    """A figure as a chart."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=_DPI, bbox_inches="tight", metadata={"Software": None})
    return Chart(buffer.getvalue(), alt, data)
