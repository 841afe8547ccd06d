"""How many documents a second extraction handles, on one core, and where the time goes.

    .venv/bin/python benchmarks/throughput.py                  # 200 documents multiplied from the five texts
    .venv/bin/python benchmarks/throughput.py -n 1000

Processor time of one process. The copies differ in their name, in one number and in one person who speaks, so
that what is made for the people of a text is made anew for each. Writing means CSV files on the disk at hand.
"""

import argparse
import json
import platform
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from analysis import extract
from analysis.coding.codebook import load_codebook
from analysis.paths import RAW
from analysis.tables import write_tables, write_whole

RESULTS = Path(__file__).parent / "results" / "throughput.json"
STAGES = (
    "read_document",
    "find_segments",
    "reading_text",
    "find_sentences",
    "find_people",
    "find_quotes",
    "find_places",
    "find_dates",
    "find_quantities",
    "find_outcomes",
    "make_units",
    "read_units",
    "find_codings",
    "weigh_codings",
    "find_actors",
    "find_initiatives",
    "layer_decisions",
    "compare_outcomes",
    "list_cases",
    "build_matrix",
)


def main() -> None:
    """Multiply the five texts, extract and write them, print a table and write `results/throughput.json`."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("-n", "--documents", type=int, default=200)
    count = parser.parse_args().documents
    with tempfile.TemporaryDirectory() as folder:
        raw, out = Path(folder, "raw"), Path(folder, "out")
        size = multiply(count, raw)
        codebook = load_codebook()
        extract.extract_folder(
            RAW, codebook=codebook
        )  # compile patterns and read word lists before the clock starts
        seconds, tables = clock(lambda: extract.extract_folder(raw, codebook=codebook))
        writing, _ = clock(lambda: write_tables(tables, out))
        spent = clock_stages(raw, codebook)  # a run of its own: the clocks themselves cost a little
    shares = {name: spent[name] / spent["all"] for name in STAGES}
    shares["rows and the rest"] = 1 - sum(shares.values())
    result = {
        "documents": count,
        "bytes": size,
        "python": platform.python_version(),
        "extract_s": seconds,
        "write_s": writing,
        "documents_per_s": count / (seconds + writing),
        "mb_per_s": size / 1e6 / (seconds + writing),
        "share_of_extraction": shares,
    }
    print(f"{count} documents, {size / 1e6:.2f} MB: {seconds:.2f} s to extract, {writing:.2f} s to write")
    print(
        f"{result['documents_per_s']:.0f} documents/s, {result['mb_per_s']:.3f} MB/s\n\nshare of extraction"
    )
    for name, share in sorted(shares.items(), key=lambda item: -item[1]):
        print(f"{name.strip('_'):20} {share:6.1%}")
    RESULTS.parent.mkdir(exist_ok=True)
    write_whole(RESULTS, (json.dumps(result, indent=1) + "\n").encode())


def multiply(count: int, folder: Path) -> int:
    """Write `count` copies of the five texts to a folder, each with a line of its own; their bytes."""
    folder.mkdir()
    texts = [(path.stem, path.read_bytes()) for path in sorted(RAW.glob("*.txt"))]
    size = 0
    for number in range(count):
        stem, content = texts[number % len(texts)]
        name = "".join("abcdefghij"[int(digit)] for digit in str(number))  # nobody has this name elsewhere
        content += f"\n\nDokumentet finns i exemplar {number}.\n\n– Det är bra, säger Eva M{name}.\n".encode()
        (folder / f"{stem}_{number:05d}.txt").write_bytes(content)
        size += len(content)
    return size


def clock(work: Callable[[], Any]) -> tuple[float, Any]:
    """Processor seconds that some work takes, and what it gives."""
    began = time.process_time()
    result = work()
    return time.process_time() - began, result


def clock_stages(raw: Path, codebook: Any) -> dict[str, float]:
    """Processor seconds of each stage and of all: `extract` calls its stages by name, so each has a clock."""
    spent = dict.fromkeys(STAGES, 0.0)
    kept = {name: getattr(extract, name) for name in STAGES}

    def clocked(name: str, stage: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            seconds, result = clock(lambda: stage(*arguments, **named))
            spent[name] += seconds
            return result

        return call

    try:
        for name, stage in kept.items():
            setattr(extract, name, clocked(name, stage))
        spent["all"], _ = clock(lambda: extract.extract_folder(raw, codebook=codebook))
    finally:
        for name, stage in kept.items():
            setattr(extract, name, stage)
    return spent


if __name__ == "__main__":
    main()
