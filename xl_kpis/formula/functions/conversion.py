"""CONVERT: units of measure and their prefixes."""

from __future__ import annotations

from typing import Final, NamedTuple

from xl_kpis.errors import NA, VALUE, fail
from xl_kpis.formula.functions.declare import StrictNumberOr0, StrictText, ex, function


class MeasureUnit(NamedTuple):
    """A unit of measure: what it measures, how large it is in the first unit of its kind, the
    power a prefix is raised to (0: takes none), and where its zero is."""

    kind: str
    size: float
    power: int = 0
    zero: float = 0.0


INCH: Final = 0.0254
FOOT: Final = 0.3048
YARD: Final = 0.9144
MILE: Final = 1609.344
NAUTICAL_MILE: Final = 1852.0
LIGHT_YEAR: Final = 9.4607304725808e15
PICA_POINT: Final = INCH / 72
SURVEY_MILE: Final = 1609.3472186944375
GALLON: Final = 231 * INCH**3
UK_GALLON: Final = 0.00454609

DECIMAL_PREFIXES: Final = {
    **{"Y": 1e24, "Z": 1e21, "E": 1e18, "P": 1e15, "T": 1e12, "G": 1e9, "M": 1e6, "k": 1e3},
    **{"h": 1e2, "da": 1e1, "e": 1e1, "d": 1e-1, "c": 1e-2, "m": 1e-3, "u": 1e-6, "n": 1e-9},
    **{"p": 1e-12, "f": 1e-15, "a": 1e-18, "z": 1e-21, "y": 1e-24},
}
BINARY_PREFIXES: Final = {
    prefix: 1024.0**power
    for power, prefix in enumerate(("ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"), 1)
}

UNITS: Final[dict[str, MeasureUnit]] = {}


def _add(kind: str, sizes: dict[str, float], power: int = 0) -> None:
    """Units of one kind; several names of the same unit stand in one key, apart by spaces."""
    for names, size in sizes.items():
        for unit in names.split():
            UNITS[unit] = MeasureUnit(kind, size, power)


