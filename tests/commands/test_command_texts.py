"""Both catalogues say the same things, all of them are used, and help is whole in each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import xl_kpis.commands
import xl_kpis.hosts
from tests.commands.conftest import Run
from xl_kpis.commands.app import COMMANDS, GROUP
from xl_kpis.commands.frame import Argument, Option
from xl_kpis.languages import available, catalogue

CATALOGUES = {c: catalogue("commands", c) | catalogue("hosts", c) for c in available()}
EN, FR = CATALOGUES["en"], CATALOGUES["fr"]
SOURCES = [Path(part.__file__).parent for part in (xl_kpis.commands, xl_kpis.hosts)]


def commands() -> Iterator[click.Command]:
    context = click.Context(GROUP)
    for name in COMMANDS:
        found = GROUP.get_command(context, name)
        assert found is not None
        yield found


def needed_ids() -> Iterator[str]:
    """Ids of the frame's help, and those that stand in the code."""
    yield from ("main.help", "main.examples")
    for command in commands():
        yield from (f"{command.name}.{part}" for part in ("help", "examples", "short"))
        for param in command.params:
            if isinstance(param, Option):
                yield param.words
            if isinstance(param, (Option, Argument)) and param.meta:
                yield f"metavar.{param.meta}"
    code = "\n".join(path.read_text("utf-8") for folder in SOURCES for path in folder.rglob("*.py"))
    yield from (id for id in EN if f'"{id}"' in code)
    starts = set(re.findall(r'say\(f"([a-z_.]+)\{', code)) - {"metavar."}
    yield from (id for id in EN if id.startswith(tuple(starts)))


def test_both_catalogues_hold_exactly_what_is_needed() -> None:
    needed = set(needed_ids())
    assert set(EN) == needed
    assert set(FR) == needed


@pytest.mark.parametrize("id", sorted(EN))
def test_placeholders_are_the_same(id: str) -> None:
    fields = re.compile(r"\{(\w+)\}")
    assert set(fields.findall(EN[id])) == set(fields.findall(FR[id]))


def test_texts_are_tidy() -> None:
    for texts in CATALOGUES.values():
        for id, words in texts.items():
            assert words, id
            assert words == words.strip(), id
            assert "  " not in words, id


def test_french_quotes() -> None:
    for id, words in FR.items():
        assert id.endswith(".examples") or '"' not in words, id


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_in_the_language_and_has_examples(run: Run, language: str, command: str) -> None:
    ran = run(*filter(None, [command]), "--help", "--language", language)
    assert (ran.code, ran.err) == (0, "")
    flat = " ".join(ran.out.split())
    name = command or "main"
    assert " ".join(CATALOGUES[language][f"{name}.help"].split()) in flat.replace("- ", "-")
    for line in CATALOGUES[language][f"{name}.examples"].splitlines():
        assert line in ran.out
    for heading in ("help.usage", "help.options", "help.examples"):
        assert CATALOGUES[language][heading] in ran.out
    assert max(map(len, ran.out.splitlines())) <= 88


def test_every_example_of_the_help_can_be_parsed() -> None:
    import shlex

    for texts in CATALOGUES.values():
        for command in commands():
            for line in texts[f"{command.name}.examples"].splitlines():
                program, *words = shlex.split(line.partition(" > ")[0])
                assert program == "xl-kpis"
                other = GROUP.get_command(click.Context(GROUP), words[0])
                assert other is not None
                other.make_context(words[0], words[1:])


@pytest.mark.parametrize(
    ("environment", "words", "expected"),
    [
        ({}, [], "Commands:"),
        ({"LANG": "fr_CA.UTF-8"}, [], "Commandes"),
        ({"LANG": "fr_FR", "LC_ALL": "C"}, [], "Commands:"),
        ({"LANG": "de_DE.UTF-8"}, [], "Commands:"),
        ({"LANG": "en_US.UTF-8", "XL_KPIS_LANGUAGE": "fr"}, [], "Commandes"),
        ({"XL_KPIS_LANGUAGE": "fr"}, ["--language", "en"], "Commands:"),
        ({}, ["--language=fr"], "Commandes"),
    ],
)
def test_the_language_is_the_one_asked_for(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    words: list[str],
    expected: str,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert expected in run(*words).out


def test_a_language_there_is_none_of(run: Run) -> None:
    ran = run("list", "--language", "qq")
    assert ran.code == 2
    assert ", ".join(available()) in ran.err
