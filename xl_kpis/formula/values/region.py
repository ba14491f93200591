"""What a formula's value owes to the computer's region: separators, names, orders of dates.

Excel takes these from the settings of the computer it runs on, so one workbook gives ``1,5`` or
``1.5``, ``mars`` or ``March``. A :class:`Region` is passed to whatever reads or writes text; there
is no setting for the whole process. :data:`EN_US` needs nothing but this module; the others are
made in :mod:`xl_kpis.formula.values.regions`.
"""

from __future__ import annotations

from dataclasses import field
from typing import Final, Literal, TypeAlias

from xl_kpis.formula.values.calendar_names import ENGLISH, Names
from xl_kpis.record_class import record


@record
class Region:
    """One region's ways. There is one object of each, so caches may have it in their keys.

    >>> EN_US.number("1.5"), EN_US.tag
    ('1.5', 'en-US')
    """

    tag: str = "en-US"
    decimal: str = "."
    group: str = ","
    groups_read: str = ","
    """Characters that may separate thousands in a text that is read as a number."""
    list_separator: str = ","
    """Between arguments of a formula, and items of an array shown as text."""
    column_separator: str = ","
    """Between the columns of an array in a formula."""
    order: Literal["mdy", "dmy", "ymd"] = "mdy"
    date_separator: str = "/"
    names: Names = ENGLISH
    letters: dict[str, str] = field(default_factory=dict)
    """The letters of TEXT's codes (lower case) that are not those of English → the English ones;
    English letters that mean nothing here are not among them. Empty: all as in English."""
    general: str = "General"
    """The word for the General format."""
    colours: dict[str, str] = field(default_factory=dict)
    """Words for colours in format codes (lower case) → the English ones."""
    true: str = "TRUE"
    false: str = "FALSE"
    errors: dict[str, str] = field(default_factory=dict)
    """Codes of errors in English → as shown here, where they differ."""
    currency: str = "$"
    money: tuple[str, str] = ("$", "")
    """What stands before and after an amount of money,"""
    debt: tuple[str, str] = ("($", ")")
    """and a negative one."""
    long_date: str = "dddd, mmmm d, yyyy"
    time: str = "h:mm:ss AM/PM"
    dotless_i: bool = False
    """Whether i and ı are two letters, as in Turkish."""

    def number(self, text: str) -> str:
        """A number written with a point, as it is written here."""
        return text if self.decimal == "." else text.replace(".", self.decimal)

    def numbers(self, texts: list[str]) -> list[str]:
        """Numbers written with a point, as they are written here."""
        return texts if self.decimal == "." else list(map(self.number, texts))

    def grouped(self, text: str) -> str:
        """A number written with commas between thousands and a point, as it is written here."""
        if self.decimal == "." and self.group == ",":
            return text
        return text.translate({ord(","): self.group, ord("."): self.decimal})

    def logical(self, value: bool) -> str:
        """The word for a truth value."""
        return self.true if value else self.false


EN_US = Region()
"""English (United States), which the formats in files are written for."""
AUTO: Final = "auto"
"""In place of a tag: the region that a workbook tells."""

RegionSource: TypeAlias = Literal["given", "values", "hints", "nothing"]
"""What told a workbook's region: whoever called, its values, what else it says, or nothing."""
