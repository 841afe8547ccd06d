"""Cues: globs, alternatives and gaps in words, found fast in any sentence."""

import time
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.coding.cues import CueIndex, Hit, split_tokens


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
    assert all(text[token.start : token.end] for token in split_tokens(text))


def test_a_sentence_of_a_million_letters_or_words_takes_no_time() -> None:
    index = CueIndex([("it", "samverk* * * samverk*")])
    start = time.perf_counter()
    index.find("a" * 1_000_000)
    index.find("samverkan " * 100_000)
    assert time.perf_counter() - start < 3
