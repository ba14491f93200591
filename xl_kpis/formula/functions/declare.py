"""How a worksheet function is declared: its signature is its data.

A function is one Python function. Its parameters carry Excel's argument names and are annotated
with a kind from this module; the kind says what the implementation receives and how blanks, text
and booleans are taken. Everything else (coercion, broadcasting over arrays, errors of arguments,
spilling) happens in :mod:`xl_kpis.formula.functions.support.call`. The examples are its tests and
its documentation page.

::

    @function(examples=[ex("=PAIRS(7)", 3), ex("=PAIRS(A1)", 0)])
    def PAIRS(number: Number) -> float:
        '''How many whole pairs there are.'''
        return number // 2

A dot in Excel's name is an underscore here (``NORM_S_DIST``). The docstring begins with one
sentence, the help in English; other languages have theirs in ``xl_kpis/languages/<code>/
functions.py`` under Excel's name.
"""

from __future__ import annotations

import inspect
import re
import typing
from _thread import allocate_lock
from collections.abc import Callable as PyCallable
from collections.abc import Collection
from dataclasses import field
from functools import partial
from typing import Annotated, Any, Literal, NamedTuple

import numpy as np

from xl_kpis.formula.functions.support.bounds import Bounds, bounded, bounded_items
from xl_kpis.formula.functions.support.finds import Finds
from xl_kpis.formula.functions.support.loop import Loop
from xl_kpis.formula.functions.support.meanings import Codes
from xl_kpis.formula.functions.support.totals import ChosenTotal, Total
from xl_kpis.formula.reference import Area, Reference
from xl_kpis.formula.values.kinds import Kinds
from xl_kpis.formula.values.region import Region
from xl_kpis.languages import DEFAULT, Texts
from xl_kpis.record_class import record

TokenClass = Literal["value", "cell", "reference", "references", "array", "crossing"]
Asked = Literal[
    "place", "cells", "formulas", "calls", "formats", "hidden rows", "pivot tables", "file"
]
"""What a function may ask of its context beyond its arguments: which cell its formula is in; cells
that no argument refers to; the formulas of cells, and the sheets; to have a function it was handed
called; cells' number formats; which rows are hidden; pivot tables; the file, and the widths of its
columns."""
ANYTHING: frozenset[Asked] = frozenset(typing.get_args(Asked))


class Kind(NamedTuple):
    """What a parameter receives. ``takes`` is Excel's own distinction: a *value* parameter meets a
    range by implicit intersection (or elementwise in array formulas), a *reference* parameter
    gets it whole, an *array* parameter also makes the expressions inside it array formulas.

    A *references* parameter does the latter and answers for each reference where there is an array
    of them, as a *reference* parameter does. A *cell* parameter, that of the former Analysis
    ToolPak, refuses ranges of several cells with #VALUE!. A *crossing* parameter is one for arrays
    in array formulas only: in ordinary ones it meets a range by implicit intersection, inside
    SUMPRODUCT and its like, too (TRANSPOSE).
    """

    name: str
    takes: TokenClass
    needed: bool = False
    """Whether an argument left empty is #N/A, where its parameter has no default."""


# What implementations receive, one scalar at a time; arrays are gone through elementwise.
Number = Annotated[float, Kind("number", "value")]
"""float. Blank 0, TRUE 1, text as a number if it reads as one (also dates, percents)."""
StrictNumber = Annotated[float, Kind("strict_number", "cell", True)]
"""float, as Number but a boolean is #VALUE!, and so is a range of several cells; nothing at all is
#N/A: the functions of the former Analysis ToolPak."""
StrictNumberOr0 = Annotated[float, Kind("strict_number", "cell")]
"""As StrictNumber, and nothing at all is 0."""
Integer = Annotated[int, Kind("integer", "value")]
"""int: a Number cut towards zero."""
Text = Annotated[str, Kind("text", "value")]
"""str. Numbers as General shows them, TRUE and FALSE, blank ""."""
Logical = Annotated[bool, Kind("logical", "value")]
"""bool. Numbers other than 0 are TRUE, blank FALSE, the texts TRUE and FALSE; else #VALUE!."""
Scalar = Annotated[Any, Kind("scalar", "value")]
"""float, str, bool or None (blank), never an error: errors end the call."""
Raw = Annotated[Any, Kind("raw", "value")]
"""As Scalar, and errors too."""

