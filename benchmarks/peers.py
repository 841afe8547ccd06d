"""What other libraries need for a part of the same work; `extraction.py --peers PYTHON` runs this with another Python.

    PYTHON benchmarks/peers.py NAME TEXTS CUES COUNT     # NAME: one of PEERS; prints one line of JSON

`TEXTS` is a folder, `CUES` a JSON file with the codebook's single-word cues as regular expressions by code, and the word
forms of the texts that fit them. The clock runs over the documents only, not over imports or setting up; each pass
is the first. The peers split sentences and find codes by single words; they write no tables.
"""

import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

Found = Iterator[set[str]]


def spacy_merged(cues: dict[str, dict[str, list[str]]]) -> Callable[[list[str]], Found]:
    """spaCy: blank Swedish, sentencizer, Matcher with one regular expression a code, joined from its cues."""
    return _spacy(lambda code: [[{"LOWER": {"REGEX": "^(?:" + "|".join(cues[code]["globs"]) + ")$"}}]], cues)


def spacy_globs(cues: dict[str, dict[str, list[str]]]) -> Callable[[list[str]], Found]:
    """spaCy: blank Swedish, sentencizer, Matcher with one regular expression a cue."""
    return _spacy(lambda code: [[{"LOWER": {"REGEX": f"^{glob}$"}}] for glob in cues[code]["globs"]], cues)


def _spacy(make: Callable[[str], list], cues: Iterable[str]) -> Callable[[list[str]], Found]:
    import spacy
    from spacy.matcher import Matcher

    nlp = spacy.blank("sv")
    nlp.add_pipe("sentencizer")
    matcher = Matcher(nlp.vocab)
    for code in cues:
        matcher.add(code, make(code))
    return lambda texts: (_match_sentences(nlp, matcher, doc) for doc in nlp.pipe(texts))


def spacy_phrases(cues: dict[str, dict[str, list[str]]]) -> Callable[[list[str]], Found]:
    """spaCy: blank Swedish, sentencizer, PhraseMatcher with every word form that a cue fits in these texts."""
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("sv")
    nlp.add_pipe("sentencizer")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    for code, lists in cues.items():
        matcher.add(code, list(nlp.tokenizer.pipe(lists["forms"])))
    return lambda texts: (_match_sentences(nlp, matcher, doc) for doc in nlp.pipe(texts))


def _match_sentences(nlp: object, matcher: object, doc: object) -> set[str]:
    return {nlp.vocab.strings[key] for sentence in doc.sents for key, _, _ in matcher(sentence)}


def pandas_count(cues: dict[str, dict[str, list[str]]]) -> Callable[[list[str]], Found]:
    """pandas: a column of sentences split at full stops, `str.count` with one regular expression a code."""
    import pandas as pd

    patterns = {
        code: r"(?<![^\W_])(?:" + "|".join(lists["globs"]) + r")(?![^\W_])" for code, lists in cues.items()
    }

    def run(texts: list[str]) -> Found:
        frame = pd.DataFrame({"text": texts})
        sentences = frame["text"].str.split(r"(?<=[.!?])\s+|\n", regex=True).explode()
        counts = pd.DataFrame(
            {code: sentences.str.count(one, flags=re.IGNORECASE) for code, one in patterns.items()}
        )
        totals = counts.groupby(level=0).sum()
        return ({code for code in patterns if row[code]} for _, row in totals.iterrows())

    return run


PEERS = {
    "spacy_merged": spacy_merged,
    "spacy_globs": spacy_globs,
    "spacy_phrases": spacy_phrases,
    "pandas_count": pandas_count,
}


def main() -> None:
    """Run one peer over a folder of texts and print seconds, documents, and the codes found in each document."""
    name, folder, cues, count = sys.argv[1:5]
    texts = [path.read_text(encoding="utf-8") for path in sorted(Path(folder).glob("*.txt"))[: int(count)]]
    run = PEERS[name](json.loads(Path(cues).read_text(encoding="utf-8")))
    began = time.process_time()
    found = [sorted(codes) for codes in run(texts)]
    print(json.dumps({"seconds": time.process_time() - began, "documents": len(texts), "codes": found}))


if __name__ == "__main__":
    main()
