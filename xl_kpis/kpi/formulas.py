"""Functions written out as Excel formulas, with every error of the table.

Texts have no leading ``=``, use ``,`` and ``.`` and only functions every spreadsheet has. The
errors come from expressions that give them in Excel and LibreOffice alike.

>>> from xl_kpis.kpi import KPI_COMPLETION
>>> arithmetic(KPI_COMPLETION, ["B2", "B3"])
'B2/B3'
>>> native(KPI_COMPLETION, ["B2", "B3"])[:46]
'IF(ISERROR(B2),B2,IF(ISERROR(B3),B3,IF(OR(ISBL'
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xl_kpis.errors import DIV0, NA, NUM, VALUE
from xl_kpis.kpi.days import FIRST_DAY, day_of
from xl_kpis.kpi.expr import Expr, Symbol, wrap
from xl_kpis.kpi.helpers import bind, setting_of
from xl_kpis.kpi.lambdas import looked_up
from xl_kpis.kpi.model import Argument, Function, Kind, Rule
from xl_kpis.kpi.spelling import written
from xl_kpis.kpi.texts import text
from xl_kpis.languages import DEFAULT
from xl_kpis.languages.conventions import conventions

ERROR_TEXT = {NA: "NA()", VALUE: '"x"*1', DIV0: "1/0", NUM: "10^999"}
"""SQRT(-1) and VALUE("x") are errors of their own kind in LibreOffice, so not these."""

Names = Mapping[str, str]
"""What each given argument is called in the formula: a cell, a range, a parameter."""


def native(function: Function, references: Sequence[str | None]) -> str:
    """The function as a formula over cells, for any spreadsheet.

    References in argument order; None, or nothing, for an omitted optional one. Any expression
    may stand for a reference, but cells keep the formula short and blanks recognisable. A helper's
    KPI, tier and language must be literals (``'"mentoring.retention"'``, ``"2"``): ``ValueError``
    if they are cells, or for the few helpers that are no formula at all.
    """
    if function.formula is None:
        function, references = _bound(function, references)
    return _guarded(function, _names(function, references))


def arithmetic(function: Function, references: Sequence[str | None]) -> str:
    """Only the arithmetic, no errors looked for: ``(B3-B4)/B2``."""
    if function.formula is None:
        function, references = _bound(function, references)
    return _formula(function, _names(function, references))


def call_text(function: Function, arguments: Sequence[Any], language: str = "en") -> str:
    """A call with literal arguments as a person of this language types it into Excel.

    >>> from xl_kpis.kpi import KPI_SATISFACTION, KPI_TIER
    >>> call_text(KPI_TIER, [0.85, "ARPU"]), call_text(KPI_TIER, [0.85, "ARPU"], "fr")
    ('KPI_TIER(0.85,"ARPU")', 'KPI_TIER(0,85;"ARPU")')
    >>> call_text(KPI_SATISFACTION, [[[9, 8], [7, 6]]])
    'KPI_SATISFACTION({9,8;7,6})'
    """
    spelled = conventions(language)

    def literal(value: Any) -> str:
        if isinstance(value, list):
            return (
                "{"
                + ";".join(spelled.column_separator.join(map(literal, row)) for row in value)
                + "}"
            )
        if isinstance(value, bool):
            return spelled.true if value else spelled.false
        if isinstance(value, (int, float)):
            return wrap(value).excel().replace(".", spelled.decimal)
        if isinstance(value, str):
            return wrap(value).excel()
        return "" if value is None else str(value)

    def one(argument: Argument, value: Any) -> str:
        if argument.kind is not Kind.DATE or not isinstance(value, (int, float)):
            return literal(value)
        day = day_of(value)
        return f"DATE({spelled.argument_separator.join(map(str, (day.year, day.month, day.day)))})"

    given = map(one, function.arguments, arguments)
    return f"{function.name}({spelled.argument_separator.join(given)})"


def rule_text(rule: Rule, names: Names) -> str:
    """A rule's condition over cells: TRUE where the input is wrong."""
    symbols = [Symbol(names[name]) for name in rule.needs]
    return wrap(rule.condition(*symbols)).excel()


def valid_input(argument: Argument, reference: str, tests: Sequence[str] = ()) -> str:
    """TRUE where a single number is one the argument takes, for data validation; and where further
    ``tests`` hold."""
    least = {Kind.COUNT: 0, Kind.DATE: FIRST_DAY}.get(argument.kind)
    bound = [] if least is None else [f"{reference}>={least}"]
    whole = [f"ISNUMBER({reference})", *bound, *tests]
    return f"AND({','.join(whole)})" if len(whole) > 1 else whole[0]


def lambda_text(function: Function, in_file: bool = False) -> str:
    """The function as a LAMBDA for the name manager of Excel 365.

    ``in_file`` gives the spelling of a defined name in the file: ``_xlfn.LAMBDA(_xlpm.start…``.
    ``ValueError`` for helpers that are no formula, or too long for one.
    """
    if function.formula is None:
        function = looked_up(function, in_file)
    names = {a.name: _parameter(a, in_file) for a in function.arguments}
    required = {a.name: names[a.name] for a in function.arguments if not a.optional}
    body = _guarded(function, required)
    prefix = "_xlfn." if in_file else ""
    optional = [a for a in function.arguments if a.optional]
    if optional:
        omitted = names[optional[0].name]
        body = f"IF({prefix}ISOMITTED({omitted}),{body},{_guarded(function, names)})"
    declared = [
        f"[{names[a.name]}]" if a.optional and not in_file else names[a.name]
        for a in function.arguments
    ]
    return f"{prefix}LAMBDA({','.join(declared)},{body})"


