"""``python -m tests.features [--peers PYTHON] [--office PYTHON]``: run all calls, write pages."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.features import measure, page


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--peers", help="a Python that has the other engines; without it only pages")
    asked.add_argument("--office", default="/usr/bin/python3", help="a Python that has uno")
    given = asked.parse_args()
    if given.peers:
        with tempfile.TemporaryDirectory() as folder:
            measure.measure(given.peers, given.office, Path(folder))
    page.write()


if __name__ == "__main__":
    main()
