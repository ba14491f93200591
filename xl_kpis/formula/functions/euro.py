"""EUROCONVERT: the currencies that became the euro, at their fixed rates."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated

from xl_kpis.errors import VALUE
from xl_kpis.formula.functions.declare import Kind, Logical, Number, Scalar, Text, ex, function
from xl_kpis.formula.functions.support.meanings import PRECISIONS

MaybeNumber = Annotated[float | None, Kind("number", "value")]

_RATES = {
    # units of the currency per euro, and the decimals its amounts are rounded to
    "ATS": ("13.7603", 2),
    "BEF": ("40.3399", 0),
    "DEM": ("1.95583", 2),
    "ESP": ("166.386", 0),
    "EUR": ("1", 2),
    "FIM": ("5.94573", 2),
    "FRF": ("6.55957", 2),
    "GRD": ("340.75", 0),
    "IEP": ("0.787564", 2),
    "ITL": ("1936.27", 0),
    "LUF": ("40.3399", 0),
    "NLG": ("2.20371", 2),
    "PTE": ("200.482", 0),
    "SIT": ("239.64", 2),
}


def _significant(amount: Decimal, digits: int) -> Decimal:
    if not amount:
        return amount
    return amount.quantize(Decimal(1).scaleb(amount.adjusted() - digits + 1), ROUND_HALF_UP)


@function(
    examples=[
        ex('=EUROCONVERT(1.2,"DEM","EUR")', 0.61),
        ex('=EUROCONVERT(1,"FRF","DEM",TRUE,3)', 0.29728616),
        ex('=EUROCONVERT(1,"FRF","DEM",FALSE,3)', 0.30),
        ex('=EUROCONVERT(1,"USD","EUR")', VALUE),
    ],
    codes={"full_precision": PRECISIONS},
)
def EUROCONVERT(
    number: Number,
    source: Text,
    target: Text,
    full_precision: Logical = False,
    triangulation_precision: MaybeNumber = None,
) -> Scalar:
    """An amount in one of the currencies that became the euro, or in euros, in another of them."""
    one, other = _RATES.get(source.upper()), _RATES.get(target.upper())
    if one is None or other is None:
        return VALUE
    if triangulation_precision is not None and triangulation_precision < 3.0:
        return VALUE
    if source.upper() == target.upper():
        return number
    euros = Decimal(repr(number)) / Decimal(one[0])
    if triangulation_precision is not None and source.upper() != "EUR" != target.upper():
        euros = _significant(euros, int(triangulation_precision))
    amount = euros * Decimal(other[0])
    if not full_precision:
        amount = amount.quantize(Decimal(1).scaleb(-other[1]), ROUND_HALF_UP)
    return float(amount)
