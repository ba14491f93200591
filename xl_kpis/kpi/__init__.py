"""The KPIs of career mentoring and remote career coaching, each defined once.

==============  ==================================================================================
``model``       what a KPI is made of: arguments, rules, functions, tiers
``logs``        tables of records, and how figures are counted in them
``expr``        the few operations formulas are written with
``means``       the mean of ratings or scores
``records``     the same KPIs from raw records
``helpers``     tiers, scores, gaps, targets, and words about a value
``shipped``     the two packs that are shipped: ``mentoring.toml`` and ``remote.toml``
``benchmarks``  what currency benchmarks are in
``tiers``       from a value to its tier, score, gap and target
``periods``     several periods together
``evaluate``    one call: the table of errors and its order
``calls``       what calling from Python does, for one or for many
``arrays``      whole columns at once
``formulas``    functions written out as Excel formulas
``lambdas``     helpers as LAMBDAs for Excel 365
``lookup``      KPIs, tiers and languages by what people call them
``words``       values in words
``texts``       what a person reads about KPIs
``cases``       the contract every host has to keep
``docs``        the pages about KPIs, written from their definitions
``packs``       the packs there are, those of files among them
``catalogue``   every function by name, those of packs of files among them
``typed``       formulas as people type them in Excel
``spelling``    their functions as Excel calls them in each language
``operations``  what their operators and functions do
``days``        days in formulas, and weekdays counted
==============  ==================================================================================

A pack from its file: ``pack_sources`` (where other files come from), ``pack_files`` (a file whole),
``pack_kpis`` (a KPI in it), ``pack_inputs``, ``pack_tiers`` and ``pack_examples`` (its tables),
``pack_shared`` (inputs that several KPIs have),
``pack_days`` (what a formula may do with days), ``pack_logs`` (a log), ``pack_counting`` (a figure
in one), ``pack_names`` (sound names), ``pack_parts`` (any table), ``pack_lines`` (which line that
is); ``pack_toml`` (what is no TOML); ``pack_writing`` writes a shipped one as a file.

Never in here: a host program, a workbook, the engine.

Standard library only (numpy and pandas are used when given to a function, never required).

**Calling.** Every function of the catalogue is a :class:`Function` object and callable::

    from xl_kpis.kpi import KPI_RETENTION, KPI_TIER, FUNCTIONS, KPIS, PACKS, kpi
    KPI_RETENTION(200, 220, 50)                       # 0.85
    KPI_RETENTION(200, None, 50)                      # #N/A   (an ExcelError, never an exception)
    KPI_RETENTION([200, 180], [220, 190], [50, 30])   # [0.85, 0.888…]   arrays and Series alike
    KPI_SATISFACTION([[9], [8], [7]], [[40], [5], [5]])   # 8.7   (ranges: rows of cells)
    KPI_TIER(0.85, "mentoring.retention", "fr")       # 'Supérieur à la moyenne'

**Cataloguing.** ``FUNCTIONS`` (name → :class:`Function`, all groups: ``kpi``, ``helper``,
``records``), ``KPIS`` (14 :class:`Kpi` in order), ``PACKS`` (``mentoring``, ``remote`` → their
seven), ``kpi(id_or_name)``::

    f = FUNCTIONS["KPI_RETENTION"]
    f.arguments            # (Argument(name="start_clients", kind=Kind.COUNT), …)
    f.group, f.unit, f.examples, f.rules, f.required, f.vectorised
    k = kpi("mentoring.retention")
    k.function, k.better, k.domain, k.tiers, k.anchors, k.measures, k.combine, k.example
    k.tiers[1]             # Tier(id="above_average", floor=0.8, op=">=", provenance, note, source)
    k.with_floors({"typical": 0.75})    # the same KPI with a user's own floors

    k.arguments_from({"clients_start": 200, …})   # measures → arguments; k.example_inputs

**Texts.** ``text(id, language, **values)``: ``text("mentoring.retention.name", "fr")``,
``.short``; ``KPI_RETENTION.help``, ``.reads``, ``.limits``, ``.needed``, ``.tip.1`` to ``.3``;
``argument.new_clients.label``, ``.help``; ``measure.clients_new.label``, ``.help``, ``.unit``
(by ``measure.text_id``; pass ``rating=measure.rating``); ``tier.typical``; ``unit.ratio``;
``note.currency``; ``provenance.stated``; ``check.new_over_end``; ``error.#DIV/0!``; ``erratum.1``
to ``.11``; ``pack.mentoring``. Sentences and formats: :mod:`.words`.

**Writing formulas** (:mod:`.formulas`). Texts have no leading ``=``::

    native(f, ["B2", "B3", "B4"])      # works in any spreadsheet, all errors of the table
    native(KPI_SCORE, ["D7", '"mentoring.retention"'])   # a helper, its KPI a literal
    arithmetic(f, ["B2", "B3", "B4"])  # '(B3-B4)/B2'
    lambda_text(f)                     # 'LAMBDA(start_clients,…)'
    lambda_text(f, in_file=True)       # '_xlfn.LAMBDA(_xlpm.start_clients,…)' for a defined name
    rule_text(rule, {"end_clients": "B3", "new_clients": "B4"})    # 'B4>B3', TRUE where wrong
    valid_input(f.arguments[0], "B2")  # 'AND(ISNUMBER(B2),B2>=0)', for data validation
    call_text(f, (200, 220, 50), "fr") # 'KPI_RETENTION(200;220;50)'

With floors in cells, bind a helper to a KPI whose floors are symbols::

    tiers = tuple(replace(t, floor=Symbol(f"Benchmarks!$F${row}")) for …)
    arithmetic(bind(KPI_TIER_RANK, replace(k, tiers=tiers)), ["D7"])

**Evaluating for an engine.** ``evaluate(f, arguments)`` for one call (ranges as lists of rows);
:func:`xl_kpis.kpi.arrays.evaluate_arrays` ``(f, [(numbers, kinds), …])`` for whole columns where
``f.vectorised``: float64 numbers and uint8 kinds, 0 number, 1 blank, 2 text, 3 boolean,
16 + ``ExcelError.number`` an error; gives such a pair back. A helper is vectorised once
:func:`.helpers.bind` has fixed its KPI, tier and language.

**Benchmark arithmetic** (:mod:`.tiers`): ``rank``, ``score``, ``gap``, ``change``, ``needed``,
``percentile`` of values and :class:`Kpi` objects. **Several periods** (:mod:`.periods`):
``combined``. **Finding** (:mod:`.lookup`): ``kpi``, ``tier_id``, ``language``, ``choices``.
**Contract for hosts** (:mod:`.cases`): ``examples()``, ``error_cases()``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import xl_kpis.kpi.calls  # noqa: F401  # functions get their evaluator
from xl_kpis.kpi import catalogue, packs
from xl_kpis.kpi.evaluate import evaluate, find_problem
from xl_kpis.kpi.helpers import *  # noqa: F403  # every function there is, by its name
from xl_kpis.kpi.lookup import kpi
from xl_kpis.kpi.model import TIERS, Argument, Example, Function, Kind, Kpi, Measure, Rule, Tier
from xl_kpis.kpi.records import *  # noqa: F403
from xl_kpis.kpi.shipped import KPIS, PACKS
from xl_kpis.kpi.texts import text
from xl_kpis.kpi.words import describe

FUNCTIONS: dict[str, Function] = catalogue.FUNCTIONS
"""Every function that is shipped by name, in the order of their files."""


def _offered() -> Iterable[packs.Pack]:
    from xl_kpis.kpi.pack_sources import offered  # reads files: few need it

    return offered()


packs.OFFERING.append(_offered)
globals().update(FUNCTIONS)
if TYPE_CHECKING:

    def __getattr__(name: str) -> Function:
        """The functions of the packs that are shipped, by name."""


for _function in FUNCTIONS.values():
    object.__setattr__(_function, "__doc__", describe(_function, "en"))

__all__ = [
    *FUNCTIONS,
    "FUNCTIONS",
    "KPIS",
    "PACKS",
    "TIERS",
    "Argument",
    "Example",
    "Function",
    "Kind",
    "Kpi",
    "Measure",
    "Rule",
    "Tier",
    "evaluate",
    "find_problem",
    "kpi",
    "text",
]
