"""The two packs that are shipped are files; what TOML makes of them is kept, and counts only as
long as it is of those very files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from xl_kpis.kpi import PACKS, pack_writing, packs, shipped
from xl_kpis.kpi.pack_files import PackError

FOLDER = Path(shipped.__file__).parent


def test_what_is_kept_is_of_the_files() -> None:
    kept = (FOLDER / shipped.KEPT).read_text("utf-8")
    assert kept == pack_writing.kept(), "python -m xl_kpis.kpi.pack_writing"


@pytest.fixture
def edited(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], dict[str, packs.Pack]]:
    """The packs, read with a text replaced in the file of mentoring."""

    def read(old: str, new: str) -> dict[str, packs.Pack]:
        def file(name: str) -> bytes:
            found = (FOLDER / name).read_bytes()
            return found.replace(old.encode(), new.encode()) if "mentoring" in name else found

        assert old in (FOLDER / "mentoring.toml").read_text("utf-8")
        monkeypatch.setattr(shipped, "file_of", file)
        return shipped._packs()

    return read


def test_an_edited_file_counts_at_once(
    edited: Callable[[str, str], dict[str, packs.Pack]],
) -> None:
    first = edited('typical = ">= 8"', 'typical = ">= 7.5"')["mentoring"].kpis[0]
    assert first.tiers[0].floor == 7.5
    assert PACKS["mentoring"][0].tiers[0].floor == 8


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('acronym = "MSCR"', 'acronim = "MSCR"', "did you mean “acronym”"),
        ("value = 0.85", "value = 0.84", "not 0.84"),
        ("= sessions_completed /", "= sessions_held /", "sessions_held"),
    ],
)
def test_an_edited_file_with_a_fault_is_refused_in_words(
    edited: Callable[[str, str], dict[str, packs.Pack]], old: str, new: str, said: str
) -> None:
    with pytest.raises(PackError, match=said):
        edited(old, new)


def test_both_ways_of_reading_give_the_same(
    edited: Callable[[str, str], dict[str, packs.Pack]],
) -> None:
    read = edited("[pack]", " [pack]")["mentoring"]
    assert read.texts == packs.SHIPPED["mentoring"].texts
    for one, other in zip(read.kpis, PACKS["mentoring"], strict=True):
        assert (one.tiers, one.measures, one.example, one.example_tier, one.errata) == (
            *(other.tiers, other.measures, other.example, other.example_tier, other.errata),
        )
