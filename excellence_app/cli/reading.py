"""Commands that read: results, explanations, plans, reports, and checks of criteria files."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from excellence_app.catalog import library
from excellence_app.cli.command_texts import TranslatedCommand, WrongUse
from excellence_app.cli.printing import problem_lines, say, show_json, show_lines, write
from excellence_app.cli.sharing import PATH, PROBLEMS, argument, as_json, document, on_day, option
from excellence_app.domain.assessment import Assessment
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.messages import N_, Message, Refused
from excellence_app.domain.problems import Problem, Severity, has_errors
from excellence_app.language.catalogues import Words
from excellence_app.language.problems import one_line
from excellence_app.session import entered
from excellence_app.session.session import AssessmentSession, form_of
from excellence_app.session.sets import load_set
from excellence_app.storage.assessment_file import SUFFIX
from excellence_app.storage.cache import SetCache

if TYPE_CHECKING:  # a questionnaire's alone
    from excellence_app.reports.rounds import Difference


@click.command(
    "list",
    cls=TranslatedCommand,
    help=N_("List the criteria sets.\n\nExample:\n  excellence list"),
)
@as_json
@click.pass_obj
def list_sets(words: Words, as_json: bool) -> None:  # noqa: FBT001 - click hands flags over by name
    """List the criteria sets that come with the program."""
    cache = SetCache()
    loaded = [
        library.load(path, language=words.language, cache=cache).criteria
        for path in library.available()
    ]
    found = [criteria for criteria in loaded if criteria is not None]
    if as_json:
        show_json(
            [
                {
                    "id": one.id,
                    "title": one.title,
                    "edition": one.edition,
                    "status": one.status.value,
                    "languages": list(one.languages),
                }
                for one in found
            ]
        )
    else:
        from excellence_app.cli.outlines import sets  # noqa: PLC0415 - each command imports only what it prints with

        show_lines(sets(words, found))


@click.command(
    "check",
    cls=TranslatedCommand,
    help=N_(
        "Check criteria files and name every problem with its place.\n\n"
        "Example:\n  excellence check myset.yaml"
    ),
)
@argument(
    "files",
    nargs=-1,
    required=True,
    type=PATH,
    metavar=N_("FILE"),
    explained=N_("A criteria set, or the translation of one; it ends in .yaml."),
)
@as_json
@click.pass_obj
def check(words: Words, files: tuple[Path, ...], as_json: bool) -> None:  # noqa: FBT001 - click hands flags over by name
    """Check criteria files."""
    for file in files:
        if file.suffix == SUFFIX:
            raise Refused(
                Message(
                    N_(
                        '{file} is a document, and "excellence check" reads criteria sets. '
                        'See what a document holds with "excellence show".'
                    ),
                    {"file": str(file)},
                )
            )
    found = [problem for file in files for problem in library.check(file)]
    if as_json:
        from excellence_app.cli.as_json import problem  # noqa: PLC0415 - each command imports only what it prints with

        show_json(
            {
                "files": [str(f) for f in files],
                "problems": [problem(p, words) for p in found],
                "translations": {
                    str(f): reached._asdict()
                    for f in files
                    if (reached := library.reach(f)) is not None
                },
            }
        )
    else:
        show_lines(
            [
                *problem_lines(words, found),
                *_translated_so_far(words, files),
                *_verdict_on_files(words, files, found),
            ]
        )
    if has_errors(found):
        raise click.exceptions.Exit(PROBLEMS)


def _translated_so_far(words: Words, files: Sequence[Path]) -> Iterator[str]:
    """Say of each translation how many texts it has, lacks, and has for a text that changed."""
    for file in files:
        reached = library.reach(file)
        if reached is not None:
            yield one_line(
                words.text(
                    "{file}: {given} of {texts} texts are translated, {missing} are missing, "
                    "{outdated} have changed since.",
                    file=file.name,
                    given=reached.texts - reached.missing - reached.outdated,
                    texts=reached.texts,
                    missing=reached.missing,
                    outdated=reached.outdated,
                )
            )


def _verdict_on_files(words: Words, files: Sequence[Path], found: Sequence[Problem]) -> list[str]:
    errors = sum(1 for problem in found if problem.severity is Severity.ERROR)
    if not errors:
        names = words.listing([file.name for file in files])
        return [one_line(words.text("{files} can be used.", files=names))]
    return [
        words.plural(
            "{count} problem to mend. Further checks follow once it is mended.",
            "{count} problems to mend. Further checks follow once they are mended.",
            errors,
        )
    ]


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
    explained=N_("A question or an indicator, to see how it is asked."),
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
                    "conflicts": _conflicts_as_data(words, criteria, assessment),
                }
            )
        return
    from excellence_app.cli import outlines  # noqa: PLC0415 - each command imports only what it prints with

    if provenance:
        show_lines(outlines.provenance(words, criteria))
    elif subject is not None:
        from excellence_app.session.named import question_named  # noqa: PLC0415 - each command imports only what it prints with

        indicator = criteria.indicator_by_id.get(subject)
        asked = indicator.questions if indicator else (question_named(criteria, subject),)
        keys = [key for question in asked for key in (question.id, *question.keys)]
        if assessment is not None:
            asked = outlines.with_cases(criteria, asked, assessment)
        show_lines(
            [
                *outlines.questions(words, criteria, asked, assessment),
                *_conflicts(words, file, criteria, assessment, keys),
            ]
        )
    elif assessment is None:
        show_lines(outlines.outline(words, criteria))
    else:
        show_lines(
            [
                *outlines.document(words, criteria, assessment),
                *_conflicts(words, file, criteria, assessment),
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
        from excellence_app.session.answers_written import written_answers  # noqa: PLC0415 - each command imports only what it prints with

        write(written_answers(criteria, assessment))
        return
    from excellence_app.cli.answer_rows import answer_rows  # noqa: PLC0415 - each command imports only what it prints with
    from excellence_app.session.spreadsheet import written  # noqa: PLC0415 - each command imports only what it prints with

    write(written(answer_rows(words, criteria, assessment)))


def _conflicts(
    words: Words,
    file: str,
    criteria: CriteriaSet,
    assessment: Assessment | None,
    keys: Sequence[str] | None = None,
) -> list[str]:
    """Return what several people entered apart, below a blank line; mostly nothing.

    With `keys` only what is about these answer keys and question ids.
    """
    if assessment is None or not assessment.conflicts:
        return []
    from excellence_app.cli import listings  # noqa: PLC0415 - each command imports only what it prints with
    from excellence_app.language.changes import Telling  # noqa: PLC0415 - seldom needed
    from excellence_app.session import past  # noqa: PLC0415 - seldom needed

    found = past.conflicts_in(criteria, assessment, keys)
    told = Telling(words, criteria, past.known_in(assessment))
    lines = listings.conflicts(told, Path(file), found)
    return ["", *lines] if lines else []


def _conflicts_as_data(
    words: Words, criteria: CriteriaSet, assessment: Assessment
) -> list[dict[str, object]]:
    from excellence_app.cli.as_json_kept import conflicts  # noqa: PLC0415 - each command imports only what it prints with
    from excellence_app.language.changes import Telling  # noqa: PLC0415 - each command imports only what it prints with
    from excellence_app.session import past  # noqa: PLC0415 - each command imports only what it prints with

    told = Telling(words, criteria, past.known_in(assessment))
    return conflicts(told, past.conflicts_in(criteria, assessment))


def _named(words: Words, name: str) -> tuple[CriteriaSet, Assessment | None]:
    """Return the criteria set, and the assessment if it is a document that `name` means."""
    path = Path(name)
    is_set = path.suffix == library.SUFFIX or library.find(name) is not None
    if path.suffix != SUFFIX and (is_set or not path.exists()):
        loaded = load_set(name, words.language)
        if loaded.criteria is not None:
            return loaded.criteria, None
    session = AssessmentSession.open(path, language=words.language)
    return session.criteria, session.assessment


@click.command(
    "score",
    cls=TranslatedCommand,
    help=N_(
        "Score the answers: labels, rules, gaps, and what is open.\n\nExamples:\n"
        "  excellence score mycluster.excellence\n"
        "  excellence score mycluster.excellence --csv > gaps.csv"
    ),
)
@document
@as_json
@option(
    "--csv", "as_csv", is_flag=True, help=N_("Print one line per indicator for a spreadsheet.")
)
@on_day
@click.pass_context
def score(
    context: click.Context,
    /,
    file: Path,
    as_json: bool,  # noqa: FBT001 - click hands flags over by name
    as_csv: bool,  # noqa: FBT001 - click hands flags over by name
    on: str | None,
) -> None:
    """Score the answers."""
    words = context.ensure_object(Words)
    if as_json and as_csv:
        raise WrongUse(words.text("Give either --json or --csv, not both."), context)
    session = AssessmentSession.open(file, language=words.language)
    card = session.score(on=entered.read_day(on) if on is not None else None)
    if as_json:
        from excellence_app.cli.as_json import score_card  # noqa: PLC0415 - each command imports only what it prints with

        show_json(score_card(card, session.criteria, words))
    elif as_csv:
        from excellence_app.cli.as_csv import gap_rows  # noqa: PLC0415 - each command imports only what it prints with
        from excellence_app.session.spreadsheet import written  # noqa: PLC0415 - each command imports only what it prints with

        write(written(gap_rows(words, session.criteria, card)))
    else:
        from excellence_app.cli import views  # noqa: PLC0415 - each command imports only what it prints with

        show_lines(
            [
                *views.score_card(words, session.criteria, session.assessment, card),
                *_conflicts(words, str(file), session.criteria, session.assessment),
            ]
        )


@click.command(
    "explain",
    cls=TranslatedCommand,
    help=N_(
        "Explain a number, or a problem's code.\n\n"
        "ID is an indicator, question, dimension or label, a rule such as gold/total, or total."
        "\n\nExamples:\n"
        "  excellence explain mycluster.excellence 4.1.6\n"
        "  excellence explain mycluster.excellence gold\n"
        "  excellence explain unknown-question"
    ),
)
@argument(
    "file",
    metavar=N_("FILE|CODE"),
    explained=N_("A document, or the code of a problem such as unknown-question."),
)
@argument(
    "subject",
    metavar=N_("ID"),
    required=False,
    explained=N_("What to explain; see above."),
)
@as_json
@on_day
@click.pass_context
def explain(
    context: click.Context,
    /,
    file: str,
    subject: str | None,
    as_json: bool,  # noqa: FBT001 - click hands flags over by name
    on: str | None,
) -> None:
    """Explain a number or a problem's code."""
    words = context.ensure_object(Words)
    if subject is None:
        if Path(file).suffix == SUFFIX:
            text = words.text("Give what to explain as well, such as total, gold or 4.1.6.")
            raise WrongUse(text, context)
        _explain_code(words, file, as_data=as_json)
        return
    session = AssessmentSession.open(Path(file), language=words.language)
    trace = session.explain(subject, on=entered.read_day(on) if on is not None else None)
    if as_json:
        from excellence_app.cli.as_json import trace as as_data  # noqa: PLC0415 - each command imports only what it prints with

        show_json(as_data(trace, session.criteria, words))
    else:
        from excellence_app.cli.views import explanation  # noqa: PLC0415 - each command imports only what it prints with

        show_lines(explanation(words, session.criteria, trace))


