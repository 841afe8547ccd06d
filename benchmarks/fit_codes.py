"""Count the words of `lexicon/code_words.csv` and fit the numbers of `lexicon/code_word_weights.csv` anew; run it in the project's folder.

    uv run --no-project --with scikit-learn --with pyyaml python benchmarks/fit_codes.py
    uv run … python benchmarks/fit_codes.py --keep "news pages, third" z_     # first, when new texts have come

It needs scikit-learn, which nothing else does, and the repository's history. `tests/reference/scored/` is never read.

The numbers say how far words and cues are to be trusted. Cues that have been mended on a text hit it too well, so
`tests/reference/unseen_hits.csv` keeps, for each round of new texts, what the cues found in it before anybody looked, and the
commit whose codebook that was; `--keep` adds a round, by the beginnings of its texts' names. The words of a text are weighed by counts from the other texts and from the codebook of that
commit. What is printed first holds for texts that neither counts nor numbers were fitted on.

What a coding is (a facilitator, a barrier, discontinued, planned) is weighed in the same way, on `tests/reference/sentences`:
single sentences with their codes, on which nobody has mended a rule.
"""

import argparse
import csv
import math
import subprocess
import sys
from collections import Counter, defaultdict
from itertools import chain

import numpy as np
import yaml
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, "src")
from analysis import extract
from analysis.coding import code_words, weighing
from analysis.coding.code_words import MARK
from analysis.coding.codebook import load_codebook
from analysis.coding.coded import POLARITIES, Unit
from analysis.coding.rules import find_codings, read_units
from analysis.documents import Document, Source
from analysis.finding.layout import find_segments, reading_text
from analysis.finding.sentences import find_sentences
from analysis.paths import LEXICON, REFERENCE
from analysis.quality import list_references, locate_rows
from analysis.text import Span

NUMBERS = ("for", "against", "found", "one_word", "one_weak", "more_weak", "length", "rival", "beside")
WHY = {
    "for": "for each unit of what the words say for the code",
    "against": "for each unit of what the words say against it",
    "found": "a cue that the rules count",
    "one_word": "the cue is a single word: more often a false friend",
    "one_weak": "one weak cue",
    "more_weak": "two different weak cues, or more",
    "length": "for each unit of ln(1 + words): a long sentence says more",
    "rival": "for each unit of the score of the likeliest other code by the words alone",
    "beside": "for each unit of the code's score in the sentence before or after, the higher one",
    "polarity": "for each unit of what the words say for a polarity",
    "told": "the rules' own reading of the polarity",
    "told without a cue": "the same where no cue found the code",
    "lack cue": "for a barrier, where a cue for what lacks found the code",
    "barrier": "the log-odds of a barrier against a facilitator before anything is known",
    "discontinued": "the same of what has ended",
    "planned": "the same of what is planned",
    "count": "from here on, 2 of 5 right, a code is counted without a cue (set by hand)",
    "keep": "below this, 1 of 5 right, a code that a cue found is left to a person (set by hand)",
}
START = "the log-odds of this code before anything is known"
RARE = 3  # sentences: a stem in fewer is left out
FOLDS = 5
# Odds of 2 to 3 and of 1 to 4: a cue is something that can be pointed at, so it is given the benefit of the doubt.
COUNT, KEEP = math.log(0.4 / 0.6), math.log(0.2 / 0.8)


def read_texts():
    """Of each text of the five cases and of the tuning part its sentences, as (start, words, labels): codes and marked polarities."""
    texts = {}
    for name, text, annotation in chain(list_references("cases"), list_references("tuning")):
        if "codes" not in annotation:
            continue
        body = reading_text(text, find_segments(text))
        rows = locate_rows(name, text, annotation)["codes"]
        texts[name] = []
        for span in find_sentences(body):
            own = [row for row in rows if row["start"] < span.end and span.start < row["end"]]
            labels = {label for row in own for label in (row["code"], MARK + row["polarity"])}
            texts[name].append((span.start, text[span.start : span.end], labels))
    return texts


def read_book(source, codes):
    """The sentences of a codebook, as (words, codes): labels, definitions, examples, and each cue with its signs blanked."""
    sentences = []
    for code in yaml.load(source, yaml.CSafeLoader)["codes"]:
        if code["id"] not in codes:
            continue
        own = [code.get("label_sv"), code.get("definition_sv"), *_list(code, "examples", "hard")]
        own += [cue.replace("*", " ").replace("|", " ") for cue in _list(code, "strong", "lack", "weak")]
        sentences += [(words, {code["id"]}) for words in own if words]
        sentences += [(words, set()) for words in _list(code, "near_misses")]
    return sentences


