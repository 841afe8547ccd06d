"""Is the time linear in the length of a text, whatever the text is made of?

    .venv/bin/python benchmarks/linear.py                      # all kinds of line, 0.25 and 0.5 MB
    .venv/bin/python benchmarks/linear.py --profile quotes     # where the time of one kind goes

Each kind is one document that repeats a few characters. Processor time per MB is set against that of the
five texts at their usual length. `growth` is the cost per MB at the larger size over that at the smaller one:
about 1 when linear, 2 when quadratic. Aim: growth below 1.3, and at most 3 times the cost of normal text.
"""

import argparse
import cProfile
import json
import pstats
import signal
import time
from pathlib import Path

from analysis.coding.codebook import Codebook, load_codebook
from analysis.documents import Document, Source, canonical_text
from analysis.extract import extract_document
from analysis.paths import RAW
from analysis.tables import write_whole

RESULTS = Path(__file__).parent / "results" / "linear.json"
SIZES = (250_000, 500_000)
LONGEST = 60  # seconds that one measurement may take

NORMAL = "".join(path.read_bytes().decode("utf-8-sig") + "\n\n" for path in sorted(RAW.glob("*.txt")))
KINDS = {
    "one letter": "a",
    "one capital": "A",
    "digits": "7",
    "quotation marks": "”",
    "straight quotation marks": '"',
    "capitalised words": "Eva Ek ",
    "unknown capitalised words": "Kvist Ulma ",
    "dashes": "–",
    "hyphens": "-",
    "dots": ".",
    "dots before a letter": "." * 2000 + "x",
    "commas": ",",
    "blanks": " ",
    "tabs": "\t",
    "organisations in a list": "SKR, Ulma, Kvist, ",
    "underscores": "_",
    "at signs": "a@b.",
    "line ends": "\n",
    "blank lines": "\n\n",
    "lower-case words": "samverkan med ",
    "quoted words": "”Ja” ",
    "quoted sentences": "”Det går bra.” ",
    "quantities": "47 personer, ",
    "tabs after a figure": "22 år i yrket." + "\t" * 60,
    "results": "17 av de 74 som lämnat 2018 fick arbete, ",
    "false friends": "17 som Allmän yrkesutbildning ",
    "years": "2018-",
    "list marks": "1. ",
    "short sentences": "Det går bra. ",
    "sentences with names": "– Det går bra, säger Eva Ek. ",
    "cues": "samverkan är avgörande, ",
    "municipalities": "Gnosjö, Luleå, ",
    "long lines in one block": "Kommunen arbetar med språk och arbete i projektet, \n",
    "short lines in one block": "Ett arbete\n",
    "quotes on lines": "– Det går bra, säger Eva Ek.\n\n",
    "normal text as one document": NORMAL,
}


def main() -> None:
    """Measure every kind, print a table and write `results/linear.json`."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--profile", metavar="KIND", help="profile one kind (any part of its name)")
    parser.add_argument("--sizes", type=int, nargs=2, default=SIZES, metavar="BYTES")
    options = parser.parse_args()
    codebook = load_codebook()
    usual = measure_usual(codebook)
    if options.profile:
        profile(next(name for name in KINDS if options.profile in name), options.sizes[0], codebook)
        return
    print(f"{'kind':32} {'s/MB small':>11} {'s/MB large':>11} {'growth':>7} {'× normal':>9}")
    print(f"{'five texts at usual length':32} {usual:11.2f}", flush=True)
    rows = []
    for name, words in KINDS.items():
        small, large = (measure(words, size, codebook) for size in options.sizes)
        row = {"kind": name, "small": small, "large": large}
        if small and large:
            row |= {"growth": large / small, "against_normal": large / usual}
            print(
                f"{name:32} {small:11.2f} {large:11.2f} {large / small:7.2f} {large / usual:9.2f}", flush=True
            )
        else:
            print(f"{name:32} more than {LONGEST} s", flush=True)
        rows.append(row)
    RESULTS.parent.mkdir(exist_ok=True)
    result = {"sizes": options.sizes, "usual_s_per_mb": usual, "kinds": rows}
    write_whole(RESULTS, (json.dumps(result, ensure_ascii=False, indent=1) + "\n").encode())


def make_document(words: str, size: int) -> Document:
    """A document of about `size` bytes that repeats some characters after one word."""
    repeated = words * (size // len(words.encode()) + 1)
    text = canonical_text("Början " + repeated.encode()[:size].decode(errors="ignore"))
    return Document("line", Source("line.txt", "line"), True, "", "utf-8", text)


def measure(words: str, size: int, codebook: Codebook) -> float | None:
    """Processor seconds per MB for one document, from decoding to rows; None when it takes too long."""
    signal.signal(signal.SIGALRM, _give_up)
    signal.alarm(LONGEST)
    began = time.process_time()
    try:
        extract_document(make_document(words, size), codebook)
    except TimeoutError:
        return None
    finally:
        signal.alarm(0)
    return (time.process_time() - began) * 1e6 / size


def measure_usual(codebook: Codebook) -> float:
    """Processor seconds per MB of the five texts, each as its own document, after one round to warm up."""
    texts = [path.read_bytes().decode("utf-8-sig") for path in sorted(RAW.glob("*.txt"))]
    size = sum(len(text.encode()) for text in texts)
    for rounds in (1, 10):
        began = time.process_time()
        for text in texts * rounds:
            document = Document(
                "usual", Source("usual.txt", "usual"), True, "", "utf-8", canonical_text(text)
            )
            extract_document(document, codebook)
    return (time.process_time() - began) * 1e6 / (size * 10)


def profile(name: str, size: int, codebook: Codebook) -> None:
    """Print where the time of one kind of line goes."""
    document = make_document(KINDS[name], size)
    with cProfile.Profile() as profiler:
        extract_document(document, codebook)
    print(f"{name}, {size} bytes")
    pstats.Stats(profiler).sort_stats("tottime").print_stats(15)


def _give_up(*_: object) -> None:
    raise TimeoutError


if __name__ == "__main__":
    main()
