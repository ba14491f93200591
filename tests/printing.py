"""Workbooks as LibreOffice prints them on a computer of the people who speak their language."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from xl_kpis.languages.conventions import conventions

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
LIMIT = 300
"""Seconds for one call of LibreOffice."""
AT_ONCE = 6
"""Workbooks it is given at a time."""
LOCALE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{region}</value></prop>
</item>
</oor:items>
"""
"""What a profile says of the computer it is on: separators and formats follow it."""


def printed(books: Sequence[Path], language: str, folder: Path) -> list[Path]:
    """Print workbooks into a folder, each as a PDF of its name."""
    region = conventions(language).region
    profile = folder / f"profile.{region}"
    settings = profile / "user" / "registrymodifications.xcu"
    if not settings.exists():
        settings.parent.mkdir(parents=True)
        settings.write_text(LOCALE.format(region=region), "utf-8")
    begun = [str(SOFFICE), f"-env:UserInstallation={profile.resolve().as_uri()}", "--headless"]
    for first in range(0, len(books), AT_ONCE):
        some = [str(book) for book in books[first : first + AT_ONCE]]
        command = [*begun, "--convert-to", "pdf", "--outdir", str(folder), *some]
        subprocess.run(command, check=True, capture_output=True, timeout=LIMIT)
    return [folder / book.with_suffix(".pdf").name for book in books]
