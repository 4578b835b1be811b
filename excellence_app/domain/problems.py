"""What is wrong in a file, where, and what to do about it, as data."""

import dataclasses
from collections.abc import Iterable, Sequence
from enum import Enum

from excellence_app.domain.messages import Message
from excellence_app.domain.values import dataclass


class Severity(Enum):
    """Whether a file can be used in spite of the problem."""

    ERROR = "error"
    WARNING = "warning"


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a text file; line and column count from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding in a file.

    `code` names the help page, `suggestion` is a word that the writer may have meant.
    A problem of the file as a whole has no position.
    """

    code: str
    severity: Severity
    message: Message
    file: str
    position: Position | None = None
    hint: Message | None = None
    suggestion: str | None = None


def by_place(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems in the order in which a reader of the files meets them."""
    nowhere = Position(0, 0)
    return tuple(sorted(problems, key=lambda p: (p.file, p.position or nowhere, p.code)))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Return whether one of the problems forbids the use of its file."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def did_you_mean(word: str, known: Sequence[str]) -> str | None:
    """Return the known word that resembles `word` most, or none."""
    from difflib import get_close_matches  # noqa: PLC0415 - only for what is misspelt

    close = get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return close[0]
    lowered = {candidate.casefold(): candidate for candidate in known}
    return lowered.get(word.casefold())
