"""Classes of named fields, as the standard library's dataclasses, made in a tenth of the time.

Every start makes some forty of them. ``dataclasses`` compiles up to eight functions for each;
here ``__init__`` alone is compiled. Fields are not inherited.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from reprlib import recursive_repr
from typing import Any, NoReturn, TypeVar, dataclass_transform

T = TypeVar("T")
_MISSING: Any = object()


class _Field:
    """What is said of a field beyond its annotation."""

    def __init__(self, default: Any, factory: Callable[[], Any] | None, compare: bool) -> None:
        self.default = default
        self.factory = factory
        self.compare = compare


def field(
    *,
    default: Any = _MISSING,
    default_factory: Callable[[], Any] | None = None,
    compare: bool = True,
) -> Any:
    """A field with a default made anew for each object, or left out of comparisons."""
    return _Field(default, default_factory, compare)


@dataclass_transform(field_specifiers=(field,))
def record(
    *, frozen: bool = False, slots: bool = False, eq: bool = True
) -> Callable[[type[T]], type[T]]:
    """Make a class of its annotations, in their order.

    >>> @record(frozen=True)
    ... class Point:
    ...     x: float
    ...     y: float = 0.0
    >>> Point(1.0), Point(1.0) == Point(x=1.0, y=0.0), replaced(Point(1.0), y=2.0).y
    (Point(x=1.0, y=0.0), True, 2.0)
    """

    def make(cls: type[T]) -> type[T]:
        return _made(cls, frozen, slots, eq)

    return make


def replaced(item: T, **changes: Any) -> T:
    """The same with other values in some fields."""
    names: tuple[str, ...] = type(item).__match_args__  # type: ignore[attr-defined]
    return type(item)(**{name: getattr(item, name) for name in names} | changes)


def _made(cls: type, frozen: bool, slots: bool, eq: bool) -> Any:
    own = cls.__dict__
    names = tuple(own.get("__annotations__", ()))
    fields = {name: _field_of(own.get(name, _MISSING)) for name in names}
    if slots:
        kept = {k: v for k, v in own.items() if k not in (*names, "__dict__", "__weakref__")}
        made = type(cls)(cls.__name__, cls.__bases__, kept | {"__slots__": names})
        made.__qualname__ = cls.__qualname__
    else:
        made = cls
        for name, said in fields.items():
            if said.factory is not None:
                delattr(made, name)
    methods: dict[str, Any] = {
        "__init__": _init(made, fields, frozen),
        "__match_args__": names,
        "__repr__": _repr(names),
    }
    if eq:
        values = _values([name for name, said in fields.items() if said.compare])
        methods["__eq__"] = _eq(values)
        methods["__hash__"] = _hash(values) if frozen else None
    if frozen:
        methods["__setattr__"] = methods["__delattr__"] = _refuse
        all_values = _values(names)
        methods["__reduce__"] = lambda self: (type(self), all_values(self))
    for name, method in methods.items():
        setattr(made, name, method)
    return made


def _field_of(written: Any) -> _Field:
    return written if isinstance(written, _Field) else _Field(written, None, True)


def _init(cls: type, fields: dict[str, _Field], frozen: bool) -> Any:
    known: dict[str, Any] = {"_put": object.__setattr__, "_missing": _MISSING}
    parameters, lines = ["self"], ["pass"]
    for name, said in fields.items():
        value = name
        if said.factory is not None:
            known[f"_new_{name}"] = said.factory
            parameters.append(f"{name}=_missing")
            value = f"_new_{name}() if {name} is _missing else {name}"
        elif said.default is not _MISSING:
            known[f"_default_{name}"] = said.default
            parameters.append(f"{name}=_default_{name}")
        else:
            parameters.append(name)
        lines.append(f"_put(self, {name!r}, {value})" if frozen else f"self.{name} = {value}")
    exec(f"def __init__({', '.join(parameters)}):\n " + "\n ".join(lines), known)
    init = known["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _values(names: list[str] | tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """What takes the values of some fields out of an object."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda item: tuple(getattr(item, name) for name in names)


def _repr(names: tuple[str, ...]) -> Any:
    @recursive_repr("...")
    def __repr__(self: Any) -> str:
        said = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({said})"

    return __repr__


def _eq(values: Callable[[Any], tuple[Any, ...]]) -> Any:
    def __eq__(self: Any, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return values(self) == values(other)

    return __eq__


def _hash(values: Callable[[Any], tuple[Any, ...]]) -> Any:
    def __hash__(self: Any) -> int:
        return hash(values(self))

    return __hash__


def _refuse(self: object, name: str, value: object = None) -> NoReturn:
    raise AttributeError(f"{type(self).__name__}.{name} cannot be changed")
