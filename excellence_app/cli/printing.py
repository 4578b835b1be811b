"""Everything that the commands print goes through here, and nothing else prints."""

import errno
import io
import sys
from collections.abc import Sequence

import click

from excellence_app.domain.messages import N_, Message, Refused
from excellence_app.domain.problems import Problem
from excellence_app.language import problems as problem_texts
from excellence_app.language.catalogues import Words
from excellence_app.language.problems import one_line

_UTF_8 = "utf-8"


def take_any_character() -> None:
    """Let the streams replace what their encoding lacks, as that of a pipe on Windows does."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def write(text: str) -> None:
    """Print text as it is.

    Ends the command in peace if the reader has gone; raises `Refused` if the text cannot be
    written, as on a full disk.
    """
    try:
        click.echo(text, nl=False)
    except OSError as error:
        # Python writes what is left in the stream once more when it ends, and would complain.
        sys.stdout = io.StringIO()
        if error.errno == errno.EPIPE:
            raise click.exceptions.Exit from error
        reason = error.strerror or type(error).__name__
        raise Refused(
            Message(
                N_(
                    "What this command prints could not be written where it was sent: {reason}. "
                    "Please choose another place for it."
                ),
                {"reason": reason},
            )
        ) from error


def show_lines(lines: Sequence[str]) -> None:
    """Print lines of text."""
    write("\n".join([*lines, ""]))


def say(words: Words, sentence: str, **values: object) -> None:
    """Print one sentence."""
    show_lines([one_line(words.text(sentence, **values))])


def complain(sentences: Sequence[str]) -> None:
    """Print to the error stream why a command did nothing."""
    click.echo(one_line(" ".join(sentences)), err=True)


def remark(sentence: str) -> None:
    """Print to the error stream what a person should know besides the result."""
    click.echo(one_line(sentence), err=True)


def show_json(data: object) -> None:
    """Print data for other programs: readable where a terminal may show it, escaped elsewhere."""
    import json  # noqa: PLC0415 - only when asked for

    everywhere = (getattr(sys.stdout, "encoding", None) or "").lower() != _UTF_8
    text = json.dumps(data, indent=2, ensure_ascii=everywhere)
    write("".join(c if c == "\n" or c.isprintable() else _escaped(c) for c in text) + "\n")


def _escaped(character: str) -> str:
    """Return a character of a JSON text that a terminal would obey, as JSON escapes it."""
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[n]:02x}{units[n + 1]:02x}" for n in range(0, len(units), 2))


def problem_lines(words: Words, found: Sequence[Problem]) -> list[str]:
    """Return the problems of files as lines, and where to read more about each kind."""
    lines = [one_line(line) for problem in found for line in problem_texts.lines(words, problem)]
    return lines + problem_texts.more(words, found) if found else lines


def complain_of(words: Words, found: Sequence[Problem]) -> None:
    """Print to the error stream the problems of a file that a command needs."""
    click.echo("\n".join(problem_lines(words, found)), err=True)
