import sys
from pathlib import Path

import pytest
from flask import Flask

from summit.web import compiled


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "page.html").write_text("once")
    return folder


def rendered(templates: Path) -> str:
    app = Flask("page", root_path=str(templates.parent / "summit"), template_folder=str(templates))
    compiled.init_app(app)
    return app.jinja_env.get_template("page.html").render()


def test_the_next_process_finds_a_page_compiled(templates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rendered(templates) == "once"
    monkeypatch.setattr("jinja2.Environment.compile", None)
    assert rendered(templates) == "once"


def test_a_changed_template_is_compiled_anew(templates: Path) -> None:
    rendered(templates)
    (templates / "page.html").write_text("changed")
    assert rendered(templates) == "changed"


def test_where_nothing_can_be_kept_pages_are_shown_all_the_same(
    templates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError("the folder belongs to somebody else")

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert rendered(templates) == "once"


def test_who_forbids_kept_bytecode_is_obeyed(templates: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    rendered(templates)
    assert not (templates / "__pycache__").exists()


def test_pages_are_loaded_before_anybody_asks_for_them(
    templates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = Flask("summit", root_path=str(templates.parent / "summit"), template_folder=str(templates))
    compiled.init_app(app)
    assert compiled.load_all(app) == 1
    monkeypatch.setattr("jinja2.Environment.compile", None)
    monkeypatch.setattr("jinja2.BytecodeCache.get_bucket", None)
    assert app.jinja_env.get_template("page.html").render() == "once"
