import gzip
import json
from pathlib import Path

import pytest
from flask import Flask

from summit.web import assets


@pytest.fixture
def built(tmp_path: Path) -> Flask:
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "main-A1.css").write_text("p{}")
    (tmp_path / "dist" / "main-A1.css.gz").write_bytes(gzip.compress(b"p{}"))
    (tmp_path / "dist" / "face.woff2").write_bytes(b"")
    (tmp_path / "dist" / "manifest.json").write_text(json.dumps({"main.css": "main-A1.css"}))
    app = Flask("assets", static_folder=str(tmp_path), static_url_path="/static")
    assets.init_app(app)
    return app


def address(app: Flask, name: str) -> str:
    with app.test_request_context():
        return app.jinja_env.from_string("{{ asset(name) }}").render(name=name)


def test_an_asset_is_named_with_its_digest(built: Flask) -> None:
    assert address(built, "main.css") == "/static/dist/main-A1.css"


def test_built_files_are_kept_for_ever(built: Flask) -> None:
    with built.test_client().get("/static/dist/main-A1.css") as answer:
        assert "immutable" in answer.headers["Cache-Control"]


def test_a_missing_file_is_not_kept(built: Flask) -> None:
    assert "immutable" not in built.test_client().get("/static/dist/x.css").headers.get("Cache-Control", "")


def test_a_missing_asset_says_what_to_run(built: Flask) -> None:
    with pytest.raises(assets.AssetMissing, match="make setup"):
        address(built, "absent.css")


def test_a_browser_that_takes_it_gets_the_squeezed_file(built: Flask) -> None:
    client = built.test_client()
    with client.get("/static/dist/main-A1.css", headers={"Accept-Encoding": "gzip, br"}) as answer:
        assert gzip.decompress(answer.data) == b"p{}"
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.mimetype == "text/css"
    with client.get("/static/dist/main-A1.css") as answer:
        assert answer.data == b"p{}"
        assert "Content-Encoding" not in answer.headers
        assert answer.headers["Vary"] == "Accept-Encoding"


def test_a_file_that_was_not_squeezed_is_sent_as_it_is(built: Flask) -> None:
    with built.test_client().get("/static/dist/face.woff2", headers={"Accept-Encoding": "gzip"}) as answer:
        assert answer.status_code == 200
        assert "Content-Encoding" not in answer.headers


def test_no_file_outside_the_folder_is_sent(built: Flask, tmp_path: Path) -> None:
    (tmp_path.parent / "secret.gz").write_bytes(b"key")
    answer = built.test_client().get("/static/../secret", headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 404
