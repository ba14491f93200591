"""Workbooks that an assistant works with: those of some folders, and answers of bounded length.

What is set stays in memory until it is saved, so that an assistant may try things out; the files
are only read unless :class:`Desk` was told otherwise. :mod:`xl_kpis.commands.mcp` is who asks.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from xl_kpis.commands.language import language, say
from xl_kpis.commands.problem import Problem
from xl_kpis.commands.targets import may_write, workbook_ending
from xl_kpis.commands.terminal import in_json

if TYPE_CHECKING:
    from xl_kpis import Book
    from xl_kpis.formula.reference import Area

Answer = dict[str, Any]
R = TypeVar("R")

LONGEST = 20_000
"""Characters of an answer."""
MOST_CELLS = 2_000
"""Cells of a range that are looked at for one answer."""
MOST_FILES = 200
MOST_STEPS = 100
LONGEST_TEXT = 500
"""Characters of a cell's text."""
MOST_OPEN = 8
"""Workbooks in memory; of more, those nothing was set in are let go, the oldest first."""
SECONDS, MEMORY = 60.0, 2 << 30
"""What one calculation may take."""
ENDINGS = (".xlsx", ".xlsm", ".xltx", ".xltm")


@dataclass
class Open:
    """A workbook in memory, and what its file was when it was read."""

    book: Book
    stamp: tuple[int, int]
    changed: bool = False


