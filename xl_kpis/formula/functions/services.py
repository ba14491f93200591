"""Functions that need a live service, a cube or a host application.

Nothing is fetched and nothing is run here: each gives the error that Excel gives where the service
cannot be reached.
"""

from __future__ import annotations

from xl_kpis.errors import BLOCKED, CONNECT, FIELD, NA, NAME, VALUE, ExcelError
from xl_kpis.formula.functions.declare import Any_, Text, ex, function

# ---- cubes of an analysis server ----------------------------------------------------------------


@function(
    en="A property of a performance indicator kept in a cube; without its server #NAME?.",
    fr="Une propriété d’un indicateur conservé dans un cube ; sans son serveur #NAME?.",
    examples=[
        ex('=CUBEKPIMEMBER("Sales","Margin",1)', NAME),
        ex('=ISERROR(CUBEKPIMEMBER("Sales","Margin",1))', True),
    ],
)
def CUBEKPIMEMBER(
    connection: Any_, kpi_name: Any_, kpi_property: Any_, caption: Any_ = None
) -> ExcelError:
    return NAME


@function(
    en="A member or tuple of a cube; without its server #NAME?.",
    fr="Un membre ou un uplet d’un cube ; sans son serveur #NAME?.",
    examples=[
        ex('=CUBEMEMBER("Sales","[Time].[2024]")', NAME),
        ex('=IFERROR(CUBEMEMBER("Sales","[Time].[2024]"),"offline")', "offline"),
    ],
)
def CUBEMEMBER(connection: Any_, member_expression: Any_, caption: Any_ = None) -> ExcelError:
    return NAME


@function(
    en="A property of a member of a cube; without its server #NAME?.",
    fr="Une propriété d’un membre d’un cube ; sans son serveur #NAME?.",
    examples=[
        ex('=CUBEMEMBERPROPERTY("Sales","[Time].[2024]","Name")', NAME),
        ex('=ISERR(CUBEMEMBERPROPERTY("Sales","[Time].[2024]","Name"))', True),
    ],
)
def CUBEMEMBERPROPERTY(connection: Any_, member_expression: Any_, property_: Any_) -> ExcelError:
    return NAME


@function(
    en="The n-th member of a set of a cube; without its server #NAME?.",
    fr="Le n-ième membre d’un ensemble d’un cube ; sans son serveur #NAME?.",
    examples=[
        ex('=CUBERANKEDMEMBER("Sales","[Time].Members",1)', NAME),
        ex('=ISERR(CUBERANKEDMEMBER("Sales","[Time].Members",1))', True),
    ],
)
def CUBERANKEDMEMBER(
    connection: Any_, set_expression: Any_, rank: Any_, caption: Any_ = None
) -> ExcelError:
    return NAME


