"""The codebook: the researchers' own file of codes, cues and examples, read and checked.

A faulty codebook is refused with all its problems at once, each with its line.
"""

from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from analysis.coding.coded import TURNING
from analysis.coding.cues import CueIndex
from analysis.errors import AnalysisError
from analysis.paths import CODING, relative

DEFAULT = CODING / "codebook.yml"
CUE_LISTS = (
    "claim_cues",
    "claim_list_heads",
    "planned_heads",
    "barrier_heads",
    "negation_cues",
    "barrier_cues",
    "discontinued_cues",
    "planned_cues",
    "fear_cues",
    "prevention_cues",
    "other_actor_cues",
    "criticism_cues",
)
_KEYS = ("version", "themes", "codes", "studies", "counting_rules", "language_of_material", "unit_of_coding")
KINDS = ("factor", "context", "residual")
"""A factor; a circumstance outside the municipality's control; what a source names and no other code covers."""
_DEEP = 1000  # layers of YAML that are still read; the codebook has four


class _Loader(yaml.CSafeLoader):
    """Safe YAML whose mappings remember the line they began on."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        mapping = super().construct_mapping(node, deep=deep)
        mapping["__line__"] = node.start_mark.line + 1
        return mapping


@dataclass(frozen=True, slots=True)
class Code:
    """A code of the codebook: what it means, the cues that propose it, and the sentences that test them.

    `lack` cues propose the code and say that it is lacking; `ignore_polarity` names the cue lists that do not
    turn it; a bare mention `yields_to` other codes in the sentence or the one before; `in_names` lets it be
    found within the name of a project or method.
    """

    id: str
    theme: str
    kind: str
    label_sv: str
    label_en: str
    definition: str
    definition_sv: str
    code_when: str
    not_when: str
    strong: tuple[str, ...] = ()
    lack: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    ignore_polarity: tuple[str, ...] = ()
    yields_to: tuple[str, ...] = ()
    in_names: bool = False
    examples: tuple[str, ...] = ()
    hard: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()
    named_by: tuple[str, ...] = ()
    tested_by: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()

    def define(self, language: str) -> str:
        """What it means, in a language."""
        return self.definition_sv if language == "sv" else self.definition


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue of a way of speaking (claim, plan, barrier …) with its test sentences and its reason.

    `side` tells where a factor stands that a claim cue speaks of: before it ("har bidragit till"),
    after it ("tack vare"), or any. `exclude` lists the false friends that cancel it.
    """

    cue: str
    example: str
    false_friend: str
    why: str
    side: str = "any"
    exclude: tuple[str, ...] = ()


_TEXTS = tuple(one.name for one in fields(Code) if one.default is MISSING)
_LISTS = tuple(one.name for one in fields(Code) if one.default == ())
_CUED = ("strong", "lack", "weak", "exclude")
_CUE_FIELDS = tuple(one.name for one in fields(Cue))


@dataclass(frozen=True)
class Codebook:
    """All codes by id in the order of themes and file, the themes' labels, and the cue lists by name."""

    version: int
    themes: dict[str, dict[str, str]]
    codes: dict[str, Code]
    cues: dict[str, tuple[Cue, ...]]

    @cached_property
    def factors(self) -> dict[str, Code]:
        """The codes that are counted and compared: all but the residual one, which holds unlike things."""
        return {code.id: code for code in self.codes.values() if code.kind != "residual"}

    def current_id(self, code: str) -> str | None:
        """The id a code has now, by its present or a former name; None when the codebook lacks it."""
        return self._ids.get(code)

    @cached_property
    def _ids(self) -> dict[str, str]:
        """The present id by each present and former name."""
        renamed = {former: code.id for code in reversed(self.codes.values()) for former in code.formerly}
        return renamed | {code: code for code in self.codes}

    @cached_property
    def index(self) -> CueIndex:
        """Every cue of the codebook in one index; owners are ("strong", code id), ("claim_cues", 3),
        and ("exclude", "claim_cues", 3) for what cancels the list's fourth entry."""
        owners: list[tuple[tuple[str | int, ...], str]] = []
        for code in self.codes.values():
            for kind in _CUED:
                owners += [((kind, code.id), cue) for cue in getattr(code, kind)]
        for name, cues in self.cues.items():
            for number, cue in enumerate(cues):
                owners.append(((name, number), cue.cue))
                owners += [(("exclude", name, number), words) for words in cue.exclude]
        return CueIndex(owners)


