"""What the numbers and words stand for that arguments take: ``match_mode``, ``basis``, ``unit`` …

A function names them where it declares its argument (``codes={"basis": BASES}``); the words are in
the section ``codes`` of each language.
"""

from __future__ import annotations

from xl_kpis.languages import Texts
from xl_kpis.record_class import record

_words = Texts("codes")


@record
class Codes:
    """The values of an argument that stand for something."""

    key: str
    """The beginning of their words' ids."""
    codes: tuple[str, ...]
    """As a person types them."""
    open: bool = False
    """Whether other values are taken, too."""
    names: tuple[str, ...] = ()
    """What each stands for, where that is the name of a function and the same in all languages."""

    def meanings(self, language: str) -> list[tuple[str, str]]:
        """Each value with what it stands for, one after the other.

        >>> Codes("case", ("0", "1")).meanings("en")[1]
        ('1', 'upper and lower case are the same')
        """
        if self.names:
            return list(zip(self.codes, self.names, strict=True))
        return [(code, _words(f"{self.key}.{_plain(code)}", language)) for code in self.codes]


def _plain(code: str) -> str:
    return code.strip('"')


def _codes(key: str, codes: str, *, open: bool = False, names: str = "") -> Codes:
    return Codes(key, tuple(codes.split("|")), open, tuple(names.split()))


# ---- looking up ---------------------------------------------------------------------------------

MATCH_TYPES = _codes("match type", "1|0|-1", open=True)
MATCH_MODES = _codes("match mode", "0|-1|1|2|3")
SEARCH_MODES = _codes("search mode", "1|-1|2|-2")
RANGE_LOOKUPS = _codes("range lookup", "TRUE|FALSE", open=True)
ABSOLUTES = _codes("absolute", "1|2|3|4", open=True)
STYLES = _codes("style", "TRUE|FALSE", open=True)
ORDERS = _codes("order", "1|-1")
BY_COLUMN = _codes("by column", "FALSE|TRUE", open=True)
ONCE = _codes("once", "FALSE|TRUE", open=True)
IGNORED = _codes("ignored", "0|1|2|3")
SCANNED = _codes("scanned", "FALSE|TRUE", open=True)
TRIMMED = _codes("trimmed", "0|1|2|3")
CRITERIA = _codes("criteria", '5|">5"|"<>5"|"red"|"<>red"|"r*"|"r?d"|"~*"|"="|"<>"|""', open=True)
HEADINGS = _codes("headings", "0|1|2|3")
TOTALS = _codes("totals", "0|1|2|-1|-2", open=True)
FIELDS = _codes("fields", "0|1")
WHOLES = _codes("wholes", "0|1|2|3|4")
SORTED_BY = _codes("sorted by", "1|-1|2|-2", open=True)

# ---- text ---------------------------------------------------------------------------------------

CASE = _codes("case", "0|1")
END = _codes("end", "0|1")
EMPTY = _codes("empty", "FALSE|TRUE", open=True)
MATCHES = _codes("matches", "0|1|2")
FORMS = _codes("form", "0|1")
COMMAS = _codes("commas", "FALSE|TRUE", open=True)
NUMERALS = _codes("numeral", "0|1|2|3|4|TRUE|FALSE")

# ---- dates --------------------------------------------------------------------------------------

DATE_UNITS = _codes("date unit", '"Y"|"M"|"D"|"YM"|"MD"|"YD"')
WEEKDAYS = _codes("weekday", "1|2|3|11|12|13|14|15|16|17")
WEEKS = _codes("week", "1|2|11|12|13|14|15|16|17|21")
WEEKENDS = _codes("weekend", '1|2|3|4|5|6|7|11|12|13|14|15|16|17|"0000011"')
DAYS_360 = _codes("days 360", "FALSE|TRUE", open=True)

# ---- money --------------------------------------------------------------------------------------

BASES = _codes("basis", "0|1|2|3|4")
BASES_OF_DEPRECIATION = _codes("basis", "0|1|3|4")
FREQUENCIES = _codes("frequency", "1|2|4")
DUE = _codes("due", "0|1", open=True)
SWITCHES = _codes("switch", "FALSE|TRUE", open=True)
ACCRUED = _codes("accrued", "TRUE|FALSE", open=True)
PRECISIONS = _codes("precision", "FALSE|TRUE", open=True)

# ---- numbers ------------------------------------------------------------------------------------

_ELEVEN = "AVERAGE COUNT COUNTA MAX MIN PRODUCT STDEV.S STDEV.P SUM VAR.S VAR.P"
_EIGHT = "MEDIAN MODE.SNGL LARGE SMALL PERCENTILE.INC QUARTILE.INC PERCENTILE.EXC QUARTILE.EXC"
SUBTOTALS = Codes(
    "subtotal",
    tuple(str(number) for start in (1, 101) for number in range(start, start + 11)),
    names=(*_ELEVEN.split(), *_ELEVEN.split()),
)
AGGREGATES = Codes(
    "aggregate",
    tuple(map(str, range(1, 20))),
    names=(*_ELEVEN.split(), *_EIGHT.split()),
)
LEFT_OUT = _codes("left out", "0|1|2|3|4|5|6|7")
SIGNS = _codes("signs", "+ +|- -|- +|+ -", open=True)
SIGNS_OF_FLOOR = _codes("signs of floor", "+ +|- -|- +|+ -", open=True)
NO_SIGNS = _codes("no signs", "±", open=True)
AWAY = _codes("away", "0|1", open=True)
TOWARDS = _codes("towards", "0|1", open=True)
WHOLE_NUMBERS = _codes("whole", "FALSE|TRUE", open=True)

# ---- statistics ---------------------------------------------------------------------------------

RANKS = _codes("rank", "0|1", open=True)
QUARTILES = _codes("quartile", "0|1|2|3|4")
INNER_QUARTILES = _codes("quartile", "1|2|3")
CONSTANTS = _codes("constant", "TRUE|FALSE", open=True)
STATISTICS = _codes("statistics", "FALSE|TRUE", open=True)
CUMULATIVE = _codes("cumulative", "TRUE|FALSE", open=True)
TAILS = _codes("tails", "1|2")
SAMPLES = _codes("samples", "1|2|3")
SEASONS = _codes("season", "1|0|12", open=True)
GAPS = _codes("gaps", "1|0")
AGGREGATION = _codes(
    "aggregation", "1|2|3|4|5|6|7", names="AVERAGE COUNT COUNTA MAX MEDIAN MIN SUM"
)
SMOOTHING = _codes("smoothing", "1|2|3|4|5|6|7|8")

# ---- what a value or a cell is ------------------------------------------------------------------

ABOUT_CELL = _codes(
    "about cell",
    '"address"|"row"|"col"|"contents"|"type"|"format"|"color"|"parentheses"|"prefix"|"protect"'
    '|"filename"|"width"',
)
ABOUT_PROGRAM = _codes(
    "about program",
    '"numfile"|"recalc"|"directory"|"origin"|"release"|"system"|"osversion"|"memavail"',
)
TYPES = _codes("type", "1|2|4|16|64|128")
ERRORS = Codes(
    "errors",
    tuple(map(str, range(1, 15))),
    names=(
        *("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA"),
        *("#SPILL!", "#CONNECT!", "#BLOCKED!", "#UNKNOWN!", "#FIELD!", "#CALC!"),
    ),
)
