"""No command that reads figures opens a connection: what the page on reliability promises."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

WATCHED = """
import sys

def watch(event, arguments):
    if event.startswith("socket.") and event not in ("socket.__new__", "socket.gethostname"):
        raise SystemExit(f"{event} {arguments}")

sys.addaudithook(watch)
from xl_kpis.commands import main
sys.argv[0] = "xl-kpis"
for command in sys.stdin.read().splitlines():
    if code := main(command.split(" ")):
        raise SystemExit(f"{command} ended with {code}")
"""

COMMANDS = (
    "demo",
    "template --pack remote --output made.xlsx",
    "scorecard xl-kpis-demo/career-mentoring.en.xlsx --output card.html",
    "scorecard xl-kpis-demo/career-mentoring.en.xlsx --format json",
    "recalc xl-kpis-demo --out-dir done",
    "recalc xl-kpis-demo/career-mentoring.en.xlsx --output done.xlsx",
    "check xl-kpis-demo/career-mentoring.en.xlsx",
    "roll xl-kpis-demo/career-mentoring.en.xlsx --output next.xlsx",
    'eval =WEBSERVICE("http://example.com/")',
    'eval =IMAGE("http://example.com/a.png")',
    "explain mentoring.retention 85%",
)


def test_no_command_opens_a_connection(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WATCHED],
        input="\n".join(COMMANDS),
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, (done.stdout, done.stderr)


def test_the_watch_sees_a_connection(tmp_path: Path) -> None:
    code = WATCHED.partition("from xl_kpis")[0] + (
        "import socket\nsocket.socket().connect(('127.0.0.1', 9))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "socket.connect" in done.stderr
