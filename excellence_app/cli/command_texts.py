"""Click commands whose help and complaints speak the person's language."""

import re
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from excellence_app.cli.printing import write
from excellence_app.domain.messages import N_
from excellence_app.language.catalogues import Words, available_languages

if TYPE_CHECKING:  # a name that only click's newer releases have
    from click.types import OptionHelpExtra

LANGUAGE = "--language"

_NEGATIVE_NUMBER = re.compile(r"-[0-9.,]")  # as far as click reads it, which is one character
_EXAMPLES = "\n  "  # how the lines of examples begin in a help text

_OPTIONS, _SUBCOMMAND = N_("[OPTIONS]"), N_("COMMAND [ARGS]...")


def words_of(context: click.Context) -> Words:
    """Return the language of this run."""
    words = context.find_object(Words)
    return words if words is not None else Words()


class TranslatedOption(click.Option):
    """An option whose help is translated when it is shown."""

    def make_metavar(self, ctx: click.Context) -> str:
        """Return the name of the option's value in the person's language."""
        return words_of(ctx).text(super().make_metavar(ctx))

    def get_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the option as the line of use shows it: only one that must be given."""
        return [f"{self.opts[0]} {self.make_metavar(ctx)}"] if self.required else []

    def get_help_extra(self, ctx: click.Context) -> "OptionHelpExtra":
        """Return what click adds to the help; that it must be given stands in the line of use."""
        extra = super().get_help_extra(ctx)
        extra.pop("required", None)
        return extra

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option and its help in the person's language."""
        source = self.help
        self.help = words_of(ctx).text(source) if source else source
        try:
            return super().get_help_record(ctx)
        finally:
            self.help = source


class TranslatedArgument(click.Argument):
    """An argument whose name and help are translated when they are shown."""

    def __init__(self, *arguments: Any, explained: str, **settings: Any) -> None:  # noqa: ANN401 - click's own
        super().__init__(*arguments, **settings)
        self.explained = explained

    def bare_metavar(self, ctx: click.Context) -> str:
        """Return the name of the argument in the person's language."""
        return words_of(ctx).text(self.metavar or self.human_readable_name)

    def make_metavar(self, ctx: click.Context) -> str:
        """Return the argument as the line of use shows it."""
        name = self.bare_metavar(ctx)
        name = name if self.required else f"[{name}]"
        return name if self.nargs == 1 else f"{name}..."


class WrongUse(click.UsageError):
    """Wrong use, told in the person's language."""


class TranslatedCommand(click.Command):
    """A command whose help is translated when it is shown."""

    def __init__(self, *arguments: Any, **settings: Any) -> None:  # noqa: ANN401 - click's own
        super().__init__(*arguments, **settings)
        self.options_metavar = _OPTIONS
        if not isinstance(self, click.Group):
            self.allow_extra_args = True  # to complain of them ourselves
            self.params.append(language_option(hidden=True))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; a negative number is a value and no option."""
        try:
            rest = self._parsed(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        if rest and not isinstance(self, click.Group):
            text = words_of(ctx).text(N_("This is too much: {rest}."), rest=" ".join(rest))
            raise WrongUse(text, ctx)
        return rest

    def _parsed(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, [*args])
        except click.NoSuchOption as error:
            if not _NEGATIVE_NUMBER.fullmatch(error.option_name):
                raise
            ctx.ignore_unknown_options = True
            return super().parse_args(ctx, [*args])

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the parts of the line of use in the person's language."""
        own = {_OPTIONS, _SUBCOMMAND}
        pieces = super().collect_usage_pieces(ctx)
        return [words_of(ctx).text(piece) if piece in own else piece for piece in pieces]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows how the command is used."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, words_of(ctx).text("Usage: "))

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002 - the lists wrap, they do not cut
        """Return the first sentence of the help, untranslated."""
        return (self.help or "").partition("\n")[0]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help; examples are kept line by line, all else is wrapped."""
        text = words_of(ctx).text(self.help) if self.help else ""
        for paragraph in text.split("\n\n"):
            formatter.write_paragraph()
            with formatter.indentation():
                if _EXAMPLES in paragraph:
                    indent = " " * formatter.current_indent
                    formatter.write("".join(f"{indent}{line}\n" for line in paragraph.split("\n")))
                else:
                    formatter.write_text(paragraph)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write arguments and options under translated headings."""
        words, params = words_of(ctx), self.get_params(ctx)
        arguments = [
            (p.bare_metavar(ctx), words.text(p.explained))
            for p in params
            if isinstance(p, TranslatedArgument)
        ]
        options = [
            record
            for p in params
            if isinstance(p, click.Option) and (record := p.get_help_record(ctx)) is not None
        ]
        for title, records in ((N_("Arguments"), arguments), (N_("Options"), options)):
            if records:
                with formatter.section(words.text(title)):
                    formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option --help with a translated text."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = words_of(ctx).text("Show this text.")
            option.callback = _show_help
        return option


