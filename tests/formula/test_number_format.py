"""Number formats: each case is something Excel shows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_kpis.errors import VALUE
from xl_kpis.formula.values.number_format import cell_code, display, format_all, format_value
from xl_kpis.formula.values.number_format.sections import parse_format

DAY = 45351.774  # 29 February 2024, 18:34:33.6


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        # placeholders, thousands, rounding as the decimal a person sees
        (1234.5, "#,##0.00", "1,234.50"),
        (0.0, "#", ""),
        (0.5, ".##", ".5"),
        (1.0, "#.##", "1."),
        (1.0, "0##", "01"),
        (1.0, "0??", "0 1"),
        (1.0, "0,????", "0    1"),
        (1.0, "0,???", "0,  1"),
        (2.675, "0.00", "2.68"),
        (1.005, "0.00", "1.01"),
        (2.0**60, "0", "1152921504606850000"),
        # a single section shows no minus sign where nothing is left of the number
        (-0.001, "0.00", "0.00"),
        (-0.001, "0.00;-0.00", "-0.00"),
        (-0.001, "0.00;@", "-0.00"),
        (-0.01, "# ?/?", "-0    "),
        (1234567.0, '0.0,,"M"', "1.2M"),
        (1234567.0, "#,##0,", "1,235"),
        (12.0, "00000", "00012"),
        (7.0, "0,000", "0,007"),
        (3.5, "??0.0?", "  3.5 "),
        (5551234567.0, "(000) 000-0000", "(555) 123-4567"),
        (123.0, '0"-"0"-"0', "1-2-3"),
        (12.345, "0.0.0", "12.3.5"),
        (101.0, r"###\###\##0.00", "#1#01.00"),
        (1234568223.0, "** #,###,#00,000.00,**", " 1,234,568.22"),
        (1234.5, ",0", ",1235"),
        # percent signs count wherever they are
        (0.256, "0.0%", "25.6%"),
        (0.256, "%0", "%26"),
        (0.5, "0%%", "5000%%"),
        # literals, fills, widths
        (1234.56, "$x*y#,##0* ", "$x1,235"),
        (5.0, '"Q"0', "Q5"),
        (5.0, r"\Q0", "Q5"),
        (5.0, "0_)", "5 "),
        # sections
        (-3.0, "$#,##0_);($#,##0)", "($3)"),
        (0.0, "0;-0;;@", ""),
        (0.0, '0;-0;"none"', "none"),
        (-1.0, "0", "-1"),
        (-1.0, "", "-"),
        (1.0, "", ""),
        ("x", "0;0;0;[@]", VALUE),
        ("x", '0;0;0;"<"@">"', "<x>"),
        ("x", "0", "x"),
        ("x", ";;;", ""),
        ("hi", ";;;yes", "yes"),
        (5.0, '"n "@', "5"),
        ("a", '"n "@@', "n aa"),
        (0.0, '"a";"b";@', "a"),
        # conditions
        (1.0, '[<10]#" small";#', "1 small"),
        (10.0, '[<10]#" small"', "10"),
        (50.0, '[>=100]"big";[>=10]"middle";"small"', "middle"),
        (-9.0, '[>-10]#" up"', "-9 up"),
        (-5.0, "[<0]0;0", "5"),
        (3.0, "[Red]0;[Blue]0", "3"),
        (3.5, "[Red]", "3.5"),
        (3.5, "[$-409]", ""),
        (-5.0, '[<>-6]"A"0;"B"0', "-A5"),
        (-5.0, '[<>-5]"A"0;"B"0', "B5"),
        (-5.0, '[<-6]"A"0;"B"0', "B5"),
        (-5.0, '[=-6]"A"0;"B"0', "-B5"),
        (-5.0, '[>2]"A"0;"B"0', "-B5"),
        (-5.0, '[<-6]"A"0', "5"),
        (-5.0, '[>2]"A"0', "-5"),
        (-5.0, '[<-6]"A"0;[>2]"B"0;"C"0', "-C5"),
        (-5.0, '[>2]"A"0;[<=-4]"B"0;"C"0', "B5"),
        (-5.0, '[>2]"A"0;[<=0]"B"0;"C"0', "-B5"),
        (-10.0, '"A"0;[=-11]"B"0;"C"0', "-C10"),
        (6.0, '[>=100]"A"0;[<=-100]"B"0', VALUE),
        (1.0, "0;0;0;0", VALUE),
        (1.0, "0.0 General", VALUE),
        # scientific: the exponent is a multiple of the places before the point
        (123456.0, "0.00E+00", "1.23E+05"),
        (123456.0, "##0.0E+0", "123.5E+3"),
        (0.00123, "0.0E-0", "1.2E-3"),
        (9.99, "0E+0", "1E+1"),
        (0.0, "##0.0E+0", "000.0E+0"),
        (-1234.0, "0.0e+0", "-1.2e+3"),
        (123456789.0, "0x0.00E+0", "0x1.23E+8"),
        (123456789.0, "0.00E+#x#", "1.23E+x8"),
        (1.0, "?x?.?x?E+?x?", " x1. x E+ x0"),
        (1.0, "0 E+ 0", "1 E +0"),
        (96969.9, "00.E+00", "10.E+04"),
        # fractions
        (0.5, "# ?/?", " 1/2"),
        (2.0, "# ?/?", "2    "),
        (1.5, "# ??/??", "1  1/2 "),
        (3.14159, "# ??/16", "3  2/16"),
        (3.14159, "?/?", "22/7"),
        (3.141592653589793, "# ??/??", "3  1/7 "),
        (12.0, "00/00", "12/01"),
        (1234.0, "0 0/0", "1234 0/1"),
        (12345.67, "00 0z0/00", "1234 5z65/97"),
        (12345.67, "00 00/0z0", "12345 02/3z0"),
        (12345.67, "00 ??/?z?", "12345  2/3z "),
        (12.3456789, "#??/??", "1000/81"),
        (0.00001, "??/??", " 0/1 "),
        (3.0, "0 ##/##", "3      "),
        (-0.75, "# ?/?", "- 3/4"),
        # dates
        (DAY, "ss:mm", "34:34"),
        (DAY, "s m", "34 34"),
        (DAY, "hh:yy:mm", "18:24:34"),
        (DAY, "ss dd mm", "34 29 34"),
        (DAY, "ss:[mm] yyyy ss:mm", "34:65306554 2024 34:02"),
        (DAY, "yyyy:mm yyyy ss:mm", "2024:02 2024 34:34"),
        (DAY, "[hh]:hh", "1088442:1088442"),
        (DAY, "hh:[mm]", "1088442:34"),
        (DAY, "[h]:[m]", VALUE),
        (DAY, "[h] AM/PM", VALUE),
        (DAY, "ss.0000", VALUE),
        (1.25, "Generaldd", "1.2501"),
        (39114.25, "mmGeneral", "0239114.25"),
        (1.25, "General General", VALUE),
        (1.25, "@General", VALUE),
        (2.222, ".E+000", ".E+001"),
        (2.222e9, "0.000E+00 0.00", "2.222E+00 9.00"),
        (2.222, "E+00", VALUE),
        (2.222, "0E+", VALUE),
        (2.222, "[Red][Blue]0", VALUE),
        (2.222, "[>1][<5]0", VALUE),
        (2.222, "[>1]0;[<0]0;[=3]0", VALUE),
        (DAY, "yyyy-mm-dd hh:mm:ss", "2024-02-29 18:34:34"),
        (DAY, "d mmm yy, dddd", "29 Feb 24, Thursday"),
        (DAY, "mmmmm", "F"),
        (DAY, "YYYY", "2024"),
        (DAY, "h:mm AM/PM", "6:34 PM"),
        (DAY, "h a/p", "6 p"),
        (DAY, "mm:ss.0", "34:33.6"),
        (DAY, "h:m", "18:34"),
        (DAY, "m/d", "2/29"),
        (DAY, "[$-40C]dddd d mmmm", "jeudi 29 février"),
        (DAY, "[$-fr-FR]mmm", "févr"),
        (DAY, "[$-407]mmmm", "Februar"),
        (DAY, "[$-40B]d-mmm-yyyy", "29-helmi-2024"),
        (DAY, "[$-40B]d-mmmm-yyyy", "29-helmikuu-2024"),
        (DAY, "[$-41F]dddd d mmmm", "Perşembe 29 Şubat"),
        (DAY, "[$-804]mmmm dddd", "二月 星期四"),
        (DAY, "[$-fi-FI]ddd", "to"),
        (DAY, "[$-4FF]mmmm", "February"),
        (DAY, "[$€-407]0", "€45352"),
        (DAY, "[$-F400]h:mm:ss", "6:34:34 PM"),
        (DAY, "ee", "2024"),
        (DAY, "e-m", "2024-2"),
        (DAY, "b", "67"),
        (0.70707, "hh .00 .000", "16 .84 .848"),
        (0.70707, "hhh:mmm:sss", "16:Jan:11"),
        (45350.999999, "yyyy-mm-dd", "2024-02-29"),
        (60.0, "d/m/yyyy", "29/2/1900"),
        (0.0, "d/m/yyyy", "0/1/1900"),
        (1.5, "[h]:mm:ss", "36:00:00"),
        (1.5, "[mm]:ss", "2160:00"),
        (-1.5, "[h]", "-36"),
        (-1.5, "[h]:mm", VALUE),
        (-1.0, "yyyy", VALUE),
        (2958466.0, "yyyy", VALUE),
        (2958466.0, "[h]", "71003184"),
        (0.999999, "h:mm:ss", "0:00:00"),
        # what cannot be mixed
        (1.0, "0y", VALUE),
        (1.0, "0@", VALUE),
        (1.0, "[what]0", VALUE),
        (1.0, "0/", VALUE),
        (1.0, "/", VALUE),
        (1.0, "n", VALUE),
        (1.0, "mm%", VALUE),
        (1.0, "d .#", VALUE),
        (1.0, '"', VALUE),
        (1.0, "0_", VALUE),
        (1.0, "@;@", VALUE),
        (1.0, "0;0;0;@;0", VALUE),
        # General
        (1 / 3, "General", "0.333333333"),
        (12345678902.5, "General", "12345678903"),
        (123456789012.0, "General", "1.23457E+11"),
        (12.5, 'General" kg"', "12.5 kg"),
        (-12.5, 'General" kg"', "-12.5 kg"),
    ],
)
def test_value_through_format(value: float | str, code: str, shown: object) -> None:
    assert format_value(value, code) == shown


def test_1904_shows_negative_dates() -> None:
    assert format_value(0.0, "yyyy-mm-dd", True) == "1904-01-01"
    assert format_value(-1.0, "d", True) == "-2"


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [(None, "0", ""), (True, "0", "TRUE"), (-1.0, "d", "########"), (VALUE, "0", "#VALUE!")],
)
def test_cells_show_every_kind_of_value(value: object, code: str, shown: str) -> None:
    assert display(value, code) == shown


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("General", "G"),
        ("0", "F0"),
        ("#,##0.00", ",2"),
        ("$#,##0_);($#,##0)", "C0"),
        ("$#,##0_);[Red]($#,##0)", "C0-"),
        ("0.00%", "P2"),
        ("0.00E+00", "S2"),
        ("# ?/?", "G"),
        ("m/d/yy", "D4"),
        ("d-mmm-yy", "D1"),
        ("d-mmm", "D2"),
        ("mmm-yy", "D3"),
        ("mm/dd", "D5"),
        ("h:mm AM/PM", "D7"),
        ("h:mm:ss AM/PM", "D6"),
        ("h:mm", "D9"),
        ("h:mm:ss", "D8"),
        ("(0)", "F0()"),
        ("@", "G"),
    ],
)
def test_name_of_a_format(code: str, name: str) -> None:
    assert cell_code(code) == name


CODES = st.text('0#?.,%/E+-@;[]<>=hmsdyAPMe"\\_* $x1General', max_size=14)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


@given(CODES, NUMBERS)
def test_any_code_gives_a_text_or_an_error(code: str, number: float) -> None:
    shown = format_value(number, code)
    assert isinstance(shown, str) or shown is VALUE


@given(st.floats(0, 1e12), st.integers(0, 6), st.booleans())
def test_simple_sections_show_what_general_ones_do(size: float, places: int, commas: bool) -> None:
    code = ("#,##0" if commas else "0") + ("." + "0" * places if places else "")
    section = parse_format(code).numbers[0]
    assert section.simple is not None
    quick = format_value(size, code)
    simple, section.simple = section.simple, None
    try:
        assert format_value(size, code) == quick
    finally:
        section.simple = simple


@given(
    st.lists(
        st.floats(-1e12, 1e12)
        | st.integers(-(10**6), 10**6).map(lambda n: n / 1000)
        | st.sampled_from([0.0, 0.005, -0.004, 2.675, 1e15, 1e300, -1e-300]),
        max_size=8,
    ),
    st.sampled_from(
        (
            *("0", "0.00", "#,##0.0", "0%", "0.0%", "#", "$0.00", "000", "0.00;@", "0,"),
            *("0.0000000000", "General", "yyyy", "0.00;-0", "# ?/?", "0.0E+0", "[<5]0"),
            *('"n "0.0', "0.00;;;x;y"),
        )
    ),
)
def test_many_numbers_are_shown_as_each_is(numbers: list[float], code: str) -> None:
    shown = format_all(np.array(numbers), code)
    assert shown is None or shown == [format_value(number, code) for number in numbers]


def test_usual_codes_are_shown_all_at_once() -> None:
    for code in ("0", "0.00", "#,##0.0", "0%", "$0.00"):
        assert format_all(np.array([1.0]), code) is not None
