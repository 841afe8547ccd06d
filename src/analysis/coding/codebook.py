"""The codebook: the researchers' own file of codes, cues and examples, read.

A faulty codebook is refused with all its problems at once, each with its line (`codebook_faults`).
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from analysis.coding.codebook_entries import CUE_LISTS, CUED, LISTS, TEXTS, Code, Cue
from analysis.coding.codebook_faults import find_faults
from analysis.coding.cues import CueIndex
from analysis.errors import AnalysisError
from analysis.paths import CODING, relative

DEFAULT = CODING / "codebook.yml"
_DEEP = 1000  # layers of YAML that are still read; the codebook has four


class _Loader(yaml.CSafeLoader):
    """Safe YAML whose mappings remember the line they began on."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        mapping = super().construct_mapping(node, deep=deep)
        mapping["__line__"] = node.start_mark.line + 1
        return mapping


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
            for kind in CUED:
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
    if problems := list(find_faults(raw)):
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
    texts = {name: str(raw[name]) for name in TEXTS}
    lists = {name: tuple(map(str, raw.get(name) or ())) for name in LISTS}
    return Code(**texts, **lists, in_names=bool(raw.get("in_names", False)))


def _build_cue(raw: dict[str, Any]) -> Cue:
    texts = (raw.get(name, "") for name in ("example", "false_friend", "why"))
    return Cue(
        raw["cue"],
        *texts,
        side=raw.get("side", "any"),
        explains_lack=raw.get("explains_lack", False),
        exclude=tuple(raw.get("exclude", ())),
    )
