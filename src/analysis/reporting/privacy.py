"""Names of people in what is shown: by role, by pseudonym or in full; and the search for leaks.

The tables keep names, since a coder needs them; notebooks and pages pass every text through here first.
Contact data is masked long before, when a raw file is read. Party letters after a name, "(S)", go in every
mode: with a name they are data on a person's political opinion.
"""

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from analysis.errors import AnalysisError
from analysis.finding.contacts import find_contacts
from analysis.finding.full_names import find_full_names
from analysis.finding.gazetteer import is_municipality
from analysis.finding.possible_names import find_possible_names
from analysis.text import Span

MODES = ("role", "full", "pseudonym")

_PARTY = r"[ \u00a0]?\((?:S|M|C|L|KD|MP|V|SD|FP|NYD|FI|s|m|c|kd|mp|v|sd|fp)\)"
_PLACE_AFTER = re.compile(r"s? (?:kommuns?|stads?|län|tingsrätt|centrum|station)\b")
_PLACE_BEFORE = re.compile(r"\b(?:i|från|till|kring|runt|nära|utanför) $", re.IGNORECASE)
_BLOCK = re.compile(
    r"</?(?:p|div|li|ul|ol|h\d|tr|td|th|table|br|section|article|figure|details|summary|dt|dd|nav|pre)\b[^>]*>",
    re.IGNORECASE,
)
_LONG_HEX = re.compile(r"\b[0-9a-f]{32,64}\b")


@dataclass(frozen=True)
class _Person:
    """What a person is called in the texts, and what is shown instead."""

    name: str
    doc_ids: frozenset[str]
    shown: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class NameHider:
    """Replaces names in texts, always in the same way; make one with `hide_by` and use `hide`."""

    mode: str
    people: tuple[_Person, ...]
    name_word: str = "[namn]"
    _patterns: dict[str, re.Pattern[str] | None] = field(default_factory=dict, repr=False, compare=False)

    def hide(self, text: str, doc_id: str = "") -> str:
        """The text with names shown as the mode says; with a `doc_id`, last and first names alone count only
        for the people of that document."""
        parts, last = [], 0
        for span in self.find(text, doc_id):
            parts += [text[last : span.start], span.text]
            last = span.end
        return "".join([*parts, text[last:]])

    def find(self, text: str, doc_id: str = "") -> list[Span]:
        """What is replaced: offsets of the words that go, and as `text` the words that come instead.

        Beside the people of the table these are all possible names, so that nobody whom the finder missed is shown.
        """
        known = self._match(text, doc_id)
        if self.mode == "full":
            return [Span(m.start("party"), m.end("party"), "") for m in known if m["party"]]
        possible = [
            one for one in find_possible_names(text) if not any(m["whole"] and _meet(m, one) for m in known)
        ]
        known = [match for match in known if not any(_meet(match, one) for one in possible)]
        spans = [self._replace(match, doc_id) for match in known]
        spans += [self._replace_possible(text, one) for one in possible]
        return sorted(spans, key=lambda span: span.start)

    def find_mentions(self, text: str, doc_id: str = "") -> list[Span]:
        """Where people of the table are named."""
        return [Span(m.start(), m.end(), m[0]) for m in self._match(text, doc_id)]

    def _match(self, text: str, doc_id: str) -> list[re.Match[str]]:
        pattern = self._pattern(doc_id)
        found = pattern.finditer(text) if pattern else ()
        return [match for match in found if match["whole"] is not None or not _is_no_mention(text, match)]

    def _replace(self, match: re.Match[str], doc_id: str) -> Span:
        shown = self._shown(match["name"], doc_id)
        if self.mode == "role" and _is_told(shown, match.string, match):
            shown = self.name_word
        return Span(match.start(), match.end(), shown + (match["genitive"] or ""))

    def _replace_possible(self, text: str, name: Span) -> Span:
        """What stands for a name of nobody in the table, or for some of the words of the name of somebody in it."""
        words = set(name.text.split())
        bearers = [p for p in self.people if p.name and words < set(p.name.split())]
        shown = bearers[0].shown if len(bearers) == 1 else self.name_word
        party = re.compile(_PARTY).match(text, name.end)
        return Span(name.start, party.end() if party else name.end, shown)

    def _shown(self, found: str, doc_id: str) -> str:
        """What stands for a name; a form that several people share is nobody's in particular."""
        form = " ".join(found.split()).casefold()
        near = [person for person in self.people if not doc_id or doc_id in person.doc_ids]
        bearers = [p for p in self.people if p.name.casefold() == form]
        bearers = bearers or [p for p in near if form in (part.casefold() for part in p.parts)]
        shown = dict.fromkeys(person.shown for person in bearers)
        return next(iter(shown)) if len(shown) == 1 else "[person]"

    def _pattern(self, doc_id: str) -> re.Pattern[str] | None:
        if doc_id not in self._patterns:
            parts = [part for p in self.people if not doc_id or doc_id in p.doc_ids for part in p.parts]
            self._patterns[doc_id] = _compile([person.name for person in self.people], parts)
        return self._patterns[doc_id]