StrictScalar = Annotated[Any, Kind("strict_scalar", "cell", True)]
"""As Scalar, with booleans and ranges refused as by StrictNumber."""
StrictInteger = Annotated[int, Kind("strict_integer", "cell", True)]
"""int: a StrictNumber cut towards zero."""
StrictText = Annotated[str, Kind("text", "cell", True)]
"""As Text, with ranges refused."""

# What implementations receive whole.
Numbers = Annotated[np.ndarray, Kind("numbers", "reference")]
"""1-D float64: numbers of a range (its text, booleans and blanks ignored); a value given directly
is coerced as a Number. The first error in it ends the call."""
NumbersA = Annotated[np.ndarray, Kind("numbers_a", "reference")]
"""As Numbers, with a range's text as 0 and its booleans as 1 and 0 (AVERAGEA)."""
ArrayNumbers = Annotated[np.ndarray, Kind("numbers", "array")]
"""As Numbers, for functions that always work on arrays (SUMPRODUCT's family)."""
StrictNumbers = Annotated[np.ndarray, Kind("strict_numbers", "reference")]
"""As Numbers; a boolean given directly is #VALUE!."""
NeededNumbers = Annotated[np.ndarray, Kind("numbers", "array", True)]
"""As ArrayNumbers; nothing at all is #N/A."""
Ascending = Annotated[np.ndarray, Kind("ascending", "reference")]
"""As Numbers, in ascending order; sorted once for all formulas that use the same range."""
Matrix = Annotated[np.ndarray, Kind("matrix", "array")]
"""2-D float64; anything in it that is no number is #VALUE!."""
Array = Annotated[np.ndarray, Kind("array", "array")]
"""2-D array of scalars (float64, bool or object), blanks None, errors left in it."""
CrossingArray = Annotated[np.ndarray, Kind("array", "crossing")]
"""As Array; in an ordinary formula one cell of a range, that in the formula's row or column."""
NeededArray = Annotated[np.ndarray, Kind("array", "array", True)]
"""As Array; nothing at all is #N/A."""
RangeArray = Annotated[np.ndarray, Kind("array", "reference")]
"""As Array, without making expressions inside it array formulas."""
Records = Annotated[np.ndarray, Kind("records", "reference")]
"""As RangeArray, headings with records below them: without the blank records that a reference has
below the used part of its sheet, but for a first one."""
Cells = Annotated[Any, Kind("cells", "reference")]
"""The values of a range or array as a 2-D array, errors left in it; a value given directly as it
is, scalar or error, for functions that treat the two differently (COUNT)."""
ArrayCells = Annotated[Any, Kind("cells", "array")]
"""As Cells, and expressions inside it become array formulas (MODE)."""
Range = Annotated[Any, Kind("range", "reference")]
"""A :class:`~xl_kpis.formula.functions.support.ranges.Range`: a reference read when asked, or an
array."""
RangeOfEach = Annotated[Any, Kind("range", "references")]
"""As Range; expressions inside it become array formulas, and of an array of references each is
answered (SUMIF)."""
ArrayRange = Annotated[Any, Kind("range", "array")]
"""As Range, and expressions inside it become array formulas (SUMPRODUCT)."""
Ref = Annotated[Reference, Kind("ref", "reference")]
"""A Reference; anything else is #VALUE!."""
Any_ = Annotated[Any, Kind("any", "reference")]
"""The value as it comes: scalar, error, array or Reference."""
Whole = Annotated[Any, Kind("whole", "reference")]
"""As Any_, and an array that goes on over whole columns or rows is a
:class:`~xl_kpis.formula.values.repeated.Repeated`."""
Long = Annotated[Any, Kind("long", "reference")]
"""As Cells, or a :class:`~xl_kpis.formula.values.repeated.Repeated`."""
LongArray = Annotated[Any, Kind("long", "array")]
"""As Long, and expressions inside it become array formulas."""
AnyArray = Annotated[Any, Kind("any", "array")]
"""As Any_, and expressions inside it become array formulas (AGGREGATE)."""
AnyOfEach = Annotated[Any, Kind("any", "references")]
"""As AnyArray, and of an array of references each is answered (AGGREGATE)."""
Callable = Annotated[Any, Kind("callable", "value")]
"""A Lambda; call it with ``ctx.apply(function, *values)``."""


