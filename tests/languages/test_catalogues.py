"""Every language says the same things, in its own file for each section."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.languages import pseudo
from xl_kpis.languages import available, catalogue
from xl_kpis.languages.conventions import conventions

ROOT = Path(__file__).parents[2]
OWN_WORDS = {"reason.system"}  # English shows what the system says, which is in its own language
TRANSLATED = [
    (section, code)
    for code in available()
    for section in pseudo.sections()
    if not pseudo.stands_elsewhere(section, code)
]


@pytest.mark.parametrize(("section", "language"), TRANSLATED)
def test_a_language_has_every_text_and_no_other(section: str, language: str) -> None:
    wanted, found = pseudo.english(section), catalogue(section, language)
    file = f"xl_kpis/languages/{language}/{section}.py"
    missing = {id: wanted[id] for id in wanted if id not in found}
    assert not missing, f"{file} lacks these texts, here in English: {missing}"
    left_over = sorted(set(found) - set(wanted))
    assert not left_over, f"{file} has texts that nothing asks for: {left_over}"


@pytest.mark.parametrize(("section", "language"), TRANSLATED)
def test_a_text_has_the_placeholders_of_the_english_one(section: str, language: str) -> None:
    wanted, found = pseudo.english(section), catalogue(section, language)
    for id, text in found.items():
        if id not in OWN_WORDS and section != "functions":
            assert _fields(text) == _fields(wanted[id]), (
                f"xl_kpis/languages/{language}/{section}.py: {id} has other placeholders"
            )


def _fields(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize(("section", "language"), TRANSLATED)
def test_no_id_stands_twice_in_a_file(section: str, language: str) -> None:
    import importlib

    path = importlib.import_module(f"xl_kpis.languages.{language}.{section}").__file__
    tree = ast.parse(Path(str(path)).read_text("utf-8"))
    (texts,) = (node for node in ast.walk(tree) if isinstance(node, ast.Dict))
    count = Counter(key.value for key in texts.keys if isinstance(key, ast.Constant))
    assert [id for id, times in count.items() if times > 1] == []


@pytest.mark.parametrize("language", available())
def test_conventions_are_whole(language: str) -> None:
    spelled = conventions(language)
    assert len(spelled.months) == len(set(spelled.months)) == len(spelled.short_months) == 12
    assert spelled.decimal != spelled.thousands
    assert spelled.argument_separator != spelled.decimal
    int(spelled.lcid, 16)


PARTS = sorted([*(ROOT / "xl_kpis").rglob("*.py"), *(ROOT / "tests").rglob("*.py")])
ALLOWED = {
    # Names that Excel itself gives to months and days, by country.
    "xl_kpis/formula/values/calendar_names.py",
    # Words and letters of Excel in its languages.
    "xl_kpis/formula/values/regions.py",
    # Questions of readers, as they are asked in each language of the site.
    "tests/test_site.py",
}


def two_language_places(source: str) -> list[int]:
    """Lines where a program asks which language it is, or holds a text for each.

    >>> two_language_places('a = x if language == "fr" else y')
    [1]
    >>> two_language_places('TITLE = {"en": "One", "fr": "Un"}')
    [1]
    """
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if any(_is(side, available()) for side in sides) and any(
                "lang" in ast.unparse(side) or ast.unparse(side) == "code" for side in sides
            ):
                found.append(node.lineno)
        elif isinstance(node, ast.Dict) and any(_is(key, ("fr",)) for key in node.keys):
            found.append(node.lineno)
    return found


def _is(node: ast.AST | None, values: tuple[str, ...]) -> bool:
    return isinstance(node, ast.Constant) and node.value in values


def test_nothing_outside_of_the_languages_knows_which_there_are() -> None:
    outside = [p for p in PARTS if "languages" not in p.relative_to(ROOT).parts]
    found = {
        place: lines
        for path in outside
        if (place := path.relative_to(ROOT).as_posix()) not in ALLOWED
        and (lines := two_language_places(path.read_text("utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize("language", available())
def test_what_people_read_has_no_typewriter_apostrophe(language: str) -> None:
    for section in pseudo.sections():
        if pseudo.stands_elsewhere(section, language):
            continue  # English words of functions are in the code, those of packs in their files
        for id, said in catalogue(section, language).items():
            if not id.startswith("called."):  # lists of what people type
                assert not re.search(r"[^\W\d]'[^\W\d]", str(said)), f"{section}: {id}"