def hide_by(
    people: Any, mode: str = "role", cases: Mapping[str, str] | None = None, language: str = "sv"
) -> NameHider:
    """A NameHider for the rows of the table `people`, in their order; `cases` gives each document's case.

    Mode `role` shows "[enhetschef]", or "[person]" where the text gives no role, or "[namn]" ("[name]" in
    English) where the text itself tells the role beside the name; `pseudonym` shows
    "Person G1": the beginning of the case's name and a number in the order of appearance.

    >>> rows = [{"name": "Eva Sala", "role": "enhetschef", "doc_id": "gnosjo"}]
    >>> hider = hide_by(rows)
    >>> hider.hide("Enligt Eva Sala (S) är Salas och Evas plan klar.")
    'Enligt [enhetschef] är [enhetschef]s och [enhetschef]s plan klar.'
    >>> hider.hide("I Sala kommun och i Sala finns en sala, sa Evald.")  # places, words, other names
    'I Sala kommun och i Sala finns en sala, sa Evald.'
    >>> [hide_by(rows, mode).hide("Eva Sala (S) berättar") for mode in ("pseudonym", "full")]
    ['Person G1 berättar', 'Eva Sala berättar']
    >>> hider.hide("Författare: Bo Ek (C), Evas granne")  # a name that the table lacks
    'Författare: [namn], [enhetschef]s granne'
    """
    if mode not in MODES:
        raise AnalysisError("names", f"{mode!r} is no way to show names: use {', '.join(MODES)}")
    rows = people.to_dict("records") if hasattr(people, "to_dict") else list(people)
    grouped: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        if row["name"].strip():
            grouped.setdefault(" ".join(row["name"].split()), []).append(row)
    homes = {name: (cases or {}).get(same[0]["doc_id"], same[0]["doc_id"]) for name, same in grouped.items()}
    initials = _initials(list(dict.fromkeys(homes.values())))
    counts: dict[str, int] = {}
    made = []
    for name, same in grouped.items():
        counts[homes[name]] = number = counts.get(homes[name], 0) + 1
        role = next((row["role"] for row in same if row["role"]), "") or "person"
        shown = f"[{role}]" if mode == "role" else f"Person {initials[homes[name]]}{number}"
        made.append(_Person(name, frozenset(row["doc_id"] for row in same), shown, _parts(name)))
    return NameHider(mode, tuple(made), "[name]" if language == "en" else "[namn]")


def _meet(match: re.Match[str], span: Span) -> bool:
    return match.start() < span.end and span.start < match.end()


def _is_told(shown: str, text: str, match: re.Match[str]) -> bool:
    """Whether the text gives the role itself, right before the name or within four words after it.

    >>> hider = hide_by([{"name": "Eva Sala", "role": "enhetschef", "doc_id": ""}])
    >>> hider.hide("Eva Sala, enhetschef på AME, och enhetschef Sala")
    '[namn], enhetschef på AME, och enhetschef [namn]'
    """
    role = re.escape(shown.strip("[]"))
    before = text[max(0, match.start() - len(shown) - 2) : match.start()]
    after = re.match(rf"\s*(?:,\s*|\(|är\s)\s*(?:\w+\s+){{0,3}}{role}\b", text[match.end() :], re.IGNORECASE)
    return bool(after or re.search(rf"\b{role}\s+$", before, re.IGNORECASE))


def _initials(cases: list[str]) -> dict[str, str]:
    """The shortest beginning of each case's name that no other case shares.

    >>> _initials(["gnosjo", "lulea", "lund"])
    {'gnosjo': 'G', 'lulea': 'Lul', 'lund': 'Lun'}
    """
    short = {}
    for case in cases:
        others = [other for other in cases if other != case]
        sizes = (n for n in range(1, len(case)) if not any(other.startswith(case[:n]) for other in others))
        short[case] = case[: next(sizes, len(case))].capitalize()
    return short


def _parts(name: str) -> tuple[str, ...]:
    """The forms that name a person by less than the full name.

    >>> _parts("Pernilla Thott Ljung"), _parts("Bo Ek"), _parts("Abbas")
    (('Thott Ljung', 'Pernilla', 'Thott', 'Ljung'), ('Ek',), ())
    """
    first, *rest = name.split()
    if not rest:
        return ()
    words = [word for word in (first, *rest) if len(word) >= 3 and word[0].isupper()]
    last = [rest[-1]] if len(rest[-1]) == 2 and rest[-1][0].isupper() else []
    return tuple(dict.fromkeys([*([" ".join(rest)] if len(rest) > 1 else []), *words, *last]))


