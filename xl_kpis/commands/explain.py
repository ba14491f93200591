"""``xl-kpis explain``: one KPI in words, and what a value of it means."""

from __future__ import annotations

import difflib
import re
import textwrap
from typing import Any

from xl_kpis.commands.catalogue import bound, kpi_record
from xl_kpis.commands.frame import Argument, Choice, Command, Option
from xl_kpis.commands.language import language
from xl_kpis.commands.pack_option import PackOption, pack_id
from xl_kpis.commands.problem import Problem, Usage
from xl_kpis.commands.terminal import echo, echo_data, in_json
from xl_kpis.kpi import KPIS, Kpi, text
from xl_kpis.kpi import kpi as find
from xl_kpis.kpi.formulas import spoken as in_words
from xl_kpis.kpi.lookup import fold, kpi_keys
from xl_kpis.kpi.pack_parts import LARGEST_SHARE
from xl_kpis.kpi.packs import kpis_of, pack_of
from xl_kpis.kpi.tiers import rank, score
from xl_kpis.kpi.words import explain, format_value, sources, tip
from xl_kpis.kpi.words import tips as tips_of
from xl_kpis.languages import available, catalogue
from xl_kpis.languages.conventions import conventions

WIDTH = 88


def print_explanation(name: str, value: str | None, pack: str | None, format: str) -> None:
    kpi = _find(name, pack_id(pack) if pack else None)
    number = None if value is None else _number(value, kpi)
    if format == "json":
        echo_data(in_json(_record(kpi, number), indent=2))
    elif number is None:
        echo(about_kpi(kpi))
    else:
        own = pack_of(kpi.pack)
        currency = (own.currency if own else "") or "USD"
        echo(_fold(explain(number, kpi, language(), currency)))
        if kpi.tiers and (said := tip(rank(number, kpi), kpi, language())):
            echo(_fold(said))


def _find(name: str, pack: str | None) -> Kpi:
    """A KPI by id, acronym, name or function; a problem that names the candidates if none.

    An acronym in brackets behind the name, as articles print it, may be there or not.
    """
    key = fold(re.sub(r"\s*\([^)]*\)\s*$", "", name))
    kpis = kpis_of(pack) if pack else KPIS
    own = [k for k in kpis if key in (fold(n) for n in _names(k))]
    if fold(name) in {k.id for k in kpis} or len(own) < 2:
        try:
            return own[0] if own else find(name)
        except KeyError:
            pass
    if own:
        raise Problem("explain.several", name=name, known=", ".join(k.id for k in own))
    near = difflib.get_close_matches(fold(name), list(kpi_keys()), 3, 0.6)
    found = [kpi_keys()[key] for key in near]
    known = ", ".join(dict.fromkeys(k.id for k in found if k is not None))
    raise Problem("explain.near" if known else "explain.unknown", name=name, known=known)


def _names(kpi: Kpi) -> list[str]:
    """Names that a KPI may share with another."""
    named = [text(f"{kpi.id}.name", code) for code in available()]
    printed = [catalogue("figures", code).get(f"called.kpi.{kpi.id}", "") for code in available()]
    own = pack_of(kpi.pack)
    aliases = own.aliases if own else {}
    return [
        kpi.function.name,
        kpi.id.partition(".")[2],
        kpi.acronym,
        *named,
        *filter(None, printed),
        *(found for found, id in aliases.items() if id == kpi.id),
    ]


def _number(words: str, kpi: Kpi) -> float:
    """A value as people type it: ``0.85``, ``85%``, ``0,85``, ``85 %``.

    85 for a share is most likely 85%, and never 8,500%: a problem says so.
    """
    match = re.fullmatch(r"([+-]?\d*[.,]?\d+)\s*(%?)", words.strip())
    if match is None:
        raise Usage("explain.number", value=words)
    number = float(match[1].replace(",", "."))
    value = number / 100 if match[2] else number
    low, high = kpi.domain
    if kpi.unit == "ratio" and not match[2] and abs(number) > (high or LARGEST_SHARE):
        raise Usage("explain.share", value=words, share=number / 100)
    if (low is not None and value < low) or (high is not None and value > high):
        shown = [format_value(v, kpi.unit, language()) for v in kpi.domain if v is not None]
        raise Usage("explain.domain", value=words, low=shown[0], high=shown[-1])
    return value


