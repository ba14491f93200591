"""Scorecards for a terminal, for programs and for spreadsheets; HTML has its own module."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from xl_kpis.kpi.words import format_number, format_value, money_decimals
from xl_kpis.workbook import layout, own_targets
from xl_kpis.workbook.csv_fields import field
from xl_kpis.workbook.day_words import period_words
from xl_kpis.workbook.scorecard import Overview, Record
from xl_kpis.workbook.texts import disclaimers, words
from xl_kpis.workbook.years import years_of

if TYPE_CHECKING:
    from rich.table import Table

BAR = 20
TIER_STYLES = ("bold dark_orange3", "", "cyan", "bold bright_blue")


def to_json(records: Sequence[Record]) -> str:
    """One array of records; numbers in full."""
    return json.dumps(records, ensure_ascii=False, indent=2)


def to_ndjson(records: Iterable[Record]) -> str:
    """One record a line."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def to_csv(records: Sequence[Record]) -> str:
    """One row per record, with a row of headings; floors in three columns, and whose they are."""
    out = io.StringIO(newline="")
    flat = [
        {
            **{key: value for key, value in record.items() if key not in ("floors", "own")},
            **{f"floor_{i}": floor for i, floor in enumerate(record["floors"], 1)},
            **{f"own_{i}": own for i, own in enumerate(record["own"], 1)},
        }
        for record in records
    ]
    if flat:
        writer = csv.DictWriter(out, list(flat[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(
            {key: field(value, is_path=key == "file") for key, value in row.items()} for row in flat
        )
    return out.getvalue()


def to_table(
    records: Sequence[Record],
    language: str,
    currency: str = "USD",
    *,
    narrow: bool = False,
    remark: str = "",
    year_month: int = 1,
) -> Table:
    """A rich table of the records of one period.

    ``narrow`` leaves out what 80 columns cannot hold; ``remark`` stands first below it; quarters
    are counted from ``year_month`` on.
    """
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    pack = records[0]["pack"]
    title = words("document.title", language, pack=words(f"pack.{pack}", language))
    first, last = records[0]["period"], records[0]["period_end"]
    period = period_words(first, last, language, year_month)
    table = Table(title=f"{title}, {period}", box=SIMPLE_HEAD, title_justify="left")
    columns = {
        "kpi": "left",
        "value": "right",
        "tier": "left",
        "score": "left",
        "target": "right",
        "gap": "left",
        "change": "left",
    }
    shown = [head for head in columns if not narrow or head in ("kpi", "value", "tier", "gap")]
    for head in shown:
        table.add_column(words(f"head.{head}", language), justify=columns[head])  # type: ignore[arg-type]
    own_target = words("target.target", language)
    with_targets = any(record["own_target"] is not None for record in records)
    if with_targets and not narrow:
        table.add_column(own_target)
        shown.append("own_target")
    for record in records:
        style = "" if record["tier_rank"] is None else TIER_STYLES[record["tier_rank"]]
        goal = own_targets.target_value_words(record, language, currency)
        state = own_targets.state_words(record, language, currency)
        named = goal and words("pair", language, first=own_target, second=goal)
        below = (named, state) if narrow else ()
        cells: dict[str, str | Text] = {
            "kpi": words(f"{record['kpi']}.short", language),
            "value": value_words(record, language, currency),
            "tier": Text(tier_words(record), style=style),
            "score": _bar(record["score"]),
            "target": target_words(record, language, currency),
            "gap": "\n".join(filter(None, [gap_words(record, language, currency), *below])),
            "own_target": "  ".join(filter(None, (goal, state))),
            "change": change_words(record, language, currency),
        }
        table.add_row(*(cells[head] for head in shown))
    notes = [f"* {note}" for note in asterisk_notes(records, language)]
    table.caption = "\n".join([*filter(None, [remark]), *notes, *disclaimers(pack, language)])
    table.caption_justify = "left"
    return table


def year_table(records: Sequence[Record], language: str, currency: str = "USD") -> Table | None:
    """A rich table of the KPIs of a period over years; None where there are too few periods."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    found = years_of(records, language, currency)
    if found is None:
        return None
    table = Table(title=f"\n{found.title}", box=SIMPLE_HEAD, title_justify="left")
    table.add_column(words("head.kpi", language))
    for head in found.heads:
        table.add_column(head, justify="right")
    for record, (_, *values) in zip(records, found.rows, strict=True):
        table.add_row(words(f"{record['kpi']}.short", language), *values)
    return table


def _bar(score: float | None) -> str:
    """A score as a bar over twenty places."""
    if score is None:
        return ""
    full = round(score / 100 * BAR)
    return "█" * full + "░" * (BAR - full) + f" {math.floor(score + 0.5):3}"


def asterisk_notes(records: Iterable[Record], language: str) -> list[str]:
    """What to know of each tier that the source does not state, or that cannot be given."""
    return [
        words("pair", language, first=r["name"], second=r["note"]) for r in records if r["asterisk"]
    ]


def sentence(text: str) -> str:
    """A text that begins as sentences do.

    >>> sentence("octobre 2025")
    'Octobre 2025'
    """
    return text[:1].upper() + text[1:]


def points(score: float | None) -> str:
    """A score as the workbook shows it: halves round up."""
    return "–" if score is None else str(math.floor(score + 0.5))


def summary_items(overview: Overview, kpis: int, language: str) -> list[tuple[str, str, str]]:
    """What stands beside the KPIs: label, value and unit of each."""
    items = [
        (words("scorecard.index", language), points(overview.index), "/ 100"),
        (words("scorecard.coverage", language), str(overview.coverage), f"/ {kpis}"),
    ]
    for id, value in (
        ("calc.response", overview.response),
        ("calc.yearly", overview.yearly_retention),
    ):
        if value is not None:
            items.append((words(id, language), format_value(value, "ratio", language), ""))
    if overview.open_milestones is not None:
        count = format_number(overview.open_milestones, 0, language)
        items.append((words("scorecard.open", language), count, ""))
    return items


def value_words(record: Record, language: str, currency: str = "USD") -> str:
    """The value for people, or why there is none."""
    if record["value"] is None:
        return str(record["note"])
    return format_value(record["value"], record["unit"], language, currency)


def tier_words(record: Record) -> str:
    """Symbol, word and asterisk."""
    if record["tier_rank"] is None:
        return "–*" if record["asterisk"] else ""
    mark = "*" if record["asterisk"] else ""
    return f"{layout.TIER_SYMBOLS[record['tier_rank']]} {record['tier']}{mark}"


def target_words(record: Record, language: str, currency: str = "USD") -> str:
    """Where the next tier begins: "95.0% or more"."""
    if record["target"] is None or record["target_op"] is None:
        return ""
    floor = format_value(record["target"], record["unit"], language, currency)
    return words(f"op.{record['target_op']}", language, floor=floor)


def gap_words(record: Record, language: str, currency: str = "USD") -> str:
    """What is missing to the next tier, in what a person counts: "+3 sessions held". Nothing where
    it is less than can be shown: the tier begins right beyond the value, and is said beside it."""
    if record["needed"] is None or record["tier_rank"] is None:
        return ""
    if record["tier_rank"] == 3:
        return words("scorecard.top", language)
    digits = {"ratio": 0, "months": 1, "days": 1}.get(record["unit"], 2)
    if record["unit"] == "money":
        digits = money_decimals(currency)
    if round(abs(record["needed"]), digits) == 0:
        return ""
    number = format_number(abs(record["needed"]), digits, language)
    sign = "+" if record["needed"] >= 0 else "\u2212"
    unit = record["needed_unit"]
    if record["unit"] == "money":
        # A line may end behind the currency, or a narrow card cuts a word.
        return f"{sign}{number}\u00a0{currency} {unit}"
    return f"{sign}{number}\u00a0{unit}"


def change_words(record: Record, language: str, currency: str = "USD") -> str:
    """The change since the period before: better, worse or none."""
    change = record["change"]
    if change is None:
        return ""
    ratio = record["unit"] == "ratio"
    digits = 1 if ratio or record["unit"] in ("months", "days") else 2
    if record["unit"] == "money":
        digits = money_decimals(currency)
    shown = round(change * (100 if ratio else 1), digits)
    if shown == 0:
        return words("change.same", language)
    number = format_number(abs(shown), digits, language)
    unit = words("change.points", language) if ratio else ""
    return words("change.better" if shown > 0 else "change.worse", language) + number + unit