class Desk:
    """The workbooks of some folders. One call after the other; every answer is made of what JSON
    has, and every failure a ``Problem`` or an exception with a sentence."""

    def __init__(self, folders: Sequence[str | Path], write: bool = False) -> None:
        self.folders = [Path(folder).resolve() for folder in folders]
        for folder in self.folders:
            if not folder.is_dir():
                raise Problem("mcp.no_folder", folder=folder)
        self.write = write
        self._open: dict[Path, Open] = {}
        self._lock = threading.RLock()

    # ---- what can be asked ------------------------------------------------------------------

    def list_workbooks(self) -> Answer:
        found = (
            path
            for folder in self.folders
            for path in sorted(folder.rglob("*"))
            if path.suffix.lower() in ENDINGS
            and not path.name.startswith((".", "~$"))
            and self._is_inside(path.resolve())
            and path.is_file()
        )
        files = [str(path) for path in islice(found, MOST_FILES + 1)]
        answer: Answer = {"folders": [str(f) for f in self.folders], "files": files[:MOST_FILES]}
        if len(files) > MOST_FILES:
            answer["left_out"] = [say("mcp.more_files", shown=MOST_FILES)]
        return bounded(answer)

    def open_workbook(self, file: str) -> Answer:
        with self._lock:
            book = self._book(file)
            per_sheet: dict[int, int] = {}
            for sheet, _, _ in book.formula.cells():
                per_sheet[sheet] = per_sheet.get(sheet, 0) + 1
            sheets = [
                {"name": s.name, "used": s.used, "formulas": per_sheet.get(s.index, 0)}
                for s in book.sheets
            ]
            names, tables = dict(book.names), book.tables
            answer = {"file": file, "sheets": sheets, "tables": tables, "names": names}
            return bounded(answer | self._report(book))

    def read_range(self, file: str, address: str) -> Answer:
        with self._lock:
            book = self._book(file)
            whole = self._area(book, address)
            area, left_out = _cut(book.used_of(whole))
            values = book.values(book.address(area), dates=True)
            rows = [[values]] if area.is_cell else values
            formulas = {
                book.address(type(area)(area.sheet, row, col, row, col)): short(text)
                for row in range(area.top, area.bottom + 1)
                for col in range(area.left, area.right + 1)
                if (text := book.formula_in(area.sheet, row, col)) is not None
            }
            answer: Answer = {
                "range": book.address(area),
                "rows": [[plain(item) for item in row] for row in rows],
                "formulas": formulas,
            }
            if left_out:
                answer["left_out"] = [say("mcp.cells_left_out", count=f"{left_out:,}")]
            return bounded(answer)

    def set_cells(self, file: str, cells: Mapping[str, Any]) -> Answer:
        """All of them, or nothing."""
        with self._lock:
            book = self._book(file).copy()
            for address, value in cells.items():
                self._set(book, address, value)
            self._calculate(book)
            self._open[self._path(file)].book = book
            self._open[self._path(file)].changed = True
            now = {address: self._value(book, address) for address in islice(cells, MOST_STEPS)}
            return bounded({"set": len(cells), "now": now, **self._report(book)})

    def recalculate(self, file: str) -> Answer:
        with self._lock:
            book = self._book(file)
            self._calculate(book)
            return bounded(self._report(book))

    def explain_cell(self, file: str, address: str) -> Answer:
        from xl_kpis.formula.calculate.explanation import show

        with self._lock:
            book = self._book(file)
            area = self._area(book, address)
            if not area.is_cell:
                raise Problem("mcp.one_cell", address=short(address))
            steps = _within(book, lambda: list(book.explain(address).steps()))
            answer: Answer = {
                "cell": book.address(area),
                "value": self._value(book, address),
                "formula": short(book.formula_at(address)),
                "steps": [f"{short(t)} → {short(show(v))}" for t, v in steps[:MOST_STEPS]],
                "reads": book.precedents(address)[:MOST_STEPS],
                "read_by": book.dependents(address)[:MOST_STEPS],
            }
            if len(steps) > MOST_STEPS:
                answer["left_out"] = [_left("steps", MOST_STEPS, len(steps))]
            return bounded(answer)

    def trace_error(self, file: str, address: str) -> Answer:
        with self._lock:
            book = self._book(file)
            self._area(book, address)
            path = book.error_path(address)
            answer: Answer = {
                "path": [
                    {
                        "cell": cell,
                        "value": self._value(book, cell),
                        "formula": short(book.formula_at(cell)),
                    }
                    for cell in path[-MOST_STEPS:]
                ]
            }
            if not path:
                answer["said"] = say("mcp.no_error", address=short(address))
            return bounded(answer)

    def evaluate(self, file: str, formula: str) -> Answer:
        with self._lock:
            book = self._book(file)
            value = _within(book, lambda: book.evaluate(formula))
            if isinstance(value, list):
                return bounded({"rows": [[plain(item) for item in row] for row in value]})
            return bounded({"value": plain(value)})

    def scorecard(self, file: str, period: str | None = None) -> Answer:
        from xl_kpis.commands.scorecard import card

        with self._lock:
            made = card(self._template(file), file, period)
            findings = made.findings
            checks = [asdict(found) for found in findings.found] if findings else []
            return bounded({"kpis": list(made.now), "checks": checks})

    def dry_run_fill(self, file: str, data: str, settings: Mapping[str, Any] | None) -> Answer:
        """What a file of figures would change; nothing is written, and nothing set."""
        from xl_kpis.workbook.fill import FillError, fill

        with self._lock:
            book = self._template(file)
            source = self._path(data)
            if not source.is_file():
                raise Problem("mcp.no_file", file=data)
            template = book.to_bytes() if self._open[self._path(file)].changed else self._path(file)
            try:
                done = fill(template, source, settings=settings, language=language())
            except FillError as error:
                said = [str(problem) for problem in error.problems]
                return bounded({"would_fill": False, "problems": said})
            logs = {log.id: log for log, _ in done.preview.records}
            records = {
                id: done.preview.record_rows(log, language(), MOST_STEPS)
                for id, log in logs.items()
            }
            return bounded(
                {
                    "would_fill": bool(done.cells),
                    "figures": done.figures,
                    "records": done.entries,
                    "notes": [str(note) for note in done.notes],
                    "figure_table": done.preview.figure_rows(language()),
                    "record_tables": records,
                }
            )

    def save(self, file: str, to: str | None, overwrite: bool) -> Answer:
        if not self.write:
            raise Problem("mcp.read_only")
        with self._lock:
            book = self._book(file)
            path = self._path(file)
            target = path if to is None else self._path(to)
            workbook_ending(target)
            if target != path:
                may_write(target, overwrite)
            elif _stamp(path) != self._open[path].stamp:
                raise Problem("mcp.changed_meanwhile", file=file)
            written = book.save(target)
            if target == path:
                self._open[path] = Open(book, _stamp(path))
            answer: Answer = {"written": str(target)}
            if written.signature_broken:
                answer["warnings"] = [say("recalc.signature")]
            return answer

    # ---- files ------------------------------------------------------------------------------

    def _is_inside(self, path: Path) -> bool:
        return any(path.is_relative_to(folder) for folder in self.folders)

    def _path(self, file: str) -> Path:
        """Where a file is, links followed; ``Problem`` for what is in none of the folders. A name
        without a folder is one in the first folder that has it."""
        given = Path(file)
        places = [given] if given.is_absolute() else [folder / given for folder in self.folders]
        try:
            inside = [path for p in places if self._is_inside(path := p.resolve())]
        except (OSError, ValueError, RuntimeError):  # a circle of links, a NUL
            inside = []
        if not inside:
            known = ", ".join(map(str, self.folders))
            raise Problem("mcp.outside", file=short(file), folders=known)
        return next((path for path in inside if path.exists()), inside[0])

    def _book(self, file: str) -> Book:
        """The workbook in memory, calculated; read again where its file is another by now and
        nothing was set."""
        from xl_kpis import load

        path = self._path(file)
        if not path.is_file():
            raise Problem("mcp.no_file", file=short(file))
        known = self._open.get(path)
        if known is not None and (known.changed or known.stamp == _stamp(path)):
            self._open[path] = self._open.pop(path)  # the one used last
            return known.book
        self._make_room()
        stamp = _stamp(path)
        book = load(path)
        self._calculate(book)
        self._open[path] = Open(book, stamp)
        return book

    def _make_room(self) -> None:
        if len(self._open) < MOST_OPEN:
            return
        unchanged = next((p for p, known in self._open.items() if not known.changed), None)
        if unchanged is None:
            raise Problem("mcp.too_many", count=MOST_OPEN)
        del self._open[unchanged]

    def close_workbook(self, file: str) -> Answer:
        """Forget what was set."""
        with self._lock:
            known = self._open.pop(self._path(file), None)
            return {"closed": known is not None, "forgotten": bool(known and known.changed)}

    def _template(self, file: str) -> Book:
        from xl_kpis.commands.books import naming
        from xl_kpis.workbook.places import in_region

        book = self._book(file)
        with naming(file):
            return in_region(book)

    # ---- cells ------------------------------------------------------------------------------

    def _area(self, book: Book, address: str) -> Area:
        try:
            found = book.resolve(address)
        except KeyError:
            sheets = ", ".join(islice((sheet.name for sheet in book.sheets), 20))
            raise Problem("mcp.no_address", address=short(address), sheets=sheets) from None
        if len(found.areas) != 1:
            raise Problem("mcp.one_range", address=short(address))
        return found.area

    def _value(self, book: Book, address: str) -> Any:
        area, _ = _cut(self._area(book, address))
        return plain(book.values(book.address(area)))

    def _set(self, book: Book, address: str, value: Any) -> None:
        area = self._area(book, address)
        try:
            if isinstance(value, str) and value.startswith("="):
                book.formula[address] = value
                return
            if book.formula_in(*area[:3]) is not None and area.is_cell:
                raise Problem("mcp.holds_formula", cell=book.address(area))
            book[address] = value
        except (TypeError, ValueError) as error:
            if callable(getattr(error, "sentence", None)):
                raise
            raise Problem("mcp.refused", address=short(address), reason=error) from None

    def _calculate(self, book: Book) -> None:
        book.recalculate(timeout=SECONDS, memory=MEMORY)

    def _report(self, book: Book) -> Answer:
        found = book.report()
        told: Answer = {
            "formulas": found.formulas,
            "errors": found.errors,
            "errors_before": found.errors_before,
            "unknown_functions": {
                name: cells[:MOST_STEPS] for name, cells in found.unsupported.items()
            },
            "circular": found.cycles[:MOST_STEPS],
            "warnings": [w.sentence(language()) for w in found.warnings[:MOST_STEPS]],
        }
        return {key: what for key, what in told.items() if what or key == "formulas"}