def _explain_code(words: Words, code: str, *, as_data: bool) -> None:
    page = library.problem_page(code, words.language).strip()
    if as_data:
        texts = [{"depth": 0, "text": text} for text in page.split("\n\n")]
        show_json({"subject": code, "sentences": texts})
    else:
        from excellence_app.cli.outlines import help_page  # noqa: PLC0415 - each command imports only what it prints with

        show_lines(help_page(page))


@click.command(
    "plan",
    cls=TranslatedCommand,
    help=N_(
        "Plan the improvements that lead to a label.\n\nExample:\n"
        "  excellence plan mycluster.excellence --target gold --by 2027-12-31"
    ),
)
@document
@option(
    "--target",
    metavar=N_("LABEL"),
    help=N_("The label; the document's own target if not given."),
)
@option("--by", metavar=N_("DATE"), help=N_("The day by which all of it shall be done."))
@as_json
@click.pass_obj
def plan(words: Words, file: Path, target: str | None, by: str | None, as_json: bool) -> None:  # noqa: FBT001 - click hands flags over by name
    """Plan the improvements that lead to a label."""
    session = AssessmentSession.open(file, language=words.language)
    roadmap = session.roadmap(target, by=entered.read_day(by) if by is not None else None)
    if as_json:
        from excellence_app.cli.as_json import roadmap as as_data  # noqa: PLC0415 - each command imports only what it prints with

        show_json(as_data(roadmap, session.criteria, words, session.assessment))
    else:
        from excellence_app.cli import views  # noqa: PLC0415 - each command imports only what it prints with

        lines = views.heading(words, session.criteria, session.assessment)
        show = views.own_roadmap if roadmap.own else views.roadmap
        show_lines([*lines, "", *show(words, session.criteria, roadmap, session.assessment)])


