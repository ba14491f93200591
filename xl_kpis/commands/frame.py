"""Click's commands, options and arguments with words from our catalogues.

Click writes its own sentences in English; here every word a person reads is found by id when it
is shown, so that help and complaints come in the language in use.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import click

from xl_kpis.commands.language import say
from xl_kpis.commands.problem import Usage
from xl_kpis.commands.terminal import echo
from xl_kpis.languages import available


class Choice(click.Choice[str]):
    """One of some words."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value in self.choices:
            return str(value)
        known = ", ".join(map(str, self.choices))
        raise Usage("usage.choice", option=_name(param), value=value, known=known)


class RegionTag(click.ParamType):
    """The tag of a region, or ``auto`` where a workbook can tell."""

    name = "region"

    def __init__(self, *, auto: bool) -> None:
        self.auto = auto

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from xl_kpis.formula.values.region import AUTO
        from xl_kpis.formula.values.regions import KNOWN, canonical

        if self.auto and value == AUTO:
            return AUTO
        tag = canonical(value)
        if tag is None:
            known = ", ".join((AUTO, *KNOWN) if self.auto else KNOWN)
            raise Usage("usage.choice", option=_name(param), value=value, known=known)
        return tag


class Whole(click.ParamType):
    """A whole number from 1."""

    name = "integer"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            number = int(value)
        except ValueError:
            number = 0
        if number < 1:
            raise Usage("usage.whole", option=_name(param), value=value)
        return number


def _name(param: click.Parameter | None) -> str:
    return max(param.opts, key=len) if param is not None else ""


class Option(click.Option):
    """An option whose help is the text ``words``, and its placeholder ``metavar.<name>``."""

    def __init__(self, *args: Any, words: str, **kwargs: Any) -> None:
        self.words = words
        self.meta = kwargs.pop("metavar", None)
        super().__init__(*args, **kwargs)

    def make_metavar(self, ctx: click.Context) -> str:
        if self.meta:
            return say(f"metavar.{self.meta}")
        if isinstance(self.type, click.Choice):
            return "|".join(map(str, self.type.choices))
        return super().make_metavar(ctx)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        if self.hidden:
            return None
        names = ", ".join(sorted(self.opts, key=len))
        if not self.is_flag:
            names += " " + self.make_metavar(ctx)
        return names, say(self.words)


class Argument(click.Argument):
    """An argument shown as the text ``metavar.<name>``."""

    def __init__(self, *args: Any, metavar: str, **kwargs: Any) -> None:
        self.meta = metavar
        super().__init__(*args, **kwargs)

    def make_metavar(self, ctx: click.Context) -> str:
        shown = say(f"metavar.{self.meta}")
        if self.nargs != 1:
            shown += " …"
        return shown if self.required else f"[{shown}]"

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:  # type: ignore[override]
        return None  # the help of the command says what it is


def language_option() -> Option:
    """``--language``, which :func:`~xl_kpis.commands.language.settle` has read already.

    Its value is what :func:`~xl_kpis.commands.language.language` gives.
    """
    return Option(
        ["--language"], words="option.language", type=Choice(available()), expose_value=False
    )


def region_option(*, auto: bool = True, words: str = "option.region") -> Option:
    """``--region``; ``auto`` where the values of a workbook can tell it."""
    return Option(["--region"], words=words, type=RegionTag(auto=auto), metavar="region")


def functions_option(*, expose: bool = False) -> Option:
    """``--functions``: modules with functions of one's own, imported while the line is read; their
    names are for commands whose work other processes do."""

    def take(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
        if value and not ctx.resilient_parsing:
            from xl_kpis.formula.functions.support.own_modules import take_in

            take_in(value)
        return value

    return Option(
        ["--functions"],
        words="option.functions",
        metavar="module",
        multiple=True,
        expose_value=expose,
        callback=take,
    )


def force_option() -> Option:
    """To overwrite files that exist, and nothing else."""
    return Option(["--overwrite", "--force", "force"], words="option.force", is_flag=True)


@contextmanager
def _section(formatter: click.HelpFormatter, heading: str) -> Iterator[None]:
    """An indented part of a help page; French has a space before the colon of its heading."""
    formatter.write_paragraph()
    formatter.write(f"{heading}\n")
    with formatter.indentation():
        yield


class _Words:
    """Help from texts ``<name>.help`` and ``<name>.examples``; for groups and commands alike."""

    words: str

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(say(f"{self.words}.help"))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with _section(formatter, say("help.examples")):
            for line in say(f"{self.words}.examples").splitlines():
                formatter.write(f"{'':{formatter.current_indent}}{line}".rstrip() + "\n")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        found = [p.get_help_record(ctx) for p in self.get_params(ctx)]  # type: ignore[attr-defined]
        records = [record for record in found if record is not None]
        with _section(formatter, say("help.options")):
            formatter.write_dl(records)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), say("help.usage") + " ")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return Option(
            ["-h", "--help"],
            words="option.help",
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_help,
        )


def _show_help(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        echo(ctx.get_help())
        ctx.exit()


class Command(_Words, click.Command):
    """A sub-command called ``name``. Its callback returns the exit code (None is 0)."""

    def __init__(self, name: str, **kwargs: Any) -> None:
        self.words = name
        kwargs["params"] = [*kwargs.get("params", ()), language_option()]
        super().__init__(name, **kwargs)

    def get_short_help_str(self, limit: int = 45) -> str:
        return say(f"{self.words}.short")  # what shells show beside a completion

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if ctx.args and not ctx.resilient_parsing:
            raise Usage("usage.extra", words=" ".join(ctx.args))
        return rest


class CommandGroup(_Words, click.Group):
    """``xl-kpis`` itself: sub-commands are found by name and imported when needed."""

    def __init__(self, name: str, commands: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.words = "main"
        self.homes = dict(commands)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.homes)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.homes:
            return None
        return importlib.import_module(self.homes[cmd_name]).command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in self.homes and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0].casefold(), self.homes, 1, 0.6)
            if near:
                raise Usage("usage.command_near", name=args[0], near=near[0])
            raise Usage("usage.command", name=args[0], known=", ".join(self.homes))
        return super().resolve_command(ctx, args)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [say("metavar.command"), "…"]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with _section(formatter, say("help.commands")):
            formatter.write_dl([(name, say(f"{name}.short")) for name in self.homes])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.format_commands(ctx, formatter)
        super().format_options(ctx, formatter)


def complaint(error: click.UsageError) -> Usage:
    """Click's own complaints about a command line, in our words."""
    if isinstance(error, click.NoSuchOption):
        if error.possibilities:
            near = ", ".join(sorted(error.possibilities, key=len)[:2])
            return Usage("usage.option_near", option=error.option_name, near=near)
        return Usage("usage.option", option=error.option_name)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        param = error.param
        if isinstance(param, Argument):
            return Usage("usage.missing_argument", argument=say(f"metavar.{param.meta}"))
        return Usage("usage.missing_option", option=_name(param))
    if isinstance(error, click.BadOptionUsage):
        params = error.ctx.command.params if error.ctx else []
        flags = [name for p in params if getattr(p, "is_flag", False) for name in p.opts]
        flag = error.option_name in flags
        return Usage("usage.no_value" if flag else "usage.needs_value", option=error.option_name)
    return Usage("usage.other", reason=error.format_message())
