"""The words that no generated sentence may hold, since a few self-told cases carry no causal claim."""

import re

_CAUSAL = re.compile(
    r"\b(?:caus(?:e|es|ed|ing|al(?:ly)?)|leads? to|led to|leading to|because of|due to|thanks to|owing to"
    r"|results? in|resulted in|brings? about|brought about|explains?|explained by|proves?"
    r"|(?:has|had|have) an? effect|orsaka\w*|led(?:er|de)? till|lett till|berodde på|beror på|tack vare"
    r"|på grund av|bidra(?:r|git|gar)? till|medför\w*|förklara(?:r|s|de)|bevisa\w*|har (?:en )?effekt)\b",
    re.IGNORECASE,
)


def find_causal_words(text: str) -> list[str]:
    """The causal words of a text, in its order.

    >>> find_causal_words("Co-location leads to work. Det beror på språket.")
    ['leads to', 'beror på']
    >>> find_causal_words("Co-location is not eliminated by these cases; the coding guide led us there.")
    []
    """
    return [found.group() for found in _CAUSAL.finditer(text)]