def read_sentences():
    """The single sentences written for the codes, as (words, codes with their polarities): `tests/reference/sentences`."""
    sentences = []
    for path in sorted((REFERENCE / "sentences").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                own = (label.partition(":") for label in row["codes"].split())
                sentences.append((row["sentence"], {code: POLARITY[letter] for code, _, letter in own}))
    return sentences


def count_labels(sentences):
    """The same as (words, labels), to be counted."""
    return [
        (words, {*own, *(MARK + polarity for polarity in own.values())} & LABELS) for words, own in sentences
    ]


def _list(code, *names):
    values = [value for name in names for value in code.get(name) or ()]
    return [value if isinstance(value, str) else value["text"] for value in values]


def count_words(sentences):
    """Rows of `code_words.csv` by stem: sentences, and codes with theirs; the first, without a stem, counts all."""
    stood, with_code = Counter(), defaultdict(Counter)
    for words, codes in sentences:
        for stem in {"", *code_words.list_word_stems(words)}:
            stood[stem] += 1
            with_code[stem].update(codes)
    return {
        stem: f"{stood[stem]},{' '.join(f'{code}:{n}' for code, n in sorted(with_code[stem].items()))}"
        for stem in sorted(stood)
        if stood[stem] >= RARE
    }


def use_counts(rows):
    """Let the module weigh with other counts than those on disk."""
    code_words._rows = lambda: rows
    for cached in (
        code_words._weigh_word,
        code_words._weigh_stem,
        code_words._counts,
        code_words._columns,
        code_words.shares,
    ):
        cached.cache_clear()


def describe(sentences, hits):
    """The numbers of each sentence of a text and each code, in the order of NUMBERS; `hits` holds (found, weak) by start and code."""
    weighed = [code_words.weigh_words(words) for _, words, _ in sentences]
    beside = weighing.score_beside([one.scores for one in weighed])
    rows = []
    for (start, words, _), one, near in zip(sentences, weighed, beside, strict=True):
        length = math.log(1 + len(words.split()))
        *_, second, first = sorted([0.0, 0.0, *one.scores])
        each = zip(code_words.shares(), one.scores, one.speak_for, one.speak_against, near, strict=True)
        by_code = {code: values for code, *values in each}
        for code in ORDER:
            score, plus, minus, others = by_code[code]
            found, weak = hits.get(start, {}).get(code, ("", 0))
            rival = second if score == first else first
            rows.append(
                (plus, minus, found != "", found == "one word", weak == 1, weak > 1, length, rival, others)
            )
    return rows


def read_rounds():
    """What the cues found in texts that nobody had seen: by text the commit, by start and code (found, weak)."""
    commits, hits = {}, defaultdict(lambda: defaultdict(dict))
    with (REFERENCE / "unseen_hits.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            commits[row["text"]] = row["commit"]
            hits[row["text"]][int(row["start"])][row["code"]] = (row["found"], int(row["weak"]))
    return commits, hits


def keep_round(name, beginnings):
    """Add to `unseen_hits.csv` what the cues find now in the texts whose names begin so."""
    shown = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, check=True, text=True
    )
    rows = []

    def keep(units, codings, readings, codebook):
        counted = {(coding.unit, coding.code): coding.cue for coding in codings if not coding.unsure}
        for number, (unit, reading) in enumerate(zip(units, readings, strict=True)):
            weak = {
                owner[1]: len({hit.cue for hit in hits})
                for owner, hits in reading.hits.items()
                if owner[0] == "weak"
            }
            for code in sorted({*weak, *(code for at, code in counted if at == number)}):
                cue = counted.get((number, code))
                found = "" if cue is None else "words" if " " in cue else "one word"
                rows.append(
                    [
                        name,
                        shown.stdout.strip(),
                        text_name,
                        unit.sentence.start,
                        code,
                        found,
                        min(2, weak.get(code, 0)),
                    ]
                )
        return codings

    extract.weigh_codings = keep
    for text_name, text, annotation in list_references("tuning"):
        if text_name.startswith(tuple(beginnings)) and "codes" in annotation:
            extract.extract_document(
                Document(text_name, Source(f"{text_name}.txt", text_name), True, "", "utf-8", text),
                load_codebook(),
            )
    with (REFERENCE / "unseen_hits.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    print(len(rows), "rows kept")


def collect(texts, codes):
    """For all sentences of the unseen texts × codes: numbers, whether annotated, found by the rules, and of which text."""
    commits, hits = read_rounds()
    names = sorted(texts)
    fold = {name: number % FOLDS for number, name in enumerate(np.random.RandomState(0).permutation(names))}
    numbers, given, found, owners, alone = [], [], [], [], count_labels(read_sentences())
    for commit in sorted(set(commits.values())):
        shown = subprocess.run(
            ["git", "show", f"{commit}:data/coding/codebook.yml"], capture_output=True, check=True
        )
        book = read_book(shown.stdout, codes)
        for out in range(FOLDS):
            others = [
                (words, own & LABELS) for name in names if fold[name] != out for _, words, own in texts[name]
            ]
            use_counts(count_words([*others, *book, *alone]))
            for name in names:
                if commits.get(name) != commit or fold[name] != out:
                    continue
                numbers += describe(texts[name], hits[name])
                for start, _, own in texts[name]:
                    cues = hits[name].get(start, {})
                    given += [code in own for code in ORDER]
                    found += [cues.get(code, ("",))[0] != "" for code in ORDER]
                    owners += [name] * len(ORDER)
    return np.array(numbers, float), np.array(given), np.array(found), np.array(owners)


def f1(told, given):
    return 2 * (told & given).sum() / max(1, told.sum() + given.sum())


def per_text(flags, owners):
    """Flags of sentences × codes, joined by text."""
    starts = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])
    return np.logical_or.reduceat(flags.reshape(-1, len(ORDER)), starts // len(ORDER)).ravel()


def show(name, told, given, owners):
    """Print F1 per text and per sentence, with right, wrong and missed."""
    for unit, one, other in (
        ("text", per_text(told, owners), per_text(given, owners)),
        ("sentence", told, given),
    ):
        right, wrong, missed = (one & other).sum(), (one & ~other).sum(), (~one & other).sum()
        print(f"{name:32} per {unit:8} F1 {f1(one, other):.3f}  right {right} wrong {wrong} missed {missed}")


def fit(numbers, given):
    """The weights of NUMBERS and the start of each code: a logit on standardised numbers."""
    whole = add_codes(numbers)
    mean, spread = whole.mean(axis=0), whole.std(axis=0)
    model = LogisticRegression(max_iter=500).fit((whole - mean) / spread, given)
    weights = model.coef_[0] / spread
    start = model.intercept_[0] - (weights * mean).sum()
    return weights[: len(NUMBERS)], start + weights[len(NUMBERS) :]


def add_codes(numbers):
    """The numbers with a column for each code: 1 in its rows."""
    return np.c_[numbers, np.tile(np.eye(len(ORDER)), (len(numbers) // len(ORDER), 1))]


def fit_polarity(texts):
    """The numbers that weigh polarities: a conditional logit (McFadden 1974) on the single sentences, each weighed by counts without its fifth."""
    sentences, book = read_sentences(), load_codebook()
    fold = np.random.RandomState(2).permutation(len(sentences)) // 8 % FOLDS
    annotated = [(words, labels & LABELS) for rows in texts.values() for _, words, labels in rows]
    alternatives, right, told, folds = [], [], [], []
    for out in range(FOLDS):
        others = [one for one, at in zip(sentences, fold, strict=True) if at != out]
        use_counts(count_words([*annotated, *count_labels(others)]))
        for (words, own), at in zip(sentences, fold, strict=True):
            for coding in _read_alone(words, book) if at == out else ():
                if not coding.unsure and coding.code in own:
                    alternatives.append(_describe_polarities(coding, code_words.weigh_words(words)))
                    right.append(POLARITIES.index(own[coding.code]))
                    told.append(POLARITIES.index(coding.polarity))
                    folds.append(out)
    alternatives, right, folds = np.array(alternatives, float), np.array(right), np.array(folds)
    weighed = np.empty(len(right), int)
    for out in range(FOLDS):
        here = folds == out
        weighed[here] = (alternatives[here] @ _fit_choice(alternatives[~here], right[~here])).argmax(1)
    print(
        f"polarity of {len(right)} codings: right {(np.array(told) == right).mean():.3f} by the rules, {(weighed == right).mean():.3f} weighed"
    )
    return dict(
        zip(
            ("polarity", "told", "told without a cue", "lack cue", *POLARITIES[1:]),
            _fit_choice(alternatives, right),
            strict=True,
        )
    )


def _read_alone(words, book):
    """What rules and words find in a sentence alone, before the words are asked for its polarity."""
    units = [Unit(Span(0, len(words), words), "paragraph", 0, None)]
    readings = read_units(units, book)
    codings = find_codings(units, readings, book)
    return weighing.settle_codings(units, codings, readings, [code_words.weigh_words(words)], book)


def _describe_polarities(coding, words):
    """For each polarity the score of the words, whether the rules told it (with a cue, without), a lack cue, and which it is."""
    added = coding.rule == weighing.RULE
    rows = []
    for name, score in zip(POLARITIES, words.polarities, strict=True):
        same = name == coding.polarity
        lacks = name == "barrier" and coding.rule == "lack_cue"
        rows.append(
            [score, same and not added, same and added, lacks, *(name == other for other in POLARITIES[1:])]
        )
    return rows


def _fit_choice(alternatives, right):
    """The weights under which the right one of several alternatives is likeliest; a ridge keeps them small."""
    chosen = alternatives[np.arange(len(right)), right]

    def loss(weights):
        odds = np.exp(alternatives @ weights)
        shares = odds / odds.sum(1, keepdims=True)
        likely = np.log(shares[np.arange(len(right)), right]).sum()
        slope = ((shares[:, :, None] * alternatives).sum(1) - chosen).sum(0)
        return (weights**2).sum() / 2 - likely, slope + weights

    return minimize(loss, np.zeros(alternatives.shape[2]), jac=True, method="L-BFGS-B").x


def settle(logits, found):
    return (logits >= COUNT) | (found & (logits >= KEEP))


def main():
    """Read, validate, fit on everything, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--keep", metavar="ROUND", help="add a round of new texts to unseen_hits.csv, and end"
    )
    parser.add_argument("beginnings", nargs="*", help="how the names of its texts begin")
    options = parser.parse_args()
    if options.keep:
        return keep_round(options.keep, options.beginnings)
    texts = read_texts()
    numbers, given, found, owners = collect(texts, set(ORDER))
    folds = {
        name: number % FOLDS
        for number, name in enumerate(np.random.RandomState(1).permutation(sorted(set(owners))))
    }
    fold = np.array([folds[owner] for owner in owners])
    logits = np.empty(len(given))
    for out in range(FOLDS):
        weights, starts = fit(numbers[fold != out], given[fold != out])
        held = numbers[fold == out]
        logits[fold == out] = held @ weights + np.tile(starts, len(held) // len(ORDER))
    show("cues alone", found, given, owners)
    show("with words", settle(logits, found), given, owners)
    show("  only left to a person", found & settle(logits, found), given, owners)
    added = settle(logits, found) & ~found
    print(f"added: {(added & given).sum()} right, {(added & ~given).sum()} wrong")
    odds = 1 / (1 + np.exp(-logits))
    for low, high in ((0.1, 0.2), (0.2, 0.3), (0.3, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 1)):
        inside = (odds >= low) & (odds < high)
        print(f"told {low}–{high}: {inside.sum()} codes, {given[inside].mean():.2f} right")
    weights, starts = fit(numbers, given)
    values = {**dict(zip(NUMBERS, weights, strict=True)), "count": COUNT, "keep": KEEP}
    values |= fit_polarity(texts)
    values |= {f"start {code}": start for code, start in zip(ORDER, starts, strict=True)}
    with (LEXICON / "code_word_weights.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows(
            [
                ["name", "weight", "why"],
                *([name, f"{value:.2f}", WHY.get(name, START)] for name, value in values.items()),
            ]
        )
    book = read_book((LEXICON.parents[2] / "data/coding/codebook.yml").read_bytes(), set(ORDER))
    annotated = [(words, labels & LABELS) for sentences in texts.values() for _, words, labels in sentences]
    rows = count_words([*annotated, *book, *count_labels(read_sentences())])
    with (LEXICON / "code_words.csv").open("w", encoding="utf-8", newline="") as file:
        file.writelines(["stem,sentences,codes\n", *(f"{stem},{counts}\n" for stem, counts in rows.items())])
    print(len(rows), "stems from", rows[""].split(",")[0], "sentences")


ORDER = sorted(load_codebook().factors)
LABELS = {*ORDER, *(MARK + polarity for polarity in POLARITIES)}
POLARITY = {polarity[0]: polarity for polarity in POLARITIES}

if __name__ == "__main__":
    main()
