"""A sale paid with a gift card, a credit or a package is no revenue again: it is asked about in
exports of any service, in both languages, and the remedy leads to what was paid."""

from __future__ import annotations

import pytest
from figures_samples import Result, filled, write

from xl_kpis.languages import available
from xl_kpis.workbook.figures.names import words

ASKED = {
    "a point of sale, by means": (
        "Date|Customer|Description|Payment Method|Amount\n"
        "2026-01-05|A|Gift card|Card|100.00\n"
        "2026-01-16|B|Coaching session|Gift card|60.00\n2026-01-17|C|Coaching session|Cash|80.00",
        "prepaid",
        {"unless": {"Payment Method": "Gift card"}},
        [100.0, 80.0],
    ),
    "a point of sale, a column for each means": (
        "Date|Time|Customer Name|Gift Card Sales|Total Collected|Cash|Gift Card|Net Total\n"
        "01/15/2026|10:00:00|A|$100.00|$100.00|$100.00|$0.00|$100.00\n"
        "01/16/2026|10:00:00|B|$0.00|$80.00|$20.00|$60.00|$80.00",
        "prepaid_beside",
        {"columns": {"Total Collected": "Amount", "Gift Card": "-Amount"}},
        [100.0, 20.0],
    ),
    "orders of a shop": (
        "Name|Email|Financial Status|Paid at|Currency|Total|Lineitem name|Payment Method\n"
        "#1001|a@x.org|paid|2026-01-05 10:00:00 +0100|EUR|100.00|Gift Card|Card Payments\n"
        "#1002|b@x.org|paid|2026-01-16 10:00:00 +0100|EUR|60.00|Session|gift_card",
        "prepaid",
        {"unless": {"Payment Method": "gift_card"}},
        [100.0],
    ),
    "transactions of a shop": (
        "Order|Name|Kind|Gateway|Created At|Status|Amount|Currency\n"
        "1|#1001|sale|shop_payments|2026-01-05 10:00:00|success|100.00|EUR\n"
        "2|#1002|sale|gift_card|2026-01-16 10:00:00|success|60.00|EUR",
        "prepaid",
        {"unless": {"Gateway": "gift_card"}},
        [100.0],
    ),
    "a studio": (
        "Sale Date|Client|Item name|Item Total|Payment Method|Amount Paid\n"
        "1/5/2026|A|10 sessions|900.00|Visa|900.00\n1/16/2026|A|Workshop|40.00|Account|40.00\n"
        "1/17/2026|B|Session|90.00|Package|90.00\n1/18/2026|C|Session|90.00|Comp|90.00",
        "prepaid",
        {"unless": {"Payment Method": "Account|Package|Comp"}},
        [900.0],
    ),
    "paid in two ways": (
        "Date|Client|Amount|Tenders\n2026-01-05|A|100.00|Visa 1234\n"
        "2026-01-16|B|90.00|Gift card 5678, Visa 1234",
        "prepaid_part",
        {"unless": {"Tenders": "*gift card*"}},
        [100.0],
    ),
    "a status paid, and a means of which nothing is known but its neighbours": (
        "Created (UTC)|Customer Email|Amount|Currency|Status|Pmt\n"
        "2026-01-05 10:11|a@x.org|100.00|usd|Paid|card\n"
        "2026-01-16 10:11|b@x.org|60.00|usd|Paid|store credit",
        "prepaid",
        {"unless": {"Pmt": "store credit"}},
        [100.0],
    ),
    "what a line says of itself": (
        "Date|Client|Description|Amount\n2026-01-05|A|Gift certificate|100.00\n"
        "2026-01-16|B|Gift certificate redemption|60.00",
        "prepaid",
        {"unless": {"Description": "*redemption"}},
        [100.0],
    ),
    "an answer beside it": (
        "Date|Client|Paid by gift card?|Amount\n2026-01-05|A|No|100.00\n2026-01-16|B|Yes|60.00",
        "prepaid",
        {"unless": {"Paid by gift card?": "Yes"}},
        [100.0],
    ),
    "money given back as a credit": (
        "Date|Client|Payment type|Amount\n2026-01-05|A|Card|100.00\n"
        "2026-01-16|A|Store credit|-100.00",
        "prepaid",
        {"unless": {"Payment type": "Store credit"}},
        [100.0],
    ),
    "paid in two ways, with what a card paid": (
        "Date|Client|Payment method|Gift card amount|Amount\n2026-01-05|A|Card|0|100.00\n"
        "2026-01-16|B|Gift card, card|60|90.00",
        "prepaid_beside",
        {"columns": {"Gift card amount": "-Amount"}},
        [100.0, 30.0],
    ),
    "a till, fr": (
        "Date|Client|Article|Mode de règlement|Montant TTC\n"
        "15/01/2026|A|Bon cadeau|CB|100,00\n16/01/2026|B|Séance|Bon cadeau|60,00\n"
        "17/01/2026|C|Séance|Espèces|80,00\n18/01/2026|D|Séance|Avoir|90,00",
        "prepaid",
        {"unless": {"Mode de règlement": "Bon cadeau|Avoir"}},
        [100.0, 80.0],
    ),
    "chèques-cadeaux, fr": (
        "Date de paiement|Client|Moyen de paiement|Montant\n15/01/2026|A|Virement|100,00\n"
        "16/01/2026|B|Chèque-cadeau|60,00",
        "prepaid",
        {"unless": {"Moyen de paiement": "Chèque-cadeau"}},
        [100.0],
    ),
    "a package, fr": (
        "Date|Client|Paiement|Montant\n15/01/2026|A|Forfait|90,00\n16/01/2026|B|Carte|90,00",
        "prepaid",
        {"unless": {"Paiement": "Forfait"}},
        [90.0],
    ),
    "paid in two ways, fr": (
        "Date|Client|Montant|Mode de paiement\n15/01/2026|A|100,00|CB\n"
        "16/01/2026|B|90,00|Carte cadeau + CB",
        "prepaid_part",
        {"unless": {"Mode de paiement": "Carte cadeau*"}},
        [100.0],
    ),
    "a column of gift cards, fr": (
        "Date|Client|Montant|Espèces|Carte cadeau\n15/01/2026|A|100,00|100,00|0,00\n"
        "16/01/2026|B|90,00|30,00|60,00",
        "prepaid_beside",
        {"columns": {"Carte cadeau": "-Montant"}},
        [100.0, 30.0],
    ),
    "what a line says of itself, fr": (
        "Date|Client|Libellé|Montant\n15/01/2026|A|Vente bon cadeau|100,00\n"
        "16/01/2026|B|Utilisation bon cadeau|60,00",
        "prepaid",
        {"unless": {"Libellé": "Utilisation*"}},
        [100.0],
    ),
}


