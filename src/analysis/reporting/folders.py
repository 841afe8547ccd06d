"""A folder that is written whole or not at all: built beside its place, then put there by renaming."""

import contextlib
import errno
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from analysis.errors import AnalysisError
from analysis.paths import relative

_CANNOT_WRITE = (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR)


@contextlib.contextmanager
def replace_folder(out: Path, proof: str) -> Iterator[Path]:
    """An empty folder to write to; on success it takes the place of `out`, on failure `out` stays as it is.

    `proof` is a file that every folder written by us holds: a folder with other content, that somebody's work
    may lie in, is refused. What a killed run left behind is put right first.
    """
    out = out.resolve()
    _repair(out)
    if out.exists() and not out.is_dir():
        raise AnalysisError(relative(out), "a file, not a folder: give another folder")
    if out.exists() and any(out.iterdir()) and not (out / proof).exists():
        raise AnalysisError(relative(out), f"holds other files (no {proof}): give an empty or a new folder")
    new = _beside(out, "new")
    try:
        new.mkdir(parents=True)
        yield new
        _swap(new, out)
    except OSError as error:
        if error.errno not in _CANNOT_WRITE:
            raise
        problem = f"cannot be written ({error.strerror}): check free space and rights, or give another folder"
        raise AnalysisError(relative(out), problem) from error
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _beside(out: Path, kind: str) -> Path:
    return out.with_name(f".{out.name}.{os.getpid()}.{kind}")


def _swap(new: Path, out: Path) -> None:
    old = _beside(out, "old")
    if out.exists():
        out.rename(old)
    try:
        new.rename(out)
    except OSError:
        if old.exists() and not out.exists():
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _repair(out: Path) -> None:
    """Put back a folder that a killed run had set aside, and remove what killed runs left half-built."""
    if not out.parent.is_dir():
        return
    name = re.compile(rf"\.{re.escape(out.name)}\.(\d+)\.(new|old)")
    left = [(path, match) for path in sorted(out.parent.iterdir()) if (match := name.fullmatch(path.name))]
    for path, match in left:
        if _is_running(int(match[1])):
            continue
        if match[2] == "old" and not out.exists():
            path.rename(out)
        else:
            shutil.rmtree(path, ignore_errors=True)


def _is_running(process: int) -> bool:
    """Whether another process of that number runs; this one has left nothing behind that it still needs."""
    if process == os.getpid():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
