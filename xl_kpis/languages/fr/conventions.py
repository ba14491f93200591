"""Comment le français écrit les nombres, les dates et les formules."""

from xl_kpis.languages.conventions import NBSP, Conventions

CONVENTIONS = Conventions(
    decimal=",",
    thousands=NBSP,
    colon=NBSP + ": ",
    semicolon=NBSP + "; ",
    argument_separator=";",
    column_separator=".",
    true="VRAI",
    false="FAUX",
    months=(
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
    short_months=(
        *("janv", "fév févr", "", "avr", "", ""),
        *("juil", "", "sept", "oct", "nov", "déc"),
    ),
    day_suffixes=("er", ""),
    quarter="T",
    date_format="dd/mm/yyyy",
    region="fr-FR",
    lcid="40C",
)
