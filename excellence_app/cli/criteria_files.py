"""Commands about criteria sets: which there are, and what is wrong in their files."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from excellence_app.catalog import library
from excellence_app.cli.command_texts import TranslatedCommand
from excellence_app.cli.printing import problem_lines, show_json, show_lines
from excellence_app.cli.sharing import PATH, PROBLEMS, argument, as_json
from excellence_app.cli.tables import paragraph
from excellence_app.domain.messages import N_, Message, Refused
from excellence_app.domain.problems import Problem, Severity, has_errors
from excellence_app.language.catalogues import Words
from excellence_app.language.problems import one_line
from excellence_app.storage.assessment_file import SUFFIX
from excellence_app.storage.cache import SetCache


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
            yield from paragraph(
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
