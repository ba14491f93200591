"""numpy and scipy's functions, imported without what a command has no use for.

Of numpy that is the texts of its documentation and the types of its annotations, which only people
and type checkers read: a quarter of the time that its import takes. Of ``scipy.special`` it is all
but the functions themselves, which are there in a tenth of the time.

Only a process that is ours from start to end does without them. Who asks for what was left out gets
it, and where these packages are arranged differently, nothing changes.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder
from types import GenericAlias, ModuleType
from typing import Any


class _Annotation:
    """What stands for a type in an annotation, as in ``NDArray[Any]``."""

    __class_getitem__: Any = classmethod(GenericAlias)


def _annotation(name: str) -> type[_Annotation]:
    if name.startswith("__"):
        raise AttributeError(name)
    return _Annotation


def _left_out(numpy: ModuleType) -> dict[str, ModuleType]:
    """What stands for each module that is left out, while numpy is imported."""
    names = "numpy._core._add_newdocs", "numpy._core._add_newdocs_scalars", "numpy._typing"
    found = {name: ModuleType(name) for name in names}
    found["numpy._typing"].__dict__.update(
        __path__=[f"{folder}/_typing" for folder in numpy.__path__], __getattr__=_annotation
    )
    return found


class _Numpy:
    """Imports numpy without them."""

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


class _Special:
    """Imports what stands for ``scipy.special``: its functions, and the package itself once
    anything else of it is asked for."""

    def __init__(self, loader: Any) -> None:
        self.loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        def found(name: str) -> Any:
            if name.startswith("__"):
                raise AttributeError(name)
            try:
                return getattr(import_module("scipy.special._ufuncs"), name)
            except (ImportError, AttributeError):
                if sys.modules["scipy.special"] is module:
                    del sys.modules["scipy.special"]
                return getattr(import_module("scipy.special"), name)

        module.__dict__["__getattr__"] = found


class _Finder:
    """Finds each of them, once."""

    def __init__(self) -> None:
        self.loaders: dict[str, Any] = {"numpy": _Numpy, "scipy.special": _Special}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        loader = self.loaders.pop(fullname, None)
        if loader is None:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = loader(spec.loader)
        return spec


def import_quickly() -> None:
    """From now on, when this process first imports them, it does so without the rest."""
    sys.meta_path.insert(0, _Finder())
