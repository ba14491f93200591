"""The process of a command: it starts faster, and ends when the command has."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import threading
from contextlib import suppress

from xl_kpis.garbage import SELDOM


def prepare() -> None:
    """Start faster, by about a fifth where the workbook is small, and end faster.

    Importing makes many objects and no garbage; arrays are spread over processes, not threads; and
    when a command has ended, nothing is left that would have to be found and closed.
    """
    gc.set_threshold(*SELDOM)
    atexit.register(gc.freeze)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def end(code: int) -> int:
    """End the process as it would end by itself, but that all its objects are taken apart one by
    one before, which takes as long as a small workbook.

    Where somebody still has to do with it – another thread, a debugger, a profiler – the exit code
    comes back, and the interpreter ends in its own time.
    """
    is_watched = sys.gettrace() is not None or sys.getprofile() is not None
    run_exit_functions = getattr(atexit, "_run_exitfuncs", None)
    if is_watched or threading.active_count() > 1 or run_exit_functions is None:
        return code
    run_exit_functions()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(code)