def _show_help(context: click.Context, _option: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click's own
    if wanted and not context.resilient_parsing:
        write(context.get_help() + "\n")
        context.exit()


def language_option(*, hidden: bool) -> TranslatedOption:
    """Return the option --language; it is read before anything is printed, and checked here."""
    return TranslatedOption(
        [LANGUAGE],
        metavar=N_("CODE"),
        help=N_("Language of all texts: en or de."),
        expose_value=False,
        hidden=hidden,
        callback=_check_language,
    )


def _check_language(context: click.Context, _option: click.Parameter, code: str | None) -> None:
    known = available_languages()
    if code is not None and code not in known:
        text = N_('There are no texts in the language "{code}". There are: {known}.')
        words = words_of(context)
        raise WrongUse(words.text(text, code=code, known=", ".join(known)), context)


class LazyGroup(TranslatedCommand, click.Group):
    """A group whose commands are imported when they are used, so that each starts quickly.

    `places` maps the name of a command to `module:function` in this package.
    """

    def __init__(self, *arguments: Any, places: Mapping[str, str], **settings: Any) -> None:  # noqa: ANN401 - click's own
        super().__init__(*arguments, subcommand_metavar=_SUBCOMMAND, **settings)
        self._places = places

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of `places`."""
        del ctx
        return list(self._places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name, none for an unknown one."""
        del ctx
        place = self._places.get(cmd_name)
        if place is None:
            return None
        module, _, name = place.partition(":")
        command = getattr(import_module(f"excellence_app.cli.{module}"), name)
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is named first; complain of one that there is not."""
        name = args[0]
        if name not in self._places:
            words = words_of(ctx)
            text = words.text(N_("There is no command {command}."), command=name)
            raise WrongUse(_with_suggestion(words, text, name, [*self._places]), ctx)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write options and commands."""
        super().format_options(ctx, formatter)
        rows = [
            (name, words_of(ctx).text(command.help).partition("\n")[0] if command.help else "")
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name)) is not None
        ]
        with formatter.section(words_of(ctx).text("Commands")):
            formatter.write_dl(rows)


def _with_suggestion(words: Words, text: str, word: str, known: Sequence[str]) -> str:
    from excellence_app.domain.problems import did_you_mean  # noqa: PLC0415 - only after a mistake

    close = did_you_mean(word, known)
    if close is None:
        return text
    question = words.text('Did you mean "{word}"?', word=close)
    return f"{text} {question}"


def usage_sentences(words: Words, error: click.UsageError) -> list[str]:
    """Return a complaint about wrong use as sentences: what is wrong and where the help is."""
    path = error.ctx.command_path if error.ctx is not None else "excellence"
    how = words.text("How it is used: {command}", command=f"{path} --help")
    return [_wrong(words, error), how]


def _wrong(words: Words, error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption(option_name=name):
            params = error.ctx.command.params if error.ctx else []
            known = [o for p in params if isinstance(p, click.Option) for o in p.opts]
            text = words.text("There is no option {option}.", option=name)
            return _with_suggestion(words, text, name, known)
        case click.BadOptionUsage(option_name=name):
            params = error.ctx.command.params if error.ctx else []
            if any(isinstance(p, click.Option) and p.is_flag and name in p.opts for p in params):
                return words.text("{option} takes no value.", option=name)
            return words.text("{option} needs a value.", option=name)
        case click.MissingParameter(param=param, ctx=context):
            return words.text("{name} is missing.", name=_name_of(param, context))
        case click.BadParameter(param=param, ctx=context) if param is not None:
            name = _name_of(param, context)
            if isinstance(param.type, click.Choice):
                choices = ", ".join(map(str, param.type.choices))
                return words.text("{name} can be one of: {choices}.", name=name, choices=choices)
            return words.text("{name} does not fit: {reason}", name=name, reason=error.message)
        case _:
            return error.message


def _name_of(param: click.Parameter | None, context: click.Context | None) -> str:
    if isinstance(param, TranslatedArgument) and context is not None:
        return param.bare_metavar(context)
    return param.opts[-1] if param is not None else ""
