"""What measures, columns of logs and parts of tables are called, in every language."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import Any

from xl_kpis.kpi.logs import Log
from xl_kpis.kpi.lookup import fold
from xl_kpis.kpi.model import Measure
from xl_kpis.kpi.packs import SHIPPED
from xl_kpis.languages import DEFAULT, Texts, available, catalogue
from xl_kpis.languages.conventions import conventions
from xl_kpis.workbook import layout
from xl_kpis.workbook.figures.numbers import is_currency, without_currency
from xl_kpis.workbook.figures.plain_text import plain, spelled_out

words = Texts("figures", "workbook", "kpi")


def called(id: str, language: str) -> list[str]:
    """Other names of something in a language, as the catalogue lists them."""
    listed = catalogue("figures", language).get(f"called.{id}", "")
    return [name.strip() for name in listed.split(",") if name.strip()]


@cache
def every_name(id: str) -> frozenset[str]:
    """The names of a part of a table in all languages, plain."""
    return frozenset(plain(name) for code in available() for name in called(id, code))


def is_called(value: Any, id: str) -> bool:
    """Whether a text is one of the names of something, also as a program writes it.

    >>> is_called("Start time:", "time_of_day"), is_called("startTime", "time_of_day")
    (True, True)
    """
    if not isinstance(value, str):
        return False
    known = every_name(id)
    return plain(value).rstrip(":") in known or plain(spelled_out(value)) in known


@cache
def _any_of(id: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{'|'.join(map(re.escape, every_name(id)))})(?![a-z])")


def words_in(text: str, id: str) -> bool:
    """Whether one of the words of a list of the catalogues stands in a text."""
    return _any_of(id).search(plain(spelled_out(text))) is not None


_IN_BRACKETS = r"\((?:[^()]|\([^()]*\))*\)"
"""What stands in brackets, in one way only: of several, long texts would have all tried."""


def without_brackets(head: Any) -> Any:
    """A heading without what stands in brackets; anything else as it is.

    >>> without_brackets("Duration (mins.)"), without_brackets("Fee")
    ('Duration', 'Fee')
    """
    return re.sub(_IN_BRACKETS, " ", head).strip() if isinstance(head, str) else head


@cache
def _total() -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(every_name("total"), key=len, reverse=True)))
    rest = rf" *{_IN_BRACKETS}| *:| *[qtsh] ?[1-4]| *\d{{4}}| *[%€$]"
    return re.compile(rf"(?:{names})(?:{rest})*")


@cache
def _ours() -> frozenset[str]:
    """The words of all that things are called in our languages."""
    lists = (
        text
        for code in available()
        for id, text in catalogue("figures", code).items()
        if id.startswith("called.")
    )
    return frozenset(word for text in lists for word in re.findall(r"[^\W\d_]+", plain(text)))


def is_ours(word: str) -> bool:
    """Whether a plain word stands in what things are called in our languages.

    >>> is_ours("budget"), is_ours("enero")
    (True, False)
    """
    return word in _ours()


def is_foreign(head: Any) -> bool:
    """Whether a heading is one word that says nothing in any of our languages.

    >>> is_foreign("Datum"), is_foreign("Fecha:"), is_foreign("Due"), is_foreign("Next visit")
    (True, True, False, False)
    """
    text = plain(spelled_out(head)).rstrip(": ") if isinstance(head, str) else ""
    return re.fullmatch(r"[^\W\d_]+", text) is not None and text not in _ours()


def is_day(head: Any) -> bool:
    """Whether a heading speaks of a day or a moment, and of none that is another than that of the
    record: that somebody was born, that something was booked, runs out or is due.

    >>> is_day("Visit Date"), is_day("respondedAt"), is_day("Répondu le")
    (True, True, True)
    >>> is_day("Birth date"), is_day("Date booked"), is_day("Visits")
    (False, False, False)
    """
    text = str(head)
    return (
        isinstance(head, str)
        and words_in(text, "some_day")
        and not is_called(bare(head), "weak.date")
        and not words_in(text, "other_day")
    )


def is_total(value: Any) -> bool:
    """Whether a heading is that of a total: ``Total``, ``TOTAL 2026``, ``Somme``, ``YTD``.

    >>> is_total("Total général :"), is_total("Total Q1 2026"), is_total("Total clients")
    (True, True, False)
    """
    if not isinstance(value, str):
        return False
    return _total().fullmatch(plain(without_currency(value))) is not None


@cache
def _total_of() -> re.Pattern[str]:
    names = [name for name in every_name("total") if "total" in name]
    return re.compile(rf"(?:{'|'.join(map(re.escape, names))})(?![a-z]).*")


def begins_as_total(value: Any) -> bool:
    """Whether a text begins as a total does, whatever follows: ``Subtotal January``.

    >>> begins_as_total("Total clients: 3"), begins_as_total("Allan")
    (True, False)
    """
    return isinstance(value, str) and _total_of().fullmatch(plain(value)) is not None


@cache
def _beginning(id: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, every_name(id)))})(?![a-z]).*")


def begins_as(value: Any, id: str) -> bool:
    """Whether a text begins with one of the names of something.

    >>> begins_as("Opening balance 1 May", "balance_row"), begins_as("Balance", "balance_row")
    (True, False)
    """
    return isinstance(value, str) and _beginning(id).fullmatch(plain(value)) is not None


def is_remark(cells: Sequence[Any]) -> bool:
    """Whether a row holds one text that says of itself that it is a remark.

    >>> is_remark([None, "Note: without January"]), is_remark(["* estimated"]), is_remark(["Ann"])
    (True, True, False)
    """
    texts = [cell for cell in cells if cell is not None and str(cell).strip()]
    if len(texts) != 1 or not isinstance(texts[0], str):
        return False
    text = plain(texts[0])
    return text.startswith("*") or text.partition(":")[0].strip() in every_name("remark")


@cache
def _change() -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(every_name("change"), key=len, reverse=True)))
    signs = r"[%€$+/δ-]*"
    than = "vs|from|since|on|over|/|par rapport|depuis|sur|mensuel|annuel"
    rest = rf"(?: *[%€$.]| *{_IN_BRACKETS})*(?: (?:{than}).*)?"
    return re.compile(rf"{signs} ?(?:in |en )?(?:{names}){rest}|δ ?%?")


def is_change(value: Any) -> bool:
    """Whether a heading is that of a comparison of figures, and not of figures.

    >>> is_change("Change vs. previous month"), is_change("Évolution (%)"), is_change("Var. %")
    (True, True, True)
    >>> is_change("Changed clients"), is_change("Workshop growth")
    (False, False)
    """
    return isinstance(value, str) and _change().fullmatch(plain(value)) is not None


def bare(head: Any) -> str:
    """A heading, folded, without what stands behind it, if that is a unit of some kind: a time
    zone, a currency, a scale, how to write.

    >>> bare("Created (UTC)"), bare("Rating (1-10)"), bare("Amount (refunded)")
    ('created', 'rating', 'amount (refunded)')
    >>> bare("Total USD"), bare("Note sur 10"), bare("start_time")
    ('total', 'note', 'start time')
    """
    if not isinstance(head, str):
        return ""
    head = " ".join(spelled_out(head).split())
    head = re.sub(r"(?i)\s+(?:/|out of|sur) ?\d{1,3}\s*$", "", without_currency(head))
    found = _UNIT.fullmatch(plain(head))
    if found is None or not (_is_unit(found[2]) or found[2] in every_name("unit_words")):
        return fold(head)
    return fold(re.split(r"[(\[]", head)[0])


_UNIT = re.compile(r"(.+?) ?[(\[]([^()\[\]]+)[)\]]")
_UNITS = (
    r"(?:utc|gmt|wet|cest|cet|eet|bst|[ecmp][sd]?t)? ?(?:[-+]\d\d?(?::?\d\d)?)?",
    r"\d{1,2} ?(?:-|to|a|/) ?\d{1,3}|/ ?\d{1,3}|(?:out of|sur) \d{1,3}",
    r"[djmya]{1,4}(?:[-/. ][djmya]{1,4}){1,2}(?:[ ,]*h.*)?",
)


def _is_unit(text: str) -> bool:
    return is_currency(text) or any(re.fullmatch(pattern, text) for pattern in _UNITS)


def label(measure: Measure, language: str) -> str:
    """What a measure is called on the Inputs sheet."""
    return words(f"measure.{measure.text_id}.label", language, rating=measure.rating)


@cache
def _small_words() -> frozenset[str]:
    return every_name("small_words") | every_name("counting")


def bag(text: str) -> tuple[str, ...]:
    """The words of a label that matter, in an order of their own: without what stands in brackets,
    articles and the s of the plural.

    >>> bag("Number of clients (at the start)"), bag("Séances prévues")
    (('client',), ('prevue', 'seance'))
    """
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", plain(text))
    found = re.findall(r"[a-z0-9]+", bare)
    kept = [word for word in found if word not in _small_words()]
    return tuple(sorted(word[:-1] if len(word) > 3 and word[-1] in "sx" else word for word in kept))


def cancelled_by(value: Any) -> str:
    """Who cancelled a session, as a status says it: ``us`` or ``them``; empty where it does not.

    >>> cancelled_by("Cancelled by coach"), cancelled_by("HOST_CANCELED"), cancelled_by("moved")
    ('us', 'us', '')
    >>> cancelled_by("annulée par la cliente"), cancelled_by("Cancelled by client and coach")
    ('them', '')
    """
    if not isinstance(value, str):
        return ""
    found = set(bag(spelled_out(value)))
    who = found - _words_of("cancelled")
    if not who or who == found:
        return ""
    return next((side for side in ("us", "them") if who <= _words_of(f"by_{side}")), "")


@cache
def _words_of(id: str) -> frozenset[str]:
    return frozenset(word for name in every_name(id) for word in bag(name))


@dataclass(frozen=True)
class Match:
    """A measure, how surely a name means it, and the names that come near where none does."""

    measure: Measure | None
    exact: bool = False
    near: tuple[Measure, ...] = ()
    other: str = ""
    """What stands in brackets and makes it another figure: ``%``, ``hours``, ``budget``."""


class Labels:
    """The measures of a pack by all they are called.

    An id has to be right to the letter; a label may be off by plurals, articles, order of words or
    a slip of the pen, as long as it means one measure only.
    """

    def __init__(self, pack: str, own: Mapping[str, str] | None = None) -> None:
        self.measures = {measure.id: measure for _, measure in layout.measures(pack)}
        self.exact: dict[str, Measure] = {}
        self.bags: dict[tuple[str, ...], Measure | None] = {}
        self.languages: dict[str, set[str]] = {}
        """The languages in which a name is a label."""
        for measure in self.measures.values():
            self.exact[fold(measure.id)] = measure
        for language in available():
            for measure in self.measures.values():
                self.exact[fold(label(measure, language))] = measure
                self.languages.setdefault(fold(label(measure, language)), set()).add(language)
        for language in available():
            for measure in self.measures.values():
                for name in (label(measure, language), *called(f"measure.{measure.id}", language)):
                    self._bag(bag(name), measure)
                for name in called(f"measure.{measure.id}", language):
                    self.languages.setdefault(fold(name), set()).add(language)
        for name, id in (own or {}).items():
            if id in self.measures:
                self.exact[fold(name)] = self.measures[id]
        self._found: dict[str, Match] = {}

    def _bag(self, words: tuple[str, ...], measure: Measure) -> None:
        if words:
            there = self.bags.setdefault(words, measure)
            if there is not measure:
                self.bags[words] = None

    def match(self, name: Any) -> Match:
        """The measure a name means."""
        if not isinstance(name, str):
            return Match(None)
        key = fold(name)
        if key not in self._found:
            self._found[key] = self._match(key)
        return self._found[key]

    def known(self, name: Any) -> bool:
        """Whether a name surely means a measure."""
        return self.match(name).measure is not None

    def _match(self, key: str) -> Match:
        if key in self.exact:
            return Match(self.exact[key], True)
        if (amount := without_currency(key.upper()).casefold()) != key and (
            (measure := self.exact.get(amount)) or (measure := self.bags.get(bag(amount)))
        ):
            return Match(measure)
        if other := _other_figure(key):
            if found := self.bags.get(bag(key)):
                return Match(None, near=(found,), other=other)
        elif "_" not in key:
            words = bag(key)
            if found := self.bags.get(words):
                return Match(found)
            slips = {m.id: m for other, m in self.bags.items() if m and _is_slip(words, other)}
            if len(slips) == 1:
                return Match(next(iter(slips.values())))
        near = difflib.get_close_matches(key, self.exact, 3, 0.6)
        return Match(None, near=tuple(dict.fromkeys(self.exact[name] for name in near)))

    def language(self, names: Iterable[Any]) -> str:
        """The language most of these names are labels in, and in no other; empty if none is."""
        return _most(self.languages.get(fold(name), set()) for name in names if _is_text(name))


def _other_figure(name: str) -> str:
    """What stands in a label's brackets, or as a sign behind it, and makes another figure of it:
    ``(budget)``, ``[hours]``, ``%``."""
    inside = re.findall(r"[(\[]([^)\]]*)", name) + re.findall(r"[%‰]\s*$", name)
    return next((text.strip() for text in inside if is_other_figure(text)), "")


def is_other_figure(text: Any) -> bool:
    """Whether a text says of a figure that it is no count of what its name says.

    >>> [is_other_figure(text) for text in ("in hours", "%", "Budget 2026", "number", "€")]
    [True, True, True, False, False]
    """
    if not isinstance(text, str):
        return False
    return "%" in text or any(words_in(text, id) for id in ("not_actual", "other_unit"))


def _is_text(name: Any) -> bool:
    return isinstance(name, str)


def _most(found: Iterable[Set[str]]) -> str:
    """The language that is alone in most of the sets; empty where two are or none is."""
    counts = Counter(next(iter(languages)) for languages in found if len(languages) == 1)
    (first, most), (_, second) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    return first if most > second else ""


def is_day_first(language: str) -> bool:
    """Whether everybody who writes this language puts the day before the month.

    Not so in English: it is written on both sides of the Atlantic.
    """
    return bool(language) and language != DEFAULT and conventions(language).date_format[0] == "d"


def _is_slip(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether two labels differ by slips of the pen only: same words, same figures."""
    if len(words) != len(others) or words == others:
        return False
    left, right = list(words), list(others)
    for word in words:
        if word in right:
            right.remove(word)
            left.remove(word)
    return len(left) == 1 and _is_slip_of(left[0], right[0])


