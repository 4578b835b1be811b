"""The command line as a whole: the group of commands, exit codes, and what trouble looks like.

Exit codes: 0 fine, 1 the input has problems, 2 wrong use.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from excellence_app import __version__
from excellence_app.cli.command_texts import (
    LANGUAGE,
    LazyGroup,
    TranslatedOption,
    language_option,
    usage_sentences,
)
from excellence_app.cli.printing import complain, complain_of, take_any_character, write
from excellence_app.cli.sharing import FINE, PROBLEMS, WRONG_USE, WindowWanted
from excellence_app.cli.tables import terminal_width
from excellence_app.domain.messages import N_, Refused
from excellence_app.language.catalogues import Words, available_languages, choose_language
from excellence_app.session.sets import FileUnusable
from excellence_app.storage.trouble import StorageTrouble

_PLACES = {
    "list": "criteria_files:list_sets",
    "new": "changing:new",
    "open": "window:open_window",
    "answer": "changing:answer",
    "add": "entries:add",
    "move": "entries:move",
    "remove": "entries:remove",
    "show": "reading:show",
    "score": "results:score",
    "explain": "results:explain",
    "plan": "results:plan",
    "report": "reporting:report",
    "set": "changing:set_fact",
    "declare": "changing:declare",
    "improve": "changing:improve",
    "adjust": "changing:adjust",
    "compare": "results:compare",
    "tally": "tally:tally",
    "attach": "evidence:attach",
    "evidence": "evidence:list_evidence",
    "history": "history:history",
    "undo": "history:undo",
    "redo": "history:redo",
    "versions": "keeping:list_versions",
    "restore": "keeping:restore",
    "merge": "merging:merge",
    "verify": "keeping:verify",
    "check": "criteria_files:check",
}  # in the order in which a person needs them


def _show_version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click's own
    if wanted and not context.resilient_parsing:
        write(f"excellence {__version__}\n")
        context.exit()


@click.group(
    cls=LazyGroup,
    places=_PLACES,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=N_(
        "Get a cluster organisation ready for its quality label.\n\n"
        "Examples:\n"
        "  excellence open mycluster.excellence\n"
        '  excellence new ecei-labels -o mycluster.excellence --name "My Cluster"\n'
        "  excellence answer mycluster.excellence 4.1.6 2\n"
        "  excellence score mycluster.excellence\n"
        "  excellence report mycluster.excellence -o mycluster.pdf"
    ),
    params=[
        language_option(hidden=False),
        TranslatedOption(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_version,
            help=N_("Show the version."),
        ),
    ],
)
@click.pass_context
def cli(context: click.Context) -> None:
    """Hold all commands; without one, show what there is."""
    if context.invoked_subcommand is None:
        write(context.get_help() + "\n")


def main(
    arguments: Sequence[str] | None = None,
    show_window: Callable[[Sequence[Path], str], int] | None = None,
) -> int:
    """Run one command and return its exit code; trouble with input leaves no traceback.

    `show_window` shows it with documents, in a language, and returns its exit code; without it
    there is none.
    """
    take_any_character()
    given = list(sys.argv[1:] if arguments is None else arguments)
    words = Words(_language_wanted(given))
    try:
        result = cli.main(
            given,
            prog_name="excellence",
            standalone_mode=False,
            obj=words,
            max_content_width=terminal_width(),
        )
    except click.UsageError as error:
        complain(usage_sentences(words, error))
        return WRONG_USE
    except click.Abort:  # the person has pressed Ctrl+C
        return PROBLEMS
    except Refused as refused:
        complain([words.say(refused.message)])
        return PROBLEMS
    except StorageTrouble as trouble:
        complain([words.say(message) for message in trouble.sentences])
        return PROBLEMS
    except FileUnusable as found:
        complain_of(words, found.problems)
        return PROBLEMS
    if isinstance(result, WindowWanted):
        if show_window is not None:
            return show_window(result.files, words.language)
        from excellence_app.cli.opening import no_window  # noqa: PLC0415 - seldom needed, and every start does without it

        return no_window(words.text("there is no screen"))
    return result if isinstance(result, int) else FINE


def _language_wanted(arguments: Sequence[str]) -> str:
    """Return the language that --language names, or the environment."""
    known = available_languages()
    for place, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == LANGUAGE:
            wanted = value or (arguments[place + 1] if place + 1 < len(arguments) else "")
            if wanted in known:
                return wanted
    return choose_language()
