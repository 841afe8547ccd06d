"""What is wrong with a codebook: every fault with its line and how to mend it."""

from collections.abc import Iterator
from typing import Any

from analysis.coding.codebook_entries import CUE_FIELDS, CUE_LISTS, CUED, KINDS, LISTS, TEXTS
from analysis.coding.coded import TURNING

_KEYS = ("version", "themes", "codes", "studies", "counting_rules", "language_of_material", "unit_of_coding")


def find_faults(raw: Any) -> Iterator[str]:
    """Every fault of a codebook as read from YAML, each mapping with its `__line__`; none when all is well.

    >>> list(find_faults({"version": 1, "themes": []}))
    ['line 1: codes is missing or not a list: add it']
    >>> list(find_faults({"version": 1, "themes": [], "codes": []}))
    []
    """
    if not isinstance(raw, dict):
        yield "line 1: not a mapping: a codebook begins with version, themes and codes"
        return
    for key, kind in (("version", int), ("themes", list), ("codes", list)):
        if not isinstance(raw.get(key), kind):
            yield f"line 1: {key} is missing or not a {kind.__name__}: add it"
            return
    yield from _theme_problems(raw["themes"])
    themes, codes = (
        {str(one.get("id")) for one in raw[key] if isinstance(one, dict)} for key in ("themes", "codes")
    )
    studies = {str(one.get("key")) for one in raw.get("studies") or () if isinstance(one, dict)}
    seen: set[str] = set()
    for code in raw["codes"]:
        yield from _code_problems(code, themes, codes, seen)
        yield from _study_problems(code, studies)
    for name in CUE_LISTS:
        yield from _cue_problems(name, raw.get(name) or [])
    for key in raw.keys() - {*_KEYS, *CUE_LISTS, "__line__"}:
        yield f"line 1: unknown key {key!r}: remove it, or correct its spelling"


def _theme_problems(themes: list[Any]) -> Iterator[str]:
    for theme in themes:
        for name in ("id", "label_sv", "label_en"):
            if not isinstance(theme, dict) or not isinstance(theme.get(name), str):
                yield f"line {_line(theme)}: a theme without {name}: give it one"


def _cue_problems(name: str, cues: Any) -> Iterator[str]:
    if not isinstance(cues, list):
        yield f"line 1: {name} is not a list: write its entries as - {{cue: …}}"
        return
    for cue in cues:
        if not isinstance(cue, dict) or not isinstance(cue.get("cue"), str) or not cue["cue"].strip(" *"):
            yield f"line {_line(cue)}: an entry of {name} without a cue: write cue: WORDS"
            continue
        if cue.get("side", "any") not in ("before", "after", "any"):
            yield f"line {_line(cue)}: side {cue['side']!r} of {name}: use before, after or any"
        if not isinstance(cue.get("explains_lack", False), bool):
            yield f"line {_line(cue)}: explains_lack {cue['explains_lack']!r} of {name}: use true or false"
        if not _is_texts(cue.get("exclude", [])):
            yield f'line {_line(cue)}: exclude of {name} is not a list of texts: write exclude: ["…"]'
        for words in (cue["cue"], *_texts(cue.get("exclude"))):
            if fault := _cue_fault(words):
                yield f"line {_line(cue)}: {name} {words!r}: {fault}"
        for field in cue.keys() - {*CUE_FIELDS, "__line__"}:
            yield f"line {_line(cue)}: {name} has an unknown field {field!r}: correct or remove it"


def _code_problems(code: Any, themes: set[Any], codes: set[str], seen: set[str]) -> Iterator[str]:
    if not isinstance(code, dict):
        yield f"a code that is no mapping ({code!r}): write it as - id: NAME with its fields below"
        return
    where = f"line {_line(code)}: code {code.get('id', '?')}"
    for name in TEXTS:
        if not isinstance(code.get(name), str) or not code[name].strip():
            yield f"{where} has no {name}: write it"
    for name in LISTS:
        values = code.get(name) or []
        if not _is_texts(values):
            yield f'{where}: {name} is not a list of texts: write ["…", "…"]'
        for cue in _texts(values) if name in CUED else ():
            if fault := _cue_fault(cue):
                yield f"{where}: {name} {cue!r}: {fault}"
    for name in code.keys() - {*TEXTS, *LISTS, "__line__", "in_names", "note", "unverified"}:
        yield f"{where} has an unknown field {name!r}: remove it, or correct its spelling"
    if not isinstance(code.get("in_names", False), bool):
        yield f"{where}: in_names {code['in_names']!r}: use true or false"
    for name in _texts(code.get("ignore_polarity")) - TURNING.keys():
        yield f"{where}: ignore_polarity {name!r}: use {', '.join(TURNING)}"
    for name in _texts(code.get("yields_to")) - codes:
        yield f"{where} yields to {name!r}, which is no code: correct its spelling"
    if code.get("id") in seen:
        yield f"{where} is defined twice: delete or rename one"
    seen.add(str(code.get("id")))
    if code.get("theme") not in themes:
        known = ", ".join(sorted(map(str, themes)))
        yield f"{where}: theme {code.get('theme')!r} is not among {known}: choose one"
    if code.get("kind") not in KINDS:
        yield f"{where}: kind {code.get('kind')!r}: use {', '.join(KINDS[:-1])} or {KINDS[-1]}"


def _study_problems(code: Any, studies: set[str]) -> Iterator[str]:
    """Studies that a code names and the codebook does not list."""
    for field in ("named_by", "tested_by"):
        for key in _texts(code.get(field) if isinstance(code, dict) else None) - studies:
            where = f"line {_line(code)}: code {code.get('id', '?')}"
            yield f"{where}: {field} {key!r} is no key of studies: add the study, or correct its spelling"


def _texts(values: Any) -> set[str]:
    return {*values} if _is_texts(values) else set()


def _is_texts(values: Any) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) and value.strip() for value in values)


def _cue_fault(cue: str) -> str:
    """What is wrong with a cue; empty when nothing is.

    >>> _cue_fault("hälso*|vård*"), _cue_fault("hälso*| vård*")  # a blank has cut the alternatives in two
    ('', 'an alternative is empty: write words on both sides of each |')
    """
    words = [word for word in cue.split() if word != "*"]
    if not words:
        return "no word in it: write one"
    empty = "||" in f"|{'|'.join(words)}|".replace("*", "")
    return "an alternative is empty: write words on both sides of each |" if empty else ""


def _line(node: Any) -> int:
    return node.get("__line__", 1) if isinstance(node, dict) else 1