class Context:
    """What a function may ask of the calculation; take it as a parameter ``ctx: Context``.

    The evaluator implements it. Positions count from 0.
    """

    date1904: bool
    region: Region
    """Whose separators, names and orders of dates texts have."""
    cell: tuple[int, int, int]
    """Sheet, row and column of the formula's cell."""
    memo: dict[Any, Any]
    """A cache that lives as long as no cell changes; keys start with the function's name."""
    books: int
    """How many workbooks are calculated at once; 0 for one on its own."""

    def stacked(self, ref: Reference) -> Any:
        """A range in each of the workbooks calculated at once, as a ``Stacked``."""
        raise NotImplementedError

    def now(self) -> float:
        """The serial of now, local time; fixed for the whole calculation."""
        raise NotImplementedError

    @property
    def random(self) -> np.random.Generator:
        raise NotImplementedError

    def read(self, ref: Reference) -> Any:
        """A single cell's scalar, or a rectangle's 2-D array."""
        raise NotImplementedError

    def read_item(self, ref: Reference) -> Any:
        """As :meth:`read`, where one of many calls made at once gave a reference."""
        return self.read(ref)

    def used(self, ref: Reference) -> Any:
        """As :meth:`read`, cut to the used part of its own sheet: for totals and searches, to
        which the blanks beyond make no difference."""
        raise NotImplementedError

    def once(self, ref: Reference) -> Any:
        """As :meth:`read`; of a very large rectangle a
        :class:`~xl_kpis.formula.values.repeated.Repeated`."""
        raise NotImplementedError

    def filled(self, ref: Reference) -> Any:
        """As :meth:`used`, in reading order; of a very large rectangle a column of what is not
        blank: for totals, to which no blank makes a difference."""
        raise NotImplementedError

    def kinds(self, ref: Reference) -> Kinds | None:
        """What kinds of values the used cells of a range have, and their numbers; None where only
        :meth:`filled` tells."""
        return None

    def reference(self, text: str, *, a1: bool = True) -> Reference:
        """The reference a text spells (an address, a name, a structured reference), seen from
        the formula's cell; fails with #REF!."""
        raise NotImplementedError

    def apply(self, function: Any, *args: Any) -> Any:
        """Call a Lambda."""
        raise NotImplementedError

    def formula_text(self, sheet: int, row: int, col: int) -> str | None:
        """The formula of a cell with its ``=``, as a person sees it; None if it has none."""
        raise NotImplementedError

    def formula_cells(self, area: Area) -> np.ndarray:
        """Which cells of an area hold a formula: booleans in its shape."""
        raise NotImplementedError

    def model(self) -> Any:
        """The :class:`xl_kpis.formula.sheets.model.Model`: sheets, names, tables, hidden rows."""
        raise NotImplementedError

    def subtotal_rows(self, sheet: int, col: int) -> np.ndarray:
        """The rows of a column, ascending, whose formulas call SUBTOTAL or AGGREGATE (which skip
        such cells)."""
        raise NotImplementedError

    def filled_down(self, sheet: int, row: int, col: int, rows: int) -> Any:
        """What a cell's formula would give if it were filled down some rows; a cell without
        formula gives its value."""
        raise NotImplementedError


class OneByOne(Exception):
    """A run that cannot be evaluated as lanes after all; its cells are taken one by one."""


@record
class Example:
    """A formula, what it gives, and the cells it reads (a nested list fills a block)."""

    formula: str
    result: Any
    cells: dict[str, Any] = field(default_factory=dict)


def ex(formula: str, result: Any, **cells: Any) -> Example:
    """``ex("=SUM(A1:A2)", 3, A1=[[1], [2]])``; errors as ``NUM`` …, arrays as nested lists."""
    return Example(formula, result, cells)


@record
class Parameter:
    """What a function takes at one place."""

    name: str
    kind: Kind
    optional: bool
    default: Any
    repeats: bool


