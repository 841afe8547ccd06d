"""The sentences that the comparison may say, in English and Swedish.

Every generated sentence of `guard`, `small_n`, `sensitivity` and `outcome_checks` is one of `list_sentences`
with values put in. A few self-told cases carry no causal claim: a test holds every sentence to holding none.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from analysis.labels import load_words
from analysis.paths import PACKAGE
from analysis.plurals import choose_forms, list_forms


def list_sentences() -> dict[str, dict[str, str]]:
    """Every sentence pattern by key and language, from `schema/wording.csv`."""
    return load_words(PACKAGE / "schema" / "wording.csv")


def say(key: str, lang: str = "en", **values: object) -> str:
    """The sentence of a key with its values put in; numbers take the language's decimal sign.

    >>> say("fact_floor", cases=5, positives=2, negatives=3, floor=0.1)
    '5 cases split 2:3 cannot give a permutation p below 0.10'
    >>> say("fact_floor", "sv", cases=5, positives=2, negatives=3, floor=0.1)
    '5 fall fördelade 2:3 kan inte ge ett p-värde under 0,10 i ett permutationstest'
    """
    shown = {
        name: show_number(value, lang, 2) if isinstance(value, float) else value
        for name, value in values.items()
    }
    return choose_forms(list_sentences()[key][lang], shown).format(**shown)


def name_sentence(text: str, lang: str = "en") -> str:
    """The key of the pattern that a sentence was made from, the most worded one; empty for other words.

    >>> name_sentence("No contrast: all 5 cases have the same outcome.")
    'no_contrast'
    >>> name_sentence("Some contrast: all 5 cases have the same outcome.")
    ''
    """
    return next((key for key, pattern in _list_patterns(lang) if pattern.fullmatch(text)), "")


@cache
def _list_patterns(lang: str) -> list[tuple[str, re.Pattern[str]]]:
    """The sentences as patterns, from the most fixed words to the fewest; a lone value is no pattern."""
    found = []
    for key, words in (
        (key, one) for key, both in list_sentences().items() for one in list_forms(both[lang])
    ):
        fixed = re.split(r"\{\w+\}", words)
        pattern = re.compile(".+?".join(map(re.escape, fixed)) + r"\.?", re.IGNORECASE | re.DOTALL)
        found.append((len("".join(fixed)), key, pattern))
    return [(key, pattern) for size, key, pattern in sorted(found, key=lambda one: -one[0]) if size > 4]


def begin_small(label: str) -> str:
    """A label as it stands within a sentence.

    >>> begin_small("Housing"), begin_small("")
    ('housing', '')
    """
    return label[:1].lower() + label[1:]


def join_words(words: Iterable[str], lang: str = "en") -> str:
    """Words as a list in prose; "none" when there are none.

    >>> join_words(["a", "b", "c"]), join_words(["a"]), join_words([], "sv")
    ('a, b and c', 'a', 'inga')
    """
    words = list(words)
    if not words:
        return list_sentences()["none"][lang]
    return (
        words[0]
        if len(words) == 1
        else f"{', '.join(words[:-1])} {list_sentences()['and'][lang]} {words[-1]}"
    )


def name_codes(codes: Iterable[str], labels: Mapping[str, str], lang: str = "en", most: int = 99) -> str:
    """Codes by their labels as a list in prose; only their number when there are more than `most`.

    >>> name_codes(["housing", "x"], {"housing": "Housing"}), name_codes("abcde", {}, most=4)
    ('Housing and x', '5 conditions')
    """
    codes = list(codes)
    if len(codes) > most:
        return say("conditions", lang, n=len(codes))
    return join_words([labels.get(code, code) for code in codes], lang)


def show_number(value: float, lang: str = "en", digits: int | None = None) -> str:
    """A number in the language's way; with as many decimals as it has when `digits` is not given.

    >>> show_number(32.8, "sv"), show_number(50.0), show_number(14.9000001, digits=1)
    ('32,8', '50', '14.9')
    """
    text = f"{value:g}" if digits is None else f"{value:.{digits}f}"
    return text.replace(".", ",") if lang == "sv" else text


def show_percent(share: float, lang: str = "en", digits: int = 1) -> str:
    """A share from 0 to 1 as a percentage in words of the language.

    >>> show_percent(47 / 71), show_percent(47 / 71, "sv"), show_percent(1, digits=0)
    ('66.2 %', '66,2 %', '100 %')
    """
    return f"{show_number(100 * share, lang, digits)} %"
