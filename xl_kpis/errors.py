"""Excel's error values: one object per code, compared by identity; and the exceptions' family.

An error is a *value*: cells hold it, functions take and return it. ``Failure`` is the one
exception, raised inside a function's implementation to end it with an error value; the engine
turns it back into the value, so that no exception ever leaves a sheet.

What is refused is raised: every exception of this package that a caller may meet is an
:class:`XlKpisError`.

>>> NA
#N/A
>>> ExcelError.of("#DIV/0!") is DIV0
True
"""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn


class ExcelError:
    """An error value such as ``#N/A``. Use the constants of this module or :meth:`of`.

    >>> from xl_kpis import evaluate
    >>> evaluate("=NA()") is ExcelError.of("#N/A"), evaluate("=1/0").code
    (True, '#DIV/0!')
    """

    __slots__ = ("code", "number")
    _all: ClassVar[dict[str, ExcelError]] = {}

    code: str
    number: int
    """What ``ERROR.TYPE`` returns for it."""

    def __new__(cls, code: str, number: int = 0) -> ExcelError:
        known = cls._all.get(code)
        if known is None:
            known = super().__new__(cls)
            known.code, known.number = code, number
            cls._all[code] = known
        return known

    @classmethod
    def of(cls, code: str) -> ExcelError:
        """The error with this code; ``KeyError`` if Excel has none such."""
        return cls._all[code]

    @classmethod
    def codes(cls) -> tuple[str, ...]:
        """All codes, longest first (for tokenizers)."""
        return tuple(sorted(cls._all, key=len, reverse=True))

    def __repr__(self) -> str:
        return self.code

    __str__ = __repr__

    def __reduce__(self) -> tuple[type[ExcelError], tuple[str, int]]:
        return ExcelError, (self.code, self.number)


NULL = ExcelError("#NULL!", 1)
DIV0 = ExcelError("#DIV/0!", 2)
VALUE = ExcelError("#VALUE!", 3)
REF = ExcelError("#REF!", 4)
NAME = ExcelError("#NAME?", 5)
NUM = ExcelError("#NUM!", 6)
NA = ExcelError("#N/A", 7)
GETTING_DATA = ExcelError("#GETTING_DATA", 8)
SPILL = ExcelError("#SPILL!", 9)
CONNECT = ExcelError("#CONNECT!", 10)
BLOCKED = ExcelError("#BLOCKED!", 11)
UNKNOWN = ExcelError("#UNKNOWN!", 12)
FIELD = ExcelError("#FIELD!", 13)
CALC = ExcelError("#CALC!", 14)
BUSY = ExcelError("#BUSY!", 15)


class XlKpisError(Exception):
    """Something was refused, and ``str()`` is one sentence that says what and why.

    Every exception of this package that a caller may meet is one of these, and also the built-in
    exception one would expect: a ``ValueError``, ``KeyError`` or ``TypeError``.

    >>> from xl_kpis import Book
    >>> try:
    ...     Book.of({"A1": 1})["Nowhere!A1"]
    ... except XlKpisError as problem:
    ...     print(problem)
    'Nowhere!A1' is no cell, range or name of this workbook
    """

    def __str__(self) -> str:
        return Exception.__str__(self)  # a KeyError would put it into quotes

    def sentence(self, language: str = "en") -> str:
        """What ``str()`` says, in a language of the product where that is known."""
        return str(self)


class Failure(Exception):
    """Ends a function's implementation with an error value."""

    def __init__(self, error: ExcelError) -> None:
        super().__init__(error.code)
        self.error = error


def fail(error: ExcelError) -> NoReturn:
    """End the running function with this error value."""
    raise Failure(error)


def is_foreign(problem: BaseException) -> bool:
    """Whether an exception has nothing to do with the formula that was evaluated when it came:
    memory ran out, a package is not installed, or the host's own handler of a signal raised it. It
    is nobody's #VALUE!."""
    if isinstance(problem, (MemoryError, ModuleNotFoundError)):
        return True
    import signal

    handlers = [signal.getsignal(number) for number in signal.valid_signals()]
    codes = {_code_of(handler) for handler in handlers if callable(handler)}
    trace = problem.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code in codes:
            return True
        trace = trace.tb_next
    return False


def _code_of(handler: Any) -> Any:
    """The code that runs when a function, a method or another callable is called."""
    handler = getattr(handler, "func", handler)  # of functools.partial
    if not hasattr(handler, "__code__"):
        handler = type(handler).__call__
    return getattr(handler, "__code__", None)


def not_installed(problem: ModuleNotFoundError) -> ModuleNotFoundError:
    """The exception for a package that is missing, with a sentence that says what to do."""
    name = (problem.name or "").partition(".")[0]
    package = {"python_calamine": "python-calamine"}.get(name, name)
    said = f"{package} is needed for this and is not installed: pip install {package}"
    return ModuleNotFoundError(said, name=name) if name else problem
