"""KPI calls in anybody's workbook written as plain formulas or as LAMBDAs, and back.

What a formula was before is kept in hidden names of the workbook, found again by what the formula
is now relative to its cell: so the way back also works after cells were moved or filled.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from xl_kpis.formula.functions.support.scoped import Scoped, within
from xl_kpis.formula.grammar import (
    MAX_LENGTH,
    FormulaSyntaxError,
    parse,
    relative_key,
    translate,
    unparse,
    walk,
)
from xl_kpis.formula.grammar.nodes import (
    ArrayLiteral,
    Call,
    Literal,
    Name,
    Node,
    Omitted,
    Ref,
    Structured,
)
from xl_kpis.formula.grammar.rewrite import rewrite
from xl_kpis.formula.reference import cell_name
from xl_kpis.formula.sheets.model import Model
from xl_kpis.formula.xlsx import open_package, read_model
from xl_kpis.formula.xlsx.write.formula_edits import FormulaPlace, NewName, edit_formulas
from xl_kpis.hosts import adapter, carried_packs  # noqa: F401
from xl_kpis.kpi import KPIS, kpi
from xl_kpis.kpi.catalogue import known_functions
from xl_kpis.kpi.formulas import lambda_text, native
from xl_kpis.kpi.model import Function

FLAVOURS = ("native", "lambda", "kpi")
KEPT = "xl_kpis_originals_"
"""Hidden names that hold the formulas as they were."""

_LITERAL = 250
_LITERALS = 28
"""A text in a formula has at most 255 characters, a name's formula 8192."""

_SIMPLE = (Ref, Call, Literal, Name, Structured, ArrayLiteral)


class Left(NamedTuple):
    """A call that was left as it is, and why.

    ``no_formula``, ``range``, ``left_out``, ``arguments`` or ``too_long``.
    """

    place: str
    call: str
    reason: str


@dataclass
class Converted:
    """A workbook converted."""

    data: bytes
    changed: int = 0
    """Formulas that are different now (of shared ones, the first)."""
    names: list[str] = field(default_factory=list)
    """LAMBDA names now in the workbook."""
    left: list[Left] = field(default_factory=list)


class _Cannot(Exception):
    """Why a call cannot be written otherwise; see :class:`Left`."""


class _Original(NamedTuple):
    sheet: str
    row: int
    col: int
    text: str


def convert(source: Any, formulas: str, language: str = "en") -> Converted:
    """The workbook with its KPI calls as ``native`` formulas, as ``lambda`` names or as ``kpi``.

    ``source`` is a path, bytes or a file. Only formulas with KPI calls (and names of ours) change.
    ``ValueError`` for another flavour, :class:`~xl_kpis.WorkbookError` for what is no workbook.
    """
    if formulas not in FLAVOURS:
        raise ValueError(f"{formulas!r} is none of {', '.join(FLAVOURS)}")
    package = open_package(source)
    model = read_model(package)
    with within(Scoped(model)):  # the workbook may carry a pack
        job = _Job(formulas, language, model)
        # The names follow from the formulas, but are written in one go with them.
        data = edit_formulas(package, model, job.change)
        return job.finish(data)


