"""What a pattern needs is in every text that it matches: none is left out that would have matched."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.finding.bare_number_rules import BEFORE
from analysis.finding.needs import PatternIndex, find_needs, stays_in_word
from analysis.finding.quantity_kinds import kind_cues
from analysis.paths import RAW

PATTERNS = [cue.rule.pattern for scope in ("cue", "previous") for cue in kind_cues(scope)] + [
    rule.pattern for rule in BEFORE
]
PAGES = [path.read_text(encoding="utf-8-sig").lower() for path in sorted(RAW.glob("*.txt"))]


@pytest.mark.parametrize("cue", kind_cues("cue"), ids=lambda cue: cue.rule.name)
def test_a_cue_may_match_its_own_example(cue):
    assert PatternIndex([cue.rule.pattern]).may_match(cue.rule.hit) == [0]


def test_all_patterns_that_match_a_stretch_of_the_texts_are_among_those_that_may():
    index = PatternIndex(PATTERNS)
    compiled = [re.compile(pattern) for pattern in PATTERNS]
    matched = tried = 0
    for page in PAGES:
        for start in range(0, len(page), 150):
            stretch = f"{page[start : start + 200]}#person{page[start + 200 : start + 400]}"
            may = set(index.may_match(stretch))
            does = {number for number, pattern in enumerate(compiled) if pattern.search(stretch)}
            assert does <= may
            assert may & index.sure <= does
            matched, tried = matched + len(does), tried + len(may)
    assert matched  # else nothing was tested
    assert tried < 0.5 * len(PATTERNS) * sum(len(page) // 150 for page in PAGES)  # else nothing was saved


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("arbete", "samarbetet", True),  # within a word
        ("(?:ab|cd)ef", "abef", True),
        ("(?:ab|cd)ef", "ab och cd", False),
        ("ab(?=cd)", "abcd", True),
        ("ab(?!cd)", "ab", True),
        ("(?:ab)?cd", "cd", True),
        ("(?:ab ?){2}", "ab", True),  # how often is for the pattern to say
        ("abc|abd", "abd", True),
        ("ab|x", "y", True),  # one letter is no need
        ("ab: ?cd", "ab cd", False),
        ("#person-part", "#person", False),
        ("abc? d", "ab", True),  # what repeats or lacks one letter leaves those before it
        ("abc? d", "cd", False),
        ("ab{0,2}cd e", "cd", True),
        (r"[]ab)]cd", "cd", True),  # a class with brackets in it
        (r"\)ab\[", "ab", True),
        (r"\u00e5ngra", "ångra", True),  # not read: may match anything
        ("(?P<x>ab)(?P=x)", "", True),
    ],
)
def test_what_a_text_may_match(pattern, text, fits):
    assert bool(PatternIndex([pattern]).may_match(text)) == fits


@given(
    st.lists(st.text("abc d", min_size=1, max_size=5), min_size=1, max_size=4), st.text("abcd ", max_size=30)
)
def test_an_alternation_of_words_that_matches_may_match(words, text):
    pattern = "|".join(map(re.escape, words))
    assert not re.search(pattern, text) or PatternIndex([pattern]).may_match(text) == [0]


@pytest.mark.parametrize(
    ("pattern", "stays"),
    [
        (r"\bkom(?:mit|mer)?\b", True),
        (r"\b\w+spår[a-zåäö]*", True),
        ("#person-part", True),
        (r"\bkom in\b", False),  # a blank
        (r"\bkom\b(?! in)", False),  # what follows the word
        (r"\bkom$", False),
        (r"\bkom[^.]", False),  # any sign
        (r"\bkom\W", False),
        (r"(?:kom)?", False),  # every text matches
        ("(?i)kom", False),  # needs no letters that are known
    ],
)
def test_a_pattern_that_looks_at_one_word_at_a_time(pattern, stays):
    assert stays_in_word(pattern) == stays


@given(st.text("abc #-_.:", max_size=20))
def test_a_sure_pattern_matches_what_it_may(text):
    patterns = [r"\bab\b", r"ab\w*c", r"\b(?:ab|bc)", "#ab", r"bc-\w"]
    index = PatternIndex(patterns)
    assert index.sure == set(range(len(patterns)))
    assert index.may_match(text) == [n for n, pattern in enumerate(patterns) if re.search(pattern, text)]


def test_capitals_are_not_confused_where_a_pattern_ignores_them():
    assert find_needs("(?i)ab") == ((),)
    assert find_needs("(?i:ab)cd") == ((frozenset({"cd"}),),)
