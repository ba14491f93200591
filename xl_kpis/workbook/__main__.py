"""Write all templates into a folder: ``python -m xl_kpis.workbook workbook_template``."""

from __future__ import annotations

import sys
from pathlib import Path

from xl_kpis.workbook.layout import file_stem
from xl_kpis.workbook.template import all_templates, write_template


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for pack, language, formulas in all_templates():
        print(
            write_template(
                folder / f"{file_stem(pack, language, formulas)}.xlsx", pack, language, formulas
            )
        )


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "workbook_template"))
