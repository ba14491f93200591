"""Docstrings as the site shows them: doctests and ``::`` blocks as code, roles as plain names."""

from __future__ import annotations

import re
from typing import Any

from griffe import Extension, Object

DOCTEST = re.compile(r"(?m)^(>>> .*(?:\n(?!$).*)*)")
ROLE = re.compile(r":[a-z]+:`~?(?:[\w.]*\.)?(\w+)`")


class Docstrings(Extension):
    def on_object(self, *, obj: Object, **_: Any) -> None:
        if obj.docstring is None:
            return
        text = ROLE.sub(r"``\1``", obj.docstring.value)
        text = DOCTEST.sub(r"\n```pycon\n\1\n```", text)
        obj.docstring.value = re.sub(r"(?m)\n*^::$", "", text)
