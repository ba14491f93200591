"""Formulas written as Excel of a region shows them."""

import pytest

from xl_kpis.formula.functions import load_all
from xl_kpis.formula.functions.declare import OWN
from xl_kpis.formula.grammar import parse
from xl_kpis.formula.grammar.local_formulas import english_formula
from xl_kpis.formula.values.regions import region
from xl_kpis.languages.fr.function_names import NAMES

FRENCH = [
    ('=SI(A1>0;"oui";"non")', '=IF(A1>0,"oui","non")'),
    ("=SOMME(A1:A3;1,5)", "=SUM(A1:A3,1.5)"),
    ("=1,5+,5", "=1.5+.5"),
    ("=SI(ET(NON(A1>0);OU(B1=1;C1=2));1;0)", "=IF(AND(NOT(A1>0),OR(B1=1,C1=2)),1,0)"),
    ('=somme.si.ens(A:A;B:B;">1,5")', '=SUMIFS(A:A,B:B,">1,5")'),
    ("=SIERREUR(RECHERCHEV(A1;B:C;2;FAUX);#N/A)", "=IFERROR(VLOOKUP(A1,B:C,2,FALSE),#N/A)"),
    ("=SI(VRAI;#VALEUR!;#NOM?)", "=IF(TRUE,#VALUE!,#NAME?)"),
    ("=VRAI()", "=TRUE()"),
    ("={1.2;3,5.4}", "={1,2;3.5,4}"),
    ('={"a"."b";VRAI.-1,5}', '={"a","b";TRUE,-1.5}'),
    ("=SOMME(Ventes[Montant];Ventes[#Tout])", "=SUM(Ventes[Montant],Ventes[#All])"),
    ("=Ventes[[#En-têtes];[Montant]]", "=Ventes[[#Headers],[Montant]]"),
    ('=SOMME(\'a;b\'!A1;"x;y"";")', '=SUM(\'a;b\'!A1,"x;y"";")'),
    ("=TRIM(A1:A3;0,1;0,2)", "=MIRR(A1:A3,0.1,0.2)"),
    ("=SUPPRESPACE(A1)", "=TRIM(A1)"),
    ('=CNUM("12")+CTXT(A1;2)', '=VALUE("12")+FIXED(A1,2)'),
    ("=LET(x;1,5;LAMBDA(y;y*x)(2))", "=LET(x,1.5,LAMBDA(y,y*x)(2))"),
    ("=IF(A1>0;1,5;2)", "=IF(A1>0,1.5,2)"),
    ("=LOG10(100)+NB(A1;A2)", "=LOG10(100)+COUNT(A1,A2)"),
    ("=A1*1,5E-3", "=A1*1.5E-3"),
    # English stays English
    ('=IF(A1>0,"yes","no")', '=IF(A1>0,"yes","no")'),
    ("=ROUND(1.5,0)", "=ROUND(1.5,0)"),
    ("=SUM({1,2;3,4})", "=SUM({1,2;3,4})"),
    ("=TRUE", "=TRUE"),
    ("=A1+1.5", "=A1+1.5"),
    ("=MAX(A1,B1)", "=MAX(A1,B1)"),
]


@pytest.mark.parametrize(("typed", "english"), FRENCH)
def test_a_french_formula_is_understood(typed: str, english: str) -> None:
    found = english_formula(typed, region("fr-FR"))
    assert found == english
    parse(found)


@pytest.mark.parametrize(
    ("tag", "typed", "english"),
    [
        ("de-DE", "=SUM(1,5;2)", "=SUM(1.5,2)"),
        ("de-DE", "=IF(WAHR;1;#NV)", "=IF(TRUE,1,#N/A)"),
        ("es-ES", "=SUM({1\\2;3,5\\4})", "=SUM({1,2;3.5,4})"),
        ("en-GB", "=SUM(1.5,2)", "=SUM(1.5,2)"),
        ("fr-CH", "=SOMME(1,5;2)", "=SUM(1.5,2)"),
    ],
)
def test_separators_and_words_are_the_regions(tag: str, typed: str, english: str) -> None:
    assert english_formula(typed, region(tag)) == english


def test_every_function_has_a_french_name_and_none_has_that_of_another() -> None:
    known = {name for name in load_all() if not name.startswith(("KPI_", "_"))} - set(OWN)
    assert set(NAMES) == known
    assert len(set(NAMES.values())) == len(NAMES)
    assert all(name == name.upper() and name.isascii() for name in NAMES.values())
