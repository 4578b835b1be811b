"""The command that writes a report."""

from collections.abc import Iterable
from pathlib import Path

import click

from excellence_app.cli.command_texts import TranslatedCommand
from excellence_app.cli.printing import remark, say
from excellence_app.cli.sharing import PATH, argument, option
from excellence_app.cli.translations import tell_of_translation, to_read
from excellence_app.domain.messages import N_
from excellence_app.language.catalogues import Words
from excellence_app.session import entered
from excellence_app.session.session import form_of
from excellence_app.session.sets import load_set, names_set


@click.command(
    "report",
    cls=TranslatedCommand,
    help=N_(
        "Write a report as PDF, Word file or web page, by the ending of its name.\n\nExamples:\n"
        "  excellence report mycluster.excellence -o mycluster.pdf\n"
        "  excellence report mycluster.excellence -o mycluster.docx\n"
        "  excellence report mycluster.excellence -o questions.pdf --kind questionnaire\n"
        "  excellence report ecei-labels -o book.pdf --kind handbook\n"
        "  excellence report mycluster.excellence -o board.pdf --chapters summary,gaps,roadmap\n"
        "  excellence report mycluster.excellence -o board.pdf --without notes,names"
    ),
)
@argument(
    "file",
    metavar=N_("FILE|SET"),
    explained=N_("The document; for a handbook or a questionnaire a criteria set will do."),
)
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
        [
            *("full", "recommendation", "roadmap", "answers", "questionnaire", "documents"),
            "handbook",
        ]
    ),
    metavar=N_("KIND"),
    help=N_(
        "full (if not given), recommendation (preparatory), roadmap (on one page), answers (only "
        "these), questionnaire (empty, to fill in by hand), documents (to have ready) or handbook "
        "(the whole criteria set as a book)."
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
    "--with-names",
    is_flag=True,
    help=N_("Print names even where the answers ask to leave them out."),
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
    file: str,
    target: Path,
    kind: str | None,
    chapters: str | None,
    without: tuple[str, ...],
    with_names: bool,  # noqa: FBT001 - click calls this by name
    logo: Path | None,
    grey: bool,  # noqa: FBT001 - click calls this by name
    label: str | None,
    by: str | None,
) -> None:
    """Write a report in the form that the name of the file asks for."""
    from excellence_app.session.logo import content  # noqa: PLC0415 - other commands do without what reports are made of
    from excellence_app.session.report_choices import about_names, choices_named, logo_from  # noqa: PLC0415 - other commands do without what reports are made of

    of_set = names_set(file)
    kind = kind or ("handbook" if of_set else "full")
    left_out = _names(without)
    choices = choices_named(
        kind,
        None if chapters is None else _names((chapters,)),
        [name for name in left_out if name != _LOGO],
        colour=not grey,
        names_anyway=with_names,
    )
    if of_set:
        from excellence_app.session.book import paper_on_set  # noqa: PLC0415 - other commands do without what reports are made of
        from excellence_app.session.replacing import write_report  # noqa: PLC0415 - other commands do without what reports are made of

        loaded = load_set(file, words.language)
        tell_of_translation(words, loaded.problems)
        criteria = loaded.criteria
        if criteria is not None:  # else it was refused
            data = paper_on_set(criteria, words, kind, form=form_of(target), choices=choices)
            write_report(target, data, Path(file))
            say(words, N_("Report written to {file}."), file=str(target))
        return
    session = to_read(words, Path(file))
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
    told = about_names(words, session.criteria, session.assessment, kind, choices)
    if told:
        remark(told if with_names else f"{told} {words.text(_WITH_NAMES)}")
    say(words, N_("Report written to {file}."), file=str(target))


_WITH_NAMES = N_("With --with-names they are printed.")
_LOGO = "logo"  # among what may be left out


def _names(given: Iterable[str]) -> list[str]:
    """Return the names that stand in options, parted by commas."""
    return [name.strip().lower() for one in given for name in one.split(",") if name.strip()]
