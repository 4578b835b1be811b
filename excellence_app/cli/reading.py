"""Commands that read: results, explanations, plans, reports, and checks of criteria files."""

from collections.abc import Sequence
from pathlib import Path

import click

from excellence_app.catalog import library
from excellence_app.cli.command_texts import TranslatedCommand
from excellence_app.cli.sharing import (
    PROBLEMS,
    as_json,
    document,
    on_day,
    option,
    say,
    show_json,
    show_lines,
    show_problems,
)
from excellence_app.domain.messages import N_
from excellence_app.domain.problems import Problem, Severity, has_errors
from excellence_app.language import problems as problem_texts
from excellence_app.language.catalogues import Words
from excellence_app.session import entered
from excellence_app.session.session import AssessmentSession, CriteriaUnusable
from excellence_app.storage.assessment_file import SUFFIX
from excellence_app.storage.cache import SetCache


@click.command(
    "list",
    cls=TranslatedCommand,
    help=N_("List the criteria sets.\n\nExample:\n  excellence list"),
)
@as_json
@click.pass_obj
def list_sets(words: Words, as_json: bool) -> None:  # noqa: FBT001
    """List the criteria sets that come with the program."""
    from excellence_app.cli.outlines import sets  # noqa: PLC0415

    cache = SetCache()
    loaded = [library.load(path, cache=cache).criteria for path in library.available()]
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
        show_lines(sets(words, found))


