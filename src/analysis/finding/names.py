"""What tells names of people: given names, titles and roles, verbs of saying; word lists in `lexicon/`."""

import re
from functools import cache, lru_cache

from analysis.finding.lexicon import list_rows, list_words
from analysis.text import any_of


@cache
def _given_names() -> dict[str, str]:
    """Given names with f or m where the list knows."""
    return {
        name: gender for name, _, gender in (line.partition("\t") for line in list_words("given_names.txt"))
    }


def fits_pronoun(name: str, pronoun: str) -> int:
    """How well "han" or "hon" stands for a person: 2 when the given name says so, 1 when it does not tell, 0 when it denies.

    >>> fits_pronoun("Eva Ek", "hon"), fits_pronoun("Eva Ek", "han"), fits_pronoun("Kim Ek", "han")
    (2, 0, 1)
    """
    gender = _given_names().get(name.split()[0], "")
    if pronoun.lower() not in ("han", "hon") or not gender:
        return 1
    return 2 if gender == ("m" if pronoun.lower() == "han" else "f") else 0


@lru_cache(maxsize=10_000)
def is_given_name(word: str) -> bool:
    """Whether a word is in the list of given names; of a hyphenated one the first part is enough.

    >>> is_given_name("Ann-Charlott"), is_given_name("Kommun")
    (True, False)
    """
    return word in _given_names() or (
        "-" in word and word.split("-")[0] in _given_names() and word.split("-")[1][:1].isupper()
    )


def begins_given_name(letters: str) -> bool:
    """Whether a given name of the list begins with a row of letters, up to its hyphen or end.

    >>> begins_given_name("Ann"), begins_given_name("An"), begins_given_name("Kommun")
    (True, False, False)
    """
    return letters in _given_beginnings()


@cache
def _given_beginnings() -> frozenset[str]:
    return frozenset(name.partition("-")[0] for name in _given_names())


@cache
def _not_people() -> frozenset[str]:
    return frozenset(row["words"] for row in list_rows("not_people.csv"))


def is_no_person(name: str) -> bool:
    """Whether words that look like a name are listed as none, with or without a genitive s.

    >>> is_no_person("Marie Curies"), is_no_person("Eva Ek")
    (True, False)
    """
    return name in _not_people() or name.removesuffix("s") in _not_people()


@lru_cache(maxsize=10_000)
def is_role(word: str) -> bool:
    """Whether a word is a title or role, indefinite or definite, alone or as the end of a compound.

    >>> [is_role(word) for word in ("Enhetschef", "projektledaren", "kök", "näringslivsråd")]
    [True, True, False, False]
    """
    word = word.lower()
    word = f"{word[:-1]}en" if word.endswith("arn") else word  # "bagarn", as it is spoken
    return bool(_role_pattern().fullmatch(word))


@cache
def _role_pattern() -> re.Pattern[str]:
    ends = "|".join(
        rf"[\w-]*{re.escape(word)}" if word[0] != "=" else word[1:] for word in list_words("roles.txt")
    )
    return re.compile(rf"(?:{ends})(?:n|en|et|an|rn|s|ns|ens|ets)?")


@cache
def saying() -> str:
    """The pattern of any verb of saying as a whole word, to be put into others.

    >>> bool(re.search(saying(), "tillägger Eva")), bool(re.search(saying(), "medsägare"))
    (True, False)
    """
    verbs = sorted(list_words("saying_verbs.txt"), key=len, reverse=True)
    return rf"(?<!\w)(?:{any_of(verbs)})(?!\w)"


@cache
def saying_words() -> frozenset[str]:
    """The verbs of saying, in lower case."""
    return frozenset(list_words("saying_verbs.txt"))
