"""Commands that change a document; each returns when the change is safe on disk."""

from datetime import date
from pathlib import Path
from typing import TypedDict, Unpack

import click

from excellence_app.cli.command_texts import TranslatedCommand
from excellence_app.cli.sharing import document, option, say, show_lines
from excellence_app.domain.messages import N_, Message, Refused
from excellence_app.language import sentences
from excellence_app.language.catalogues import Words
from excellence_app.session import edits, entered
from excellence_app.session.session import AssessmentSession


class AnswerOptions(TypedDict):
    """What can be said about a question beside its value."""

    note: str | None
    evidence: tuple[str, ...]
    not_applicable: str | None
    unknown: bool
    clear: bool


@click.command(
    "new",
    cls=TranslatedCommand,
    help=N_(
        "Start an assessment.\n\nExamples:\n"
        '  excellence new ecei-labels -o mycluster.excellence --name "My Cluster"\n'
        "  excellence new ecei-labels -o 2028.excellence --from 2026.excellence"
    ),
)
@click.argument("set_name", metavar="SET")
@option(
    "-o",
    "--output",
    "file",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=N_("The document to make; its name ends in .excellence."),
)
@option("--name", default="", help=N_("Name of the cluster."))
@option("--date", "dated", metavar="DATE", help=N_("Date of the assessment, today if not given."))
@option(
    "--from",
    "earlier",
    type=click.Path(path_type=Path),
    metavar="OLD",
    help=N_("Take over answers from an earlier assessment and keep a dated copy of it."),
)
@click.pass_obj
def new(
    words: Words, set_name: str, file: Path, name: str, dated: str | None, earlier: Path | None
) -> None:
    """Start an assessment."""
    session = AssessmentSession.create(
        file,
        set_name,
        name=name,
        dated=entered.read_day(dated) if dated else date.today(),
        earlier=earlier,
    )
    say(
        words,
        N_("{file} is made, with {count} questions of {title}."),
        file=str(file),
        count=len(session.criteria.questions),
        title=session.criteria.title,
    )


@click.command(
    "set",
    cls=TranslatedCommand,
    help=N_(
        "Enter facts about the cluster and the assessment.\n\n"
        "KEY is name, date, target, person, held.LABEL, or any word for an entry of the "
        "profile.\n\n"
        "Examples:\n"
        "  excellence set mycluster.excellence date 2026-11-16\n"
        "  excellence set mycluster.excellence target gold\n"
        "  excellence set mycluster.excellence held.bronze 2025-01-31\n"
        '  excellence set mycluster.excellence person "Ana Example, cluster manager"\n'
        "  excellence set mycluster.excellence country Croatia"
    ),
)
@document
@click.argument("key")
@click.argument("value")
@click.pass_obj
def set_fact(words: Words, file: Path, key: str, value: str) -> None:
    """Enter a fact about the cluster or the assessment."""
    with AssessmentSession.open(file, change=True) as session:
        _enter_fact(session, key, value)
        session.save()
    say(words, N_("Saved: {key} is {value}."), key=key, value=value)


def _enter_fact(session: AssessmentSession, key: str, value: str) -> None:
    kind, _, label = key.partition(".")
    if key == "name":
        session.change(edits.name_cluster, value)
    elif key == "date":
        session.change(edits.set_date, entered.read_day(value))
    elif key == "target":
        session.change(edits.set_target, value)
    elif key == "person":
        name, _, role = value.partition(",")
        session.change(edits.add_person, name.strip(), role.strip() or None)
    elif kind == "held" and label:
        days = [entered.read_day(day) for day in value.split()]
        if len(days) not in {1, 2}:
            raise Refused(
                Message(N_("Enter the day of the label, and its last day if you know it."))
            )
        session.change(edits.hold_label, label, *days)
    else:
        session.change(edits.profile_fact, key, value)


