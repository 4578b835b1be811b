"""The command that counts how a number of documents answered one criteria set."""

from collections.abc import Iterable
from pathlib import Path

import click

from excellence_app.cli.command_texts import TranslatedCommand, WrongUse
from excellence_app.cli.printing import remark, say, show_json, show_lines, write
from excellence_app.cli.sharing import PATH, argument, as_json, option
from excellence_app.domain.messages import N_
from excellence_app.language.catalogues import Words
from excellence_app.session import tallying
from excellence_app.storage.trouble import shown


@click.command(
    "tally",
    cls=TranslatedCommand,
    help=N_(
        "Count how several documents answered one criteria set.\n\n"
        "The first survey are the earlier copies in the documents, or the files given with "
        "--against.\n\n"
        "Files that cannot be counted are named with the reason and left out; the exit code is 0 "
        "as long as one document is left.\n\n"
        "Examples:\n"
        "  excellence tally answers\n"
        "  excellence tally answers --by A.2 --csv > answers.csv\n"
        "  excellence tally 2026 --against 2025 -o progress.pdf"
    ),
)
@argument(
    "places",
    nargs=-1,
    required=True,
    type=PATH,
    metavar=N_("FILE|FOLDER"),
    explained=N_("Documents, or folders with documents in them."),
)
@option(
    "--by",
    multiple=True,
    metavar=N_("QUESTION"),
    help=N_("Group the documents by their answer to this question; may be given several times."),
)
@option(
    "--against",
    multiple=True,
    type=PATH,
    metavar=N_("FILE|FOLDER"),
    help=N_("The documents of the first survey; may be given several times."),
)
@as_json
@option("--csv", "as_csv", is_flag=True, help=N_("Print one line per figure for a spreadsheet."))
@option(
    "-o",
    "--output",
    "target",
    type=PATH,
    metavar="OUT.pdf",
    help=N_("Write a report to this file; it ends in .pdf, .docx or .html."),
)
@click.pass_context
def tally(
    context: click.Context,
    /,
    places: tuple[Path, ...],
    by: tuple[str, ...],
    against: tuple[Path, ...],
    as_json: bool,  # noqa: FBT001 - click hands flags over by name
    as_csv: bool,  # noqa: FBT001 - click hands flags over by name
    target: Path | None,
) -> None:
    """Count how documents answered."""
    words = context.ensure_object(Words)
    if as_json + as_csv + (target is not None) > 1:
        text = words.text("Give only one of --json, --csv and --output.")
        raise WrongUse(text, context)
    try:
        found = tallying.gather(places, against, language=words.language)
    except tallying.NothingToCount as nothing:
        _name_left_out(words, nothing.left_out)
        raise
    counted = found.tally(by or None)
    if as_json:
        from excellence_app.cli.tally_data import as_data  # noqa: PLC0415 - each command imports only what it prints with

        show_json(as_data(words, found, counted))
        return
    if as_csv:
        from excellence_app.session.spreadsheet import written  # noqa: PLC0415 - each command imports only what it prints with
        from excellence_app.session.tally_lines import rows  # noqa: PLC0415 - each command imports only what it prints with

        write(written(rows(words, counted)))
        _name_left_out(words, found.left_out)
    elif target is not None:
        tallying.write(target, found.report(words, counted, target), found)
        say(words, N_("Report written to {file}."), file=str(target))
        _name_left_out(words, found.left_out)
    else:
        from excellence_app.cli.tally_views import lines  # noqa: PLC0415 - each command imports only what it prints with

        show_lines(lines(words, found, counted))


def _name_left_out(words: Words, left_out: Iterable[tallying.LeftOut]) -> None:
    """Name to the error stream each file that is not counted, with the reason."""
    for one in left_out:
        reason = words.say(one.reason)
        if one.named:
            remark(words.text("Left out: {reason}", reason=reason))
        else:
            remark(words.text("{file} is left out: {reason}", file=shown(one.file), reason=reason))
