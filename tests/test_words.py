"""Rules and names tried only where they can fit find what they find in the whole text."""

import re

from hypothesis import given
from hypothesis import strategies as st

from analysis.finding import actors, needs, words
from analysis.finding.words import NameIndex, RuleIndex, WordFilter, split_lines
from analysis.paths import RAW
from analysis.text import plain_spaces

RULES = (*actors.RULES, actors.JOINT, *actors.CUED)
INDEX = RuleIndex(RULES)
TEXTS = [plain_spaces(path.read_text(encoding="utf-8-sig")) for path in sorted(RAW.glob("*.txt"))]
# What rules look for: the words of the rules' own examples, signs and line ends.
PARTS = sorted({part for rule in RULES for text in (rule.hit, rule.miss) for part in text.split(" ")})
PARTS += ["\n", "i", "på", "ett", "är", "och", "AB", "Hjo", "Nya", "Ek", "”Vägen”", "(170201-181231)"]


def find_in_whole_text(text):
    return [
        (rule.name, match.span()) for rule in RULES for match in re.finditer(rule.pattern, text, re.MULTILINE)
    ]


def find_on_lines(text):
    return [(rule.name, match.span()) for rule, match in INDEX.find(text)]


def test_rules_find_the_same_in_the_five_texts_as_their_patterns_alone():
    assert all(find_on_lines(text) == find_in_whole_text(text) for text in TEXTS)
    assert sum(len(find_on_lines(text)) for text in TEXTS) > 40


@given(st.lists(st.sampled_from(PARTS), max_size=40))
def test_rules_find_the_same_in_any_order_of_words_as_their_patterns_alone(parts):
    text = " ".join(parts)
    assert find_on_lines(text) == find_in_whole_text(text)


def test_what_was_forgotten_is_tested_again(monkeypatch):
    for module in (words, needs):
        monkeypatch.setattr(module, "_REMEMBERED", 0)
    capitals, rules = WordFilter(str.isupper), RuleIndex(RULES)
    texts = ("SFI i Hjo kommun", "SFI i Nora kommun")
    assert [bool(capitals.find(text)) for text in texts * 2] == [True] * 4
    assert [bool(list(rules.find(text))) for text in texts * 2] == [True] * 4


NAMES = ["Väg", "Väg in", "Vägen", "Nya Vägen", "A-laget", "SKR", "Väg in i"]


@given(
    st.lists(st.sampled_from([*"Väg Vägs Vägen Vägens in i Nya A-laget A SKR SKR:s SKRs -".split(), "\n"]))
)
def test_names_are_found_where_an_alternation_of_all_finds_them(words):
    text = " ".join(words)
    longest_first = "|".join(map(re.escape, sorted(NAMES, key=len, reverse=True)))
    pattern = re.compile(rf"(?<![\w-])(?=({longest_first})(?::?s)?(?![\w-]))")
    expected = [(match.start(), match[1]) for match in pattern.finditer(text)]
    assert list(NameIndex(NAMES, genitive=":?s|").find(text)) == expected


@given(st.text(alphabet="aÅ-_”\n .1İ", max_size=60))
def test_lines_hold_their_words_at_their_offsets(text):
    for line in split_lines(text):
        assert "\n" not in text[line.start : line.end]
        assert all(word in text[line.start : line.end] for word in line.words)
