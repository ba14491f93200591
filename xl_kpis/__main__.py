"""``python -m xl_kpis`` is the command ``xl-kpis``."""

import sys

from xl_kpis.commands import main

if __name__ == "__main__":
    sys.exit(main())
