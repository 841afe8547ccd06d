"""One hash for the part of this package that a piece of work runs, and the versions of the libraries it rests on.

The part is found by following import statements, those inside functions too; all data files of the package
(word lists, templates, schemas) count for every part.
"""

import hashlib
import os
import re
import sys
from collections.abc import Iterable
from functools import cache

from analysis.paths import PACKAGE

LIBRARIES = (
    "beautifulsoup4 ipykernel ipython jinja2 markupsafe matplotlib mistune nbclient nbconvert nbformat numpy "
    "pandas papermill pillow pygments pyyaml"
).split()

_IMPORT = re.compile(
    r"^[ \t]*(?:from|import)[ \t]+(analysis[\w.]*)(?:[ \t]+import[ \t]+(\([^)]*\)|[^\n(]*))?", re.M
)


def list_libraries() -> dict[str, str]:
    """The version of Python and of each library that a report's bytes may depend on, by name."""
    from importlib.metadata import version  # takes longer to import than all files take to hash

    python = "{}.{}".format(*sys.version_info)
    return {"python": python} | {one: version(one) for one in LIBRARIES}


def hash_package(source: str) -> str:
    """The SHA-256 of all that some Python code uses of this package; equal hashes mean equal code and data.

    >>> hash_package("from analysis import paths") == hash_package("import analysis.paths")
    True
    >>> hash_package("import analysis.paths") == hash_package("import analysis.labels")
    False
    """
    data = {name for name in _list_files() if not name.endswith(".py")}
    lines = "\n".join(f"{name} {_hash(name)}" for name in sorted(follow_imports(source) | data))
    return hashlib.sha256(lines.encode("utf-8")).hexdigest()


def follow_imports(source: str) -> set[str]:
    """The files of this package that some Python code imports, directly or through others.

    >>> sorted(follow_imports("from analysis.errors import AnalysisError"))
    ['__init__.py', 'errors.py']
    >>> follow_imports("import pandas")
    set()
    """
    found: set[str] = set()
    waiting = _list_imports(source)
    while waiting:
        found |= waiting
        waiting = {name for one in waiting for name in _imports_of(one)} - found
    return found


@cache
def _imports_of(name: str) -> set[str]:
    return _list_imports((PACKAGE / name).read_text(encoding="utf-8"))


def _list_imports(source: str) -> set[str]:
    """The files that the import statements of a source name, with the packages they lie in."""
    files = set()
    for module, names in _IMPORT.findall(source):
        words = re.findall(r"(?:^|[(,])\s*(\w+)", names)
        for candidate in (module, *(f"{module}.{word}" for word in words)):
            files |= _find_files(candidate.split(".")[1:])
    return files


def _find_files(parts: list[str]) -> Iterable[str]:
    known = _list_files()
    paths = ["/".join(parts[:size]) for size in range(len(parts) + 1)]
    return {
        name for path in paths for name in (f"{path}/__init__.py".lstrip("/"), f"{path}.py") if name in known
    }


@cache
def _list_files() -> frozenset[str]:
    """The names of the package's files; what is hidden or compiled does not count."""
    names = set()
    for folder, folders, files in os.walk(PACKAGE):
        folders[:] = [one for one in folders if not one.startswith((".", "__pycache__"))]
        inside = folder.removeprefix(str(PACKAGE)).replace(os.sep, "/")
        names |= {
            f"{inside}/{file}".lstrip("/") for file in files if not file.startswith((".", "__pycache__"))
        }
    return frozenset(names)


@cache
def _hash(name: str) -> str:
    return hashlib.sha256((PACKAGE / name).read_bytes()).hexdigest()
