"""The unit of a number that the text leaves out, from the numbers beside it.

"9,4 till 8,7 miljoner kronor": both are kronor. What stands alone is read by `bare_numbers`.
"""

import re

from analysis.finding.bare_numbers import read_bare
from analysis.finding.quantity_drafts import COUNTS, Draft, factor
from analysis.finding.units import qualifier_role

_BETWEEN = re.compile(
    r"(?: [a-zåäö]+[ae](?= och| eller))?"  # an adjective: "tre stora och två små projekt"
    r"(?:,|;|-? och|-? eller| respektive| resp\.| till| mot| samt| kontra| jämfört med){1,2} $"
)


def link_units(plain: str, folded: str, drafts: list[Draft]) -> None:
    """Give each bare number the unit that a neighbour, a label or a verb implies, if any does."""
    for draft, after in zip(drafts[-2::-1], drafts[:0:-1], strict=True):
        if draft.number.scale >= 1e6 and after.group != "money":
            continue  # "sex miljoner, två procent av budgeten"
        near = after.unit and after.sentence == draft.sentence and after.start - draft.end < 40
        if near and not draft.unit and _BETWEEN.match(_unqualified(folded[draft.end : after.start])):
            scale = factor(after, draft)
            draft.unit, draft.group = after.unit, after.group
            draft.low, draft.high = draft.low * scale, draft.high * scale
    previous = count = share = None
    for draft in drafts:
        count = count if count and count.line == draft.line else None
        if not draft.unit:
            near = previous if previous and previous.sentence == draft.sentence else None
            if near and near.group == "share" and folded[near.end : near.end + 1] == ")":
                near = count  # "51 (36 %) till arbete, 29 (20 %) till studier"
            share = share if share and share.line == draft.line else None
            draft.unit, draft.group = read_bare(plain, folded, draft, near, count, share)
        if draft.unit:
            previous = draft
            count = draft if draft.group in COUNTS else count
            share = draft if draft.group == "share" else share


def _unqualified(gap: str) -> str:
    """The gap between two numbers without the qualifier of the second."""
    words = gap.rstrip().rsplit(" ", 1)
    return f"{words[0]} " if len(words) > 1 and qualifier_role(words[1]) else gap
