"""``xl-kpis score``: the KPIs of many clients from tables, without workbooks."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xl_kpis.commands.books import write
from xl_kpis.commands.frame import Argument, Choice, Command, Option, force_option
from xl_kpis.commands.language import language, say
from xl_kpis.commands.pack_option import PackOption, pack_id
from xl_kpis.commands.problem import Problem, Usage
from xl_kpis.commands.targets import ending, may_write
from xl_kpis.commands.terminal import echo, echo_data

if TYPE_CHECKING:
    import pandas as pd

TEXTS = (".csv", ".txt", ".tsv")
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
PARQUET = ".parquet"


def print_scores(
    files: tuple[str, ...], pack: str, dates: str | None, output: str | None, force: bool
) -> None:
    path = None if output is None else Path(output)
    if path is not None:
        ending(path, ".csv", ".json", PARQUET)
        may_write(path, force)
    id = pack_id(pack)

    import pandas as pd

    from xl_kpis.workbook.score import TableError, score

    tables = [_read(file) for file in files]
    whole = tables[0] if len(tables) == 1 else pd.concat(tables, ignore_index=True)
    try:
        found = score(whole, id, language=language(), dates=dates or "")
    except TableError as error:
        raise Problem(
            "score.table", file=", ".join(files), reason=error.sentence(language())
        ) from None
    if path is None:
        echo_data(_csv(found).decode(), nl=False)
    else:
        write(path, _written(found, path.suffix.lower()))
        echo(say("files.written", file=path), err=True)
    there = int(found["value"].notna().sum())
    rows = len(found) // max(1, found["kpi"].cat.categories.size)
    echo(say("score.done", rows=rows, there=there, lacking=len(found) - there), err=True)


def _read(file: str) -> pd.DataFrame:
    """A table of a file, its texts as they stand there."""
    import pandas as pd

    path = Path(file)
    kind = path.suffix.lower()
    if kind not in (*TEXTS, *WORKBOOKS, PARQUET):
        raise Usage("score.kind", file=file)
    if kind == PARQUET:
        found = _parquet(path)
    elif kind in WORKBOOKS:
        found = _frame(_sheet(path))
    else:
        found = _text(path)
    if not len(found):
        raise Problem("score.empty", file=file)
    assert isinstance(found, pd.DataFrame)
    return found


def _parquet(path: Path) -> pd.DataFrame:
    import pandas as pd

    from xl_kpis.formula.xlsx.package.package import file_bytes
    from xl_kpis.workbook.texts import NotInstalled

    raw = file_bytes(path)
    try:
        return pd.read_parquet(io.BytesIO(raw))
    except ImportError:
        raise NotInstalled("parquet") from None
    except Exception as error:
        raise Problem("score.unreadable", file=path, reason=error) from None


def _text(path: Path) -> pd.DataFrame:
    import pandas as pd

    from xl_kpis.formula.xlsx.package.package import file_bytes
    from xl_kpis.workbook.figures.recognise import decoded, table_of

    text = decoded(file_bytes(path))
    head = next(iter(table_of(text[: text.find("\n", 20000)] if len(text) > 20000 else text)), [])
    line = text.partition("\n")[0]
    separator = next((s for s in ("\t", ";", "|", ",") if len(line.split(s)) == len(head)), "")
    if len(head) < 2 or not separator:
        return _frame(table_of(text))
    try:
        return pd.read_csv(io.StringIO(text), sep=separator, dtype=object, keep_default_na=False)
    except pd.errors.ParserError as error:
        raise Problem("score.unreadable", file=path, reason=error) from None


def _sheet(path: Path) -> list[list[Any]]:
    """The rows of the first sheet, as its cells show them: an error is one, and no blank."""
    from xl_kpis.workbook.figures.model import Place, Remark
    from xl_kpis.workbook.figures.recognise import WORKBOOKS as KINDS
    from xl_kpis.workbook.figures.recognise import Unreadable, content_of
    from xl_kpis.workbook.figures.sentences import sentence

    try:
        content = content_of(path)
        if content.kind not in (*KINDS, "html"):
            raise Unreadable("file_damaged", reason=content.kind)
        tables = content.tables
    except Unreadable as error:
        reason = sentence(Remark(Place(""), error.id, error.values), language())
        raise Problem("score.unreadable", file=path, reason=reason) from None
    return [[_value(cell) for cell in row] for row in tables[0].rows] if tables else []


def _value(cell: Any) -> Any:
    """What a cell of a workbook shows; an error as one, a number over several cells as a text."""
    from xl_kpis.errors import VALUE, ExcelError
    from xl_kpis.workbook.figures.model import Unclear

    if not isinstance(cell, Unclear):
        return cell
    if cell.id == "cell_error":
        return ExcelError.of(cell.shown) if cell.shown in ExcelError.codes() else VALUE
    return f"{cell.shown} …"


def _frame(rows: list[list[Any]]) -> pd.DataFrame:
    """Rows as a table: the first that holds anything has the headings; empty rows are no rows."""
    import pandas as pd

    filled = [row for row in rows if any(item not in ("", None) for item in row)]
    if not filled:
        return pd.DataFrame()
    width = max(i for row in filled for i, item in enumerate(row, 1) if item not in ("", None))
    cells = [[*row, *[""] * width][:width] for row in filled]
    return pd.DataFrame(cells[1:], columns=cells[0], dtype=object)


def _csv(found: pd.DataFrame) -> bytes:
    from xl_kpis.workbook.table_files import csv

    return csv(found, ("client", "period", "reason"))


def _written(found: pd.DataFrame, kind: str) -> bytes:
    if kind == ".csv":
        return _csv(found)
    if kind == ".json":
        return found.to_json(orient="records", force_ascii=False, date_format="iso").encode()
    from xl_kpis.workbook.table_files import parquet

    return parquet(found)


command = Command(
    "score",
    callback=print_scores,
    params=[
        Argument(["files"], metavar="table", nargs=-1, required=True),
        PackOption("score.pack", required=True),
        Option(["--dates"], words="figures.dates", type=Choice(("dmy", "mdy"))),
        Option(["-o", "--output"], words="score.output", metavar="file"),
        force_option(),
    ],
)
