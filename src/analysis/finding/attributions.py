"""Attributions: the words that give direct speech its speaker (", säger Eva Ek", "Eva Ek säger:", "– Eva Ek, rektor")."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from analysis.finding.attribution_rules import AFTER_MARKS, BEFORE_MARKS, REPORTED_BEFORE, RULES, SAID_SO
from analysis.finding.name_words import ANONYMOUS, PARTY
from analysis.finding.names import is_role, saying
from analysis.finding.people import Person
from analysis.finding.topics import end_above, start_of_line
from analysis.text import Rule, join_rules

_PERSON = re.compile(r"\(\?:PERSON[^()]*\)|PERSON")
_KEY = 2  # letters by which names are filed; shorter ones are none
_COLON = re.compile(rf"{PARTY}: ?(?=[A-ZÅÄÖ])")
_NUMBERED = re.compile(
    r"(?:([A-ZÅÄÖ][a-zåäö]+) (?:\d\d?|[A-Z])|(?:IP|R) ?\d\d?): (?=[A-ZÅÄÖ].*[.!?]$)"
)  # "Deltagare 2: Jag fick ett jobb.", "IP3: Vi väntade."
_TITLED_TURN = re.compile(
    r", (?P<role>[^\W\d_]+): (?=[A-ZÅÄÖ][^\d@]*[.!?]$)"
)  # "Eva Ek, rektor: Det går bra."
_ROLE_TURN = re.compile(r"(?P<role>[A-ZÅÄÖ][a-zåäö]+(?:n|et)): (?!Så )(?=[A-ZÅÄÖ])")  # "Rektorn: Vi väntar."
_OURS = re.compile(r"\?|\b(?:jag|vi|oss|mig|vår|vårt|våra|min|mitt|mina)\b", re.IGNORECASE)
_ASKS = re.compile(
    r"(?:(?i:reportern?|intervjuaren?|programledaren?)|I): (?=[A-ZÅÄÖ][^\n]*\?)"
)  # a voice without a name
_SIGNING = re.compile(r"[.!?…”\"»«]*(?: ?[–—/-] ?|(?P<below>\n{1,2})(?:[–—/-] ?)?| ?\(|(?<=[.!?…][”\"»]) )")
_CLOSING = re.compile(r"[”\"»]")
_SIGNED_BY_NOBODY = re.compile(r"(?P<who>(?:IP|R) ?\d{1,2}\b|[^\W\d_-]+)(?:,? [^.!?:()\n]{1,50})?(?=\n|$|\))")
_SIGNED = re.compile(r"(?:, [^.!?:()\n]{2,80})?(?=\n|$|\))")
_SIGNED_LINE = re.compile(r"(?:, [^.!?:()\n]{2,80}\.?)?(?=\n|$|\))")
_LABEL = re.compile(r"(?:, [^.!?:()\n]{2,80}| \([^()\n]{1,40}\))?: *$")
_TITLE = re.compile(r"(?:[a-zåäö-]+ )?([A-ZÅÄÖa-zåäö][a-zåäö-]+) (?=[A-ZÅÄÖ])")
_TAIL = re.compile(r"[.!?…] (?:[/–—-] ?|\()?(?=[A-ZÅÄÖ])")
_LINES_ABOVE = 60  # a longer row of names and words is read as words first
_WORD_START = re.compile(r"\b\w")
_WORD_END = re.compile(r"\b")


class _Attribution(NamedTuple):
    """A rule in two parts: what stands before the speaker, and what the speaker and the words after must be."""

    before: re.Pattern[str]
    others: re.Pattern[str]
    """What may stand there without a name: a pronoun, or for a rule without PERSON anything it allows."""
    after_name: re.Pattern[str] | None


class Cues:
    """What to look for in a text with certain people: a known name ends what fixed patterns begin.

    The names are looked up, not put into the patterns: to compile those for each document took longer than all
    else together.

    >>> cues = Cues(["Eva Ek", "Eva"])
    >>> cues.find_attribution("– Kom, dansar Eva Ek.")[0], cues.find_attribution("– Kom, dansar Ulf Ek.")
    (' dansar ', None)
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(name for name in names if len(name) >= _KEY)
        # By their first letters how long names are: few lengths, though a text may name thousands of people.
        self._lengths: dict[str, list[int]] = {}
        for start, length in sorted({(name[:_KEY], -len(name)) for name in self._names}):
            self._lengths.setdefault(start, []).append(-length)

    def find_attribution(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """The first verb of saying with a speaker after it; the match ends where the speaker stands."""
        end = len(text) if end is None else end
        found = (self._find_by(rule, text, start, end) for rule in _attributions())
        return min(filter(None, found), key=lambda match: match.start(), default=None)

    def read_turn(self, line: str, *, heads: bool = False) -> int:
        """Where the words begin after a name, alone or with a title, and a colon at the beginning of a line; else 0.

        A role stands for a name where the words are in a voice of their own, or the line is a headline (it `heads` the text).
        """
        if ":" not in line:
            return 0
        start = len(line) - len(line.lstrip(" "))
        title = _TITLE.match(line, start)
        if title and is_role(title[1].lower()) and line.rstrip()[-1:] in ".!?":
            start = title.end()  # "Enhetschef Eva Ek: Det går bra."
        if asks := _ASKS.match(line, start):
            return asks.end()
        role = _ROLE_TURN.match(line, start)
        headline = heads and line.rstrip()[-1:] not in ".!?"
        if role and is_role(role["role"].lower()) and (headline or _OURS.search(line, role.end())):
            return role.end()
        if numbered := _NUMBERED.match(line, start):
            return numbered.end() if not numbered[1] or is_role(numbered[1].lower()) else 0
        for end in self._ends_of_names(line, start):
            if turn := _COLON.match(line, end) or _described_turn().match(line, end):
                return turn.end()
            if (turn := _TITLED_TURN.match(line, end)) and is_role(turn["role"]):
                return turn.end()
        return 0

    def read_signature(self, text: str, start: int) -> tuple[int, int] | None:
        """The bounds of a name alone, or with age or title, right after the words or on the next line.

        After a closing mark whoever has no name may sign too ("kvinna, 41 år", "elev på Komvux").
        """
        dash = _SIGNING.match(text, start)
        if dash and not (dash["below"] and dash[0].endswith("\n") and self._names_come_first(text, start)):
            for end in self._ends_of_names(text, dash.end()):
                title = _SIGNED.match(text, end)
                if title and (title[0] or not dash[0].endswith("\n\n")):
                    return dash.end(), title.end()
            if dash[0].endswith("\n\n"):
                return None  # a heading or a paragraph of its own
            nobody = _SIGNED_BY_NOBODY.match(text, dash.end()) if _CLOSING.search(dash[0]) else None
            if nobody and (
                nobody["who"][-1].isdigit()
                or nobody["who"].lower() in ANONYMOUS
                or is_role(nobody["who"].lower())
            ):
                return nobody.span()
        return None

    def _names_come_first(self, text: str, offset: int) -> bool:
        """Whether names stand before the words they sign: where names and words take turns, a name is at the top."""
        named = False
        for _ in range(_LINES_ABOVE):
            end = end_above(text, start_of_line(text, offset))
            offset = start_of_line(text, end)
            is_name = any(
                (title := _SIGNED.match(text, stop)) and title.end() >= end
                for stop in self._ends_of_names(text, offset)
            )
            if is_name == named or not (is_name or text[end - 1 : end] in ("”", '"', "»")):
                return named
            named = is_name
        return False

    def read_tail(self, text: str, start: int, end: int) -> tuple[int, int, int] | None:
        """The end of the words, and the bounds of a name that signs them on the line ("Vi är nöjda. Eva Ek, rektor")."""
        for mark in _TAIL.finditer(text, start, end):
            for stop in self._ends_of_names(text, mark.end()):
                if (title := _SIGNED_LINE.match(text, stop)) and title.end() >= end:
                    return mark.start() + 1, mark.end(), end
        return None

    def is_label(self, line: str) -> bool:
        """Whether a line is a name, alone or with age or title, and a colon ("Eva Ek, rektor:")."""
        start = len(line) - len(line.lstrip(" "))
        return any(_LABEL.match(line, end) for end in self._ends_of_names(line, start))

    def has_name(self, text: str) -> bool:
        """Whether any of the names stands in a text, in full or the first or last alone."""
        return any(
            _WORD_END.match(text, end)
            for word in _WORD_START.finditer(text)
            for end in self._ends_of_names(text, word.start())
        )

    def _find_by(self, rule: _Attribution, text: str, start: int, end: int) -> re.Match[str] | None:
        for match in rule.before.finditer(text, start, end):
            if rule.others.match(text, match.end(), end):
                return match
            if rule.after_name and any(
                name_end <= end and rule.after_name.match(text, name_end, end)
                for name_end in self._ends_of_names(text, match.end())
            ):
                return match
        return None

    def _ends_of_names(self, text: str, start: int) -> list[int]:
        """Where the names that begin at an offset end, the longest first."""
        lengths = self._lengths.get(text[start : start + _KEY], ())
        return [start + length for length in lengths if text[start : start + length] in self._names]


@lru_cache(maxsize=4)
def _cues(names: frozenset[str]) -> Cues:
    return Cues(names)


def cues_of(people: list[Person]) -> Cues:
    """The cues of a text with these people."""
    parts = [part for person in people for part in (person.name, *person.name.split())]
    return _cues(frozenset([*parts, *map(str.upper, parts)]))


@cache
def _attributions() -> list[_Attribution]:
    """The rules, each parted where the speaker stands: in the lookahead that ends its pattern."""
    rules = []
    for rule in RULES:
        before, _, speaker = rule.pattern.rpartition("(?=")
        speaker = speaker[:-1]
        others = speaker.replace("PERSON|", "").replace("PERSON", "(?!)")
        after = re.compile(_PERSON.sub("", speaker)) if "PERSON" in speaker else None
        before = before.replace("SAYING", saying())
        rules.append(_Attribution(re.compile(before), re.compile(others), after))
    return rules


@cache
def _described_turn() -> re.Pattern[str]:
    """From a name to the first words of a turn: "(rektor): Vi", ", rektor: Vi" in our own voice, " svarar: Ring dem." """
    said = rf" (?:{saying()})[^.!?:\n]{{0,20}}"
    ours = rf"(?=[^\n]*(?i:{_OURS.pattern}))"
    return re.compile(
        rf"(?:(?:,[^.!?:\n]{{2,60}}| \([^):\n]{{1,40}}\)(?:,[^.!?:\n]{{2,60}})?): {ours}|{said}: )(?=[A-ZÅÄÖ][^\n]*[.!?]$)"
    )


@cache
def said_so_pattern() -> re.Pattern[str]:
    """What follows spoken words and tells whose they were ("Så säger Eva Ek"); it ends where the speaker stands."""
    return _any_of(SAID_SO)


@cache
def after_marks() -> re.Pattern[str]:
    """What follows a closing quotation mark and tells that somebody spoke; it ends where the speaker stands."""
    return _any_of(*AFTER_MARKS)


@cache
def reported_before() -> re.Pattern[str]:
    """What in the sentence that ends in quoted words tells that they are somebody's, or what somebody calls a thing (`called`)."""
    return _any_of(*REPORTED_BEFORE)


@cache
def before_marks() -> re.Pattern[str]:
    """What stands right before an opening quotation mark and tells that somebody speaks."""
    return _any_of(*BEFORE_MARKS)


def _any_of(*rules: Rule) -> re.Pattern[str]:
    return re.compile(join_rules(rules).replace("SAYING", saying()))
