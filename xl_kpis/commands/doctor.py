"""``xl-kpis doctor``: why KPI functions do not work here, and what to do."""

from __future__ import annotations

from xl_kpis.commands.frame import Argument, Command
from xl_kpis.commands.language import say
from xl_kpis.commands.terminal import echo

MARKS = {"ok": "✓", "note": "·", "obstacle": "✗"}


def doctor(file: str | None) -> int:
    from xl_kpis.hosts import diagnose

    findings = list(diagnose.machine())
    if file is not None:
        findings += diagnose.workbook(file)
    for finding in findings:
        echo(f"{MARKS[finding.state]} " + say(f"doctor.say.{finding.id}", **finding.values))
    return 1 if any(finding.state == diagnose.OBSTACLE for finding in findings) else 0


command = Command(
    "doctor",
    callback=doctor,
    params=[Argument(["file"], metavar="file", required=False)],
)
