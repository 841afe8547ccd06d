"""All tables of 1,000 and 10,000 documents: time, memory, processes; beside it what other libraries need.

    .venv/bin/python benchmarks/extraction.py                          # some minutes; -n 1000 for a short run
    python3 -m venv /tmp/peers && /tmp/peers/bin/pip install spacy pandas
    .venv/bin/python benchmarks/extraction.py --peers /tmp/peers/bin/python

The documents are made from the five texts: names, numbers and some words are replaced and paragraphs reordered, at
random but the same in each run, so that nothing remembered of one text helps with the next more than it would in life.
Our figures are processor seconds of the whole command in a fresh process, from start to tables on the disk; those of
the peers leave out starting and setting up. Before anything is timed, coding is compared with a naive reference.
"""

import argparse
import json
import os
import platform
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from analysis.coding.codebook import Codebook, load_codebook
from analysis.documents import canonical_text
from analysis.finding.sentences import find_sentences
from analysis.paths import LEXICON, RAW
from analysis.tables import write_whole

RESULTS = Path(__file__).parent / "results" / "extraction.json"
PEERS = Path(__file__).parent / "peers.py"
SAMPLE = 20  # documents whose coding is compared with the reference
COMPARED = {
    "spacy_merged": 1000,
    "spacy_phrases": 1000,
    "pandas_count": 1000,
    "spacy_globs": 100,
}  # documents
NEW_WORDS = 0.02  # share of the longer words that become compounds never seen before

_TOKEN = re.compile(r"[^\W_]+|%")
_NUMBER = re.compile(r"(?<![\d-])\d{1,3}(?![\d-])")  # no dates
_NAME = re.compile(r"\b([A-ZÅÄÖ]\w+) [A-ZÅÄÖ]\w+\b")
_LONG_WORD = re.compile(r"\b[a-zåäö]{7,}\b")
_SYLLABLES = "berg ström lund kvist gren dal mark holm sten vall hag fors ek lind näs".split()


def main() -> None:
    """Run all measurements, print them as a table and write `results/extraction.json`."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("-n", "--documents", type=int, nargs="+", default=[1000, 10_000], metavar="COUNT")
    parser.add_argument("--peers", metavar="PYTHON", help="a Python that has spacy and pandas")
    options = parser.parse_args()
    result: dict[str, Any] = {
        "date": date.today().isoformat(),
        "python": platform.python_version(),
        "processors": os.cpu_count(),
        "load_before": os.getloadavg()[0],
    }
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        result["sentences_checked"] = check_coding(load_codebook(), make_texts(SAMPLE))
        print(f"coding equals the reference in {result['sentences_checked']} sentences", flush=True)
        result["five_texts"] = five = time_five_texts(folder)
        ratio = five["extract_s"] / five["import_pandas_s"]
        print(
            f"five texts {five['extract_s']:.2f} s, import pandas {five['import_pandas_s']:.2f} s: {ratio:.2f} ×"
        )
        print(f"\ndocuments  {'all tables':27}    cpu s docs/cpu s   wall s memory MB", flush=True)
        result["runs"] = [print_run(row) for count in options.documents for row in time_runs(count, folder)]
        if options.peers:
            print(f"\ndocuments  {'sentences and codes only':27}    cpu s docs/cpu s  same codes", flush=True)
            result["peers"] = [print_peer(row) for row in time_peers(options.peers, folder)]
    RESULTS.parent.mkdir(exist_ok=True)
    write_whole(RESULTS, (json.dumps(result, indent=1) + "\n").encode())


def make_texts(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Names and texts of documents made from the five texts; the same number and seed give the same text."""
    sources = [(path.stem, path.read_bytes().decode("utf-8-sig")) for path in sorted(RAW.glob("*.txt"))]
    lines = (LEXICON / "given_names.txt").read_text(encoding="utf-8").splitlines()
    given = [line.split("\t")[0] for line in lines if line and not line.startswith("#")]
    known = frozenset(given)
    for number in range(count):
        stem, text = sources[number % len(sources)]
        draw = random.Random(f"{seed} {number}")
        yield f"{number:06d}_{stem}", vary(text, draw, given, known)


