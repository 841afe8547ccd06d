"""Whether a sentence that compares cases says what the figures and codings that it names say.

Which case has the higher figure is read from the table of outcomes, and what each case has, lacks or leaves unknown
from its codings, apart from `comparing/`, which made the sentence.
"""

import re
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from analysis.coding.codebook import load_codebook
from analysis.labels import load_words
from analysis.reporting.ledger import REPAIR, WORDS, Claim, plain_text

COMPARED = (
    "result_agreement",
    "result_difference",
    "result_joint",
    "pair_different",
    "pair_same",
    "pair_unknown",
)
PART_YEARS = ("part_year_above", "part_year_below", "part_year_open")
_READINGS = {
    "as_reported": "assume_unknown",
    "silence_as_absence": "assume_absence",
    "claimed_only": "assume_claimed",
}
_COUNT = re.compile(r"(\d+)(?: \S+)?")

Row = Mapping[str, Any]
Rows = Mapping[str, Mapping[str, Row]]
State = Mapping[str, bool | None]
"""Whether one case has each factor; None where that is unknown."""


class Chosen(NamedTuple):
    """What a notebook chose that its comparisons hang on: the themes (none stands for all), and how silence is read."""

    themes: Collection[str] = ()
    reading: str = "as_reported"


DEFAULT = Chosen()


class Words(NamedTuple):
    """The words of a report's language that a comparison is read with: labels of codes, and "and", "none"."""

    labels: Mapping[str, str]
    language: str

    def say(self, key: str) -> str:
        """The words of a key of `schema/wording.csv`."""
        return load_words(WORDS["wording"])[key][self.language]

    def join(self, names: list[str]) -> str:
        """Names as a sentence lists them."""
        if len(names) < 2:
            return "".join(names) or self.say("none")
        return f"{', '.join(names[:-1])} {self.say('and')} {names[-1]}"


def judge_comparison(
    claim: Claim, found: Mapping[str, str], rows: Rows, words: Words, chosen: Chosen = DEFAULT
) -> str:
    """What is wrong with a comparison of cases, as the end of a sentence; empty when its evidence carries it.

    `found` holds the values that the sentence puts in.
    """
    ids = {str(row["label"]): case for case, row in rows["cases"].items()}
    pair = [found[name] for name in ("a", "b", "first", "last") if name in found]
    names = pair or re.split(f", | {words.say('and')} ", found["cases"])
    if unknown := [name for name in names if name not in ids]:
        return f"compares {unknown[0]!r}, which is no case: {REPAIR}"
    figures = [_find_figures(claim, ids[name], rows) for name in names]
    if fault := _judge_order(claim.key, names, figures):
        return fault
    themes = chosen.themes
    factors = [name for name, code in load_codebook().factors.items() if not themes or code.theme in themes]
    states = [_read_case(claim, ids[name], factors, rows, chosen.reading) for name in names]
    told = _eliminate(claim.key, states, figures)
    return next((fault for name in told if (fault := _judge_list(name, found[name], told[name], words))), "")


def judge_part_year(claim: Claim, found: Mapping[str, str], rows: Rows) -> str:
    """Whether a figure that is left out is of that case, text and year, and lies on that side of the cut."""
    row = rows["outcomes"].get(claim.evidence[0])
    if row is None:
        return f"names no figure: {REPAIR}"
    home, cut = rows["cases"][row["case_id"]]["label"], float(found["cut"])
    printed = plain_text(str(rows["quantities"][row["quantity_id"]]["text"]))
    above, below = _lies_above(row, {"high": cut}), _bound(row, "high", 100) <= cut
    side = "above" if above else "below" if below else "open"
    told = (found["case"], found["text"], found["year"], claim.key.rpartition("_")[2])
    if told != (home, printed, str(row["year"]), side):
        return f"is not what outcomes has of {claim.evidence[0]} ({home}, {printed}, {row['year']}, {side}): {REPAIR}"
    return ""


def judge_assumed(found: Mapping[str, str], words: Words, chosen: Chosen) -> str:
    """Whether the assumptions that a page tells begin with how its notebook reads silence."""
    reading = words.say(_READINGS[chosen.reading])
    if found["assumptions"].startswith(reading):
        return ""
    return f"names another reading than its notebook chose ({reading}): {REPAIR}"


