"""Tables as files that other programs read."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from xl_kpis.workbook.csv_fields import field
from xl_kpis.workbook.texts import NotInstalled

if TYPE_CHECKING:
    import pandas as pd


def csv(table: pd.DataFrame, texts: Iterable[str], paths: Iterable[str] = ()) -> bytes:
    """As CSV; in the columns ``texts``, and ``paths`` to files, nothing that begins as a formula
    is one."""
    kinds = dict.fromkeys(texts, False) | dict.fromkeys(paths, True)
    own: dict[str, Any] = {
        name: table[name].map(partial(field, is_path=is_path), na_action="ignore")
        for name, is_path in kinds.items()
    }
    return table.assign(**own).to_csv(index=False, lineterminator="\n").encode()


def parquet(table: pd.DataFrame) -> bytes:
    """As Parquet; :class:`NotInstalled` if the package for it is not installed."""
    out = io.BytesIO()
    try:
        table.to_parquet(out, index=False)
    except ImportError:
        raise NotInstalled("parquet") from None
    return out.getvalue()