def of(tmp_path, text: str, language: str = "en", **options) -> Result:
    return filled(write(tmp_path, text.replace("|", ";") + "\n"), language=language, **options)


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize("which", ASKED)
def test_what_was_paid_with_what_was_sold_before_is_asked_about(which, language, tmp_path):
    text, kind, answer, amounts = ASKED[which]
    named = {k: v for k, v in answer.get("columns", {}).items() if v == "Amount"}
    asked = of(tmp_path, text, language, columns=named)
    assert not asked.taken, asked.log("payments")
    assert asked.kinds == {kind}, asked.problems
    answered = of(tmp_path, text, language, **answer)
    assert [row[2] for row in answered.log("payments")] == amounts, answered.problems


@pytest.mark.parametrize("which", ASKED)
def test_that_all_of_it_is_new_money_can_be_said(which, tmp_path):
    text, _, answer, _ = ASKED[which]
    said = answer.get("columns", answer.get("unless"))
    told = of(tmp_path, text, columns={k: v if v == "Amount" else "" for k, v in said.items()})
    assert not told.kinds & {"prepaid", "prepaid_part", "prepaid_beside"}, told.problems


@pytest.mark.parametrize(
    "text",
    [
        "Date|Client|Item|Payment method|Amount\n2026-01-05|A|Gift card|Debit|100\n"
        "2026-01-06|B|Package of 10 sessions|Bank account|90",
        "Date|Client|Gift card sales|Gift card balance|Gift card|Amount\n"
        "2026-01-05|A|100|100|0|100\n2026-01-06|B|0||No|90",
        "Date|Client|Payment method|Amount\n2026-01-05|A|Gift card|0\n2026-01-05|A|Card|100\n"
        "2026-01-06|B|Cheque, cash|90",
        "Date|Client|Libellé|Mode de paiement|Montant\n15/01/2026|A|Vente carte cadeau|CB|100\n"
        "16/01/2026|B|Forfait 10 séances|Chèque|90",
        "Date|Client|Catégorie|Type|Montant\n15/01/2026|A|Bons cadeaux|Chèque-vacances|100\n"
        "16/01/2026|B|Abonnement|Carte bancaire|90",
    ],
)
def test_cards_and_packages_that_are_sold_count(text, tmp_path):
    result = of(tmp_path, text)
    paid = [row[2] for row in result.log("payments") if row[2]]
    assert paid == [100.0, 90.0], result.problems


