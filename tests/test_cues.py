"""Cues: globs, alternatives and gaps in words, found fast in any sentence."""

import re
import time
from functools import cache
from itertools import pairwise, product
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.codebook import load_codebook
from analysis.coding.cues import GAP, CueIndex, Hit
from analysis.finding.sentences import find_sentences
from analysis.paths import RAW


class Example(NamedTuple):
    """A cue, a sentence it is found in with the words it takes, and a false friend."""

    cue: str
    text: str
    found: str
    miss: str


GRAMMAR = [
    Example("sfi", "De läser SFI nu.", "SFI", "De läser sfinx nu."),
    Example("samverk*", "Samverkan är bra.", "Samverkan", "Myndighetssamverkan är bra."),
    Example("*plan", "En studieplan finns.", "studieplan", "Planen finns."),
    Example("*praktik*", "Språkpraktiken är bra.", "Språkpraktiken", "Det är praxis."),
    Example("coach|lots", "Min lots heter Eva.", "lots", "Min lotsar heter Eva."),
    Example("egen coach", "Alla har en egen coach.", "egen coach", "Alla har egen bra coach."),
    Example("egen * coach", "Alla har en egen bra coach.", "egen bra coach", "En coach som är egen."),
    Example("60 procent", "Målet är 60 %.", "60 %", "Målet är 60."),
    Example("sfi lärare", "En sfi-lärare kom.", "sfi-lärare", "En lärare i sfi kom."),
]


@pytest.mark.parametrize("example", GRAMMAR, ids=lambda example: example.cue)
def test_a_cue_takes_its_words_and_no_others(example: Example) -> None:
    index = CueIndex([("it", example.cue)])
    assert [example.text[hit.start : hit.end] for hit in index.find(example.text)] == [example.found]
    assert index.find(example.miss) == []


def test_a_gap_is_at_most_three_words() -> None:
    index = CueIndex([("it", "kort * väg")])
    assert index.find("kort a b c väg")
    assert not index.find("kort a b c d väg")


def test_every_placement_of_a_cue_is_found() -> None:
    hits = CueIndex([("it", "stöd * coach")]).find("stöd av coach och coach")
    assert [hit.tokens for hit in hits] == [(0, 2), (0, 4)]


def test_a_word_in_a_gap_is_not_taken() -> None:
    wide, inner = Hit("a", "", (0, 2), 0, 9), Hit("b", "", (1,), 3, 5)
    assert not wide.shares_word(inner)
    assert wide.shares_word(Hit("c", "", (2, 3), 6, 12))


@given(st.text(max_size=200), st.lists(st.sampled_from([example.cue for example in GRAMMAR]), max_size=5))
def test_hits_lie_within_any_text_in_order(text: str, cues: list[str]) -> None:
    hits = CueIndex(enumerate(cues)).find(text)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)
    assert [hit.start for hit in hits] == sorted(hit.start for hit in hits)


@cache
def compiled(glob: str) -> re.Pattern[str]:
    return re.compile(re.escape(glob).replace(r"\*", r"\w*"))


@cache
def fits(slot: str, word: str) -> bool:
    """Whether a word of a cue fits a word of a text: one regular expression a glob, tried by itself."""
    return any(compiled(glob).fullmatch(word) for glob in slot.split("|"))


def find_naively(cues: list[tuple[str, str]], text: str) -> set[tuple[str, str, tuple[int, ...]]]:
    """Owner, cue and tokens of every hit, each cue tried at every place of a text."""
    words = ["procent" if w == "%" else w.lower() for w in re.findall(r"[^\W_]+|%", text)]
    found = set()
    for owner, cue in cues:
        reaches, slots = [], []
        for part in cue.lower().split():
            if part == "*":
                reaches[-1] += GAP
            else:
                slots.append(part)
                reaches.append(1)
        places: list[list[int]] = []
        for slot in slots:
            places.append([at for at, word in enumerate(words) if fits(slot, word)])
            if not places[-1]:
                break
        else:
            for tokens in product(*places):
                steps = [later - at for at, later in pairwise(tokens)]
                if all(1 <= step <= reach for step, reach in zip(steps, reaches, strict=False)):
                    found.add((owner, cue, tokens))
    return found


def list_cues() -> list[tuple[str, str]]:
    book = load_codebook()
    return [(code.id, cue) for code in book.codes.values() for cue in (*code.strong, *code.lack, *code.weak)]


WORDS = """samverkan Myndighetssamverkan språkpraktiken praktik praxis studieplan planer SFI sfi-lärare en egen
    bra coach lots lotsar 60 % procent korta vägar till arbete arbetsgivare och det går inte alla är med på i
    företagen handledare språkcafé språkstöd""".split()


@given(st.lists(st.sampled_from(WORDS), max_size=14), st.lists(st.sampled_from(list_cues()), max_size=40))
def test_cues_are_found_where_one_regular_expression_a_glob_finds_them(words, cues):
    cues = [*{*cues, *((example.cue, example.cue) for example in GRAMMAR)}]
    text = " ".join(words)
    found = {(hit.owner, hit.cue, hit.tokens) for hit in CueIndex(cues).find(text)}
    assert found == find_naively(cues, text)


def test_the_cues_of_the_codebook_are_found_in_the_five_texts_as_one_by_one():
    cues = list_cues()[::2]
    index = CueIndex(cues)
    hits = 0
    for path in sorted(RAW.glob("*.txt")):
        for sentence in find_sentences(path.read_text(encoding="utf-8-sig"))[::8]:
            found = index.find(sentence.text)
            assert {(hit.owner, hit.cue, hit.tokens) for hit in found} == find_naively(cues, sentence.text)
            hits += len(found)
    assert hits > 50


def test_a_sentence_of_a_million_letters_or_words_takes_no_time() -> None:
    index = CueIndex([("it", "samverk* * * samverk*")])
    start = time.process_time()
    index.find("a" * 1_000_000)
    index.find("samverkan " * 100_000)
    assert time.process_time() - start < 3
