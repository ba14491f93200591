"""``xl-kpis mcp``: workbooks for assistants that speak the Model Context Protocol.

The protocol is the SDK's (package ``mcp``, the extra of that name); what can be asked is
:class:`xl_kpis.commands.assistant.Desk`'s.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from xl_kpis.commands.assistant import Answer, Desk
from xl_kpis.commands.frame import Argument, Command, Option, functions_option
from xl_kpis.commands.language import say
from xl_kpis.commands.problem import Problem, sentence, trace
from xl_kpis.commands.terminal import in_json

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer


def serve(folders: tuple[str, ...], write: bool) -> None:
    """Answer on stdin and stdout until the assistant hangs up."""
    server_for(Desk(folders, write)).run("stdio")


def server_for(desk: Desk) -> MCPServer:
    """The server that lets an assistant ask a desk."""
    try:
        from mcp.server.mcpserver import MCPServer
        from mcp_types import ToolAnnotations
    except ModuleNotFoundError:
        raise Problem("mcp.no_sdk") from None
    from xl_kpis import __version__

    server = MCPServer(
        "xl-kpis",
        version=__version__,
        instructions=say("mcp.instructions"),
        log_level="ERROR",
    )
    for name, ask in tools(desk).items():
        server.add_tool(
            _answering(ask),
            name=name,
            description=say(f"mcp.tool.{name}"),
            annotations=ToolAnnotations(
                read_only_hint=name not in ("set_cells", "save"),
                destructive_hint=name == "save",
                open_world_hint=False,
            ),
            structured_output=False,
        )
    return server


def tools(desk: Desk) -> dict[str, Callable[..., Answer]]:
    """What can be asked, by the tool's name; the signatures are what an assistant sees."""

    def list_workbooks() -> Answer:
        return desk.list_workbooks()

    def open_workbook(file: str) -> Answer:
        return desk.open_workbook(file)

    def read_range(file: str, address: str) -> Answer:
        return desk.read_range(file, address)

    def set_cells(file: str, cells: dict[str, str | float | bool | None]) -> Answer:
        return desk.set_cells(file, cells)

    def recalculate(file: str) -> Answer:
        return desk.recalculate(file)

    def explain_cell(file: str, address: str) -> Answer:
        return desk.explain_cell(file, address)

    def trace_error(file: str, address: str) -> Answer:
        return desk.trace_error(file, address)

    def evaluate(file: str, formula: str) -> Answer:
        return desk.evaluate(file, formula)

    def scorecard(file: str, period: str | None = None) -> Answer:
        return desk.scorecard(file, period)

    def dry_run_fill(file: str, data: str, settings: dict[str, str] | None = None) -> Answer:
        return desk.dry_run_fill(file, data, settings)

    def close_workbook(file: str) -> Answer:
        return desk.close_workbook(file)

    def save(file: str, to: str | None = None, overwrite: bool = False) -> Answer:
        return desk.save(file, to, overwrite)

    asked: list[Callable[..., Answer]] = [
        *(list_workbooks, open_workbook, read_range, set_cells, recalculate, explain_cell),
        *(trace_error, evaluate, scorecard, dry_run_fill, close_workbook),
        *([save] if desk.write else []),
    ]
    return {ask.__name__: ask for ask in asked}


def _answering(ask: Callable[..., Answer]) -> Callable[..., Any]:
    """A tool whose answer is JSON, and whose failure a sentence."""
    from mcp_types import CallToolResult, TextContent

    @wraps(ask)
    def answer(**given: Any) -> CallToolResult:
        try:
            text, failed = in_json(ask(**given)), False
        except Exception as error:
            trace(error)
            text, failed = sentence(error), True
        return CallToolResult(content=[TextContent(type="text", text=text)], is_error=failed)

    return answer


command = Command(
    "mcp",
    callback=serve,
    params=[
        Argument(["folders"], metavar="folder", nargs=-1, required=True),
        Option(["--write"], words="mcp.write", is_flag=True),
        functions_option(),
    ],
)
