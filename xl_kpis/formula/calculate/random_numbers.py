"""The random numbers of a calculation."""

from __future__ import annotations

from functools import cached_property

import numpy as np


class Chance:
    """A generator made when the first number is drawn: few workbooks do, and numpy.random takes
    its time to import."""

    def __init__(self, seed: int | None) -> None:
        self.seed = seed

    @cached_property
    def generator(self) -> np.random.Generator:
        return np.random.default_rng(self.seed)
