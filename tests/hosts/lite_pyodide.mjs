// Runs the cases in Pyodide: node lite_pyodide.mjs PYODIDE WHEEL MAIN CASES > RESULTS
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

// Node would print all of Pyodide before the message.
process.on("uncaughtException", (error) => {
  console.error(String(error.message));
  process.exit(1);
});

const [folder, wheel, main, cases] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`).href);
const begun = performance.now();
const pyodide = await loadPyodide({ indexURL: folder, stdout: console.error });
const loaded = performance.now();
pyodide.unpackArchive(new Uint8Array(readFileSync(wheel)), "wheel");
pyodide.globals.set("main_text", readFileSync(main, "utf-8"));
// What xlwings Lite's decorators do, as far as calls are concerned.
pyodide.runPython(`
import sys, types
from typing import get_type_hints

functions = {}
xw = types.ModuleType("xlwings")

def func(f):
    functions[f.__name__] = f
    return f

def arg(name, convert=None, doc=""):
    def inner(f):
        f.__dict__.setdefault("docs", {})[name] = doc
        return f
    return inner

xw.func, xw.arg = func, arg
sys.modules["xlwings"] = xw
module = types.ModuleType("main")
exec(compile(main_text, "main.py", "exec"), module.__dict__)
`);
const ready = performance.now();
// Excel gives every argument as rows, errors as objects, blanks as null.
pyodide.runPython(`
import inspect

def call(name, given):
    f = functions[name]
    arguments = []
    for parameter, rows in zip(inspect.signature(f).parameters.values(), given.to_py()):
        value = rows
        if len(rows) == 1 and len(rows[0]) == 1:
            value = rows[0][0]
            if value is None or type(value).__name__ == "JsNull":
                value = None if parameter.default is inspect.Parameter.empty else parameter.default
        arguments.append(value)
    for parameter in list(inspect.signature(f).parameters.values())[len(arguments):]:
        arguments.append(parameter.default)
    return f(*arguments)

def facts():
    import json
    heavy = sorted({"numpy", "pandas", "openpyxl", "click"} & set(sys.modules))
    hints = {n: {k: list(v.__args__) for k, v in get_type_hints(f).items()} for n, f in functions.items()}
    return json.dumps({"heavy": heavy, "hints": hints,
                       "docs": {n: [f.__doc__, f.docs] for n, f in functions.items()}})
`);
const call = pyodide.globals.get("call");
const results = JSON.parse(readFileSync(cases, "utf-8")).map(([name, given]) => {
  const value = call(name, given);
  return value && value.toJs ? value.toJs() : value;
});
const facts = JSON.parse(pyodide.globals.get("facts")());
const seconds = { pyodide: (loaded - begun) / 1000, functions: (ready - loaded) / 1000 };
process.stdout.write(JSON.stringify({ results, seconds, ...facts, version: pyodide.version }));
