"""Names of months and days in the languages number formats ask for (``[$-40C]mmmm``)."""

from __future__ import annotations

from typing import Final, NamedTuple


class Names(NamedTuple):
    """Full and short names; weeks start on Sunday."""

    months: tuple[str, ...]
    short_months: tuple[str, ...]
    days: tuple[str, ...]
    short_days: tuple[str, ...]


def _names(months: str, short_months: str, days: str, short_days: str) -> Names:
    return Names(*(tuple(part.split(",")) for part in (months, short_months, days, short_days)))


ENGLISH: Final = _names(
    "January,February,March,April,May,June,July,August,September,October,November,December",
    "Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec",
    "Sunday,Monday,Tuesday,Wednesday,Thursday,Friday,Saturday",
    "Sun,Mon,Tue,Wed,Thu,Fri,Sat",
)
FRENCH: Final = _names(
    "janvier,février,mars,avril,mai,juin,juillet,août,septembre,octobre,novembre,décembre",
    "janv,févr,mars,avr,mai,juin,juil,août,sept,oct,nov,déc",
    "dimanche,lundi,mardi,mercredi,jeudi,vendredi,samedi",
    "dim,lun,mar,mer,jeu,ven,sam",
)
_GERMAN: Final = _names(
    "Januar,Februar,März,April,Mai,Juni,Juli,August,September,Oktober,November,Dezember",
    "Jan,Feb,Mrz,Apr,Mai,Jun,Jul,Aug,Sep,Okt,Nov,Dez",
    "Sonntag,Montag,Dienstag,Mittwoch,Donnerstag,Freitag,Samstag",
    "So,Mo,Di,Mi,Do,Fr,Sa",
)
_SPANISH: Final = _names(
    "enero,febrero,marzo,abril,mayo,junio,julio,agosto,septiembre,octubre,noviembre,diciembre",
    "ene,feb,mar,abr,may,jun,jul,ago,sep,oct,nov,dic",
    "domingo,lunes,martes,miércoles,jueves,viernes,sábado",
    "dom,lun,mar,mié,jue,vie,sáb",
)
_ITALIAN: Final = _names(
    "gennaio,febbraio,marzo,aprile,maggio,giugno,luglio,agosto,settembre,ottobre,novembre,dicembre",
    "gen,feb,mar,apr,mag,giu,lug,ago,set,ott,nov,dic",
    "domenica,lunedì,martedì,mercoledì,giovedì,venerdì,sabato",
    "dom,lun,mar,mer,gio,ven,sab",
)
_PORTUGUESE: Final = _names(
    "janeiro,fevereiro,março,abril,maio,junho,julho,agosto,setembro,outubro,novembro,dezembro",
    "jan,fev,mar,abr,mai,jun,jul,ago,set,out,nov,dez",
    "domingo,segunda-feira,terça-feira,quarta-feira,quinta-feira,sexta-feira,sábado",
    "dom,seg,ter,qua,qui,sex,sáb",
)
_DUTCH: Final = _names(
    "januari,februari,maart,april,mei,juni,juli,augustus,september,oktober,november,december",
    "jan,feb,mrt,apr,mei,jun,jul,aug,sep,okt,nov,dec",
    "zondag,maandag,dinsdag,woensdag,donderdag,vrijdag,zaterdag",
    "zo,ma,di,wo,do,vr,za",
)
_POLISH: Final = _names(
    "styczeń,luty,marzec,kwiecień,maj,czerwiec,lipiec,sierpień,wrzesień,październik,listopad,"
    "grudzień",
    "sty,lut,mar,kwi,maj,cze,lip,sie,wrz,paź,lis,gru",
    "niedziela,poniedziałek,wtorek,środa,czwartek,piątek,sobota",
    "niedz,pon,wt,śr,czw,pt,sob",
)
_RUSSIAN: Final = _names(
    "Январь,Февраль,Март,Апрель,Май,Июнь,Июль,Август,Сентябрь,Октябрь,Ноябрь,Декабрь",
    "янв,фев,мар,апр,май,июн,июл,авг,сен,окт,ноя,дек",
    "воскресенье,понедельник,вторник,среда,четверг,пятница,суббота",
    "Вс,Пн,Вт,Ср,Чт,Пт,Сб",
)
_SWEDISH: Final = _names(
    "januari,februari,mars,april,maj,juni,juli,augusti,september,oktober,november,december",
    "jan,feb,mar,apr,maj,jun,jul,aug,sep,okt,nov,dec",
    "söndag,måndag,tisdag,onsdag,torsdag,fredag,lördag",
    "sön,mån,tis,ons,tor,fre,lör",
)

# The low ten bits of a Windows language code tell the language, whatever the country.
_BY_LANGUAGE: Final = {
    0x07: _GERMAN,
    0x09: ENGLISH,
    0x0A: _SPANISH,
    0x0C: FRENCH,
    0x10: _ITALIAN,
    0x13: _DUTCH,
    0x15: _POLISH,
    0x16: _PORTUGUESE,
    0x19: _RUSSIAN,
    0x1D: _SWEDISH,
}
_BY_TAG: Final = {
    "de": _GERMAN,
    "en": ENGLISH,
    "es": _SPANISH,
    "fr": FRENCH,
    "it": _ITALIAN,
    "nl": _DUTCH,
    "pl": _POLISH,
    "pt": _PORTUGUESE,
    "ru": _RUSSIAN,
    "sv": _SWEDISH,
}


def names_of(tag: str) -> Names:
    """The names for a locale: ``40C``, ``fr-FR`` or ``en-US``; English where it is not known.

    >>> names_of("40C").months[1], names_of("de-DE").days[0], names_of("").short_months[0]
    ('février', 'Sonntag', 'Jan')
    """
    known = _BY_TAG.get(tag[:2].lower()) if tag[2:3] in ("", "-", "_") else None
    if known is not None:
        return known
    try:
        code = int(tag, 16)
    except ValueError:
        return ENGLISH
    return _BY_LANGUAGE.get(code & 0x3FF, ENGLISH)