def _parameter(argument: Argument, in_file: bool) -> str:
    if not in_file:
        return argument.name
    return ("_xlop." if argument.optional else "_xlpm.") + argument.name


def _names(function: Function, references: Sequence[str | None]) -> Names:
    pairs = zip(function.arguments, references, strict=False)
    return {argument.name: ref for argument, ref in pairs if ref is not None}


def _bound(function: Function, references: Sequence[str | None]) -> tuple[Function, list[Any]]:
    """A helper bound to the words among its arguments, and the other arguments."""
    pairs = list(zip(function.arguments, references, strict=False))
    words = [_literal(ref) if argument.kind is Kind.WORD else None for argument, ref in pairs]
    try:
        bound = bind(function, *setting_of(function, words))
    except KeyError as error:
        raise ValueError(f"{function.name} with {error} cannot be a formula") from None
    return bound, [ref for argument, ref in pairs if argument.kind is not Kind.WORD]


def _literal(text: str | None) -> str | float | None:
    """What a literal in a formula stands for; ``ValueError`` if it is none."""
    if text is None:
        return None
    if len(text) >= 2 and text[0] == text[-1] == '"':
        return text[1:-1].replace('""', '"')
    try:
        return float(text)
    except ValueError:
        raise ValueError(f"{text} is no literal, so the KPI is not known beforehand") from None


def _formula(function: Function, names: Names) -> str:
    assert function.formula is not None
    symbols = [Symbol(names[a.name]) for a in function.arguments if a.name in names]
    return wrap(function.formula(*symbols)).excel()


def _guarded(function: Function, names: Names) -> str:
    """The formula inside the table of errors, in its order."""
    given = [a for a in function.arguments if a.name in names]
    body = _checked(function, names)
    blank = [a for a in given if a.optional and a.is_numeric]
    if blank:
        without = {name: ref for name, ref in names.items() if name != blank[0].name}
        body = f"IF(ISBLANK({names[blank[0].name]}),{_checked(function, without)},{body})"
    required = [names[a.name] for a in given if not a.optional and not a.is_range]
    body = _if([f"ISBLANK({ref})" for ref in required], ERROR_TEXT[NA], body)
    for argument in reversed(given):
        probe = names[argument.name]
        probe = f"SUM({probe})" if argument.is_range else probe
        body = f"IF(ISERROR({probe}),{probe},{body})"
    return body


def _checked(function: Function, names: Names) -> str:
    """Types, then rules, then the formula."""
    body = _formula(function, names)
    rules = [rule for rule in function.rules if all(name in names for name in rule.needs)]
    while rules:
        error = rules[-1].error
        same: list[str] = []
        while rules and rules[-1].error is error:
            same.insert(0, rule_text(rules.pop(), names))
        body = _if(same, ERROR_TEXT[error], body)
    wrong = []
    numbers = []
    for argument in function.arguments:
        if argument.name not in names:
            continue
        ref = names[argument.name]
        if argument.is_numeric:
            # LibreOffice takes TRUE for a number, hence the second test.
            numbers += [f"ISNUMBER({ref})", f"NOT(ISLOGICAL({ref}))"]
        if argument.paired_with:
            other = names[argument.paired_with]
            wrong += [f"ROWS({other})<>ROWS({ref})", f"COLUMNS({other})<>COLUMNS({ref})"]
        if argument.kind is Kind.DATES:
            wrong.append(f'SUMPRODUCT(ISTEXT({ref})*({ref}<>""))>0')
    body = _if(wrong, ERROR_TEXT[VALUE], body)
    return f"IF(AND({','.join(numbers)}),{body},{ERROR_TEXT[VALUE]})" if numbers else body


def _if(conditions: list[str], then: str, otherwise: str) -> str:
    """``IF`` of any of these conditions; no IF at all if there is none."""
    if not conditions:
        return otherwise
    test = conditions[0] if len(conditions) == 1 else f"OR({','.join(conditions)})"
    return f"IF({test},{then},{otherwise})"


def spoken(function: Function, labels: Mapping[str, str], language: str = DEFAULT) -> str:
    """The formula for people of a language, with a label for each argument: ``“Clients at …” ÷
    “…”``.

    Functions of ranges have no formula that people would recognise: empty.
    """
    if function.formula is None or any(argument.is_range for argument in function.arguments):
        return ""
    symbols = [Symbol(argument.name) for argument in function.arguments if not argument.optional]
    result: Expr = wrap(function.formula(*symbols))
    return written(result.as_typed(), labels, language)


def formula_words(function: Function, language: str) -> str:
    """The formula for people: in the labels of its arguments, or as its texts say it.

    >>> from xl_kpis.kpi import FUNCTIONS
    >>> formula_words(FUNCTIONS["KPI_RETENTION"], "en")
    '(Clients at the end − New clients) ÷ Clients at the start'
    """
    labels = {a.name: text(f"argument.{a.text_id}.label", language) for a in function.arguments}
    return (
        spoken(function, labels, language) or text.get(f"{function.name}.formula", language) or ""
    )
