"""One or several: words of a sentence that follow the number put into it.

A sentence holds both forms where they differ, `{texts} [texts:text|texts]`: the first for one, the second for any
other number. Forms may hold slots, but no other forms.
"""

import re
from collections.abc import Mapping
from itertools import product
from typing import Any

_FORMS = re.compile(r"\[(\w+):([^|\]]*)\|([^\]]*)\]")
_TAG = re.compile(r"<[^>]*>")


def choose_forms(words: str, values: Mapping[str, Any]) -> str:
    """The words with each pair of forms decided by its value, a number or the marked number of a claim.

    >>> [choose_forms("{n} [n:text|texts]", {"n": n}) for n in (0, 1, '<data value="1">1</data>', 21)]
    ['{n} texts', '{n} text', '{n} text', '{n} texts']
    >>> choose_forms("[boilerplate: {n} characters]", {"n": 1})  # no forms
    '[boilerplate: {n} characters]'
    """
    return _FORMS.sub(lambda found: found[2 if _is_one(values[found[1]]) else 3], words)


def list_forms(words: str) -> list[str]:
    """The words in each way that `choose_forms` may decide them.

    >>> list_forms("{n} [n:text|texts] in {m} [m:case|cases]")[:2]
    ['{n} text in {m} case', '{n} text in {m} cases']
    >>> list_forms("{n} [n:text is|texts are] [n:short|long]")  # one number, one choice
    ['{n} text is short', '{n} texts are long']
    """
    names = list(dict.fromkeys(found[1] for found in _FORMS.finditer(words)))
    ways = product((1, 2), repeat=len(names))
    return [choose_forms(words, dict(zip(names, way, strict=True))) for way in ways]


def _is_one(value: Any) -> bool:
    return _TAG.sub("", str(value)).strip() == "1"
