"""The jobs as other engines do them: ``python peers.py ENGINE JOB INPUT OUTPUT``.

Imports nothing of ours: it runs in an environment of its own. Each engine is used in the mode that
is fastest among those that give right values and write them into the file.
"""

from __future__ import annotations

import json
import sys
import time
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any


def _excel_files(folder: str) -> list[Path]:
    return sorted(Path(folder).glob("*.xls[xm]"))


def _one(engine: str, source: str, target: str) -> None:
    ENGINES[engine]().recalc(source, target)


def _all(engine: str, source: str, target: str, pool: Executor | None = None) -> None:
    """All workbooks of a folder; an error in one ends it."""
    files = _excel_files(source)
    told = [str(p) for p in files], [str(Path(target) / p.name) for p in files]
    do = map if pool is None else partial(pool.map, chunksize=5)
    list(do(_one, [engine] * len(files), *told))


class Engine:
    """What both engines written in Rust do with many workbooks."""

    name = ""
    package = ""
    """What it is imported as, if not by its name."""

    def begin(self) -> None:
        """Import the engine."""
        __import__(self.package or self.name)

    def many(self, source: str, target: str) -> None:
        _all(self.name, source, target)

    def many_2_threads(self, source: str, target: str) -> None:
        with ThreadPoolExecutor(2) as pool:
            _all(self.name, source, target, pool)

    def many_2(self, source: str, target: str) -> None:
        __import__(self.name)  # once for both processes
        with ProcessPoolExecutor(2) as pool:
            _all(self.name, source, target, pool)


class Formualizer(Engine):
    """Rust. ``recalculate_xlsx_file`` keeps the file; loading, evaluating and writing does not."""

    name = "formualizer"

    def recalc(self, source: str, target: str) -> None:
        import formualizer

        formualizer.recalculate_xlsx_file(source, target)

    def rewrite(self, source: str, target: str) -> None:
        """Load, evaluate, write anew: for sheets too large to patch, and own functions."""
        import formualizer

        book = formualizer.load_workbook(source)
        book.register_function("KPI_RETENTION", _retention, min_args=3, max_args=3)
        book.evaluate_all()
        Path(target).write_bytes(book.to_xlsx_bytes())

    def scenarios(self, source: str, target: str) -> None:
        """Evaluating all is faster than evaluating the outputs, and setting cells in batches no
        faster than one by one."""
        import formualizer

        job = json.loads(Path(source).read_text())
        settings = formualizer.EvaluationConfig()
        settings.cycle_policy = "iterate"  # else COLUMNS($E4:E4) in E4 is a circle to it
        book = formualizer.Workbook.from_path(
            job["file"], config=formualizer.WorkbookConfig(eval_config=settings)
        )
        book.evaluate_all()
        inputs, outputs = [_place(a) for a in job["inputs"]], [_place(a) for a in job["outputs"]]
        out = []
        began = time.perf_counter()
        for values in job["values"]:
            for (sheet, row, col), value in zip(inputs, values, strict=True):
                book.set_value(sheet, row, col, value)
            book.evaluate_all()
            out.append([_plain(book.get_value(*place)) for place in outputs])
        _write(target, out, [(time.perf_counter() - began) / len(out)])

    def change(self, source: str, target: str) -> None:
        import formualizer

        job = json.loads(Path(source).read_text())
        book = formualizer.load_workbook(job["file"])
        book.evaluate_all()
        seconds, values = [], []
        for address, value in job["changes"]:
            began = time.perf_counter()
            sheet, row, col = _place(address)
            book.set_value(sheet, row, col, value)
            values.append([_plain(book.evaluate_cell(sheet, row, c)) for c in range(6, 11)])
            seconds.append(time.perf_counter() - began)
        _write(target, values, seconds)


def _retention(start: Any, end: Any, new: Any) -> Any:
    """The function of W6 in Python: (end - new) / start, with its errors."""
    for value in (start, end, new):
        if isinstance(value, dict):
            return value
    for value in (start, end, new):
        if value is None:
            return {"type": "Error", "kind": "Na"}
        if not isinstance(value, (int, float)):
            return {"type": "Error", "kind": "Value"}
    if start <= 0 or new > end:
        return {"type": "Error", "kind": "Num"}
    return (end - new) / start


