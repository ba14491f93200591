"""Functions that need a live service, a cube or a host application.

Nothing is fetched and nothing is run here: each gives the error that Excel gives where the service
cannot be reached.
"""

from __future__ import annotations

from xl_kpis.errors import BLOCKED, CONNECT, FIELD, NA, NAME, VALUE, ExcelError
from xl_kpis.formula.functions.declare import Any_, Text, ex, function

# ---- cubes of an analysis server ----------------------------------------------------------------


@function(
    examples=[
        ex('=CUBEKPIMEMBER("Sales","Margin",1)', NAME),
        ex('=ISERROR(CUBEKPIMEMBER("Sales","Margin",1))', True),
    ],
)
def CUBEKPIMEMBER(
    connection: Any_, kpi_name: Any_, kpi_property: Any_, caption: Any_ = None
) -> ExcelError:
    """A property of a performance indicator kept in a cube; without its server #NAME?."""
    return NAME


@function(
    examples=[
        ex('=CUBEMEMBER("Sales","[Time].[2024]")', NAME),
        ex('=IFERROR(CUBEMEMBER("Sales","[Time].[2024]"),"offline")', "offline"),
    ],
)
def CUBEMEMBER(connection: Any_, member_expression: Any_, caption: Any_ = None) -> ExcelError:
    """A member or tuple of a cube; without its server #NAME?."""
    return NAME


@function(
    examples=[
        ex('=CUBEMEMBERPROPERTY("Sales","[Time].[2024]","Name")', NAME),
        ex('=ISERR(CUBEMEMBERPROPERTY("Sales","[Time].[2024]","Name"))', True),
    ],
)
def CUBEMEMBERPROPERTY(connection: Any_, member_expression: Any_, property_: Any_) -> ExcelError:
    """A property of a member of a cube; without its server #NAME?."""
    return NAME


@function(
    examples=[
        ex('=CUBERANKEDMEMBER("Sales","[Time].Members",1)', NAME),
        ex('=ISERR(CUBERANKEDMEMBER("Sales","[Time].Members",1))', True),
    ],
)
def CUBERANKEDMEMBER(
    connection: Any_, set_expression: Any_, rank: Any_, caption: Any_ = None
) -> ExcelError:
    """The n-th member of a set of a cube; without its server #NAME?."""
    return NAME


@function(
    examples=[
        ex('=CUBESET("Sales","[Time].Members")', NAME),
        ex('=ISERR(CUBESET("Sales","[Time].Members"))', True),
    ],
)
def CUBESET(
    connection: Any_,
    set_expression: Any_,
    caption: Any_ = None,
    sort_order: Any_ = None,
    sort_by: Any_ = None,
) -> ExcelError:
    """A set of members of a cube; without its server #NAME?."""
    return NAME


@function(
    examples=[
        ex("=CUBESETCOUNT(A1)", NAME),
        ex('=CUBESETCOUNT(CUBESET("Sales","[Time].Members"))', NAME),
    ],
)
def CUBESETCOUNT(set_: Any_) -> ExcelError:
    """How many members a set of a cube has; without its server #NAME?."""
    return NAME


@function(
    examples=[
        ex('=CUBEVALUE("Sales","[Measures].[Profit]")', NAME),
        ex('=IFERROR(CUBEVALUE("Sales"),0)', 0),
    ],
)
def CUBEVALUE(connection: Any_, *member_expressions: Any_) -> ExcelError:
    """A value aggregated by a cube; without its server #NAME?."""
    return NAME


# ---- services on the net ------------------------------------------------------------------------


@function(
    examples=[
        ex('=STOCKHISTORY("MSFT",45000)', CONNECT),
        ex('=ISERROR(STOCKHISTORY("MSFT",45000,45010,1))', True),
    ],
)
def STOCKHISTORY(
    stock: Any_,
    start_date: Any_,
    end_date: Any_ = None,
    interval: Any_ = None,
    headers: Any_ = None,
    *properties: Any_,
) -> ExcelError:
    """Prices of a share over time, from a service; offline #CONNECT!."""
    return CONNECT


@function(
    examples=[
        ex('=IMAGE("https://example.org/logo.png")', CONNECT),
        ex('=IFERROR(IMAGE("https://example.org/logo.png"),"no picture")', "no picture"),
    ],
)
def IMAGE(
    source: Any_,
    alt_text: Any_ = None,
    sizing: Any_ = None,
    height: Any_ = None,
    width: Any_ = None,
) -> ExcelError:
    """A picture from an address, in a cell; offline #CONNECT!."""
    return CONNECT


