"""The rules of the house that a reader relies on and no other tool checks."""

import ast
import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "summit"
PYTHON = sorted(PACKAGE.rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static" / "css").rglob("*.css"))

ROLES = {"views", "forms", "services", "writing", "reading", "queries", "permissions", "models"}
FEATURES = ("people", "agenda", "documents", "debates", "voting")
WORDS_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "manager", "managers", "data", "info", "misc"}
LONGEST_FUNCTION = 50
LONGEST_FILE = 300  # at 250 a seam is looked for


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imports_of(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def test_the_rules_import_the_standard_library_only() -> None:
    foreign = {
        f"{name_of(path)} imports {name}"
        for path in (PACKAGE / "domain").rglob("*.py")
        for name in imports_of(ast.parse(path.read_text()))
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("summit.domain")
    }
    assert foreign == set()


@pytest.mark.parametrize("feature", FEATURES)
def test_a_feature_has_only_files_of_known_roles(feature: str) -> None:
    folder = PACKAGE / feature
    modules = {path.stem for path in folder.glob("*.py")} | {
        path.parent.name for path in folder.glob("*/__init__.py")
    }
    assert modules - {"__init__"} <= ROLES


def test_no_file_is_named_by_a_word_that_says_nothing() -> None:
    assert [name_of(path) for path in PYTHON if set(path.stem.split("_")) & WORDS_THAT_SAY_NOTHING] == []


def test_no_file_needs_a_table_of_contents() -> None:
    assert [name_of(path) for path in PYTHON if len(path.read_text().splitlines()) > LONGEST_FILE] == []


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in PYTHON
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


@pytest.mark.parametrize(
    "forbidden",
    [
        r"\sstyle=",
        r"<style",
        r"<script(?![^>]*\bsrc=)",
        r"\son[a-z]+=",
        r"javascript:",
        r"\bsrc=[\"']https?://",
    ],
)
def test_no_template_has_what_the_security_policy_blocks(forbidden: str) -> None:
    assert [name_of(path) for path in TEMPLATES if re.search(forbidden, path.read_text())] == []


def test_no_style_sheet_but_the_tokens_names_a_colour() -> None:
    colour = re.compile(r"#[0-9a-fA-F]{3,8}\b(?=\s*[;,)])|\brgba?\(|\bhsla?\(|\boklch\(")
    free = {"tokens.css", "print.css"}  # paper is black on white, whatever the theme
    assert [
        name_of(path) for path in STYLES if path.name not in free and colour.search(path.read_text())
    ] == []


def test_every_style_sheet_is_imported() -> None:
    imported = set(re.findall(r'@import "\./(.+?)"', (ROOT / "static/css/main.css").read_text()))
    assert imported == {str(path.relative_to(ROOT / "static/css")) for path in STYLES} - {"main.css"}


def test_every_icon_that_templates_ask_for_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="(\w+)"', (ROOT / "static/img/sprite.svg").read_text()))
    asked = {name for path in TEMPLATES for name in re.findall(r'\bicon\("(\w+)"', path.read_text())}
    assert asked <= drawn


def test_the_readme_states_the_digest_of_the_verifier() -> None:
    """Whoever takes verify.py from elsewhere holds it against the README."""
    digest = hashlib.sha256((ROOT / "verify.py").read_bytes()).hexdigest()
    assert digest in (ROOT / "README.md").read_text()
