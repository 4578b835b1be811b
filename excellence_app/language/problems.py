"""Problems of a file as they are read on screen and in the terminal."""

from collections.abc import Iterable

from excellence_app.domain.messages import N_
from excellence_app.domain.problems import Problem, Severity
from excellence_app.language.catalogues import Words

_SEVERITIES = {Severity.ERROR: N_("error"), Severity.WARNING: N_("warning")}


def place(problem: Problem) -> str:
    """Return the place of a problem as editors understand it: file:line:column."""
    if problem.position is None:
        return problem.file
    return f"{problem.file}:{problem.position.line}:{problem.position.column}"


def sentence(words: Words, problem: Problem) -> str:
    """Return what a problem says, with its hint and what may have been meant."""
    parts = [words.say(problem.message)]
    if problem.suggestion:
        parts.append(words.text('Did you mean "{word}"?', word=problem.suggestion))
    if problem.hint is not None:
        parts.append(words.say(problem.hint))
    return printable(" ".join(parts))


def lines(words: Words, problem: Problem) -> list[str]:
    """Return a problem as lines: where and which, what and what to do, where to read more."""
    severity = words.text(_SEVERITIES[problem.severity])
    return [
        f"{printable(place(problem))}: {severity} [{problem.code}]",
        f"  {sentence(words, problem)}",
    ]


def more(words: Words, problems: Iterable[Problem]) -> list[str]:
    """Return one line for each kind of problem on where its help page is."""
    codes = sorted({problem.code for problem in problems})
    return [words.text("More: excellence explain {code}", code=code) for code in codes]


def one_line(text: str) -> str:
    """Return text that is safe on a terminal and stays on its line."""
    for separator in ("\r\n", "\n", "\r", "\t"):
        text = text.replace(separator, " ")
    return printable(text)


def printable(text: str) -> str:
    """Return text that is safe on a terminal: controls and bidi marks are shown, not sent."""
    return "".join(
        c if c in "\n\t" or c.isprintable() or c == "\u00a0" else f"<U+{ord(c):04X}>" for c in text
    )
