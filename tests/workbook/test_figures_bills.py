"""Bills are no payments, and two rows of one id that differ may be two records: asked about, and
what a person answers settles it."""

from __future__ import annotations

import pytest
from figures_samples import Result, filled, write

from xl_kpis.languages import available

ASKED = {
    "bills beside what was paid": (
        "Date|Type|Client|Amount\n2026-01-05|Invoice|A|150\n2026-01-20|Payment|A|150",
        "maybe_paid",
        {"unless": {"Type": "Invoice"}},
        [150.0],
    ),
    "bills beside what was paid, fr": (
        "Date|Type|Client|Montant\n05/01/2026|Facture|A|150\n20/01/2026|Règlement|A|150",
        "maybe_paid",
        {"unless": {"Type": "Facture"}},
        [150.0],
    ),
    "a day on which it is due": (
        "Date|Client|Due date|Amount\n2026-01-05|A|2026-02-04|150\n2026-02-05|B|2026-03-04|90",
        "billed",
        {"columns": {"Due date": ""}},
        [150.0, 90.0],
    ),
    "a day on which it is due, fr": (
        "Date|Client|Échéance|Montant\n05/01/2026|A|04/02/2026|150\n15/02/2026|B|15/03/2026|90",
        "billed",
        {"columns": {"Échéance": ""}},
        [150.0, 90.0],
    ),
    "what is left to pay of bills": (
        "Date|No.|Name|Due date|Total|Balance\n"
        "01/05/2026|1|A|02/04/2026|150|0\n01/16/2026|2|B|02/15/2026|250|250",
        "beside",
        {"unless": {"Balance": "250"}},
        [150.0],
    ),
    "what is left to pay of bills, fr": (
        "Date de facture|Échéance|Client|Montant TTC|Solde\n"
        "05/01/2026|05/02/2026|A|150,00|0,00\n16/01/2026|16/02/2026|B|250,00|250,00",
        "beside",
        {"unless": {"Solde": "250,00"}},
        [150.0],
    ),
    "a reference that is no id": (
        "Reference|Date|Client|Amount\nCOACHING|2026-01-05|A|150\nCOACHING|2026-01-06|B|90",
        "key_differs",
        {"columns": {"Reference": ""}},
        [150.0, 90.0],
    ),
    "a bill paid in two parts, fr": (
        "N° de facture|Date|Client|Montant payé\nF1|05/01/2026|A|150\nF1|15/02/2026|A|100",
        "key_differs",
        {"columns": {"N° de facture": ""}},
        [150.0, 100.0],
    ),
}


def of(tmp_path, text: str, language: str = "en", **options) -> Result:
    return filled(write(tmp_path, text.replace("|", ";") + "\n"), language=language, **options)


@pytest.mark.parametrize("which", ASKED)
def test_what_may_count_twice_or_not_at_all_is_asked_about(which, tmp_path):
    text, kind, answer, amounts = ASKED[which]
    language = "fr" if which.endswith("fr") else "en"
    asked = of(tmp_path, text, language)
    assert not asked.taken
    assert asked.kinds == {kind}
    answered = of(tmp_path, text, language, **answer)
    assert [row[2] for row in answered.log("payments")] == amounts, answered.problems


@pytest.mark.parametrize(
    "text",
    [
        "Invoice date|Client|Total|Balance\n2026-01-05|A|150|0\n2026-02-05|B|90|0",
        "Date de facture|Échéance|Client|Montant|Réglée\n"
        "05/01/2026|05/02/2026|A|150|Oui\n15/01/2026|15/02/2026|B|90|Oui",
        "Date|Type|Client|Amount|Payment status\n2026-01-05|Invoice|A|150|Paid\n"
        "2026-02-05|Invoice|B|90|Paid",
        "Date|Client|Amount|Balance\n2026-01-05|A|150|150\n2026-02-05|B|90|240",
    ],
)
def test_bills_that_were_paid_and_accounts_that_only_grow_are_taken(text, tmp_path):
    result = of(tmp_path, text)
    assert [row[2] for row in result.log("payments")] == [150.0, 90.0], result.problems


@pytest.mark.parametrize("language", available())
def test_who_came_to_one_session_is_asked_about(tmp_path, language):
    """A session of several people has one id: it is not the first of them alone."""
    text = "Session ID|Date|Participant|Attended\nG1|2026-01-05|A|Yes\nG1|2026-01-05|B|No"
    asked = of(tmp_path, text, language)
    assert asked.kinds == {"key_differs"}
    assert asked.says("G1", "A2", "--map 'Session ID='")
    each = of(tmp_path, text, language, columns={"Session ID": ""})
    assert len(each.log("sessions")) == 2


@pytest.mark.parametrize(("language", "head"), [("en", "Paid"), ("fr", "Payé")])
def test_marks_are_not_suggested_as_amounts(tmp_path, language, head):
    refused = of(tmp_path, f"Date|Client|{head}\n2026-01-05|A|1\n2026-01-06|B|0", language)
    assert refused.kinds == {"nothing_field"}
    assert not refused.says("--map")


@pytest.mark.parametrize("language", available())
def test_transfers_to_a_bank_are_not_suggested_as_payments(tmp_path, language):
    text = "id|Arrival Date (UTC)|Amount|Currency|Type\npo_1|2026-01-05|950.00|usd|bank"
    assert of(tmp_path, text, language).kinds == {"payouts"}


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize(
    "head", ["Invoice number", "Invoice no", "N° de facture", "Facture"], ids=str
)
def test_that_bills_of_which_nothing_says_more_count_is_told(tmp_path, language, head):
    text = f"{head}|Date|Client|Amount\n1|2026-01-15|A|150\n2|2026-02-16|B|90"
    told = of(tmp_path, text, language)
    assert [row[2] for row in told.log("payments")] == [150.0, 90.0], told.problems
    assert "bills_count" in told.kinds
    assert told.says("A1", head)
    assert "bills_count" not in of(tmp_path, text, language, columns={head: ""}).kinds
    paid = text.replace("Amount", "Amount|Paid").replace("150", "150|yes").replace("|90", "|90|yes")
    assert "bills_count" not in of(tmp_path, paid, language).kinds


@pytest.mark.parametrize("head", ["Date paid", "Payment method", "Amount paid", "Status"])
def test_payments_with_the_number_of_their_bill_are_payments(tmp_path, head):
    said = {"Date paid": "2026-01-15", "Payment method": "Card", "Amount paid": "150"}
    text = f"Invoice number|Date|Client|Amount|{head}\n1|2026-01-15|A|150|{said.get(head, 'Paid')}"
    result = of(tmp_path, text)
    assert "bills_count" not in result.kinds
    assert [row[2] for row in result.log("payments")] == [150.0], result.problems
