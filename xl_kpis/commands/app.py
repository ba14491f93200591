"""Running a command line: the group of commands, and the one place where errors end."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import click

from xl_kpis.commands.frame import CommandGroup, Option, complaint, language_option
from xl_kpis.commands.language import say, settle
from xl_kpis.commands.problem import Problem, Usage, sentence, trace, why
from xl_kpis.commands.terminal import echo

PROGRAM = "xl-kpis"

COMMANDS = {
    "demo": "xl_kpis.commands.demo",
    "template": "xl_kpis.commands.template",
    "fill": "xl_kpis.commands.fill",
    "import": "xl_kpis.commands.importing",
    "roll": "xl_kpis.commands.roll",
    "recalc": "xl_kpis.commands.recalc",
    "scorecard": "xl_kpis.commands.scorecard",
    "score": "xl_kpis.commands.score",
    "portfolio": "xl_kpis.commands.portfolio",
    "check": "xl_kpis.commands.check",
    "eval": "xl_kpis.commands.evaluating",
    "list": "xl_kpis.commands.catalogue",
    "pack": "xl_kpis.commands.pack",
    "explain": "xl_kpis.commands.explain",
    "convert": "xl_kpis.commands.convert",
    "addin": "xl_kpis.commands.addin",
    "doctor": "xl_kpis.commands.doctor",
    "mcp": "xl_kpis.commands.mcp",
}
"""Where each sub-command lives; ``command`` in that module."""

INTERRUPTED, TERMINATED = 130, 143


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from xl_kpis import __version__

        echo(f"{PROGRAM} {__version__}")
        ctx.exit()


GROUP = CommandGroup(
    PROGRAM,
    COMMANDS,
    no_args_is_help=False,
    invoke_without_command=True,
    params=[
        language_option(),
        Option(
            ["--version"],
            words="option.version",
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_version,
        ),
    ],
)


def _alone() -> None:
    """Without a sub-command: what there is."""
    ctx = click.get_current_context()
    if ctx.invoked_subcommand is None:
        echo(ctx.get_help())


GROUP.callback = _alone


def use_utf8(stream: Any) -> None:
    """Let a stream take every character: a redirected one on Windows is UTF-8, as files are."""
    if hasattr(stream, "reconfigure"):
        if os.name == "nt" and not stream.isatty():  # pragma: no cover
            stream.reconfigure(encoding="utf-8")
        stream.reconfigure(errors="replace")


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command line (the process's own if None is given) and return its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    settle(words)
    for stream in (sys.stdout, sys.stderr):
        use_utf8(stream)
    before = _end_in_order()
    try:
        code = GROUP.main(words, PROGRAM, standalone_mode=False) or 0
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # who read what we print has seen enough
        return _without_output(INTERRUPTED)
    except click.UsageError as error:
        return _end(complaint(error), words)
    except (click.Abort, KeyboardInterrupt) as stopped:
        echo(say("problem.interrupted"), err=True)
        terminated = isinstance(stopped.__context__ or stopped, Terminated)
        return TERMINATED if terminated else INTERRUPTED
    except Exception as error:
        if isinstance(error, OSError) and not error.filename:  # it comes of printing
            code = _end(Problem("problem.file", file="stdout", reason=why(error)), words)
            return _without_output(code)
        return _end(error, words)
    finally:
        if before is not None:
            signal.signal(signal.SIGTERM, before)


class Terminated(KeyboardInterrupt):
    """The process was told to end: it does so as after Ctrl-C, in order."""


def _end_in_order() -> Any:
    """Let SIGTERM end the command as Ctrl-C does; what it did before, None if that is the host's
    own matter."""
    if threading.current_thread() is not threading.main_thread():
        return None
    if signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        return None

    def end(number: int, frame: Any) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # once: tidying up is not cut short
        raise Terminated

    return signal.signal(signal.SIGTERM, end)


def _without_output(code: int) -> int:
    """What is still to be printed has nowhere to go."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


def _end(error: Exception, words: list[str]) -> int:
    """Say what went wrong; its exit code."""
    trace(error)
    echo(f"{PROGRAM}: {sentence(error)}", err=True)
    if isinstance(error, Usage):
        command = f" {words[0]}" if words and words[0] in COMMANDS else ""
        echo(say("usage.hint", command=f"{PROGRAM}{command} --help"), err=True)
    return error.exit_code if isinstance(error, Problem) else 1
