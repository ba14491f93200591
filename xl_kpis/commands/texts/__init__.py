"""Everything the commands say, in English and French, found by id; a test keeps both alike."""

from __future__ import annotations

from xl_kpis.commands.texts import en, fr, hosts_en, hosts_fr

LANGUAGES = ("en", "fr")
DEFAULT_LANGUAGE = "en"
CATALOGUES: dict[str, dict[str, str]] = {
    "en": en.TEXTS | hosts_en.TEXTS,
    "fr": fr.TEXTS | hosts_fr.TEXTS,
}