class Ironcalc(Engine):
    """Rust."""

    name = "ironcalc"

    def recalc(self, source: str, target: str) -> None:
        import ironcalc

        model = ironcalc.load_from_xlsx(source)
        model.evaluate()
        Path(target).unlink(missing_ok=True)
        model.save_to_xlsx(target)

    def scenarios(self, source: str, target: str) -> None:
        import ironcalc

        job = json.loads(Path(source).read_text())
        model = ironcalc.load_from_xlsx(job["file"])
        sheets = {p["name"]: i for i, p in enumerate(_properties(model))}
        inputs, outputs = [_place(a) for a in job["inputs"]], [_place(a) for a in job["outputs"]]
        model.evaluate()
        out = []
        began = time.perf_counter()
        for values in job["values"]:
            for (sheet, row, col), value in zip(inputs, values, strict=True):
                model.update_cell_with_number(sheets[sheet], row, col, value)
            model.evaluate()
            out.append([model.get_cell_value(sheets[s], r, c) for s, r, c in outputs])
        _write(target, out, [(time.perf_counter() - began) / len(out)])

    def change(self, source: str, target: str) -> None:
        import ironcalc

        job = json.loads(Path(source).read_text())
        model = ironcalc.load_from_xlsx(job["file"])
        model.evaluate()
        seconds, values = [], []
        for address, value in job["changes"]:
            began = time.perf_counter()
            _, row, col = _place(address)
            model.update_cell_with_number(0, row, col, float(value))
            model.evaluate()
            values.append([model.get_cell_value(0, row, c) for c in range(6, 11)])
            seconds.append(time.perf_counter() - began)
        _write(target, values, seconds)


class Cellrune(Engine):
    """Rust. Values it cannot work out are left out of what it writes."""

    name = "cellrune"

    def recalc(self, source: str, target: str) -> None:
        import cellrune

        book = cellrune.Workbook.open_path(source)
        book.calculate()
        Path(target).unlink(missing_ok=True)
        book.save(target, invalidate_unavailable=True)


class Betteroffice(Engine):
    """Rust. It writes what it calculated once something was edited: a cell far off, in vain."""

    name = "betteroffice"
    package = "betteroffice_xlsx"

    def recalc(self, source: str, target: str) -> None:
        from betteroffice_xlsx import Workbook

        book = Workbook.open_path(source)
        book.set(book.sheet_names[0], "XFD1048576", 1)
        book.set(book.sheet_names[0], "XFD1048576", None)
        book.recalculate()
        Path(target).unlink(missing_ok=True)
        book.save_path(target)


def _properties(model: Any) -> list[dict[str, Any]]:
    return [p if isinstance(p, dict) else vars(p) for p in model.get_worksheets_properties()]


class Formulas:
    """Python; compiles a workbook into a graph of functions."""

    def begin(self) -> None:
        __import__("formulas")

    def recalc(self, source: str, target: str) -> None:
        import formulas

        model = formulas.ExcelModel().loads(source).finish()
        model.calculate()
        folder = Path(target).parent / (Path(target).stem + "-formulas")
        model.write(dirpath=str(folder))
        next(folder.glob("*.[xX][lL][sS]*")).replace(target)


class Pycel:
    """Python; evaluates cell by cell. It has no writer of values: openpyxl puts them in."""

    def begin(self) -> None:
        __import__("pycel")

    def recalc(self, source: str, target: str) -> None:
        import openpyxl
        from pycel import ExcelCompiler

        engine = ExcelCompiler(filename=source)
        book = openpyxl.load_workbook(source)
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        cell.value = engine.evaluate(f"{sheet.title}!{cell.coordinate}")
        book.save(target)


def _place(address: str) -> tuple[str, int, int]:
    """Sheet, row and column from 1."""
    sheet, _, cell = address.rpartition("!")
    name = cell.rstrip("0123456789")
    col = 0
    for letter in name:
        col = col * 26 + ord(letter) - 64
    return sheet.strip("'"), int(cell[len(name) :]), col


def _write(target: str, values: list[Any], seconds: list[float]) -> None:
    told = {"values": values, "seconds": seconds}
    Path(target).write_text(json.dumps(told, default=str))


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, dict):
        return value.get("kind") or str(value)
    return value if isinstance(value, (int, float, str, bool)) or value is None else str(value)


ENGINES = {
    "formualizer": Formualizer,
    "ironcalc": Ironcalc,
    "cellrune": Cellrune,
    "betteroffice": Betteroffice,
    "formulas": Formulas,
    "pycel": Pycel,
}

if __name__ == "__main__":
    getattr(ENGINES[sys.argv[1]](), sys.argv[2])(sys.argv[3], sys.argv[4])
