"""Text that is no formula is refused in one sentence, whatever its size or depth."""

from __future__ import annotations

import contextlib
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_kpis.formula.grammar import (
    MAX_LENGTH,
    MAX_NESTING,
    FormulaSyntaxError,
    parse,
    parse_r1c1,
    references,
    shift,
    unparse,
)
from xl_kpis.languages import available

REFUSED = [
    ("", "empty", 0),
    (" = ", "empty", 0),
    ("=1+", "unfinished", 2),
    ("SUM(1", "unclosed", 3),
    ("(1", "unclosed", 0),
    ('"ab', "unclosed", 0),
    ("'ab", "unclosed", 0),
    ("1)", "unexpected", 1),
    ("()", "unexpected", 1),
    ("1,2", "unexpected", 1),
    ("1 2", "unexpected", 2),
    ('A1 "x"', "unexpected", 3),
    ("A1:2", "unexpected", 3),
    ("1:A1", "unexpected", 1),
    ("1E+5:6", "unexpected", 4),
    ("(A1,2)", "unexpected", 4),
    ("1(2)", "unexpected", 1),
    ("*1", "unexpected", 0),
    ("1E400", "number", 0),
    ("{1E400}", "number", 1),
    ("{1,2;3}", "array", 0),
    ("{1,{2}}", "array", 0),
    ("{A1}", "array", 0),
    ("{}", "array", 0),
    ("T[[a]", "columns", 1),
    ("T[[a]:[b]:[c]]", "columns", 1),
    ("T[[a],[#All]]", "columns", 1),
    ("T[a[b]]", "columns", 1),
    ("Sheet1!1", "unexpected", 7),
    ("Sheet1! A1", "unexpected", 8),
    ("Jan:Dec!rate", "unexpected", 8),
    ("$XFE$1", "unexpected", 0),
    ("#REF!F(1)", "unexpected", 6),
    ("#NOPE!", "unexpected", 0),
]


@pytest.mark.parametrize(("text", "reason", "position"), REFUSED)
def test_refused(text: str, reason: str, position: int) -> None:
    with pytest.raises(FormulaSyntaxError) as caught:
        parse(text)
    assert (caught.value.reason, caught.value.position) == (reason, position)
    for language in available():
        assert caught.value.sentence(language).endswith(".")


@pytest.mark.parametrize("part", ["(", "-", "SUM(", "IF(1,", "1+(", "LAMBDA(x,x)(", "2^(", "@"])
@pytest.mark.parametrize("count", [MAX_NESTING + 1, 7_000, 1_000_000])
def test_depth_is_refused_not_suffered(part: str, count: int) -> None:
    with pytest.raises(FormulaSyntaxError) as caught:
        parse(part * count)
    assert caught.value.reason in ("too_deep", "too_long")


@pytest.mark.parametrize(
    ("opening", "closing"), [("(", ")"), ("SUM(", ")"), ("IF(A1>1,1+2*", ",3)"), ("-(1^2&", ")")]
)
def test_what_excel_nests_is_allowed(opening: str, closing: str) -> None:
    node = parse(opening * 64 + "1" + closing * 64)
    assert parse(unparse(node)) == node


def test_length() -> None:
    assert parse("1" + " " * (MAX_LENGTH - 1)) == parse("1")
    with pytest.raises(FormulaSyntaxError, match="longer"):
        parse("1" + " " * MAX_LENGTH)


@pytest.mark.parametrize("link", ["+A1", "&A1", "^A1", "%", "=A1", " A1", ":A1", "#"])
def test_long_chains_need_no_stack(link: str) -> None:
    text = "A1" + link * 4_000
    moved = shift(parse(text), 1, 0)
    assert unparse(moved, files=False).count("A2") == text.count("A1")
    assert len(references(moved)) >= 1


@pytest.mark.parametrize(
    "text",
    [
        " " * 60_000 + "(",
        "A" * 60_000 + "!",
        "A1:" * 20_000,
        "[" * 60_000,
        "'" * 60_001,
        "A1" + " " * 60_000 + "B",
        ("A" + " " * 200) * 300,
        "{" + "1," * 30_000,
        "1." * 30_000,
    ],
)
def test_hostile_texts_take_no_time(text: str) -> None:
    # Each is refused or read in one pass; quadratic behaviour would take minutes.
    with contextlib.suppress(FormulaSyntaxError):
        parse(text)


@given(st.text(alphabet="A1$:!'\"[](){},;#@%^*+-=<> .xTRUELMBDA\n\\?é0", max_size=60))
@settings(deadline=None)
def test_any_text_parses_or_is_refused(text: str) -> None:
    for read in (parse, parse_r1c1):
        with contextlib.suppress(FormulaSyntaxError):
            read(text)


def test_errors_travel_between_processes() -> None:
    error = FormulaSyntaxError("unexpected", 3, ")")
    copy = pickle.loads(pickle.dumps(error))
    assert (copy.reason, copy.position, str(copy)) == (error.reason, 3, str(error))