@pytest.mark.parametrize(
    ("language", "head", "value"),
    [("en", "Payment method", "Gift card"), ("fr", "Mode de paiement", "Carte cadeau")],
)
def test_the_question_names_the_cell_the_column_and_the_remedies(tmp_path, language, head, value):
    text = f"Date|Client|{head}|Amount\n2026-01-15|A|{value}|60"
    asked = of(tmp_path, text, language)
    assert asked.says("A2", value, head, f"--unless '{head}={value}'", f"--map '{head}='")


@pytest.mark.parametrize(
    ("head", "kind"),
    [("Refund amount", "beside"), ("Discount", "beside"), ("Gift voucher", "prepaid_beside")],
)
@pytest.mark.parametrize("language", available())
def test_what_stands_beside_an_amount_is_taken_off_if_a_person_says_so(
    tmp_path, head, kind, language
):
    amount = "Price" if head == "Discount" else "Amount"
    text = f"Date|Client|{amount}|{head}\n2026-01-05|A|150|0\n2026-01-06|B|150|50.5\n"
    text += "2026-01-07|C|90|-\n2026-01-08|D|90|90"
    asked = of(tmp_path, text, language)
    assert asked.kinds == {kind}
    remedy = f"--map '{head}=-{words('field.amount', language)}'"
    assert asked.says("A3", remedy), asked.problems
    told = of(tmp_path, text, language, columns={head: remedy.split("=")[1].strip("'")})
    assert told.taken, told.problems
    assert [row[2] for row in told.log("payments")] == [150.0, 99.5, 90.0]
    assert "taken_off" in told.kinds
    assert told.says(head, "2 ")


def test_what_is_to_be_taken_off_and_is_no_number_is_spoken_of(tmp_path):
    text = "Date|Client|Amount|Back\n2026-01-05|A|150|half"
    told = of(tmp_path, text, columns={"Back": "-Amount"})
    assert told.says("half"), told.problems
    unknown = of(tmp_path, text, columns={"Back": "-Client"})
    assert "map_unknown" in unknown.kinds


def test_a_debit_card_and_a_client_called_by_one_letter_are_no_money_that_went_out(tmp_path):
    text = (
        "Date|Client|Payment method|Amount\n2026-01-05|D|Debit|100\n2026-01-06|DR|Card payment|90"
    )
    assert [row[2] for row in of(tmp_path, text).log("payments")] == [100.0, 90.0]
    text = "Date|Client|Type|Amount\n2026-01-05|D|Debit|100"
    assert of(tmp_path, text).kinds == {"unpaid"}
