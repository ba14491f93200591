"""W8 as LibreOffice does it: ``python office.py PROFILE INPUT OUTPUT``, with a Python that has uno.

LibreOffice is started, told to open the workbook, to set one input after another and to say the
values of the cells that depend on it, and ended.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

CANDIDATES = ("/usr/bin/python3", "/usr/lib/libreoffice/program/python", "python3")


def python() -> str:
    """A Python that can talk to LibreOffice, or nothing."""
    for program in CANDIDATES:
        with contextlib.suppress(OSError):
            if not subprocess.run([program, "-c", "import uno"], capture_output=True).returncode:
                return program
    return ""


def connected(pipe: str) -> Any:
    """LibreOffice's own context, once it answers."""
    import uno

    here = uno.getComponentContext()
    make = here.ServiceManager.createInstanceWithContext
    resolver = make("com.sun.star.bridge.UnoUrlResolver", here)
    for _ in range(600):
        with contextlib.suppress(Exception):
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        time.sleep(0.05)
    raise SystemExit("LibreOffice does not answer")


def change(desktop: Any, job: dict[str, Any]) -> dict[str, Any]:
    """Set inputs in turn, read five cells beside each; the seconds only this took."""
    from com.sun.star.beans import PropertyValue

    hidden = PropertyValue("Hidden", 0, True, 0)
    book = desktop.loadComponentFromURL(Path(job["file"]).as_uri(), "_blank", 0, (hidden,))
    book.calculateAll()
    sheet = book.Sheets.getByIndex(0)
    seconds, values = [], []
    for address, value in job["changes"]:
        began = time.perf_counter()
        cell = sheet.getCellRangeByName(address.rpartition("!")[2])
        cell.Value = value
        row = cell.CellAddress.Row
        values.append([sheet.getCellByPosition(col, row).Value for col in range(5, 10)])
        seconds.append(time.perf_counter() - began)
    book.close(True)
    return {"values": values, "seconds": seconds}


def main(profile: str, source: str, target: str) -> None:
    pipe = f"benchmark-{os.getpid()}"
    accept = f"--accept=pipe,name={pipe};urp;"
    running = subprocess.Popen(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--norestore", accept]
    )
    context = connected(pipe)
    make = context.ServiceManager.createInstanceWithContext
    desktop = make("com.sun.star.frame.Desktop", context)
    found = change(desktop, json.loads(Path(source).read_text()))
    Path(target).write_text(json.dumps(found))
    with contextlib.suppress(Exception):
        desktop.terminate()
    running.wait(60)


if __name__ == "__main__":
    main(*sys.argv[1:])
