"""The command line, ``xl-kpis``.

Each sub-command is a module of this package with one :class:`~xl_kpis.commands.frame.Command` in
it, imported when it is run. To add one: write the module, name it in
:data:`~xl_kpis.commands.app.COMMANDS`, and put its words (``<command>.help``,
``<command>.examples``, one id per option) into every language of :mod:`xl_kpis.languages`.

>>> main(["eval", "=KPI_RETENTION(200,220,50)"])
0.85
0
"""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code: 0 all right, 1 something failed, 2 usage,
    130 interrupted."""
    from xl_kpis.commands.app import run

    return run(arguments)