@record
class Function:
    """A declared worksheet function."""

    name: str
    implementation: PyCallable[..., Any]
    parameters: tuple[Parameter, ...]
    help: PyCallable[[str], str]
    """One sentence on what it gives, by language."""
    examples: tuple[Example, ...]
    category: str
    group: int
    """How many parameters repeat together (SUMIFS: 2); 0 if none do."""
    vector: bool
    lifted: PyCallable[..., Any] | None
    volatile: bool
    empty: Literal["blank", "default"]
    context: bool
    special: bool
    asks: frozenset[Asked] = frozenset()
    """What it needs beyond its arguments."""
    binds: bool = False
    subtotal: bool = False
    multiplies: bool = False
    """Whether it adds up the products of what stands at the same place in its arguments."""
    stretched: tuple[tuple[int, int], ...] = ()
    """Arguments read in the shape of others: (number of the one, number of the other)."""
    position: Literal["row", "column"] | None = None
    total: Total | ChosenTotal | None = None
    loop: Loop | None = None
    bounds: tuple[tuple[int, Bounds], ...] = ()
    """What arguments may be, by their positions."""
    gives_numbers: bool = False
    """Whether it gives one number or truth value, or an error: never text, a reference or an array
    but for arrays where scalars are taken."""
    references: bool = False
    least: int = 0
    picks: tuple[int, ...] = ()
    """Arguments of which it gives one item, where they are alike, one row or one column each."""
    ignores: frozenset[str] = frozenset()
    """Kinds of items that make no difference in its arrays, wherever they stand."""
    repeats: Literal["once", "adds"] | None = None
    """What further items do that are like those before them."""
    windows: PyCallable[..., Any] | None = None
    """An implementation for cells of a run whose ranges are other rows in each of them."""
    scattered: PyCallable[..., Any] | None = None
    """An implementation for lanes whose ranges are other cells in each, wherever they stand."""
    codes: tuple[tuple[str, Codes], ...] = ()
    """Arguments whose values stand for something, by name; ``result`` is what it gives."""
    see: tuple[str, ...] = ()
    """Functions of other families that do something near to it."""
    finds: Finds | None = None
    """How it finds an item of an array."""
    passes: bool = False
    """Whether it gives its first argument as it is where the others are left out or 0."""
    selects: PyCallable[..., Any] | None = None
    """What it gives of the values of its first argument, and the numbers of the rows for which the
    second holds."""
    by_item: bool = False
    """Whether it gives of an array what it gives of each item, and of a reference that of its first
    cell."""
    drawn: PyCallable[..., Any] | None = None
    """An implementation that draws one number for each of many cells."""
    alike: bool = False
    """Whether it gives the same in all cells at one time, though it is volatile."""
    skips: int | None = None
    """The argument that says whether empty texts in its arrays are left out."""
    skips_errors: tuple[int, frozenset[float]] | None = None
    """The argument, and which numbers in it say that errors in its arrays are left out."""
    each: Literal["cell", "row"] | None = None
    """What of the arrays before it its last argument is called for, one after the other."""
    carries: Literal["last", "every"] | None = None
    """Which of the values it gives that its last argument makes of its first one and of each item
    of the array between them."""
    rearranges: bool = False
    """Whether it gives items of its arrays, and which of them and where depends on the arrays'
    shapes and the other arguments alone."""

    @property
    def hides(self) -> bool:
        """Whether results nearer to 0 than any number with all its digits are made 0. Totals and
        what is written into loops are worked out in several ways, of which none looks for them."""
        return self.total is None and self.loop is None and self.windows is None

    @property
    def gives_several(self) -> bool:
        """Whether the result may be an array or a reference: it says what it returns, and what it
        does not say is taken for possible. What works item by item gives one value for one."""
        if self.vector:
            return False
        returns = str(self.implementation.__annotations__.get("return", "Any"))
        return any(word in returns for word in ("Any", "ndarray", "Reference"))

    @property
    def minimum(self) -> int:
        """The least number of arguments."""
        return self.least or sum(not p.optional and not p.repeats for p in self.parameters)

    @property
    def maximum(self) -> int:
        return 255 if self.group else len(self.parameters)

    def parameter(self, index: int) -> Parameter:
        """The parameter an argument by position goes to."""
        if index < len(self.parameters):
            return self.parameters[index]
        start = len(self.parameters) - self.group
        return self.parameters[start + (index - start) % self.group]


FUNCTIONS: dict[str, Function] = {}
"""All functions by Excel's name, in upper case."""
_declaring = allocate_lock()
OWN: dict[str, None] = {}
"""The names among them under which users put functions of their own, in that order."""
REPLACED: dict[str, Function] = {}
"""The functions whose place those took."""


