"""What the figures were measured on."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

OWN = ("xl-kpis", "numpy")


def about(peers: str, packages: list[str]) -> dict[str, str]:
    """Processor, cores, memory, system, Python and the versions of the engines, by name."""
    found = {
        "processor": processor(),
        "cores": str(os.cpu_count()),
        "memory": f"{memory() / 1e9:.0f}",
        "system": f"{platform.system()} {platform.release().partition('-')[0]}",
        "Python": platform.python_version(),
        "load": f"{os.getloadavg()[0]:.1f}",
    }
    found |= {name: version(name) for name in OWN}
    commit = said("git", "-C", str(Path(__file__).parent), "rev-parse", "--short", "HEAD")
    if commit:
        found["xl-kpis"] += f" ({commit})"
    ask = "import json,sys; from importlib.metadata import version; "
    ask += "print(json.dumps({n: version(n) for n in sys.argv[1:]}))"
    found |= json.loads(said(peers, "-c", ask, *packages) or "{}")
    if shutil.which("soffice"):
        found["LibreOffice"] = said("soffice", "--version").split()[1]
    return found


def processor() -> str:
    """The name of the processor as the system tells it."""
    told = Path("/proc/cpuinfo")
    if told.exists():
        for line in told.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    if sys.platform == "darwin":
        return said("sysctl", "-n", "machdep.cpu.brand_string")
    return platform.processor() or platform.machine()


def memory() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def said(*command: str) -> str:
    """What a command prints, nothing if it fails."""
    done = subprocess.run(command, capture_output=True, text=True)
    return done.stdout.strip() if done.returncode == 0 else ""
