"""How a figure is counted in a log, as a formula."""

from __future__ import annotations

from collections.abc import Iterable

from xl_kpis.kpi.logs import Counted, Field, Log, Meaning, Where
from xl_kpis.kpi.model import Measure
from xl_kpis.workbook import layout

NONE = "NA()"
"""What counts a measure that is in no log."""


def counted_in_logs(pack: str, measure: Measure) -> str:
    """The formula that counts a measure in the logs; #N/A where no log tells.

    ``{s}`` stands for the cell with a period's first day, ``{n}`` for the day after its last one,
    ``{p}`` for the first day of the period before, ``{rating}`` for the cell with a rating.

    >>> sessions = next(m for _, m in layout.measures("remote") if m.id == "sessions_completed")
    >>> counted_in_logs("remote", sessions)[:45]
    'SUMPRODUCT(COUNTIFS(Sessions_date,">="&{s},Se'
    """
    counted = measure.counted
    if counted is None:
        return NONE
    log = next(log for log in layout.logs(pack) if log.id == counted.log)
    return _Counting(log, counted).formula()


class _Counting:
    def __init__(self, log: Log, counted: Counted) -> None:
        self.log, self.counted = log, counted

    def name(self, column: str) -> str:
        return layout.log_column_name(self.log.id, column)

    def formula(self) -> str:
        counted = self.counted
        found = getattr(self, f"_{counted.take}")()
        if counted.if_some:
            found = f"IF(COUNT({self.name(counted.if_some)})>0,{found},{NONE})"
        if counted.if_some_lack:
            some, every = self.name(counted.if_some_lack), self.name(counted.on)
            found = f"IF(COUNT({some})<COUNT({every}),{found},{NONE})"
        return str(found)

    # ---- what is taken ------------------------------------------------------------------------

    def _rows(self) -> str:
        return self._of("COUNTIFS(", [])

    def _ratings(self) -> str:
        return self._of("COUNTIFS(", [f"{self.name(self.counted.column)},{{rating}}"])

    def _sum(self) -> str:
        return self._of(f"SUMIFS({self.name(self.counted.column)},", [])

    def _days(self) -> str:
        begun = [f'{self.name(self.counted.column)},">0"']
        last, first = (
            self._of(f"SUMIFS({self.name(column)},", begun)
            for column in (self.counted.on, self.counted.column)
        )
        return f"({last}-{first})"

    def _months(self) -> str:
        return f"{self._days()}/{layout.MONTH_DAYS}"

    def _there_at_start(self) -> str:
        return self._present("{s}", "{s}")

    def _there_at_end(self) -> str:
        return self._present("{n}", "{n}")

    def _there_meanwhile(self) -> str:
        return self._present("{n}", "{s}")

    def _joined(self) -> str:
        return self._present("{n}", "{n}", [f'{self.name(self.counted.column)},">="&{{s}}'])

    def _people(self) -> str:
        first, after = self._period()
        return self._different(f"({self.name(self.counted.on)}>={first})*", after)

    def _new_people(self) -> str:
        return f"({self._different('', '{n}')})-({self._different('', '{s}')})"

    # ---- how ----------------------------------------------------------------------------------

    def _period(self) -> tuple[str, str]:
        return ("{p}", "{s}") if self.counted.before else ("{s}", "{n}")

    def _of(self, begin: str, also: list[str]) -> str:
        """What a function of criteria (its name and what comes first) makes of the records of a
        period."""
        day = self.name(self.counted.on)
        first, after = self._period()
        return self._where(begin, [f'{day},">="&{first},{day},"<"&{after}', *also])

    def _where(self, begin: str, criteria: Iterable[str], last: Iterable[str] = ()) -> str:
        found, lists = [*criteria], []
        for condition in self.counted.where:
            field = self.log.field(condition.column)
            if field.kind == "status" and condition.op in ("is", "is_not"):
                lists.append((condition, f"{self.name(field.id)},{self._list(field, condition)}"))
            else:
                found.append(self._criterion(field, condition))
        found += last
        plain = f"{begin}{','.join(found)})"
        for condition, words in lists:
            among = f"SUMPRODUCT({begin}{','.join([*found, words])}))"
            plain = among if condition.op == "is" else f"{plain}-{among}"
        return plain

    def _list(self, field: Field, condition: Where) -> str:
        return layout.list_name(self.log, field, _choice(field, condition))

    def _criterion(self, field: Field, condition: Where) -> str:
        name, op = self.name(field.id), condition.op
        if op in ("is", "is_not") and field.kind == "kind":
            word = self._word(field, condition)
            return f"{name},{word}" if op == "is" else f'{name},"<>"&{word}'
        return {
            "given": f'{name},"{_given(field)}"',
            "empty": f'{name},""',
            "happened": f'{name},"<"&{{n}}',
            "threshold": f'{name},">="&{layout.THRESHOLD}',
        }.get(op) or f'{name},"{op}{condition.value:g}"'

    def _word(self, field: Field, condition: Where) -> str:
        at = field.choices.index(_choice(field, condition)) + 1
        return f"INDEX({layout.words_name(self.log, field)},{at})"

    def _present(self, until: str, since: str, also: Iterable[str] = ()) -> str:
        """People who came before ``until`` and had not left before ``since``."""
        joined, left = self.name(self.counted.column), self.name(self.counted.on)
        came = [f'{joined},"<"&{until}', *also]
        stayed, went = f'{left},""', f'{left},">="&{since}'
        return "+".join(self._where("COUNTIFS(", came, [last]) for last in (stayed, went))

    def _different(self, since: str, until: str) -> str:
        """How many different people the records until some day have: each counts where their name
        stands first. No name is taken for a pattern."""
        who, day = self.name(self.counted.column), self.name(self.counted.on)
        plain = who
        for sign in "~*?":
            plain = f'SUBSTITUTE({plain},"{sign}","~{sign}")'
        masks = [f"{since}({day}<{until})", f"ISNUMBER({day})", f'({who}<>"")']
        rows = "*".join([*masks, *map(self._mask, self.counted.where)])
        # A sign before each name, so that a cell without one is found, too.
        places = f'MATCH("."&{plain},"."&{who},0)'
        bins = f"ROW({who})-ROW(INDEX({who},1))"
        every = f"(SUMPRODUCT({rows})<ROWS({who}))"
        return f"SUMPRODUCT(--(FREQUENCY({rows}*{places},{bins})>0))-{every}"

    def _mask(self, condition: Where) -> str:
        """A condition as ones and zeros, a row each."""
        field, op = self.log.field(condition.column), condition.op
        name = self.name(field.id)
        if op in ("is", "is_not"):
            if field.kind == "status":
                test = f"(COUNTIF({self._list(field, condition)},{name})>0)"
            else:
                test = f"({name}={self._word(field, condition)})"
            return f'({name}<>"")*{test if op == "is" else f"(1-{test})"}'
        if op in ("given", "empty"):
            return f'({name}{"<>" if op == "given" else "="}"")'
        if op == "happened":
            return f"ISNUMBER({name})*({name}<{{n}})"
        bound = layout.THRESHOLD if op == "threshold" else f"{condition.value:g}"
        return f"ISNUMBER({name})*({name}{'>=' if op == 'threshold' else op}{bound})"


def _choice(field: Field, condition: Where) -> Meaning:
    return next(choice for choice in field.choices if choice.id == condition.choice)


def _given(field: Field) -> str:
    """What counts cells that hold something of their kind."""
    if field.kind == "date" or (field.kind == "rating" and field.range[0] > 0):
        return ">0"
    return ">=0" if field.kind in ("rating", "count") else "<>"