def function(
    *,
    help: PyCallable[[str], str] | None = None,
    examples: list[Example] | tuple[Example, ...] = (),
    name: str | None = None,
    aliases: tuple[str, ...] = (),
    category: str | None = None,
    group: int = 0,
    vector: bool = False,
    lifted: PyCallable[..., Any] | None = None,
    volatile: bool = False,
    empty: Literal["blank", "default"] = "blank",
    special: bool = False,
    asks: Collection[Asked] | None = None,
    binds: bool = False,
    subtotal: bool = False,
    multiplies: bool = False,
    stretched: dict[str, str] | None = None,
    position: Literal["row", "column"] | None = None,
    total: Total | ChosenTotal | None = None,
    loop: Loop | None = None,
    bounds: dict[str, Bounds] | None = None,
    references: bool = False,
    least: int | None = None,
    picks: tuple[str, ...] = (),
    ignores: Collection[str] = (),
    repeats: Literal["once", "adds"] | None = None,
    windows: PyCallable[..., Any] | None = None,
    scattered: PyCallable[..., Any] | None = None,
    codes: dict[str, Codes] | None = None,
    see: tuple[str, ...] = (),
    finds: Finds | None = None,
    passes: bool = False,
    selects: PyCallable[..., Any] | None = None,
    by_item: bool = False,
    drawn: PyCallable[..., Any] | None = None,
    alike: bool = False,
    skips: str | None = None,
    skips_errors: tuple[str, Collection[float]] | None = None,
    each: Literal["cell", "row"] | None = None,
    carries: Literal["last", "every"] | None = None,
    rearranges: bool = False,
    put: PyCallable[[str, Function], None] | None = None,
    **sentences: str,
) -> PyCallable[[PyCallable[..., Any]], PyCallable[..., Any]]:
    """Declare a worksheet function. Its docstring begins with a sentence: help in English.

    Parameters
    ----------
    help : the sentence of help by language, where it is not the implementation's docstring in
        English and in other languages what ``functions.py`` of the language says under the name.
    sentences : the same, written out by language code (``en="…", fr="…"``), for functions that do
        not come with the engine.
    examples : tests and documentation, from :func:`ex`.
    name : Excel's name, where it is not the Python name with dots for underscores.
    aliases : older or other names of exactly the same function.
    category : where the documentation lists it; by default the module's own name.
    group : how many trailing parameters repeat together; ``*rest`` alone is a group of one.
        With a group of two or more the implementation takes ``*rest`` and its first parameters
        of the group named before it, as ``def SUMIFS(sum_range, criteria_range, criteria, *more)``.
    vector : the implementation also takes float64 arrays, all of one shape or broadcastable, in
        place of scalars. It may return arrays with not-a-number, which becomes #NUM!.
    lifted : a second implementation for arrays where scalars are taken (a column of lookup values
        at once). Those arguments come as 2-D arrays of one shape: float64 for number kinds, str
        for Text, anything for Scalar and Raw; where they hold errors the errors are put into its
        result, save for Raw. It returns an array of that shape, or None to be called elementwise.
    volatile : recalculated always; ``alike`` if all cells get the same (TODAY), not each its own
        (RAND).
    by_item : of an array it gives an array, of a reference what it gives of its first cell (N, T).
    drawn : a second implementation for many cells: from a generator, the shape of the cells and the
        arguments as arrays of numbers; None where some of them get no number.
    empty : what an argument left empty between commas is: a blank, or the default.
    special : evaluated by the compiler itself (IF, LET, …); declared for its documentation.
    references : given arrays it gives a reference for each item (OFFSET), not their values.
    least : how many arguments it needs, where that is more than its parameters without default. A
        function of nothing but ``*rest`` needs one.

    bounds : what numbers may be, by parameter: ``{"number": at_least(0)}``; any other ends the call
        with the bounds' error, once all arguments are what their kinds make of them (of ``lifted``
        the item: what it gives for such items does not matter).

    What follows says what the engine may do with a call. A function that says nothing is always
    right, if perhaps slower: one that takes no context is taken to depend on its arguments alone,
    one that takes a context to ask for anything.

    asks : what it asks of its context beyond its arguments (:data:`Asked`); ``[]`` for nothing but
        the workbook's date system, its own memo and the cells of references it was given. Give it
        only where all that the function can ever ask is named.
    binds : its arguments are names and expressions of them, as those of LET.
    subtotal : cells whose formulas call it are left out by others of its kind (SUBTOTAL).
    multiplies : it adds up the products of what stands at the same place in its arguments.
    stretched : parameters whose reference is read from its corner in the shape of another's:
        ``{"sum_range": "range"}``.
    position : it gives the row or the column of a reference, or of its own cell.
    total : how it brings cells together, one after another, for totals over ranges that grow.
    picks : parameters of which it gives one item, whatever the other arguments, where what they
        are given is alike and one row or one column each.
    ignores : kinds of items that make no difference in the arrays and ranges it is given, wherever
        they stand: "blank", "text", "logical", "zero", "error". Blanks beyond the used part of a
        sheet are then not looked at, nor what an expression gives for them. (Of parameters that
        take numbers it is known that they leave out blanks, texts and truth values.)
    repeats : what items do that are like others before them: nothing at all ("once", as in a
        maximum), or they are added ("adds").
    windows : an implementation for all cells of a run going down whose ranges move or grow with
        them. Ranges come as
        :class:`~xl_kpis.formula.functions.support.windows.MovingRange`, all other arguments as one
        value or a column of them. It gives a value for each cell, and flags of
        cells better evaluated by themselves; or it raises :class:`OneByOne`.
    scattered : an implementation for many cells whose ranges stand anywhere, each of as many cells
        as those of the others. It takes the context, ranges as arrays with a row for each cell, all
        other arguments as lists with an item for each, and gives a value for each; or it raises
        :class:`OneByOne`.
    codes : what the values of an argument stand for, by parameter: ``{"basis": BASES}``, from
        :mod:`~xl_kpis.formula.functions.support.meanings`; ``result`` is what the function gives.
    see : functions of other families that do something near to it.
    finds : how it finds what its first argument is in its second.
    passes : it gives its first argument as it is where the others are left out or 0.
    selects : what it gives, where its second argument says which rows of the first are meant: of
        those values, and the numbers of the rows that it holds for, some of them. Where it holds
        for none the third argument is given, or #CALC!.
    skips : the parameter that says whether empty texts are left out, wherever they stand in the
        arrays it is given; by default they are.
    each : it gives what its last argument, a LAMBDA, gives for each "cell" of the arrays before it,
        or for each "row".
    carries : its last argument, a LAMBDA, makes of a value, at first its first argument, and of
        each item of an array the next value; it gives the "last" one, or "every" one.
    rearranges : it gives items of its arrays; which of them and where, the arrays' shapes and its
        other arguments tell.
    skips_errors : a parameter, and the numbers that say in it that errors are left out of arrays
        that are worked out, not of ranges alone.
    put : lets a name stand for it; by default for everybody, in :data:`FUNCTIONS`.
    loop : how it is written in a loop over plain numbers. A function of numbers that asks for
        nothing is called as it is.

    That a function gives one number is read off its annotation (``-> float | ExcelError``).
    """
    unknown = [code for code in sentences if not re.fullmatch(r"[a-z]{2}", code)]
    if unknown:
        raise TypeError(f"function() has no {unknown[0]}=")
    if sentences and help is None:
        help = partial(_written_out, sentences)

    def register(implementation: PyCallable[..., Any]) -> PyCallable[..., Any]:
        parameters, context = _parameters(implementation)
        together = group or int(any(p.repeats for p in parameters))
        if group > 1:
            parameters = tuple(p for p in parameters if not p.repeats)
        checks = _checks(parameters, bounds or {}, vector)
        checked = bounded(implementation, checks) if checks else implementation
        names, shapes = [p.name for p in parameters], (stretched or {}).items()
        if not {*names, "result"}.issuperset(codes or ()):
            raise TypeError(f"codes of what is no parameter: {', '.join(codes or ())}")
        excel_name = name or implementation.__name__.strip("_").replace("_", ".")
        declared = Function(
            excel_name,
            checked,
            parameters,
            help or partial(_documented, excel_name, implementation.__doc__),
            tuple(examples),
            category or implementation.__module__.rpartition(".")[2],
            together,
            vector,
            bounded_items(lifted, checks) if checks and lifted else lifted,
            volatile,
            empty,
            context,
            special,
            (ANYTHING if context else frozenset()) if asks is None else frozenset(asks),
            binds,
            subtotal,
            multiplies,
            tuple((names.index(own), names.index(other)) for own, other in shapes),
            position,
            total,
            loop,
            tuple(checks.items()),
            vector or _returned(implementation) <= _NUMERIC,
            references,
            least or int(len(parameters) == 1 and parameters[0].repeats),
            tuple(map(names.index, picks)),
            frozenset(ignores),
            repeats,
            windows,
            scattered,
            tuple((codes or {}).items()),
            see,
            finds,
            passes,
            selects,
            by_item,
            drawn,
            alike,
            None if skips is None else names.index(skips),
            skips_errors and (names.index(skips_errors[0]), frozenset(skips_errors[1])),
            each,
            carries,
            rearranges,
        )
        for key in (excel_name, *aliases):
            (put or _put)(key.upper(), declared)
        return checked

    return register