def _record(kpi: Kpi, value: float | None) -> dict[str, Any]:
    name = kpi.function.name
    record = {
        **kpi_record(kpi),
        "help": text(f"{name}.help", language()),
        "reads": text(f"{name}.reads", language()),
        "limits": text(f"{name}.limits", language()),
        "tips": tips_of(kpi, language()),
        "sources": sources(kpi, language()),
    }
    if value is not None:
        at = rank(value, kpi) if kpi.tiers else None
        record |= {
            "value": value,
            "tier_rank": at,
            "score": None if at is None else score(value, kpi),
            "explanation": explain(value, kpi, language()),
            "tip": "" if at is None else tip(at, kpi, language()),
        }
    return record


def about_kpi(kpi: Kpi) -> str:
    """Everything about a KPI, as text."""
    name, spoken = kpi.function.name, language()
    title, said_of = text(f"{kpi.id}.name", spoken), text(f"{name}.help", spoken)
    parts = [
        f"{title} ({kpi.acronym}, {kpi.id})",
        _fold("" if said_of == title else said_of),
        f"{text('doc.formula', spoken)}\n  ={kpi.function!r}",
    ]
    if kpi.own:
        labels = {
            a.name: text(f"argument.{a.text_id}.label", spoken) for a in kpi.function.arguments
        }
        parts[-1] = f"{text('doc.formula', spoken)}\n  {in_words(kpi.function, labels, spoken)}"
    for argument in kpi.function.arguments:
        help = text(f"argument.{argument.text_id}.help", spoken)
        parts[-1] += "\n" + _fold(f"  {argument.name}{conventions(spoken).colon}{help}", "    ")
    beside = [m for m in kpi.measures if not m.argument]
    if beside:
        rows = ", ".join(text(f"measure.{m.text_id}.label", spoken) for m in beside)
        parts.append(f"{text('doc.beside', spoken)}\n{_fold('  ' + rows, '  ')}")
    tiers = [
        f"  {text(f'tier.{tier.id}', spoken):24}{bound(kpi, tier):>12}   "
        + text(f"provenance.{tier.provenance}", spoken)
        for tier in reversed(kpi.tiers)
    ]
    better = text(f"better.{kpi.better}", spoken)
    if tiers:
        parts.append("\n".join([f"{text('doc.benchmarks', spoken)} ({better})", *tiers]))
    notes = {t.note: t for t in kpi.tiers if t.asterisk}
    parts[-1] += "".join("\n" + _fold(f"  * {text(f'note.{n}', spoken)}", "    ") for n in notes)
    if read := sources(kpi, spoken):
        told = [_fold("  " + one, "  ") for one in read]
        parts.append("\n".join([text("doc.source", spoken), *told]))
    for head, part in (("reading", "reads"), ("limits", "limits")):
        if found := text(f"{name}.{part}", spoken):
            said = _fold("  " + found, "  ")
            parts.append(f"{text(f'doc.{head}', spoken)}\n{said}")
    tips = [_fold("  – " + said, "    ") for said in tips_of(kpi, spoken)]
    if tips:
        parts.append("\n".join([text("doc.tips", spoken), *tips]))
    remarks = [_fold("  – " + text(kpi.erratum(n), spoken), "    ") for n in kpi.errata]
    if remarks:
        parts.append("\n".join([text("doc.errata", spoken), *remarks]))
    if not kpi.own:
        parts.append(_fold(text("benchmark.disclaimer", spoken)))
    elif kpi.tiers and (own := text.get(f"pack.{kpi.pack}.benchmarks", spoken)):
        parts.append(_fold(own))
    return "\n\n".join(filter(None, parts))


def _fold(words: str, indent: str = "") -> str:
    return textwrap.fill(words, WIDTH, subsequent_indent=indent, break_on_hyphens=False)


command = Command(
    "explain",
    callback=print_explanation,
    params=[
        Argument(["name"], metavar="kpi"),
        Argument(["value"], metavar="value", required=False),
        PackOption("explain.pack"),
        Option(
            ["--format"], words="explain.format", type=Choice(("table", "json")), default="table"
        ),
    ],
)
