"""Which of the places of a text it is about: the one that outweighs the rest, or the few of a joint project."""

import re
from collections import Counter

from analysis.finding.place_mentions import Mention, list_beside
from analysis.finding.place_rules import ASIDES, MEMBERS, OFFICES, VISITORS

# Who writes of many municipalities, each in an item of its own.
_SENDER = re.compile(
    r"(?:\A|\n)(?:(?i:länsstyrelsen|samordningsförbundet|nyhetsbrev)\b|Region [A-ZÅÄÖ])[^\n.]{0,60}(?=\n)"
)
_FEW = 3  # items, at the least


def name_roles(mentions: list[Mention], text: str) -> dict[str, str]:
    """The role of each place by its code: subject, visitor or other; all are other where none stands out.

    >>> from analysis.finding.place_mentions import list_mentions
    >>> text = "Luleå kommun bjöd in.\\nEn delegation från Boden kom."
    >>> name_roles(list_mentions(text), text)
    {'2580': 'subject', '2582': 'visitor'}
    """
    scores: dict[str, float] = {}
    opening, visitors, opened, firsts, aside = _opening_end(text), set(), set(), set(), False
    beside = list_beside(mentions, text)
    # An office or "X kommun" weighs two, a place in the opening two more and the first three, a county half as much.
    for i, mention in enumerate(mentions):
        code, county = mention.name.code, len(mention.name.code) == 2
        office = mention.municipal or mention.window.holds(OFFICES)
        aside = mention.window.holds(ASIDES) or (aside and i > 0 and beside[i - 1])
        weight = 0.0 if aside else 2.0 if office else 1.0
        in_company = i and beside[i - 1] and mentions[i - 1].name.code in visitors
        if in_company or mention.window.holds(VISITORS):
            visitors.add(code)
        if weight and mention.start < opening and code not in opened:
            if not county and not opened - visitors and code not in visitors:
                company = [] if mention.municipal else _list_company(mentions, beside, i)
                firsts = {code, *(m.name.code for m in company)}
            opened.add(code)
            weight += 3.0 if code in firsts else 2.0
        scores[code] = scores.get(code, 0.0) + (weight / 2 if county else weight)
    listed = {m.name.code for i, side in enumerate(beside) if side for m in mentions[i : i + 2]}
    joint = (opened & listed) - visitors
    scores = {c: s / 3 if c in visitors else s for c, s in scores.items()}
    subjects = _subjects(scores, opened, joint, firsts) | _members(mentions, beside)
    if _SENDER.search(text, 0, max(0, opening)):
        subjects |= _items(mentions, beside, text, subjects)
    return {c: "subject" if c in subjects else "visitor" if c in visitors else "other" for c in scores}


def _list_company(mentions: list[Mention], beside: list[bool], first: int) -> list[Mention]:
    """The mentions that go on a list which one begins."""
    last = first
    while last < len(beside) and beside[last]:
        last += 1
    return mentions[first + 1 : last + 1]


def _members(mentions: list[Mention], beside: list[bool]) -> set[str]:
    """The municipalities of a list that says which of them take part."""
    return {
        one.name.code
        for i, mention in enumerate(mentions)
        if mention.window.holds(MEMBERS)
        for one in (mention, *_list_company(mentions, beside, i))
    }


def _items(mentions: list[Mention], beside: list[bool], text: str, subjects: set[str]) -> set[str]:
    """The municipalities that the items of a page with a sender for many of them are about; none where one returns."""
    lines: dict[int, set[str]] = {}
    for i, mention in enumerate(mentions):
        line = text.rfind("\n", 0, mention.start) + 1
        first = line not in lines and ". " not in text[line : mention.start]
        if first and len(mention.name.code) == 4 and not text[line].isdigit():
            company = [m.name.code for m in _list_company(mentions, beside, i)]
            lines[line] = {mention.name.code, *(code for code in company if len(code) == 4)}
    uses = Counter(code for codes in lines.values() for code in codes)
    spread = len(lines) >= _FEW and max(uses.values()) <= len(lines) / 2
    return set(uses) if spread or not any(len(code) == 4 for code in subjects) else set()


def _opening_end(text: str) -> int:
    """Where the fifth block that is not empty ends: title, lead and facts are among them."""
    end = -1
    for _ in range(5):
        start = end + 1
        while text[start : start + 1] in ("\n", " "):
            start += 1
        if (end := text.find("\n", start)) < 0:
            return len(text)
    return end


def _subjects(scores: dict[str, float], opened: set[str], joint: set[str], firsts: set[str]) -> set[str]:
    """The place that outweighs the rest, or the few named jointly at the start; else none."""
    top = max(scores.values(), default=0)
    joined = firsts if len(firsts) > 1 else set()
    rivals = {code for code in scores if scores[code] > (0.6 if code in joined else 0.75) * top}
    leading = rivals & opened if len(rivals) > 1 else rivals
    clear = len(leading) == 1 or (len(leading) <= 5 and leading <= joint)
    alone = sum(len(code) == 4 for code in scores) == 1  # the only municipality of a text is its own
    return leading if clear and (top >= 2 or (alone and top >= 1)) else set()
