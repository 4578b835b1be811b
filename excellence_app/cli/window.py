"""The command for the window, which is shown by who runs the command line: only they know it."""

from pathlib import Path

import click

from excellence_app.cli.command_texts import TranslatedCommand
from excellence_app.cli.sharing import PATH, WindowWanted, argument
from excellence_app.domain.messages import N_


@click.command(
    "open",
    cls=TranslatedCommand,
    help=N_(
        "Show the window, with documents or with the start page.\n\n"
        "Examples:\n"
        "  excellence open\n"
        "  excellence open mycluster.excellence"
    ),
)
@argument(
    "files",
    type=PATH,
    metavar=N_("FILE"),
    required=False,
    nargs=-1,
    explained=N_("A document; it ends in .excellence. Each has a window of its own."),
)
def open_window(files: tuple[Path, ...]) -> WindowWanted:
    """Tell that the window is to be shown."""
    return WindowWanted(files)
