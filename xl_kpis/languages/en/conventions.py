"""How English writes numbers, dates and formulas."""

from xl_kpis.languages.conventions import Conventions

CONVENTIONS = Conventions(
    decimal=".",
    thousands=",",
    colon=": ",
    semicolon="; ",
    argument_separator=",",
    column_separator=",",
    true="TRUE",
    false="FALSE",
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    short_months=(
        "jan",
        "feb",
        "mar",
        "apr",
        "",
        "jun",
        "jul",
        "aug",
        "sep sept",
        "oct",
        "nov",
        "dec",
    ),
    day_suffixes=("", ""),
    quarter="Q",
    date_format="yyyy-mm-dd",
    region="en-US",
    lcid="409",
)
