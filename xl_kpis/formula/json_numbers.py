"""Many numbers to text and back: by orjson, or by the standard library where there is none (PyPy,
Python without a global lock), which gives the same numbers and takes several times as long."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

fast: Any
try:
    import orjson as fast
except ImportError:
    fast = None


def read_list(text: bytes) -> list[Any]:
    """The numbers (and constants) of a JSON list; ``ValueError`` for anything else, and for
    numbers too large.

    >>> read_list(b"[1,2.5,-3e2]")
    [1, 2.5, -300.0]
    """
    found = (
        fast.loads(text) if fast else json.loads(text, parse_constant=_refuse, parse_float=_real)
    )
    if not isinstance(found, list):
        raise ValueError("no list")
    return found


def write_list(numbers: np.ndarray) -> bytes:
    """Numbers (float64) as a JSON list, each in the shortest digits that read back the same.

    >>> write_list(np.array([0.1, 2.0]))
    b'[0.1,2.0]'
    """
    if fast:
        text: bytes = fast.dumps(np.ascontiguousarray(numbers), option=fast.OPT_SERIALIZE_NUMPY)
        return text
    return ("[" + ",".join(map(repr, numbers.tolist())) + "]").encode()


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no number of JSON")


def _real(text: str) -> float:
    number = float(text)
    if number - number != 0.0:
        raise ValueError(f"{text} is too large")
    return number
