"""What the site has beyond the pages: templates to download, and a search index per language."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from mkdocs.plugins import event_priority
from mkdocs.structure.files import File

TEMPLATES = "workbook_template"
QUESTIONS, BOOST = "questions", 8


def on_files(files: Any, config: Any) -> Any:
    """Templates lie beside the pages' folder; the site has them inside."""
    root = Path(config.config_file_path).parent
    for path in sorted((root / TEMPLATES).glob("*.xlsx")):
        uri = f"{TEMPLATES}/{path.name}"
        if files.get_file_from_path(uri) is None:
            files.append(File.generated(config, uri, abs_src_path=str(path)))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Who types a question is to find it before pages that are long and have all of its words."""
    if page.file.src_uri.startswith(f"{QUESTIONS}."):
        page.meta["search"] = {"boost": BOOST}
    return markdown.replace(f"](../{TEMPLATES}/", f"]({TEMPLATES}/")


def on_page_content(html: str, page: Any, **_: Any) -> str:
    """What keeps a question mark with its word is lost in titles on their way into the menus."""
    page.title = kept_together(page.title or "")
    items = list(page.toc)
    for item in items:
        item.title = kept_together(item.title)
        items.extend(item.children)
    return html


def kept_together(title: str) -> str:
    return re.sub(r" (?=[?!:;»])|(?<=«) ", "\u00a0", title)


def on_post_page(output: str, page: Any, config: Any) -> str:
    """Pages of another language look for their index in the folder of their language. What the
    theme makes of links to other languages in the head is for a site with an address."""
    output = re.sub(r'<link rel="alternate"[^>]*>', "", output)
    if page.url.startswith(f"{config.theme['language']}/"):
        return re.sub(r'("base":\s*")\.\./?', lambda found: found[1] or "", output, count=1)
    return output


@event_priority(-200)
def on_post_build(config: Any) -> None:
    """One index for all languages would give each hit once in each: parted by folders."""
    site = Path(config.site_dir)
    whole = site / "search" / "search_index.json"
    index = json.loads(whole.read_text("utf-8"))
    folders = {code: f"{code}/" for code in config.plugins["i18n"].build_languages}
    default = config.plugins["i18n"].default_language
    folders[default] = ""
    for code, folder in folders.items():
        others = tuple(f for f in folders.values() if f and f != folder)
        entries = [
            {**entry, "location": entry["location"].removeprefix(folder)}
            for entry in index["docs"]
            if entry["location"].startswith(folder) and not entry["location"].startswith(others)
        ]
        part = {**index, "docs": entries, "config": {**index["config"], "lang": [code]}}
        target = site / folder / "search" / "search_index.json"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(json.dumps(part, ensure_ascii=False, separators=(",", ":")), "utf-8")
