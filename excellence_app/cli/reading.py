"""The command that shows what a document or a criteria set holds."""

from pathlib import Path

import click

from excellence_app.cli.command_texts import TranslatedCommand, WrongUse
from excellence_app.cli.conflicts import conflict_data, conflict_lines
from excellence_app.cli.printing import remark, show_json, show_lines, write
from excellence_app.cli.sharing import argument, as_json, option
from excellence_app.cli.translations import tell_of_translation, to_read
from excellence_app.domain.assessment import Assessment
from excellence_app.domain.criteria import CriteriaSet, Term
from excellence_app.domain.levels import Label
from excellence_app.domain.messages import N_
from excellence_app.language.catalogues import Words
from excellence_app.session.sets import load_set, names_set


@click.command(
    "show",
    cls=TranslatedCommand,
    help=N_(
        "Show what a document holds, a criteria set at a glance, or one question in full.\n\n"
        "Examples:\n"
        "  excellence show mycluster.excellence\n"
        "  excellence show mycluster.excellence 4.1.6\n"
        "  excellence show mycluster.excellence --answers > answers.yaml\n"
        "  excellence show mycluster.excellence --csv > answers.csv\n"
        "  excellence show ecei-labels\n"
        "  excellence show ecei-labels gold\n"
        "  excellence show ecei-labels --provenance"
    ),
)
@argument(
    "file",
    metavar=N_("FILE|SET"),
    explained=N_("A document, the id of a criteria set, or the file of one."),
)
@argument(
    "subject",
    metavar=N_("ID"),
    required=False,
    explained=N_(
        "A question or an indicator, to see how it is asked; or a label, or a term of the "
        "glossary."
    ),
)
@as_json
@option(
    "--provenance",
    is_flag=True,
    help=N_("Print what is official, third-party and the authors' own."),
)
@option("--answers", is_flag=True, help=N_('Print the answers for "answer --from" to take in.'))
@option("--csv", "as_csv", is_flag=True, help=N_("Print the answers for a spreadsheet."))
@click.pass_context
def show(
    context: click.Context,
    /,
    file: str,
    subject: str | None,
    as_json: bool,  # noqa: FBT001 - click hands flags over by name
    provenance: bool,  # noqa: FBT001 - click hands flags over by name
    answers: bool,  # noqa: FBT001 - click hands flags over by name
    as_csv: bool,  # noqa: FBT001 - click hands flags over by name
) -> None:
    """Show a document, a criteria set, a question, or where values come from."""
    words = context.ensure_object(Words)
    if subject is not None and as_json:
        raise WrongUse(words.text("Give either an ID or --json, not both."), context)
    alone = {"--provenance": provenance, "--answers": answers, "--csv": as_csv}
    given = [name for name, is_given in alone.items() if is_given]
    if given and (subject is not None or as_json or len(given) > 1):
        raise WrongUse(words.text("Give {option} alone.", option=given[0]), context)
    criteria, assessment = _named(words, file)
    if answers or as_csv:
        _show_answers(context, criteria, assessment, as_csv=as_csv)
        return
    if as_json:
        from excellence_app.cli import as_json as data  # noqa: PLC0415 - each command imports only what it prints with

        if assessment is None:
            show_json(data.criteria_set(criteria, words))
        else:
            show_json(
                {
                    **data.assessment(assessment, criteria),
                    "conflicts": conflict_data(words, criteria, assessment),
                }
            )
        return
    from excellence_app.cli import outlines  # noqa: PLC0415 - each command imports only what it prints with

    if provenance:
        from excellence_app.cli.provenance import by_source  # noqa: PLC0415 - each command imports only what it prints with

        show_lines(by_source(words, criteria))
    elif subject is not None:
        _show_subject(words, file, criteria, subject, assessment)
    elif assessment is None:
        show_lines(outlines.outline(words, criteria))
    else:
        show_lines(
            [
                *outlines.document(words, criteria, assessment),
                *conflict_lines(words, file, criteria, assessment),
            ]
        )


def _show_subject(
    words: Words, file: str, criteria: CriteriaSet, subject: str, assessment: Assessment | None
) -> None:
    """Print a question, or all of an indicator, as it is asked; or a label, or a term."""
    from excellence_app.cli import outlines  # noqa: PLC0415 - each command imports only what it prints with
    from excellence_app.session.named import subject_named  # noqa: PLC0415 - each command imports only what it prints with

    found = subject_named(criteria, subject)
    if isinstance(found, Label):
        show_lines(outlines.label(words, criteria, found))
        return
    if isinstance(found, Term):
        show_lines(outlines.term(words, criteria, found))
        return
    indicator = criteria.indicator_by_id.get(subject)
    asked = criteria.asked_for(indicator) if indicator else (found,)
    keys = [key for question in asked for key in (question.id, *question.keys)]
    if assessment is not None:
        asked = outlines.with_cases(criteria, asked, assessment)
    show_lines(
        [
            *outlines.questions(words, criteria, asked, assessment, indicator),
            *conflict_lines(words, file, criteria, assessment, keys),
        ]
    )


def _show_answers(
    context: click.Context,
    criteria: CriteriaSet,
    assessment: Assessment | None,
    *,
    as_csv: bool,
) -> None:
    """Print the answers of a document alone, for `answer --from` or for a spreadsheet."""
    words = context.ensure_object(Words)
    if assessment is None:
        text = words.text("A criteria set has no answers; give a document.")
        raise WrongUse(text, context)
    if not as_csv:
        from excellence_app.session.answers_written import kept_cases, written_answers  # noqa: PLC0415 - each command imports only what it prints with

        write(written_answers(criteria, assessment))
        left_out = kept_cases(criteria, assessment)
        if left_out:
            remark(
                words.plural(
                    "{count} case is kept and not used; it is not in this file.",
                    "{count} cases are kept and not used; they are not in this file.",
                    left_out,
                )
            )
        return
    from excellence_app.cli.answer_rows import answer_rows  # noqa: PLC0415 - each command imports only what it prints with
    from excellence_app.session.spreadsheet import written  # noqa: PLC0415 - each command imports only what it prints with

    write(written(answer_rows(words, criteria, assessment)))


def _named(words: Words, name: str) -> tuple[CriteriaSet, Assessment | None]:
    """Return the criteria set, and the assessment if it is a document that `name` means."""
    if names_set(name):
        loaded = load_set(name, words.language)
        tell_of_translation(words, loaded.problems)
        if loaded.criteria is not None:
            return loaded.criteria, None
    session = to_read(words, Path(name))
    return session.criteria, session.assessment
