"""Who works on batches: this process, several on this machine, or the workers of a Dask cluster.

Each gives the manifests as they are done, in any order, with few batches handed out at a time.
"""

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Any

from analysis.errors import AnalysisError

Make = Callable[[Any, Any], dict[str, Any]]

_AHEAD = 2  # batches handed out for each worker, so that none waits for the next
_RETRIES = 2  # of a batch that fails on a cluster, perhaps for the state of one machine
_PATIENCE = 30  # seconds to wait for a scheduler and its first worker


def run_here(make: Make, work: Any, batches: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """One after another in this process."""
    return (make(work, batch) for batch in batches)


def run_processes(make: Make, work: Any, batches: Sequence[Any], workers: int) -> Iterator[dict[str, Any]]:
    """In several processes of this machine, fresh ones that inherit nothing; they end with this one, however it ends."""
    before = set(multiprocessing.active_children())
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(
        min(workers, len(batches)), context, initializer=_start_worker, initargs=gc.get_threshold()
    )
    waiting = iter(batches)
    try:
        running = {pool.submit(make, work, batch) for batch in islice(waiting, _AHEAD * workers)}
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            running |= {pool.submit(make, work, batch) for batch in islice(waiting, len(done))}
            for future in done:
                yield future.result()
    except BrokenProcessPool:
        problem = (
            "ended unexpectedly (out of memory?): run again, it goes on from here; fewer --workers need less"
        )
        raise AnalysisError("a worker process", problem) from None
    except BaseException:  # Ctrl-C, or a reader that wants no more: no worker finishes what nobody waits for
        for process in set(multiprocessing.active_children()) - before:
            process.terminate()
        raise
    else:
        pool.shutdown(wait=False)  # they clear up while this one adds the totals
    finally:
        pool.shutdown(cancel_futures=True)


def _start_worker(*seldom: int) -> None:
    """Leave Ctrl-C to the process that hands out work, seek garbage as seldom, and end when it is no more, even if it was killed."""
    gc.set_threshold(*seldom)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def run_on_cluster(make: Make, work: Any, batches: Sequence[Any], address: str) -> Iterator[dict[str, Any]]:
    """On the workers of a Dask cluster; what a lost worker had in hand is given to another.

    Raises AnalysisError when Dask is not installed, and when no scheduler or no worker answers at the address.
    """
    try:
        from distributed import Client, KilledWorker, as_completed
    except ImportError:
        problem = "needs the package distributed: pip install 'analysis[cluster]'"
        raise AnalysisError("--scheduler", problem) from None
    try:
        client = Client(address, timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        problem = f"no scheduler answers ({error}): start one with `dask scheduler` and give its address"
        raise AnalysisError(f"--scheduler {address}", problem) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            problem = f"has no workers: start some with `dask worker {address}`"
            raise AnalysisError(f"--scheduler {address}", problem) from None
        waiting = iter(batches)

        def submit(count: int) -> list[Any]:
            chosen = islice(waiting, count)
            return [client.submit(make, work, batch, pure=False, retries=_RETRIES) for batch in chosen]

        running = as_completed(submit(_AHEAD * sum(client.nthreads().values())))
        try:
            for future in running:
                running.update(submit(1))
                yield future.result()
        except KilledWorker as error:
            problem = f"workers died over one batch again and again ({error}): look at their logs"
            raise AnalysisError(f"--scheduler {address}", problem) from None