def load_codebook(path: Path = DEFAULT) -> Codebook:
    """The codebook in a YAML file, its codes by theme; raises AnalysisError with every problem and its line."""
    try:
        return _read(path.read_bytes(), path)
    except FileNotFoundError:
        raise AnalysisError(relative(path), "no such file: give a codebook with --codebook") from None


@lru_cache(maxsize=4)  # every cell of a notebook and every check of a page asks for the same one
def _read(content: bytes, path: Path) -> Codebook:
    try:
        text = content.decode("utf-8-sig")
        _refuse_bombs(text, path)
        raw = yaml.load(text, _Loader)  # a safe loader
    except UnicodeDecodeError:
        raise AnalysisError(relative(path), "not UTF-8: save the codebook as UTF-8") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise AnalysisError(
            relative(path), f"line {line}: not valid YAML ({error.problem}): mend it"
        ) from None
    except yaml.YAMLError as error:
        raise AnalysisError(relative(path), f"not valid YAML ({error}): mend it") from None
    if problems := list(_problems(raw)):
        raise AnalysisError(relative(path), problems)
    themes = {theme["id"]: {"sv": theme["label_sv"], "en": theme["label_en"]} for theme in raw["themes"]}
    by_theme = sorted(raw["codes"], key=lambda code: list(themes).index(code["theme"]))
    return Codebook(
        version=raw["version"],
        themes=themes,
        codes={code["id"]: _build_code(code) for code in by_theme},
        cues={name: tuple(_build_cue(cue) for cue in raw.get(name, ())) for name in CUE_LISTS},
    )


def _refuse_bombs(text: str, path: Path) -> None:
    """Raise AnalysisError for YAML that reading may never be done with: very many layers, or aliases of aliases."""
    anchored: list[bool] = []  # of each layer that is open
    for event in yaml.parse(text, yaml.CSafeLoader):
        problem = ""
        if isinstance(event, yaml.CollectionStartEvent):
            anchored.append(event.anchor is not None)
        elif isinstance(event, yaml.CollectionEndEvent):
            anchored.pop()
        elif isinstance(event, yaml.AliasEvent) and any(anchored):
            problem = f"the alias *{event.anchor} stands in what has an anchor itself: write it out"
        if len(anchored) > _DEEP:
            problem = f"more than {_DEEP} layers: mend it"
        if problem:
            raise AnalysisError(relative(path), f"line {event.start_mark.line + 1}: {problem}")


def _build_code(raw: dict[str, Any]) -> Code:
    texts = {name: str(raw[name]) for name in _TEXTS}
    lists = {name: tuple(map(str, raw.get(name) or ())) for name in _LISTS}
    return Code(**texts, **lists, in_names=bool(raw.get("in_names", False)))


def _build_cue(raw: dict[str, Any]) -> Cue:
    texts = (raw.get(name, "") for name in ("example", "false_friend", "why"))
    return Cue(raw["cue"], *texts, side=raw.get("side", "any"), exclude=tuple(raw.get("exclude", ())))


def _problems(raw: Any) -> Iterator[str]:
    """Every fault of a codebook, with its line."""
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
        if not _is_texts(cue.get("exclude", [])):
            yield f'line {_line(cue)}: exclude of {name} is not a list of texts: write exclude: ["…"]'
        for words in (cue["cue"], *_texts(cue.get("exclude"))):
            if fault := _cue_fault(words):
                yield f"line {_line(cue)}: {name} {words!r}: {fault}"
        for field in cue.keys() - {*_CUE_FIELDS, "__line__"}:
            yield f"line {_line(cue)}: {name} has an unknown field {field!r}: correct or remove it"


def _code_problems(code: Any, themes: set[Any], codes: set[str], seen: set[str]) -> Iterator[str]:
    if not isinstance(code, dict):
        yield f"a code that is no mapping ({code!r}): write it as - id: NAME with its fields below"
        return
    where = f"line {_line(code)}: code {code.get('id', '?')}"
    for name in _TEXTS:
        if not isinstance(code.get(name), str) or not code[name].strip():
            yield f"{where} has no {name}: write it"
    for name in _LISTS:
        values = code.get(name) or []
        if not _is_texts(values):
            yield f'{where}: {name} is not a list of texts: write ["…", "…"]'
        for cue in _texts(values) if name in _CUED else ():
            if fault := _cue_fault(cue):
                yield f"{where}: {name} {cue!r}: {fault}"
    for name in code.keys() - {*_TEXTS, *_LISTS, "__line__", "in_names", "note", "unverified"}:
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
