"""A command's process leaves out of numpy and scipy what it has no use for."""

from __future__ import annotations

import subprocess
import sys

import pytest

_BEFORE = """
import sys
from xl_kpis.commands.quick_imports import import_quickly
import_quickly()
import numpy
"""


def told(program: str) -> str:
    """What a fresh process prints that imports numpy as a command does."""
    return subprocess.run(
        [sys.executable, "-c", _BEFORE + program], capture_output=True, text=True, check=True
    ).stdout.strip()


def test_neither_documentation_nor_types_are_made() -> None:
    left_out = ["numpy._typing", "numpy._core._add_newdocs"]
    assert told(f"print([name in sys.modules for name in {left_out}])") == "[False, False]"


USED = {
    "import numpy.typing; print(numpy.typing.NDArray[int].__origin__.__name__)": "ndarray",
    "from numpy._typing._shape import _Shape; print(_Shape)": "tuple[int, ...]",
    "print(numpy.linalg.solve([[2.0]], [4.0]), numpy.linalg.qr([[1.0]]).R.shape)": "[2.] (1, 1)",
    "numpy.random.default_rng(1); numpy.ma.array([1]); print(numpy.fft.fft([1]).real)": "[1.]",
    "import pandas; print(pandas.DataFrame({'a': [1]}).a.sum())": "1",
    "print(numpy.__spec__.loader is numpy.__loader__, hasattr(numpy.__loader__, 'get_data'))": (
        "True True"
    ),
    "from scipy.special import ndtri; print(round(ndtri(0.975), 6))": "1.959964",
    "from scipy.special import logsumexp; print(logsumexp([0.0]))": "0.0",
    "import scipy.special as s; print(s.betainc(1, 1, 0.5), s.softmax([1.0]), s.factorial(3))": (
        "0.5 [1.] 6.0"
    ),
    "from scipy.special import ndtri, expit, comb; print(ndtri(0.5), expit(0.0), comb(4, 2))": (
        "0.0 0.5 6.0"
    ),
    "from scipy.optimize import brentq; print(round(brentq(lambda x: x - 2, 0, 3), 6))": "2.0",
    "import scipy.stats; print(round(scipy.stats.norm.ppf(0.5), 6))": "0.0",
}


@pytest.mark.parametrize("program", USED)
def test_all_else_of_numpy_is_there(program: str) -> None:
    assert told(program) == USED[program]


def test_other_processes_have_all_of_it() -> None:
    import numpy as np

    assert "ndarray" in str(np.ndarray.__doc__)
