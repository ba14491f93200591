"""What the commands about spreadsheet programs say in English."""

TEXTS: dict[str, str] = {
    "metavar.action": "build|install|uninstall",
    "metavar.host": "libreoffice|excel|lite",
    # What lists of add-ins show
    "extension.title": "xl-kpis: KPI functions for mentoring and coaching",
    "xlam.title": "xl-kpis (experimental: made without Excel, never opened in it)",
    # addin
    "addin.short": "The KPI functions inside LibreOffice and Excel.",
    "addin.help": "Makes, installs or removes the KPI functions for a spreadsheet program: "
    "libreoffice (an extension), excel (Excel on Windows through xlwings: a VBA module, and an "
    "experimental add-in with it inside) or lite (xlwings Lite, Excel on Windows, Mac and the web: "
    "main.py and requirements.txt).",
    "addin.examples": "xl-kpis addin install libreoffice\n"
    "xl-kpis addin build excel --out-dir files/\n"
    "xl-kpis addin build lite --pack my-pack.toml",
    "addin.out_dir": "Write the files into this folder instead of the present one.",
    "addin.pack": "Also the functions of this pack, a file of your own; can be given several "
    "times.",
    "addin.excel_packs": "Excel’s Python finds the packs where the environment variable "
    "XL_KPIS_PACKS names their files: {files}",
    "addin.libreoffice_in": "Installed. Start LibreOffice Calc anew and type "
    "=KPI_RETENTION(200;220;50).",
    "addin.libreoffice_out": "Removed. Start LibreOffice anew.",
    "addin.excel_in": "xlwings knows the functions now. Start Excel anew, open the tab xlwings "
    "and choose Import Functions; for real error values, import the VBA module that “xl-kpis "
    "addin build excel” makes instead (Alt+F11, File, Import File).",
    "addin.excel_untried": "The .xlam add-in is experimental: it was made without Excel and has "
    "never been opened in Excel.",
    "addin.excel_out": "xlwings does not load the functions any more. Start Excel anew.",
    "addin.not_windows": "This works with Excel on Windows only. On a Mac and on the web use "
    "xlwings Lite: xl-kpis addin build lite.",
    "addin.xlwings": "xlwings could not install its add-in ({reason}); close Excel and try again.",
    "addin.lite_in": "Nothing can be installed from outside: make the files with “xl-kpis addin "
    "build lite”, open the xlwings Lite add-in in Excel, and paste main.py and requirements.txt "
    "into a personal module.",
    "addin.lite_out": "Nothing can be removed from outside: delete the personal module in the "
    "xlwings Lite add-in.",
    "addin.refused": "Nothing was changed: {reason}",
    "addin.why.root": "LibreOffice does not install extensions for the user root; run this as "
    "the user who works with LibreOffice.",
    "addin.why.no_libreoffice": "LibreOffice was not found; install version 25.2 or later, or put "
    "the folder with unopkg on the PATH.",
    "addin.why.failed": "LibreOffice refused: {detail}. Close it and try again.",
    # convert
    "convert.short": "KPI calls as plain formulas or LAMBDAs, and back.",
    "convert.help": "Rewrites the KPI calls of a workbook, so that it can be sent to somebody "
    "without the functions: native gives formulas for any spreadsheet, lambda puts the functions "
    "into the workbook as names (Excel 365), kpi restores the calls. Nothing else of the file "
    "changes. Exit codes: 0 all right, 1 some calls were left as they are, 2 wrong command line.",
    "convert.examples": "xl-kpis convert clients.xlsx --formulas native --output to-send.xlsx\n"
    "xl-kpis convert to-send.xlsx --formulas kpi --in-place",
    "convert.formulas": "What to write: native, lambda or kpi.",
    "convert.pack": "A pack, a file of your own, whose functions the workbook calls; one that it "
    "carries is known.",
    "convert.output": "Write the result here.",
    "convert.in_place": "Write the result over the file, all at once or not at all.",
    "convert.where": "Say where the result goes: either --output FILE or --in-place.",
    "convert.done": "Written: {file} ({count} formulas changed).",
    "convert.names": "Functions now in the workbook: {names}.",
    "convert.left": "{place}: {call} stays as it is: {reason}",
    "convert.why.no_formula": "it cannot be a formula (its KPI is not written out, or it makes "
    "sentences).",
    "convert.why.range": "a range stands where one cell belongs.",
    "convert.why.left_out": "an argument that it needs is left out.",
    "convert.why.arguments": "it has too few or too many arguments.",
    "convert.why.too_long": "the formula would be longer than Excel takes.",
    # doctor
    "doctor.short": "Why KPI functions do not work here, and what to do.",
    "doctor.help": "Looks for the usual obstacles on this machine, and in a workbook if one is "
    "given: why its cells show #NAME?. Exit codes: 0 nothing found, 1 something found.",
    "doctor.examples": "xl-kpis doctor\nxl-kpis doctor clients.xlsx",
    "doctor.say.python": "Python {version} ({path}).",
    "doctor.say.no_windows": "This is not Windows, so that Excel runs the functions through "
    "xlwings Lite only (xl-kpis addin build lite).",
    "doctor.say.no_xlwings": "xlwings is missing: {path} -m pip install xlwings.",
    "doctor.say.no_pywin32": "pywin32, which xlwings needs on Windows, is missing: {path} -m pip "
    "install pywin32.",
    "doctor.say.no_module": "xlwings does not load {module}: run xl-kpis addin install excel.",
    "doctor.say.interpreter": "xlwings starts another Python ({found}, not {path}): run xl-kpis "
    "addin install excel.",
    "doctor.say.configured": "xlwings starts {path}.",
    "doctor.say.trusted": "Excel trusts access to the VBA project, so that Import Functions works.",
    "doctor.say.not_trusted": "Import Functions needs a setting of Excel: File, Options, Trust "
    "Center, Macro Settings, Trust access to the VBA project object model. Importing the VBA "
    "module by hand does not.",
    "doctor.say.no_libreoffice": "LibreOffice was not found.",
    "doctor.say.no_extension": "LibreOffice is here, but not our extension: xl-kpis addin install "
    "libreoffice.",
    "doctor.say.old_extension": "The extension in LibreOffice is version {found}, not {version}: "
    "xl-kpis addin install libreoffice.",
    "doctor.say.extension": "LibreOffice has the extension, version {version}.",
    "doctor.say.template": "The workbook is from template version {found}; this is for {version}. "
    "Make a new template and fill it from the old workbook.",
    "doctor.say.name_web": "{count} cells show #NAME? because they were made with xlwings Lite, "
    "which is not loaded here ({cells}): open xlwings Lite, or xl-kpis convert FILE --formulas "
    "native.",
    "doctor.say.name_addin": "{count} cells show #NAME? because no KPI functions are loaded "
    "({cells}): install them, or xl-kpis convert FILE --formulas native.",
    "doctor.say.name_lambda": "{count} cells show #NAME? although the workbook brings the "
    "functions ({cells}): they need Excel 365; use xl-kpis convert FILE --formulas native.",
    "doctor.say.name_unknown": "{count} cells call KPI functions that do not exist ({cells}): see "
    "xl-kpis list.",
    "doctor.say.name_new": "{count} cells use functions of a newer Excel ({cells}).",
    "doctor.say.name_other": "{count} cells show #NAME? for another reason, mostly a mistyped "
    "function or name ({cells}).",
    "doctor.say.no_names": "No cell of the workbook shows #NAME?.",
}