def _put(name: str, declared: Function) -> None:
    """Let a name stand for a function. A user's stays, however late the engine's own comes."""
    with _declaring:
        known = FUNCTIONS.get(name)
        if declared.category == "own":
            OWN[name] = None
            if known is not None and known.category != "own":
                REPLACED[name] = known
        elif known is not None and known.category == "own":
            REPLACED[name] = declared
            return
        FUNCTIONS[name] = declared


def forget(name: str) -> None:
    """A user's function is no longer one; what it replaced is back."""
    with _declaring:
        FUNCTIONS.pop(name, None)
        OWN.pop(name, None)
        if name in REPLACED:
            FUNCTIONS[name] = REPLACED.pop(name)


def _checks(
    parameters: tuple[Parameter, ...], bounds: dict[str, Bounds], arrays: bool
) -> dict[int, Bounds]:
    """Bounds by the positions of their parameters."""
    found = {i: bounds[p.name] for i, p in enumerate(parameters) if p.name in bounds}
    if len(found) < len(bounds) or any(parameters[i].repeats for i in found):
        raise TypeError(f"bounds of what is no parameter on its own: {', '.join(bounds)}")
    if bounds and arrays:
        raise TypeError("a function that also takes arrays looks after its bounds itself")
    return found


_translated = Texts("functions")


