"""Installing the add-in for LibreOffice, with LibreOffice's own tool."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from xl_kpis.errors import XlKpisError
from xl_kpis.hosts.libreoffice.extension import IDENTIFIER

_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/unopkg",
    r"C:\Program Files\LibreOffice\program\unopkg.com",
    r"C:\Program Files (x86)\LibreOffice\program\unopkg.com",
    "/usr/lib/libreoffice/program/unopkg",
    "/opt/libreoffice/program/unopkg",
)


class InstallError(XlKpisError):
    """Why the add-in could not be installed: ``id`` names the sentence, ``detail`` fills it."""

    def __init__(self, id: str, detail: str = "") -> None:
        super().__init__(id, detail)
        self.id, self.detail = id, detail


def find_tool() -> str | None:
    """LibreOffice's extension tool, ``unopkg``; None where there is no LibreOffice."""
    found = shutil.which("unopkg")
    return found or next((place for place in _PLACES if Path(place).exists()), None)


def install_command(tool: str, extension: Path, profile: str | None = None) -> list[str]:
    """What adds the extension for one user, replacing an older version."""
    return [tool, "add", "--force", *_profile(profile), str(extension)]


def remove_command(tool: str, profile: str | None = None) -> list[str]:
    """What removes the extension again."""
    return [tool, "remove", *_profile(profile), IDENTIFIER]


def _profile(address: str | None) -> list[str]:
    return [f"-env:UserInstallation={address}"] if address else []


def install(extension: Path) -> None:
    """Add the extension for the user running this; :class:`InstallError` says why not."""
    _run(install_command(_tool(), extension))


def uninstall() -> None:
    """Remove the extension; :class:`InstallError` says why not."""
    _run(remove_command(_tool()))


def _tool() -> str:
    if sys.platform != "win32" and os.geteuid() == 0:
        raise InstallError("root")
    tool = find_tool()
    if tool is None:
        raise InstallError("no_libreoffice")
    return tool


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=300)
    if done.returncode:
        lines = [line.strip() for line in (done.stderr or done.stdout).splitlines() if line.strip()]
        raise InstallError("failed", " ".join(lines)[:300])