@click.command(
    "compare",
    cls=TranslatedCommand,
    help=N_(
        "Compare an assessment with its earlier copy, or with another document.\n\nExamples:\n"
        "  excellence compare mycluster.excellence\n"
        "  excellence compare 2026.excellence 2024.excellence"
    ),
)
@document
@argument(
    "other",
    required=False,
    type=PATH,
    metavar=N_("OTHER"),
    explained=N_("Another document; without it the earlier copy in the first one."),
)
@as_json
@click.pass_obj
def compare(words: Words, file: Path, other: Path | None, as_json: bool) -> None:  # noqa: FBT001 - click hands flags over by name
    """Compare two assessments."""
    session = AssessmentSession.open(file, language=words.language)
    found = session.compare(
        AssessmentSession.open(other, language=words.language) if other else None
    )
    before, after = found.card_before, found.card_after
    answered: tuple[Difference, ...] = ()
    if not session.criteria.scored:
        from excellence_app.session.rounds import differences  # noqa: PLC0415 - only of a questionnaire

        answered = differences(words, session.criteria, found)
    if as_json:
        from excellence_app.cli import as_json as data  # noqa: PLC0415 - each command imports only what it prints with

        show_json(
            {
                "before": data.day(before.dated),
                "after": data.day(after.dated),
                "total_before": data.score(before.total),
                "total_after": data.score(after.total),
                "changes": data.changes(found.changes, session.criteria, words),
                "answers": [data.difference(one) for one in answered],
            }
        )
    else:
        from excellence_app.cli import views  # noqa: PLC0415 - each command imports only what it prints with

        lines = views.heading(words, session.criteria, session.assessment)
        if session.criteria.scored:
            rows = views.comparison(words, session.criteria, found.changes, (before, after))
        else:
            rows = views.rounds(words, answered, (before.dated, after.dated))
        show_lines([*lines, "", *rows])


