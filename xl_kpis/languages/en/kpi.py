"""English texts. Placeholders in braces; ids explained in :mod:`xl_kpis.kpi.texts`."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    "language": "English",
    # Tiers
    "tier.below": "Below typical",
    "tier.typical": "Typical",
    "tier.above_average": "Above average",
    "tier.exceptional": "Exceptional",
    # Units, as a column heading and in sentences
    "unit.ratio": "percent",
    "unit.score": "score from 1 to 10",
    "unit.months": "months",
    "unit.days": "days",
    "unit.money": "currency per user",
    "unit.number": "number",
    "unit.text": "text",
    "format.ratio": "{value}%",
    "format.score": "{value} out of 10",
    "format.months": "{value} months",
    "format.days": "{value} days",
    "format.money": "{value} {currency}",
    "format.number": "{value}",
    "better.higher": "higher is better",
    "better.lower": "lower is better",
    "domain.between": "from {low} to {high}",
    "domain.any": "any number",
    "op.>=": "{floor} or more",
    "op.>": "more than {floor}",
    "op.<=": "{floor} or less",
    "op.<": "less than {floor}",
    "combine.sum": "Add up the inputs and compute again; never average rates.",
    "combine.none": "Nothing is said: the inputs do not add up.",
    "combine.chain": "Multiply the rates; never average them.",
    "combine.chain.roster": (
        "Multiply the rates, or compute exactly from the roster; never average them."
    ),
    # Where benchmarks come from
    "provenance.stated": "stated by the source",
    "provenance.stated_point": "stated by the source as an average",
    "provenance.interpolated": "our estimate between two stated figures",
    "provenance.extrapolated": "our estimate beyond the stated figures",
    "provenance.resolved": "our reading of a contradiction in the source",
    "provenance.user": "your own figure",
    "note.currency": "Benchmarks are in {benchmarks} ({floors}) and amounts in another currency, "
    "so no tier is given until all three are your own.",
    "benchmark.disclaimer": (
        "Benchmarks are figures from articles on businesses in the United States that name no "
        "source. Replace them with your own where you have better ones."
    ),
    "benchmark.asterisk": "* not stated in these words by the source; see the note.",
    # Sentences
    "explain.value": "{name}: {value} ({tier}).",
    "explain.next": "Next tier, {tier}: {bound}.",
    "explain.foreign": "{name}: {value}. {note}",
    "explain.best": "There is no better tier.",
    "explain.note": "* {note}",
    "needed.more": "{count} more: {what}",
    "tip.hold": "Best tier reached. Write down what works now, and watch that it lasts.",
    # Checks
    "check.ok": "OK",
    "check.error": "“{argument}” is an error itself: {error}",
    "check.blank": "“{argument}” is empty.",
    "check.not_number": "“{argument}” must be a number, not text or TRUE/FALSE.",
    "check.not_date": "“{argument}” holds a text that is no date.",
    "check.shapes": "“{argument}” and “{other}” must be ranges of the same size.",
    "check.nothing_to_divide_by": "“{argument}” is zero, so there is nothing to divide by.",
    "check.no_number": "“{argument}” contains no number.",
    "check.no_weight": "The numbers in “{argument}” have no weight in “{other}”.",
    "check.negative": "“{argument}” cannot be negative.",
    "check.part_over_whole": "“{argument}” cannot be larger than “{other}”.",
    "check.off_scale": "“{argument}” must lie between 1 and 10.",
    "check.off_range": "“{argument}” must lie between {low} and {high}.",
    "check.off_score": "“{argument}” must lie between 0 and 100.",
    "check.nobody_at_start": "Nobody in “{argument}” was a client when the period began.",
    "check.no_session": "“{argument}” contains no session to count.",
    "check.no_milestone": "Nobody in “{argument}” has reached a milestone yet.",
    "check.backwards": "“{other}” cannot come before “{argument}”.",
    "check.no_day": "“{argument}” must be a day from 1900 on.",
    # Errors, for people
    "error.#NULL!": "two ranges do not meet",
    "error.#DIV/0!": "nothing to divide by",
    "error.#VALUE!": "text where a number belongs",
    "error.#REF!": "a cell that no longer exists",
    "error.#NAME?": "an unknown function or name",
    "error.#NUM!": "numbers that cannot be",
    "error.#N/A": "no data",
    "error.other": "an error from elsewhere in the workbook",
    # Raw records
    "KPI_RETENTION_ROSTER.help": (
        "Retention from a roster: of the clients who had joined before a period and were still "
        "there when it began, the share still there when it ended."
    ),
    "KPI_COMPLETION_LOG.help": (
        "Session completion from a log: share of the sessions whose status counts as done; "
        "ignored statuses are left out of both sides."
    ),
    "KPI_SATISFIED_RATE_RATINGS.help": (
        "Share of satisfied clients from single ratings: those at or above a threshold."
    ),
    "KPI_TIME_TO_MILESTONE_DATES.help": (
        "Average months from start to milestone, from two columns of dates; clients without a "
        "second date are still open and left out."
    ),
    "KPI_CONVERSION_LOG.help": (
        "Conversion from a log: share of the free consultations with a date of first payment."
    ),
    # Helpers
    "KPI_TIER.help": "The tier of a value, in words, from below typical to exceptional.",
    "KPI_TIER_RANK.help": "The tier of a value as a number: 0 below typical to 3 exceptional.",
    "KPI_SCORE.help": (
        "A score from 0 to 100 that compares unlike KPIs: the tiers begin at 25, 50 and 75."
    ),
    "KPI_GAP.help": (
        "How far a value has to go to a tier, in the KPI’s own unit; negative once it is beyond. "
        "Without a tier: the next better one."
    ),
    "KPI_BENCHMARK.help": "The figure at which a tier begins; without a tier: typical.",
    "KPI_NEEDED.help": (
        "How many are needed to reach a tier with a given denominator; with the present "
        "numerator: how many more."
    ),
    "KPI_CHANGE.help": (
        "Change from a previous value in the KPI’s own unit; positive means better, also where "
        "less is better."
    ),
    "KPI_ANNUALIZE.help": "A retention rate of a period of some months as a rate per year.",
    "KPI_PERCENTILE.help": (
        "Where a value stands among your own peers, from 0 to 1: the share that is worse, equals "
        "counted half."
    ),
    "KPI_INDEX.help": "Mean of several scores from 0 to 100, weighted if weights are given.",
    "KPI_NAME.help": "The name of a KPI in the language asked for.",
    "KPI_EXPLAIN.help": "A value in words: its tier, the next one, and what the source left open.",
    "KPI_TIP.help": "A practical suggestion that fits the tier of a value.",
    "KPI_CHECK.help": "Says in words what is wrong with the inputs of a KPI, or OK.",
    # Arguments
    "argument.ratings.label": "Ratings",
    "argument.ratings.help": "Range of ratings from 1 to 10; text and blanks are ignored.",
    "ratings.help": "Range of ratings from {low} to {high}; text and blanks are ignored.",
    "argument.counts.label": "Number of clients",
    "argument.counts.help": (
        "Range of the same size: how many clients gave each rating. Leave out if each cell is "
        "one client."
    ),
    "argument.months.label": "Months",
    "argument.months.help": "Length of the period in months.",
    "argument.join_dates.label": "Joined on",
    "argument.join_dates.help": "Range of dates, one per client: the first day as a client.",
    "argument.leave_dates.label": "Left on",
    "argument.leave_dates.help": (
        "Range of the same size: the last day as a client; empty for those still there."
    ),
    "argument.from_date.label": "From",
    "argument.from_date.help": "First day of the period.",
    "argument.to_date.label": "To",
    "argument.to_date.help": "Last day of the period.",
    "argument.status.label": "Status",
    "argument.status.help": "Range with the status of each session; blanks are ignored.",
    "argument.done.label": "Done",
    "argument.done.help": "The status, or a range of statuses, that counts as done.",
    "argument.ignore.label": "Ignore",
    "argument.ignore.help": "A status, or a range of statuses, to leave out altogether.",
    "argument.threshold.label": "Threshold",
    "argument.threshold.help": "The rating from which on a client counts as satisfied.",
    "argument.start_dates.label": "Started on",
    "argument.start_dates.help": "Range of dates, one per client: the start.",
    "argument.achieved_dates.label": "Milestone on",
    "argument.achieved_dates.help": (
        "Range of the same size: the day of the milestone; empty if still open."
    ),
    "argument.consulted_dates.label": "Consulted on",
    "argument.consulted_dates.help": "Range of dates: one per free consultation.",
    "argument.paid_dates.label": "Paid on",
    "argument.paid_dates.help": (
        "Range of the same size: the day of the first payment; empty if there was none."
    ),
    "argument.value.label": "Value",
    "argument.value.help": "The value of the KPI, for instance the result of its function.",
    "argument.kpi.label": "KPI",
    "argument.kpi.help": (
        "Id such as mentoring.retention, or an acronym or name that only one KPI has."
    ),
    "argument.tier.label": "Tier",
    "argument.tier.help": "typical, above_average or exceptional, its name, or 1, 2 or 3.",
    "argument.language.label": "Language",
    "argument.language.help": "A language by its code, such as en or fr; English if left out.",
    "argument.denominator.label": "Denominator",
    "argument.denominator.help": "What the KPI divides by, for instance the sessions scheduled.",
    "argument.numerator.label": "Numerator",
    "argument.numerator.help": "What there is so far; without it the whole number is returned.",
    "argument.previous.label": "Previous value",
    "argument.previous.help": "The value of the same KPI in the period to compare with.",
    "argument.rate.label": "Rate",
    "argument.rate.help": "Retention rate of the period, for instance 0.85.",
    "argument.population.label": "Peers",
    "argument.population.help": "Range with the values of your own peers, such as your coaches.",
    "argument.scores.label": "Scores",
    "argument.scores.help": "Range of scores from 0 to 100; text and blanks are ignored.",
    "argument.weights.label": "Weights",
    "argument.weights.help": "Range of the same size: the weight of each score.",
    "argument.first.label": "First input",
    "argument.first.help": "The first input of the KPI’s function.",
    "argument.second.label": "Second input",
    "argument.second.help": "The second input of the KPI’s function.",
    "argument.third.label": "Third input",
    "argument.third.help": "The third input of the KPI’s function, if it has one.",
    # Headings of the documentation
    "doc.title": "The KPIs and their functions",
    "doc.generated": "Generated from the definitions by `python -m xl_kpis.kpi.docs`.",
    "doc.meaning": "What it is",
    "doc.formula": "Formula",
    "doc.example": "Example",
    "doc.cases": "Calls that are answered so everywhere",
    "doc.benchmarks": "Benchmarks",
    "doc.bound": "Begins at",
    "doc.provenance": "Provenance",
    "doc.source": "Source",
    "source.read": "Source: {sources}",
    "source.title": "“{title}”",
    "source.dated": "“{title}”, {date}",
    "doc.reading": "How to read it",
    "doc.limits": "What it does not say",
    "doc.tips": "What helps",
    "doc.periods": "Several periods",
    "doc.beside": "Asked for beside it",
    "doc.errata": "Remarks on the source",
    "doc.helpers": "Helper functions",
    "doc.records": "Functions for raw records",
    "doc.optional": "optional",
    "doc.errors": "Errors",
    "doc.errors.help": (
        "All functions give the same errors, tried in this order; whatever is no number inside "
        "a range is ignored."
    ),
    "doc.situation": "Situation",
    "doc.result": "Result",
    "doc.errors.1": "An argument is an error",
    "doc.errors.1.result": "that error, the first argument first",
    "doc.errors.2": "A required single value is blank; an unknown KPI, tier or language",
    "doc.errors.3": (
        "Text (also of digits) or TRUE where a number belongs; ranges of different size; a text "
        "that is no date"
    ),
    "doc.errors.4": "A denominator of zero; no number in a range",
    "doc.errors.5": (
        "A negative count; a rating off the scale; a part larger than its whole; an end before its "
        "start"
    ),
    # Packs of files
    "provenance.pack": "set by the pack",
    "check.formula_divides_by_zero": "The formula would divide by zero: look at “{argument}”.",
    "check.formula_power": "A power or root in the formula has no value: look at “{argument}”.",
    "rule.figure": "“{label}”",
    "rule.remedy": "Look at {labels}: they cannot all be right.",
    "rule.remedy.one": "Look at {labels}: it cannot be right.",
    "explain.plain": "{name}: {value}.",
}
