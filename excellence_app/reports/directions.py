"""Which languages and letters run from right to left."""

import re

_LANGUAGES = frozenset(("ar", "fa", "he", "ur", "yi"))
_LETTERS = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]"
_LETTER = re.compile(_LETTERS)
# Words with the spaces and figures between them.
_STRETCH = re.compile(f"({_LETTERS}+(?:[\\s\\d]+{_LETTERS}+)*)")


def runs_from_right(language: str) -> bool:
    """Return whether a language is written from right to left."""
    return language.split("-", 1)[0] in _LANGUAGES


def has_words_from_right(text: str) -> bool:
    """Return whether a text has letters that run from right to left."""
    return _LETTER.search(text) is not None


def stretches(text: str) -> list[str]:
    """Return a text in parts: every second one, from the second on, runs from right to left."""
    return _STRETCH.split(text)
