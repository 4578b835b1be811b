"""Commands about the file itself: is it whole, what came before it, what lies beside it."""

from pathlib import Path

import click

from excellence_app.cli.command_texts import TranslatedCommand
from excellence_app.cli.opening import to_change
from excellence_app.cli.printing import complain, say, show_json, show_lines
from excellence_app.cli.sharing import PATH, PROBLEMS, argument, as_json, document, option
from excellence_app.cli.tables import paragraph
from excellence_app.domain.messages import N_, Message, Refused
from excellence_app.language import changes
from excellence_app.language.catalogues import Words
from excellence_app.language.changes import Telling
from excellence_app.session import past, versions
from excellence_app.storage.backups import Version
from excellence_app.storage.trouble import shown

output = option(
    "-o",
    "--output",
    "target",
    type=PATH,
    metavar=N_("OUT"),
    help=N_("A new document to write; the one named first stays as it is."),
)


@click.command(
    "verify",
    cls=TranslatedCommand,
    help=N_(
        "Check that a document is as it was written: all parts, files and the history."
        "\n\nExample:\n  excellence verify mycluster.excellence"
    ),
)
@document
@click.pass_obj
def verify(words: Words, file: Path) -> None:
    """Check that a document is as it was written."""
    from excellence_app.cli import listings  # noqa: PLC0415 - each command imports only what it prints with

    findings = versions.verify(file)
    show_lines(listings.verified(words, findings))
    if not all(one.sound for one in findings):
        raise click.exceptions.Exit(PROBLEMS)


@click.command(
    "versions",
    cls=TranslatedCommand,
    help=N_(
        "List the earlier versions of a document and its other copies beside it.\n\n"
        "Example:\n  excellence versions mycluster.excellence"
    ),
)
@document
@as_json
@click.pass_obj
def list_versions(words: Words, file: Path, as_json: bool) -> None:  # noqa: FBT001 - click hands flags over by name
    """List earlier versions and other copies."""
    found = versions.versions(file)
    trouble = versions.trouble_with(file)
    copies = versions.copies(file) if trouble is None else []
    if as_json:
        from excellence_app.cli.as_json_kept import versions as as_data  # noqa: PLC0415 - each command imports only what it prints with

        show_json(as_data(words, file, found, copies, trouble))
        return
    from excellence_app.cli import listings  # noqa: PLC0415 - each command imports only what it prints with

    if trouble is not None:
        complain([words.say(trouble.message)])
    if found:
        lines = listings.versions(words, found)
    else:
        lines = paragraph(
            words.text("This computer keeps no earlier version of {file}.", file=shown(file))
        )
    if copies:
        lines += ["", *listings.copies(words, file, copies)]
    show_lines(lines)


@click.command(
    "restore",
    cls=TranslatedCommand,
    help=N_(
        'Go back to an earlier version, which "excellence undo" takes back.\n\n'
        "A document that is damaged is kept beside, and the earlier version takes its place."
        "\n\nExamples:\n"
        "  excellence restore mycluster.excellence 1\n"
        "  excellence restore mycluster.excellence 1 -o before.excellence"
    ),
)
@document
@argument(
    "number",
    metavar=N_("VERSION"),
    explained=N_('Its number, as "excellence versions FILE" lists it.'),
)
@output
@click.pass_obj
def restore(words: Words, file: Path, number: str, target: Path | None) -> None:
    """Go back to an earlier version."""
    wanted = _number(number)
    if target is not None:
        found = versions.save_version_as(file, wanted, target)
        text = N_("Version {number} is written to {file}: {version}.")
        say(words, text, number=wanted, file=shown(target), version=_described(words, found))
        return
    if versions.is_damaged(file):
        found, kept = versions.restore_damaged(file, wanted)
        with to_change(words, file):  # tells what a crash has left
            pass
        text = N_("{file} is version {number} again: {version}.")
        say(words, text, number=wanted, file=shown(file), version=_described(words, found))
        if kept is not None:
            say(words, N_("The damaged file is kept as {file}."), file=shown(kept))
        return
    with to_change(words, file) as session:
        before = session.assessment
        versions.restore(session, wanted)
        session.save()
        told = Telling(
            words, session.criteria, past.known_in(session.assessment, session.log_lines())
        )
        touched = past.touched_between(session.criteria, before, session.assessment)
    if not touched:
        say(words, N_("Version {number} holds just what the document holds."), number=wanted)
        return
    from excellence_app.cli import listings  # noqa: PLC0415 - each command imports only what it prints with

    done = words.text("Version {number} is restored.", number=wanted)
    show_lines(listings.done(told, done, touched))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise Refused(
            Message(
                N_(
                    '"{entered}" is no number of a version. '
                    '"excellence versions FILE" lists them with their numbers.'
                ),
                {"entered": text},
            )
        )
    return int(text)


def _described(words: Words, version: Version) -> str:
    values = {
        "time": changes.moment(words, version.time),
        "person": version.actor,
    }
    return words.plural(
        "{count} question answered, last changed {time} by {person}",
        "{count} questions answered, last changed {time} by {person}",
        version.answers,
        **values,
    )
