"""Find questions, pages, evidence, actions, words and commands by a number or a few letters."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from excellence_app.domain.assessment import Assessment
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.engine.expanding import Entries, expanded
from excellence_app.language import sentences
from excellence_app.language.answers import question_title
from excellence_app.language.catalogues import Words

MOST = 40  # results that are returned
_PIECE = 90  # letters of a text around what was found
_IN_TEXT = 6  # from this rank on, something has a word in its text alone


class Kind(Enum):
    """What a result is; in this order where two fit equally well."""

    QUESTION = "question"
    PAGE = "page"
    EVIDENCE = "evidence"
    ACTION = "action"
    TERM = "term"
    COMMAND = "command"


class Entry(NamedTuple):
    """Something that can be found; `key` says what is to be gone to or done.

    `number` stands before the title, `text` is searched as well and not shown in full.
    """

    kind: Kind
    key: str
    title: str
    number: str = ""
    text: str = ""


class Found(NamedTuple):
    """A result; `around` is where the words stand in a text that is not its title."""

    entry: Entry
    around: str = ""


class _Folded(NamedTuple):
    entry: Entry
    number: str
    title: str
    text: str


class Index:
    """All that can be found, ready to be searched at every key."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._all = [
            _Folded(one, folded(one.number), folded(one.title), folded(one.text))
            for one in entries
        ]

    def __len__(self) -> int:
        return len(self._all)

    def find(self, wanted: str, most: int = MOST) -> Sequence[Found]:
        """Return what has all the words that are wanted, the likeliest first.

        A number comes first, then what begins with the words, then what has them in its
        title, then what has them in its text. Without any word nothing is found.
        """
        words = folded(wanted).split()
        if not words:
            return ()
        kinds = {kind: place for place, kind in enumerate(Kind)}
        found = []
        for place, one in enumerate(self._all):
            rank = _rank(one, words)
            if rank is not None:
                found.append((rank, kinds[one.entry.kind], place))
        found.sort()
        return tuple(
            Found(one.entry, _around(one, words) if rank >= _IN_TEXT else "")
            for rank, one in ((rank, self._all[place]) for rank, _, place in found[:most])
        )


def _rank(one: _Folded, words: Sequence[str]) -> int | None:
    """Return how well an entry fits, the least best; none if it does not."""
    first, whole = words[0], " ".join(words)
    if one.number:
        if one.number == whole:
            return 0
        if len(words) == 1 and one.number.startswith(whole) and whole[-1:].isdigit():
            return 1 if one.number.startswith(f"{whole}.") else 2
    title = one.title
    if one.number and first == one.number:  # the number and something of the title
        words = words[1:]
        whole = " ".join(words)
    if title.startswith(whole):
        return 3
    padded = f" {title}"
    if all(f" {word}" in padded for word in words):
        return 4
    if all(word in title for word in words):
        return 5
    if all(f" {word}" in padded or f" {word}" in f" {one.text}" for word in words):
        return _IN_TEXT
    if all(word in title or word in one.text for word in words):
        return _IN_TEXT + 1
    return None


def _around(one: _Folded, words: Sequence[str]) -> str:
    """Return a piece of the text with the first of the words that the title lacks."""
    text = one.entry.text
    word = next((word for word in words if word not in one.title), words[0])
    # Folding may change lengths a little; a piece need not begin at an exact place.
    plain = f" {text}".casefold()
    place = plain.find(f" {word}")
    if place < 0:
        place = max(0, plain.find(word) - 1)
    before = _PIECE // 3
    start = 0 if place <= before else text.rfind(" ", 0, place - before) + 1
    piece = text[start : start + _PIECE]
    if start + _PIECE < len(text):
        piece = f"{piece.rpartition(' ')[0]} …"
    return f"… {piece}" if start else piece


def folded(text: str) -> str:
    """Return a text as it is compared: without accents, capitals and signs between words."""
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return " ".join(text.casefold().replace("-", " ").replace("/", " ").split())


def entries_of(criteria: CriteriaSet, assessment: Assessment, words: Words) -> Iterator[Entry]:
    """Yield what a document brings along: questions, evidence, actions, words of the glossary.

    Questions in a case are found by the title of that, and by what is answered in it.
    """
    for indicator in criteria.indicators:
        for question in indicator.questions:
            text = f"{question.text} {indicator.text}" if indicator.text else question.text
            yield Entry(Kind.QUESTION, question.id, indicator.title, question.id, text)
    yield from _of_sections(criteria, assessment, words)
    for item in assessment.evidence.values():
        yield Entry(Kind.EVIDENCE, item.id, item.title, text=item.place)
    titles = {action.id: action.title for action in criteria.actions}
    for planned in assessment.roadmap:
        title = planned.title or titles.get(planned.action, "")
        if title:
            yield Entry(Kind.ACTION, planned.id, title, planned.indicator)
    for term in criteria.glossary:
        yield Entry(Kind.TERM, term.title, term.title, text=term.text)


def _of_sections(criteria: CriteriaSet, assessment: Assessment, words: Words) -> Iterator[Entry]:
    answers = assessment.answers
    ranked = Entries(answers)
    section_of = {one.id: part for part in criteria.sections for one in part.questions}
    for question in expanded(criteria, answers):
        root, in_case, _ = question.id.partition("[")
        section = section_of.get(root)
        if section is not None:
            title = question_title(words, criteria, question, answers, ranked)
            said = sentences.answer(words, question, answers) if question.id in answers else ""
            text = " ".join(part for part in (section.title, said) if part)
            number = "" if in_case else question.id
            yield Entry(Kind.QUESTION, question.id, title, number, text)
