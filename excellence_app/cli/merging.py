"""The command that makes several copies of one document one again."""

from pathlib import Path

import click

from excellence_app.cli.command_texts import TranslatedCommand
from excellence_app.cli.keeping import output
from excellence_app.cli.opening import to_change
from excellence_app.cli.printing import say, show_lines
from excellence_app.cli.sharing import PATH, argument, document
from excellence_app.cli.translations import to_read
from excellence_app.domain.messages import N_, Message, Refused
from excellence_app.language.catalogues import Words
from excellence_app.language.changes import Telling
from excellence_app.session import past, versions
from excellence_app.storage.trouble import shown


@click.command(
    "merge",
    cls=TranslatedCommand,
    help=N_(
        "Merge other copies of a document into it; nothing of either is lost.\n\n"
        "Where people entered different things, both are kept until you choose.\n\n"
        "Examples:\n"
        "  excellence merge mycluster.excellence\n"
        "  excellence merge mycluster.excellence from-ivo.excellence\n"
        "  excellence merge mycluster.excellence from-ivo.excellence -o both.excellence"
    ),
)
@document
@argument(
    "copies",
    nargs=-1,
    type=PATH,
    metavar=N_("COPY"),
    explained=N_("Another copy of it; without one, those beside it are taken."),
)
@output
@click.pass_obj
def merge(words: Words, file: Path, copies: tuple[Path, ...], target: Path | None) -> None:
    """Merge copies of a document."""
    found = copies or _beside(words, file)
    if not found:
        return
    if target is None:
        with to_change(words, file, merging=True) as session:
            merged = versions.merge_copies(session, found)
            lines = session.log_lines()
    else:
        merged = versions.merge_into_new(file, found, target)
        session = to_read(words, target)
        lines = session.log_lines()
    from excellence_app.cli import listings  # noqa: PLC0415 - each command imports only what it prints with

    told = Telling(words, session.criteria, past.known_in(session.assessment, lines))
    written = target or file
    show_lines(
        [
            *listings.merged(told, written, merged),
            *listings.conflicts(
                told, written, past.conflicts_in(session.criteria, session.assessment)
            ),
        ]
    )


def _beside(words: Words, file: Path) -> tuple[Path, ...]:
    """Return the copies beside a document that have something new; says so if none has."""
    copies = versions.copies(file)
    if not copies:
        raise Refused(
            Message(
                N_("There is no other copy of {file} beside it. Please name the copy to merge."),
                {"file": shown(file)},
            )
        )
    found = tuple(copy.path for copy in copies if copy.news)
    if not found:  # to merge these is refused, with the reason
        found = tuple(copy.path for copy in copies if copy.broken)
    if not found:
        say(words, N_("There was nothing new in the copies beside {file}."), file=shown(file))
    return found
