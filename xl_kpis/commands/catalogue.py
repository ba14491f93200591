"""``xl-kpis list``: the KPIs there are, or the functions."""

from __future__ import annotations

import csv
import sys
from collections.abc import Mapping
from typing import Any

from xl_kpis.commands.frame import Choice, Command, Option
from xl_kpis.commands.language import language, say
from xl_kpis.commands.pack_option import PackOption, pack_id
from xl_kpis.commands.terminal import echo, echo_data, in_json, is_narrow, show, table
from xl_kpis.kpi import FUNCTIONS, KPIS, TIERS, Function, Kpi, Tier, text
from xl_kpis.kpi.packs import base_of, kpis_of
from xl_kpis.kpi.words import format_value

FORMATS = ("table", "json", "csv")


def print_list(pack: str | None, functions: bool, format: str) -> None:
    pack = pack_id(pack) if pack else None
    kpis = kpis_of(pack) if pack else KPIS
    listed = _functions(pack) if functions else {}
    records = list(map(_function, listed.values())) if functions else list(map(kpi_record, kpis))
    if format == "json":
        echo_data(in_json(records, indent=2))
    elif format == "csv":
        writer = csv.DictWriter(sys.stdout, list(records[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(records)
    elif functions:
        shown = table(say("list.head.function"), say("list.head.help"))
        for name, function in listed.items():
            shown.add_row(repr(function), text(f"{name}.help", language()))
        show(shown)
    else:
        _print_kpis(kpis, pack)


def kpi_record(kpi: Kpi) -> dict[str, Any]:
    """A KPI for programs."""
    floors = dict.fromkeys(TIERS[1:]) | {tier.id: tier.floor for tier in kpi.tiers}
    return {
        "kpi": kpi.id,
        "pack": kpi.pack,
        "acronym": kpi.acronym,
        "name": text(f"{kpi.id}.name", language()),
        "function": repr(kpi.function),
        "unit": kpi.unit,
        "better": kpi.better,
        **floors,
    }


def _functions(pack: str | None) -> Mapping[str, Function]:
    """All functions that are shipped, or those that the KPIs of a pack are."""
    if pack is None:
        return FUNCTIONS
    return {kpi.function.name: kpi.function for kpi in kpis_of(pack)}


def _function(function: Function) -> dict[str, Any]:
    name = function.name
    return {
        "function": name,
        "call": repr(function),
        "group": function.group,
        "unit": function.unit,
        "help": text(f"{name}.help", language()),
    }


def _print_kpis(kpis: tuple[Kpi, ...], pack: str | None) -> None:
    tiers = [text(f"tier.{tier}", language()) for tier in TIERS[1:]]
    described = [] if is_narrow() else [say("list.head.name"), say("list.head.function")]
    first = len(described) + 1
    heads = [say("list.head.kpi"), *described, *tiers]
    shown = table(*heads, right=(first, first + 1, first + 2))
    for kpi in kpis:
        name = [text(f"{kpi.id}.name", language()), kpi.function.name] if described else []
        bounds = [bound(kpi, tier) for tier in kpi.tiers] or ["–"] * 3
        shown.add_row(kpi.id, *name, *bounds)
    show(shown)
    if notes := [_note(kpi, tier) for kpi in kpis for tier in kpi.tiers if tier.asterisk]:
        echo("\n".join([text("benchmark.asterisk", language()), *notes]))
    if pack is None or base_of(pack):
        echo(text("benchmark.disclaimer", language()))
    if pack is not None and (own := text.get(f"pack.{pack}.benchmarks", language())):
        echo(own)


def _note(kpi: Kpi, tier: Tier) -> str:
    """Why a tier carries an asterisk."""
    tier_name = text(f"tier.{tier.id}", language())
    note = text(f"note.{tier.note}", language())
    return "  " + say("list.note", kpi=kpi.id, tier=tier_name, note=note)


def bound(kpi: Kpi, tier: Tier) -> str:
    """Where a tier begins: ``≥ 80.0%*``."""
    signs = {">=": "≥", ">": ">", "<=": "≤", "<": "<"}
    floor = format_value(tier.floor, kpi.unit, language())
    return f"{signs[tier.op]}\u00a0{floor}{'*' if tier.asterisk else ''}"


command = Command(
    "list",
    callback=print_list,
    params=[
        PackOption("list.pack"),
        Option(["--functions"], words="list.functions", is_flag=True),
        Option(["--format"], words="list.format", type=Choice(FORMATS), default="table"),
    ],
)
