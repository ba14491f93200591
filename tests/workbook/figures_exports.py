"""Tables as booking, survey and payment services export them, ``|`` between cells, and what has to
come of each: rows of a log (day or name, and what counts), kinds of problems, or figures."""
# ruff: noqa: E501

from __future__ import annotations

from typing import Any

TAKEN: list[tuple[str, str, str, list[tuple[str, Any]]]] = [
    (
        "payments: net alone",
        """Date|Net|Currency
2026-01-05|145.35|usd
2026-02-16|29.00|usd""",
        "payments",
        [("2026-01-05", 145.35), ("2026-02-16", 29.0)],
    ),
    (
        "payments: net alone fr",
        """Date|Libellé|Net perçu
15/01/2026|Paiement|145,35
16/02/2026|Paiement|29,00""",
        "payments",
        [("2026-01-15", 145.35), ("2026-02-16", 29.0)],
    ),
    (
        "payments: a fee of one",
        """Date|Gross|Fee|Net
2026-01-05|150.00|4.65|145.35
2026-02-16|30.00|1|29.00""",
        "payments",
        [("2026-01-05", 150.0), ("2026-02-16", 30.0)],
    ),
    (
        "payments: a fee of one fr",
        """Date|Brut|Frais|Net
15/01/2026|150,00|4,65|145,35
16/02/2026|30,00|1|29,00""",
        "payments",
        [("2026-01-15", 150.0), ("2026-02-16", 30.0)],
    ),
    (
        "payments: no cents, as the Swiss write them",
        """Date|Client|Montant payé
15.1.26|A|1’150.50
16.2.26|B|90.–
17.2.26|C|CHF 85.--""",
        "payments",
        [("2026-01-15", 1150.5), ("2026-02-16", 90.0), ("2026-02-17", 85.0)],
    ),
    (
        "booking: a column of absences",
        """Activity date|Client|Absence
2026-01-05|A|No
2026-01-16|B|Yes""",
        "sessions",
        [("2026-01-05", "held"), ("2026-01-16", "missed")],
    ),
    (
        "booking: a column of absences fr",
        """Date de l’activité|Client|Absence
05/01/2026|A|Non
16/01/2026|B|Oui""",
        "sessions",
        [("2026-01-05", "held"), ("2026-01-16", "missed")],
    ),
    (
        "booking: a heading twice above the same",
        """Date|Client|Status|Date
2026-01-05|A|Held|2026-01-05
2026-02-06|B|No-show|2026-02-06""",
        "sessions",
        [("2026-01-05", "Held"), ("2026-02-06", "No-show")],
    ),
    (
        "booking: calendly",
        """Event Type Name|Start Date & Time|End Date & Time|Time Zone|Invitee Name|Invitee Email|Canceled|Canceled By|Cancellation reason|Marked as No-Show
Coaching 60|2026-01-05 10:00 am|2026-01-05 11:00 am|Eastern|A B|a@x.org|false|||No
Coaching 60|2026-01-06 2:00 pm|2026-01-06 3:00 pm|Eastern|C D|c@x.org|true|C D|ill|No
Coaching 60|2026-02-09 12:00 pm|2026-02-09 1:00 pm|Eastern|E F|e@x.org|false|||Yes""",
        "sessions",
        [("2026-01-05", "held"), ("2026-01-06", "cancelled"), ("2026-02-09", "no-show")],
    ),
    (
        "booking: calendly fr",
        """Type d’événement|Date et heure de début|Date et heure de fin|Nom de l’invité|E-mail de l’invité|Annulé|Absent
Coaching 60|05/01/2026 10:00|05/01/2026 11:00|A B|a@x.org|Non|Non
Coaching 60|06/01/2026 14:00|06/01/2026 15:00|C D|c@x.org|Oui|Non
Coaching 60|09/02/2026 12:00|09/02/2026 13:00|E F|e@x.org|Non|Oui""",
        "sessions",
        [("2026-01-05", "held"), ("2026-01-06", "cancelled"), ("2026-02-09", "no-show")],
    ),
    (
        "booking: plain en",
        """Date|Time|Client|Status
05 Jan 2026|10:00|A|Held
06 Jan 2026|10:00|B|No-show
07 Feb 2026|10:00|C|Cancelled""",
        "sessions",
        [("2026-01-05", "Held"), ("2026-01-06", "No-show"), ("2026-02-07", "Cancelled")],
    ),
    (
        "booking: plain fr",
        """Date|Heure|Client|Statut
05/01/2026|10:00|A|Tenue
06/01/2026|10:00|B|Absent
07/02/2026|10:00|C|Annulée""",
        "sessions",
        [("2026-01-05", "held"), ("2026-01-06", "missed"), ("2026-02-07", "cancelled")],
    ),
    (
        "booking: fresha",
        """Ref #|Client|Service|Created date|Scheduled date|Status
#1|A|Coaching|1 Dec 2025|5 Jan 2026|Completed
#2|B|Coaching|2 Dec 2025|6 Jan 2026|No-show
#3|B|Coaching|2 Dec 2025|7 Feb 2026|Cancelled""",
        "sessions",
        [("2026-01-05", "Completed"), ("2026-01-06", "No-show"), ("2026-02-07", "Cancelled")],
    ),
    (
        "booking: created before",
        """Created|Client|Session date|Status
2025-12-01|A|2026-01-05|completed
2025-12-02|B|2026-02-06|missed""",
        "sessions",
        [("2026-01-05", "completed"), ("2026-02-06", "missed")],
    ),
    (
        "booking: status twice",
        """Date|Client|Status|Status
2026-01-05|A|held|paid
2026-01-06|B|no-show|unpaid""",
        "sessions",
        [("2026-01-05", "held"), ("2026-01-06", "no-show")],
    ),
    (
        "booking: date twice",
        """Date|Client|Status|Date
2026-01-05|A|held|2025-12-01
2026-01-06|B|no-show|2025-12-02""",
        "sessions",
        [("2026-01-05", "held"), ("2026-01-06", "no-show")],
    ),
    (
        "booking: timestamps utc",
        """Date|Client|Status
2026-01-05T10:00:00+01:00|A|held
2026-01-31T23:30:00Z|B|no-show""",
        "sessions",
        [("2026-01-05", "held"), ("2026-01-31", "no-show")],
    ),
    (
        "booking: 12h clock",
        """Date|Client|Status
Mon, Jan 5, 2026, 10:00 AM|A|held
Tue, Feb 3, 2026, 12:30 PM|B|no-show""",
        "sessions",
        [("2026-01-05", "held"), ("2026-02-03", "no-show")],
    ),
    (
        "booking: two-digit",
        """Date|Client|Status
1/5/26 10:00|A|held
1/31/26 10:00|B|no-show""",
        "sessions",
        [("2026-01-05", "held"), ("2026-01-31", "no-show")],
    ),
    (
        "booking: fr long date",
        """Date|Client|Statut
lundi 5 janvier 2026 à 10:00|A|tenue
mardi 3 février 2026 à 9h30|B|annulée""",
        "sessions",
        [("2026-01-05", "held"), ("2026-02-03", "cancelled")],
    ),
    (
        "booking: setmore",
        """Appointment date|Customer name|Service|Staff|Appointment status
05 Jan 2026|A|Coaching|Me|Completed
16 Jan 2026|B|Coaching|Me|No Show
17 Jan 2026|B|Coaching|Me|Cancelled""",
        "sessions",
        [("2026-01-05", "Completed"), ("2026-01-16", "no-show"), ("2026-01-17", "Cancelled")],
    ),
    (
        "booking: zoho",
        """Booking Id|Customer Name|Start Time|Booking Status
Z1|A|05-Jan-2026 10:00 AM|Completed
Z2|B|16-Jan-2026 10:00 AM|No show""",
        "sessions",
        [("2026-01-05", "Completed"), ("2026-01-16", "no-show")],
    ),
    (
        "booking: rdv fr",
        """Date du rendez-vous|Nom du client|Prestation|Statut du rendez-vous
5 janvier 2026|A|Coaching|Terminée
16 janvier 2026|B|Coaching|Manquée
17 janv. 2026|C|Coaching|Annulée""",
        "sessions",
        [("2026-01-05", "completed"), ("2026-01-16", "no-show"), ("2026-01-17", "cancelled")],
    ),
    (
        "booking: iso zone",
        """Start|Attendee|Status
2026-01-05T09:00:00-05:00|A|completed
2026-01-31T18:30:00+02:00|B|missed""",
        "sessions",
        [("2026-01-05", "completed"), ("2026-01-31", "missed")],
    ),
    (
        "booking: heure fr",
        """Date|Client|Statut
05/01/2026 à 14h30|A|tenue
06/01/2026 à 9h|B|manquée""",
        "sessions",
        [("2026-01-05", "held"), ("2026-01-06", "no-show")],
    ),
    (
        "booking: dots",
        """Date|Client|Status
05.01.2026 10:00|A|held
06.01.2026 11:30|B|no-show""",
        "sessions",
        [("2026-01-05", "held"), ("2026-01-06", "no-show")],
    ),
    (
        "booking: month names in words",
        """Session date|Client|Outcome
January 5th, 2026|A|completed
1st of March 2026|B|missed""",
        "sessions",
        [("2026-01-05", "completed"), ("2026-03-01", "missed")],
    ),
    (
        "booking: upper case",
        """DATE|CLIENT|STATUS
2026-01-05|A|COMPLETED
2026-01-06|B|CANCELED""",
        "sessions",
        [("2026-01-05", "COMPLETED"), ("2026-01-06", "CANCELED")],
    ),
    (
        "booking: total below",
        """Date|Client|Status
2026-01-05|A|held
2026-01-06|B|no-show
Total|2|""",
        "sessions",
        [("2026-01-05", "held"), ("2026-01-06", "no-show")],
    ),
    (
        "booking: start and end of a plan",
        """Client|Start|End
A|2025-01-05|
B|2025-02-05|2026-02-10""",
        "roster",
        [("A", "2025-01-05"), ("B", "2025-02-05")],
    ),
    (
        "booking: free and paid",
        """Event Type Name|Start Date & Time|Invitee Name|Canceled
Free consult|2026-01-05 10:00|A|false
Discovery call|2026-01-06 10:00|B|true""",
        "consultations",
        [("A", "2026-01-05")],
    ),
    (
        "booking: moved by us",
        """Date|Client|Status
2026-01-05|A|held
2026-01-06|B|cancelled by us""",
        "sessions",
        [("2026-01-05", "held"), ("2026-01-06", "cancelled by us")],
    ),
    (
        "survey: google forms",
        """Timestamp|Email Address|How satisfied are you with the coaching?
1/5/2026 14:22:10|a@x.org|9
1/27/2026 9:12:00|b@x.org|7""",
        "ratings",
        [("2026-01-05", 9.0), ("2026-01-27", 7.0)],
    ),
    (
        "survey: google forms fr",
        """Horodateur|Adresse e-mail|Quel est votre niveau de satisfaction ?
05/01/2026 14:22:10|a@x.org|9
07/02/2026 09:12:00|b@x.org|10 - Très satisfait""",
        "ratings",
        [("2026-01-05", 9.0), ("2026-02-07", 10.0)],
    ),
    (
        "survey: typeform",
        """#|How satisfied are you with your coaching?|Start Date (UTC)|Submit Date (UTC)|Network ID|Tags
k1|9|2026-01-05 10:00:00|2026-01-05 10:02:00|n1|
k2|7|2026-01-06 10:00:00|2026-01-06 10:02:00|n2|""",
        "ratings",
        [("2026-01-05", 9.0), ("2026-01-06", 7.0)],
    ),
    (
        "survey: delighted",
        """Score|Comment|Created At|Email
9|great|2026-01-05 10:00:00 UTC|a@x.org
10||2026-01-06 10:00:00 UTC|b@x.org""",
        "ratings",
        [("2026-01-05", 9.0), ("2026-01-06", 10.0)],
    ),
    (
        "booking: cal.com",
        """ID|Title|Start Time|End Time|Attendee|Attendee Email|Status|No Show
1|Coaching between A and Me|2026-01-05T10:00:00.000Z|2026-01-05T11:00:00.000Z|A|a@x.org|ACCEPTED|false
2|Coaching between B and Me|2026-01-06T10:00:00.000Z|2026-01-06T11:00:00.000Z|B|b@x.org|CANCELLED|false
3|Coaching between B and Me|2026-01-07T10:00:00.000Z|2026-01-07T11:00:00.000Z|B|b@x.org|ACCEPTED|true""",
        "sessions",
        [("2026-01-05", "held"), ("2026-01-06", "cancelled"), ("2026-01-07", "no-show")],
    ),
    (
        "payments: swiss",
        """Datum|Client|Montant
05.01.2026|A|CHF 1'150.50
16.02.2026|B|CHF 30.00""",
        "payments",
        [("2026-01-05", 1150.5), ("2026-02-16", 30.0)],
    ),
    (
        "survey: decimal",
        """Date|Client|Rating
2026-01-05|A|8.5
2026-01-06|B|9""",
        "ratings",
        [("2026-01-05", 8.5), ("2026-01-06", 9.0)],
    ),
    (
        "survey: decimal comma",
        """Date|Client|Note
05/01/2026|A|8,5
06/01/2026|B|9""",
        "ratings",
        [("2026-01-05", 8.5), ("2026-01-06", 9.0)],
    ),
    (
        "survey: satisf and nps",
        """Timestamp|How likely are you to recommend us?|How satisfied are you?|Why are you satisfied?
2026-01-05|9|3|x
2026-01-06|10|7|y""",
        "ratings",
        [("2026-01-05", 3.0), ("2026-01-06", 7.0)],
    ),
    (
        "survey: why before",
        """Timestamp|Why are you satisfied or not?|How satisfied are you?
2026-01-05|you help|9
2026-01-06|so so|7""",
        "ratings",
        [("2026-01-05", 9.0), ("2026-01-06", 7.0)],
    ),
    (
        "survey: no answer",
        """Timestamp|How satisfied are you?
2026-01-05|9
2026-01-06|N/A
2026-01-07|""",
        "ratings",
        [("2026-01-05", 9.0), ("2026-01-06", None), ("2026-01-07", None)],
    ),
    (
        "survey: 7/10",
        """Date|Client|Note
05/01/2026|A|9/10
16/02/2026|B|7/10""",
        "ratings",
        [("2026-01-05", 9.0), ("2026-02-16", 7.0)],
    ),
    (
        "survey: 9 sur 10",
        """Date|Client|Note
05/01/2026|A|9 sur 10
16/02/2026|B|7 sur 10""",
        "ratings",
        [("2026-01-05", 9.0), ("2026-02-16", 7.0)],
    ),
    (
        "survey: tally",
        """Submission ID|Submitted at|How satisfied are you with your coach?
t1|2026-01-05 10:00:00|9
t2|2026-02-06 10:00:00|8""",
        "ratings",
        [("2026-01-05", 9.0), ("2026-02-06", 8.0)],
    ),
    (
        "survey: framaforms",
        """Date de soumission|Quelle est votre satisfaction ?
05/01/2026 10:00|9
16/01/2026 11:00|7""",
        "ratings",
        [("2026-01-05", 9.0), ("2026-01-16", 7.0)],
    ),
    (
        "survey: nps google",
        """Timestamp|How likely are you to recommend us to a friend?
1/15/2026 9:00:00|10
1/16/2026 9:00:00|8""",
        "ratings",
        [("2026-01-15", 10.0), ("2026-01-16", 8.0)],
    ),
    (
        "survey: labels with brackets",
        """Date|Client|Rating
2026-01-05|A|9 (very satisfied)
2026-01-06|B|7 (satisfied)""",
        "ratings",
        [("2026-01-05", 9.0), ("2026-01-06", 7.0)],
    ),
    (
        "survey: x out of 10",
        """Date|Client|Rating
2026-01-05|A|9 out of 10
2026-01-06|B|7 out of 10""",
        "ratings",
        [("2026-01-05", 9.0), ("2026-01-06", 7.0)],
    ),
    (
        "survey: average row",
        """Date|Client|Rating
2026-01-05|A|9
2026-01-06|B|7
Average||8""",
        "ratings",
        [("2026-01-05", 9.0), ("2026-01-06", 7.0)],
    ),
    (
        "survey: score unanswered",
        """Date|Client|Score
2026-01-05|A|9
2026-01-06|B|-""",
        "ratings",
        [("2026-01-05", 9.0), ("2026-01-06", None)],
    ),
    (
        "survey: word and number",
        """Date|Client|Note
15/01/2026|A|9 – Très satisfait
16/01/2026|B|7 : satisfait""",
        "ratings",
        [("2026-01-15", 9.0), ("2026-01-16", 7.0)],
    ),
    (
        "survey: fr iso",
        """Date|Client|Note
2026-01-15|A|9
2026-01-16|B|10""",
        "ratings",
        [("2026-01-15", 9.0), ("2026-01-16", 10.0)],
    ),
    (
        "payments: stripe",
        """id|Created date (UTC)|Amount|Amount Refunded|Currency|Captured|Fee|Status|Customer Email
ch_1|2026-01-05 10:11:12|150.00|0.00|usd|TRUE|4.65|Paid|a@x.org
ch_2|2026-01-09 10:11:12|1,150.00|0.00|usd|TRUE|33.65|Paid|b@x.org
ch_3|2026-02-09 10:11:12|90.00|90.00|usd|TRUE|2.91|Refunded|b@x.org
ch_4|2026-02-10 10:11:12|80.00|0.00|usd|FALSE|0|Failed|b@x.org""",
        "payments",
        [("2026-01-05", 150.0), ("2026-01-09", 1150.0)],
    ),
    (
        "payments: plain",
        """Date|Client|Amount
2026-01-05|A|150
2026-01-06|B|(30.00)""",
        "payments",
        [("2026-01-05", 150.0), ("2026-01-06", -30.0)],
    ),
    (
        "payments: plain fr",
        """Date|Client|Montant
05/01/2026|A|1 150,50 €
06/02/2026|B|-30,00 €""",
        "payments",
        [("2026-01-05", 1150.5), ("2026-02-06", -30.0)],
    ),
    (
        "payments: codes behind",
        """Date|Client|Amount
2026-01-05|A|1,150.50 USD
2026-02-16|B|30.00 USD""",
        "payments",
        [("2026-01-05", 1150.5), ("2026-02-16", 30.0)],
    ),
    (
        "payments: mixed sign and none",
        """Date|Client|Amount
2026-01-05|A|150.00
2026-02-16|B|€30.00""",
        "payments",
        [("2026-01-05", 150.0), ("2026-02-16", 30.0)],
    ),
    (
        "payments: gross net",
        """Date|Client|Gross amount|Fee|Net amount
2026-01-05|A|150.00|4.65|145.35
2026-02-16|B|30.00|1.00|29.00""",
        "payments",
        [("2026-01-05", 150.0), ("2026-02-16", 30.0)],
    ),
    (
        "payments: amount net",
        """Date|Client|Amount|Fee|Net amount
2026-01-05|A|150.00|4.65|145.35
2026-02-16|B|30.00|1.00|29.00""",
        "payments",
        [("2026-01-05", 150.0), ("2026-02-16", 30.0)],
    ),
    (
        "payments: chf",
        """Date|Client|Montant
15.01.2026|A|CHF 1’150.50
16.01.2026|B|CHF 80.00""",
        "payments",
        [("2026-01-15", 1150.5), ("2026-01-16", 80.0)],
    ),
    (
        "payments: eur behind nbsp",
        """Date de paiement|Client|Montant
15/01/2026|A|1\u202f150,50\u00a0€
16/01/2026|B|80,00\u00a0€""",
        "payments",
        [("2026-01-15", 1150.5), ("2026-01-16", 80.0)],
    ),
    (
        "payments: brackets",
        """Payment date|Client|Amount
2026-01-05|A|$1,150.50
2026-01-06|A|($50.00)""",
        "payments",
        [("2026-01-05", 1150.5), ("2026-01-06", -50.0)],
    ),
    (
        "payments: minus behind",
        """Date|Client|Amount
2026-01-05|A|1150.50
2026-01-06|A|50.00-""",
        "payments",
        [("2026-01-05", 1150.5), ("2026-01-06", -50.0)],
    ),
    (
        "payments: points",
        """Date|Client|Montant
15/01/2026|A|1.150,50
16/01/2026|B|1.080""",
        "payments",
        [("2026-01-15", 1150.5), ("2026-01-16", 1080.0)],
    ),
    (
        "payments: unsure",
        """Date|Client|Amount
2026-01-05|A|1,150
2026-01-06|B|80.5""",
        "payments",
        [("2026-01-05", 1150.0), ("2026-01-06", 80.5)],
    ),
    (
        "payments: ids twice",
        """Transaction ID|Date|Client|Amount
T1|2026-01-05|A|150
T1|2026-01-05|A|150
T2|2026-01-06|B|80""",
        "payments",
        [("2026-01-05", 150.0), ("2026-01-06", 80.0)],
    ),
    (
        "payments: subtotals",
        """Date|Client|Amount
2026-01-05|A|150
2026-01-06|B|80
Subtotal||230
2026-02-06|B|80
Grand total||310""",
        "payments",
        [("2026-01-05", 150.0), ("2026-01-06", 80.0), ("2026-02-06", 80.0)],
    ),
    (
        "payments: fee column",
        """Date|Customer|Amount|Fee|Currency
2026-01-05|A|150.00|4.65|USD
2026-01-06|B|80.00|2.00|USD""",
        "payments",
        [("2026-01-05", 150.0), ("2026-01-06", 80.0)],
    ),
    (
        "payments: refund negative",
        """Date|Type|Amount
2026-01-05|Sale|150.00
2026-01-06|Refund|-50.00""",
        "payments",
        [("2026-01-05", 150.0), ("2026-01-06", -50.0)],
    ),
    (
        "payments: stripe fr",
        """id|Créé le (UTC)|Montant|Montant remboursé|Devise|Statut
ch_1|2026-01-05 10:11|1 150,00|0,00|eur|Payé
ch_2|2026-01-06 10:11|80,00|30,00|eur|Payé""",
        "payments",
        [("2026-01-05", 1150.0), ("2026-01-06", 50.0)],
    ),
    (
        "survey: google pm",
        """Timestamp|Email Address|How satisfied are you?
2026/01/05 2:22:10 PM GMT+1|a@x.org|9
2026/02/27 9:12:00 AM GMT+1|b@x.org|7""",
        "ratings",
        [("2026-01-05", 9.0), ("2026-02-27", 7.0)],
    ),
    (
        "survey: surveymonkey 2 heads",
        """Respondent ID|Collector ID|Start Date|End Date|IP Address|Email Address|How satisfied are you with us?
||||||Response
111|22|01/05/2026 10:00:00|01/05/2026 10:02:00||a@x.org|9
112|22|01/16/2026 10:00:00|01/16/2026 10:02:00||b@x.org|7""",
        "ratings",
        [("2026-01-05", 9.0), ("2026-01-16", 7.0)],
    ),
    (
        "survey: ms forms",
        """ID|Start time|Completion time|Email|Name|How satisfied are you?
1|1/5/26 10:00:00|1/5/26 10:02:00|anonymous||9
2|1/16/26 10:00:00|1/16/26 10:02:00|anonymous||7""",
        "ratings",
        [("2026-01-05", 9.0), ("2026-01-16", 7.0)],
    ),
    (
        "survey: qualtrics",
        """StartDate|EndDate|Status|Q1
Start Date|End Date|Response Type|How satisfied are you?
{"ImportId":"startDate"}|{"ImportId":"endDate"}|{"ImportId":"status"}|{"ImportId":"QID1"}
2026-01-05 10:00:00|2026-01-05 10:01:00|IP Address|9""",
        "ratings",
        [("2026-01-05", 9.0)],
    ),
    (
        "survey: rate your coach",
        """Timestamp|Overall, how would you rate your coach? (1-10)|Any comments?
2026/01/05 2:22:10 PM GMT+1|9|thanks
2026/02/11 6:00:01 PM GMT+1|10|great""",
        "ratings",
        [("2026-01-05", 9.0), ("2026-02-11", 10.0)],
    ),
    (
        "booking: moved",
        """Event Type Name|Start Date & Time|Invitee Name|Canceled|Rescheduled
Coaching|2026-01-06 10:00 am|B|true|Yes
Coaching|2026-01-08 10:00 am|B|false|No""",
        "sessions",
        [("2026-01-06", "moved"), ("2026-01-08", "held")],
    ),
    (
        "booking: day numbers",
        """Date|Client|Status
46027|A|held
46058.4166666667|B|no-show""",
        "sessions",
        [("2026-01-05", "held"), ("2026-02-05", "no-show")],
    ),
    (
        "booking: masculine",
        """Date|Client|Statut
2026-01-05|A|Annulé
2026-01-06|B|Absente""",
        "sessions",
        [("2026-01-05", "cancelled"), ("2026-01-06", "missed")],
    ),
    (
        "roster: by hand",
        """Name|Joined|Left
Ann|Jan 5 2025|still with us
Zoë|2026-01-20|-
Total clients: 2||
Note: Zoë pays later||""",
        "roster",
        [("Ann", "2025-01-05"), ("Zoë", "2026-01-20")],
    ),
    (
        "payments: refunded in part",
        """id|Created date (UTC)|Amount|Amount Refunded|Currency|Statement Descriptor|Status
ch_1|2026-01-05 10:11:12|150.00|0.00|usd|ME|Paid
ch_2|2026-01-06 10:11:12|150.00|50.00|usd|ME|Partially Refunded
ch_3|2026-01-07 10:11:12|150.00|150.00|usd|ME|Refunded
ch_4|2026-01-08 10:11:12|150.00|0.00|usd|ME|Failed""",
        "payments",
        [("2026-01-05", 150.0), ("2026-01-06", 100.0)],
    ),
    (
        "payments: unit in the heading",
        """Date (UTC)|Client|Amount (USD)
2026-01-05|A|150.00""",
        "payments",
        [("2026-01-05", 150.0)],
    ),
    (
        "payments: what came in",
        """Date|Client|Amount|Amount paid
2026-01-05|A|120.00|100.00""",
        "payments",
        [("2026-01-05", 100.0)],
    ),
    (
        "booking: calendly with all it exports",
        """User Name|Team|Invitee Name|Invitee First Name|Invitee Last Name|Invitee Email|Invitee Time Zone|Text Reminder Number|Event Type Name|Start Date & Time|End Date & Time|Location|Event Created Date & Time|Canceled|Canceled By|Cancellation reason|Question 1|Response 1|Event Price|Payment Currency|Guest Email(s)|Invitee Reconfirmed|Marked as No-Show|Meeting Notes|Event UUID|Invitee UUID
Me||Ann B|Ann|B|a@x.org|Eastern||Coaching 60|2026-01-05 11:00 am|2026-01-05 12:00 pm|Zoom|2025-12-20 01:40 am|false|||Why?|job|150.00|USD||No|No||u1|v1
Me||Cy D|Cy|D|c@x.org|Eastern||Coaching 60|2026-01-06 11:00 am|2026-01-06 12:00 pm|Zoom|2025-12-21 01:40 am|true|Cy D|ill|Why?|job|150.00|USD||No|No||u2|v2
Me||Ed F|Ed|F|e@x.org|Eastern||Coaching 60|2026-02-03 11:00 am|2026-02-03 12:00 pm|Zoom|2026-01-21 01:40 am|false|||Why?|job|150.00|USD||No|Yes||u3|v3""",
        "sessions",
        [("2026-01-05", "held"), ("2026-01-06", "missed"), ("2026-02-03", "missed")],
    ),
    (
        "booking: calendly with all it exports, fr",
        """Nom de l'utilisateur|Nom de l'invité|Adresse e-mail de l'invité|Nom du type d'événement|Date et heure de début|Date et heure de fin|Lieu|Date et heure de création de l'événement|Annulé|Annulé par|Motif de l'annulation|Marqué comme absent
Moi|Ann B|a@x.org|Coaching 60|05/01/2026 11:00|05/01/2026 12:00|Zoom|20/12/2025 01:40|Faux|||Non
Moi|Cy D|c@x.org|Coaching 60|06/01/2026 11:00|06/01/2026 12:00|Zoom|21/12/2025 01:40|Vrai|Cy D|malade|Non
Moi|Ed F|e@x.org|Coaching 60|13/02/2026 11:00|13/02/2026 12:00|Zoom|21/01/2026 01:40|Faux|||Oui""",
        "sessions",
        [("2026-01-05", "held"), ("2026-01-06", "missed"), ("2026-02-13", "missed")],
    ),
    (
        "booking: doctolib",
        """Date|Heure|Patient|Motif|Statut
05/01/2026|10:00|A|Suivi|Vu
16/01/2026|10:00|B|Suivi|Absent non excusé
17/01/2026|10:00|C|Suivi|Absent excusé
19/01/2026|10:00|C|Suivi|Honoré
20/01/2026|10:00|C|Suivi|Non honoré
21/01/2026|10:00|C|Suivi|Annulé""",
        "sessions",
        [
            ("2026-01-05", "held"),
            ("2026-01-16", "missed"),
            ("2026-01-17", "missed"),
            ("2026-01-19", "held"),
            ("2026-01-20", "missed"),
            ("2026-01-21", "missed"),
        ],
    ),
    (
        "booking: doctolib en",
        """Date|Time|Patient|Reason|Status
05/01/2026|10:00|A|Follow-up|Seen
16/01/2026|10:00|B|Follow-up|No-show
17/01/2026|10:00|C|Follow-up|Cancelled by patient
18/01/2026|10:00|C|Follow-up|Cancelled by practitioner""",
        "sessions",
        [
            ("2026-01-05", "held"),
            ("2026-01-16", "missed"),
            ("2026-01-17", "missed"),
            ("2026-01-18", "moved"),
        ],
    ),
    (
        "booking: simplybook, its own status",
        """Code|Client name|Client email|Provider|Service|Start date|Start time|End time|Booking status
aa1|A|a@x.org|Me|Coaching|05-01-2026|10:00|11:00|Completed
aa2|B|b@x.org|Me|Coaching|16-01-2026|10:00|11:00|Canceled
aa3|B|b@x.org|Me|Coaching|17-01-2026|10:00|11:00|No-show""",
        "sessions",
        [("2026-01-05", "held"), ("2026-01-16", "missed"), ("2026-01-17", "missed")],
    ),
    (
        "booking: setmore with costs",
        """Appointment Date|Time|Customer Name|Service|Cost|Payment Status|Label|Status
05 Jan 2026|10:00|A|Coaching|150.00|Paid||Completed
16 Jan 2026|10:00|B|Coaching|150.00|Unpaid|No-Show|Cancelled""",
        "sessions",
        [("2026-01-05", "held"), ("2026-01-16", "missed")],
    ),
    (
        "survey: typeform, in part",
        """#|*How satisfied* are you with your coach?|What could be better?|Response Type|Start Date (UTC)|Stage Date (UTC)|Submit Date (UTC)|Network ID|Tags
k1|9|nothing|completed|2026-01-05 10:00:00||2026-01-05 10:02:00|n1|
k2|7|time|completed|2026-01-06 10:00:00||2026-01-06 10:02:00|n2|
k3||hm|partial|2026-01-07 10:00:00|2026-01-07 10:02:00||n3|""",
        "ratings",
        [("2026-01-05", 9.0), ("2026-01-06", 7.0)],
    ),
    (
        "survey: typeform fr",
        """#|Êtes-vous satisfait de votre coach ?|Que peut-on améliorer ?|Start Date (UTC)|Submit Date (UTC)|Network ID
k1|9|rien|2026-01-05 10:00:00|2026-01-05 10:02:00|n1
k2|7|temps|2026-01-06 10:00:00|2026-01-06 10:02:00|n2""",
        "ratings",
        [("2026-01-05", 9.0), ("2026-01-06", 7.0)],
    ),
    (
        "survey: surveymonkey nps",
        """Respondent ID|Collector ID|Start Date|End Date|IP Address|Email Address|First Name|Last Name|Custom Data 1|How likely is it that you would recommend us to a friend?|What do you like?
|||||||||Response|Open-Ended Response
111|22|01/05/2026 10:00:00 AM|01/05/2026 10:02:00 AM|1.2.3.4|a@x.org|||| 10 - Extremely likely|all
112|22|01/16/2026 10:00:00 AM|01/16/2026 10:02:00 AM|1.2.3.4|b@x.org||||7|some""",
        "ratings",
        [("2026-01-05", 10.0), ("2026-01-16", 7.0)],
    ),
    (
        "survey: surveymonkey fr",
        """ID du répondant|ID du collecteur|Date de début|Date de fin|Adresse IP|Adresse e-mail|Prénom|Nom|Dans quelle mesure êtes-vous satisfait de nos séances ?
||||||||Réponse
111|22|05/01/2026 10:00:00|05/01/2026 10:02:00|1.2.3.4|a@x.org|||9
112|22|16/01/2026 10:00:00|16/01/2026 10:02:00|1.2.3.4|b@x.org|||7""",
        "ratings",
        [("2026-01-05", 9.0), ("2026-01-16", 7.0)],
    ),
    (
        "survey: google forms, scale in the question",
        """Horodateur|Adresse e-mail|Sur une échelle de 1 à 10, quel est votre niveau de satisfaction ?|Commentaire
2026/01/05 2:22:10 PM UTC+1|a@x.org|9|merci
2026/01/27 9:12:00 AM UTC+1|b@x.org|7|""",
        "ratings",
        [("2026-01-05", 9.0), ("2026-01-27", 7.0)],
    ),
    (
        "survey: note sur 10",
        """Date|Client|Note sur 10
05/01/2026|A|8,5
16/01/2026|B|9""",
        "ratings",
        [("2026-01-05", 8.5), ("2026-01-16", 9.0)],
    ),
    (
        "payments: stripe with all it exports",
        """id|Description|Seller Message|Created (UTC)|Amount|Amount Refunded|Currency|Converted Amount|Converted Amount Refunded|Fee|Tax|Converted Currency|Mode|Status|Statement Descriptor|Customer ID|Customer Description|Customer Email|Captured|Card ID
ch_1|Coaching|Payment complete.|2026-01-05 10:11|150.00|0.00|usd|150.00|0.00|4.65|0.00|usd|Live|Paid|ME|cus_1||a@x.org|true|c1
ch_2|Coaching|Payment complete.|2026-01-09 10:11|1150.00|150.00|usd|1150.00|150.00|4.65|0.00|usd|Live|Paid|ME|cus_1||a@x.org|true|c1
ch_3|Coaching|declined|2026-01-10 10:11|1150.00|0.00|usd|1150.00|0.00|0|0.00|usd|Live|Failed|ME|cus_1||a@x.org|false|c1""",
        "payments",
        [("2026-01-05", 150.0), ("2026-01-09", 1000.0)],
    ),
    (
        "payments: stripe fr, all",
        """id|Description|Créé le (UTC)|Montant|Montant remboursé|Devise|Frais|Statut|E-mail du client
ch_1|Coaching|2026-01-05 10:11|150,00|0,00|eur|4,65|Payé|a@x.org
ch_2|Coaching|2026-02-09 10:11|1150,00|0,00|eur|4,65|Payé|b@x.org
ch_3|Coaching|2026-02-10 10:11|90,00|90,00|eur|4,65|Remboursé|b@x.org""",
        "payments",
        [("2026-01-05", 150.0), ("2026-02-09", 1150.0)],
    ),
    (
        "payments: invoices, all paid",
        """Invoice date|Customer|Amount|Status
2026-01-05|A|150.00|Paid
2026-01-19|B|80.00|Paid""",
        "payments",
        [("2026-01-05", 150.0), ("2026-01-19", 80.0)],
    ),
    (
        "payments: total usd",
        """Date|Customer|Total USD
2026-01-05|A|150.00
2026-01-19|B|80.00""",
        "payments",
        [("2026-01-05", 150.0), ("2026-01-19", 80.0)],
    ),
    (
        "payments: total eur fr",
        """Date|Client|Total EUR
05/01/2026|A|150,00
19/01/2026|B|1 080,00""",
        "payments",
        [("2026-01-05", 150.0), ("2026-01-19", 1080.0)],
    ),
    (
        "payments: revenue of each client",
        """Date|Client|Revenue (€)
2026-01-05|A|150.00
2026-01-19|B|80.00""",
        "payments",
        [("2026-01-05", 150.0), ("2026-01-19", 80.0)],
    ),
    (
        "payments: revenue of each client, fr",
        """Date|Client|Chiffre d’affaires (€)
05/01/2026|A|150,00
19/01/2026|B|80,00""",
        "payments",
        [("2026-01-05", 150.0), ("2026-01-19", 80.0)],
    ),
    (
        "roster: left and came back",
        """Client|Joined|Left
Ann|2024-01-05|2024-06-30
Ben|2025-02-05|
Ann|2025-01-05|""",
        "roster",
        [("Ann", "2024-01-05"), ("Ben", "2025-02-05"), ("Ann", "2025-01-05")],
    ),
    (
        "booking: headings without articles",
        """Nom client|Date séance|Statut séance
A B|05/01/2026|Honorée
C D|16/01/2026|Annulée""",
        "sessions",
        [("2026-01-05", "held"), ("2026-01-16", "cancelled")],
    ),
    (
        "booking: headings with articles, in the plural",
        """Name of the client|Date of the session|Status
A B|2026-01-05|Done
C D|2026-01-16|No-show""",
        "sessions",
        [("2026-01-05", "held"), ("2026-01-16", "no-show")],
    ),
    (
        "booking: headings as programs write them",
        """booking_id|client_name|start_time|end_time|created_at|status
1|A|2026-01-12 10:00|2026-01-12 11:00|2025-12-01 10:00|completed
2|B|2026-02-20 10:00|2026-02-20 11:00|2025-12-01 10:00|no_show""",
        "sessions",
        [("2026-01-12", "completed"), ("2026-02-20", "no-show")],
    ),
    (
        "booking: headings as programs write them, in humps",
        """id|startTime|endTime|attendeeName|createdAt|bookingStatus|noShow
1|2026-01-12T10:00:00.000Z|2026-01-12T11:00:00.000Z|A|2025-12-20T09:12:00.000Z|completed|false
2|2026-02-20T10:00:00.000Z|2026-02-20T11:00:00.000Z|B|2025-12-20T09:12:00.000Z|cancelled|false""",
        "sessions",
        [("2026-01-12", "completed"), ("2026-02-20", "cancelled")],
    ),
    (
        "booking: headings as programs write them, fr",
        """nom_client|date_debut|cree_le|statut
A|12/01/2026 10:00|01/12/2025|tenue
B|20/02/2026 10:00|01/12/2025|absent""",
        "sessions",
        [("2026-01-12", "held"), ("2026-02-20", "missed")],
    ),
    (
        "booking: begun and made",
        """Booking ID|Customer Name|Event Start|Event End|Created On|Status
1|A|12 Jan 2026 10:00|12 Jan 2026 11:00|1 Dec 2025|Completed
2|B|20 Feb 2026 10:00|20 Feb 2026 11:00|1 Dec 2025|No-Show""",
        "sessions",
        [("2026-01-12", "completed"), ("2026-02-20", "no-show")],
    ),
    (
        "booking: scheduled at, in a zone",
        """Scheduled At (UTC)|Created at|Attendee|Outcome
2026-01-12 10:00|2025-12-01 10:00|A|completed
2026-02-20 10:00|2025-12-01 10:00|B|missed""",
        "sessions",
        [("2026-01-12", "completed"), ("2026-02-20", "missed")],
    ),
    (
        "booking: weekdays in German",
        """Date|Client|Status
Mo., 12.01.2026|A|held
Dienstag, 20. Januar 2026 10:00 Uhr|B|no-show
Fr 06.02.2026|C|held""",
        "sessions",
        [("2026-01-12", "held"), ("2026-01-20", "no-show"), ("2026-02-06", "held")],
    ),
    (
        "booking: weekdays in other languages",
        """Date|Client|Statut
lunes, 12 de enero de 2026|A|tenue
seg., 02/02/2026|B|absent
пн, 09.03.2026|C|tenue""",
        "sessions",
        [("2026-01-12", "held"), ("2026-02-02", "missed"), ("2026-03-09", "held")],
    ),
    (
        "booking: weekdays that tell the month first",
        """Date|Client|Status
Mon 02/02/2026|A|held
Tue 02/03/2026|B|no-show""",
        "sessions",
        [("2026-02-02", "held"), ("2026-02-03", "no-show")],
    ),
    (
        "booking: weekdays that tell the day first",
        """Date|Client|Statut
lun. 02/02/2026|A|tenue
lun. 02/03/2026|B|absent""",
        "sessions",
        [("2026-02-02", "held"), ("2026-03-02", "missed")],
    ),
    (
        "booking: dates as a browser writes them",
        """Date|Client|Status
Mon Jan 12 2026 10:00:00 GMT+0100 (Central European Standard Time)|A|held
Tue Feb 3 2026 10:00:00 GMT+0100 (heure normale d’Europe centrale)|B|no-show""",
        "sessions",
        [("2026-01-12", "held"), ("2026-02-03", "no-show")],
    ),
    (
        "survey: jotform",
        """Submission Date|Name|How satisfied are you?|Submission ID
Jan 5, 2026|A|9|55
Jan 16, 2026|B|7|56""",
        "ratings",
        [("2026-01-05", 9.0), ("2026-01-16", 7.0)],
    ),
    (
        "payments: paid out",
        """id|created_at|amount|currency|status|amount_refunded
PM1|2026-01-12T10:00:00Z|450.00|USD|paid_out|0.00
PM2|2026-02-12T10:00:00Z|250.00|USD|paid_out|0.00
PM3|2026-02-13T10:00:00Z|250.00|USD|failed|0.00""",
        "payments",
        [("2026-01-12", 450.0), ("2026-02-12", 250.0)],
    ),
    (
        "booking: acuity",
        """Start Time|End Time|First Name|Last Name|Phone|Email|Type|Calendar|Appointment Price|Paid?|Amount Paid Online|Certificate Code|Notes|Label|Canceled
January 5, 2026 10:00 am|January 5, 2026 11:00 am|A|B||a@x.org|Coaching|Me|150.00|yes|150.00||||no
January 6, 2026 10:00 am|January 6, 2026 11:00 am|C|D||c@x.org|Coaching|Me|150.00|no|0.00||||yes""",
        "sessions",
        [("2026-01-05", "held"), ("2026-01-06", "cancelled")],
    ),
    (
        "booking: acuity fr",
        """Heure de début|Heure de fin|Prénom|Nom|E-mail|Type|Calendrier|Payé ?|Étiquette|Annulé
15 janvier 2026 10:00|15 janvier 2026 11:00|A|B|a@x.org|Coaching|Moi|oui||non
16 janvier 2026 10:00|16 janvier 2026 11:00|C|D|c@x.org|Coaching|Moi|non||oui""",
        "sessions",
        [("2026-01-15", "held"), ("2026-01-16", "cancelled")],
    ),
    (
        "booking: tidycal",
        """Booking Type|Name|Email|Starts At|Ends At|Cancelled At|Created At
Coaching|A|a@x.org|2026-01-05 10:00:00|2026-01-05 11:00:00||2025-12-01 09:00:00
Coaching|B|b@x.org|2026-01-06 10:00:00|2026-01-06 11:00:00|2026-01-04 08:00:00|2025-12-02 09:00:00""",
        "sessions",
        [("2026-01-05", "held"), ("2026-01-06", "cancelled")],
    ),
    (
        "roster: a status of clients",
        """Client|Status|Start date|End date|Coach
A|Active|2025-01-12||Me
C|Former|2025-01-12|2026-02-10|Me""",
        "roster",
        [("A", "2025-01-12"), ("C", "2025-01-12")],
    ),
    (
        "roster: a status of clients, fr",
        """Nom|Statut|Date de début|Date de fin
A|Actif|12 janvier 2025|
C|Ancien|12 janvier 2025|10 février 2026""",
        "roster",
        [("A", "2025-01-12"), ("C", "2025-01-12")],
    ),
    (
        "booking: attendance table",
        """Client|2026-01-05|2026-01-12|2026-01-19
A|held|held|no-show
B|cancelled|held|held""",
        "sessions",
        [
            ("2026-01-05", "held"),
            ("2026-01-12", "held"),
            ("2026-01-19", "no-show"),
            ("2026-01-05", "cancelled"),
            ("2026-01-12", "held"),
            ("2026-01-19", "held"),
        ],
    ),
    (
        "survey: the only day is that of the answer",
        """Response ID|Name|Score|Responded At
1|Ann|10|2026-01-05 10:00:00 UTC
2|Bob|8|2026-01-15 10:00:00 UTC""",
        "ratings",
        [("2026-01-05", 10), ("2026-01-15", 8)],
    ),
    (
        "booking: day of a visit, hour, status and what it cost",
        """Visit Date|Start Time|Client|Status|Payment Method|Rev. per Session
2026-01-05|9:00 AM|A|Completed|10 pack|$90.00
2026-01-12|9:00 AM|B|No Show|10 pack|$0.00
2026-01-13|9:00 AM|B|Clinician Canceled|10 pack|$0.00""",
        "sessions",
        [("2026-01-05", "held"), ("2026-01-12", "no-show"), ("2026-01-13", "cancelled by us")],
    ),
    (
        "booking: day of a visit fr",
        """Date du cours|Heure de début|Cliente|Statut
05/01/2026|9:00|A|tenue
16/01/2026|9:00|B|absente
17/01/2026|9:00|B|annulée par l’animatrice""",
        "sessions",
        [("2026-01-05", "held"), ("2026-01-16", "no-show"), ("2026-01-17", "cancelled by us")],
    ),
    (
        "roster: who ended has a day",
        """Client|Start date|End date|Status|Package
A|2025-11-01||Active|Gold
B|2025-10-01|2026-01-20|Ended|Gold""",
        "roster",
        [("A", "2025-11-01"), ("B", "2025-10-01")],
    ),
    (
        "payments: the day of the charge, not of its making",
        """id|created_at|charge_date|amount|currency|status|customers.email
PM1|2026-01-30T10:00:00Z|2026-02-03|50.00|USD|paid_out|a@x.org
PM2|2026-02-02T10:00:00Z|2026-02-06|50.00|USD|failed|b@x.org""",
        "payments",
        [("2026-02-03", 50.0)],
    ),
    (
        "payments: orders with what was paid of them",
        """Order #|Order Date|Email|Quantity|Ticket Type|Total Paid|Attendee Status
101|2026-01-02 10:00|a@x.org|1|General|20.00|Checked In
102|2026-02-03 10:00|b@x.org|2|General|40.00|Attending""",
        "payments",
        [("2026-01-02", 20.0), ("2026-02-03", 40.0)],
    ),
    (
        "consultations: discovery calls",
        """Client|Discovery call|Became client|First invoice paid
A|2026-01-05|Yes|2026-01-20
B|2026-02-12|No|""",
        "consultations",
        [("A", "2026-01-05"), ("B", "2026-02-12")],
    ),
    (
        "roster: a program that began fr",
        """Client|Début du programme|Date de sortie|Employeur
A|2025-10-01||X
B|2025-11-01|2026-01-20|Y""",
        "roster",
        [("A", "2025-10-01"), ("B", "2025-11-01")],
    ),
    (
        "booking: what appointments cost, beside what became of them fr",
        """Date du rdv|Heure|Client|Prestation|Prix|Statut du rdv
05/01/2026|09:00|A|Coaching|60 €|Honoré
16/01/2026|09:00|B|Coaching|60 €|Non honoré
17/01/2026|09:00|C|Coaching|60 €|Annulé par le client""",
        "sessions",
        [("2026-01-05", "held"), ("2026-01-16", "no-show"), ("2026-01-17", "cancelled")],
    ),
]

