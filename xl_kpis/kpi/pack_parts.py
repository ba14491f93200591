"""The tables of a pack file, read key by key; whatever is wrong is noted with its line."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from xl_kpis.languages import DEFAULT

if TYPE_CHECKING:
    from xl_kpis.kpi.pack_lines import Lines, Path

ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
"""What ids are made of: small letters, digits and underscores."""
LARGEST_SHARE = 1.5
"""What a share may be without a percent sign; above, it was most likely meant as a percentage."""
NO_FIELDS: Mapping[str, str] = MappingProxyType({})
_UNWRITABLE = re.compile(r'[{}"\n\r]')
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f]")
_FIELD = re.compile(r"{(\w+)}")
LANGUAGE = re.compile(r"[a-z]{2,3}(_[a-z]{2})?")


class Reading:
    """What all tables of one file share: lines, faults and texts."""

    def __init__(self, source: str, sound: bool = False, carried: bool = False) -> None:
        self._source = source
        self.carried = carried
        """Whether a workbook has it, in which case nobody reads the advice."""
        self.sound = sound
        """Whether its words and keys were looked at before."""
        self.logs: frozenset[str] = frozenset()
        """The logs that the file has, sound or not."""
        self.faults: list[tuple[int, str, dict[str, Any]]] = []
        """What leaves no pack, or none that means something."""
        self.advice: list[tuple[int, str, dict[str, Any]]] = []
        """What can be read and was most likely meant otherwise: to be mended in a file, and
        passed over in a workbook that has carried it for long."""
        self.notes: list[tuple[int, str, dict[str, Any]]] = []
        """What may be just as it is meant, and is worth a thought."""
        self.languages: tuple[str, ...] = ()
        """The languages that every text has to be in: those of the pack's name."""
        self.texts: dict[str, dict[str, str]] = {}
        """By id and language; the language is empty for a text that is the same in all."""

    @cached_property
    def lines(self) -> Lines:
        """The lines of the parts of the file: only faults need them."""
        from xl_kpis.kpi.pack_lines import Lines

        return Lines(self._source)

    def texts_in(self, languages: Iterable[str]) -> dict[str, dict[str, str]]:
        """By language and id. A language that the file does not have is said in its first one."""
        first = self.languages[0] if self.languages else DEFAULT
        found: dict[str, dict[str, str]] = {}
        for language in dict.fromkeys((*languages, *self.languages)):
            found[language] = {
                id: said.get(language) or said.get("") or said.get(first) or ""
                for id, said in self.texts.items()
            }
        return found


