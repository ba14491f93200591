"""English words for figures as people have them: what things are called, and what is said."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    # What things may be called, beside their labels; commas between names
    "called.small_words": "the, of, at, in, on, a, an, to, for, by, their, who, were, was",
    "called.counting": "number, count, no, nb, nbr",
    "called.total": "total, totals, grand total, overall total, subtotal, sub-total, sum, ytd, "
    "year to date, average, avg, mean, all",
    "called.measure": "measure, figure, id, indicator, metric, kpi, label, item",
    "called.period": "period, date, month, from, quarter, year, week, day",
    "called.value": "value, number, amount",
    "called.year": "year, fiscal year",
    "called.month": "month",
    "called.quarter": "quarter",
    "called.week": "week, week number, week no, wk, calendar week, iso week",
    "called.day": "day, day of the month",
    "called.change": "change, variation, variance, var, growth, evolution, trend, difference, "
    "diff, delta, mom, yoy",
    "called.described": "unit, note, notes, what to count, comment, comments, remark, remarks, "
    "description, source, owner, responsible",
    "called.currency": "currency, ccy, currency code",
    "called.key": "id, uuid, reference, booking id, event id, session id, transaction id, "
    "payment id, charge id, response id, invoice, invoice number",
    "called.measure.sessions_completed": "completed sessions, attended sessions, "
    "sessions delivered",
    "called.measure.sessions_scheduled": "booked sessions, planned sessions, scheduled sessions",
    "called.measure.clients_start": "clients at the beginning, opening clients, start clients",
    "called.measure.clients_end": "closing clients, end clients",
    "called.measure.clients_asked": "clients asked, surveys sent",
    "called.measure.clients_surveyed": "clients surveyed, respondents, survey responses",
    "called.measure.revenue": "income, turnover, sales, total revenue",
    "called.measure.users": "active users",
    "called.measure.clients_placed": "placed clients, placements",
    "called.measure.clients_coached": "coached clients",
    "called.field.date": "session date, appointment date, date paid, paid on, payment date, "
    "event date, activity date, transaction date, purchase date, sale date, date of sale, "
    "order date, start date, start, starts at, start time, "
    "date and time, date & time, date time, date/time, start date/time, scheduled date, "
    "scheduled for, event start, event start time, event start date, session start, "
    "booking start, booking start time, session start time, appointment start, "
    "appointment time, start datetime, meeting date, "
    "meeting start time, meeting time, scheduled at, scheduled on, scheduled time, booked for, "
    "begins at, charge date, day, when, timestamp, submitted at, created, created at, "
    "invoice date, date of invoice, invoiced on, issue date",
    "called.field.client": "clients, client name, name, customer, customer name, mentee, coachee, "
    "participant, invitee, attendee, attendee name, email, e-mail, email address, client email, "
    "customer email, attendee email, full name, contact name, patient, patient name, payer, "
    "payer name",
    "called.first_name": "first name, firstname, given name, forename",
    "called.last_name": "last name, lastname, surname, family name",
    "called.mere_name": "name",
    "called.field.rating": "ratings, score, satisfaction, satisfaction score, stars, grade",
    "called.field.status": "session status, appointment status, booking status, meeting outcome, "
    "outcome, state, attendance, result, event status, class status, attended, attended?, present, "
    "present?, showed up, showed up?, came, turned up, absent, absence, no-show, no show",
    "called.field.joined": "join date, joined on, start, start date, since, client since, "
    "customer since, member since, signed up, became a customer date, enrolled, enrolled on, "
    "enrollment date, enrolment date, program start, programme start, program start date, "
    "onboarded, onboarding date",
    "called.field.left": "left on, leave date, end, end date, until, churned",
    "called.field.advanced": "advanced on, promoted, promoted on",
    "called.field.placed": "placed on, placement date, hired, hired on",
    "called.field.started": "started on, start date, start",
    "called.field.reached": "reached on, achieved, achieved on, milestone on, milestone date",
    "called.field.kind": "type, event type, event kind",
    "called.field.attendees": "attendance, participants, people",
    "called.field.connections": "contacts, connections made",
    "called.field.amount": "amount paid, paid amount, price, payment, gross, gross amount, "
    "net amount",
    "called.field.consulted": "consultation, consultation date, consulted on, free consultation, "
    "consultation call, discovery call, discovery call date, discovery session, intro call, "
    "introductory call, free call, strategy call, chemistry call",
    "called.field.paid": "first paid on, first payment, first invoice paid, paid on",
    "called.unit_words": "required, optional, local time, local, date and time",
    "called.remark": "note, notes, nb, n.b, source, legend, generated, exported, printed",
    "called.second_heading": "response, open-ended response, specify, other (please specify)",
    "called.not_yet": "active, current, currently, ongoing, present, still active, still here, "
    "still with us, still client, in progress, open, not yet, no, none yet, never",
    "called.partly": "partial, partially, partly",
    "called.transaction": "type, transaction type, kind, category, description, details, "
    "transaction, reporting category, balance impact",
    "called.money": "currency, ccy, fee, fees, net, net amount, gross, gross amount, vat, tax, "
    "tax amount, balance, payout, payment method, card type, amount refunded, transaction id, "
    "invoice, invoice number, invoice date, due date",
    "called.weak.amount": "total, total amount, revenue, income, turnover, sales",
    "called.net.amount": "net, net total, net received",
    "called.gross": "gross, total, subtotal, sales, collected, before fees",
    "called.balance": "balance, running balance, account balance",
    "called.due": "due date, due on, payment due, date due",
    "called.bill": "invoice, invoice date, invoice number, invoice no, invoice #, invoice status, "
    "due date",
    "called.billed": "invoice, invoices, sales invoice, bill, billed, quote, quotation, estimate, "
    "proposal, proforma, pro forma",
    "called.paid_on": "date paid, paid on, payment date, date of payment, paid date",
    "called.best": "best, highest, excellent, very good, very satisfied, extremely satisfied, "
    "completely satisfied, very likely, strongly agree",
    "called.worst": "worst, lowest, very bad, very poor, terrible, very dissatisfied, "
    "extremely dissatisfied, completely dissatisfied, very unlikely, strongly disagree",
    "called.surest.amount": "amount paid, paid amount, total paid, total amount paid, "
    "amount received, total received, received",
    "called.apart.amount": "fee, fees, tip, tips, gratuity, shipping, delivery, commission, "
    "payout, refund, rounding",
    "called.tax": "vat, tax, taxes, sales tax, gst, tax amount, vat amount",
    # What speaks against counting a row or a column as it is
    "called.yes": "true, yes, y, 1, x",
    "called.no": "false, no, n, 0, -, n/a, not canceled, not cancelled",
    "called.thousands": "thousand, thousands, million, millions, k, 000s",
    "called.actual": "actual, actuals, act, actual figures, real, realised, realized, achieved, "
    "final, result, results",
    "called.not_actual": "budget, budgeted, target, targets, goal, plan, forecast, projected, "
    "projection, estimate, last year, previous year, prior year, ytd, year to date, cumulative",
    "called.unpaid": "failed, failure, declined, unpaid, overdue, pending, void, voided, draft, "
    "expired, canceled, cancelled, chargeback, disputed, payout, payouts, withdrawal, fee, fees, "
    "reverted, uncollectible, bank deposit, currency conversion",
    "called.refunded": "refund, refunds, refunded, reversal, reversed, credit note",
    "called.not_held": "cancelled, canceled, no-show, no show, noshow, missed, absent",
    # What stands beside a record and says what it is
    "called.trial": "test, tests, test test, test client, test user, client test, testing, "
    "sandbox, demo, dummy",
    "called.live": "live, livemode, live mode, is live",
    "called.outgoing": "debit, dr, d, out, outgoing, outgoing payment, outgoing transfer, money "
    "out, payment sent, sent money, expense, purchase, card payment",
    "called.settled": "paid, paid?, settled, received, collected, cleared, invoice paid",
    "called.state": "status, state, payment status, financial status, invoice status, order "
    "status, transaction status, charge status, client status, contact status, response status",
    "called.paid": "paid, paid in full, fully paid, paid out, paid_out, succeeded, success, "
    "successful, complete, completed, captured, settled, received, cleared, collected, processed, "
    "deposited, done, ok, yes, closed, partially_refunded, partially refunded",
    "called.stage": "stage, lifecycle stage, contact type, client type, type of contact",
    "called.prospect": "lead, leads, prospect, prospects, subscriber, marketing qualified lead, "
    "sales qualified lead, opportunity, waiting list, waitlist, enquiry, inquiry, cold, applicant",
    "called.gone": "archived, deleted, inactive, removed, disabled, cancelled, canceled, former, "
    "ended, left, churned, lost, terminated, stopped, past, past client, alumni, alumnus, alumna, "
    "graduated, closed, finished, lapsed",
    "called.there": "active, active?, is active, current, current client, enabled",
    "called.incomplete": "partial, incomplete, in progress, disqualified, not completed, "
    "unfinished, started, screened out, spam, draft",
    "called.time_of_day": "time, start time, starts at, start, from, hour, time of day",
    "called.times": "quantity, qty, number of sessions, no. of sessions, sessions, session count, "
    "count, number, nb, answers, responses, number of answers, number of responses, respondents, n",
    "called.unit_price": "price, unit price, rate, price per session, fee per session, "
    "lineitem price, item price",
    "called.appointment": "duration, end time, end date, ends at, time zone, timezone, booking id, "
    "appointment id, appointment type, event type, staff, staff name, reminders",
    "called.supplier": "supplier, supplier name, payee, payee name, paid to",
    "called.owed": "amount due, balance due, outstanding, outstanding balance, amount outstanding, "
    "outstanding amount, due, owed, owing, amount owed, amount owing, open balance, remaining, "
    "remaining balance, amount remaining, left to pay, still due, unpaid amount, unpaid balance",
    "called.discount": "discount, discounts, rebate, voucher, coupon",
    "called.disputed": "disputed, dispute, chargeback, chargebacks",
    "called.method": "payment method, method of payment, payment type, payment mode, "
    "mode of payment, payment source, method, methods, payment methods, payment, payments, "
    "paid with, paid by, paid via, paid using, how paid, tender, tenders, tender type, "
    "other tender type, gateway, payment gateway, payment option",
    "called.means": "cash, card, credit card, debit card, bank transfer, wire transfer, wire, "
    "check, cheque, direct debit",
    "called.prepaid": "gift card, gift cards, giftcard, giftcards, egift card, gift certificate, "
    "gift certificates, gift voucher, gift vouchers, voucher, vouchers, store credit, "
    "store credits, account credit, account credits, client credit, customer credit, "
    "credit balance, account balance, credit note, credits, package, packages, punch card, "
    "class pass, session pass, membership, subscription, loyalty points, reward points, "
    "on account, client account, customer account, house account, complimentary",
    "called.on_account": "account, comp, comped, free, points",
    "called.stored": "gift card, gift cards, giftcard, giftcards, egift card, gift certificate, "
    "gift certificates, gift voucher, gift vouchers, store credit, store credits, account credit, "
    "client credit, customer credit",
    "called.redeemed": "redeemed, redeem, redemption, redemptions, used, applied, paid by, "
    "paid with, paid from, paid using",
    "called.sold": "sold, sale, sales, purchase, purchased, purchases, bought, issued",
    "called.card_number": "number, no, no., code, id, reference, last four, last 4",
    "called.weak.date": "created, created at, created on, created date, created time, "
    "creation date, date created, submitted at, submitted on, booked at, booked on, "
    "booking date, date booked, date scheduled, timestamp, updated, updated at, updated on, "
    "modified, modified at, last modified, last updated",
    "called.some_day": "date, day, at, on, when, time",
    "called.other_day": "birth, born, birthday, dob, due, deadline, expiry, expires, expired, "
    "expiration, valid, created, creation, booked, booking, registered, registration, enrolled, "
    "enrollment, signed, signup, joined, renewed, renewal, renews, next, last, latest, previous, "
    "first, follow, followup, reminder, invited, sent, requested, issued, available, payout, "
    "settlement, arrival, hired, started, start, end, ended, ends, until, cancelled, canceled, "
    "cancellation, edited, updated, modified, changed, added, imported, exported, generated, "
    "printed, deleted, archived, opened, expected, estimated, planned, target",
    "called.balance_row": "opening balance, closing balance, starting balance, ending balance, "
    "balance brought forward, balance carried forward, brought forward, carried forward, "
    "previous balance, new balance",
    "called.stars": "star, stars",
    "called.minutes": "minute, minutes, mins, min",
    "called.other_unit": "percent, percentage, pct, rate, ratio, share, hour, hours, hrs, h, "
    "minute, minutes, mins, min, average, avg, mean, median, per client, per session, per month, "
    "per user",
    "called.payout_head": "arrival date, arriving on, payout id, payout date",
    "called.attended": "attended, attended?, attendance, present, present?, showed up, showed up?, "
    "came, came?, turned up, participated",
    "called.absences": "no-show, no show, noshow, absent, attended, attendance, present, "
    "status, outcome",
    "called.cancelled": "cancelled, canceled, cancelled?, canceled?, is cancelled, is canceled",
    "called.absent": "absent, absent?, absence, absence?, no-show, no show, no-show?, no show?, "
    "noshow, did not "
    "attend",
    "called.ticked": "✓, ✔, ✔️, ☑, ☑️, ✅, checked, ticked",
    "called.mark.here": "p, pr, pres",
    "called.mark.away": "a, ab, abs",
    "called.crossed": "✗, ✘, ☐, ❌, ✖, unchecked",
    "called.hundredths": "cents, cent, pence, minor units",
    "called.came_in": "credit, credits, paid in, money in, deposit, deposits, credit amount, "
    "incoming",
    "called.went_out": "debit, debits, paid out, money out, withdrawal, withdrawals, debit amount, "
    "outgoing",
    # KPIs as articles print their names
    "called.kpi.mentoring.satisfaction": "Client Satisfaction Score",
    "called.kpi.mentoring.session_completion": "Mentorship Session Completion Rate",
    "called.kpi.mentoring.career_advancement": "Client Career Advancement Rate",
    "called.kpi.mentoring.time_to_milestone": "Average Time to Achieve Client Career Milestones",
    "called.kpi.mentoring.retention": "Client Retention Rate",
    "called.kpi.mentoring.workshop_growth": "Workshop Attendance Growth Percentage",
    "called.kpi.mentoring.networking_success": "Networking Event Success Rate",
    "called.kpi.remote.satisfaction": "Client Satisfaction Score",
    "called.kpi.remote.session_completion": "Session Completion Rate",
    "called.kpi.remote.retention": "Client Retention Rate",
    "called.kpi.remote.arpu": "Average Revenue Per User",
    "called.kpi.remote.free_to_paid": "Conversion Rate from Free Consultation to Paid Client",
    "called.kpi.remote.job_placement": "Client Job Placement Success Rate",
    "called.kpi.remote.time_to_milestone": "Average Time to Achieve Client’s Career Milestone",
    # Targets
    "called.plan.target": "target, targets, your target, own target, goal, goals, objective",
    "called.plan.owner": "owner, who, responsible, lead, by whom, in charge",
    "called.plan.step": "next step, next steps, next_step, step, steps, action, actions",
    "called.plan.due": "due, due date, due on, due by, deadline, by when, until",
    "called.plan.comment": "comment, comments, note, notes, remark, remarks",
    "fill.plan_absent": "this workbook has no sheet for targets; xl-kpis roll --repair makes one "
    "that has, with all its figures",
    "fill.plan_kpi": "“{name}” is no KPI of this workbook; there are {known}",
    "fill.plan_field": "“{name}” is nothing a target has; there are {known}",
    "fill.plan_domain": "{value} cannot be the target of “{name}”: it can be {domain}{hint}",
    "fill.plan_hint": " (write {percent}% or {share})",
    "fill.plan_share": " (and is no share)",
    "fill.plan_due": "“{value}” is no day",
    "fill.plan_long": "this text about “{name}” has {count} characters, there is room for {most}",
    "fill.plan_twice": "“{name}” is given two targets or two texts of a kind: {value}, and before "
    "{other}",
    # Files
    "fill.file_empty": "the file is empty",
    "fill.file_pdf": "this is a PDF, which holds pages and no cells; export the figures as CSV or "
    "as a workbook",
    "fill.file_image": "this is a picture; export the figures as CSV or as a workbook",
    "fill.file_document": "this is a text document; put the figures into a table and save it as "
    "CSV or as a workbook",
    "fill.file_numbers": "this is an Apple Numbers file; export it as CSV or as an Excel workbook",
    "fill.file_archive": "this is an archive; unpack it and give the files in it",
    "fill.file_encrypted": "this workbook is protected by a password; remove the password and save "
    "it again",
    "fill.file_binary": "this is neither a text nor a workbook; export the figures as CSV or as a "
    "workbook",
    "fill.file_damaged": "this workbook cannot be read ({reason}); open it and save it again",
    "fill.file_json": "this is not valid JSON (line {row}, character {character})",
    "fill.file_skipped": "left out, because {reason}",
    "fill.nothing": "no figures and no records were recognised here; it begins with {seen}. A "
    "table needs a row of headings: periods beside names of figures, or the columns of a log; "
    "say what a column is with --map 'Its heading=date'",
    "fill.nothing_log": "this looks like the log “{log}”, but no column is called “{field}”; say "
    "which "
    "of {columns} it is, such as --map '{one}={field}'",
    "fill.nothing_status": "this looks like the log “{log}”, but no column says which of them took "
    "place; add one called “{field}” (held, missed, cancelled), or say which it is with "
    "--map 'Its heading={field}'",
    "fill.nothing_field": "this looks like the log “{log}”, but nothing in it may be its "
    "“{field}”; add a column called so",
    "fill.nothing_rows": "the headings are there, but no row below them holds anything",
    "fill.nothing_left": "nothing is left to fill in: no row with figures has a name that "
    "tells what they are",
    "fill.sheet_skipped": "left out: nothing was recognised on this sheet",
    # What was taken for what
    "fill.taken": "“{name}” taken for “{label}”",
    "fill.columns_left": "columns not used for the log “{log}”: {columns}",
    "fill.no_absences": "no column says who did not come: appointments that were not cancelled "
    "count as held in the log “{log}”",
    "fill.titled": "figures without a period are taken for “{period}”, as the sheet or the file is "
    "called",
    "fill.grid": "read as a grid of attendance into the log “{log}”: {rows}, {days} days",
    "fill.grid_blank": "nothing stands in {cells} of the grid: as an absence has a mark of its "
    "own, there was no session",
    "fill.stacked_total": "the row of the total was taken; left out beside it: {rows}",
    "fill.bills_count": "“{column}” says that these are bills, and nothing says which were paid: "
    "all of them count; if some were not, add a column that says so, such as “Paid” (yes or no)",
    "fill.taken_off": "“{column}” was taken off the amounts: {rows}",
    "fill.below_zero": "{value} is below zero and taken as such; correct it if that is a slip",
    "fill.preset_found": "read as: {preset}",
    "fill.total_column": "the column “{name}” is a total and was left out",
    "fill.change": "“{name}” compares figures with each other and was left out",
    "fill.scaled": "“{value}” is taken for {number}",
    "fill.planned": "“{name}” is of what was planned, and was left out",
    "fill.total_row": "the row “{name}” is a total and was left out",
    "fill.remark_row": "“{name}” is a remark and was left out",
    "fill.column_left": "the column “{name}” holds no period and was left out",
    "fill.no_name": "left out: {rows} with figures and no name",
    "fill.no_figure": "“{value}” or the like is no figure; left out: {cells}",
    "fill.filtered": "left out: {rows} with {rule}",
    "fill.blank_held": "nothing stands under “{column}” in {rows}, and a tick in all others: those "
    "without count as held",
    "fill.blank_no-show": "nothing stands under “{column}” in {rows}, and a tick in all others: "
    "those without count as missed",
    "fill.blank_unpaid": "nothing stands under “{column}” in {rows}: not paid, and left out",
    "fill.moved": "“{value}” ({rows}) counts neither as held nor as missed, as what was moved "
    "counts on its new day; if it took place on this one, say so with --status '{value}=held'",
    "fill.rescaled": "the ratings of “{column}” go up to {best}, and each was taken {times} times",
    "fill.named_once": "“{column}” stands only in the first row of each client: {rows} below are "
    "taken for the same one",
    "fill.groups": "rows with one name alone, such as “{name}”, are headings of what stands "
    "beneath them and were left out: {rows}",
    "fill.groups_of_clients": "rows with one name alone, such as “{name}”, say whose the rows "
    "beneath them are: {rows}",
    "fill.keys_twice": "left out: {rows} with an id that occurs before",
    "fill.key_differs": "“{value}” ({column}) stands in {where} too, and the two rows are not the "
    "same; take out what counts twice, or say with --map '{column}=' that each row is a record of "
    "its own",
    "fill.order_dmy": "dates such as {value} are read day first, {because}",
    "fill.order_mdy": "dates such as {value} are read month first, {because}",
    "fill.because_value": "because of {value}",
    "fill.because_given": "as asked for",
    "fill.because_months": "because that gives each period a month of its own",
    "fill.because_language": "because the headings are in French",
    "fill.because_dots": "because points stand between their parts",
    "fill.because_beside": "as in the column beside",
    "fill.decimal_point": "the point is the decimal sign, because of {value}",
    "fill.decimal_comma": "the comma is the decimal sign, because of {value}",
    "fill.period_start": "“{period}” taken for the period that begins then, {first} to {last}",
    "fill.spread": "“{name}” for {period} is spread over {count} periods",
    "fill.appended": "added to the log “{log}”: {rows}",
    "fill.replaced": "the log “{log}” now holds {rows} in place of the {before} before",
    "fill.already": "skipped, because they are in the log “{log}” already: {rows}",
    "fill.status_listed": "“{status}” added to the list “{list}” on the sheet Settings",
    "fill.changed": "{count} figures in the workbook were others before, such as “{name}”, "
    "{period}: {before}, now {after}",
    "fill.changed_one": "a figure in the workbook was another before: “{name}”, {period}: "
    "{before}, "
    "now {after}",
    "fill.uncounted": "“{kpi}” stays typed, because figures were typed for it before; to count it "
    "from the logs, choose “{source}” on the sheet Logs",
    "fill.lacks": "“{kpi}” cannot be counted yet: it lacks {lost}. Give the log {logs} beside "
    "“{log}”, "
    "or type the figures: {figures}",
    "fill.lacks_column": "“{kpi}” cannot be counted from the log “{log}”: there is no column for "
    "{fields}. Add it, empty where nothing happened, or type the figures: {figures}",
    "fill.all_answered": "every record of the log “{log}” has a rating, so there is no response "
    "rate: that needs those who were asked and did not answer, as rows without a rating",
    "fill.silent": "no record of the log “{log}” has anything under “{field}”, so nothing is "
    "counted that needs it; add the column where it was left out, or type the figures",
    "fill.not_yet": "dated after today ({today}) and so left out of the log “{log}”, as it has not "
    "taken place: {rows}",
    "fill.outside": "dated before {first} or after {last} and so counted in no period of the "
    "log “{log}”: {rows}",
    "fill.currency": "amounts are in {found}, and the workbook says {currency}; if that is right, "
    "give --setting currency={found}",
    "fill.fraction": "{value} is no whole number, and this counts {unit}",
    "fill.more": "… and {count} more like these",
    "rows.one": "{count} row",
    "rows.many": "{count} rows",
    "figures.one": "{count} figure",
    "figures.many": "{count} figures",
    "plan_cells.one": "{count} cell about targets",
    "plan_cells.many": "{count} cells about targets",
    "log_rows.one": "{count} log row",
    "log_rows.many": "{count} log rows",
    "quoted": "“{text}”",
    "plural.zero": "many",
    "periods.one": "{count} period",
    "periods.many": "{count} periods",
    "checks.one": "{count} check",
    "checks.many": "{count} checks",
    "errors.one": "{count} error",
    "errors.many": "{count} errors",
    "warnings.one": "{count} warning",
    "warnings.many": "{count} warnings",
    "cells.one": "{count} cell",
    "cells.many": "{count} cells",
    # What cannot be taken
    "fill.measure": "unknown figure “{name}”{hint}; see the list of figures on the sheet Notes, or "
    "say what it is with --map '{name}=…'",
    "fill.hint": " (did you mean “{label}”?)",
    "fill.hint_several": " (did you mean one of these: {labels}?)",
    "fill.period": "“{period}” is neither a period from 1 to {last} nor a date",
    "fill.month_name": "“{period}” names a month and no year; write “{period} 2026” or the like",
    "fill.calendar": "{day} is outside the workbook’s periods, {first} to {last}; set "
    "first_period, or use a workbook for that time",
    "fill.longer": "“{period}” covers {found}, and the workbook’s periods {wanted}: give figures "
    "of "
    "that length, use a workbook with --setting months={months}, or spread them evenly with "
    "--spread",
    "fill.shorter": "“{period}” covers {found}, and the workbook’s periods {wanted}: give figures "
    "of that length, or use a workbook with --setting months={months}",
    "fill.days": "“{period}” covers {found}, and the workbook’s periods {wanted}: give figures of "
    "that length",
    "fill.shifted": "“{period}” begins on {day}, and none of the workbook’s periods does; set "
    "first_period",
    "fill.unspreadable": "“{name}” is the state at one moment, so {period} cannot be spread over "
    "shorter periods; give it for each of them",
    "fill.unspreadable_day": "“{name}” is a day, so that of {period} is not that of each shorter "
    "period; give it for each of them",
    "span.month": "1 month",
    "span.months": "{count} months",
    "span.days": "{count} days",
    "fill.number": "“{value}” is not a number",
    "fill.no_day": "“{value}” is no day, and a day belongs here",
    "fill.cell_error": "this cell shows the error {value}; correct its formula, or empty the cell",
    "fill.cell_merged": "this cell is merged with others, and {value} stands for all of them; "
    "undo that, and give each a value of its own",
    "fill.percent": "{value} is a share, and this counts {unit}: give their number",
    "fill.share": "{value} looks like a share, and this counts {unit}: give their number",
    "fill.percent_amount": "{value} is a share, and this is an amount",
    "fill.negative": "{value} is negative, and this counts something",
    "fill.twice": "“{name}” is given twice for period {period}, here {value} and before {other} "
    "({where}); keep the one that is right, or write over each table the year it is of",
    "fill.several_days": "“{period}” and “{other}” ({where}) are days of one period of the "
    "workbook, and figures of several days are not added up here; give one figure for each period",
    "fill.calculated": "“{name}” is calculated here, from {labels}, and was left out",
    "fill.calculated_only": "“{name}” is calculated here, from {labels}: give those, or leave it "
    "out with --map '{name}='",
    "fill.setting": "unknown setting “{name}”; there are {known}",
    "fill.setting_value": "“{value}” cannot be the setting {name}",
    "fill.setting_months": "“{value}” cannot be the setting {name}: a year has to divide into "
    "periods, of 1, 2, 3, 4, 6 or 12 months",
    "fill.calendar_moves": "{name} cannot become {value}: figures that are there already would "
    "belong "
    "to other periods; use a new workbook (xl-kpis template)",
    "fill.room": "the table “{log}” has room for {room} more rows, the data has {rows}",
    "fill.required": "“{field}” is missing",
    "fill.field_date": "“{value}” is not a date ({field}); write it as 2026-03-31",
    "fill.field_rating": "“{value}” is not a rating from {low} to {high} ({field}); write it "
    "as a number on that scale, or leave the cell empty where nobody answered",
    "fill.field_count": "“{value}” is not a number from 0 up ({field}); write digits, or leave "
    "the cell empty where nobody counted",
    "fill.field_amount": "“{value}” is not a number ({field}); write digits, or leave the cell "
    "empty where there is no amount",
    "fill.field_kind": "“{value}” is not a known kind ({field}); there are {known}",
    "fill.status": "the status “{value}” ({rows}) is in none of the workbook’s lists; say what it "
    "means with --status '{value}=held' (or missed, ignored), or write it into a list on the "
    "sheet Settings",
    "fill.status_meaning": "“{value}” is no meaning; write held, missed or ignored",
    "fill.dates_unsure": "{value} may be read day first or month first, and nothing in its column "
    "tells; say which with --dates dmy or --dates mdy",
    "fill.dates_year": "{value} may begin with the year or with the day; write years in four "
    "digits, or say which with --dates dmy",
    "fill.long": "“{value}” ({field}) covers {found}; give the day or the month",
    "fill.first_day": "“{value}” is no single day; taken as {day}",
    "fill.dates_contradict": "{value} can only be read month first, but {other} ({where}) only day "
    "first; write the dates of one column in one order",
    "fill.dates_against": "{value} cannot be read in the order asked for",
    "fill.decimal_unsure": "“{value}” may be {one} or {other}, and nothing in the file tells; say "
    "which with --decimal point or --decimal comma",
    "fill.decimal_contradict": "“{value}” and “{other}” ({where}) have different decimal signs; "
    "write all numbers of a file in one way",
    "fill.log_unsure": "these rows may belong to several logs ({logs}); say to which with --log",
    "fill.log_unknown": "the workbook has no log “{name}”; there are {known}",
    "fill.map_unknown": "nothing is called “{name}”; map to a column ({fields}), to a "
    "figure "
    "by its label, or to nothing",
    "fill.name_absent": "no heading or name “{name}” was found",
    "fill.name_near": "no heading or name “{name}” was found; did you mean {near}?",
    "fill.currencies": "amounts in several currencies ({found}) cannot be added; take one of them "
    "with --where '{column}={one}'",
    "fill.currencies_marked": "“{value}” is marked with another currency than amounts before it "
    "({other}), and they cannot be added; give figures in one currency",
    "fill.columns_unsure": "several columns may be “{field}” ({columns}); say which with "
    "--map '{one}={field}'",
    "fill.flag": "“{value}” is neither yes nor no (column “{column}”)",
    "fill.thousands": "“{name}” says that amounts are in thousands or more; give them in full",
    "fill.scale": "the ratings of “{column}” go up to {best}, and those of the workbook to {high}; "
    "give them on that scale{how}",
    "fill.unpaid": "“{value}” ({column}) speaks against counting this row as paid; say which rows "
    "count with --where '{column}=…' or --unless '{column}={value}' (* stands for anything), or "
    "write what was given back as an amount below zero",
    "fill.billed": "“{column}” says that these are bills, and nothing says that they were paid; "
    "add a column that does, or say with --map '{column}=' that all of them were",
    "fill.maybe_paid": "“{value}” ({column}) does not tell whether this was paid; say which rows "
    "count with --where '{column}=…', or leave out such rows with --unless '{column}={value}' "
    "(* stands for anything)",
    "fill.grid_blanks": "nothing stands in {cells} of this grid, and nothing tells whether "
    "somebody did not come or there was no session: write what it was into them, or say it of all "
    "of them with --status '=missed' or --status '=ignored'",
    "fill.stacked_rows": "two rows of headings ({columns}) stand over {rows} of figures, and none "
    "of them is the total: add one called “Total”, or give a table with one row of headings",
    "fill.grid_nobody": "marks stand in this row, and nobody’s name; write it, or delete the row",
    "fill.prepaid": "“{value}” ({column}) says that this was paid with a gift card, a credit, a "
    "package or the like, whose own sale counted already; leave out such rows with --unless "
    "'{column}={value}' (* stands for anything), or say with --map '{column}=' that all of them "
    "are new money",
    "fill.prepaid_part": "“{value}” ({column}) says that a part of this was paid with a gift card, "
    "a credit, a package or the like, whose own sale counted already, and not how much; leave "
    "out such rows with --unless '{column}={value}' (* stands for anything) and add what else was "
    "paid by hand, or say with --map '{column}=' that all of it is new money",
    "fill.prepaid_beside": "{value} under “{column}” was paid with what was sold before, whose own "
    "sale counted already, and may have to be taken off the amount; have it taken off with "
    "--map '{column}=-{field}', or say with --map '{column}=' that the amount is without it",
    "fill.trial": "“{value}” ({column}) says that this row is a trial; leave out such rows with "
    "--unless '{column}={value}', or say that they count with --map '{column}='",
    "fill.beside": "{value} under “{column}” may have to be taken off the amount; have it taken "
    "off with --map '{column}=-{field}', or say with --map '{column}=' that the amount is what was "
    "paid in the end",
    "fill.times": "there are {value} (“{column}”), and “{amount}” may be the price of one; give a "
    "column with what was paid in all, or say with --map '{column}=' that the amount is just that",
    "fill.several": "“{column}” is {value}, and a row of the log “{log}” is one; give a row for "
    "each, or say with --map '{column}=' that it is one",
    "fill.incomplete": "“{value}” ({column}) says that this answer was not finished; leave out "
    "such rows with --unless '{column}={value}', or say that they count with --map '{column}='",
    "fill.not_client": "“{value}” ({column}) does not tell that this is a client who is still "
    "there; give the day somebody left, leave out such rows with --unless '{column}={value}', or "
    "say that they count with --map '{column}='",
    "fill.heading_twice": "“{name}” stands above two columns that differ, here and in {where}; "
    "give one of them another heading, or give each table a sheet of its own",
    "fill.summary": "“{value}” ({column}) says that this row is a total or a balance, and no "
    "record; leave it out with --unless '{column}={value}'",
    "fill.same_person": "“{name}” and “{other}” ({where}) have one address ({value}) and may be "
    "one client, who would count twice; keep one of the two, or give each an address",
    "fill.alike": "the same in every cell as a row before, and counted in the log “{log}” all the "
    "same: {rows}; if they were entered twice, take them out",
    "fill.payouts": "the column “{column}” is one of transfers to a bank, which are what clients "
    "paid less fees and refunds; export the payments, or say with --map '{column}=' that these are "
    "payments",
    "fill.unlike": "“{name}” on {day} is in the log “{log}” otherwise in {where}; keep the one "
    "that is right, and take out the other",
    "fill.unlike_there": "“{name}” on {day} is in the log “{log}” of the workbook already, but "
    "otherwise, and would count twice; take --replace to put these records in the place of those, "
    "or correct the workbook",
    "fill.dates_swapped": "{value} is a day, and {other} ({where}) one in figures that was left as "
    "text: a program has likely taken the day for the month where it could; export again and open "
    "it as text, or say with --dates dmy or --dates mdy that all is as it should be",
    "fill.decimal_odd": "“{value}” would be {one}, the only number with three decimals; if it is "
    "{other}, write it without the sign between, otherwise say so with --decimal {sign}",
    "fill.numbered": "{period} may be the number of a period of the workbook or one of the year; "
    "write periods with their year, such as 2026-03 or Q1 2026",
    "fill.other_figure": "“{name}” ({other}) is another figure than “{label}”; give that one, or "
    "say with --map '{name}=' that it counts for nothing",
    "fill.not_actual": "“{value}” says that these figures are others than those that happened, or "
    "of another unit; take them out, or correct what it says",
    "fill.ragged": "this row has more cells than there are headings ({cells}, {heads}): a “{sign}” "
    "likely stands within one; put such cells in quotes, or separate them by another sign",
    "fill.hidden_sheet": "the sheet “{name}” is hidden, and what stands on it would count; show "
    "it, or delete it",
    "fill.hidden_rows": "not shown, as by a filter, and yet it would count: {rows}; show all "
    "rows, or delete those that do not count",
    "fill.struck": "struck through, and yet it would count: {rows}; delete what does not count, or "
    "take the line off what does",
    "fill.hidden_columns": "figures of this column would count, and it is not shown; show it, or "
    "delete it",
    "fill.hundredths": "“{name}” says that amounts are in hundredths; give them in full",
    "fill.statement": "this is a statement of an account, and nothing says which of it clients "
    "paid; take what came in and leave out what went out with --map '{came}={field}' "
    "--unless '{went}=*[1-9]*', and leave out with another --unless what no client paid",
    "fill.not_held": "“{column}” says “{value}”, which speaks against the status of this row; say "
    "which rows count with --unless '{column}={value}', or correct the status",
    "fill.absent_beside": "“{column}” says “{value}”, which speaks against the status of this row, "
    "and who did not come counts; correct the status, or have this column taken for it with "
    "--map '{column}=Status'",
    "fill.spent": "{value} leaves an account (column “{balance}”), and nothing says that it is a "
    "refund; {rows} of that kind: leave them out with --unless '{column}=-*', or take them off "
    "what was paid with --map '{balance}='",
    "fill.before": "“{field}” ({day}) is before “{other}” ({first}); correct one of the two",
    "fill.there_twice": "“{name}” is in the log “{log}” twice at the same time, here and from "
    "{first} on ({where}), and would count twice; keep one of the two, or "
    "tell two people of one name apart",
    "fill.there_already": "“{name}” is in the log “{log}” of the workbook already, from {first} "
    "on, and would count twice; take --replace to put these records in the "
    "place of those, or correct the workbook",
    "fill.not_refund": "{value} has “{kind}” under “{transaction}”, which is no refund as far "
    "as anybody can tell; {rows} of that kind: leave them out with --unless "
    "'{transaction}={kind}', or take them off what was paid with --map "
    "'{transaction}='",
    "fill.partly": "“{value}”: no column says how much of it was given back; leave such rows out "
    "with --unless, and add what is left by hand",
    "fill.decimal_here": "“{value}” may be read two ways, and something is to be taken off it; say "
    "which with --decimal point or --decimal comma",
    "fill.upside_down": "“{value}”: here {low} is the best rating, and in the workbook {high} is; "
    "turn the ratings round",
    "fill.low": "no rating under “{column}” is above {highest}, and those of the workbook go up to "
    "{high}: if {best} was the best answer, have them taken so with "
    "--map '{column}={field}/{best}'; if {high} was, say so with --map '{column}={field}/{high}'",
    "fill.scale_how": ", or have each taken {times} times with --map '{column}={field}/{best}'",
    "fill.given_back": "negative amounts lower what was paid: {rows}; if they are no refunds, "
    "leave them out with --unless",
    "fill.preset_wrong": "{file} cannot be used as a preset: {key}",
    "fill.preset_absent": "this does not look like: {preset}; missing: {columns}",
    # Meanings of a status
    "called.status.held": "held, done, seen, came, showed up",
    "called.status.missed": "missed, not seen, did not attend, did not show, absent, "
    "excused absence, unexcused absence",
    "called.status.ignored": "ignored, left out",
    "called.status.moved": "rescheduled, re-scheduled, postponed, moved, deferred",
    "called.status.made": "accepted, confirmed, approved, booked, scheduled, reserved, active",
    "called.status.unclear": "attended, present, show, showed, signed in, checked in, checked out, "
    "arrived, took place, late, did not show up, didn’t show up, didn't show up, didn’t attend, "
    "didn't attend, failed to attend, dna, late cancel, late cancelled, late canceled, "
    "late cancellation, early cancel, early cancelled, early canceled, early cancellation",
    "called.by_us": "us, practitioner, coach, mentor, counsellor, counselor, consultant, "
    "clinician, therapist, trainer, instructor, teacher, tutor, advisor, adviser, provider, host, "
    "organizer, organiser, staff, studio, office, admin",
    "called.by_them": "patient, client, customer, invitee, attendee, guest, participant, student, "
    "member, mentee, coachee",
    # Presets that ship
    "preset.booking": "a booking export",
    "preset.survey": "a survey export",
    "preset.payments": "a payments export",
}
