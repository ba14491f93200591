"""Asks a running LibreOffice for the functions its wizard shows; for the system's own Python.

``python3 wizard.py PIPE`` prints them as JSON and ends LibreOffice.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time

import uno


def connected(pipe: str):  # type: ignore[no-untyped-def]
    here = uno.getComponentContext()
    make = here.ServiceManager.createInstanceWithContext
    resolver = make("com.sun.star.bridge.UnoUrlResolver", here)
    address = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
    for _ in range(120):
        try:
            return resolver.resolve(address)
        except Exception:
            time.sleep(0.25)
    raise SystemExit("LibreOffice does not answer")


def main() -> None:
    there = connected(sys.argv[1])
    make = there.ServiceManager.createInstanceWithContext
    desktop = make("com.sun.star.frame.Desktop", there)
    desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())
    shown = make("com.sun.star.sheet.FunctionDescriptions", there)
    found = {}
    for index in range(shown.Count):
        said = {item.Name: item.Value for item in shown.getByIndex(index)}
        if said["Name"].startswith("KPI_"):
            arguments = [[each.Name, each.Description] for each in said["Arguments"] or ()]
            found[said["Name"]] = [said["Description"], arguments]
    print(json.dumps(found))
    with contextlib.suppress(Exception):
        desktop.terminate()


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    os._exit(0)  # LibreOffice has gone, and its library may crash as Python tidies up after it