@click.command(
    "check",
    cls=TranslatedCommand,
    help=N_(
        "Check criteria files and name every problem with its place.\n\n"
        "Example:\n  excellence check myset.yaml"
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@as_json
@click.pass_obj
def check(words: Words, files: tuple[Path, ...], as_json: bool) -> None:  # noqa: FBT001
    """Check criteria files."""
    found = [problem for file in files for problem in library.check(file)]
    if as_json:
        from excellence_app.cli.as_json import problem  # noqa: PLC0415

        show_json(
            {"files": [str(f) for f in files], "problems": [problem(p, words) for p in found]}
        )
    else:
        show_problems(words, found)
        show_lines(_verdict_on_files(words, files, found))
    if has_errors(found):
        raise click.exceptions.Exit(PROBLEMS)


def _verdict_on_files(words: Words, files: Sequence[Path], found: Sequence[Problem]) -> list[str]:
    errors = sum(1 for problem in found if problem.severity is Severity.ERROR)
    if not errors:
        names = words.listing([file.name for file in files])
        return [problem_texts.printable(words.text("{files} can be used.", files=names))]
    return [words.plural("{count} problem to mend.", "{count} problems to mend.", errors)]


@click.command(
    "show",
    cls=TranslatedCommand,
    help=N_(
        "Show what a document holds, or a criteria set at a glance.\n\n"
        "Examples:\n  excellence show mycluster.excellence\n  excellence show ecei-labels"
    ),
)
@click.argument("file", metavar="FILE|SET")
@as_json
@click.pass_obj
def show(words: Words, file: str, as_json: bool) -> None:  # noqa: FBT001
    """Show a document or a criteria set."""
    from excellence_app.cli import outlines  # noqa: PLC0415

    path = None if file.endswith(SUFFIX) else library.find(file)
    if path is not None and not as_json:
        loaded = library.load(path, cache=SetCache())
        if loaded.criteria is None:
            raise CriteriaUnusable(loaded.problems)
        show_lines(outlines.outline(words, loaded.criteria))
        return
    session = AssessmentSession.open(Path(file))
    if as_json:
        from excellence_app.cli.as_json import assessment  # noqa: PLC0415

        show_json(assessment(session.assessment, session.criteria))
    else:
        show_lines(outlines.document(words, session.criteria, session.assessment))


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
@click.pass_obj
def score(words: Words, file: Path, as_json: bool, as_csv: bool, on: str | None) -> None:  # noqa: FBT001
    """Score the answers."""
    session = AssessmentSession.open(file)
    card = session.score(on=entered.read_day(on) if on else None)
    if as_json:
        from excellence_app.cli.as_json import score_card  # noqa: PLC0415

        show_json(score_card(card, session.criteria, words))
    elif as_csv:
        from excellence_app.cli.as_csv import gap_rows, written  # noqa: PLC0415

        click.echo(written(gap_rows(words, session.criteria, card)), nl=False)
    else:
        from excellence_app.cli import views  # noqa: PLC0415

        show_lines(views.score_card(words, session.criteria, session.assessment, card))


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
@click.argument("file", metavar="FILE|CODE")
@click.argument("subject", metavar="ID", required=False)
@as_json
@on_day
@click.pass_obj
def explain(words: Words, file: str, subject: str | None, as_json: bool, on: str | None) -> None:  # noqa: FBT001
    """Explain a number or a problem's code."""
    if subject is None:
        show_lines(library.problem_page(file, words.language).rstrip().split("\n"))
        return
    session = AssessmentSession.open(Path(file))
    trace = session.explain(subject, on=entered.read_day(on) if on else None)
    if as_json:
        from excellence_app.cli.as_json import trace as as_data  # noqa: PLC0415

        show_json(as_data(trace, session.criteria, words))
    else:
        from excellence_app.cli.views import explanation  # noqa: PLC0415

        show_lines(explanation(words, session.criteria, trace))


@click.command(
    "plan",
    cls=TranslatedCommand,
    help=N_(
        "Plan the improvements that lead to a label.\n\nExample:\n"
        "  excellence plan mycluster.excellence --target gold --by 2027-12-31"
    ),
)
@document
@option("--target", metavar="LABEL", help=N_("The label; the document's own target if not given."))
@option("--by", metavar="DATE", help=N_("The day by which all of it shall be done."))
@as_json
@click.pass_obj
def plan(words: Words, file: Path, target: str | None, by: str | None, as_json: bool) -> None:  # noqa: FBT001
    """Plan the improvements that lead to a label."""
    session = AssessmentSession.open(file)
    roadmap = session.plan(target, by=entered.read_day(by) if by else None)
    if as_json:
        from excellence_app.cli.as_json import roadmap as as_data  # noqa: PLC0415

        show_json(as_data(roadmap, session.criteria, words))
    else:
        from excellence_app.cli import views  # noqa: PLC0415

        lines = views.heading(words, session.criteria, session.assessment)
        show_lines([*lines, "", *views.roadmap(words, session.criteria, roadmap)])


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
@click.argument("other", required=False, type=click.Path(path_type=Path))
@as_json
@click.pass_obj
def compare(words: Words, file: Path, other: Path | None, as_json: bool) -> None:  # noqa: FBT001
    """Compare two assessments."""
    session = AssessmentSession.open(file)
    found = session.compare(AssessmentSession.open(other) if other else None)
    before, after = found.card_before, found.card_after
    if as_json:
        from excellence_app.cli import as_json as data  # noqa: PLC0415

        show_json(
            {
                "before": data.day(before.dated),
                "after": data.day(after.dated),
                "total_before": data.score(before.total),
                "total_after": data.score(after.total),
                "changes": data.changes(found.changes, session.criteria),
            }
        )
    else:
        from excellence_app.cli import views  # noqa: PLC0415

        lines = views.heading(words, session.criteria, session.assessment)
        show_lines(
            [
                *lines,
                "",
                *views.comparison(words, session.criteria, found.changes, (before, after)),
            ]
        )


@click.command(
    "report",
    cls=TranslatedCommand,
    help=N_(
        "Write a report as PDF.\n\nExamples:\n"
        "  excellence report mycluster.excellence -o mycluster.pdf\n"
        "  excellence report mycluster.excellence -o questions.pdf --kind questionnaire"
    ),
)
@document
@option(
    "-o",
    "--output",
    "target",
    required=True,
    type=click.Path(path_type=Path),
    metavar="OUT.pdf",
    help=N_("The PDF to write."),
)
@option(
    "--kind",
    type=click.Choice(["full", "questionnaire", "documents"]),
    default="full",
    help=N_("full, questionnaire (empty, to fill in by hand) or documents (to have ready)."),
)
@option(
    "--target",
    "label",
    metavar="LABEL",
    help=N_("The label of the roadmap; the document's own target if not given."),
)
@option("--by", metavar="DATE", help=N_("The day by which the roadmap shall be done."))
@click.pass_obj
def report(
    words: Words, file: Path, target: Path, kind: str, label: str | None, by: str | None
) -> None:
    """Write a report as PDF."""
    session = AssessmentSession.open(file)
    data = session.report(words, kind, target=label, by=entered.read_day(by) if by else None)
    session.write_file(target, data)
    say(words, N_("Report written to {file}."), file=str(target))