def vary(text: str, draw: random.Random, given: list[str], known: frozenset[str]) -> str:
    """A text with other names, numbers and compounds, its paragraphs after the first in another order."""
    renamed: dict[str, str] = {}

    def rename(match: re.Match[str]) -> str:
        if match[1] not in known:
            return match[0]
        surname = "".join(draw.sample(_SYLLABLES, 2)).capitalize()
        return renamed.setdefault(match[0], f"{draw.choice(given)} {surname}")

    text = _NAME.sub(rename, text)
    text = _NUMBER.sub(
        lambda match: str(draw.randrange(10 ** (len(match[0]) - 1), 10 ** len(match[0]))), text
    )
    words = _LONG_WORD.findall(text)
    text = _LONG_WORD.sub(
        lambda match: match[0] + draw.choice(words) if draw.random() < NEW_WORDS else match[0], text
    )
    first, *others = text.split("\n\n")
    draw.shuffle(others)
    return "\n\n".join([first, *others])


def check_coding(codebook: Codebook, texts: Iterator[tuple[str, str]]) -> int:
    """The number of sentences in which the cues found are those that one regular expression a cue finds.

    Raises SystemExit at the first difference.
    """
    reference = {(owner, cue): compile_cue(cue) for owner, cue in list_cues(codebook)}
    checked = 0
    for name, text in texts:
        text = canonical_text(text)
        for span in find_sentences(text):
            sentence = text[span.start : span.end]
            words = [word.lower().replace("%", "procent") for word in _TOKEN.findall(sentence)[:400]]
            joined = f" {' '.join(words)} "
            expected = {cue for cue, pattern in reference.items() if pattern.search(joined)}
            found = {(hit.owner, hit.cue) for hit in codebook.index.find(sentence)}
            if found != expected:
                raise SystemExit(
                    f"{name}: {sentence!r}\n found {found - expected}\n missed {expected - found}"
                )
            checked += 1
    return checked


def list_cues(codebook: Codebook) -> Iterator[tuple[tuple[Any, ...], str]]:
    """Every cue of a codebook with its owner, as its index names them."""
    for code in codebook.codes.values():
        for kind in ("strong", "lack", "weak", "exclude"):
            yield from (((kind, code.id), cue) for cue in getattr(code, kind))
    for name, cues in codebook.cues.items():
        for number, cue in enumerate(cues):
            yield (name, number), cue.cue
            yield from ((("exclude", name, number), words) for words in cue.exclude)


def compile_cue(cue: str) -> re.Pattern[str]:
    """A cue as one regular expression over lower-case words parted by single blanks."""
    pattern, gap = "", 0
    for word in cue.lower().split():
        if word == "*":
            gap += 3
        else:
            pattern += f" (?:[^ ]+ ){{0,{gap}}}" if gap and pattern else " "
            pattern += f"(?:{'|'.join(map(write_glob, word.split('|')))})"
            gap = 0
    return re.compile(pattern + " ")


def write_glob(glob: str, letter: str = "[^ ]") -> str:
    """A word of a cue as a regular expression."""
    return f"{letter}*".join(map(re.escape, glob.split("*")))


def time_five_texts(folder: Path) -> dict[str, float]:
    """Wall seconds of `analysis extract` of the five texts and of importing pandas, medians of five, in turn."""
    extract = [sys.executable, "-m", "analysis", "extract", "--out", str(folder / "five")]
    importing = [sys.executable, "-c", "import pandas"]
    times = [(run(extract)["wall_s"], run(importing)["wall_s"]) for _ in range(6)][1:]
    return {
        "extract_s": median(one for one, _ in times),
        "import_pandas_s": median(one for _, one in times),
    }