def _find_figures(claim: Claim, case: str, rows: Rows) -> list[Row]:
    found = [rows["outcomes"][one] for one in claim.evidence if one in rows["outcomes"]]
    return [row for row in found if row["case_id"] == case]


def _judge_order(key: str, names: list[str], figures: list[list[Row]]) -> str:
    """Whether each case has one figure, and the first lies above the last where the sentence says so."""
    if key == "pair_unknown":
        return ""
    if wrong := [name for name, own in zip(names, figures, strict=True) if len(own) != 1]:
        return f"compares the outcome of {wrong[0]} and does not name its figure: {REPAIR}"
    first, last = figures[0][0], figures[-1][0]
    if key == "result_difference" and not _lies_above(first, last):
        return f"sets {names[0]} above {names[-1]}, whose figure is not lower in outcomes: {REPAIR}"
    if key == "pair_different" and not (_lies_above(first, last) or _lies_above(last, first)):
        return f"tells {names[0]} and {names[-1]} apart, whose figures may be equal in outcomes: {REPAIR}"
    return ""


def _lies_above(one: Row, other: Row) -> bool:
    """Whether a figure is surely higher than another; "over half" is higher than 50 %.

    >>> over, half, about = ({"low": 50, "high": high, "qualifier": "över"} for high in (None, 50, 60))
    >>> _lies_above(over, half), _lies_above(half, half), _lies_above(about, over)
    (True, False, False)
    """
    low, high = _bound(one, "low", 0), _bound(other, "high", 100)
    return low > high or (low == high and _bound(one, "high", 100) > low and one["qualifier"] != "minst")


def _bound(row: Row, name: str, unknown: float) -> float:
    """The least or the most that a figure in percent can be."""
    bound = str(row[name])
    return float(bound) if re.fullmatch(r"[\d.]+", bound) else unknown


def _read_case(claim: Claim, case: str, factors: list[str], rows: Rows, reading: str) -> State:
    """What a case has, as silence is read; counter-evidence leaves a factor unknown."""
    silence = None if reading == "as_reported" else False
    codings = [rows["codings"][one] for one in claim.evidence if one in rows["codings"]]
    state: dict[str, bool | None] = dict.fromkeys(factors, silence)
    own = [row for row in codings if row["case_id"] == case]
    for row in own:
        has = row["status"] == "claimed" or reading != "claimed_only"
        state[row["code"]] = bool(state[row["code"]]) or has
    return state | {row["code"]: None for row in own if row["polarity"] != "facilitator"}


def _eliminate(key: str, states: list[State], figures: list[list[Row]]) -> dict[str, list[str]]:
    """The factors that a sentence should list or count, by the name of its value."""
    factors = list(states[0])
    known = [code for code in factors if None not in [state[code] for state in states]]
    differing = [code for code in known if len({state[code] for state in states}) > 1]
    shared = [code for code in known if all(state[code] for state in states)]
    if key.startswith("pair_"):
        return {"differing": differing, "shared": shared, "distance": differing, "compared": known}
    if key == "result_difference":
        kept, eliminated = differing, [code for code in known if code not in differing]
    else:
        signs = [key == "result_agreement" or own in _list_upper(figures) for own in figures]
        pairs = [[state[code] for state in states] for code in factors]
        kept = [code for code, found in zip(factors, pairs, strict=True) if found == signs]
        eliminated = [
            code
            for code, found in zip(factors, pairs, strict=True)
            if any(one is not None and one != sign for one, sign in zip(found, signs, strict=True))
        ]
    rest = [code for code in factors if code not in kept and code not in eliminated]
    return {"kept": kept, "eliminated": eliminated, "undecided": rest}


def _list_upper(figures: list[list[Row]]) -> list[list[Row]]:
    """The figures before the first that all those before it lie above: the cases with the outcome stand first."""
    for at in range(2, len(figures) - 1):
        if all(_lies_above(one[0], other[0]) for one in figures[:at] for other in figures[at:]):
            return figures[:at]
    return figures


def _judge_list(name: str, told: str, codes: list[str], words: Words) -> str:
    """Whether a list of factors names these, or says how many they are."""
    number = _COUNT.fullmatch(told)
    if told == words.join([words.labels[code] for code in codes]) or (
        number and int(number[1]) == len(codes)
    ):
        return ""
    return f"gives {told!r} as {name}, which by the codings are {len(codes)}: {REPAIR}"