REFUSED: list[tuple[str, str, list[str]]] = [
    (
        "booking: prices of appointments are no payments",
        """Date Time|Customer Name|Staff|Service|Duration (mins.)|Price|Currency|Booking ID
1/5/2026 10:00|A|Me|Coaching|60|100|USD|b1
1/15/2026 10:00|B|Me|Coaching|60|100|USD|b2""",
        ["nothing_status"],
    ),
    (
        "booking: prices of appointments are no payments fr",
        """Date et heure|Client|Intervenante|Prestation|Durée|Prix|Devise
05/01/2026 10:00|A|Moi|Coaching|60|100|EUR
16/01/2026 10:00|B|Moi|Coaching|60|100|EUR""",
        ["nothing_status"],
    ),
    (
        "payments: sums of many names, none called the amount",
        """Date|Time|Gross Sales|Discounts|Net Sales|Tip|Total Collected|Fees|Net Total|Customer Name
01/20/26|10:11|$150.00|$0.00|$150.00|$0.00|$150.00|($4.65)|$145.35|A
02/16/26|10:11|$90.00|$0.00|$90.00|$0.00|$90.00|($2.00)|$88.00|B""",
        ["nothing_log"],
    ),
    (
        "payments: sums of many names fr",
        """Date|Ventes brutes|Remises|Ventes nettes|Frais|Devise
20/01/2026|150,00|0,00|150,00|4,65|EUR
16/02/2026|90,00|0,00|90,00|2,00|EUR""",
        ["nothing_log"],
    ),
    (
        "payments: a Swiss account",
        """Date de comptabilisation|Texte|Débit CHF|Crédit CHF|Solde CHF
05.01.2026|A|||150.00|1’150.00
16.02.2026|Loyer|800.00||350.00""",
        ["statement"],
    ),
    (
        "payments: a heading twice",
        """Date|Client|Amount|Currency|Amount|Currency
2026-01-05|A|150.00|USD|139.00|EUR
2026-02-16|B|30.00|USD|28.00|EUR""",
        ["heading_twice"],
    ),
    (
        "payments: a heading twice fr",
        """Date|Client|Montant|Montant
15/01/2026|A|150,00|139,00
16/02/2026|B|30,00|28,00""",
        ["heading_twice"],
    ),
    (
        "booking: two tables side by side",
        """Date|Client|Status||Date|Name
2026-01-05|A|Held||2026-01-06|C
2026-02-05|B|No-show||2026-02-07|D""",
        ["heading_twice"],
    ),
    (
        "payments: bank",
        """Date|Description|Amount|Balance
2026-01-05|A|150.00|150.00
2026-01-06|Rent|-400.00|-250.00""",
        ["spent"],
    ),
    (
        "payments: in part, nobody says how much",
        """id|Created (UTC)|Amount|Currency|Status
ch_1|2026-01-05 10:11|150.00|usd|Paid
ch_2|2026-01-06 10:11|150.00|usd|Partially Refunded""",
        ["partly"],
    ),
    (
        "payments: with and without tax",
        """Date|Client|Net amount|VAT|Gross amount
2026-01-05|A|100.00|20.00|120.00""",
        ["columns_unsure"],
    ),
    (
        "booking: simplybook",
        """Code|Client name|Client email|Provider|Service|Start date|Start time|End time|Status
aa1|A|a@x.org|Me|Coaching|05-01-2026|10:00|11:00|Confirmed
aa2|B|b@x.org|Me|Coaching|16-01-2026|10:00|11:00|Canceled""",
        ["status"],
    ),
    (
        "booking: square",
        """Start|End|Client|Service|Staff|Status
1/5/2026 10:00 AM|1/5/2026 11:00 AM|A|Coaching|Me|Accepted
1/16/2026 10:00 AM|1/16/2026 11:00 AM|B|Coaching|Me|Cancelled by customer
1/17/2026 10:00 AM|1/17/2026 11:00 AM|B|Coaching|Me|No show""",
        ["status"],
    ),
    (
        "booking: hubspot",
        """Record ID|Meeting name|Meeting start time|Meeting outcome|Contact
1|Coaching A|2026-01-05 10:00|Completed|A
2|Coaching B|2026-01-06 10:00|No Show|B
3|Coaching C|2026-01-07 10:00|Canceled|C
4|Coaching C|2026-01-08 10:00|Scheduled|C""",
        ["status"],
    ),
    (
        "booking: mindbody",
        """Date|Client|Class|Status
1/5/2026|A|Coaching|Signed in
1/16/2026|B|Coaching|Late cancel
1/17/2026|B|Coaching|Absent""",
        ["status"],
    ),
    (
        "booking: cal no status",
        """Subject|Start Date|Start Time|End Date|End Time|All day event|Description|Location
Coaching A|01/05/2026|10:00 AM|01/05/2026|11:00 AM|False||Zoom
Coaching B|01/16/2026|10:00 AM|01/16/2026|11:00 AM|False||Zoom""",
        ["nothing_status"],
    ),
    (
        "booking: ms bookings",
        """Date Time|Customer Name|Customer Email|Staff|Service|Location|Duration (mins)|Price|Currency|Signup Status|Booking Id
1/5/2026 10:00 AM|A|a@x.org|Me|Coaching|Online|60|150|USD|Booked|q1
1/16/2026 10:00 AM|B|b@x.org|Me|Coaching|Online|60|150|USD|Cancelled|q2""",
        ["nothing_log"],
    ),
    (
        "booking: calendly ts cancel",
        """Event Type Name|Start Date & Time|Invitee Name|Canceled|Marked as No-Show
Coaching|2026-01-05 10:00|A|FALSE|FALSE
Coaching|2026-01-06 10:00|B|Canceled|No
Coaching|2026-01-07 10:00|C|2026-01-06|No""",
        ["flag"],
    ),
    (
        "booking: calendly future",
        """Event Type Name|Start Date & Time|Invitee Name|Canceled|Status
Coaching|2026-01-05 10:00|A|false|Completed
Coaching|2026-01-06 10:00|B|false|Pending
Coaching|2026-01-07 10:00|C|true|Canceled""",
        ["status"],
    ),
    (
        "booking: wide by status",
        """Status|Jan 2026|Feb 2026
Completed|40|42
No-show|3|2
Cancelled|5|6""",
        ["measure"],
    ),
    (
        "booking: attendance table of ticks and blanks",
        """Client|2026-01-05|2026-01-12|2026-01-19
A|x|x|
B||x|x""",
        ["grid_blanks"],
    ),
    (
        "booking: half attended",
        """Date|Client|Attended
2026-01-05|A|Yes
2026-01-06|B|Half""",
        ["status"],
    ),
    (
        "booking: status empty",
        """Date|Client|Status
2026-01-05|A|held
2026-01-06|B|
2026-01-07|B|no-show""",
        ["required"],
    ),
    (
        "booking: iso compact",
        """Date|Client|Status
20260105|A|held
20260131T101500Z|B|no-show""",
        ["field_date"],
    ),
    (
        "booking: unix time",
        """Date|Client|Status
1767607200|A|held
1769850000|B|no-show""",
        ["field_date"],
    ),
    (
        "booking: future sessions",
        """Date|Client|Status
2026-01-05|A|completed
2026-12-05|B|scheduled
2026-12-06|B|confirmed""",
        ["status"],
    ),
    (
        "booking: summary by client",
        """Client|Sessions held|Sessions scheduled
A|3|4
B|5|5""",
        ["nothing"],
    ),
    (
        "booking: monthly and client",
        """Month|Client|Sessions held|Sessions scheduled
Jan 2026|A|3|4
Jan 2026|B|5|5""",
        ["measure", "twice"],
    ),
    (
        "booking: group by coach across",
        """Coach|Measure|2026-01|2026-02
X|Sessions held|3|4
Y|Sessions held|5|5""",
        ["twice"],
    ),
    (
        "booking: amount and session",
        """Date|Client|Status|Price
2026-01-05|A|completed|150
2026-01-06|B|cancelled|0""",
        ["log_unsure"],
    ),
    (
        "booking: acuity canceled as state",
        """Date|Client|Canceled
2026-01-05|A|no""",
        ["nothing_log"],
    ),
    (
        "booking: flags and status",
        """Date|Client|Status|Cancelled
2026-01-05|A|held|no
2026-01-06|B|held|yes""",
        ["not_held"],
    ),
    (
        "booking: calendly absent odd",
        """Event Type Name|Start Date & Time|Invitee Name|Canceled|Marked as No-Show
Coaching|2026-01-05 10:00|A|false|maybe""",
        ["flag"],
    ),
    (
        "booking: mois day order",
        """Date|Client|Status
13/01/2026|A|held
02/14/2026|B|held""",
        ["dates_contradict"],
    ),
    (
        "booking: two zones",
        """Date|Client|Status
01/02/2026|A|held
02/03/2026|B|held""",
        ["dates_unsure"],
    ),
    (
        "booking: late",
        """Date|Client|Status
2026-01-05|A|Late
2026-01-06|B|Late""",
        ["status"],
    ),
    (
        "survey: stars col",
        """Date|Client|Stars
2026-01-05|A|5
2026-01-06|B|3""",
        ["scale"],
    ),
    (
        "survey: 5 labels",
        """Timestamp|How satisfied are you?
2026-01-05|5 - Very satisfied
2026-01-06|4 - Satisfied
2026-01-07|1 - Very dissatisfied""",
        ["low"],
    ),
    (
        "survey: stars unicode",
        """Date|Client|Rating
2026-01-05|A|★★★★★
2026-01-06|B|★★★☆☆""",
        ["scale"],
    ),
    (
        "survey: stars words",
        """Date|Client|Rating
2026-01-05|A|5 stars
2026-01-06|B|3 stars""",
        ["scale"],
    ),
    (
        "survey: x/5",
        """Date|Client|Rating
2026-01-05|A|5/5
2026-01-06|B|3/5""",
        ["scale"],
    ),
    (
        "survey: 1-5 head",
        """Timestamp|How satisfied are you? (1-5)
2026-01-05|5
2026-01-06|3""",
        ["scale"],
    ),
    (
        "survey: out of 5 head",
        """Date|Satisfaction (out of 5)
2026-01-05|5
2026-01-06|3""",
        ["scale"],
    ),
    (
        "survey: /20",
        """Date|Note /20
05/01/2026|15
06/01/2026|9""",
        ["scale"],
    ),
    (
        "survey: words",
        """Timestamp|How satisfied are you?
2026-01-05|Very satisfied
2026-01-06|Neutral""",
        ["field_rating"],
    ),
    (
        "survey: percent",
        """Date|Satisfaction
2026-01-05|90%
2026-01-06|70%""",
        ["field_rating"],
    ),
    (
        "survey: share",
        """Date|Satisfaction
2026-01-05|0.9
2026-01-06|0.7""",
        ["field_rating"],
    ),
    (
        "survey: nps0",
        """Timestamp|How likely are you to recommend us?
2026-01-05|0
2026-01-06|10""",
        ["field_rating"],
    ),
    (
        "survey: two questions",
        """Timestamp|How satisfied are you with the coach?|How satisfied are you with the platform?
2026-01-05|9|3
2026-01-06|10|4""",
        ["columns_unsure"],
    ),
    (
        "survey: counts wide",
        """Rating|Jan 2026|Feb 2026
10|4|5
9|3|2
8|1|1""",
        ["measure"],
    ),
    (
        "survey: counts wide named",
        """Measure|Jan 2026|Feb 2026
Clients who rated 10|4|5
Clients who rated 9|3|2""",
        ["measure"],
    ),
    (
        "survey: csat monthly pct",
        """Month|Satisfaction
2026-01|92%
2026-02|95%""",
        ["calculated_only"],
    ),
    (
        "survey: limesurvey",
        """id. ID de la réponse|submitdate. Date de soumission|G01Q01. Quelle est votre satisfaction ?
1|2026-01-05 10:00:00|9
2|2026-02-06 10:00:00|7""",
        ["nothing_log"],
    ),
    (
        "survey: plain fr",
        """Date|Client|Satisfaction
05/01/2026|A|9
06/02/2026|B|7""",
        ["dates_unsure"],
    ),
    (
        "survey: 11",
        """Date|Client|Rating
2026-01-05|A|11
2026-01-06|A|10""",
        ["field_rating"],
    ),
    (
        "survey: emoji",
        """Date|Client|Rating
2026-01-05|A|😀
2026-01-06|A|😐""",
        ["field_rating"],
    ),
    (
        "survey: two scores",
        """Timestamp|How satisfied are you with the coach?|How satisfied are you with the tool?
2026-01-05|9|8
2026-01-06|10|7""",
        ["columns_unsure"],
    ),
    (
        "survey: 100",
        """Date|Client|Score
2026-01-05|A|90
2026-01-06|B|85""",
        ["field_rating"],
    ),
    (
        "survey: minus",
        """Date|Client|Score
2026-01-05|A|-1
2026-01-06|B|8""",
        ["field_rating"],
    ),
    (
        "survey: satisf /100",
        """Timestamp|How satisfied are you? (0-100)
2026-01-05|9
2026-01-06|85""",
        ["scale"],
    ),
    (
        "survey: email only",
        """Email|Name|How satisfied are you?
a@x.org|A|9""",
        ["nothing_log"],
    ),
    (
        "survey: thumbs",
        """Date|Client|Rating
2026-01-05|A|👍
2026-01-06|B|👎""",
        ["field_rating"],
    ),
    (
        "survey: note sur 5 fr",
        """Horodateur|Satisfaction (sur 5)
05/01/2026 10:00|5
16/01/2026 10:00|4""",
        ["scale"],
    ),
    (
        "payments: stripe balance",
        """id|Type|Source|Amount|Fee|Net|Currency|Created (UTC)
txn_1|charge|ch_1|150.00|4.65|145.35|usd|2026-01-05 10:11
txn_2|refund|re_1|-50.00|0.00|-50.00|usd|2026-01-06 10:11
txn_3|payout|po_1|-95.35|0.00|-95.35|usd|2026-01-07 10:11
txn_4|stripe_fee|x|-2.00|0.00|-2.00|usd|2026-01-07 10:12""",
        ["unpaid"],
    ),
    (
        "payments: paypal",
        """Date|Time|TimeZone|Name|Type|Status|Currency|Gross|Fee|Net|From Email Address|Transaction ID
01/05/2026|10:00:00|PST|A B|Website Payment|Completed|USD|150.00|-4.65|145.35|a@x.org|T1
01/16/2026|10:00:00|PST|C D|Website Payment|Completed|USD|1,150.00|-34.65|1,115.35|c@x.org|T2
01/17/2026|10:00:00|PST||General Withdrawal|Completed|USD|-1,200.00|0.00|-1,200.00||T3
01/18/2026|10:00:00|PST|C D|Payment Refund|Completed|USD|-50.00|0.00|-50.00|c@x.org|T4""",
        ["unpaid"],
    ),
    (
        "payments: paypal fr",
        """Date|Heure|Fuseau horaire|Nom|Type|État|Devise|Avant commission|Commission|Net
05/01/2026|10:00:00|CET|A B|Paiement sur site marchand|Terminé|EUR|150,00|-4,65|145,35
16/01/2026|10:00:00|CET||Virement standard|Terminé|EUR|-100,00|0,00|-100,00""",
        ["not_refund"],
    ),
    (
        "payments: square",
        """Date|Time|Gross Sales|Discounts|Net Sales|Tax|Total Collected|Fees|Net Total|Transaction ID
01/05/26|10:00:00|$150.00|$0.00|$150.00|$0.00|$150.00|($4.20)|$145.80|s1
01/16/26|10:00:00|$1,150.00|($50.00)|$1,100.00|$0.00|$1,100.00|($30.00)|$1,070.00|s2""",
        ["nothing_log"],
    ),
    (
        "payments: sumup",
        """Date|Transaction ID|Transaction Type|Status|Total|Fee|Payout
2026-01-05 10:00|TA1|Payment|Successful|150.00|2.50|147.50
2026-01-06 10:00|TA2|Payment|Failed|80.00|0|0""",
        ["nothing_log"],
    ),
    (
        "payments: revolut",
        """Type|Product|Started Date|Completed Date|Description|Amount|Fee|Currency|State|Balance
TRANSFER|Current|2026-01-05 10:00:00|2026-01-05 10:00:01|Payment from A|150.00|0.00|EUR|COMPLETED|150.00
CARD_PAYMENT|Current|2026-01-06 10:00:00|2026-01-07 10:00:01|Office shop|-30.00|0.00|EUR|COMPLETED|120.00
TRANSFER|Current|2026-01-08 10:00:00||Payment from B|80.00|0.00|EUR|REVERTED|""",
        ["nothing_log"],
    ),
    (
        "payments: bank debit credit",
        """Date|Libellé|Débit|Crédit
05/01/2026|VIR A||150,00
16/01/2026|LOYER|400,00|""",
        ["statement"],
    ),
    (
        "payments: mixed signs",
        """Date|Client|Amount
2026-01-05|A|$150.00
2026-02-16|B|€30.00""",
        ["currencies_marked"],
    ),
    (
        "payments: mixed codes behind",
        """Date|Client|Amount
2026-01-05|A|150.00 USD
2026-02-16|B|30.00 EUR""",
        ["currencies_marked"],
    ),
    (
        "payments: status plain",
        """Date|Client|Amount|Status
2026-01-05|A|150.00|Paid
2026-02-16|B|30.00|Failed""",
        ["log_unsure"],
    ),
    (
        "payments: etat fr",
        """Date|Client|Montant|État
05/01/2026|A|150,00|Payé
16/02/2026|B|30,00|Échoué""",
        ["log_unsure"],
    ),
    (
        "payments: invoices",
        """Invoice Date|Invoice Number|Client|Amount|Status|Due Date|Date Paid
2025-12-20|1|A|150.00|Paid|2026-01-20|2026-01-05
2026-01-20|2|B|30.00|Overdue|2026-02-20|""",
        ["unpaid"],
    ),
    (
        "payments: invoices nostatus",
        """Invoice Date|Invoice Number|Client|Amount|Date Paid
2025-12-20|1|A|150.00|2026-01-05
2026-01-20|2|B|30.00|""",
        ["required"],
    ),
    (
        "payments: paid refunded flags",
        """Date|Customer|Amount|Refunded
2026-01-05|A|150.00|false
2026-02-16|B|30.00|true""",
        ["unpaid"],
    ),
    (
        "payments: refund type",
        """Date|Customer|Type|Amount
2026-01-05|A|Sale|150.00
2026-02-16|B|Refund|30.00""",
        ["unpaid"],
    ),
    (
        "payments: cents",
        """id|created|amount|currency|status
ch_1|1767607200|15000|usd|succeeded
ch_2|1769850000|3000|usd|succeeded""",
        ["field_date"],
    ),
    (
        "payments: wide",
        """Measure|Jan 26|Feb 26|Q1 2026
Revenue|$1,150.00|$980.00|$2,130.00""",
        ["longer"],
    ),
    (
        "payments: a year without its months",
        """Category|2026
Revenue|2130""",
        ["longer"],
    ),
    (
        "payments: quarters",
        """Measure|Q1 2026|Q2 2026
Revenue|3000|3100""",
        ["longer"],
    ),
    (
        "payments: weeks",
        """Week|Revenue|Users
2026-W01|500|10
2026-W02|600|10""",
        ["days"],
    ),
    (
        "payments: days",
        """Date|Revenue
2026-01-05|500
2026-01-06|600""",
        ["several_days"],
    ),
    (
        "payments: thousands",
        """Month|Revenue (in thousands)|Users
2026-01|5.2|10
2026-02|6.1|10""",
        ["thousands"],
    ),
    (
        "payments: keur",
        """Mois|CA (k€)|Utilisateurs
janv. 2026|5,2|10
févr. 2026|6,1|10""",
        ["thousands"],
    ),
    (
        "payments: cumulative",
        """Month|Revenue YTD|Users
2026-01|500|10
2026-02|1100|10""",
        ["not_actual"],
    ),
    (
        "payments: dup heads",
        """Month|Revenue|Revenue|Users
2026-01|500|450|10""",
        ["twice"],
    ),
    (
        "payments: dup rows",
        """Measure|2026-01
Revenue|500
Revenue|450""",
        ["twice"],
    ),
    (
        "payments: budget col",
        """Measure|Budget|2026-01|2026-02
Revenue|999|450|460""",
        ["period"],
    ),
    (
        "payments: gumroad",
        """Purchase Date|Item Name|Buyer Name|Item Price ($)|Sale Price ($)|Refunded?
2026-01-05|Plan|A|150.0|150.0|0
2026-01-06|Plan|B|30.0|30.0|1""",
        ["nothing_log"],
    ),
    (
        "payments: mollie",
        """Date|Payment method|Currency|Amount|Status|ID|Consumer name
2026-01-05 10:00:00|ideal|EUR|150,00|paid|tr_1|A
2026-01-06 10:00:00|ideal|EUR|30,00|expired|tr_2|B""",
        ["unpaid"],
    ),
    (
        "payments: two currencies",
        """Date|Customer|Amount|Currency
2026-01-05|A|150.00|USD
2026-01-06|B|80.00|EUR""",
        ["currencies"],
    ),
    (
        "payments: chargeback",
        """Date|Customer|Amount|Note
2026-01-05|A|150.00|
2026-01-06|B|80.00|chargeback""",
        ["unpaid"],
    ),
    (
        "payments: fees as rows",
        """Date|Description|Amount
2026-01-05|Payment A|150.00
2026-01-06|Monthly fee|12.00""",
        ["unpaid"],
    ),
    (
        "payments: payout",
        """Date|Type|Amount
2026-01-05|Charge|150.00
2026-01-06|Payout|140.00""",
        ["unpaid"],
    ),
    (
        "payments: remboursement",
        """Date|Type|Montant
15/01/2026|Vente|150,00
16/01/2026|Remboursement|50,00""",
        ["unpaid"],
    ),
    (
        "payments: amount text",
        """Date|Client|Amount
2026-01-05|A|about 150
2026-01-06|B|80
2026-01-07|B|90""",
        ["field_amount"],
    ),
    (
        "payments: percent",
        """Date|Client|Amount
2026-01-05|A|15%
2026-01-06|B|80
2026-01-07|B|90""",
        ["field_amount"],
    ),
    (
        "payments: negative count",
        """Measure|2026-01
Sessions held|(4)""",
        ["negative"],
    ),
    (
        "payments: budget in brackets",
        """Measure|2026-01
Revenue (budget)|5000""",
        ["not_actual"],
    ),
    (
        "payments: budget in brackets fr",
        """Mesure|2026-01
Revenu (prévisionnel)|5000""",
        ["not_actual"],
    ),
    (
        "payments: in thousands above",
        """Figures in thousands of euros|
|
Measure|2026-01
Revenue|5""",
        ["thousands"],
    ),
    (
        "payments: equal twice",
        """Date|Revenue
2026-01-05|500
2026-01-06|500""",
        ["several_days"],
    ),
    (
        "payments: coaches equal",
        """Coach|Measure|2026-01
X|Sessions held|3
Y|Sessions held|3""",
        ["twice"],
    ),
    (
        "payments: figures 2 currencies",
        """Measure|2026-01|2026-02
Revenue|$500|€500""",
        ["currencies_marked"],
    ),
    (
        "figures: no names",
        """Measure|2026-01|2026-02
|4|5
|3|2""",
        ["nothing_left"],
    ),
    (
        "figures: totals only",
        """Measure|2026-01|2026-02
Total|4|5""",
        ["nothing_left"],
    ),
    (
        "booking: year first in two digits",
        """Date|Client|Status
26/01/05|A|held
26/01/06|B|held""",
        ["dates_year"],
    ),
    (
        "booking: a year for a day",
        """Date|Client|Status
2026|A|held""",
        ["long"],
    ),
    (
        "booking: doctolib, still waiting",
        """Date|Heure|Patient|Motif|Statut
05/01/2026|10:00|A|Suivi|En salle d'attente
16/01/2026|10:00|B|Suivi|Vu""",
        ["status"],
    ),
    (
        "payments: paypal with all it exports",
        """Date|Time|TimeZone|Name|Type|Status|Currency|Gross|Fee|Net|From Email Address|To Email Address|Transaction ID|Balance|Subject|Note|Balance Impact
01/05/2026|10:00:00|PST|A B|Website Payment|Completed|USD|150.00|-4.65|145.35|a@x.org|me@x.org|T1|145.35|||Credit
01/16/2026|10:00:00|PST|C D|General Payment|Completed|USD|1,150.00|-34.65|1,115.35|c@x.org|me@x.org|T2|1260.70|||Credit
01/17/2026|10:00:00|PST||User Initiated Withdrawal|Completed|USD|-1,200.00|0.00|-1,200.00|me@x.org||T3|60.70|||Debit
01/18/2026|10:00:00|PST|C D|Payment Refund|Completed|USD|-50.00|0.00|-50.00|me@x.org|c@x.org|T4|10.70|||Debit
01/19/2026|10:00:00|PST|Zoom|PreApproved Payment Bill User Payment|Completed|USD|-14.99|0.00|-14.99|me@x.org|z@x.org|T5|-4.29|||Debit
01/20/2026|10:00:00|PST|E F|Website Payment|Pending|USD|80.00|0.00|80.00|e@x.org|me@x.org|T6|-4.29|||Memo""",
        ["unpaid", "spent"],
    ),
    (
        "payments: a payout by another name",
        """Date|Name|Type|Gross
2026-01-05|A|Website Payment|150.00
2026-01-07||Transfer to bank|-140.00""",
        ["not_refund"],
    ),
    (
        "payments: a payout by another name, fr",
        """Date|Nom|Type|Montant brut
05/01/2026|A|Paiement|150,00
17/01/2026||Transfert vers la banque|-140,00""",
        ["not_refund"],
    ),
    (
        "payments: mass pay",
        """Date|Name|Type|Amount
2026-01-05|A|Express Checkout Payment|150.00
2026-01-07|Zoom|Mass Pay|-40.00""",
        ["not_refund"],
    ),
    (
        "payments: a purchase",
        """Date|Client|Type|Amount
2026-01-05|A|Sale|150.00
2026-01-06|Shop|Purchase|-20.00""",
        ["not_refund"],
    ),
    (
        "payments: sumup with all it exports",
        """Date|Transaction ID|Transaction type|Status|Card type|Last 4 digits|Process as|Payment method|Entry mode|Description|Total|Net amount|Tax amount|Tip amount|Fee|Payout|Payout date|Payout ID|Reference
2026-01-05 10:00|T1|Payment|Successful|Visa|1111|Debit|Card|chip|Coaching|150.00|150.00|0.00|0.00|2.53|147.47|2026-01-07|P1|
2026-01-06 10:00|T2|Payment|Failed|Visa|1111|Debit|Card|chip|Coaching|80.00|80.00|0.00|0.00|0.00|0.00|||
2026-01-09 10:00|T3|Refund|Refunded|Visa|1111|Debit|Card|chip|Coaching|-150.00|-150.00|0.00|0.00|0.00|-150.00|2026-01-11|P2|""",
        ["unpaid"],
    ),
    (
        "payments: sumup fr",
        """Date|N° de transaction|Type de transaction|Statut|Type de carte|Mode de paiement|Description|Total|Montant net|TVA|Pourboire|Frais|Versement|Date du versement
2026-01-05 10:00|T1|Paiement|Réussi|Visa|Carte|Coaching|150,00|150,00|0,00|0,00|2,53|147,47|2026-01-07
2026-01-06 10:00|T2|Paiement|Échoué|Visa|Carte|Coaching|80,00|80,00|0,00|0,00|0,00|0,00|""",
        ["unpaid"],
    ),
    (
        "payments: invoices, one overdue",
        """Invoice date|Invoice number|Client|Due date|Amount|Status
2026-01-05|F1|A|2026-02-05|150.00|Paid
2026-01-09|F2|B|2026-02-09|80.00|Overdue""",
        ["unpaid"],
    ),
    (
        "payments: invoices, total",
        """Invoice date|Customer|Total|Status
2026-01-05|A|150.00|Paid
2026-01-09|B|80.00|Unpaid""",
        ["unpaid"],
    ),
    (
        "payments: invoices fr",
        """Date de facture|N° de facture|Client|Échéance|Montant TTC|Statut
05/01/2026|F1|A|05/02/2026|150,00|Payée
19/01/2026|F2|B|19/02/2026|80,00|En retard""",
        ["unpaid"],
    ),
    (
        "roster: twice",
        """Client|Joined|Left
Ann|2025-01-05|
Ben|2025-02-05|
Ann|2025-01-05|""",
        ["there_twice"],
    ),
    (
        "roster: twice, fr",
        """Client|Arrivée|Départ
Ann|05/01/2025|
Ben|15/02/2025|
ann|05/01/2025|""",
        ["there_twice"],
    ),
    (
        "roster: two stays at once",
        """Client|Joined|Left
Ann|2024-01-05|2024-06-30
Ann|2024-05-01|""",
        ["there_twice"],
    ),
    (
        "roster: left before",
        """Client|Joined|Left
Ann|2025-05-05|2025-01-05
Ben|2025-02-05|""",
        ["before"],
    ),
    (
        "roster: left before, fr",
        """Cliente|Date d’entrée|Date de sortie
Ann|05/05/2025|05/01/2025
Ben|15/02/2025|""",
        ["before"],
    ),
    (
        "milestones: reached before",
        """Client|Started|Reached
Ann|2025-05-05|2025-01-05
Ben|2025-02-05|2025-06-01""",
        ["before"],
    ),
    (
        "consultations: paid before",
        """Client|Consulted|Paid
Ann|2026-01-05|2026-01-20
Ben|2026-02-05|2026-01-01""",
        ["before"],
    ),
    (
        "figures: a year and a quarter",
        """Year|Quarter|Revenue
2026|Q1|500
2026|Q2|600""",
        ["longer"],
    ),
    (
        "figures: about",
        """Measure|2026-01
Revenue|~500
Users|10+""",
        ["number"],
    ),
    (
        "figures: hours",
        """Measure|2026-01
Sessions held|12 h
Sessions scheduled|14 h""",
        ["number"],
    ),
    (
        "figures: errors as texts",
        """Measure|2026-01|2026-02
Revenue|#REF!|600
Users|10|#DIV/0!""",
        ["number"],
    ),
    (
        "booking: the day it was made, and another",
        """Created|Client|Treatment|Status
2025-12-01|A|2026-01-05|completed
2025-12-02|B|2026-02-06|missed""",
        ["columns_unsure"],
    ),
    (
        "booking: the day it was made, and another, fr",
        """Créé le|Client|Accompagnement|Statut
01/12/2025|A|15/01/2026|tenue
02/12/2025|B|16/02/2026|absent""",
        ["columns_unsure"],
    ),
    (
        "booking: a weekday against the order asked for by the others",
        """Date|Client|Status
Mon 02/03/2026|A|held
02/14/2026|B|no-show""",
        ["dates_contradict"],
    ),
    (
        "booking: acuity, an absence as a label",
        """Start Time|End Time|First Name|Last Name|Email|Type|Label|Canceled
January 5, 2026 10:00 am|January 5, 2026 11:00 am|A|B|a@x.org|Coaching|No Show|no""",
        ["absent_beside"],
    ),
    (
        "booking: an absence beside a session that was held, fr",
        """Date|Client|Statut|Remarque
15/01/2026|A|tenue|absente
16/01/2026|B|tenue|""",
        ["absent_beside"],
    ),
    (
        "booking: acuity fr, without what was cancelled",
        """Heure de début|Heure de fin|Prénom|Nom|Téléphone|E-mail|Type|Calendrier|Prix du rendez-vous|Payé ?|Montant payé en ligne|Étiquette
5 janvier 2026 10:00|5 janvier 2026 11:00|Ann|B||a@x.org|Coaching|Moi|150,00|oui|150,00|
16 janvier 2026 10:00|16 janvier 2026 11:00|Cy|D||c@x.org|Coaching|Moi|150,00|non|0,00|Absent""",
        ["nothing_log"],
    ),
    (
        "payments: to suppliers",
        """Date|Supplier|Amount
2026-01-05|A|150.00
2026-01-16|B|200.00""",
        ["unpaid"],
    ),
    (
        "payments: to suppliers, fr",
        """Date|Fournisseur|Montant
15/01/2026|A|150,00
16/01/2026|B|200,00""",
        ["unpaid"],
    ),
    (
        "payments: a total by another name, of sales",
        """Date|Transaction ID|Payment type|Status|Card type|Total|Fee|Payout|Currency|Description
2026-01-12 10:00|T1|Sale|Successful|VISA|450.00|7.60|442.40|USD|Coaching
2026-02-20 10:00|T2|Sale|Successful|VISA|250.00|4.20|245.80|USD|Coaching""",
        ["nothing_log"],
    ),
    (
        "booking: marks of whom one knows what they are said of, not what they mean",
        """Visit Date|Start Time|Client|Status|Rev. per Session
2026-01-05|9:00 AM|A|Signed In|$90.00
2026-01-16|9:00 AM|B|Late Cancel|$90.00""",
        ["status"],
    ),
    (
        "booking: minutes and ids are no amounts",
        """Topic|Meeting ID|Start Time|Duration (Minutes)
Coaching A|123|2026-01-05 09:00|60
Coaching B|124|2026-01-16 09:00|45""",
        ["nothing_status"],
    ),
    (
        "survey: the only day is that of a birth",
        """Name|Birth date|Score
A|1990-01-05|9
B|1985-02-16|7""",
        ["nothing_log"],
    ),
    (
        "figures: days of one month",
        """Date|Revenue|Users
2026-01-01|30|1
2026-01-02|40|2""",
        ["several_days"],
    ),
    (
        "figures: a week called by the day it begins",
        """Week starting|Sessions held|Sessions scheduled
2026-01-05|10|12""",
        ["days"],
    ),
    (
        "figures: a week called by the day it begins fr",
        """Semaine du|Séances tenues|Séances prévues
2026-01-05|10|12""",
        ["days"],
    ),
    (
        "figures: what is calculated, alone",
        """KPI|Jan 2026|Feb 2026
Session completion rate|80%|82%
Client retention rate|90%|91%""",
        ["calculated_only"],
    ),
    (
        "figures: plans alone",
        """Measure|Jan 2026 target|Feb 2026 target
Revenue|1000|1100""",
        ["nothing"],
    ),
    (
        "figures: plans alone fr",
        """Mois|Chiffre d’affaires (objectif)
2026-01|1000
2026-02|1100""",
        ["not_actual"],
    ),
]