def _within(book: Book, function: Callable[[], R]) -> R:
    from xl_kpis.formula.calculate.budget import Budget

    return Budget(SECONDS, MEMORY).within(book.model, function)


def _stamp(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_mtime_ns, found.st_size


def _cut(area: Area) -> tuple[Area, int]:
    """As much of a range as is looked at, and how many cells are left out."""
    rows, cols = area.bottom - area.top + 1, area.right - area.left + 1
    wide = min(cols, MOST_CELLS)
    high = min(rows, max(MOST_CELLS // wide, 1))
    kept = type(area)(area.sheet, area.top, area.left, area.top + high - 1, area.left + wide - 1)
    return kept, rows * cols - high * wide


def plain(value: Any) -> Any:
    """A value as JSON has it: errors by their codes, dates in ISO form, whole numbers whole.

    >>> from xl_kpis.errors import NA
    >>> plain(3.0), plain(0.5), plain(NA), plain(dt.date(2026, 3, 1))
    (3, 0.5, '#N/A', '2026-03-01')
    """
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, str):
        return short(value)
    return value if value is None or isinstance(value, (bool, int)) else str(value)


def short(text: str | None) -> Any:
    """A text, cut where it is very long."""
    if text is None or len(text) <= LONGEST_TEXT:
        return text
    return text[:LONGEST_TEXT] + "…"


def bounded(answer: Answer) -> Answer:
    """The answer with so much of its longest parts that it is no longer than it may be; in
    ``left_out`` stands what is missing.

    >>> long = bounded({"rows": [["x" * 100]] * 1000})
    >>> len(long["rows"]), long["left_out"]
    (125, ['rows: the first 125 of 1,000'])
    """
    totals: dict[str, int] = {}
    while len(in_json(answer)) > LONGEST:
        parts = {key: part for key, part in answer.items() if _halves(part)}
        key = max(parts, key=lambda key: len(in_json(parts[key])))
        totals.setdefault(key, len(parts[key]))
        answer[key] = _half(parts[key])
    for key, total in totals.items():
        answer.setdefault("left_out", []).append(_left(key, len(answer[key]), total))
    return answer


def _left(part: str, shown: int, total: int) -> str:
    return say("mcp.left_out", part=part, shown=f"{shown:,}", total=f"{total:,}")


def _halves(part: Any) -> bool:
    """Whether there is something to leave out."""
    if isinstance(part, dict):
        return len(part) > 1 or any(map(_halves, part.values()))
    if isinstance(part, (list, tuple)):
        return len(part) > 1 or any(map(_halves, part))
    return isinstance(part, str) and len(part) > LONGEST_TEXT


def _half(part: Any) -> Any:
    """The first half of a list, a mapping or a text; of the only item of one, half of that."""
    if isinstance(part, dict):
        if len(part) == 1:
            return {key: _half(inner) for key, inner in part.items()}
        return dict(islice(part.items(), len(part) // 2))
    if isinstance(part, (list, tuple)) and len(part) == 1:
        return [_half(part[0])]
    return part[: len(part) // 2]
