"""An openpyxl workbook in memory, as the file it would save."""

from __future__ import annotations

import io
from typing import Any

from xl_kpis.formula.xlsx.package.refusal import WorkbookError


def is_openpyxl(source: Any) -> bool:
    """Whether this is a workbook of openpyxl's (which is imported already, if so)."""
    return any(base.__module__.startswith("openpyxl.") for base in type(source).__mro__)


def serialized(workbook: Any) -> bytes:
    """The file openpyxl saves: what it does not keep is not in it.

    :class:`WorkbookError` for one that holds no formulas, can be written only once, or cannot be
    saved.

    >>> import openpyxl
    >>> serialized(openpyxl.Workbook())[:2]
    b'PK'
    """
    for mode, is_so in (
        ("read only", workbook.read_only),
        ("write only", workbook.write_only),
        ("data only", workbook.data_only),
    ):
        if is_so:
            raise WorkbookError(f"openpyxl {mode}")
    out = io.BytesIO()
    said = None
    try:
        workbook.save(out)
    except Exception as wrong:  # whatever openpyxl minds: the person learns what it said
        said = str(wrong) or type(wrong).__name__
    if said is not None:
        raise WorkbookError("openpyxl unsaved", said=said)
    return out.getvalue()
