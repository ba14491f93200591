"""Enough of pywin32 and of Excel's objects for xlwings' own UDF code to run anywhere.

``python pywin32_stub.py < calls > results`` (both pickled) imports the module named in the
calls as Excel would and makes each call through ``xlwings.udfs.call_udf``.
"""

from __future__ import annotations

import ctypes
import pickle
import sys
import types
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

MISSING = -2147352572
"""What VBA passes for an argument that was left out."""

RANGE = "{00020846-0000-0000-C000-000000000046}"


_SHEET = MagicMock()


class ComError(Exception):
    hresult = 0


@dataclass
class FakeRange:
    """A range as COM hands it over: ``Value`` is one cell's value or a tuple of rows."""

    Value: Any
    Row = Column = 1

    @property
    def Worksheet(self) -> Any:
        return _SHEET

    @property
    def Rows(self) -> Any:
        return types.SimpleNamespace(Count=len(self.Value) if type(self.Value) is tuple else 1)

    @property
    def Columns(self) -> Any:
        return types.SimpleNamespace(Count=len(self.Value[0]) if type(self.Value) is tuple else 1)

    @property
    def _oleobj_(self) -> Any:
        attributes = types.SimpleNamespace(iid=RANGE)
        info = types.SimpleNamespace(GetTypeAttr=lambda: attributes)
        return types.SimpleNamespace(GetTypeInfo=lambda: info)


@dataclass
class FakeWorkbook:
    """Keeps the VBA text and the help that ``import_udfs`` gives Excel."""

    Name: str = "Book1.xlsm"
    vba: str = ""
    options: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def VBProject(self) -> Any:
        project = MagicMock()
        project.VBComponents.side_effect = ComError
        project.VBComponents.Import = self._keep
        return project

    def _keep(self, file: str) -> None:
        self.vba = Path(file).read_text()

    @property
    def Application(self) -> Any:
        return types.SimpleNamespace(Version="16.0", MacroOptions=self._remember)

    def _remember(self, macro: str, **options: Any) -> None:
        self.options[macro.partition("!")[2]] = options

    Worksheets: Any = field(default_factory=list)


def install() -> Any:
    """Put the stubs in place and return ``xlwings.udfs``, imported as on Windows."""
    import pandas  # noqa: F401  (before the platform changes)

    names = "pythoncom pywintypes win32api win32con win32event win32gui win32process win32timezone"
    names += " win32com win32com.client win32com.server win32com.server.util"
    names += " win32com.server.dispatcher win32com.server.policy"
    for name in names.split():
        sys.modules[name] = MagicMock(name=name, __spec__=None, __file__=name)
    pywintypes: Any = sys.modules["pywintypes"]
    pywintypes.com_error = pywintypes.error = ComError
    pywintypes.TimeType = type("TimeType", (), {})
    pywintypes.IID = lambda text: text
    client: Any = sys.modules["win32com.client"]
    for name in ("CDispatch", "CoClassBaseClass", "DispatchBaseClass"):
        setattr(client, name, type(name, (), {}))
    client.Dispatch = lambda thing: thing
    for name in ("windll", "oledll", "PyDLL"):
        setattr(ctypes, name, MagicMock())
    real, sys.platform = sys.platform, "win32"
    try:
        import xlwings.udfs
    finally:
        sys.platform = real
    return xlwings.udfs


def main() -> None:
    module, calls = pickle.load(sys.stdin.buffer)
    udfs = install()
    book = FakeWorkbook()
    # xlwings prints what it imported; the results go to the same stream.
    out, sys.stdout = sys.stdout, sys.stderr
    udfs.import_udfs(module, book)
    results = [
        udfs.call_udf(module, name, tuple(args), None, FakeRange(None)) for name, args in calls
    ]
    pickle.dump((book.vba, book.options, results), out.buffer)


if __name__ == "__main__":
    main()
