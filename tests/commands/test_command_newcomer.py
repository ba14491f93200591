"""Just installed: three exports, three commands, nothing read but ``--help``, and it is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import Run
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