_add("mass", {"g": 1.0, "u": 1.660538782e-24}, 1)
_add(
    "mass",
    {
        "sg": 14593.9029372064,
        "lbm": 453.59237,
        "ozm": 28.349523125,
        "grain": 0.06479891,
        "cwt shweight": 45359.237,
        "uk_cwt lcwt hweight": 50802.34544,
        "stone": 6350.29318,
        "ton": 907184.74,
        "uk_ton LTON brton": 1016046.9088,
    },
)
_add("distance", {"m": 1.0, "ang": 1e-10, "ly": LIGHT_YEAR, "parsec pc": 3.08567758128155e16}, 1)
_add(
    "distance",
    {
        "mi": MILE,
        "Nmi": NAUTICAL_MILE,
        "in": INCH,
        "ft": FOOT,
        "yd": YARD,
        "ell": 1.143,
        "Picapt Pica": PICA_POINT,
        "pica": INCH / 6,
        "survey_mi": SURVEY_MILE,
    },
)
_add("time", {"sec s": 1.0}, 1)
_add("time", {"yr": 31557600.0, "day d": 86400.0, "hr": 3600.0, "mn min": 60.0})
_add("pressure", {"Pa p": 1.0, "atm at": 101325.0, "mmHg": 133.322}, 1)
_add("pressure", {"psi": 6894.75729316836, "Torr": 101325.0 / 760.0})
_add("force", {"N": 1.0, "dyn dy": 1e-5, "pond": 0.00980665}, 1)
_add("force", {"lbf": 4.4482216152605})
_add(
    "energy",
    {
        "J": 1.0,
        "e": 1e-7,
        "c": 4.184,
        "cal": 4.1868,
        "eV ev": 1.602176487e-19,
        "Wh wh": 3600.0,
    },
    1,
)
_add(
    "energy",
    {"HPh hh": 2684519.53769617, "flb": 1.3558179483314, "BTU btu": 1055.05585262},
)
_add("power", {"W w": 1.0}, 1)
_add("power", {"HP h": 745.69987158227, "PS": 735.49875})
_add("magnetism", {"T": 1.0, "ga": 1e-4}, 1)
_add("volume", {"l L lt": 1e-3}, 1)
_add("volume", {"m3 m^3": 1.0, "ang3 ang^3": 1e-30}, 3)
_add(
    "volume",
    {
        "tsp": GALLON / 768,
        "tspm": 5e-6,
        "tbs": GALLON / 256,
        "oz": GALLON / 128,
        "cup": GALLON / 16,
        "pt us_pt": GALLON / 8,
        "uk_pt": UK_GALLON / 8,
        "qt": GALLON / 4,
        "uk_qt": UK_GALLON / 4,
        "gal": GALLON,
        "uk_gal": UK_GALLON,
        "barrel": 42 * GALLON,
        "bushel": 2150.42 * INCH**3,
        "ly3 ly^3": LIGHT_YEAR**3,
        "ft3 ft^3": FOOT**3,
        "in3 in^3": INCH**3,
        "mi3 mi^3": MILE**3,
        "yd3 yd^3": YARD**3,
        "Nmi3 Nmi^3": NAUTICAL_MILE**3,
        "Picapt3 Picapt^3 Pica3 Pica^3": PICA_POINT**3,
        "GRT regton": 100 * FOOT**3,
        "MTON": 40 * FOOT**3,
    },
)
_add("area", {"m2 m^2": 1.0, "ang2 ang^2": 1e-20}, 2)
_add("area", {"ar": 100.0}, 1)
_add(
    "area",
    {
        "uk_acre": MILE**2 / 640,
        "us_acre": SURVEY_MILE**2 / 640,
        "ha": 10000.0,
        "ly2 ly^2": LIGHT_YEAR**2,
        "ft2 ft^2": FOOT**2,
        "in2 in^2": INCH**2,
        "mi2 mi^2": MILE**2,
        "Morgen": 2500.0,
        "Nmi2 Nmi^2": NAUTICAL_MILE**2,
        "Picapt2 Picapt^2 Pica2 Pica^2": PICA_POINT**2,
        "yd2 yd^2": YARD**2,
    },
)
_add("information", {"bit": 1.0, "byte": 8.0}, 1)
_add("speed", {"m/h m/hr": 1 / 3600, "m/s m/sec": 1.0}, 1)
_add(
    "speed",
    {"admkn": 1853.184 / 3600, "kn": NAUTICAL_MILE / 3600, "mph": MILE / 3600},
    1,
)
_add("temperature", {"K kel": 1.0}, 1)
for _names, _unit in {
    "C cel": MeasureUnit("temperature", 1.0, 0, 273.15),
    "F fah": MeasureUnit("temperature", 5 / 9, 0, 459.67 * 5 / 9),
    "Rank": MeasureUnit("temperature", 5 / 9),
    "Reau": MeasureUnit("temperature", 1.25, 0, 273.15),
}.items():
    UNITS.update(dict.fromkeys(_names.split(), _unit))


def find_unit(text: str) -> MeasureUnit:
    """The unit a text names, with or without a prefix; #N/A if there is none."""
    unit = UNITS.get(text)
    if unit is not None:
        return unit
    for length in (1, 2):
        prefix, unit = text[:length], UNITS.get(text[length:])
        if unit is None or not unit.power:
            continue
        factor = DECIMAL_PREFIXES.get(prefix)
        if factor is None and unit.kind == "information":
            factor = BINARY_PREFIXES.get(prefix)
        if factor is not None:
            return unit._replace(size=unit.size * factor**unit.power)
    return fail(NA)


@function(
    category="engineering",
    examples=[
        ex('=CONVERT(1,"lbm","kg")', 0.45359237),
        ex('=CONVERT(68,"F","C")', 20),
        ex('=CONVERT(0,"K","C")', -273.15),
        ex('=CONVERT(1,"km2","ha")', 100),
        ex('=CONVERT(1,"kibyte","bit")', 8192),
        ex('=CONVERT(1,"kmph","mph")', 1000),
        ex('=CONVERT(2.5,"ft","sec")', NA),
        ex('=CONVERT(1,"kly2","m2")', NA),
        ex('=CONVERT("x","ft","m")', VALUE),
    ],
)
def CONVERT(number: StrictNumberOr0, from_unit: StrictText, to_unit: StrictText) -> float:
    """A measure in another unit."""
    source, target = find_unit(from_unit), find_unit(to_unit)
    if source.kind != target.kind:
        fail(NA)
    if source == target:
        return number
    return (number * source.size + source.zero - target.zero) / target.size
