"""Every formula of the golden workbooks is read, printed and read again."""

from __future__ import annotations

import gzip
from pathlib import Path

import orjson
import pytest

from xl_kpis.formula.grammar import parse, relative_key, shift, translate, unparse

EXPECTED = Path(__file__).parents[4] / "shared" / "golden" / "expected"


@pytest.mark.golden
@pytest.mark.skipif(not EXPECTED.is_dir(), reason="the golden workbooks are not here")
def test_every_golden_formula() -> None:
    texts = {
        cell[4]
        for path in EXPECTED.glob("*/*.json.gz")
        for cell in orjson.loads(gzip.decompress(path.read_bytes()))["cells"]
    }
    assert texts
    for i, text in enumerate(sorted(texts)):
        node = parse(text)
        assert parse(unparse(node)) == node, text
        if i % 5:  # the rest takes long, and neighbours are alike
            continue
        moved = translate(text, 0, 0, 3, 2)
        assert parse(moved) == shift(node, 3, 2), text
        assert parse(unparse(node, files=False)) == node, text
        if "1048" not in text and "XF" not in text:
            assert relative_key(text, 0, 0) == relative_key(moved, 3, 2), text
