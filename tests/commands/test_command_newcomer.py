"""Just installed: three exports, three commands, nothing read but ``--help``, and it is right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.commands.conftest import Run
from tests.samples import finished
from xl_kpis.workbook.texts import words

ENGLISH = {
    "bookings.csv": (
        "utf-8",
        "Event Type Name,Start Date & Time,Invitee Name,Canceled,Marked as No-Show\n"
        "Coaching,2026-01-05 10:00 am,A,false,No\n"
        "Coaching,2026-01-09 10:00 am,B,true,No\n"
        "Coaching,2026-01-12 10:00 am,C,false,No\n"
        "Free intro call,2026-01-13 9:00 am,D,false,No\n",
    ),
    "survey.csv": (
        "utf-8",
        "Timestamp,Email,How satisfied are you?\n"
        "1/5/2026 14:22:10,a@x.org,9 - Very satisfied\n"
        "1/27/2026 9:12:00,b@x.org,7\n",
    ),
    "payments.csv": (
        "utf-8",
        "id,Created (UTC),Amount,Currency,Status\n"
        "ch_1,2026-01-05 10:11,150.00,usd,Paid\n"
        'ch_2,2026-01-09 10:11,"1,150.50",usd,Paid\n'
        "ch_3,2026-01-09 10:12,90.00,usd,Refunded\n",
    ),
}
FRENCH = {
    "réservations.csv": (
        "cp1252",
        "Nom du type d’événement;Date et heure de début;Nom de l’invité;Annulé;"
        "Marqué comme absent\n"
        "Accompagnement;05/01/2026 10:00;A;Non;Non\n"
        "Accompagnement;09/01/2026 10:00;B;Oui;Non\n"
        "Accompagnement;12/01/2026 10:00;C;Non;Non\n"
        "Appel découverte;13/01/2026 9:00;D;Non;Non\n",
    ),
    "enquête.csv": (
        "cp1252",
        "Horodateur;Adresse e-mail;Quel est votre niveau de satisfaction ?\n"
        "05/01/2026 14:22:10;a@x.org;9 - Très satisfaite\n"
        "27/01/2026 09:12:00;b@x.org;7,5\n",
    ),
    "encaissements.csv": (
        "cp1252",
        "id;Créé le (UTC);Montant;Devise;Statut\n"
        "ch_1;05/01/2026 10:11;150,00 €;eur;Payé\n"
        "ch_2;29/01/2026 10:11;1 150,50 €;eur;Réussi\n"
        "ch_3;29/01/2026 10:12;90,00 €;eur;Remboursé\n",
    ),
}


@pytest.mark.parametrize(
    ("language", "exports", "completed", "satisfied"),
    [("en", ENGLISH, "66.7%", "50.0%"), ("fr", FRENCH, "66,7\u00a0%", "50,0\u00a0%")],
)
def test_three_exports_three_commands_and_the_scorecard_is_right(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    exports: dict[str, tuple[str, str]],
    completed: str,
    satisfied: str,
) -> None:
    monkeypatch.setenv("LANG", f"{language}_{language.upper()}.UTF-8")
    for name, (encoding, text) in exports.items():
        Path(name).write_bytes(text.encode(encoding))
    session = {
        "template": ["--pack", "remote", "--output", "clients.xlsx"],
        "import": ["clients.xlsx", *exports],
        "scorecard": ["clients.xlsx", "--period", "1"],
    }
    listed = run("--help").out
    shown = ""
    for command, rest in session.items():
        assert f"  {command} " in listed
        told = run(command, "--help").out
        assert all(word in told for word in rest if word.startswith("--"))
        ran = run(command, *rest)
        assert ran.code == 0, ran.err
        shown = ran.out
    for kpi, value in (("session_completion", completed), ("satisfaction", satisfied)):
        name = words(f"remote.{kpi}.short", language)
        assert any(name in line and value in line for line in shown.splitlines()), shown

    from xl_kpis import load
    from xl_kpis.workbook.places import Places

    places = Places(load("clients.xlsx"))
    assert places.language == language
    assert places.values("Payments_amount")[:3] == [150.0, 1150.5, None]
    assert places.values("Consultations_client")[:2] == ["D", None]
    again = run("import", *session["import"])
    assert again.code == 0, again.err
    assert run("scorecard", *session["scorecard"]).out == shown


OTHERS_ENGLISH = {
    "appointments.csv": (
        "utf-8",
        "Start Time,End Time,First Name,Last Name,Email,Type,Appointment Price,Paid?,"
        "Amount Paid Online,Date Scheduled,Appointment ID,Canceled,No Show\n"
        '"January 5, 2026 10:00 am","January 5, 2026 11:00 am",A,B,a@x.org,Coaching,150.00,yes,'
        "150.00,2025-12-20,901,no,no\n"
        '"January 12, 2026 10:00 am","January 12, 2026 11:00 am",C,D,c@x.org,Coaching,150.00,no,'
        "0.00,2025-12-21,902,no,yes\n",
    ),
    "answers.csv": (
        "utf-8",
        "Respondent ID,Start Date,End Date,Email Address,"
        '"On a scale of 1 to 10, how satisfied are you?",What could be better?\n'
        ",,,,Response,Open-Ended Response\n"
        "118,01/20/2026 09:00:11 AM,01/20/2026 09:02:01 AM,a@x.org,9,nothing\n"
        "119,01/21/2026 09:00:11 AM,01/21/2026 09:02:01 AM,c@x.org,6,shorter\n",
    ),
    "activity.csv": (
        "utf-8",
        "Date,Time,Name,Type,Status,Currency,Gross,Fee,Net,Transaction ID,Balance\n"
        "01/05/2026,10:11:12,A B,Website Payment,Completed,USD,150.00,-4.65,145.35,1AB,145.35\n"
        "01/20/2026,11:00:00,,General Withdrawal,Completed,USD,-145.35,0.00,-145.35,2AB,0.00\n"
        "01/28/2026,10:11:12,A B,Payment Refund,Completed,USD,-50.00,0.00,-50.00,5AB,-50.00\n",
    ),
}
OTHERS_FRENCH = {
    "rendez-vous.csv": (
        "utf-8-sig",
        "Date;Heure;Durée (min);Patient;Motif de consultation;Statut;Créé le\n"
        "05/01/2026;10:00;60;A B;Coaching;Venu;20/12/2025\n"
        "19/01/2026;10:00;60;C D;Coaching;Absent non excusé;20/12/2025\n",
    ),
    "réponses.csv": (
        "utf-8",
        "Horodateur,Adresse e-mail,"
        '"Sur une échelle de 1 à 10, quel est votre niveau de satisfaction ?"\n'
        "2026/01/20 9:00:11 AM UTC+1,a@x.org,9\n2026/01/21 9:00:11 AM UTC+1,c@x.org,6\n",
    ),
    "commandes.csv": (
        "cp1252",
        "Référence commande;Date de la commande;Statut de la commande;Nom payeur;Prénom payeur;"
        "Moyen de paiement;Montant total;Statut du paiement\n"
        "71;15/01/2026 10:11;Validé;B;A;Carte bancaire;150,00;Payé\n"
        "72;18/01/2026 10:11;Annulé;D;C;Carte bancaire;150,00;Remboursé\n",
    ),
}


@pytest.mark.parametrize(
    ("language", "exports", "amounts", "shares"),
    [
        ("en", OTHERS_ENGLISH, [150.0, -50.0], ["50.0%", "50.0%"]),
        ("fr", OTHERS_FRENCH, [150.0, None], ["50,0\u00a0%", "50,0\u00a0%"]),
    ],
)
def test_what_an_export_is_refused_for_is_settled_with_the_switch_it_names(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    exports: dict[str, tuple[str, str]],
    amounts: list[float | None],
    shares: list[str],
) -> None:
    """A withdrawal, an order that was cancelled: one question, whose answer stands in it."""
    monkeypatch.setenv("LANG", f"{language}_{language.upper()}.UTF-8")
    for name, (encoding, text) in exports.items():
        Path(name).write_bytes(text.encode(encoding))
    Path("clients.xlsx").write_bytes(finished("remote", language))
    asked = run("import", "clients.xlsx", *exports)
    assert asked.code == 1
    (remedy,) = re.findall(r"--unless '([^']+)'", asked.err)
    ran = run("import", "clients.xlsx", *exports, "--unless", remedy)
    assert ran.code == 0, ran.err
    shown = run("scorecard", "clients.xlsx", "--period", "1").out
    for kpi, value in zip(("session_completion", "satisfaction"), shares, strict=True):
        name = words(f"remote.{kpi}.short", language)
        assert any(name in line and value in line for line in shown.splitlines()), shown

    from xl_kpis import load
    from xl_kpis.workbook.places import Places

    assert Places(load("clients.xlsx")).values("Payments_amount")[:2] == amounts
