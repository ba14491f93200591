"""Workbook files: read into a :class:`~xl_kpis.formula.sheets.model.Model`, values spliced back.

``package`` is the zip and its XML, ``read`` goes from there to a model, ``write`` puts values back.
Never in here: a formula evaluated, a byte changed that was not asked for.

>>> from xl_kpis.formula.xlsx import open_package, read_model, save
>>> package = open_package("client.xlsx")            # doctest: +SKIP
>>> model = read_model(package)                      # doctest: +SKIP
>>> save(package, model, "client-out.xlsx")          # doctest: +SKIP
"""

from xl_kpis.formula.xlsx.package.file_limits import DEFAULT, Limits
from xl_kpis.formula.xlsx.package.package import Package, open_package
from xl_kpis.formula.xlsx.package.refusal import WorkbookError
from xl_kpis.formula.xlsx.read.cell_formats import number_formats
from xl_kpis.formula.xlsx.read.workbook import read_asked, read_model
from xl_kpis.formula.xlsx.write.saving import Written, save, write_values

__all__ = [
    "DEFAULT",
    "Limits",
    "Package",
    "WorkbookError",
    "Written",
    "number_formats",
    "open_package",
    "read_asked",
    "read_model",
    "save",
    "write_values",
]