def _documented(name: str, documentation: str | None, language: str) -> str:
    """The sentence of a function that comes with the engine."""
    if language == DEFAULT:
        return " ".join((documentation or "").partition("\n\n")[0].split())
    return _translated(name, language)


def _written_out(sentences: dict[str, str], language: str) -> str:
    return sentences.get(language) or sentences.get(DEFAULT) or next(iter(sentences.values()))


_NUMERIC = frozenset({"float", "int", "bool", "ExcelError"})


def _returned(implementation: PyCallable[..., Any]) -> set[str]:
    """The names of the types an implementation says it returns."""
    written = implementation.__annotations__.get("return", "Any")
    text = written if isinstance(written, str) else getattr(written, "__name__", str(written))
    return {part.strip() for part in text.split("|")}


def _kind(hint: Any) -> Kind | None:
    """The kind an annotation names, also in ``Integer | None``."""
    for part in (hint, *typing.get_args(hint)):
        for mark in getattr(part, "__metadata__", ()):
            if isinstance(mark, Kind):
                return mark
    return None


def _hint(implementation: PyCallable[..., Any], name: str) -> Any:
    """What a parameter's annotation stands for. Families are many and imported at every start:
    a plain name is looked up at once, anything else the thorough way."""
    written = implementation.__annotations__.get(name)
    if not isinstance(written, str):
        return written
    plain = written.removesuffix(" | None")
    found = getattr(implementation, "__globals__", {}).get(plain)
    if found is None:
        found = typing.get_type_hints(implementation, include_extras=True)[name]
    return found


def _parameters(implementation: PyCallable[..., Any]) -> tuple[tuple[Parameter, ...], bool]:
    found, context = [], False
    for item in inspect.signature(implementation).parameters.values():
        hint = _hint(implementation, item.name)
        if hint is Context:
            context = True
            continue
        kind = _kind(hint)
        if kind is None:
            raise TypeError(f"{implementation.__name__}: parameter {item.name} names no kind")
        repeats = item.kind is inspect.Parameter.VAR_POSITIONAL
        optional = item.default is not inspect.Parameter.empty
        default = item.default if optional else None
        found.append(Parameter(item.name.strip("_"), kind, optional, default, repeats))
    return tuple(found), context