def _is_slip_of(word: str, other: str) -> bool:
    if min(len(word), len(other)) < 5 or word[0] != other[0] or abs(len(word) - len(other)) > 1:
        return False
    if any(c.isdigit() for c in word + other):
        return False
    return difflib.SequenceMatcher(None, word, other).ratio() >= 0.85


# ---- columns of logs ------------------------------------------------------------------------


@cache
def fields_of(log: Log) -> dict[str, str]:
    """Field ids by all that a column may be called, folded; the surest names first."""
    names: dict[str, str] = {}
    for part in log.fields:
        names[fold(part.id)] = part.id
        for language in available():
            names[fold(words(part.text_id, language))] = part.id
        names.update((fold(alias), part.id) for alias in part.aliases)
    for part in log.fields:
        for language in available():
            for name in called(f"field.{part.known}", language):
                names.setdefault(fold(name), part.id)
    return names


@cache
def _names_by_words(log: Log) -> dict[tuple[str, ...], str]:
    """The surest name of a field by the words that matter in it; none where they may mean two."""
    known, ranks = fields_of(log), ranks_of(log)
    found: dict[tuple[str, ...], str] = {}
    for name in sorted(known, key=lambda name: ranks[name], reverse=True):
        there = found.get(bag(name))
        found[bag(name)] = name if there is None or known.get(there) == known[name] else ""
    return found