def _compile(names: list[str], parts: list[str]) -> re.Pattern[str] | None:
    """One pattern for all forms: whole names before parts, longer before shorter."""
    wholes = _alternatives([*names, *(name.upper() for name in names)])
    pieces = _alternatives([*parts, *(part.upper() for part in parts if len(part) > 3)]) or "(?!)"
    if not wholes:
        return None
    return re.compile(
        rf"(?<![\w-])(?P<name>(?P<whole>{wholes})|{pieces})(?P<genitive>['’:]?[sS])?(?!\w|-[A-ZÅÄÖ])(?P<party>{_PARTY})?"
    )


def _alternatives(forms: list[str]) -> str:
    ordered = sorted(dict.fromkeys(forms), key=lambda form: (-len(form), form))
    return "|".join(r"\s+".join(re.escape(word) for word in form.split()) for form in ordered)


def _is_no_mention(text: str, match: re.Match[str]) -> bool:
    """Whether a lone name is a place: one that bears a municipality's name and stands as a place does."""
    bare = match["name"].split()[-1]
    if not (is_municipality(bare) or is_municipality(bare + (match["genitive"] or ""))):
        return False
    before = text[max(0, match.start() - 12) : match.start()]
    after = text[match.end("name") : match.end("name") + 20]
    return bool(_PLACE_AFTER.match(after) or _PLACE_BEFORE.search(before))


def list_boilerplate_names(segments: Any) -> list[str]:
    """Names in boilerplate, such as page owners, who are nobody in the table `people`; `segments` is that table.

    A name that stands in the body of a text too is left to `people`, which weighs its sentences.

    >>> from pandas import DataFrame
    >>> rows = [
    ...     {"kind": "boilerplate", "text": "Sidansvarig: Eva Sala"},
    ...     {"kind": "boilerplate", "text": "Bo Ek"},
    ... ]
    >>> (
    ...     list_boilerplate_names(DataFrame(rows)),
    ...     list_boilerplate_names(DataFrame([*rows, {"kind": "paragraph", "text": "Bo Ek ler."}])),
    ... )
    (['Eva Sala', 'Bo Ek'], ['Eva Sala'])
    """
    rows = segments.to_dict("records")
    body = "\n".join(row["text"] for row in rows if row["kind"] != "boilerplate")
    blocks = [row["text"] for row in rows if row["kind"] == "boilerplate"]
    found = dict.fromkeys(name for text in blocks for name, _, _ in find_full_names(text))
    return [name for name in found if name not in body]


def find_leaks(
    html_text: str, names: Iterable[str], wholes: Iterable[str] = (), *, possible: bool = False
) -> list[str]:
    """What should not be readable in a page: names (of `names`, any form), and contact data, each once.

    `wholes` are names that count only in full, since their parts may be another's; with `possible`, whatever looks
    like a name counts too (see `find_possible_names`). Contact data is reported by
    its kind and length only, so that a report of leaks does not leak.

    >>> find_leaks("<p>Sagt av <b>Eva</b> Sala, 08-123 456 78</p>", ["Eva Sala"])
    ['the name Eva Sala', 'contact data (13 characters)']
    >>> find_leaks("<p>Eva</p><p>Sala kommun</p>", ["Eva Ek"])  # her first name is enough
    ['the name Eva']
    >>> find_leaks("<p>Text: Bo Ek</p>", [], possible=True), find_leaks("<p>Text: Bo Ek</p>", [])
    (['the name Bo Ek'], [])
    >>> find_leaks("<p>I Sala kommun, sa [enhetschef] 2018-03-08</p>", ["Eva Sala"])
    []
    """
    seen = re.sub(r"(?s)<(style|script)\b.*?</\1>", " ", html_text)
    quoted = "\n\n".join(re.findall(r'\b(?:alt|title|aria-label|content)="([^"]*)"', seen))
    seen = html.unescape(re.sub(r"<[^>]+>", "", _BLOCK.sub("\n\n", seen)) + "\n\n" + html.unescape(quoted))
    leaks = []
    forms = (tuple(dict.fromkeys(" ".join(name.split()) for name in some)) for some in (names, wholes))
    if pattern := _leak_pattern(*forms):
        for match in pattern.finditer(seen):
            if match["whole"] or not _is_no_mention(seen, match):
                leaks.append(f"the name {' '.join(match['name'].split())}")
    if possible:
        leaks += [f"the name {' '.join(span.text.split())}" for span in find_possible_names(seen)]
    contacts = find_contacts(_LONG_HEX.sub("", seen))
    leaks += [f"contact data ({len(span.text)} characters)" for span in contacts]
    return list(dict.fromkeys(leaks))


@cache
def _leak_pattern(names: tuple[str, ...], wholes: tuple[str, ...]) -> re.Pattern[str] | None:
    return _compile([*names, *wholes], [part for name in names for part in _parts(name)])
