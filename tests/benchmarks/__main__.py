"""The benchmark: ``python -m tests.benchmarks [W1 W2 …] [--runs 5] [--docs docs]``.

Makes the workbooks, installs the other engines into an environment of its own under
``build/benchmarks``, checks that all give the same values, then times whole processes in turn and
writes the page. Results of workloads not named are kept from the last time.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.benchmarks import page
from tests.benchmarks.jobs import all_jobs
from tests.benchmarks.session import Session


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "workloads", nargs="*", help="W1 W1x200 W2 … W8 corpus growth kinds sizes; all"
    )
    parser.add_argument("--engines", help="only these, with commas between")
    parser.add_argument("--runs", type=int, default=5, help="how often each is run")
    parser.add_argument("--timeout", type=float, default=120.0, help="seconds per run")
    parser.add_argument("--work", default="build/benchmarks", help="where files are kept")
    parser.add_argument("--corpus", nargs="+", help="folders of workbooks to calculate as well")
    parser.add_argument("--growth", type=int, nargs="+", help="rows, instead of 2000 to 200000")
    parser.add_argument("--docs", default="docs", help="where the page is written")
    options = parser.parse_args()
    session = Session(options)
    todo = all_jobs(session)
    for name in options.workloads or todo:
        todo[name.upper()]()
    page.write(session, Path(options.docs))


if __name__ == "__main__":
    main()
