"""Explanations in plain words, English and Swedish, from `lexicon/explain.csv`; labels from `labels`."""

from typing import Any

from analysis.labels import label_text, load_words
from analysis.paths import LEXICON


def list_explanations() -> dict[str, dict[str, str]]:
    """Every explanation by key and language."""
    return load_words(LEXICON / "explain.csv")


def explain_words(key: str, language: str = "en", **values: Any) -> str:
    """The explanation for a key with its values put in; a key without one is a label.

    >>> explain_words("decided_reject", "sv", coder="project")
    'project avvisade den'
    >>> explain_words("claimed", "sv"), explain_words("no such key")  # a label; its own word
    ('framhållen', 'no such key')
    """
    words = list_explanations().get(key, {}).get(language)
    return label_text(key, language, **values) if words is None else words.format(**values)
