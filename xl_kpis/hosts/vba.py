"""The VBA module that calls the KPI functions through xlwings and gives real error values.

xlwings' own *Import Functions* writes such a module, too, but leaves errors as texts: there
``ISERROR`` is FALSE and charts draw a zero. It goes into a workbook (or an add-in) that has the
xlwings VBA module or a reference to the xlwings add-in, and replaces the imported one.
"""

from __future__ import annotations

from xl_kpis import __version__
from xl_kpis.hosts import adapter
from xl_kpis.kpi.catalogue import known_functions
from xl_kpis.kpi.model import Function

MODULE = "xl_kpis_udfs"
PYTHON_MODULE = "xl_kpis.hosts.excel"

ERRORS = {
    "#NULL!": "xlErrNull",
    "#DIV/0!": "xlErrDiv0",
    "#VALUE!": "xlErrValue",
    "#REF!": "xlErrRef",
    "#NAME?": "xlErrName",
    "#NUM!": "xlErrNum",
    "#N/A": "xlErrNA",
}
"""Texts that come back from Python and Excel's constants for them."""

_HEAD = """\
Attribute VB_Name = "{module}"
Option Explicit
' xl-kpis {version}: KPI functions for Excel on Windows. Made by: xl-kpis addin build excel
' Needs the VBA module or the add-in of xlwings. Changes here are lost when it is made again.
"""

_FUNCTION = """
Public Function {name}({parameters}) As Variant
    On Error GoTo Failed
    {name} = XlKpisResult(XLPy.CallUDF( _
        "{python}", "{name}", _
        Array({arguments}), _
        ThisWorkbook, Application.Caller))
    Exit Function
Failed:
    {name} = CVErr(xlErrValue)
End Function
"""

_RESULT = """
Private Function XlKpisResult(ByVal given As Variant) As Variant
    ' One value or rows of values, with the texts of errors made errors.
    Dim results() As Variant
    Dim i As Long
    Dim j As Long
    If Not IsArray(given) Then
        XlKpisResult = XlKpisValue(given)
        Exit Function
    End If
    ReDim results(LBound(given, 1) To UBound(given, 1), LBound(given, 2) To UBound(given, 2))
    For i = LBound(given, 1) To UBound(given, 1)
        For j = LBound(given, 2) To UBound(given, 2)
            results(i, j) = XlKpisValue(given(i, j))
        Next j
    Next i
    XlKpisResult = results
End Function

Private Function XlKpisValue(ByVal given As Variant) As Variant
    XlKpisValue = given
    If VarType(given) <> vbString Then Exit Function
    Select Case given
{cases}
    End Select
End Function

Public Sub XlKpisHelp()
    ' Run once per workbook: help and category for the function wizard.
{help}
End Sub
"""

_CASE = """\
        Case "{code}"
            XlKpisValue = CVErr({constant})"""


def module_text(language: str = "en") -> str:
    """The module's source, to be saved as ``xl_kpis_udfs.bas`` and imported.

    Plain ASCII: the editor reads files in the code page of the machine, so that other characters
    of the help are written as ``ChrW``.
    """
    pieces = [_HEAD.format(module=MODULE, version=__version__)]
    functions = known_functions().values()
    pieces += [_function(function) for function in functions]
    cases = [_CASE.format(code=code, constant=name) for code, name in ERRORS.items()]
    calls = [_help(function, language) for function in functions]
    pieces.append(_RESULT.format(cases="\n".join(cases), help="\n".join(calls)))
    return "".join(pieces)


def module_bytes(language: str = "en") -> bytes:
    """The module as a file, with the line ends VBA wants."""
    return module_text(language).replace("\n", "\r\n").encode("ascii")


def _function(function: Function) -> str:
    names = [argument.name for argument in function.arguments]
    parameters = [
        f"{'Optional ' if argument.optional else ''}{argument.name} As Variant"
        for argument in function.arguments
    ]
    return _FUNCTION.format(
        name=function.name,
        parameters=", ".join(parameters),
        python=PYTHON_MODULE,
        arguments=", ".join(names),
    )


def _help(function: Function, language: str) -> str:
    arguments = [adapter.argument_help(a, language) for a in function.arguments]
    lines = [
        f'    Application.MacroOptions Macro:="{function.name}", _',
        f'        Category:="{adapter.CATEGORY}", _',
        f"        Description:={literal(adapter.function_help(function, language))}, _",
        "        ArgumentDescriptions:=Array( _",
    ]
    lines.append(", _\n".join(f"            {literal(help)}" for help in arguments) + ")")
    return "\n".join(lines)


def literal(words: str) -> str:
    """A text as a VBA expression.

    >>> literal('say "oui" à')
    '"say ""oui"" " & ChrW(224)'
    """
    parts: list[str] = []
    run = ""
    for character in words:
        if " " <= character <= "~":
            run += '""' if character == '"' else character
        else:
            if run:
                parts.append(f'"{run}"')
            parts.append(f"ChrW({ord(character)})")
            run = ""
    if run or not parts:
        parts.append(f'"{run}"')
    return " & ".join(parts)
