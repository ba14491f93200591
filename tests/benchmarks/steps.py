"""Where W2's time goes, and the least each step could take: ``python -m tests.benchmarks.steps``.

The least is what the library underneath needs for the same bytes alone: inflating the sheet,
parsing its numbers, printing the results, deflating the new sheet.
"""

from __future__ import annotations

import sys
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from isal import isal_zlib


def seconds(work: Callable[[], Any], times: int = 3) -> tuple[float, Any]:
    """The least processor time of some runs, and the result of the last."""
    best, result = float("inf"), None
    for _ in range(times):
        began = time.process_time()
        result = work()
        best = min(best, time.process_time() - began)
    return best, result


def main(path: str) -> None:
    from xl_kpis.formula.book import Book
    from xl_kpis.formula.xlsx import open_package, read_model

    print(f"{'step':42}{'seconds':>9}")

    def show(name: str, spent: float) -> None:
        print(f"{name:42}{spent:9.3f}")

    began = time.process_time()
    package = open_package(path)
    model = read_model(package)
    show("read: inflate, scan, columns, runs", time.process_time() - began)
    book = Book(model, package)
    began = time.process_time()
    _ = book.calculation
    show("plan: parse, compile", time.process_time() - began)
    began = time.process_time()
    book.recalculate()
    show("evaluate", time.process_time() - began)
    began = time.process_time()
    out = book.to_bytes()
    show("write: print, splice, deflate", time.process_time() - began)

    with zipfile.ZipFile(path) as archive:
        name = max(archive.infolist(), key=lambda info: info.file_size).filename
        sheet = archive.read(name)
    packed = isal_zlib.compress(sheet, 1, -15)
    numbers = [column.num for sheet_ in model.sheets for column in sheet_.cells.by_index.values()]
    values = np.concatenate(numbers)
    results = values[: sum(len(scan.formulas) for scan in package.scans.values())]
    text = orjson.dumps(values, option=orjson.OPT_SERIALIZE_NUMPY)
    print(f"\nat least ({len(sheet) / 1e6:.0f} MB of XML, {len(values):,} numbers)")
    show("inflate", seconds(lambda: isal_zlib.decompress(packed, -15))[0])
    data = np.frombuffer(sheet, np.uint8)
    show("look at every byte once", seconds(lambda: np.flatnonzero(data == 60))[0])
    show("parse the numbers", seconds(lambda: np.array(orjson.loads(text)))[0])
    as_numpy = orjson.OPT_SERIALIZE_NUMPY
    show("print the results", seconds(lambda: orjson.dumps(results, option=as_numpy))[0])
    with zipfile.ZipFile(BytesIO(out)) as archive:
        new = archive.read(name)
    show("deflate", seconds(lambda: isal_zlib.compress(new, 1, -15))[0])


if __name__ == "__main__":
    default = Path("build/benchmarks/files/w2.xlsx")
    main(sys.argv[1] if len(sys.argv) > 1 else str(default))
