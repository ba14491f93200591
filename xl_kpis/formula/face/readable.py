"""What can be read as a workbook: a :class:`~xl_kpis.formula.book.Book`, or one of many alike."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from xl_kpis.formula.reference import Area, Reference
from xl_kpis.formula.sheets.model import Model


class Readable(Protocol):
    """A workbook that can be asked for values, and for what stands where."""

    @property
    def model(self) -> Model:
        """Its sheets and names; what stands in cells comes from :meth:`array`."""

    def resolve(self, address: str) -> Reference:
        """The cells an address or a name stands for; ``KeyError`` if it stands for none."""

    def address(self, area: Area) -> str:
        """An area as one writes it, with its sheet."""

    def array(self, area: Area) -> np.ndarray:
        """The values of a rectangle, blanks None."""

    def formula_at(self, address: str) -> str | None:
        """The formula of a cell."""
