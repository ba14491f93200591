"""English texts. Placeholders in braces; ids explained in :mod:`xl_kpis.kpi.texts`."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    "language": "English",
    "pack.mentoring": "Career mentoring",
    "pack.remote": "Remote career coaching",
    "pack.mentoring.help": "Seven KPIs of a business that mentors people in person and at events.",
    "pack.remote.help": "Seven KPIs of a career coaching service delivered online.",
    # Tiers
    "tier.below": "Below typical",
    "tier.typical": "Typical",
    "tier.above_average": "Above average",
    "tier.exceptional": "Exceptional",
    # Units, as a column heading and in sentences
    "unit.ratio": "percent",
    "unit.score": "score from 1 to 10",
    "unit.months": "months",
    "unit.money": "currency per user",
    "unit.number": "number",
    "unit.text": "text",
    "format.ratio": "{value}%",
    "format.score": "{value} out of 10",
    "format.months": "{value} months",
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
    "combine.sum": (
        "Over several periods: add up the inputs and compute again; never average rates."
    ),
    "combine.chain": (
        "Over several periods: multiply the rates, or compute exactly from the roster; never "
        "average them."
    ),
    # Where benchmarks come from
    "provenance.stated": "stated by the source",
    "provenance.stated_point": "stated by the source as an average",
    "provenance.interpolated": "our estimate between two stated figures",
    "provenance.extrapolated": "our estimate beyond the stated figures",
    "provenance.resolved": "our reading of a contradiction in the source",
    "provenance.user": "your own figure",
    "note.point": "The source gives one average figure; we read it as the floor of the tier.",
    "note.shared_bound": "Two tiers share this figure in the source; the better one wins.",
    "note.strict": "The figure itself still belongs to the lower tier.",
    "note.gap": "The source leaves a gap above this band; values in it stay in this tier.",
    "note.same_width": (
        "The source has no typical tier; this one is as wide as the tier above it, 10 points."
    ),
    "note.midpoint": "The source has no such tier; this is halfway between its two figures.",
    "note.top_performers": "The source speaks of top performers; we read that as exceptional.",
    "note.contradiction": (
        "The source gives two meanings to 70–80%; only above 80% leaves three tiers in order."
    ),
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
    "check.new_over_end": (
        "“{other}” cannot be larger than “{argument}”: count only new clients who are still there."
    ),
    "check.kept_over_start": (
        "More clients stayed than there were in “{argument}”: check “{other}” and new clients."
    ),
    "check.off_scale": "“{argument}” must lie between 1 and 10.",
    "check.off_range": "“{argument}” must lie between {low} and {high}.",
    "check.off_score": "“{argument}” must lie between 0 and 100.",
    "check.nobody_at_start": "Nobody in “{argument}” was a client when the period began.",
    "check.no_session": "“{argument}” contains no session to count.",
    "check.no_milestone": "Nobody in “{argument}” has reached a milestone yet.",
    "check.backwards": "“{other}” cannot come before “{argument}”.",
    # Errors, for people
    "error.#NULL!": "two ranges do not meet",
    "error.#DIV/0!": "nothing to divide by",
    "error.#VALUE!": "text where a number belongs",
    "error.#REF!": "a cell that no longer exists",
    "error.#NAME?": "an unknown function or name",
    "error.#NUM!": "numbers that cannot be",
    "error.#N/A": "no data",
    "error.other": "an error from elsewhere in the workbook",
    # KPIs
    "mentoring.satisfaction.name": "Client satisfaction score",
    "mentoring.satisfaction.short": "Satisfaction score",
    "mentoring.session_completion.name": "Mentoring session completion rate",
    "mentoring.session_completion.short": "Mentoring sessions",
    "mentoring.career_advancement.name": "Client career advancement rate",
    "mentoring.career_advancement.short": "Advancement",
    "mentoring.time_to_milestone.name": "Average time to a client's career milestone",
    "mentoring.time_to_milestone.short": "Time to milestone",
    "mentoring.retention.name": "Client retention rate",
    "mentoring.retention.short": "Retention",
    "mentoring.workshop_growth.name": "Workshop attendance growth",
    "mentoring.workshop_growth.short": "Workshop growth",
    "mentoring.networking_success.name": "Networking event success rate",
    "mentoring.networking_success.short": "Networking",
    "remote.satisfaction.name": "Share of satisfied clients",
    "remote.satisfaction.short": "Satisfied clients",
    "remote.session_completion.name": "Session completion rate",
    "remote.session_completion.short": "Sessions held",
    "remote.retention.name": "Client retention rate",
    "remote.retention.short": "Retention",
    "remote.arpu.name": "Average revenue per user",
    "remote.arpu.short": "Revenue per user",
    "remote.free_to_paid.name": "Conversion from free consultation to paying client",
    "remote.free_to_paid.short": "Free to paid",
    "remote.job_placement.name": "Client job placement rate",
    "remote.job_placement.short": "Placement",
    "remote.time_to_milestone.name": "Average time to a client's career milestone",
    "remote.time_to_milestone.short": "Time to milestone",
    # KPI functions: what, how to read it, what it does not say, what to do
    "KPI_SATISFACTION.help": (
        "Mean of client ratings from 1 to 10, weighted by how many clients gave each rating if "
        "counts are given."
    ),
    "KPI_SATISFACTION.reads": "8.7 means that the average answer was 8.7 out of 10.",
    "KPI_SATISFACTION.limits": (
        "Only those who answered count: look at the response rate, too. A mean hides a split "
        "between delighted and disappointed clients."
    ),
    "KPI_SATISFACTION.tip.1": "Call every client who rated 6 or less and ask what was missing.",
    "KPI_SATISFACTION.tip.2": "Ask for a rating after each stage, not only at the end.",
    "KPI_SATISFACTION.tip.3": "Find out what the tens have in common and do it for everybody.",
    "KPI_SATISFACTION.formula": "Sum of (rating × clients who gave it) ÷ clients who gave one",
    "KPI_SATISFACTION.needed": "rating points",
    "KPI_COMPLETION.help": "Share of the scheduled sessions that took place.",
    "KPI_COMPLETION.reads": "80% means that one scheduled session in five did not take place.",
    "KPI_COMPLETION.limits": (
        "It does not say why a session failed, nor whether it was useful. Decide once how "
        "sessions that were moved are counted."
    ),
    "KPI_COMPLETION.tip.1": "Send a reminder a day before, with a link to move the session.",
    "KPI_COMPLETION.tip.2": "Note a reason for each missed session; act on the most common one.",
    "KPI_COMPLETION.tip.3": "Agree on the next session before the present one ends.",
    "KPI_COMPLETION.needed": "sessions held",
    "KPI_COMPLETION.needed.one": "session held",
    "KPI_ADVANCEMENT.help": "Share of clients whose career moved forward.",
    "KPI_ADVANCEMENT.reads": "60% means that six clients in ten took a step in their career.",
    "KPI_ADVANCEMENT.limits": (
        "Write down what counts as an advance before you count. Recent clients had little time, "
        "and the job market has its say."
    ),
    "KPI_ADVANCEMENT.tip.1": "Set one concrete career goal with each client in the first session.",
    "KPI_ADVANCEMENT.tip.2": "Review goals every quarter and change plans that do not move.",
    "KPI_ADVANCEMENT.tip.3": "Pair clients with mentors who know their line of work.",
    "KPI_ADVANCEMENT.needed": "clients advanced",
    "KPI_ADVANCEMENT.needed.one": "client advanced",
    "KPI_TIME_TO_MILESTONE.help": (
        "Average number of months clients needed to reach their career milestone."
    ),
    "KPI_TIME_TO_MILESTONE.reads": "10 means ten months on average from start to milestone.",
    "KPI_TIME_TO_MILESTONE.limits": (
        "Only clients who arrived are counted: with many still on their way the average looks "
        "better than it is."
    ),
    "KPI_TIME_TO_MILESTONE.tip.1": "Cut long goals into steps of at most three months.",
    "KPI_TIME_TO_MILESTONE.tip.2": "Look at the slowest quarter of clients: where do they wait?",
    "KPI_TIME_TO_MILESTONE.tip.3": "Give clients templates and exercises between sessions.",
    "KPI_TIME_TO_MILESTONE.needed": "months in total",
    "KPI_RETENTION.help": (
        "Share of the clients at the start of a period who are still clients at its end."
    ),
    "KPI_RETENTION.reads": "85% means that 15 of 100 clients left during the period.",
    "KPI_RETENTION.limits": (
        "Compare only periods of the same length: 85% a quarter is 52% a year. New clients "
        "must be those still there at the end; a roster is exact."
    ),
    "KPI_RETENTION.tip.1": "Ask each client who leaves for the reason, within a week.",
    "KPI_RETENTION.tip.2": "Offer a next goal before the present one is reached.",
    "KPI_RETENTION.tip.3": "Watch for missed sessions: they often announce a departure.",
    "KPI_RETENTION.needed": "clients kept",
    "KPI_RETENTION.needed.one": "client kept",
    "KPI_WORKSHOP_GROWTH.help": "Growth of workshop attendance from one period to the next.",
    "KPI_WORKSHOP_GROWTH.reads": "30% means 13 people came where 10 came before.",
    "KPI_WORKSHOP_GROWTH.limits": (
        "A small start makes large percentages. Compare the same season and the same number of "
        "workshops."
    ),
    "KPI_WORKSHOP_GROWTH.tip.1": "Ask past attendees which subject they would come back for.",
    "KPI_WORKSHOP_GROWTH.tip.2": "Let attendees bring a colleague free of charge.",
    "KPI_WORKSHOP_GROWTH.tip.3": "Repeat the best subjects at other hours and online.",
    "KPI_WORKSHOP_GROWTH.needed": "attendees",
    "KPI_WORKSHOP_GROWTH.needed.one": "attendee",
    "KPI_NETWORKING.help": "Valuable connections made at networking events, per attendee.",
    "KPI_NETWORKING.reads": "25% means one connection for every four attendees.",
    "KPI_NETWORKING.limits": (
        "It counts connections, not people, so it can exceed 100%. It says nothing about what "
        "became of them."
    ),
    "KPI_NETWORKING.tip.1": "Tell attendees beforehand who will be there and whom to meet.",
    "KPI_NETWORKING.tip.2": "Keep groups small and change them during the event.",
    "KPI_NETWORKING.tip.3": "Ask after two weeks which contacts went on.",
    "KPI_NETWORKING.needed": "connections",
    "KPI_NETWORKING.needed.one": "connection",
    "KPI_SATISFIED_RATE.help": "Share of the surveyed clients who are satisfied.",
    "KPI_SATISFIED_RATE.reads": "85% means that 85 of 100 clients who answered were satisfied.",
    "KPI_SATISFIED_RATE.limits": (
        "State from which rating on a client counts as satisfied, and keep to it. Clients who "
        "did not answer are not in it."
    ),
    "KPI_SATISFIED_RATE.tip.1": "Answer every complaint within two working days.",
    "KPI_SATISFIED_RATE.tip.2": "Ask one question after each online session instead of a survey.",
    "KPI_SATISFIED_RATE.tip.3": "Tell clients what you changed because of their answers.",
    "KPI_SATISFIED_RATE.needed": "satisfied clients",
    "KPI_SATISFIED_RATE.needed.one": "satisfied client",
    "KPI_ARPU.help": "Revenue divided by the number of users; per month if months are given.",
    "KPI_ARPU.reads": "100 means that each user brought in 100 on average.",
    "KPI_ARPU.limits": (
        "State the period: a month and a year cannot be compared. A few large clients may carry "
        "the average."
    ),
    "KPI_ARPU.tip.1": "Offer packages, so that one session leads to a series.",
    "KPI_ARPU.tip.2": "Add one premium service that saves clients time.",
    "KPI_ARPU.tip.3": "Review prices once a year against what clients achieve.",
    "KPI_ARPU.needed": "revenue",
    "KPI_CONVERSION.help": "Share of the free consultations that led to a paying client.",
    "KPI_CONVERSION.reads": "40% means that two free consultations in five led to a paid one.",
    "KPI_CONVERSION.limits": (
        "Late decisions are missing from recent months. A high rate may also mean that too few "
        "people get a free consultation."
    ),
    "KPI_CONVERSION.tip.1": "End each free consultation with a written plan and a price.",
    "KPI_CONVERSION.tip.2": "Follow up after two days, and once more after ten.",
    "KPI_CONVERSION.tip.3": "Ask beforehand what the person wants to achieve.",
    "KPI_CONVERSION.needed": "paying clients",
    "KPI_CONVERSION.needed.one": "paying client",
    "KPI_PLACEMENT.help": "Share of the coached clients who found a job.",
    "KPI_PLACEMENT.reads": "60% means that six coached clients in ten found a job.",
    "KPI_PLACEMENT.limits": (
        "Clients still being coached count as not placed. The job market moves it as much as the "
        "coaching does."
    ),
    "KPI_PLACEMENT.tip.1": "Bring résumé and online profile up to date in the first two weeks.",
    "KPI_PLACEMENT.tip.2": "Practise interviews on video, as they will take place.",
    "KPI_PLACEMENT.tip.3": "Keep a list of employers who hire for remote work.",
    "KPI_PLACEMENT.needed": "clients placed",
    "KPI_PLACEMENT.needed.one": "client placed",
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
        "How far a value has to go to a tier, in the KPI's own unit; negative once it is beyond. "
        "Without a tier: the next better one."
    ),
    "KPI_BENCHMARK.help": "The figure at which a tier begins; without a tier: typical.",
    "KPI_NEEDED.help": (
        "How many are needed to reach a tier with a given denominator; with the present "
        "numerator: how many more."
    ),
    "KPI_CHANGE.help": (
        "Change from a previous value in the KPI's own unit; positive means better, also where "
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
    "argument.counts.label": "Number of clients",
    "argument.counts.help": (
        "Range of the same size: how many clients gave each rating. Leave out if each cell is "
        "one client."
    ),
    "ratings.label": "Ratings",
    "ratings.help": "Range of ratings from {low} to {high}; text and blanks are ignored.",
    "counts.label": "Number of clients",
    "counts.help": (
        "Range of the same size: how many clients gave each rating. Leave out if each cell is "
        "one client."
    ),
    "argument.completed.label": "Sessions held",
    "argument.completed.help": "How many of the scheduled sessions took place.",
    "argument.scheduled.label": "Sessions scheduled",
    "argument.scheduled.help": "How many sessions were scheduled in the period.",
    "argument.advanced.label": "Clients who advanced",
    "argument.advanced.help": "How many clients took a step forward in their career.",
    "argument.total.label": "Clients in total",
    "argument.total.help": "How many clients there were.",
    "argument.total_months.label": "Months in total",
    "argument.total_months.help": "Months from start to milestone, added up over the clients.",
    "argument.clients.label": "Clients at their milestone",
    "argument.clients.help": "How many clients reached their milestone.",
    "argument.start_clients.label": "Clients at the start",
    "argument.start_clients.help": "How many clients there were when the period began.",
    "argument.end_clients.label": "Clients at the end",
    "argument.end_clients.help": "How many clients there were when the period ended.",
    "argument.new_clients.label": "New clients",
    "argument.new_clients.help": (
        "How many of the clients at the end had joined during the period."
    ),
    "argument.old_attendance.label": "Attendance before",
    "argument.old_attendance.help": "How many people attended in the earlier period.",
    "argument.new_attendance.label": "Attendance now",
    "argument.new_attendance.help": "How many people attended in the later period.",
    "argument.connections.label": "Connections made",
    "argument.connections.help": "How many valuable connections were made at the events.",
    "argument.attendees.label": "Attendees",
    "argument.attendees.help": "How many people attended the events.",
    "argument.satisfied.label": "Satisfied clients",
    "argument.satisfied.help": "How many of the surveyed clients are satisfied.",
    "argument.surveyed.label": "Clients who answered",
    "argument.surveyed.help": "How many clients answered the survey.",
    "argument.revenue.label": "Revenue",
    "argument.revenue.help": "Revenue of the period; negative if refunds exceed it.",
    "argument.users.label": "Users",
    "argument.users.help": "How many users there were in the period.",
    "argument.months.label": "Months",
    "argument.months.help": "Length of the period in months.",
    "argument.paying.label": "Paying clients",
    "argument.paying.help": "How many of the people consulted for free became paying clients.",
    "argument.consultations.label": "Free consultations",
    "argument.consultations.help": "How many free consultations were given.",
    "argument.placed.label": "Clients placed",
    "argument.placed.help": "How many of the coached clients found a job.",
    "argument.coached.label": "Clients coached",
    "argument.coached.help": "How many clients were coached.",
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
    "argument.first.help": "The first input of the KPI's function.",
    "argument.second.label": "Second input",
    "argument.second.help": "The second input of the KPI's function.",
    "argument.third.label": "Third input",
    "argument.third.help": "The third input of the KPI's function, if it has one.",
    # Measures: the rows of the Inputs sheet
    "measure.rated.label": "Clients who rated {rating}",
    "measure.rated.help": "How many clients gave the rating {rating} in the period.",
    "measure.rated.unit": "clients",
    "measure.clients_asked.label": "Clients asked to rate",
    "measure.clients_asked.help": "Optional; shows the response rate.",
    "measure.clients_asked.unit": "clients",
    "measure.sessions_completed.label": "Sessions held",
    "measure.sessions_completed.help": "Scheduled sessions that took place.",
    "measure.sessions_completed.unit": "sessions",
    "measure.sessions_scheduled.label": "Sessions scheduled",
    "measure.sessions_scheduled.help": "Sessions scheduled for the period.",
    "measure.sessions_scheduled.unit": "sessions",
    "measure.clients_advanced.label": "Clients who advanced",
    "measure.clients_advanced.help": "Clients whose career took a step forward.",
    "measure.clients_advanced.unit": "clients",
    "measure.clients_total.label": "Clients in total",
    "measure.clients_total.help": "All clients of the period.",
    "measure.clients_total.unit": "clients",
    "measure.months_to_milestone.label": "Months to milestone, in total",
    "measure.months_to_milestone.help": (
        "Months from start to milestone, added up over the clients who arrived."
    ),
    "measure.months_to_milestone.unit": "months",
    "measure.clients_at_milestone.label": "Clients at their milestone",
    "measure.clients_at_milestone.help": "Clients who reached their milestone in the period.",
    "measure.clients_at_milestone.unit": "clients",
    "measure.clients_open.label": "Clients still on their way",
    "measure.clients_open.help": "Optional; shows how many the average leaves out.",
    "measure.clients_open.unit": "clients",
    "measure.clients_start.label": "Clients at the start",
    "measure.clients_start.help": "Clients when the period began.",
    "measure.clients_start.unit": "clients",
    "measure.clients_end.label": "Clients at the end",
    "measure.clients_end.help": "Clients when the period ended, new ones included.",
    "measure.clients_end.unit": "clients",
    "measure.clients_new.label": "New clients still there",
    "measure.clients_new.help": "Clients who joined in the period and were still there at its end.",
    "measure.clients_new.unit": "clients",
    "measure.attendance_before.label": "Workshop attendance before",
    "measure.attendance_before.help": "People at workshops in the period to compare with.",
    "measure.attendance_before.unit": "people",
    "measure.attendance_now.label": "Workshop attendance now",
    "measure.attendance_now.help": "People at workshops in this period.",
    "measure.attendance_now.unit": "people",
    "measure.connections_made.label": "Connections made",
    "measure.connections_made.help": "Valuable connections made at networking events.",
    "measure.connections_made.unit": "connections",
    "measure.event_attendees.label": "Event attendees",
    "measure.event_attendees.help": "People at networking events.",
    "measure.event_attendees.unit": "people",
    "measure.clients_satisfied.label": "Satisfied clients",
    "measure.clients_satisfied.help": "Clients whose answer counts as satisfied.",
    "measure.clients_satisfied.unit": "clients",
    "measure.clients_surveyed.label": "Clients who answered",
    "measure.clients_surveyed.help": "Clients who answered the survey.",
    "measure.clients_surveyed.unit": "clients",
    "measure.revenue.label": "Revenue",
    "measure.revenue.help": "Revenue of the period, refunds deducted.",
    "measure.revenue.unit": "currency",
    "measure.users.label": "Users",
    "measure.users.help": "Users of the period.",
    "measure.users.unit": "users",
    "measure.consultations_paying.label": "Paying clients after a free consultation",
    "measure.consultations_paying.help": "People who became paying clients after it.",
    "measure.consultations_paying.unit": "clients",
    "measure.consultations_free.label": "Free consultations",
    "measure.consultations_free.help": "Free consultations given in the period.",
    "measure.consultations_free.unit": "consultations",
    "measure.clients_placed.label": "Clients placed",
    "measure.clients_placed.help": "Coached clients who found a job.",
    "measure.clients_placed.unit": "clients",
    "measure.clients_coached.label": "Clients coached",
    "measure.clients_coached.help": "All clients coached.",
    "measure.clients_coached.unit": "clients",
    # Errata of the source
    "erratum.1": (
        "The source prints 8.6 as the result of its example; (40·9 + 5·8 + 5·7) / 50 is 8.7, and "
        "8.7 is what we return."
    ),
    "erratum.2": (
        "Two KPIs bear the same name and acronym (CSS) in the sources: a mean rating and a share "
        "of satisfied clients. They are two functions here, and the acronym alone is ambiguous."
    ),
    "erratum.3": (
        "The source calls placement exceptional above 70% and above average from 70 to 80%. We "
        "take exceptional as above 80%."
    ),
    "erratum.4": (
        "Some tiers are missing in the sources and some bands leave gaps between them. Values in "
        "a gap stay in the lower tier; tiers we added carry an asterisk."
    ),
    "erratum.5": (
        "New clients must be those still there at the end. If 50 joined and 10 of them left "
        "again, the formula with 50 gives 85% where 90% is right. The roster function is exact."
    ),
    "erratum.6": (
        "The sources use the same 85% once for a year and once for a quarter, and their "
        "benchmarks name no period; 85% a quarter is 52.2% a year. State your period."
    ),
    "erratum.7": (
        "The source reads networking success as a share of attendees. That holds only with one "
        "connection each; the figure may exceed 100%."
    ),
    "erratum.8": (
        "The source gives revenue per user without a period, and its example (100) lies below "
        "its own average (150)."
    ),
    "erratum.9": (
        "The average time covers only clients who reached their milestone. Look at how many are "
        "still on their way."
    ),
    "erratum.10": (
        "The source divides by all clients; only those who answered can be averaged, so the "
        "response rate is shown beside it. It also sets no rating from which a client is satisfied."
    ),
    "erratum.11": (
        "The worked example lies exactly on a tier boundary; the better tier wins unless the "
        "wording is strict."
    ),
    # Headings of the documentation
    "doc.title": "The KPIs and their functions",
    "doc.generated": "Generated from the definitions by `python -m xl_kpis.kpi.docs`.",
    "doc.meaning": "What it is",
    "doc.formula": "Formula",
    "doc.example": "Example",
    "doc.benchmarks": "Benchmarks",
    "doc.bound": "Begins at",
    "doc.provenance": "Provenance",
    "doc.source": "Source",
    "doc.line": "line {line}",
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
    "check.formula_power": "A power in the formula has no value: look at “{argument}”.",
    "explain.plain": "{name}: {value}.",
}
