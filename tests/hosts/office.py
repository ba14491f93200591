"""A real LibreOffice with a profile of its own, made to recalculate every file."""

from __future__ import annotations

import atexit
import functools
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest

from xl_kpis.hosts.libreoffice import extension, install

RECALCULATE = (
    '<item oor:path="/org.openoffice.Office.Calc/Formula/Load">'
    '<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>'
)
"""Without it, files that carry values are only read."""

NO_ADD_IN = "no LibreOffice, or one older than 25.2"
LIMIT = 240


@functools.cache
def version() -> tuple[int, ...]:
    """LibreOffice's version, (0,) if there is none."""
    program = shutil.which("soffice")
    if program is None or install.find_tool() is None:
        return (0,)
    done = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=60)
    found = re.search(r"(\d+)\.(\d+)", done.stdout)
    return tuple(map(int, found.groups())) if found else (0,)


@functools.cache
def system_python() -> str:
    """A Python that can talk to LibreOffice; skips where there is none."""
    for program in ("/usr/bin/python3", "/usr/lib/libreoffice/program/python"):
        if Path(program).exists():
            done = subprocess.run([program, "-c", "import uno"], capture_output=True, timeout=60)
            if done.returncode == 0:
                return program
    pytest.skip("no Python that can talk to LibreOffice (python3-uno)")


class Office:
    """LibreOffice in a folder of its own. As root it runs as ``nobody``: unopkg refuses root."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="xl-kpis-office-"))
        atexit.register(shutil.rmtree, self.folder, ignore_errors=True)
        self.profile = (self.folder / "profile").as_uri()
        self.other: dict[str, Any] = {}
        if os.geteuid() == 0:
            self.other = {"user": "nobody", "group": "nogroup", "extra_groups": []}
            shutil.chown(self.folder, "nobody", "nogroup")
        self.folder.chmod(0o755)

    def run(self, *command: str, given: str | None = None) -> str:
        environment = {**os.environ, "HOME": str(self.folder)}
        done = subprocess.run(
            command,
            input=given,
            capture_output=True,
            text=True,
            errors="replace",
            env=environment,
            cwd=self.folder,
            timeout=LIMIT,
            **self.other,
        )
        assert done.returncode == 0, (done.returncode, (done.stdout + done.stderr)[-3000:])
        return done.stdout

    def set_up(self, with_add_in: bool) -> None:
        """A profile that recalculates, with or without our add-in."""
        tool = install.find_tool()
        assert tool is not None
        if with_add_in:
            file = extension.write(self.folder / extension.FILE)
            file.chmod(0o644)
            self.run(*install.install_command(tool, file, self.profile))
        else:
            self.run(tool, "list", f"-env:UserInstallation={self.profile}")
        user = self.folder / "profile" / "user"
        settings = user / "registrymodifications.xcu"
        if settings.exists():
            text = settings.read_text()
        else:
            user.mkdir(parents=True, exist_ok=True)
            text = (
                '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items '
                'xmlns:oor="http://openoffice.org/2001/registry" '
                'xmlns:xs="http://www.w3.org/2001/XMLSchema">\n</oor:items>\n'
            )
        settings.write_text(text.replace("</oor:items>", RECALCULATE + "\n</oor:items>"))
        settings.chmod(0o666)

    def wizard(self) -> dict[str, Any]:
        """Name → help and arguments of the functions the wizard shows, in LibreOffice's words."""
        found: dict[str, Any] = json.loads(self.drive(Path(__file__).parent / "wizard.py"))
        return found

    def edit(self, jobs: dict[str, tuple[bytes, list[Any]]]) -> dict[str, bytes]:
        """Workbooks, with their values, after edits a person makes in LibreOffice (see
        ``editing.py``), by name."""
        orders = []
        for number, (file, edits) in enumerate(jobs.values()):
            source, target = (self.folder / f"{number}.{way}.xlsx" for way in ("in", "out"))
            source.write_bytes(file)
            source.chmod(0o666)  # what may not be written may not be edited
            target.unlink(missing_ok=True)
            orders.append({"source": str(source), "target": str(target), "edits": edits})
        self.drive(Path(__file__).parent / "editing.py", json.dumps(orders))
        return {name: Path(o["target"]).read_bytes() for name, o in zip(jobs, orders, strict=True)}

    def drive(self, script: Path, given: str = "") -> str:
        """What a script prints that talks to a running LibreOffice, and ends it when done."""
        pipe = f"xl-kpis-{os.getpid()}"
        copy = self.folder / script.name
        copy.write_text(script.read_text("utf-8"), "utf-8")
        copy.chmod(0o644)
        program = shutil.which("soffice")
        assert program is not None
        profile = f"-env:UserInstallation={self.profile}"
        accept = f"--accept=pipe,name={pipe};urp;"
        running = subprocess.Popen(
            [program, profile, "--headless", "--norestore", accept],
            env={**os.environ, "HOME": str(self.folder)},
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            **self.other,
        )
        try:
            printed = self.run(system_python(), str(copy), pipe, given=given)
            running.wait(60)
        finally:
            if running.poll() is None:
                os.killpg(running.pid, signal.SIGKILL)
        return printed

    def recalculate(self, data: bytes) -> bytes:
        """An xlsx file opened, recalculated and saved as xlsx."""
        return self.converted({"in": data}, "xlsx:Calc MS Excel 2007 XML")["in"]

    def converted(self, files: dict[str, bytes], to: str) -> dict[str, bytes]:
        """xlsx files opened, recalculated and saved as another kind, by name."""
        sources = [self.folder / f"{name}.xlsx" for name in files]
        for source, data in zip(sources, files.values(), strict=True):
            source.write_bytes(data)
            source.chmod(0o644)
        program = shutil.which("soffice")
        assert program is not None
        target = self.folder / "out"
        self.run(
            program,
            f"-env:UserInstallation={self.profile}",
            "--headless",
            "--norestore",
            "--convert-to",
            to,
            "--outdir",
            str(target),
            *map(str, sources),
        )
        ending = to.partition(":")[0]
        return {name: (target / f"{name}.{ending}").read_bytes() for name in files}


@functools.cache
def office(with_add_in: bool = True) -> Office:
    """One LibreOffice per test run; skips where there is none that can."""
    if version() < (25, 2):
        pytest.skip(NO_ADD_IN)
    made = Office()
    made.set_up(with_add_in)
    return made
