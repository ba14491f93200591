"""The functions that the formulas of one book may call beside all others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, Unpack, overload

from xl_kpis.formula.functions.declare import Function
from xl_kpis.formula.functions.support.own import OwnOptions, declare_own
from xl_kpis.formula.functions.support.scoped import Scoped, within
from xl_kpis.formula.refusals import AddressError
from xl_kpis.formula.sheets.model import Model

if TYPE_CHECKING:
    from xl_kpis.formula.book import Book

F = TypeVar("F", bound=Callable[..., Any])


class Given(NamedTuple):
    """A function as a book was given it."""

    implementation: Callable[..., Any]
    options: OwnOptions


class BookFunctions:
    """A book's own functions: ``book.function`` declares one as :func:`xl_kpis.function` does for
    the whole process, with the same options. Other books do not know it, and where both declare a
    name, the book's is called.

    >>> from xl_kpis import Book
    >>> book, other = Book.of({"A1": "=NET(120)"}), Book.of({"A1": "=NET(120)"})
    >>> @book.function
    ... def NET(gross: float) -> float:
    ...     return gross / 1.2
    >>> book["A1"], other["A1"]
    (100.0, #NAME?)
    >>> list(book.function)
    ['NET']
    >>> book.function.remove("NET")
    >>> book["A1"]
    #NAME?

    Copies of the book know them, and so do processes it is sent to where functions are found by
    their names, as those at the top of a module are.
    """

    def __init__(self, book: Book) -> None:
        self._book = book

    @overload
    def __call__(self, implementation: F, /) -> F: ...

    @overload
    def __call__(self, /, **options: Unpack[OwnOptions]) -> Callable[[F], F]: ...

    def __call__(self, implementation: Any = None, /, **options: Unpack[OwnOptions]) -> Any:
        def register(implementation: Any) -> Any:
            self._book.take_functions([Given(implementation, options)])
            return implementation

        return register if implementation is None else register(implementation)

    def remove(self, name: str) -> None:
        """Take a function away again; ``KeyError`` if the book has none of that name."""
        self._book.drop_function(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._book.own.given)

    def __len__(self) -> int:
        return len(self._book.own.given)

    def __repr__(self) -> str:
        return f"<functions: {', '.join(self)}>"


class OwnFunctions(Scoped):
    """The functions of a book by their names in upper case, and what they were made of."""

    def __init__(self, model: Model) -> None:
        super().__init__(model)
        self.given: dict[str, Given] = {}

    def take(self, given: Given) -> None:
        """Declare a function."""

        def put(name: str, declared: Function) -> None:
            self[name], self.given[name] = declared, given

        with within(self):
            declare_own(given.implementation, given.options, put)

    def drop(self, name: str) -> None:
        """Forget one; ``AddressError`` if there is none."""
        if name.upper() not in self.given:
            raise AddressError("function.own", name=name)
        del self[name.upper()], self.given[name.upper()]
