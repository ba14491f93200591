"""English: what is wrong with a pack file, and what to do about it."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    "pack.first": "{file}, line {line}: {fault}",
    "pack.more": "({count} more: xl-kpis pack check names them all.)",
    "pack.toml": "This is not TOML ({reason}): check quotes, brackets and equals signs.",
    "pack.key": "Nothing is called “{name}” here; there are {known}.",
    "pack.key_near": "Nothing is called “{name}” here: did you mean “{near}”?",
    "pack.missing": "“{name}” is missing: add it.",
    "pack.missing_in": "“{name}” is missing in [{table}]: add it.",
    "pack.no_pack": "Above “{name}” the line [pack] is missing: add it.",
    "pack.toml_heading": (
        "“{said}” lacks a bracket at its end: write [name], and [[name]] for one of several."
    ),
    "pack.toml_equals": "“{said}” has no = between a key and its value: write key = value.",
    "pack.toml_open": (
        "The list or the braces of “{said}” are not closed, or a comma is missing between two "
        "parts: add it."
    ),
    "pack.toml_open_quote": (
        "The text of “{said}” has no quote at its end: add one, on the same line."
    ),
    "pack.no_table": "“{name}” has to be a table: write [{name}] and its keys below.",
    "pack.no_tables": "“{name}” stands once for each: write [[{name}]] and its keys below.",
    "pack.no_text": "“{name}” has to be a text in quotes, not empty.",
    "pack.no_words": '“{name}” has to be a list of texts: ["one", "two"].',
    "pack.long": "“{name}” has {count} characters; {most} fit.",
    "pack.many": "“{name}” has {count} entries; {most} fit.",
    "pack.sign": (
        "“{name}” must not contain braces, straight double quotes or line breaks: use “ "
        "” and one line."
    ),
    "pack.choice_near": "“{name}” cannot be “{value}”: did you mean “{near}”?",
    "pack.unit": (
        "“unit” cannot be “{value}”: it says how the KPI is written, as percent, money (whose "
        "currency stands in [pack]), months, days or rating; anything else is number."
    ),
    "pack.currency": (
        "“currency” has to be the code of a currency, three capital letters such as EUR or USD, "
        "not “{value}”."
    ),
    "pack.currency_near": "“currency” has to be a code, not “{value}”: write {near}.",
    "pack.acronym": (
        "“{name}” is no acronym: write one word of letters and digits, such as {wanted}."
    ),
    "pack.cell_acronym": (
        "“{name}” is also the address of a cell, which a formula would take it for wherever its "
        "quotes are forgotten: write it otherwise, such as {wanted}."
    ),
    "pack.cell_pack": (
        "“{name}” is the address of a cell in a spreadsheet: add a word, such as {name}_pack."
    ),
    "pack.toml_empty": "“{said}” has no value: write one behind the =, or delete the line.",
    "pack.toml_letters": (
        "“{said}” has a letter that no name in a pack file can have: use small letters without "
        "accents, digits and _."
    ),
    "pack.choice": "“{name}” cannot be “{value}”; there are {known}.",
    "pack.whole": "“{name}” has to be a whole number from {least} to {most}.",
    "pack.no_number": "“{name}” has to be a number, not {value}; a percentage stands in quotes.",
    "pack.text_number": "“{name}” is a number in quotes, “{value}”: write it without them.",
    "pack.months_year": (
        "A year does not divide into periods of {count} months, so that nothing could be said of "
        "years: write 1, 2, 3, 4, 6 or 12."
    ),
    "pack.no_language": "“{language}” in “{name}” is no code of a language such as en or fr.",
    "pack.language": (
        "“{name}” is missing in {languages}: the pack’s name is in it, so every text has to be."
    ),
    "pack.no_kpi": (
        'There is no KPI: write [[kpi]] and its keys, or extends = "mentoring" in [pack].'
    ),
    "pack.many_kpis": "There are {count} KPIs; a workbook holds {most}.",
    "pack.bad_id": (
        "“{name}” cannot be a name: use small letters without accents, digits and _, a "
        "letter first."
    ),
    "pack.shipped_id": (
        '“{name}” is a pack that is shipped: choose another id, and extends = "{name}" '
        "to add to it."
    ),
    "pack.needs_extends": "“{name}” only has a meaning beside extends: add extends or delete it.",
    "pack.unknown_base": "There is no pack “{name}” to extend; there are {known}.",
    "pack.unknown_kpi": "There is no KPI “{name}” here; there are {known}.",
    "pack.floors_order": "The floors of “{name}” have to get better from typical to exceptional.",
    "pack.shared_name": (
        "Another KPI of the pack is called “{name}”, too: give one of them another name."
    ),
    "pack.shared_acronym": (
        "Another KPI of the pack has the acronym “{name}”, too: change one of them."
    ),
    "pack.chain": 'combine = "chain" multiplies rates: it needs unit = "percent".',
    "pack.combine_people": (
        "“{name}” is what there is at a time, people or a stock, and may be the same in several "
        'periods, so say what holds of a year: combine = "none" (nothing), "sum" (it counts in '
        'each period) or "chain" (rates multiplied).'
    ),
    "pack.no_field": (
        "“{name}” has {field} in braces, which stands for nothing here: there is {known}."
    ),
    "pack.sum_days": (
        "“{name}” is a day, and days do not add up: without combine, nothing is said of several "
        "periods."
    ),
    "pack.counted_day": "“{name}” is a day; what is counted in a log is a number.",
    "pack.unused": "Neither the formula nor a rule uses “{name}”: use it or delete it.",
    "pack.twice": "Another KPI of the pack has the id “{name}”: choose another one.",
    "pack.short": "“{name}” is too long for narrow places: add short with 24 characters at most.",
    "pack.short_acronym": (
        "“{name}” is too long for narrow places, where {acronym} stands for it: add short with 24 "
        "characters at most to have another name there."
    ),
    "pack.no_input": "The KPI has no inputs: write [kpi.inputs.name] with a label for each.",
    "pack.many_inputs": "The KPI has {count} inputs; {most} fit.",
    "pack.input_twice": (
        "Another KPI has an input “{name}”, a row of its own: if it is the same figure, say "
        'same_as = "that_kpi.{name}", and it is asked for once; if not, choose another name.'
    ),
    "pack.cell": (
        "“{name}” is the address of a cell in a spreadsheet: add a word, such as {name}_count."
    ),
    "pack.vba": (
        "“{name}” is a word of VBA, so that Excel could not take it: add a word, such as "
        "{name}_count."
    ),
    "pack.function_name": "“{name}” is the name of a function: choose another one.",
    "pack.constant": "The condition names no input, so that it always or never holds.",
    "pack.pair": '“{name}” has to be two numbers: [0, 1]; in domain, "" stands for no limit.',
    "pack.pair_order": "The first number of “{name}” has to be the smaller one.",
    "pack.tiers_missing": "The tiers lack {names}: give all three, or delete [kpi.tiers].",
    "pack.tier_domain": "{name} “{value}” lies outside of domain: change one of them.",
    "pack.tiers_order": "{name} is not better than {other}: tiers get better one after the other.",
    "pack.tier": "{name} “{value}” is no bound: write it as “{example}”.",
    "pack.tier_higher": "{name} “{value}”: where higher is better, a tier begins with >= or >.",
    "pack.tier_lower": "{name} “{value}”: where lower is better, a tier begins with <= or <.",
    "pack.scale_alone": (
        "scale says which values score 0 and 100, and there are no tiers: delete it."
    ),
    "pack.scale": "scale has to begin before typical and to end beyond exceptional.",
    "pack.example_lacks": "The example lacks {names}: add it.",
    "pack.example": (
        "The example gives {found}, not {given}: correct the value, the inputs or the formula."
    ),
    "pack.example_no_tiers": (
        "The example has a tier and the KPI has none: delete it, or add [kpi.tiers]."
    ),
    "pack.example_tier": "The example is {found}, not {given}: correct the tier or the bounds.",
    "pack.formula.sign": (
        "The formula has a “{sign}” that no formula of a pack has: names, numbers, + - * "
        "/ ^ %, comparisons and brackets are taken."
    ),
    "pack.formula.empty": "The formula is empty: type it as in Excel, such as = part / whole.",
    "pack.formula.rest": (
        "The formula should have ended before “{rest}”: an operator or a bracket is "
        "missing or too many."
    ),
    "pack.formula.number": "{number} is beyond what a spreadsheet can hold.",
    "pack.formula.unknown": (
        "The formula names “{name}”, which is no input of this KPI; there are {known}."
    ),
    "pack.formula.unfinished": "The formula ends where a number or a name should follow.",
    "pack.formula.gap": "A number or a name is missing in the formula before “{sign}”.",
    "pack.formula.function": "A pack’s formula cannot call {name}; it can call {known}.",
    "pack.formula.function_near": "A pack’s formula cannot call {name}: did you mean {near}?",
    "pack.formula.arguments_comma": (
        "{name} does not take {count} arguments: if “{found}” is one number, write {wanted}."
    ),
    "pack.formula.separators": (
        "{name} does not take {count} arguments: beside names of another language than English, "
        "arguments stand apart by “;”, and a comma is that of a decimal."
    ),
    "pack.formula.arguments": "{name} does not take {count} arguments.",
    "pack.formula.no_test": "{name} needs a comparison, such as a > b.",
    "pack.formula.digits": (
        "{name} rounds to a whole number of digits, −{most} to {most}: write that."
    ),
    "pack.formula.deep": (
        "The formula has more than {deepest} brackets within each other: split the KPI in two."
    ),
    "pack.formula.bracket": "A closing bracket is missing in the formula.",
    "pack.formula.test_as_number": (
        "A comparison stands where “{where}” needs a number: make it one with IF."
    ),
    "pack.formula.condition": "“{text}” gives TRUE or FALSE; a KPI needs a number: use IF.",
    "pack.formula.gives_day": (
        "“{text}” gives a day; a KPI needs a number: take one day from another."
    ),
    "pack.formula.day_arithmetic": (
        "A day stands where “{where}” means nothing with it: a formula takes one day from another, "
        "adds days to it, or compares it with another day."
    ),
    "pack.formula.day_and_number": "“{where}” has a day on one side and a number on the other.",
    "pack.formula.takes_days": "{name} takes two days: give it inputs of kind date.",
    "pack.formula.no_condition": "“{text}” is no condition: compare something, such as a > b.",
    "pack.toml_twice": (
        "“{said}” stands here for the second time, or before the [[kpi]] it belongs to: write"
        " each key once, [[kpi]] in two brackets, and its tables below it."
    ),
    "pack.toml_quotes": '{said} has curly quotes: TOML takes straight ones, " at both ends.',
    "pack.toml_value": (
        "{said} is no value: put texts into straight quotes, and write true, false or a "
        "number without."
    ),
    "pack.toml_rest": (
        "Something is left over in {said}: write numbers with a point, percentages and texts "
        "in quotes, one key a line."
    ),
    "pack.toml_binary": (
        "This is no plain text, but a file of another program: write the pack in a text editor."
    ),
    "pack.toml_heading_words": (
        "“{said}” can only hold names joined by points, such as [kpi.inputs.name]: no spaces."
    ),
    "pack.toml_quote_within": (
        "A straight quote stands within a text of “{said}” and ends it: write “ and ” within "
        'texts, or \\" for each.'
    ),
    "pack.toml_braces": (
        "The braces of “{said}” hold all their parts on one line, with a comma between two and "
        "none after the last."
    ),
    "pack.toml_comment": (
        "Something is left over in {said}: a remark behind a value begins with #."
    ),
    "pack.toml_statement": (
        "“{said}” is neither key = value nor a [heading], and remarks begin with #: delete the "
        "line, or write one of these."
    ),
    "pack.toml_backslash": (
        "A backslash within quotes begins a special sign: write two of them, or put the text "
        "into single quotes."
    ),
    "pack.key_above": (
        "“{name}” is a key of [[kpi]], and below [{table}] it counts as one of that: move it "
        "up, above the first [kpi.…]."
    ),
    "pack.unit_above": (
        "“unit” below [{table}] is the unit of the input: for that of the KPI write it above "
        "the first [kpi.…]."
    ),
    "pack.control": "“{name}” has a tab or a sign that cannot be seen: type it anew.",
    "pack.begins": (
        "“{name}” begins with =, which a spreadsheet takes for a formula: begin with a word."
    ),
    "pack.share": (
        "“{name}”: {value} would be {share}%. Write {wanted} if you mean percent, or "
        "{meant} if it is so much."
    ),
    "pack.uneven": (
        "“{name}” has more texts in one language than in another: write as many in each."
    ),
    "pack.alike": (
        "“{name}” and “{other}” differ by _ only, which LibreOffice does not see: choose "
        "another name."
    ),
    "pack.python": (
        "“{name}” is a word of Python, so that no function could take it: add a word, such as"
        " {name}_count."
    ),
    "pack.shared_label": (
        "Another input of the pack is called “{name}”, too, and figures go by these names: "
        "give one of them another."
    ),
    "pack.function_shipped": (
        "{name}, as this KPI’s function would be called, is a function that is shipped: "
        "choose another id."
    ),
    "pack.scale_domain": (
        "scale leaves domain, and no value could score 0 or 100: change one of them."
    ),
    "pack.example_domain": (
        "The example’s value, {given}, lies outside of domain: change one of them."
    ),
    "pack.example_refused": (
        "The example’s inputs give {found}: {reason} Correct the inputs or the rule."
    ),
    "pack.formula.operator": "“{found}” is written {wanted} in a formula, as in Excel.",
    "pack.formula.decimal": "“{found}” has a comma: write decimals with a point, {wanted}.",
    "pack.formula.unknown_near": (
        "The formula names “{name}”, which is no input of this KPI: did you mean “{near}”?"
    ),
    "pack.no_note": (
        "{name} is an estimate ({value}): add a note that says what was read into the source."
    ),
    "pack.range_alone": '“range” is that of ratings: write kind = "ratings", or delete it.',
    "pack.ratings_alone": "“{name}” takes ratings: it has to be the only input of its KPI.",
    "pack.no_rating": (
        "The label stands in a row for each rating: write {name} where the rating goes."
    ),
    "pack.range": (
        "“range” has to be two whole numbers from 0, the worst rating and the best, at "
        "most {most} in all: [1, 5]."
    ),
    "pack.bad_function": (
        "“{name}” is no name of a function: capital letters, digits and _ behind KPI_, "
        "such as {wanted}."
    ),
    "pack.function_twice": "Another KPI of the pack has the function {name}: choose another name.",
    "pack.remarks": (
        "“remarks” has to be a list of numbers of [pack.remarks]: [1, 2]; there are {known}."
    ),
    "pack.remark_number": "“{name}” is no number: remarks are numbered from 1 to 99.",
    "pack.day": "“{value}” is no day: write it as 2026-09-27.",
    "pack.optional_one": "A KPI has one optional input at most.",
    "pack.without_divides": (
        "“without” divides by something the formula does not divide by: write it in the same way."
    ),
    "pack.needed_quotient": (
        "“needed” counts what is divided: the formula has to be divided by one input."
    ),
    "pack.needed_count": (
        "“{name}” stands on both sides of the division: say which input has to grow, "
        "and how far it has to, as input and count."
    ),
    "pack.call": (
        "“{name}” has to be a list of {least} to {most} arguments, as the function takes them."
    ),
    "pack.formula.ratings": "A KPI of ratings is their mean: write {wanted}.",
    "pack.many_logs": "There are {count} logs; a workbook holds {most}.",
    "pack.many_columns": "The log has {count} columns; {most} fit.",
    "pack.log_twice": "The pack has a log “{name}” already: choose another id.",
    "pack.log_taken": (
        "Names in the workbook begin with “{name}” already: give the log another id, such as "
        "{name}_records."
    ),
    "pack.log_name": (
        "Another log is called “{name}”, too: each has a sheet of its own, so choose another name."
    ),
    "pack.sheet_name": (
        "The name is that of a sheet, which cannot have [ ] : * ? / or \\, nor ' at an end: "
        "leave them out."
    ),
    "pack.heading": (
        "A heading cannot have [ ] ' # or @, which formulas over tables use: leave them out."
    ),
    "pack.column_twice": "Another column of the log is called “{name}”, too: change one of them.",
    "pack.log_no_day": (
        "No column says when a record counts: one of kind date that is not optional is needed."
    ),
    "pack.log_once": "once needs lasts, and a column “client” that says who it is.",
    "pack.lasts": (
        "lasts has to be two columns of kind date, the first and the last day; there are {known}."
    ),
    "pack.lasts_optional": (
        "“{last}” is empty as long as something lasts, and “{first}” never: make “{last}” "
        "optional and “{first}” not."
    ),
    "pack.no_switch": "“{name}” has to be true or false, without quotes.",
    "pack.key_of_kind": (
        '“{name}” only has a meaning beside kind = "{kind}": delete it, or change the kind.'
    ),
    "pack.lists": (
        "A status has 1 to {most} lists: write [log.columns.….lists.name] with label and "
        "words, or name done, missed, ignored."
    ),
    "pack.choices": 'A column of kind “kind” has 1 to {most} words: words.name = "word".',
    "pack.word_twice": "“{name}” stands there twice: nobody could tell the two apart.",
    "pack.comma": "“{name}” has a comma, which separates words: write each as a text of its own.",
    "pack.log_unused": (
        'No input is counted in the log “{name}”: give one counted = {{ log = "{name}" }}, or '
        "delete the log."
    ),
    "pack.unknown_log": "There is no log “{name}”; there are {known}.",
    "pack.unknown_column": (
        "“{place}”: the log “{log}” has no such column “{name}” that would do; there are {known}."
    ),
    "pack.take_ratings": "An input of kind ratings takes ratings, and no other input does.",
    "pack.take_lasts": (
        "“{name}” counts people of a log whose records last: give the log “{log}” lasts = "
        "[first day, last day]."
    ),
    "pack.take_key": '“{name}” has no meaning with take = "{take}": delete it.',
    "pack.since_on": (
        "“since” and “on” are both “{name}”: the time from a day to itself is always zero."
    ),
    "pack.condition": "“{name}” cannot be asked for “{value}”; there are {known}.",
    "pack.one_status": "Two columns of statuses stand in “where”; one can be asked for.",
    "pack.carried": "“{name}” is no other input of this KPI; there are {known}.",
    "pack.same_unknown": (
        "No KPI above has an input “{name}”: write the KPI and its input, such as {known}."
    ),
    "pack.same_below": (
        "“{name}” stands further down: move the KPI “{other}” above this one, or ask for the "
        "input here and let that KPI say same_as."
    ),
    "pack.same_self": "“{name}” is this KPI itself: name another one that asks for the input.",
    "pack.same_name": (
        "The input is called “{wanted}” in “{other}”, and here “{name}”: call it “{wanted}”, as "
        "it is one row of the workbook."
    ),
    "pack.same_ratings": "“{name}” takes ratings, which one KPI alone can have.",
    "pack.same_says": (
        "“{name}” is said where the input is asked for, in “{other}”: leave it out here."
    ),
    "pack.same_kind": (
        "“{other}” has the kind “{kind}”, and what is the same cannot have another: leave it out "
        "here, or make it an input of its own with another name."
    ),
    "pack.same_unit": (
        "“{other}” has the unit “{unit}”, and what is the same cannot have another: leave it out "
        "here, or make it an input of its own with another name."
    ),
    "pack.ranges": (
        "Ratings of another log or column go from {low} to {high}: a workbook has one scale "
        "of ratings."
    ),
}
