"""Which terms of a glossary a text mentions."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from excellence_app.domain.criteria import Term

_IN_BRACKETS = re.compile(r"^(.*?)\s*\(([^()]+)\)$")
# What German and English put at the end of a noun, and German at the end of an adjective: a
# term is found in its plural, and "Verbindlicher Akteur" in "verbindliche Akteure".
_NOUN = r"(?:s|es|e|en|n)?"
_ADJECTIVE = r"(?:e|er|es|en|em)?"
_DECLINED = re.compile(r"(?<=\w{4})(?:er|es|e)$")


def mentioned(terms: Iterable[Term], text: str) -> Iterator[Term]:
    """Yield the terms that a text mentions, by their titles or what these have in brackets."""
    for term in terms:
        if _pattern(term.title).search(text):
            yield term


def mentioned_with_their_own(terms: Iterable[Term], text: str) -> tuple[Term, ...]:
    """Return the terms that a text mentions, and those that explain these, in their order."""
    every = tuple(terms)
    found: set[Term] = set()
    while text:
        more = [term for term in mentioned(every, text) if term not in found]
        found.update(more)
        text = "\n".join(term.text for term in more)
    return tuple(term for term in every if term in found)


@lru_cache(maxsize=1024)
def _pattern(title: str) -> re.Pattern[str]:
    match = _IN_BRACKETS.match(title)
    names = match.groups() if match else (title,)
    return re.compile("|".join(rf"\b{_declined(name)}\b" for name in names if name), re.IGNORECASE)


def _declined(name: str) -> str:
    *first, last = name.split() or [name]
    words = [re.escape(_DECLINED.sub("", word)) + _ADJECTIVE for word in first]
    return r"\s+".join([*words, re.escape(last) + _NOUN])
