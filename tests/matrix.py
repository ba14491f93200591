"""The suite on other Pythons, with the lowest and the newest of all dependencies, and what an
installation weighs: ``python -m tests.matrix --python 3.11 3.13 --lowest``.

Needs ``uv`` (extra ``test``), which makes the environments; Pythons are looked for on the PATH, by
the ``py`` launcher, among pyenv's, and fetched by uv where that can be. Environments stay in
``build/matrix``. A part of the suite is run unless ``--all`` is said.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[1]
PLACE = ROOT / "build" / "matrix"
PART = (
    *("tests/kpi", "tests/languages"),
    *(f"tests/formula/test_{name}.py" for name in ("book", "function_examples", "own_functions")),
    *(f"tests/formula/test_{name}.py" for name in ("light_install", "what_if", "regions")),
    *("tests/workbook/test_template.py", "tests/workbook/test_score_tables.py"),
    "tests/commands/test_command_recalc.py",
)
"""What is run unless all is: KPIs, languages, every function's examples, books, commands."""
EXTRAS = ("fleet", "mcp", "parquet", "pdf")
TOOLS = ("hypothesis", "hatch-fancy-pypi-readme", "pillow", "pypdf", "pypdfium2", "pytest")
TOOLS += ("pytest-timeout", "pytest-xdist")
"""What tests themselves need: always the newest, on top of what the product needs."""
SMALLEST = ("numpy", "lxml")
IMPORTS = {"import xl_kpis": "", "first formula": "xl_kpis.evaluate('=SUM(1,2)')"}
"""What is timed: the package, and the package with the engine at work."""
RUNS = 7


@dataclass(frozen=True)
class Kind:
    """An environment: a Python, and which versions of what is installed."""

    python: str
    versions: str = "newest"
    """``newest``, or ``lowest`` for those that pyproject.toml names as the least."""
    installed: str = "extras"
    """``extras`` for the product with its extras, ``plain`` for what ``pip install xl-kpis``
    installs, ``smallest`` for numpy and lxml alone."""

    @property
    def folder(self) -> Path:
        return PLACE / f"{self.python}-{self.versions}-{self.installed}"

    @property
    def interpreter(self) -> Path:
        windows = self.folder / "Scripts" / "python.exe"
        return windows if os.name == "nt" else self.folder / "bin" / "python"


@dataclass
class Row:
    """What came of one environment."""

    kind: Kind
    version: str = ""
    passed: str = "–"
    failed: str = "–"
    megabytes: float = 0.0
    imports: tuple[float, ...] = ()
    problem: str = ""


def main() -> int:
    given = _options().parse_args()
    made = _built(given.revision)
    kinds = [
        Kind(python, versions, installed)
        for python in given.python
        for versions in (["newest", "lowest"] if given.both else [_versions(given)])
        for installed in (["plain", "smallest"] if given.sizes else ["extras"])
    ]
    rows = []
    for kind in kinds:
        print(f"{kind.python}, {kind.versions}, {kind.installed}", flush=True)
        rows.append(_done(kind, made, [] if given.sizes else _tests(given)))
    _show(rows)
    return int(any(row.problem or row.failed not in ("0", "–") for row in rows))


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.matrix", description=__doc__)
    own = f"{sys.version_info.major}.{sys.version_info.minor}"
    parser.add_argument("--python", nargs="+", default=[own], help="such as 3.11 3.13 3.14t")
    parser.add_argument("--lowest", action="store_true", help="the lowest versions, not the newest")
    parser.add_argument("--both", action="store_true", help="the lowest and the newest")
    parser.add_argument("--all", action="store_true", help="the whole suite")
    parser.add_argument("--tests", nargs="+", help="these tests instead")
    parser.add_argument("--sizes", action="store_true", help="size and import time only")
    parser.add_argument(
        "--revision", help="with --sizes: of a commit, not of the files as they are"
    )
    return parser


def _versions(given: argparse.Namespace) -> str:
    return "lowest" if given.lowest else "newest"


def _tests(given: argparse.Namespace) -> list[str]:
    return given.tests or (["tests"] if given.all else list(PART))


# ---- environments -------------------------------------------------------------------------------


def _uv(*args: str | Path) -> str:
    """What uv says; ``CalledProcessError`` where it fails."""
    env = {**os.environ, "UV_NO_PROGRESS": "1"}
    trusted = os.environ.get("PIP_CERT")  # uv has its own name for it
    if trusted:
        env.setdefault("SSL_CERT_FILE", trusted)
    command = [sys.executable, "-m", "uv", *map(str, args)]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    return done.stdout.strip()


@dataclass(frozen=True)
class Built:
    """The product as people install it, and the file that names what it needs."""

    wheel: Path
    project: Path


def _built(revision: str | None) -> Built:
    out = PLACE / "wheels" / (revision or "now")
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        tree = ROOT
        if revision is not None:
            tree = Path(folder)
            packed = subprocess.run(
                ["git", "archive", revision], cwd=ROOT, capture_output=True, check=True
            )
            subprocess.run(["tar", "-x", "-C", folder], input=packed.stdout, check=True)
        _uv("build", "--wheel", "--out-dir", out, tree)
        shutil.copy(tree / "pyproject.toml", out)
    (wheel,) = out.glob("*.whl")
    return Built(wheel, out / "pyproject.toml")


