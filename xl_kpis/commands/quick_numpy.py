"""numpy, imported without what only people and type checkers read: the texts of its documentation
and the types of its annotations, a quarter of the time that its import takes.

Only a process that is ours from start to end does without them. Where numpy is arranged
differently, these modules are not asked for, and nothing changes.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import GenericAlias, ModuleType
from typing import Any


class _Annotation:
    """What stands for a type in an annotation, as in ``NDArray[Any]``."""

    __class_getitem__: Any = classmethod(GenericAlias)


def _left_out(numpy: ModuleType) -> dict[str, ModuleType]:
    """What stands for each module that is left out, while numpy is imported."""
    names = "numpy._core._add_newdocs", "numpy._core._add_newdocs_scalars", "numpy._typing"
    found = {name: ModuleType(name) for name in names}
    found["numpy._typing"].__dict__.update(
        __path__=[f"{folder}/_typing" for folder in numpy.__path__], __getattr__=_annotation
    )
    return found


def _annotation(name: str) -> type[_Annotation]:
    if name.startswith("__"):
        raise AttributeError(name)
    return _Annotation


class _Quick:
    """Imports a module without them; who asks for them afterwards gets the real ones."""

    def __init__(self, loader: Any) -> None:
        self.loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        module: ModuleType | None = self.loader.create_module(spec)
        return module

    def exec_module(self, module: ModuleType) -> None:
        module.__loader__ = self.loader
        if module.__spec__ is not None:
            module.__spec__.loader = self.loader
        left_out = _left_out(module)
        sys.modules.update(left_out)
        try:
            self.loader.exec_module(module)
        finally:
            for name in left_out:
                del sys.modules[name]


class _Finder:
    """Finds numpy, once."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != "numpy":
            return None
        sys.meta_path.remove(self)
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _Quick(spec.loader)  # type: ignore[assignment]
        return spec


def import_numpy_quickly() -> None:
    """From now on, when this process first imports numpy, it does so without them."""
    sys.meta_path.insert(0, _Finder())
