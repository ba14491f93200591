"""The KPI functions for LibreOffice Calc: an extension made with the standard library alone.

An ``.oxt`` file is a zip archive. In it, the interface in UNO's own language (LibreOffice reads
the text), the Python component, a registry file with names and help, and our core, which needs
nothing that LibreOffice's Python does not have.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import xl_kpis
from xl_kpis.hosts import adapter
from xl_kpis.hosts.libreoffice.names import (
    IMPLEMENTATION,
    INTERFACE,
    method_name,
    web_method_name,
)
from xl_kpis.kpi.catalogue import known_functions
from xl_kpis.kpi.model import Argument, Function
from xl_kpis.kpi.pack_files import content_of
from xl_kpis.kpi.packs import at_hand
from xl_kpis.kpi.shipped import FILES
from xl_kpis.languages import Texts, available, files

_text = Texts("hosts")

FILE = "xl_kpis.oxt"
IDENTIFIER = "org.xlkpis.functions"
MINIMUM = "25.2"
"""Older versions of LibreOffice do not find add-in functions in xlsx files by these names."""

WEB_SPELLING = "_xldudf_"
"""How Excel spells functions of web add-ins (xlwings Lite) in files."""

PACKS_MODULE = "xl_kpis_packs"
"""The module of the extension with the packs it was built with."""

_CORE = (
    "kpi",
    "hosts/__init__.py",
    "hosts/adapter.py",
    "hosts/libreoffice/__init__.py",
    "hosts/libreoffice/names.py",
)
_COMPONENT = "hosts/libreoffice/component.py"
_MADE = (2026, 1, 1, 0, 0, 0)

_MANIFEST = """\
<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">
 <manifest:file-entry manifest:full-path="functions.idl"
  manifest:media-type="application/vnd.sun.star.uno-typelibrary;type=RDB"/>
 <manifest:file-entry manifest:full-path="component.py"
  manifest:media-type="application/vnd.sun.star.uno-component;type=Python"/>
 <manifest:file-entry manifest:full-path="CalcAddIns.xcu"
  manifest:media-type="application/vnd.sun.star.configuration-data"/>
</manifest:manifest>
"""

_DESCRIPTION = """\
<?xml version="1.0" encoding="UTF-8"?>
<description xmlns="http://openoffice.org/extensions/description/2006"
 xmlns:l="http://libreoffice.org/extensions/description/2011">
 <identifier value="{identifier}"/>
 <version value="{version}"/>
 <display-name>
{names}
 </display-name>
 <dependencies>
  <l:LibreOffice-minimal-version value="{minimum}" name="LibreOffice {minimum}"/>
 </dependencies>
</description>
"""

_REGISTRY = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:component-data xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" oor:name="CalcAddIns"
 oor:package="org.openoffice.Office">
 <node oor:name="AddInInfo">
  <node oor:name="{implementation}" oor:op="replace">
   <node oor:name="AddInFunctions">
{functions}
   </node>
  </node>
 </node>
</oor:component-data>
"""


def build() -> bytes:
    """The extension as a file; always the same bytes for the same version."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in _parts():
            info = zipfile.ZipInfo(name, _MADE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return out.getvalue()


def write(path: str | Path) -> Path:
    """Write the extension to a file and return its path."""
    path = Path(path)
    path.write_bytes(build())
    return path


def _parts() -> Iterator[tuple[str, bytes]]:
    yield "META-INF/manifest.xml", _MANIFEST.encode()
    description = _DESCRIPTION.format(
        identifier=IDENTIFIER,
        version=xl_kpis.__version__,
        minimum=MINIMUM,
        names="\n".join(map(_title, available())),
    )
    yield "description.xml", description.encode()
    yield "functions.idl", _interface().encode()
    yield "CalcAddIns.xcu", registry().encode()
    home = Path(xl_kpis.__file__).parent
    yield "component.py", (home / _COMPONENT).read_bytes()
    ground = (path.name for path in sorted(home.glob("*.py")) if path.name != "__main__.py")
    for name in (*ground, *_CORE):  # the package's own __init__ may import what is beside it
        path = home / name
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            yield f"pythonpath/xl_kpis/{file.relative_to(home).as_posix()}", file.read_bytes()
    for name in FILES:
        yield f"pythonpath/xl_kpis/kpi/{name}", (home / "kpi" / name).read_bytes()
    yield f"pythonpath/{PACKS_MODULE}.py", _packs().encode()
    for place, file in files("kpi", "packs", "workbook", "conventions", "function_names"):
        yield f"pythonpath/xl_kpis/languages/{place}", file.read_bytes()


def _packs() -> str:
    """The packs at hand as a module: their texts, and what TOML makes of them, which the Python of
    an older LibreOffice cannot read itself."""
    packs = [(pack.source, content_of(pack.source)) for pack in at_hand()]
    return f'"""The packs of files that are in this extension."""\n\nPACKS = {packs!r}\n'


def _title(language: str) -> str:
    title = _text("extension.title", language)
    return f"  <name lang={quoteattr(language)}>{escape(title)}</name>"


def _interface() -> str:
    """The functions in UNO's interface language: arguments take anything, results are rows."""
    *modules, interface = INTERFACE.split(".")
    methods = [
        f"  sequence<sequence<any> > {name}("
        + ", ".join(f"[in] any {_in_idl(a.name)}" for a in function.arguments)
        + ");"
        for function in known_functions().values()
        for name in (method_name(function.name), web_method_name(function.name))
    ]
    opening = " ".join(f"module {name} {{" for name in modules)
    body = "\n".join(methods)
    return f"{opening}\ninterface {interface} {{\n{body}\n}};\n{'}; ' * len(modules)}\n"


def _in_idl(name: str) -> str:
    """An argument's name without underscores, which is no word of the language either."""
    return "in" + "".join(word.capitalize() for word in name.split("_"))


def registry() -> str:
    """Names and help in every language, for the function wizard and for files.

    Calc knows one spelling in files per function, so that the one of web add-ins belongs to a
    second function that does the same. It has a name of its own for people, too: of two functions
    with one name, the wizard would show one without its arguments.
    """
    functions = [
        _function(function, name, spelling)
        for function in known_functions().values()
        for name, spelling in (
            (method_name(function.name), function.name),
            (web_method_name(function.name), WEB_SPELLING + function.name),
        )
    ]
    return _REGISTRY.format(implementation=IMPLEMENTATION, functions="\n".join(functions))


def _function(function: Function, name: str, spelling: str) -> str:
    helps = {code: adapter.function_help(function, code) for code in available()}
    parameters = "\n".join(map(_parameter, function.arguments))
    return f"""\
    <node oor:name={quoteattr(name)} oor:op="replace">
     {_property("DisplayName", {"en": spelling})}
     {_property("Description", helps)}
     <prop oor:name="Category"><value>Add-In</value></prop>
     {_property("CompatibilityName", {"en-US": spelling})}
     <node oor:name="Parameters">
{parameters}
     </node>
    </node>"""


def _parameter(argument: Argument) -> str:
    name = argument.name
    helps = {code: adapter.argument_help(argument, code) for code in available()}
    return f"""\
      <node oor:name={quoteattr(_in_idl(name))} oor:op="replace">
       {_property("DisplayName", {"en": name})}
       {_property("Description", helps)}
      </node>"""


def _property(name: str, values: dict[str, str]) -> str:
    inside = "".join(
        f"<value xml:lang={quoteattr(code)}>{escape(words)}</value>"
        for code, words in values.items()
    )
    return f"<prop oor:name={quoteattr(name)}>{inside}</prop>"
