"""Records are what dataclasses of the same fields are."""

from __future__ import annotations

import dataclasses
import inspect
import pickle
from typing import Any

import pytest

from xl_kpis.formula.nodes import Call, Corner, Literal, Omitted, Ref
from xl_kpis.formula.record import field, record, replaced


@record()
class Open:
    a: int
    b: list[int] = field(default_factory=list)
    c: str = "c"
    me: Any = field(default=None, compare=False)


@dataclasses.dataclass
class Same:
    a: int
    b: list[int] = dataclasses.field(default_factory=list)
    c: str = "c"
    me: Any = dataclasses.field(default=None, compare=False)


@record(eq=False)
class One:
    a: int


@record(frozen=True)
class Shut:
    a: int
    b: int = 2


def test_construction() -> None:
    for args, names in (((1,), {}), ((1, [2], "x"), {}), ((), {"c": "x", "a": 1})):
        mine, theirs = Open(*args, **names), Same(*args, **names)  # type: ignore[arg-type]
        assert repr(mine) == repr(theirs).replace("Same", "Open")
    assert Open(1).b is not Open(1).b
    for cls in (Open, Same):
        with pytest.raises(TypeError, match="missing 1 required positional argument: 'a'"):
            cls()  # type: ignore[call-arg]
        with pytest.raises(TypeError, match="unexpected keyword argument 'd'"):
            cls(1, d=1)  # type: ignore[call-arg]
    assert list(inspect.signature(Open).parameters) == list(inspect.signature(Same).parameters)
    assert Open.__match_args__ == Same.__match_args__  # type: ignore[attr-defined]
    assert Open.c == "c"
    assert not hasattr(Open, "b")


def test_equality_and_hashing() -> None:
    assert Open(1, me=1) == Open(1, me=2) != Open(2)
    assert Open(1) != Same(1)
    with pytest.raises(TypeError, match="unhashable"):
        hash(Open(1))
    assert One(1) != One(1)
    assert len({One(1), One(1)}) == 2
    assert len({Shut(1), Shut(1, 2), Shut(2)}) == 2
    nan = float("nan")
    assert Literal(nan) == Literal(nan)
    assert Omitted() == Omitted()
    assert hash(Omitted()) == hash(Omitted())
    assert Call("SUM", (), "sum") == Call("SUM", (), "SUM")
    assert Literal(1.0) != Corner(1, 1)


def test_frozen_and_slots() -> None:
    ref = Ref(Corner(1, 2))
    for item, name in ((Shut(1), "a"), (Shut(1), "z"), (ref, "first")):
        with pytest.raises(AttributeError):
            setattr(item, name, 1)
        with pytest.raises(AttributeError):
            delattr(item, name)
    assert not hasattr(ref, "__dict__")
    assert replaced(ref, sheet="S") == Ref(Corner(1, 2), sheet="S")
    assert replaced(Open(1), c="x") == Open(1, [], "x")


def test_printing_and_copies() -> None:
    item = Open(1)
    item.me = item
    assert repr(item) == "Open(a=1, b=[], c='c', me=...)"
    for each in (Shut(1), Open(1), Ref(Corner(1, 2), Corner(3, 4, True))):
        assert pickle.loads(pickle.dumps(each)) == each
