"""What all commands share: options that speak the person's language, and printing."""

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from excellence_app.cli.command_texts import TranslatedOption
from excellence_app.domain.messages import N_
from excellence_app.domain.problems import Problem
from excellence_app.language import problems as problem_texts
from excellence_app.language.catalogues import Words

FINE, PROBLEMS, WRONG_USE = 0, 1, 2

Command = Callable[..., None]


def option(*names: str, **settings: object) -> Callable[[Command], Command]:
    """Return a click option whose help is translated."""
    return click.option(*names, cls=TranslatedOption, **settings)


as_json = option("--json", "as_json", is_flag=True, help=N_("Print JSON for other programs."))
on_day = option(
    "--on", metavar="DATE", help=N_("Count months to this day instead of the assessment's.")
)
document = click.argument("file", type=click.Path(path_type=Path))


def show_lines(lines: Sequence[str]) -> None:
    """Print lines of text."""
    click.echo("\n".join(lines))


def say(words: Words, sentence: str, **values: object) -> None:
    """Print one sentence."""
    click.echo(problem_texts.printable(words.text(sentence, **values)))


def show_json(data: object) -> None:
    """Print data for other programs."""
    import json  # noqa: PLC0415 - only when asked for

    click.echo(json.dumps(data, indent=2, ensure_ascii=False))


def show_problems(words: Words, found: Sequence[Problem]) -> None:
    """Print the problems of files and where to read more about each kind."""
    for problem in found:
        show_lines(problem_texts.lines(words, problem))
    if found:
        show_lines(problem_texts.more(words, found))
