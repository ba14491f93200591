"""The command line, ``xl-kpis``.

Each sub-command is a module of this package with one :class:`~xl_kpis.commands.frame.Command` in
it, imported when it is run. To add one: write the module, name it in
:data:`~xl_kpis.commands.app.COMMANDS`, and put its words (``<command>.help``,
``<command>.examples``, one id per option) into every language of :mod:`xl_kpis.languages`.

============================  ====================================================================
``app``                       running a command line; the one place where errors end
``process``                   the process of a command, from its start to its end
``quick_imports``             what a command leaves out of what it imports, to start faster
``frame``                     Click's commands and options with words from our catalogues
``language``                  which language the commands speak
``problem``                   what goes wrong, as one sentence each
``records``                   records on stdout in the format asked for
``terminal``                  tables for people
``manifest``                  what a run over many files has done so far
``targets``                   which files a command line means
``fleet``                     the same work for one file or for thousands
``books``                     workbooks of ours, opened for a command
``docs``                      the reference of all commands
``demo, template, roll``      workbooks to begin with, or to go on with
``fill, importing, figures``  figures put into them
``recalc, scorecard, check``  workbooks calculated, shown, checked
``score``                     KPIs of many clients from tables
``portfolio``                 many clients' workbooks as one table
``evaluating, explain``       a formula, a KPI
``catalogue``                 what there is
``pack, pack_option``         a line of business of one's own, from a file
``addin, convert, doctor``    the functions in spreadsheet programs
``assistant, mcp``            workbooks for assistants
============================  ====================================================================

Never in here: a calculation, a rule about figures, a sentence outside the catalogues.

>>> main(["eval", "=KPI_RETENTION(200,220,50)"])
0.85
0
"""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code: 0 all right, 1 something failed, 2 usage,
    130 interrupted."""
    from xl_kpis.commands.process import prepare

    prepare()
    from xl_kpis.commands.app import run

    return run(arguments)


def command() -> int:
    """The command line of this process, which ends with it."""
    from xl_kpis.commands.process import end
    from xl_kpis.commands.quick_imports import import_quickly

    import_quickly()
    return end(main())
