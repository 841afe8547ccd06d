"""Folders that are written whole or not at all, by one run at a time.

A folder is built beside its place, flushed to the disk and put there by one atomic exchange (Linux, macOS), or by
two renames where the system has no exchange. Whatever a killed run leaves behind, the next one clears away.
"""

import contextlib
import ctypes
import errno
import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from analysis.errors import AnalysisError
from analysis.paths import relative

try:
    import fcntl
except ImportError:  # Windows has none: there two runs at once are not kept apart
    fcntl = None  # type: ignore[assignment]

_CANNOT_WRITE = frozenset(
    getattr(errno, name)
    for name in "ENOSPC EDQUOT EFBIG EACCES EPERM EROFS ENOTDIR EEXIST EBUSY EXDEV ENAMETOOLONG".split()
    if hasattr(errno, name)
)
_NO_EXCHANGE = frozenset((errno.ENOSYS, errno.EINVAL, errno.ENOTSUP))
_threads: dict[Path, threading.RLock] = {}
_held: set[Path] = set()


@contextlib.contextmanager
def hold_folder(out: Path) -> Iterator[None]:
    """Keep other runs from writing `out` meanwhile; what a killed run left beside it is put right first.

    While another process holds it, this one waits and says so on standard error. The lock ends with its process.
    """
    out = out.resolve()
    with _threads.setdefault(out, threading.RLock()):
        if out in _held:
            yield
            return
        with _writing(out):
            out.parent.mkdir(parents=True, exist_ok=True)
            lock = _lock(out)
        _held.add(out)
        try:
            with _writing(out):
                _repair(out)
            yield
        finally:
            _held.discard(out)
            _unlock(out, lock)


@contextlib.contextmanager
def replace_folder(out: Path, proof: str, list_own: Callable[[Path], Iterable[str]]) -> Iterator[Path]:
    """An empty folder to write to; on success it takes the place of `out`, on failure `out` stays as it is.

    `proof` is a file that every folder written by us holds: a folder with other content, that somebody's work
    may lie in, is refused. `list_own` names, relative to such a folder, the files that we wrote; all others in
    it are kept.
    """
    out = out.resolve()
    with hold_folder(out), _writing(out):
        _check_place(out, proof)
        new = _beside(out, "new")
        try:
            new.mkdir()
            yield new
            if out.exists():
                _keep_foreign(out, new, set(list_own(out)))
            _flush(new)
            _swap(new, out)
        finally:
            shutil.rmtree(new, ignore_errors=True)


def restore_folder(out: Path) -> None:
    """Put back a folder that a run was killed over between two renames; anything else stays as it is."""
    out = out.resolve()
    if not out.exists() and _beside(out, "old").exists():
        with hold_folder(out):
            pass


@contextlib.contextmanager
def _writing(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in _CANNOT_WRITE:
            raise
        problem = f"cannot be written ({error.strerror}): check free space and rights, or give another folder"
        raise AnalysisError(relative(out), problem) from error


def _beside(out: Path, kind: str) -> Path:
    return out.with_name(f".{out.name}.{kind}")


def _lock(out: Path) -> int:
    """The descriptor of the locked file beside `out`; whoever holds it may delete the file."""
    if fcntl is None:
        return -1
    path, told = _beside(out, "lock"), False
    while True:
        lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if not told:
                    holder = os.pread(lock, 100, 0).decode("ascii", "replace") or "another process"
                    print(f"waiting: {holder} is writing {relative(out)}", file=sys.stderr, flush=True)
                    told = True
                fcntl.flock(lock, fcntl.LOCK_EX)
            if path.exists() and os.path.samestat(os.fstat(lock), path.stat()):
                os.ftruncate(lock, 0)
                os.pwrite(lock, f"process {os.getpid()} (since {time.strftime('%H:%M:%S')})".encode(), 0)
                return lock
        except BaseException:
            os.close(lock)
            raise
        os.close(lock)  # the one who held it has deleted the file: another one is the lock now


def _unlock(out: Path, lock: int) -> None:
    if lock >= 0:
        _beside(out, "lock").unlink(missing_ok=True)
        os.close(lock)


def _repair(out: Path) -> None:
    old = _beside(out, "old")
    if old.exists() and not out.exists():
        old.rename(out)
    for left in (old, _beside(out, "new")):
        if left.exists():
            shutil.rmtree(left)


def _check_place(out: Path, proof: str) -> None:
    if out.exists() and not out.is_dir():
        raise AnalysisError(relative(out), "a file, not a folder: give another folder")
    if out.exists() and any(out.iterdir()) and not (out / proof).exists():
        raise AnalysisError(relative(out), f"holds other files (no {proof}): give an empty or a new folder")


def _keep_foreign(out: Path, new: Path, own: set[str]) -> None:
    for folder, _, names in os.walk(out):
        for name in names:
            path = Path(folder, name)
            inside = path.relative_to(out)
            if inside.as_posix() in own:
                continue
            if (new / inside).exists():
                problem = (
                    f"{inside.as_posix()} is not of our making and stands where a new file goes: move it"
                )
                raise AnalysisError(relative(out), problem)
            (new / inside).parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(path, new / inside, follow_symlinks=False)
            except (OSError, NotImplementedError):  # a disk without hard links
                shutil.copy2(path, new / inside, follow_symlinks=False)


def _flush(folder: Path) -> None:
    """Have the disk hold everything in a folder before its name points to it."""
    for inside, _, names in os.walk(folder):
        for name in names:
            if not (path := Path(inside, name)).is_symlink():
                _flush_one(path)
        _flush_one(Path(inside))


def _flush_one(path: Path) -> None:
    if path.is_dir() and os.name == "nt":  # Windows opens no folders
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _swap(new: Path, out: Path) -> None:
    if not out.exists():
        new.rename(out)
    elif not _exchange(new, out):
        old = _beside(out, "old")
        out.rename(old)  # killed here, the next one to read or write renames it back
        try:
            new.rename(out)
        except OSError:
            old.rename(out)
            raise
        shutil.rmtree(old)
    _flush_one(out.parent)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; False where the system or the disk knows no such step."""
    library = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    names = os.fsencode(one), os.fsencode(other)
    if hasattr(library, "renameat2"):
        here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
        failed = library.renameat2(here, names[0], here, names[1], exchange)
    elif hasattr(library, "renamex_np"):
        swap = 2  # RENAME_SWAP
        failed = library.renamex_np(*names, swap)
    else:
        return False
    if failed and ctypes.get_errno() not in _NO_EXCHANGE:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
    return not failed
