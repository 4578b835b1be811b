"""Click commands whose help and complaints speak the person's language."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

import click

from excellence_app.domain.messages import N_
from excellence_app.language.catalogues import Words


def words_of(context: click.Context) -> Words:
    """Return the language of this run."""
    words = context.find_object(Words)
    return words if words is not None else Words()


class TranslatedOption(click.Option):
    """An option whose help is translated when it is shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option and its help in the person's language."""
        source = self.help
        self.help = words_of(ctx).text(source) if source else source
        try:
            return super().get_help_record(ctx)
        finally:
            self.help = source


class TranslatedCommand(click.Command):
    """A command whose help is translated when it is shown."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that shows how the command is used."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, words_of(ctx).text("Usage: "))

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002 - the lists wrap, they do not cut
        """Return the first sentence of the help, untranslated."""
        return (self.help or "").partition("\n")[0]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help; a line after the first paragraph is an example and kept as it is."""
        words = words_of(ctx)
        first, _, rest = words.text(self.help or "").partition("\n\n")
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(first)
            if rest:
                formatter.write_paragraph()
                formatter.write(
                    "".join(
                        f"{'':>{formatter.current_indent}}{line}\n" for line in rest.split("\n")
                    )
                )

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under a translated heading."""
        records = [r for p in self.get_params(ctx) if (r := p.get_help_record(ctx)) is not None]
        if records:
            with formatter.section(words_of(ctx).text("Options")):
                formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option --help with a translated text."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = words_of(ctx).text("Show this text.")
        return option


class LazyGroup(TranslatedCommand, click.Group):
    """A group whose commands are imported when they are used, so that each starts quickly.

    `places` maps the name of a command to `module:function` in this package.
    """

    def __init__(self, *arguments: Any, places: Mapping[str, str], **settings: Any) -> None:  # noqa: ANN401 - click's own
        super().__init__(*arguments, **settings)
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

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write options and commands."""
        super().format_options(ctx, formatter)
        rows = [
            (name, words_of(ctx).text(command.help or "").partition("\n")[0])
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name)) is not None
        ]
        with formatter.section(words_of(ctx).text("Commands")):
            formatter.write_dl(rows)


_OPTION_UNKNOWN = N_("There is no option {option}.")
_COMMAND_UNKNOWN = N_("There is no command {command}.")


def usage_sentences(words: Words, error: click.UsageError, commands: Sequence[str]) -> list[str]:
    """Return a complaint about wrong use as sentences: what is wrong and where the help is."""
    from excellence_app.domain.problems import did_you_mean  # noqa: PLC0415 - only after a mistake

    close: str | None = None
    match error:
        case click.NoSuchOption():
            sentence = words.text(_OPTION_UNKNOWN, option=error.option_name)
            known = [o for p in error.ctx.command.params for o in p.opts] if error.ctx else []
            close = did_you_mean(error.option_name, known)
        case click.MissingParameter():
            sentence = words.text("{name} is missing.", name=_name_of(error))
        case click.BadParameter():
            sentence = words.text(
                "{name} does not fit: {reason}", name=_name_of(error), reason=error.message
            )
        case click.exceptions.NoSuchCommand():
            sentence = words.text(_COMMAND_UNKNOWN, command=error.command_name)
            close = did_you_mean(error.command_name, commands)
        case _:
            sentence = error.message
    lines = [sentence]
    if close is not None:
        lines.append(words.text('Did you mean "{word}"?', word=close))
    path = error.ctx.command_path if error.ctx is not None else "excellence"
    lines.append(words.text("How it is used: {command}", command=f"{path} --help"))
    return lines


def _name_of(error: click.BadParameter) -> str:
    if error.param is not None:
        return (
            error.param.opts[-1]
            if error.param.param_type_name == "option"
            else (error.param.make_metavar(error.ctx) if error.ctx else error.param.name or "")
        )
    return str(error.param_hint or "")