@function(
    examples=[
        ex('=WEBSERVICE("https://example.com")', VALUE),
        ex('=IFERROR(WEBSERVICE("https://example.com"),"offline")', "offline"),
    ],
)
def WEBSERVICE(url: Text) -> ExcelError:
    """Data from a web service; offline #VALUE!."""
    return VALUE


@function(
    examples=[
        ex('=TRANSLATE("hello","en","fr")', CONNECT),
        ex('=IFERROR(TRANSLATE("hello","en","fr"),"hello")', "hello"),
    ],
)
def TRANSLATE(text: Any_, source_language: Any_ = None, target_language: Any_ = None) -> ExcelError:
    """A text in another language, from a service; offline #CONNECT!."""
    return CONNECT


@function(
    examples=[
        ex('=DETECTLANGUAGE("bonjour")', CONNECT),
        ex('=ISERROR(DETECTLANGUAGE("bonjour"))', True),
    ],
)
def DETECTLANGUAGE(text: Any_) -> ExcelError:
    """The language a text is in, from a service; offline #CONNECT!."""
    return CONNECT


@function(
    examples=[
        ex('=COPILOT("Sum up",A1:A9)', CONNECT),
        ex('=ISERROR(COPILOT("Sum up"))', True),
    ],
)
def COPILOT(prompt_part: Any_, *context: Any_) -> ExcelError:
    """The answer of a language model, from a service; offline #CONNECT!."""
    return CONNECT


@function(examples=[ex('=PY("1+1",0)', CONNECT), ex('=ISERROR(PY("1+1",0))', True)])
def PY(python_code: Any_, return_type: Any_, *references: Any_) -> ExcelError:
    """The result of Python code run by a service; offline #CONNECT!."""
    return CONNECT


@function(
    examples=[
        ex('=FIELDVALUE(A1,"Price")', FIELD, A1="MSFT"),
        ex('=IFERROR(FIELDVALUE(A1,"Price"),0)', 0, A1="MSFT"),
    ],
)
def FIELDVALUE(value: Any_, field_name: Any_) -> ExcelError:
    """A field of a linked data type such as a share or a place; no cell holds one here: #FIELD!."""
    return FIELD


@function(
    examples=[
        ex('=IMPORTTEXT("data.txt")', BLOCKED),
        ex('=ISERROR(IMPORTTEXT("data.txt",";"))', True),
    ],
)
def IMPORTTEXT(path: Any_, *options: Any_) -> ExcelError:
    """A text file as an array; no other file is ever read: #BLOCKED!."""
    return BLOCKED


@function(
    examples=[
        ex('=IMPORTCSV("data.csv")', BLOCKED),
        ex('=ISERROR(IMPORTCSV("data.csv",1))', True),
    ],
)
def IMPORTCSV(path: Any_, *options: Any_) -> ExcelError:
    """A CSV file as an array; no other file is ever read: #BLOCKED!."""
    return BLOCKED


# ---- other programs -----------------------------------------------------------------------------


@function(
    examples=[
        ex('=RTD("my.server",,"price")', NA),
        ex('=IFNA(RTD("my.server",,"price"),"offline")', "offline"),
    ],
)
def RTD(prog_id: Any_, server: Any_, topic: Any_, *topics: Any_) -> ExcelError:
    """A value from a program that serves data in real time; without it #N/A."""
    return NA


@function(
    examples=[
        ex('=CALL("Kernel32","GetTickCount","J")', BLOCKED),
        ex('=ISERROR(CALL("Kernel32","GetTickCount","J"))', True),
    ],
)
def CALL(register_id: Any_, *arguments: Any_) -> ExcelError:
    """Calls a procedure of a library; this is never done: #BLOCKED!."""
    return BLOCKED


@function(
    name="REGISTER.ID",
    examples=[
        ex('=REGISTER.ID("Kernel32","GetTickCount","J")', VALUE),
        ex('=ISERROR(REGISTER.ID("Kernel32","GetTickCount"))', True),
    ],
)
def REGISTER_ID(module_text: Any_, procedure: Any_, type_text: Any_ = None) -> ExcelError:
    """The number of a procedure of a library; none is ever loaded: #VALUE!."""
    return VALUE


@function(
    name="SQL.REQUEST",
    examples=[
        ex('=SQL.REQUEST("DSN=x",,,"select 1")', NAME),
        ex('=ISERROR(SQL.REQUEST("DSN=x"))', True),
    ],
)
def SQL_REQUEST(
    connection_string: Any_,
    output_ref: Any_ = None,
    driver_prompt: Any_ = None,
    query_text: Any_ = None,
    column_names_logical: Any_ = None,
) -> ExcelError:
    """The result of a database query, from an add-in; without it #NAME?."""
    return NAME
