"""Commands that work out results: scores, their reasons, plans, and what has changed."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from excellence_app.catalog import library
from excellence_app.cli.command_texts import TranslatedCommand, WrongUse
from excellence_app.cli.printing import show_json, show_lines, write
from excellence_app.cli.sharing import PATH, argument, as_json, document, on_day, option
from excellence_app.cli.translations import to_read
from excellence_app.domain.messages import N_
from excellence_app.language.catalogues import Words
from excellence_app.session import entered
from excellence_app.storage.assessment_file import SUFFIX

if TYPE_CHECKING:  # a questionnaire's alone
    from excellence_app.reports.rounds import Difference
from excellence_app.cli.conflicts import conflict_lines


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
    session = to_read(words, file)
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
                *conflict_lines(words, str(file), session.criteria, session.assessment),
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
    session = to_read(words, Path(file))
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
        "Plan the improvements that lead to a label.\n\nExamples:\n"
        "  excellence plan mycluster.excellence --target gold --by 2027-12-31\n"
        "  excellence plan mycluster.excellence --by-start"
    ),
)
@document
@option(
    "--target",
    metavar=N_("LABEL"),
    help=N_("The label; the document's own target if not given."),
)
@option("--by", metavar=N_("DATE"), help=N_("The day by which all of it shall be done."))
@option(
    "--by-start",
    is_flag=True,
    help=N_("Order the actions by the day on which they can begin."),
)
@as_json
@click.pass_obj
def plan(
    words: Words,
    file: Path,
    target: str | None,
    by: str | None,
    by_start: bool,  # noqa: FBT001 - click hands flags over by name
    as_json: bool,  # noqa: FBT001 - click hands flags over by name
) -> None:
    """Plan the improvements that lead to a label."""
    session = to_read(words, file)
    day = entered.read_day(by) if by is not None else None
    roadmap = session.roadmap(target, by=day, by_start=by_start)
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
    session = to_read(words, file)
    found = session.compare(to_read(words, other) if other else None)
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