@function(
    en="A set of members of a cube; without its server #NAME?.",
    fr="Un ensemble de membres d’un cube ; sans son serveur #NAME?.",
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
    return NAME


@function(
    en="How many members a set of a cube has; without its server #NAME?.",
    fr="Le nombre de membres d’un ensemble d’un cube ; sans son serveur #NAME?.",
    examples=[
        ex("=CUBESETCOUNT(A1)", NAME),
        ex('=CUBESETCOUNT(CUBESET("Sales","[Time].Members"))', NAME),
    ],
)
def CUBESETCOUNT(set_: Any_) -> ExcelError:
    return NAME


@function(
    en="A value aggregated by a cube; without its server #NAME?.",
    fr="Une valeur agrégée par un cube ; sans son serveur #NAME?.",
    examples=[
        ex('=CUBEVALUE("Sales","[Measures].[Profit]")', NAME),
        ex('=IFERROR(CUBEVALUE("Sales"),0)', 0),
    ],
)
def CUBEVALUE(connection: Any_, *member_expressions: Any_) -> ExcelError:
    return NAME


# ---- services on the net ------------------------------------------------------------------------


@function(
    en="Prices of a share over time, from a service; offline #CONNECT!.",
    fr="Les cours d’une action dans le temps, fournis par un service ; hors ligne #CONNECT!.",
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
    return CONNECT


@function(
    en="A picture from an address, in a cell; offline #CONNECT!.",
    fr="Une image tirée d’une adresse, dans une cellule ; hors ligne #CONNECT!.",
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
    return CONNECT


@function(
    en="Data from a web service; offline #VALUE!.",
    fr="Les données d’un service web ; hors ligne #VALUE!.",
    examples=[
        ex('=WEBSERVICE("https://example.com")', VALUE),
        ex('=IFERROR(WEBSERVICE("https://example.com"),"offline")', "offline"),
    ],
)
def WEBSERVICE(url: Text) -> ExcelError:
    return VALUE


@function(
    en="A text in another language, from a service; offline #CONNECT!.",
    fr="Un texte dans une autre langue, fourni par un service ; hors ligne #CONNECT!.",
    examples=[
        ex('=TRANSLATE("hello","en","fr")', CONNECT),
        ex('=IFERROR(TRANSLATE("hello","en","fr"),"hello")', "hello"),
    ],
)
def TRANSLATE(text: Any_, source_language: Any_ = None, target_language: Any_ = None) -> ExcelError:
    return CONNECT


@function(
    en="The language a text is in, from a service; offline #CONNECT!.",
    fr="La langue d’un texte, fournie par un service ; hors ligne #CONNECT!.",
    examples=[
        ex('=DETECTLANGUAGE("bonjour")', CONNECT),
        ex('=ISERROR(DETECTLANGUAGE("bonjour"))', True),
    ],
)
def DETECTLANGUAGE(text: Any_) -> ExcelError:
    return CONNECT


@function(
    en="The answer of a language model, from a service; offline #CONNECT!.",
    fr="La réponse d’un modèle de langue, fournie par un service ; hors ligne #CONNECT!.",
    examples=[
        ex('=COPILOT("Sum up",A1:A9)', CONNECT),
        ex('=ISERROR(COPILOT("Sum up"))', True),
    ],
)
def COPILOT(prompt_part: Any_, *context: Any_) -> ExcelError:
    return CONNECT


@function(
    en="The result of Python code run by a service; offline #CONNECT!.",
    fr="Le résultat d’un code Python exécuté par un service ; hors ligne #CONNECT!.",
    examples=[ex('=PY("1+1",0)', CONNECT), ex('=ISERROR(PY("1+1",0))', True)],
)
def PY(python_code: Any_, return_type: Any_, *references: Any_) -> ExcelError:
    return CONNECT


@function(
    en="A field of a linked data type such as a share or a place; no cell holds one here: #FIELD!.",
    fr="Un champ d’un type de données lié, comme une action ou un lieu ; aucune cellule n’en "
    "contient ici : #FIELD!.",
    examples=[
        ex('=FIELDVALUE(A1,"Price")', FIELD, A1="MSFT"),
        ex('=IFERROR(FIELDVALUE(A1,"Price"),0)', 0, A1="MSFT"),
    ],
)
def FIELDVALUE(value: Any_, field_name: Any_) -> ExcelError:
    return FIELD


@function(
    en="A text file as an array; no other file is ever read: #BLOCKED!.",
    fr="Un fichier texte sous forme de matrice ; aucun autre fichier n’est jamais lu : #BLOCKED!.",
    examples=[
        ex('=IMPORTTEXT("data.txt")', BLOCKED),
        ex('=ISERROR(IMPORTTEXT("data.txt",";"))', True),
    ],
)
def IMPORTTEXT(path: Any_, *options: Any_) -> ExcelError:
    return BLOCKED


@function(
    en="A CSV file as an array; no other file is ever read: #BLOCKED!.",
    fr="Un fichier CSV sous forme de matrice ; aucun autre fichier n’est jamais lu : #BLOCKED!.",
    examples=[
        ex('=IMPORTCSV("data.csv")', BLOCKED),
        ex('=ISERROR(IMPORTCSV("data.csv",1))', True),
    ],
)
def IMPORTCSV(path: Any_, *options: Any_) -> ExcelError:
    return BLOCKED


# ---- other programs -----------------------------------------------------------------------------


@function(
    en="A value from a program that serves data in real time; without it #N/A.",
    fr="Une valeur d’un programme qui fournit des données en temps réel ; sans lui #N/A.",
    examples=[
        ex('=RTD("my.server",,"price")', NA),
        ex('=IFNA(RTD("my.server",,"price"),"offline")', "offline"),
    ],
)
def RTD(prog_id: Any_, server: Any_, topic: Any_, *topics: Any_) -> ExcelError:
    return NA


@function(
    en="Calls a procedure of a library; this is never done: #BLOCKED!.",
    fr="Appelle une procédure d’une bibliothèque ; ce n’est jamais fait : #BLOCKED!.",
    examples=[
        ex('=CALL("Kernel32","GetTickCount","J")', BLOCKED),
        ex('=ISERROR(CALL("Kernel32","GetTickCount","J"))', True),
    ],
)
def CALL(register_id: Any_, *arguments: Any_) -> ExcelError:
    return BLOCKED


@function(
    name="REGISTER.ID",
    en="The number of a procedure of a library; none is ever loaded: #VALUE!.",
    fr="Le numéro d’une procédure d’une bibliothèque ; aucune n’est jamais chargée : #VALUE!.",
    examples=[
        ex('=REGISTER.ID("Kernel32","GetTickCount","J")', VALUE),
        ex('=ISERROR(REGISTER.ID("Kernel32","GetTickCount"))', True),
    ],
)
def REGISTER_ID(module_text: Any_, procedure: Any_, type_text: Any_ = None) -> ExcelError:
    return VALUE


@function(
    name="SQL.REQUEST",
    en="The result of a database query, from an add-in; without it #NAME?.",
    fr="Le résultat d’une requête de base de données, fourni par un complément ; sans lui #NAME?.",
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
    return NAME
