"""Everything that is generated, written anew: ``python -m tests.refresh``.

Pages from definitions, templates, and the table of what ran in which host, which runs it.
"""

from __future__ import annotations

import subprocess
import sys

STEPS = (
    "xl_kpis.kpi.pack_writing",
    "xl_kpis.kpi.docs",
    "xl_kpis.formula.functions.support.pages",
    "xl_kpis.commands.docs",
    "xl_kpis.workbook workbook_template",
    "tests.notebooks",
    "pytest tests/hosts --write-tested --deselect tests/hosts/test_hosts_docs.py",
    "xl_kpis.hosts.docs",
)


def main() -> int:
    for step in STEPS:
        print(f"python -m {step}", flush=True)
        done = subprocess.run([sys.executable, "-m", *step.split()])
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