def _interpreter(version: str) -> str:
    """A Python of this version: where uv finds it, or pyenv has it, or uv can fetch it."""
    try:
        return _uv("python", "find", "--no-project", "--system", version)
    except subprocess.CalledProcessError:
        pass
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions")
    for folder in sorted(pyenv.glob(f"{version}*"), reverse=True):
        if re.fullmatch(rf"{re.escape(version)}(\.\d+)*", folder.name):
            return str(folder / "bin" / "python")
    _uv("python", "install", version)
    return _uv("python", "find", "--no-project", "--system", version)


def _make(kind: Kind, made: Built) -> None:
    """The environment, without what tests need."""
    shutil.rmtree(kind.folder, ignore_errors=True)
    _uv("venv", "--python", _interpreter(kind.python), kind.folder)
    to = ("--python", kind.interpreter)
    which = "lowest-direct" if kind.versions == "lowest" else "highest"
    versions = ("--no-build", "--resolution", which)
    if kind.installed == "smallest":
        needed = [line for line in _required(made) if re.split(r"\W", line)[0] in SMALLEST]
        _uv("pip", "install", *to, *versions, *needed)
    else:
        extras = [f"--extra={extra}" for extra in EXTRAS if kind.installed == "extras"]
        _uv("pip", "install", *to, *versions, "-r", made.project, *extras)
    _uv("pip", "install", *to, "--no-deps", made.wheel)


def _required(made: Built) -> list[str]:
    found = tomllib.loads(made.project.read_text("utf-8"))
    return [line.partition(";")[0] for line in found["project"]["dependencies"]]


# ---- what is measured ---------------------------------------------------------------------------


def _done(kind: Kind, made: Built, tests: list[str]) -> Row:
    row = Row(kind)
    try:
        _make(kind, made)
        row.version = _said(kind, "import platform; print(platform.python_version())")
        row.megabytes = _megabytes(kind)
        row.imports = tuple(_seconds(kind, then) for then in IMPORTS.values())
        if tests:
            _uv("pip", "install", "--python", kind.interpreter, "--no-build", *TOOLS)
            row.passed, row.failed = _counted(kind, tests)
    except subprocess.CalledProcessError as problem:
        said = (problem.stderr or "").strip().splitlines()
        print(problem.stderr or problem, file=sys.stderr)
        row.problem = said[-1] if said else str(problem)
    return row


def _said(kind: Kind, code: str) -> str:
    done = subprocess.run(
        [kind.interpreter, "-c", code], cwd=PLACE, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def _megabytes(kind: Kind) -> float:
    """What stands in site-packages before anything is compiled."""
    (packages,) = (p for p in kind.folder.rglob("site-packages") if p.is_dir())
    files = (p for p in packages.rglob("*") if p.is_file() and p.suffix != ".pyc")
    return sum(p.stat().st_size for p in files) / 1e6


def _seconds(kind: Kind, then: str) -> float:
    """The processor's time of importing, the least of several runs, files compiled before."""
    code = (
        "import time; a = time.process_time(); import xl_kpis; {}; print(time.process_time() - a)"
    )
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    command = [kind.interpreter, "-c", code.format(then or "pass")]

    def runs() -> Iterator[float]:
        for _ in range(RUNS):
            done = subprocess.run(
                command, cwd=PLACE, env=env, capture_output=True, text=True, check=True
            )
            yield float(done.stdout)

    return min(runs())


def _counted(kind: Kind, tests: list[str]) -> tuple[str, str]:
    """How many tests passed and failed (errors among them); what failed is printed."""
    command = [
        kind.interpreter,
        "-m",
        "pytest",
        "--no-header",
        "--tb=short",
        "-p",
        "no:cacheprovider",
    ]
    done = subprocess.run([*command, *tests], cwd=ROOT, capture_output=True, text=True)
    counted = {word: int(n) for n, word in re.findall(r"(\d+) (passed|failed|error)", done.stdout)}
    failed = counted.get("failed", 0) + counted.get("error", 0)
    if done.returncode and not failed:
        raise subprocess.CalledProcessError(done.returncode, command, stderr=done.stdout)
    if failed:
        print(done.stdout)
    return str(counted.get("passed", 0)), str(failed)


def _show(rows: list[Row]) -> None:
    table = Table()
    for heading in ("Python", "versions", "installed", "passed", "failed", "MB", *IMPORTS):
        table.add_column(heading, overflow="fold")
    for row in rows:
        kind = row.kind
        table.add_row(
            *(row.version or kind.python, kind.versions, kind.installed, row.passed, row.failed),
            f"{row.megabytes:.0f}" if row.megabytes else "–",
            *(f"{seconds:.2f} s" for seconds in row.imports),
        )
    Console().print(table)
    for row in rows:
        if row.problem:
            print(f"{row.kind.python}, {row.kind.versions}: {row.problem}")


if __name__ == "__main__":
    sys.exit(main())
