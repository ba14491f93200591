"""An engine's calls: ``python run.py ENGINE WORKBOOK FOLDER``, the calls as JSON on stdin, what
came of each on stdout. Imports nothing of ours: it runs with the Python of the engine."""

from __future__ import annotations

import contextlib
import io
import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from typing import Any

SECONDS = 30
"""What a call may take."""


def kept(path: str, target: str, cell: str, want: float) -> bool:
    """Whether the target holds a value in a cell, and all else of the file: the same parts, the
    chart and its formats."""
    import re

    with zipfile.ZipFile(path) as before, zipfile.ZipFile(target) as after:
        same = [n for n in before.namelist() if re.search("chart|drawing|styles|theme", n)]
        for name in same:
            if name not in after.namelist() or before.read(name) != after.read(name):
                raise ValueError(f"{name} is lost or another")
        sheet = after.read("xl/worksheets/sheet1.xml").decode()
    address = cell.rpartition("!")[2]
    found = re.search(rf'<c r="{address}"[^>]*>.*?<v>([^<]*)</v>', sheet)
    return found is not None and float(found[1]) == want


def plain(value: Any) -> Any:
    """What a call gave, as JSON can hold it."""
    with contextlib.suppress(AttributeError, ValueError):
        value = value.item()
    return value


def judged(feature: dict[str, Any], scope: dict[str, Any]) -> str:
    """Empty if a call gave what it has to, or what it gave."""
    out = plain(scope["out"])
    if "check" in feature:
        right = bool(eval(feature["check"], {**scope, "out": out, "kept": kept}))
    else:
        right = type(out) is not bool and out == feature["want"]
    return "" if right else f"gives {str(out)[:80]}"


def called(first: str, call: str, feature: dict[str, Any], scope: dict[str, Any]) -> str:
    """Run a call; empty if it did what it should, or else what happened."""

    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(first + "\n" + call, scope)
            return judged(feature, scope)
    except BaseException as problem:
        return f"{type(problem).__name__}: {problem}".splitlines()[0][:160]


def apart(first: str, call: str, feature: dict[str, Any], scope: dict[str, Any]) -> str:
    """As :func:`called`, in a process that is killed when its time is up."""
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe()

    def work() -> None:
        there.send(called(first, call, feature, scope))

    process = context.Process(target=work)
    process.start()
    said = here.recv() if here.poll(SECONDS) else f"not done after {SECONDS} s"
    process.kill()
    process.join()
    return str(said)


@contextlib.contextmanager
def office() -> Any:
    """LibreOffice's desktop."""
    import uno

    pipe = f"features-{os.getpid()}"
    profile = tempfile.mkdtemp()
    running = subprocess.Popen(
        [
            "soffice",
            f"-env:UserInstallation=file://{profile}",
            "--headless",
            "--norestore",
            f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext",
        ]
    )
    here = uno.getComponentContext()
    make = here.ServiceManager.createInstanceWithContext
    resolver = make("com.sun.star.bridge.UnoUrlResolver", here)
    context = None
    for _ in range(600):
        with contextlib.suppress(Exception):
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            break
        time.sleep(0.1)
    if context is None:
        raise SystemExit("LibreOffice does not answer")
    desktop = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.frame.Desktop", context
    )
    try:
        yield desktop
    finally:
        with contextlib.suppress(Exception):
            desktop.terminate()
        running.wait(60)
        shutil.rmtree(profile, ignore_errors=True)


def version(engine: str) -> str:
    """The engine's version."""
    if engine == "libreoffice":
        said = subprocess.run(["soffice", "--version"], capture_output=True, text=True).stdout
        return said.split()[1] if said else ""
    from importlib.metadata import version as of

    return of(engine.replace("_", "-"))


def main(engine: str, workbook: str, folder: str) -> None:
    told = json.load(sys.stdin)
    found: dict[str, str] = {}
    with office() if engine == "libreoffice" else contextlib.nullcontext() as desktop:
        for name, feature in told["features"].items():
            path = os.path.join(folder, name, "plan.xlsx")
            os.makedirs(os.path.dirname(path), exist_ok=True)
            shutil.copy(workbook, path)
            target = os.path.join(folder, name, "out.xlsx")
            scope = {"path": path, "target": target, "desktop": desktop, "__name__": "call"}
            run = called if engine == "libreoffice" else apart
            found[name] = run(told["open"], feature["call"], feature, scope)
            book = scope.get("book")
            if engine == "libreoffice" and book is not None:
                with contextlib.suppress(Exception):
                    book.close(True)
    print(json.dumps({"version": version(engine), "found": found}))


if __name__ == "__main__":
    main(*sys.argv[1:])