@dataclass
class PackTable:
    """A table of the file."""

    content: dict[str, Any]
    path: Path
    reading: Reading = field(repr=False)
    place: int = 0
    """Which of several tables it is, from 0."""

    def fault(self, id: str, key: str | None = None, **values: Any) -> None:
        path = self.path if key is None else (*self.path, key)
        self.reading.faults.append((self.reading.lines.of(path), id, values))

    def missing(self, name: str) -> None:
        """Name what has to stand in this table and does not."""
        if self.path and name[:1] != "[":
            self.fault("missing_in", name=name, table=self.heading)
        else:
            self.fault("missing", name=name)

    def advise(self, id: str, key: str | None = None, **values: Any) -> None:
        path = self.path if key is None else (*self.path, key)
        self.reading.advice.append((self.reading.lines.of(path), id, values))

    def note(self, id: str, key: str, **values: Any) -> None:
        if not self.reading.sound:
            at = self.reading.lines.of((*self.path, key))
            self.reading.notes.append((at, id, values))

    def only(self, known: Iterable[str], above: Iterable[str] = ()) -> None:
        """Name the keys that nothing reads. ``above``: those of the table that this one is a part
        of, which TOML takes for this one's where they stand below its heading."""
        if self.reading.sound:
            return
        listed = tuple(known)
        for key in self.content:
            if key not in listed:
                import difflib  # only where something is wrong

                near = difflib.get_close_matches(key, listed, 1, 0.6)
                if key in above:
                    self.fault("key_above", key, name=key, table=self.heading)
                elif near:
                    self.fault("key_near", key, name=key, near=near[0])
                else:
                    self.fault("key", key, name=key, known=", ".join(listed))

    @property
    def heading(self) -> str:
        """What its heading is, without brackets: ``kpi.inputs.held``."""
        return ".".join(part for part in self.path if isinstance(part, str))

    # ---- tables -----------------------------------------------------------------------------

    def table(self, key: str, required: bool = False) -> PackTable | None:
        found = self.content.get(key)
        if found is None:
            if required:
                self.missing(f"[{self.heading}.{key}]".replace("[.", "["))
            return None
        if not isinstance(found, dict):
            self.fault("no_table", key, name=f"{self.heading}.{key}".strip("."))
            return None
        return PackTable(found, (*self.path, key), self.reading)

    def quiet(self, key: str) -> PackTable | None:
        """A table within, None for what is none: somebody else names it."""
        found = self.content.get(key)
        return (
            PackTable(found, (*self.path, key), self.reading) if isinstance(found, dict) else None
        )

    def tables(self, key: str) -> list[PackTable]:
        found = self.content.get(key, [])
        if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
            self.fault("no_tables", key, name=f"{self.heading}.{key}".strip("."))
            return []
        return [
            PackTable(one, (*self.path, key, i), self.reading, i) for i, one in enumerate(found)
        ]

    # ---- words and numbers ------------------------------------------------------------------

    def word(self, key: str, default: str, required: bool = False, longest: int = 255) -> str:
        found = self.content.get(key)
        if found is None:
            if required:
                self.missing(key)
            return default
        if not isinstance(found, str) or not found.strip():
            self.fault("no_text", key, name=key)
            return default
        if len(found) > longest:
            self.fault("long", key, name=key, count=len(found), most=longest)
        return found.strip()

    def one_of(
        self, key: str, default: str, known: Iterable[str], otherwise: str = "choice"
    ) -> str:
        """One of several words. ``otherwise``: what is said of one that is like none of them."""
        listed = tuple(known)
        found = self.word(key, default)
        if found in listed:
            return found
        import difflib  # only where something is wrong

        near = difflib.get_close_matches(found.casefold(), listed, 1, 0.7)
        if near:
            self.fault("choice_near", key, name=key, value=found, near=near[0])
        else:
            self.fault(otherwise, key, name=key, value=found, known=", ".join(listed))
        return default

    def words(self, key: str) -> list[str]:
        found = self.content.get(key, [])
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            self.fault("no_words", key, name=key)
            return []
        return found

    def whole(self, key: str, default: int, least: int, most: int) -> int:
        found = self.content.get(key, default)
        if type(found) is not int or not least <= found <= most:
            self.fault("whole", key, name=key, least=least, most=most)
            return default
        return found

    def number(self, key: str, unit: str) -> float | None:
        """A number; where the unit is a share, ``"70%"`` as well."""
        given = self.content.get(key)
        found = number_of(given, unit)
        if found is None:
            shown = str(given).lower() if isinstance(given, bool) else given
            self.fault("no_number", key, name=key, value=shown)
        else:
            self.no_text_number(key, given)
            self.sound_share(key, given, found, unit)
        return found

    def no_text_number(self, key: str, given: Any) -> None:
        """Name a number that stands in quotes, which only a percentage needs."""
        if isinstance(given, str) and "%" not in given:
            self.advise("text_number", key, name=key, value=given.strip())

    def sound_share(self, key: str, given: Any, found: float, unit: str) -> None:
        """Name a share that was most likely meant as a percentage: 40 would be 4000%."""
        plain = "%" not in str(given)
        if unit == "ratio" and plain and abs(found) > LARGEST_SHARE:
            value, share = f"{found:g}", f"{100 * found:g}"
            written = {"wanted": f'"{value}%"', "meant": f'"{share}%"'}
            self.advise("share", key, name=key, value=value, share=share, **written)

    # ---- texts for people -------------------------------------------------------------------

    def languages(self, key: str) -> tuple[str, ...]:
        """The languages of a text, as they stand."""
        found = self.content.get(key)
        return tuple(found) if isinstance(found, dict) else ()

    def names(self, key: str) -> Iterator[str]:
        """All that is said in a text or a list of texts, in any language."""
        found = self.content.get(key)
        for said in found.values() if isinstance(found, dict) else (found,):
            for one in said if isinstance(said, list) else (said,):
                if isinstance(one, str) and one.strip():
                    yield one.strip()

    def text(
        self,
        key: str,
        id: str,
        required: bool = False,
        longest: int = 255,
        default: dict[str, str] | None = None,
        fields: Mapping[str, str] = NO_FIELDS,
    ) -> dict[str, str]:
        """A text in every language of the pack, kept under its id; by language. ``fields``: the
        names that may stand in braces, each with what it is kept as."""
        found = self.content.get(key)
        if found is None:
            if required:
                self.missing(key)
            said = default or {"": ""}
        else:
            said = self._said(key, found, longest, fields)
        self.reading.texts[id] = said
        return said

    def texts(self, key: str, id: str, most: int) -> int:
        """A list of texts, kept under ``<id>.1`` and so on; how many there are."""
        found = self.content.get(key)
        if found is None:
            return 0
        by_language = found if isinstance(found, dict) else {"": found}
        self._complete(key, found)
        count = 0
        if len({len(listed) for listed in by_language.values() if isinstance(listed, list)}) > 1:
            self.advise("uneven", key, name=key)
        for language, listed in by_language.items():
            if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
                self.fault("no_words", key, name=key)
                return 0
            if len(listed) > most:
                self.fault("many", key, name=key, count=len(listed), most=most)
            for number, one in enumerate(listed[:most], 1):
                self._sound(key, one, 255)
                self.reading.texts.setdefault(f"{id}.{number}", {})[language] = one
            count = max(count, min(len(listed), most))
        return count

    def _said(
        self, key: str, found: Any, longest: int, fields: Mapping[str, str]
    ) -> dict[str, str]:
        by_language = found if isinstance(found, dict) else {"": found}
        self._complete(key, found)
        said = {}
        for language, one in by_language.items():
            if not isinstance(one, str) or not one.strip():
                self.fault("no_text", key, name=key)
                continue
            said[language] = one.strip()
            if "{" in one and fields:
                said[language] = _FIELD.sub(partial(_kept, fields), one.strip())
                one = _FIELD.sub(partial(_field, fields), one)
                if unknown := _FIELD.search(one):
                    known = ", ".join(f"{{{name}}}" for name in fields)
                    self.fault("no_field", key, name=key, field=unknown[0], known=known)
                    continue
            self._sound(key, one, longest)
        return said or {"": ""}

    def _sound(self, key: str, said: str, longest: int) -> None:
        if self.reading.sound:
            return
        if len(said) > longest:
            self.fault("long", key, name=key, count=len(said), most=longest)
        if _UNWRITABLE.search(said):
            self.fault("sign", key, name=key)
        elif _UNSEEN.search(said):
            self.fault("control", key, name=key)
        if said.lstrip().startswith("="):
            self.fault("begins", key, name=key)

    def _complete(self, key: str, found: Any) -> None:
        """Name the languages that a text lacks."""
        if not isinstance(found, dict) or tuple(found) == self.reading.languages:
            return
        for language in found:
            if not LANGUAGE.fullmatch(language):
                self.fault("no_language", key, name=key, language=language)
        lacking = [code for code in self.reading.languages if code not in found]
        if lacking:
            self.fault("language", key, name=key, languages=", ".join(lacking))


def _field(fields: Mapping[str, str], found: re.Match[str]) -> str:
    """A name in braces, without them if it may stand so."""
    return found[1] if found[1] in fields else found[0]


def _kept(fields: Mapping[str, str], found: re.Match[str]) -> str:
    return f"{{{fields[found[1]]}}}" if found[1] in fields else found[0]


def number_of(value: Any, unit: str) -> float | None:
    """A number of a file, ``"70%"`` among them where the unit is a share."""
    if isinstance(value, str):
        match = re.fullmatch(r"\s*([+-]?\d+(?:\.\d+)?)\s*(%?)\s*", value)
        if match is None or (match[2] and unit != "ratio"):
            return None
        # As a person divides: 70% is 0.7, whatever 70/100 is in binary.
        return float(match[1]) / 100 if match[2] else float(match[1])
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None