def name_meant(log: Log, head: Any) -> str:
    """The name of a field that a heading has, or one that differs by articles, plurals and the
    order of words; empty where there is none. Brackets, signs, figures and words of counting may
    make another column of it, so that it is taken to the letter.

    >>> sessions = next(log for log in layout.logs("mentoring") if log.id == "sessions")
    >>> name_meant(sessions, "Date séance"), name_meant(sessions, "Nombre de clients")
    ('date de la séance', '')
    """
    known, text = fields_of(log), bare(head)
    if isinstance(head, str) and fold(head) in known:
        return fold(head)
    if text in known:
        return text
    if not _WORDS.fullmatch(text) or words_in(text, "counting"):
        return ""
    return _names_by_words(log).get(bag(text), "")


_WORDS = re.compile(r"[^\W\d_]+(?:[ '’.-]+[^\W\d_]+)*")


@cache
def ranks_of(log: Log) -> dict[str, int]:
    """How surely a name means its field, 0 the surest: ours, then in the catalogues' order."""
    ranks: dict[str, int] = {}
    for part in log.fields:
        for language in available():
            ours = (part.id, words(part.text_id, language), *part.aliases)
            ranks.update((fold(name), 0) for name in ours)
            for rank, name in enumerate(called(f"field.{part.known}", language), 1):
                ranks[fold(name)] = min(rank, ranks.get(fold(name), rank))
    return ranks


@cache
def names_of_log(log: Log) -> frozenset[str]:
    """What a log is called, folded."""
    titles = (words(log.text_id, language) for language in available())
    return frozenset({log.id, *map(fold, titles)})


@cache
def _languages_of_fields() -> dict[str, set[str]]:
    """The languages in which a column may be called so, by folded name."""
    ids = {field.id for pack in SHIPPED for log in layout.logs(pack) for field in log.fields}
    found: dict[str, set[str]] = {}
    for language in available():
        for id in ids:
            for name in (words(f"field.{id}", language), *called(f"field.{id}", language)):
                found.setdefault(fold(name), set()).add(language)
    return found


def language_of_heads(heads: Iterable[Any]) -> str:
    """The language that headings of a log are in; empty where they do not tell."""
    known = _languages_of_fields()
    return _most(known.get(fold(head), set()) for head in heads if _is_text(head))
