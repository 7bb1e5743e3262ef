"""The sentences of rule sets as data, one file for each language; every file has the same keys."""

from __future__ import annotations

from summit.domain.rules.sentences import en, es, fr

SENTENCES: dict[str, dict[str, str]] = {"en": en.SENTENCES, "es": es.SENTENCES, "fr": fr.SENTENCES}


def sentences(language: str) -> dict[str, str]:
    """The sentences of a language such as "es" or "es-MX"; English where there are none."""
    return SENTENCES.get(language.replace("_", "-").split("-")[0].lower(), en.SENTENCES)
