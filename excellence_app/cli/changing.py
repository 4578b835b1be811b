"""Commands that change a document; each returns when the change is safe on disk."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypedDict, Unpack

import click

from excellence_app.cli.command_texts import TranslatedCommand, WrongUse
from excellence_app.cli.opening import ONE_CALL, settle, to_change
from excellence_app.cli.printing import say, show_lines
from excellence_app.cli.sharing import PATH, argument, document, option
from excellence_app.domain.levels import Threshold
from excellence_app.domain.messages import N_, Message, Refused
from excellence_app.domain.problems import did_you_mean
from excellence_app.language import sentences
from excellence_app.language.catalogues import Words
from excellence_app.session import edits, entered, evidence
from excellence_app.session.edit import Edit
from excellence_app.session.session import AssessmentSession
from excellence_app.storage.records import place_of


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
@argument(
    "set_name",
    metavar=N_("SET"),
    explained=N_("The id of a criteria set, or a file of your own that ends in .yaml."),
)
@option(
    "-o",
    "--output",
    "file",
    required=True,
    type=PATH,
    metavar=N_("FILE"),
    help=N_("The document to make; its name ends in .excellence."),
)
@option("--name", default="", metavar=N_("TEXT"), help=N_("Name of the cluster."))
@option(
    "--date", "dated", metavar=N_("DATE"), help=N_("Date of the assessment, today if not given.")
)
@option(
    "--from",
    "earlier",
    type=PATH,
    metavar=N_("OLD"),
    help=N_("Take over answers from an earlier assessment and keep a dated copy of it."),
)
@click.pass_obj
def new(
    words: Words, set_name: str, file: Path, name: str, dated: str | None, earlier: Path | None
) -> None:
    """Start an assessment."""
    with AssessmentSession.create(
        file,
        set_name,
        name=name,
        dated=entered.read_day(dated) if dated else date.today(),
        earlier=earlier,
        language=words.language,
    ) as session:
        pass
    say(
        words,
        N_("{file} is made. Questions of {title}: {count}."),
        file=str(file),
        count=len(session.criteria.questions),
        title=session.criteria.title,
    )


@click.command(
    "set",
    cls=TranslatedCommand,
    help=N_(
        "Enter facts about the cluster and the assessment.\n\n"
        "KEY is name, date, target, person, held.LABEL, logo (a PNG or JPEG file), or any word "
        "for an entry of the profile.\n\n"
        "Examples:\n"
        "  excellence set mycluster.excellence date 2026-11-16\n"
        "  excellence set mycluster.excellence target gold\n"
        "  excellence set mycluster.excellence held.bronze 2025-01-31\n"
        '  excellence set mycluster.excellence person "Ana Example, cluster manager"\n'
        "  excellence set mycluster.excellence country Croatia"
    ),
)
@document
@argument("key", metavar=N_("KEY"), explained=N_("Which fact; see above."))
@argument(
    "value",
    metavar=N_("VALUE"),
    explained=N_(
        'What it is; "" takes an entry of the profile or the logo out. Dates are year-month-day.'
    ),
)
@click.pass_obj
def set_fact(words: Words, file: Path, key: str, value: str) -> None:
    """Enter a fact about the cluster or the assessment."""
    with to_change(words, file) as session:
        _enter_fact(session, key, value)
        settle(session, _PLACES.get(key) or place_of("profile", "facts", key))
        session.save()
    if key == _LOGO and not value.strip():
        say(words, N_("The logo is removed from this assessment."))
    elif _is_own(key):
        say(words, N_("Saved: {key} is {value}."), key=key, value=value)
    elif not value.strip():
        say(words, N_("The profile has no entry {key} any more."), key=key)
    else:
        say(words, N_("Saved in the profile: {key} is {value}."), key=key, value=value)
        meant = did_you_mean(key, _KEYS)
        if meant is not None:
            say(words, N_('Did you mean "{word}"?'), word=meant)


_HELD = "held"
_LOGO = "logo"
_KEYS = ("name", "date", "target", "person", _LOGO)
_PLACES = {"name": "profile/name", "date": "dated", "target": "target", _LOGO: _LOGO}


def _is_own(key: str) -> bool:
    return key in _KEYS or key.partition(".")[0] == _HELD


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
    elif key == _LOGO:
        _enter_logo(session, value.strip())
    elif kind == _HELD:
        if not label:
            raise Refused(Message(N_("Name the label as well, such as held.bronze.")))
        if not value.strip():
            session.change(edits.remove_label_held, label)
            return
        days = [entered.read_day(day) for day in value.split()]
        if len(days) not in {1, 2}:
            raise Refused(
                Message(N_("Enter the day of the label, and its last day if you know it."))
            )
        session.change(edits.hold_label, label, *days)
    else:
        session.change(edits.profile_fact, key, value)


def _enter_logo(session: AssessmentSession, picture: str) -> None:
    from excellence_app.session import logo  # noqa: PLC0415 - seldom needed, and every start does without it

    if picture:
        session.change(logo.set_logo, logo.take_in(session, Path(picture)))
    else:
        session.change(logo.remove_logo)


@click.command(
    "answer",
    cls=TranslatedCommand,
    help=N_(
        "Answer questions. It returns when the answer is safe on disk.\n\nExamples:\n"
        "  excellence answer mycluster.excellence 4.1.6 2\n"
        '  excellence answer mycluster.excellence 4.1.6 2 --note "Board" --evidence "Minutes"\n'
        '  excellence answer mycluster.excellence 4.5 --not-applicable "Four participants"\n'
        '  excellence answer survey.excellence "C.2[1]/name" "Marine Coast"\n'
        "  excellence answer mycluster.excellence --from answers.yaml"
    ),
)
@document
@argument(
    "question",
    metavar=N_("ID"),
    required=False,
    explained=N_('The question; a share has two, ID/part and ID/whole; in a case "C.2[1]/name".'),
)
@argument(
    "value",
    metavar=N_("VALUE"),
    required=False,
    explained=N_('A level, yes or no, a number …; "excellence show FILE ID" says which.'),
)
@option("--note", metavar=N_("TEXT"), help=N_("A note on the answer."))
@option(
    "--evidence",
    multiple=True,
    metavar=N_("TITLE"),
    help=N_("What proves it; may be given several times."),
)
@option(
    "--not-applicable",
    metavar=N_("REASON"),
    help=N_("It does not apply to this cluster, and why."),
)
@option("--unknown", is_flag=True, help=N_("Nobody knows the answer."))
@option("--clear", is_flag=True, help=N_("Take the answer back."))
@option(
    "--from",
    "answers",
    type=PATH,
    metavar=N_("ANSWERS"),
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
        if question is not None or any(more.values()):
            raise WrongUse(
                words.text("Give either a question or a file of answers, not both."), context
            )
        with to_change(words, file) as session:
            from excellence_app.session import answer_file  # noqa: PLC0415 - needs the YAML reader

            count = answer_file.apply(session, answers)
            session.save()
        line = words.plural(
            "{count} question answered and saved.", "{count} questions answered and saved.", count
        )
        show_lines([line])
        return
    anything = any(given not in {None, False, ()} for given in more.values())
    if question is None or (value is None and not anything):
        raise WrongUse(
            words.text("Give a question and its answer, or a file of answers."), context
        )
    said = (value is not None, more["not_applicable"] is not None, more["unknown"], more["clear"])
    if sum(said) > 1:
        raise WrongUse(
            words.text("Give one of these: VALUE, --not-applicable, --unknown or --clear."),
            context,
        )
    with to_change(words, file) as session:
        asked = session.question(question)
        before = sentences.answer(words, asked, session.assessment.answers)
        _enter_answer(session, question, value, more)
        session.save()
        saved = sentences.answer(words, asked, session.assessment.answers)
    text = N_("Saved. {question}: {answer}")
    values = {"question": question, "answer": saved}
    if before not in {saved, words.text("Not answered")}:
        text = N_("Saved. {question}: {answer} (before: {before})")
        values["before"] = before
    say(words, text, **values)


def _enter_answer(
    session: AssessmentSession, question: str, value: str | None, more: AnswerOptions
) -> None:
    """Make every change that one call asks for, as one step for `undo`.

    Nothing is saved if one is refused. What the call is about is chosen by it where several
    people entered something different.
    """

    def change(make: Callable[..., Edit], *arguments: str) -> None:
        edit = make(session.criteria, session.assessment, question, *arguments)
        session.apply(replace(edit, merge_key=ONE_CALL))

    asked = session.question(question)
    if more["clear"]:
        change(edits.clear_answer)
    if value is not None:
        change(edits.answer, value)
    if more["unknown"]:
        change(edits.unknown)
    if more["not_applicable"] is not None:
        change(edits.not_applicable, more["not_applicable"])
    keys = [question] if value is not None or question in asked.keys else [question, *asked.keys]
    if value is not None or more["clear"] or more["unknown"] or more["not_applicable"] is not None:
        settle(session, *(place_of("answers", key, "value") for key in keys))
    if more["note"] is not None:
        change(edits.note, more["note"])
        settle(session, place_of("answers", question, "note"))
    for title in more["evidence"]:
        change(evidence.add_evidence, title)


@click.command(
    "declare",
    cls=TranslatedCommand,
    help=N_(
        "Declare a statement that a label asks for to be true or not.\n\n"
        "Example:\n  excellence declare mycluster.excellence eligible yes"
    ),
)
@document
@argument("statement", metavar=N_("ID"), explained=N_("The statement, such as eligible."))
@argument("truth", metavar=N_("yes|no"), explained=N_("Whether it is true."))
@click.pass_obj
def declare(words: Words, file: Path, statement: str, truth: str) -> None:
    """Declare a statement to be true or not."""
    known = {"yes": True, words.text("yes"): True, "no": False, words.text("no"): False}
    declared = known.get(truth.strip().lower())
    if declared is None:
        raise Refused(Message(N_('"{entered}" is neither yes nor no.'), {"entered": truth}))
    with to_change(words, file) as session:
        session.change(edits.declare, statement, declared)
        settle(session, place_of("declarations", statement))
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
@argument("indicator", metavar=N_("ID"), explained=N_("The indicator that was improved."))
@option("--description", metavar=N_("TEXT"), help=N_("What was improved."))
@option("--effect", metavar=N_("TEXT"), help=N_("What it changed for the cluster."))
@click.pass_context
def improve(
    context: click.Context,
    /,
    file: Path,
    indicator: str,
    description: str | None,
    effect: str | None,
) -> None:
    """Describe an improvement."""
    words = context.ensure_object(Words)
    if description is None and effect is None:
        raise WrongUse(words.text("Give --description, --effect, or both."), context)
    with to_change(words, file) as session:
        session.change(edits.improve, indicator, description, effect)
        settle(session, place_of("improvements", indicator))
        session.save()
    say(words, N_("Saved: improvement of {indicator}."), indicator=indicator)


@click.command(
    "adjust",
    cls=TranslatedCommand,
    help=N_(
        "Enter a threshold from the official text that you hold; every result says so.\n\n"
        "Example:\n"
        '  excellence adjust mycluster.excellence 4.1.6 gold 2 --source "Official text, page 12"'
    ),
)
@document
@argument("indicator", metavar=N_("ID"), explained=N_("The indicator."))
@argument("label", metavar=N_("LABEL"), explained=N_("The label that asks for it."))
@argument("level", metavar=N_("LEVEL"), explained=N_('A level such as 3, or "2.5 points".'))
@option(
    "--source",
    required=True,
    metavar=N_("TEXT"),
    help=N_("Where the threshold stands: document, edition, page."),
)
@click.pass_obj
def adjust(words: Words, file: Path, indicator: str, label: str, level: str, source: str) -> None:
    """Enter a threshold from the official text."""
    wanted, points = entered.read_threshold(level)
    with to_change(words, file) as session:
        session.change(
            edits.adjust,
            indicator,
            label,
            level=wanted,
            points=points,
            source=source,
            made=date.today(),
        )
        settle(session, place_of("adjustments", indicator, label))
        session.save()
        title = session.criteria.label_by_id[label].title
    say(
        words,
        N_("Saved: {label} asks for {threshold} of {indicator}, from: {source}."),
        label=title,
        threshold=sentences.threshold(words, Threshold(label, wanted, points)),
        indicator=indicator,
        source=source,
    )