@click.command(
    "answer",
    cls=TranslatedCommand,
    help=N_(
        "Answer questions. It returns when the answer is safe on disk.\n\nExamples:\n"
        "  excellence answer mycluster.excellence 4.1.6 2\n"
        '  excellence answer mycluster.excellence 4.1.6 2 --note "Board" --evidence "Minutes"\n'
        '  excellence answer mycluster.excellence 4.5 --not-applicable "Four participants"\n'
        "  excellence answer mycluster.excellence --from answers.yaml"
    ),
)
@document
@click.argument("question", metavar="ID", required=False)
@click.argument("value", required=False)
@option("--note", help=N_("A note for your own use."))
@option(
    "--evidence",
    multiple=True,
    metavar="TITLE",
    help=N_("What proves it; may be given several times."),
)
@option(
    "--not-applicable", metavar="REASON", help=N_("It does not apply to this cluster, and why.")
)
@option("--unknown", is_flag=True, help=N_("Nobody knows the answer."))
@option("--clear", is_flag=True, help=N_("Take the answer back."))
@option(
    "--from",
    "answers",
    type=click.Path(path_type=Path),
    metavar="ANSWERS",
    help=N_("A YAML file of answers: all of it or nothing."),
)
@click.pass_context
def answer(
    context: click.Context,
    /,
    file: Path,
    question: str | None,
    value: str | None,
    answers: Path | None,
    **more: Unpack[AnswerOptions],
) -> None:
    """Answer one question, or all that a file answers."""
    words = context.ensure_object(Words)
    if answers is not None:
        if question is not None or value is not None:
            raise click.UsageError(
                words.text("Give either a question or a file of answers, not both."), context
            )
        with AssessmentSession.open(file, change=True) as session:
            from excellence_app.session import answer_file  # noqa: PLC0415 - needs the YAML reader

            count = answer_file.apply(session, answers)
            session.save()
        line = words.plural(
            "{count} question answered and saved.", "{count} questions answered and saved.", count
        )
        show_lines([line])
        return
    if question is None or (value is None and not any(more.values())):
        raise click.UsageError(
            words.text("Give a question and its answer, or a file of answers."), context
        )
    with AssessmentSession.open(file, change=True) as session:
        _enter_answer(session, question, value, more)
        session.save()
        asked = session.question(question)
        saved = sentences.answer(words, asked, session.assessment.answers)
    say(words, N_("Saved. {question}: {answer}"), question=question, answer=saved)


def _enter_answer(
    session: AssessmentSession, question: str, value: str | None, more: AnswerOptions
) -> None:
    """Make every change that one call asks for; nothing is saved if one is refused."""
    if more["clear"]:
        session.change(edits.clear_answer, question)
    if value is not None:
        session.change(edits.answer, question, value)
    if more["unknown"]:
        session.change(edits.unknown, question)
    if more["not_applicable"] is not None:
        session.change(edits.not_applicable, question, more["not_applicable"])
    if more["note"] is not None:
        session.change(edits.note, question, more["note"])
    for title in more["evidence"]:
        session.change(edits.add_evidence, question, title)


@click.command(
    "declare",
    cls=TranslatedCommand,
    help=N_(
        "Declare a statement that a label asks for to be true or not.\n\n"
        "Example:\n  excellence declare mycluster.excellence eligible yes"
    ),
)
@document
@click.argument("statement", metavar="ID")
@click.argument("truth", metavar="yes|no")
@click.pass_obj
def declare(words: Words, file: Path, statement: str, truth: str) -> None:
    """Declare a statement to be true or not."""
    known = {"yes": True, "no": False}
    if truth.strip().lower() not in known:
        raise Refused(Message(N_('"{entered}" is neither yes nor no.'), {"entered": truth}))
    with AssessmentSession.open(file, change=True) as session:
        declared = known[truth.strip().lower()]
        session.change(edits.declare, statement, declared)
        session.save()
    say(words, N_("Saved: {key} is {value}."), key=statement, value=words.value(declared))


@click.command(
    "improve",
    cls=TranslatedCommand,
    help=N_(
        "Describe an improvement since the last label, with its effect on the cluster."
        "\n\nExample:\n"
        '  excellence improve mycluster.excellence 2.5 --description "Visits" --effect "Projects"'
    ),
)
@document
@click.argument("indicator")
@option("--description", help=N_("What was improved."))
@option("--effect", help=N_("What it changed for the cluster."))
@click.pass_obj
def improve(
    words: Words, file: Path, indicator: str, description: str | None, effect: str | None
) -> None:
    """Describe an improvement."""
    with AssessmentSession.open(file, change=True) as session:
        session.change(edits.improve, indicator, description, effect)
        session.save()
    say(words, N_("Saved: improvement of {indicator}."), indicator=indicator)


@click.command(
    "adjust",
    cls=TranslatedCommand,
    help=N_(
        "Enter a threshold from the official text that you hold; every result says so.\n\n"
        'LEVEL is a level such as 3, or "2.5 points".\n\nExample:\n'
        '  excellence adjust mycluster.excellence 4.1.6 gold 2 --source "Official text, page 12"'
    ),
)
@document
@click.argument("indicator")
@click.argument("label")
@click.argument("level")
@option("--source", required=True, help=N_("Where the threshold stands: document, edition, page."))
@click.pass_obj
def adjust(words: Words, file: Path, indicator: str, label: str, level: str, source: str) -> None:
    """Enter a threshold from the official text."""
    wanted, points = entered.read_threshold(level)
    with AssessmentSession.open(file, change=True) as session:
        session.change(
            edits.adjust,
            indicator,
            label,
            level=wanted,
            points=points,
            source=source,
            made=date.today(),
        )
        session.save()
    say(
        words,
        N_("Saved: {indicator} needs {level} for {label}, from {source}."),
        indicator=indicator,
        level=level,
        label=label,
        source=source,
    )
