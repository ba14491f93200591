"""A folder of workbooks file by file: where the fastest other engine stands against ours."""

from __future__ import annotations

import statistics
from typing import Any, NamedTuple

NOTICED = 0.020
"""Seconds: what a peer does in less says more about starting than about calculating."""
AS_RIGHT = 0.98
"""The share of the cells right in ours that a peer's file needs to count as done."""
SHOWN = 10
"""Files of which is told where we spend our time."""
CPU = 2
Reports = dict[str, list[dict[str, list[Any]]]]
"""By engine, for each turn and file: state, seconds by the clock and of the processor, a word."""


class Compared(NamedTuple):
    """A file, the fastest peer that got it right, and seconds of the processor."""

    name: str
    peer: str
    theirs: float
    ours: float

    @property
    def ratio(self) -> float:
        return self.theirs / self.ours


def compared(timed: Reports, good: dict[str, dict[str, int]], own: str) -> list[Compared]:
    """The files that a peer did as rightly as we, slowest of ours against theirs first.

    >>> turns = {"us": [{"a": ["written", 1, 0.5, ""]}], "x": [{"a": ["written", 1, 1.0, ""]}]}
    >>> compared(turns, {"us": {"a": 9}, "x": {"a": 9}}, "us")[0].ratio
    2.0
    """
    found = []
    for name, ours in good[own].items():
        enough = AS_RIGHT * ours
        peers = [
            (_median(timed[engine], name), engine)
            for engine, cells in good.items()
            if engine != own and timed[engine] and cells.get(name, -1) >= enough
        ]
        if peers:
            seconds, engine = min(peers)
            found.append(Compared(name, engine, seconds, _median(timed[own], name)))
    return sorted(found, key=lambda each: each.ratio)


def worst(found: list[Compared], least: float = NOTICED) -> list[Compared]:
    """Those of the files that take the fastest peer so long where we are furthest behind."""
    return [each for each in found if each.theirs >= least][:SHOWN]


def _median(turns: list[dict[str, list[Any]]], name: str) -> float:
    return max(1e-6, statistics.median(turn[name][CPU] for turn in turns))


def summary(found: list[Compared], least: float = NOTICED) -> dict[str, float]:
    """Of the files that take the fastest peer at least so long: how many, where we are faster, and
    the ratio in the middle."""
    counted = [each for each in found if each.theirs >= least]
    return {
        "counted": len(counted),
        "faster": sum(each.ratio > 1 for each in counted),
        "ratio": statistics.median(each.ratio for each in counted) if counted else 0.0,
    }
