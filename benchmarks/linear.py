"""Is the time linear in the length of a text, whatever the text is made of?

    .venv/bin/python benchmarks/linear.py                      # all kinds of line, 0.25 and 0.5 MB
    .venv/bin/python benchmarks/linear.py --profile quotes     # where the time of one kind goes

Each kind is one document: one that repeats a few characters, or one of varied words, drawn by chance from annotated
texts. Processor time per MB is set against that of the five texts at their usual length, of varied words against that
of the annotated texts, since a word new to the program costs more than one it remembers. `growth` is the cost per MB
at the larger size over that at the smaller one: about 1 when linear, 2 when quadratic. Aim: growth below 1.3, and at
most 3 times the cost of normal text.
"""

import argparse
import cProfile
import json
import pstats
import random
import re
import signal
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from analysis.coding.codebook import Codebook, load_codebook
from analysis.documents import Document, Source, canonical_text
from analysis.extract import extract_document
from analysis.paths import RAW
from analysis.tables import write_whole

RESULTS = Path(__file__).parent / "results" / "linear.json"
SIZES = (250_000, 500_000)
LONGEST = 60  # seconds that one measurement may take

TUNING = Path(__file__).parent.parent / "tests" / "reference" / "tuning"
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
ANNOTATED = [path.read_text("utf-8") for path in sorted(TUNING.glob("*.txt"))]
WORDS = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", " ".join(ANNOTATED))
CAPITALISED = [word for word in WORDS if word[0].isupper() and len(word) > 1]
SYLLABLES = "ka ma ri ton sen berg dal lun vik sto fal hag mar ull ven gor by nä rå ski".split()


def invent(chance: random.Random) -> str:
    """A name that hardly comes again."""
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize()


VARIED: dict[str, Callable[[random.Random], str]] = {
    "varied words": lambda chance: chance.choice(WORDS),
    "varied capitalised words": lambda chance: chance.choice(CAPITALISED),
    "varied words with a capital": lambda chance: chance.choice(WORDS).capitalize(),
    "varied words in capitals": lambda chance: chance.choice(WORDS).upper(),
    "invented words with a capital": invent,
    "invented speakers on lines": lambda chance: f"– Det går bra, säger Anna {invent(chance)}.\n",
    "invented regions and municipalities": lambda chance: (
        f"Region {invent(chance)} och {invent(chance)} kommun möts."
    ),
    "invented firms": lambda chance: f"Hon arbetar på {invent(chance)} AB.",
    "invented projects": lambda chance: f"Projektet {invent(chance)} pågår.",
    "varied names in a list": lambda chance: f"{chance.choice(CAPITALISED)},",
    "varied sentences of capitals": lambda chance: (
        " ".join(chance.choices(CAPITALISED, k=chance.randint(3, 12))) + "."
    ),
    "varied sentences": lambda chance: (
        " ".join(chance.choices(WORDS, k=chance.randint(3, 12))).capitalize() + "."
    ),
    "varied quoted words": lambda chance: f"”{' '.join(chance.choices(WORDS, k=chance.randint(1, 5)))}”",
    "varied numbers": lambda chance: str(chance.randrange(10 ** chance.randint(1, 6))),
    "varied numbers with words": lambda chance: (
        f"{chance.randrange(10 ** chance.randint(1, 4))} {chance.choice(WORDS)}"
    ),
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
    if options.profile:
        profile(
            next(name for name in (*KINDS, *VARIED) if options.profile in name), options.sizes[0], codebook
        )
        return
    raw = [path.read_bytes().decode("utf-8-sig") for path in sorted(RAW.glob("*.txt"))]
    usual, annotated = measure_usual(raw * 10, codebook), measure_usual(ANNOTATED, codebook)
    print(f"{'kind':32} {'s/MB small':>11} {'s/MB large':>11} {'growth':>7} {'× normal':>9}")
    print(f"{'five texts at usual length':32} {usual:11.2f}", flush=True)
    print(f"{'annotated texts at usual length':32} {annotated:11.2f}", flush=True)
    rows = []
    for name in (*KINDS, *VARIED):
        normal = annotated if name in VARIED else usual
        small, large = (measure(name, size, codebook) for size in options.sizes)
        row = {"kind": name, "small": small, "large": large}
        if small and large:
            row |= {"growth": large / small, "against_normal": large / normal}
            print(
                f"{name:32} {small:11.2f} {large:11.2f} {large / small:7.2f} {large / normal:9.2f}",
                flush=True,
            )
        else:
            print(f"{name:32} more than {LONGEST} s", flush=True)
        rows.append(row)
    RESULTS.parent.mkdir(exist_ok=True)
    result = {
        "sizes": options.sizes,
        "usual_s_per_mb": usual,
        "annotated_s_per_mb": annotated,
        "kinds": rows,
    }
    write_whole(RESULTS, (json.dumps(result, ensure_ascii=False, indent=1) + "\n").encode())


def make_document(kind: str, size: int, seed: int = 1) -> Document:
    """A document of about `size` bytes of a kind after one word: some characters again and again, or varied words."""
    if kind in VARIED:
        chance, pieces, length = random.Random(seed), [], 0
        while length < size:
            pieces.append(VARIED[kind](chance))
            length += len(pieces[-1].encode()) + 1
        line = " ".join(pieces)
    else:
        line = KINDS[kind] * (size // len(KINDS[kind].encode()) + 1)
    return read("Början " + line.encode()[:size].decode(errors="ignore"))


def read(text: str) -> Document:
    """A text as a document."""
    return Document("line", Source("line.txt", "line"), True, "", "utf-8", canonical_text(text))


def measure(kind: str, size: int, codebook: Codebook) -> float | None:
    """Processor seconds per MB for one document, from decoding to rows; None when it takes too long.

    Varied words were met before in another order, as the words of normal text were.
    """
    if kind in VARIED:
        extract_document(make_document(kind, SIZES[0], seed=2), codebook)
    signal.signal(signal.SIGALRM, _give_up)
    signal.alarm(LONGEST)
    began = time.process_time()
    try:
        extract_document(make_document(kind, size), codebook)
    except TimeoutError:
        return None
    finally:
        signal.alarm(0)
    return (time.process_time() - began) * 1e6 / size


def measure_usual(texts: Iterable[str], codebook: Codebook) -> float:
    """Processor seconds per MB of some texts, each as its own document, after each was read once to warm up."""
    documents = [read(text) for text in texts]
    for document in dict.fromkeys(documents):
        extract_document(document, codebook)
    began = time.process_time()
    for document in documents:
        extract_document(document, codebook)
    return (time.process_time() - began) * 1e6 / sum(len(document.text.encode()) for document in documents)


def profile(name: str, size: int, codebook: Codebook) -> None:
    """Print where the time of one kind of line goes."""
    document = make_document(name, size)
    with cProfile.Profile() as profiler:
        extract_document(document, codebook)
    print(f"{name}, {size} bytes")
    pstats.Stats(profiler).sort_stats("tottime").print_stats(15)


def _give_up(*_: object) -> None:
    raise TimeoutError


if __name__ == "__main__":
    main()
