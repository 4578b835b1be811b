"""What all commands share: exit codes, and parameters that speak the person's language."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import click

from excellence_app.cli.command_texts import TranslatedArgument, TranslatedOption
from excellence_app.domain.messages import N_

FINE, PROBLEMS, WRONG_USE = 0, 1, 2

# Whether a file can be read is found out, and told, by the code that reads it.
PATH = click.Path(path_type=Path, readable=False)

Command = Callable[..., object]


class WindowWanted(NamedTuple):
    """What a command returns for the window to be shown, on the start page if without files."""

    files: tuple[Path, ...]


def option(*names: str, **settings: object) -> Callable[[Command], Command]:
    """Return a click option whose help is translated."""
    return click.option(*names, cls=TranslatedOption, **settings)


def argument(name: str, **settings: object) -> Callable[[Command], Command]:
    """Return a click argument whose name and help (`explained`) are translated."""
    return click.argument(name, cls=TranslatedArgument, **settings)


as_json = option("--json", "as_json", is_flag=True, help=N_("Print JSON for other programs."))
on_day = option(
    "--on",
    metavar=N_("DATE"),
    help=N_("Count months to this day instead of the assessment's."),
)
document = argument(
    "file", type=PATH, metavar=N_("FILE"), explained=N_("The document; it ends in .excellence.")
)
