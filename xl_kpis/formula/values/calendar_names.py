"""Names of months and days in the languages number formats ask for (``[$-40C]mmmm``)."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from xl_kpis.errors import XlKpisError
from xl_kpis.formula.values.cldr_names import Names, names_in


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


_OTHERS: Final = {
    **{0x01: "ar", 0x02: "bg", 0x03: "ca", 0x04: "zh", 0x05: "cs", 0x06: "da", 0x08: "el"},
    **{0x0B: "fi", 0x0D: "he", 0x0E: "hu", 0x0F: "is", 0x11: "ja", 0x12: "ko", 0x14: "nb"},
    **{0x18: "ro", 0x1A: "hr", 0x1B: "sk", 0x1C: "sq", 0x1E: "th", 0x1F: "tr", 0x20: "ur"},
    **{0x21: "id", 0x22: "uk", 0x23: "be", 0x24: "sl", 0x25: "et", 0x26: "lv", 0x27: "lt"},
    **{0x29: "fa", 0x2A: "vi", 0x2B: "hy", 0x2C: "az", 0x2D: "eu", 0x2F: "mk", 0x36: "af"},
    **{0x37: "ka", 0x39: "hi", 0x3E: "ms", 0x3F: "kk", 0x41: "sw", 0x43: "uz", 0x45: "bn"},
    **{0x47: "gu", 0x49: "ta", 0x4A: "te", 0x4B: "kn", 0x4C: "ml", 0x4E: "mr", 0x50: "mn"},
    **{0x52: "cy", 0x56: "gl", 0x3C: "ga", 0x64: "fil"},
}
"""Languages whose names CLDR has."""


@lru_cache
def names_of(tag: str) -> Names:
    """The names for a locale: ``40C``, ``fr-FR`` or ``en-US``; English where it is not known, or
    where Babel, which has those of less usual languages, is not installed.

    >>> names_of("40C").months[1], names_of("de-DE").days[0], names_of("").short_months[0]
    ('février', 'Sonntag', 'Jan')
    >>> names_of("40B").months[2], names_of("fi-FI").short_months[0]
    ('maaliskuu', 'tammi')
    """
    if tag[2:3] in ("", "-", "_") and tag[:2].isalpha():
        language = tag[:2].lower()
        return _BY_TAG.get(language) or _from_cldr(language)
    try:
        code = int(tag, 16) & 0x3FF
    except ValueError:
        return ENGLISH
    return _BY_LANGUAGE.get(code) or _from_cldr(_OTHERS.get(code, ""))


def _from_cldr(language: str) -> Names:
    if language not in _OTHERS.values():
        return ENGLISH
    try:
        return names_in(language)
    except XlKpisError:  # Babel is not installed
        return ENGLISH