def time_runs(count: int, folder: Path) -> Iterator[dict[str, Any]]:
    """Extraction of some documents: in parts with one and with two processes, again unchanged, and as CSV files."""
    raw = folder / f"raw{count}"
    raw.mkdir()
    size = 0
    for name, text in make_texts(count):
        size += (raw / f"{name}.txt").write_bytes(text.encode())
    command = [sys.executable, "-m", "analysis", "extract", "--raw", str(raw), "--out"]
    parts = [str(folder / f"parts{count}"), "--format", "parts"]
    ways = {
        "parts, one process": [*parts],
        "parts, again, nothing new": [*parts],
        "parts, two processes": [str(folder / f"two{count}"), *parts[1:], "--workers", "2"],
    }
    if count <= 1000:
        ways["csv"] = [str(folder / f"csv{count}")]
    for way, arguments in ways.items():
        yield {"documents": count, "bytes": size, "way": way} | run(command + arguments)
    if read_all(folder / f"parts{count}") != read_all(folder / f"two{count}"):
        raise SystemExit("two processes gave other bytes than one")


def read_all(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its path."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def run(command: list[str]) -> dict[str, float]:
    """Wall and processor seconds of a command with its children, and the most memory one of its processes took."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    told = process.stderr.read().decode() if process.stderr else ""
    if status:
        raise SystemExit(f"{' '.join(command)}: {told}")
    return {
        "wall_s": wall,
        "cpu_s": used.ru_utime + used.ru_stime,
        "memory_mb": used.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2),
    }


def time_peers(python: str, folder: Path) -> Iterator[dict[str, Any]]:
    """Processor seconds of each peer on the same texts, and the share of our codes of documents that it finds as well."""
    codebook = load_codebook()
    texts = dict(make_texts(max(COMPARED.values())))
    raw, cues = folder / "peers", folder / "cues.json"
    raw.mkdir()
    for name, text in texts.items():
        (raw / f"{name}.txt").write_bytes(text.encode())
    words = {word.lower() for text in texts.values() for word in _TOKEN.findall(text)}
    lists = {}
    for code in codebook.codes.values():
        single = [cue for cue in code.strong if " " not in cue]
        globs = sorted({write_glob(one, r"\w") for cue in single for one in cue.split("|")})
        fits = re.compile("|".join(globs))
        if globs:
            lists[code.id] = {"globs": globs, "forms": sorted(word for word in words if fits.fullmatch(word))}
    cues.write_text(json.dumps(lists), encoding="utf-8")
    began = time.process_time()
    ours = [find_codes(codebook, texts[name], set(lists)) for name in sorted(texts)]
    seconds = time.process_time() - began
    yield {"peer": "our index, all cues", "seconds": seconds, "documents": len(texts), "agreement": 1.0}
    for peer, count in COMPARED.items():
        told = subprocess.run(
            [python, PEERS, peer, raw, cues, str(count)], capture_output=True, text=True, check=False
        )
        if told.returncode:
            raise SystemExit(f"{peer}: {told.stderr}")
        row = json.loads(told.stdout)
        same = sum(len(set(codes) & mine) for codes, mine in zip(row.pop("codes"), ours, strict=False))
        yield {"peer": peer, **row, "agreement": same / sum(map(len, ours[:count]))}


def find_codes(codebook: Codebook, text: str, codes: set[str]) -> set[str]:
    """The codes of which a single-word strong cue stands in a text."""
    text = canonical_text(text)
    hits = [
        hit
        for span in find_sentences(text)
        for hit in codebook.index.find(text[span.start : span.end])
        if hit.owner[0] == "strong" and " " not in hit.cue
    ]
    return {hit.owner[1] for hit in hits} & codes


def print_run(row: dict[str, Any]) -> dict[str, Any]:
    """Print one extraction as a line of the table, and give it back."""
    rate = row["documents"] / row["cpu_s"]
    print(
        f"{row['documents']:9}  {row['way']:27} {row['cpu_s']:8.2f} {rate:10.0f} {row['wall_s']:8.2f} {row['memory_mb']:9.0f}",
        flush=True,
    )
    return row


def print_peer(row: dict[str, Any]) -> dict[str, Any]:
    """Print one peer as a line of the table, and give it back."""
    rate = row["documents"] / row["seconds"]
    print(
        f"{row['documents']:9}  {row['peer']:27} {row['seconds']:8.2f} {rate:10.0f} {row['agreement']:10.0%}",
        flush=True,
    )
    return row


if __name__ == "__main__":
    main()
