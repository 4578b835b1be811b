"""Commands for cases and rows: add one, move it, remove it."""

from pathlib import Path

import click

from excellence_app.cli.command_texts import TranslatedCommand
from excellence_app.cli.opening import to_change
from excellence_app.cli.printing import say
from excellence_app.cli.sharing import argument, document, option
from excellence_app.domain.instances import Entries, question_named
from excellence_app.domain.messages import N_
from excellence_app.language.answers import title_of_entry
from excellence_app.language.catalogues import Words
from excellence_app.session import entry_edits
from excellence_app.session.session import AssessmentSession


@click.command(
    "add",
    cls=TranslatedCommand,
    help=N_(
        "Add a case or a row, empty or as a copy of another one.\n\nExamples:\n"
        "  excellence add survey.excellence C.2\n"
        '  excellence add survey.excellence C.2 --like "C.2[1]"'
    ),
)
@document
@argument("question", metavar=N_("ID"), explained=N_("The question that has cases or rows."))
@option("--like", metavar=N_("KEY"), help=N_('Copy this one with all its answers: "C.2[1]".'))
@click.pass_obj
def add(words: Words, file: Path, question: str, like: str | None) -> None:
    """Add a case or a row."""
    with to_change(words, file) as session:
        make = entry_edits.duplicate_entry if like is not None else entry_edits.add_entry
        edit = make(session.criteria, session.assessment, like if like is not None else question)
        session.apply(edit)
        session.save()
        title = _title(words, session, edit.item)
    say(words, N_("Added {title}. Its key is {key}."), title=title, key=edit.item)


@click.command(
    "remove",
    cls=TranslatedCommand,
    help=N_(
        'Remove a case or a row with all its answers; "undo" brings it back.\n\nExample:\n'
        '  excellence remove survey.excellence "C.2[1]"'
    ),
)
@document
@argument("key", metavar=N_("KEY"), explained=N_('The case or row, such as "C.2[1]".'))
@click.pass_obj
def remove(words: Words, file: Path, key: str) -> None:
    """Remove a case or a row."""
    with to_change(words, file) as session:
        edit = entry_edits.remove_entry(session.criteria, session.assessment, key)
        title = _title(words, session, key)
        session.apply(edit)
        session.save()
    say(words, N_("Removed {title} ({key})."), title=title, key=key)


@click.command(
    "move",
    cls=TranslatedCommand,
    help=N_(
        "Move a case or a row before another one, or to the end.\n\nExamples:\n"
        '  excellence move survey.excellence "C.2[2]" --before "C.2[1]"\n'
        '  excellence move survey.excellence "C.2[1]"'
    ),
)
@document
@argument("key", metavar=N_("KEY"), explained=N_('The case or row, such as "C.2[2]".'))
@option("--before", metavar=N_("KEY"), help=N_("The one that is to follow it."))
@click.pass_obj
def move(words: Words, file: Path, key: str, before: str | None) -> None:
    """Move a case or a row."""
    with to_change(words, file) as session:
        following = "" if before is None else before.rpartition("[")[2].removesuffix("]")
        session.change(entry_edits.move_entry, key, before=following)
        session.save()
        title = _title(words, session, key)
    say(words, N_("Moved: {title} ({key})."), title=title, key=key)


def _title(words: Words, session: AssessmentSession, key: str) -> str:
    """Return the title of a case or a row as it stands in the document now."""
    answers = session.assessment.answers
    question = question_named(session.criteria, key)
    entry = key[:-1].rpartition("[")[2]
    place = Entries(answers).place(question, entry) if question is not None else None
    if question is None or place is None:
        return key
    return title_of_entry(words, session.criteria, question, entry, place, answers)
