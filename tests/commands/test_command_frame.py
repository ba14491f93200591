"""What holds for every command: exit codes, sentences instead of tracebacks, a fast start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import Make, Run
from xl_kpis import __version__
from xl_kpis.commands import app
from xl_kpis.languages import available, catalogue


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize(
    ("words", "id"),
    [
        (["nothing"], "usage.command"),
        (["recalc", "--nothing"], "usage.option"),
        (["recalc"], "usage.missing_argument"),
        (["template"], "usage.missing_option"),
        (["recalc", "a", "--jobs", "no"], "usage.whole"),
        (["recalc", "a", "--jobs", "0"], "usage.whole"),
        (["recalc", "a", "--format", "xml"], "usage.choice"),
        (["recalc", "a", "--output"], "usage.needs_value"),
        (["recalc", "a", "--force=1"], "usage.no_value"),
        (["list", "more", "words"], "usage.extra"),
        (["recalc", "a"], "files.one_of"),
        (["recalc", "a", "--in-place", "--out-dir", "b"], "files.one_of"),
    ],
)
def test_a_wrong_command_line_is_exit_code_2(
    run: Run, language: str, words: list[str], id: str
) -> None:
    ran = run("--language", language, *words)
    assert (ran.code, ran.out) == (2, "")
    start = catalogue("commands", language)[id].partition("{")[0]
    assert f"xl-kpis: {start}" in ran.err
    assert catalogue("commands", language)["usage.hint"].partition("{")[0] in ran.err


def test_version(run: Run) -> None:
    assert run("--version").out == f"xl-kpis {__version__}\n"


def test_an_interruption_is_exit_code_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(app.GROUP, "invoke", interrupted)
    ran = run("list")
    assert ran.code == 130
    assert "Traceback" not in ran.err


def test_what_nobody_foresaw_is_a_sentence_unless_asked(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **options: object) -> None:
        raise RuntimeError("the moon")

    monkeypatch.setattr(app.GROUP, "invoke", broken)
    ran = run("list")
    assert ran.code == 1
    assert "RuntimeError: the moon" in ran.err
    assert "Traceback" not in ran.err
    monkeypatch.setenv("XL_KPIS_DEBUG", "1")
    assert "Traceback" in run("list").err


@pytest.mark.parametrize("words", [["--help"], ["list"], ["explain", "ARPU"], ["recalc", "--help"]])
def test_light_commands_leave_heavy_libraries_alone(words: list[str]) -> None:
    script = (
        "import sys; from xl_kpis.commands import main; code = main(sys.argv[1:])\n"
        "heavy = {'numpy', 'pandas', 'scipy', 'openpyxl', 'lxml', 'xlwings'} & set(sys.modules)\n"
        "sys.exit(repr(heavy) if heavy else code)"
    )
    done = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout


@pytest.mark.parametrize(
    "words", [["eval", "=1+1"], ["recalc", "small.xlsx", "--in-place"]], ids=lambda words: words[0]
)
def test_one_small_workbook_needs_little(run: Run, make: Make, words: list[str]) -> None:
    make("small.xlsx", A1="=1+1")
    script = (
        "import sys; from xl_kpis.commands import main; code = main(sys.argv[1:])\n"
        "heavy = {'pandas', 'scipy', 'openpyxl', 'xlwings', 'rich', 'multiprocessing', 'pebble'}\n"
        "sys.exit(repr(found) if (found := heavy & set(sys.modules)) else code)"
    )
    done = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_pytest_plugin_is_light() -> None:
    script = "import sys, xl_kpis.hosts.pytest_plugin; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script]).returncode == 0


def test_python_dash_m_is_the_command(run: Run) -> None:
    words = [sys.executable, "-m", "xl_kpis", "eval", "=1+1"]
    assert subprocess.run(words, capture_output=True, text=True).stdout == "2\n"


def ended(code: str, *words: str) -> subprocess.CompletedProcess[str]:
    """A process of the command in which some code ran before."""
    script = f"{code}\nfrom xl_kpis.commands import command\nsys.exit(command())"
    argv = [sys.executable, "-c", f"import atexit, sys, threading, time\n{script}", *words]
    return subprocess.run(argv, capture_output=True, text=True)


def test_a_command_ends_its_process_with_all_that_is_due_at_the_end() -> None:
    done = ended("atexit.register(print, 'due')", "eval", "=1+1")
    assert (done.returncode, done.stdout, done.stderr) == (0, "2\ndue\n", "")
    assert ended("", "eval", "=1+").returncode == 1
    assert ended("", "no such command").returncode == 2


def test_a_command_does_not_end_what_others_do_in_its_process() -> None:
    later = "threading.Thread(target=lambda: (time.sleep(1), print('later'))).start()"
    done = ended(later, "eval", "=1+1")
    assert (done.returncode, done.stdout, done.stderr) == (0, "2\nlater\n", "")
    watched = "sys.setprofile(lambda *about: None)\nsys.exit = lambda code: print('back', code)"
    assert ended(watched, "eval", "=1+1").stdout == "2\nback 0\n"


def test_no_colour_where_there_is_no_terminal(run: Run) -> None:
    assert "\x1b" not in run("list").out


def test_completion_scripts_for_shells() -> None:
    for shell in ("bash", "zsh", "fish"):
        done = subprocess.run(
            [sys.executable, "-m", "xl_kpis"],
            env={"_XL_KPIS_COMPLETE": f"{shell}_source"},
            capture_output=True,
            text=True,
        )
        assert "xl-kpis" in done.stdout


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("xl-kpis rec", {"recalc"}),
        ("xl-kpis recalc --out", {"--output", "--out-dir"}),
        ("xl-kpis template --pack ", {"mentoring", "remote", "my-pack.toml"}),
        ("xl-kpis template --pack my", {"my-pack.toml"}),
        ("xl-kpis template --pack re", {"remote"}),
    ],
)
def test_what_is_completed(typed: str, offered: set[str], tmp_path: Path) -> None:
    (tmp_path / "my-pack.toml").write_text("")
    done = subprocess.run(
        [sys.executable, "-m", "xl_kpis"],
        env={
            "_XL_KPIS_COMPLETE": "bash_complete",
            "COMP_WORDS": typed,
            "COMP_CWORD": str(len(typed.split(" ")) - 1),
        },
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert {line.partition(",")[2] for line in done.stdout.splitlines()} == offered