class _Job:
    def __init__(self, flavour: str, language: str, model: Model) -> None:
        self.flavour, self.language = flavour, language
        self.functions = known_functions()
        texts = {name.name: name.text for name in model.names if name.sheet is None}
        self.kept = [name for name in texts if name.startswith(KEPT)]
        self.originals = _unpacked([texts[name] for name in sorted(self.kept)])
        known = self.functions.values()
        ours = {f.name: lambda_text(f, in_file=True) for f in known if _has_lambda(f)}
        folded = {name.upper(): text for name, text in texts.items()}
        self.ours = {name for name, text in ours.items() if folded.get(name) == text}
        self.foreign = {name for name in self.functions if name in folded} - self.ours
        """Names of the workbook that are called like our functions but are something else."""
        self.lambdas: set[str] = set()
        self.keep: dict[str, list[_Original]] = {}
        self.result = Converted(b"")

    def change(self, place: FormulaPlace, text: str) -> str:
        """A formula in the flavour wanted."""
        original = self._original(place, text)
        if "KPI_" not in original.upper() or self.flavour == "kpi":
            return self._counted(text, original)
        try:
            tree = parse(original)
        except FormulaSyntaxError:
            return self._counted(text, original)
        if not any(self._is_kpi(node) for node in walk(tree)):
            return self._counted(text, original)
        new = rewrite(tree, lambda node: self._changed(place, node))
        written = unparse(new) if new != tree or self._web(tree) else original
        if len(written) > MAX_LENGTH:
            self._leave(place, original, "too_long")
            return self._counted(text, original)
        if written != original:
            key = _key(written, place)
            self.keep.setdefault(key, []).append(
                _Original(place.sheet, place.row, place.col, original)
            )
        return self._counted(text, written)

    def _counted(self, old: str, new: str) -> str:
        self.result.changed += old != new
        return new

    def _original(self, place: FormulaPlace, text: str) -> str:
        """What the formula was before an earlier conversion."""
        found = self.originals.get(_key(text, place)) if self.originals else None
        if not found:
            return text
        here = (place.sheet, place.row, place.col)
        best = next((o for o in found if (o.sheet, o.row, o.col) == here), found[0])
        if best.row < 0 or place.row < 0:
            return best.text
        return translate(best.text, best.row, best.col, place.row, place.col)

    def _is_kpi(self, node: Node) -> bool:
        return (
            isinstance(node, Call) and node.name in self.functions and node.name not in self.foreign
        )

    def _web(self, tree: Node) -> bool:
        """Whether a call is spelled as web add-ins do, which no name answers to."""
        return any(
            self._is_kpi(node) and node.spelled.upper() != node.name  # type: ignore[attr-defined]
            for node in walk(tree)
        )

    def _changed(self, place: FormulaPlace, node: Node) -> Node:
        if not isinstance(node, Call) or not self._is_kpi(node):
            return node
        try:
            if self.flavour == "lambda" and self._is_lambda(node):
                self.lambdas.add(node.name)
                return Call(node.name, node.args, node.name)
            return _native(self.functions[node.name], node)
        except _Cannot as reason:
            self._leave(place, unparse(node, files=False), str(reason))
            return node

    def _is_lambda(self, call: Call) -> bool:
        """Whether a LAMBDA can take the place of a call: those of helpers know the KPIs that are
        shipped, and no others."""
        function = self.functions[call.name]
        if not _has_lambda(function):
            return False
        for argument, node in zip(function.arguments, call.args, strict=False):
            if argument.choices == "kpi" and isinstance(node, Literal):
                try:
                    return kpi(node.value) in KPIS
                except KeyError:
                    return True
        return True

    def _leave(self, place: FormulaPlace, call: str, reason: str) -> None:
        where = f"{place.sheet}!{cell_name(place.row, place.col)}" if place.row >= 0 else place.part
        self.result.left.append(Left(where, call, reason))

    def finish(self, data: bytes) -> Converted:
        """The names: ours that are wanted, what formulas were, nothing left from before."""
        names: dict[str, NewName | None] = dict.fromkeys([*self.kept, *self.ours])
        for name in sorted(self.lambdas):
            function = self.functions[name]
            help = adapter.function_help(function, self.language)
            names[name] = NewName(lambda_text(function, in_file=True), help)
        for number, text in enumerate(_packed(self.keep), 1):
            names[f"{KEPT}{number:04d}"] = NewName(text, hidden=True)
        if names:
            package = open_package(data)
            data = edit_formulas(package, read_model(package), lambda _, text: text, names)
        self.result.data = data
        self.result.names = sorted(self.lambdas)
        return self.result


def _has_lambda(function: Any) -> bool:
    try:
        lambda_text(function)
    except ValueError:
        return False
    return True


def _native(function: Function, call: Call) -> Node:
    """A call as a plain formula; :class:`_Cannot` if there is none."""
    if not function.required <= len(call.args) <= len(function.arguments):
        raise _Cannot("arguments")
    references: list[str | None] = []
    for argument, node in zip(function.arguments, call.args, strict=False):
        if isinstance(node, Omitted):
            if not argument.optional:
                raise _Cannot("left_out")
            references.append(None)
            continue
        many = isinstance(node, ArrayLiteral) or (isinstance(node, Ref) and node.last is not None)
        if many and not argument.is_range:
            raise _Cannot("range")
        text = unparse(node)
        references.append(text if isinstance(node, _SIMPLE) else f"({text})")
    try:
        return parse(native(function, references))
    except ValueError:
        raise _Cannot("no_formula") from None
    except FormulaSyntaxError:
        raise _Cannot("too_long") from None


def _key(text: str, place: FormulaPlace) -> str:
    """What a formula is relative to its cell."""
    relative = relative_key(text, max(place.row, 0), max(place.col, 0))
    return hashlib.sha256(relative.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _packed(originals: dict[str, list[_Original]]) -> list[str]:
    """Originals as formulas of names: texts joined by ``&``."""
    if not originals:
        return []
    raw = json.dumps(originals, separators=(",", ":"), ensure_ascii=True).encode()
    packed = base64.b64encode(zlib.compress(raw, 9)).decode()
    literals = [f'"{packed[i : i + _LITERAL]}"' for i in range(0, len(packed), _LITERAL)]
    return ["&".join(literals[i : i + _LITERALS]) for i in range(0, len(literals), _LITERALS)]


def _unpacked(texts: list[str]) -> dict[str, list[_Original]]:
    """The inverse of :func:`_packed`; nothing if somebody damaged them."""
    packed = "".join(text.replace('"&"', "").strip('"') for text in texts)
    if not packed:
        return {}
    try:
        found = json.loads(zlib.decompress(base64.b64decode(packed, validate=True)))
        return {key: [_Original(*entry) for entry in entries] for key, entries in found.items()}
    except (ValueError, TypeError, zlib.error):
        return {}
