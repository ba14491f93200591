"""What the package shows the world: its names, and one family of exceptions."""

from __future__ import annotations

import importlib
import inspect
import pickle
import pkgutil
import re
import types
from pathlib import Path
from typing import Any

import pytest

import xl_kpis
from xl_kpis import AddressError, Book, CellTypeError, EditError, ExcelError, XlKpisError

ROOT = Path(__file__).parents[1]
BUILT_IN = (ValueError, LookupError, TypeError)


def _exceptions() -> dict[str, type[BaseException]]:
    found: dict[str, type[BaseException]] = {}
    for module in pkgutil.walk_packages(xl_kpis.__path__, "xl_kpis."):
        if module.name.endswith("__main__") or ".hosts." in module.name:
            continue  # hosts need their programs
        for name, value in vars(importlib.import_module(module.name)).items():
            is_exception = inspect.isclass(value) and issubclass(value, BaseException)
            if is_exception and value.__module__.startswith("xl_kpis"):
                found[name] = value
    return found


def test_what_callers_meet_is_of_one_family() -> None:
    inner = {"UnknownEncoding"}  # the reader says it in a WorkbookError
    strangers = {
        name
        for name, kind in _exceptions().items()
        if issubclass(kind, BUILT_IN) and not issubclass(kind, XlKpisError)
    }
    assert strangers == inner
    public = [getattr(xl_kpis, name) for name in xl_kpis.__all__]
    raised = [kind for kind in public if inspect.isclass(kind) and issubclass(kind, Exception)]
    assert all(issubclass(kind, (XlKpisError, Warning)) for kind in raised)
    assert len(raised) > 8


def test_every_public_name_is_there_and_documented() -> None:
    assert len(set(xl_kpis.__all__)) == len(xl_kpis.__all__)
    for name in xl_kpis.__all__:
        value = getattr(xl_kpis, name)
        assert name == "__version__" or inspect.getdoc(value), name
        assert name in dir(xl_kpis)
    for name, member in inspect.getmembers(Book):
        if not name.startswith("_"):
            assert inspect.getdoc(member), f"Book.{name}"


def inner_members() -> re.Pattern[str]:
    """What the API page leaves out of a book: of use to the rest of the program alone."""
    hidden = re.findall(r'"!(\^\(.*\)\$)"', (ROOT / "mkdocs.yml").read_text("utf-8"))
    assert hidden
    return re.compile("|".join(hidden))


def test_every_public_name_has_an_example_that_runs() -> None:
    """(That it runs, test_docstrings sees to.)"""
    for name in xl_kpis.__all__:
        value = getattr(xl_kpis, name)
        if not isinstance(value, (str, types.UnionType)):  # which have no docstrings of their own
            assert ">>> " in (value.__doc__ or ""), name
            home = Path(inspect.getsourcefile(value) or "")
            assert home.is_relative_to(ROOT / "xl_kpis")
            assert not home.is_relative_to(ROOT / "xl_kpis" / "hosts" / "libreoffice")
    inner = inner_members()
    shown = [name for name in vars(Book) if not name.startswith("_") and not inner.match(name)]
    assert len(shown) > 20
    assert [n for n in shown if ">>> " not in (inspect.getdoc(getattr(Book, n)) or "")] == []


@pytest.mark.parametrize(
    ("refused", "kinds"),
    [
        (lambda b: b["No!A1"], (AddressError, KeyError)),
        (lambda b: b.sheets["No"], (AddressError, KeyError)),
        (lambda b: b.names["rate"], (AddressError, KeyError)),
        (lambda b: b.__setitem__("B1", 3), (EditError, ValueError)),
        (lambda b: b.__setitem__("A1:A2", [1, 2, 3]), (EditError, ValueError)),
        (lambda b: b.__setitem__("A1", float("nan")), (EditError, ValueError)),
        (lambda b: b.__setitem__("A1", object()), (CellTypeError, TypeError)),
        (lambda b: b.formula.__setitem__("A1", "1+1"), (EditError, ValueError)),
        (lambda b: b.to_bytes(), (EditError, ValueError)),
        (lambda b: b.function.remove("NO"), (AddressError, KeyError)),
        (lambda b: b.solve({}, ["A1"]), (EditError, ValueError)),
        (lambda b: b.solve({"B1": 1}, ["B1"]), (EditError, ValueError)),
        (lambda b: b.solve({"B1": 1}, ["A1"], {"C1": (0, 1)}), (EditError, ValueError)),
        (lambda b: b.solve({"B1": 1}, ["A1"], {"A1": (1, 0)}), (EditError, ValueError)),
        (lambda b: b.solve({"B1": 1, "C1": 2}, ["A1"]), (EditError, ValueError)),
        (lambda b: b.solve({"B1": 9}, ["A1"], {"A1": (None, 2)}), (EditError, ValueError)),
        (lambda b: b.evaluate("=1+"), (xl_kpis.FormulaSyntaxError, ValueError)),
        (lambda b: xl_kpis.load(b"no file"), (xl_kpis.WorkbookError, ValueError)),
        (lambda b: xl_kpis.evaluate("=1", region="xx-XX"), (xl_kpis.UnknownRegion, ValueError)),
        (lambda b: xl_kpis.remove_function("NO"), (AddressError, KeyError)),
    ],
)
def test_a_refusal_is_a_sentence_in_each_language(
    refused: Any, kinds: tuple[type[Exception], ...]
) -> None:
    book = Book.of({"A1": 1, "B1": "=A1*2"})
    with pytest.raises(XlKpisError) as caught:
        refused(book)
    problem = caught.value
    assert all(isinstance(problem, kind) for kind in kinds)
    assert str(problem) == problem.sentence() == problem.sentence("en")
    assert problem.sentence("fr")
    assert not str(problem).startswith(("'\"", '"'))
    again = pickle.loads(pickle.dumps(problem))
    assert (type(again), str(again)) == (type(problem), str(problem))


def test_what_is_no_name_of_the_package_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing_such"):
        xl_kpis.nothing_such  # noqa: B018
    assert ExcelError.of("#N/A") is xl_kpis.errors.NA