FIGURES: list[tuple[str, str, dict[str, list[float | None]]]] = [
    (
        "months of another language",
        """Figure|Januar 2026|Februar 2026|März 2026
Sessions held|10|12|14
Sessions scheduled|12|15|16""",
        {"sessions_completed": [10, 12, 14], "sessions_scheduled": [12, 15, 16]},
    ),
    (
        "months of another language fr",
        """Mois|Séances tenues|Séances prévues
enero de 2026|10|12
febrero de 2026|12|15""",
        {"sessions_completed": [10, 12], "sessions_scheduled": [12, 15]},
    ),
    (
        "payments: year total",
        """Category|Jan 2026|Feb 2026|2026
Revenue|1150|980|2130""",
        {"revenue": [1150.0, 980.0, None]},
    ),
    (
        "booking: wide sessions",
        """Status|Jan 26|Feb 26|Mar 26
Sessions held|40|42|44
Sessions scheduled|50|50|51
Total|90|92|95""",
        {"sessions_completed": [40.0, 42.0, 44.0], "sessions_scheduled": [50.0, 50.0, 51.0]},
    ),
    (
        "survey: asked",
        """Month|Clients asked|Clients surveyed
2026-01|20|15
2026-02|22|18""",
        {"clients_asked": [20.0, 22.0, None], "clients_surveyed": [15.0, 18.0, None]},
    ),
    (
        "payments: wide total",
        """Category|Jan 2026|Feb 2026|Total
Revenue|1150|980|2130
Users|10|11|
Total|1160|991|2130""",
        {"revenue": [1150.0, 980.0, None], "users": [10.0, 11.0, None]},
    ),
    (
        "payments: one per month",
        """Date|Revenue
2026-01-31|500
2026-02-28|600""",
        {"revenue": [500.0, 600.0, None]},
    ),
    (
        "figures: k behind",
        """Measure|2026-01|2026-02
Revenue|€1.2k|€0.8k
Users|10|11""",
        {"revenue": [1200.0, 800.0, None], "users": [10.0, 11.0, None]},
    ),
    (
        "figures: M behind, fr",
        """Mesure|2026-01|2026-02
Revenu|1,5 M|1,2 M€
Utilisateurs|10|11""",
        {"revenue": [1500000.0, 1200000.0, None], "users": [10.0, 11.0, None]},
    ),
    (
        "figures: k€, fr",
        """Mesure|janv. 2026|févr. 2026
Chiffre d'affaires|12,5 k€|9 k€""",
        {"revenue": [12500.0, 9000.0, None]},
    ),
    (
        "figures: K of counts",
        """Measure|2026-01
Revenue|12K
Users|1.1k""",
        {"revenue": [12000.0, None], "users": [1100.0, None]},
    ),
    (
        "figures: a year and a month",
        """Year|Month|Revenue|Users
2026|1|500|10
2026|2|600|11""",
        {"revenue": [500.0, 600.0, None], "users": [10.0, 11.0, None]},
    ),
    (
        "figures: a year and a month by name",
        """Year|Month|Revenue|Users
2026|January|500|10
2026|February|600|11""",
        {"revenue": [500.0, 600.0, None], "users": [10.0, 11.0, None]},
    ),
    (
        "figures: année et mois",
        """Année|Mois|Revenu|Utilisateurs
2026|janvier|500|10
2026|février|600|11""",
        {"revenue": [500.0, 600.0, None], "users": [10.0, 11.0, None]},
    ),
    (
        "figures: mois puis année",
        """Mois|Année|Revenu
1|2026|500
2|2026|600""",
        {"revenue": [500.0, 600.0, None]},
    ),
    (
        "figures: a year and a month, one by one",
        """Year|Month|Measure|Value
2026|1|Revenue|500
2026|2|Revenue|600""",
        {"revenue": [500.0, 600.0, None]},
    ),
    (
        "figures: the year once",
        """Year|Month|Revenue
2026|Jan|500
|Feb|600""",
        {"revenue": [500.0, 600.0, None]},
    ),
    (
        "figures: change",
        """Measure|Jan 2026|Feb 2026|Change
Revenue|500|600|20%
Users|10|12|20%""",
        {"revenue": [500.0, 600.0, None], "users": [10.0, 12.0, None]},
    ),
    (
        "figures: change in numbers",
        """Measure|Jan 2026|Feb 2026|Change
Revenue|500|600|100
Users|10|12|2""",
        {"revenue": [500.0, 600.0, None], "users": [10.0, 12.0, None]},
    ),
    (
        "figures: évolution",
        """Mesure|janv. 2026|févr. 2026|Évolution
Revenu|500|600|+20 %
Utilisateurs|10|12|+20 %""",
        {"revenue": [500.0, 600.0, None], "users": [10.0, 12.0, None]},
    ),
    (
        "figures: variation after each",
        """Mesure|janv. 2026|févr. 2026|Var. %|mars 2026|Var. %
Revenu|500|600|20 %|660|10 %""",
        {"revenue": [500.0, 600.0, 660.0, None]},
    ),
    (
        "figures: change below",
        """Month|Revenue|Change vs previous month
2026-01|500|
2026-02|600|20%""",
        {"revenue": [500.0, 600.0, None]},
    ),
    (
        "figures: trend",
        """Measure|Jan 2026|Feb 2026|Trend
Revenue|500|600|↑
Users|10|12|↑""",
        {"revenue": [500.0, 600.0, None], "users": [10.0, 12.0, None]},
    ),
    (
        "figures: owner",
        """Measure|Jan 2026|Feb 2026|Owner
Revenue|500|600|Me
Users|10|12|Me""",
        {"revenue": [500.0, 600.0, None], "users": [10.0, 12.0, None]},
    ),
    (
        "figures: revenue usd",
        """Month|Revenue USD|Users
2026-01|500|10
2026-02|600|12""",
        {"revenue": [500.0, 600.0, None], "users": [10.0, 12.0, None]},
    ),
    (
        "figures: unseen marks",
        """Measure|2026-01|2026-02
Revenue|\u200b500|\u200e600""",
        {"revenue": [500.0, 600.0, None]},
    ),
    (
        "figures: lakh",
        """Measure|2026-01
Revenue|₹1,50,000""",
        {"revenue": [150000.0, None]},
    ),
    (
        "figures: months from day to day",
        """Measure|1–31 Jan 2026|Feb 1-28, 2026|du 1er au 31 mars 2026
Revenue|1000|1100|1200""",
        {"revenue": [1000.0, 1100.0, 1200.0, None]},
    ),
    (
        "figures: a KPI beside what it is calculated from",
        """Measure|Jan 2026
Job placement rate|45%
Clients placed|9
Clients coached|20""",
        {"clients_placed": [9.0, None], "clients_coached": [20.0, None]},
    ),
    (
        "figures: actual, target and variance of each month",
        """Measure|Jan 2026 actual|Jan 2026 target|Variance Jan 2026|Feb 2026 (actual)|Feb 2026 (target)|Feb 2026 var %
Revenue|1000|1200|-200|1100|1200|-8%
Users|10|12|-2|11|12|-8%""",
        {"revenue": [1000.0, 1100.0, None], "users": [10.0, 11.0, None]},
    ),
    (
        "figures: months, and budgets of them fr",
        """Indicateur|janv. 2026|Budget janv. 2026|févr. 2026|Budget févr. 2026
Chiffre d’affaires|1000|1200|1100|1200
Utilisateurs actifs|10|12|11|12""",
        {"revenue": [1000.0, 1100.0, None], "users": [10.0, 11.0, None]},
    ),
    (
        "figures: actual and target beneath months",
        """|Jan 2026||Feb 2026|
Measure|Actual|Target|Actual|Target
Revenue|1000|1200|1100|1200
Users|10|12|11|12""",
        {"revenue": [1000.0, 1100.0, None], "users": [10.0, 11.0, None]},
    ),
    (
        "figures: months beneath actual and target",
        """|Réalisé||Objectif|
Indicateur|2026-01|2026-02|2026-01|2026-02
Chiffre d’affaires|1000|1100|1200|1200
Utilisateurs actifs|10|11|12|12""",
        {"revenue": [1000.0, 1100.0, None], "users": [10.0, 11.0, None]},
    ),
    (
        "figures: names with actual and target",
        """Month|Revenue actual|Revenue target|Users (actual)|Users (target)
Jan 2026|1000|1200|10|12
Feb 2026|1100|1200|11|12""",
        {"revenue": [1000.0, 1100.0, None], "users": [10.0, 11.0, None]},
    ),
    (
        "figures: rows of actual and target",
        """Measure|Scenario|Jan 2026|Feb 2026
Revenue|Actual|1000|1100
Revenue|Target|1200|1200
Users|Actual|10|11
Users|Target|12|12""",
        {"revenue": [1000.0, 1100.0, None], "users": [10.0, 11.0, None]},
    ),
    (
        "figures: budget, then what came of it",
        """Measure|Budget 2026-01|Actual 2026-01
Revenue|500|450""",
        {"revenue": [450.0, None]},
    ),
    (
        "figures: what the year before had",
        """Month|Revenue|Revenue last year
2026-01|500|600
2026-02|510|600""",
        {"revenue": [500.0, 510.0, None]},
    ),
    (
        "figures: rows of actual and plan, in short words fr",
        """Indicateur|Type|2026-01
Chiffre d’affaires|Réel|900
Chiffre d’affaires|Budget|1000""",
        {"revenue": [900.0, None]},
    ),
]
