"""English texts of a portfolio: many clients together. Placeholders in braces."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    "portfolio.title": "All clients",
    "portfolio.subject": "The KPIs of many clients together",
    "portfolio.folder": "Folder",
    "portfolio.periods": "each at its latest period, {span}",
    "portfolio.refused.none": "There is no filled workbook among these files.",
    "portfolio.refused.taken": (
        "No group can be called {name}, since a column of the table is; called so are: {known}."
    ),
    "portfolio.refused.ending": (
        "A portfolio cannot be written as {ending}; the name of the file ends in one of {known}."
    ),
    # Counts beside the title
    "portfolio.count.clients": "Clients",
    "portfolio.count.look": "Need a look",
    "portfolio.count.lowest": "KPIs in the lowest tier",
    "portfolio.count.better": "KPIs better than before",
    "portfolio.count.worse": "KPIs worse than before",
    "portfolio.count.lacking": "KPIs without a value",
    # Who needs a look first
    "portfolio.look": "Who needs a look first",
    "portfolio.look.about": (
        "The more points, the more urgent. They add up what is lacking, what fell and what is "
        "missing, on the scale of the scores from 0 to 100."
    ),
    "portfolio.look.none": "✓ Nobody: nothing is in the lowest tier, fell or is missing.",
    "portfolio.look.more": "… and {count} more: {names}",
    "portfolio.points": "{count} points",
    "portfolio.why.below": "{kpi}: {value}, in the lowest tier",
    "portfolio.why.fell": "{kpi}: fell from {before} to {value}",
    "portfolio.why.fell.lower": "{kpi}: rose from {before} to {value}, and less is better",
    "portfolio.why.below_fell": "{kpi}: fell from {before} to {value}, in the lowest tier",
    "portfolio.why.below_fell.lower": "{kpi}: rose from {before} to {value}, in the lowest tier",
    "portfolio.why.missing": "{kpi}: no figures; it was {last}",
    "portfolio.why.wrong": "{kpi}: cannot be computed ({reason})",
    "portfolio.why.checks": "Its checks found {count} errors",
    "portfolio.why.checks.one": "Its checks found an error",
    "portfolio.why.behind": "Its figures end with {period}, before those of others",
    "portfolio.why.unread": "No figures: {reason}",
    # The KPIs
    "portfolio.kpis": "KPI by KPI",
    "portfolio.rankings": "Who stands where",
    "portfolio.head.together": "All together",
    "portfolio.head.spread": "How clients spread",
    "portfolio.head.tiers": "Clients in each tier",
    "portfolio.head.place": "Place",
    "portfolio.head.client": "Client",
    "portfolio.head.moved": "Places won",
    "portfolio.head.percentile": "Better than",
    "portfolio.head.why": "Why",
    "portfolio.head.whose": "Whose",
    "portfolio.head.points": "Points",
    "portfolio.head.file": "File",
    "portfolio.head.before": "Before",
    "portfolio.head.among": "Among",
    "portfolio.head.currency": "Currency",
    "portfolio.head.pack": "Line of business",
    "portfolio.head.clients": "Clients",
    "portfolio.head.how": "How",
    "portfolio.head.id": "KPI, as programs call it",
    "portfolio.head.reason": "Remark",
    "portfolio.of_clients": "clients: {count} of {of}",
    "portfolio.between": "… {count} in between",
    "portfolio.percent": "{value}%",
    "portfolio.moves": "▲ {better} better, ▼ {worse} worse, = {same}",
    "portfolio.spread.scores": (
        "{count} clients by their score from 0 to 100, in steps of 5: {counts}"
    ),
    "portfolio.spread.values": (
        "{count} clients by their value from the least to the greatest, in twenty steps: {counts}"
    ),
    "portfolio.spread.worst": "worst",
    "portfolio.spread.median": "median",
    "portfolio.spread.best": "best",
    "portfolio.spread.key": (
        "Bars: how many clients have such a score, from 0 to 100; tiers begin at 25, 50 and 75. "
        "The stroke is the median."
    ),
    "portfolio.length.months": "months",
    "portfolio.length.quarters": "quarters",
    "portfolio.length.years": "years",
    "portfolio.length.other": "periods of {count} months",
    # Groups
    "portfolio.by": "By group: {group}",
    "portfolio.by.about": (
        "Upright figures are computed anew from the inputs of all clients of a group; those in "
        "italics are medians, where inputs of several clients cannot be added up."
    ),
    "portfolio.all": "All clients",
    "portfolio.unnamed": "(not said)",
    "portfolio.no_value": "no value",
    "portfolio.how.recomputed": "from {count} clients",
    "portfolio.how.median": "median of {count} clients",
    "portfolio.how.one": "one client",
    # Side by side
    "portfolio.side": "Side by side",
    "portfolio.side.left": (
        "Those who need a look first, by name; the table (.csv, .xlsx) has {count} more."
    ),
    # What is not there
    "portfolio.lacking": "What could not be computed, and why",
    "portfolio.lacking.none": "✓ Every KPI of every client has a value.",
    "portfolio.failed": "Files that gave nothing",
    "portfolio.left": "Left alone, since they are no filled workbook of xl-kpis: {names}",
    "portfolio.and_more": "{names} and {count} more",
    "portfolio.more": "… and {count} more",
    # How to read it
    "portfolio.reading.points": (
        "Points: 25 for each KPI in the lowest tier, and what its score lacks to 25; what a score "
        "fell since the period before, from 5 points on; 25 for a KPI that had a value and has "
        "none, for one that cannot be computed, for errors that the checks found, and for figures "
        "that end a period before those of others; 100 for a file that gives nothing."
    ),
    "portfolio.reading.place": (
        "Place 1 is the best; those with the same value share a place. Places won are those since "
        "the period before, among clients that have both values. “Better than” is the share of "
        "clients whose value is worse, equals counted half; among fewer than five it says nothing "
        "and is left out."
    ),
    "portfolio.reading.groups": (
        "A rate of several clients is computed from the sums of their inputs, as one workbook of "
        "all of them would show it. It is no average of their rates, in which a client with two "
        "sessions would count as much as one with two hundred."
    ),
    "portfolio.reading.compared": (
        "Only like is compared with like: the same KPI, over periods of the same length, amounts "
        "in the same currency."
    ),
    # The workbook
    "portfolio.sheet.look": "Attention",
    "portfolio.sheet.ranking": "Ranking",
    "portfolio.sheet.data": "Data",
    "portfolio.sheet.by": "By {group}",
    "portfolio.sheet.by.about": (
        "Computed anew from the inputs of all clients of a group; a median where it says so"
    ),
    "portfolio.sheet.data.about": "A row for each client and KPI, to compute with elsewhere",
}
