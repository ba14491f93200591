"""``python -m xl_kpis`` is the command ``xl-kpis``."""

import sys

from xl_kpis.commands import command

if __name__ == "__main__":
    sys.exit(command())
