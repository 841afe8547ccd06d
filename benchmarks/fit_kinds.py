"""Fit the weights of `lexicon/quantity_kind_weights.csv` anew on the annotated figures; run it in the project's folder.

    uv run --no-project --with scikit-learn --with pyyaml python benchmarks/fit_kinds.py [PREFIX …]

It needs scikit-learn, which nothing else does. First it prints how often the kind is right on texts that the weights were
not fitted on: each family of texts (one round of annotation) is left out in turn. `scored/` is never read, nor are texts whose names
begin with a PREFIX: those are left to test on. Rows set by hand (column `by`), where the texts hold too few examples, are kept
as they are.
"""

import csv
import sys
from collections import Counter

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, "src")
from analysis.finding import quantities
from analysis.finding.layout import BODY, find_segments, reading_text
from analysis.finding.quantity_kinds import KINDS, NEARLY, Weighed, fitting_cues
from analysis.paths import LEXICON, REFERENCE
from analysis.quality import list_references, locate_rows

EASE = {
    "cue": 3.0,
    "heading": 3.0,
    "unit": 1.5,
}  # rules with reasons of their own are penalised less than groups of words
WORDS = {"previous": 0.5}  # else 0.7
PENALTY = 0.05  # scikit-learn's C: smaller is stronger
CASES = 2  # times: a figure of the five texts that the study rests on
SEEN = 5  # figures: what fits fewer gets no weight
LEAST = 0.05  # what weighs less for every kind is left out; more costs outcomes found


def read_figures(left_out):
    """For each annotated figure the cues that fit it, its kind, and its family."""
    settings = []
    quantities.weigh_kind = lambda setting: settings.append(setting) or Weighed("", "")
    figures = []
    for part in ("tuning", "cases"):
        for name, text, annotation in list_references(part):
            if name.startswith(left_out):
                continue
            rows = locate_rows(name, text, annotation)["quantities"]
            settings.clear()
            body = reading_text(text, find_segments(text), (*BODY, "metadata"))
            finds = quantities.find_quantities(body, layout=text)
            for find, setting in zip(finds, settings, strict=True):
                at = [r for r in rows if r["start"] < find.end and find.start < r["end"]]
                if at and not setting.figure.age:
                    rows.remove(at[0])
                    cues = {
                        (cue.scope, cue.group, cue.rule.name): share * _ease(cue.scope, cue.rule.name)
                        for cue, share in fitting_cues(setting, every=True)
                    }
                    figures.append((cues, at[0]["kind"], part if part == "cases" else _family(name)))
    return figures


def _ease(scope, rule):
    own = ": " in rule or scope in ("unit", "number")
    return EASE.get(scope, 1.0) if own else WORDS.get(scope, 0.7)


def _family(name):
    """The file of a passage, the first letter of a page's name."""
    for path in sorted((REFERENCE / "tuning").glob("passages*.yml")):
        if f"\n- id: {name}\n" in "\n" + path.read_text(encoding="utf-8"):
            return path.stem
    return name[:2]


def fit(matrix, kinds, families, ease):
    """The weights of each column by kind, and those of any figure; over the kinds they add up to nothing."""
    times = np.where(families == "cases", CASES, 1)
    model = LogisticRegression(C=PENALTY, max_iter=3000).fit(matrix, kinds, sample_weight=times)
    order = [list(model.classes_).index(kind) for kind in KINDS]
    weights, start = model.coef_[order], model.intercept_[order]
    weights = (weights - weights.mean(axis=0)) * ease
    return np.where(np.abs(weights).max(axis=0) < LEAST, 0, weights.round(2)), start - start.mean()


def score(matrix, weights, start, ease):
    """The kind of each figure, and whether another is at least half as likely."""
    scores = matrix @ (weights / ease).T + start
    first, second = np.sort(scores, axis=1)[:, :-3:-1].T
    return np.array(KINDS)[scores.argmax(axis=1)], first - second < NEARLY


def validate(matrix, kinds, families, ease):
    """Print how often the kind of a figure is right when its family was left out."""
    told, doubtful = np.empty(len(kinds), dtype=object), np.zeros(len(kinds), dtype=bool)
    for family in sorted(set(families) - {"cases"}):
        out = families == family
        fitted = fit(matrix[~out], kinds[~out], families[~out], ease)
        told[out], doubtful[out] = score(matrix[out], *fitted, ease)
        print(f"{family:12} {np.mean(told[out] == kinds[out]):.3f} of {out.sum()}")
    known = families != "cases"
    told, kinds, doubtful = told[known], kinds[known], doubtful[known]
    print(f"{'all':12} {np.mean(told == kinds):.3f} of {len(kinds)}")
    print(
        f"said outcome and right {np.mean(kinds[told == 'outcome'] == 'outcome'):.3f}, outcomes found {np.mean(told[kinds == 'outcome'] == 'outcome'):.3f}"
    )
    for name, some in (("all", told != ""), ("said outcome", told == "outcome")):
        right = [np.mean((told == kinds)[some & which]) for which in (doubtful, ~doubtful)]
        share = np.mean(doubtful[some])
        print(f"{name}: {share:.3f} with a rival, {right[0]:.3f} of them right, {right[1]:.3f} of the others")
    pairs = Counter(zip(kinds, told, strict=True))
    print("annotated \\ told", *KINDS, sep="\t")
    for kind in KINDS:
        print(kind, *(pairs[kind, other] for other in KINDS), sep="\t")


def main():
    """Read, validate, fit on everything, write."""
    cues, kinds, families = (list(column) for column in zip(*read_figures(tuple(sys.argv[1:])), strict=True))
    kinds, families = np.array(kinds), np.array(families)
    vectorizer = DictVectorizer(sort=False)
    matrix = vectorizer.fit_transform(
        [{"|".join(key): value for key, value in row.items()} for row in cues]
    ).tocsr()
    seen = np.asarray((matrix != 0).sum(axis=0)).ravel() >= SEEN
    matrix, names = matrix[:, seen], vectorizer.get_feature_names_out()[seen]
    ease = np.array([_ease(*name.split("|")[::2]) for name in names])
    validate(matrix, kinds, families, ease)
    weights, start = fit(matrix, kinds, families, ease)
    with (LEXICON / "quantity_kind_weights.csv").open(encoding="utf-8", newline="") as file:
        by_hand = [row for row in csv.reader(file) if row[-1] == "hand"]
    rows = by_hand[:]
    for name, column in zip(names, weights.T, strict=True):
        scope, group, rule = name.split("|")
        column = column + (start if rule == "any figure" else 0)
        if column.any() and [scope, group, rule] not in [row[:3] for row in by_hand]:
            rows.append([scope, group, rule, *(f"{weight:.2f}" for weight in column), "fit"])
    with (LEXICON / "quantity_kind_weights.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([["scope", "class", "name", *KINDS, "by"], *sorted(rows)])
    print(len(rows), "weights for", matrix.shape[0], "figures")


if __name__ == "__main__":
    main()
