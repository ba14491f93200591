"""KPIs, scorecards and a formula engine for people who run coaching and mentoring businesses.

>>> import xl_kpis
>>> xl_kpis.evaluate("=SUM(A1:A3)", {"A1": [[1], [2], [3]]})
6.0

From the top down, imports point one way:

====================  ============================================================================
``commands``          the command line
``hosts``             where KPI functions run: LibreOffice, Excel, the engine, pytest
``workbook``          templates, figures put into them, scorecards, checks
``formula``           the formula engine; it knows no KPI
``kpi``               the KPIs, each defined once; the standard library alone
``languages``         everything a person reads
``first_import``      parts of the package imported when they are first used
``function_sources``  where functions of other parts come from, found by name
``errors``            Excel's error values
``decimals``          rounding of binary numbers as the decimals that a person sees
``garbage``           Python's search for unused objects, put off
``record_class``      classes of fields that never change, cheap to define
====================  ============================================================================

Never: an import that points up, a KPI defined twice, a file half written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xl_kpis.first_import import imported as _imported
from xl_kpis.function_sources import SOURCES, TELLING

if TYPE_CHECKING:
    from xl_kpis.errors import ExcelError, XlKpisError
    from xl_kpis.formula.calculate.budget import CalculationStopped, Cancellation
    from xl_kpis.formula.fleet import recalculate_files
    from xl_kpis.formula.fleet.cluster import ClusterLost
    from xl_kpis.formula.fleet.parcels import NotDone
    from xl_kpis.formula.grammar import FormulaSyntaxError
    from xl_kpis.formula.refusals import AddressError, CellTypeError, EditError
    from xl_kpis.formula.values.regions import UnknownRegion
    from xl_kpis.formula.values.value import CellValue, CellValues
    from xl_kpis.formula.warning import FormulaWarning
    from xl_kpis.formula.xlsx import WorkbookError
    from xl_kpis.hosts.engine import Book, evaluate, function, load, recalculate, remove_function
    from xl_kpis.hosts.testing import assert_workbook
    from xl_kpis.workbook.portfolio.gathering import portfolio
    from xl_kpis.workbook.portfolio.result import Portfolio, PortfolioError
    from xl_kpis.workbook.score import TableError, score

__version__ = "0.1.0"

SOURCES["KPI_"] = "xl_kpis.hosts.kpi_functions"
TELLING.append("xl_kpis.kpi.pack_sources")

# Names are imported when first used, so that light commands start fast.
_HOMES = {
    **dict.fromkeys(("ExcelError", "XlKpisError"), "xl_kpis.errors"),
    **dict.fromkeys(("AddressError", "CellTypeError", "EditError"), "xl_kpis.formula.refusals"),
    "FormulaSyntaxError": "xl_kpis.formula.grammar",
    "UnknownRegion": "xl_kpis.formula.values.regions",
    **dict.fromkeys(("CellValue", "CellValues"), "xl_kpis.formula.values.value"),
    "FormulaWarning": "xl_kpis.formula.warning",
    "WorkbookError": "xl_kpis.formula.xlsx",
    **dict.fromkeys(
        ("Book", "evaluate", "function", "load", "recalculate", "remove_function"),
        "xl_kpis.hosts.engine",
    ),
    "recalculate_files": "xl_kpis.formula.fleet",
    "ClusterLost": "xl_kpis.formula.fleet.cluster",
    "NotDone": "xl_kpis.formula.fleet.parcels",
    "assert_workbook": "xl_kpis.hosts.testing",
    **dict.fromkeys(("CalculationStopped", "Cancellation"), "xl_kpis.formula.calculate.budget"),
    **dict.fromkeys(("TableError", "score"), "xl_kpis.workbook.score"),
    "portfolio": "xl_kpis.workbook.portfolio.gathering",
    **dict.fromkeys(("Portfolio", "PortfolioError"), "xl_kpis.workbook.portfolio.result"),
}

__all__ = [
    "AddressError",
    "Book",
    "CalculationStopped",
    "Cancellation",
    "CellTypeError",
    "CellValue",
    "CellValues",
    "ClusterLost",
    "EditError",
    "ExcelError",
    "FormulaSyntaxError",
    "FormulaWarning",
    "NotDone",
    "Portfolio",
    "PortfolioError",
    "TableError",
    "UnknownRegion",
    "WorkbookError",
    "XlKpisError",
    "__version__",
    "assert_workbook",
    "evaluate",
    "function",
    "load",
    "portfolio",
    "recalculate",
    "recalculate_files",
    "remove_function",
    "score",
]


if not TYPE_CHECKING:  # for type checkers the names are those imported above, and no others

    def __getattr__(name: str) -> Any:
        if name in _HOMES:
            if name in ("load", "recalculate"):
                _imported("xl_kpis.formula.xlsx")
            return getattr(_imported(_HOMES[name]), name)
        if name.startswith("KPI_"):
            return getattr(_imported("xl_kpis.kpi"), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
