from datetime import UTC, datetime
from fractions import Fraction

import pytest
from flask import Flask
from jinja2 import Environment

LATE = datetime(2026, 5, 5, 3, 7, 31, tzinfo=UTC)


def shown(app: Flask, template: str, **values: object) -> str:
    environment: Environment = app.jinja_env
    return environment.from_string(template).render(**values)


def test_times_are_shown_in_the_summits_zone_with_seconds(bare: Flask) -> None:
    assert shown(bare, "{{ at | clock }}", at=LATE) == "22:07:31"
    assert shown(bare, "{{ at | clock(false) }}", at=LATE) == "22:07"


def test_the_day_is_the_summits_day_in_the_readers_language(bare: Flask) -> None:
    assert shown(bare, "{{ at | day }}", at=LATE) == "Monday, May 4, 2026"
    bare.config["SPOKEN"] = "es"
    assert shown(bare, "{{ at | day }}", at=LATE) == "lunes, 4 de mayo de 2026"


def test_a_moment_without_zone_is_refused(bare: Flask) -> None:
    with pytest.raises(ValueError, match="without a zone"):
        shown(bare, "{{ at | clock }}", at=LATE.replace(tzinfo=None))


def test_figures_are_grouped_as_the_language_groups(bare: Flask) -> None:
    assert shown(bare, "{{ n | number }}", n=1234567) == "1,234,567"
    assert shown(bare, "{{ n | number }}", n=Fraction(1, 3)) == "0.33333"
    bare.config["SPOKEN"] = "es"
    assert shown(bare, "{{ n | number }}", n=1234567) == "1.234.567"


def test_a_share_has_one_place(bare: Flask) -> None:
    assert shown(bare, "{{ n | percent }}", n=Fraction(76, 134)) == "56.7 %"


def test_a_receipt_is_read_in_groups_of_four(bare: Flask) -> None:
    assert shown(bare, "{{ '7K4QM2XD9F0THB6W' | receipt }}") == "7K4Q-M2XD-9F0T-HB6W"
    assert shown(bare, "{{ '7K4Q-M2' | receipt }}") == "7K4Q-M2"


def test_an_untranslated_sentence_is_shown_in_english(bare: Flask) -> None:
    bare.config["SPOKEN"] = "qu"
    assert shown(bare, "{{ _('Hello %(name)s', name='Ana') }}") == "Hello Ana"
