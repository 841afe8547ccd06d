"""Fit the weights of `lexicon/initiative_signs.csv` anew on the annotated names of initiatives; run it in the project's folder.

    uv run --no-project --with scikit-learn --with pyyaml python benchmarks/fit_initiatives.py [PREFIX …]

It needs scikit-learn, which nothing else does. First it prints how well names are found in texts that the weights were not fitted
on: each round of texts is left out in turn. `scored/` is never read, nor are texts whose names begin with a PREFIX: those are left
to test on. What only stands in the list of known methods and programmes is neither fitted nor weighed.
"""

import csv
import re
import sys
from collections import Counter, defaultdict

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, "src")
from analysis.finding import initiatives
from analysis.finding.actors import find_actors
from analysis.finding.initiative_signs import START, WRITTEN, measure_length
from analysis.finding.layout import BODY, find_segments, reading_text
from analysis.finding.people import find_people
from analysis.paths import LEXICON, REFERENCE
from analysis.quality import list_references
from analysis.text import plain_spaces

SNIPPETS = "snippet "
FOLDS = 5
LIGHT = 0.07  # of a snippet beside a text: snippets were made to hold names
PENALTY = 3.0  # scikit-learn's C: smaller is stronger
SEEN = 3  # names: a sign of fewer gets no weight
COUNT = -1.5  # added to the start: from here on a name is taken, so that about as many are wrong as missed


def read_texts(left_out):
    """Name, words and annotated initiatives of each text, and of each snippet of `tests/reference/initiatives.csv`."""
    for part in ("cases", "tuning"):
        for name, text, annotation in list_references(part):
            if "initiatives" in annotation and not name.startswith(left_out):
                yield name, text, set(annotation["initiatives"] or ())
    with (REFERENCE / "initiatives.csv").open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines)):
            yield f"{SNIPPETS}{number}", row["text"], set(filter(None, row["initiatives"].split("|")))


def read_names(left_out):
    """Of each name of the texts its signs, whether it is annotated, its text; and what is annotated, found by the list alone."""
    names, wanted, listed = [], {}, {}
    forms, known = initiatives._known()
    for name, text, annotated in read_texts(left_out):
        segments = find_segments(text)
        body = plain_spaces(reading_text(text, segments, (*BODY, "metadata")))
        wanted[name] = annotated
        listed[name] = {forms[form] for _, form in known.find(body)}
        people = find_people(reading_text(text, segments))
        for written, signs in initiatives.describe_names(body, find_actors(body), people):
            names.append((signs, written in annotated, name, written))
    return names, wanted, listed


def family(name):
    """The round a text is of: the letters its name begins with; all passages are one round, snippets are five."""
    if name.startswith(SNIPPETS):
        return f"{SNIPPETS}{int(name.removeprefix(SNIPPETS)) % FOLDS}"
    letters = re.match("[a-z]+(?=_)", name)
    return letters[0] if letters else "passages"


def score(logits, names, wanted, listed, snippets):
    """How many names are right, wrong and missed, in texts or in snippets."""
    by_text = defaultdict(dict)
    for (_, _, text, written), logit in zip(names, logits, strict=True):
        by_text[text][written] = logit
    right = wrong = missed = 0
    for text, annotated in wanted.items():
        if text.startswith(SNIPPETS) != snippets:
            continue
        found = {*initiatives._choose(by_text[text]), *listed[text]}
        right, wrong, missed = (
            right + len(found & annotated),
            wrong + len(found - annotated),
            missed + len(annotated - found),
        )
    return f"right {right} wrong {wrong} missed {missed} F1 {2 * right / (2 * right + wrong + missed):.3f}"


def fit(matrix, given, light):
    return LogisticRegression(C=PENALTY, tol=1e-6, max_iter=5000).fit(matrix, given, sample_weight=light)


def main():
    """Read, validate, fit on everything, write."""
    names, wanted, listed = read_names(tuple(sys.argv[1:]))
    times = Counter(text for _, _, text, _ in names)
    vectorizer = DictVectorizer(sort=False)
    matrix = vectorizer.fit_transform(
        [{**dict.fromkeys(signs, 1.0), WRITTEN: measure_length(times[text])} for signs, _, text, _ in names]
    ).tocsr()
    seen = np.asarray((matrix != 0).sum(axis=0)).ravel() >= SEEN
    matrix, signs = matrix[:, seen], vectorizer.get_feature_names_out()[seen]
    given = np.array([is_one for _, is_one, *_ in names])
    families = np.array([family(text) for _, _, text, _ in names])
    light = np.array([LIGHT if text.startswith(SNIPPETS) else 1.0 for _, _, text, _ in names])
    logits = np.empty(len(names))
    for out in sorted(set(families)):
        rest = families != out
        logits[~rest] = fit(matrix[rest], given[rest], light[rest]).decision_function(matrix[~rest])
    for count in (-2.0, -1.5, -1.0, -0.5):
        print(f"from {count:4.1f} texts   ", score(logits - count, names, wanted, listed, False))
        print("          snippets", score(logits - count, names, wanted, listed, True))
    model = fit(matrix, given, light)
    weights = dict(zip(signs, model.coef_[0], strict=True))
    weights[START] = model.intercept_[0] - COUNT
    print(len(names), "names", given.sum(), "initiatives")
    print("fitted", score(model.decision_function(matrix) - COUNT, names, wanted, listed, False))
    table = LEXICON / "initiative_signs.csv"
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        for row in rows:
            weight = f"{weights.get(row['name'], 0.0):.2f}"
            writer.writerow({**row, "weight": "" if row["where"] == "words" else weight})


if __name__ == "__main__":
    main()
