"""``xl-kpis addin``: the KPI functions for spreadsheet programs, made, installed, removed."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from xl_kpis.commands.books import write
from xl_kpis.commands.frame import Argument, Choice, Command, Option, force_option
from xl_kpis.commands.language import language, say
from xl_kpis.commands.pack_option import PackOption, pack_id
from xl_kpis.commands.problem import Problem
from xl_kpis.commands.targets import may_write
from xl_kpis.commands.terminal import echo

ACTIONS = ("build", "install", "uninstall")
HOSTS = ("libreoffice", "excel", "lite")


def addin(action: str, host: str, packs: tuple[str, ...], output: str | None, force: bool) -> None:
    for name in packs:
        pack_id(name)
    if action == "build":
        folder = Path(output or ".")
        files = {folder / name: content for name, content in _files(host).items()}
        for path in files:
            may_write(path, force)
        for path, content in files.items():
            write(path, content)
            echo(say("files.written", file=path), err=True)
        if host == "excel":
            echo(say("addin.excel_untried"), err=True)
            if packs:
                echo(say("addin.excel_packs", files=os.pathsep.join(packs)), err=True)
        return
    {"libreoffice": _libreoffice, "excel": _excel, "lite": _lite}[host](action == "install")


def _files(host: str) -> dict[str, bytes]:
    """What a host needs, by file name."""
    if host == "libreoffice":
        from xl_kpis.hosts.libreoffice import extension

        return {extension.FILE: extension.build()}
    if host == "excel":
        from xl_kpis.hosts import vba, xlam

        return {
            f"{vba.MODULE}.bas": vba.module_bytes(language()),
            xlam.FILE: xlam.build(language()),
        }
    from xl_kpis.hosts import lite

    return {
        "main.py": lite.module_text(language()).encode(),
        "requirements.txt": lite.requirements_text().encode(),
    }


def _libreoffice(wanted: bool) -> None:
    from xl_kpis.hosts.libreoffice import extension, install

    try:
        if wanted:
            with tempfile.TemporaryDirectory() as folder:
                install.install(extension.write(Path(folder) / extension.FILE))
        else:
            install.uninstall()
    except install.InstallError as error:
        reason = say(f"addin.why.{error.id}", detail=error.detail)
        raise Problem("addin.refused", reason=reason) from None
    echo(say("addin.libreoffice_in" if wanted else "addin.libreoffice_out"), err=True)


def _excel(wanted: bool) -> None:
    if sys.platform != "win32":
        raise Problem("addin.not_windows")
    from xl_kpis.hosts import setup_excel

    path = setup_excel.config_file()
    old = path.read_text("utf-8") if path.exists() else ""
    if not wanted:
        write(path, setup_excel.without_us(old).encode())
        echo(say("addin.excel_out"), err=True)
        return
    write(path, setup_excel.new_config(old, sys.executable).encode())
    said = setup_excel.install_xlwings_addin()
    if said:
        raise Problem("addin.xlwings", reason=said)
    echo(say("addin.excel_in"), err=True)


def _lite(wanted: bool) -> None:
    echo(say("addin.lite_in" if wanted else "addin.lite_out"), err=True)


command = Command(
    "addin",
    callback=addin,
    params=[
        Argument(["action"], metavar="action", type=Choice(ACTIONS)),
        Argument(["host"], metavar="host", type=Choice(HOSTS)),
        PackOption("addin.pack", multiple=True),
        Option(["-o", "--out-dir", "output"], words="addin.out_dir", metavar="folder"),
        force_option(),
    ],
)