@click.command(
    "report",
    cls=TranslatedCommand,
    help=N_(
        "Write a report as PDF, Word file or web page, by the ending of its name.\n\nExamples:\n"
        "  excellence report mycluster.excellence -o mycluster.pdf\n"
        "  excellence report mycluster.excellence -o mycluster.docx\n"
        "  excellence report mycluster.excellence -o questions.pdf --kind questionnaire\n"
        "  excellence report mycluster.excellence -o board.pdf --chapters summary,gaps,roadmap\n"
        "  excellence report mycluster.excellence -o board.pdf --without notes,names"
    ),
)
@document
@option(
    "-o",
    "--output",
    "target",
    required=True,
    type=PATH,
    metavar="OUT.pdf",
    help=N_("The file to write; it ends in .pdf, .docx or .html."),
)
@option(
    "--kind",
    type=click.Choice(
        ["full", "recommendation", "roadmap", "answers", "questionnaire", "documents"]
    ),
    metavar=N_("KIND"),
    default="full",
    help=N_(
        "full (if not given), recommendation (preparatory), roadmap (on one page), answers (only "
        "these), questionnaire (empty, to fill in by hand) or documents (to have ready)."
    ),
)
@option(
    "--chapters",
    metavar=N_("NAMES"),
    help=N_(
        "The chapters to print in a full or recommendation report, in this order; the summary "
        "stays first: summary, gaps, roadmap, answers, evidence, changes, labels, method."
    ),
)
@option(
    "--without",
    metavar=N_("NAMES"),
    multiple=True,
    help=N_(
        "What to leave out: notes, names (of people; those inside a text stay), logo, or chapters."
    ),
)
@option(
    "--logo",
    type=PATH,
    metavar=N_("PICTURE"),
    help=N_(
        "A PNG or JPEG file to stand at the head of page 1; the document's own logo if not given."
    ),
)
@option("--grey", is_flag=True, help=N_("In black and white, with greys."))
@option(
    "--target",
    "label",
    metavar=N_("LABEL"),
    help=N_("The label of the roadmap; the document's own target if not given."),
)
@option("--by", metavar=N_("DATE"), help=N_("The day by which the roadmap shall be done."))
@click.pass_obj
def report(  # noqa: PLR0913, PLR0917 - one for each option, handed over by name
    words: Words,
    file: Path,
    target: Path,
    kind: str,
    chapters: str | None,
    without: tuple[str, ...],
    logo: Path | None,
    grey: bool,  # noqa: FBT001 - click calls this by name
    label: str | None,
    by: str | None,
) -> None:
    """Write a report in the form that the name of the file asks for."""
    from excellence_app.session.logo import content  # noqa: PLC0415 - this one
    from excellence_app.session.report_choices import choices_named, logo_from  # noqa: PLC0415 - this one

    left_out = _names(without)
    choices = choices_named(
        kind,
        None if chapters is None else _names((chapters,)),
        [name for name in left_out if name != _LOGO],
        colour=not grey,
    )
    session = AssessmentSession.open(file, language=words.language)
    picture = None if logo is None else logo_from(logo)
    if picture is None and _LOGO not in left_out:
        picture = content(session)
    data = session.report(
        words,
        kind,
        form=form_of(target),
        target=label,
        by=entered.read_day(by) if by is not None else None,
        choices=choices,
        logo=picture,
    )
    session.write_file(target, data)
    say(words, N_("Report written to {file}."), file=str(target))


_LOGO = "logo"  # among what may be left out


def _names(given: Iterable[str]) -> list[str]:
    """Return the names that stand in options, parted by commas."""
    return [name.strip().lower() for one in given for name in one.split(",") if name.strip()]
