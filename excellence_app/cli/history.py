"""Commands about changes: what was changed, and the last of them taken back or made again."""

from pathlib import Path

import click

from excellence_app.cli.command_texts import TranslatedCommand, WrongUse
from excellence_app.cli.opening import to_change
from excellence_app.cli.printing import show_json, show_lines
from excellence_app.cli.sharing import as_json, document, option
from excellence_app.cli.translations import to_read
from excellence_app.domain.messages import N_, Message, Refused
from excellence_app.language.catalogues import Words
from excellence_app.language.changes import Telling
from excellence_app.session import past
from excellence_app.session.change_names import REDO, UNDO, direction_text
from excellence_app.storage.trouble import shown


@click.command(
    "history",
    cls=TranslatedCommand,
    help=N_(
        "Show who changed what and when, the newest change last.\n\nExamples:\n"
        "  excellence history mycluster.excellence\n"
        "  excellence history mycluster.excellence --last 10"
    ),
)
@document
@option("--last", metavar=N_("N"), help=N_("Only so many of the newest changes."))
@as_json
@click.pass_context
def history(context: click.Context, /, file: Path, last: str | None, as_json: bool) -> None:  # noqa: FBT001 - click hands flags over by name
    """Show the changes of a document."""
    words = context.ensure_object(Words)
    if last is not None and not (last.isascii() and last.isdigit() and int(last)):
        raise WrongUse(words.text("--last needs a number of at least 1."), context)
    session = to_read(words, file)
    lines = session.log_lines()
    told = Telling(words, session.criteria, past.known_in(session.assessment, lines))
    first = max(0, len(lines) - int(last)) if last is not None else 0
    found = past.changes_in(session.criteria, session.assessment, lines[first:])
    if as_json:
        from excellence_app.cli.as_json_kept import history as as_data  # noqa: PLC0415 - each command imports only what it prints with

        show_json(as_data(told, found, file, len(lines)))
    else:
        from excellence_app.cli import listings  # noqa: PLC0415 - each command imports only what it prints with

        show_lines(listings.history(told, found))


@click.command(
    "undo",
    cls=TranslatedCommand,
    help=N_(
        "Take back the last change, whoever made it; repeat it to go back further.\n\n"
        "Example:\n  excellence undo mycluster.excellence"
    ),
)
@document
@click.pass_obj
def undo(words: Words, file: Path) -> None:
    """Take back the last change."""
    _go(words, file, UNDO)


@click.command(
    "redo",
    cls=TranslatedCommand,
    help=N_(
        "Make the change again that was taken back last.\n\n"
        "Example:\n  excellence redo mycluster.excellence"
    ),
)
@document
@click.pass_obj
def redo(words: Words, file: Path) -> None:
    """Make a change again that was taken back."""
    _go(words, file, REDO)


_NOTHING_LEFT = {
    UNDO: N_("There is no change in {file} that can be taken back."),
    REDO: N_("The last change in {file} was not taken back, so nothing can be made again."),
}


def _go(words: Words, file: Path, direction: str) -> None:
    with to_change(words, file, whole_history=True) as session:
        name = session.undo_name if direction == UNDO else session.redo_name
        before = session.assessment
        touched = session.undo() if direction == UNDO else session.redo()
        if name is None or touched is None:
            raise Refused(Message(_NOTHING_LEFT[direction], {"file": shown(file)}))
        session.save()
        told = Telling(
            words, session.criteria, past.known_in(session.assessment, session.log_lines())
        )
        after = session.assessment
    from excellence_app.cli import listings  # noqa: PLC0415 - each command imports only what it prints with

    sentence = direction_text(f"{direction} ")
    done = words.text(sentence, change=words.say(name))
    show_lines(
        listings.done(told, f"{done}.", past.touched_between(session.criteria, before, after))
    )
