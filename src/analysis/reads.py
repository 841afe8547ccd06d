"""Which of the project's files a piece of work reads, recorded while it runs, each with its hash at that moment.

Python tells an audit hook (PEP 578) of every file that is opened and every folder that is listed, so nothing that
is read through Python is missed, whichever module reads it. Not seen: a mere question whether a file exists, and
files opened by compiled libraries on their own; the tables are noted by `load_tables` itself. Left out: the
package (`hash_package` covers it), other programs' files, and everything in hidden folders.
"""

import contextlib
import hashlib
import importlib.util
import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from analysis.paths import NOTEBOOKS, PACKAGE, ROOT

_note: Callable[[str, str], None] | None = None
_here = threading.local()


def hash_bytes(content: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def hash_path(path: Path) -> str:
    """The SHA-256 of a file's bytes or of a folder's list of names; empty when there is neither.

    >>> hash_path(ROOT / "no such file")
    ''
    """
    try:
        if path.is_dir():
            names = sorted(
                one.name for one in path.iterdir() if not one.name.startswith((".", "__pycache__"))
            )
            return hash_bytes("\0".join(names).encode("utf-8", "surrogateescape"))
        return hash_bytes(path.read_bytes())
    except OSError:
        return ""


def hash_read(name: str) -> str:
    """The hash that reading a file of that name, relative to the project, would record now."""
    return hash_path(ROOT / name)


def record_to(path: str) -> None:
    """Record what this process reads from now on in a file: a line of JSON for each name, relative to the project.

    The name of a folder that was listed ends with "/". Only the first reading counts: had the file changed since,
    its hash now would be another.
    """
    global _note
    descriptor, seen = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND), set()

    def note(name: str, digest: str) -> None:
        if name not in seen:
            seen.add(name)
            os.write(descriptor, (json.dumps([name, digest]) + "\n").encode())

    _note = note
    sys.addaudithook(_hear)


def read_record(path: Path) -> dict[str, str]:
    """What `record_to` recorded in a file: hash by name."""
    return dict(sorted(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()))


@contextlib.contextmanager
def pause_recording() -> Iterator[None]:
    """Record no opened files within the block: its reader notes by `note_read` what it makes use of."""
    before, _here.paused = getattr(_here, "paused", False), True
    try:
        yield
    finally:
        _here.paused = before


def note_read(name: str, digest: str) -> None:
    """Record a read that the reader knows better than the file system, such as some rows of a table."""
    if _note:
        _note(name, digest)


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in ("open", "os.listdir", "os.scandir") or getattr(_here, "paused", False):
        return
    path, *how = arguments
    if event == "open" and (isinstance(path, int) or _writes(*how)):
        return
    if (inside := _inside(Path.cwd() / os.fsdecode(path or "."))) is None:
        return
    with pause_recording():
        note_read(inside if event == "open" else f"{inside}/", hash_read(inside))


def _writes(mode: str | None, flags: int) -> bool:
    """Whether a file is opened to be written to; `os.open` gives flags and no mode."""
    return bool(set(mode) & set("wax+")) if mode else bool(flags & (os.O_WRONLY | os.O_RDWR))


def _inside(path: Path) -> str | None:
    """The name relative to the project of a file that counts; None for one that does not.

    >>> (
    ...     _inside(ROOT / "data" / "raw" / "..." / ".." / "a.txt"),
    ...     _inside(PACKAGE / "cli.py"),
    ...     _inside(Path("/etc/hosts")),
    ... )
    ('data/raw/a.txt', None, None)
    """
    path = Path(os.path.normpath(path))
    if not path.is_relative_to(ROOT) or path.is_relative_to(PACKAGE.parent) or path == NOTEBOOKS:
        return None
    if path.parent.name == "__pycache__" and path.suffix == ".pyc":
        path = Path(importlib.util.source_from_cache(path))
    inside = path.relative_to(ROOT)
    return None if any(part.startswith((".", "__pycache__")) for part in inside.parts) else inside.as_posix()
